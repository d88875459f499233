package mermaid

import (
	"fmt"
	"html"
	"strconv"
	"strings"

	"asbuilt/render/layout"
	"asbuilt/render/text"
)

// picture is an SVG that is being written. Colours and strokes are those of the
// page, by class.
type picture struct{ b strings.Builder }

// margin is the room around a picture, for arrows and strokes at its edge.
const margin = 8

func newPicture(w, h int, about string) *picture {
	p := &picture{}
	fmt.Fprintf(&p.b, `<svg class="mermaid" xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" `+
		`viewBox="%d %d %d %d" role="img" aria-label="%s">`,
		w+2*margin, h+2*margin, -margin, -margin, w+2*margin, h+2*margin, html.EscapeString(about))
	return p
}

func (p *picture) end() string {
	p.b.WriteString("</svg>")
	return p.b.String()
}

func number(i int) string { return strconv.Itoa(i) }

func (p *picture) rect(b layout.Box, class string, round int) {
	fmt.Fprintf(&p.b, `<rect class="%s" x="%d" y="%d" width="%d" height="%d" rx="%d"/>`,
		class, b.X, b.Y, b.W, b.H, round)
}

func (p *picture) path(class, d string) { fmt.Fprintf(&p.b, `<path class="%s" d="%s"/>`, class, d) }

// text writes lines around a middle.
func (p *picture) text(lines []text.Line, x, y int, f text.Font, class string) {
	p.textAt(lines, x, y, f, class, "middle")
}

func (p *picture) textAt(lines []text.Line, x, y int, f text.Font, class, anchor string) {
	top := y - len(lines)*f.LineHeight()/2 + (f.LineHeight()-f.Size)/2 + f.Ascent()
	for i, l := range lines {
		fmt.Fprintf(&p.b, `<text class="%s" x="%d" y="%d" text-anchor="%s" font-size="%d" textLength="%d" `+
			`lengthAdjust="spacingAndGlyphs">%s</text>`,
			class, x, top+i*f.LineHeight(), anchor, f.Size, l.Width, html.EscapeString(l.Text))
	}
}

// shape draws the outline of a box.
func (p *picture) shape(s shape, b layout.Box) {
	x, y, w, h := b.X, b.Y, b.W, b.H
	switch s {
	case rounded:
		p.rect(b, "mm-box", 10)
	case stadium:
		p.rect(b, "mm-box", h/2)
	case circle:
		p.rect(b, "mm-box", w/2)
	case subroutine:
		p.rect(b, "mm-box", 0)
		p.path("mm-edge", fmt.Sprintf("M%d %dv%dM%d %dv%d", x+8, y, h, x+w-8, y, h))
	case cylinder:
		p.path("mm-box", fmt.Sprintf("M%d %da%d 8 0 0 1 %d 0v%da%d 8 0 0 1 %d 0z", x, y+8, w/2, w, h-16, w/2, -w))
		p.path("mm-edge", fmt.Sprintf("M%d %da%d 8 0 0 0 %d 0", x, y+8, w/2, w))
	case diamond:
		p.path("mm-box", fmt.Sprintf("M%d %dL%d %dL%d %dL%d %dz", x+w/2, y, x+w, y+h/2, x+w/2, y+h, x, y+h/2))
	case hexagon:
		p.path("mm-box", fmt.Sprintf("M%d %dH%dL%d %dL%d %dH%dL%d %dz",
			x+12, y, x+w-12, x+w, y+h/2, x+w-12, y+h, x+12, x, y+h/2))
	case slanted:
		p.path("mm-box", fmt.Sprintf("M%d %dH%dV%dH%dz", x, y, x+w, y+h, x))
		p.path("mm-edge", fmt.Sprintf("M%d %dL%d %dM%d %dL%d %d", x+10, y, x, y+h, x+w, y, x+w-10, y+h))
	case flag:
		p.path("mm-box", fmt.Sprintf("M%d %dH%dV%dH%dL%d %dz", x, y, x+w, y+h, x, x+10, y+h/2))
	default:
		p.rect(b, "mm-box", 2)
	}
}

// line draws an arrow along points, with rounded corners.
func (p *picture) line(points []layout.Point, a *arrow) {
	if len(points) < 2 {
		return
	}
	class := "mm-line"
	switch {
	case a.dashed:
		class += " mm-dashed"
	case a.thick:
		class += " mm-thick"
	}
	p.path(class, along(points))
	last := len(points) - 1
	p.tip(a.end, points[last-1], points[last])
	p.tip(a.start, points[1], points[0])
}

// along is the path through points.
func along(points []layout.Point) string {
	var b strings.Builder
	fmt.Fprintf(&b, "M%d %d", points[0].X, points[0].Y)
	for i := 1; i < len(points)-1; i++ {
		before, at, after := points[i-1], points[i], points[i+1]
		r := min(6, far(before, at)/2, far(at, after)/2)
		from, to := towards(at, before, r), towards(at, after, r)
		fmt.Fprintf(&b, "L%d %dQ%d %d %d %d", from.X, from.Y, at.X, at.Y, to.X, to.Y)
	}
	fmt.Fprintf(&b, "L%d %d", points[len(points)-1].X, points[len(points)-1].Y)
	return b.String()
}

// far is how far two points of one row or column are apart.
func far(a, b layout.Point) int { return max(a.X-b.X, b.X-a.X) + max(a.Y-b.Y, b.Y-a.Y) }

// towards is the point that lies so far from one towards another.
func towards(from, to layout.Point, by int) layout.Point {
	return layout.Point{X: from.X + by*sign(to.X-from.X), Y: from.Y + by*sign(to.Y-from.Y)}
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

// tip draws what stands at the end of a line that comes from one point and ends
// at another.
func (p *picture) tip(mark string, from, at layout.Point) {
	dx, dy := sign(at.X-from.X), sign(at.Y-from.Y)
	switch mark {
	case "arrow":
		p.path("mm-tip", fmt.Sprintf("M%d %dL%d %dL%d %dz", at.X, at.Y,
			at.X-8*dx-4*dy, at.Y-8*dy-4*dx, at.X-8*dx+4*dy, at.Y-8*dy+4*dx))
	case "open":
		p.path("mm-line", fmt.Sprintf("M%d %dL%d %dL%d %d",
			at.X-8*dx-4*dy, at.Y-8*dy-4*dx, at.X, at.Y, at.X-8*dx+4*dy, at.Y-8*dy+4*dx))
	case "circle":
		p.rect(layout.Box{X: at.X - 4*dx - 4, Y: at.Y - 4*dy - 4, W: 8, H: 8}, "mm-tip", 4)
	case "cross":
		x, y := at.X-5*dx, at.Y-5*dy
		p.path("mm-line", fmt.Sprintf("M%d %dl8 8M%d %dl-8 8", x-4, y-4, x+4, y-4))
	}
}
