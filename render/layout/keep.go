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
	// home is where things were, or for new ones came to lie, before room was made.
	home    []Box
	spreads [2][]spreading // by axis
}

// clearly is up to which distance the middles of two boxes stay as far apart as they
// were: a line that widens one of the two on one side does not make them seem to have
// changed sides.
const clearly = 60

// keepBoxes is where the boxes of t lie, given where they lay; it is nil when
// nothing of it was there before, or what lies in several lanes found no place there.
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
			if len(it.children) == 0 { // lines may end at it
				k.least[i] = Size{k.p.box[i].W, k.p.box[i].H}
			}
		}
	}
	k.stand(0)
	if !slices.Contains(k.kept, true) {
		return nil
	}
	k.around()
	k.home = k.smallest()
	for i, it := range t.items {
		if it.group != nil && !k.absent[i] {
			k.open(k.present(i))
		}
	}
	k.loosen()
	for i, it := range t.items {
		if it.group != nil && !k.absent[i] {
			k.settleNew(i)
		}
	}
	k.hold(func(at int) (Point, bool) {
		b := k.home[at]
		return Point{k.spreadTo(0, b.X+b.W/2), k.spreadTo(1, b.Y+b.H/2)}, k.kept[at]
	})
	k.align()
	if len(k.spreads[0])+len(k.spreads[1]) > 0 {
		k.ask = k.goHome
	}
	for _, axis := range [2]int{1, 0} {
		k.adjust(axis, widened)
	}
	if !k.allInLanes() {
		return nil
	}
	l := k.layout()
	l.Held = map[string]Point{}
	for _, at := range k.firm {
		l.Held[t.id(at)] = Point{k.held[0][at] - k.box[0].X, k.held[1][at] - k.box[0].Y}
	}
	return l
}

// allInLanes reports whether all nodes lie in the lanes that they name.
func (k *keeper) allInLanes() bool {
	for i, it := range k.t.items {
		if it.node != nil && !k.inItsLanes(i, k.box[i]) {
			return false
		}
	}
	return true
}

// smallest are the boxes of all items, those of nodes no larger than they must be.
func (k *keeper) smallest() []Box {
	all := slices.Clone(k.box)
	for i, it := range k.t.items {
		if least := k.least[i]; it.node != nil && !k.t.reaches(i, 0) {
			b := k.box[i]
			all[i] = Box{b.X + (b.W-least.W)/2, b.Y + (b.H-least.H)/2, least.W, least.H}
		}
	}
	return all
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
	for _, widened := range [2]bool{false, true} { // what is made wider finds what is left
		for _, c := range it.children {
			was, ok := k.earlier(c)
			b := k.acrossLanes(c, was)
			ok = ok && b.W > 0 && b.H > 0 && (at == 0 || within(b, k.box[at])) && !meetsAny(b, taken, 1)
			if ok && (b != was) == widened && k.inItsLanes(c, b) && k.standLanes(c, b) {
				k.box[c], k.kept[c], k.absent[c] = b, true, false
				taken = append(taken, b)
			}
		}
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
func (k *keeper) around() {
	for i, b := range k.others(0) {
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

// inItsLanes reports whether an item at b lies in the lanes that it names now.
func (k *keeper) inItsLanes(at int, b Box) bool {
	owner, first, last := k.t.lanes(at)
	if owner < 0 || len(k.lanes[owner]) == 0 {
		return true
	}
	from, to := k.lanes[owner][first].Box, k.lanes[owner][last].Box
	switch {
	case first == last && k.t.items[at].group != nil: // whose nodes lie in them
		return b.X < from.X+from.W-laneInset && b.X+b.W > from.X+laneInset
	case first == last:
		return b.X >= from.X && b.X+b.W <= from.X+from.W
	}
	return b.X < from.X+from.W && b.X+b.W > to.X
}

// acrossLanes is the place of a group through which lanes run, at least as wide as it
// takes to be seen in each.
func (k *keeper) acrossLanes(at int, b Box) Box {
	if owner, first, last := k.t.lanes(at); k.isTier(at) && len(k.lanes[owner]) > 0 {
		from, to := k.lanes[owner][first].Box, k.lanes[owner][last].Box
		end := max(b.X+b.W, to.X+2*laneShare)
		b.X = min(b.X, from.X+from.W-2*laneShare)
		b.W = end - b.X
	}
	return b
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

// evenOut finds nodes that seem to have changed sides, as lines widened one side of one
// of them alone, and lets that one be as wide on the other side of the middle that it is
// held at. It reports whether there are any.
func (r *router) evenOut(axis int) bool {
	const seen = 20 // from which distance on it is clear what lies before what
	found := false
	for i, a := range r.firm {
		for _, b := range r.firm[:i] {
			held, now := r.held[axis][a]-r.held[axis][b], (r.middle(a, axis)-r.middle(b, axis))/2
			if held*now >= 0 || abs(now) <= seen {
				continue
			}
			at := a
			if off := func(at int) int { return abs(r.middle(at, axis)/2 - r.held[axis][at]) }; off(b) > off(a) {
				at = b
			}
			e, middle := axisOf(r.box[at], axis), r.held[axis][at]
			length := 2 * max(middle-e.lo, e.hi-middle)
			if axis == 0 {
				r.least[at].W = max(r.least[at].W, length)
			} else {
				r.least[at].H = max(r.least[at].H, length)
			}
			found = true
		}
	}
	return found
}

// addMiddles makes coordinates for the middles of the nodes that were there before.
func (p *pass) addMiddles() {
	for _, at := range p.firm {
		if _, tied := p.sideOf(at); !tied {
			p.middleAt[at] = p.s.add(p.held[p.axis][at])
		}
	}
}

// keepOrder demands that no two nodes that were there before change sides: their
// middles keep their order.
func (p *pass) keepOrder() {
	if p.axis == 0 {
		p.keepSeams()
	}
	slices.SortStableFunc(p.firm, func(a, b int) int {
		return cmp.Compare(p.held[p.axis][a], p.held[p.axis][b])
	})
	last := -1
	for _, at := range p.firm {
		v := p.middleOf(at)
		if last >= 0 { // and which is which stays to be seen
			p.s.atLeast(last, v, min(max(p.s.want[v]-p.s.want[last], 0), clearly))
		}
		last = v
	}
}

// keepSeams lets the middles of nodes in several lanes go with the first of these.
func (p *pass) keepSeams() {
	for _, at := range p.firm {
		owner, first, last := p.inLanes(at)
		if owner < 0 || first == last {
			continue
		}
		lane, v := p.lane[[2]int{owner, first}], p.middleAt[at]
		for _, edge := range [2]int{lane, lane + 1} {
			p.s.atLeast(edge, v, p.s.want[v]-p.s.want[edge])
		}
	}
}

// hold makes adjustments keep the order of the nodes that were there before, where
// the graph asks for it; middle is where the middle of such a node is held.
func (r *router) hold(middle func(at int) (Point, bool)) {
	r.held = [2]map[int]int{{}, {}}
	for i, it := range r.t.items {
		if at, ok := middle(i); ok && r.t.graph.Firm && it.node != nil {
			r.firm = append(r.firm, i)
			r.held[0][i], r.held[1][i] = at.X, at.Y
		}
	}
}

// sideOf is the coordinate of the side of a group on which a node lies; tied is false
// where the node can move along the axis.
func (p *pass) sideOf(at int) (v int, tied bool) {
	it := &p.t.items[at]
	if !p.t.onBorder(at) || it.node.Side.horizontal() != (p.axis == 0) {
		return 0, false
	}
	if it.node.Side == East || it.node.Side == South {
		return high(it.parent), true
	}
	return low(it.parent), true
}

// middleOf is a coordinate for the middle of a node: of one on a border, across
// that, the border's.
func (p *pass) middleOf(at int) int {
	if v, tied := p.sideOf(at); tied {
		return v
	}
	v := p.middleAt[at]
	half := axisOf(Box{W: p.least[at].W, H: p.least[at].H}, p.axis).hi / 2
	p.s.atLeast(low(at), v, half)
	p.s.atLeast(v, high(at), half)
	return v
}
