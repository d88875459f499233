package layout

import "slices"

// The arrangement, which child stands in which row of its group, follows from the
// structure: from how many children there are, and what ties them, and not from how
// long their names happen to be. So it is found for boxes that are all of one size,
// the one that is usual in the graph, and then kept for the boxes as they are. A
// renamed box, a mark or another language leaves everything in its row; two pictures
// of one system can be compared by eye.

// plan is the arrangement of one group: how many children each of its rows has, in
// the order of the ranks.
type plan struct {
	rows []int
	// turned says that the rows run across the group's axis, toAndFro that every
	// other one runs backwards.
	turned, toAndFro bool
}

// arranged finds the arrangement of all groups that are ranked, for the first shape whose
// frame no other one makes much smaller.
func arranged(of *placer) []plan {
	usual := usualSize(of.t)
	var best *placer
	for _, aspect := range aspects {
		p := newPlacer(of.t, aspect)
		p.ranks, p.leader, p.threaded, p.usual = of.ranks, of.leader, of.threaded, usual
		p.again()
		if best == nil || p.frameSize()*100 < best.frameSize()*(100-muchBetter) {
			best = p
		}
	}
	best.turnWide()
	return best.plans
}

const (
	// readableWidth is up to which width a picture can be fitted into a page of 1440
	// pixels so that text of 12 units has 9 there.
	readableWidth = 1920
	// besideGroups is the most groups that stand side by side in what is turned.
	besideGroups = 1
	// turnings is how many groups are tried: each takes as long as placing everything.
	turnings = 12
)

// turnWide lets the ranks of groups run downwards that would stand side by side, where
// the picture is too wide to be read and that makes its frame much smaller; the innermost
// groups first. Groups side by side stay so.
func (p *placer) turnWide() {
	tried := 0
	for at := len(p.t.items) - 1; at > 0 && p.box[0].W > readableWidth && tried < turnings; at-- {
		it, groups := p.t.items[at], 0
		for _, c := range it.children {
			if p.isGroup(c) {
				groups++
			}
		}
		if it.group == nil || it.group.Axis != Right || it.group.Straight || p.plans[at].turned || p.lane[at] != nil ||
			len(p.ranks[at]) < 2 || groups > besideGroups || p.dense(at) {
			continue
		}
		tried++
		was := p.frameSize()
		p.slim[at] = true
		p.again()
		if p.frameSize()*100 >= was*(100-muchBetter) {
			p.slim[at] = false
			p.again()
		}
	}
}

// again computes all boxes anew.
func (p *placer) again() {
	clear(p.width)
	p.run()
	p.widen()
}

// usualSize is the median of the sizes of nodes, in coarse steps.
func usualSize(t *tree) Size {
	var widths, heights []int
	for _, it := range t.items {
		if it.node != nil {
			widths, heights = append(widths, it.node.Size.W), append(heights, it.node.Size.H)
		}
	}
	if len(widths) == 0 {
		return Size{1, 1}
	}
	slices.Sort(widths)
	slices.Sort(heights)
	const step = 40
	up := func(n int) int { return (n + step - 1) / step * step }
	return Size{up(widths[len(widths)/2]), up(heights[len(heights)/2])}
}

// planned lays the ranks of a group in the rows of its plan.
func (p *placer) planned(at int) [][]int {
	all := slices.Concat(p.ranks[at]...)
	var rows [][]int
	for i, n := range p.plans[at].rows {
		row := slices.Clone(all[:n])
		all = all[n:]
		if p.plans[at].toAndFro && i%2 == 1 {
			slices.Reverse(row)
		}
		rows = append(rows, row)
	}
	return rows
}

// lengths are the numbers of children in rows.
func lengths(rows [][]int) []int {
	var all []int
	for _, row := range rows {
		all = append(all, len(row))
	}
	return all
}
