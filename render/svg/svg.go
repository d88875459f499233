// Package svg encodes a scene as SVG, in two forms. [Inline] goes into a page:
// classes and presentation attributes, no <style>, so that the strictest
// Content-Security-Policy lets it be; the page's stylesheet is [CSS].
// [Standalone] is a file of its own that follows the reader's light or dark
// setting by itself.
//
// It places nothing and measures nothing. The same scene always gives the same
// bytes, nothing refers outside, and every group, node and line carries its
// geometry in data attributes (docs/svg.md).
package svg

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"asbuilt/render/scene"
)

// Form is where the picture will stand.
type Form int

// The two forms.
const (
	Standalone Form = iota
	Inline
)

// Theme is the paper it is drawn on.
type Theme int

// The themes. Auto follows the reader's setting and is light where there is
// none; an [Inline] picture always follows the page.
const (
	Auto Theme = iota
	Light
	Dark
)

// Options choose the form and the theme. The zero value is a file that follows
// the reader.
type Options struct {
	Form  Form
	Theme Theme
	// Prefix begins every id in the picture, so that two can stand in one page;
	// "ab-" and the view's id unless it says otherwise.
	Prefix string
}

// FontFamily is the font stack of all pictures: system fonts, Korean ones by name.
const FontFamily = `system-ui, -apple-system, "Segoe UI", "Apple SD Gothic Neo", "Malgun Gothic", ` +
	`"Noto Sans KR", "Noto Sans CJK KR", sans-serif`

// koreanFirst stands before them in a file with Hangul: some programs, such as cairosvg,
// take the first font and no other, and draw what it lacks as empty boxes.
const koreanFirst = `"Noto Sans CJK KR", `

// hasHangul reports whether a text of the picture has Hangul.
func hasHangul(p *scene.Picture) bool {
	for _, it := range p.Items {
		for _, shape := range it.Shapes {
			t, ok := shape.(scene.Text)
			if ok && strings.ContainsFunc(t.Content, func(r rune) bool { return unicode.Is(unicode.Hangul, r) }) {
				return true
			}
		}
	}
	return false
}

// Encode is the picture as SVG.
func Encode(p *scene.Picture, o Options) []byte {
	e := &encoder{theme: o.Theme, classes: o.Form == Inline || o.Theme == Auto, alone: o.Form == Standalone}
	e.b.Grow(1 << 16) // the size of a middling picture
	if o.Form == Inline {
		e.theme = Auto
	}
	prefix := o.Prefix
	if prefix == "" {
		prefix = "ab-" + slug(p.View)
	}
	e.prefix = prefix
	e.open(p, prefix)
	if o.Form == Standalone && o.Theme == Auto {
		e.raw("<style>", darkCSS(), "</style>\n")
	}
	e.icons(p)
	for i := range p.Items {
		e.item(&p.Items[i])
	}
	e.raw("</svg>\n")
	return bytes.Clone(e.b.Bytes()) // without the room that the buffer grew by
}

type encoder struct {
	b       bytes.Buffer
	theme   Theme
	classes bool
	// prefix begins every id.
	prefix string
	// alone says that it is a file: with a tooltip for every thing, which a page gives
	// itself, and with fonts for programs that are no browser.
	alone bool
}

func (e *encoder) raw(parts ...string) {
	for _, p := range parts {
		e.b.WriteString(p)
	}
}

// attr writes one attribute; an empty value writes none.
func (e *encoder) attr(name, value string) {
	if value != "" {
		e.raw(" ", name, `="`, escape(value), `"`)
	}
}

func (e *encoder) open(p *scene.Picture, prefix string) {
	e.raw(`<svg xmlns="http://www.w3.org/2000/svg" class="ab"`)
	e.attr("viewBox", fmt.Sprintf("0 0 %d %d", p.Width, p.Height))
	e.attr("width", strconv.Itoa(p.Width))
	e.attr("height", strconv.Itoa(p.Height))
	e.attr("role", "group")
	e.attr("aria-labelledby", prefix+"-title "+prefix+"-desc")
	e.attr("lang", p.Lang)
	e.attr("data-view", p.View)
	fonts := FontFamily
	if e.alone && hasHangul(p) {
		fonts = koreanFirst + fonts
	}
	e.attr("font-family", fonts)
	e.attr("stroke-linejoin", "round")
	e.raw(">\n<title")
	e.attr("id", prefix+"-title")
	e.raw(">", escape(p.Title), "</title>\n<desc")
	e.attr("id", prefix+"-desc")
	e.raw(">", escape(p.Desc), "</desc>\n")
}

// item writes one thing of the picture as one element with its geometry.
func (e *encoder) item(it *scene.Item) {
	element := "g"
	if it.Link != "" {
		element = "a"
	}
	e.raw("<", element)
	e.attr("href", it.Link)
	e.attr("data-role", string(it.Role))
	switch it.Role {
	case scene.Group, scene.Node, scene.Frame, scene.Branch:
		e.boxed(it)
	case scene.Line:
		if it.Link != "" { // the keyboard walks nodes; the table beside has the lines
			e.attr("tabindex", "-1")
		}
		e.line(it)
	case scene.Lane:
		e.attr("data-id", it.ID)
		e.attr("data-box", box(it.Box))
		e.attr("data-title-box", box(it.Title))
	}
	e.attr("data-marks", strings.Join(it.Marks, " "))
	switch {
	case it.Name != "" && it.Link != "":
		e.attr("aria-label", it.Name)
	case it.Name != "":
		e.attr("role", "img")
		e.attr("aria-label", it.Name)
	case it.Role != scene.Notice:
		e.attr("aria-hidden", "true")
	}
	e.raw(">")
	if e.alone && it.Name != "" {
		e.raw("<title>", escape(it.Name), "</title>")
	}
	for _, s := range it.Shapes {
		e.shape(s)
	}
	e.raw("</", element, ">\n")
}

func (e *encoder) boxed(it *scene.Item) {
	e.attr("data-id", it.ID)
	e.attr("data-kind", it.Kind)
	e.attr("data-box", box(it.Box))
	if !it.Title.IsZero() {
		e.attr("data-title-box", box(it.Title))
	}
	e.attr("data-on-border", it.Border)
	e.attr("data-lanes", strings.Join(it.Lanes, " "))
	e.attr("data-zones", strings.Join(it.Zones, " "))
	e.attr("data-members", strings.Join(it.Members, " "))
	e.attr("data-carries", strings.Join(it.Carries, " "))
	e.attr("data-connections", strings.Join(it.Connections, " "))
}

func (e *encoder) line(it *scene.Item) {
	e.attr("data-id", it.ID)
	e.attr("data-kind", it.Kind)
	e.attr("data-from", it.From)
	e.attr("data-to", it.To)
	e.attr("data-points", points(it.Points))
	if !it.Label.IsZero() {
		e.attr("data-label-box", box(it.Label))
	}
	e.attr("data-trunk", it.Trunk)
	e.attr("data-connections", strings.Join(it.Connections, " "))
}

func box(b scene.Box) string { return fmt.Sprintf("%d %d %d %d", b.X, b.Y, b.W, b.H) }

func points(all []scene.Point) string {
	words := make([]string, len(all))
	for i, p := range all {
		words[i] = fmt.Sprintf("%d,%d", p.X, p.Y)
	}
	return strings.Join(words, " ")
}

// escape makes text safe as content and as an attribute's value. What XML
// cannot hold becomes U+FFFD.
func escape(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		panic("svg: a strings.Builder refused text: " + err.Error())
	}
	return b.String()
}

// plain reports whether nothing in s has to be escaped, which holds for nearly
// every text.
func plain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '&' || c == '<' || c == '>' || c == '"' || c == '\'' ||
			c == 0xEF { // U+FFFD to U+FFFF begin with EF
			return false
		}
	}
	return utf8.ValidString(s)
}

// slug keeps what may stand in an id and in a CSS selector without escaping.
func slug(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 128 && r != '-' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') {
			return '_'
		}
		return r
	}, s)
}
