// Package pdf encodes a scene as a PDF of one page: a vector drawing on a landscape
// sheet of A4 or A3, whose text is text. Latin, Greek and Cyrillic letters are those of
// Liberation Sans, which is embedded as a subset, and every text has the width that was
// measured for it.
//
// It places nothing, and it holds no Korean font: [OpenFont] reads one that the user
// names, [FindFont] one that the system has. What no font has is not drawn as an empty
// box: there is no PDF then. It shapes no Arabic. The same scene, options and font
// always give the same bytes.
//
//	data, err := pdf.Encode(picture, pdf.Options{Font: pdf.FindFont(home)})
package pdf

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"asbuilt/finding"
	"asbuilt/render/glyph"
	"asbuilt/render/outline"
	"asbuilt/render/scene"
)

// Options choose paper and letters. The zero value is light paper, with Latin, Greek
// and Cyrillic letters only.
type Options struct {
	// Dark draws on dark paper.
	Dark bool
	// Font has the letters that Liberation Sans lacks; nil for none.
	Font *Font
}

// All measures are in points, 72 an inch.
const (
	margin = 24.
	// least is the size of letters below which a picture takes the larger sheet.
	least = 6.
	// most is how large a unit may become where a picture is small.
	most = 1.25
)

// a4 and a3 are the sheets of ISO 216, landscape.
func a4() fpdf.SizeType { return fpdf.SizeType{Wd: 841.89, Ht: 595.28} }
func a3() fpdf.SizeType { return fpdf.SizeType{Wd: 1190.55, Ht: 841.89} }

// Encode is the picture as PDF. It fails when texts have characters that no font has,
// and says which font would cure it; and when a font cannot be embedded.
func Encode(p *scene.Picture, o Options) (data []byte, err error) {
	faces, err := newFaces(o.Font)
	if err != nil {
		return nil, err
	}
	if lacking := faces.lacking(p); len(lacking) > 0 {
		return nil, lack(lacking)
	}
	// The library reads fonts without asking whether they are whole.
	defer func() {
		if r := recover(); r != nil {
			data, err = nil, fmt.Errorf("encode %q as PDF: %v", p.View, r)
		}
	}()
	paper, scale := sheet(p)
	c := newCanvas(p, o.Dark, paper, scale)
	faces.embed(c.doc)
	c.faces = faces
	for _, item := range p.Items {
		for _, s := range item.Shapes {
			c.shape(s)
		}
	}
	var b bytes.Buffer
	if err := c.doc.Output(&b); err != nil {
		return nil, fmt.Errorf("encode %q as PDF: %w", p.View, err)
	}
	return tag(b.Bytes()), nil
}

// tagged begin the names of the fonts as the library takes them. It puts utf8 before
// them, and a subset is to be called by six capitals and a plus sign (ISO 32000-1,
// 9.6.4): as many letters.
var tagged = [...]string{"aa+", "bb+"}

func tag(document []byte) []byte {
	for i, name := range tagged {
		document = bytes.ReplaceAll(document, []byte("/utf8"+name), []byte("/ASBUI"+string(rune('A'+i))+"+"))
	}
	return document
}

// lack is the error for characters that no font has.
func lack(lacking []rune) error {
	sample := string(lacking[:min(len(lacking), 8)])
	key := "no font"
	if hasHangul(lacking) {
		key = "no Korean"
	}
	return finding.Errorf("%s", "%s", texts().Say(key, len(lacking), sample))
}

// sheet is A4 where the smallest letters of the picture can be read on it, else A3; and
// how many points a unit has on it.
func sheet(p *scene.Picture) (paper fpdf.SizeType, scale float64) {
	smallest := 0
	for _, item := range p.Items {
		for _, s := range item.Shapes {
			if t, ok := s.(scene.Text); ok && (smallest == 0 || t.Size < smallest) {
				smallest = t.Size
			}
		}
	}
	if scale = fit(p, a4()); float64(smallest)*scale >= least || smallest == 0 {
		return a4(), scale
	}
	return a3(), fit(p, a3())
}

func fit(p *scene.Picture, paper fpdf.SizeType) float64 {
	return min(most, (paper.Wd-2*margin)/float64(max(p.Width, 1)), (paper.Ht-2*margin)/float64(max(p.Height, 1)))
}

// canvas draws shapes; it turns units into points before the library sees them.
type canvas struct {
	doc   *fpdf.Fpdf
	faces *faces
	dark  bool
	// left and top are where the picture begins, in points.
	scale, left, top float64
}

func newCanvas(p *scene.Picture, dark bool, paper fpdf.SizeType, scale float64) *canvas {
	doc := fpdf.NewCustom(&fpdf.InitType{OrientationStr: "L", UnitStr: "pt", Size: fpdf.SizeType{
		Wd: paper.Ht, Ht: paper.Wd, // of the sheet upright, which the orientation turns
	}})
	doc.SetCatalogSort(true)
	doc.SetProducer("asbuilt", true)
	// A format without a clock: the same picture is the same file.
	epoch := time.Unix(0, 0).UTC()
	doc.SetCreationDate(epoch)
	doc.SetModificationDate(epoch)
	doc.SetTitle(p.Title, true)
	doc.SetSubject(p.Desc, true)
	doc.SetLang(p.Lang)
	doc.SetMargins(0, 0, 0)
	doc.SetAutoPageBreak(false, 0)
	doc.AddPage()
	c := &canvas{
		doc: doc, dark: dark, scale: scale,
		left: (paper.Wd - float64(p.Width)*scale) / 2, top: (paper.Ht - float64(p.Height)*scale) / 2,
	}
	r, g, b := c.color(scene.Paper)
	doc.SetFillColor(r, g, b)
	doc.Rect(0, 0, paper.Wd, paper.Ht, "F")
	doc.SetLineJoinStyle("round")
	return c
}

// color is the value of a name on this paper.
func (c *canvas) color(name scene.Color) (r, g, b int) {
	red, green, blue := name.RGB(c.dark)
	return int(red), int(green), int(blue)
}

// at is the place of a point on the sheet.
func (c *canvas) at(x, y float64) (float64, float64) { return c.left + x*c.scale, c.top + y*c.scale }

func (c *canvas) shape(s scene.Shape) {
	switch s := s.(type) {
	case scene.Rect:
		c.paint(outline.Rect(s), s.Paint)
	case scene.Stroke:
		c.paint(outline.Stroke(s), s.Paint)
	case scene.Polygon:
		c.paint(outline.Polygon(s), s.Paint)
	case scene.Text:
		c.text(s)
	case scene.Glyph:
		c.glyph(s)
	default:
		panic(fmt.Sprintf("pdf: unknown shape %T", s))
	}
}

// paint fills an outline and strokes it.
func (c *canvas) paint(all []outline.Segment, p scene.Paint) {
	if p.Fill != "" {
		if p.Faint > 0 {
			c.doc.SetAlpha(float64(p.Faint)/100, "Normal")
		}
		r, g, b := c.color(p.Fill)
		c.doc.SetFillColor(r, g, b)
		c.draw(all, c.at)
		c.doc.DrawPath("F")
		if p.Faint > 0 {
			c.doc.SetAlpha(1, "Normal")
		}
	}
	if p.Stroke == "" {
		return
	}
	width := p.Width
	if width == 0 {
		width = 1
	}
	dashes := make([]float64, len(p.Dash))
	for i, d := range p.Dash {
		dashes[i] = float64(d) * c.scale
	}
	c.doc.SetDashPattern(dashes, 0)
	c.doc.SetLineWidth(width * c.scale)
	ends := "butt"
	if len(p.Dash) > 0 && p.Dash[0] <= 1 { // dashes of one unit are dots
		ends = "round"
	}
	c.doc.SetLineCapStyle(ends)
	r, g, b := c.color(p.Stroke)
	c.doc.SetDrawColor(r, g, b)
	c.draw(all, c.at)
	c.doc.DrawPath("D")
}

// draw adds segments to the path, each point moved to its place on the sheet.
func (c *canvas) draw(all []outline.Segment, at func(x, y float64) (float64, float64)) {
	for _, s := range all {
		x, y := at(s.X, s.Y)
		switch s.Verb {
		case outline.Move:
			c.doc.MoveTo(x, y)
		case outline.Line:
			c.doc.LineTo(x, y)
		case outline.Curve:
			x1, y1 := at(s.X1, s.Y1)
			x2, y2 := at(s.X2, s.Y2)
			c.doc.CurveBezierCubicTo(x1, y1, x2, y2, x, y)
		case outline.Close:
			c.doc.ClosePath()
		}
	}
}

// glyph draws a glyph of the catalogue; an unknown name draws nothing.
func (c *canvas) glyph(g scene.Glyph) {
	if g.Icon != nil && c.icon(g) {
		return
	}
	drawing, ok := glyph.Lookup(g.Name)
	if !ok {
		return
	}
	scale := float64(g.Size) / glyph.Size
	at := func(x, y float64) (float64, float64) { return c.at(float64(g.X)+x*scale, float64(g.Y)+y*scale) }
	red, green, blue := c.color(g.Color)
	if drawing.Lines != "" {
		c.doc.SetDashPattern(nil, 0)
		c.doc.SetLineCapStyle("round")
		c.doc.SetLineWidth(glyph.Stroke * scale * c.scale)
		c.doc.SetDrawColor(red, green, blue)
		c.draw(outline.Path(drawing.Lines), at)
		c.doc.DrawPath("D")
	}
	if drawing.Dots != "" {
		c.doc.SetFillColor(red, green, blue)
		c.draw(outline.Path(drawing.Dots), at)
		c.doc.DrawPath("F")
	}
}

// mostIcon bounds the pixels of an icon that is read.
const mostIcon = 4 << 20

// icon draws an icon in the place of its glyph, where it has dots to draw.
func (c *canvas) icon(g scene.Glyph) bool {
	as := fpdf.ImageOptions{ImageType: "PNG"}
	if c.doc.GetImageInfo(g.Icon.Name) == nil {
		config, err := png.DecodeConfig(bytes.NewReader(g.Icon.PNG))
		if err != nil || config.Width*config.Height > mostIcon {
			return false
		}
		img, err := png.Decode(bytes.NewReader(g.Icon.PNG))
		if err != nil {
			return false
		}
		// The library reads few of the forms of PNG, this among them.
		plain := image.NewNRGBA(img.Bounds())
		draw.Draw(plain, plain.Bounds(), img, img.Bounds().Min, draw.Src)
		var b bytes.Buffer
		if err := png.Encode(&b, plain); err != nil {
			return false
		}
		c.doc.RegisterImageOptionsReader(g.Icon.Name, as, &b)
	}
	x, y := c.at(float64(g.X), float64(g.Y))
	side := float64(g.Size) * c.scale
	c.doc.ImageOptions(g.Icon.Name, x, y, side, side, false, as, 0, "")
	return true
}
