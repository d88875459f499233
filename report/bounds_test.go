package report_test

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"strings"
	"testing"

	"asbuilt/finding"
	"asbuilt/report"
)

// large is what an account says of which most is in no model, with names that somebody
// chose to be long, and one thing that is grave, found last.
func large(n int) *finding.Report {
	r := fixed()
	r.Findings = nil
	for i := range n {
		name := fmt.Sprintf("AWS::S3::Bucket b%d-%s", i, strings.Repeat("가|`<", i%40))
		r.Findings = append(r.Findings, &finding.Finding{
			Code: "undeclared-resource", Severity: finding.Note, Verdict: finding.Broken, Subject: name,
			Message: finding.Say("nobody declared %s", "%s은(는) 선언되지 않았습니다", name),
			Cause:   finding.Cause{Type: "AWS::S3::Bucket", Resource: name}, Hint: finding.Same("hint"),
		})
	}
	r.Findings = append(r.Findings, &finding.Finding{
		Code: "open", Severity: finding.Error, Verdict: finding.Broken, Subject: "grave-sg", Harm: finding.Exposed,
		Message: finding.Same("grave-sg is open"), Cause: finding.Cause{Type: "AWS::EC2::SecurityGroup", Resource: "sg-1"},
	})
	for i := range n / 4 {
		r.Findings = append(r.Findings, &finding.Finding{
			Code: "open", Subject: fmt.Sprint("accepted", i), Message: finding.Same(strings.Repeat("long ", 20)),
			Accepted: &finding.Acceptance{Reason: "because", Owner: "team"},
		})
	}
	return r
}

// However many findings there are, every form for people and for programs of others
// stays as large as they take it, has the gravest first and says what it leaves out.
func TestBounds(t *testing.T) {
	const n = 20000
	r := large(n)
	out := func(f report.Format, l finding.Lang) string {
		return string(write(t, r, report.Options{Format: f, Lang: l}))
	}
	for _, lang := range []finding.Lang{finding.English, finding.Korean} {
		text := out(report.Text, lang)
		before, _, found := strings.Cut(text, "… ")
		if lines := strings.Count(before, "\n"); lines > 40 || lines < 30 || !found {
			t.Errorf("%s text has %d lines of causes", lang, lines)
		}
		if !strings.Contains(strings.SplitN(text, "\n", 3)[1], "grave-sg") {
			t.Errorf("%s text does not begin with the gravest:\n%.300s", lang, text)
		}
		markdown := out(report.Markdown, lang)
		if len(markdown) > 65536 || len(markdown) < 40000 {
			t.Errorf("%s Markdown has %d bytes", lang, len(markdown))
		}
		if grave, first := strings.Index(markdown, "grave"), strings.Index(markdown, "b0-"); grave < 0 || grave > first {
			t.Errorf("%s Markdown does not begin with the gravest", lang)
		}
	}
	text, markdown := out(report.Text, finding.English), out(report.Markdown, finding.English)
	if total := "1 error, 20000 notes, 5000 accepted of 20001 causes"; !strings.Contains(text, total) || !strings.Contains(markdown, total) {
		t.Errorf("a total is not true:\n%s\n%.200s", text[len(text)-400:], markdown)
	}
	if !strings.Contains(text, "more: --all, or --element ID") || !strings.Contains(markdown, "which have no room here") {
		t.Error("what is left out is not told")
	}

	var sarif struct {
		Runs []struct {
			Results     []struct{ RuleID string }
			Invocations []struct {
				ToolExecutionNotifications []struct{ Message struct{ Text string } }
			}
		}
	}
	if err := json.Unmarshal([]byte(out(report.SARIF, finding.English)), &sarif); err != nil {
		t.Fatal(err)
	}
	run := sarif.Runs[0]
	if len(run.Results) != 5000 || run.Results[0].RuleID != "open" ||
		!strings.Contains(run.Invocations[0].ToolExecutionNotifications[0].Message.Text, "20001 more") {
		t.Errorf("SARIF has %d results, the first %+v, and says %+v", len(run.Results), run.Results[0], run.Invocations)
	}
	var quality []struct {
		CheckName   string `json:"check_name"`
		Description string
	}
	if err := json.Unmarshal([]byte(out(report.CodeQuality, finding.English)), &quality); err != nil {
		t.Fatal(err)
	}
	if last := quality[len(quality)-1]; len(quality) > 5001 || quality[0].CheckName != "open" || last.CheckName != "left-out" {
		t.Errorf("Code Quality has %d issues, the last %+v", len(quality), last)
	}
	var junit struct {
		Cases []struct{} `xml:"testcase"`
		Out   string     `xml:"system-out"`
	}
	if err := xml.Unmarshal([]byte(out(report.JUnit, finding.English)), &junit); err != nil {
		t.Fatal(err)
	}
	if len(junit.Cases) > 5000 || !strings.Contains(junit.Out, "more") {
		t.Errorf("JUnit has %d cases and says %q", len(junit.Cases), junit.Out)
	}
	var whole struct {
		Causes   []struct{ Findings []string }
		Findings []struct{ Cause string }
	}
	if err := json.Unmarshal([]byte(out(report.JSON, finding.English)), &whole); err != nil {
		t.Fatal(err)
	}
	if len(whole.Causes) != n+1 || len(whole.Findings) != n+1+n/4 {
		t.Errorf("JSON has %d causes and %d findings", len(whole.Causes), len(whole.Findings))
	}
}

// What is asked for is shown whole, and nothing of it is counted otherwise.
func TestTextOfSome(t *testing.T) {
	r := large(300)
	some := string(write(t, r, report.Options{Only: func(f *finding.Finding) bool { return f.Subject == "grave-sg" }}))
	if !strings.Contains(some, "grave-sg is open") || strings.Contains(some, "b7-") || !strings.Contains(some, "300 notes") {
		t.Errorf("one element shows\n%s", some)
	}
	all := string(write(t, r, report.Options{All: true}))
	if n := strings.Count(all, "nobody declared"); n != 300 {
		t.Errorf("--all shows %d of 300", n)
	}
}
