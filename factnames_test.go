package asbuilt_test

import (
	"go/ast"
	"go/token"
	"strconv"
	"strings"
	"testing"

	"asbuilt/discover"
)

// TestFactNames holds every name of a fact that stands in the code to the structs
// of facts: a name that none of them has would be asked for in vain.
func TestFactNames(t *testing.T) {
	known := map[string]bool{}
	for _, family := range discover.Families() {
		for _, typ := range family.Types {
			for _, path := range typ.FactPaths() {
				known[path] = true
			}
		}
	}
	// which arguments of a function name facts: from the first of them on, or only
	// that one
	asks := map[string]struct {
		first int
		all   bool
	}{
		"read": {1, false}, "quietly": {1, false}, "unread": {1, true}, "nothing": {2, true}, "Missing": {1, false},
		"Unread": {1, true}, "hop": {1, false}, "at": {1, true}, "said": {1, false}, "lasting": {1, false}, "checkTargets": {2, true},
	}
	n := 0
	for _, s := range sources(t) {
		room, _, _ := strings.Cut(s.pkg, "/")
		if s.test || room != "drift" && room != "discover" && room != "site" && room != "cmd" || s.pkg == "discover/aws" {
			continue
		}
		hold := func(e ast.Expr) {
			lit, ok := e.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return
			}
			name, _ := strconv.Unquote(lit.Value)
			if n++; name != "" && !known[name] {
				t.Errorf("%s: there is no fact %q", s.at(e.Pos()), name)
			}
		}
		ast.Inspect(s.file, func(node ast.Node) bool {
			switch node := node.(type) {
			case *ast.CallExpr:
				name := ""
				switch f := node.Fun.(type) {
				case *ast.Ident:
					name = f.Name
				case *ast.SelectorExpr:
					name = f.Sel.Name
				}
				which, ok := asks[name]
				for i, arg := range node.Args {
					if ok && (i == which.first || i > which.first && which.all) {
						hold(arg)
					}
				}
			case *ast.CompositeLit:
				if holdsFactRef(node.Type) {
					for i, e := range node.Elts {
						if kv, ok := e.(*ast.KeyValueExpr); ok && isName(kv.Key, "Fact") {
							hold(kv.Value)
						} else if i == 1 {
							hold(e)
						}
					}
				}
			}
			return true
		})
	}
	if n < 300 {
		t.Errorf("only %d names of facts were found: the test has lost its object", n)
	}
}

// holdsFactRef reports whether a literal is a discover.FactRef.
func holdsFactRef(t ast.Expr) bool {
	if s, ok := t.(*ast.SelectorExpr); ok {
		t = s.Sel
	}
	return isName(t, "FactRef")
}

func isName(e ast.Expr, name string) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == name
}
