package cmd

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/mattn/go-runewidth"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"asbuilt/finding"
	"asbuilt/report"
)

// helpful is the root of all commands as somebody sees it who asks for help.
func helpful(lang finding.Lang) *cobra.Command {
	root, _ := newRoot(Streams{}, lang, verbs())
	speak(root, lang)
	return root
}

// everyCommand are the root and all commands below it, as a run in that language has
// them.
func everyCommand(lang finding.Lang) (all []*cobra.Command) {
	root := helpful(lang)
	var walk func(c *cobra.Command)
	walk = func(c *cobra.Command) {
		all = append(all, c)
		for _, sub := range c.Commands() {
			walk(sub)
		}
	}
	walk(root)
	return all
}

// TestTextsOfCommands holds that every command and every flag says what it is for in
// both languages, and that nothing is said of what does not exist.
func TestTextsOfCommands(t *testing.T) {
	used := map[finding.TextKey]bool{}
	for _, c := range everyCommand(finding.Korean) {
		block := blockOf(c)
		short, ok := texts().LookupPart(block, "short")
		if !ok || c.Short != short.Ko || c.Short == short.En {
			t.Errorf("%s does not say in Korean what it is for", c.CommandPath())
		}
		used[finding.TextKey{Key: block, Part: "short"}] = true
		for _, name := range []string{"long", "example"} {
			for i := range partsOf(c, name) {
				used[finding.TextKey{Key: block, Part: fmt.Sprintf("%s%d", name, i+1)}] = true
			}
		}
		c.LocalFlags().VisitAll(func(f *pflag.Flag) {
			text, ok := flagText(c, f.Name)
			value, usage := valued(text.Ko)
			if !ok || f.Usage != usage {
				t.Errorf("%s --%s does not say in Korean what it does", c.CommandPath(), f.Name)
				return
			}
			if english, _ := valued(text.En); english != value {
				t.Errorf("%s --%s takes %q in English and %q in Korean", c.CommandPath(), f.Name, english, value)
			}
			if takes := f.NoOptDefVal == ""; takes != (value != "") {
				t.Errorf("%s --%s takes a value: %t, but it is called %q", c.CommandPath(), f.Name, takes, value)
			}
			for _, block := range []string{block, "shared", "asbuilt"} {
				at := finding.TextKey{Key: block, Part: "--" + f.Name}
				if _, there := texts().LookupPart(at.Key, at.Part); there {
					used[at] = true
					break
				}
			}
		})
	}
	for at := range texts().All() {
		if !used[at] {
			t.Errorf("texts.txt: no command has %s", at)
		}
	}
}

// TestHelpFits holds that help fits a terminal of 80 columns in both languages, is said
// in one of them, and shows examples that are commands.
func TestHelpFits(t *testing.T) {
	for _, lang := range []finding.Lang{finding.English, finding.Korean} {
		for _, c := range everyCommand(lang) {
			var out bytes.Buffer
			if err := writeHelp(&out, c, lang); err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(out.String()) {
				line = strings.TrimRight(line, "\n")
				if w := runewidth.StringWidth(line); w > columns {
					t.Errorf("%s, %s: %d columns: %s", c.CommandPath(), lang, w, line)
				}
			}
			for _, word := range []string{"Usage:", "Flags:", "Commands:", "(default"} {
				if lang == finding.Korean && strings.Contains(out.String(), word) {
					t.Errorf("%s says %q in Korean help", c.CommandPath(), word)
				}
			}
		}
	}
}

// TestFormatsInHelp holds that help lists the forms of a report that there are.
func TestFormatsInHelp(t *testing.T) {
	root := helpful(finding.English)
	c, _, err := root.Find([]string{"drift"})
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, f := range report.Formats() {
		want = append(want, string(f))
	}
	if got := (&completer{of: c}).formats(); !slices.Equal(got, want) {
		t.Errorf("help of --format lists %q, reports have %q", got, want)
	}
}

// TestUsageErrors types what people mistype, in both languages: one line says what is
// wrong, one where help is, and no word of the other language is left.
func TestUsageErrors(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, line := range []string{
		"chekc", "nosuch", "help nosuch", "help snapshot sael", "snapshot nosuch", "version now", "completion bsh",
		"check --nosuch", "check --formta json", "check -x", "drift --budget many", "drift --budget", "check --timeout soon",
		"check a b", "reach a", "snapshot diff a", "snapshot seal", "snapshot merge a", "accept a", "accept --all",
		"decision new", "decision new x --status odd", "render", "render a b --out c", "render --out c.pdf", "render --theme pink --out c",
		"render --scale 99 --out c", "diff a b c", "diff --format odd", "diff --envs a", "diff --view x", "diff --fail-on warning",
		"diff --envs a,b --states c,d", "drift --live --snapshot s", "reach a b --expect odd", "reach a b --format odd",
		"analyze --format odd", "analyze --peak odd", "explain kind nosuchkind", "explain nosuchword", "schema --for odd",
		"build --out=", "build --preview", "build --version-name a/b", "snapshot ls --format odd", "snapshot ls --cells --parts",
		"drift --all=perhaps", "render --scale big --out c", "serve -", "discover --timeout soon",
	} {
		for _, lang := range []finding.Lang{finding.English, finding.Korean} {
			var out, errs bytes.Buffer
			args := append(strings.Fields(line), "--lang="+string(lang))
			status := Main(context.Background(), args, Streams{In: strings.NewReader(""), Out: &out, Err: &errs})
			if status != Usage || out.Len() > 0 {
				t.Errorf("%s: status %d, printed %q; %s", line, status, &out, &errs)
			}
			lines := strings.Split(strings.TrimSuffix(errs.String(), "\n"), "\n")
			if len(lines) != 2 {
				t.Errorf("%s: %d lines:\n%s", line, len(lines), &errs)
			}
			for _, said := range lines {
				korean := strings.ContainsFunc(said, func(r rune) bool { return unicode.Is(unicode.Hangul, r) })
				if korean != (lang == finding.Korean) {
					t.Errorf("%s in %s: %s", line, lang, said)
				}
			}
		}
	}
}

// TestVerbs holds that a command is asked for by its own name alone, and that a line
// that begins with another word has all of them.
func TestVerbs(t *testing.T) {
	for _, v := range verbs() {
		if name := v.make(&environment{}).Name(); name != v.word {
			t.Errorf("%q makes the command %q", v.word, name)
		}
		if got := asked([]string{v.word, "version"}); len(got) != 1 || got[0].word != v.word {
			t.Errorf("%q asks for %v", v.word, got)
		}
	}
	for _, args := range [][]string{nil, {"help", "check"}, {"--lang", "ko", "check"}, {"chek"}, {""}} {
		if got := asked(args); len(got) != len(verbs()) {
			t.Errorf("%q asks for %d commands", args, len(got))
		}
	}
}
