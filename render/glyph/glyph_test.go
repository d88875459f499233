package glyph_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"asbuilt/internal/golden"
	"asbuilt/model/kind"
	"asbuilt/render/glyph"
)

func TestEveryKindHasItsGlyph(t *testing.T) {
	for _, k := range kind.All() {
		if _, ok := glyph.Lookup(k.Glyph); !ok {
			t.Errorf("kind %s: no glyph %q", k.ID, k.Glyph)
		}
	}
}

func TestNamesAndDrawingsAreUnique(t *testing.T) {
	names, drawings := map[string]bool{}, map[string]string{}
	for _, g := range glyph.All() {
		if names[g.Name] {
			t.Errorf("two glyphs named %s", g.Name)
		}
		names[g.Name] = true
		if twin, ok := drawings[g.Lines+g.Dots]; ok {
			t.Errorf("%s looks like %s", g.Name, twin)
		}
		drawings[g.Lines+g.Dots] = g.Name
	}
}

func TestPathData(t *testing.T) {
	allowed := regexp.MustCompile(`^M[MLHVCSAZmlhvcsaz0-9., -]+$`)
	for _, g := range glyph.All() {
		for _, d := range []string{g.Lines, g.Dots} {
			if d != "" && !allowed.MatchString(d) {
				t.Errorf("%s: path data %q", g.Name, d)
			}
		}
	}
}

// TestSheet keeps a contact sheet of all glyphs, for the eye.
func TestSheet(t *testing.T) {
	const columns, cell, row = 12, 84, 84
	all := glyph.All()
	height := (len(all) + columns - 1) / columns * row
	var b strings.Builder
	fmt.Fprintf(&b, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\">\n", columns*cell, height, columns*cell, height)
	fmt.Fprintf(&b, "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n", columns*cell, height)
	for i, g := range all {
		x, y := i%columns*cell, i/columns*row
		fmt.Fprintf(&b, "<g transform=\"translate(%d %d) scale(1.5)\" color=\"#1f2937\"><path d=\"%s\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"%g\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/><path d=\"%s\" fill=\"currentColor\"/></g>\n",
			x+24, y+12, g.Lines, glyph.Stroke, g.Dots)
		fmt.Fprintf(&b, "<text x=\"%d\" y=\"%d\" font-family=\"sans-serif\" font-size=\"10\" text-anchor=\"middle\" fill=\"#64748b\">%s</text>\n", x+42, y+66, g.Name)
	}
	b.WriteString("</svg>\n")
	golden.Check(t, "testdata/sheet.svg", []byte(b.String()))
}
