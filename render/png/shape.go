package png

import (
	"fmt"
	"image"
	"image/draw"
	"math"

	"git.sr.ht/~sbinet/gg"

	"asbuilt/render/glyph"
	"asbuilt/render/outline"
	"asbuilt/render/scene"
)

func (c *canvas) shape(s scene.Shape) {
	switch s := s.(type) {
	case scene.Rect:
		c.rect(s)
	case scene.Stroke:
		c.stroke(s)
	case scene.Polygon:
		c.draw(outline.Polygon(s), asIs)
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

// border adds the outline of a rectangle to the path.
func (c *canvas) border(s scene.Rect) { c.draw(outline.Rect(s), asIs) }

func (c *canvas) stroke(s scene.Stroke) {
	c.draw(outline.Stroke(s), asIs)
	c.paint(s.Paint, open)
}

// glyph draws a glyph of the catalogue; an unknown name draws nothing.
func (c *canvas) glyph(g scene.Glyph) {
	if g.Icon != nil && len(g.Icon.PNG) > 0 {
		c.icon(g)
		return
	}
	drawing, ok := glyph.Lookup(g.Name)
	if !ok {
		return
	}
	scale := float64(g.Size) / glyph.Size
	at := func(x, y float64) (float64, float64) { return float64(g.X) + x*scale, float64(g.Y) + y*scale }
	c.draw(outline.Path(drawing.Lines), at)
	c.dc.SetLineWidth(glyph.Stroke * scale * c.scale)
	c.dc.SetLineCap(gg.LineCapRound)
	c.dc.SetLineJoin(gg.LineJoinRound)
	c.dc.SetColor(c.color(g.Color, 0))
	c.dc.Stroke()
	c.draw(outline.Path(drawing.Dots), at)
	c.dc.Fill()
}

// asIs leaves a place where it is.
func asIs(x, y float64) (float64, float64) { return x, y }

// draw adds segments to the path, each point moved to its place.
func (c *canvas) draw(all []outline.Segment, at func(x, y float64) (float64, float64)) {
	for _, s := range all {
		x, y := at(s.X, s.Y)
		switch s.Verb {
		case outline.Move, outline.Line:
			c.to(s.Verb == outline.Move, x, y)
		case outline.Curve:
			x1, y1 := at(s.X1, s.Y1)
			x2, y2 := at(s.X2, s.Y2)
			c.cubic(x1, y1, x2, y2, x, y)
		case outline.Close:
			c.dc.ClosePath()
		}
	}
}
