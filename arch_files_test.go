package asbuilt_test

import (
	"go/ast"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	"asbuilt/internal/tool"
)

// TestFiles holds the rule that one package alone touches files. What the
// others may know of the system is where it keeps things.
func TestFiles(t *testing.T) {
	places := []string{"Args", "DevNull", "Environ", "Executable", "Exit", "File", "Getenv", "Getpid", "Getwd", "Interrupt", "LookupEnv", "PathSeparator",
		"Signal", "Stderr", "Stdin", "Stdout", "UserCacheDir", "UserHomeDir", "ErrInvalid"}
	touching := map[string]func(name string) bool{
		"os": func(name string) bool { return !slices.Contains(places, name) },
		"path/filepath": func(name string) bool {
			return slices.Contains([]string{"EvalSymlinks", "Glob", "Walk", "WalkDir"}, name)
		},
		"io/ioutil": func(string) bool { return true },
		"syscall": func(name string) bool {
			return strings.HasPrefix(name, "Open") || name == "Unlink" || name == "Rename" || name == "Stat"
		},
	}
	for _, s := range sources(t) {
		if layer, _ := layerOf(s.pkg); s.test || layer == testsOnly || s.pkg == "files" {
			continue
		}
		names := map[string]string{} // what the file calls a package
		s.imports(func(imported, _ string) { names[path.Base(imported)] = imported })
		for _, spec := range s.file.Imports {
			if spec.Name != nil {
				imported, _ := strconv.Unquote(spec.Path.Value)
				names[spec.Name.Name] = imported
			}
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			sel, _ := n.(*ast.SelectorExpr)
			if sel == nil {
				return true
			}
			x, _ := sel.X.(*ast.Ident)
			if x == nil || x.Obj != nil {
				return true
			}
			if touches := touching[names[x.Name]]; touches != nil && touches(sel.Sel.Name) {
				t.Errorf("%s: %s.%s touches files, which only package files does", s.at(sel.Pos()), x.Name, sel.Sel.Name)
			}
			return true
		})
	}
}

// TestStreams holds the rule that cmd writes to people through package plain,
// which makes what others wrote harmless. What explain says is written here, and
// progress moves the cursor of a terminal on purpose.
func TestStreams(t *testing.T) {
	for _, s := range sources(t) {
		if s.test || s.pkg != "cmd" || s.name == "cmd/command_explain.go" {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			call, _ := n.(*ast.CallExpr)
			if call == nil {
				return true
			}
			sel, _ := call.Fun.(*ast.SelectorExpr)
			if sel == nil || !strings.HasPrefix(sel.Sel.Name, "Fprint") {
				return true
			}
			progress := s.name == "cmd/program_aws.go" && sel.Sel.Name == "Fprint"
			if x, _ := sel.X.(*ast.Ident); x != nil && x.Name == "fmt" && !progress {
				t.Errorf("%s: write with plain.%s", s.at(call.Pos()), sel.Sel.Name)
			}
			return true
		})
	}
}

// TestNoGiants holds that nothing large lies in the tree: whoever clones the project
// pays for it, and for every version of it. What a test makes lies in its own folder.
func TestNoGiants(t *testing.T) {
	err := tool.Tree(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		info, err := d.Info()
		if err == nil && info.Size() > 1<<20 {
			t.Errorf("%s has %d bytes", name, info.Size())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
