package layout

import (
	"cmp"
	"slices"
)

// label is the text of a line, in the middle of a piece of one of its runs.
type label struct {
	run        *run
	along      int // of its middle, along the run
	size       Size
	room       interval // across the run, before anything gives way
	settled    bool     // everything gave way along x
	coordinate int
}

func (l *label) box() Box {
	at := l.run.point(l.along)
	return Box{at.X - l.size.W/2, at.Y - l.size.H/2, l.size.W, l.size.H}
}

// labelGap is the least distance between a label and the ends of its run.
const labelGap = 6

// labelClear is that distance where nothing else is to be seen of the line: enough
// for its head, and for a dash of it.
const labelClear = 16

// obstacle is what a label should not cover; course is set when it is a run.
type obstacle struct {
	box    Box
	course *course
	run    *run
	solid  bool // cannot be crossed by lines
}

// placeLabels chooses a place for each label, where there is room now if it can.
func (r *router) placeLabels() {
	for _, c := range r.courses {
		c.measure(r.box)
	}
	obstacles := r.obstacles()
	for _, c := range r.courses {
		size := r.t.graph.Edges[c.edge].Label
		if size.W <= 0 || size.H <= 0 {
			continue
		}
		l := r.bestPlace(c, size, obstacles)
		r.labels = append(r.labels, l)
		obstacles.add(obstacle{box: l.box()})
	}
}

// obstacles are what labels should not cover, found by place or by run.
type obstacles struct {
	all    []obstacle
	grid   *grid
	byHead map[*run][]int32 // runs that lie on one another
}

func (o *obstacles) add(all ...obstacle) {
	for _, one := range all {
		if one.run != nil {
			head := one.run.head()
			o.byHead[head] = append(o.byHead[head], int32(len(o.all)))
		}
		o.all = append(o.all, one)
		o.grid.add(one.box)
	}
}

func (r *router) obstacles() *obstacles {
	out := &obstacles{grid: newGrid(r.box[0]), byHead: map[*run][]int32{}}
	for i, it := range r.t.items {
		b := r.box[i]
		if it.node != nil {
			out.add(obstacle{box: b, solid: true})
			continue
		}
		out.add(
			obstacle{box: Box{b.X, b.Y, b.W, 0}}, obstacle{box: Box{b.X, b.Y + b.H, b.W, 0}},
			obstacle{box: Box{b.X, b.Y, 0, b.H}, solid: true}, obstacle{box: Box{b.X + b.W, b.Y, 0, b.H}, solid: true})
		if r.title[i].H > 0 {
			out.add(obstacle{box: r.titleBox(i), solid: true})
		}
		for _, lane := range r.lanes[i] {
			b := lane.Box
			out.add(obstacle{box: lane.Title, solid: true},
				obstacle{box: Box{b.X, b.Y, b.W, 0}}, obstacle{box: Box{b.X, b.Y + b.H, b.W, 0}},
				obstacle{box: Box{b.X, b.Y, 0, b.H}, solid: true},
				obstacle{box: Box{b.X + b.W, b.Y, 0, b.H}, solid: true})
		}
	}
	for _, c := range r.courses {
		for _, run := range c.runs {
			a, b := run.point(run.lo), run.point(run.hi)
			out.add(obstacle{box: Box{a.X, a.Y, b.X - a.X, b.Y - a.Y}, course: c, run: run})
		}
	}
	return out
}

// bestPlace is the middle of the longest free piece of a run, of those that fit
// the label; else of the piece that lacks least.
func (r *router) bestPlace(c *course, size Size, o *obstacles) *label {
	var best *label
	bestScore := 0
	for _, run := range c.runs {
		along, across := size.H, size.W
		if run.horizontal {
			along, across = size.W, size.H
		}
		piece, penalty := o.longestFree(run, across), 0
		trunk := len(o.byHead[run.head()]) > 1
		// then others must give way, unless they share the run
		if piece.length() == 0 || trunk && piece.length() < along {
			piece, penalty = o.ownPiece(run), crowded
		}
		switch {
		case piece.length() == 0:
			penalty = shared
		case trunk && piece.length() < along:
			penalty = narrow
		}
		score := min(piece.length()-along-2*labelGap, along) - penalty
		if score < 0 {
			score *= 4
		}
		if !run.horizontal {
			score -= across / 4
		}
		if best == nil || score > bestScore {
			best, bestScore = &label{run: run, along: (piece.lo + piece.hi) / 2, size: size}, score
		}
	}
	best.room = o.roomAcross(best)
	return best
}

// Penalties for places where a label has no room, where it would reach into what
// several lines share, and where it would belong to all of them.
const (
	crowded = 1 << 20
	narrow  = 1 << 25
	shared  = 1 << 30
)

// ownPiece is the longest piece of a run that no other line shares.
func (o *obstacles) ownPiece(run *run) interval {
	return o.longestWithout(run, run.beside(labelGap), o.byHead[run.head()])
}

// longestFree is the longest piece of a run beside which nothing lies within
// half of across but lines that give way; the middle of the run when there is
// none.
func (o *obstacles) longestFree(run *run, across int) interval {
	near := run.beside(across/2 + labelGap)
	return o.longestWithout(run, near, o.grid.near(near))
}

// beside is the place within half of a run.
func (r *run) beside(half int) Box {
	if r.horizontal {
		return Box{r.lo, r.at - half, r.hi - r.lo, 2 * half}
	}
	return Box{r.at - half, r.lo, 2 * half, r.hi - r.lo}
}

// longestWithout is the longest piece of a run beside which none of some
// obstacles reaches into near.
func (o *obstacles) longestWithout(run *run, near Box, some []int32) interval {
	var taken []interval
	for _, i := range some {
		o := &o.all[i]
		if o.box.X >= near.X+near.W || near.X >= o.box.X+o.box.W ||
			o.box.Y >= near.Y+near.H || near.Y >= o.box.Y+o.box.H {
			continue
		}
		if o.run != nil && o.run.horizontal == run.horizontal && o.run.head() != run.head() || o.run == run {
			continue // parallel lines give way
		}
		if run.horizontal {
			taken = append(taken, axisOf(o.box, 0))
		} else {
			taken = append(taken, axisOf(o.box, 1))
		}
	}
	slices.SortFunc(taken, func(a, b interval) int { return cmp.Compare(a.lo, b.lo) })
	middle := (run.lo + run.hi) / 2
	best, from := interval{middle, middle}, run.lo
	for _, t := range append(taken, interval{run.hi, run.hi}) {
		if t.lo-from > best.length() {
			best = interval{from, t.lo}
		}
		from = max(from, t.hi)
	}
	return best
}

// roomAcross is how far a label may reach to both sides of its run before it
// meets something solid.
func (o *obstacles) roomAcross(l *label) interval {
	room := interval{-1 << 40, 1 << 40}
	half := l.size.H/2 + labelGap
	if l.run.horizontal {
		half = l.size.W/2 + labelGap
	}
	for i := range o.all {
		o := &o.all[i]
		if !o.solid {
			continue
		}
		beside, along := axisOf(o.box, 0), axisOf(o.box, 1)
		if l.run.horizontal {
			beside, along = along, beside
		}
		if along.lo >= l.along+half || along.hi <= l.along-half {
			continue
		}
		if beside.hi <= l.run.at {
			room.lo = max(room.lo, min(beside.hi+reach[aNode]+reach[aLabel], l.run.at))
		}
		if beside.lo >= l.run.at {
			room.hi = min(room.hi, max(beside.lo-reach[aNode]-reach[aLabel], l.run.at))
		}
	}
	return room
}

// addLabels adds the labels to a pass. Across its run a label moves with the
// run; along it the label has a coordinate of its own. A label that has not got
// its room yet claims along y only what it has; the pass along x, which comes
// last, gives it the rest.
func (p *pass) addLabels() {
	for _, l := range p.labels {
		r := l.run
		w, h := l.size.W, l.size.H
		box := l.box()
		if p.axis == 0 {
			v, half := r.coordinate, w/2
			if r.horizontal {
				v = p.s.add(l.along)
				p.between(r, v, half)
				l.coordinate = v
			}
			p.things = append(p.things, thing{
				kind: aLabel, lo: v, hi: v, loOffset: -half, hiOffset: w - half, extent: axisOf(box, 1),
			})
			continue
		}
		v, half, extent := r.coordinate, h/2, p.extent(r)
		if !r.horizontal {
			v = p.s.add(l.along)
			p.between(r, v, half)
			l.coordinate = v
			extent = l.room
			if l.settled {
				extent = axisOf(box, 0)
			}
		}
		p.things = append(p.things, thing{
			kind: aLabel, lo: v, hi: v, loOffset: -half, hiOffset: h - half, extent: extent.and(axisOf(box, 0)),
		})
	}
}

// between keeps a label within its run: half is half its size along the run. A
// run may be no longer than the label's middle; then the label is between its
// ends all the same.
func (p *pass) between(r *run, v, half int) {
	from, to := p.bound(r.prev(), r.course.from), p.bound(r.next(), r.course.to)
	if p.s.compare(p.s.find(to.coordinate), p.s.find(from.coordinate)) < 0 {
		from, to = to, from
	}
	if first := p.s.find(from.coordinate); p.s.now[first] == p.s.now[v] {
		p.s.rank[v] = max(p.s.rank[v], p.s.rank[first])
	}
	apart := labelGap
	if r.course.others(r) < 2*labelClear {
		apart = labelClear
	}
	p.s.atLeast(from.coordinate, v, half+apart+from.offset)
	p.s.atLeast(v, to.coordinate, half+apart-to.offset)
}

// others is how long the runs of a course are besides r.
func (c *course) others(r *run) int {
	sum := 0
	for _, other := range c.runs {
		if other != r {
			sum += other.hi - other.lo
		}
	}
	return sum
}

// bound is where a run ends: at an offset from a coordinate.
type bound struct{ coordinate, offset int }

// bound is the end of a run: its neighbour, or the side that the line ends at.
func (p *pass) bound(neighbour *run, e end) bound {
	if neighbour != nil {
		return bound{neighbour.coordinate, 0}
	}
	if n := p.t.items[e.item].node; p.t.onBorder(e.item) && n.Side.horizontal() == (p.axis == 0) {
		group := p.t.items[e.item].parent
		b := bound{low(group), sideAt(p.box[e.item], e.side) - sideAt(p.box[group], n.Side)}
		if n.Side == East || n.Side == South {
			b.coordinate = high(group)
		}
		return b
	}
	if e.side == East || e.side == South {
		return bound{high(e.item), 0}
	}
	return bound{low(e.item), 0}
}

func (p *pass) applyLabels(at []int) {
	for _, l := range p.labels {
		if l.run.horizontal == (p.axis == 0) {
			l.along = at[l.coordinate]
		}
		l.settled = l.settled || p.axis == 0
	}
}
