package layout

import (
	"cmp"
	"slices"
)

// Where an earlier picture of a graph is known (Graph.Kept), things stay where they
// were in it, and nothing is arranged anew. What is new goes to a free place beside
// what it is tied to; where there is none, its group grows, and what faces the group
// gives way, as little as it must. Since everything is then moved by a system of
// differences (adjust.go), things lie in their parents and apart from their siblings
// as ever, whatever the earlier picture says.
//
// A place that contradicts the graph (outside of the parent, on top of a sibling) is
// no place: the thing counts as new.

// keeper puts things where they were.
type keeper struct {
	*router
	p *placer // where placement would put them
	// kept says of which things the earlier place holds.
	kept []bool
	// cramped says that something new found no place, as in a lane too narrow for it.
	cramped bool
}

// clearly is how far apart the middles of two boxes are for one to lie on a side of
// the other.
const clearly = 24

// roomBeside is left around what comes to stand among others.
const roomBeside = gapAlong

// keepBoxes is where the boxes of t lie, given where they lay; it is nil when
// nothing of it was there before, or something new finds no place in it.
func keepBoxes(t *tree) *Layout {
	n := len(t.items)
	k := &keeper{router: &router{
		t: t, box: make([]Box, n), least: make([]Size, n), lanes: make([][]LaneBox, n), across: make([][]int, n),
		absent: make([]bool, n),
	}, p: place(t), kept: make([]bool, n)}
	k.measureTitles()
	for i, it := range t.items {
		k.absent[i] = i > 0
		if it.node != nil {
			k.least[i] = Size{k.p.box[i].W, k.p.box[i].H}
		} else {
			k.across[i] = t.across(i, 0, len(it.group.Lanes)-1)
		}
	}
	k.stand(0)
	if !slices.Contains(k.kept, true) {
		return nil
	}
	k.hold(func(at int) bool { return k.kept[at] })
	for i, it := range t.items {
		if it.group != nil && !k.absent[i] {
			k.settleNew(i)
		}
	}
	if k.cramped {
		return nil
	}
	k.align()
	for _, axis := range [2]int{1, 0} {
		k.adjust(axis, widened)
	}
	l := k.layout()
	l.Held = map[string]bool{}
	for i, held := range k.kept {
		if held {
			l.Held[t.id(i)] = true
		}
	}
	return l
}

// id is that of an item.
func (t *tree) id(at int) string {
	if n := t.items[at].node; n != nil {
		return n.ID
	}
	return t.items[at].group.ID
}

// LaneID is the id under which the place of a lane is kept.
func LaneID(group, lane string) string { return group + "#" + lane }

// Places are where everything in the layout lies, by id, as [Graph.Kept] takes
// it; a lane has that of its group and its own.
func (l *Layout) Places() map[string]Box {
	all := map[string]Box{}
	for id, b := range l.Nodes {
		all[id] = b
	}
	for id, g := range l.Groups {
		all[id] = g.Box
		for _, lane := range g.Lanes {
			all[LaneID(id, lane.ID)] = lane.Box
		}
	}
	return all
}

// stand puts what group at holds to its earlier place, where that is one.
func (k *keeper) stand(at int) {
	it := &k.t.items[at]
	var taken []Box
	for _, c := range it.children {
		b, ok := k.earlier(c)
		ok = ok && b.W > 0 && b.H > 0 && (at == 0 || within(b, k.box[at])) && !meetsAny(b, taken, 1)
		if ok && k.inItsLanes(c, b) && k.standLanes(c, b) {
			k.box[c], k.kept[c], k.absent[c] = b, true, false
			taken = append(taken, b)
		}
	}
	if at == 0 {
		k.around(taken)
	}
	for _, c := range it.border {
		b, ok := k.t.graph.Kept[k.t.id(c)]
		if ok && onSide(b, k.box[at], k.t.items[c].node.Side) && !meetsAny(b, taken, 1) {
			k.box[c], k.kept[c], k.absent[c] = b, true, false
			taken = append(taken, b)
		}
	}
	for _, c := range it.children {
		if k.kept[c] && k.t.items[c].group != nil {
			k.stand(c)
		}
	}
}

// earlier is the place that an item had. A group that was not there, or is called as
// another one was, has the place of what it holds now: things stay, whatever is drawn
// around them.
func (k *keeper) earlier(at int) (b Box, ok bool) {
	b, ok = k.t.graph.Kept[k.t.id(at)]
	if k.t.items[at].group == nil {
		return b, ok
	}
	var all []Box
	for _, c := range k.t.items[at].children {
		was, known := k.t.graph.Kept[k.t.id(c)]
		switch {
		case known && ok && within(was, b):
			return b, ok
		case known:
			all = append(all, was)
		}
	}
	if len(all) == 0 {
		return b, ok
	}
	b = all[0]
	for _, was := range all {
		b = union(b, was)
	}
	pad := k.p.pad[at]
	return Box{b.X - pad.w, b.Y - pad.n, b.W + pad.w + pad.e, b.H + pad.n + pad.s}, true
}

// around makes the root as large as what stands in it.
func (k *keeper) around(all []Box) {
	for i, b := range all {
		if i == 0 {
			k.box[0] = b
		}
		k.box[0] = union(k.box[0], b)
	}
	b := &k.box[0]
	*b = Box{b.X - margin, b.Y - margin, b.W + 2*margin, b.H + 2*margin}
}

// standLanes puts the lanes of group at, whose box is b, to where they were, and
// reports whether all of them were there, side by side.
func (k *keeper) standLanes(at int, b Box) bool {
	it := &k.t.items[at]
	if it.group == nil {
		return true
	}
	var lanes []LaneBox
	for i, l := range it.group.Lanes {
		was, ok := k.t.graph.Kept[LaneID(it.group.ID, l.ID)]
		if !ok || !within(was, b) || i > 0 && was.X < lanes[i-1].Box.X+lanes[i-1].Box.W {
			return false
		}
		lanes = append(lanes, LaneBox{
			ID: l.ID, Box: was, Title: Box{was.X + titlePad, was.Y + titlePad, l.Title.W, l.Title.H},
		})
	}
	k.lanes[at] = lanes
	return true
}

// inItsLanes reports whether a node at b lies in the lanes that it names now.
func (k *keeper) inItsLanes(at int, b Box) bool {
	owner, first, last := k.t.lanes(at)
	if owner < 0 || len(k.lanes[owner]) == 0 || k.t.items[at].node == nil {
		return true
	}
	from, to := k.lanes[owner][first].Box, k.lanes[owner][last].Box
	if first == last {
		return b.X >= from.X && b.X+b.W <= from.X+from.W
	}
	return b.X < from.X+from.W && b.X+b.W > to.X
}

func within(b, around Box) bool {
	return b.X > around.X && b.Y > around.Y && b.X+b.W < around.X+around.W && b.Y+b.H < around.Y+around.H
}

// meetsAny reports whether b comes nearer than gap to one of all.
func meetsAny(b Box, all []Box, gap int) bool {
	return slices.ContainsFunc(all, func(o Box) bool {
		return b.X < o.X+o.W+gap && o.X < b.X+b.W+gap && b.Y < o.Y+o.H+gap && o.Y < b.Y+b.H+gap
	})
}

// onSide reports whether the middle of b lies on a side of a group.
func onSide(b, group Box, side Side) bool {
	axis := 1
	if side.horizontal() {
		axis = 0
	}
	e, along, room := axisOf(b, axis), axisOf(b, 1-axis), axisOf(group, 1-axis)
	return abs((e.lo+e.hi)/2-sideAt(group, side)) <= 1 && room.lo < along.lo && along.hi < room.hi
}

// keepOrder demands that no two nodes that were there before change sides: their
// middles keep their order.
func (p *pass) keepOrder() {
	slices.SortStableFunc(p.firm, func(a, b int) int {
		return cmp.Compare(p.held[p.axis][a], p.held[p.axis][b])
	})
	last := -1
	for _, at := range p.firm {
		v := p.middleOf(at)
		if last >= 0 { // and which is which stays to be seen
			p.s.atLeast(last, v, min(p.s.now[v]-p.s.now[last], clearly))
		}
		last = v
	}
}

// hold makes adjustments keep the order of the nodes that were there before, where
// the graph asks for it.
func (r *router) hold(held func(at int) bool) {
	r.held = [2]map[int]int{{}, {}}
	for i, it := range r.t.items {
		if r.t.graph.Firm && it.node != nil && held(i) {
			r.firm = append(r.firm, i)
			for axis := range 2 {
				r.held[axis][i] = r.middle(i, axis) / 2
			}
		}
	}
}

// middleOf is a coordinate for the middle of a node: of one on a border, across
// that, the border's.
func (p *pass) middleOf(at int) int {
	if it := &p.t.items[at]; p.t.onBorder(at) && it.node.Side.horizontal() == (p.axis == 0) {
		if it.node.Side == East || it.node.Side == South {
			return high(it.parent)
		}
		return low(it.parent)
	}
	v := p.s.add(p.held[p.axis][at])
	p.middleAt[at] = v
	half := axisOf(Box{W: p.least[at].W, H: p.least[at].H}, p.axis).hi / 2
	p.s.atLeast(low(at), v, half)
	p.s.atLeast(v, high(at), half)
	return v
}

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
		}
	}
}

// insert puts a new child of a group to the best free place there.
func (k *keeper) insert(group, child int) {
	size := k.p.outer(child)
	if k.t.items[child].node == nil || k.p.box[child].W > k.p.size[child].W {
		o := k.p.out[child]
		size = Size{k.p.box[child].W + o.w + o.e, k.p.box[child].H + o.n + o.s}
	}
	room := k.room(group)
	best, bestCost := Box{room.X, room.Y, size.W, size.H}, -1
	for _, b := range k.places(group, child, size, room) {
		if cost := k.costOf(group, child, b, room); bestCost < 0 || cost < bestCost {
			best, bestCost = b, cost
		}
	}
	k.cramped = k.cramped || bestCost < 0
	k.growFor(group, best, room)
	k.put(child, Point{best.X + k.p.out[child].w, best.Y + k.p.out[child].n})
}

// room is what a group has for its content now.
func (k *keeper) room(group int) Box {
	b, pad := k.box[group], k.p.pad[group]
	return Box{b.X + pad.w, b.Y + pad.n, b.W - pad.w - pad.e, b.H - pad.n - pad.s}
}

// others are the children of a group that have a place.
func (k *keeper) others(group int) []Box {
	var all []Box
	for _, c := range k.t.items[group].children {
		if !k.absent[c] {
			all = append(all, k.outer(c))
		}
	}
	return all
}

// places are where something of a size may come to lie in a group: beside each of
// the others, or behind all of them.
func (k *keeper) places(group, child int, size Size, room Box) []Box {
	others := k.others(group)
	right, bottom := room.X, room.Y
	for _, o := range others {
		right, bottom = max(right, o.X+o.W+gapAcross), max(bottom, o.Y+o.H+gapAlong)
	}
	for _, b := range k.t.items[group].border {
		if !k.absent[b] {
			others = append(others, k.box[b])
		}
	}
	lanes := k.lanesFor(child)
	var all []Box
	try := func(x, y int) {
		b := Box{x, y, size.W, size.H}
		if lanes != nil {
			b = lanes(b)
		}
		if b.X >= room.X && b.Y >= room.Y && !meetsAny(b, others, min(gapAcross, roomBeside)) {
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

// lanesFor is how a new child is put into its lanes, or nil where there are none.
func (k *keeper) lanesFor(child int) func(Box) Box {
	owner, first, last := k.t.lanes(child)
	if owner < 0 || len(k.lanes[owner]) == 0 {
		return nil
	}
	from, to := k.lanes[owner][first].Box, k.lanes[owner][last].Box
	return func(b Box) Box {
		if first < last { // a part of it in each lane
			lo, hi := from.X+from.W-2*laneShare, to.X+2*laneShare
			b.W = max(b.W, hi-lo)
			b.X = (lo+hi)/2 - b.W/2
			return b
		}
		b.X = min(max(b.X, from.X+laneInset), from.X+from.W-laneInset-b.W)
		k.cramped = k.cramped || b.X < from.X+laneInset
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

// growFor makes a group as large as it must be for something at b.
func (k *keeper) growFor(group int, b, room Box) {
	old := k.least[group]
	box := k.box[group]
	for axis, more := range [2]int{b.X + b.W - room.X - room.W, b.Y + b.H - room.Y - room.H} {
		if more <= 0 {
			continue
		}
		k.least[group] = Size{box.W + more, 0}
		if axis == 1 {
			k.least[group] = Size{0, box.H + more}
		}
		k.upwards = true
		k.adjust(axis, widened)
		k.upwards = false
	}
	k.least[group] = old
}

// put lays a new item and all that it holds at its place, arranged as placement
// does.
func (k *keeper) put(at int, corner Point) {
	by := Point{corner.X - k.p.box[at].X, corner.Y - k.p.box[at].Y}
	var lay func(int)
	lay = func(at int) {
		k.box[at], k.absent[at] = k.p.box[at].moved(by), false
		if k.p.lane[at] != nil {
			k.lanes[at] = k.p.laneBoxes(at)
			for i := range k.lanes[at] {
				lane := &k.lanes[at][i]
				lane.Box, lane.Title = lane.Box.moved(by), lane.Title.moved(by)
			}
		}
		for _, c := range slices.Concat(k.t.items[at].children, k.t.items[at].border) {
			lay(c)
		}
	}
	lay(at)
}

// insertOnBorder puts a new node to a free place on the border of a group.
func (k *keeper) insertOnBorder(group, node int) {
	side, size := k.t.items[node].node.Side, k.least[node]
	g := k.box[group]
	axis := 0
	if side.horizontal() {
		axis = 1
	}
	var others []Box
	for _, b := range k.t.items[group].border {
		if !k.absent[b] {
			others = append(others, k.box[b])
		}
	}
	others = append(others, k.others(group)...)
	length := axisOf(Box{W: size.W, H: size.H}, axis).hi
	start := axisOf(g, axis).lo + k.p.borderStart(group, side)
	if axis == 1 {
		start = g.Y + k.p.pad[group].n
	}
	for from := start; ; from += 10 {
		b := Box{from, sideAt(g, side) - size.H/2, size.W, size.H}
		if axis == 1 {
			b = Box{sideAt(g, side) - size.W/2, from, size.W, size.H}
		}
		if meetsAny(b, others, gaps[aNode][aNode]) {
			continue
		}
		if over := from + length + padding - axisOf(g, axis).hi; over > 0 {
			room := k.room(group)
			if axis == 0 {
				k.growFor(group, Box{room.X, room.Y, room.W + over, 0}, room)
			} else {
				k.growFor(group, Box{room.X, room.Y, 0, room.H + over}, room)
			}
			if side == East { // which has moved, or not
				b.X = sideAt(k.box[group], side) - size.W/2
			}
		}
		k.box[node], k.absent[node] = b, false
		return
	}
}
