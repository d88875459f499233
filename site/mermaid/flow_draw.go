package mermaid

import (
	"math"
	"slices"
	"strings"

	"asbuilt/render/layout"
	"asbuilt/render/text"
)

var (
	plainFont = text.Font{Size: 14}
	smallFont = text.Font{Size: 12}
	titleFont = text.Font{Size: 13, Bold: true}
)

// widest is how wide a line of a label becomes before it is broken.
const widest = 220

// flowchart draws the statements of a flowchart.
func flowchart(head, lines []string) (string, Why) {
	c, ok := readFlow(head, lines)
	switch {
	case !ok:
		return "", Unknown
	case len(c.boxes) == 0:
		return "", NotDrawing
	case len(c.boxes)+len(c.frames) > MostBoxes || len(c.arrows) > MostLines:
		return "", TooLarge
	case slices.ContainsFunc(c.arrows, c.inItself):
		return "", Unknown
	}
	l, err := layout.New(c.graph())
	if err != nil {
		return "", Unknown
	}
	return c.draw(l), Drawn
}

// inItself reports whether an arrow leads from a frame to what lies in it.
func (c *chart) inItself(a *arrow) bool {
	for _, ends := range [][2]string{{a.from, a.to}, {a.to, a.from}} {
		around := c.frame(ends[0])
		in := c.frame(ends[1])
		if b := c.byID[ends[1]]; in == nil && b != nil {
			in = b.in
		}
		for ; around != nil && in != nil; in = in.in {
			if in == around {
				return true
			}
		}
	}
	return false
}

// graph is what has to be placed.
func (c *chart) graph() *layout.Graph {
	g := &layout.Graph{Root: &layout.Group{Axis: axis(c.down)}}
	groups := map[*frame]*layout.Group{nil: g.Root}
	for _, f := range c.frames {
		group := &layout.Group{ID: "frame " + f.id, Axis: axis(f.down)}
		if len(f.title) > 0 {
			_, w, h := block(f.title, titleFont)
			group.Title = layout.Size{W: w, H: h}
		}
		groups[f] = group
		in := groups[f.in]
		in.Children = append(in.Children, group)
	}
	for _, b := range c.boxes {
		_, w, h := block(b.label, plainFont)
		in := groups[b.in]
		in.Children = append(in.Children, &layout.Node{ID: b.id, Size: b.size(w, h)})
	}
	for i, a := range c.arrows {
		e := &layout.Edge{ID: number(i), From: c.end(a.from), To: c.end(a.to)}
		if len(a.label) > 0 {
			_, w, h := block(a.label, smallFont)
			e.Label = layout.Size{W: w + 8, H: h + 4}
		}
		g.Edges = append(g.Edges, e)
	}
	return g
}

func axis(down bool) layout.Axis {
	if down {
		return layout.Down
	}
	return layout.Right
}

// end is what placement calls the end of an arrow.
func (c *chart) end(id string) string {
	if c.frame(id) != nil {
		return "frame " + id
	}
	return id
}

// size is the box around a label of that size.
func (b *box) size(w, h int) layout.Size {
	w, h = max(w+28, 48), max(h+20, 40)
	switch b.shape {
	case diamond:
		w, h = w*8/5, h*8/5
	case circle:
		side := max(w, h)
		w, h = side, side
	case cylinder:
		h += 16
	case hexagon, slanted, subroutine, flag, stadium:
		w += 24
	}
	return layout.Size{W: w, H: h}
}

// block is a label as lines no wider than widest, with its size.
func block(label []string, f text.Font) (lines []text.Line, w, h int) {
	for _, one := range label {
		lines = append(lines, text.Wrap(one, f, widest, 12)...)
	}
	for _, l := range lines {
		w = max(w, l.Width)
	}
	return lines, w, len(lines) * f.LineHeight()
}

// draw is the picture: frames, lines, boxes, and what is written on lines.
func (c *chart) draw(l *layout.Layout) string {
	p := newPicture(l.Size.W, l.Size.H, c.about())
	if c.back {
		c.mirror(l)
	}
	for _, f := range c.frames {
		g := l.Groups["frame "+f.id]
		p.rect(g.Box, "mm-frame", 6)
		lines, _, _ := block(f.title, titleFont)
		p.text(lines, g.Title.X+g.Title.W/2, g.Title.Y+g.Title.H/2, titleFont, "mm-title")
	}
	for i, a := range c.arrows {
		if !a.unseen {
			p.line(c.reach(l, a, l.Lines[i].Points), a)
		}
	}
	for _, b := range c.boxes {
		at := l.Nodes[b.id]
		p.shape(b.shape, at)
		lines, _, _ := block(b.label, plainFont)
		dy := 0
		if b.shape == cylinder {
			dy = 6
		}
		p.text(lines, at.X+at.W/2, at.Y+at.H/2+dy, plainFont, "mm-text")
	}
	for i, a := range c.arrows {
		if at := l.Lines[i].Label; len(a.label) > 0 && !a.unseen {
			p.rect(at, "mm-plate", 2)
			lines, _, _ := block(a.label, smallFont)
			p.text(lines, at.X+at.W/2, at.Y+at.H/2, smallFont, "mm-note")
		}
	}
	return p.end()
}

// about says the picture in words, for those who do not see it.
func (c *chart) about() string {
	var all []string
	name := func(id string) string {
		if f := c.frame(id); f != nil {
			return strings.Join(f.title, " ")
		}
		return strings.Join(c.byID[id].label, " ")
	}
	for _, a := range c.arrows {
		if a.unseen {
			continue
		}
		said := name(a.from) + " → " + name(a.to)
		if len(a.label) > 0 {
			said += ": " + strings.Join(a.label, " ")
		}
		all = append(all, said)
	}
	if len(all) == 0 {
		for _, b := range c.boxes {
			all = append(all, strings.Join(b.label, " "))
		}
	}
	return strings.Join(all, "; ")
}

// mirror turns a layout round, so that the first rank is the last.
func (c *chart) mirror(l *layout.Layout) {
	turn := func(b layout.Box) layout.Box {
		if c.down {
			b.Y = l.Size.H - b.Y - b.H
		} else {
			b.X = l.Size.W - b.X - b.W
		}
		return b
	}
	for id, b := range l.Nodes {
		l.Nodes[id] = turn(b)
	}
	for id, g := range l.Groups {
		g.Box, g.Title = turn(g.Box), turn(g.Title)
		l.Groups[id] = g
	}
	for i := range l.Lines {
		l.Lines[i].Label = turn(l.Lines[i].Label)
		for j, at := range l.Lines[i].Points {
			moved := turn(layout.Box{X: at.X, Y: at.Y})
			l.Lines[i].Points[j] = layout.Point{X: moved.X, Y: moved.Y}
		}
	}
}

// reach is a line up to the very shapes of its ends, which may be slimmer than
// the boxes around them.
func (c *chart) reach(l *layout.Layout, a *arrow, points []layout.Point) []layout.Point {
	points = slices.Clone(points)
	if len(points) < 2 {
		return points
	}
	last := len(points) - 1
	points[0] = c.meet(l, a.from, points[0], points[1])
	points[last] = c.meet(l, a.to, points[last], points[last-1])
	return points
}

// meet moves an end of a line inward until it is on the shape called id.
func (c *chart) meet(l *layout.Layout, id string, at, next layout.Point) layout.Point {
	b := c.byID[id]
	if b == nil || c.frame(id) != nil {
		return at
	}
	box := l.Nodes[id]
	across, along := float64(at.Y-box.Y)/float64(box.H), box.W
	if at.X == next.X {
		across, along = float64(at.X-box.X)/float64(box.W), box.H
	}
	gap := int(math.Round(b.shape.slack(across, box) * float64(along)))
	switch {
	case at.X == next.X && next.Y < at.Y:
		at.Y += gap
	case at.X == next.X:
		at.Y -= gap
	case next.X < at.X:
		at.X += gap
	default:
		at.X -= gap
	}
	return at
}

// slack is how far the shape lies within its box at a place along a side, both as
// parts of the sides.
func (s shape) slack(at float64, in layout.Box) float64 {
	off := math.Abs(at-0.5) * 2
	switch s {
	case diamond:
		return off / 2
	case circle:
		return (1 - math.Sqrt(max(0, 1-off*off))) / 2
	case hexagon:
		if in.W > 0 {
			return off * 12 / float64(in.W)
		}
	}
	return 0
}
