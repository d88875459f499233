package analyze_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"asbuilt/finding"
	"asbuilt/internal/golden"
	"asbuilt/internal/ownkinds"
	"asbuilt/model"
	"asbuilt/model/analyze"
)

func load(t *testing.T, fsys fs.FS) *model.Model {
	t.Helper()
	m, findings, err := model.Load(fsys, "architecture.yaml", model.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		if f.Severity == finding.Error {
			t.Fatalf("line %d: %s", f.Position.Line, f.Message.En)
		}
	}
	return m
}

func written(t *testing.T, a *analyze.Analysis, lang finding.Lang) []byte {
	t.Helper()
	var b strings.Builder
	if err := a.Write(&b, lang); err != nil {
		t.Fatal(err)
	}
	return []byte(b.String())
}

// TestCases analyses the model of every archive in testdata.
func TestCases(t *testing.T) {
	cases, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			fsys := fstest.MapFS{}
			for _, f := range archive.Files {
				fsys[f.Name] = &fstest.MapFile{Data: f.Data}
			}
			golden.CheckSection(t, file, "analysis", written(t, analyze.Of(load(t, fsys)), finding.English))
		})
	}
}

// TestExamples analyses both systems, in both languages.
func TestExamples(t *testing.T) {
	for name, dir := range map[string]string{"ai-service": "../..", "ec2-service": "../../examples/ec2-service"} {
		a := analyze.Of(load(t, os.DirFS(dir)))
		golden.Check(t, "testdata/"+name+".en.txt", written(t, a, finding.English))
		golden.Check(t, "testdata/"+name+".ko.txt", written(t, a, finding.Korean))
		encoded, err := json.MarshalIndent(a, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		golden.Check(t, "testdata/"+name+".json", append(encoded, '\n'))
	}
}

// TestOwnKindIsAnalysedAsItsOrigin analyses both systems with every kind replaced
// by one that extends it.
func TestOwnKindIsAnalysedAsItsOrigin(t *testing.T) {
	for name, dir := range map[string]string{"ai-service": "../..", "ec2-service": "../../examples/ec2-service"} {
		own := load(t, ownkinds.Rewrite(t, os.DirFS(dir), "architecture.yaml"))
		golden.Check(t, "testdata/"+name+".en.txt", written(t, analyze.Of(own), finding.English))
	}
}

// Nothing is asked of what nobody describes.
func TestEmptyModel(t *testing.T) {
	a := analyze.Of(load(t, fstest.MapFS{"architecture.yaml": {Data: []byte("asbuilt: 1\nname: t\n")}}))
	if len(a.Limits)+len(a.Failures)+len(a.Shared) > 0 {
		t.Errorf("%+v", a)
	}
	for _, r := range analyze.Rules() {
		if a.Looked(r.Code) {
			t.Errorf("%s: a model that says nothing was looked at", r.Code)
		}
	}
	if encoded, err := json.Marshal(a); err != nil || string(encoded) != `{"limits":[],"failures":[],"shared":[],"findings":[]}` {
		t.Errorf("%s %v", encoded, err)
	}
}
