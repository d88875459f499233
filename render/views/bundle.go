package views

import (
	"slices"
)

// bundle draws what all children of a group have in common from the group
// itself: three services that call the same cache are one line. Outer groups
// come first, so a line starts as far out as it is true. A line that comes in
// would say that everything in the group is called: it ends at the group only when
// every box in it is, however deep, else at what is called.
func (r *resolver) bundle(may func(*Group) bool) {
	r.fold()
	for _, g := range r.d.Groups() {
		if may(g) && len(g.Children) > 1 {
			r.bundleGroup(g)
		}
	}
}

func (r *resolver) bundleGroup(g *Group) {
	var kids, boxes []map[string]bool // each child with all ids in it; each box with those around it
	inside := map[string]bool{g.ID: true}
	var gather func(in *Group, around ...string)
	gather = func(in *Group, around ...string) {
		for _, child := range in.Children {
			inside[idOf(child)] = true
			path := append(slices.Clone(around), idOf(child))
			if inner, ok := child.(*Group); ok {
				gather(inner, path...)
			} else {
				boxes = append(boxes, idSet(path))
			}
		}
	}
	gather(g)
	for _, child := range g.Children {
		ids := []string{idOf(child)}
		if inner, ok := child.(*Group); ok {
			inner.walk(func(it Item) { ids = append(ids, idOf(it)) })
		}
		kids = append(kids, idSet(ids))
	}
	for _, e := range slices.Clone(r.d.Edges) {
		if inside[e.From] && !inside[e.To] {
			r.bundleEnd(g, kids, inside, e.To, e.Kind, true)
		}
		if inside[e.To] && !inside[e.From] {
			r.bundleEnd(g, boxes, inside, e.From, e.Kind, false)
		}
	}
}

func idSet(ids []string) map[string]bool {
	set := map[string]bool{}
	for _, id := range ids {
		set[id] = true
	}
	return set
}

// bundleEnd merges the edges of one kind between the group's parts and
// other, if each of the parts has one. out says that they lead out of the group. An
// edge that carries a mark which the others do not stays by itself, so that the
// mark points at what it is about.
func (r *resolver) bundleEnd(g *Group, parts []map[string]bool, inside map[string]bool, other, kind string, out bool) {
	var all []*Edge
	var near []string
	for _, e := range r.d.Edges {
		in, far := e.To, e.From
		if out {
			in, far = e.From, e.To
		}
		if inside[in] && in != g.ID && far == other && e.Kind == kind && len(e.Connections) > 0 {
			all, near = append(all, e), append(near, in)
		}
	}
	for _, ids := range parts {
		if !slices.ContainsFunc(near, func(id string) bool { return ids[id] }) {
			return
		}
	}
	if all = r.alikeMarked(all); len(all) < 2 {
		return
	}
	merged := &Edge{From: g.ID, To: other, Kind: kind}
	if !out {
		merged.From, merged.To = other, g.ID
	}
	for _, e := range all {
		merged.add(e.Connections, e.last)
	}
	r.d.Edges[slices.Index(r.d.Edges, all[0])] = merged
	r.d.Edges = slices.DeleteFunc(r.d.Edges, func(e *Edge) bool { return slices.Contains(all, e) })
}

// alikeMarked is all of the edges when they carry the same marks, else those
// that carry none.
func (r *resolver) alikeMarked(all []*Edge) []*Edge {
	first := r.o.of(all[0].Connections...)
	if !slices.ContainsFunc(all, func(e *Edge) bool { return !slices.Equal(r.o.of(e.Connections...), first) }) {
		return all
	}
	return slices.DeleteFunc(all, func(e *Edge) bool { return len(r.o.of(e.Connections...)) > 0 })
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
