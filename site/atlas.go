package site

import (
	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/analyze"
	"asbuilt/model/decisions"
)

// atlas is the input with what both editions look up in it.
type atlas struct {
	Input
	m    *model.Model
	lang finding.Lang

	outgoing, incoming map[string][]*model.Connection
	decisionPaths      map[*decisions.Record]string
	documentPaths      map[string]string
	findings           map[string]finding.List
	checks             map[string][]finding.Check
	members            map[string][]*model.Element // by boundary, module and group
	analysis           *analyze.Analysis
}

func newAtlas(in Input) *atlas {
	a := &atlas{
		Input: in, m: in.Model, lang: in.Model.Lang(),
		outgoing: map[string][]*model.Connection{}, incoming: map[string][]*model.Connection{},
		findings: map[string]finding.List{}, checks: map[string][]finding.Check{},
		members: map[string][]*model.Element{}, analysis: analyze.Of(in.Model),
	}
	for _, c := range a.m.Connections {
		a.outgoing[c.From.ID] = append(a.outgoing[c.From.ID], c)
		a.incoming[c.To.ID] = append(a.incoming[c.To.ID], c)
	}
	for _, e := range a.m.Elements {
		for _, in := range append([]model.Ref{e.In, e.Module}, e.Groups...) {
			if in.IsSet() {
				a.members[in.ID] = append(a.members[in.ID], e)
			}
		}
	}
	a.decisionPaths, a.documentPaths = decisionPaths(a.records()), documentPaths(in)
	if in.Report != nil {
		for _, f := range in.Report.Findings {
			a.findings[f.Subject] = append(a.findings[f.Subject], f)
		}
		for _, c := range in.Report.Checks {
			a.checks[c.Subject] = append(a.checks[c.Subject], c)
		}
	}
	return a
}

// built reports whether the model was compared with a snapshot.
func (a *atlas) built() bool { return a.Report != nil && a.Report.Snapshot != nil }

// records are the decision records, by number.
func (a *atlas) records() []*decisions.Record {
	if a.Decisions == nil {
		return nil
	}
	return a.Decisions.Records
}

// governing are the decisions about the thing called id.
func (a *atlas) governing(id string) []*decisions.Record {
	if a.Decisions == nil {
		return nil
	}
	return a.Decisions.Governing(id)
}

// tally counts verdicts.
type tally struct{ Holds, Broken, Partial, Unknown int }

func (t tally) Total() int { return t.Holds + t.Broken + t.Partial + t.Unknown }

func (t *tally) add(v finding.Verdict) {
	switch v {
	case finding.Holds:
		t.Holds++
	case finding.Broken:
		t.Broken++
	case finding.Partial:
		t.Partial++
	case finding.Unknown:
		t.Unknown++
	}
}

// worst is the verdict that a reader should see first, or "" without checks.
func (t tally) worst() finding.Verdict {
	switch {
	case t.Broken > 0:
		return finding.Broken
	case t.Partial > 0:
		return finding.Partial
	case t.Unknown > 0:
		return finding.Unknown
	case t.Holds > 0:
		return finding.Holds
	}
	return ""
}

// tallyOf counts the verdicts about the given subjects.
func (a *atlas) tallyOf(subjects ...string) tally {
	var t tally
	for _, id := range subjects {
		for _, c := range a.checks[id] {
			t.add(c.Verdict)
		}
	}
	return t
}

// tallyAll counts all verdicts.
func (a *atlas) tallyAll() tally {
	var t tally
	if a.Report != nil {
		for _, c := range a.Report.Checks {
			t.add(c.Verdict)
		}
	}
	return t
}
