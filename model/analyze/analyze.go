// Package analyze says what follows from a model and stands nowhere in it: what
// gives way first when more is asked of the system, what fails alone, and what
// stops with it.
//
// It judges by what is declared, for the state that runs today. What the model
// does not say is not judged: an element without a capacity has no limit here,
// and one that does not say whether it has a standby is no single point of
// failure.
package analyze

import (
	"cmp"
	"slices"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/kind"
)

// Analysis is what follows from a model.
type Analysis struct {
	// Limits are the limits that a stated load meets, the tightest first.
	Limits []Limit
	// Failures are the parts that a flow needs, those first whose failure stops
	// most flows.
	Failures []Failure
	// Shared are the stores, and what else has partitions, that elements of another
	// module than their own use, or of several, in the order of the model.
	Shared []Shared
	// Loss is what becomes of the system without what was said to be lost, or nil.
	Loss *Loss
	// States are all states of the roadmap, in order of time; none where there are no
	// two.
	States []State
	// Real is what runs otherwise than declared, and was reckoned with, or could not be
	// seen; AsDeclared counts what runs as declared, and Compared says that somebody looked.
	Real       []Real
	AsDeclared int
	Compared   bool
	// Findings are what is wrong of all this, by code, to be accepted or asked for by
	// decisions: limits that are exceeded, what fails alone, failures nobody is prepared for.
	Findings finding.List
	m        *model.Model
	// spread says that an element says whether it has a second of its kind, flows that
	// there are flows.
	spread, flows bool
	// limited says that there are limits while nothing is lost.
	limited bool
	// bottlenecks are those that the architect knows of.
	bottlenecks []*model.Bottleneck
}

// Of analyses the current state of a model that has no errors.
func Of(m *model.Model) *Analysis {
	a, _ := With(m, Options{}) // which names nothing that a model could lack
	return a
}

func newAnalysis(m *model.Model) *analysis {
	a := &analysis{m: m, state: m.CurrentState(), between: map[[2]string][]*model.Connection{}}
	for _, f := range m.Flows {
		if m.ActiveIn(f.Lifetime, a.state) {
			a.flows = append(a.flows, f)
		}
	}
	for _, c := range m.Connections {
		if m.ActiveIn(c.Lifetime, a.state) {
			a.connections = append(a.connections, c)
			key := [2]string{c.From.ID, c.To.ID}
			a.between[key] = append(a.between[key], c)
		}
	}
	a.others, a.feeds = a.findStandIns(), a.findFeeds()
	return a
}

// analysis is a run of [With].
type analysis struct {
	m           *model.Model
	state       string
	flows       []*model.Flow       // that exist today
	connections []*model.Connection // that exist today
	between     map[[2]string][]*model.Connection
	others      standIns
	feeds       feeds
	// factor multiplies peaks, peaks replace those of flows, and left is the share of
	// elements that is left after a loss.
	factor float64
	peaks  map[string]model.PerTime
	left   map[string]float64
	// real is what runs otherwise than declared, by element and fact.
	real map[[2]string]string
}

// elements are those that exist today, in the order of the model.
func (a *analysis) elements() []*model.Element {
	return slices.DeleteFunc(slices.Clone(a.m.Elements),
		func(e *model.Element) bool { return !a.m.ActiveIn(e.Lifetime, a.state) })
}

// category is that of an element's kind, or empty.
func (a *analysis) category(e *model.Element) kind.Category {
	if k := a.m.Kind(e.Kind.ID); k != nil {
		return k.Category
	}
	return ""
}

// Shared is a store that several modules use.
type Shared struct {
	Element *model.Element
	// Modules are the ids of the modules whose elements use it, and of the one that it
	// belongs to, in the order of the model.
	Modules []string
	// Mixed are the connections that reach it, or a part of it that is another
	// module's, without a part of its own or one that is declared to be shared.
	Mixed []*model.Connection
}

func (a *analysis) shared() []Shared {
	var all []Shared
	for _, e := range a.elements() {
		if a.category(e) == kind.Delivery || !e.Has(kind.KeepsData) && len(e.Partitions) == 0 {
			continue
		}
		s := Shared{Element: e}
		if e.Module.IsSet() {
			s.Modules = []string{e.Module.ID}
		}
		for _, c := range a.connections {
			from := a.m.Element(c.From.ID)
			if c.To.ID != e.ID || c.Derived || from == nil || !from.Module.IsSet() || from.Module.ID == e.Module.ID {
				continue
			}
			if !slices.Contains(s.Modules, from.Module.ID) {
				s.Modules = append(s.Modules, from.Module.ID)
			}
			if !ownPart(e, c.To.Part, from.Module.ID) {
				s.Mixed = append(s.Mixed, c)
			}
		}
		if len(s.Modules) > 1 {
			slices.SortFunc(s.Modules, func(x, y string) int { return cmp.Compare(a.place(x), a.place(y)) })
			all = append(all, s)
		}
	}
	return all
}

// place is where a module stands in the model.
func (a *analysis) place(id string) int {
	return slices.IndexFunc(a.m.Modules, func(o *model.Module) bool { return o.ID == id })
}

// ownPart reports whether a part of a store is a module's own, or everybody's.
func ownPart(e *model.Element, part, module string) bool {
	return slices.ContainsFunc(e.Partitions, func(p *model.Partition) bool {
		return p.ID == part && (p.Shared.V || p.Module.ID == module)
	})
}
