package analyze

import (
	"slices"

	"asbuilt/model"
	"asbuilt/model/kind"
)

// standIns are those that do the work of an element when it fails, by id: of machines
// that are called on one port by what spreads requests, all of the kind; of what leads
// out of a zone, its like in the VPC. A list has the element itself too.
type standIns struct{ machines, zoned map[string][][]string }

func (a *analysis) findStandIns() standIns {
	s := standIns{map[string][][]string{}, map[string][][]string{}}
	type pool struct{ spreader, port, kind string }
	pools := newLikes[pool]()
	for _, c := range a.connections {
		from, to := a.m.Element(c.From.ID), a.m.Element(c.To.ID)
		if from != nil && to != nil && from != to && from.Has(kind.Passage) && a.category(from) == kind.Entry &&
			a.oneMachine(to) {
			pools.add(pool{from.ID, c.Port.V.String(), to.Kind.ID}, to.ID)
		}
	}
	pools.into(s.machines)
	type like struct {
		vpc  *model.Boundary
		kind string
	}
	ways := newLikes[like]()
	for _, e := range a.elements() {
		if vpc := e.Boundary.Around(kind.VPC); a.category(e) == kind.Network && vpc != nil && zones(e) == 1 {
			ways.add(like{vpc, e.Kind.ID}, e.ID)
		}
	}
	ways.into(s.zoned)
	return s
}

// likes are elements by what makes them alike.
type likes[K comparable] struct {
	order []K
	ids   map[K][]string
	told  map[string]map[K]bool
}

func newLikes[K comparable]() *likes[K] {
	return &likes[K]{ids: map[K][]string{}, told: map[string]map[K]bool{}}
}

func (l *likes[K]) add(of K, id string) {
	if l.told[id][of] {
		return
	}
	if l.told[id] == nil {
		l.told[id] = map[K]bool{}
	}
	l.told[id][of] = true
	if l.ids[of] == nil {
		l.order = append(l.order, of)
	}
	l.ids[of] = append(l.ids[of], id)
}

// into adds the lists of more than one to each that is in them.
func (l *likes[K]) into(all map[string][][]string) {
	for _, of := range l.order {
		if ids := l.ids[of]; len(ids) > 1 {
			for _, id := range ids {
				all[id] = append(all[id], ids)
			}
		}
	}
}

// zoneOf is the one zone of what runs in one.
func zoneOf(e *model.Element) string {
	if len(e.Zones) > 0 {
		return e.Zones[0].V
	}
	return e.Boundary.PerZone[0].ID
}

// standsIn reports whether one of an element's stand-ins is not lost.
func (a *analysis) standsIn(id string, lost map[string]bool) bool {
	machine := func(other string) bool { return other != id && !lost[other] }
	elsewhere := func(other string) bool {
		return machine(other) && zoneOf(a.m.Element(other)) != zoneOf(a.m.Element(id))
	}
	holds := func(lists [][]string, fits func(other string) bool) bool {
		return slices.ContainsFunc(lists, func(ids []string) bool { return slices.ContainsFunc(ids, fits) })
	}
	return holds(a.others.machines[id], machine) || holds(a.others.zoned[id], elsewhere)
}

// oneMachine reports whether an element is one machine. A kind of one's own that another
// type of AWS realises is one only where it says so itself.
func (a *analysis) oneMachine(e *model.Element) bool {
	k := a.m.Kind(e.Kind.ID)
	if k == nil || !k.Has(kind.OneMachine) || !k.OwnType() {
		return k != nil && k.Has(kind.OneMachine)
	}
	return slices.ContainsFunc(a.m.Kinds, func(own *model.UserKind) bool {
		return own.ID == k.ID && slices.ContainsFunc(own.Traits, func(t model.String) bool {
			return t.V == string(kind.OneMachine)
		})
	})
}
