// Package text measures and wraps the texts of a picture without a screen, a
// browser or an installed font.
//
// Widths are those of Liberation Sans (the metrics of Arial and Helvetica), from
// a table made from the font itself; Hangul counts 0.92 em; Han, Kana, fullwidth
// forms, emoji and everything the font lacks count 1 em, but for some scripts
// whose letters are narrow everywhere. It does no shaping, no
// kerning and no bidirectional reordering: the drawing states the width of each
// label, and whoever shows it fits the glyphs to it.
package text

import (
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// unitsPerEm is the resolution of the advance table, the font's own.
const unitsPerEm = 2048

// hangul is 0.92 em: what the Korean fonts of the common systems measure.
const hangul = unitsPerEm * 92 / 100

// Font is a size of Liberation Sans, regular or bold.
type Font struct {
	// Size is the height of an em in user units.
	Size int
	Bold bool
}

// LineHeight is the distance from one baseline to the next: 1.3 em, rounded up.
func (f Font) LineHeight() int { return (f.Size*13 + 9) / 10 }

// Ascent is the height of capital letters with their accents above the
// baseline: 0.8 em, rounded up.
func (f Font) Ascent() int { return (f.Size*8 + 9) / 10 }

// Width is the width of s on one line in user units, rounded up. Line breaks
// and control characters have none.
func (f Font) Width(s string) int { return f.scale(f.units(s)) }

func (f Font) scale(units int) int { return (units*f.Size + unitsPerEm - 1) / unitsPerEm }

// units is the width of s in units of the advance table.
func (f Font) units(s string) int {
	sum := 0
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return f.unitsOfClusters(s)
		}
		sum += f.advance(rune(s[i]))
	}
	return sum
}

func (f Font) unitsOfClusters(s string) int {
	sum := 0
	clusters := graphemes.FromString(s)
	for clusters.Next() {
		sum += f.cluster(clusters.Value())
	}
	return sum
}

// Clusters are what a reader sees as the characters of s.
func Clusters(s string) []string {
	var all []string
	clusters := graphemes.FromString(s)
	for clusters.Next() {
		all = append(all, clusters.Value())
	}
	return all
}

// cluster is the width of what a reader sees as one character: its widest rune.
// Marks add nothing to a letter, and a family of emoji is one emoji.
func (f Font) cluster(s string) int {
	widest := 0
	for _, r := range s {
		if r == 0xFE0F { // asks for the emoji form of a text symbol
			return unitsPerEm
		}
		widest = max(widest, f.advance(r))
	}
	return widest
}

// advance is the width of one rune in units of the advance table.
func (f Font) advance(r rune) int {
	switch {
	case r < ' ' || r == 0x7F:
		return 0
	case isHangul(r):
		return hangul
	}
	if at, ok := glyphAt(r); ok {
		table := regularAdvances
		if f.Bold {
			table = boldAdvances
		}
		return int(table[2*at])<<8 | int(table[2*at+1])
	}
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf, unicode.Cc):
		return 0
	case 0xFF61 <= r && r <= 0xFF9F: // halfwidth Katakana
		return unitsPerEm / 2
	}
	if r < 0x1100 { // Han, Kana and emoji lie above
		for _, s := range narrowScripts {
			if unicode.Is(s.table, r) {
				return unitsPerEm * s.percent / 100
			}
		}
	}
	return unitsPerEm
}

// narrowScripts are scripts that the font lacks and whose letters measure far
// less than an em in the fonts of the common systems, on average as given: 1 em
// would stretch a word to twice its width.
var narrowScripts = []struct {
	table   *unicode.RangeTable
	percent int
}{
	{unicode.Arabic, 55}, {unicode.Syriac, 55}, {unicode.Thai, 60}, {unicode.Lao, 60}, {unicode.Devanagari, 62},
	{unicode.Bengali, 65},
	{unicode.Gujarati, 65}, {unicode.Gurmukhi, 65}, {unicode.Armenian, 62}, {unicode.Georgian, 58},
}

func isHangul(r rune) bool {
	return 0xAC00 <= r && r <= 0xD7A3 || 0x1100 <= r && r <= 0x11FF || 0x3131 <= r && r <= 0x318E
}

// glyphAt is the index of r in the advance tables.
func glyphAt(r rune) (int, bool) {
	low, high := 0, len(glyphRanges)
	for low < high {
		mid := (low + high) / 2
		if glyphRanges[mid].last < r {
			low = mid + 1
		} else {
			high = mid
		}
	}
	if low == len(glyphRanges) || glyphRanges[low].first > r {
		return 0, false
	}
	return glyphRanges[low].at + int(r-glyphRanges[low].first), true
}

// glyphRange says that the runes first to last, both included, have their
// advances from index at on.
type glyphRange struct {
	first, last rune
	at          int
}
