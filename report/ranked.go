package report

import "asbuilt/finding"

// mostResults is how many results code scanning keeps of one run; the formats that
// other programs read have no more.
// https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
const mostResults = 5000

// ranked are the findings of a report as far as there is room for them, and how many
// are left out. Where there is room for all they stand in their usual order; else those
// of the most harmful causes come first, and what is accepted last.
func ranked(r *finding.Report) (some finding.List, left int) {
	if len(r.Findings) <= mostResults && r.Left == nil {
		return r.Findings, 0
	}
	for _, o := range r.Findings.Causes() {
		some = append(some, o.Findings...)
	}
	for _, accepted := range []bool{false, true} {
		for _, f := range r.Findings {
			if accepted == (f.Accepted != nil) && (accepted || f.Cause.IsZero()) {
				some = append(some, f)
			}
		}
	}
	n := min(len(some), mostResults)
	return some[:n], len(some) - n + r.Left.Total()
}
