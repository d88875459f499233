package pdf

import (
	"fmt"
	"slices"
	"unicode"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/sfnt"

	"asbuilt/render/scene"
	"asbuilt/render/text"
)

// thicker is the stroke around letters of a font that has no bold ones, in em.
const thicker = 0.04

// lastRune is the last character that the library can write: it has two bytes for each.
const lastRune = 0xffff

// faces are the fonts of a document, tried in order.
type faces struct {
	all    []face
	buffer sfnt.Buffer
}

// face is a font of the document under its name, regular and bold; without a bold one,
// bold letters are drawn thicker.
type face struct {
	name                string
	regular, bold       *sfnt.Font
	regularTTF, boldTTF []byte
	thickens            bool
}

func newFaces(f *Font) (*faces, error) {
	own := face{
		name: tagged[0] + "liberationsans", regularTTF: liberationsansregular.TTF, boldTTF: liberationsansbold.TTF,
	}
	var err error
	if own.regular, err = sfnt.Parse(own.regularTTF); err != nil {
		return nil, fmt.Errorf("read the embedded font: %w", err)
	}
	if own.bold, err = sfnt.Parse(own.boldTTF); err != nil {
		return nil, fmt.Errorf("read the embedded bold font: %w", err)
	}
	all := &faces{all: []face{own}}
	if f != nil {
		all.all = append(all.all, f.face)
	}
	return all, nil
}

// embed makes the fonts known to a document, which writes of each the letters in use.
func (f *faces) embed(doc *fpdf.Fpdf) {
	for _, one := range f.all {
		doc.AddUTF8FontFromBytes(one.name, "", slices.Clone(one.regularTTF))
		doc.AddUTF8FontFromBytes(one.name, "B", slices.Clone(one.boldTTF))
	}
}

// of is the place of the first face that has a character, or -1.
func (f *faces) of(char rune, bold bool) int {
	if char > lastRune {
		return -1
	}
	for i, one := range f.all {
		font := one.regular
		if bold {
			font = one.bold
		}
		if index, err := font.GlyphIndex(&f.buffer, char); err == nil && index != 0 {
			return i
		}
	}
	return -1
}

// run is a stretch of text that one face has.
type run struct {
	face int
	text string
}

// runs are the stretches of a text from left to right, and the characters that no face
// has. What is not seen is left out.
func (f *faces) runs(t scene.Text) (all []run, lacking []rune) {
	for _, char := range text.Visual(t.Content) {
		face := f.of(char, t.Bold)
		switch {
		case unicode.IsSpace(char):
			char, face = ' ', 0
			if len(all) > 0 {
				face = all[len(all)-1].face
			}
		case unicode.In(char, unicode.Cf, unicode.Cc), unicode.In(char, unicode.Mn, unicode.Me) && face < 0:
			continue
		case face < 0:
			lacking = append(lacking, char)
			continue
		}
		if len(all) == 0 || all[len(all)-1].face != face {
			all = append(all, run{face: face})
		}
		all[len(all)-1].text += string(char)
	}
	return all, lacking
}

// lacking are the characters of a picture that no face has, sorted.
func (f *faces) lacking(p *scene.Picture) []rune {
	var all []rune
	for _, item := range p.Items {
		for _, s := range item.Shapes {
			if t, ok := s.(scene.Text); ok {
				_, lacking := f.runs(t)
				all = append(all, lacking...)
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func hasHangul(all []rune) bool {
	return slices.ContainsFunc(all, func(r rune) bool { return unicode.Is(unicode.Hangul, r) })
}

// text draws one line, as wide as it was measured to be.
func (c *canvas) text(t scene.Text) {
	size := float64(t.Size) * c.scale
	runs, _ := c.faces.runs(t)
	widths, width := make([]float64, len(runs)), 0.
	for i, r := range runs {
		c.font(r, t.Bold, size)
		widths[i] = c.doc.GetStringWidth(r.text)
		width += widths[i]
	}
	if width == 0 {
		return
	}
	wide := 1. // how much wider than the font has them letters are drawn
	if t.Length > 0 {
		wide = float64(t.Length) * c.scale / width
	}
	x, y := c.at(float64(t.X), float64(t.Y))
	if t.Centred {
		x -= width * wide / 2
	}
	red, green, blue := c.color(t.Color)
	c.doc.SetTextColor(red, green, blue)
	c.doc.RawWriteStr(fmt.Sprintf("%.3f Tz", 100*wide))
	for i, r := range runs {
		c.font(r, t.Bold, size)
		thick := t.Bold && c.faces.all[r.face].thickens
		if thick {
			c.doc.SetDrawColor(red, green, blue)
			c.doc.SetDashPattern(nil, 0)
			c.doc.SetLineWidth(thicker * size)
			c.doc.RawWriteStr("2 Tr") // fill, then stroke
		}
		c.doc.Text(x, y, r.text)
		if thick {
			c.doc.RawWriteStr("0 Tr")
		}
		x += widths[i] * wide
	}
}

// font chooses the font of a run, in points.
func (c *canvas) font(r run, bold bool, size float64) {
	style := ""
	if bold {
		style = "B"
	}
	c.doc.SetFont(c.faces.all[r.face].name, style, size)
}
