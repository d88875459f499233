package cmd

import (
	"bytes"
	"context"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"asbuilt/finding"
	"asbuilt/internal/tool"
)

// mention is a command line that some text of the project names.
type mention struct {
	at    string
	words []string
	// shown says that the text shows it as code, so that it is a whole command line; else
	// it stands in a sentence, and ends where the sentence goes on.
	shown bool
}

// TestMentionedCommands holds that every command which a hint, a cure, an explanation, a
// README or a page of documentation names can be typed: the command exists, its flags
// do, and it takes as many arguments. Those that need nothing are run.
func TestMentionedCommands(t *testing.T) {
	var all []mention
	pages, sentences := 0, 0
	walk(t, func(name, ext string) {
		switch {
		case ext == ".md" || ext == ".yml" || ext == ".yaml" && strings.Contains(name, "ci/"):
			found := inPage(t, name)
			pages += len(found)
			all = append(all, found...)
		case filepath.Base(name) == "texts.txt":
			for _, line := range strings.Split(read(t, name), "\n") {
				found := inSentence(name, line)
				sentences += len(found)
				all = append(all, found...)
			}
		case ext == ".go" && !strings.HasSuffix(name, "_test.go"):
			found := inSource(t, name)
			sentences += len(found)
			all = append(all, found...)
		}
	})
	if pages < 100 || sentences < 50 {
		t.Errorf("found only %d command lines in pages and %d in sentences", pages, sentences)
	}
	t.Chdir(t.TempDir())
	ran := map[string]bool{}
	for _, m := range all {
		line := strings.Join(m.words, " ")
		if err := typed(m); err != nil {
			t.Errorf("%s: asbuilt %s: %v", m.at, line, err)
			continue
		}
		if !m.shown || ran[line] || !slices.Contains([]string{"explain", "help", "version", "policy"}, m.words[0]) {
			continue
		}
		ran[line] = true
		var out, errs bytes.Buffer
		status := Main(context.Background(), m.words, Streams{In: strings.NewReader(""), Out: &out, Err: &errs})
		if placeholder := slices.ContainsFunc(m.words, isPlaceholder); status != Clean && !placeholder {
			t.Errorf("%s: asbuilt %s ends with %d: %s", m.at, line, status, &errs)
		}
	}
}

// walk shows every file of the project.
func walk(t *testing.T, show func(name, ext string)) {
	t.Helper()
	err := tool.Tree("..", func(name string, d fs.DirEntry, err error) error {
		switch base := filepath.Base(name); {
		case err != nil:
			return err
		case d.IsDir() && (base == "testdata" || base == "internal"):
			return fs.SkipDir
		case d.Type().IsRegular():
			show(filepath.ToSlash(name), filepath.Ext(name))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// typed says why a command line could not be typed as it is mentioned.
func typed(m mention) error {
	root := helpful(finding.English)
	c, rest, err := root.Find(m.words)
	if err != nil {
		return err
	}
	if c == root {
		return errors.New("no such command")
	}
	err = c.ParseFlags(rest)
	var wrong *pflag.InvalidValueError
	if errors.As(err, &wrong) && isPlaceholder(wrong.GetValue()) {
		err = nil
	}
	if err != nil || !m.shown {
		return err
	}
	return c.ValidateArgs(c.Flags().Args())
}

var placeholder = regexp.MustCompile(`^[A-Z][A-Z0-9]*$|^<.*>$|\$`)

func isPlaceholder(word string) bool { return placeholder.MatchString(word) }

// inSource are the commands in the texts of a source file.
func inSource(t *testing.T, name string) (all []mention) {
	t.Helper()
	files := token.NewFileSet()
	f, err := parser.ParseFile(files, name, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(f, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			text, _ := strconv.Unquote(lit.Value)
			all = append(all, inSentence(files.Position(lit.Pos()).String(), text)...)
		}
		return true
	})
	return all
}

var commandNamed = regexp.MustCompile(`(?:^|[^.\pL])asbuilt ([a-z]+)((?: --[a-z]+(?:-[a-z]+)*| [a-z]+)*)`)

// goesOn are the words that follow the name of the program where it is no command but
// the subject of a sentence, or what the sentence is about.
var goesOn = strings.Fields(`and asked asks built calls can cannot could counts depends did do does draws fetches finds follows
	for format had has have holds in is itself judges keeps knows learned links made makes model needs nor of on or overlay places
	prints puts read reads says sends sent sets shows speaks starts takes tells that this to understands unless uses was with
	which writes wrote you`)

// inSentence are the commands that a sentence names. What follows the name of a command
// belongs to it while it is the name of a command below, or a flag.
func inSentence(at, text string) (all []mention) {
	for _, m := range commandNamed.FindAllStringSubmatch(text, -1) {
		if slices.Contains(goesOn, m[1]) {
			continue
		}
		words := []string{m[1]}
		for i, word := range strings.Fields(m[2]) {
			if !(isGroup(m[1]) && i == 0) && !strings.HasPrefix(word, "--") {
				break
			}
			words = append(words, word)
		}
		if last := words[len(words)-1]; strings.HasPrefix(last, "--") && takesValue(words) {
			words = append(words, "VALUE")
		}
		all = append(all, mention{at: at, words: words})
	}
	return all
}

// isGroup reports whether a command has commands below it.
func isGroup(command string) bool {
	return slices.Contains([]string{"snapshot", "decision", "completion"}, command)
}

// takesValue reports whether the flag that a command line ends with wants a value.
func takesValue(words []string) bool {
	c, _, err := helpful(finding.English).Find(words[:len(words)-1])
	if err != nil {
		return false
	}
	f := c.Flags().Lookup(strings.TrimPrefix(words[len(words)-1], "--"))
	return f != nil && f.NoOptDefVal == ""
}

var inline = regexp.MustCompile("`[^`\n]+`")

// inPage are the command lines of a page: in blocks of code, and in code within a line.
func inPage(t *testing.T, name string) (all []mention) {
	t.Helper()
	fence, yaml := "", filepath.Ext(name) != ".md"
	continued := ""
	for i, line := range strings.Split(read(t, name), "\n") {
		at := name + ":" + strconv.Itoa(i+1)
		trimmed := strings.TrimSpace(line)
		switch {
		case !yaml && strings.HasPrefix(trimmed, "```"):
			if fence == "" {
				fence = trimmed
			} else {
				fence = ""
			}
		case fence == "" && !yaml:
			for _, code := range inline.FindAllString(line, -1) {
				for _, m := range inShell(at, strings.Trim(code, "`")) {
					m.shown = len(m.words) > 2 || len(m.words) == 2 && !isGroup(m.words[0]) // else it is the name of a command
					all = append(all, m)
				}
			}
		case strings.HasPrefix(fence, "```console") && !strings.HasPrefix(trimmed, "$ ") && continued == "":
		case strings.HasPrefix(trimmed, "#"):
		default:
			if rest, more := strings.CutSuffix(trimmed, `\`); more {
				continued += rest
				continue
			}
			all = append(all, inShell(at, continued+trimmed)...)
			continued = ""
		}
	}
	return all
}

// inShell are the command lines of asbuilt in a line for a shell.
func inShell(at, line string) (all []mention) {
	if !strings.Contains(line, "asbuilt ") {
		return nil
	}
	var words []string
	in := false
	end := func() {
		if in && len(words) > 0 {
			all = append(all, mention{at: at, words: words, shown: true})
		}
		in, words = false, nil
	}
	first := true
	for _, word := range shellWords(line) {
		switch {
		case slices.Contains([]string{"|", ";", "&", "(", ")", ">", "<", "&&", "||"}, word):
			end()
			first = true
		case !in && (word == "asbuilt" || strings.HasSuffix(word, "/asbuilt")) && first:
			in = true
		case in && strings.HasPrefix(word, "#"):
			end()
			return all
		case in:
			if word = strings.Trim(word, "[]…"); word != "" {
				words = append(words, word)
			}
		default: // $, run:, if, then, ! and the like may stand before a command
			first = slices.Contains([]string{"$", "run:", "script:", "-", "!", "if", "then", "else", "do", "exec"}, word) || strings.Contains(word, "=")
		}
	}
	end()
	return all
}

// shellWords are the words of a line as a shell parts them, and what parts commands.
func shellWords(line string) (all []string) {
	var word strings.Builder
	quote, open := rune(0), false
	end := func() {
		if open {
			all = append(all, word.String())
		}
		word.Reset()
		open = false
	}
	for _, r := range line {
		switch {
		case quote != 0:
			if r == quote {
				quote = 0
			} else {
				word.WriteRune(r)
			}
		case r == '\'' || r == '"':
			quote, open = r, true
		case r == ' ' || r == '\t':
			end()
		case strings.ContainsRune("|;&()<>", r):
			end()
			all = append(all, string(r))
		default:
			word.WriteRune(r)
			open = true
		}
	}
	end()
	return all
}
