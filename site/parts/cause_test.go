package parts

import (
	"fmt"
	"testing"

	"asbuilt/finding"
)

// However much was found, pages stay bounded, every finding that is shown has one
// place, and what is left out is counted.
func TestDriftPagesAreBounded(t *testing.T) {
	r := &finding.Report{}
	for i := range 5000 {
		subject := fmt.Sprintf("AWS::S3::Bucket b%d", i)
		r.Findings = append(r.Findings, &finding.Finding{
			Code: "undeclared-resource", Severity: finding.Note, Verdict: finding.Broken, Subject: subject,
			Message: finding.Same("nobody declared " + subject), Cause: finding.Cause{Type: "AWS::S3::Bucket", Resource: subject},
		})
	}
	p := NewVerdicts(r)
	shown := 0
	for _, page := range p.Causes.Pages {
		shown += len(page)
	}
	if shown+p.Causes.Left != 5000 || shown < 1000 || len(p.Causes.Pages) < 10 {
		t.Errorf("%d causes on %d pages, %d left out", shown, len(p.Causes.Pages), p.Causes.Left)
	}
	if first, last := p.Causes.Page(r.Findings[0]), p.Causes.Pages[len(p.Causes.Pages)-1]; first != "drift.html" ||
		p.Causes.Page(last[0].Findings[0]) != fmt.Sprintf("drift-%d.html", len(p.Causes.Pages)) {
		t.Errorf("the first finding is on %s", first)
	}
}
