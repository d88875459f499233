package layout

import "slices"

// A rank that is longer than its group should be wide is wrapped into rows. How
// long a row may be is tried out, and the length whose content comes closest to the
// shape that groups aim at is taken, with a small price on each further row.
//
// Where groups stand in rows, the longest rank is tried whole, in halves, in thirds, up
// to twelfths; the rows of a rank are of like lengths, so that the last one is no single
// leftover. Where nodes do, one of a few numbers of columns is taken, and rows are filled
// one after the other: a node that comes or goes leaves the columns as they are. Families,
// the nodes that one of the rank before leads to, are not divided: where one of them
// grows, its row does.

// fillRows wraps the ranks of a group into rows and places its children.
func (p *placer) fillRows(at int) {
	if p.fixed {
		p.rows[at] = p.planned(at)
		p.inner[at] = p.arrange(p.rows[at], p.right(at))
		return
	}
	if p.threaded[at] {
		p.plans[at] = plan{rows: p.toAndFro(at), toAndFro: true, turned: p.t.items[at].group.Axis == Right}
		p.rows[at] = p.planned(at)
		p.inner[at] = p.arrange(p.rows[at], p.right(at))
		return
	}
	p.plans[at].turned = p.long(at)
	if !slices.ContainsFunc(p.t.items[at].children, p.isGroup) && !p.t.items[at].group.Straight {
		p.fillColumns(at)
		return
	}
	right := p.right(at)
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
		score := p.score(at, p.arrange(rows, right), parts)
		if parts == 1 || score < bestScore {
			best, bestScore = rows, score
		}
		if limit == widest || p.t.items[at].group.Straight {
			break
		}
	}
	p.rows[at], p.plans[at].rows = best, lengths(best)
	p.inner[at] = p.arrange(best, right)
}

// columnSteps are the numbers of columns that nodes may stand in.
var columnSteps = [...]int{1, 2, 3, 4, 5, 7, 9, 12}

// fewInRank is up to how many nodes a rank stays whole in a group of at least as many
// ranks, as lines between wrapped ones would cross.
const fewInRank = 3

// fillColumns wraps the ranks of a group of nodes into rows of so many as it has columns.
func (p *placer) fillColumns(at int) {
	longest, least := 1, 1
	for _, rank := range p.ranks[at] {
		longest = max(longest, len(rank))
	}
	switch ranks := len(p.ranks[at]); {
	case ranks >= fewInRank:
		least = min(longest, fewInRank)
	case ranks > 1 && longest >= fewInRank: // no column of all of them
		least = 2
	}
	var best [][]int
	bestScore := 0
	for i, columns := range columnSteps {
		if i > 0 && columnSteps[i-1] >= longest {
			break
		}
		if columns < least {
			continue
		}
		var rows [][]int
		for _, rank := range p.ranks[at] {
			rows = append(rows, p.deal(rank, columns)...)
		}
		score := p.score(at, p.arrange(rows, p.right(at)), (longest+columns-1)/columns)
		if best == nil || score < bestScore {
			best, bestScore = rows, score
		}
	}
	p.rows[at], p.plans[at].rows = best, lengths(best)
	p.inner[at] = p.arrange(best, p.right(at))
}

// deal divides a rank into rows of so many columns, or of as many families as usually
// fill those.
func (p *placer) deal(rank []int, columns int) [][]int {
	if len(rank) <= columns {
		return [][]int{rank}
	}
	if !p.related(rank) {
		return slices.Collect(slices.Chunk(rank, columns))
	}
	families := p.families(rank)
	var sizes []int
	for _, f := range families {
		sizes = append(sizes, len(f))
	}
	slices.Sort(sizes)
	middle, largest := sizes[len(sizes)/2], sizes[len(sizes)-1]
	if len(sizes) == 1 || middle == 1 || largest > columns {
		return slices.Collect(slices.Chunk(rank, columns))
	}
	var rows [][]int
	for some := range slices.Chunk(families, columns/middle) {
		rows = append(rows, slices.Concat(some...))
	}
	return rows
}

// related reports whether two nodes in a row of a rank are of one family.
func (p *placer) related(rank []int) bool {
	for i := range rank[1:] {
		if p.siblings(rank[i], rank[i+1]) {
			return true
		}
	}
	return false
}

// siblings reports whether two nodes have one leader.
func (p *placer) siblings(a, b int) bool { return p.leader[a] != 0 && p.leader[a] == p.leader[b] }

// families are the parts of a rank, in its order, that have one leader.
func (p *placer) families(rank []int) [][]int {
	var all [][]int
	for i, at := range rank {
		if i == 0 || !p.siblings(rank[i-1], at) {
			all = append(all, nil)
		}
		all[len(all)-1] = append(all[len(all)-1], at)
	}
	return all
}

// score is small for the best content of group at, in rows of so many parts: one of
// a pleasant shape, or where its width is given the lowest that fits.
func (p *placer) score(at int, s Size, parts int) int {
	switch limit := p.width[at]; {
	case limit == 0:
		return p.shapeScore(s) * (100 + 3*parts)
	case s.W <= limit:
		return s.H*64 + parts
	default:
		return (s.W-limit)*1000 + 1<<30
	}
}

const (
	// longChain is how many ranks a chain has before it is folded, and thinRank the
	// most children that the ranks of chains have on average, in halves.
	longChain = 6
	thinRank  = 3
)

// thin reports whether a group is mostly long chains, ranks of a child or two: in one
// line each would be a thread across the sheet. A chain that is cut in two is two chains.
func (p *placer) thin(at int, links []link) bool {
	children := p.t.items[at].children
	if len(p.ranks[at]) <= longChain || p.t.items[at].group.Straight || slices.ContainsFunc(children, p.ranked) {
		return false
	}
	set, ranks := sets(children, links), map[int]int{}
	for _, rank := range p.ranks[at] {
		seen := map[int]bool{}
		for _, c := range rank {
			if !seen[set[c]] {
				seen[set[c]] = true
				ranks[set[c]]++
			}
		}
	}
	long := 0
	for _, n := range ranks {
		if n > longChain {
			long += n
		}
	}
	return 2*len(children) <= thinRank*long
}

// fewBoxes is how many boxes may be turned whatever ties them.
const fewBoxes = 24

// dense reports whether a group holds many boxes with many lines between them:
// turned, these would cross too often.
func (p *placer) dense(at int) bool {
	lines := 0
	for _, e := range p.t.ends {
		if e.common == at {
			lines++
		}
	}
	return len(p.t.items[at].children) > fewBoxes && lines > len(p.t.items[at].children)
}

// long reports whether a group whose ranks are columns had better have rows: many
// ranks side by side, no fewer than the longest of them has children, are a sheet that
// is wide and low.
func (p *placer) long(at int) bool {
	it, ranks := p.t.items[at], p.ranks[at]
	if at == 0 || it.group.Axis != Right || it.group.Straight || len(ranks) < 3 || p.dense(at) ||
		slices.ContainsFunc(it.children, p.ranked) {
		return false
	}
	return !slices.ContainsFunc(ranks, func(rank []int) bool { return len(rank) > len(ranks) })
}

func (p *placer) isGroup(at int) bool { return p.t.items[at].group != nil }

func (p *placer) ranked(at int) bool { return p.t.place(at).Ranked }

// toAndFro lays the ranks of a group in rows of so many children as make it about
// as wide as high, every other row backwards, so that each child stands beside the
// next one, at the turns too.
func (p *placer) toAndFro(at int) []int {
	left := len(p.t.items[at].children)
	per := 1
	for per*per*5 < left*3 {
		per++
	}
	var rows []int
	for ; left > 0; left -= per {
		rows = append(rows, min(per, left))
	}
	return rows
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
