package analyze

import (
	"math/bits"
	"slices"

	"asbuilt/model"
)

// MostListed is how many elements a list of dependents holds. In a system of which
// everything needs everything they would be as many as its elements, squared.
const MostListed = 100

// dependencies are who needs whom, by the connections on which somebody waits for an
// answer. Flows say more; where there are none, this is what a model shows.
type dependencies struct {
	order []*model.Element
	at    map[string]int // the place of an element in order
	// callers are those that need an element at once, callees those that it needs.
	callers, callees [][]int
	needs            map[[2]int]bool // who needs whom at once
	// pooled are the machines that others of the kind stand in for, by place, with the
	// lists of all of them; machines is the set of those.
	pooled   map[int][][]int
	machines set
}

// dependencies are those of today's connections. What a connection must pass is needed
// as its end is; of several connections between the same two, what all must pass.
func (a *analysis) dependencies() *dependencies {
	d := &dependencies{order: a.elements(), at: map[string]int{}}
	for i, e := range d.order {
		d.at[e.ID] = i
	}
	d.callers, d.callees = make([][]int, len(d.order)), make([][]int, len(d.order))
	d.needs = map[[2]int]bool{}
	told := d.needs
	need := func(from, to string) {
		i, known := d.at[from]
		j, alsoKnown := d.at[to]
		if !known || !alsoKnown || i == j || told[[2]int{i, j}] {
			return
		}
		told[[2]int{i, j}] = true
		d.callees[i] = append(d.callees[i], j)
		d.callers[j] = append(d.callers[j], i)
	}
	for _, c := range a.connections {
		if c.Derived || !waits(c) {
			continue
		}
		need(c.From.ID, c.To.ID)
		for _, v := range c.Via {
			if a.everyWay(c, v.ID) {
				need(c.From.ID, v.ID)
			}
		}
	}
	d.pooled, d.machines = map[int][][]int{}, make(set, (len(d.order)+63)/64)
	lists := map[*string][]int{}
	for id, all := range a.others.machines {
		for _, ids := range all {
			places := lists[&ids[0]]
			for _, other := range ids[len(places):] {
				places = append(places, d.at[other])
			}
			lists[&ids[0]] = places
			d.pooled[d.at[id]] = append(d.pooled[d.at[id]], places)
			d.machines.add(d.at[id])
		}
	}
	return d
}

// carriesOn reports whether one who needs a machine, which is gone, calls another that
// stands in for it.
func (d *dependencies) carriesOn(caller, machine int, gone []bool) bool {
	return slices.ContainsFunc(d.pooled[machine], func(all []int) bool {
		return slices.ContainsFunc(all, func(other int) bool {
			return other != machine && !gone[other] && d.needs[[2]int{caller, other}]
		})
	})
}

// spared reports whether, by way of what needs an element, a machine is needed that
// others stand in for.
func (d *dependencies) spared(at int, callers set) bool {
	return d.pooled[at] != nil || callers.meets(d.machines)
}

// waits reports whether the one who opens a connection waits for the answer: an event
// is kept for later, and what copies, watches, builds or approves holds nothing up.
func waits(c *model.Connection) bool {
	switch c.Kind.Or("request") {
	case "request", "data":
		return true
	}
	return false
}

// everyWay reports whether all connections between the ends of c on which somebody
// waits pass an element.
func (a *analysis) everyWay(c *model.Connection, id string) bool {
	return !slices.ContainsFunc(a.between[[2]string{c.From.ID, c.To.ID}], func(o *model.Connection) bool {
		return waits(o) && !slices.ContainsFunc(o.Via, func(v model.Ref) bool { return v.ID == id })
	})
}

// affected are those that need one of the lost, by way of others too.
func (d *dependencies) affected(lost map[string]bool) []*model.Element {
	seen := make([]bool, len(d.order))
	var next, found []int
	for id := range lost {
		if i, known := d.at[id]; known && lost[id] {
			seen[i] = true
			next = append(next, i)
		}
	}
	slices.Sort(next)
	for len(next) > 0 {
		i := next[len(next)-1]
		next = next[:len(next)-1]
		for _, j := range d.callers[i] {
			if !seen[j] && !d.carriesOn(j, i, seen) {
				seen[j] = true
				next, found = append(next, j), append(found, j)
			}
		}
	}
	slices.Sort(found)
	all := make([]*model.Element, 0, len(found))
	for _, i := range found {
		all = append(all, d.order[i])
	}
	return all
}

// set is a set of places in the order of elements.
type set []uint64

func (s set) add(i int) { s[i/64] |= 1 << (i % 64) }

func (s set) meets(o set) bool {
	for i := range s {
		if s[i]&o[i] != 0 {
			return true
		}
	}
	return false
}

func (s set) join(o set) {
	for i := range s {
		s[i] |= o[i]
	}
}

// reach is, for each element, the set of those that steps lead to. Elements that lead
// to each other share one, in which they are themselves.
func reach(steps [][]int) []set {
	n := len(steps)
	sets := make([]set, n)
	for _, group := range knots(steps) { // those that are led to come first
		all := make(set, (n+63)/64)
		for _, i := range group {
			if len(group) > 1 {
				all.add(i)
			}
			for _, j := range steps[i] {
				all.add(j)
				if sets[j] != nil {
					all.join(sets[j])
				}
			}
		}
		for _, i := range group {
			sets[i] = all
		}
	}
	return sets
}

// knots are the groups of places that lead to each other, those first that others lead
// to (Tarjan's algorithm, with a stack of its own).
func knots(steps [][]int) [][]int {
	n := len(steps)
	index, low := make([]int, n), make([]int, n)
	onStack := make([]bool, n)
	type frame struct{ at, next int }
	var stack []int
	var groups [][]int
	count := 0
	for start := range n {
		if index[start] != 0 {
			continue
		}
		work := []frame{{at: start}}
		for len(work) > 0 {
			f := &work[len(work)-1]
			if f.next == 0 {
				count++
				index[f.at], low[f.at] = count, count
				stack, onStack[f.at] = append(stack, f.at), true
			}
			if f.next < len(steps[f.at]) {
				to := steps[f.at][f.next]
				f.next++
				if index[to] == 0 {
					work = append(work, frame{at: to})
				} else if onStack[to] {
					low[f.at] = min(low[f.at], index[to])
				}
				continue
			}
			at := f.at
			if work = work[:len(work)-1]; len(work) > 0 {
				below := work[len(work)-1].at
				low[below] = min(low[below], low[at])
			}
			if low[at] == index[at] {
				i := slices.Index(stack, at)
				for _, j := range stack[i:] {
					onStack[j] = false
				}
				groups = append(groups, slices.Clone(stack[i:]))
				stack = stack[:i]
			}
		}
	}
	return groups
}

// listed are the elements of a set without the one at a place, as many as a list
// holds, and how many there are.
func (d *dependencies) listed(s set, without int) (all []*model.Element, total int) {
	for word, w := range s {
		for w != 0 {
			i := word*64 + bits.TrailingZeros64(w)
			w &= w - 1
			if i == without {
				continue
			}
			if total++; len(all) < MostListed {
				all = append(all, d.order[i])
			}
		}
	}
	return all, total
}
