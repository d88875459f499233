package starter_test

import (
	"io/fs"
	"testing"

	"github.com/google/go-cmp/cmp"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/decisions"
	"asbuilt/model/format"
	"asbuilt/model/starter"
)

// TestStarter proves both starters sound: nothing is wrong with the model or
// its decision, the form is canonical, and both languages say the same.
func TestStarter(t *testing.T) {
	for _, lang := range []finding.Lang{finding.Korean, finding.English} {
		files := starter.Files(lang)
		m, findings, err := model.Load(files, "architecture.yaml", model.Options{})
		if err != nil {
			t.Fatal(err)
		}
		set, more, err := decisions.Load(files, "docs/decisions")
		if err != nil {
			t.Fatal(err)
		}
		findings = append(append(findings, more...), set.Link(m)...)
		for _, f := range findings {
			t.Errorf("%s: %s:%d: %s [%s]", lang, f.Position.File, f.Position.Line, f.Message.En, f.Code)
		}
		data, err := fs.ReadFile(files, "architecture.yaml")
		if err != nil {
			t.Fatal(err)
		}
		formatted, _, err := format.Source("architecture.yaml", data)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(data), string(formatted)); diff != "" {
			t.Errorf("%s: not in canonical form (-is +canonical)\n%s", lang, diff)
		}
		if m.Lang() != lang {
			t.Errorf("the starter in %s is in %s", lang, m.Lang())
		}
	}
}
