package sheet

import (
	"slices"

	"asbuilt/render/scene"
	"asbuilt/render/views"
)

// Where reality is not as the model has it, that is what a picture is looked at for.
// So it has a hue, a dash and a weight that nothing else has, and in a picture that
// shows any of it, everything else steps back into greys: what a reader still sees in
// colour is what has to be looked at.

// realWidth is that of borders and lines that are not as declared.
const realWidth = 3

// differs is the dash of what is not as declared.
func differs() []int { return []int{11, 3} }

// isReal reports whether a mark says that reality is not as declared.
func isReal(m views.Mark) bool {
	switch m {
	case views.Missing, views.Refuted, views.Changed, views.Partial, views.Undeclared:
		return true
	}
	return false
}

// passing reports whether a mark comes and goes while the thing stays: what a look at
// what runs adds, and what differs between two states of the roadmap.
func passing(m views.Mark) bool {
	return isReal(m) || m == views.Unknown || m == views.Alarm || m == views.Added || m == views.Going
}

// width is that of the border or line of what has the mark.
func (s markStyle) width() float64 {
	if isReal(s.mark) {
		return realWidth
	}
	return 2
}

// anyReal reports whether a diagram shows something that is not as declared.
func anyReal(d *views.Diagram) bool {
	return slices.ContainsFunc(d.Nodes(), nodeIsReal) ||
		slices.ContainsFunc(d.Groups(), func(g *views.Group) bool { return slices.ContainsFunc(g.Marks, isReal) }) ||
		slices.ContainsFunc(d.Edges, func(e *views.Edge) bool { return slices.ContainsFunc(e.Marks, isReal) })
}

// nodeIsReal reports whether a node, a set it is in or a line to itself is not as
// declared.
func nodeIsReal(n *views.Node) bool {
	return slices.ContainsFunc(n.Marks, isReal) || n.Loop != nil && slices.ContainsFunc(n.Loop.Marks, isReal) ||
		slices.ContainsFunc(n.Sets, func(s views.Set) bool { return slices.ContainsFunc(s.Marks, isReal) })
}

// stepBack draws shapes in greys, but for what is drawn in the colour of what
// differs. Names keep their ink.
func stepBack(shapes []scene.Shape) []scene.Shape {
	out := make([]scene.Shape, len(shapes))
	for i, s := range shapes {
		switch it := s.(type) {
		case scene.Rect:
			it.Paint = grey(it.Paint)
			s = it
		case scene.Stroke:
			it.Paint = grey(it.Paint)
			s = it
		case scene.Polygon:
			it.Paint = grey(it.Paint)
			s = it
		case scene.Glyph:
			if hued(it.Color) {
				it.Color = scene.Muted
			}
			s = it
		}
		out[i] = s
	}
	return out
}

func grey(p scene.Paint) scene.Paint {
	if hued(p.Fill) {
		p.Fill = scene.Hairline
	}
	if hued(p.Stroke) {
		p.Stroke = scene.Hairline
	}
	return p
}

// hued reports whether a colour steps back.
func hued(c scene.Color) bool {
	switch c {
	case "", scene.Paper, scene.Surface, scene.Ink, scene.Muted, scene.Hairline, scene.Rule, scene.Differs:
		return false
	}
	return true
}
