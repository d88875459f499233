package asbuilt_test

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// The reason why a fact is not judged is true: what is weighed with others, or leads to
// another resource, is read by what judges; what the model has no word for, and what
// asbuilt only keeps, is not read by any concern.
func TestUnjudgedReasonsAreTrue(t *testing.T) {
	uses, reasons := factUses(t)
	n := 0
	for fact, reason := range reasons {
		read := uses[fact]
		concerns := slices.DeleteFunc(slices.Clone(read), func(pkg string) bool { return !strings.HasPrefix(pkg, "asbuilt/drift") })
		switch reason {
		case "weighed", "leads":
			if n++; len(read) == 0 {
				t.Errorf("%s is said to be %q, and nothing reads it", fact, reason)
			}
		case "undeclared", "aside":
			if n++; len(concerns) > 0 {
				t.Errorf("%s is said to be %q, and %v reads it", fact, reason, concerns)
			}
		}
	}
	if n < 200 {
		t.Errorf("only %d reasons were asked: the test has lost its object", n)
	}
}

// factUses are the packages that read each field of the structs of discover, its own
// collectors left out, and the reasons that fields have for not being judged; both by
// "Struct.Field".
func factUses(t *testing.T) (uses map[string][]string, reasons map[string]string) {
	t.Helper()
	out, err := exec.Command("go", "list", "-export", "-deps", "-json=ImportPath,Dir,Export,GoFiles", "./drift/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	type pkg struct {
		ImportPath, Dir, Export string
		GoFiles                 []string
	}
	var ours []pkg
	exports := map[string]string{}
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		exports[p.ImportPath] = p.Export
		if p.ImportPath == "asbuilt/discover" || strings.HasPrefix(p.ImportPath, "asbuilt/drift") || p.ImportPath == "asbuilt/grant" {
			ours = append(ours, p)
		}
	}
	fset := token.NewFileSet()
	from := importer.ForCompiler(fset, "gc", func(path string) (io.ReadCloser, error) { return os.Open(exports[path]) })
	uses, reasons = map[string][]string{}, map[string]string{}
	for _, p := range ours {
		var files []*ast.File
		for _, name := range p.GoFiles {
			f, err := parser.ParseFile(fset, filepath.Join(p.Dir, name), nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, f)
		}
		info := &types.Info{Selections: map[*ast.SelectorExpr]*types.Selection{}}
		checked, err := (&types.Config{Importer: from}).Check(p.ImportPath, fset, files, info)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range info.Selections {
			named, ok := types.Unalias(deref(s.Recv())).(*types.Named)
			if !ok || s.Kind() != types.FieldVal {
				continue
			}
			key := named.Obj().Name() + "." + s.Obj().Name()
			if !slices.Contains(uses[key], p.ImportPath) {
				uses[key] = append(uses[key], p.ImportPath)
			}
		}
		for _, name := range checked.Scope().Names() {
			s, ok := checked.Scope().Lookup(name).Type().Underlying().(*types.Struct)
			for i := 0; ok && i < s.NumFields(); i++ {
				if why := reflect.StructTag(s.Tag(i)).Get("unjudged"); why != "" {
					reasons[name+"."+s.Field(i).Name()] = why
				}
			}
		}
	}
	return uses, reasons
}

func deref(t types.Type) types.Type {
	if p, ok := t.(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}
