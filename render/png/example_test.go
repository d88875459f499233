package png_test

import (
	"bytes"
	"fmt"
	"image/png"

	asbuiltpng "asbuilt/render/png"
	"asbuilt/render/scene"
)

func Example() {
	p := &scene.Picture{Width: 120, Height: 40, Items: []scene.Item{{Shapes: []scene.Shape{
		scene.Rect{Box: scene.Box{X: 4, Y: 4, W: 112, H: 32}, Radius: 6, Paint: scene.Paint{Stroke: scene.Hairline}},
		scene.Text{X: 60, Y: 25, Size: 14, Length: 62, Centred: true, Color: scene.Ink, Content: "주문 API"},
	}}}}
	data, lacking, err := asbuiltpng.Encode(p, asbuiltpng.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	config, _ := png.DecodeConfig(bytes.NewReader(data))
	fmt.Println(config.Width, config.Height)
	fmt.Println(asbuiltpng.Warning(lacking).Ko)
	// Output:
	// 240 80
	// 한글이 빈 상자로 그려졌습니다("문주" 등 2자). 한글 글꼴을 찾지 못했으니 --font PATH로 지정하거나 설치하세요(Debian·Ubuntu: apt-get install fonts-noto-cjk)
}
