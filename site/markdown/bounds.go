package markdown

import (
	"html"
	"html/template"
	"strings"
	"unicode"

	node "golang.org/x/net/html"
)

// Bounds on the work that a text can make. Marks of emphasis and brackets are
// paired within a block, each with all before it, so that the work grows with
// the square of their number; rows of a table are filled to the width of its
// head; and what colours code looks at a nested place again for each level, and for some
// languages at all that follows from each place. A
// text that a person wrote comes nowhere near any of them.
const (
	// MostPairing is the sum, over all blocks, of the squares of how many marks
	// and brackets each has: some 10,000 in one block, or 1,000 in each of a hundred.
	MostPairing = 100_000_000
	// MostCells is how many cells all tables may have.
	MostCells = 20_000
	// MostColouring is the sum, over the blocks of code that are coloured, of the squares
	// of their bytes: one of 4 KiB, or 16 of 1 KiB. For several languages what colours
	// looks, from each place, at all that follows: 8 KiB of words in Java take five seconds.
	MostColouring = 16_777_216
	// MostNested is how deep the brackets of coloured code may be nested, and MostBlank
	// how many blanks and ends of lines follow one another in it.
	MostNested = 100
	MostBlank  = 200
	// MostLanguage is the longest name of a language that is looked up, in bytes.
	MostLanguage = 64
)

// Excess is what a text has more of than is laid out; the zero value is that of a text
// that is.
type Excess struct {
	// Cells are those of all its tables, where they are more than [MostCells], and
	// Pairing is the work of pairing its marks, where that is more than [MostPairing].
	Cells, Pairing int
	// Line is the first line of the block that is too much, counted from 1.
	Line int
}

// ExcessOf measures a text.
func ExcessOf(source string) Excess {
	pairing, cells := 0, 0
	marks, columns := 0, 0
	line, block, at := 0, 0, 0
	for text := range strings.Lines(source) {
		line++
		text = strings.TrimLeft(text, " \t>")
		if strings.TrimSpace(text) == "" {
			pairing += marks * marks
			marks, columns, block = 0, 0, line
			continue
		}
		for i := range len(text) {
			switch text[i] {
			case '*', '_', '~', '[', ']', '!':
				marks++
			}
		}
		switch {
		case isDelimiterRow(text):
			columns = min(strings.Count(text, "-"), strings.Count(strings.Trim(text, "| \t\r\n"), "|")+1)
			if strings.Trim(text, "- \r\n") != "" { // below a head, and no line across the page
				cells += columns
			}
		case columns > 0:
			cells += columns
		}
		if at == 0 && (pairing+marks*marks > MostPairing || cells > MostCells) {
			at = block + 1
		}
	}
	e := Excess{Cells: cells, Pairing: pairing + marks*marks, Line: at}
	if e.Cells <= MostCells {
		e.Cells = 0
	}
	if e.Pairing <= MostPairing {
		e.Pairing = 0
	}
	return e
}

// isDelimiterRow reports whether a line sets the columns of a table.
func isDelimiterRow(line string) bool {
	return strings.Contains(line, "-") && strings.Trim(line, "|-: \t\r\n") == ""
}

// say is what a page says of it.
func (e Excess) say(o Options) string {
	if e.Cells > 0 {
		return o.Word("alert-cells", e.Cells, MostCells)
	}
	return o.Word("alert-pairing")
}

// asSource is a text that is not laid out, as it stands in its file, with what is said
// of it.
func asSource(body, why string, o Options) Rendered {
	note := `<div class="alert alert-note" role="note"><p class="alert-title">` + html.EscapeString(why) +
		"</p>\n</div>\n"
	r := Rendered{Plain: strings.Join(strings.Fields(body), " "), Anchors: map[string]string{}}
	texts := []*node.Node{{Data: body}}
	if o.Part != nil {
		texts = cutText(body, MostOnPage)
	}
	for _, text := range texts {
		code := `<pre class="code" tabindex="0"><code>` + html.EscapeString(text.Data) + "</code></pre>\n"
		r.Parts = append(r.Parts, template.HTML(note+code))
		note = ""
	}
	r.HTML = r.Parts[0]
	return r
}

// colourable reports whether code is coloured.
func colourable(code string) bool {
	depth, blank := 0, 0
	for _, r := range code {
		if blank++; !unicode.IsSpace(r) {
			blank = 0
		}
		if blank > MostBlank {
			return false
		}
		switch r {
		case '{', '[', '(':
			if depth++; depth > MostNested {
				return false
			}
		case '}', ']', ')':
			depth = max(depth-1, 0)
		}
	}
	return true
}
