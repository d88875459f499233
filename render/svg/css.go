package svg

import (
	"strings"

	"asbuilt/render/scene"
)

// CSS is the stylesheet of [Inline] pictures: variables for light and dark
// (following the reader's setting unless the root element says
// data-theme="light" or "dark"), the classes that use them, and the focus ring.
func CSS() string {
	var light, dark, classes strings.Builder
	for _, s := range scene.Palette() {
		light.WriteString("--ab-" + string(s.Color) + ":" + s.Light + ";")
		dark.WriteString("--ab-" + string(s.Color) + ":" + s.Dark + ";")
		classes.WriteString(".ab .f-" + string(s.Color) + "{fill:var(--ab-" + string(s.Color) + ")}")
		classes.WriteString(".ab .s-" + string(s.Color) + "{stroke:var(--ab-" + string(s.Color) + ")}\n")
	}
	return ":root{" + light.String() + "}\n" +
		"@media (prefers-color-scheme:dark){:root:not([data-theme=light]){" + dark.String() + "}}\n" +
		":root[data-theme=dark]{" + dark.String() + "}\n" +
		classes.String() + focusCSS +
		"@media print{:root,:root[data-theme]{" + light.String() + "}}\n"
}

// focusCSS draws the ring on the node's own rectangle, because an outline
// around an SVG link is drawn differently by every browser.
const focusCSS = `.ab a{cursor:pointer;outline:none}
.ab a:hover>rect:first-of-type,.ab a:focus-visible>rect:first-of-type{stroke:var(--ab-ink)}
.ab a:focus-visible>rect:first-of-type{stroke-width:3}
@media (forced-colors:active){.ab text{fill:CanvasText}.ab path,.ab rect{stroke:CanvasText}}
`

// darkCSS is what a file of its own needs to follow the reader: its attributes
// are light already.
func darkCSS() string {
	var b strings.Builder
	b.WriteString("@media (prefers-color-scheme:dark){")
	for _, s := range scene.Palette() {
		name := string(s.Color)
		b.WriteString(".f-" + name + "{fill:" + s.Dark + "}.s-" + name + "{stroke:" + s.Dark + "}")
	}
	b.WriteString("}.ab a:focus-visible>rect:first-of-type{stroke-width:3}")
	return b.String()
}
