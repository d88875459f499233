package cmd

import (
	"strings"

	"github.com/mattn/go-runewidth"
)

// columns is how wide running text may be: that of the narrowest terminal
// people use.
const columns = 80

// wrapped breaks text between words so that no line is wider than the terminal.
func wrapped(text string) string {
	var b strings.Builder
	width := 0
	for i, word := range strings.Fields(text) {
		w := runewidth.StringWidth(word)
		switch {
		case i == 0:
		case width+1+w > columns-2:
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
