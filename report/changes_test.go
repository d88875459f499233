package report_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

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

// However much changed, the comment stays within what GitHub takes and says how much it
// leaves out.
func TestChangesFitAComment(t *testing.T) {
	c := &report.Changes{}
	for i := range 5000 {
		id := fmt.Sprintf("element-%d-%s", i, strings.Repeat("가", i%30))
		c.List = append(c.List, &diff.Change{Verb: diff.Changed, Section: "elements", ID: id,
			Facts: []diff.Fact{{Path: "scaling.max", Before: "1", After: "2"}}})
		c.Consequences = append(c.Consequences, diff.Consequence{Outcome: diff.FailsAlone, Subject: id, Text: finding.Same(id)})
	}
	var out bytes.Buffer
	if err := report.WriteChanges(&out, c, report.Options{Format: report.Markdown, Lang: finding.English}); err != nil {
		t.Fatal(err)
	}
	if n := out.Len(); n > 65536 || n < 40000 || strings.Count(out.String(), "which have no room here") != 2 {
		t.Errorf("%d bytes:\n%.200s", n, out.String())
	}
}
