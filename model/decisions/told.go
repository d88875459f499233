package decisions

import (
	"strings"
	"unicode"

	"asbuilt/pattern"
)

// What became metadata leaves the body of a record. It may do so only when
// nothing is lost by it: a status that goes on for half a page is a text that
// its author wrote to be read.

var (
	struckOut = pattern.New(`~~[^~]*~~`)
	tickBox   = pattern.New(`^\[([ xX])\][ \t]+`)
	anyVerb   = pattern.New(`(?i)\b(?:` + verbWords + `)\b`)
	anyLink   = pattern.New(`\[\[[^\]]*\]\]|\[(?:[^\[\]]|\[[^\]]*\])*\](?:\([^)]*\))?`)
	anyNumber = pattern.New(`(?i)\badr[-_ ]?[0-9]{1,6}\b|#?\b[0-9]{1,6}(?:-[\pL\pN_-]+)?\b`)
	koreanEnd = pattern.New(`^(?:됨|되었음|되었습니다|되었다|함|한다|합니다|하였음|으로|로|을|를|와|과|에|의해|대체|보완|관련|\s)+$`)
	noLetters = pattern.New(`[^\pL]+`)
	joining   = pattern.New(`(?i)\b(?:and|on|by|date)\b|및|와|과`)
)

// told reports whether all that a status says is shown beside the record: the
// status itself, the day, and the ties to other records.
func (p *parser) told(f field) bool {
	text := f.text
	if struckOut.MatchString(text) {
		return false
	}
	if len(anyLink.FindAllString(text, -1)) > len(relationsIn(f)) {
		return false
	}
	for _, known := range []*pattern.Pattern{dayInside, anyLink, anyVerb, anyNumber, joining} {
		text = known.ReplaceAllString(text, " ")
	}
	text = strings.TrimFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
	lower := strings.ToLower(text)
	for _, w := range p.words {
		if rest, ok := strings.CutPrefix(lower, w.word); ok {
			lower = strings.TrimFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) })
			break
		}
	}
	lower = strings.TrimSpace(noLetters.ReplaceAllString(lower, " "))
	// What is no known status is shown as it is written.
	whole := readStatus(f.text, p.words)
	return lower == "" || koreanEnd.MatchString(lower) ||
		!whole.Known() && strings.EqualFold(string(whole), strings.TrimSpace(f.text))
}

// continued reports whether the paragraph or list item in line n goes on in the
// next line. A line that is a field itself begins something new.
func (p *parser) continued(n int) bool {
	next := p.doc.text(n + 1)
	if n+1 >= len(p.doc.lines) || !p.doc.lines[n+1].plain || strings.TrimSpace(next) == "" {
		return false
	}
	if strings.HasSuffix(p.doc.text(n), "  ") || strings.HasSuffix(p.doc.text(n), `\`) {
		return false // a hard break: the next line stands alone
	}
	quoted := strings.HasPrefix(strings.TrimSpace(p.doc.text(n)), ">")
	if rest, ok := strings.CutPrefix(strings.TrimSpace(next), ">"); ok {
		if !quoted || strings.TrimSpace(rest) == "" {
			return false
		}
		next = strings.TrimSpace(rest)
	}
	_, isHeading := p.doc.headingAt(n + 1)
	return !isHeading && !underline.MatchString(next) && !bulletOrTable.MatchString(next) &&
		!headerField.MatchString(next)
}

var tableRule = pattern.New(`^[ \t|:-]*-[ \t|:-]*$`)

// headerTable reads a table of metadata that begins at line n: keys in its
// first row and values in the second, or a key and its value in each row. It is
// the number of the table's last line, or n when no table begins there. The
// table leaves the body when all of it became metadata.
func (p *parser) headerTable(n int) int {
	if !strings.HasPrefix(strings.TrimSpace(p.doc.text(n)), "|") || !tableRule.MatchString(p.doc.text(n+1)) {
		return n
	}
	last := n + 1
	for last+1 < len(p.doc.lines) && strings.HasPrefix(strings.TrimSpace(p.doc.text(last+1)), "|") {
		last++
	}
	all := true
	apply := func(key, value field) {
		value.written, value.key = key.text, fieldKey(plainText(key.text))
		if value.key == "title" || value.key == "id" || !p.apply(value) || value.key == "status" && !p.told(value) {
			all = all && key.text == "" && value.text == ""
		}
	}
	head := p.cells(n)
	if known := keysIn(head); known > 1 || known == 1 && len(head) == 1 ||
		known == 1 && last == n+2 && keysIn(p.column(n)) < 2 {
		row := p.cells(n + 2)
		for i := range min(len(head), len(row)) {
			apply(head[i], row[i])
		}
		all = all && len(row) == len(head) && last == n+2
	} else {
		for at := n; at <= last; at++ {
			if at == n+1 {
				continue
			}
			if row := p.cells(at); len(row) == 2 {
				apply(row[0], row[1])
			} else {
				all = false
			}
		}
	}
	for at := n; all && at <= last; at++ {
		p.used[at] = true
	}
	return last
}

// column is the first cells of the rows of the table that begins at line n.
func (p *parser) column(n int) []field {
	var all []field
	for at := n; at < len(p.doc.lines) && strings.HasPrefix(strings.TrimSpace(p.doc.text(at)), "|"); at++ {
		if row := p.cells(at); len(row) > 0 {
			all = append(all, row[0])
		}
	}
	return all
}

// keysIn counts the cells that name metadata.
func keysIn(cells []field) int {
	n := 0
	for _, c := range cells {
		if fieldKey(plainText(c.text)) != "" {
			n++
		}
	}
	return n
}

// cells are the cells of the table's row in line n.
func (p *parser) cells(n int) []field {
	f := p.doc.field("", n).trim()
	f = f.from(len(f.text) - len(strings.TrimPrefix(f.text, "|")))
	var all []field
	for f.text != "" {
		end, next := strings.Index(f.text, "|"), 0
		if end < 0 {
			end, next = len(f.text), len(f.text)
		} else {
			next = end + 1
		}
		all = append(all, f.slice(0, end).trim())
		f = f.from(next)
	}
	return all
}
