package layout

import "slices"

// What was placed and searched for is adjusted one axis at a time: the sides of all
// boxes, the boundaries of lanes, the runs and the labels are coordinates, and every
// two things that face each other keep a distance. That is a system of differences
// (solve.go): each demand leads from a coordinate to one that does not lie before
// it today, so there is always a solution, things only move further apart, and
// nothing that the search decided (what lies left of what) changes.

// router holds the picture while its lines get their places.
type router struct {
	t       *tree
	box     []Box
	least   []Size // what boxes may shrink to
	title   []Size // of groups, at titleOffset
	lanes   [][]LaneBox
	across  [][]int // the nodes that may hide the boundaries of a group's lanes
	courses []*course
	labels  []*label
	aligned [2][][2]int    // pairs of coordinates that stay equal, by axis
	middles [2][][]int     // siblings that placement put on one middle line, by axis
	firm    []int          // nodes whose order is kept
	held    [2]map[int]int // where their middles are held, by axis; a line may widen one side alone
	absent  []bool         // what has no place yet; nil when everything has
	ask     func(*pass)    // what else adjustments are asked for; nil for nothing
	spare   struct {       // what the adjustment before has no use for any more
		things []thing
		system system
	}
}

// low and high are the coordinates of an item in a system: two of each item, then
// those of lanes, runs, labels.
func low(item int) int  { return 2 * item }
func high(item int) int { return 2*item + 1 }

// axisOf is the extent of a box along an axis: 0 for x, 1 for y.
func axisOf(b Box, axis int) interval {
	if axis == 0 {
		return interval{b.X, b.X + b.W}
	}
	return interval{b.Y, b.Y + b.H}
}

// pass is one adjustment along one axis.
type pass struct {
	*router
	axis   int
	manner manner
	s      system
	things []thing
	opened bool // ways between boxes are held open
	// middleAt are the coordinates of middles that are held, by item.
	middleAt map[int]int
	lane     map[[2]int]int // the low coordinate of lane {group, index}; high is the next
}

// manner is what a pass demands, each more than the one before.
type manner int

const (
	clipped   manner = iota // distances where things face each other
	widened                 // and past their ends
	centred                 // and asks for middle lines to be kept
	compacted               // and takes back the room that nothing needs
)

// centrings is how often middle lines are asked for along each axis. Each pass
// goes about half the way that is left.
const centrings = 4

// adjust moves everything along one axis so that all distances hold, and reports whether
// that moved anything.
func (r *router) adjust(axis int, as manner) (moved bool) {
	for _, c := range r.courses {
		c.measure(r.box)
		for _, run := range c.runs {
			run.coordinate = -1
		}
	}
	p := &pass{
		router: r, axis: axis, manner: as, lane: map[[2]int]int{}, middleAt: map[int]int{}, things: r.spare.things[:0],
		s: r.spare.system.emptied(),
	}
	p.boxes()
	for _, pair := range r.aligned[axis] {
		p.s.unite(pair[0], pair[1])
	}
	p.addRuns()
	p.addLanes()
	p.bounds()
	p.borders()
	p.addLabels()
	p.ends()
	p.addMiddles()
	if r.ask != nil {
		r.ask(p)
	}
	p.keepOrder()
	if p.manner >= centred {
		p.showLines()
	}
	p.s.separate(p.things, p.manner >= widened)
	at := p.solve()
	if p.manner >= centred && p.closes(at) {
		at = p.solve()
	}
	p.apply(at)
	moved = !slices.Equal(at, p.s.now)
	r.spare.things, r.spare.system = p.things, p.s
	return moved
}

// solve finds places as the manner asks for them.
func (p *pass) solve() []int {
	switch {
	case p.manner == compacted:
		p.compact()
	case p.manner == centred && !p.opened:
		p.centre(nil, nil)
	}
	return p.s.solve()
}

// boxes makes the coordinates of all items.
func (p *pass) boxes() {
	for _, b := range p.box {
		e := axisOf(b, p.axis)
		p.s.rank[p.s.add(e.lo)] = 1 << 30 // what touches a box lies outside of it
		p.s.rank[p.s.add(e.hi)] = -1 << 30
	}
}

func (p *pass) addRuns() {
	rank := rankRuns(p.courses, p.axis == 1)
	for _, c := range p.courses {
		for _, r := range c.runs {
			if r.horizontal != (p.axis == 1) {
				continue
			}
			h := r.head()
			if h.coordinate < 0 {
				h.coordinate = p.s.add(h.at)
				p.s.rank[h.coordinate] = rank[h] + 1
			}
			r.coordinate = h.coordinate
			p.things = append(p.things, thing{kind: aRun, lo: r.coordinate, hi: r.coordinate, extent: p.extent(r)})
		}
	}
}

// extent is where a run needs room beside it: not quite to the node it ends at.
func (p *pass) extent(r *run) interval {
	clip := 1
	if p.manner >= widened {
		clip = reach[aNode] + reach[aRun]
	}
	e := interval{r.lo, r.hi}
	begins, ends := p.atNode(r, r.lo), p.atNode(r, r.hi)
	if begins {
		e.lo += clip
	}
	if ends {
		e.hi -= clip
	}
	switch {
	case e.lo <= e.hi:
	case begins && ends:
		e = interval{(r.lo + r.hi) / 2, (r.lo + r.hi) / 2}
	case begins:
		e.lo = e.hi
	default:
		e.hi = e.lo
	}
	return e
}

// atNode reports whether the line ends at a node at that end of the run.
func (p *pass) atNode(r *run, along int) bool {
	c := r.course
	return r.prev() == nil && p.t.items[c.from.item].node != nil && c.start(p.box) == along ||
		r.next() == nil && p.t.items[c.to.item].node != nil && c.stop(p.box) == along
}

// bounds keeps boxes at least as large as they must be.
func (p *pass) bounds() {
	for i := range p.box {
		if p.isAbsent(i) {
			continue
		}
		p.s.atLeast(low(i), high(i), p.leastLength(i))
		node := p.t.items[i].node != nil
		if node || i > 0 && p.manner == compacted {
			p.s.tight[p.s.find(low(i))] = lowSide
			p.s.tight[p.s.find(high(i))] = highSide
		}
		if node && !p.t.onBorder(i) {
			p.things = append(p.things, thing{kind: aNode, lo: low(i), hi: high(i), extent: axisOf(p.box[i], 1-p.axis)})
		}
	}
}

// isAbsent reports whether an item has no place yet.
func (r *router) isAbsent(at int) bool { return r.absent != nil && r.absent[at] }

// borders adds the boundaries of groups, with their titles and border nodes.
func (p *pass) borders() {
	for i, it := range p.t.items {
		if it.group == nil || p.isAbsent(i) {
			continue
		}
		before, after := North, South
		if p.axis == 0 {
			before, after = West, East
		}
		for _, b := range it.border {
			if !p.isAbsent(b) {
				p.borderNode(i, b)
			}
		}
		for _, e := range p.withoutNodes(i, before) {
			p.things = append(p.things, thing{kind: aBorder, lo: low(i), hi: low(i), extent: e})
		}
		for _, e := range p.withoutNodes(i, after) {
			p.things = append(p.things, thing{kind: aBorder, lo: high(i), hi: high(i), extent: e})
		}
		if p.title[i].H > 0 {
			p.addTitle(low(i), titlePad, p.titleBox(i))
		}
	}
}

func (p *pass) addTitle(v, offset int, title Box) {
	size := axisOf(title, p.axis).length()
	p.things = append(p.things, thing{
		kind: aTitle, lo: v, hi: v, loOffset: offset, hiOffset: offset + size, extent: axisOf(title, 1-p.axis),
	})
}

// titleBox is where a group's title lies now.
func (r *router) titleBox(i int) Box {
	if r.title[i].H == 0 {
		return Box{}
	}
	return Box{r.box[i].X + titlePad, r.box[i].Y + titlePad, r.title[i].W, r.title[i].H}
}

// borderNode ties a node to the side of its group.
func (p *pass) borderNode(group, node int) {
	extent := axisOf(p.box[node], 1-p.axis)
	size := axisOf(p.box[node], p.axis).length()
	side := p.t.items[node].node.Side
	t := thing{kind: aNode, lo: low(node), hi: high(node), extent: extent}
	if side.horizontal() == (p.axis == 0) {
		v := low(group)
		if side == East || side == South {
			v = high(group)
		}
		t.lo, t.hi, t.loOffset, t.hiOffset = v, v, -(size / 2), size-size/2
	} else {
		p.s.atLeast(low(group), low(node), gaps[aNode][aBorder])
		p.s.atLeast(high(node), high(group), gaps[aNode][aBorder])
	}
	p.things = append(p.things, t)
}

// withoutNodes is the extent of a side of a group without its border nodes.
func (p *pass) withoutNodes(group int, side Side) []interval {
	rest := axisOf(p.box[group], 1-p.axis)
	var nodes []interval
	for _, b := range p.t.items[group].border {
		if p.t.items[b].node.Side == side && !p.isAbsent(b) {
			nodes = append(nodes, axisOf(p.box[b], 1-p.axis))
		}
	}
	return cutOut(rest, nodes)
}

// cutOut is e without the others, which are widened a little.
func cutOut(e interval, others []interval) []interval {
	slices.SortFunc(others, func(a, b interval) int { return a.lo - b.lo })
	var out []interval
	const wide = 8
	for _, o := range others {
		if o.hi+wide < e.lo || e.hi < o.lo-wide {
			continue
		}
		if o.lo-wide > e.lo {
			out = append(out, interval{e.lo, o.lo - wide})
		}
		e.lo = max(e.lo, o.hi+wide)
	}
	if e.lo < e.hi {
		out = append(out, e)
	}
	return out
}

// ends keeps lines on the sides they end at, clear of the corners.
func (p *pass) ends() {
	for _, c := range p.courses {
		p.endOn(c.runs[0], c.from)
		p.endOn(c.runs[len(c.runs)-1], c.to)
	}
}

func (p *pass) endOn(r *run, e end) {
	if r.horizontal != (p.axis == 1) {
		return
	}
	v := r.coordinate
	inset := portInset(axisOf(p.box[e.item], p.axis).length())
	if p.t.items[e.item].group != nil {
		inset = gaps[aRun][aBorder]
	}
	p.s.atLeast(low(e.item), v, inset)
	p.s.atLeast(v, high(e.item), inset)
}

// apply moves everything to its new coordinates.
func (p *pass) apply(at []int) {
	for i := range p.box {
		lo, hi := at[low(i)], at[high(i)]
		if p.axis == 0 {
			p.box[i].X, p.box[i].W = lo, hi-lo
		} else {
			p.box[i].Y, p.box[i].H = lo, hi-lo
		}
	}
	for i, it := range p.t.items {
		for _, b := range it.border {
			p.followBorder(i, b)
		}
	}
	for _, c := range p.courses {
		for _, r := range c.runs {
			if r.coordinate >= 0 {
				r.at = at[r.coordinate]
			}
		}
	}
	for _, i := range p.firm {
		v, tied := p.sideOf(i)
		if !tied {
			v = p.middleAt[i]
		}
		p.held[p.axis][i] = at[v]
	}
	p.applyLanes(at)
	p.applyLabels(at)
}

// followBorder puts a border node back on its side.
func (p *pass) followBorder(group, node int) {
	b, g := &p.box[node], p.box[group]
	size := p.least[node]
	switch side := p.t.items[node].node.Side; {
	case p.axis == 0 && side.horizontal():
		b.X, b.W = sideAt(g, side)-size.W/2, size.W
	case p.axis == 1 && !side.horizontal():
		b.Y, b.H = sideAt(g, side)-size.H/2, size.H
	}
}
