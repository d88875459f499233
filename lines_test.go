package asbuilt_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

// One line holds one thought, and fits where two files stand side by side.
const (
	maxColumns = 120
	tabColumns = 4
)

// longLines is how many lines of a package may still be too long. The numbers
// only go down, and a package that is not listed has none.
func longLines() map[string]int {
	return map[string]int{}
}

// TestColumns holds the lines of what is not a test to their length. Left out is
// what has no better place to break: a table of texts, a field with its tag, and
// a line that is one text and nothing else.
func TestColumns(t *testing.T) {
	found := map[string]int{}
	where := map[string][]string{}
	for _, s := range sources(t) {
		if layer, _ := layerOf(s.pkg); s.test || layer == testsOnly {
			continue
		}
		content, err := os.ReadFile(s.name)
		if err != nil {
			t.Fatal(err)
		}
		table := tableLines(s)
		for i, line := range strings.Split(string(content), "\n") {
			if columns(line) > maxColumns && !table[i+1] && !oneText(line) {
				found[s.pkg]++
				where[s.pkg] = append(where[s.pkg], fmt.Sprintf("%s:%d: %d", s.name, i+1, columns(line)))
			}
		}
	}
	allowed := longLines()
	for pkg, n := range found {
		if n > allowed[pkg] {
			t.Errorf("%s has %d lines of more than %d columns; at most %d", pkg, n, maxColumns, allowed[pkg])
			t.Log(strings.Join(where[pkg], "\n"))
		}
	}
	for pkg, n := range allowed {
		if found[pkg] < n {
			t.Logf("%s has only %d lines of more than %d columns; lower it in longLines()", pkg, found[pkg], maxColumns)
		}
	}
}

// columns is how wide a line is on a screen, as far as width is the same for
// every character.
func columns(line string) int {
	return utf8.RuneCountInString(line) + (tabColumns-1)*strings.Count(line, "\t")
}

// oneText reports whether a line is a string, or begins with one that is too
// long already and ends with brackets.
func oneText(line string) bool {
	line = strings.TrimSpace(line)
	for _, quote := range []string{"\"", "`"} {
		if strings.HasPrefix(line, quote) {
			end := strings.LastIndex(line, quote)
			return end > 0 && strings.Trim(line[end+1:], "),}: {+") == "" && strings.Count(line, "\", \"") == 0
		}
	}
	return false
}

// tableLines are the lines of a file that belong to a table of texts: of a
// literal whose elements are texts in both languages, of a function that does
// nothing but return a literal, and of fields with tags.
func tableLines(s *source) map[int]bool {
	lines := map[int]bool{}
	add := func(n ast.Node) {
		for i := s.fset.Position(n.Pos()).Line; i <= s.fset.Position(n.End()).Line; i++ {
			lines[i] = true
		}
	}
	ast.Inspect(s.file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			if isTable(n) {
				add(n)
			}
		case *ast.CompositeLit:
			if isTextTable(n) {
				add(n)
			}
		case *ast.Field:
			if n.Tag != nil {
				add(n)
			}
		}
		return true
	})
	return lines
}

// isTextTable reports whether a literal has at least three rows, each of which
// says something in both languages.
func isTextTable(n *ast.CompositeLit) bool {
	if len(n.Elts) < 3 {
		return false
	}
	for _, row := range n.Elts {
		if !bothLanguages(row) {
			return false
		}
	}
	return true
}

// bothLanguages reports whether a row of a table has Hangul and a text without.
func bothLanguages(row ast.Expr) bool {
	korean, english := false, false
	ast.Inspect(row, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			korean = korean || hasHangul(lit.Value)
			english = english || !hasHangul(lit.Value) && words(literal(lit)) != ""
		}
		return true
	})
	return korean && english
}
