package asbuilt_test

import (
	"go/ast"
	"path"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// TestComments holds the rule that every package says what it is and every
// exported name what is true of it.
func TestComments(t *testing.T) {
	described := map[string]bool{}
	all := sources(t)
	asked := asks(all)
	for _, s := range all {
		if s.test {
			continue
		}
		doc := s.file.Doc.Text()
		described[s.pkg] = described[s.pkg] || strings.HasPrefix(doc, "Package "+s.file.Name.Name+" ") || s.file.Name.Name == "main" && doc != ""
		for _, d := range s.file.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Name.IsExported() && d.Doc == nil && exportedReceiver(d) && !implements(d, asked[s.pkg]) {
					t.Errorf("%s: %s has no comment", s.at(d.Pos()), d.Name.Name)
				}
				named(t, s, d.Name, d.Doc)
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					ts, ok := spec.(*ast.TypeSpec)
					if !ok {
						continue
					}
					if ts.Name.IsExported() && d.Doc == nil && ts.Doc == nil {
						t.Errorf("%s: %s has no comment", s.at(ts.Pos()), ts.Name.Name)
					}
					named(t, s, ts.Name, ts.Doc)
					if len(d.Specs) == 1 {
						named(t, s, ts.Name, d.Doc)
					}
				}
			}
		}
	}
	for pkg, ok := range described {
		if !ok {
			t.Errorf("package %s has no comment that begins \"Package %s \"", pkg, path.Base(pkg))
		}
	}
}

// named holds the comment of a name to begin with it, so that one that stayed
// behind when a name moved is seen. An article may come first.
func named(t *testing.T, s *source, name *ast.Ident, doc *ast.CommentGroup) {
	t.Helper()
	text := doc.Text()
	for _, article := range []string{"A ", "An ", "The "} {
		text = strings.TrimPrefix(text, article)
	}
	first := strings.FieldsFunc(text, func(r rune) bool {
		return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	if text != "" && (len(first) == 0 || first[0] != name.Name) {
		t.Errorf("%s: the comment of %s begins with another word: %.60q", s.at(name.Pos()), name.Name, text)
	}
}

// asks are the methods of each package's own interfaces that say there what they
// are about.
func asks(all []*source) map[string][]string {
	methods := map[string][]string{}
	for _, s := range all {
		ast.Inspect(s.file, func(n ast.Node) bool {
			if i, ok := n.(*ast.InterfaceType); ok && !s.test {
				for _, m := range i.Methods.List {
					if m.Doc != nil {
						for _, name := range m.Names {
							methods[s.pkg] = append(methods[s.pkg], name.Name)
						}
					}
				}
			}
			return true
		})
	}
	return methods
}

// implements reports whether f is a method of which an interface says all there
// is to say: a well-known one, or one of those asked for in its own package.
func implements(f *ast.FuncDecl, asked []string) bool {
	known := []string{"String", "Error", "Unwrap", "MarshalJSON", "UnmarshalJSON", "MarshalText", "UnmarshalText", "Len", "Less", "Swap"}
	return f.Recv != nil && (slices.Contains(known, f.Name.Name) || slices.Contains(asked, f.Name.Name))
}

func exportedReceiver(f *ast.FuncDecl) bool {
	if f.Recv == nil || len(f.Recv.List) == 0 {
		return true
	}
	exported := false
	ast.Inspect(f.Recv.List[0].Type, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && !exported {
			exported = id.IsExported()
			return false
		}
		return true
	})
	return exported
}
