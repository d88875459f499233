package layout

import (
	"cmp"
	"slices"
)

// worthMoving is the share of their length, in percent, to which lines must
// shrink for a new order to be taken: a lesser gain would come and go with small
// changes of the graph, and move everything each time.
const worthMoving = 90

// improve reorders ranks by where the other ends of their lines lie, as long as
// that shortens the lines by enough to be worth moving things.
func (p *placer) improve() {
	best := p.wireLength()
	for range 8 {
		before := make([][][]int, len(p.ranks))
		for i, ranks := range p.ranks {
			for _, rank := range ranks {
				before[i] = append(before[i], slices.Clone(rank))
			}
		}
		p.reorder()
		p.run()
		length := p.wireLength()
		if length*100 > best*worthMoving {
			p.ranks = before
			p.run()
			return
		}
		best = length
	}
}

// wireLength is the sum of the distances between the ends of all edges.
func (p *placer) wireLength() int {
	sum := 0
	for _, e := range p.t.ends {
		a, b := p.center(e.from), p.center(e.to)
		sum += abs(a.X-b.X) + abs(a.Y-b.Y)
	}
	return sum
}

func (p *placer) center(at int) Point {
	b := p.box[at]
	return Point{b.X + b.W/2, b.Y + b.H/2}
}

// reorder sorts each rank by the mean place of what its members are connected
// with; kin stay together.
func (p *placer) reorder() {
	sum, count := make([]Point, len(p.box)), make([]int, len(p.box))
	pull := func(at, common, other int) {
		for ; at != common && at > 0; at = p.t.items[at].parent {
			c := p.center(other)
			sum[at].X += c.X
			sum[at].Y += c.Y
			count[at]++
		}
	}
	for _, e := range p.t.ends {
		pull(e.from, e.common, e.to)
		pull(e.to, e.common, e.from)
	}
	key := func(at int, right bool) int {
		c := p.center(at)
		if count[at] > 0 {
			c = Point{sum[at].X / count[at], sum[at].Y / count[at]}
		}
		if right {
			return c.Y
		}
		return c.X
	}
	for i, ranks := range p.ranks {
		for _, rank := range ranks {
			p.sortRank(rank, func(at int) int { return key(at, p.t.items[i].group.Axis == Right && p.lane[i] == nil) })
		}
	}
}

func (p *placer) sortRank(rank []int, key func(int) int) {
	kin, members := map[string]int{}, map[string]int{}
	for _, at := range rank {
		k := p.t.place(at).Kin
		kin[k] += key(at)
		members[k]++
	}
	team := func(at int) int {
		if k := p.t.place(at).Kin; k != "" {
			return kin[k] / members[k]
		}
		return key(at)
	}
	slices.SortStableFunc(rank, func(a, b int) int {
		return cmp.Or(
			cmp.Compare(p.t.place(a).Order, p.t.place(b).Order),
			cmp.Compare(team(a), team(b)),
			cmp.Compare(p.t.place(a).Kin, p.t.place(b).Kin),
			cmp.Compare(key(a), key(b)),
		)
	})
}

func abs(x int) int {
	if x < 0 {
		return -x
	}
	return x
}
