package analyze

import (
	"slices"

	"asbuilt/model"
	"asbuilt/model/kind"
)

// standIns are those that do the work of an element when it fails, by id: of machines
// that are called on one port by what spreads requests, the others of the kind; of what
// leads out of a zone, its like in the other zones of the VPC.
type standIns struct{ machines, zoned map[string][]string }

func (a *analysis) findStandIns() standIns {
	s := standIns{map[string][]string{}, map[string][]string{}}
	type pool struct{ spreader, port, kind string }
	pools := map[pool][]string{}
	for _, c := range a.connections {
		from, to := a.m.Element(c.From.ID), a.m.Element(c.To.ID)
		if from == nil || to == nil || from == to || !from.Has(kind.Passage) || a.category(from) != kind.Entry ||
			!a.oneMachine(to) {
			continue
		}
		p := pool{from.ID, c.Port.V.String(), to.Kind.ID}
		if !slices.Contains(pools[p], to.ID) {
			pools[p] = append(pools[p], to.ID)
		}
	}
	for _, ids := range pools {
		addOthers(s.machines, ids)
	}
	type like struct {
		vpc  *model.Boundary
		kind string
	}
	leads := map[like][]string{}
	for _, e := range a.elements() {
		if vpc := e.Boundary.Around(kind.VPC); a.category(e) == kind.Network && vpc != nil && zones(e) == 1 {
			of := like{vpc, e.Kind.ID}
			leads[of] = append(leads[of], e.ID)
		}
	}
	for _, ids := range leads {
		for _, id := range ids {
			for _, other := range ids {
				if zoneOf(a.m.Element(other)) != zoneOf(a.m.Element(id)) {
					s.zoned[id] = append(s.zoned[id], other)
				}
			}
		}
	}
	return s
}

func addOthers(to map[string][]string, ids []string) {
	for _, id := range ids {
		for _, other := range ids {
			if other != id && !slices.Contains(to[id], other) {
				to[id] = append(to[id], other)
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

// left reports whether one of an element's stand-ins is not lost.
func (s standIns) left(id string, lost map[string]bool) bool {
	alive := func(other string) bool { return !lost[other] }
	return slices.ContainsFunc(s.machines[id], alive) || slices.ContainsFunc(s.zoned[id], alive)
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
