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

// fewUpright is the most nodes of a grid that is filled column by column: in a larger one
// the exchange of neighbours (uncross.go) saves more where rows follow the file.
const fewUpright = 12

// standUpright fills grids of nodes that have more rows than columns column by column. Row by
// row every node that begins a row would change its side when one comes or goes before it;
// so only those do that begin a column.
func (p *placer) standUpright() {
	for at, ranks := range p.ranks {
		if len(ranks) != 1 || len(ranks[0]) > fewUpright || p.plans[at].toAndFro || p.lane[at] != nil ||
			p.t.items[at].group.Straight || slices.ContainsFunc(ranks[0], p.isGroup) {
			continue
		}
		if rows := p.plans[at].rows; isUpright(rows) {
			ranks[0] = byColumn(ranks[0], rows)
		}
	}
}

// isUpright reports whether rows are those of a grid, the last perhaps not full, and more than
// it has columns.
func isUpright(rows []int) bool {
	if len(rows) == 0 || len(rows) <= rows[0] {
		return false
	}
	return !slices.ContainsFunc(rows[:len(rows)-1], func(n int) bool { return n != rows[0] })
}

// byColumn orders nodes so that they fill a grid of such rows column by column.
func byColumn(nodes, rows []int) []int {
	grid := make([][]int, len(rows))
	for column := range rows[0] {
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
