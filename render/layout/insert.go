package layout

import "slices"

// What is new in a picture that is kept comes to stand beside what it is tied to, or
// behind everything else in its group; where lines can pass between all of them as
// before. Where its place is not free, room is made (room.go).

// roomBeside is left around what comes to stand among others.
const roomBeside = gapAlong

// settleNew finds places for the new children of a group that is there already.
func (k *keeper) settleNew(group int) {
	for _, c := range k.t.items[group].children {
		if k.absent[c] {
			k.insert(group, c)
		}
	}
	for _, b := range k.t.items[group].border {
		if k.absent[b] {
			k.insertOnBorder(group, b)
		} else {
			k.growOnBorder(group, b)
		}
	}
}

// insert puts a new child of a group to the best place there.
func (k *keeper) insert(group, child int) {
	out := k.p.out[child]
	size := Size{k.p.box[child].W + out.w + out.e, k.p.box[child].H + out.n + out.s}
	tier := k.isTier(child)
	if pad := k.p.pad[child]; tier { // what it holds finds a place in it one by one
		size = Size{pad.w + pad.e + out.w + out.e, pad.n + pad.s + out.n + out.s}
	}
	k.widenLanes(child, size.W)
	b := k.bestPlace(group, child, size)
	middle := Point{k.unspread(0, b.X+b.W/2), k.unspread(1, b.Y+b.H/2)}
	room, all := k.room(group), k.others(group)
	behind := Point{max(room.X+room.W, k.box[group].X+1), max(room.Y+room.H, k.box[group].Y+1)}
	for _, o := range all {
		behind = Point{max(behind.X, o.X+o.W+1), max(behind.Y, o.Y+o.H+1)}
	}
	k.spread(0, behind.X, b.X+b.W-room.X-room.W)
	k.spread(1, behind.Y, b.Y+b.H-room.Y-room.H)
	own := Box{b.X + out.w, b.Y + out.n, b.W - out.w - out.e, b.H - out.n - out.s}
	if !tier {
		k.put(child, Point{own.X, own.Y})
	}
	k.box[child], k.absent[child] = own, false
	k.remember(child, middle)
}

// isTier reports whether an item is a group that other groups' lanes run through.
func (k *keeper) isTier(at int) bool {
	owner, first, last := k.t.lanes(at)
	return owner >= 0 && k.t.isTier(at, first, last)
}

// room is what a group has for its content now.
func (k *keeper) room(group int) Box {
	b, pad := k.box[group], k.p.pad[group]
	room := Box{b.X + pad.w, b.Y + pad.n, b.W - pad.w - pad.e, b.H - pad.n - pad.s}
	for _, lane := range k.lanes[group] {
		top, bottom := lane.Title.Y+lane.Title.H+2*titlePad, lane.Box.Y+lane.Box.H-laneInset
		if bottom -= max(room.Y, top); top > room.Y {
			room.Y = top
		}
		room.H = min(room.H, bottom)
	}
	return room
}

// others are the boxes of the children of a group that have a place.
func (k *keeper) others(group int) []Box {
	var all []Box
	for _, c := range k.present(group) {
		all = append(all, k.outer(c))
	}
	return all
}

// bestPlace is the cheapest place of a new child that leaves lines a way between all
// children of its group.
func (k *keeper) bestPlace(group, child int, size Size) Box {
	room := k.room(group)
	type place struct {
		box  Box
		cost int
	}
	var all []place
	for _, b := range k.places(group, child, size, room) {
		all = append(all, place{b, k.costOf(group, child, b, room)})
	}
	slices.SortStableFunc(all, func(a, b place) int { return a.cost - b.cost })
	items := append(k.present(group), child)
	for _, p := range all {
		box := func(at int) Box {
			if at == child {
				return p.box
			}
			return k.outer(at)
		}
		if divide(items, box, func(int, []int, []int) {}) {
			return p.box
		}
	}
	b := Box{room.X, room.Y, size.W, size.H} // behind all others
	for _, o := range k.others(group) {
		b.Y = max(b.Y, o.Y+o.H+gapAlong)
	}
	if lanes := k.lanesFor(child); lanes != nil {
		b = lanes(b)
	}
	return b
}

// places are where something of a size may come to lie in a group: beside each of
// the others, or behind all of them.
func (k *keeper) places(group, child int, size Size, room Box) []Box {
	others := k.others(group)
	right, bottom := room.X, room.Y
	for _, o := range others {
		right, bottom = max(right, o.X+o.W+gapAcross), max(bottom, o.Y+o.H+gapAlong)
	}
	var border []Box
	for _, b := range k.t.items[group].border {
		if !k.absent[b] {
			border = append(border, k.box[b])
		}
	}
	lanes := k.lanesFor(child)
	var all []Box
	try := func(x, y int) {
		b := Box{x, y, size.W, size.H}
		if lanes != nil {
			b = lanes(b)
		}
		const gap = min(gapAcross, roomBeside)
		if b.X >= room.X && b.Y >= room.Y && !meetsAny(b, others, gap) && !meetsAny(b.in(room), border, gap) {
			all = append(all, b)
		}
	}
	for _, o := range others {
		midX, midY := o.X+(o.W-size.W)/2, o.Y+(o.H-size.H)/2
		for _, x := range [4]int{o.X + o.W + roomBeside, o.X - roomBeside - size.W, right, room.X} {
			try(x, midY)
		}
		for _, y := range [4]int{o.Y + o.H + roomBeside, o.Y - roomBeside - size.H, bottom, room.Y} {
			try(midX, y)
		}
	}
	try(room.X, bottom)
	try(right, room.Y)
	return all
}

// in is the part of a box that lies in another one, or its side that is nearest to that.
func (b Box) in(room Box) Box {
	x, y := min(b.X, room.X+room.W), min(b.Y, room.Y+room.H)
	return Box{x, y, min(b.X+b.W, room.X+room.W) - x, min(b.Y+b.H, room.Y+room.H) - y}
}

// laneRoom is how far a new child may reach in its lanes; ok is false where there are
// none.
func (k *keeper) laneRoom(child int) (e interval, ok bool) {
	owner, first, last := k.t.lanes(child)
	if owner < 0 || len(k.lanes[owner]) == 0 {
		return e, false
	}
	from, to := k.lanes[owner][first].Box, k.lanes[owner][last].Box
	room := k.room(k.t.items[child].parent)
	return interval{from.X + laneInset, to.X + to.W - laneInset}.and(axisOf(room, 0)), true
}

// widenLanes makes the lanes of a new child wide enough for it, and what of the first and
// the last of several for its part there.
func (k *keeper) widenLanes(child, width int) {
	owner, first, last := k.t.lanes(child)
	e, ok := k.laneRoom(child)
	if !ok {
		return
	}
	if first < last {
		end := axisOf(k.lanes[owner][first].Box, 0).hi
		k.spread(0, end, e.lo+2*laneShare-end)
		e, _ = k.laneRoom(child)
		k.spread(0, e.hi, k.lanes[owner][last].Box.X+2*laneShare-e.hi)
		e, _ = k.laneRoom(child)
	}
	k.spread(0, max(e.hi, k.box[k.t.items[child].parent].X+1), width-e.length())
}

// lanesFor is how a new child is put into its lanes, which are wide enough, or nil where
// there are none.
func (k *keeper) lanesFor(child int) func(Box) Box {
	e, ok := k.laneRoom(child)
	if !ok {
		return nil
	}
	owner, first, last := k.t.lanes(child)
	return func(b Box) Box {
		switch {
		case k.isTier(child):
			b.X, b.W = e.lo, e.length()
		case first < last: // a part of it in each lane
			from, to := k.lanes[owner][first].Box, k.lanes[owner][last].Box
			lo, hi := from.X+from.W-2*laneShare, to.X+2*laneShare
			b.W = max(b.W, hi-lo)
			b.X = min(max((lo+hi-b.W)/2, e.lo, hi-b.W), e.hi-b.W, lo)
		default:
			b.X = min(max(b.X, e.lo), e.hi-b.W)
		}
		return b
	}
}

// costOf is small for a good place of a new child: one that makes its group grow
// little, is near what the child is tied to, and in the row that placement gives it.
func (k *keeper) costOf(group, child int, b, room Box) int {
	grown := max(0, b.X+b.W-room.X-room.W) + max(0, b.Y+b.H-room.Y-room.H)
	cost := 3 * grown
	x, y := b.X+b.W/2, b.Y+b.H/2
	if at, ok := k.partners(child); ok {
		cost += abs(at.X-x) + abs(at.Y-y)
	}
	for _, row := range k.p.rows[group] {
		if !slices.Contains(row, child) {
			continue
		}
		for _, mate := range row {
			if mate == child || k.absent[mate] {
				continue
			}
			o := k.box[mate]
			if k.p.right(group) {
				return cost + abs(o.X+o.W/2-x)
			}
			return cost + abs(o.Y+o.H/2-y)
		}
	}
	return cost
}

// partners is the middle of what an item has lines to.
func (k *keeper) partners(at int) (middle Point, ok bool) {
	count := 0
	for _, e := range k.t.ends {
		own, other := e.from, e.to
		if !k.p.holds(at, own) {
			own, other = other, own
		}
		if !k.p.holds(at, own) || k.p.holds(at, other) || k.absent[other] || k.p.holds(other, at) {
			continue
		}
		b := k.box[other]
		middle.X, middle.Y, count = middle.X+b.X+b.W/2, middle.Y+b.Y+b.H/2, count+1
	}
	if count == 0 {
		return Point{}, false
	}
	return Point{middle.X / count, middle.Y / count}, true
}

// put lays a new item and all that it holds at its place, arranged as placement does.
func (k *keeper) put(at int, corner Point) {
	by := Point{corner.X - k.p.box[at].X, corner.Y - k.p.box[at].Y}
	k.eachIn(at, func(at int) {
		k.box[at], k.absent[at] = k.p.box[at].moved(by), false
		if k.p.lane[at] != nil {
			k.lanes[at] = k.p.laneBoxes(at)
			for i := range k.lanes[at] {
				lane := &k.lanes[at][i]
				lane.Box, lane.Title = lane.Box.moved(by), lane.Title.moved(by)
			}
		}
	})
}

// eachIn calls do for an item and all that it holds.
func (k *keeper) eachIn(at int, do func(at int)) {
	do(at)
	for _, c := range slices.Concat(k.t.items[at].children, k.t.items[at].border) {
		k.eachIn(c, do)
	}
}

// remember notes where a new item, and all that it holds, would lie had no room been
// made: about that place.
func (k *keeper) remember(at int, middle Point) {
	b := k.box[at]
	by := Point{middle.X - b.X - b.W/2, middle.Y - b.Y - b.H/2}
	k.eachIn(at, func(at int) { k.home[at] = k.box[at].moved(by) })
}

// insertOnBorder puts a new node to a free place on the border of a group.
func (k *keeper) insertOnBorder(group, node int) {
	side, size := k.t.items[node].node.Side, k.least[node]
	axis := 0 // along the side
	if side.horizontal() {
		axis = 1
	}
	k.giveWay(group, side, axisOf(Box{W: size.W, H: size.H}, 1-axis).hi/2)
	others := k.others(group)
	for _, b := range k.t.items[group].border {
		if !k.absent[b] {
			others = append(others, k.box[b])
		}
	}
	g := k.box[group]
	length := axisOf(Box{W: size.W, H: size.H}, axis).hi
	from := axisOf(g, axis).lo + k.p.borderStart(group, side)
	if axis == 1 {
		from = g.Y + k.p.pad[group].n
	}
	for ; ; from += 10 {
		b := Box{from, sideAt(g, side) - size.H/2, size.W, size.H}
		if axis == 1 {
			b = Box{sideAt(g, side) - size.W/2, from, size.W, size.H}
		}
		if !meetsAny(b, others, gaps[aNode][aNode]) {
			end := axisOf(g, axis).hi
			middle := Point{k.unspread(0, b.X+b.W/2), k.unspread(1, b.Y+b.H/2)}
			k.spread(axis, end, from+length+padding-end)
			k.box[node], k.absent[node] = b, false
			k.remember(node, middle)
			return
		}
	}
}

// growOnBorder makes a node on the border of a group as large as it is now.
func (k *keeper) growOnBorder(group, node int) {
	side, axis := k.t.items[node].node.Side, 1
	if side.horizontal() {
		axis = 0
	}
	half := axisOf(Box{W: k.least[node].W, H: k.least[node].H}, axis).hi / 2
	if 2*half > axisOf(k.box[node], axis).length() {
		k.giveWay(group, side, half)
	}
	at := sideAt(k.box[group], side)
	k.box[node] = along(k.box[node], axis, interval{at - half, at + half})
}

// giveWay makes room at a side of a group for half of what comes to lie on it: outside for
// lines to pass as well, inside before what the group holds.
func (k *keeper) giveWay(group int, side Side, half int) {
	axis := 1
	if side.horizontal() {
		axis = 0
	}
	at, inside := sideAt(k.box[group], side), sideAt(k.box[group], side)
	if far := side == East || side == South; far {
		at++
	} else {
		inside++
	}
	free := 1 << 40
	inner := k.others(group)
	for _, lane := range k.lanes[group] {
		inner = append(inner, lane.Box)
	}
	for _, b := range inner {
		free = min(free, abs(sideAt(b, side)-sideAt(k.box[group], side)))
	}
	k.spread(axis, at, half+gaps[aNode][aNode])
	if inside > at {
		inside += half + gaps[aNode][aNode]
	}
	by := half + padding - free
	k.spread(axis, inside, by)
	if by <= 0 || axis == 0 {
		return
	}
	for i := range k.lanes[group] { // which went with the side
		lane := &k.lanes[group][i]
		lane.Box.H -= by
		if side == North {
			lane.Box.Y, lane.Title.Y = lane.Box.Y+by, lane.Title.Y+by
		}
	}
}
