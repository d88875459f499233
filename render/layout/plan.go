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
	return best.plans
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

// standUpright fills grids of nodes column by column, as the reader goes through those of a
// group whose ranks are columns too: the n-th of one grid then stands about as far along as
// the n-th of another, to which it is tied more often than not, and lines run beside each
// other. Row by row every node that begins a row would change its side, too, when one comes
// or goes before it; so only those do that begin a column. A group of one rank is such a grid
// when it has no more columns than rows; of a group with more, each rank that is wrapped.
func (p *placer) standUpright() {
	for at, ranks := range p.ranks {
		rows := p.plans[at].rows
		switch {
		case len(rows) == 0 || p.plans[at].toAndFro || p.lane[at] != nil || p.t.items[at].group.Straight ||
			slices.ContainsFunc(p.t.items[at].children, p.isGroup):
		case len(ranks) > 1:
			p.plans[at].rows = p.dealAcross(ranks, rows, p.right(at))
		case !p.right(at) && len(rows) >= rows[0]:
			ranks[0] = byColumn(ranks[0], rows)
		}
	}
}

// dealAcross orders ranks so that the rows of each are filled side by side, and returns how
// long the rows are then. Where ranks are columns and most nodes have siblings, families are
// dealt, which stay together in a column, beside what leads to them.
func (p *placer) dealAcross(ranks [][]int, rows []int, right bool) []int {
	var all []int
	for i, rank := range ranks {
		n := 0
		for left := len(rank); left > 0; n++ {
			left -= rows[n]
		}
		own, families := rows[:n], p.families(rank)
		rows = rows[n:]
		switch {
		case n < 2:
		case right && len(families) >= n && 2*len(families) <= len(rank):
			dealt := make([][]int, n)
			for k, family := range families {
				dealt[k%n] = append(dealt[k%n], family...)
			}
			ranks[i], own = slices.Concat(dealt...), lengths(dealt)
		default:
			ranks[i] = byColumn(rank, own)
		}
		all = append(all, own...)
	}
	return all
}

// byColumn orders nodes so that they fill a grid of such rows column by column.
func byColumn(nodes, rows []int) []int {
	grid := make([][]int, len(rows))
	for column := range slices.Max(rows) {
		for row, n := range rows {
			if column < n {
				grid[row], nodes = append(grid[row], nodes[0]), nodes[1:]
			}
		}
	}
	return slices.Concat(grid...)
}

// lengths are the numbers of children in rows.
func lengths(rows [][]int) []int {
	var all []int
	for _, row := range rows {
		all = append(all, len(row))
	}
	return all
}
