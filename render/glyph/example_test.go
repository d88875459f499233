package glyph_test

import (
	"fmt"

	"asbuilt/render/glyph"
)

func Example() {
	g, _ := glyph.Lookup("holds")
	fmt.Printf("<path d=%q fill=\"none\" stroke=\"currentColor\" stroke-width=\"%g\"/>\n", g.Lines, glyph.Stroke)
	// Output:
	// <path d="M5 12.75l4.75 4.75L19.25 7" fill="none" stroke="currentColor" stroke-width="1.75"/>
}
