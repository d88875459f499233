package layout

// Straightening moves runs from the wires that they were searched for along, one line
// at a time. Two lines may then lie side by side the wrong way round: they cross where
// they part, and at their other end once more where they come together, and would not if
// they lay on one wire, where the order among them is found afterwards (order.go). So one
// of the two is put on the wire of the other, where that makes its line hardly longer.
// Every pair of parallel runs is looked at, which takes time quadratic in the lines.

const (
	// gatherings is how often all pairs are looked at: one move may make another one
	// possible.
	gatherings = 3
	// strayed is how much longer a line may become, in user units.
	strayed = 30
)

// gather puts runs on one wire that lie the wrong way round.
func (r *router) gather() {
	if len(r.courses) > rerouteLimit {
		return
	}
	var down, across []*run
	for _, c := range r.courses {
		c.searched, c.gathered = c.length(), -1
		for _, run := range c.runs {
			if run.horizontal {
				across = append(across, run)
			} else {
				down = append(down, run)
			}
		}
	}
	titles := r.titles()
	for round := range gatherings {
		r.gatherAll(down, titles, round)
		r.gatherAll(across, titles, round)
	}
}

// gatherAll looks at all pairs of which one has moved since it was looked at.
func (r *router) gatherAll(runs []*run, titles [][]Box, round int) {
	for i, a := range runs {
		for _, b := range runs[:i] {
			if a.at != b.at && max(a.lo, b.lo) < min(a.hi, b.hi) && a.course != b.course &&
				max(a.course.gathered, b.course.gathered) >= round-1 && r.unite(a, b, titles) {
				a.course.gathered, b.course.gathered = round, round
			}
		}
	}
}

// unite moves one of two runs to the place of the other, if they are the wrong way
// round, and it can; it reports whether it did.
func (r *router) unite(a, b *run, titles [][]Box) bool {
	if a.at > b.at {
		a, b = b, a
	}
	if before(a, b) >= 0 {
		return false
	}
	toB, toA := r.longer(a, b.at, titles), r.longer(b, a.at, titles)
	switch {
	case min(toA, toB) > strayed:
		return false
	case toB <= toA:
		a.at = b.at
	default:
		b.at = a.at
	}
	a.course.measure(r.box)
	b.course.measure(r.box)
	return true
}

// longer is by how much a line is longer than it was when one of its runs moves; more
// than any line where the run cannot.
func (r *router) longer(moved *run, to int, titles [][]Box) int {
	if !moved.free.has(to) {
		return 1 << 40
	}
	from := moved.at
	moved.at = to
	moved.course.measure(r.box)
	more := moved.course.length() - moved.course.searched
	moved.at = from
	moved.course.measure(r.box)
	if more <= strayed && !r.isClear(moved, to, titles) {
		return 1 << 40
	}
	return more
}

// isClear reports whether a run can be moved without coming over a box, a title or a side
// of a group: it knows how far it could be shifted between the boxes that it passes, and
// not what those before and after it come to pass when it is.
func (r *router) isClear(moved *run, to int, titles [][]Box) bool {
	sides := interval{min(moved.at, to), max(moved.at, to)}
	axis, over := 0, Box{sides.lo, moved.lo, sides.length(), moved.hi - moved.lo}
	if moved.horizontal {
		axis, over = 1, Box{moved.lo, sides.lo, moved.hi - moved.lo, sides.length()}
	}
	for i, it := range r.t.items {
		if i == 0 || !meetsAny(over, []Box{r.box[i]}, 0) {
			continue
		}
		if e := axisOf(r.box[i], axis); it.node != nil || e.lo >= sides.lo || e.hi <= sides.hi ||
			meetsAny(over, titles[i], 0) {
			return false
		}
	}
	return true
}

func (c *course) length() int {
	sum := 0
	for _, r := range c.runs {
		sum += r.hi - r.lo
	}
	return sum
}
