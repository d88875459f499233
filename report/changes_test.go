package report_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"asbuilt/finding"
	"asbuilt/model/diff"
	"asbuilt/report"
)

// TestChangesNameEverySection holds that things of every section of the language
// have a name in both languages.
func TestChangesNameEverySection(t *testing.T) {
	for _, section := range diff.Sections() {
		for _, lang := range []finding.Lang{finding.Korean, finding.English} {
			c := &report.Changes{List: []*diff.Change{{Verb: diff.Added, Section: section, ID: "x"}}}
			var out bytes.Buffer
			if err := report.WriteChanges(&out, c, report.Options{Lang: lang}); err != nil {
				t.Fatal(err)
			}
			if lines := strings.Split(out.String(), "\n"); lines[3] == "   x" {
				t.Errorf("%s has no name in %s: %q", section, lang, lines[3])
			}
		}
	}
}

// TestChangesEscape holds that no form lets a name of the model out of its place.
func TestChangesEscape(t *testing.T) {
	evil := "</details><script>\x1b[31m`|\n# @team\u202e"
	text := finding.Same(evil)
	c := &report.Changes{
		Before: report.Revision{Name: evil, Commit: strings.Repeat("a", 40)},
		List: []*diff.Change{{
			Verb: diff.Changed, Section: "elements", ID: evil, WasID: evil, Title: text, Kind: text, In: evil, Security: true,
			Position: finding.Position{File: evil, Line: 1, Col: 1},
			Facts:    []diff.Fact{{Path: evil, Before: evil, After: evil + "x"}, {Path: evil, After: evil}, {Path: evil, Before: evil}},
		}, {Verb: diff.Removed, Section: "elements", ID: evil, Title: text, Position: finding.Position{File: evil, Line: 1, Col: 1}}},
		Views: []report.ChangedView{{ID: evil, Title: text, Before: "a b.svg", Changes: "(c).svg", After: "d.svg"}},
	}
	for _, format := range report.ChangeFormats() {
		var out bytes.Buffer
		if err := report.WriteChanges(&out, c, report.Options{Format: format, Lang: finding.English}); err != nil {
			t.Fatal(err)
		}
		got := out.String()
		if strings.ContainsAny(got, "\x1b\u202e") && format != report.JSON {
			t.Errorf("%s lets control characters through:\n%s", format, got)
		}
		switch format {
		case report.Text, report.JSON:
			for line := range strings.Lines(got) {
				if strings.HasPrefix(line, "# ") {
					t.Errorf("%s has a line of the name's own: %q", format, line)
				}
			}
		case report.Markdown:
			plain := withoutSpans(got)
			if strings.Contains(plain, "<script") || strings.Contains(plain, "@team") || strings.Contains(plain, "\n#  @") {
				t.Errorf("markup of a name:\n%s", got)
			}
			if open, shut := strings.Count(plain, "<details"), strings.Count(plain, "</details>"); open != shut || open != 3 {
				t.Errorf("%d sections open, %d shut:\n%s", open, shut, got)
			}
		}
	}
}

// withoutSpans is Markdown without what stands between backticks on one line.
func withoutSpans(s string) string {
	var out strings.Builder
	for line := range strings.Lines(s) {
		for i, part := range strings.Split(strings.ReplaceAll(line, "\\`", ""), "`") {
			if i%2 == 0 {
				out.WriteString(part)
			}
		}
	}
	return out.String()
}

// However much changed, and however long names are, the comment stays within what GitHub
// takes and says how much it leaves out.
func TestChangesFitAComment(t *testing.T) {
	many := &report.Changes{}
	for i := range 5000 {
		id := fmt.Sprintf("element-%d-%s", i, strings.Repeat("가", i%30))
		many.List = append(many.List, &diff.Change{Verb: diff.Changed, Section: "elements", ID: id,
			Facts: []diff.Fact{{Path: "scaling.max", Before: "1", After: "2"}}})
		many.Consequences = append(many.Consequences,
			diff.Consequence{Outcome: diff.FailsAlone, Subject: id, Text: finding.Same(id)})
	}
	long := &report.Changes{Snapshot: &finding.SnapshotRef{}}
	endless := strings.Repeat("가*|@", 2000)
	for i := range 300 {
		f := &finding.Finding{Code: "x", Message: finding.Same(endless), Position: finding.Position{File: "a", Line: i}}
		long.After.Errors = append(long.After.Errors, f)
		for _, o := range []diff.Outcome{diff.FailsAlone, diff.AlreadyBroken, diff.Governed} {
			long.Consequences = append(long.Consequences, diff.Consequence{Outcome: o, Text: finding.Same(endless)})
		}
		ch := &diff.Change{Verb: diff.Changed, Section: "elements", ID: "x", Title: finding.Same(endless)}
		for range 300 {
			ch.Facts = append(ch.Facts, diff.Fact{Path: "p", Before: endless, After: endless})
		}
		long.List = append(long.List, ch)
		long.Views = append(long.Views, report.ChangedView{ID: "v", Title: finding.Same(endless), Changes: "v.svg"})
	}
	for name, c := range map[string]*report.Changes{"many": many, "long": long} {
		var out bytes.Buffer
		if err := report.WriteChanges(&out, c, report.Options{Format: report.Markdown, Lang: finding.English}); err != nil {
			t.Fatal(err)
		}
		left := strings.Count(out.String(), "which have no room here")
		if n := out.Len(); n > 65536 || n < 40000 || left < 2 {
			t.Errorf("%s: %d bytes, %d times something is left out:\n%.200s", name, n, left, out.String())
		}
		if open, shut := strings.Count(out.String(), "<details"), strings.Count(out.String(), "</details>"); open != shut {
			t.Errorf("%s: %d sections open, %d shut", name, open, shut)
		}
	}
}

// TestDiffSchema holds the schema of changes to what is written: it takes it, and knows
// every outcome.
func TestDiffSchema(t *testing.T) {
	schema := compiled(t, "../docs/schemas/diff.schema.json")
	at := finding.Position{File: "a.yaml", Line: 1, Col: 2}
	c := &report.Changes{
		Before: report.Revision{Name: "main", Commit: strings.Repeat("a", 40)},
		After: report.Revision{Env: "dev", State: "now", Unreadable: false,
			Errors: finding.List{{Code: "unknown-kind", Message: finding.Same("x"), Position: at}}},
		List: []*diff.Change{
			{Verb: diff.Renamed, Section: "elements", ID: "b", WasID: "a", Title: finding.Same("B"), Kind: finding.Same("k"),
				In: "net", Security: true, Position: at, Facts: []diff.Fact{{Path: "p", Before: "1", Unread: true, Position: at}}},
			{Verb: diff.Removed, Section: "connections", ID: "x", Unread: true, Position: at},
		},
		Snapshot: &finding.SnapshotRef{Path: "s.json", SHA256: "0"},
		Views:    []report.ChangedView{{ID: "v", Title: finding.Same("V"), Before: "v.before.svg"}},
	}
	for _, o := range diff.Outcomes() {
		c.Consequences = append(c.Consequences, diff.Consequence{Outcome: o, Subject: "b", Text: finding.Same("x")})
	}
	for _, c := range []*report.Changes{c, {}} {
		var out bytes.Buffer
		if err := report.WriteChanges(&out, c, report.Options{Format: report.JSON}); err != nil {
			t.Fatal(err)
		}
		written, err := jsonschema.UnmarshalJSON(bytes.NewReader(out.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(written); err != nil {
			t.Error(err)
		}
	}
	for _, bad := range []string{
		`{}`, `{"asbuilt_diff": 2, "before": {}, "after": {}, "summary": {}, "changes": []}`,
		`{"asbuilt_diff": 1, "before": {}, "after": {}, "changes": [], "summary": {"added": 0, "removed": 0, "changed": 0, "security": 0}, "consequences": [{"outcome": "other", "subject": "", "text": {}}]}`,
	} {
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(bad))
		if err != nil {
			t.Fatal(err)
		}
		if schema.Validate(doc) == nil {
			t.Errorf("the schema takes %s", bad)
		}
	}
}
