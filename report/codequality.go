package report

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"

	"asbuilt/finding"
	"asbuilt/finding/plain"
)

// GitLab's Code Quality report: an array of issues, each at a line of a file
// and with a fingerprint of its own. Accepted findings are left out. An issue has
// to lie in a file; what no file declares lies in the snapshot.

type qualityIssue struct {
	Description string          `json:"description"`
	CheckName   string          `json:"check_name"`
	Fingerprint string          `json:"fingerprint"`
	Severity    string          `json:"severity"`
	Location    qualityLocation `json:"location"`
}

type qualityLocation struct {
	Path  string       `json:"path"`
	Lines qualityLines `json:"lines"`
}

type qualityLines struct {
	Begin int `json:"begin"`
}

func writeCodeQuality(w io.Writer, r *finding.Report, o Options) error {
	issues := []qualityIssue{}
	seen := map[string]int{}
	some, left := ranked(r)
	for _, f := range some {
		if f.Accepted != nil {
			continue
		}
		issue := qualityIssue{
			Description: f.Message.In(o.Lang), CheckName: f.Code, Fingerprint: f.Fingerprint(), Severity: quality(f),
			Location: qualityLocation{Path: f.Position.File, Lines: qualityLines{max(f.Position.Line, 1)}},
		}
		if issue.Location.Path == "" {
			issue.Location.Path = placeOf(r)
		}
		// Two findings may share a fingerprint (two syntax errors in one file);
		// GitLab would show only one of them.
		if seen[issue.Fingerprint]++; seen[f.Fingerprint()] > 1 {
			issue.Fingerprint += fmt.Sprintf("-%d", seen[f.Fingerprint()])
		}
		issues = append(issues, issue)
	}
	if left > 0 {
		issues = append(issues, qualityIssue{
			Description: wordsIn(o.Lang).leftOut(left),
			CheckName:   "left-out", Fingerprint: "left-out", Severity: "info",
			Location: qualityLocation{Path: cmp.Or(placeOf(r), "asbuilt"), Lines: qualityLines{1}},
		})
	}
	e := json.NewEncoder(plain.JSON(w))
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(issues)
}

// placeOf is the file that stands for what no file declares.
func placeOf(r *finding.Report) string {
	if r.Snapshot == nil {
		return ""
	}
	return r.Snapshot.Path
}

func quality(f *finding.Finding) string {
	return [...]string{finding.Error: "critical", finding.Warning: "minor", finding.Note: "info"}[f.Severity]
}
