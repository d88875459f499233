// Package markdown turns the Markdown of decision records and runbooks into
// HTML that stands on a page of the site. It knows no page: where links lead
// and what alerts are called is asked of its caller. Raw HTML is left out.
//
//	text := markdown.Render(body, markdown.Options{Link: resolve, Word: words.T})
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
)

// Rendered is a Markdown text as HTML, with what search and the table of
// contents need of it.
type Rendered struct {
	HTML template.HTML
	// Title is the text of the heading that the file begins with; it is not part
	// of HTML.
	Title    string
	Headings []Heading
	// Plain is the beginning of the text without any markup.
	Plain string
}

// Heading is an entry of a table of contents.
type Heading struct {
	ID, Text string
	Level    int
}

// Options say what the text cannot know.
type Options struct {
	// Link is where a link of the text leads, or "" for nowhere: what is linked
	// is then plain text.
	Link func(destination string) string
	// Word is the word for a kind of alert, such as "alert-note".
	Word func(name string, args ...any) string
	// PlainLength is how many letters of the text Plain has at most.
	PlainLength int
}

// Render is the text as HTML.
func Render(body string, o Options) Rendered {
	source := []byte(body)
	md := goldmark.New(
		goldmark.WithExtensions(extension.GFM, extension.Footnote),
		goldmark.WithParserOptions(
			parser.WithAutoHeadingID(),
			parser.WithASTTransformers(
				util.Prioritized(alerts{word: o.Word}, 100),
				util.Prioritized(koreanEmphasis{}, 200),
				util.Prioritized(destinations{link: o.Link}, 300),
			),
		),
		goldmark.WithRendererOptions(html.WithXHTML(), renderer.WithNodeRenderers(util.Prioritized(blocks{}, 100))),
	)
	doc := md.Parser().Parse(text.NewReader(source), parser.WithContext(parser.NewContext(parser.WithIDs(newHeadingIDs()))))
	title := ""
	if h, ok := doc.FirstChild().(*ast.Heading); ok && h.Level == 1 {
		title = textOf(h, source)
		doc.RemoveChild(doc, h)
	}
	demote(doc)
	var out bytes.Buffer
	if err := md.Renderer().Render(&out, source, doc); err != nil {
		panic("site: a buffer refused Markdown: " + err.Error())
	}
	return Rendered{
		HTML: template.HTML(out.String()), Title: title, Headings: contents(doc, source),
		Plain: plain(doc, source, o.PlainLength),
	}
}

// demote makes the highest heading one below the title of the page and lets no
// level be skipped, as readers by ear need it.
func demote(doc ast.Node) {
	var open []int // levels as written, outermost first
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		h, ok := n.(*ast.Heading)
		if !ok {
			continue
		}
		for len(open) > 0 && open[len(open)-1] >= h.Level {
			open = open[:len(open)-1]
		}
		open = append(open, h.Level)
		h.Level = min(len(open)+1, 6)
	}
}

// contents are the headings of the first two levels.
func contents(doc ast.Node, source []byte) []Heading {
	var all []Heading
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		h, ok := n.(*ast.Heading)
		if !ok || h.Level > 3 {
			continue
		}
		if id, ok := h.AttributeString("id"); ok {
			all = append(all, Heading{ID: string(id.([]byte)), Text: textOf(h, source), Level: h.Level})
		}
	}
	return all
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
		case *ast.CodeBlock, *ast.FencedCodeBlock:
			return ast.WalkSkipChildren, nil
		default:
			if !entering && c.Type() == ast.TypeBlock {
				b.WriteByte(' ')
			}
		}
		return ast.WalkContinue, nil
	})
	return strings.Join(strings.Fields(b.String()), " ")
}

// plain is the beginning of the text, as long as the search index keeps it.
func plain(doc ast.Node, source []byte, length int) string {
	all := []rune(textOf(doc, source))
	return string(all[:min(len(all), length)])
}

// destinations sends every link where it may go and turns pictures, which
// would be loads from elsewhere, into their descriptions.
type destinations struct{ link func(string) string }

// Transform implements [parser.ASTTransformer].
func (d destinations) Transform(doc *ast.Document, reader text.Reader, _ parser.Context) {
	var links []*ast.Link
	var images []*ast.Image
	var autos []*ast.AutoLink
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			switch n := n.(type) {
			case *ast.Link:
				links = append(links, n)
			case *ast.Image:
				images = append(images, n)
			case *ast.AutoLink:
				autos = append(autos, n)
			}
		}
		return ast.WalkContinue, nil
	})
	for _, l := range links {
		if to := d.link(string(l.Destination)); to != "" {
			l.Destination = []byte(to)
			continue
		}
		unwrap(l)
	}
	for _, i := range images {
		unwrap(i)
	}
	for _, a := range autos {
		to := string(a.URL(reader.Source()))
		if a.AutoLinkType != ast.AutoLinkEmail && !foreign(to) && !strings.HasPrefix(to, "mailto:") {
			a.Parent().ReplaceChild(a.Parent(), a, ast.NewString(a.Label(reader.Source())))
		}
	}
}

// unwrap leaves the text of a link and takes the link away.
func unwrap(n ast.Node) {
	parent := n.Parent()
	for c := n.FirstChild(); c != nil; c = n.FirstChild() {
		parent.InsertBefore(parent, n, c)
	}
	parent.RemoveChild(parent, n)
}

// foreign reports whether an address is one of the web.
func foreign(address string) bool {
	lower := strings.ToLower(address)
	return strings.HasPrefix(lower, "https://") || strings.HasPrefix(lower, "http://")
}
