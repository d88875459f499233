package views

import (
	"slices"

	"asbuilt/model"
	"asbuilt/render/layout"
)

// mostAround is how many boxes stand on one side of a picture of what surrounds an
// element; of more the last is one for all others.
const mostAround = 8

// Around shows one element with what it speaks with: who calls it on the left, what it
// calls on the right, each connection that somebody declared, those that pass it among
// them. Touching are the connections from, to and through it, which nobody looks for here:
// there are pictures of thousands of elements. The state is the current one, or else the first in which the
// element exists.
func Around(m *model.Model, e *model.Element, touching []*model.Connection, o Overlay) *Diagram {
	v := View{
		ID: "around", like: asAround, centre: e.ID, State: m.CurrentState(),
		Title: texts().Say("around an element", e.Title()),
	}
	if !m.ActiveIn(e.Lifetime, v.State) {
		for _, s := range m.States {
			if m.ActiveIn(e.Lifetime, s.ID) {
				v.State = s.ID
				break
			}
		}
	}
	small := *m
	small.Connections, small.Elements = touching, []*model.Element{e}
	for _, c := range touching {
		for _, id := range []string{c.From.ID, c.To.ID} {
			if end := m.Element(id); end != nil && !slices.Contains(small.Elements, end) {
				small.Elements = append(small.Elements, end)
			}
		}
	}
	return Resolve(&small, v, o)
}

// around shows an element and its neighbours.
func (r *resolver) around() {
	r.isFolded = true // one finds one's way through so few boxes
	centre := r.m.Element(r.v.centre)
	if centre == nil || !r.active[centre.ID] {
		return
	}
	var before, after []string
	for _, c := range r.m.Connections {
		switch {
		case !r.exists(c) || c.Derived:
		case leadsThrough(c, centre):
			if !slices.Contains(before, c.From.ID) {
				before = append(before, c.From.ID)
			}
			if !slices.Contains(after, c.To.ID) {
				after = append(after, c.To.ID)
			}
		case c.To.ID == centre.ID && c.From.ID != centre.ID && !slices.Contains(before, c.From.ID):
			before = append(before, c.From.ID)
		case c.From.ID == centre.ID && c.To.ID != centre.ID && !slices.Contains(after, c.To.ID):
			after = append(after, c.To.ID)
		}
	}
	// What is on both sides stands where it calls from.
	after = slices.DeleteFunc(after, func(id string) bool { return slices.Contains(before, id) })
	left, right := r.side(before, "view/callers", 0), r.side(after, "view/called", 2)
	if len(left)+len(right) == 0 {
		return
	}
	middle := r.node(centre)
	middle.Place = layout.Place{Ranked: true, Rank: 1}
	r.connect(routes{
		draw: func(c *model.Connection) bool {
			return !c.Derived && (c.From.ID == centre.ID || c.To.ID == centre.ID || leadsThrough(c, centre))
		},
		stops: func(c *model.Connection) []string {
			if leadsThrough(c, centre) {
				return []string{centre.ID}
			}
			return nil
		},
	})
	r.finishEdges()
	r.d.Root.Axis = layout.Right
	for _, n := range slices.Concat(left, []*Node{middle}, right) {
		r.d.Root.add(n)
	}
}

// leadsThrough reports whether a connection between others leads through an element.
func leadsThrough(c *model.Connection, e *model.Element) bool {
	return c.From.ID != e.ID && c.To.ID != e.ID &&
		slices.ContainsFunc(c.Via, func(by model.Ref) bool { return by.ID == e.ID })
}

// side are the boxes on one side, the rank of which is given; what is too many is lifted
// to one box of that id.
func (r *resolver) side(ids []string, rest string, rank int) []*Node {
	var all []*Node
	place := layout.Place{Ranked: true, Rank: rank, Kin: rest}
	for i, id := range ids {
		if len(ids) <= mostAround || i < mostAround-1 {
			n := r.node(r.m.Element(id))
			n.Place = place
			all = append(all, n)
			continue
		}
		if i == mostAround-1 {
			all = append(all, &Node{
				ID: rest, Kind: "module", Category: "system", Glyph: "module",
				Title: texts().Of("others"), KindLabel: texts().Of("others"), Fact: several(len(ids) - i), Many: true,
				Place: place,
			})
			r.shown[rest] = true
		}
		box := all[len(all)-1]
		box.Members = append(box.Members, id)
		r.lifted[id] = rest
	}
	return all
}
