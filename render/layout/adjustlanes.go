package layout

// addLanes adds the boundaries and titles of lanes. Along x each lane has its
// own two coordinates; along y all lanes of a group share theirs.
func (p *pass) addLanes() {
	for i, lanes := range p.lanes {
		for k := range lanes {
			if p.axis == 0 {
				p.addColumn(i, k)
			} else {
				p.addEnds(i, k)
			}
		}
	}
	if p.axis == 0 {
		p.keepInLanes()
	}
}

// keepInLanes holds every node in its lanes, whatever moves them.
func (p *pass) keepInLanes() {
	for at := range p.box {
		owner, first, last := p.inLanes(at)
		if owner < 0 || p.isAbsent(at) {
			continue
		}
		from, to := p.lane[[2]int{owner, first}], p.lane[[2]int{owner, last}]
		if first == last {
			p.s.atLeast(from, low(at), gaps[aLane][aNode])
			p.s.atLeast(high(at), from+1, gaps[aNode][aLane])
			continue
		}
		p.s.atLeast(low(at), from+1, laneShare)
		p.s.atLeast(to, high(at), laneShare)
	}
}

// laneReach is how far what spans lanes reaches beyond the boundaries it hides.
const laneReach = 8

// laneShare is how far a node that spans lanes reaches into the first and the
// last of them: enough to be seen there.
const laneShare = 28

func (p *pass) addColumn(group, k int) {
	lane := p.lanes[group][k]
	e := axisOf(lane.Box, 0)
	v := p.s.add(e.lo)
	p.s.add(e.hi)
	p.lane[[2]int{group, k}] = v
	for i, edge := range [2]int{e.lo, e.hi} {
		var hidden []interval
		for _, c := range p.across[group] {
			if !p.isAbsent(c) && axisOf(p.box[c], 0).has(edge) { // and shall go on to hide it
				hidden = append(hidden, axisOf(p.box[c], 1))
				p.s.atLeast(low(c), v+i, laneReach)
				p.s.atLeast(v+i, high(c), laneReach)
			}
		}
		for _, e := range cutOut(axisOf(lane.Box, 1), hidden) {
			p.things = append(p.things, thing{kind: aLane, lo: v + i, hi: v + i, extent: e})
		}
	}
	p.addTitle(v, titlePad, lane.Title)
	p.s.atLeast(low(group), v, gaps[aLane][aBorder])
	p.s.atLeast(v, v+1, titlePad+lane.Title.W+titleRoom)
	p.s.atLeast(v+1, high(group), gaps[aLane][aBorder])
	if k > 0 {
		p.s.atLeast(p.lane[[2]int{group, k - 1}]+1, v, gaps[aLane][aLane])
	}
}

func (p *pass) addEnds(group, k int) {
	lane := p.lanes[group][k]
	top, e := lane.Box.Y-p.box[group].Y, axisOf(lane.Box, 0)
	p.things = append(p.things, thing{
		kind: aLane, lo: low(group), hi: low(group), loOffset: top, hiOffset: top, extent: e,
	})
	p.addTitle(low(group), lane.Title.Y-p.box[group].Y, lane.Title)
	key := [2]int{group, 0}
	v, ok := p.lane[key]
	if !ok {
		v = p.s.add(lane.Box.Y + lane.Box.H)
		p.lane[key] = v
		p.s.atLeast(v, high(group), gaps[aLane][aBorder])
	}
	p.things = append(p.things, thing{kind: aLane, lo: v, hi: v, extent: e})
}

func (p *pass) applyLanes(at []int) {
	for i, lanes := range p.lanes {
		for k := range lanes {
			lane := &lanes[k]
			if p.axis == 0 {
				v := p.lane[[2]int{i, k}]
				lane.Box.X, lane.Box.W = at[v], at[v+1]-at[v]
				lane.Title.X = at[v] + titlePad
				continue
			}
			moved := p.box[i].Y - p.s.now[low(i)]
			lane.Title.Y += moved
			lane.Box.Y += moved
			lane.Box.H = at[p.lane[[2]int{i, 0}]] - lane.Box.Y
		}
	}
}
