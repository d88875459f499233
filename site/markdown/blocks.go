package markdown

import (
	"fmt"
	"strings"

	"github.com/alecthomas/chroma"
	chromahtml "github.com/alecthomas/chroma/formatters/html"
	"github.com/alecthomas/chroma/lexers"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// blocks renders alerts, code with classes for its colours, and diagrams. A
// diagram is left as a place that [finish] fills: what is drawn needs no
// sanitising, and would not survive it.
type blocks struct {
	uncoloured bool
	draw       func(language, code string) (svg, why string)
	pictures   []string
	// colouring is what colouring the code so far took; see [MostColouring].
	colouring int
}

// RegisterFuncs implements [renderer.NodeRenderer].
func (b *blocks) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(kindAlert, b.alert)
	r.Register(ast.KindFencedCodeBlock, b.code)
}

func (*blocks) alert(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	a := n.(*alert)
	if entering {
		_, _ = w.WriteString(`<div class="alert alert-` + a.class + `" role="note"><p class="alert-title">` +
			string(util.EscapeHTML([]byte(a.title))) + "</p>\n")
	} else {
		_, _ = w.WriteString("</div>\n")
	}
	return ast.WalkContinue, nil
}

func (b *blocks) code(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	block := n.(*ast.FencedCodeBlock)
	var code strings.Builder
	for i := range block.Lines().Len() {
		line := block.Lines().At(i)
		code.Write(line.Value(source))
	}
	language := string(block.Language(source))
	end := b.diagram(w, language, code.String())
	lexer := lexers.Fallback
	if size := code.Len(); !b.uncoloured && colourable(code.String()) && b.colouring+size*size <= MostColouring {
		b.colouring += size * size
		lexer = lexerOf(language)
	}
	tokens, err := chroma.Coalesce(lexer).Tokenise(nil, code.String())
	if err != nil {
		return ast.WalkStop, err
	}
	_, _ = w.WriteString(`<pre class="code" tabindex="0"><code>`)
	formatter := chromahtml.New(chromahtml.WithClasses(true), chromahtml.PreventSurroundingPre(true))
	err = formatter.Format(w, plainStyle(), tokens)
	_, _ = w.WriteString("</code></pre>\n" + end)
	return ast.WalkSkipChildren, err
}

// lexerOf is what colours code of this language, which is a name, an alias or the
// name of a file; of none that is known, what leaves it as it is. A name is held
// against hundreds of patterns, each of which takes the square of its length.
func lexerOf(language string) chroma.Lexer {
	if len(language) <= MostLanguage {
		if lexer := lexers.Get(language); lexer != nil {
			return lexer
		}
	}
	return lexers.Fallback
}

// diagram opens the place of a diagram around its code, and gives back what
// closes it; of one that is not drawn it says why.
func (b *blocks) diagram(w util.BufWriter, language, code string) (end string) {
	if b.draw == nil {
		return ""
	}
	svg, why := b.draw(language, code)
	switch {
	case svg != "":
		_, _ = fmt.Fprintf(w, "<div class=\"diagram-%d\">\n", len(b.pictures))
		b.pictures = append(b.pictures, svg)
		return "</div>\n"
	case why != "":
		_, _ = w.WriteString(`<p class="diagram-why">` + string(util.EscapeHTML([]byte(why))) + "</p>\n")
	}
	return ""
}

// plainStyle has no colours: the style sheet of the site gives them, by class.
// Package styles of chroma would cost every command some milliseconds at its start.
func plainStyle() *chroma.Style { return chroma.MustNewStyle("plain", chroma.StyleEntries{}) }
