package svg_test

import (
	"fmt"

	"asbuilt/render/scene"
	"asbuilt/render/svg"
)

func Example() {
	box := scene.Box{X: 4, Y: 4, W: 92, H: 32}
	picture := &scene.Picture{
		View: "tiny", Lang: "en", Width: 100, Height: 40, Title: "Tiny", Desc: "One box.",
		Items: []scene.Item{{Role: scene.Node, ID: "a", Kind: "lambda", Name: "A", Box: box, Shapes: []scene.Shape{
			scene.Rect{Box: box, Radius: 6, Paint: scene.Paint{Fill: scene.Surface, Stroke: scene.Hairline}},
		}}},
	}
	fmt.Print(string(svg.Encode(picture, svg.Options{Theme: svg.Light})))
	// Output:
	// <svg xmlns="http://www.w3.org/2000/svg" class="ab" viewBox="0 0 100 40" width="100" height="40" role="group" aria-labelledby="ab-tiny-title ab-tiny-desc" lang="en" data-view="tiny" font-family="system-ui, -apple-system, &#34;Segoe UI&#34;, &#34;Apple SD Gothic Neo&#34;, &#34;Malgun Gothic&#34;, &#34;Noto Sans KR&#34;, &#34;Noto Sans CJK KR&#34;, sans-serif" stroke-linejoin="round">
	// <title id="ab-tiny-title">Tiny</title>
	// <desc id="ab-tiny-desc">One box.</desc>
	// <g data-role="node" data-id="a" data-kind="lambda" data-box="4 4 92 32" role="img" aria-label="A"><title>A</title><rect x="4" y="4" width="92" height="32" rx="6" fill="#ffffff" stroke="#7f8898"/></g>
	// </svg>
}
