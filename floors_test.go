package asbuilt_test

import (
	"go/ast"
	"go/token"
	"path"
	"path/filepath"
	"testing"
)

// A floor is some files of a package that is too small to be several packages
// and too large to be read as one: its files are told apart by their names.
type floor struct {
	name  string
	files []string // patterns
}

// floors are the packages that have some, from the ground up. A file may use
// what its own floor and the floors below it declare.
func floors() map[string][]floor {
	return map[string][]floor{
		"model": {
			{"the language", []string{"*.go"}}, // whatever is on no other floor
			{"findings", []string{"report.go", "suggest.go"}},
			{"reading", []string{"read_*.go"}},
			{"judging", []string{"check*.go"}},
			{"the door", []string{"load.go", "rules.go"}},
		},
	}
}

// TestFloors holds the packages of floors() to their order.
func TestFloors(t *testing.T) {
	for pkg, all := range floors() {
		files := map[*source]int{}
		for _, s := range sources(t) {
			if s.pkg == pkg && !s.test {
				files[s] = floorOf(all, path.Base(filepath.ToSlash(s.name)))
			}
		}
		declared, fields := map[string]int{}, map[string]bool{}
		for s, level := range files {
			declarations(s, func(name string) {
				if lowest, known := declared[name]; !known || level < lowest {
					declared[name] = level
				}
			})
			ast.Inspect(s.file, func(n ast.Node) bool {
				if f, ok := n.(*ast.StructType); ok {
					for _, field := range f.Fields.List {
						for _, id := range field.Names {
							fields[id.Name] = true
						}
					}
				}
				return true
			})
		}
		if len(files) == 0 {
			t.Errorf("%s has floors and no files", pkg)
		}
		for s, level := range files {
			uses(s, fields, func(name string, at token.Pos) {
				if above, known := declared[name]; known && above > level {
					t.Errorf("%s: %s (%s) uses %s, which belongs to %s", s.at(at), s.name, all[level].name, name, all[above].name)
				}
			})
		}
	}
}

// floorOf is the highest floor that has the file.
func floorOf(all []floor, file string) int {
	for i := len(all) - 1; i >= 0; i-- {
		for _, pattern := range all[i].files {
			if ok, _ := path.Match(pattern, file); ok {
				return i
			}
		}
	}
	return -1
}

// declarations calls yield with what a file declares for its package: names,
// and methods as ".name".
func declarations(s *source, yield func(name string)) {
	for _, d := range s.file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil {
				yield(d.Name.Name)
			} else {
				yield("." + d.Name.Name)
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					yield(spec.Name.Name)
				case *ast.ValueSpec:
					for _, id := range spec.Names {
						yield(id.Name)
					}
				}
			}
		}
	}
}

// uses calls yield with what a file takes from elsewhere: names that it does
// not declare, and selectors as ".name". A selector that is also the name of a
// field, or that other packages may have, says nothing.
func uses(s *source, fields map[string]bool, yield func(name string, at token.Pos)) {
	for _, id := range s.file.Unresolved {
		yield(id.Name, id.Pos())
	}
	ast.Inspect(s.file, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok && !sel.Sel.IsExported() && !fields[sel.Sel.Name] {
			yield("."+sel.Sel.Name, sel.Sel.Pos())
		}
		return true
	})
}
