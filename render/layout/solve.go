package layout

import (
	"cmp"
	"slices"
)

// system is a set of coordinates along one axis and the distances that must
// hold between them. Every distance leads from a coordinate to one that does
// not lie before it today, so there is always a solution: things only move
// further apart.
type system struct {
	now   []int // today's place
	want  []int
	rank  []int // order of what lies at one place today
	same  []int // stands for another coordinate; itself for most
	tight []tightness
	arcs  []arc
}

// arc says that coordinate to lies at least gap after coordinate from.
type arc struct{ from, to, gap int }

// tightness says which coordinates should follow what they bound, as the sides
// of a node do: they give way to lines, but no further than they must.
type tightness int

const (
	slack tightness = iota
	lowSide
	highSide
)

// emptied is a system without coordinates that has the room of s.
func (s *system) emptied() system {
	return system{
		now: s.now[:0], want: s.want[:0], rank: s.rank[:0], same: s.same[:0], tight: s.tight[:0], arcs: s.arcs[:0],
	}
}

// add makes a coordinate.
func (s *system) add(now int) int {
	s.now = append(s.now, now)
	s.want = append(s.want, now)
	s.rank = append(s.rank, 0)
	s.tight = append(s.tight, slack)
	s.same = append(s.same, len(s.same))
	return len(s.now) - 1
}

// find is the coordinate that stands for v.
func (s *system) find(v int) int {
	for s.same[v] != v {
		v = s.same[v]
	}
	return v
}

// unite makes two coordinates, which are equal today, stay equal.
func (s *system) unite(a, b int) {
	if a, b = s.find(a), s.find(b); a != b {
		s.same[max(a, b)] = min(a, b)
	}
}

// atLeast demands a distance, when it leads forward.
func (s *system) atLeast(from, to, gap int) {
	from, to = s.find(from), s.find(to)
	if from != to && s.compare(from, to) < 0 {
		s.arcs = append(s.arcs, arc{from, to, gap})
	}
}

// compare is the order of today.
func (s *system) compare(a, b int) int {
	return cmp.Or(cmp.Compare(s.now[a], s.now[b]), cmp.Compare(s.rank[a], s.rank[b]), cmp.Compare(a, b))
}

// solve finds places near the wanted ones that keep all distances. It pushes
// everything that is too close towards higher coordinates, then, from the
// start, towards lower ones, and takes the mean: the sum of two solutions keeps
// twice every distance, so the mean is a solution, and nothing drifts to one side.
func (s *system) solve() []int {
	order, first := s.sorted()
	up, down := s.pushUp(order, first), s.pushDown(order, first)
	for _, v := range order {
		up[v] = (up[v] + down[v]) >> 1
	}
	return s.all(up)
}

// all gives the places of the coordinates that stand for others to these.
func (s *system) all(at []int) []int {
	for v := range at {
		at[v] = at[s.find(v)]
	}
	return at
}

// sorted lists the coordinates in the order of today, and where the distances from
// each begin, which it groups.
func (s *system) sorted() (order, first []int) {
	order = make([]int, 0, len(s.now))
	for v := range s.now {
		if s.same[v] == v {
			order = append(order, v)
		}
	}
	slices.SortFunc(order, s.compare)
	return order, s.group()
}

// group puts the distances from one coordinate beside each other, by what they lead to, with
// the greatest alone of those between the same two, and is where those of each begin.
func (s *system) group() (first []int) {
	next := make([]int, len(s.now)+1)
	for _, a := range s.arcs {
		next[a.from+1]++
	}
	for v := range s.now {
		next[v+1] += next[v]
	}
	first = slices.Clone(next)
	grouped := make([]arc, len(s.arcs))
	for _, a := range s.arcs {
		grouped[next[a.from]] = a
		next[a.from]++
	}
	place := next[:len(s.now)] // behind where the distance to each stands, among those kept
	clear(place)
	kept := s.arcs[:0]
	for v := range s.now {
		begin := len(kept)
		for _, a := range grouped[first[v]:first[v+1]] {
			if i := place[a.to]; i > begin {
				kept[i-1].gap = max(kept[i-1].gap, a.gap)
				continue
			}
			kept = append(kept, a)
			place[a.to] = len(kept)
		}
		slices.SortFunc(kept[begin:], func(a, b arc) int { return a.to - b.to })
		first[v] = begin
	}
	first[len(s.now)] = len(kept)
	s.arcs = kept
	return first
}

func (s *system) pushUp(order, first []int) []int {
	at := slices.Clone(s.want)
	s.notBefore(at, order, first)
	s.tightenLow(at, order, first)
	s.tightenHigh(at, order, first)
	return at
}

func (s *system) pushDown(order, first []int) []int {
	at := slices.Clone(s.want)
	s.notAfter(at, order, first)
	s.tightenHigh(at, order, first)
	s.tightenLow(at, order, first)
	return at
}

// notBefore raises places to the earliest that the distances from those before allow.
func (s *system) notBefore(early, order, first []int) {
	for _, v := range order {
		for _, a := range s.arcs[first[v]:first[v+1]] {
			early[a.to] = max(early[a.to], early[v]+a.gap)
		}
	}
}

// notAfter lowers places to the latest that the distances to those behind allow.
func (s *system) notAfter(late, order, first []int) {
	for _, v := range slices.Backward(order) {
		for _, a := range s.arcs[first[v]:first[v+1]] {
			late[v] = min(late[v], late[a.to]-a.gap)
		}
	}
}

// tightenLow moves low sides up to what they bound.
func (s *system) tightenLow(at, order, first []int) {
	for i := len(order) - 1; i >= 0; i-- {
		if v := order[i]; s.tight[v] == lowSide && first[v] < first[v+1] {
			room := 1 << 40
			for _, a := range s.arcs[first[v]:first[v+1]] {
				room = min(room, at[a.to]-a.gap)
			}
			at[v] = max(at[v], room)
		}
	}
}

// tightenHigh moves high sides down to what they bound.
func (s *system) tightenHigh(at, order, first []int) {
	need := make([]int, len(at))
	for v := range need {
		need[v] = -1 << 40
	}
	for _, v := range order {
		if s.tight[v] == highSide && need[v] > -1<<40 {
			at[v] = min(at[v], need[v])
		}
		for _, a := range s.arcs[first[v]:first[v+1]] {
			need[a.to] = max(need[a.to], at[v]+a.gap)
		}
	}
}
