package layout

import (
	"cmp"
	"slices"
)

// thread orders the children of a group that is a long chain, or several: what lines
// tie together stays together, the sets as the file has the first of each; in a set what
// leads to another comes before it, and what leads to one another is as the file has
// it. A link that comes or goes then moves one end of a chain, and not all of it to the
// side of another.
func thread(t *tree, group int, links []link) [][]int {
	children := t.items[group].children
	out, place := map[int][]int{}, map[int]int{}
	for i, at := range children {
		place[at] = i
	}
	for _, l := range links {
		out[l.from] = append(out[l.from], l.to)
	}
	circle := circles(children, out)
	forward := slices.DeleteFunc(slices.Clone(links), func(l link) bool {
		return circle[l.from] == circle[l.to] && place[l.from] > place[l.to]
	})
	depth := newRanker(t, group, forward).depths()
	set := sets(children, links)
	sorted := slices.Clone(children)
	slices.SortStableFunc(sorted, func(a, b int) int {
		return cmp.Or(cmp.Compare(place[set[a]], place[set[b]]), cmp.Compare(depth[a], depth[b]))
	})
	var all [][]int
	for _, at := range sorted {
		all = append(all, []int{at})
	}
	return all
}

// depths are how many children come before each on the longest way to it.
func (r *ranker) depths() map[int]int {
	depth := map[int]int{}
	for _, at := range r.topological() {
		for _, from := range r.prev[at] {
			depth[at] = max(depth[at], depth[from]+1)
		}
	}
	return depth
}

// sets are the first nodes of the sets that links tie together, by node.
func sets(nodes []int, links []link) map[int]int {
	first := map[int]int{}
	for _, at := range nodes {
		first[at] = at
	}
	find := func(at int) int {
		for first[at] != at {
			at = first[at]
		}
		return at
	}
	for _, l := range links {
		if a, b := find(l.from), find(l.to); a != b {
			first[max(a, b)] = min(a, b)
		}
	}
	for _, at := range nodes {
		first[at] = find(at)
	}
	return first
}

// circles numbers the sets of nodes that lead to one another (Tarjan, 1972).
func circles(nodes []int, out map[int][]int) map[int]int {
	index, low, circle := map[int]int{}, map[int]int{}, map[int]int{}
	var stack []int
	var visit func(at int)
	visit = func(at int) {
		index[at] = len(index) + 1
		low[at] = index[at]
		stack = append(stack, at)
		for _, to := range out[at] {
			if index[to] == 0 {
				visit(to)
				low[at] = min(low[at], low[to])
			} else if circle[to] == 0 {
				low[at] = min(low[at], index[to])
			}
		}
		if low[at] < index[at] {
			return
		}
		for {
			last := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if circle[last] = index[at]; last == at {
				return
			}
		}
	}
	for _, at := range nodes {
		if index[at] == 0 {
			visit(at)
		}
	}
	return circle
}
