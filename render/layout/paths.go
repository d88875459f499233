package layout

import (
	"cmp"
	"slices"
)

// occupy counts a path's line along the links it takes (or, with -1, takes it
// away again).
func (r *search) occupy(path []step, by int) {
	for i := 0; i+1 < len(path); i++ {
		link := r.link(path[i].vertex, path[i].side)
		r.use[link/2][link%2] += by
	}
}

// remember makes the links of a path cheap for other lines of the trunk.
func (r *search) remember(path []step, end trunkEnd) {
	if r.trunks[end] == nil {
		r.trunks[end] = map[int]bool{}
	}
	for i := 0; i+1 < len(path); i++ {
		r.trunks[end][r.link(path[i].vertex, path[i].side)] = true
	}
}

// crosses reports whether a path crosses lines.
func (r *search) crosses(path []step) bool {
	for i := 1; i+1 < len(path); i++ {
		if path[i].side == path[i-1].side && r.across(path[i].vertex, path[i].side) > 0 {
			return true
		}
	}
	return false
}

// rerouteLimit is the number of edges up to which lines are searched for twice.
const rerouteLimit = 300

// all finds the paths of all edges: short ones first, then once more those that
// cross others, now that it is known where the others run.
func (r *search) all() [][]step {
	t := r.s.t
	order := make([]int, len(t.ends))
	length := make([]int, len(t.ends))
	for i, e := range t.ends {
		a, b := r.s.box[e.from], r.s.box[e.to]
		order[i] = i
		length[i] = distance(Point{a.X + a.W/2, a.Y + a.H/2}, b)
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(length[a], length[b]) })
	paths := make([][]step, len(t.ends))
	find := func(i int) {
		e, trunk := t.ends[i], t.graph.Edges[i].Trunk
		paths[i] = r.path(e, trunk)
		r.occupy(paths[i], 1)
		if trunk != "" && paths[i] != nil {
			r.remember(paths[i], trunkEnd{trunk, e.from})
			r.remember(paths[i], trunkEnd{trunk, e.to})
		}
	}
	for _, i := range order {
		find(i)
	}
	if len(order) > rerouteLimit {
		return paths
	}
	for _, i := range order {
		if r.crosses(paths[i]) && t.graph.Edges[i].Trunk == "" {
			r.occupy(paths[i], -1)
			find(i)
		}
	}
	return paths
}
