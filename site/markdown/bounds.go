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

// intricate reports whether the text would make more work than it may.
func intricate(source string) bool {
	pairing, cells := 0, 0
	marks, rows, columns := 0, 0, 0
	for line := range strings.Lines(source) {
		line = strings.TrimLeft(line, " \t>")
		if strings.TrimSpace(line) == "" {
			pairing += marks * marks
			marks, rows, columns = 0, 0, 0
			continue
		}
		for _, r := range line {
			if strings.ContainsRune("*_~[]!", r) {
				marks++
			}
		}
		switch {
		case isDelimiterRow(line):
			columns, rows = strings.Count(line, "-"), 0
			columns = min(columns, strings.Count(line, "|")+1)
		case columns > 0:
			rows++
			cells += columns
		}
		if pairing+marks*marks > MostPairing || cells+columns > MostCells {
			return true
		}
	}
	return false
}

// isDelimiterRow reports whether a line sets the columns of a table.
func isDelimiterRow(line string) bool {
	return strings.Contains(line, "-") && strings.Trim(line, "|-: \t\r\n") == ""
}

// asSource is a text that is too intricate, as it stands in its file.
func asSource(body string, o Options) Rendered {
	note := `<div class="alert alert-note" role="note"><p class="alert-title">` +
		html.EscapeString(o.Word("alert-intricate")) +
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
