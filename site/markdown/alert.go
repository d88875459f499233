package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"asbuilt/pattern"
)

// alert is a passage that is set off with a word for what it is. People write
// it in four ways:
//
//	> [!NOTE]        GitHub; with a title behind it, Obsidian
//	!!! note "Title" MkDocs; what belongs to it is indented
//	:::note Title    Docusaurus, up to a line :::
type alert struct {
	ast.BaseBlock
	class, title string
	// fence is how many colons end the alert; zero when an indentation does.
	fence int
}

var kindAlert = ast.NewNodeKind("Alert")

// Kind implements [ast.Node].
func (*alert) Kind() ast.NodeKind { return kindAlert }

// Dump implements [ast.Node].
func (a *alert) Dump(source []byte, level int) {
	ast.DumpHelper(a, source, level, map[string]string{"class": a.class}, nil)
}

// alertClasses are the words that people write for the five kinds of alerts.
func alertClasses() map[string][]string {
	return map[string][]string{
		"note":      {"note", "info", "abstract", "summary", "question", "example", "quote", "todo"},
		"tip":       {"tip", "hint", "success", "check"},
		"important": {"important"},
		"warning":   {"warning", "attention"},
		"caution":   {"caution", "danger", "error", "failure", "bug"},
	}
}

// newAlert is an alert of the kind that word means; it is nil for a word that
// means none.
func newAlert(named func(string, ...any) string, word, title string) *alert {
	for class, meant := range alertClasses() {
		for _, m := range meant {
			if !strings.EqualFold(m, word) {
				continue
			}
			if title = strings.Trim(strings.TrimSpace(title), `"[]`); title == "" && named != nil {
				title = named("alert-" + class)
			}
			return &alert{class: class, title: title}
		}
	}
	return nil
}

var alertMark = pattern.New(`^\[!([A-Za-z]+)\][+-]?[ \t]*([^\n]*)\s*$`)

// alerts turns quotations that begin with a mark into alerts.
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
		box := newAlert(a.word, string(m[1]), string(m[2]))
		if box == nil {
			continue
		}
		dropUntil(first, line.Stop, reader.Source())
		for c := q.FirstChild(); c != nil; c = q.FirstChild() {
			box.AppendChild(box, c)
		}
		if first.ChildCount() == 0 {
			box.RemoveChild(box, first)
		}
		q.Parent().ReplaceChild(q.Parent(), q, box)
	}
}

// dropUntil removes what p has before the byte at stop of the source.
func dropUntil(p ast.Node, stop int, source []byte) {
	for c := p.FirstChild(); c != nil; c = p.FirstChild() {
		if at, known := startOf(c, source); known && at >= stop {
			return
		}
		p.RemoveChild(p, c)
	}
}

// startOf is where the text below n begins in the source.
func startOf(n ast.Node, source []byte) (at int, known bool) {
	if t, ok := n.(*ast.Text); ok {
		return t.Segment.Start, true
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if at, known = startOf(c, source); known {
			return at, true
		}
	}
	return 0, false
}

var (
	indentedAlert = pattern.New(`^(?:!!!|\?\?\?\+?)[ \t]+([A-Za-z]+)[ \t]*("[^"\n]*")?[ \t]*\r?\n?$`)
	fencedAlert   = pattern.New(`^(:{3,})[ \t]*([A-Za-z]+)[ \t]*([^\n]*?)[ \t]*\r?\n?$`)
)

// admonitions parses alerts in the manner of MkDocs and Docusaurus.
type admonitions struct {
	word func(name string, args ...any) string
}

// Trigger implements [parser.BlockParser].
func (admonitions) Trigger() []byte { return []byte{'!', '?', ':'} }

// Open implements [parser.BlockParser].
func (a admonitions) Open(_ ast.Node, reader text.Reader, _ parser.Context) (ast.Node, parser.State) {
	line, _ := reader.PeekLine()
	var box *alert
	if m := indentedAlert.FindSubmatch(line); m != nil {
		box = newAlert(a.word, string(m[1]), string(m[2]))
	} else if m := fencedAlert.FindSubmatch(line); m != nil {
		if box = newAlert(a.word, string(m[2]), string(m[3])); box != nil {
			box.fence = len(m[1])
		}
	}
	if box == nil {
		return nil, parser.NoChildren
	}
	reader.AdvanceToEOL()
	return box, parser.HasChildren
}

// Continue implements [parser.BlockParser].
func (admonitions) Continue(n ast.Node, reader text.Reader, _ parser.Context) parser.State {
	box := n.(*alert)
	line, _ := reader.PeekLine()
	if box.fence > 0 {
		if end := strings.TrimRight(string(line), " \t\r\n"); len(end) >= box.fence && strings.Trim(end, ":") == "" {
			reader.AdvanceToEOL()
			return parser.Close
		}
		return parser.Continue | parser.HasChildren
	}
	if util.IsBlank(line) {
		return parser.Continue | parser.HasChildren
	}
	if indent, _ := util.IndentWidth(line, reader.LineOffset()); indent < 4 {
		return parser.Close
	}
	at, padding := util.IndentPosition(line, reader.LineOffset(), 4)
	reader.AdvanceAndSetPadding(at, padding)
	return parser.Continue | parser.HasChildren
}

// Close implements [parser.BlockParser].
func (admonitions) Close(ast.Node, text.Reader, parser.Context) {}

// CanInterruptParagraph implements [parser.BlockParser].
func (admonitions) CanInterruptParagraph() bool { return false }

// CanAcceptIndentedLine implements [parser.BlockParser].
func (admonitions) CanAcceptIndentedLine() bool { return false }
