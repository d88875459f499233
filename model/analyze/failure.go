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
	NoStandby Reason = "no-standby" // it has no replica and no standby in another zone
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
	for _, e := range a.elements() {
		if c := a.category(e); c == kind.Actor || c == kind.Process {
			continue
		}
		f := Failure{Element: e, Single: a.single(e), Incident: a.incident(e.ID)}
		f.Alarmed = e.Operations != nil &&
			slices.ContainsFunc(e.Operations.Alarms, func(x *model.Alarm) bool { return x.Notifies.IsSet() })
		for _, flow := range a.flows {
			switch a.without(flow.Steps, e.ID, f.Incident) {
			case stops:
				f.Stops = append(f.Stops, flow)
			case degrades:
				f.Degrades = append(f.Degrades, flow)
			}
		}
		if len(f.Stops)+len(f.Degrades) > 0 {
			all = append(all, f)
		}
	}
	slices.SortStableFunc(all, func(x, y Failure) int {
		return cmp.Or(cmp.Compare(len(y.Stops), len(x.Stops)), cmp.Compare(len(y.Degrades), len(x.Degrades)))
	})
	return all
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

// without is what becomes of steps without the part id. The worst of steps counts
// that all must happen; of alternatives, the best way left.
func (a *analysis) without(steps []*model.Step, id string, prepared *model.Incident) outcome {
	worst := runs
	for _, s := range steps {
		switch {
		case len(s.Alternatives) > 0:
			worst = max(worst, a.alternatives(s.Alternatives, id, prepared))
		case len(s.Parallel) > 0:
			worst = max(worst, a.without(s.Parallel, id, prepared))
		default:
			worst = max(worst, a.message(s.Message, id, prepared))
		}
	}
	return worst
}

// alternatives are untouched when all usual ways are, and stop when none is left,
// failure paths among them.
func (a *analysis) alternatives(all []*model.Branch, id string, prepared *model.Incident) outcome {
	best, touched := stops, false
	for _, b := range all {
		o := a.without(b.Steps, id, prepared)
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

// message is what becomes of one message when a part fails that is one of its
// ends or on its way. What only observes or copies holds nothing up, and neither
// does whom an event goes to: it is kept for later. A detour that the incident
// names leads around what it calls.
func (a *analysis) message(m model.Arrow, id string, prepared *model.Incident) outcome {
	all := a.between[[2]string{m.From.ID, m.To.ID}]
	on := m.From.ID == id || m.To.ID == id
	if !on && len(all) > 0 {
		on = !slices.ContainsFunc(all, func(c *model.Connection) bool {
			return !slices.ContainsFunc(c.Via, func(v model.Ref) bool { return v.ID == id })
		})
	}
	if !on {
		return runs
	}
	needed := len(all) == 0 || slices.ContainsFunc(all, func(c *model.Connection) bool {
		switch c.Kind.Or("request") {
		case "observe", "replicate":
			return false
		case "event":
			return m.From.ID == id
		}
		return true
	})
	detour := m.From.ID != id && prepared != nil && prepared.Then != nil && prepared.Then.From.ID == m.From.ID
	if !needed || detour {
		return degrades
	}
	return stops
}

// single is why an element fails alone, or empty: what AWS or somebody else
// spreads for us does not, and what the model does not say is not held against it.
func (a *analysis) single(e *model.Element) Reason {
	k := a.m.Kind(e.Kind.ID)
	if k == nil || k.Regional || e.Boundary == nil || !e.Boundary.Has(kind.Tier) {
		return ""
	}
	if zones(e) == 1 {
		return OneZone
	}
	if s := e.Scaling; s != nil && s.Min.V == 1 {
		return OneUnit
	}
	if e.Has(kind.OneMachine) {
		return OneUnit
	}
	if e.MultiAZ.IsSet() && !e.MultiAZ.V && e.Replicas.V == 0 {
		return NoStandby
	}
	return ""
}

// zones is how many zones an element runs in; 0 when the model does not say.
func zones(e *model.Element) int {
	if len(e.Zones) > 0 {
		return len(e.Zones)
	}
	return len(e.Boundary.PerZone)
}
