package layout

import "slices"

const (
	// uncrossSweeps is how often all ranks are gone through for neighbours to
	// exchange.
	uncrossSweeps = 12
	// crossingCost is the length of line that one crossing less is worth.
	crossingCost = 1000
	// leafGain is what the exchange of two nodes must save, and groupGain, in
	// percent of what their lines cost now, that of groups, which moves
	// everything in them. A lesser gain would come and go with small changes of
	// the graph, and the picture would not keep still.
	leafGain  = 100
	groupGain = 40
	// restoreGain is what another order of a rank than that of the file must save in all,
	// and restoreLimit the number of lines above which nobody asks.
	restoreGain  = crossingCost
	restoreLimit = 400
)

// uncross exchanges neighbours in a rank while that makes lines shorter or lets
// fewer cross, as far as straight lines between the middles of boxes tell: which
// of two lines lies above the other is mostly the same for them and for those
// that will be routed. The order of the file stays where it is as good.
func (p *placer) uncross() {
	file := cloneRanks(p.ranks)
	p.exchangeAll()
	if len(p.t.ends) <= restoreLimit {
		p.restore(file)
	}
}

// restore puts ranks back into the order of the file where that costs less than one
// crossing: an order found for so little is another one after the next change.
func (p *placer) restore(file [][][]int) {
	least, stale := p.cost(), false
	for i, ranks := range p.ranks {
		for k, rank := range ranks {
			if slices.Equal(rank, file[i][k]) {
				continue
			}
			ranks[k] = file[i][k]
			p.run()
			cost := p.cost()
			if stale = cost >= least+restoreGain; stale {
				ranks[k] = rank
				continue
			}
			least = cost
		}
	}
	if stale {
		p.run()
	}
}

// exchangeAll goes through all ranks until no exchange is worth it.
func (p *placer) exchangeAll() {
	near := p.edgesNear()
	least := p.cost()
	for range uncrossSweeps {
		before := cloneRanks(p.ranks)
		if !p.exchange(near) {
			return
		}
		p.run()
		cost := p.cost()
		if cost >= least {
			p.ranks = before
			p.run()
			return
		}
		least = cost
	}
}

// exchange goes once through all ranks, and reports whether it changed any.
func (p *placer) exchange(near [][]int) bool {
	changed := false
	for i, ranks := range p.ranks {
		axis := 0
		if p.t.items[i].group != nil && p.right(i) && p.lane[i] == nil {
			axis = 1
		}
		for _, rank := range ranks {
			for k := 1; k < len(rank); k++ {
				if p.exchangeable(rank, k) && p.sameRow(rank[k-1], rank[k], axis) &&
					p.exchangePair(rank, k, axis, near) {
					changed = true
				}
			}
		}
	}
	return changed
}

// exchangePair exchanges rank[k-1] and rank[k] when that is worth it.
func (p *placer) exchangePair(rank []int, k, axis int, near [][]int) bool {
	a, b := rank[k-1], rank[k]
	before := p.costOf(a, b, near)
	gain := leafGain
	if p.t.items[a].group != nil || p.t.items[b].group != nil {
		gain = max(gain, before*groupGain/100)
	}
	p.swap(a, b, axis)
	if p.costOf(a, b, near) >= before-gain {
		p.swap(b, a, axis)
		return false
	}
	rank[k-1], rank[k] = b, a
	return true
}

// exchangeable reports whether the hints leave open which of rank[k-1] and
// rank[k] comes first: kin stay together.
func (p *placer) exchangeable(rank []int, k int) bool {
	a, b := p.t.place(rank[k-1]), p.t.place(rank[k])
	if a.Order != b.Order {
		return false
	}
	apart := func(i int, kin string) bool {
		return kin == "" || i < 0 || i >= len(rank) || p.t.place(rank[i]).Kin != kin
	}
	return a.Kin == b.Kin || apart(k-2, a.Kin) && apart(k+1, b.Kin)
}

// sameRow reports whether b follows a in one row along axis.
func (p *placer) sameRow(a, b, axis int) bool {
	x, y := axisOf(p.box[a], 1-axis), axisOf(p.box[b], 1-axis)
	return x.lo < y.hi && y.lo < x.hi && axisOf(p.box[a], axis).lo < axisOf(p.box[b], axis).lo
}

// swap puts b where a begins, and a behind it.
func (p *placer) swap(a, b, axis int) {
	x, y := axisOf(p.outerBox(a), axis), axisOf(p.outerBox(b), axis)
	if axis == 0 {
		p.move(a, Point{y.hi - x.hi, 0})
		p.move(b, Point{x.lo - y.lo, 0})
	} else {
		p.move(a, Point{0, y.hi - x.hi})
		p.move(b, Point{0, x.lo - y.lo})
	}
}

// edgesNear lists, for each item, the edges that lead out of it.
func (p *placer) edgesNear() [][]int {
	near := make([][]int, len(p.box))
	for i, e := range p.t.ends {
		for at := e.from; at > 0 && at != e.common; at = p.t.items[at].parent {
			near[at] = append(near[at], i)
		}
		for at := e.to; at > 0 && at != e.common; at = p.t.items[at].parent {
			near[at] = append(near[at], i)
		}
	}
	return near
}

// costOf is what the lines out of a and b cost: their lengths, and the crossings
// of those of a with those of b.
func (p *placer) costOf(a, b int, near [][]int) int {
	cost := 0
	for _, i := range near[a] {
		cost += p.length(i)
		for _, j := range near[b] {
			if p.straight(i).crosses(p.straight(j)) {
				cost += crossingCost
			}
		}
	}
	for _, j := range near[b] {
		cost += p.length(j)
	}
	return cost
}

// cost is what all lines cost.
func (p *placer) cost() int {
	cost := 0
	lines := make([]straight, len(p.t.ends))
	for i := range lines {
		lines[i] = p.straight(i)
		cost += p.length(i)
		for j := range i {
			if lines[i].crosses(lines[j]) {
				cost += crossingCost
			}
		}
	}
	return cost
}

// length is the distance between the ends of an edge.
func (p *placer) length(edge int) int {
	a, b := p.center(p.t.ends[edge].from), p.center(p.t.ends[edge].to)
	return abs(a.X-b.X) + abs(a.Y-b.Y)
}

// straight is an edge as a straight line.
type straight struct {
	from, to int // items
	a, b     Point
}

func (p *placer) straight(edge int) straight {
	e := p.t.ends[edge]
	return straight{e.from, e.to, p.center(e.from), p.center(e.to)}
}

// crosses reports whether two lines without a common end cross.
func (s straight) crosses(t straight) bool {
	if s.from == t.from || s.from == t.to || s.to == t.from || s.to == t.to {
		return false
	}
	return bend(s.a, s.b, t.a)*bend(s.a, s.b, t.b) < 0 && bend(t.a, t.b, s.a)*bend(t.a, t.b, s.b) < 0
}

// bend is the direction of the way from a over b to c: -1 left, 1 right, 0
// straight on.
func bend(a, b, c Point) int {
	switch area := (b.X-a.X)*(c.Y-a.Y) - (b.Y-a.Y)*(c.X-a.X); {
	case area > 0:
		return 1
	case area < 0:
		return -1
	}
	return 0
}

func (p *placer) center(at int) Point {
	b := p.box[at]
	return Point{b.X + b.W/2, b.Y + b.H/2}
}

func cloneRanks(ranks [][][]int) [][][]int {
	out := make([][][]int, len(ranks))
	for i, of := range ranks {
		for _, rank := range of {
			out[i] = append(out[i], slices.Clone(rank))
		}
	}
	return out
}

func abs(x int) int {
	if x < 0 {
		return -x
	}
	return x
}
