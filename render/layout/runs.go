package layout

// A way along wires says which boxes a line passes between, not where exactly.
// Its straight stretches become runs. Each knows how far it could be shifted; two
// parallel runs with a step between them become one where a place suits both; and
// runs that lines of a trunk have in common are one run from there on, with a
// twin. Many runs still lie on one wire: the order among them is found next
// (order.go), and then all of them get a place of their own at once (adjust.go).

// course is the way of one edge: runs that turn into one another at right
// angles, from a side of one item to a side of another.
type course struct {
	edge     int
	from, to end
	runs     []*run
	searched int // its length before gather
	gathered int // the last round of gather that moved it; -1 for none
}

// end is where a course begins or ends: on a side of an item.
type end struct {
	item int
	side Side
}

// run is a straight stretch of a course.
type run struct {
	horizontal bool
	at         int      // y of a horizontal run, x of a vertical one
	free       interval // where at can lie without turning elsewhere
	lo, hi     int      // its extent along itself
	course     *course
	index      int // in the course
	twin       *run
	coordinate int // in the system of the present pass; -1 for none
}

// head is the run whose place this run shares: of a trunk, or itself.
func (r *run) head() *run {
	for r.twin != nil {
		r = r.twin
	}
	return r
}

// newCourse reads the runs off a path.
func newCourse(s *space, edge int, path []step) *course {
	c := &course{edge: edge}
	first, last := s.vertices[path[0].vertex], s.vertices[path[len(path)-1].vertex]
	c.from, c.to = end{first.item, first.side}, end{last.item, last.side}
	for i := 0; i+1 < len(path); i++ {
		v := s.vertices[path[i].vertex]
		side := path[i].side
		n := len(c.runs)
		if n == 0 || c.runs[n-1].horizontal != side.horizontal() {
			at := v.at.X
			if side.horizontal() {
				at = v.at.Y
			}
			c.runs = append(c.runs, &run{
				horizontal: side.horizontal(), at: at, free: interval{-1 << 40, 1 << 40}, course: c,
			})
			n++
		}
		r := c.runs[n-1]
		r.free = r.free.and(v.free[side])
	}
	return c
}

// straighten replaces two parallel runs and the step between them by one run
// where there is a place that suits both.
func (c *course) straighten(box []Box) {
	for again := true; again; {
		again = false
		c.measure(box)
		for i := 0; i+2 < len(c.runs); i++ {
			a, b := c.runs[i], c.runs[i+2]
			free := a.free.and(b.free)
			if free.length() < 0 || c.turnsBack(i, box) {
				continue
			}
			a.at, a.free = free.clamp(a.at), free
			if free.has(b.at) && !free.has(a.at) {
				a.at = b.at
			}
			if i == 0 && i+3 == len(c.runs) {
				a.at = (free.lo + free.hi) / 2
			}
			c.runs = append(c.runs[:i+1], c.runs[i+3:]...)
			again = true
			break
		}
	}
	c.measure(box)
}

// turnsBack reports whether runs i and i+2 lead in opposite directions.
func (c *course) turnsBack(i int, box []Box) bool {
	from := c.start(box)
	if i > 0 {
		from = c.runs[i-1].at
	}
	to := c.stop(box)
	if i+3 < len(c.runs) {
		to = c.runs[i+3].at
	}
	middle := c.runs[i+1].at
	return (middle > from) != (to > middle)
}

// start and stop are the coordinates of the ends along the first and last run.
func (c *course) start(box []Box) int { return sideAt(box[c.from.item], c.from.side) }
func (c *course) stop(box []Box) int  { return sideAt(box[c.to.item], c.to.side) }

// sideAt is the coordinate of a side of a box.
func sideAt(b Box, side Side) int {
	switch side {
	case East:
		return b.X + b.W
	case South:
		return b.Y + b.H
	case West:
		return b.X
	default:
		return b.Y
	}
}

// measure sets the extents of the runs.
func (c *course) measure(box []Box) {
	for i, r := range c.runs {
		from, to := c.start(box), c.stop(box)
		if i > 0 {
			from = c.runs[i-1].at
		}
		if i+1 < len(c.runs) {
			to = c.runs[i+1].at
		}
		r.lo, r.hi, r.index = min(from, to), max(from, to), i
	}
}

// points are the ends and corners of the course.
func (c *course) points(box []Box) []Point {
	var out []Point
	before := c.start(box)
	for _, r := range c.runs {
		out = append(out, r.point(before))
		before = r.at
	}
	return append(out, c.runs[len(c.runs)-1].point(c.stop(box)))
}

// point is the place of a coordinate along the run.
func (r *run) point(along int) Point {
	if r.horizontal {
		return Point{along, r.at}
	}
	return Point{r.at, along}
}

// next is the run after r, or nil; prev is the one before.
func (r *run) next() *run {
	if r.index+1 < len(r.course.runs) {
		return r.course.runs[r.index+1]
	}
	return nil
}

func (r *run) prev() *run {
	if r.index > 0 {
		return r.course.runs[r.index-1]
	}
	return nil
}

// joinTrunks lets courses of a trunk with a common end share their runs from
// there on, as far as they go the same way. Of lines between the same two items
// only the first takes part: the others would have nothing of their own.
func joinTrunks(t *tree, box []Box, courses []*course) {
	type key struct {
		trunk string
		end   end
		to    bool
	}
	type pair struct {
		trunk    string
		from, to int
	}
	firsts := map[key][]*course{}
	var keys []key
	twice := map[pair]bool{}
	for _, c := range courses {
		trunk := t.graph.Edges[c.edge].Trunk
		both := pair{trunk, c.from.item, c.to.item}
		if trunk == "" || c.from.item == c.to.item || twice[both] {
			continue
		}
		twice[both] = true
		for _, to := range []bool{false, true} {
			k := key{trunk, c.from, to}
			if to {
				k.end = c.to
			}
			if firsts[k] == nil {
				keys = append(keys, k)
			}
			for _, other := range firsts[k] {
				join(c, other, to)
			}
			firsts[k] = append(firsts[k], c)
		}
	}
	for _, k := range keys {
		for _, c := range firsts[k] {
			joinBetween(box, c, firsts[k], k.to)
		}
	}
}

// join makes the runs of a twins of those of b, from the common end on. Where
// one of them would have nothing of its own left both stay apart.
func join(a, b *course, fromEnd bool) {
	if n := inCommon(a, b, fromEnd); n < len(a.runs) && n < len(b.runs) {
		twin(a, b, n, fromEnd)
	}
}

// twin makes the first n runs of a twins of those of b.
func twin(a, b *course, n int, fromEnd bool) {
	for i := range n {
		if x, y := a.runFrom(i, fromEnd).head(), b.runFrom(i, fromEnd).head(); x != y {
			x.twin = y
		}
	}
}

// joinBetween makes the runs of a twins of those of lines that turn off it to both sides:
// one that goes straight on beside them would cross one of the two.
func joinBetween(box []Box, a *course, others []*course, fromEnd bool) {
	var low, high *course
	last := len(a.runs) - 1
	for _, b := range others {
		if b == a || inCommon(a, b, fromEnd) <= last || len(b.runs) <= last+1 || !goesOn(box, a, b, fromEnd) {
			continue
		}
		if b.runFrom(last+1, fromEnd).hi == a.runFrom(last, fromEnd).at {
			low = b
		} else {
			high = b
		}
	}
	if low != nil && high != nil {
		twin(a, low, last+1, fromEnd)
		twin(a, high, last+1, fromEnd)
	}
}

// inCommon is how many runs two courses have in common from an end on.
func inCommon(a, b *course, fromEnd bool) int {
	n := 0
	for n < len(a.runs) && n < len(b.runs) {
		x, y := a.runFrom(n, fromEnd), b.runFrom(n, fromEnd)
		if x.horizontal != y.horizontal || x.at != y.at {
			break
		}
		n++
	}
	return n
}

// runFrom is run number i of the course, counted from its start or its end.
func (c *course) runFrom(i int, fromEnd bool) *run {
	if fromEnd {
		return c.runs[len(c.runs)-1-i]
	}
	return c.runs[i]
}

// goesOn reports whether a goes straight on in its last run where b turns.
func goesOn(box []Box, a, b *course, fromEnd bool) bool {
	last := len(a.runs) - 1
	begin := a.start(box)
	if fromEnd {
		begin = a.stop(box)
	}
	if last > 0 {
		begin = a.runFrom(last-1, fromEnd).at
	}
	x, y := a.runFrom(last, fromEnd), b.runFrom(last, fromEnd)
	if begin == x.lo {
		return x.hi > y.hi
	}
	return x.lo < y.lo
}
