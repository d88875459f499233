package kept_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"asbuilt/drift"
	"asbuilt/drift/kept"
	"asbuilt/drift/match"
	"asbuilt/finding"
	"asbuilt/internal/golden"
	"asbuilt/internal/snapcase"
	"asbuilt/model"
	"asbuilt/model/decisions"
)

var asOf = time.Date(2026, 11, 29, 0, 0, 0, 0, time.UTC)

// TestCases judges the archives of testdata, which have a model, records, a
// snapshot in short form and the operations that were denied: "check" is what
// is said without the snapshot, "drift" with it.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			fsys, section := fstest.MapFS{}, map[string][]byte{}
			for _, f := range archive.Files {
				fsys[f.Name], section[f.Name] = &fstest.MapFile{Data: f.Data}, f.Data
			}
			w := world(t, fsys)
			golden.CheckSection(t, file, "check", []byte(told(kept.Judge(w))))
			snap := snapcase.Snapshot(t, section["snapshot"], strings.Fields(string(section["denied"]))...)
			w.Pairs = match.Match(w.Model, snap)
			w.Checks, w.Findings, _ = drift.Compare(w.Pairs, drift.Options{AsOf: asOf})
			golden.CheckSection(t, file, "drift", []byte(told(kept.Judge(w))))
		})
	}
}

func world(t *testing.T, fsys fstest.MapFS) kept.World {
	t.Helper()
	m, wrong, err := model.Load(fsys, "architecture.yaml", model.Options{})
	if err != nil || len(wrong) > 0 {
		t.Fatal(err, wrong)
	}
	set, found, err := decisions.Load(fsys, "docs/decisions")
	if err != nil || len(found) > 0 {
		t.Fatal(err, found)
	}
	return kept.World{Model: m, Records: set, AsOf: asOf}
}

// A record that is about another system is not asked of this one.
func TestAnothersRecord(t *testing.T) {
	record := "---\nstatus: accepted\nelements: [%s]\nchecks:\n" +
		"  - {id: none, says: {en: None, ko: 없음}, never: theirs}\n---\n# It\n"
	for name, asked := range map[string]bool{"ours": true, "ledger": false} {
		w := world(t, fstest.MapFS{
			"architecture.yaml":         {Data: []byte("asbuilt: 1\nname: Case\nlanguage: en\nelements: {ours: {kind: user}}\n")},
			"docs/decisions/0001-it.md": {Data: fmt.Appendf(nil, record, name)},
		})
		w.Records.Link(w.Model)
		if got := kept.Judge(w); len(got.Findings) > 0 != asked {
			t.Errorf("of a record about %s: %s", name, told(got))
		}
	}
}

// told is a result, one check or finding a line.
func told(r kept.Result) string {
	var b strings.Builder
	for _, c := range r.Checks {
		fmt.Fprintf(&b, "%s %s: %s\n", c.Subject, c.Fact, c.Verdict)
	}
	for _, f := range r.Findings {
		fmt.Fprintf(&b, "%d:%d %s: %s [%s]\n", f.Position.Line, f.Position.Col, f.Severity, f.Message.En, f.Code)
	}
	if r.NeedSnapshot > 0 {
		fmt.Fprintf(&b, "%d need a snapshot\n", r.NeedSnapshot)
	}
	return b.String()
}

// TestBounds holds that an expression that would never end is given up.
func TestBounds(t *testing.T) {
	elements := ""
	for i := range 101 { // 101³ is more than is asked
		elements += fmt.Sprintf(", e%d: {kind: ecs-service}", i)
	}
	for _, c := range []struct {
		that string
		want string
	}{
		{`all(1..1000, all(1..1000, all(1..1000, # > 0)))`, "memory"},
		{`len(map(1..100000000, #)) > 0`, "memory"},
		{`all(model.elements, all(model.elements, all(model.elements, true)))`, "more than 1000000 times"},
		{`model.name + 1 == 2`, "it adds a number to a text"},
		{`1 / 0 > 1`, "divides by zero"},
		{`1 % 0 > 1`, "divides by zero"},
		{`model.elements["nope"].kind == "ecs-service"`, `there is no "nope"`},
		{`model.elements[500].kind == "ecs-service"`, `there is no 500`},
		{`len(model.elements)`, "not to true or false"},
		{`model.nonsense == 1`, `has no key "nonsense"`},
		{`model.elements["a"].kindd == "x"`, `has no key "kindd"; did you mean "kind"?`},
		{`let x = 1; x == 1`, "no variables"},
		{`modle == 1`, "unknown name modle"},
		{`repeat("x", 100000000) != ""`, "repeat"},
		{`reduce(1..9, #acc + #, 0) > 0`, "reduce"},
		{`model.elements["a"] < 3`, ""},
		{`all(`, "unexpected"},
	} {
		w := world(t, fstest.MapFS{
			"architecture.yaml": {Data: []byte("asbuilt: 1\nname: t\nelements: {a: {kind: ecs-service}" +
				elements + "}\n")},
			"docs/decisions/0001-a.md": {Data: []byte("---\nstatus: accepted\nchecks:\n  - id: x\n    says: y\n    that: '" +
				c.that + "'\n---\n# A\n")},
		})
		r := kept.Judge(w)
		if len(r.Findings) != 1 || r.Checks[0].Verdict != finding.Unknown {
			t.Errorf("%s: %s", c.that, told(r))
			continue
		}
		if !strings.Contains(r.Findings[0].Message.En, c.want) {
			t.Errorf("%s: %s, want %s", c.that, r.Findings[0].Message.En, c.want)
		}
	}
}
