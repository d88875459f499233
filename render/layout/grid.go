package layout

// cell is the side of a square of a grid.
const cell = 256

// grid finds boxes near a place without looking at all of them.
type grid struct {
	corner     Point
	cols, rows int
	cells      [][]int32
	seen       []int32 // the query that met a box last
	query      int32
}

func newGrid(bounds Box) *grid {
	g := &grid{corner: Point{bounds.X, bounds.Y}, cols: bounds.W/cell + 1, rows: bounds.H/cell + 1}
	g.cells = make([][]int32, g.cols*g.rows)
	return g
}

// add gives a box the next number, from 0 on.
func (g *grid) add(b Box) {
	number := int32(len(g.seen))
	g.seen = append(g.seen, 0)
	g.visit(b, func(at int) { g.cells[at] = append(g.cells[at], number) })
}

// near are the numbers of the boxes that may meet b, each once, in no order.
func (g *grid) near(b Box) []int32 {
	g.query++
	var found []int32
	g.visit(b, func(at int) {
		for _, number := range g.cells[at] {
			if g.seen[number] != g.query {
				g.seen[number] = g.query
				found = append(found, number)
			}
		}
	})
	return found
}

// visit calls do for the cells that a box touches; what lies outside the bounds
// belongs to the cells at their edge.
func (g *grid) visit(b Box, do func(at int)) {
	col := func(x int) int { return min(max((x-g.corner.X)/cell, 0), g.cols-1) }
	row := func(y int) int { return min(max((y-g.corner.Y)/cell, 0), g.rows-1) }
	for r := row(b.Y); r <= row(b.Y+b.H); r++ {
		for c := col(b.X); c <= col(b.X+b.W); c++ {
			do(r*g.cols + c)
		}
	}
}
