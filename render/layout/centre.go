package layout

import "slices"

// findMiddles finds the sibling nodes that placement put on one middle line.
func (r *router) findMiddles() {
	for i := range r.t.items {
		for axis := range 2 {
			sets := map[int][]int{}
			var middles []int
			for _, c := range r.t.items[i].children {
				if r.t.items[c].node == nil {
					continue
				}
				middle := r.middle(c, axis) / 2
				if sets[middle] == nil {
					middles = append(middles, middle)
				}
				sets[middle] = append(sets[middle], c)
			}
			for _, middle := range middles {
				if set := sets[middle]; len(set) > 1 {
					r.middles[axis] = append(r.middles[axis], set)
				}
			}
		}
	}
}

// middle is twice the middle of an item along an axis.
func (r *router) middle(at, axis int) int {
	e := axisOf(r.box[at], axis)
	return e.lo + e.hi
}

// centre asks for what placement put on one middle line to return to one, each
// node no larger than it must be. Lines and labels have moved some members; the
// one that they moved furthest from the others is where they are, and the others
// are freer to follow it.
// Where early and late say between which places a coordinate can lie, the middle line
// is one that all can reach, if there is any.
func (p *pass) centre(early, late []int) {
	by := map[int]int{}
	for _, set := range p.middles[p.axis] {
		middles := make([]int, len(set))
		for i, at := range set {
			middles[i] = p.wanted(at)
		}
		slices.Sort(middles)
		target, last := middles[0], middles[len(middles)-1]
		if median := middles[len(middles)/2]; last-median > median-target {
			target = last
		}
		target = p.reachable(target, set, early, late)
		for _, at := range set {
			length := p.leastLength(at)
			by[at] = (target - p.wanted(at)) / 2
			p.s.want[low(at)] = (target - length) >> 1
			p.s.want[high(at)] = p.s.want[low(at)] + length
		}
	}
	p.follow(by)
}

// reachable is what comes nearest to a middle line of what all of a set can reach;
// twice the middle, as elsewhere.
func (p *pass) reachable(target int, set, early, late []int) int {
	if early == nil {
		return target
	}
	all := interval{-1 << 40, 1 << 40}
	for _, at := range set {
		length := p.leastLength(at)
		all = all.and(interval{2*early[p.s.find(low(at))] + length, 2*late[p.s.find(high(at))] - length})
	}
	if all.lo > all.hi {
		return target
	}
	return all.clamp(target)
}

// leastLength is how long an item must be along the axis of the pass.
func (p *pass) leastLength(at int) int {
	return axisOf(Box{W: p.least[at].W, H: p.least[at].H}, p.axis).hi
}

// wanted is twice the middle that a node is to have.
func (p *pass) wanted(at int) int {
	return p.s.want[p.s.find(low(at))] + p.s.want[p.s.find(high(at))]
}

// follow asks for runs that end at nodes to move as these do, given by item,
// when both ends of a run, and all lines that share it, agree.
func (p *pass) follow(by map[int]int) {
	moves := map[int]int{}
	var asked []int
	ask := func(r *run, item int) {
		v := p.s.find(r.coordinate)
		if move, ok := moves[v]; !ok {
			asked = append(asked, v)
			moves[v] = by[item]
		} else if move != by[item] {
			moves[v] = 0
		}
	}
	for _, c := range p.courses {
		if first := c.runs[0]; first.horizontal == (p.axis == 1) {
			ask(first, c.from.item)
		}
		if last := c.runs[len(c.runs)-1]; last.horizontal == (p.axis == 1) {
			ask(last, c.to.item)
		}
	}
	for _, v := range asked {
		p.s.want[v] += moves[v]
	}
}
