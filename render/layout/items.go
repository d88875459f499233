package layout

import (
	"cmp"
	"slices"
)

// thing is what needs its distance from others along one axis: from
// coordinate lo to coordinate hi, over an extent along the other axis.
type thing struct {
	kind     kind
	lo, hi   int // coordinates of the system
	loOffset int // added to lo
	hiOffset int
	extent   interval
}

// kind decides the distances between things.
type kind int

const (
	aNode kind = iota
	aBorder
	aRun
	aTitle
	aLane
	aLabel
)

// reach is how far a thing's extent is widened, so that things pass each other's
// ends at a distance. The reaches of two things never exceed their gap.
var reach = [...]int{aNode: 7, aBorder: 4, aRun: 5, aTitle: 1, aLane: 1, aLabel: 1}

// gaps are the least distances between things.
var gaps = [...][6]int{
	aNode:   {aNode: 24, aBorder: 14, aRun: 12, aTitle: 8, aLane: 12, aLabel: 8},
	aBorder: {aNode: 14, aBorder: 14, aRun: 10, aTitle: 8, aLane: 12, aLabel: 6},
	aRun:    {aNode: 12, aBorder: 10, aRun: 10, aTitle: 6, aLane: 7, aLabel: 6},
	aTitle:  {aNode: 8, aBorder: 8, aRun: 6, aTitle: 8, aLane: 5, aLabel: 6},
	aLane:   {aNode: 12, aBorder: 12, aRun: 7, aTitle: 5, aLane: 10, aLabel: 5},
	aLabel:  {aNode: 8, aBorder: 6, aRun: 6, aTitle: 6, aLane: 5, aLabel: 6},
}

// separate keeps neighbours apart: wherever a line along the axis meets two
// things one after the other, they get their gap.
func (s *system) separate(things []thing, widened bool) {
	type event struct {
		at    int
		enter bool
		thing int
	}
	middle := make([]int, len(things)) // twice
	var events []event
	for i, t := range things {
		middle[i] = s.now[s.find(t.lo)] + t.loOffset + s.now[s.find(t.hi)] + t.hiOffset
		switch t.kind {
		case aTitle, aLane, // stay where their group begins: others give way
			aLabel: // is where its coordinate is, not half a unit beside it
			middle[i] = 2 * s.now[s.find(t.lo)]
		}
		e := t.extent
		if !widened {
			e.hi = max(e.hi, e.lo+1)
		} else {
			e = interval{e.lo - reach[t.kind], e.hi + reach[t.kind]}
		}
		if e.lo < e.hi {
			events = append(events, event{e.lo, true, i}, event{e.hi, false, i})
		}
	}
	slices.SortFunc(events, func(a, b event) int {
		if a.at != b.at {
			return cmp.Compare(a.at, b.at)
		}
		if a.enter != b.enter {
			if b.enter {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.thing, b.thing)
	})
	order := func(a, b int) int {
		return cmp.Or(
			cmp.Compare(middle[a], middle[b]),
			cmp.Compare(s.rank[s.find(things[a].lo)], s.rank[s.find(things[b].lo)]),
			cmp.Compare(s.find(things[a].lo), s.find(things[b].lo)),
			cmp.Compare(a, b),
		)
	}
	var active []int
	for _, e := range events {
		i, _ := slices.BinarySearchFunc(active, e.thing, order)
		if e.enter {
			active = slices.Insert(active, i, e.thing)
			s.meet(things, active, i)
			s.meet(things, active, i+1)
			continue
		}
		active = slices.Delete(active, i, i+1)
		s.meet(things, active, i)
	}
}

// meet separates what now lies on both sides of place i. Things that share a
// coordinate, such as a label and its run, lie side by side and count as one:
// each of them keeps its distance.
func (s *system) meet(things []thing, active []int, i int) {
	if i == 0 || i >= len(active) {
		return
	}
	at := func(j int) int { return s.find(things[active[j]].lo) }
	low, high := i-1, i // the first of those before i that belong together, the last of those after
	for low > 0 && at(low-1) == at(i-1) {
		low--
	}
	for high+1 < len(active) && at(high+1) == at(i) {
		high++
	}
	if at(i-1) != at(i) {
		s.apartAll(things, active[low:i], active[i:high+1])
		return
	}
	before, after := low-1, high+1
	for before > 0 && at(before-1) == at(low-1) {
		before--
	}
	for after+1 < len(active) && at(after+1) == at(high+1) {
		after++
	}
	s.apartAll(things, active[max(before, 0):low], active[low:high+1])
	s.apartAll(things, active[low:high+1], active[high+1:min(after+1, len(active))])
}

func (s *system) apartAll(things []thing, before, after []int) {
	for _, a := range before {
		for _, b := range after {
			s.apart(&things[a], &things[b])
		}
	}
}

// apart demands the gap between two things, the first before the second.
func (s *system) apart(a, b *thing) {
	s.atLeast(a.hi, b.lo, gaps[a.kind][b.kind]+a.hiOffset-b.loOffset)
}
