package markdown

import (
	"regexp"
	"strings"

	"github.com/alecthomas/chroma/v2"
	chromahtml "github.com/alecthomas/chroma/v2/formatters/html"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// alert is a quotation that begins with a mark like [!NOTE].
type alert struct {
	ast.BaseBlock
	class, word string
}

var kindAlert = ast.NewNodeKind("Alert")

// Kind implements [ast.Node].
func (*alert) Kind() ast.NodeKind { return kindAlert }

// Dump implements [ast.Node].
func (a *alert) Dump(source []byte, level int) {
	ast.DumpHelper(a, source, level, map[string]string{"class": a.class}, nil)
}

var alertMark = regexp.MustCompile(`^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*$`)

// alerts turns quotations in GitHub's manner into alerts with a word for what
// they are.
type alerts struct {
	word func(name string, args ...any) string
}

// Transform implements [parser.ASTTransformer].
func (a alerts) Transform(doc *ast.Document, reader text.Reader, _ parser.Context) {
	var quotes []*ast.Blockquote
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if q, ok := n.(*ast.Blockquote); ok && entering {
			quotes = append(quotes, q)
		}
		return ast.WalkContinue, nil
	})
	for _, q := range quotes {
		first, ok := q.FirstChild().(*ast.Paragraph)
		if !ok || first.Lines().Len() == 0 {
			continue
		}
		line := first.Lines().At(0)
		m := alertMark.FindSubmatch(line.Value(reader.Source()))
		if m == nil {
			continue
		}
		dropUntil(first, line.Stop)
		class := strings.ToLower(string(m[1]))
		box := &alert{class: class, word: a.word("alert-" + class)}
		for c := q.FirstChild(); c != nil; c = q.FirstChild() {
			box.AppendChild(box, c)
		}
		if first.ChildCount() == 0 {
			box.RemoveChild(box, first)
		}
		q.Parent().ReplaceChild(q.Parent(), q, box)
	}
}

// dropUntil removes the text of p before the byte at stop of the source.
func dropUntil(p ast.Node, stop int) {
	for c := p.FirstChild(); c != nil; c = p.FirstChild() {
		t, ok := c.(*ast.Text)
		if !ok || t.Segment.Start >= stop {
			return
		}
		p.RemoveChild(p, c)
	}
}

// blocks renders alerts, code with classes for its colours, and tables that
// scroll by themselves.
type blocks struct{}

// RegisterFuncs implements [renderer.NodeRenderer].
func (b blocks) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(kindAlert, b.alert)
	r.Register(ast.KindFencedCodeBlock, b.code)
}

func (blocks) alert(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	a := n.(*alert)
	if entering {
		_, _ = w.WriteString(`<div class="alert alert-` + a.class + `" role="note"><p class="alert-title">` +
			string(util.EscapeHTML([]byte(a.word))) + "</p>\n")
	} else {
		_, _ = w.WriteString("</div>\n")
	}
	return ast.WalkContinue, nil
}

func (blocks) code(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	block := n.(*ast.FencedCodeBlock)
	var code strings.Builder
	for i := range block.Lines().Len() {
		line := block.Lines().At(i)
		code.Write(line.Value(source))
	}
	lexer := lexers.Get(string(block.Language(source)))
	if lexer == nil {
		lexer = lexers.Fallback
	}
	tokens, err := chroma.Coalesce(lexer).Tokenise(nil, code.String())
	if err != nil {
		return ast.WalkStop, err
	}
	_, _ = w.WriteString(`<pre class="code" tabindex="0"><code>`)
	err = chromahtml.New(chromahtml.WithClasses(true), chromahtml.PreventSurroundingPre(true)).Format(w, plainStyle(), tokens)
	_, _ = w.WriteString("</code></pre>\n")
	return ast.WalkSkipChildren, err
}

// plainStyle has no colours: the style sheet of the site gives them, by class.
// Package styles of chroma would cost every command 15 ms at its start.
func plainStyle() *chroma.Style { return chroma.MustNewStyle("plain", chroma.StyleEntries{}) }
