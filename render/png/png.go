// Package png encodes a scene as PNG, without a browser. It looks as the SVG of
// the same scene does: Latin letters are those of Liberation Sans, which is
// embedded, and every text has the width that was measured for it.
//
// It places nothing, and it holds no Korean font: those are too large to carry.
// [OpenFont] reads one that the user names, [FindFont] one that the system has.
// The same scene, options and font always give the same bytes. It shapes no
// Arabic and reorders no right-to-left text.
//
//	data, lacking, err := png.Encode(picture, png.Options{Font: png.FindFont(home)})
package png

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"slices"
	"unicode"

	"git.sr.ht/~sbinet/gg"

	"asbuilt/finding"
	"asbuilt/render/scene"
)

// Options choose paper, resolution and letters. The zero value is light paper at
// two pixels a unit, with Latin, Greek and Cyrillic letters only.
type Options struct {
	// Dark draws on dark paper.
	Dark bool
	// Scale is the number of pixels a unit; zero means 2. Pictures of more than
	// [MaxPixels] are drawn smaller.
	Scale float64
	// Small pictures have 256 colours at most, and a third of the bytes.
	Small bool
	// Font has the letters that Liberation Sans lacks; nil for none.
	Font *Font
}

// MaxPixels bounds the memory that a picture takes: 4 bytes a pixel.
const MaxPixels = 32 << 20

// defaultScale is sharp on the screens of today, and in a document.
const defaultScale = 2

// Encode is the picture as PNG. Characters that no font has are drawn as empty
// boxes and returned, sorted; [Warning] says so in words. It fails only when
// the embedded fonts cannot be read.
func Encode(p *scene.Picture, o Options) (data []byte, lacking []rune, err error) {
	letters, err := newLetters(o.Font)
	if err != nil {
		return nil, nil, err
	}
	c := newCanvas(p, o, letters)
	for _, item := range p.Items {
		for _, s := range item.Shapes {
			c.shape(s)
		}
	}
	var b bytes.Buffer
	var img image.Image = c.img
	var encoder png.Encoder
	if o.Small {
		// Areas of one colour are as small at once as after a long search.
		img, encoder.CompressionLevel = reduced(c.img), png.BestSpeed
	}
	if err := encoder.Encode(&b, img); err != nil {
		return nil, nil, fmt.Errorf("encode %q as PNG: %w", p.View, err)
	}
	for r := range letters.lacking {
		lacking = append(lacking, r)
	}
	slices.Sort(lacking)
	return bytes.Clone(b.Bytes()), lacking, nil // without the room that the buffer grew by
}

// Warning tells the user which characters were drawn as empty boxes, and the
// cure; it is zero when there are none.
func Warning(lacking []rune) finding.Text {
	hangul := 0
	for _, r := range lacking {
		if unicode.Is(unicode.Hangul, r) {
			hangul++
		}
	}
	sample := string(lacking[:min(len(lacking), 8)])
	switch {
	case len(lacking) == 0:
		return finding.Text{}
	case hangul > 0:
		return texts().Say("no Korean", len(lacking), sample)
	}
	return texts().Say("no font", len(lacking), sample)
}

// canvas draws shapes; it turns units into pixels before gg sees them, because
// gg scales no widths and no dashes.
type canvas struct {
	dc      *gg.Context
	img     *image.RGBA // that dc draws on
	scale   float64
	dark    bool
	letters *letters
}

func newCanvas(p *scene.Picture, o Options, l *letters) *canvas {
	w, h := float64(max(p.Width, 1)), float64(max(p.Height, 1))
	scale := o.Scale
	if scale <= 0 {
		scale = defaultScale
	}
	scale = min(scale, math.Sqrt(MaxPixels/(w*h)))
	bounds := image.Rect(0, 0, max(int(w*scale), 1), max(int(h*scale), 1))
	img := image.NewRGBA(bounds)
	c := &canvas{dc: gg.NewContextForRGBA(img), img: img, scale: scale, dark: o.Dark, letters: l}
	c.dc.SetColor(c.color(scene.Paper, 0))
	c.dc.Clear()
	return c
}

// color is the value of a name on this paper, with that opacity in percent; zero
// means opaque.
func (c *canvas) color(name scene.Color, percent int) color.Color {
	red, green, blue := name.RGB(c.dark)
	alpha := uint8(255)
	if percent > 0 {
		alpha = uint8((percent*255 + 50) / 100)
	}
	return color.NRGBA{red, green, blue, alpha}
}
