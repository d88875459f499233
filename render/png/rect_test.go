package png

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"asbuilt/render/scene"
)

// TestRectangleIsAsRasterized compares rectangles with those that the rasterizer
// paints as a whole, pixel by pixel.
func TestRectangleIsAsRasterized(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	filled := 0
	for range 400 {
		s := scene.Rect{
			Box:    scene.Box{X: random.IntN(40), Y: random.IntN(40), W: random.IntN(160), H: random.IntN(90)},
			Radius: random.IntN(3) * random.IntN(60),
			Paint:  scene.Paint{Fill: scene.Paper, Stroke: scene.Hairline, Faint: random.IntN(2) * random.IntN(100)},
		}
		if random.IntN(2) == 0 {
			s.Paint.Fill = scene.Ink
		}
		if random.IntN(2) == 0 {
			s.Paint.Stroke = ""
		}
		o := Options{Scale: []float64{0.3, 0.77, 1, 1.3, 2}[random.IntN(5)], Dark: random.IntN(2) == 0}
		got, want := below(o), below(o)
		got.rect(s)
		want.border(s)
		want.paint(s.Paint, closed)
		if !bytes.Equal(got.img.Pix, want.img.Pix) {
			t.Errorf("%+v at %+v has other pixels", s, o)
		}
		if !got.inside(s).Empty() && s.Paint.Faint == 0 {
			filled++
		}
	}
	if filled < 100 {
		t.Errorf("%d rectangles had an inside", filled)
	}
}

// below is a canvas on which something lies already.
func below(o Options) *canvas {
	c := newCanvas(&scene.Picture{Width: 220, Height: 140}, o, nil)
	c.border(scene.Rect{Box: scene.Box{X: 10, Y: 10, W: 90, H: 90}})
	c.paint(scene.Paint{Fill: scene.Hairline}, closed)
	return c
}
