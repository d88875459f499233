package asbuilt_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"asbuilt/finding"
	"asbuilt/internal/tool"
)

// Everything that a user reads is there in English and in Korean. English
// always comes first, so that nobody has to ask which of two strings is which;
// these tests read what stands there.

// TestTexts holds the files of texts that packages embed to their form, and to
// their languages: no Hangul in English, and none missing in Korean. What reads
// alike in both says so with "both".
func TestTexts(t *testing.T) {
	files, err := tool.Named(".", "texts.txt")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 5 {
		t.Fatalf("found only %v", files)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		texts, err := finding.ParseTexts(file, string(content))
		if err != nil {
			t.Error(err)
		}
		for at, text := range texts.All() {
			if hasHangul(text.En) && text.En != text.Ko {
				t.Errorf("%s: the English %s has Hangul: %s", file, at, text.En)
			}
			if !hasHangul(text.Ko) && text.En != text.Ko {
				t.Errorf("%s: the Korean %s has no Hangul: %s", file, at, text.Ko)
			}
		}
	}
}

// TestLanguages reads every pair of texts in the code: English stands first and
// has no Hangul, and Korean has some, unless nothing in it is a word.
func TestLanguages(t *testing.T) {
	pairs := 0
	for _, s := range sources(t) {
		if layer, _ := layerOf(s.pkg); layer == testsOnly {
			continue
		}
		check := func(at token.Pos, en, ko ast.Expr) {
			pairs++
			for _, wrong := range wrongLanguages(literals(en), literals(ko)) {
				t.Errorf("%s: %s", s.at(at), wrong)
			}
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				if name := called(n); slices.Contains([]string{"finding.Say", "finding.Both", "finding.Errorf", "usagef"}, name) || s.pkg == "finding" && (name == "Say" || name == "Both") {
					check(n.Pos(), n.Args[0], n.Args[1])
					if en, ko := filledIn(literals(n.Args[0])), filledIn(literals(n.Args[1])); !strings.HasSuffix(name, "Both") && en != ko && !s.test {
						t.Errorf("%s: English says the arguments %s, Korean %s", s.at(n.Pos()), en, ko)
					}
					break
				}
				inOrder(t, s, n.Args)
			case *ast.CompositeLit:
				if en, ko := field(n, "En"), field(n, "Ko"); en != nil && ko != nil {
					if ko.Pos() < en.Pos() {
						t.Errorf("%s: Ko stands before En", s.at(n.Pos()))
					}
					check(n.Pos(), en, ko)
					break
				}
				inOrder(t, s, n.Elts)
			case *ast.Field:
				names := []string{}
				for _, id := range n.Names {
					names = append(names, id.Name)
				}
				if ko, en := slices.Index(names, "ko"), slices.Index(names, "en"); ko >= 0 && ko < en {
					t.Errorf("%s: ko stands before en", s.at(n.Pos()))
				}
			}
			return true
		})
	}
	if pairs < 1000 {
		t.Errorf("found only %d pairs of texts", pairs)
	}
}

// inOrder reports literals that stand side by side, Korean before English: two
// strings in the wrong order, which no compiler sees.
func inOrder(t *testing.T, s *source, all []ast.Expr) {
	t.Helper()
	if s.test { // cases put all kinds of texts side by side
		return
	}
	for i := range len(all) - 1 {
		first, second := literal(all[i]), literal(all[i+1])
		if hasHangul(first) && !hasHangul(second) && words(second) != "" {
			t.Errorf("%s: Korean %q stands before %q", s.at(all[i].Pos()), first, second)
		}
	}
}

// alike are the words that Korean writes as English does, though English bends
// them ("2 vCPUs"), or has another word for them (true or false).
var alike = []string{"vCPU", "true false"}

// wrongLanguages is what is wrong with a pair of texts.
func wrongLanguages(en, ko string) []string {
	var all []string
	if hasHangul(en) {
		all = append(all, fmt.Sprintf("Hangul where English stands: %q", en))
	}
	if !hasHangul(ko) && words(ko) != "" && words(ko) != words(en) && !slices.Contains(alike, words(ko)) {
		all = append(all, fmt.Sprintf("no Hangul where Korean stands: %q", ko))
	}
	return all
}

var notWords = regexp.MustCompile("%(?:\\[\\d+\\])?[a-z]|`[^`]*`|[^\\pL%]+|%")

// words are the words of a text, without what is filled in and what is code.
func words(s string) string {
	return strings.TrimSpace(notWords.ReplaceAllString(s, " "))
}

var verb = regexp.MustCompile(`%(?:%|[-+# 0-9.]*(?:\[(\d+)\])?[a-zA-Z])`)

// filledIn is which arguments a format says, in order: "[1 2]".
func filledIn(format string) string {
	var all []int
	next := 1
	for _, m := range verb.FindAllStringSubmatch(format, -1) {
		if m[0] == "%%" {
			continue
		}
		if m[1] != "" {
			next, _ = strconv.Atoi(m[1])
		}
		all = append(all, next)
		next++
	}
	slices.Sort(all)
	return fmt.Sprint(slices.Compact(all))
}

// called is the name of what a call calls: "finding.Say", or "Say".
func called(n *ast.CallExpr) string {
	switch f := n.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		if x, ok := f.X.(*ast.Ident); ok {
			return x.Name + "." + f.Sel.Name
		}
	}
	return ""
}

// field is the value of one field of a literal; nil if it has none.
func field(n *ast.CompositeLit, name string) ast.Expr {
	for _, e := range n.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			if key, ok := kv.Key.(*ast.Ident); ok && key.Name == name {
				return kv.Value
			}
		}
	}
	return nil
}

// literals are all strings that are written in an expression, one after the
// other.
func literals(e ast.Expr) string {
	var all []string
	ast.Inspect(e, func(n ast.Node) bool {
		if x, ok := n.(ast.Expr); ok {
			all = append(all, literal(x))
		}
		return true
	})
	return strings.Join(all, "")
}

// literal is a string as it is written, or nothing.
func literal(e ast.Expr) string {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return ""
	}
	s, _ := strconv.Unquote(lit.Value)
	return s
}

func hasHangul(s string) bool {
	for _, r := range s {
		if unicode.Is(unicode.Hangul, r) {
			return true
		}
	}
	return false
}
