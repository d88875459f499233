package markdown

import (
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// koreanEmphasis makes **중요:**한글 bold. CommonMark lets a closing mark that
// follows punctuation end emphasis only before a space or punctuation, which
// suits languages that put spaces between words and their particles.
type koreanEmphasis struct{}

// Transform implements [parser.ASTTransformer].
func (koreanEmphasis) Transform(doc *ast.Document, reader text.Reader, _ parser.Context) {
	var blocks []ast.Node
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering && n.Type() != ast.TypeInline && n.FirstChild() != nil && n.FirstChild().Type() == ast.TypeInline {
			blocks = append(blocks, n)
		}
		return ast.WalkContinue, nil
	})
	for _, b := range blocks {
		for pairUp(b, reader.Source()) {
		}
	}
}

// pairUp finds the first pair of ** left as text among the children of b and
// makes what lies between them bold.
func pairUp(b ast.Node, source []byte) bool {
	var opening *ast.Text
	from := 0
	for n := b.FirstChild(); n != nil; n = n.NextSibling() {
		t, ok := n.(*ast.Text)
		if !ok {
			continue
		}
		text := string(t.Segment.Value(source))
		for _, at := range stars(text) {
			before, after := source[:t.Segment.Start+at], source[t.Segment.Start+at+2:]
			switch {
			case opening != nil && opening != t && closes(before):
				embolden(b, opening, t, from, at)
				return true
			case opening == t && at > from+2 && closes(before):
				split(b, t, at)
				embolden(b, t, t.NextSibling().(*ast.Text), from, 0)
				return true
			case opening == nil && opens(after):
				opening, from = t, at
			}
		}
	}
	return false
}

// stars are the places of ** in text.
func stars(text string) []int {
	var all []int
	for i := 0; i+1 < len(text); i++ {
		if text[i:i+2] == "**" {
			all = append(all, i)
			i++
		}
	}
	return all
}

// opens and closes report whether a ** with that text after or before it can
// begin or end an emphasis: there is no space on its inner side.
func opens(after []byte) bool {
	r, _ := utf8.DecodeRune(after)
	return len(after) > 0 && !unicode.IsSpace(r)
}

func closes(before []byte) bool {
	r, _ := utf8.DecodeLastRune(before)
	return len(before) > 0 && !unicode.IsSpace(r)
}

// split cuts t in two before byte at.
func split(parent ast.Node, t *ast.Text, at int) {
	rest := ast.NewTextSegment(t.Segment.WithStart(t.Segment.Start + at))
	rest.SetSoftLineBreak(t.SoftLineBreak())
	rest.SetHardLineBreak(t.HardLineBreak())
	t.Segment = t.Segment.WithStop(t.Segment.Start + at)
	t.SetSoftLineBreak(false)
	t.SetHardLineBreak(false)
	parent.InsertAfter(parent, t, rest)
}

// embolden moves what lies between the ** in opening and the ** in closing, at
// those bytes, into an emphasis without the marks.
func embolden(parent ast.Node, opening, closing *ast.Text, from, to int) {
	split(parent, opening, from)
	inner := opening.NextSibling().(*ast.Text)
	inner.Segment = inner.Segment.WithStart(inner.Segment.Start + 2)
	split(parent, closing, to)
	after := closing.NextSibling().(*ast.Text)
	after.Segment = after.Segment.WithStart(after.Segment.Start + 2)
	strong := ast.NewEmphasis(2)
	parent.InsertAfter(parent, opening, strong)
	for n := strong.NextSibling(); n != nil && n != ast.Node(after); n = strong.NextSibling() {
		strong.AppendChild(strong, n)
	}
}
