package layout

import (
	"cmp"
	"slices"
)

// Ranks are the layers of a layered drawing (Sugiyama, Tagawa and Toda, 1981),
// found for each group on its own: an edge between two things counts in the group
// that holds both, as a link between the two children that hold one end each.
// Links that would close a circle are left out, the rest lead from a rank to a
// later one, and whatever a view has fixed stays where the view put it. Every
// child comes right behind the middle one of those that lead to it, and where there are
// two in the middle nearest to behind the first that the file has: one link more,
// or less, then seldom moves a child, and all that it leads to, to another rank. What
// nothing leads to stands right before what it leads to. A group in which links tie
// few together is a grid in the order of the file. Time is linear in children and links.

// link is an edge lifted to two siblings.
type link struct{ from, to int }

// linksOf lifts the edges that decide ranks to the children of the groups that
// hold both their ends.
func linksOf(t *tree) [][]link {
	links := make([][]link, len(t.items))
	for i, e := range t.graph.Edges {
		ends := t.ends[i]
		if e.Loose || ends.common == ends.from || ends.common == ends.to {
			continue
		}
		l := link{t.childOf(ends.common, ends.from), t.childOf(ends.common, ends.to)}
		if !t.onBorder(l.from) && !t.onBorder(l.to) {
			links[ends.common] = append(links[ends.common], l)
		}
	}
	return links
}

// ranker finds the ranks of one group's children.
type ranker struct {
	t        *tree
	children []int
	next     map[int][]int // successors, without those that would close a cycle
	prev     map[int][]int
	rank     map[int]int
	// leader is the first child that leads to another, by that one; empty where there are
	// so many links that ranks would become too many.
	leader map[int]int
}

// ranks divides the children of a group into ranks, in the order of the file
// within a rank. What nothing ties to the others comes last.
func ranks(t *tree, group int, links []link) [][]int {
	if isGrid(t, t.items[group].children, links) {
		links = nil
	}
	return newRanker(t, group, links).rows()
}

// isGrid reports whether links tie no more than two thirds of the children together: as
// ranks these would stand apart from the rest, and one more link would bring another one
// over.
func isGrid(t *tree, children []int, links []link) bool {
	tied := map[int]bool{}
	for _, l := range links {
		if l.from != l.to {
			tied[l.from], tied[l.to] = true, true
		}
	}
	ranked := func(at int) bool { return t.place(at).Ranked }
	return 3*len(tied) <= 2*len(children) && !slices.ContainsFunc(children, ranked)
}

// newRanker finds the ranks of all children but those that nothing ties to the
// others.
func newRanker(t *tree, group int, links []link) *ranker {
	r := &ranker{
		t: t, children: t.items[group].children, next: map[int][]int{}, prev: map[int][]int{},
		rank: map[int]int{}, leader: map[int]int{},
	}
	r.cutCycles(links)
	r.findLeaders(links)
	order := r.topological()
	r.down(order)
	r.pull(order)
	return r
}

// findLeaders finds the first child that leads to each other one, unless the group is dense.
func (r *ranker) findLeaders(links []link) {
	if len(r.children) > fewBoxes && len(links) > len(r.children) {
		return
	}
	for _, l := range links {
		if _, known := r.leader[l.to]; !known && slices.Contains(r.prev[l.to], l.from) {
			r.leader[l.to] = l.from
		}
	}
}

// cutCycles keeps each link once and drops those that lead back, in the order
// of the file. A link between two fixed ranks decides nothing.
func (r *ranker) cutCycles(links []link) {
	out := map[int][]int{}
	for _, l := range links {
		if l.from != l.to && !slices.Contains(out[l.from], l.to) && !(r.fixed(l.from) && r.fixed(l.to)) {
			out[l.from] = append(out[l.from], l.to)
		}
	}
	const (
		open = iota + 1
		done
	)
	state := map[int]int{}
	var visit func(at int)
	visit = func(at int) {
		state[at] = open
		for _, to := range out[at] {
			if state[to] == open {
				continue
			}
			if state[to] == 0 {
				visit(to)
			}
			r.next[at] = append(r.next[at], to)
			r.prev[to] = append(r.prev[to], at)
		}
		state[at] = done
	}
	for _, at := range r.children {
		if state[at] == 0 {
			visit(at)
		}
	}
}

func (r *ranker) fixed(at int) bool { return r.t.place(at).Ranked }

// topological lists the children so that every link leads forward.
func (r *ranker) topological() []int {
	waiting := map[int]int{}
	var order []int
	for _, at := range r.children {
		if waiting[at] = len(r.prev[at]); waiting[at] == 0 {
			order = append(order, at)
		}
	}
	for i := 0; i < len(order); i++ {
		for _, to := range r.next[order[i]] {
			if waiting[to]--; waiting[to] == 0 {
				order = append(order, to)
			}
		}
	}
	return order
}

// down gives every child the rank after the middle one of those that lead to it; where there
// are two in the middle, the one between them that is nearest to after its leader, or after
// the earlier.
func (r *ranker) down(order []int) {
	for _, at := range order {
		if r.fixed(at) {
			r.rank[at] = r.t.place(at).Rank
			continue
		}
		if len(r.prev[at]) == 0 {
			r.rank[at] = r.beforeFixed(at)
			continue
		}
		var before []int
		for _, from := range r.prev[at] {
			before = append(before, r.rank[from])
		}
		slices.Sort(before)
		middle := before[(len(before)-1)/2]
		if leader, ok := r.leader[at]; ok {
			middle = min(max(r.rank[leader], middle), before[len(before)/2])
		}
		r.rank[at] = max(middle+1, 0)
	}
}

// beforeFixed is the rank just before the first fixed one that at leads to, or 0.
func (r *ranker) beforeFixed(at int) int {
	rank, known := 0, false
	for _, to := range r.next[at] {
		if r.fixed(to) && (!known || r.t.place(to).Rank-1 < rank) {
			rank, known = r.t.place(to).Rank-1, true
		}
	}
	return rank
}

// pull moves what has nothing before it next to what comes after it.
func (r *ranker) pull(order []int) {
	for i := len(order) - 1; i >= 0; i-- {
		at := order[i]
		if r.fixed(at) || len(r.next[at]) == 0 || len(r.prev[at]) > len(r.next[at]) {
			continue
		}
		rank := r.rank[r.next[at][0]] - 1
		for _, to := range r.next[at] {
			rank = min(rank, r.rank[to]-1)
		}
		r.rank[at] = max(rank, r.rank[at])
	}
}

// rows are the children by rank.
func (r *ranker) rows() [][]int {
	last := 0
	loose := func(at int) bool { return !r.fixed(at) && len(r.next[at]) == 0 && len(r.prev[at]) == 0 }
	for i, at := range r.children {
		if !loose(at) && (i == 0 || r.rank[at] > last) {
			last = r.rank[at]
		}
	}
	for _, at := range r.children {
		if loose(at) {
			r.rank[at] = last + 1
		}
	}
	sorted := slices.Clone(r.children)
	slices.SortStableFunc(sorted, func(a, b int) int {
		return cmp.Or(cmp.Compare(r.rank[a], r.rank[b]), cmp.Compare(r.t.place(a).Order, r.t.place(b).Order))
	})
	var rows [][]int
	for i, at := range sorted {
		if i == 0 || r.rank[at] != r.rank[sorted[i-1]] {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], at)
	}
	return rows
}
