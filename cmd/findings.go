package cmd

import (
	"context"
	"fmt"
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
	return rep, m.FindingWaivers(), nil
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
	if err := ours(m, snap, name); err != nil {
		return nil, err
	}
	asOf, err := e.moment(snap.Taken)
	if err != nil {
		return nil, err
	}
	checks, findings, coverage := drift.Compare(match.Match(m, snap), drift.Options{AsOf: asOf})
	return &finding.Report{
		Findings: findings, Checks: checks, Coverage: &coverage, AsOf: asOf, Rules: drift.Rules(),
		Snapshot: &finding.SnapshotRef{Path: name, Taken: snap.Taken, SHA256: snap.SHA256},
	}, nil
}

// ours refuses a snapshot of another account or region than the model's.
func ours(m *model.Model, snap *discover.Snapshot, name string) error {
	if err := match.Foreign(m, snap); err != nil {
		return fmt.Errorf("snapshot %q: %w: nothing was judged; take one with asbuilt discover", name, err)
	}
	return nil
}
