package layout

import "slices"

// alignSweeps is how often all rows are aligned, alternately from the outside
// in and from the inside out.
const alignSweeps = 4

// align shifts the members of rows along the rows, within the room that their
// group has, so that as many lines as can be run straight.
func (p *placer) align() {
	near := p.edgesNear()
	for sweep := range alignSweeps {
		for i := range p.t.items {
			if sweep%2 == 1 {
				i = len(p.t.items) - 1 - i
			}
			if p.t.items[i].group == nil || p.lane[i] != nil || p.inTier(i) || p.column(i) {
				continue
			}
			for _, row := range p.rows[i] {
				p.alignRow(i, row, near)
			}
		}
	}
}

// column reports whether group at holds one node above the other, or one beside
// the other, and nothing else: they keep one middle line.
func (p *placer) column(at int) bool {
	return !slices.ContainsFunc(p.rows[at], func(row []int) bool {
		return len(row) != 1 || p.t.items[row[0]].node == nil
	})
}

// inTier reports whether a group's rows are those of lanes around it.
func (p *placer) inTier(at int) bool {
	owner, first, last := p.t.lanes(at)
	return owner >= 0 && p.t.isTier(at, first, last)
}

func (p *placer) alignRow(group int, row []int, near [][]int) {
	axis := 0
	pad := p.pad[group]
	before, after := pad.w, pad.e
	if p.right(group) {
		axis, before, after = 1, pad.n, pad.s
	}
	room := axisOf(p.box[group], axis)
	room = interval{room.lo + before, room.hi - after}
	want := make([]int, len(row))
	for i, at := range row {
		want[i] = axisOf(p.outerBox(at), axis).lo + p.pull(at, near[at], axis)
	}
	kin := p.t.place(row[0]).Kin
	stranger := func(at int) bool { return p.t.place(at).Kin != kin }
	if kin != "" && !slices.ContainsFunc(row, stranger) {
		p.together(row, want, axis)
	}
	up, down := slices.Clone(want), slices.Clone(want)
	from := room.lo
	for i, at := range row {
		up[i] = max(up[i], from)
		from = up[i] + axisOf(p.outerBox(at), axis).length() + gapAcross
	}
	to := room.hi
	for i := len(row) - 1; i >= 0; i-- {
		length := axisOf(p.outerBox(row[i]), axis).length()
		down[i] = min(down[i], to-length)
		to = down[i] - gapAcross
	}
	// Each keeps the order and one of the limits; clamped to the other's limit,
	// so does their mean.
	to = room.hi
	for i := len(row) - 1; i >= 0; i-- {
		length := axisOf(p.outerBox(row[i]), axis).length()
		up[i] = min(up[i], to-length)
		to = up[i] - gapAcross
	}
	from = room.lo
	for i, at := range row {
		e := axisOf(p.outerBox(at), axis)
		down[i] = max(down[i], from)
		from = down[i] + e.length() + gapAcross
	}
	for i, at := range row {
		e := axisOf(p.outerBox(at), axis)
		if by := (up[i]+down[i])>>1 - e.lo; axis == 0 {
			p.move(at, Point{by, 0})
		} else {
			p.move(at, Point{0, by})
		}
	}
}

// together makes the members of a row want to move by the same: what the middle
// one of them wants.
func (p *placer) together(row, want []int, axis int) {
	by := make([]int, len(row))
	for i, at := range row {
		by[i] = want[i] - axisOf(p.outerBox(at), axis).lo
	}
	slices.Sort(by)
	for i, at := range row {
		want[i] = axisOf(p.outerBox(at), axis).lo + by[(len(by)-1)/2]
	}
}

// pull is how far item at would move along axis for the middle one of its lines
// to be straight.
func (p *placer) pull(at int, edges []int, axis int) int {
	var by []int
	for _, i := range edges {
		e := p.t.ends[i]
		own, other := e.from, e.to
		if !p.holds(at, own) {
			own, other = other, own
		}
		a, b := axisOf(p.box[own], axis), axisOf(p.box[other], axis)
		by = append(by, (b.lo+b.hi)/2-(a.lo+a.hi)/2)
	}
	if len(by) == 0 {
		return 0
	}
	slices.Sort(by)
	return by[(len(by)-1)/2]
}

// holds reports whether item inner is item at or inside it.
func (p *placer) holds(at, inner int) bool {
	for ; inner >= 0; inner = p.t.items[inner].parent {
		if inner == at {
			return true
		}
	}
	return false
}

// outerBox is the box of an item with what its border nodes add.
func (p *placer) outerBox(at int) Box {
	b, o := p.box[at], p.out[at]
	return Box{b.X - o.w, b.Y - o.n, b.W + o.w + o.e, b.H + o.n + o.s}
}

// move shifts an item and everything in it.
func (p *placer) move(at int, by Point) {
	if by == (Point{}) {
		return
	}
	p.box[at] = p.box[at].moved(by)
	if cols := p.lane[at]; cols != nil {
		for i := range cols.left {
			cols.left[i] += by.X
		}
	}
	for _, c := range p.t.items[at].children {
		p.move(c, by)
	}
	for _, b := range p.t.items[at].border {
		p.move(b, by)
	}
}
