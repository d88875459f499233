package png

import (
	"bytes"
	"image"
	"image/png"
	"math"

	"golang.org/x/image/draw"

	"asbuilt/render/scene"
)

// mostIcon bounds the pixels of an icon that is read.
const mostIcon = 4 << 20

// icon draws an icon in the place of its glyph; one that is no PNG draws nothing.
func (c *canvas) icon(g scene.Glyph) {
	config, err := png.DecodeConfig(bytes.NewReader(g.Icon.PNG))
	if err != nil || config.Width*config.Height > mostIcon {
		return
	}
	img, err := png.Decode(bytes.NewReader(g.Icon.PNG))
	if err != nil {
		return
	}
	at := func(v int) int { return int(math.Round(float64(v) * c.scale)) }
	to := image.Rect(at(g.X), at(g.Y), at(g.X+g.Size), at(g.Y+g.Size))
	draw.CatmullRom.Scale(c.img, to, img, img.Bounds(), draw.Over, nil)
}
