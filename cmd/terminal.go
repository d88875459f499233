package cmd

import (
	"io"
	"os"
	"strconv"
	"strings"
	"unicode"

	"github.com/mattn/go-isatty"
	"github.com/mattn/go-runewidth"
)

// columns is how wide running text may be: that of the narrowest terminal
// people use.
const columns = 80

// wrapped breaks text between words so that no line is wider than the terminal.
func wrapped(text string) string { return wrappedTo(text, columns-2) }

// wrappedTo breaks text between words so that no line has more columns.
func wrappedTo(text string, columns int) string {
	var b strings.Builder
	width := 0
	for i, word := range strings.Fields(text) {
		w := runewidth.StringWidth(word)
		switch {
		case i == 0:
		case width+1+w > columns:
			b.WriteByte('\n')
			width = 0
		default:
			b.WriteByte(' ')
			width++
		}
		b.WriteString(word)
		width += w
	}
	return b.String()
}

// indent sets continuation lines off by two spaces.
func indent(text string) string { return strings.ReplaceAll(text, "\n", "\n  ") }

// aligned are rows as lines of columns, two blanks apart. Columns of numbers
// alone stand to the right. No line is wider than width, unless that is 0:
// column elastic is cut first.
func aligned(rows [][]string, elastic, width int) string {
	cells := runewidth.Condition{} // the package's default depends on the locale
	columns := make([]int, len(rows[0]))
	numbers := make([]bool, len(columns))
	for c := range columns {
		numbers[c] = true
		for i, row := range rows {
			row[c] = oneLine(row[c])
			columns[c] = max(columns[c], cells.StringWidth(row[c]))
			numbers[c] = numbers[c] && (i == 0 || strings.Trim(row[c], "0123456789?") == "")
		}
	}
	total := 2 * (len(columns) - 1)
	for _, w := range columns {
		total += w
	}
	if width > 0 && total > width {
		columns[elastic] = max(columns[elastic]-(total-width), min(columns[elastic], 12))
	}
	var b strings.Builder
	for _, row := range rows {
		var line strings.Builder
		for c, text := range row {
			text = cells.Truncate(text, columns[c], "…")
			pad := strings.Repeat(" ", columns[c]-cells.StringWidth(text))
			if numbers[c] {
				line.WriteString(pad + text + "  ")
			} else {
				line.WriteString(text + pad + "  ")
			}
		}
		text := strings.TrimRight(line.String(), " ")
		if width > 0 {
			text = cells.Truncate(text, width, "…")
		}
		b.WriteString(text + "\n")
	}
	return b.String()
}

// oneLine is text without what would steer a terminal.
func oneLine(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, text)
}

// terminalWidth is how many columns the terminal has that w writes to; 0 when w
// is no terminal, or does not say.
func terminalWidth(w io.Writer) int {
	f, ok := w.(*os.File)
	if !ok || !isatty.IsTerminal(f.Fd()) {
		return 0
	}
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		return n
	}
	return columnsOf(f)
}
