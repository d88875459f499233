package analyze

import (
	"cmp"
	"slices"

	"asbuilt/model"
	"asbuilt/model/kind"
)

// Reason says why something fails alone.
type Reason string

// The reasons.
const (
	OneZone   Reason = "one-zone"   // it runs in one Availability Zone
	OneUnit   Reason = "one-unit"   // one task, instance or node is enough for its band
	NoStandby Reason = "no-standby" // no standby in another zone takes over
)

// Failure is what the failure of one part means.
type Failure struct {
	Element *model.Element
	// Single is why it is a single point of failure, or empty. It is empty, too,
	// where the model does not say enough.
	Single Reason
	// Stops are the flows that no longer come to their end; Degrades those that
	// do, by another way or without something.
	Stops, Degrades []*model.Flow
	// Affects are the elements that depend on it: they call it and wait for the answer,
	// or call what does. Needs are those that it depends on itself. Both are in the order
	// of the model; what follows from other facts, such as the use of a key, is left out.
	// Each list holds [MostListed] at most; Affected counts all that depend on it.
	Affects, Needs []*model.Element
	Affected       int
	// Starves are the elements that it brings events to, and those that get none then.
	Starves []*model.Element
	// Incident is how its failure is prepared for, or nil.
	Incident *model.Incident
	// Alarmed says that an alarm of its own tells somebody.
	Alarmed bool
}

// outcome is what becomes of steps when a part fails.
type outcome int

const (
	runs outcome = iota
	degrades
	stops
)

func (a *analysis) failures() []Failure {
	var all []Failure
	need := a.dependencies()
	callers, callees := reach(need.callers), reach(need.callees)
	parts := a.parts()
	for _, e := range a.elements() {
		if c := a.category(e); c == kind.Actor || c == kind.Process {
			continue
		}
		f := Failure{Element: e, Single: a.single(e), Incident: a.incident(e.ID)}
		f.Alarmed = e.Operations != nil &&
			slices.ContainsFunc(e.Operations.Alarms, func(x *model.Alarm) bool { return x.Notifies.IsSet() })
		for i, flow := range a.flows {
			if !parts[i][e.ID] {
				continue
			}
			switch a.without(flow, map[string]bool{e.ID: true}, f.Incident) {
			case stops:
				f.Stops = append(f.Stops, flow)
			case degrades:
				f.Degrades = append(f.Degrades, flow)
			}
		}
		at := need.at[e.ID]
		f.Affects, f.Affected = need.listed(callers[at], at)
		if len(need.pooled) > 0 && need.spared(at, callers[at]) {
			all := need.affected(map[string]bool{e.ID: true})
			f.Affects, f.Affected = all[:min(len(all), MostListed)], len(all)
		}
		f.Needs, _ = need.listed(callees[at], at)
		if len(a.feeds.to[e.ID]) > 0 {
			f.Starves = a.starved(map[string]bool{e.ID: true})
		}
		if len(f.Stops)+len(f.Degrades)+len(f.Affects)+len(f.Starves) > 0 || f.Single != "" {
			all = append(all, f)
		}
	}
	slices.SortStableFunc(all, func(x, y Failure) int {
		return cmp.Or(cmp.Compare(len(y.Stops), len(x.Stops)), cmp.Compare(len(y.Degrades), len(x.Degrades)),
			cmp.Compare(y.Affected, x.Affected))
	})
	return all
}

// parts are, for each of today's flows, the elements that take part in it, those on
// the way too.
func (a *analysis) parts() []map[string]bool {
	all := make([]map[string]bool, len(a.flows))
	for i, f := range a.flows {
		all[i] = map[string]bool{}
		a.partsOf(f.Steps, all[i])
	}
	return all
}

func (a *analysis) partsOf(steps []*model.Step, into map[string]bool) {
	for _, s := range steps {
		into[s.Message.From.ID], into[s.Message.To.ID] = true, true
		for _, c := range a.between[[2]string{s.Message.From.ID, s.Message.To.ID}] {
			for _, v := range c.Via {
				into[v.ID] = true
			}
		}
		a.partsOf(s.Parallel, into)
		for _, b := range s.Alternatives {
			a.partsOf(b.Steps, into)
		}
	}
}

// incident is the failure of a part as it is prepared for, or nil.
func (a *analysis) incident(id string) *model.Incident {
	for _, i := range a.m.Incidents {
		if i.Section.ID == id {
			return i
		}
	}
	return nil
}

// losing is a flow that is gone through without some parts.
type losing struct {
	*analysis
	lost     map[string]bool
	prepared *model.Incident
	// answered are the parts that took part before anything was left for later, later
	// those that only come to it then.
	answered, later map[string]bool
}

// without is what becomes of a flow without the parts that are lost.
func (a *analysis) without(flow *model.Flow, lost map[string]bool, prepared *model.Incident) outcome {
	l := &losing{a, lost, prepared, map[string]bool{}, map[string]bool{}}
	return l.steps(flow.Steps)
}

// steps is what becomes of steps. The worst of those counts that all must happen; of
// alternatives, the best way left.
func (l *losing) steps(steps []*model.Step) outcome {
	worst := runs
	for _, s := range steps {
		switch {
		case len(s.Alternatives) > 0:
			worst = max(worst, l.alternatives(s.Alternatives))
		case len(s.Parallel) > 0:
			worst = max(worst, l.steps(s.Parallel))
		default:
			worst = max(worst, l.message(s.Message))
		}
	}
	return worst
}

// alternatives are untouched when all usual ways are, and stop when none is left,
// failure paths among them.
func (l *losing) alternatives(all []*model.Branch) outcome {
	best, touched := stops, false
	for _, b := range all {
		o := l.steps(b.Steps)
		best = min(best, o)
		touched = touched || o != runs && !b.Failure.V
	}
	switch {
	case !touched:
		return runs
	case best == stops:
		return stops
	}
	return degrades
}

// message is what becomes of one message when a part is lost that is one of its ends
// or on its way. What only observes or copies holds nothing up. An event is kept for
// later: neither whom it goes to nor what he does then stops what was answered before.
// A detour that the incident names leads around what it calls.
func (l *losing) message(m model.Arrow) outcome {
	all := l.between[[2]string{m.From.ID, m.To.ID}]
	event := len(all) > 0 && !slices.ContainsFunc(all, func(c *model.Connection) bool { return c.Kind.V != "event" })
	late := l.later[m.From.ID] && !l.answered[m.From.ID] || event && len(l.answered) > 0
	if late {
		l.later[m.To.ID] = true
	} else {
		l.answered[m.From.ID], l.answered[m.To.ID] = true, true
	}
	if !l.lost[m.From.ID] && !l.lost[m.To.ID] && !l.wayLost(all, l.lost) {
		return runs
	}
	if l.replaced(m, all) {
		return degrades
	}
	needed := len(all) == 0 || slices.ContainsFunc(all, func(c *model.Connection) bool {
		switch c.Kind.Or("request") {
		case "observe", "replicate":
			return false
		case "event":
			return l.lost[m.From.ID]
		}
		return true
	})
	detour := !l.lost[m.From.ID] && l.prepared != nil && l.prepared.Then != nil && l.prepared.Then.From.ID == m.From.ID
	if !needed || detour || late {
		return degrades
	}
	return stops
}

// replaced reports whether something else does the work of all that a message lacks: of
// its ends, a machine that is called beside them, and of the way, its like elsewhere.
func (l *losing) replaced(m model.Arrow, all []*model.Connection) bool {
	alike := func(id string) bool { return !l.lost[id] && len(l.between[[2]string{id, m.To.ID}]) > 0 }
	sends := !l.lost[m.From.ID] || slices.ContainsFunc(l.others.machines[m.From.ID], func(ids []string) bool {
		return slices.ContainsFunc(ids, alike)
	})
	return sends && (!l.lost[m.To.ID] || l.standsIn(m.To.ID, l.lost)) && !l.wayLost(all, l.missed())
}

// wayLost reports whether every connection passes something that is lost.
func (l *losing) wayLost(all []*model.Connection, lost map[string]bool) bool {
	return len(all) > 0 && !slices.ContainsFunc(all, func(c *model.Connection) bool {
		return !slices.ContainsFunc(c.Via, func(v model.Ref) bool { return lost[v.ID] })
	})
}

// missed are the lost for which nothing stands in.
func (l *losing) missed() map[string]bool {
	missed := map[string]bool{}
	for id := range l.lost {
		if l.lost[id] && !l.standsIn(id, l.lost) {
			missed[id] = true
		}
	}
	return missed
}

// single is why an element fails alone, or empty: what AWS or somebody else
// spreads for us does not, nor what another stands in for, and what the model does not
// say is not held against it.
func (a *analysis) single(e *model.Element) Reason {
	k := a.m.Kind(e.Kind.ID)
	if k == nil || k.Regional || e.Boundary.Around(kind.Foreign) != nil || a.standsIn(e.ID, nil) {
		return ""
	}
	if zones(e) == 1 {
		return OneZone
	}
	if s := e.Scaling; s != nil {
		if a.number(e, "scaling.min", s.Min.V) == 1 || a.number(e, "scaling.max", s.Max.V) == 1 {
			return OneUnit
		}
	}
	switch {
	case a.oneMachine(e), a.oneNode(e):
		return OneUnit
	case a.noTakeover(e):
		return NoStandby
	}
	return ""
}

// oneNode reports whether a cluster is said to have one node and no standby. To a
// database whose replicas only answer reads, they are no standby, and none says nothing.
func (a *analysis) oneNode(e *model.Element) bool {
	k := a.m.Kind(e.Kind.ID)
	if !e.Replicas.IsSet() || a.number(e, "replicas", e.Replicas.V) > 0 || e.MultiAZ.IsSet() {
		return false
	}
	return k.Has(kind.KeepsData) && !slices.Contains(k.AWS, "AWS::RDS::DBInstance")
}

// zones is how many zones an element runs in; 0 when the model does not say, or it lies
// in no tier.
func zones(e *model.Element) int {
	if e.Boundary == nil || !e.Boundary.Has(kind.Tier) {
		return 0
	}
	if len(e.Zones) > 0 {
		return len(e.Zones)
	}
	return len(e.Boundary.PerZone)
}
