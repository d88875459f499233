package layout

// Placement goes up and down the tree of groups once. On the way up each group
// divides its children into ranks (rank.go), wraps long ranks into rows (rows.go),
// or puts them into the columns of its lanes (lanes.go), and knows its own size
// when it knows those of its children. On the way down each group, whose box is
// known by then, gives its children their places. A child therefore lies in its
// parent, and siblings lie apart, by construction: no later stage has to repair it.
//
// Which shape the groups aim at cannot be known before the whole is measured, so
// this is done for one shape after another until the whole picture has a pleasant
// one: at most eight times, each in time linear in the number of items, besides
// the search for rows. Then neighbours change places where that saves crossings
// (uncross.go), and rows are shifted so that lines run straight (align.go).
//
// The order of the file decides wherever nothing better is known. That is what
// keeps a picture still while its model is edited.

// Distances of placement, in user units. Routing widens them where lines need
// more.
const (
	gapAcross = 30 // between siblings of a rank
	gapAlong  = 42 // between ranks
	padding   = 18 // from the border of a group to what it holds
	titlePad  = 8  // around a title
	titleRoom = 44 // free border beside a title, for lines to pass
	laneGap   = 14 // between two lanes
	laneInset = 16 // from the border of a lane to what it holds
	margin    = 24 // around the whole
)

// placer computes boxes bottom-up; its slices are indexed by item.
type placer struct {
	t      *tree
	aspect Size      // the shape that groups aim at
	ranks  [][][]int // the children of each group by rank
	rows   [][][]int // the same, long ranks wrapped
	size   []Size    // the box itself
	pad    []sides   // from the box of a group to its content
	out    []sides   // what border nodes add outside the box of a group
	inner  []Size    // the content of a group
	rel    []Point   // from the content's corner of the parent to the box
	box    []Box
	lane   []*columns // of groups with lanes
	// plans are the arrangements of groups; fixed says that they are to be kept.
	plans []plan
	fixed bool
	// usual stands for the size of every node; zero for their own.
	usual Size
	// width is how wide the content of a group may be because those above and below
	// it are; 0 while that is not known.
	width []int
	// leader is the first sibling that leads to an item; 0 for none.
	leader []int
	// threaded are the groups whose ranks are one thread.
	threaded []bool
}

// right reports whether the rows of group at stand side by side.
func (p *placer) right(at int) bool { return (p.t.items[at].group.Axis == Right) != p.plans[at].turned }

// sides is a distance at each side of a box.
type sides struct{ n, e, s, w int }

func (s *sides) widen(side Side, to int) {
	switch side {
	case North:
		s.n = max(s.n, to)
	case East:
		s.e = max(s.e, to)
	case South:
		s.s = max(s.s, to)
	case West:
		s.w = max(s.w, to)
	}
}

// aspects are the shapes that groups may aim at, the best first.
var aspects = [...]Size{{1, 1}, {5, 4}, {4, 5}, {3, 2}, {2, 3}, {2, 1}, {1, 2}, {3, 1}}

// place computes the boxes of all items, arranged as plan.go says.
func place(t *tree) *placer {
	p := newPlacer(t, aspects[0])
	p.rankAll(linksOf(t))
	p.plans, p.fixed = arranged(p), true
	p.standUpright()
	p.run()
	p.uncross()
	p.align()
	return p
}

func newPlacer(t *tree, aspect Size) *placer {
	n := len(t.items)
	return &placer{
		t: t, aspect: aspect,
		rows: make([][][]int, n), lane: make([]*columns, n),
		plans: make([]plan, n), width: make([]int, n),
		pad: make([]sides, n), out: make([]sides, n),
		size: make([]Size, n), inner: make([]Size, n), rel: make([]Point, n), box: make([]Box, n),
	}
}

// rankAll finds the ranks of all groups, which hold for every shape.
func (p *placer) rankAll(links [][]link) {
	n := len(p.t.items)
	p.ranks, p.leader, p.threaded = make([][][]int, n), make([]int, n), make([]bool, n)
	for i, it := range p.t.items {
		for _, l := range links[i] {
			if p.leader[l.to] == 0 && l.from != l.to {
				p.leader[l.to] = l.from
			}
		}
		if it.group == nil {
			continue
		}
		p.ranks[i] = ranks(p.t, i, links[i])
		if p.threaded[i] = p.thin(i, links[i]); p.threaded[i] {
			p.ranks[i] = thread(p.t, i, links[i])
		}
	}
}

// muchBetter is by how much smaller, in percent, the frame of a shape must be to be
// taken instead of an earlier one: of two that are nearly as good a small change of
// the graph would pick now one and now the other.
const muchBetter = 4

// frameSize is the height of the smallest frame of 4:5 around the whole. Lines make a
// picture wider, and compaction makes it lower, so that the sheet is about as wide as
// high; and its width says how small its text is where it is fitted into a page.
func (p *placer) frameSize() int { return frame(Size{p.box[0].W, p.box[0].H}) }

func frame(s Size) int { return max(s.W*5/4, s.H) }

// run computes all boxes for the present order of the ranks.
func (p *placer) run() {
	p.measure(0)
	p.box[0] = Box{0, 0, p.size[0].W, p.size[0].H}
	p.settle(0)
}

// widen lets groups that are as wide as those above and below them use that width
// for longer rows, so that they are less high.
func (p *placer) widen() {
	for i, it := range p.t.items {
		if it.group == nil || p.lane[i] != nil {
			continue
		}
		for _, row := range p.rows[i] {
			switch c := row[0]; {
			case p.right(i):
				p.widenColumn(row)
			case len(row) == 1 && p.fills(c):
				p.width[c] = p.box[c].W - p.pad[c].w - p.pad[c].e
			}
		}
	}
	p.run()
}

// widenColumn lets groups that stand one below the other use the width of the widest.
func (p *placer) widenColumn(column []int) {
	widest := 0
	for _, c := range column {
		widest = max(widest, p.box[c].W)
	}
	for _, c := range column {
		if p.fills(c) && p.box[c].W < widest {
			p.width[c] = widest - p.pad[c].w - p.pad[c].e
		}
	}
}

// measure finds the size of item at and where its children lie in it.
func (p *placer) measure(at int) {
	it := &p.t.items[at]
	if it.node != nil {
		p.size[at] = Size{max(it.node.Size.W, 1), max(it.node.Size.H, 1)}
		if p.usual != (Size{}) {
			p.size[at] = p.usual
		}
		return
	}
	p.frame(at)
	if len(it.group.Lanes) > 0 {
		p.measureLanes(at)
	} else {
		for _, c := range it.children {
			p.measure(c)
		}
		p.equalKin(at)
		p.fillRows(at)
	}
	p.close(at)
}

// frame computes the distances between a group's box and its content.
func (p *placer) frame(at int) {
	it := &p.t.items[at]
	around := padding
	if at == 0 {
		around = margin
	}
	pad, out := sides{around, around, around, around}, sides{}
	if title := it.group.Title; title.H > 0 {
		pad.n = title.H + 3*titlePad
	}
	for _, b := range it.border {
		p.measure(b)
		half := (p.size[b].H + 1) / 2
		side := p.t.items[b].node.Side
		if side == East || side == West {
			half = (p.size[b].W + 1) / 2
		}
		out.widen(side, half)
		if side == North {
			pad.widen(side, half+max(pad.n, padding))
		} else {
			pad.widen(side, half+padding)
		}
	}
	p.pad[at], p.out[at] = pad, out
}

// close computes the size of a group from that of its content.
func (p *placer) close(at int) {
	it := &p.t.items[at]
	pad, inner := p.pad[at], p.inner[at]
	size := Size{pad.w + inner.W + pad.e, pad.n + inner.H + pad.s}
	if title := it.group.Title; title.W > 0 {
		size.W = max(size.W, titlePad+title.W+titleRoom)
	}
	for side := East; side <= North; side++ {
		length := 0
		for _, b := range it.border {
			if p.t.items[b].node.Side != side {
				continue
			}
			if side == East || side == West {
				length += p.size[b].H + gapAcross
			} else {
				length += p.size[b].W + gapAcross
			}
		}
		if side == East || side == West {
			size.H = max(size.H, pad.n+length+pad.s)
		} else {
			size.W = max(size.W, p.borderStart(at, side)+length+pad.e)
		}
	}
	p.size[at] = Size{max(size.W, 2*padding), max(size.H, 2*padding)}
}

// borderStart is where nodes on the upper or lower side of a group may begin.
func (p *placer) borderStart(at int, side Side) int {
	if title := p.t.items[at].group.Title; side == North && title.W > 0 {
		return max(p.pad[at].w, 2*titlePad+title.W)
	}
	return p.pad[at].w
}

// equalKin gives kin of one group equal widths, and kin that are groups equal
// heights too.
func (p *placer) equalKin(at int) {
	children := p.t.items[at].children
	largest := map[string]Size{}
	for _, c := range children {
		if kin := p.t.place(c).Kin; kin != "" {
			s := largest[kin]
			largest[kin] = Size{max(s.W, p.size[c].W), max(s.H, p.size[c].H)}
		}
	}
	for _, c := range children {
		if s, ok := largest[p.t.place(c).Kin]; ok {
			p.size[c].W = s.W
			if p.t.items[c].group != nil {
				p.size[c].H = s.H
			}
		}
	}
}

// outer is the size of item at together with what sits on its border.
func (p *placer) outer(at int) Size {
	o := p.out[at]
	return Size{p.size[at].W + o.w + o.e, p.size[at].H + o.n + o.s}
}

// settle turns relative places into boxes, below a group whose box is known.
func (p *placer) settle(at int) {
	it := &p.t.items[at]
	box, pad, inner := p.box[at], p.pad[at], p.inner[at]
	p.settleBorder(at)
	if p.lane[at] != nil {
		p.settleLanes(at)
		return
	}
	corner := Point{
		box.X + pad.w + (box.W-pad.w-pad.e-inner.W)/2,
		box.Y + pad.n + (box.H-pad.n-pad.s-inner.H)/2,
	}
	if at > 0 && !p.right(at) {
		p.spread(at, box.W-pad.w-pad.e)
		corner.X = box.X + pad.w
	}
	for _, c := range it.children {
		p.box[c] = Box{corner.X + p.rel[c].X, corner.Y + p.rel[c].Y, p.size[c].W, p.size[c].H}
		if p.t.items[c].group != nil {
			p.settle(c)
		}
	}
}

// settleBorder spreads border nodes evenly along their sides.
func (p *placer) settleBorder(at int) {
	it := &p.t.items[at]
	box, pad := p.box[at], p.pad[at]
	for side := East; side <= North; side++ {
		count, index := 0, 0
		for _, b := range it.border {
			if p.t.items[b].node.Side == side {
				count++
			}
		}
		for _, b := range it.border {
			if p.t.items[b].node.Side != side {
				continue
			}
			size := p.size[b]
			start := p.borderStart(at, side)
			x := box.X + start + (box.W-start-pad.e)*(2*index+1)/(2*count) - size.W/2
			y := box.Y + pad.n + (box.H-pad.n-pad.s)*(2*index+1)/(2*count) - size.H/2
			switch side {
			case East:
				x = box.X + box.W - size.W/2
			case West:
				x = box.X - size.W/2
			case South:
				y = box.Y + box.H - size.H/2
			case North:
				y = box.Y - size.H/2
			}
			p.box[b] = Box{x, y, size.W, size.H}
			index++
		}
	}
}
