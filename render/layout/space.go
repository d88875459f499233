package layout

import "slices"

// space is the free room between boxes as a graph. Each group's content is cut
// into rows and columns; along each cut, and around the content, runs a wire.
// Where wires meet are vertices; lines are searched for along the wires and
// given their exact places later (see solve.go).
type space struct {
	t        *tree
	box      []Box
	titles   [][]Box // of each group, its own and those of its lanes
	out      []Box   // the box of an item together with its border nodes
	wanted   []bool  // groups that are an end of an edge
	wires    []wire
	vertices []vertex
	ports    [][]int // the terminal vertices of each item
}

// wire is a horizontal or vertical line in free space.
type wire struct {
	horizontal bool
	at         int
	free       interval // how far it could move
	group      int
	coords     []int // sorted, with vertices
	vertices   []int
}

type interval struct{ lo, hi int }

func (a interval) and(b interval) interval { return interval{max(a.lo, b.lo), min(a.hi, b.hi)} }
func (a interval) length() int             { return a.hi - a.lo }
func (a interval) has(x int) bool          { return a.lo <= x && x <= a.hi }
func (a interval) clamp(x int) int         { return max(a.lo, min(x, a.hi)) }

// vertex is a place where lines can turn, or end.
type vertex struct {
	at    Point
	next  [4]int // by Side; -1 for none
	free  [4]interval
	group int // whose free space it lies in
	// item is what lines may end at here, on its side; -1 for nothing. Lines
	// pass through the borders of groups, never through nodes.
	item int
	side Side
}

// frameWires are the wires around a part of the space, by Side.
type frameWires [4]int

func newSpace(t *tree, box []Box, titles [][]Box) *space {
	s := &space{
		t: t, box: box, titles: titles, out: slices.Clone(box), wanted: make([]bool, len(box)),
		ports: make([][]int, len(box)),
	}
	for i, it := range t.items {
		for _, b := range it.border {
			s.out[i] = union(s.out[i], box[b])
		}
	}
	for _, e := range t.ends {
		s.wanted[e.from] = s.wanted[e.from] || t.items[e.from].group != nil
		s.wanted[e.to] = s.wanted[e.to] || t.items[e.to].group != nil
	}
	s.fill(0)
	for w := range s.wires {
		s.linkWire(w)
	}
	return s
}

func union(a, b Box) Box {
	x, y := min(a.X, b.X), min(a.Y, b.Y)
	return Box{x, y, max(a.X+a.W, b.X+b.W) - x, max(a.Y+a.H, b.Y+b.H) - y}
}

// fill makes the wires inside a group and returns those around its content.
func (s *space) fill(group int) frameWires {
	it := &s.t.items[group]
	room := s.box[group]
	top, right, bottom, left := room.Y, room.X+room.W, room.Y+room.H, room.X
	for _, title := range s.titles[group] {
		top = max(top, title.Y+title.H)
	}
	for _, b := range it.border {
		box := s.box[b]
		switch it := s.t.items[b].node; it.Side {
		case North:
			top = max(top, box.Y+box.H)
		case East:
			right = min(right, box.X)
		case South:
			bottom = min(bottom, box.Y)
		case West:
			left = max(left, box.X+box.W)
		}
	}
	content := Box{(left + right) / 2, (top + bottom) / 2, 0, 0}
	for i, c := range it.children {
		if i == 0 {
			content = s.out[c]
		}
		content = union(content, s.out[c])
	}
	var f frameWires
	f[North] = s.wire(true, interval{top, content.Y}, group)
	f[East] = s.wire(false, interval{content.X + content.W, right}, group)
	f[South] = s.wire(true, interval{content.Y + content.H, bottom}, group)
	f[West] = s.wire(false, interval{left, content.X}, group)
	for side := East; side <= North; side++ {
		s.cross(f[side], f[(side+1)%4])
	}
	s.slice(it.children, f, it.group.Axis == Right && len(it.group.Lanes) == 0, nil)
	for _, b := range it.border {
		s.port(b, s.t.items[b].node.Side.opposite(), f[s.t.items[b].node.Side])
	}
	return f
}

func (s Side) opposite() Side { return (s + 2) % 4 }

// horizontal reports whether a line leaving through the side is horizontal.
func (s Side) horizontal() bool { return s == East || s == West }

func (s *space) wire(horizontal bool, free interval, group int) int {
	at, inset := (free.lo+free.hi)/2, min(12, free.length()/3)
	s.wires = append(s.wires, wire{
		horizontal: horizontal, at: at, free: interval{free.lo + inset, free.hi - inset}, group: group,
	})
	return len(s.wires) - 1
}

// vertexAt is the vertex of a wire at a coordinate along it.
func (s *space) vertexAt(w, coord int) int {
	wire := &s.wires[w]
	i, found := slices.BinarySearch(wire.coords, coord)
	if found {
		return wire.vertices[i]
	}
	at := Point{coord, wire.at}
	if !wire.horizontal {
		at = Point{wire.at, coord}
	}
	v := s.vertex(at, wire.group)
	wire.coords = slices.Insert(wire.coords, i, coord)
	wire.vertices = slices.Insert(wire.vertices, i, v)
	return v
}

func (s *space) vertex(at Point, group int) int {
	s.vertices = append(s.vertices, vertex{at: at, next: [4]int{-1, -1, -1, -1}, group: group, item: -1})
	return len(s.vertices) - 1
}

// cross makes two wires meet in one vertex.
func (s *space) cross(a, b int) {
	at, bt := s.wires[a].at, s.wires[b].at
	if _, found := slices.BinarySearch(s.wires[b].coords, at); found {
		a, b, at, bt = b, a, bt, at
	}
	v := s.vertexAt(a, bt)
	wire := &s.wires[b]
	if i, found := slices.BinarySearch(wire.coords, at); !found {
		wire.coords = slices.Insert(wire.coords, i, at)
		wire.vertices = slices.Insert(wire.vertices, i, v)
	}
}

func (s *space) link(a int, side Side, b int, free interval) {
	s.vertices[a].next[side], s.vertices[a].free[side] = b, free
	s.vertices[b].next[side.opposite()], s.vertices[b].free[side.opposite()] = a, free
}

func (s *space) linkWire(w int) {
	wire := &s.wires[w]
	side := South
	if wire.horizontal {
		side = East
	}
	for i := 1; i < len(wire.vertices); i++ {
		s.link(wire.vertices[i-1], side, wire.vertices[i], wire.free)
	}
}

// slice cuts items into rows, or into columns when that comes first or rows
// cannot be had, with a wire along each cut, until each item stands alone.
// hints are coordinates where wires across the cuts would best lie.
func (s *space) slice(items []int, f frameWires, columnsFirst bool, hints []int) {
	if len(items) == 0 {
		return
	}
	if len(items) == 1 {
		s.attach(items[0], f)
		return
	}
	parts := s.cut(items, columnsFirst)
	if len(parts) == 1 {
		columnsFirst = !columnsFirst
		parts = s.cut(items, columnsFirst)
	}
	axis, before, after, from, to := 1, North, South, West, East
	if columnsFirst {
		axis, before, after, from, to = 0, West, East, North, South
	}
	used := hints
	for i, part := range parts {
		inner := f
		if i+1 < len(parts) {
			gap := interval{s.reachOf(part, axis).hi, s.reachOf(parts[i+1], axis).lo}
			w := s.wire(!columnsFirst, gap, s.wires[f[from]].group)
			s.settleWire(w, hints)
			s.cross(w, f[from])
			s.cross(w, f[to])
			inner[after], f[before] = w, w
		}
		next := s.centers(part, !columnsFirst)
		var around []int
		around = append(around, used...)
		if i+1 < len(parts) {
			around = append(around, s.centers(parts[i+1], !columnsFirst)...)
		}
		s.slice(part, inner, !columnsFirst, around)
		used = next
	}
}

// settleWire moves a wire to the hint nearest to its middle that is well inside
// its gap.
func (s *space) settleWire(w int, hints []int) {
	wire := &s.wires[w]
	middle, best := wire.at, -1
	for _, h := range hints {
		if wire.free.has(h) && (best < 0 || abs(h-middle) < abs(wire.at-middle)) {
			wire.at, best = h, h
		}
	}
}

// centers are the middles of the nodes among items.
func (s *space) centers(items []int, alongY bool) []int {
	var out []int
	for _, i := range items {
		if s.t.items[i].node == nil {
			continue
		}
		if b := s.box[i]; alongY {
			out = append(out, b.Y+b.H/2)
		} else {
			out = append(out, b.X+b.W/2)
		}
	}
	return out
}

// reachOf is the extent of items along an axis.
func (s *space) reachOf(items []int, axis int) interval {
	e := axisOf(s.out[items[0]], axis)
	for _, i := range items {
		o := axisOf(s.out[i], axis)
		e = interval{min(e.lo, o.lo), max(e.hi, o.hi)}
	}
	return e
}

// cut divides items into rows or columns. Boxes lie so that one or the other is
// possible: see loosen.
func (s *space) cut(items []int, columns bool) [][]int {
	axis := 1
	if columns {
		axis = 0
	}
	return cut(items, axis, func(at int) Box { return s.out[at] })
}

// attach connects an item to the wires around it.
func (s *space) attach(at int, f frameWires) {
	it := &s.t.items[at]
	if it.node != nil {
		for side := East; side <= North; side++ {
			s.port(at, side, f[side])
		}
		return
	}
	inner := s.fill(at)
	for side := East; side <= North; side++ {
		s.gates(at, side, inner[side], f[side])
	}
	for _, b := range it.border {
		side := s.t.items[b].node.Side
		s.port(b, side, f[side])
	}
}

// port lets lines end at a side of a node.
func (s *space) port(node int, side Side, w int) {
	b := s.box[node]
	coord, free := b.X+b.W/2, interval{b.X, b.X + b.W}
	if side.horizontal() {
		coord, free = b.Y+b.H/2, interval{b.Y, b.Y + b.H}
	}
	inset := portInset(free.length())
	outer := s.vertexAt(w, coord)
	port := s.vertex(s.onSide(node, side, coord), s.wires[w].group)
	s.vertices[port].item, s.vertices[port].side = node, side
	s.ports[node] = append(s.ports[node], port)
	s.link(port, side, outer, interval{free.lo + inset, free.hi - inset})
}

// portInset is how far from the corners of a side lines may end.
func portInset(length int) int { return min(12, length/4) }

// gates lets lines cross one side of a group wherever the wire behind it has a
// vertex and no title or border node is in the way.
func (s *space) gates(group int, side Side, inner, outer int) {
	b := s.box[group]
	const corner = 10 // and less of an empty group that is small
	inset := min(corner, b.W/5)
	room := interval{b.X + inset, b.X + b.W - inset}
	if side.horizontal() {
		inset = min(corner, b.H/5)
		room = interval{b.Y + inset, b.Y + b.H - inset}
		for _, title := range s.titles[group] {
			room.lo = max(room.lo, title.Y+title.H+titlePad)
		}
	}
	blocked := s.blocked(group, side)
	coords := slices.Clone(s.wires[inner].coords)
	for i, coord := range coords {
		free := room
		for _, no := range blocked {
			if no.hi < coord {
				free.lo = max(free.lo, no.hi)
			} else {
				free.hi = min(free.hi, no.lo)
			}
		}
		if !free.has(coord) {
			continue
		}
		in := s.wires[inner].vertices[i]
		out := s.vertexAt(outer, coord)
		if !s.wanted[group] {
			s.link(in, side, out, free)
			continue
		}
		door := s.vertex(s.onSide(group, side, coord), s.wires[outer].group)
		s.vertices[door].item, s.vertices[door].side = group, side
		s.ports[group] = append(s.ports[group], door)
		s.link(in, side, door, free)
		s.link(door, side, out, free)
	}
}

// blocked are the stretches of a group's side that lines may not cross.
func (s *space) blocked(group int, side Side) []interval {
	var out []interval
	if side == North {
		for _, title := range s.titles[group] {
			out = append(out, interval{title.X - 2*titlePad, title.X + title.W + titlePad})
		}
	}
	for _, n := range s.t.items[group].border {
		if s.t.items[n].node.Side != side {
			continue
		}
		if b := s.box[n]; side.horizontal() {
			out = append(out, interval{b.Y - 12, b.Y + b.H + 12})
		} else {
			out = append(out, interval{b.X - 12, b.X + b.W + 12})
		}
	}
	return out
}

func (s *space) onSide(at int, side Side, coord int) Point {
	switch b := s.box[at]; side {
	case East:
		return Point{b.X + b.W, coord}
	case South:
		return Point{coord, b.Y + b.H}
	case West:
		return Point{b.X, coord}
	default:
		return Point{coord, b.Y}
	}
}
