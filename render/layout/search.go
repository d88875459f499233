package layout

import "slices"

// Lines are searched for one after another with A* (Hart, Nilsson and Raphael,
// 1968) along the wires of a space (space.go), which hold every way that can be of
// use, as an orthogonal visibility graph does (Wybrow, Marriott and Stuckey, 2009),
// but only a few for each box: the graph grows with the number of boxes and not
// with its square.
//
// What is searched over is not a vertex but a vertex together with the direction in
// which a line comes to it, for a bend costs as much as a long way. Lines that
// were found before count: crossing one costs, running beside one costs a little,
// and running along a line of the same trunk is cheap, which is how trunks come
// about. The estimate of what remains is never more than the least that it can cost
// (the distance to the box and the bends that it takes at least, both divided by
// the discount of a trunk where that may apply), so the way found is the cheapest;
// above hasteLimit edges the estimate counts double, and a good way has to do.
//
// A search takes time in proportion to the vertices it looks at, times the
// logarithm of their number; it looks at few because the estimate is close.

// What a line costs besides its length, in user units.
const (
	bendCost  = 140
	crossCost = 90
	crowdCost = 3 // for each line that already runs along

	// sharedDiscount divides the cost of links that the trunk takes already.
	sharedDiscount = 4
)

// search finds a cheapest way along the wires for one edge after another. Its
// slices are reused; stamp tells what belongs to the present search.
type search struct {
	s      *space
	stamp  int32
	open   []int32 // by group: the stamp when lines may enter it
	states []state // by vertex*4 + side that the line came through
	spots  []spot  // by vertex
	heap   []entry
	use    [][2]int                  // by vertex: lines along its East and South links
	trunks map[trunkEnd]map[int]bool // the links of each trunk from one of its ends
	shared [2]map[int]bool           // those of the present edge
	haste  int                       // how much more than it must what remains of a way counts
}

// hasteLimit is the number of edges above which a good way is taken for the best.
const hasteLimit = 2000

// trunkEnd is an end that lines of a trunk have in common.
type trunkEnd struct {
	trunk string
	item  int
}

// state is what is known of a way to a vertex.
type state struct {
	cost, parent int32
	seen, done   int32 // stamps
}

// spot is what a search reads of a vertex, packed for speed.
type spot struct {
	next        [4]int32
	x, y        int32
	group, item int32
	solid       bool // a node: lines end here or not at all
}

type entry struct{ key, state int32 }

func newSearch(s *space) *search {
	r := &search{
		s: s, open: make([]int32, len(s.box)), states: make([]state, 4*len(s.vertices)),
		spots: make([]spot, len(s.vertices)), use: make([][2]int, len(s.vertices)), trunks: map[trunkEnd]map[int]bool{},
	}
	r.haste = 1
	if len(s.t.ends) > hasteLimit {
		r.haste = 2
	}
	for i, v := range s.vertices {
		p := &r.spots[i]
		p.x, p.y, p.group, p.item = int32(v.at.X), int32(v.at.Y), int32(v.group), int32(v.item)
		p.solid = v.item >= 0 && s.t.items[v.item].node != nil
		for side, next := range v.next {
			p.next[side] = int32(next)
		}
	}
	return r
}

// step is a vertex of a path; side is where the path leaves it.
type step struct {
	vertex int
	side   Side
}

// path is the cheapest way from one end of an edge to the other, or nil.
func (r *search) path(e ends, trunk string) []step {
	r.stamp++
	r.shared = [2]map[int]bool{}
	if trunk != "" {
		r.shared = [2]map[int]bool{r.trunks[trunkEnd{trunk, e.from}], r.trunks[trunkEnd{trunk, e.to}]}
	}
	r.allow(e.from, e.common)
	r.allow(e.to, e.common)
	r.heap = r.heap[:0]
	r.begin(e)
	for len(r.heap) > 0 {
		at := r.pop().state
		st := &r.states[at]
		if st.done == r.stamp {
			continue
		}
		st.done = r.stamp
		if v := at / 4; r.spots[v].item == int32(e.to) && st.parent >= 0 && r.ends(int(v), e) {
			return r.trace(at)
		}
		r.expand(at, e)
	}
	return nil
}

// begin opens every way out of the edge's first end. A line to itself begins at
// one side only.
func (r *search) begin(e ends) {
	for _, p := range r.s.ports[e.from] {
		if e.from == e.to && r.sideOf(p) != r.firstSide(e.from) {
			continue
		}
		for side := East; side <= North; side++ {
			if next := r.spots[p].next[side]; next >= 0 && r.enters(next, e.to) {
				at := int32(p*4 + int(side))
				r.states[at] = state{seen: r.stamp, parent: -1}
				r.push(entry{r.remaining(&r.spots[p], side, r.s.box[e.to]), at})
			}
		}
	}
}

// ends reports whether a line may end at vertex v: a line to itself ends at
// another side than it began.
func (r *search) ends(v int, e ends) bool {
	return e.from != e.to || r.sideOf(v) != r.firstSide(e.from)
}

// sideOf is the side of its item on which the terminal vertex v lies.
func (r *search) sideOf(v int) Side { return r.s.vertices[v].side }

// firstSide is the side of an item at which lines to itself begin.
func (r *search) firstSide(item int) Side { return r.sideOf(r.s.ports[item][0]) }

// allow opens the groups from item at up to group common.
func (r *search) allow(at, common int) {
	if at == common {
		r.open[at] = r.stamp
	}
	for at != common {
		at = r.s.t.items[at].parent
		r.open[at] = r.stamp
	}
}

// enters reports whether a line on its way to item to may touch vertex v.
func (r *search) enters(v int32, to int) bool {
	p := &r.spots[v]
	return p.item == int32(to) || r.open[p.group] == r.stamp && !p.solid
}

// expand looks at where a line can go on. A state is a vertex and the side
// through which the line went on from the vertex before, that is its direction.
func (r *search) expand(at int32, e ends) {
	v, came := at/4, Side(at%4)
	p := &r.spots[v]
	if r.states[at].parent < 0 {
		r.move(at, p.next[came], came, 0, e)
		return
	}
	for side := East; side <= North; side++ {
		next := p.next[side]
		if next < 0 || side == came.opposite() || !r.enters(next, e.to) {
			continue
		}
		switch {
		case side == came:
			r.move(at, next, side, crossCost*r.across(int(v), side), e)
		case p.item < 0: // no turning on the border of a group
			r.move(at, next, side, bendCost, e)
		}
	}
}

// across is the number of lines that a line going straight on at v would cross.
func (r *search) across(v int, side Side) int {
	if side.horizontal() {
		return min(r.along(v, South), r.along(v, North))
	}
	return min(r.along(v, East), r.along(v, West))
}

// along is the number of lines on the link of v through side.
func (r *search) along(v int, side Side) int {
	switch side {
	case East, South:
		return r.use[v][side]
	}
	if w := r.spots[v].next[side]; w >= 0 {
		return r.use[w][side.opposite()]
	}
	return 0
}

func (r *search) move(at, next int32, side Side, extra int, e ends) {
	from, p := &r.spots[at/4], &r.spots[next]
	cost := abs(int(p.x-from.x)) + abs(int(p.y-from.y))
	if r.onTrunk(int(at/4), side) {
		cost, extra = cost/sharedDiscount, min(extra, bendCost/sharedDiscount)
	} else {
		cost += crowdCost * r.along(int(at/4), side)
	}
	total := r.states[at].cost + int32(cost+extra)
	to := next*4 + int32(side)
	st := &r.states[to]
	if st.seen == r.stamp && st.cost <= total {
		return
	}
	st.seen, st.cost, st.parent = r.stamp, total, at
	r.push(entry{total + r.remaining(p, side, r.s.box[e.to]), to})
}

// onTrunk reports whether the link of v through side is one that the trunk of the
// present edge takes already, from either of its ends.
func (r *search) onTrunk(v int, side Side) bool {
	if r.shared[0] == nil && r.shared[1] == nil {
		return false
	}
	link := r.link(v, side)
	return r.shared[0][link] || r.shared[1][link]
}

// remaining is about the least that the way to the target can cost for a line
// that goes on from p through side.
func (r *search) remaining(p *spot, side Side, target Box) int32 {
	at := Point{int(p.x), int(p.y)}
	cost := distance(at, target) + bendCost*bends(at, side, target)
	if r.shared[0] != nil || r.shared[1] != nil {
		cost /= sharedDiscount
	}
	return int32(cost * r.haste)
}

// bends is how often a line that leaves a point through side must turn at least
// to come to a box.
func bends(at Point, side Side, target Box) int {
	ahead, beside := interval{target.X, target.X + target.W}, interval{target.Y, target.Y + target.H}
	place, across := at.X, at.Y
	if !side.horizontal() {
		ahead, beside, place, across = beside, ahead, across, place
	}
	behind := place > ahead.hi
	if side == West || side == North {
		behind = place < ahead.lo
	}
	switch {
	case behind && beside.has(across):
		return 2
	case behind || !beside.has(across):
		return 1
	}
	return 0
}

// link numbers the link of v through side, the same from both its ends.
func (r *search) link(v int, side Side) int {
	if side == West || side == North {
		v, side = int(r.spots[v].next[side]), side.opposite()
	}
	return 2*v + int(side)
}

// distance is how far a point is from a box, along the axes.
func distance(p Point, b Box) int {
	return max(b.X-p.X, p.X-b.X-b.W, 0) + max(b.Y-p.Y, p.Y-b.Y-b.H, 0)
}

func (r *search) trace(at int32) []step {
	var path []step
	side := Side(at % 4)
	for ; at >= 0; at = r.states[at].parent {
		path = append(path, step{int(at / 4), side})
		side = Side(at % 4)
	}
	slices.Reverse(path)
	return path
}
