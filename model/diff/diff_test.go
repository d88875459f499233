package diff_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"asbuilt/finding"
	"asbuilt/internal/golden"
	"asbuilt/model"
	"asbuilt/model/decisions"
	"asbuilt/model/diff"
)

// TestCompare runs the cases of testdata: the files of the two sides, in folders
// before and after, and what changed. A line "env: NAME" in the comment lays an
// environment over both.
func TestCompare(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			env := ""
			for line := range strings.Lines(string(archive.Comment)) {
				if name, ok := strings.CutPrefix(line, "env: "); ok {
					env = strings.TrimSpace(name)
				}
			}
			got := ""
			for _, c := range diff.Compare(side(t, archive, "before/", env), side(t, archive, "after/", env)) {
				got += told(c)
			}
			golden.CheckSection(t, path, "changes", []byte(got))
		})
	}
}

// side is the files below a folder of an archive; without any there was no model.
func side(t *testing.T, archive *txtar.Archive, folder, env string) diff.Side {
	t.Helper()
	files := fstest.MapFS{}
	for _, f := range archive.Files {
		if name, ok := strings.CutPrefix(f.Name, folder); ok {
			files[name] = &fstest.MapFile{Data: f.Data}
		}
	}
	if len(files) == 0 {
		return diff.Side{}
	}
	m, findings, err := model.Load(files, "architecture.yaml", model.Options{Env: env})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		if f.Severity == finding.Error {
			t.Fatalf("%s%s:%d: %s", folder, f.Position.File, f.Position.Line, f.Message.En)
		}
	}
	set, _, err := decisions.Load(files, "docs/decisions")
	if err != nil {
		t.Fatal(err)
	}
	set.Link(m)
	return diff.Side{Model: m, Decisions: set}
}

// told is a change with its facts, one a line.
func told(c *diff.Change) string {
	mark := func(security bool) string {
		if security {
			return "! "
		}
		return "  "
	}
	s := fmt.Sprintf("%s%s %s %s", mark(c.Security), c.Verb, c.Section, c.ID)
	if c.WasID != "" {
		s += " was " + c.WasID
	}
	if title := c.Title.In(finding.English); title != "" {
		s += fmt.Sprintf(" %q", title)
	}
	if !c.Kind.IsZero() || c.In != "" {
		s += fmt.Sprintf(" (%s in %s)", c.Kind.En, c.In)
	}
	s += fmt.Sprintf(" %s:%d\n", c.Position.File, c.Position.Line)
	for _, f := range c.Facts {
		s += fmt.Sprintf("    %s%s: %q -> %q %s:%d\n", mark(f.Security), f.Path, f.Before, f.After, f.Position.File, f.Position.Line)
	}
	return s
}
