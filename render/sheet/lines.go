package sheet

import (
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/render/layout"
	"asbuilt/render/scene"
	"asbuilt/render/views"
)

const (
	cornerRadius = 8
	headLength   = 9
	headHalf     = 4
	hopRoom      = 12 // from a hop to the end of its segment
)

// lines draws all lines, then all labels, so that no line passes over a label.
func (c *composer) lines(at *layout.Layout) {
	hops := crossings(at.Lines)
	for i, line := range at.Lines {
		if len(line.Points) < 2 {
			continue
		}
		c.line(c.d.Edges[i], line, hops[i])
	}
}

func (c *composer) line(e *views.Edge, line layout.Line, hops []layout.Point) {
	style := styleOfLine(e.Kind)
	paint := scene.Paint{Stroke: style.color, Width: style.width, Dash: style.dash}
	if len(e.Marks) > 0 {
		m := styleOfMark(e.Marks[0])
		paint.Stroke, paint.Width = m.color, m.width()
		if m.dash != nil {
			paint.Dash = m.dash
		}
	}
	points := c.points(line.Points)
	it := scene.Item{
		Role: scene.Line, ID: e.ID, Kind: e.Kind, Name: c.lineName(e), Link: c.linkTo(e.ID), Marks: markNames(e.Marks),
		From: e.From, To: e.To, Points: points, Trunk: line.Trunk, Connections: e.Connections,
		Shapes: []scene.Shape{scene.Stroke{
			Points: fromCommonEnd(shortened(points, style), line),
			Radius: cornerRadius, Hops: c.points(hops), Paint: paint,
		}},
	}
	it.Shapes = append(it.Shapes, arrows(points, paint, style.heads)...)
	if line.Label != (layout.Box{}) {
		_, size := lineLabel(e, c.lang)
		it.Label = c.box(inMiddle(size, line.Label))
		it.Shapes = append(it.Shapes, c.label(e, it.Label)...)
	}
	c.addOf(it, slices.ContainsFunc(e.Marks, isReal))
}

// fromCommonEnd draws a line that joins others on its way to a common end from
// that end, so that the dashes of all fall on one another.
func fromCommonEnd(points []scene.Point, line layout.Line) []scene.Point {
	if strings.HasPrefix(line.Trunk, "to ") {
		slices.Reverse(points)
	}
	return points
}

func (c *composer) points(all []layout.Point) []scene.Point {
	out := make([]scene.Point, len(all))
	for i, p := range all {
		out[i] = scene.Point{X: p.X + c.dx, Y: p.Y + c.dy}
	}
	return out
}

// inMiddle is a box of a size in the middle of another.
func inMiddle(size layout.Size, in layout.Box) layout.Box {
	return layout.Box{X: in.X + (in.W-size.W)/2, Y: in.Y + (in.H-size.H)/2, W: size.W, H: size.H}
}

// lineName reads "A → B: HTTPS 443".
func (c *composer) lineName(e *views.Edge) string {
	name := c.names[e.From] + " → " + c.names[e.To]
	words := []string{styleOfLine(e.Kind).name().In(c.lang)}
	if w := labelWords(e, c.lang); w != "" {
		words = append(words, w)
	}
	switch {
	case e.TLS:
		words = append(words, "TLS")
	case e.Plain:
		words = append(words, texts().Of("plain").In(c.lang))
	}
	words = append(words, lostWords(e, c.lang)...)
	for _, m := range e.Marks {
		words = append(words, styleOfMark(m).name().In(c.lang))
	}
	return name + ": " + strings.Join(words, ", ")
}

// lostWords are what protected a line before, and does no more.
func lostWords(e *views.Edge, lang finding.Lang) (words []string) {
	if e.LostTLS {
		words = append(words, texts().Say("no longer", "TLS").In(lang))
	}
	if e.LostMask {
		words = append(words, texts().Say("no longer", texts().Of("masked")).In(lang))
	}
	return words
}

// crossedOut is the stroke through a glyph of what is gone.
func crossedOut(g scene.Glyph) scene.Shape {
	return scene.Stroke{
		Points: []scene.Point{{X: g.X, Y: g.Y + g.Size}, {X: g.X + g.Size, Y: g.Y}},
		Paint:  scene.Paint{Stroke: scene.Differs, Width: 1.5},
	}
}

// struckOut is the stroke through a text of what is gone.
func struckOut(t scene.Text) scene.Shape {
	y := t.Y - t.Size/3
	return scene.Stroke{
		Points: []scene.Point{{X: t.X, Y: y}, {X: t.X + t.Length, Y: y}},
		Paint:  scene.Paint{Stroke: scene.Differs},
	}
}

// label draws the text of a line with its marks on a clear background.
func (c *composer) label(e *views.Edge, at scene.Box) []scene.Shape {
	all, _ := lineLabel(e, c.lang)
	shapes := []scene.Shape{scene.Rect{Box: at, Radius: 4, Paint: scene.Paint{Fill: scene.Paper, Faint: 92}}}
	right := at.X + labelPad
	for i, l := range all {
		x, y, color := at.X+labelPad, at.Y+9+i*labelFont.LineHeight(), scene.Ink
		if i == len(all)-1 {
			for _, g := range lineGlyphs(e) {
				glyph := scene.Glyph{X: x - 1, Y: y - markGlyph/2, Size: markGlyph, Name: g.name, Color: scene.Muted}
				if g.gone {
					glyph.Color = scene.Differs
					shapes = append(shapes, glyph, crossedOut(glyph))
				} else {
					shapes = append(shapes, glyph)
				}
				x += markGlyph + 2
			}
			if len(e.More) > 0 {
				color = scene.Muted
			}
		}
		shapes = append(shapes, scene.Text{
			X: x, Y: y + 4, Size: labelFont.Size, Length: l.Width, Color: color, Content: l.Text,
		})
		right = max(right, x+l.Width+4)
	}
	x := right
	for _, m := range e.Marks {
		shapes = append(shapes, badge(m, x, at.Y+(at.H-badgeSize)/2)...)
		x += badgeRoom
	}
	return shapes
}

// arrows are the heads of a line.
func arrows(points []scene.Point, paint scene.Paint, h heads) []scene.Shape {
	if h == none {
		return nil
	}
	last := len(points) - 1
	shapes := []scene.Shape{head(points[last-1], points[last], paint, h.open())}
	if h == openBoth {
		shapes = append(shapes, head(points[1], points[0], paint, true))
	}
	return shapes
}

// shortened leaves room for filled heads, so that no line shows beside a tip.
func shortened(points []scene.Point, style lineStyle) []scene.Point {
	out := slices.Clone(points)
	if style.heads != closed {
		return out
	}
	last := len(out) - 1
	out[last] = back(out[last-1], out[last], headLength-2)
	return out
}

// back is the point d before z on the way from a, but never behind a.
func back(a, z scene.Point, d int) scene.Point {
	switch {
	case a.X < z.X:
		return scene.Point{X: max(z.X-d, a.X), Y: z.Y}
	case a.X > z.X:
		return scene.Point{X: min(z.X+d, a.X), Y: z.Y}
	case a.Y < z.Y:
		return scene.Point{X: z.X, Y: max(z.Y-d, a.Y)}
	}
	return scene.Point{X: z.X, Y: min(z.Y+d, a.Y)}
}

// head is the arrow head of a line that arrives at z from a.
func head(a, z scene.Point, paint scene.Paint, open bool) scene.Shape {
	tail := scene.Point{X: z.X, Y: z.Y}
	var left, right scene.Point
	switch {
	case a.Y == z.Y:
		tail.X += headLength * sign(a.X-z.X)
		left, right = scene.Point{X: tail.X, Y: z.Y - headHalf}, scene.Point{X: tail.X, Y: z.Y + headHalf}
	default:
		tail.Y += headLength * sign(a.Y-z.Y)
		left, right = scene.Point{X: z.X - headHalf, Y: tail.Y}, scene.Point{X: z.X + headHalf, Y: tail.Y}
	}
	if open {
		return scene.Stroke{
			Points: []scene.Point{left, z, right}, Paint: scene.Paint{Stroke: paint.Stroke, Width: paint.Width},
		}
	}
	return scene.Polygon{Points: []scene.Point{left, z, right}, Paint: scene.Paint{Fill: paint.Stroke}}
}

func sign(n int) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}

// crossings are the points, line by line, where a horizontal run passes over a
// vertical run of another line: the horizontal one hops. Lines of one trunk
// meet on purpose.
func crossings(lines []layout.Line) [][]layout.Point {
	all := make([][]layout.Point, len(lines))
	for i, a := range lines {
		for j, b := range lines {
			if i == j || a.Trunk != "" && a.Trunk == b.Trunk {
				continue
			}
			all[i] = append(all[i], over(a.Points, b.Points)...)
		}
		slices.SortFunc(all[i], func(p, q layout.Point) int {
			if p.Y != q.Y {
				return p.Y - q.Y
			}
			return p.X - q.X
		})
		all[i] = slices.CompactFunc(all[i], func(p, q layout.Point) bool { return p.Y == q.Y && q.X-p.X < 11 })
	}
	return all
}

// over are the points at which the horizontal runs of a cross vertical ones of b.
func over(a, b []layout.Point) []layout.Point {
	var all []layout.Point
	for i := 1; i < len(a); i++ {
		y := a[i].Y
		if a[i-1].Y != y {
			continue
		}
		left, right := min(a[i-1].X, a[i].X)+hopRoom, max(a[i-1].X, a[i].X)-hopRoom
		for j := 1; j < len(b); j++ {
			x := b[j].X
			if b[j-1].X != x || x < left || x > right {
				continue
			}
			if min(b[j-1].Y, b[j].Y) < y && y < max(b[j-1].Y, b[j].Y) {
				all = append(all, layout.Point{X: x, Y: y})
			}
		}
	}
	return all
}
