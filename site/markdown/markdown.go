// Package markdown turns the Markdown of decision records and runbooks into
// HTML that stands on a page of the site, as GitHub would show it: tables, task
// lists, footnotes, alerts, the safe part of HTML, and headings under the
// anchors that authors link to. It knows no page: where links lead, where
// pictures are and what things are called is asked of its caller.
//
// Nothing of a text comes through that could run, load or disguise anything:
// what was rendered is sanitised as a whole, and only then are links followed.
//
//	text := markdown.Render(body, markdown.Options{Link: resolve, Picture: copied, Word: words.T})
package markdown

import (
	"bytes"
	"html/template"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"asbuilt/pattern"
)

// Rendered is a Markdown text as HTML, with what search and the table of
// contents need of it.
type Rendered struct {
	HTML template.HTML
	// Parts are the text in portions that a page can bear, HTML the first of them.
	// Without [Options.Part] there is one.
	Parts []template.HTML
	// PartOf says which of the parts, from 0 on, each id is in, whether there are
	// pages for them or not.
	PartOf map[string]int
	// Title is the text of the heading that the file begins with; it is not part
	// of HTML.
	Title    string
	Headings []Heading
	// Plain is the text without any markup, without code blocks.
	Plain string
	// Anchors are the places in the text that can be linked to: by the fragment
	// that authors write, the id that the place has on the page.
	Anchors map[string]string
}

// Heading is an entry of a table of contents.
type Heading struct {
	ID, Text string
	Level    int
	// Href leads to it from the page of the first part.
	Href string
}

// Options say what the text cannot know.
type Options struct {
	// Link is where a link of the text leads, or "" for nowhere: what is linked
	// is then plain text. It is not asked about places in the text itself.
	Link func(destination string) string
	// Picture is the address of a picture, or "" for one that cannot be shown:
	// its description stands there instead.
	Picture func(source string) string
	// Word is the word of the interface with that name, such as "alert-note".
	Word func(name string, args ...any) string
	// TopID is the id of the page's own heading, to which the text's title leads.
	TopID string
	// Title is the text's title when it is not part of the text any more.
	Title string
	// Gone are the headings above what became metadata; links to them lead to
	// TopID, where the page shows it.
	Gone []string
	// Draw is the picture that a code block in a language of diagrams describes, as
	// inline SVG that is safe as it is; of a block that is not drawn, why says why.
	// It is not asked when nil.
	Draw func(language, code string) (svg, why string)
	// Part is the address of the page of a part of the text, from 0 on. When nil the
	// text is not parted.
	Part func(n int) string
	// Uncoloured leaves code as it is written.
	Uncoloured bool
}

// Anchors are the places of a whole file that a link may name, as
// [Rendered.Anchors]; ok is false for a text that is too intricate to be looked at.
func Anchors(text string) (anchors map[string]string, ok bool) {
	if ExcessOf(text).Line > 0 {
		return nil, false
	}
	word := func(name string, _ ...any) string { return name }
	return Render(text, Options{TopID: "top", Word: word, Uncoloured: true}).Anchors, true
}

// bareAddress is an address in running text, on hosts without a dot, too:
// http://10.0.1.20:8080/health, http://orders:8080. GitHub links these.
var bareAddress = pattern.New(`^(?:http|https|ftp)://[a-zA-Z0-9][-a-zA-Z0-9@:%._\+~#=]{0,255}(?::\d+)?` +
	`(?:[/?][-a-zA-Z0-9@:%_+.~#$!?&/=\(\);,'">\^{}\[\]` + "`" + `]*)?`)

// Render is the text as HTML.
func Render(body string, o Options) Rendered {
	if e := ExcessOf(body); e.Line > 0 {
		return asSource(body, e.say(o), o)
	}
	source := []byte(body)
	drawn := &blocks{uncoloured: o.Uncoloured, draw: o.Draw}
	md := goldmark.New(
		goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.TaskList, extension.Footnote,
			extension.NewLinkify(extension.WithLinkifyURLRegexp(bareAddress.Regexp()))),
		goldmark.WithParserOptions(
			parser.WithBlockParsers(util.Prioritized(admonitions{word: o.Word}, 750)),
			parser.WithASTTransformers(
				util.Prioritized(alerts{word: o.Word}, 100),
				util.Prioritized(koreanEmphasis{}, 200),
				util.Prioritized(anchors{title: o.Title}, 300),
			),
		),
		// HTML of authors comes through here and is sanitised below.
		goldmark.WithRendererOptions(
			html.WithXHTML(), html.WithUnsafe(),
			renderer.WithNodeRenderers(util.Prioritized(drawn, 100)),
		),
	)
	doc := md.Parser().Parse(text.NewReader(source))
	var out bytes.Buffer
	if err := md.Renderer().Render(&out, source, doc); err != nil {
		panic("site: a buffer refused Markdown: " + err.Error())
	}
	return finish(out.Bytes(), source, drawn.pictures, o)
}

// anchors gives every heading the anchor that GitHub gives it.
type anchors struct{ title string }

// Transform implements [parser.ASTTransformer].
func (a anchors) Transform(doc *ast.Document, reader text.Reader, _ parser.Context) {
	slugs := NewSlugs()
	if a.title != "" {
		slugs.Next(a.title)
	}
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if h, ok := n.(*ast.Heading); ok && entering {
			h.SetAttributeString("id", []byte(slugs.Next(textOf(h, reader.Source()))))
		}
		return ast.WalkContinue, nil
	})
}

// textOf is the text below n without markup.
func textOf(n ast.Node, source []byte) string {
	var b strings.Builder
	_ = ast.Walk(n, func(c ast.Node, entering bool) (ast.WalkStatus, error) {
		switch c := c.(type) {
		case *ast.Text:
			if entering {
				b.Write(c.Segment.Value(source))
				if c.SoftLineBreak() || c.HardLineBreak() {
					b.WriteByte(' ')
				}
			}
		case *ast.String:
			if entering {
				b.Write(c.Value)
			}
		}
		return ast.WalkContinue, nil
	})
	return strings.TrimSpace(b.String())
}
