package svg

import (
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"

	"asbuilt/render/glyph"
	"asbuilt/render/scene"
)

func (e *encoder) shape(s scene.Shape) {
	switch s := s.(type) {
	case scene.Rect:
		e.rect(s)
	case scene.Stroke:
		e.raw("<path")
		e.attr("d", strokePath(s))
		e.paint(s.Paint)
		e.raw("/>")
	case scene.Polygon:
		e.raw("<path")
		e.attr("d", polygonPath(s.Points))
		e.paint(s.Paint)
		e.raw("/>")
	case scene.Text:
		e.text(s)
	case scene.Glyph:
		e.glyph(s)
	default:
		panic(fmt.Sprintf("svg: unknown shape %T", s))
	}
}

func (e *encoder) rect(r scene.Rect) {
	e.raw("<rect")
	e.attr("x", strconv.Itoa(r.Box.X))
	e.attr("y", strconv.Itoa(r.Box.Y))
	e.attr("width", strconv.Itoa(r.Box.W))
	e.attr("height", strconv.Itoa(r.Box.H))
	if r.Radius > 0 {
		e.attr("rx", strconv.Itoa(r.Radius))
	}
	e.paint(r.Paint)
	e.raw("/>")
}

// text carries its measured length, so that any font fits the place it got.
func (e *encoder) text(t scene.Text) {
	e.raw("<text")
	e.attr("x", strconv.Itoa(t.X))
	e.attr("y", strconv.Itoa(t.Y))
	e.attr("font-size", strconv.Itoa(t.Size))
	if t.Bold {
		e.attr("font-weight", "600")
	}
	if t.Centred {
		e.attr("text-anchor", "middle")
	}
	if t.Length > 0 {
		e.attr("textLength", strconv.Itoa(t.Length))
		e.attr("lengthAdjust", "spacingAndGlyphs")
	}
	e.color(t.Color, "")
	e.raw(">", escape(t.Content), "</text>")
}

func (e *encoder) glyph(g scene.Glyph) {
	if g.Icon != nil {
		e.raw("<use")
		e.attr("href", "#"+e.iconID(g.Icon))
		scale := strconv.FormatFloat(float64(g.Size)/iconSize, 'g', 4, 64)
		e.raw(` transform="translate(`, strconv.Itoa(g.X), " ", strconv.Itoa(g.Y), ") scale(", scale, `)"/>`)
		return
	}
	drawing, ok := glyph.Lookup(g.Name)
	if !ok {
		return
	}
	scale := strconv.FormatFloat(float64(g.Size)/glyph.Size, 'g', 4, 64)
	e.raw(`<g transform="translate(`, strconv.Itoa(g.X), " ", strconv.Itoa(g.Y), ") scale(", scale, `)">`)
	if drawing.Lines != "" {
		e.raw("<path")
		e.attr("d", drawing.Lines)
		e.attr("stroke-linecap", "round")
		e.paint(scene.Paint{Stroke: g.Color, Width: glyph.Stroke})
		e.raw("/>")
	}
	if drawing.Dots != "" {
		e.raw("<path")
		e.attr("d", drawing.Dots)
		e.color(g.Color, "")
		e.raw("/>")
	}
	e.raw("</g>")
}

// iconSize is the side of the square in which an icon is defined.
const iconSize = 24

func (e *encoder) iconID(i *scene.Icon) string { return e.prefix + "-icon-" + slug(i.Name) }

// icons defines each icon of a picture once: whole, as a picture within the picture, so
// that nothing in it meets what is ours.
func (e *encoder) icons(p *scene.Picture) {
	known := map[string]bool{}
	for _, it := range p.Items {
		for _, s := range it.Shapes {
			g, ok := s.(scene.Glyph)
			if !ok || g.Icon == nil || known[g.Icon.Name] {
				continue
			}
			if len(known) == 0 {
				e.raw("<defs>")
			}
			known[g.Icon.Name] = true
			e.raw("<image")
			e.attr("id", e.iconID(g.Icon))
			e.attr("width", strconv.Itoa(iconSize))
			e.attr("height", strconv.Itoa(iconSize))
			e.attr("href", "data:image/svg+xml;base64,"+base64.StdEncoding.EncodeToString(g.Icon.SVG))
			e.raw("/>")
		}
	}
	if len(known) > 0 {
		e.raw("</defs>\n")
	}
}

func (e *encoder) paint(p scene.Paint) {
	e.color(p.Fill, p.Stroke)
	if p.Faint > 0 {
		e.attr("fill-opacity", strconv.FormatFloat(float64(p.Faint)/100, 'g', -1, 64))
	}
	if p.Width > 0 && p.Width != 1 {
		e.attr("stroke-width", strconv.FormatFloat(p.Width, 'g', -1, 64))
	}
	if len(p.Dash) > 0 {
		words := make([]string, len(p.Dash))
		for i, d := range p.Dash {
			words[i] = strconv.Itoa(d)
		}
		e.attr("stroke-dasharray", strings.Join(words, " "))
		if p.Dash[0] <= 1 {
			e.attr("stroke-linecap", "round")
		}
	}
}

// color writes fill and stroke: as classes, which a stylesheet may give other
// values, and as attributes for whoever reads no stylesheet.
func (e *encoder) color(fill, stroke scene.Color) {
	var classes []string
	if fill != "" {
		classes = append(classes, "f-"+string(fill))
	}
	if stroke != "" {
		classes = append(classes, "s-"+string(stroke))
	}
	if e.classes {
		e.attr("class", strings.Join(classes, " "))
	}
	if fill == "" {
		e.attr("fill", "none")
	} else {
		e.attr("fill", e.hex(fill))
	}
	if stroke != "" {
		e.attr("stroke", e.hex(stroke))
	}
}

func (e *encoder) hex(c scene.Color) string {
	s := scene.Lookup(c)
	if e.theme == Dark {
		return s.Dark
	}
	return s.Light
}

func polygonPath(all []scene.Point) string {
	var b strings.Builder
	for i, p := range all {
		b.WriteString([]string{"M", "L"}[min(i, 1)])
		fmt.Fprintf(&b, "%d %d", p.X, p.Y)
	}
	return b.String() + "z"
}

// strokePath is the line with its corners rounded and its hops as arcs.
func strokePath(s scene.Stroke) string {
	var b strings.Builder
	at := s.Points[0]
	fmt.Fprintf(&b, "M%d %d", at.X, at.Y)
	for _, step := range s.Steps() {
		switch step.Verb {
		case scene.Corner:
			fmt.Fprintf(&b, "Q%d %d %d %d", step.At.X, step.At.Y, step.To.X, step.To.Y)
		case scene.Over:
			sweep := 0
			if step.To.X > at.X {
				sweep = 1
			}
			fmt.Fprintf(&b, "A%d %d 0 0 %d %d %d", scene.Hop, scene.Hop, sweep, step.To.X, step.To.Y)
		default:
			fmt.Fprintf(&b, "L%d %d", step.To.X, step.To.Y)
		}
		at = step.To
	}
	return b.String()
}
