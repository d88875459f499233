package site

import (
	"bytes"
	"html/template"
	"net/url"
	"path"
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

// rendered is a Markdown text as HTML, with what search and the table of
// contents need of it.
type rendered struct {
	HTML template.HTML
	// Title is the text of the heading that the file begins with; it is not part
	// of HTML.
	Title    string
	Headings []heading
	// Plain is the beginning of the text without any markup.
	Plain string
}

// heading is an entry of a table of contents.
type heading struct {
	ID, Text string
	Level    int
}

func headingText(all []heading) []string {
	texts := make([]string, len(all))
	for i, h := range all {
		texts[i] = h.Text
	}
	return texts
}

// markdown renders the Markdown file at that path beside the model. Raw HTML is left out; links lead to pages
// of this site, to the repository or to the web, and nowhere else.
func (p *page) markdown(file, body string) rendered {
	source := []byte(body)
	md := goldmark.New(
		goldmark.WithExtensions(extension.GFM, extension.Footnote),
		goldmark.WithParserOptions(
			parser.WithAutoHeadingID(),
			parser.WithASTTransformers(
				util.Prioritized(alerts{edition: p.edition}, 100),
				util.Prioritized(koreanEmphasis{}, 200),
				util.Prioritized(destinations{page: p, dir: path.Dir(file)}, 300),
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
	return rendered{HTML: template.HTML(out.String()), Title: title, Headings: contents(doc, source), Plain: plain(doc, source)}
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
func contents(doc ast.Node, source []byte) []heading {
	var all []heading
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		h, ok := n.(*ast.Heading)
		if !ok || h.Level > 3 {
			continue
		}
		if id, ok := h.AttributeString("id"); ok {
			all = append(all, heading{ID: string(id.([]byte)), Text: textOf(h, source), Level: h.Level})
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
func plain(doc ast.Node, source []byte) string {
	all := []rune(textOf(doc, source))
	return string(all[:min(len(all), indexedText)])
}

// destinations sends every link where it may go and turns pictures, which
// would be loads from elsewhere, into their descriptions.
type destinations struct {
	page *page
	dir  string
}

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
		if to := d.resolve(string(l.Destination)); to != "" {
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
		if a.AutoLinkType != ast.AutoLinkEmail && !webAddress(to) && !strings.HasPrefix(to, "mailto:") {
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

// resolve is where a link of a record leads from its page, or "" for nowhere.
func (d destinations) resolve(dest string) string {
	u, err := url.Parse(dest)
	switch {
	case err != nil:
		return ""
	case u.Scheme == "http" || u.Scheme == "https" || u.Scheme == "mailto":
		return dest
	case u.Scheme != "" || u.Host != "" || strings.HasPrefix(u.Path, "/"):
		return ""
	case u.Path == "":
		return dest
	}
	file := path.Join(d.dir, u.Path)
	for _, r := range d.page.records() {
		if r.Path == file || path.Base(r.Path) == path.Base(file) {
			to := d.page.To(d.page.decisionPaths[r])
			if u.Fragment != "" {
				to += "#" + u.EscapedFragment()
			}
			return to
		}
	}
	if to, ok := d.page.documentPaths[file]; ok {
		return d.page.To(to)
	}
	return d.page.repository(file, 1)
}
