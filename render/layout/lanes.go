package layout

// Lanes run through all ranks of a group, and through the groups in it that span
// several of them (tiers): a column of the picture is an Availability Zone whatever
// tier it passes through. All lanes are of one width, the least that some row of
// some tier needs. Children of a rank go into rows: each into the first row whose
// lanes are free, or hold the same lanes and have room. How wide a lane may be is
// tried out in twelfths of the widest, as lengths of rows are elsewhere.

// columns are the lanes of a group, all equally wide.
type columns struct {
	width int   // of each lane
	head  int   // height of the band that holds their titles
	left  []int // where each lane begins, once settled
}

// measureLanes finds the width of a group's lanes and the size of its content.
func (p *placer) measureLanes(at int) {
	group := p.t.items[at].group
	last := len(group.Lanes) - 1
	cols := &columns{}
	p.lane[at] = cols
	titles := 0
	for _, l := range group.Lanes {
		cols.head = max(cols.head, l.Title.H)
		titles = max(titles, l.Title.W)
	}
	cols.head += 3 * titlePad
	p.measureTier(at, 0, last)
	natural := p.tierWidth(at, 0, last, 1<<30)
	bestScore, bestLimit := 0, 0
	for twelfths := 12; twelfths > 0; twelfths-- {
		limit := (natural*twelfths + 11) / 12
		width := p.tierWidth(at, 0, last, limit)
		size := Size{(last+1)*(width+laneGap) - laneGap, p.tierHeight(at)}
		if score := p.shapeScore(size) * (112 - twelfths); twelfths == 12 || score < bestScore {
			bestScore, bestLimit = score, limit
		}
	}
	cols.width = max(p.tierWidth(at, 0, last, bestLimit), 2*titlePad+titles+titleRoom)
	p.inner[at] = Size{(last+1)*(cols.width+laneGap) - laneGap, cols.head + p.tierHeight(at) + laneInset}
}

// measureTier measures everything below a group with lanes or a tier of it.
func (p *placer) measureTier(at, first, last int) {
	for _, c := range p.t.items[at].children {
		if p.t.isTier(c, first, last) {
			from, to := p.t.span(c, first, last)
			p.size[c] = Size{} // an earlier run stretched it
			p.frame(c)
			p.measureTier(c, from, to)
		} else {
			p.measure(c)
		}
	}
	p.equalKin(at)
}

// tierWidth divides the ranks of a tier into rows, no cell of which is wider
// than limit where that can be, and returns how wide each lane must be.
func (p *placer) tierWidth(at, first, last, limit int) int {
	p.rows[at] = nil
	width := 0
	for _, rank := range p.ranks[at] {
		width = max(width, p.tierRows(at, rank, first, last, limit))
	}
	if p.lane[at] == nil {
		pad := p.pad[at]
		p.inner[at] = Size{0, p.tierHeight(at)}
		width += max(pad.w, pad.e)
		p.close(at)
		return max(width, (p.size[at].W+last-first)/(last-first+1)+laneInset)
	}
	return width
}

// tierRows puts the children of one rank into rows: each into the first row
// whose lanes are free, or hold the same lanes and have room.
func (p *placer) tierRows(at int, rank []int, first, last, limit int) int {
	type cell struct {
		first, last, used int
		full              bool
	}
	var rows [][]int
	var cells [][]cell
	width := 0
	for _, c := range rank {
		from, to := p.t.span(c, first, last)
		tier := p.t.isTier(c, first, last)
		need := p.outer(c).W
		if tier {
			width = max(width, p.tierWidth(c, from, to, limit)+laneInset+max(p.out[c].w, p.out[c].e))
			// no boundary runs through a title
			width = max(width, laneInset+titlePad+p.t.items[c].group.Title.W+titleRoom)
		}
		alone := tier || from < to // shares its row with nobody in the same lanes
		row := -1
		var mine *cell
	search:
		for i := range rows {
			mine = nil
			for j := range cells[i] {
				other := &cells[i][j]
				if other.last < from || to < other.first {
					continue
				}
				if alone || other.full || other.first != from || other.last != to ||
					other.used+gapAcross+need > limit*(to-from+1) {
					continue search
				}
				mine = other
			}
			row = i
			break
		}
		if row < 0 {
			row = len(rows)
			rows, cells, mine = append(rows, nil), append(cells, nil), nil
		}
		rows[row] = append(rows[row], c)
		if mine == nil {
			cells[row] = append(cells[row], cell{from, to, need, alone})
			mine = &cells[row][len(cells[row])-1]
		} else {
			mine.used += gapAcross + need
		}
		if !tier {
			lanes := to - from + 1
			width = max(width, (mine.used+2*laneInset+lanes-1-(lanes-1)*laneGap)/lanes)
		}
	}
	p.rows[at] = append(p.rows[at], rows...)
	return width
}

// tierHeight is the height of a tier's rows.
func (p *placer) tierHeight(at int) int {
	height := -gapAlong
	for _, row := range p.rows[at] {
		thick := 0
		for _, c := range row {
			thick = max(thick, p.outer(c).H)
		}
		height += thick + gapAlong
	}
	return max(height, 0)
}

// settleLanes fixes the lanes of a group whose box is known, then what is in them.
func (p *placer) settleLanes(at int) {
	cols, box, pad := p.lane[at], p.box[at], p.pad[at]
	count := len(p.t.items[at].group.Lanes)
	room := box.W - pad.w - pad.e - (count-1)*laneGap
	cols.width = room / count
	cols.left = cols.left[:0]
	for i := range count {
		cols.left = append(cols.left, box.X+pad.w+i*(cols.width+laneGap))
	}
	top := box.Y + pad.n + cols.head
	bottom := box.Y + box.H - pad.s - laneInset
	p.settleTier(at, cols, 0, count-1, top, bottom)
}

// settleTier places the rows of a tier between top and bottom.
func (p *placer) settleTier(at int, cols *columns, first, last, top, bottom int) {
	y := top + (bottom-top-p.tierHeight(at))/2
	for _, row := range p.rows[at] {
		thick := 0
		for _, c := range row {
			thick = max(thick, p.outer(c).H)
		}
		p.settleCells(at, row, cols, first, last, y, thick)
		y += thick + gapAlong
	}
}

// settleCells places one row: what lies in the same lanes side by side, centred
// in them.
func (p *placer) settleCells(at int, row []int, cols *columns, first, last, y, thick int) {
	for i := 0; i < len(row); i++ {
		from, to := p.t.span(row[i], first, last)
		var cell []int
		seen := false
		for j, c := range row {
			if f, t := p.t.span(c, first, last); f == from && t == to {
				seen = seen || j < i
				cell = append(cell, c)
			}
		}
		if seen {
			continue
		}
		left, right := cols.left[from]+laneInset, cols.left[to]+cols.width-laneInset
		if p.lane[at] == nil { // a tier's own padding
			box, pad := p.box[at], p.pad[at]
			left, right = max(left, box.X+pad.w), min(right, box.X+box.W-pad.e)
		}
		p.settleCell(cell, cols, from, to, Box{left, y, right - left, thick})
	}
}

func (p *placer) settleCell(cell []int, cols *columns, from, to int, room Box) {
	if len(cell) == 1 && from < to {
		c := cell[0]
		width := p.size[c].W
		if p.t.items[c].group != nil {
			width = room.W - p.out[c].w - p.out[c].e
		} else if reach := cols.left[to] - cols.left[from] - cols.width + 2*2*laneInset; width < reach {
			width = reach
		}
		p.size[c].W = width
	}
	total := -gapAcross
	for _, c := range cell {
		total += p.outer(c).W + gapAcross
	}
	x := room.X + (room.W-total)/2
	if len(cell) == 1 && from < to && p.t.items[cell[0]].node != nil { // a part of it in each lane
		x = min(max(x, cols.left[to]+2*laneInset-total), cols.left[from]+cols.width-2*laneInset)
	}
	for _, c := range cell {
		size, out := p.outer(c), p.out[c]
		p.box[c] = Box{x + out.w, room.Y + (room.H-size.H)/2 + out.n, p.size[c].W, p.size[c].H}
		x += size.W + gapAcross
		if p.t.items[c].group == nil {
			continue
		}
		if !p.t.isTier(c, from, to) {
			p.settle(c)
			continue
		}
		p.settleBorder(c)
		box, pad := p.box[c], p.pad[c]
		p.settleTier(c, cols, from, to, box.Y+pad.n, box.Y+box.H-pad.s)
	}
}

// laneBoxes are the lanes of a group whose place is settled.
func (p *placer) laneBoxes(at int) []LaneBox {
	cols, box, pad := p.lane[at], p.box[at], p.pad[at]
	var out []LaneBox
	for i, l := range p.t.items[at].group.Lanes {
		lane := Box{cols.left[i], box.Y + pad.n, cols.width, box.H - pad.n - pad.s}
		out = append(out, LaneBox{
			ID: l.ID, Box: lane, Title: Box{lane.X + titlePad, lane.Y + titlePad, l.Title.W, l.Title.H},
		})
	}
	return out
}
