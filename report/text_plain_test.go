package report

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"time"

	"asbuilt/finding"
	"asbuilt/model/diff"
)

// TestTextIsPlain puts a text that moves cursors and turns direction wherever
// somebody else may write, and looks for it in what people and pipelines read.
// Colours alone may be left.
func TestTextIsPlain(t *testing.T) {
	const bad = "a\x1b[2Jb\u202ec\nd"
	text := finding.Same(bad)
	at := finding.Position{File: bad, Line: 3, Col: 1}
	f := func() *finding.Finding {
		return &finding.Finding{
			Code: "missing-resource", Subject: bad, Fact: bad, Position: at, Source: "a\x1b[2Jb\u202ec", Length: 1,
			Message: text, Hint: text, Declared: bad, Found: bad,
			Related:  []finding.Related{{Position: at, Message: text, Source: bad}},
			Evidence: []finding.Evidence{{Fact: bad, Value: bad, From: bad}},
		}
	}
	nowhere, waived := f(), f()
	nowhere.Position = finding.Position{}
	waived.Accepted = &finding.Acceptance{Reason: bad, Owner: bad, Expires: time.Unix(0, 0)}
	rep := &finding.Report{
		Findings: finding.List{f(), nowhere, waived},
		Snapshot: &finding.SnapshotRef{Path: bad, Taken: time.Unix(0, 0)},
	}
	changes := &Changes{
		Before: Revision{Name: bad, Commit: bad}, After: Revision{Name: bad},
		List: []*diff.Change{
			{Verb: diff.Added, ID: bad, Title: text, Kind: text, In: bad, Position: at, Facts: []diff.Fact{
				{Path: bad, After: bad, Security: true},
			}},
			{Verb: diff.Removed, ID: bad, Title: text, Position: at},
			{Verb: diff.Changed, ID: bad, WasID: bad, Position: at, Facts: []diff.Fact{
				{Path: bad, Before: bad, After: bad}, {Path: bad, After: bad}, {Path: bad, Before: bad},
			}},
		},
	}
	colours := regexp.MustCompile(`\x1b\[[0-9;]*m`)
	for _, lang := range []finding.Lang{finding.English, finding.Korean} {
		for _, color := range []bool{false, true} {
			for _, form := range []Format{Text, JUnit, Markdown} {
				var out bytes.Buffer
				o := Options{Format: form, Lang: lang, Color: color}
				if err := Write(&out, rep, o); err != nil {
					t.Fatal(err)
				}
				if form != JUnit {
					if err := WriteChanges(&out, changes, o); err != nil {
						t.Fatal(err)
					}
				}
				said := colours.ReplaceAllString(out.String(), "")
				if i := strings.IndexAny(said, "\x1b\u202e"); i >= 0 {
					t.Errorf("%s in %s: %q", form, lang, said[max(0, i-60):min(len(said), i+60)])
				}
				if strings.Contains(said, "\nd") {
					t.Errorf("%s in %s: a line of somebody else's begins in\n%s", form, lang, said)
				}
				if strings.Count(said, "a�[2Jb�c") < 10 {
					t.Errorf("%s in %s says the text too seldom to prove anything:\n%s", form, lang, said)
				}
			}
		}
	}
}
