package png

import (
	"fmt"
	"unicode"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"asbuilt/render/scene"
	"asbuilt/render/text"
)

// em is the resolution at which outlines are read; the unit is 1/64.
const em = 1024 * 64

// thicker is the stroke around letters of a font that has no bold ones, in em.
const thicker = 0.04

// letters finds the outlines of characters.
type letters struct {
	// regular and bold are tried in order.
	regular, bold []*sfnt.Font
	// thick is the font whose bold letters have to be drawn thicker, or nil.
	thick   *sfnt.Font
	known   map[letterKey]*letter
	lacking map[rune]bool
	buffer  sfnt.Buffer
}

type letterKey struct {
	char rune
	bold bool
}

// letter is the drawing of a character, in 1/em.
type letter struct {
	outline sfnt.Segments
	advance float64
	thick   bool
}

func newLetters(f *Font) (*letters, error) {
	regular, err := sfnt.Parse(liberationsansregular.TTF)
	if err != nil {
		return nil, fmt.Errorf("read the embedded font: %w", err)
	}
	bold, err := sfnt.Parse(liberationsansbold.TTF)
	if err != nil {
		return nil, fmt.Errorf("read the embedded bold font: %w", err)
	}
	l := &letters{
		regular: []*sfnt.Font{regular}, bold: []*sfnt.Font{bold}, known: map[letterKey]*letter{},
		lacking: map[rune]bool{},
	}
	if f == nil {
		return l, nil
	}
	l.regular = append(l.regular, f.regular)
	if f.bold == nil {
		l.thick = f.regular
		l.bold = append(l.bold, f.regular)
	} else {
		l.bold = append(l.bold, f.bold)
	}
	return l, nil
}

// of is the drawing of one character.
func (l *letters) of(char rune, bold bool) *letter {
	key := letterKey{char, bold}
	if known, ok := l.known[key]; ok {
		return known
	}
	drawn := l.read(char, bold)
	if drawn == nil {
		drawn = l.lack(char)
	}
	l.known[key] = drawn
	return drawn
}

// read is the drawing from the first font that has the character, or nil.
func (l *letters) read(char rune, bold bool) *letter {
	fonts := l.regular
	if bold {
		fonts = l.bold
	}
	for _, f := range fonts {
		index, err := f.GlyphIndex(&l.buffer, char)
		if err != nil || index == 0 {
			continue
		}
		outline, err := f.LoadGlyph(&l.buffer, index, em, nil)
		if err != nil {
			continue
		}
		advance, err := f.GlyphAdvance(&l.buffer, index, em, font.HintingNone)
		if err != nil {
			continue
		}
		return &letter{append(sfnt.Segments(nil), outline...), float64(advance) / em, bold && f == l.thick}
	}
	return nil
}

// lack is what stands for a character that no font has: nothing for what is
// not seen, else an empty box.
func (l *letters) lack(char rune) *letter {
	switch {
	case unicode.IsSpace(char):
		return &letter{advance: .28}
	case unicode.In(char, unicode.Mn, unicode.Me, unicode.Cf, unicode.Cc):
		return &letter{}
	}
	l.lacking[char] = true
	return &letter{advance: .92, outline: emptyBox()}
}

// emptyBox is the outline of a frame. Its inner side runs against its outer one,
// so that filling leaves a hole.
func emptyBox() sfnt.Segments {
	var all sfnt.Segments
	for i, p := range [][2]int{
		{6, 0}, {6, 76}, {86, 76}, {86, 0}, {12, 6}, {80, 6}, {80, 70}, {12, 70},
	} { // in hundredths of em
		s := sfnt.Segment{Op: sfnt.SegmentOpLineTo}
		if i%4 == 0 {
			s.Op = sfnt.SegmentOpMoveTo
		}
		s.Args[0] = fixed.Point26_6{X: fixed.Int26_6(p[0] * em / 100), Y: fixed.Int26_6(-p[1] * em / 100)}
		all = append(all, s)
	}
	return all
}

// text draws one line, as wide as it was measured to be.
func (c *canvas) text(t scene.Text) {
	var all []*letter
	width := 0.
	for _, char := range text.Visual(t.Content) {
		one := c.letters.of(char, t.Bold)
		all = append(all, one)
		width += one.advance
	}
	tall := float64(t.Size)
	wide := tall
	if t.Length > 0 && width > 0 {
		wide = float64(t.Length) / width
	}
	x, y := float64(t.X), float64(t.Y)
	if t.Centred {
		x -= width * wide / 2
	}
	c.dc.SetColor(c.color(t.Color, 0))
	at := row{x, y, wide, tall}
	if c.row(all, at, false) {
		c.dc.Fill()
	}
	if c.row(all, at, true) {
		c.dc.SetLineWidth(thicker * tall * c.scale)
		c.dc.FillPreserve()
		c.dc.Stroke()
	}
}

// row is where letters stand: the start of their base line and the size of an em.
type row struct{ x, y, wide, tall float64 }

// row adds those letters of a row to the path that are to be drawn thicker,
// or those that are not, and reports whether there are any.
func (c *canvas) row(all []*letter, r row, thick bool) bool {
	drawn := false
	for _, one := range all {
		if one.thick == thick && len(one.outline) > 0 {
			drawn = true
			c.outline(one.outline, func(p fixed.Point26_6) (float64, float64) {
				return r.x + float64(p.X)/em*r.wide, r.y + float64(p.Y)/em*r.tall
			})
		}
		r.x += one.advance * r.wide
	}
	return drawn
}

// outline adds the outline of a letter to the path, each point moved to its place.
func (c *canvas) outline(all sfnt.Segments, at func(fixed.Point26_6) (float64, float64)) {
	for _, s := range all {
		switch s.Op {
		case sfnt.SegmentOpMoveTo, sfnt.SegmentOpLineTo:
			x, y := at(s.Args[0])
			c.to(s.Op == sfnt.SegmentOpMoveTo, x, y)
		case sfnt.SegmentOpQuadTo:
			x1, y1 := at(s.Args[0])
			x, y := at(s.Args[1])
			c.quad(x1, y1, x, y)
		case sfnt.SegmentOpCubeTo:
			x1, y1 := at(s.Args[0])
			x2, y2 := at(s.Args[1])
			x, y := at(s.Args[2])
			c.cubic(x1, y1, x2, y2, x, y)
		}
	}
}
