package asbuilt_test

import (
	"go/ast"
	"go/token"
	"strings"
	"testing"
)

// Patterns of packages are made when they are first asked (package pattern), but for
// those of the one program that is no command of every day.
func TestPatternsAreMadeWhenAsked(t *testing.T) {
	files := 0
	for _, s := range sources(t) {
		if s.test || s.pkg == "discover/aws" || strings.HasPrefix(s.pkg, "internal/") {
			continue
		}
		files++
		for _, d := range s.file.Decls {
			vars, ok := d.(*ast.GenDecl)
			if !ok || vars.Tok != token.VAR {
				continue
			}
			ast.Inspect(vars, func(n ast.Node) bool {
				if _, later := n.(*ast.FuncLit); later {
					return false
				}
				if f, ok := n.(*ast.SelectorExpr); ok && f.Sel.Name == "MustCompile" {
					t.Errorf("%s: every command makes this pattern at its start; use pattern.New", s.at(f.Pos()))
				}
				return true
			})
		}
	}
	if files < 300 {
		t.Errorf("only %d files", files)
	}
}
