package layout

import (
	"fmt"
	"slices"
)

// New places and routes a graph. It fails only when two things have one id or
// an edge names an unknown one.
func New(g *Graph) (*Layout, error) {
	l, err := Boxes(g)
	if err != nil {
		return nil, err
	}
	start := l.Places()
	err = Route(g, l)
	l.Start = start
	return l, err
}

// Boxes computes where the boxes of a graph lie, without any lines.
func Boxes(g *Graph) (*Layout, error) {
	t, err := newTree(g)
	if err != nil {
		return nil, err
	}
	if len(g.Kept) > 0 {
		if l := keepBoxes(t); l != nil {
			return l, nil
		}
	}
	p := place(t)
	r := &router{t: t, box: p.box, lanes: make([][]LaneBox, len(p.box))}
	r.measureTitles()
	for i, cols := range p.lane {
		if cols != nil {
			r.lanes[i] = p.laneBoxes(i)
		}
	}
	return r.layout(), nil
}

// Route finds the lines of a graph whose boxes lie as l says, and moves boxes
// apart where lines need room between them. Boxes may come from any placement
// that keeps children inside their parents. It fails when a line has no way out
// of a group whose whole border its title and border nodes take.
func Route(g *Graph, l *Layout) error {
	t, err := newTree(g)
	if err != nil {
		return err
	}
	n := len(t.items)
	r := &router{
		t: t, box: make([]Box, n), least: make([]Size, n), lanes: make([][]LaneBox, n), across: make([][]int, n),
	}
	r.measureTitles()
	for i, it := range t.items {
		switch {
		case i == 0:
			r.box[i] = Box{0, 0, l.Size.W, l.Size.H}
		case it.node != nil:
			r.box[i] = l.Nodes[it.node.ID]
			r.least[i] = Size{r.box[i].W, r.box[i].H}
		default:
			r.box[i] = l.Groups[it.group.ID].Box
			r.lanes[i] = slices.Clone(l.Groups[it.group.ID].Lanes)
			r.across[i] = t.across(i, 0, len(it.group.Lanes)-1)
		}
	}
	r.hold(func(at int) (Point, bool) {
		middle, ok := l.Held[t.id(at)]
		return middle, ok
	})
	r.loosen()
	r.align()
	r.findMiddles()
	if err := r.search(newSpace(t, slices.Clone(r.box), r.titles())); err != nil {
		return err
	}
	r.adjust(1, clipped)
	r.adjust(0, widened)
	r.placeLabels()
	for range compactions {
		down, across := r.adjust(1, compacted), r.adjust(0, compacted)
		if !down && !across {
			break
		}
	}
	for axis := 1; axis >= 0; axis-- {
		for range centrings {
			if !r.adjust(axis, centred) {
				break // and would not the next time
			}
		}
	}
	for axis := range 2 {
		if r.evenOut(axis) {
			r.adjust(axis, compacted)
		}
	}
	*l = *r.layout()
	return nil
}

// measureTitles reads the sizes of titles off the graph.
func (r *router) measureTitles() {
	r.title = make([]Size, len(r.t.items))
	for i, it := range r.t.items {
		if i > 0 && it.group != nil {
			r.title[i] = it.group.Title
		}
	}
}

// titles are the boxes that lines may not touch in each group: its own title
// and those of its lanes.
func (r *router) titles() [][]Box {
	titles := make([][]Box, len(r.box))
	for i := range r.box {
		if r.title[i].H > 0 {
			titles[i] = append(titles[i], r.titleBox(i))
		}
		for _, lane := range r.lanes[i] {
			titles[i] = append(titles[i], lane.Title)
		}
	}
	return titles
}

// search finds the courses of all edges.
func (r *router) search(s *space) error {
	for i, path := range newSearch(s).all() {
		if path == nil {
			e := r.t.graph.Edges[i]
			return fmt.Errorf("route edge %q: no way from %q to %q", e.ID, e.From, e.To)
		}
		c := newCourse(s, i, path)
		c.straighten(r.box)
		r.courses = append(r.courses, c)
	}
	r.gather()
	joinTrunks(r.t, r.box, r.courses)
	return nil
}

// align finds the siblings that lie in one line and are to stay so: nodes of one
// size with equal tops or left sides, groups with both sides equal.
func (r *router) align() {
	for i := range r.t.items {
		children := r.t.items[i].children
		for axis := range 2 {
			first := map[[2]int]int{}
			for _, c := range children {
				e := axisOf(r.box[c], axis)
				key := [2]int{e.lo, e.hi}
				other, ok := first[key]
				if !ok {
					first[key] = c
					continue
				}
				r.aligned[axis] = append(r.aligned[axis], [2]int{low(other), low(c)})
				if r.t.items[c].group != nil && r.t.items[other].group != nil {
					r.aligned[axis] = append(r.aligned[axis], [2]int{high(other), high(c)})
				}
			}
		}
	}
}

// layout is the picture as it is now, its corner moved to (0, 0).
func (r *router) layout() *Layout {
	l := &Layout{
		Nodes: map[string]Box{}, Groups: map[string]GroupBox{}, Lanes: map[string][]string{},
		Size: Size{r.box[0].W, r.box[0].H},
	}
	by := Point{-r.box[0].X, -r.box[0].Y}
	for i, it := range r.t.items {
		switch {
		case i == 0:
		case it.node != nil:
			l.Nodes[it.node.ID] = r.box[i].moved(by)
			if in := r.lanesOf(i); len(in) > 0 {
				l.Lanes[it.node.ID] = in
			}
		default:
			g := GroupBox{Box: r.box[i].moved(by)}
			if r.title[i].H > 0 {
				g.Title = r.titleBox(i).moved(by)
			}
			for _, lane := range r.lanes[i] {
				lane.Box, lane.Title = lane.Box.moved(by), lane.Title.moved(by)
				g.Lanes = append(g.Lanes, lane)
			}
			l.Groups[it.group.ID] = g
		}
	}
	for _, c := range r.courses {
		e := r.t.graph.Edges[c.edge]
		line := Line{ID: e.ID, From: e.From, To: e.To, Trunk: e.Trunk}
		for _, p := range c.points(r.box) {
			line.Points = append(line.Points, Point{p.X + by.X, p.Y + by.Y})
		}
		l.Lines = append(l.Lines, line)
	}
	for _, label := range r.labels {
		l.Lines[label.run.course.edge].Label = label.box().moved(by)
	}
	return l
}

// lanesOf are the ids of the lanes that node at lies in.
func (r *router) lanesOf(at int) []string {
	owner, first, last := r.inLanes(at)
	if owner < 0 {
		return nil
	}
	var ids []string
	for _, lane := range r.lanes[owner][first : last+1] {
		ids = append(ids, lane.ID)
	}
	return ids
}

// inLanes are the lanes of group owner that node at lies in; owner is -1 for
// what lies in none.
func (r *router) inLanes(at int) (owner, first, last int) {
	owner, first, last = r.t.lanes(at)
	if owner < 0 || r.t.items[at].node == nil || len(r.lanes[owner]) == 0 {
		return -1, 0, 0
	}
	return owner, first, last
}

func (b Box) moved(by Point) Box { return Box{b.X + by.X, b.Y + by.Y, b.W, b.H} }
