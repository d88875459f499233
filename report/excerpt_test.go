package report

import (
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/mattn/go-runewidth"
)

// TestCells holds what is known of a character without the library to the library.
func TestCells(t *testing.T) {
	widths := runewidth.Condition{}
	for r := range rune(unicode.MaxRune + 1) {
		if got, want := cellsOf(&widths, r), widths.RuneWidth(r); got != want {
			t.Errorf("%U fills %d cells, want %d", r, got, want)
		}
	}
}

func TestExcerpt(t *testing.T) {
	long := strings.Repeat("가나", 100) + "X" + strings.Repeat("다라", 100)
	for _, c := range []struct {
		name        string
		source      string
		col, length int
		want        string
	}{
		{"ascii", "to: db", 5, 2, "to: db\n    ^~"},
		{"wide before", "이름: db", 5, 2, "이름: db\n      ^~"},
		{"wide under", "to: 주문", 5, 2, "to: 주문\n    ^~~~"},
		{"tab before", "\tto: db", 6, 2, "    to: db\n        ^~"},
		{"tab after text", "to:\tdb", 5, 2, "to: db\n    ^~"},
		{"combining", "to: e\u0301x", 7, 1, "to: e\u0301x\n     ^"},
		{"end of line", "to:", 4, 1, "to:\n   ^"},
		{"beyond the end", "to:", 40, 9, "to:\n   ^"},
		{"zero column", "to:", 0, 0, "to:\n^"},
		{"carriage return", "to: db\r", 5, 2, "to: db\n    ^~"},
		{"escape", "to: \x1b[2J", 5, 1, "to: �[2J\n    ^"},
		{"long", long, 201, 1, "…" + strings.Repeat("가나", 10) + "X" + strings.Repeat("다라", 15) + "…\n" + strings.Repeat(" ", 41) + "^"},
	} {
		t.Run(c.name, func(t *testing.T) {
			line, caret := excerpt(c.source, c.col, c.length)
			if diff := cmp.Diff(c.want, line+"\n"+caret); diff != "" {
				t.Errorf("excerpt (-want +got)\n%s", diff)
			}
		})
	}
}
