package markdown

import (
	"fmt"
	"strings"
	"testing"
)

func plainOptions() Options {
	return Options{
		Link:    func(string) string { return "" },
		Picture: func(string) string { return "" },
		Word:    func(name string, _ ...any) string { return name },
	}
}

// TestIntricate shows texts that would make too much work as they were written,
// and lays out those that people write.
func TestIntricate(t *testing.T) {
	table := func(columns, rows int) string {
		return strings.Repeat("|a", columns) + "|\n" + strings.Repeat("|-", columns) + "|\n" + strings.Repeat("|a|\n", rows)
	}
	for _, tt := range []struct {
		name, text string
		want       bool
	}{
		{"emphasis that is never closed", strings.Repeat("*a_ ", 10_000), true},
		{"emphasis in a quotation", "> " + strings.Repeat("~a* ", 10_000), true},
		{"emphasis over many lines", strings.Repeat("*a_ b\n", 10_000), true},
		{"emphasis in many blocks", strings.Repeat(strings.Repeat("*a_ ", 1_000)+"\n\n", 100), true},
		{"brackets", strings.Repeat("[a](", 10_000), true},
		{"a table that is wide and long", table(1_000, 1_000), true},
		{"a table that is wide", table(30_000, 1), true},
		{"tables in a row", strings.Repeat(table(100, 100)+"\n", 3), true},
		{"a table in a list", "- x\n\n  " + strings.ReplaceAll(table(1_000, 30), "\n", "\n  "), true},

		{"a long table", table(5, 3_000), false},
		{"a long text", strings.Repeat("**A word** about _something_ with a [link](x.md).\n\n", 5_000), false},
		{"a long list", strings.Repeat("- [ ] `a_b_c` and *more*\n", 1_000), false},
		{"rules", strings.Repeat("---\n\n", 1_000), false},
	} {
		if got := ExcessOf(tt.text); got.Line > 0 != tt.want || got.Cells+got.Pairing > 0 != tt.want {
			t.Errorf("%s: %+v", tt.name, got)
		}
		if got := Render(tt.text, plainOptions()); strings.Contains(string(got.HTML), "alert-note") != tt.want {
			t.Errorf("%s: the page does not say so, or says so without need", tt.name)
		}
	}
	late := "# A\n\n" + table(2, 10) + "\n" + table(1_000, 30)
	if got, want := ExcessOf(late), (Excess{Cells: 22 + 31_000, Line: 16}); got != want {
		t.Errorf("a second table that is too much: %+v, want %+v", got, want)
	}
	hostile := Render("<script>alert(1)</script>\n"+strings.Repeat("*a_ ", 10_000), plainOptions())
	if strings.Contains(string(hostile.HTML), "<script>") {
		t.Error("what is shown as it was written may run")
	}
}

// TestColourable colours what people write, and no code that is nested without
// end.
func TestColourable(t *testing.T) {
	for code, want := range map[string]bool{
		"func f() { g([]int{1}) }":                             true,
		strings.Repeat("f({[1]})\n", 5_000):                    true,
		strings.Repeat("{$a", 200):                             false,
		strings.Repeat("([", 60):                               false,
		strings.Repeat("\n", MostBlank+1):                      false,
		strings.Repeat(" \t", MostBlank) + "a":                 false,
		strings.Repeat("a"+strings.Repeat("\n", MostBlank), 9): true,
		strings.Repeat("}", 500) + "ok(1)":                     true,
		strings.Repeat("[\n", MostNested+1):                    false,
		strings.Repeat("[", MostNested) + "1":                  true,
	} {
		if got := colourable(code); got != want {
			t.Errorf("%.20q: %v", code, got)
		}
	}
}

// TestColouring colours no more code of a text than it may, and all of what a person
// writes.
func TestColouring(t *testing.T) {
	words := func(bytes int) string { return "```go\n" + strings.Repeat("a ", bytes/2-2) + "\"s\"\n```\n\n" }
	for _, tt := range []struct {
		name, text string
		want       int // blocks in which a string has its colour
	}{
		{"one large block", words(4096), 1},
		{"one that is too large", words(4098), 0},
		{"a large one among small ones", words(100) + words(60_000) + words(100), 2},
		{"many", strings.Repeat(words(1024), 20), 16},
		{"small ones", strings.Repeat(words(200), 100), 100},
	} {
		got := Render(tt.text, plainOptions())
		if n := strings.Count(string(got.HTML), `<span class="s">`); n != tt.want {
			t.Errorf("%s: %d blocks are coloured, want %d", tt.name, n, tt.want)
		}
		if n := strings.Count(string(got.HTML), "<pre"); n != strings.Count(tt.text, "```go") {
			t.Errorf("%s: %d blocks are shown", tt.name, n)
		}
	}
}

// TestLexerOf knows the names of languages and files, and looks nothing up that
// no language is called.
func TestLexerOf(t *testing.T) {
	for language, want := range map[string]string{
		"go": "Go", "Dockerfile": "Docker", "main.py": "Python", "": "fallback", "no such": "fallback",
		strings.Repeat("a", MostLanguage-3) + ".py": "Python",
		strings.Repeat("a", MostLanguage-2) + ".py": "fallback",
		strings.Repeat("~+", 30_000) + ".py":        "fallback",
	} {
		if got := lexerOf(language).Config().Name; got != want {
			t.Errorf("%.20q: %s, want %s", language, got, want)
		}
	}
}

// FuzzBounds wants that a page is not much larger than its text: the rendering of
// a small text makes little work, whatever is in it.
func FuzzBounds(f *testing.F) {
	for _, seed := range []string{
		"# T\n\na **b** _c_ [d](e) `f`", "|a|b|\n|-|-|\n|1|\n", "> [!NOTE]\n> x", "- [ ] a\n  1. b", "```php\n<?php $a=\"{$a\"\n```",
		"[^1]\n\n[^1]: x", "<b>x</b><!-- -->", "*a_ *a_ *a_ ~b~", "https://a.example www.b.example", "~~~\n{[(\n",
		"~~~+++",
	} {
		f.Add(seed, uint8(1))
		f.Add(seed, uint8(200))
	}
	f.Fuzz(func(t *testing.T, text string, times uint8) {
		text = strings.Repeat(text, int(times))
		if len(text) > 64<<10 {
			return
		}
		got := Render(text, plainOptions())
		// A footnote is shown where it stands and where it is told, a cell of a
		// table is markup around nothing, and a character of code is a span.
		if most := 4<<10 + 200*len(text) + 40*MostCells; len(got.HTML) > most || len(got.Plain) > most {
			t.Errorf("%d bytes became %d: %.200s", len(text), len(got.HTML), fmt.Sprintf("%q", text))
		}
	})
}
