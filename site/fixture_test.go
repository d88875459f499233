package site_test

import (
	"context"
	"io/fs"
	"os"
	"testing"
	"time"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/decisions"
	"asbuilt/render"
	"asbuilt/render/svg"
	"asbuilt/site"
)

var asOf = time.Date(2026, 11, 20, 9, 30, 0, 0, time.UTC)

// inputs are all fixtures, by name.
func inputs(t *testing.T) map[string]site.Input {
	t.Helper()
	designed := systemA(t)
	designed.Report = nil
	return map[string]site.Input{
		"small": small(t), "hostile": hostile(t), "system A": systemA(t), "system A as designed": designed,
	}
}

// input is the site's input for the model in fsys, with all pictures.
func input(t *testing.T, fsys fs.FS) site.Input {
	t.Helper()
	m, findings, err := model.Load(fsys, "architecture.yaml", model.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if m == nil || len(m.Elements) == 0 {
		t.Fatal(findings[0].Message.En)
	}
	set, _, err := decisions.Load(fsys, "docs/decisions")
	if err != nil {
		t.Fatal(err)
	}
	set.Link(m)
	documents := map[string][]byte{}
	for _, name := range site.Documents(m) {
		if documents[name], err = fs.ReadFile(fsys, name); err != nil {
			t.Fatal(err)
		}
	}
	pictures, err := render.Render(context.Background(), m, render.Options{
		Langs: []finding.Lang{finding.Korean, finding.English}, SVG: svg.Options{Form: svg.Inline}, Link: site.LinkTo(m, set), Decisions: set,
	})
	if err != nil {
		t.Fatal(err)
	}
	return site.Input{Model: m, Decisions: set, Documents: documents, Pictures: pictures, AsOf: asOf, Version: "test", Revision: "main"}
}

// systemA is the root example with a report made up from it: every fact of
// scaling and encryption checked, most of them true.
func systemA(t *testing.T) site.Input {
	t.Helper()
	in := input(t, os.DirFS(".."))
	in.Report = report(in.Model)
	return in
}

// report is a report with every verdict, severity and part that pages show.
func report(m *model.Model) *finding.Report {
	r := &finding.Report{
		AsOf:     asOf,
		Snapshot: &finding.SnapshotRef{Path: "examples/ai-service.snapshot.json", Taken: asOf, SHA256: "3f9a0c5b7d1e2f4a6b8c"},
		Coverage: &finding.Coverage{Elements: len(m.Elements), Matched: len(m.Elements) - 3, OptedOut: 1},
		Rules: finding.Rules{
			{
				Code: "scaling-differs", Title: finding.Say("Scaling differs", "확장 범위가 다름"),
				Cause: finding.Say("The band that AWS scales in is not the declared one.", "AWS의 확장 범위가 선언한 범위와 다릅니다."),
				Cure:  finding.Say("Change one of the two.", "둘 중 하나를 고치십시오."),
			},
			{Code: "missing", Title: finding.Say("Existence", "존재 여부")},
		},
	}
	verdicts := []finding.Verdict{finding.Holds, finding.Holds, finding.Holds, finding.Broken, finding.Holds, finding.Unknown, finding.Partial}
	for _, e := range m.Elements {
		k := m.Kind(e.Kind.ID)
		if k == nil || len(k.AWS) == 0 {
			continue
		}
		r.Checks = append(r.Checks, finding.Check{Code: "missing", Subject: e.ID, Verdict: finding.Holds, Evidence: []finding.Evidence{
			{Fact: k.AWS[0], Value: "ACTIVE", From: "arn:aws:ecs:ap-northeast-2:210987654321:service/ai/" + e.ID},
		}})
		if e.Scaling == nil {
			continue
		}
		v := verdicts[len(r.Checks)%len(verdicts)]
		c := finding.Check{Code: "scaling-differs", Subject: e.ID, Fact: "scaling.max", Verdict: v, Evidence: []finding.Evidence{
			{Fact: "AWS::ApplicationAutoScaling::ScalableTarget MaxCapacity", Value: "6", From: "arn:aws:application-autoscaling:ap-northeast-2:210987654321:scalable-target/" + e.ID},
		}}
		if v == finding.Unknown {
			c.Missing = "application-autoscaling:DescribeScalableTargets 210987654321 ap-northeast-2"
		}
		r.Checks = append(r.Checks, c)
		if v == finding.Holds {
			continue
		}
		f := &finding.Finding{
			Code: c.Code, Severity: finding.Severity(len(r.Findings) % 3), Verdict: v, Subject: e.ID, Fact: c.Fact, Evidence: c.Evidence,
			Position: e.Key("scaling.max"), Source: "    scaling: {min: 2, max: 10, metric: cpu, target: 60}", Length: 7,
			Message: finding.Say("%[1]q scales to 6, not to 10", "%[1]q의 최대 개수가 10이 아니라 6입니다", e.ID), Declared: "10", Found: "6",
			Hint: finding.Say("raise MaxCapacity, or declare 6", "MaxCapacity를 올리거나 6으로 선언하십시오"),
		}
		if len(r.Findings) == 3 {
			f.Waived = &finding.Waiver{Reason: "부하 시험 중", Owner: "platform", Ticket: "OPS-1", Expires: asOf.AddDate(0, 1, 0)}
		}
		r.Findings = append(r.Findings, f)
	}
	for _, c := range m.Connections {
		r.Checks = append(r.Checks, finding.Check{Code: "path-refuted", Subject: c.ID.V, Verdict: verdicts[len(r.Checks)%len(verdicts)]})
	}
	return r
}

// small is five elements with names in other scripts, and a decision.
func small(t *testing.T) site.Input {
	t.Helper()
	return input(t, os.DirFS("testdata/small"))
}

// hostile is the small model with markup in every name.
func hostile(t *testing.T) site.Input {
	t.Helper()
	in := input(t, os.DirFS("testdata/hostile"))
	in.Report = report(in.Model)
	evil := `"><script>alert(1)</script>` + "\u2028"
	for _, f := range in.Report.Findings {
		f.Message, f.Hint, f.Found = finding.Same(evil), finding.Same(evil), evil
		f.Evidence = []finding.Evidence{{Fact: evil, Value: evil, From: evil}}
	}
	return in
}
