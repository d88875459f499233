package diff_test

import (
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/diff"
)

// TestCorpus compares the models without errors that the loader is tested with,
// and the examples: with themselves, where nothing changed, and with each other, where
// what is new one way is gone the other way.
func TestCorpus(t *testing.T) {
	var all []*model.Model
	load := func(files fstest.MapFS) {
		m, findings, err := model.Load(files, "architecture.yaml", model.Options{})
		for _, f := range findings {
			if f.Severity == finding.Error && f.Code != model.CodeMissingFile {
				return // no command compares a model with errors
			}
		}
		if err == nil && m != nil {
			all = append(all, m)
		}
	}
	paths, err := filepath.Glob("../testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files := fstest.MapFS{}
		for _, f := range archive.Files {
			files[f.Name] = &fstest.MapFile{Data: f.Data}
		}
		load(files)
	}
	for _, path := range []string{"../../architecture.yaml", "../../examples/ec2-service/architecture.yaml"} {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		load(fstest.MapFS{"architecture.yaml": {Data: data}})
	}
	if len(all) < 10 {
		t.Fatalf("only %d models", len(all))
	}
	count := func(changes []*diff.Change, v diff.Verb) (n int) {
		for _, c := range changes {
			if c.Verb == v {
				n++
			}
			if c.Verb != diff.Renamed && len(c.Facts) == 0 && c.Verb == diff.Changed {
				t.Errorf("%s %s %s without a fact", c.Verb, c.Section, c.ID)
			}
		}
		return n
	}
	for i, a := range all {
		if same := diff.Compare(diff.Side{Model: a}, diff.Side{Model: a}); len(same) > 0 {
			t.Errorf("%s: %s %s %s differs from itself", a.Name.En, same[0].Verb, same[0].Section, same[0].ID)
		}
		b := all[(i+1)%len(all)]
		there, back := diff.Compare(diff.Side{Model: a}, diff.Side{Model: b}), diff.Compare(diff.Side{Model: b}, diff.Side{Model: a})
		for _, v := range [][2]diff.Verb{{diff.Added, diff.Removed}, {diff.Changed, diff.Changed}, {diff.Renamed, diff.Renamed}} {
			if n, m := count(there, v[0]), count(back, v[1]); n != m {
				t.Errorf("%q and %q: %d %s one way, %d %s the other way", a.Name.Ko, b.Name.Ko, n, v[0], m, v[1])
			}
		}
	}
}
