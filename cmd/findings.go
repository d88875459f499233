package cmd

import (
	"context"
	"slices"
	"time"

	"asbuilt/discover"
	"asbuilt/discover/plan"
	"asbuilt/drift"
	"asbuilt/drift/match"
	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/decisions"
	"asbuilt/render/pins"
	"asbuilt/render/views"
)

// everything is all that is wrong with a model that was read with these findings,
// its decisions, views and pins, and what the model waives of it.
func (e *environment) everything(src source, m *model.Model, findings finding.List,
	asOf time.Time) (*finding.Report, []*finding.Waiver, error) {
	rep := &finding.Report{
		Findings: findings,
		AsOf:     asOf,
		Rules:    slices.Concat(model.Rules(), decisions.Rules(), views.Rules(), pins.Rules()),
	}
	if m == nil {
		return rep, nil, nil
	}
	set, more, err := loadDecisions(src, m)
	if err != nil {
		return nil, nil, err
	}
	pinned, err := e.checkPins(src, m, set)
	if err != nil {
		return nil, nil, err
	}
	rep.Findings = slices.Concat(rep.Findings, more, views.Check(m), pinned)
	rep.Findings = append(rep.Findings, unknownCodes(m, slices.Concat(rep.Rules, drift.Rules()))...)
	finding.Weigh(rep.Findings, m.Weights())
	return rep, m.FindingWaivers(), nil
}

// unknownCodes are findings about severities of codes that no rule has.
func unknownCodes(m *model.Model, rules finding.Rules) (findings finding.List) {
	var codes []string
	for _, r := range append(rules, finding.WaiverRules()...) {
		codes = append(codes, r.Code)
	}
	for _, w := range m.Weights() {
		if slices.Contains(codes, w.Code) {
			continue
		}
		f := &finding.Finding{
			Code: finding.CodeUnknownCode, Severity: finding.Error, Position: w.Position, Source: w.Source,
			Length:  len(w.Code),
			Message: finding.Say("there is no code %q", "%q 코드는 없습니다", w.Code),
			Hint:    finding.Say("asbuilt explain lists all of them", "asbuilt explain이 모두 보여 줍니다"),
		}
		if near := model.Nearest(w.Code, codes); near != "" {
			f.Hint = finding.Say("did you mean %q?", "혹시 %q입니까?", near)
		}
		findings = append(findings, f)
	}
	return findings
}

// compare reads a snapshot and says where the model and it disagree.
func (e *environment) compare(m *model.Model, snapshot string) (*finding.Report, error) {
	snap, err := readSnapshot(e, snapshot)
	if err != nil {
		return nil, err
	}
	return e.judge(m, snap, snapshot)
}

// compareLive takes a snapshot and says where the model and it disagree.
func (e *environment) compareLive(ctx context.Context, m *model.Model, o plan.Options) (*finding.Report, error) {
	snap, _, err := e.take(ctx, m, o)
	if err != nil {
		return nil, err
	}
	return e.judge(m, snap, "(live)")
}

func (e *environment) judge(m *model.Model, snap *discover.Snapshot, name string) (*finding.Report, error) {
	asOf, err := e.moment(snap.Taken)
	if err != nil {
		return nil, err
	}
	checks, findings, coverage := drift.Compare(match.Match(m, snap), drift.Options{AsOf: asOf})
	finding.Weigh(findings, m.Weights())
	return &finding.Report{
		Findings: findings, Checks: checks, Coverage: &coverage, AsOf: asOf, Rules: drift.Rules(),
		Snapshot: &finding.SnapshotRef{Path: name, Taken: snap.Taken, SHA256: snap.SHA256},
	}, nil
}
