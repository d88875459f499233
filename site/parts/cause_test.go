package parts

import (
	"fmt"
	"testing"

	"asbuilt/finding"
	"asbuilt/site/words"
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

// A machine may have any number of disks, each of which is looked at: the page about it
// has those that are wrong, and counts what has no room.
func TestChecksAreBounded(t *testing.T) {
	r := &finding.Report{}
	for i := range 3000 {
		c := finding.Check{Code: "not-encrypted", Subject: "host", Fact: fmt.Sprintf("disk.d%d", i), Verdict: finding.Holds,
			Evidence: []finding.Evidence{{Fact: "Encrypted", Value: "true", From: fmt.Sprint("vol-", i)}}}
		if i%1000 == 999 {
			c.Verdict = finding.Broken
		}
		r.Checks = append(r.Checks, c)
	}
	facts, read := []Fact{{Path: "disk"}}, &Read{}
	p := Proof{words.In(finding.English), NewVerdicts(r)}
	if rest := p.Prove(facts, "host", read); len(rest) > 0 {
		t.Errorf("%d checks belong to no fact", len(rest))
	}
	shown := facts[0].Checks
	if len(shown) != mostChecks+1 || len(*read) > mostChecks {
		t.Fatalf("%d checks are shown, of %d resources", len(shown), len(*read))
	}
	broken := 0
	for _, c := range shown {
		if c.Mark.Class == string(finding.Broken) {
			broken++
		}
	}
	if broken != 3 {
		t.Errorf("%d of 3 that are wrong are shown", broken)
	}
	if last := shown[mostChecks]; last.Rule != "… and 2750 more" || last.Mark.Class != string(finding.Holds) {
		t.Errorf("the last one says %q, %s", last.Rule, last.Mark.Class)
	}
}
