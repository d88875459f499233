package layout

import "slices"

// Room for what comes to stand among other things is made by spreading the picture: at a
// place along one axis everything behind moves away, and what reaches across that place
// becomes longer. What lies on one side of another thing stays there, what holds it goes
// on to hold it, and siblings stay apart, however often that is done. The picture is too
// large then: once everything has its place, all of it goes back as near to where it was
// as the distances between things allow.

// spreading is a place along an axis, and by how much what lies there or behind moved
// away from what lies before.
type spreading struct{ at, by int }

// spread makes room at a place along an axis.
func (k *keeper) spread(axis, at, by int) {
	if by <= 0 {
		return
	}
	k.spreads[axis] = append(k.spreads[axis], spreading{at, by})
	behind := func(x int) int {
		if x >= at {
			return x + by
		}
		return x
	}
	for i := range k.box {
		if k.absent[i] {
			continue
		}
		e := axisOf(k.box[i], axis)
		before := e
		if k.t.reaches(i, axis) {
			e = interval{behind(e.lo), behind(e.hi)}
		} else if e.lo+e.hi >= 2*at {
			e = interval{e.lo + by, e.hi + by}
		}
		k.box[i] = along(k.box[i], axis, e)
		for n := range k.lanes[i] {
			lane := &k.lanes[i][n]
			l, title := axisOf(lane.Box, axis), axisOf(lane.Title, axis)
			now := interval{behind(l.lo), behind(l.hi)}
			if axis == 1 { // as far from its group's sides as ever
				now = interval{l.lo + e.lo - before.lo, l.hi + e.hi - before.hi}
			}
			by := now.lo - l.lo
			lane.Title = along(lane.Title, axis, interval{title.lo + by, title.hi + by})
			lane.Box = along(lane.Box, axis, now)
		}
	}
}

// along is a box with another extent along an axis.
func along(b Box, axis int, e interval) Box {
	if axis == 0 {
		b.X, b.W = e.lo, e.length()
	} else {
		b.Y, b.H = e.lo, e.length()
	}
	return b
}

// reaches reports whether an item becomes longer along an axis when what it reaches
// across does: a group, or what lies in several lanes.
func (t *tree) reaches(at, axis int) bool {
	if t.items[at].node == nil || axis == 1 {
		return t.items[at].node == nil
	}
	owner, first, last := t.lanes(at)
	return owner >= 0 && first < last
}

// spreadTo is where a place along an axis is since room was made.
func (k *keeper) spreadTo(axis, x int) int {
	for _, s := range k.spreads[axis] {
		if x >= s.at {
			x += s.by
		}
	}
	return x
}

// unspread is where a place along an axis was before room was made.
func (k *keeper) unspread(axis, x int) int {
	for i := len(k.spreads[axis]) - 1; i >= 0; i-- {
		if s := k.spreads[axis][i]; x >= s.at+s.by {
			x -= s.by
		} else if x > s.at {
			x = s.at
		}
	}
	return x
}

// divide calls do for each place where a straight line can pass between the items of a
// group, along either axis, until each stands alone; false says that it could not.
func divide(items []int, box func(int) Box, do func(axis int, before, after []int)) bool {
	if len(items) < 2 {
		return true
	}
	axis := 1
	parts := cut(items, axis, box)
	if len(parts) == 1 {
		axis = 0
		parts = cut(items, axis, box)
	}
	if len(parts) == 1 {
		return false
	}
	all := true
	for i, part := range parts {
		if i > 0 {
			do(axis, parts[i-1], part)
		}
		all = divide(part, box, do) && all
	}
	return all
}

// open makes ways for lines between the children of a group where there are none, with
// as little room as that takes.
func (k *keeper) open(items []int) {
	for axis := 1; axis >= 0; axis-- {
		if parts := cut(items, axis, k.outer); len(parts) > 1 {
			for _, part := range parts {
				k.open(part)
			}
			return
		}
	}
	if len(items) < 2 {
		return
	}
	best, at, along := 1<<40, 0, -1
	for axis := range 2 {
		sorted := slices.Clone(items)
		slices.SortStableFunc(sorted, func(a, b int) int { return k.middle(a, axis) - k.middle(b, axis) })
		for i := 1; i < len(sorted); i++ {
			last, _ := k.facing(sorted[:i], axis)
			_, first := k.facing(sorted[i:], axis)
			end, begin := last.hi, first.lo
			if last.lo < first.hi && end-begin < best {
				best, at, along = end-begin, first.hi, axis
			}
		}
	}
	if along >= 0 {
		k.spread(along, at, best+openRoom)
		k.open(items)
	}
}

// facing is, of items before a way, where the last one ends (hi) and up to where one of
// them must not be behind the way (lo); and of items after it, where the first begins
// (lo) and from where on all of them are behind it (hi).
func (k *keeper) facing(items []int, axis int) (before, after interval) {
	before, after = interval{-1 << 40, -1 << 40}, interval{1 << 40, 1 << 40}
	for _, at := range items {
		e := axisOf(k.outer(at), axis)
		lo, hi := e.lo, e.hi
		if !k.t.reaches(at, axis) {
			lo, hi = k.middle(at, axis)/2, k.middle(at, axis)/2
		}
		before = interval{max(before.lo, hi), max(before.hi, e.hi)}
		after = interval{min(after.lo, e.lo), min(after.hi, lo)}
	}
	return before, after
}

// present are the children of a group that have a place.
func (r *router) present(group int) []int {
	var all []int
	for _, c := range r.t.items[group].children {
		if !r.isAbsent(c) {
			all = append(all, c)
		}
	}
	return all
}

// goHome asks for everything to be where it was before room was made, and holds open
// the ways between boxes that lines will need.
func (k *keeper) goHome(p *pass) {
	for i := range k.box {
		e := axisOf(k.home[i], p.axis)
		p.s.want[low(i)], p.s.want[high(i)] = e.lo, e.hi
		if v, ok := p.middleAt[i]; ok {
			p.s.want[v] = (e.lo + e.hi) / 2
		}
		for n := range k.lanes[i] {
			if v, ok := p.lane[[2]int{i, n}]; ok {
				p.s.want[v] = k.unspread(p.axis, p.s.now[v])
				if p.axis == 0 {
					p.s.want[v+1] = k.unspread(0, p.s.now[v+1])
				}
			}
		}
	}
	for i, it := range k.t.items {
		if it.group != nil && !k.absent[i] {
			k.holdFrame(p, i)
			p.keepWays(i, openRoom)
		}
	}
}

const (
	// openRoom is the least breadth of a way for lines before there are any.
	openRoom = 8
	// wayLeft is what is left of a way that no line took, so that a picture that is
	// kept has it again.
	wayLeft = 2
)

// holdFrame keeps the children of a group behind its title and the nodes on its border,
// so that lines can pass between.
func (k *keeper) holdFrame(p *pass, group int) {
	box := axisOf(k.box[group], p.axis)
	before, after := 0, 0
	for _, b := range k.t.items[group].border {
		if k.absent[b] || k.t.items[b].node.Side.horizontal() != (p.axis == 0) {
			continue
		}
		e := axisOf(k.box[b], p.axis)
		if e.lo < box.lo {
			before = max(before, e.hi-box.lo)
		} else {
			after = max(after, box.hi-e.lo)
		}
	}
	if p.axis == 1 {
		if k.title[group].H > 0 {
			before = max(before, titlePad+k.title[group].H)
		}
		for _, lane := range k.lanes[group] {
			before = max(before, lane.Title.Y+lane.Title.H-box.lo)
		}
	}
	for _, c := range k.present(group) {
		e, outer := axisOf(k.box[c], p.axis), axisOf(k.outer(c), p.axis)
		p.s.atLeast(low(group), low(c), before+openRoom+e.lo-outer.lo)
		p.s.atLeast(high(c), high(group), after+openRoom+outer.hi-e.hi)
	}
}

// keepWays keeps the ways between the children of a group open, so broad at least.
func (p *pass) keepWays(group, broad int) {
	divide(p.present(group), p.outer, func(axis int, before, after []int) {
		if axis == p.axis {
			p.holdOpen(before, after, broad)
		}
	})
}

// closes reports whether places would close the ways between the children of a group;
// the ways are held open from then on.
func (p *pass) closes(at []int) bool {
	there := func(i int) Box {
		b := p.outer(i)
		e, own := axisOf(b, p.axis), axisOf(p.box[i], p.axis)
		return along(b, p.axis, interval{e.lo - own.lo + at[low(i)], e.hi - own.hi + at[high(i)]})
	}
	free := func(int, []int, []int) {}
	for i, it := range p.t.items {
		if it.group == nil {
			continue
		}
		if items := p.present(i); !divide(items, there, free) && divide(items, p.outer, free) {
			p.keepWays(i, wayLeft)
			p.opened = true
		}
	}
	return p.opened
}

// holdOpen keeps items on the two sides of a way between them.
func (p *pass) holdOpen(before, after []int, broad int) {
	last, first := -1<<40, 1<<40
	wantLast, wantFirst := last, first
	for _, at := range before {
		last = max(last, axisOf(p.outer(at), p.axis).hi)
		wantLast = max(wantLast, p.s.want[p.s.find(high(at))])
	}
	for _, at := range after {
		first = min(first, axisOf(p.outer(at), p.axis).lo)
		wantFirst = min(wantFirst, p.s.want[p.s.find(low(at))])
	}
	v := p.s.add((last + first) / 2)
	p.s.want[v] = (wantLast + wantFirst) / 2
	for _, at := range before {
		beyond := axisOf(p.outer(at), p.axis).hi - axisOf(p.box[at], p.axis).hi
		p.s.atLeast(high(at), v, beyond+broad/2)
	}
	for _, at := range after {
		beyond := axisOf(p.box[at], p.axis).lo - axisOf(p.outer(at), p.axis).lo
		p.s.atLeast(v, low(at), beyond+broad-broad/2)
	}
}
