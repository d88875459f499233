package asbuilt_test

import (
	"go/ast"
	"go/token"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

// A floor is some files of a package that is too small to be several packages
// and too large to be read as one: its files are told apart by their names.
type floor struct {
	name  string
	files []string // patterns
	// apart says that none of its files uses another, but for the files of its
	// parts: command_snapshot.go uses command_snapshot_merge.go.
	apart bool
}

// floors are the packages that have some, from the ground up. A file may use
// what its own floor and the floors below it declare.
func floors() map[string][]floor {
	return map[string][]floor{
		"cmd": {
			{name: "what commands share", files: []string{"*.go"}},
			{name: "the commands", files: []string{"command_*.go"}, apart: true},
			{name: "the door", files: []string{"root.go"}},
		},
		"model": {
			{name: "the language", files: []string{"*.go"}}, // whatever is on no other floor
			{name: "findings and choices", files: []string{"report.go", "suggest*.go", "choose*.go"}},
			{name: "reading", files: []string{"read_*.go"}},
			{name: "judging", files: []string{"check*.go"}},
			{name: "the door", files: []string{"load.go", "rules.go"}},
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
		homes := map[string][]string{}
		for s, level := range files {
			declarations(s, func(name string) {
				if lowest, known := declared[name]; !known || level < lowest {
					declared[name] = level
				}
				homes[name] = append(homes[name], s.name)
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
			parts := strings.TrimSuffix(s.name, ".go") + "_"
			uses(s, fields, func(name string, at token.Pos) {
				home, known := declared[name]
				switch {
				case !known:
				case home > level:
					t.Errorf("%s: %s (%s) uses %s, which belongs to %s", s.at(at), s.name, all[level].name, name, all[home].name)
				case home == level && all[level].apart && len(homes[name]) == 1 &&
					homes[name][0] != s.name && !strings.HasPrefix(homes[name][0], parts):
					t.Errorf("%s: %s uses %s of %s; what both need is no part of either", s.at(at), s.name, name, homes[name][0])
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
