// Package sitecase makes inputs of sites for tests: from a model in a folder, with
// all its pictures, and with a report that has every verdict and severity that
// pages show.
package sitecase

import (
	"context"
	"io/fs"
	"testing"
	"time"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/decisions"
	"asbuilt/render"
	"asbuilt/render/svg"
	"asbuilt/site"
)

// AsOf is the moment of all cases.
var AsOf = time.Date(2026, 11, 20, 9, 30, 0, 0, time.UTC)

// Input is the site's input for the model in fsys, with all pictures.
func Input(t *testing.T, fsys fs.FS) site.Input {
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
	figures := map[string][]byte{}
	for _, name := range site.Figures(set, documents) {
		if data, err := fs.ReadFile(fsys, name); err == nil {
			figures[name] = data
		}
	}
	options := render.Options{
		Langs: []finding.Lang{finding.Korean, finding.English}, SVG: svg.Options{Form: svg.Inline},
		Link: site.LinkTo(m, set), Decisions: set,
	}
	pictures, err := render.Render(context.Background(), m, options)
	if err != nil {
		t.Fatal(err)
	}
	return site.Input{
		Model: m, Decisions: set, Documents: documents, Figures: figures, Pictures: pictures,
		Around: func(e *model.Element, by []*model.Connection, lang finding.Lang) (render.Picture, error) {
			return render.Around(context.Background(), m, e, by, lang, options)
		},
		AsOf: AsOf, Version: "test", Revision: "main",
	}
}

// Report is a report about a model with every verdict, severity and part that pages show.
func Report(m *model.Model) *finding.Report {
	r := &finding.Report{
		AsOf: AsOf,
		Snapshot: &finding.SnapshotRef{
			Path: "examples/ai-service.snapshot.json", Taken: AsOf, SHA256: "3f9a0c5b7d1e2f4a6b8c",
		},
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
	verdicts := []finding.Verdict{
		finding.Holds, finding.Holds, finding.Holds, finding.Broken, finding.Holds, finding.Unknown, finding.Partial,
	}
	scaled := 0
	for _, e := range m.Elements {
		k := m.Kind(e.Kind.ID)
		if k == nil || len(k.AWS) == 0 {
			continue
		}
		there := finding.Evidence{
			Fact: k.AWS[0], Value: "ACTIVE", From: "arn:aws:ecs:ap-northeast-2:210987654321:service/ai/" + e.ID,
		}
		r.Checks = append(r.Checks, finding.Check{
			Code: "missing", Subject: e.ID, Verdict: finding.Holds, Evidence: []finding.Evidence{there},
		})
		if e.Scaling == nil {
			continue
		}
		v := verdicts[(3+scaled)%len(verdicts)]
		scaled++
		most := finding.Evidence{
			Fact: "AWS::ApplicationAutoScaling::ScalableTarget MaxCapacity", Value: "6",
			From: "arn:aws:application-autoscaling:ap-northeast-2:210987654321:scalable-target/" + e.ID,
		}
		c := finding.Check{
			Code: "scaling-differs", Subject: e.ID, Fact: "scaling.max", Verdict: v, Evidence: []finding.Evidence{most},
		}
		if v == finding.Unknown {
			c.Missing = "application-autoscaling:DescribeScalableTargets 210987654321 ap-northeast-2"
		}
		r.Checks = append(r.Checks, c)
		if v == finding.Holds {
			continue
		}
		f := &finding.Finding{
			Code: c.Code, Severity: finding.Severity(len(r.Findings) % 3), Verdict: v, Subject: e.ID,
			Fact: c.Fact, Evidence: c.Evidence,
			Position: e.Key("scaling.max"), Source: "    scaling: {min: 2, max: 10, metric: cpu, target: 60}",
			Length:   7,
			Message:  finding.Say("%[1]q scales to 6, not to 10", "%[1]q의 최대 개수가 10이 아니라 6입니다", e.ID),
			Declared: "10", Found: "6",
			Hint: finding.Say("raise MaxCapacity, or declare 6", "MaxCapacity를 올리거나 6으로 선언하십시오"),
		}
		if len(r.Findings) == 3 {
			f.Accepted = &finding.Acceptance{
				Reason: "부하 시험 중", Owner: "platform", Ticket: "OPS-1", Expires: AsOf.AddDate(0, 1, 0),
			}
		}
		r.Findings = append(r.Findings, f)
	}
	for _, c := range m.Connections {
		r.Checks = append(r.Checks, finding.Check{
			Code: "path-refuted", Subject: c.ID.V, Verdict: verdicts[len(r.Checks)%len(verdicts)],
		})
	}
	return r
}
