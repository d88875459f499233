package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// Line is one line of a wrapped text.
type Line struct {
	Text string
	// Width is the width of Text in user units.
	Width int
	// Cut is set on the last line when the text did not fit and ends in an
	// ellipsis: whoever draws it should keep the whole text for a tooltip.
	Cut bool
}

// Ellipsis ends a text that was cut.
const Ellipsis = "…"

// Wrap breaks s into at most maxLines lines no wider than maxWidth. It breaks
// between words; inside a word only when the word alone exceeds a line, then
// after punctuation where it can, otherwise between characters, never inside
// what a reader sees as one character. White space is collapsed, but for spaces
// that are not to be broken at (U+00A0, U+202F): they stay. A character
// wider than maxWidth gets a line of its own. Bytes that are no UTF-8 become
// U+FFFD. An empty text has no lines.
func Wrap(s string, f Font, maxWidth, maxLines int) []Line {
	w := wrapper{font: f, limit: maxWidth * unitsPerEm / max(f.Size, 1), space: f.advance(' ')}
	if strings.TrimSpace(s) == "" {
		return nil
	}
	for _, word := range strings.FieldsFunc(strings.ToValidUTF8(s, "\ufffd"), breaks) {
		if len(w.lines) > maxLines {
			break
		}
		w.word(word)
	}
	w.flush()
	lines := w.lines
	if len(lines) > maxLines {
		lines = lines[:max(maxLines, 0)]
		if maxLines > 0 {
			last := &lines[maxLines-1]
			last.Text, last.Cut = w.shorten(last.Text), true
		}
	}
	for i := range lines {
		lines[i].Width = f.Width(lines[i].Text)
	}
	return lines
}

// breaks reports whether a line may break at r, a white space.
func breaks(r rune) bool { return unicode.IsSpace(r) && r != 0xA0 && r != 0x202F }

// Fit is s on one line no wider than maxWidth, shortened with an ellipsis when
// it must be.
func Fit(s string, f Font, maxWidth int) Line {
	if lines := Wrap(s, f, maxWidth, 1); len(lines) == 1 {
		return lines[0]
	}
	return Line{}
}

// wrapper fills lines; widths are in units of the advance table.
type wrapper struct {
	font         Font
	limit, space int
	lines        []Line
	line         strings.Builder
	width        int
}

// word adds a word to the line, or to the next one.
func (w *wrapper) word(word string) {
	units := w.font.units(word)
	if w.line.Len() > 0 && w.width+w.space+units <= w.limit {
		w.line.WriteByte(' ')
		w.add(word, w.space+units)
		return
	}
	w.flush()
	if units <= w.limit {
		w.add(word, units)
		return
	}
	w.pieces(word)
}

// pieces adds a word that is longer than a line.
func (w *wrapper) pieces(word string) {
	for _, piece := range pieces(word) {
		units := w.font.units(piece)
		if w.width+units <= w.limit {
			w.add(piece, units)
			continue
		}
		w.flush()
		if units <= w.limit {
			w.add(piece, units)
			continue
		}
		w.clusters(piece)
	}
}

func (w *wrapper) clusters(piece string) {
	clusters := graphemes.FromString(piece)
	for clusters.Next() {
		units := w.font.cluster(clusters.Value())
		if w.line.Len() > 0 && w.width+units > w.limit {
			w.flush()
		}
		w.add(clusters.Value(), units)
	}
}

func (w *wrapper) add(s string, units int) {
	w.line.WriteString(s)
	w.width += units
}

func (w *wrapper) flush() {
	if w.line.Len() > 0 {
		w.lines = append(w.lines, Line{Text: w.line.String()})
	}
	w.line.Reset()
	w.width = 0
}

// shorten is s with an ellipsis, without what then exceeds the line.
func (w *wrapper) shorten(s string) string {
	width := w.font.advance('…')
	kept := 0
	clusters := graphemes.FromString(s)
	for clusters.Next() {
		width += w.font.cluster(clusters.Value())
		if width > w.limit {
			break
		}
		kept = clusters.End()
	}
	return strings.TrimRightFunc(s[:kept], unicode.IsSpace) + Ellipsis
}

// pieces splits a word after the punctuation inside it.
func pieces(word string) []string {
	var out []string
	start := 0
	for i, r := range word {
		end := i + utf8.RuneLen(r)
		if strings.ContainsRune("-/_.:,;)]}·", r) && end < len(word) && i > start {
			out = append(out, word[start:end])
			start = end
		}
	}
	return append(out, word[start:])
}
