package views

import (
	"slices"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/kind"
	"asbuilt/model/predicate"
	"asbuilt/render/layout"
)

// own are the model's own views.
func own(m *model.Model) []View {
	likes := map[string]manner{"context": asContext, "network": asNetwork}
	var all []View
	for _, v := range m.Views {
		made := View{
			ID: v.ID, Title: v.Label.Text, Purpose: v.Purpose.Text, State: m.CurrentState(), like: asContainers,
			chosen: v.Select.V, groupBy: v.GroupBy.V, depth: v.Depth.V,
		}
		if like, ok := likes[v.Like.V]; ok {
			made.like = like
		}
		if v.Layout.V == "graphviz" {
			made.Engine = "graphviz"
		}
		for _, ref := range v.Collapse {
			made.collapse = append(made.collapse, ref.ID)
		}
		if made.Title.IsZero() {
			made.Title = finding.Same(v.ID)
		}
		if v.State.IsSet() {
			made.State = v.State.ID
		}
		all = append(all, made)
	}
	return all
}

// selects leaves only what the view's predicate chooses. One that cannot be
// read chooses nothing; [Check] says why.
func (r *resolver) selects() {
	if r.v.chosen == "" {
		return
	}
	chosen, fault := predicate.Parse(r.v.chosen, r.m.Choices(r.v.State))
	r.d.Empty = texts().Of("nothing is selected")
	if fault != nil {
		r.d.Empty = texts().Say("cannot be read", fault.Message)
		chosen = func(string) bool { return false }
	}
	r.elements = slices.DeleteFunc(r.elements, func(e *model.Element) bool { return !chosen(e.ID) })
	r.active = map[string]bool{}
	for _, e := range r.elements {
		r.active[e.ID] = true
	}
}

// all reports whether the view shows whatever it selects, rather than what its
// default view would.
func (r *resolver) all() bool { return r.v.chosen != "" }

// collapse makes one box of each place that the view wants so, or that lies
// deeper than the view goes, the outermost where they nest. What lies in it is
// shown as the box.
func (r *resolver) collapse() {
	for _, e := range r.elements {
		var at *model.Boundary
		for b := e.Boundary; b != nil; b = b.Parent {
			if slices.Contains(r.v.collapse, b.ID) || r.v.depth > 0 && depth(b) > r.v.depth {
				at = b
			}
		}
		if at == nil {
			continue
		}
		i := slices.IndexFunc(r.boxes, func(n *Node) bool { return n.ID == r.placeID(at) })
		if i < 0 {
			i = len(r.boxes)
			r.boxes = append(r.boxes, r.place(at))
		}
		r.boxes[i].Members = append(r.boxes[i].Members, e.ID)
		r.lifted[e.ID] = r.placeID(at)
	}
	for _, n := range r.boxes {
		n.Fact = several(len(n.Members))
		n.Marks = r.o.of(append(slices.Clone(n.Members), plainID(n.ID))...)
		r.shown[n.ID] = true
	}
	r.elements = r.elementsThat(func(e *model.Element) bool { return r.lifted[e.ID] == "" })
}

// depth is 1 for a place that lies in no other.
func depth(b *model.Boundary) int {
	n := 0
	for ; b != nil; b = b.Parent {
		n++
	}
	return n
}

// place is a place as one box.
func (r *resolver) place(b *model.Boundary) *Node {
	k := r.m.Kind(b.Kind.ID)
	if k == nil {
		k = kind.UnknownPlace()
	}
	return &Node{
		ID: r.placeID(b), Kind: k.ID, Category: kind.Network, Glyph: k.Glyph, Title: b.Title(),
		Technology: k.Label, KindLabel: k.Label, Many: true,
	}
}

// grouped shows elements in containers that the view names: the same elements
// as the default view, or those it selects.
func (r *resolver) grouped() {
	n := newNetworkPlan(r)
	chosen, draws := r.containerElements(), r.drawsInContainers
	if r.v.like == asNetwork {
		n.choose()
		chosen, draws = n.chosen, n.draws
	}
	if r.all() {
		chosen, draws = r.elements, func(*model.Connection) bool { return true }
	}
	modules := map[string]*Group{}
	for _, mod := range r.m.Modules {
		modules[mod.ID] = &Group{
			ID: r.moduleID(mod), Style: Module, Glyph: "module", Title: mod.Title(), Axis: layout.Down,
			Marks: r.o.of(mod.ID),
		}
	}
	for _, e := range chosen {
		home := r.d.Root
		switch {
		case r.v.groupBy == "boundary" && e.Boundary != nil:
			home = n.group(e.Boundary)
		case r.v.groupBy == "module" && modules[e.Module.ID] != nil:
			home = modules[e.Module.ID]
		}
		home.add(r.node(e))
	}
	for _, box := range r.boxes {
		home := r.d.Root
		if b := r.placeOf(box.ID); r.v.groupBy == "boundary" && b.Parent != nil {
			home = n.group(b.Parent)
		}
		home.add(box)
	}
	for _, mod := range r.m.Modules {
		r.d.Root.add(modules[mod.ID])
	}
	r.d.Root.Axis = layout.Right
	for _, g := range r.d.Groups() {
		r.shown[g.ID] = true
		if g.Style == Account || g.Style == VPC {
			g.Axis = layout.Right
		}
	}
	r.connect(routes{draw: draws})
	r.finishEdges()
}
