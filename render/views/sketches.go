package views

import (
	"maps"
	"slices"
	"sync"

	"asbuilt/model"
)

// Sketches resolve views of one model, as [Resolve] does. What all sheets have in common
// that open what one view folds, which is that view before anything in it is folded, is
// resolved once for all of them: of thousands of elements there are hundreds of sheets.
// Several may ask at once.
type Sketches struct {
	Model *model.Model

	o    Overlay
	mu   sync.Mutex
	made map[string]func() *resolver // by the view that is opened
}

// NewSketches are those of a model with an overlay, of which no place is laneless.
func NewSketches(m *model.Model, o Overlay) *Sketches {
	o.Laneless = nil
	return &Sketches{Model: m, o: o, made: map[string]func() *resolver{}}
}

// Resolve is what the view shows of the model; laneless is as in [Overlay].
func (s *Sketches) Resolve(v View, laneless map[string]bool) *Diagram {
	if v.opens == "" || len(laneless) > 0 {
		o := s.o
		o.Laneless = laneless
		return Resolve(s.Model, v, o)
	}
	r := s.of(v)().traced(v)
	r.settle()
	r.conclude()
	return within(r.d)
}

// of makes the sketch that a sheet is made from.
func (s *Sketches) of(v View) func() *resolver {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.made[v.base] == nil {
		s.made[v.base] = sync.OnceValue(func() *resolver {
			r := newResolver(s.Model, v, s.o)
			r.sketch()
			return r
		})
	}
	return s.made[v.base]
}

// sketch puts in its place whatever a view of the whole shows, each element and each
// line by itself; settle makes a picture of that.
func (r *resolver) sketch() {
	if r.v.like == asNetwork {
		r.sketchNetwork()
	} else {
		r.sketchContainers()
	}
}

func (r *resolver) settle() {
	if r.v.like == asNetwork {
		r.settleNetwork()
	} else {
		r.settleContainers()
	}
}

// traced is a copy of a sketch for a view: of everything that settle changes.
func (r *resolver) traced(v View) *resolver {
	c, d := *r, *r.d
	c.v, c.d = v, &d
	c.kinds, c.within = maps.Clone(r.kinds), map[string][]*model.Connection{}
	c.shown, c.lifted, c.folded = maps.Clone(r.shown), maps.Clone(r.lifted), maps.Clone(r.folded)
	d.View, d.Root, d.Edges = v, d.Root.copied(), slices.Clone(d.Edges)
	for i, e := range d.Edges {
		line := *e
		line.Connections, line.last = slices.Clip(e.Connections), slices.Clip(e.last)
		d.Edges[i] = &line
	}
	return &c
}

// copied is the group with all that is in it, of which the lists of facts are shared.
func (g *Group) copied() *Group {
	c := *g
	c.Children = slices.Clone(g.Children)
	for i, it := range c.Children {
		switch it := it.(type) {
		case *Group:
			c.Children[i] = it.copied()
		case *Node:
			n := *it
			c.Children[i] = &n
		}
	}
	return &c
}
