package layout

// Placement leaves room for lines before it knows them, and everything after it only
// makes more. What is left over in the end is taken back here, one axis at a time.
// Every coordinate lies between the earliest place that the distances allow, counted
// from the one end of the picture, and the latest, counted from the other. When the
// picture shrinks to the least that its distances allow, the second comes nearer to the
// first, and each coordinate keeps its share of the way between them. A coordinate on
// a longest chain of distances has no way at all; what was in the middle of its room
// stays there.

// compactions is how often room is taken back along each axis: what stopped facing
// something along the one has more room along the other.
const compactions = 2

// flattest is how many times as wide as high a picture may become.
const flattest = 2

// compact asks for the places that everything has in the smallest picture, or for those
// of the picture that it is to end as.
func (p *pass) compact() {
	order, first := p.s.sorted()
	if p.t.graph.Final != nil {
		p.aim(order, first)
		return
	}
	s := &p.s
	early, late := make([]int, len(s.now)), make([]int, len(s.now))
	start, end := s.find(low(0)), s.find(high(0))
	for v := range early {
		if v != start && v != end {
			early[v] = margin
		}
	}
	s.notBefore(early, order, first)
	for _, v := range order {
		if v != start && v != end {
			early[end] = max(early[end], early[v]+margin)
		}
	}
	least := early[end]
	if p.axis == 1 {
		least = max(least, p.box[0].W/flattest)
	}
	for v := range late {
		late[v] = least - margin
	}
	late[end] = least
	s.notAfter(late, order, first)
	spare := s.now[end] - s.now[start] - least
	if spare <= 0 {
		return
	}
	for _, v := range order {
		early[v], late[v] = early[v]+s.now[start], late[v]+s.now[start]
		room := late[v] - early[v]
		s.want[v] = early[v] + (s.now[v]-early[v])*room/max(room+spare, 1)
	}
	p.natural()
	p.centre(early, late)
	for _, v := range order {
		s.want[v] = max(early[v], min(s.want[v], late[v]))
	}
}

// aim asks for boxes where they are to lie, and for lines in the middle of the room that
// is left.
func (p *pass) aim(order, first []int) {
	s := &p.s
	early, late := make([]int, len(s.now)), make([]int, len(s.now))
	aimed := make([]bool, len(s.now))
	const unknown = 1 << 40
	for v := range s.now {
		early[v], late[v] = -unknown, unknown
	}
	toward := func(id string, lo, hi int) {
		b, ok := p.t.graph.Final[id]
		if !ok {
			return
		}
		e := axisOf(b, p.axis)
		for v, at := range map[int]int{s.find(lo): e.lo, s.find(hi): e.hi} {
			early[v], late[v], s.want[v], aimed[v] = at, at, at, true
		}
	}
	for i := range p.box {
		if i > 0 && !p.isAbsent(i) {
			toward(p.t.id(i), low(i), high(i))
		}
	}
	if p.axis == 0 {
		for lane, v := range p.lane {
			group := p.t.items[lane[0]].group
			toward(LaneID(group.ID, group.Lanes[lane[1]].ID), v, v+1)
		}
	}
	for at, v := range p.middleAt {
		if b, ok := p.t.graph.Final[p.t.id(at)]; ok {
			e, v := axisOf(b, p.axis), s.find(v)
			middle := (e.lo + e.hi) / 2
			early[v], late[v], s.want[v], aimed[v] = middle, middle, middle, true
		}
	}
	start, end := s.find(low(0)), s.find(high(0))
	s.want[start], aimed[start] = 0, true
	for v := range aimed {
		if aimed[v] && v != start {
			early[end] = max(early[end], early[v]+margin)
		}
	}
	s.notBefore(early, order, first)
	s.notAfter(late, order, first)
	for _, v := range order {
		switch {
		case aimed[v]:
		case early[v] < -unknown/2:
			s.want[v] = late[v]
		case late[v] > unknown/2:
			s.want[v] = early[v]
		default:
			s.want[v] = (early[v] + late[v]) / 2
		}
	}
}

// natural asks for nodes that are no larger than they must be.
func (p *pass) natural() {
	for i, it := range p.t.items {
		if it.node == nil || p.isAbsent(i) {
			continue
		}
		length := p.leastLength(i)
		lo := (p.wanted(i) - length) / 2
		p.s.want[p.s.find(low(i))], p.s.want[p.s.find(high(i))] = lo, lo+length
	}
}

// lineShown is how much of a line is to be seen at the least, besides what its label
// hides.
const lineShown = 30

// showLines keeps of each line what is to be seen of it. The longest of its runs along
// the axis is the one that may not become too short.
func (p *pass) showLines() {
	label := map[*course]*label{}
	for _, l := range p.labels {
		label[l.run.course] = l
	}
	for _, c := range p.courses {
		need := lineShown
		if l := label[c]; l != nil && l.run.horizontal {
			need += l.size.W
		} else if l != nil {
			need += l.size.H
		}
		var longest *run
		for _, r := range c.runs {
			switch along := r.horizontal == (p.axis == 0); {
			case !along:
				need -= r.hi - r.lo
			case longest == nil || r.hi-r.lo > longest.hi-longest.lo:
				longest = r
			}
		}
		if longest == nil || need <= 0 {
			continue
		}
		from, to := p.bound(longest.prev(), c.from), p.bound(longest.next(), c.to)
		if p.s.compare(p.s.find(to.coordinate), p.s.find(from.coordinate)) < 0 {
			from, to = to, from
		}
		p.s.atLeast(from.coordinate, to.coordinate, need+from.offset-to.offset)
	}
}
