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

// arranged finds the arrangement of all groups, for the first shape whose frame no
// other one makes much smaller.
func arranged(t *tree, links [][]link) []plan {
	usual := usualSize(t)
	var best *placer
	for _, aspect := range aspects {
		p := newPlacer(t, links, aspect)
		p.usual = usual
		p.run()
		p.widen()
		if best == nil || p.frameSize()*100 < best.frameSize()*(100-muchBetter) {
			best = p
		}
	}
	return best.plans
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
