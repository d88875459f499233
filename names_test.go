package asbuilt_test

import (
	"go/ast"
	"go/token"
	"go/types"
	"testing"
)

// TestShadows holds names to one meaning: none of the language's own words (new,
// any, len) is the name of something else.
func TestShadows(t *testing.T) {
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		declare := func(names ...ast.Expr) {
			for _, n := range names {
				if id, ok := n.(*ast.Ident); ok && types.Universe.Lookup(id.Name) != nil {
					t.Errorf("%s: %s is a word of the language", s.at(id.Pos()), id.Name)
				}
			}
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				if n.Tok == token.DEFINE {
					declare(n.Lhs...)
				}
			case *ast.RangeStmt:
				if n.Tok == token.DEFINE {
					declare(n.Key, n.Value)
				}
			case *ast.ValueSpec:
				for _, id := range n.Names {
					declare(id)
				}
			case *ast.TypeSpec:
				declare(n.Name)
			case *ast.FuncDecl:
				if n.Recv == nil {
					declare(n.Name)
				}
			case *ast.FuncType:
				for _, list := range []*ast.FieldList{n.TypeParams, n.Params, n.Results} {
					if list == nil {
						continue
					}
					for _, f := range list.List {
						for _, id := range f.Names {
							declare(id)
						}
					}
				}
			}
			return true
		})
	}
}
