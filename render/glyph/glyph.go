// Package glyph holds the drawings that tell kinds apart: one family, drawn for
// asbuilt on a grid of 24 units with a stroke of 1.75, round caps and joins, in
// whatever colour surrounds them.
//
// A glyph is path data, so that any encoder can draw it. It uses the commands
// M, L, H, V, C, S, A and Z, absolute and relative, and nothing else. There are
// no logos here: names of products stand beside glyphs, as text.
package glyph

import (
	"fmt"
	"slices"
	"strings"
	"sync"
)

// Size is the side of the square that every glyph is drawn in.
const Size = 24

// Stroke is the width of the lines of a glyph, in units of its grid.
const Stroke = 1.75

// Glyph is one drawing. Lines are stroked and never filled; Dots are filled
// and never stroked. Either may be empty.
type Glyph struct {
	Name  string
	Lines string
	Dots  string
}

// Lookup is the glyph with that name; ok is false when there is none.
func Lookup(name string) (g Glyph, ok bool) {
	g, ok = byName()[name]
	return g, ok
}

// byName are all glyphs by their names, drawn when the first is asked for: most
// commands ask for none.
var byName = sync.OnceValue(func() map[string]Glyph {
	all := map[string]Glyph{}
	for _, g := range All() {
		all[g.Name] = g
	}
	return all
})

// All is every glyph: kinds by theme, then marks. The slice is the caller's.
func All() []Glyph {
	return slices.Concat(people(), compute(), stores(), network(), security(), operations(), places(), marks())
}

// circle is path data of a full circle.
func circle(x, y, r float64) string {
	return fmt.Sprintf("M%g %ga%g %g 0 1 0 %g 0a%g %g 0 1 0 %g 0z", x-r, y, r, r, 2*r, r, r, -2*r)
}

// dot is path data of a disc as heavy as the lines are.
func dot(x, y float64) string { return circle(x, y, 1.15) }

// rect is path data of a rectangle with round corners.
func rect(x, y, w, h, r float64) string {
	return fmt.Sprintf("M%g %gh%ga%g %g 0 0 1 %g %gv%ga%g %g 0 0 1 %g %gh%ga%g %g 0 0 1 %g %gv%ga%g %g 0 0 1 %g %gz",
		x+r, y, w-2*r, r, r, r, r, h-2*r, r, r, -r, r, 2*r-w, r, r, -r, -r, 2*r-h, r, r, r, -r)
}

// drum is path data of a cylinder's outline: lid, sides and bottom.
func drum(x, y, w, h, lid float64) string {
	rx := w / 2
	return fmt.Sprintf("M%g %ga%g %g 0 1 0 %g 0a%g %g 0 1 0 %g 0zv%ga%g %g 0 0 0 %g 0v%g",
		x, y+lid, rx, lid, w, rx, lid, -w, h-2*lid, rx, lid, w, 2*lid-h)
}

// join puts strokes of one drawing together.
func join(paths ...string) string { return strings.Join(paths, "") }
