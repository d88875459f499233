package format

import (
	"strings"

	"asbuilt/finding"
	"asbuilt/model/syntax"
)

// parser reads the text of a file that is known to be YAML of asbuilt's subset.
type parser struct {
	lines []string
	// n is the line being read, col the place in it, in bytes.
	n, col int
	// anchored says that the file has an anchor: its keys keep their order.
	anchored bool
}

// document is a whole file.
type document struct {
	// header are the comments at the top, footer those at the end.
	header, footer []string
	root           *value
	anchored       bool
}

// parse reads the layout of a file. An error means that the file uses something
// that this reader does not know.
func parse(src *syntax.Source) (doc *document, err error) {
	p := &parser{}
	for i := 1; i <= src.Lines(); i++ {
		line := strings.TrimRight(src.Line(i), " \t")
		if line == "---" || line == "..." {
			continue
		}
		p.lines = append(p.lines, line)
	}
	defer func() {
		if r, ok := recover().(unknown); ok {
			doc = nil
			err = finding.Errorf("format %s: line %d is written in a way that fmt does not know",
				"%s을(를) 정렬하지 못했습니다: %d행은 fmt가 모르는 방식으로 쓰였습니다", src.Name, r.line)
		}
	}()
	head := p.comments()
	header, head := splitHeader(head)
	doc = &document{header: header, root: p.blockAt(p.indent(), head)}
	if doc.footer = p.comments(); p.n < len(p.lines) {
		p.fail()
	}
	doc.anchored = p.anchored
	return doc, nil
}

// unknown is panicked with where the text is not understood, and recovered in parse.
type unknown struct{ line int }

func (p *parser) fail() { panic(unknown{p.n + 1}) }

// splitHeader parts the comments at the top of a file, with the blank line
// after them, from those of its first key.
func splitHeader(head []string) (header, rest []string) {
	for i := len(head) - 1; i >= 0; i-- {
		if head[i] == "" {
			return head[:i+1], head[i+1:]
		}
	}
	return head, nil
}

// comments reads blank lines and comment lines, and stops at the next content.
func (p *parser) comments() []string {
	var out []string
	for ; p.n < len(p.lines); p.n++ {
		text := strings.TrimLeft(p.lines[p.n], " \t")
		if text != "" && text[0] != '#' {
			break
		}
		out = append(out, text)
	}
	p.col = 0
	return out
}

// indent is the indentation of the current line, or -1 after the last.
func (p *parser) indent() int {
	if p.n >= len(p.lines) {
		return -1
	}
	return len(p.lines[p.n]) - len(strings.TrimLeft(p.lines[p.n], " "))
}

// rest is what is left of the current line.
func (p *parser) rest() string { return p.lines[p.n][p.col:] }

// blockAt reads the block collection whose items stand at indent; head are the
// comments before the first.
func (p *parser) blockAt(indent int, head []string) *value {
	v := &value{form: blockMap}
	p.col = indent
	if isDash(p.rest()) {
		v.form = blockList
	}
	for {
		it := &item{head: head}
		v.items = append(v.items, it)
		if v.form == blockList {
			p.listItem(it, indent)
		} else {
			p.mapItem(it, indent)
		}
		start := p.n
		head = p.comments()
		next := p.indent()
		if next == indent && isDash(p.lines[p.n][indent:]) == (v.form == blockList) {
			p.col = indent
			continue
		}
		p.leave(v, start, indent)
		return v
	}
}

// leave gives comments after a block to the block if they are as deep as its
// items, and the others back to what follows.
func (p *parser) leave(v *value, start, indent int) {
	end := start
	for i := start; i < p.n; i++ {
		text := strings.TrimLeft(p.lines[i], " ")
		if text != "" && len(p.lines[i])-len(text) >= indent && indent > 0 {
			end = i + 1
		} else if text != "" {
			break
		}
	}
	for i := start; i < end; i++ {
		v.tail = append(v.tail, strings.TrimLeft(p.lines[i], " "))
	}
	p.n, p.col = end, 0
}

func isDash(text string) bool { return text == "-" || strings.HasPrefix(text, "- ") }

// listItem reads what follows a dash.
func (p *parser) listItem(it *item, indent int) {
	p.col++
	p.blanks()
	if p.rest() == "" || p.rest()[0] == '#' {
		it.comment = p.comment()
		it.value = p.nested(indent, false)
		return
	}
	inner := p.col
	if _, isKey := p.keyEnd(); isKey || isDash(p.rest()) {
		it.value = p.blockAt(inner, nil)
		return
	}
	it.value = p.inline(indent)
	it.comment = p.comment()
}

// mapItem reads a key and its value.
func (p *parser) mapItem(it *item, indent int) {
	end, ok := p.keyEnd()
	if !ok {
		p.fail()
	}
	it.key = strings.TrimSpace(p.rest()[:end])
	p.col += end + 1
	p.blanks()
	anchor := ""
	if strings.HasPrefix(p.rest(), "&") {
		anchor, _, _ = strings.Cut(p.rest(), " ")
		p.col += len(anchor)
		p.anchored = true
		p.blanks()
	}
	if p.rest() == "" || p.rest()[0] == '#' {
		it.comment = p.comment()
		it.value = p.nested(indent, true)
	} else {
		it.value = p.inline(indent)
		if c := p.comment(); c != "" {
			it.comment = c
		}
	}
	it.value.anchor = anchor
}

func (p *parser) blanks() {
	for p.col < len(p.lines[p.n]) && (p.lines[p.n][p.col] == ' ' || p.lines[p.n][p.col] == '\t') {
		p.col++
	}
}

// comment reads a comment to the end of the line, with the blanks before it,
// and goes to the next line.
func (p *parser) comment() string {
	text := p.rest()
	start := p.col
	for start > 0 && p.lines[p.n][start-1] == ' ' {
		start--
	}
	if trimmed := strings.TrimSpace(text); trimmed != "" && trimmed[0] != '#' {
		p.fail()
	} else if trimmed == "" {
		start = len(p.lines[p.n])
	}
	out := p.lines[p.n][start:]
	p.n, p.col = p.n+1, 0
	return out
}

// keyEnd is the place of the colon behind a key, if the rest of the line begins
// with one.
func (p *parser) keyEnd() (int, bool) {
	text := p.rest()
	i := 0
	if text != "" && (text[0] == '"' || text[0] == '\'') {
		i = quoteEnd(text)
		if i < 0 {
			return 0, false
		}
		for i < len(text) && text[i] == ' ' {
			i++
		}
		return i, i < len(text) && text[i] == ':'
	}
	if text != "" && strings.IndexByte("[{|>", text[0]) >= 0 {
		return 0, false
	}
	for ; i < len(text); i++ {
		switch {
		case text[i] == ':' && (i+1 == len(text) || text[i+1] == ' ' || text[i+1] == '\t'):
			return i, true
		case text[i] == '#' && i > 0 && text[i-1] == ' ':
			return 0, false
		}
	}
	return 0, false
}

// quoteEnd is the place behind the quoted text that text begins with, or -1.
func quoteEnd(text string) int {
	quote := text[0]
	for i := 1; i < len(text); i++ {
		switch {
		case quote == '"' && text[i] == '\\':
			i++
		case text[i] == quote && quote == '\'' && i+1 < len(text) && text[i+1] == quote:
			i++
		case text[i] == quote:
			return i + 1
		}
	}
	return -1
}

// nested reads a value that begins on a line after its key. A list may stand as
// deep as the key itself.
func (p *parser) nested(indent int, inMap bool) *value {
	start := p.n
	head := p.comments()
	at := p.indent()
	if at < 0 || at < indent || at == indent && !(inMap && isDash(p.lines[p.n][at:])) {
		p.n, p.col = start, 0
		return &value{}
	}
	p.col = at
	if _, isKey := p.keyEnd(); isKey || isDash(p.rest()) {
		return p.blockAt(at, head)
	}
	v := p.inline(indent)
	if len(strings.Join(head, "")) > 0 {
		if len(v.items) == 0 {
			p.fail() // comments between a key and its scalar have no place to go
		}
		v.before = squeeze(head)
	}
	v.below = true
	if p.n < len(p.lines) && p.col > 0 {
		if strings.TrimSpace(p.rest()) != "" {
			v.after = p.comment()
		} else {
			p.n, p.col = p.n+1, 0
		}
	}
	return v
}
