package sense_test

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
	"asbuilt/model/sense"
)

// TestCases runs the archives of testdata: a comment with the idea, a model, and what
// is said about it. The models are right in form.
func TestCases(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	shown := map[string]bool{}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			m := load(t, string(archive.Files[0].Data))
			found := sense.Check(m)
			for _, f := range found {
				shown[f.Code] = true
			}
			out := *archive
			out.Files = []txtar.File{archive.Files[0], {Name: "findings", Data: []byte(transcript(found))}}
			golden.Check(t, path, txtar.Format(&out))
		})
	}
	for _, r := range sense.Rules() {
		if !shown[r.Code] {
			t.Errorf("%s: no case shows it", r.Code)
		}
	}
}

// load reads a model that has nothing wrong in form.
func load(t testing.TB, text string) *model.Model {
	t.Helper()
	m, wrong, err := model.Load(fstest.MapFS{"architecture.yaml": {Data: []byte(text)}}, "architecture.yaml", model.Options{})
	if err != nil || m == nil {
		t.Fatalf("%v %v", err, wrong)
	}
	for _, f := range wrong {
		said := f.Code == model.CodeMissingFile || f.Code == model.CodeNeverCrossed // of no matter here
		if f.Severity == finding.Error && !said {
			t.Fatalf("%d:%d: %s", f.Position.Line, f.Position.Col, f.Message.En)
		}
	}
	return m
}

// transcript shows findings with what the caret underlines, the cure, and what else is
// pointed at.
func transcript(found finding.List) string {
	var b strings.Builder
	for _, f := range found {
		line := []rune(f.Source)
		at := string(line[f.Position.Col-1 : min(f.Position.Col-1+max(f.Length, 1), len(line))])
		fmt.Fprintf(&b, "%d:%d: %s: %s [%s] %s %s\n\t^ %s\n\t= %s\n", f.Position.Line, f.Position.Col, f.Severity,
			f.Message.En, f.Code, f.Subject, f.Fact, at, f.Hint.En)
		for _, r := range f.Related {
			fmt.Fprintf(&b, "\t%d:%d: %s\n", r.Position.Line, r.Position.Col, r.Message.En)
		}
	}
	return b.String()
}

func TestRules(t *testing.T) {
	for _, r := range sense.Rules() {
		if r.Title.Ko == "" || r.Cause.En == "" || r.Cure.Ko == "" {
			t.Errorf("%s says too little", r.Code)
		}
	}
}

// TestCoverage counts what is said and what is not.
func TestCoverage(t *testing.T) {
	c := sense.CoverageOf(load(t, `asbuilt: 1
name: t
templates:
  base: {kind: s3-bucket, encryption: {at_rest: true}}
boundaries:
  a: {kind: account}
  r: {kind: region, in: a}
  v: {kind: vpc, in: r}
  x: {kind: subnets, in: v, exposure: public}
  y: {kind: subnets, in: v}
elements:
  nothing: {kind: s3-bucket}
  some: {use: base, in: r, versioning: false}
  person: {kind: user}
connections:
  - {from: person, to: some, tls: false, auth: none, port: 443}
  - {from: person, to: nothing, tls: true}
`))
	if c.Facts == 0 || c.Declared != 2 || c.Elements != 2 || c.Placed != 1 || c.Connections != 2 || c.TLS != 2 || c.Auth != 1 ||
		c.Ports != 1 || c.Tiers != 2 || c.Exposed != 1 {
		t.Errorf("%+v", c)
	}
	nothing, some, person := c.Of[0], c.Of[1], c.Of[2]
	if len(nothing.Declared) > 0 || !strings.Contains(strings.Join(nothing.Worth, " "), "encryption public") ||
		nothing.Worth[len(nothing.Worth)-1] != "in" {
		t.Errorf("%+v", nothing)
	}
	if strings.Join(some.Declared, " ") != "encryption versioning" || len(some.Worth)+2 != len(nothing.Worth)-1 {
		t.Errorf("%+v", some)
	}
	if len(person.Declared)+len(person.Worth) > 0 {
		t.Errorf("%+v", person)
	}
}
