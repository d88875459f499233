package match

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/internal/golden"
	"asbuilt/internal/snapcase"
	"asbuilt/model"
)

// Each archive holds a model, a snapshot in short form, the operations that
// were denied, and the pairs and findings that come of them.
func TestMatch(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			section := map[string][]byte{}
			for _, f := range archive.Files {
				section[f.Name] = f.Data
			}
			m, findings, err := model.Load(fstest.MapFS{"model.yaml": {Data: section["model.yaml"]}}, "model.yaml", model.Options{})
			if err != nil || m == nil {
				t.Fatal(err, findings)
			}
			for _, f := range findings {
				if f.Severity == finding.Error {
					t.Errorf("the case's model: %d: %s", f.Position.Line, f.Message.En)
				}
			}
			got := Match(m, snapcase.Snapshot(t, section["snapshot"], strings.Fields(string(section["denied"]))...))
			golden.CheckSection(t, file, "pairs", []byte(pairs(got)))
			golden.CheckSection(t, file, "findings", []byte(list(got.Findings)))
		})
	}
}

func pairs(r *Result) string {
	var b strings.Builder
	for _, p := range r.Pairs {
		var ids []string
		for _, res := range p.Resources {
			ids = append(ids, res.ID)
		}
		what := strings.Join(ids, " ")
		switch {
		case p.OptedOut:
			what = "opted out"
		case len(p.Candidates) > 0:
			what = fmt.Sprintf("%d candidates", len(p.Candidates))
		case what == "":
			what = "nothing"
		}
		fmt.Fprintf(&b, "%s: %s%s\n", p.ID(), what, [...]string{"", " (later)", " (past)"}[p.When])
		if len(p.By) > 0 {
			var by []string
			for _, ref := range p.By {
				by = append(by, ref.Fact)
			}
			fmt.Fprintf(&b, "  by: %s\n", strings.Join(by, ", "))
		}
		for _, near := range []struct {
			where string
			all   []*discover.Resource
		}{{"elsewhere", p.Near.Elsewhere}, {"here", p.Near.Here}, {"away", p.Near.Away}} {
			for _, res := range near.all {
				fmt.Fprintf(&b, "  %s: %s in %s\n", near.where, res.ID, r.Where(p, res).En)
			}
		}
		for _, res := range p.Leaving {
			fmt.Fprintf(&b, "  leaving: %s\n", res.ID)
		}
		if p.Gap != nil {
			fmt.Fprintf(&b, "  gap: %s\n", p.Gap)
		}
	}
	return b.String()
}

// list has a line for each finding, one for what it is about, one for each
// piece of evidence, and one for the cure.
func list(findings finding.List) string {
	var b strings.Builder
	for _, f := range findings {
		fmt.Fprintf(&b, "%s: %s / %s [%s]\n", f.Severity, f.Message.En, f.Message.Ko, f.Code)
		fmt.Fprintf(&b, "  %s: %s", f.Verdict, f.Subject)
		if f.Position.Line > 0 {
			fmt.Fprintf(&b, " at %d:%d", f.Position.Line, f.Position.Col)
		}
		if f.Where != "" {
			fmt.Fprintf(&b, " in %s", f.Where)
		}
		fmt.Fprintf(&b, ", because of %s\n", f.Cause.ID())
		for _, e := range f.Evidence {
			fmt.Fprintf(&b, "  %s = %s (%s)\n", e.Fact, e.Value, e.From)
		}
		fmt.Fprintf(&b, "  %s\n", f.Hint.En)
	}
	return b.String()
}

func TestGlob(t *testing.T) {
	for _, c := range []struct {
		pattern, name string
		want          bool
	}{
		{"ai-*", "ai-prod", true}, {"ai-*", "my-ai-prod", false}, {"*-docs", "a-docs", true}, {"*a*b*", "xxaxxbxx", true}, {"*a*b*", "xxbxxaxx", false},
		{"a?c", "abc", true}, {"a?c", "ac", false}, {"가?*", "가나다", true}, {"", "", true}, {"", "a", false}, {"*", "", true}, {"a[b]", "a[b]", true}, {"a[b]", "ab", false},
		{strings.Repeat("*a", 30), strings.Repeat("a", 200) + "b", false},
	} {
		if got := glob(c.pattern, c.name); got != c.want {
			t.Errorf("glob(%q, %q) = %t", c.pattern, c.name, got)
		}
	}
}
