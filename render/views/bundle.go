package views

import (
	"slices"
)

// bundle draws what all children of a group have in common from the group
// itself: three services that call the same cache are one line. Outer groups
// come first, so a line starts as far out as it is true.
func (r *resolver) bundle(may func(*Group) bool) {
	for _, g := range r.d.Groups() {
		if may(g) && len(g.Children) > 1 {
			r.bundleGroup(g)
		}
	}
}

func (r *resolver) bundleGroup(g *Group) {
	var kids []map[string]bool
	inside := map[string]bool{g.ID: true}
	for _, child := range g.Children {
		ids := map[string]bool{idOf(child): true}
		if inner, ok := child.(*Group); ok {
			inner.walk(func(it Item) { ids[idOf(it)] = true })
		}
		for id := range ids {
			inside[id] = true
		}
		kids = append(kids, ids)
	}
	for _, e := range slices.Clone(r.d.Edges) {
		if inside[e.From] && !inside[e.To] {
			r.bundleEnd(g, kids, inside, e.To, e.Kind, true)
		}
		if inside[e.To] && !inside[e.From] {
			r.bundleEnd(g, kids, inside, e.From, e.Kind, false)
		}
	}
}

// bundleEnd merges the edges of one kind between the group's children and
// other, if every child has one. out says that they lead out of the group.
func (r *resolver) bundleEnd(g *Group, kids []map[string]bool, inside map[string]bool, other, kind string, out bool) {
	ends := func(e *Edge) (in, far string) {
		if out {
			return e.From, e.To
		}
		return e.To, e.From
	}
	mine := func(e *Edge) bool {
		in, far := ends(e)
		return inside[in] && in != g.ID && far == other && e.Kind == kind && !slices.Contains(e.Marks, Undeclared)
	}
	for _, ids := range kids {
		if !slices.ContainsFunc(r.d.Edges, func(e *Edge) bool { in, _ := ends(e); return mine(e) && ids[in] }) {
			return
		}
	}
	merged := &Edge{From: g.ID, To: other, Kind: kind}
	if !out {
		merged.From, merged.To = other, g.ID
	}
	first := slices.IndexFunc(r.d.Edges, mine)
	for _, e := range r.d.Edges {
		if mine(e) {
			merged.add(e.Connections, e.last)
		}
	}
	r.d.Edges[first] = merged
	r.d.Edges = slices.DeleteFunc(r.d.Edges, mine)
}

// add lets the edge stand for further connections, each once.
func (e *Edge) add(connections, last []string) {
	for _, id := range connections {
		if !slices.Contains(e.Connections, id) {
			e.Connections = append(e.Connections, id)
		}
	}
	e.last = append(e.last, last...)
}
