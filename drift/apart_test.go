package drift

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
)

// A concern, the files check_NAME….go, stands alone: no other concern and no
// part of the engine calls its functions, so that it can be read, changed and
// removed by itself. Only drift.go, which lists them all, knows them.
func TestConcernsStandApart(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) < 20 {
		t.Fatal("no files", err)
	}
	fset := token.NewFileSet()
	parsed, home := map[string]*ast.File{}, map[string]string{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(fset, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		parsed[name] = file
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && concernOf(name) != "" {
				home[f.Name.Name] = concernOf(name)
			}
		}
	}
	if home["checkAlarms"] != "alarms" {
		t.Fatal("the concern of alarms is not in check_alarms.go")
	}
	for name, file := range parsed {
		if name == "drift.go" {
			continue
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			called := ""
			switch f := call.Fun.(type) {
			case *ast.Ident:
				if f.Obj == nil { // of another file
					called = f.Name
				}
			case *ast.SelectorExpr:
				if x, ok := f.X.(*ast.Ident); ok && (x.Name == "s" || x.Name == "c") {
					called = f.Sel.Name
				}
			}
			if at := home[called]; at != "" && at != concernOf(name) {
				t.Errorf("%s: %s belongs to the concern of %s", fset.Position(call.Pos()), called, at)
			}
			return true
		})
	}
}

// Every rule names the page of AWS that says what it holds a system to. Whether
// something is there at all is no matter of AWS.
func TestRulesNameTheirSource(t *testing.T) {
	files, err := filepath.Glob("check_*.go")
	if err != nil {
		t.Fatal(err)
	}
	named := 0
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		if concernOf(name) == "existence" {
			continue
		}
		for _, d := range file.Decls {
			consts, ok := d.(*ast.GenDecl)
			if !ok || consts.Tok != token.CONST {
				continue
			}
			for _, spec := range consts.Specs {
				code := spec.(*ast.ValueSpec)
				if !strings.HasPrefix(strings.ToLower(code.Names[0].Name), "code") {
					continue
				}
				if doc := code.Doc.Text() + consts.Doc.Text(); !strings.Contains(doc, "docs.aws.amazon.com/") {
					t.Errorf("%s: %s names no page of AWS", name, code.Names[0].Name)
				}
				named++
			}
		}
	}
	if named < 50 {
		t.Errorf("only %d codes", named)
	}
}

// concernOf is the concern that a file is about: encryption for
// check_encryption_atrest.go, empty for the engine.
func concernOf(file string) string {
	name, ok := strings.CutPrefix(strings.TrimSuffix(file, ".go"), "check_")
	if !ok {
		return ""
	}
	name, _, _ = strings.Cut(name, "_")
	return name
}
