package layout

// A rank that is longer than its group should be wide is wrapped into rows. How
// long a row may be is tried out: the longest rank whole, in halves, in thirds, up
// to twelfths, and the length whose content comes closest to the shape that groups
// aim at is taken, with a small price on each further row. Within a rank the rows
// are of like lengths, so that the last one is no single leftover.

// fillRows wraps the ranks of a group into rows and places its children.
func (p *placer) fillRows(at int) {
	right := p.t.items[at].group.Axis == Right
	longest, widest := 0, 0
	for _, rank := range p.ranks[at] {
		length := -gapAcross
		for _, c := range rank {
			across, _ := turned(p.outer(c), right)
			widest = max(widest, across)
			length += across + gapAcross
		}
		longest = max(longest, length)
	}
	best, bestScore := p.ranks[at], 0
	for parts := 1; parts <= 12; parts++ {
		limit := max(widest, (longest+parts-1)/parts)
		rows := p.wrap(p.ranks[at], limit, right)
		score := p.shapeScore(p.arrange(rows, right)) * (100 + 3*parts)
		if parts == 1 || score < bestScore {
			best, bestScore = rows, score
		}
		if limit == widest || p.t.items[at].group.Straight {
			break
		}
	}
	p.rows[at] = best
	p.inner[at] = p.arrange(best, right)
}

// shapeScore is small for compact content of a pleasant shape: its larger side,
// once the height is scaled by the aspect, and a share of its area.
func (p *placer) shapeScore(s Size) int {
	w, h := s.W*p.aspect.H, s.H*p.aspect.W
	return max(w, h)*3 + w + h
}

// turned is a size as (across the ranks, along the ranks).
func turned(s Size, right bool) (across, along int) {
	if right {
		return s.H, s.W
	}
	return s.W, s.H
}

// wrap splits ranks that are longer than limit into rows of like lengths.
func (p *placer) wrap(ranks [][]int, limit int, right bool) [][]int {
	var rows [][]int
	for _, rank := range ranks {
		total := -gapAcross
		for _, c := range rank {
			across, _ := turned(p.outer(c), right)
			total += across + gapAcross
		}
		parts := max(1, (total+limit-1)/max(limit, 1))
		aim := total / parts
		var row []int
		length := 0
		for _, c := range rank {
			across, _ := turned(p.outer(c), right)
			if len(row) > 0 && (length+across > limit || length+across/2 > aim) {
				rows, row, length = append(rows, row), nil, 0
			}
			row = append(row, c)
			length += across + gapAcross
		}
		if len(row) > 0 {
			rows = append(rows, row)
		}
	}
	return rows
}

// arrange places rows one after another, each centred, and returns their size.
func (p *placer) arrange(rows [][]int, right bool) Size {
	longest, along := 0, 0
	lengths := make([]int, len(rows))
	for i, row := range rows {
		length := -gapAcross
		for _, c := range row {
			across, _ := turned(p.outer(c), right)
			length += across + gapAcross
		}
		lengths[i] = length
		longest = max(longest, length)
	}
	for i, row := range rows {
		thick := 0
		for _, c := range row {
			_, a := turned(p.outer(c), right)
			thick = max(thick, a)
		}
		at := (longest - lengths[i]) / 2
		for _, c := range row {
			across, a := turned(p.outer(c), right)
			x, y := at, along+(thick-a)/2
			if right {
				x, y = y, x
			}
			p.rel[c] = Point{x + p.out[c].w, y + p.out[c].n}
			at += across + gapAcross
		}
		along += thick + gapAlong
	}
	along = max(along-gapAlong, 0)
	if right {
		return Size{along, longest}
	}
	return Size{longest, along}
}

// spread gives the rows of a group the width of its content: a group alone in its
// row fills it, as a tier does; other rows are centred. Groups side by side get
// the height of their row.
func (p *placer) spread(at, width int) {
	for _, row := range p.rows[at] {
		if c := row[0]; len(row) == 1 && p.fills(c) {
			p.rel[c].X = p.out[c].w
			p.size[c].W = width - p.out[c].w - p.out[c].e
			continue
		}
		top, bottom, groups := p.rel[row[0]].Y, 0, 0
		for _, c := range row {
			p.rel[c].X += (width - p.inner[at].W) / 2
			top = min(top, p.rel[c].Y-p.out[c].n)
			bottom = max(bottom, p.rel[c].Y+p.size[c].H+p.out[c].s)
			if p.fills(c) {
				groups++
			}
		}
		for _, c := range row {
			if groups > 1 && p.fills(c) {
				p.rel[c].Y = top + p.out[c].n
				p.size[c].H = bottom - top - p.out[c].n - p.out[c].s
			}
		}
	}
}

// fills reports whether item at may be larger than what it holds needs.
func (p *placer) fills(at int) bool { return p.t.items[at].group != nil && p.lane[at] == nil }
