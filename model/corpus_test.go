package model_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"asbuilt/finding"
	"asbuilt/internal/golden"
	"asbuilt/model"
)

// A corpusCase is one archive of testdata: a comment with the idea, the files,
// and what the loader says about them. A line "env: NAME" in the comment lays
// an environment over the model, "env: all" loads them all, and "lang: ko"
// shows the findings in Korean. A file NAME.quoted holds one Go string literal
// a line, for bytes that an editor would not keep.
type corpusCase struct {
	name, path, env string
	lang            finding.Lang
	files           fstest.MapFS
}

func corpus(t testing.TB) []corpusCase {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	cases := make([]corpusCase, 0, len(paths))
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		c := corpusCase{name: strings.TrimSuffix(filepath.Base(path), ".txtar"), path: path, lang: finding.English, files: fstest.MapFS{}}
		for line := range strings.Lines(string(archive.Comment)) {
			if env, ok := strings.CutPrefix(line, "env: "); ok {
				c.env = strings.TrimSpace(env)
			}
			if lang, ok := strings.CutPrefix(line, "lang: "); ok {
				c.lang = finding.Lang(strings.TrimSpace(lang))
			}
		}
		for _, f := range archive.Files {
			name, data := unquoted(t, f)
			data = bytes.Replace(data, []byte("# 10,001 unknown keys\n"), lines(10_001, "unknown-%d: 1\n"), 1)
			data = bytes.Replace(data, []byte("  # 320 services\n"), lines(320, "  s%d: {kind: ecs-service}\n"), 1)
			if name != "findings" {
				c.files[name] = &fstest.MapFile{Data: data}
			}
		}
		cases = append(cases, c)
	}
	return cases
}

// manyKeys are more unknown keys than one run reports.
func lines(n int, format string) []byte {
	var b bytes.Buffer
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.Bytes()
}

func unquoted(t testing.TB, f txtar.File) (string, []byte) {
	name, ok := strings.CutSuffix(f.Name, ".quoted")
	if !ok {
		return f.Name, f.Data
	}
	var text strings.Builder
	for line := range strings.Lines(string(f.Data)) {
		part, err := strconv.Unquote(strings.TrimSpace(line))
		if err != nil {
			t.Fatalf("%s: %q: %v", f.Name, line, err)
		}
		text.WriteString(part)
	}
	return name, []byte(text.String())
}

func (c *corpusCase) load() (finding.List, error) {
	const main = "architecture.yaml"
	if c.env == "all" {
		_, findings, err := model.LoadAll(c.files, main)
		return findings, err
	}
	_, findings, err := model.Load(c.files, main, model.Options{Env: c.env})
	return findings, err
}

// transcript shows findings as the cases keep them: the place, the message and
// its code; what the caret underlines; the hint; what else is pointed at.
func transcript(findings finding.List, lang finding.Lang) []byte {
	var b strings.Builder
	for i, f := range findings {
		if i >= 20 && i < len(findings)-1 {
			continue // enough to show
		}
		fmt.Fprintf(&b, "%s: %s: %s [%s]\n", place(f.Position), f.Severity, f.Message.In(lang), f.Code)
		fmt.Fprintf(&b, "\t^ %s\n", underlined(f))
		if !f.Hint.IsZero() {
			fmt.Fprintf(&b, "\t= %s\n", f.Hint.In(lang))
		}
		for _, r := range f.Related {
			fmt.Fprintf(&b, "\t%s: %s\n", place(r.Position), r.Message.In(lang))
		}
	}
	return []byte(b.String())
}

func place(p finding.Position) string { return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col) }

// underlined is the text over the caret; a caret outside the line shows as such.
func underlined(f *finding.Finding) string {
	line := []rune(f.Source)
	from, to := f.Position.Col-1, f.Position.Col-1+max(f.Length, 1)
	if from < 0 || to > len(line) {
		return "(outside the line)"
	}
	if to-from > 60 {
		return string(line[from:from+60]) + "…"
	}
	return string(line[from:to])
}

// TestCorpus holds every case to the findings that stand in it.
func TestCorpus(t *testing.T) {
	for _, c := range corpus(t) {
		t.Run(c.name, func(t *testing.T) {
			findings, err := c.load()
			got := transcript(findings, c.lang)
			if err != nil {
				got = []byte("cannot be read: " + err.Error() + "\n")
			}
			golden.CheckSection(t, c.path, "findings", got)
		})
	}
}

// TestEveryRule walks the rules: each has a case that shows it, texts in both
// languages, and messages without capital or full stop.
func TestEveryRule(t *testing.T) {
	shown := map[string]bool{}
	for _, c := range corpus(t) {
		findings, _ := c.load()
		for _, f := range findings {
			shown[f.Code] = true
			if _, ok := model.Rules().Lookup(f.Code); !ok {
				t.Errorf("%s: code %s has no rule", c.name, f.Code)
			}
			if m := f.Message; m.En == "" || m.Ko == "" || strings.HasSuffix(m.En, ".") || m.En[:1] != strings.ToLower(m.En[:1]) && !startsWithName(m.En) {
				t.Errorf("%s: %s: message %q / %q", c.name, f.Code, m.En, m.Ko)
			}
			if strings.Contains(f.Message.Ko+f.Hint.Ko+f.Message.En+f.Hint.En, "%!") {
				t.Errorf("%s: %s: badly formatted: %q %q %q %q", c.name, f.Code, f.Message.Ko, f.Hint.Ko, f.Message.En, f.Hint.En)
			}
		}
	}
	for _, r := range model.Rules() {
		if !shown[r.Code] {
			t.Errorf("%s: no case shows it", r.Code)
		}
		for _, text := range []finding.Text{r.Title, r.Cause, r.Cure} {
			if text.Ko == "" || text.En == "" {
				t.Errorf("%s: a text is missing: %q / %q", r.Code, text.En, text.Ko)
			}
		}
	}
}

// startsWithName reports whether a message begins with a proper name.
func startsWithName(message string) bool {
	for _, name := range []string{"YAML", "Fargate", "VPC"} {
		if strings.HasPrefix(message, name) {
			return true
		}
	}
	return false
}

// checkPositions fails the test when a finding points outside its file, or the
// findings are out of order.
func checkPositions(t *testing.T, files fs.FS, findings finding.List) {
	t.Helper()
	read := map[string][]string{} // the lines of files, each read once for thousands of findings
	for i, f := range findings {
		if i > 0 && finding.Compare(findings[i-1], f) > 0 {
			t.Errorf("findings are out of order: %v before %v", findings[i-1].Position, f.Position)
		}
		for _, p := range append([]finding.Position{f.Position}, related(f)...) {
			lines, known := read[p.File]
			if !known {
				data, err := fs.ReadFile(files, p.File)
				if err != nil {
					t.Errorf("[%s] points into %q: %v", f.Code, p.File, err)
					continue
				}
				lines = editorLines(data)
				read[p.File] = lines
			}
			if p.Line < 1 || p.Line > len(lines) || p.Col < 1 || p.Col > len([]rune(lines[p.Line-1]))+1 {
				t.Errorf("[%s] points outside the file: %v of %d lines", f.Code, p, len(lines))
			}
		}
	}
}

func related(f *finding.Finding) []finding.Position {
	var out []finding.Position
	for _, r := range f.Related {
		out = append(out, r.Position)
	}
	return out
}

// editorLines splits text as editors do.
func editorLines(data []byte) []string {
	text := strings.TrimPrefix(string(data), "\ufeff")
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return strings.Split(strings.ReplaceAll(text, "\r", "\n"), "\n")
}
