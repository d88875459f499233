package report

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/mattn/go-runewidth"

	"asbuilt/finding/plain"
)

// An excerpt is a line of source as a terminal shows it, with a caret under
// the place that is meant. Columns of a file count characters, columns of a
// terminal count cells: a Hangul syllable fills two, a tab goes on to the next
// multiple of tabWidth, a combining mark none.

const (
	tabWidth = 4
	// excerptWidth is how many cells of a long line are shown around the caret.
	excerptWidth = 100
	// excerptLead is how many of them stand before it.
	excerptLead = 40
)

// excerpt is the shown line and the line of carets below it. col is the
// 1-based character the caret stands under, length how many it underlines.
func excerpt(source string, col, length int) (line, caret string) {
	before, meant, after := cut(source, col, length)
	line = strings.TrimRight(text(before)+text(meant)+text(after), " ")
	return line, strings.Repeat(" ", width(before)) + "^" + strings.Repeat("~", max(width(meant), 1)-1)
}

// cut is the part of a line that is shown: what stands before the carets, above
// them and after them. Nothing stands above a caret behind the end of the line.
func cut(source string, col, length int) (before, meant, after []cell) {
	source, skipped, more := near(source, max(col, 1)-1)
	cells := layCells(source)
	first := min(max(col, 1)-1-skipped, len(cells))
	last := min(first+max(length, 1), len(cells))
	from, to := window(cells, first)
	last = min(last, to)

	left, right := []cell{}, []cell{}
	if from > 0 || skipped > 0 {
		left = []cell{{"…", 1}}
	}
	if to < len(cells) || more {
		right = []cell{{"…", 1}}
	}
	return slices.Concat(left, cells[from:first]), cells[first:last], slices.Concat(cells[last:to], right)
}

// nearby is how many characters before and after the meant one are looked at: a
// few times what is shown of a line, because marks may fill no cell.
const nearby = 8 * excerptWidth

// near is what of a line lies near a character, with how many characters before
// it were skipped, and whether there is more behind. It lets a file of one line
// with thousands of mistakes be told in no more work than one of many lines.
func near(line string, character int) (part string, skipped int, more bool) {
	from := 0
	for n := character - nearby; n > 0 && from < len(line); n-- {
		_, size := utf8.DecodeRuneInString(line[from:])
		from += size
		skipped++
	}
	to := from
	for n := 2 * nearby; n > 0 && to < len(line); n-- {
		_, size := utf8.DecodeRuneInString(line[to:])
		to += size
	}
	return line[from:to], skipped, to < len(line)
}

func text(cells []cell) string {
	var b strings.Builder
	for _, c := range cells {
		b.WriteString(c.text)
	}
	return b.String()
}

func width(cells []cell) int {
	n := 0
	for _, c := range cells {
		n += c.width
	}
	return n
}

// cell is one character of a line with the cells it fills.
type cell struct {
	text  string
	width int
}

func layCells(source string) []cell {
	// A condition of our own: the package's default depends on the locale.
	widths := runewidth.Condition{}
	var cells []cell
	at := 0
	for _, r := range strings.TrimRight(source, "\r\n") {
		shown := clean(string(r))
		c := cell{text: shown, width: cellsOf(&widths, r)}
		if shown != string(r) {
			c.width = widths.StringWidth(shown)
		}
		if r == '\t' {
			c.width = tabWidth - at%tabWidth
			c.text = strings.Repeat(" ", c.width)
		}
		at += c.width
		cells = append(cells, c)
	}
	return cells
}

// cellsOf is how many cells a character fills. Of Hangul and of the punctuation and the
// arrows beside it this is known; where the library is asked for anything above Latin,
// it first fills tables of two million entries.
func cellsOf(widths *runewidth.Condition, r rune) int {
	switch {
	case r >= '가' && r <= '힣':
		return 2
	case r >= '\u2010' && r <= '\u2027', r >= '←' && r <= '⇿':
		return 1
	}
	return widths.RuneWidth(r)
}

// window chooses the characters of a long line that are shown around first.
func window(cells []cell, first int) (from, to int) {
	if width(cells) <= excerptWidth {
		return 0, len(cells)
	}
	from = first
	for lead := 0; from > 0 && lead < excerptLead; from-- {
		lead += cells[from-1].width
	}
	to = from
	for shown := 0; to < len(cells) && shown < excerptWidth; to++ {
		shown += cells[to].width
	}
	return from, to
}

// clean is s as it may be written anywhere: names in AWS are anybody's to choose.
func clean(s string) string { return plain.Of(s).String() }
