package main

import (
	"strings"

	"asbuilt/model"
	"asbuilt/render"
	"asbuilt/render/scene"
)

// The widths that pictures are read at, in pixels: a page, and the column of a
// README.
const (
	page   = 1440
	readme = 838
)

// figures are what one picture measures.
type figures struct {
	falseZones []string
	// page and readme are the smallest text in pixels there; readme is zero for
	// views that nobody puts into a README.
	page, readme float64
	ratio        float64 // of the sheet, width to height
	boxes        int
	share        float64 // of the sheet that boxes take, in percent
	hole         float64 // the largest empty rectangle, in percent of the sheet
	slack        float64 // of groups, on average, in percent
	detour       float64 // the worst line, to the shortest it could be
	lines        int
	hidden       int // lines of which less than 30 units are to be seen
	crossings    int
	cut          int // labels and titles
}

func measure(m *model.Model, p render.Picture) figures {
	s := newSheet(p.Scene)
	f := figures{
		falseZones: falseZones(m, p), ratio: float64(p.Scene.Width) / float64(p.Scene.Height), boxes: len(s.nodes),
		share: s.share(), hole: s.hole(), slack: s.slack(), detour: s.detour(), lines: len(s.lines),
		hidden: s.hidden(), crossings: s.crossings(),
	}
	smallest := 0
	for _, it := range p.Scene.Items {
		for _, shape := range it.Shapes {
			t, ok := shape.(scene.Text)
			if !ok {
				continue
			}
			if smallest == 0 || t.Size < smallest {
				smallest = t.Size
			}
			if strings.Contains(t.Content, "…") {
				f.cut++
			}
		}
	}
	fitted := func(width int) float64 { return float64(smallest) * min(1, float64(width)/float64(p.Scene.Width)) }
	f.page = fitted(page)
	if p.View.ID == "context" || p.View.ID == "containers" {
		f.readme = fitted(readme)
	}
	return f
}

// sheet is a picture's geometry.
type sheet struct {
	width, height         int
	nodes, groups, titles []scene.Box
	lines                 []scene.Item
	texts                 []scene.Box
	at                    map[string]scene.Box
}

func newSheet(p *scene.Picture) *sheet {
	s := &sheet{width: p.Width, height: p.Height, at: map[string]scene.Box{}}
	for _, it := range p.Items {
		switch it.Role {
		case scene.Node:
			s.nodes = append(s.nodes, it.Box)
			s.at[it.ID] = it.Box
		case scene.Group:
			s.groups, s.titles = append(s.groups, it.Box), append(s.titles, it.Title)
			s.at[it.ID] = it.Box
		case scene.Line:
			s.lines = append(s.lines, it)
		}
		for _, shape := range it.Shapes {
			if t, ok := shape.(scene.Text); ok {
				x := t.X
				if t.Centred {
					x -= t.Length / 2
				}
				s.texts = append(s.texts, scene.Box{X: x, Y: t.Y - 10, W: t.Length, H: 12})
			}
		}
	}
	return s
}

func area(b scene.Box) int { return b.W * b.H }

func (s *sheet) share() float64 {
	sum := 0
	for _, b := range s.nodes {
		sum += area(b)
	}
	return 100 * float64(sum) / float64(s.width*s.height)
}

// slack is how much of a group lies outside the rectangle around what it holds,
// on average over the groups.
func (s *sheet) slack() float64 {
	if len(s.groups) == 0 {
		return 0
	}
	sum := 0.0
	for i, g := range s.groups {
		around, begun := scene.Box{}, false
		for j, b := range append(append([]scene.Box{}, s.nodes...), s.groups...) {
			if j == len(s.nodes)+i || !inside(b, g) {
				continue
			}
			if !begun {
				around, begun = b, true
			}
			right, bottom := max(around.Right(), b.Right()), max(around.Bottom(), b.Bottom())
			around.X, around.Y = min(around.X, b.X), min(around.Y, b.Y)
			around.W, around.H = right-around.X, bottom-around.Y
		}
		sum += 100 * float64(area(g)-area(around)) / float64(max(area(g), 1))
	}
	return sum / float64(len(s.groups))
}

func inside(b, g scene.Box) bool {
	return b != g && b.X >= g.X && b.Y >= g.Y && b.Right() <= g.Right() && b.Bottom() <= g.Bottom()
}

// detour is the longest line measured by the shortest way between its two boxes,
// or 40 units where they are nearer.
func (s *sheet) detour() float64 {
	worst := 0.0
	for _, l := range s.lines {
		a, okA := s.at[l.From]
		b, okB := s.at[l.To]
		if !okA || !okB {
			continue
		}
		apart := max(b.X-a.Right(), a.X-b.Right(), 0) + max(b.Y-a.Bottom(), a.Y-b.Bottom(), 0)
		worst = max(worst, float64(length(l.Points))/float64(max(apart, 40)))
	}
	return worst
}

func length(points []scene.Point) int {
	sum := 0
	for i := 1; i < len(points); i++ {
		sum += dist(points[i-1], points[i])
	}
	return sum
}

func dist(a, b scene.Point) int { return max(a.X-b.X, b.X-a.X) + max(a.Y-b.Y, b.Y-a.Y) }

// hidden counts the lines that their own labels leave less than 30 units of.
func (s *sheet) hidden() int {
	count := 0
	for _, l := range s.lines {
		covered := 0
		for i := 1; i < len(l.Points); i++ {
			covered += under(l.Points[i-1], l.Points[i], l.Label)
		}
		if length(l.Points)-covered < 30 {
			count++
		}
	}
	return count
}

// under is how much of the stretch from a to b lies under a box.
func under(a, b scene.Point, box scene.Box) int {
	if box.IsZero() {
		return 0
	}
	if a.Y == b.Y {
		if a.Y < box.Y || a.Y > box.Bottom() {
			return 0
		}
		return max(0, min(max(a.X, b.X), box.Right())-max(min(a.X, b.X), box.X))
	}
	if a.X < box.X || a.X > box.Right() {
		return 0
	}
	return max(0, min(max(a.Y, b.Y), box.Bottom())-max(min(a.Y, b.Y), box.Y))
}

// crossings counts the points on the paper where lines cross, those of one trunk
// that part and meet again among them.
func (s *sheet) crossings() int {
	type stretch struct {
		line       int
		at, lo, hi int
	}
	var across, down []stretch
	for i, l := range s.lines {
		for k := 1; k < len(l.Points); k++ {
			a, b := l.Points[k-1], l.Points[k]
			if a.Y == b.Y {
				across = append(across, stretch{i, a.Y, min(a.X, b.X), max(a.X, b.X)})
			} else {
				down = append(down, stretch{i, a.X, min(a.Y, b.Y), max(a.Y, b.Y)})
			}
		}
	}
	points := map[scene.Point]bool{}
	for _, h := range across {
		for _, v := range down {
			if h.line != v.line && h.lo < v.at && v.at < h.hi && v.lo < h.at && h.at < v.hi {
				points[scene.Point{X: v.at, Y: h.at}] = true
			}
		}
	}
	return len(points)
}

// grid is the size of the squares that emptiness is measured in.
const grid = 20

// hole is the largest rectangle without box, text, title or line, in percent of
// the sheet.
func (s *sheet) hole() float64 {
	columns, rows := s.width/grid+1, s.height/grid+1
	taken := make([]bool, columns*rows)
	mark := func(b scene.Box) {
		for y := max(0, b.Y/grid); y <= min(rows-1, b.Bottom()/grid); y++ {
			for x := max(0, b.X/grid); x <= min(columns-1, b.Right()/grid); x++ {
				taken[y*columns+x] = true
			}
		}
	}
	for _, all := range [][]scene.Box{s.nodes, s.titles, s.texts} {
		for _, b := range all {
			mark(b)
		}
	}
	for _, l := range s.lines {
		for i := 1; i < len(l.Points); i++ {
			a, b := l.Points[i-1], l.Points[i]
			x, y := min(a.X, b.X), min(a.Y, b.Y)
			mark(scene.Box{X: x, Y: y, W: max(a.X, b.X) - x, H: max(a.Y, b.Y) - y})
		}
	}
	return 100 * float64(largest(taken, columns)) / float64(columns*rows)
}

// largest is the area of the largest rectangle of squares that are not taken.
func largest(taken []bool, columns int) int {
	best := 0
	free := make([]int, columns+1) // how far each column is free upwards; the last never is
	type bar struct{ from, high int }
	for row := range len(taken) / columns {
		var open []bar
		for x := range free {
			if x < columns {
				if free[x]++; taken[row*columns+x] {
					free[x] = 0
				}
			}
			from := x
			for len(open) > 0 && open[len(open)-1].high >= free[x] {
				last := open[len(open)-1]
				open = open[:len(open)-1]
				best = max(best, last.high*(x-last.from))
				from = last.from
			}
			open = append(open, bar{from, free[x]})
		}
	}
	return best
}
