package layout

import (
	"fmt"
	"slices"
)

// Pictures that are compared by eye, such as the steps of a plan, are not laid out one
// by one. What any of them shows is laid out once, as one graph, and each picture is the
// part of it that it shows: what two of them have stands at one place, and its line
// runs one way. Where one of them has nothing, another has something. What takes over
// from another thing takes its box as well: it lies in the same group, and has lines to
// all that the other had lines to.

// Together lays out graphs in which one id stands for one thing, the earlier ones
// first. Their layouts are parts of one: all of one size, with equal boxes and lines for
// equal things. Lines that are in no trunk in one of the graphs are in none.
func Together(graphs []*Graph) ([]*Layout, error) {
	j := &joint{
		whole: &Graph{Root: &Group{}}, holder: map[string]*Group{}, edges: map[string]*Edge{},
		in: map[string][]int{}, near: make([]map[string][]string, len(graphs)),
	}
	parts := make([]part, len(graphs))
	for i, g := range graphs {
		j.look(i, g)
	}
	for i, g := range graphs {
		parts[i] = j.add(i, g)
		if i < len(graphs)-1 { // what comes later finds a place among what is there
			l, err := Boxes(j.whole)
			if err != nil {
				return nil, err
			}
			j.whole.Kept = l.Places()
		}
	}
	whole, err := New(j.whole)
	if err != nil {
		return nil, err
	}
	lines := map[string]Line{}
	for _, l := range whole.Lines {
		lines[l.ID] = l
	}
	var all []*Layout
	for _, p := range parts {
		all = append(all, p.of(whole, lines))
	}
	return all, nil
}

// joint is one graph of several.
type joint struct {
	whole  *Graph
	holder map[string]*Group // what a thing lies in, by its id
	edges  map[string]*Edge
	// in are the graphs that have a node, near what each graph ties it to.
	in   map[string][]int
	near []map[string][]string
}

// part is what a graph is of the whole.
type part struct {
	graph *Graph
	at    int
	ids   map[string]string // of its things in the whole, by their own
	edges []string          // the ids of its edges in the whole, in order
}

// look notes which nodes a graph has, and what they are tied to.
func (j *joint) look(at int, g *Graph) {
	var walk func(g *Group)
	walk = func(g *Group) {
		for _, c := range g.Children {
			if inner, ok := c.(*Group); ok {
				walk(inner)
			} else {
				j.in[idOf(c)] = append(j.in[idOf(c)], at)
			}
		}
	}
	if g.Root != nil {
		walk(g.Root)
	}
	j.near[at] = map[string][]string{}
	for _, e := range g.Edges {
		j.near[at][e.From] = append(j.near[at][e.From], e.To)
		j.near[at][e.To] = append(j.near[at][e.To], e.From)
	}
}

func (j *joint) add(at int, g *Graph) part {
	p := part{graph: g, at: at, ids: map[string]string{"": ""}}
	if g.Root != nil {
		j.whole.Root.Axis, j.whole.Root.Straight = g.Root.Axis, g.Root.Straight
		j.join(g.Root, j.whole.Root, &p)
	}
	count := map[string]int{}
	for _, e := range g.Edges {
		own := *e
		own.From, own.To = p.ids[e.From], p.ids[e.To]
		ends := own.From + "->" + own.To
		own.ID = fmt.Sprint(ends, "#", count[ends])
		count[ends]++
		p.edges = append(p.edges, own.ID)
		known := j.edges[own.ID]
		if known == nil {
			j.edges[own.ID] = &own
			j.whole.Edges = append(j.whole.Edges, &own)
			continue
		}
		known.Label = Size{max(known.Label.W, own.Label.W), max(known.Label.H, own.Label.H)}
		known.Loose = known.Loose && own.Loose
		if own.Trunk == "" {
			known.Trunk = ""
		}
	}
	return p
}

// join puts what a group holds into that of the whole, each thing behind the one that
// stands before it.
func (j *joint) join(from, into *Group, p *part) {
	at := 0
	for _, c := range from.Children {
		id := idOf(c)
		key := id
		known := j.find(into, key)
		for j.holder[key] != nil && (known == nil || !alike(known, c)) { // it lies elsewhere here
			key += "/" + into.ID
			known = j.find(into, key)
		}
		if before := j.before(c, into, p.at); known == nil && before != nil {
			known, key = before, before.ID
			j.in[key] = slices.Concat(j.in[key], j.in[id])
		}
		p.ids[id] = key
		if known == nil {
			known = copyOf(c, key)
			j.holder[key] = into
			into.Children = slices.Insert(into.Children, at, known)
		}
		at = slices.Index(into.Children, known) + 1
		switch c := c.(type) {
		case *Node:
			n := known.(*Node)
			n.Size = Size{max(n.Size.W, c.Size.W), max(n.Size.H, c.Size.H)}
		case *Group:
			g := known.(*Group)
			g.Title = Size{max(g.Title.W, c.Title.W), max(g.Title.H, c.Title.H)}
			j.join(c, g, p)
		}
	}
}

// before is the node in a group from which a node takes over: no graph has both, and
// what the last one ties the other to, this one ties the node to.
func (j *joint) before(c Child, into *Group, at int) *Node {
	n, ok := c.(*Node)
	if !ok || at == 0 {
		return nil
	}
	for _, c := range into.Children {
		other, ok := c.(*Node)
		if !ok || !alike(other, n) || !slices.Contains(j.in[other.ID], at-1) || meet(j.in[other.ID], j.in[n.ID]) {
			continue
		}
		was, is := j.near[at-1][other.ID], j.near[at][n.ID]
		lost := func(id string) bool { return !slices.Contains(is, id) }
		if (len(was) > 0 || len(is) == 0) && !slices.ContainsFunc(was, lost) {
			return other
		}
	}
	return nil
}

func meet[T comparable](a, b []T) bool {
	return slices.ContainsFunc(a, func(x T) bool { return slices.Contains(b, x) })
}

// find is the child of a group with that id, or nil.
func (j *joint) find(in *Group, id string) Child {
	if j.holder[id] != in {
		return nil
	}
	return in.Children[slices.IndexFunc(in.Children, func(c Child) bool { return idOf(c) == id })]
}

func idOf(c Child) string {
	if n, ok := c.(*Node); ok {
		return n.ID
	}
	return c.(*Group).ID
}

// alike reports whether two children can be one: both on a border or not, or both with
// the same lanes.
func alike(a, b Child) bool {
	switch a := a.(type) {
	case *Node:
		n, ok := b.(*Node)
		return ok && a.OnBorder == n.OnBorder && a.Side == n.Side
	case *Group:
		g, ok := b.(*Group)
		return ok && slices.EqualFunc(a.Lanes, g.Lanes, func(x, y Lane) bool { return x.ID == y.ID })
	}
	return false
}

// copyOf is a child with another id, and without what it holds.
func copyOf(c Child, id string) Child {
	if n, ok := c.(*Node); ok {
		own := *n
		own.ID = id
		return &own
	}
	own := *c.(*Group)
	own.ID, own.Children = id, nil
	return &own
}

// of is the part's layout.
func (p part) of(whole *Layout, lines map[string]Line) *Layout {
	l := &Layout{
		Size: whole.Size, Nodes: map[string]Box{}, Groups: map[string]GroupBox{}, Lanes: map[string][]string{},
		Start: map[string]Box{},
	}
	for id, key := range p.ids {
		if b, ok := whole.Nodes[key]; ok {
			l.Nodes[id] = b
		}
		if g, ok := whole.Groups[key]; ok {
			l.Groups[id] = g
			for _, lane := range g.Lanes {
				l.Start[LaneID(id, lane.ID)] = whole.Start[LaneID(key, lane.ID)]
			}
		}
		if b, ok := whole.Start[key]; ok {
			l.Start[id] = b
		}
		if lanes, ok := whole.Lanes[key]; ok {
			l.Lanes[id] = lanes
		}
	}
	for i, e := range p.graph.Edges {
		line := lines[p.edges[i]]
		line.ID, line.From, line.To = e.ID, e.From, e.To
		l.Lines = append(l.Lines, line)
	}
	p.tighten(p.graph.Root, whole, l)
	return l
}

// tighten pulls up the lower side of a group, and of all that it holds, by as much as
// the lowest thing in it is higher than in the whole.
func (p part) tighten(g *Group, whole, l *Layout) {
	if g == nil {
		return
	}
	for _, c := range g.Children {
		if inner, ok := c.(*Group); ok {
			p.tighten(inner, whole, l)
		}
	}
	key := p.ids[g.ID]
	if g.ID == "" {
		all := Box{0, 0, whole.Size.W, whole.Size.H}
		l.Size.H -= lowest(all, whole) - lowest(all, l)
		return
	}
	b := l.Groups[g.ID]
	ends := func(line Line) bool {
		first, last := line.Points[0], line.Points[len(line.Points)-1]
		return line.From == g.ID && first.Y == b.Box.Y+b.Box.H || line.To == g.ID && last.Y == b.Box.Y+b.Box.H
	}
	if len(b.Lanes) > 0 || slices.ContainsFunc(l.Lines, ends) {
		return
	}
	b.Box.H -= lowest(whole.Groups[key].Box, whole) - lowest(b.Box, l)
	l.Groups[g.ID] = b
}

// lowest is where the lowest thing ends that lies in a box, with its lines and labels.
func lowest(in Box, l *Layout) int {
	y := in.Y
	see := func(b Box) {
		if b != in && b.X >= in.X && b.X+b.W <= in.X+in.W && b.Y >= in.Y && b.Y+b.H < in.Y+in.H {
			y = max(y, b.Y+b.H)
		}
	}
	for _, b := range l.Nodes {
		see(b)
	}
	for _, g := range l.Groups {
		see(g.Box)
	}
	for _, line := range l.Lines {
		see(line.Label)
		for _, point := range line.Points {
			see(Box{X: point.X, Y: point.Y})
		}
	}
	return y
}
