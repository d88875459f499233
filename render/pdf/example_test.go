package pdf_test

import (
	"fmt"

	"asbuilt/render/pdf"
	"asbuilt/render/scene"
)

func Example() {
	p := &scene.Picture{Width: 120, Height: 40, Items: []scene.Item{{Shapes: []scene.Shape{
		scene.Rect{Box: scene.Box{X: 4, Y: 4, W: 112, H: 32}, Radius: 6, Paint: scene.Paint{Stroke: scene.Hairline}},
		scene.Text{X: 60, Y: 25, Size: 14, Length: 62, Centred: true, Color: scene.Ink, Content: "Orders"},
	}}}}
	data, err := pdf.Encode(p, pdf.Options{})
	fmt.Println(string(data[:5]), err)
	// Output: %PDF- <nil>
}
