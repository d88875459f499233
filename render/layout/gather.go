package layout

// Straightening moves runs from the wires that they were searched for along, one line
// at a time. Two lines that begin, or end, at one side of a box may then lie side by
// side the wrong way round: they cross where they part, and would not if they lay on
// one wire, where the order among them is found afterwards (order.go). So one of the two
// is put on the wire of the other, where that makes its line hardly longer. Every pair
// of parallel runs is looked at, which takes time quadratic in the lines.

const (
	// gatherings is how often all pairs are looked at: one move may make another one
	// possible.
	gatherings = 3
	// strayed is how much longer a line may become, in user units.
	strayed = 60
)

// gather puts runs on one wire that lie the wrong way round.
func (r *router) gather() {
	if len(r.courses) > rerouteLimit {
		return
	}
	var down, across []*run
	for _, c := range r.courses {
		c.searched = c.length()
		for _, run := range c.runs {
			if run.horizontal {
				across = append(across, run)
			} else {
				down = append(down, run)
			}
		}
	}
	for range gatherings {
		r.gatherAll(down)
		r.gatherAll(across)
	}
}

func (r *router) gatherAll(runs []*run) {
	for i, a := range runs {
		for _, b := range runs[:i] {
			if a.course.meets(b.course) && a.at != b.at && max(a.lo, b.lo) < min(a.hi, b.hi) {
				r.unite(a, b)
			}
		}
	}
}

// unite moves one of two runs to the place of the other, if they are the wrong way
// round, and it can.
func (r *router) unite(a, b *run) {
	if a.at > b.at {
		a, b = b, a
	}
	if before(a, b) >= 0 {
		return
	}
	toB, toA := r.longer(a, b.at), r.longer(b, a.at)
	switch {
	case min(toA, toB) > strayed:
	case toB <= toA:
		a.at = b.at
	default:
		b.at = a.at
	}
	a.course.measure(r.box)
	b.course.measure(r.box)
}

// longer is by how much a line is longer than it was when one of its runs moves; more
// than any line where the run cannot.
func (r *router) longer(moved *run, to int) int {
	if !moved.free.has(to) {
		return 1 << 40
	}
	from := moved.at
	moved.at = to
	moved.course.measure(r.box)
	more := moved.course.length() - moved.course.searched
	moved.at = from
	moved.course.measure(r.box)
	return more
}

func (c *course) length() int {
	sum := 0
	for _, r := range c.runs {
		sum += r.hi - r.lo
	}
	return sum
}

// meets reports whether two lines begin, or end, at one side of one box.
func (c *course) meets(other *course) bool {
	return c != other && (c.from == other.from || c.to == other.to)
}
