package views

import (
	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/kind"
	"asbuilt/render/layout"
)

// context shows people, the system as one box, and what it depends on.
func (r *resolver) context() {
	const system = "view/system"
	box := &Node{
		ID: system, Kind: "system", Category: "system", Glyph: "system",
		Title: r.m.Name.Text, Description: r.m.Description.Text,
		KindLabel: texts().Of("system"), Technology: r.parts(),
		Place: layout.Place{Ranked: true, Rank: 1},
	}
	var people, outside []*Node
	for _, e := range r.elements {
		switch {
		case r.isPerson(e):
			people = append(people, r.node(e))
		case r.isOutside(e):
			outside = append(outside, r.node(e))
		default:
			r.lifted[e.ID] = system
			box.Members = append(box.Members, e.ID)
		}
	}
	for _, n := range r.boxes {
		if r.placeOf(n.ID).Has(kind.Foreign) {
			outside = append(outside, n)
			continue
		}
		for _, id := range n.Members {
			r.lifted[id] = system
		}
		delete(r.shown, n.ID)
		box.Members = append(box.Members, n.Members...)
	}
	if len(box.Members) == 0 {
		return
	}
	r.shown[system] = true
	r.connect(routes{draw: func(c *model.Connection) bool { return !c.Derived }, anyKind: true})
	r.finishEdges()

	root := r.d.Root
	root.Axis = layout.Right
	for _, n := range r.connected(people) {
		n.Place = layout.Place{Ranked: true, Rank: 0, Kin: "people", Order: n.Place.Order}
		root.add(n)
	}
	root.add(box)
	for _, n := range r.connected(outside) {
		n.Place = layout.Place{Ranked: true, Rank: 2, Kin: "outside", Order: n.Place.Order}
		root.add(n)
	}
}

// parts says what the system consists of, in numbers.
func (r *resolver) parts() finding.Text {
	services, stores := 0, 0
	for _, e := range r.elements {
		if r.kindOf(e).Has(kind.Service) {
			services++
		}
		if r.kindOf(e).Has(kind.KeepsData) {
			stores++
		}
	}
	var all []finding.Text
	say := func(key string, n int) {
		if n > 0 {
			all = append(all, counted(key, n))
		}
	}
	say("modules in all", len(r.m.Modules))
	say("services in all", services)
	say("stores in all", stores)
	return joined(all)
}

// connected are those of the nodes that an edge begins or ends at.
func (r *resolver) connected(nodes []*Node) []*Node {
	touched := map[string]bool{}
	for _, e := range r.d.Edges {
		touched[e.From], touched[e.To] = true, true
	}
	var all []*Node
	for _, n := range nodes {
		if touched[n.ID] {
			all = append(all, n)
		}
	}
	return all
}
