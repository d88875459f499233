package text

import (
	"bytes"
	"fmt"
	"go/format"
	"testing"

	"asbuilt/internal/golden"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// TestAdvances proves that advances.go is what the fonts say; with -update it
// writes the file. The product carries 20 KB of widths instead of 800 KB of
// fonts that it would have to parse at every start.
func TestAdvances(t *testing.T) {
	regular, bold := parse(t, liberationsansregular.TTF), parse(t, liberationsansbold.TTF)
	var b bytes.Buffer
	b.WriteString("package text\n\n// Made from the fonts by go test -run TestAdvances -update.\n\n")
	b.WriteString("var glyphRanges = [...]glyphRange{\n")
	var runes []rune
	for r := rune(' '); r < 0x10000; r++ {
		if regular.has(t, r) && bold.has(t, r) && !(r >= 0xE000 && r < 0xF900) {
			runes = append(runes, r)
		}
	}
	start := 0
	for i := range runes {
		if i+1 == len(runes) || runes[i+1] != runes[i]+1 {
			fmt.Fprintf(&b, "{0x%04X, 0x%04X, %d},\n", runes[start], runes[i], start)
			start = i + 1
		}
	}
	b.WriteString("}\n\n// Two bytes a glyph, high byte first, in units of 1/2048 em.\n")
	writeTable(t, &b, "regularAdvances", regular, runes)
	writeTable(t, &b, "boldAdvances", bold, runes)
	got, err := format.Source(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	golden.Check(t, "advances.go", got)
}

func writeTable(t *testing.T, b *bytes.Buffer, name string, f fontFile, runes []rune) {
	fmt.Fprintf(b, "const %s = \"\" +\n", name)
	for len(runes) > 0 {
		row := runes[:min(32, len(runes))]
		runes = runes[len(row):]
		b.WriteString("\t\"")
		for _, r := range row {
			advance := f.advance(t, r)
			fmt.Fprintf(b, "\\x%02x\\x%02x", advance>>8, advance&0xFF)
		}
		b.WriteString("\"")
		if len(runes) > 0 {
			b.WriteString(" +")
		}
		b.WriteString("\n")
	}
	b.WriteString("\n")
}

type fontFile struct {
	font   *sfnt.Font
	buffer *sfnt.Buffer
}

func parse(t *testing.T, ttf []byte) fontFile {
	t.Helper()
	f, err := sfnt.Parse(ttf)
	if err != nil {
		t.Fatal(err)
	}
	if f.UnitsPerEm() != unitsPerEm {
		t.Fatalf("units per em: %d", f.UnitsPerEm())
	}
	return fontFile{f, &sfnt.Buffer{}}
}

func (f fontFile) has(t *testing.T, r rune) bool {
	index, err := f.font.GlyphIndex(f.buffer, r)
	if err != nil {
		t.Fatal(err)
	}
	return index != 0
}

func (f fontFile) advance(t *testing.T, r rune) int {
	index, err := f.font.GlyphIndex(f.buffer, r)
	if err != nil {
		t.Fatal(err)
	}
	advance, err := f.font.GlyphAdvance(f.buffer, index, fixed.I(unitsPerEm), font.HintingNone)
	if err != nil {
		t.Fatal(err)
	}
	return advance.Round()
}
