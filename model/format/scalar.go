package format

import "strings"

// inline reads a value that begins on the current line. It stops behind the
// value, before a comment.
func (p *parser) inline(indent int) *value {
	text := p.rest()
	switch text[0] {
	case '|', '>':
		return p.blockScalar(indent)
	case '[', '{':
		return p.flow()
	case '"', '\'':
		return p.quoted()
	}
	return p.plain(indent)
}

// blockScalar reads | or > with the comment behind it and its lines. It goes behind the
// last line.
func (p *parser) blockScalar(indent int) *value {
	v := &value{form: block, text: strings.TrimSpace(p.rest())}
	header := cutComment(v.text)
	if strings.ContainsAny(header, "123456789") {
		p.fail() // an indentation of its own
	}
	depth := -1
	for p.n++; p.n < len(p.lines); p.n++ {
		line := p.lines[p.n]
		if line != "" {
			at := p.indent()
			if at <= indent {
				break
			}
			if depth < 0 {
				depth = at
			}
			line = line[min(depth, at):]
		}
		v.lines = append(v.lines, line)
	}
	// Blank lines at the end belong to what follows, unless + keeps them.
	for len(v.lines) > 0 && v.lines[len(v.lines)-1] == "" && !strings.Contains(header, "+") {
		v.lines = v.lines[:len(v.lines)-1]
		p.n--
	}
	p.n, p.col = p.n-1, len(p.lines[p.n-1])
	return v
}

// quoted reads a quoted text, which may have several lines.
func (p *parser) quoted() *value {
	text := p.rest()
	end := quoteEnd(text)
	for end < 0 && p.n+1 < len(p.lines) {
		p.n++
		text += "\n" + strings.TrimLeft(p.lines[p.n], " \t")
		end = quoteEnd(text)
	}
	if end < 0 {
		p.fail()
	}
	p.col = len(p.lines[p.n]) - (len(text) - end)
	return &value{text: text[:end]}
}

// plain reads an unquoted text; deeper lines continue it.
func (p *parser) plain(indent int) *value {
	text := cutComment(p.rest())
	p.col += len(text)
	v := &value{text: strings.TrimRight(text, " \t")}
	if strings.TrimSpace(p.rest()) != "" {
		return v
	}
	for {
		next := p.n + 1
		for next < len(p.lines) && p.lines[next] == "" {
			next++
		}
		if next >= len(p.lines) {
			return v
		}
		line := strings.TrimLeft(p.lines[next], " ")
		if len(p.lines[next])-len(line) <= indent || line[0] == '#' {
			return v
		}
		text := cutComment(line)
		v.text += strings.Repeat("\n", next-p.n) + strings.TrimRight(text, " \t")
		p.n, p.col = next, len(p.lines[next])-len(line)+len(text)
	}
}

// cutComment is text before a comment.
func cutComment(text string) string {
	for i := 1; i < len(text); i++ {
		if text[i] == '#' && (text[i-1] == ' ' || text[i-1] == '\t') {
			return text[:i]
		}
	}
	return text
}

// flow reads a flow collection. One that this reader does not see through, such
// as one with anchors inside, is kept as it is written.
func (p *parser) flow() *value {
	n, col := p.n, p.col
	if v, ok := p.flowValue(); ok {
		return v
	}
	p.n, p.col = n, col
	return p.verbatim()
}

// flowValue reads a value inside a flow collection; ok is false if it must be
// kept as it is written.
func (p *parser) flowValue() (v *value, ok bool) {
	switch text := p.rest(); text[0] {
	case '[':
		return p.flowItems(&value{form: flowList}, ']')
	case '{':
		return p.flowItems(&value{form: flowMap}, '}')
	case '"', '\'':
		end := quoteEnd(text)
		if end < 0 {
			return nil, false
		}
		p.col += end
		return &value{text: text[:end]}, true
	case '&':
		p.anchored = true
		return nil, false
	}
	return p.flowPlain()
}

func (p *parser) flowPlain() (*value, bool) {
	text := p.rest()
	i := 0
	for ; i < len(text); i++ {
		if strings.IndexByte(",[]{}", text[i]) >= 0 {
			break
		}
		if text[i] == ':' && (i+1 == len(text) || strings.IndexByte(" ,[]{}", text[i+1]) >= 0) {
			break
		}
		if text[i] == '#' && (i == 0 || text[i-1] == ' ') {
			return nil, false
		}
	}
	if i == len(text) {
		return nil, false // goes on in the next line
	}
	p.col += i
	return &value{text: strings.TrimSpace(text[:i])}, true
}

// flowItems reads the items of a flow collection. A comment belongs to the item
// that it stands behind, or, on a line of its own, to the one that it stands before.
func (p *parser) flowItems(v *value, closing byte) (*value, bool) {
	p.col++
	var head []string
	for {
		notes, ok := p.flowSpace()
		if !ok {
			return nil, false
		}
		head = append(head, v.lastItem().take(notes)...)
		if p.rest()[0] == closing {
			p.col++
			v.tail = head
			return v, len(v.items) > 0 || len(head) == 0
		}
		it := &item{head: head}
		if notes, ok = p.flowItem(it, v.form == flowMap, closing); !ok {
			return nil, false
		}
		v.items = append(v.items, it)
		head = it.take(notes)
		switch p.rest()[0] {
		case ',':
			p.col++
		case closing:
		default: // a tag: YAML ends the value where fmt did not see it
			return nil, false
		}
	}
}

// flowItem reads one item and what follows it; in a mapping it must have a key.
func (p *parser) flowItem(it *item, keyed bool, closing byte) (notes []note, ok bool) {
	if it.value, ok = p.flowValue(); !ok {
		return nil, false
	}
	if notes, ok = p.flowSpace(); !ok {
		return nil, false
	}
	if p.rest()[0] != ':' {
		return notes, !keyed
	}
	if it.value.form != scalar || len(notes) > 0 {
		return nil, false
	}
	it.key, it.value = it.value.text, &value{}
	p.col++
	if notes, ok = p.flowSpace(); !ok || p.rest()[0] == ',' || p.rest()[0] == closing {
		return notes, ok
	}
	it.head = append(it.head, it.take(notes)...)
	if it.value, ok = p.flowValue(); !ok {
		return nil, false
	}
	return p.flowSpace()
}

// note is a comment in a flow collection.
type note struct {
	text string
	// own says that it has a line of its own.
	own bool
}

// take gives the item the first note that stands behind it, and returns the rest.
func (it *item) take(notes []note) []string {
	var rest []string
	for _, n := range notes {
		if it != nil && !n.own && it.comment == "" && len(rest) == 0 {
			it.comment = "  " + n.text
		} else {
			rest = append(rest, n.text)
		}
	}
	return rest
}

func (v *value) lastItem() *item {
	if len(v.items) == 0 {
		return nil
	}
	return v.items[len(v.items)-1]
}

// flowSpace skips blanks and line breaks, and reads comments; ok is false at the
// end of the text.
func (p *parser) flowSpace() (notes []note, ok bool) {
	for {
		p.blanks()
		text := p.rest()
		if text != "" && text[0] != '#' {
			return notes, true
		}
		if text != "" {
			notes = append(notes, note{text, strings.TrimSpace(p.lines[p.n][:p.col]) == ""})
		}
		if p.n+1 >= len(p.lines) {
			return nil, false
		}
		p.n, p.col = p.n+1, 0
	}
}

// verbatim keeps a flow collection as it is written, line by line.
func (p *parser) verbatim() *value {
	v := &value{form: asWritten}
	depth, start, first := 0, p.col, p.col
	for ; p.n < len(p.lines); p.n++ {
		line := p.lines[p.n]
		for i := start; i < len(line); i++ {
			switch c := line[i]; {
			case c == '"' || c == '\'' && (i == 0 || strings.IndexByte(" [{,:", line[i-1]) >= 0):
				end := quoteEnd(line[i:])
				if end < 0 {
					p.fail()
				}
				i += end - 1
			case c == '#' && i > 0 && line[i-1] == ' ':
				i = len(line)
			case c == '[' || c == '{':
				depth++
			case c == ']' || c == '}':
				depth--
			}
			if depth == 0 {
				v.lines = append(v.lines, line[start:i+1])
				p.col = i + 1
				return v
			}
		}
		v.lines = append(v.lines, line[start:])
		if next := p.n + 1; next < len(p.lines) {
			start = len(p.lines[next]) - len(strings.TrimLeft(p.lines[next], " "))
			start = min(start, first+1)
		}
	}
	p.fail()
	return nil
}
