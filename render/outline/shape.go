package outline

import "asbuilt/render/scene"

// Rect begins in the top left corner and runs clockwise, as SVG's does, so that
// dashes fall alike. It closes.
func Rect(s scene.Rect) []Segment {
	x, y := float64(s.Box.X), float64(s.Box.Y)
	right, bottom := float64(s.Box.Right()), float64(s.Box.Bottom())
	r := min(float64(s.Radius), (right-x)/2, (bottom-y)/2)
	k := r * (1 - quarter)
	return []Segment{
		{Verb: Move, X: x + r, Y: y},
		{Verb: Line, X: right - r, Y: y},
		{Curve, right - k, y, right, y + k, right, y + r},
		{Verb: Line, X: right, Y: bottom - r},
		{Curve, right, bottom - k, right - k, bottom, right - r, bottom},
		{Verb: Line, X: x + r, Y: bottom},
		{Curve, x + k, bottom, x, bottom - k, x, bottom - r},
		{Verb: Line, X: x, Y: y + r},
		{Curve, x, y + k, x + k, y, x + r, y},
		{Verb: Close, X: x + r, Y: y},
	}
}

// Polygon is the polygon, closed.
func Polygon(s scene.Polygon) []Segment {
	var all []Segment
	for i, p := range s.Points {
		verb := Line
		if i == 0 {
			verb = Move
		}
		all = append(all, Segment{Verb: verb, X: float64(p.X), Y: float64(p.Y)})
	}
	return append(all, Segment{Verb: Close, X: all[0].X, Y: all[0].Y})
}

// Stroke is the line with its corners rounded and its hops as arcs, open.
func Stroke(s scene.Stroke) []Segment {
	x0, y0 := float64(s.Points[0].X), float64(s.Points[0].Y)
	all := []Segment{{Verb: Move, X: x0, Y: y0}}
	for _, step := range s.Steps() {
		x, y := float64(step.To.X), float64(step.To.Y)
		switch step.Verb {
		case scene.Corner: // a curve of the second degree, as one of the third
			cx, cy := float64(step.At.X), float64(step.At.Y)
			all = append(all, Segment{
				Curve, x0 + (cx-x0)*2/3, y0 + (cy-y0)*2/3, x + (cx-x)*2/3, y + (cy-y)*2/3, x, y,
			})
		case scene.Over:
			middle := float64(step.At.X)
			k := (x - middle) * quarter
			all = append(all,
				Segment{Curve, x0, y - scene.Hop*quarter, middle - k, y - scene.Hop, middle, y - scene.Hop},
				Segment{Curve, middle + k, y - scene.Hop, x, y - scene.Hop*quarter, x, y})
		default:
			all = append(all, Segment{Verb: Line, X: x, Y: y})
		}
		x0, y0 = x, y
	}
	return all
}
