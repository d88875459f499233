package png

import (
	"fmt"
	"image"
	"image/draw"
	"math"

	"git.sr.ht/~sbinet/gg"

	"asbuilt/render/glyph"
	"asbuilt/render/scene"
)

func (c *canvas) shape(s scene.Shape) {
	switch s := s.(type) {
	case scene.Rect:
		c.rect(s)
	case scene.Stroke:
		c.stroke(s)
	case scene.Polygon:
		for i, p := range s.Points {
			c.to(i == 0, float64(p.X), float64(p.Y))
		}
		c.dc.ClosePath()
		c.paint(s.Paint, closed)
	case scene.Text:
		c.text(s)
	case scene.Glyph:
		c.glyph(s)
	default:
		panic(fmt.Sprintf("png: unknown shape %T", s))
	}
}

// to begins a path at a place or draws on to it, in units.
func (c *canvas) to(first bool, x, y float64) {
	if first {
		c.dc.MoveTo(x*c.scale, y*c.scale)
	} else {
		c.dc.LineTo(x*c.scale, y*c.scale)
	}
}

// quad draws a curve whose tangents meet at (x1, y1).
func (c *canvas) quad(x1, y1, x, y float64) {
	c.dc.QuadraticTo(x1*c.scale, y1*c.scale, x*c.scale, y*c.scale)
}

func (c *canvas) cubic(x1, y1, x2, y2, x, y float64) {
	c.dc.CubicTo(x1*c.scale, y1*c.scale, x2*c.scale, y2*c.scale, x*c.scale, y*c.scale)
}

// ending says whether the path that is painted closes.
type ending bool

const (
	closed ending = true
	open   ending = false
)

// paint fills and strokes the path and forgets it.
func (c *canvas) paint(p scene.Paint, e ending) {
	if p.Fill != "" {
		c.dc.SetColor(c.color(p.Fill, p.Faint))
		c.dc.FillPreserve()
	}
	if p.Stroke == "" {
		c.dc.ClearPath()
		return
	}
	width := p.Width
	if width == 0 {
		width = 1
	}
	dashes := make([]float64, len(p.Dash))
	for i, d := range p.Dash {
		dashes[i] = float64(d) * c.scale
	}
	c.dc.SetDash(dashes...)
	c.dc.SetLineWidth(width * c.scale)
	c.dc.SetLineJoin(gg.LineJoinRound)
	c.dc.SetLineCap(gg.LineCapButt)
	// A closed path ends where it began, and a round cap there is its last join;
	// dashes of one unit are dots.
	if len(dashes) == 0 && e == closed || len(dashes) > 0 && p.Dash[0] <= 1 {
		c.dc.SetLineCap(gg.LineCapRound)
	}
	c.dc.SetColor(c.color(p.Stroke, 0))
	c.dc.Stroke()
	c.dc.SetDash()
}

// rect fills at once what the rectangle covers wholly. The rasterizer, which mixes
// each pixel with what lies below it, draws the edge around that.
func (c *canvas) rect(s scene.Rect) {
	if inner := c.inside(s); s.Paint.Fill != "" && s.Paint.Faint == 0 && !inner.Empty() {
		fill := image.NewUniform(c.color(s.Paint.Fill, 0))
		draw.Draw(c.img, inner, fill, image.Point{}, draw.Src)
		c.border(s)
		c.hole(inner)
		c.paint(scene.Paint{Fill: s.Paint.Fill}, closed)
		s.Paint.Fill = ""
	}
	c.border(s)
	c.paint(s.Paint, closed)
}

// inside are pixels well inside a rectangle, none where it is small: a round corner
// of radius 1 takes less than 0.3 from each of its sides.
func (c *canvas) inside(s scene.Rect) image.Rectangle {
	edge := 0.3*float64(s.Radius)*c.scale + 1
	return image.Rectangle{
		Min: image.Pt(int(math.Ceil(float64(s.Box.X)*c.scale+edge)), int(math.Ceil(float64(s.Box.Y)*c.scale+edge))),
		Max: image.Pt(int(float64(s.Box.Right())*c.scale-edge), int(float64(s.Box.Bottom())*c.scale-edge)),
	}
}

// hole leaves those pixels out of the path around them: it runs the other way.
func (c *canvas) hole(r image.Rectangle) {
	left, top, right, bottom := float64(r.Min.X), float64(r.Min.Y), float64(r.Max.X), float64(r.Max.Y)
	c.dc.MoveTo(left, top)
	c.dc.LineTo(left, bottom)
	c.dc.LineTo(right, bottom)
	c.dc.LineTo(right, top)
	c.dc.ClosePath()
}

// border begins in the top left corner and runs clockwise, as SVG's does, so that
// dashes fall alike.
func (c *canvas) border(s scene.Rect) {
	x, y := float64(s.Box.X), float64(s.Box.Y)
	right, bottom := float64(s.Box.Right()), float64(s.Box.Bottom())
	r := min(float64(s.Radius), (right-x)/2, (bottom-y)/2)
	k := r * (1 - quarter)
	c.to(true, x+r, y)
	c.to(false, right-r, y)
	c.cubic(right-k, y, right, y+k, right, y+r)
	c.to(false, right, bottom-r)
	c.cubic(right, bottom-k, right-k, bottom, right-r, bottom)
	c.to(false, x+r, bottom)
	c.cubic(x+k, bottom, x, bottom-k, x, bottom-r)
	c.to(false, x, y+r)
	c.cubic(x, y+k, x+k, y, x+r, y)
	c.dc.ClosePath()
}

// stroke draws the line with its corners rounded and its hops as arcs.
func (c *canvas) stroke(s scene.Stroke) {
	at := s.Points[0]
	c.to(true, float64(at.X), float64(at.Y))
	for _, step := range s.Steps() {
		x, y := float64(step.To.X), float64(step.To.Y)
		switch step.Verb {
		case scene.Corner:
			c.quad(float64(step.At.X), float64(step.At.Y), x, y)
		case scene.Over:
			middle := float64(step.At.X)
			k := (x - middle) * quarter
			c.cubic(float64(at.X), y-scene.Hop*quarter, middle-k, y-scene.Hop, middle, y-scene.Hop)
			c.cubic(middle+k, y-scene.Hop, x, y-scene.Hop*quarter, x, y)
		default:
			c.to(false, x, y)
		}
		at = step.To
	}
	c.paint(s.Paint, open)
}

// glyph draws a glyph of the catalogue; an unknown name draws nothing.
func (c *canvas) glyph(g scene.Glyph) {
	drawing, ok := glyph.Lookup(g.Name)
	if !ok {
		return
	}
	scale := float64(g.Size) / glyph.Size
	at := func(x, y float64) (float64, float64) { return float64(g.X) + x*scale, float64(g.Y) + y*scale }
	c.path(drawing.Lines, at)
	c.dc.SetLineWidth(glyph.Stroke * scale * c.scale)
	c.dc.SetLineCap(gg.LineCapRound)
	c.dc.SetLineJoin(gg.LineJoinRound)
	c.dc.SetColor(c.color(g.Color, 0))
	c.dc.Stroke()
	c.path(drawing.Dots, at)
	c.dc.Fill()
}

// path adds path data of a glyph, each point moved to its place.
func (c *canvas) path(data string, at func(x, y float64) (float64, float64)) {
	for _, s := range parsePath(data) {
		x, y := at(s.x, s.y)
		switch s.verb {
		case moveTo, lineTo:
			c.to(s.verb == moveTo, x, y)
		case curveTo:
			x1, y1 := at(s.x1, s.y1)
			x2, y2 := at(s.x2, s.y2)
			c.cubic(x1, y1, x2, y2, x, y)
		case closePath:
			c.dc.ClosePath()
		}
	}
}
