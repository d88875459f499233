package asbuilt_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"asbuilt/internal/tool"
	"asbuilt/model/kind"
)

// The policy of ARCHITECTURE.md as tests. They read the source files
// themselves, so that they see what build tags hide.

const (
	module        = "asbuilt"
	maxFileLines  = 600
	maxFuncLines  = 100
	testsOnly     = -1
	thirdPartyDot = "." // what the path of a module of somebody else has and one of the standard library has not
)

// layers is every package with its layer; a package imports only packages of a
// lower one. A new package gets its row here, in the commit that adds it.
func layers() map[string]int {
	return map[string]int{
		"finding": 0, "finding/plain": 0, "finding/secret": 0, "packet": 0, "pattern": 0,

		"way": 1, "model/syntax": 1, "model/kind": 1, "model/predicate": 1, "model/starter": 1, "discover": 1,
		"files": 1, "history": 1, "site/safe": 1, "site/redact": 1,
		"render/text": 1, "render/layout": 1, "render/scene": 1, "render/glyph": 1, "render/fonts": 2, "render/outline": 2,

		"model": 2, "model/veil": 2, "git": 2, "grant": 2,

		"model/decisions": 3, "model/analyze": 3, "model/sense": 3, "model/format": 3, "discover/aws": 3, "discover/plan": 3, "drift/match": 3,
		"site/markdown": 2, "site/mermaid": 2, "site/words": 3, "render/svg": 3, "render/png": 3, "render/pdf": 3, "render/layout/graphviz": 3, "render/pins": 3,

		"render/views": 4, "render/icons": 4, "drift/reach": 4, "model/diff": 4, "site/address": 4, "site/search": 4,

		"drift": 5, "report": 5, "render/sequence": 5,
		"render/sheet": 6, "site/preview": 6, "drift/kept": 6,
		"render":     7,
		"site/parts": 8,
		"site":       9,
		"cmd":        10,

		"cmd/asbuilt": 11, "cmd/asbuilt-aws": 11, "cmd/asbuilt-graphviz": 11,

		"render/layout/gate": testsOnly, "render/layout/layouttest": testsOnly,
	}
}

// layerOf is the layer of a package; what lies in internal and e2e is for tests
// alone and needs no row.
func layerOf(pkg string) (layer int, known bool) {
	if room, _, _ := strings.Cut(pkg, "/"); room == "internal" || room == "e2e" {
		return testsOnly, true
	}
	layer, known = layers()[pkg]
	return layer, known
}

// homes is where each dependency may be imported, besides in tests. What has
// no home is for tests alone.
func homes() map[string][]string {
	return map[string][]string{
		"gopkg.in/yaml.v3":                      {"model/syntax"},
		"github.com/agnivade/levenshtein":       {"model"},
		"github.com/aws/aws-sdk-go-v2":          {"discover/aws", "cmd/asbuilt-aws"},
		"github.com/aws/smithy-go":              {"discover/aws", "cmd/asbuilt-aws"},
		"github.com/goccy/go-graphviz":          {"cmd/asbuilt-graphviz"},
		"codeberg.org/go-fonts/liberation":      {"render/text", "render/png", "render/pdf"},
		"golang.org/x/crypto/x509roots":         {"cmd/asbuilt-aws"},
		"golang.org/x/image":                    {"render/text", "render/png", "render/pdf"},
		"github.com/clipperhouse/uax29":         {"render/text"},
		"git.sr.ht/~sbinet/gg":                  {"render/png"},
		"codeberg.org/go-pdf/fpdf":              {"render/pdf"},
		"github.com/yuin/goldmark":              {"site/markdown"},
		"github.com/alecthomas/chroma":          {"site/markdown"},
		"github.com/microcosm-cc/bluemonday":    nil,
		"golang.org/x/net":                      {"site/markdown", "site/safe"},
		"github.com/fatih/color":                {"report"},
		"github.com/fsnotify/fsnotify":          {"cmd"},
		"github.com/mattn/go-runewidth":         {"report", "cmd"},
		"github.com/mattn/go-isatty":            {"cmd"},
		"github.com/spf13/cobra":                {"cmd"},
		"github.com/expr-lang/expr":             {"drift/kept"},
		"github.com/spf13/pflag":                {"cmd"},
		"golang.org/x/sync":                     {"discover/aws", "render", "cmd"},
		"golang.org/x/text":                     {"site/search"},
		"golang.org/x/time":                     {"discover/aws"},
		"github.com/chromedp/chromedp":          nil,
		"github.com/chromedp/cdproto":           nil,
		"github.com/google/go-cmp":              nil,
		"github.com/rogpeppe/go-internal":       nil,
		"github.com/santhosh-tekuri/jsonschema": nil,
	}
}

// source is one Go file of the module.
type source struct {
	pkg   string // path of its package below the module; "." for the root
	name  string // path of the file
	test  bool
	lines int
	file  *ast.File
	fset  *token.FileSet
}

func (s *source) at(p token.Pos) string {
	return fmt.Sprintf("%s:%d", s.name, s.fset.Position(p).Line)
}

func sources(t *testing.T) []*source {
	t.Helper()
	var all []*source
	err := tool.Tree(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if d.Name() == "testdata" || ownModule(name) {
				return fs.SkipDir
			}
			return nil
		}
		if strings.HasSuffix(name, ".go") {
			s, err := parseSource(name)
			if err != nil {
				return err
			}
			all = append(all, s)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 20 {
		t.Fatalf("found only %d source files", len(all))
	}
	return all
}

func ownModule(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, "go.mod"))
	return err == nil && dir != "."
}

func parseSource(name string) (*source, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, text, parser.ParseComments)
	if err != nil {
		return nil, err
	}
	return &source{
		pkg: path.Dir(filepath.ToSlash(name)), name: name, test: strings.HasSuffix(name, "_test.go"),
		lines: strings.Count(string(text), "\n"), file: file, fset: fset,
	}, nil
}

// imports calls yield with every import of s.
func (s *source) imports(yield func(path, at string)) {
	for _, spec := range s.file.Imports {
		imported, _ := strconv.Unquote(spec.Path.Value)
		yield(imported, s.at(spec.Pos()))
	}
}

func TestLayers(t *testing.T) {
	for _, s := range sources(t) {
		own, known := layerOf(s.pkg)
		if !known && s.pkg != "." {
			t.Errorf("%s: package %s has no layer; give it a row in layers()", s.name, s.pkg)
			continue
		}
		if s.test || own == testsOnly {
			continue
		}
		s.imports(func(imported, at string) {
			pkg, ours := strings.CutPrefix(imported, module+"/")
			if !ours {
				return
			}
			switch other, known := layerOf(pkg); {
			case !known:
				t.Errorf("%s: %s has no layer", at, pkg)
			case other == testsOnly:
				t.Errorf("%s: %s is for tests only", at, pkg)
			case other >= own:
				t.Errorf("%s: %s (layer %d) imports %s (layer %d)", at, s.pkg, own, pkg, other)
			}
		})
	}
}

func TestHomes(t *testing.T) {
	home := homes()
	for _, s := range sources(t) {
		if layer, _ := layerOf(s.pkg); s.test || layer == testsOnly {
			continue
		}
		s.imports(func(imported, at string) {
			first, _, _ := strings.Cut(imported, "/")
			if !strings.Contains(first, thirdPartyDot) {
				return
			}
			dependency, listed := moduleOf(imported, home)
			switch {
			case !listed:
				t.Errorf("%s: %s has no home; give it a row in homes(), and a reason in ARCHITECTURE.md", at, imported)
			case !slices.Contains(home[dependency], s.pkg):
				t.Errorf("%s: %s is at home in %v, not in %s", at, imported, home[dependency], s.pkg)
			}
		})
	}
}

// moduleOf is the listed module that imported belongs to.
func moduleOf(imported string, home map[string][]string) (string, bool) {
	for p := imported; p != "."; p = path.Dir(p) {
		if _, ok := home[p]; ok {
			return p, true
		}
	}
	return "", false
}

func TestNames(t *testing.T) {
	banned := []string{"util", "utils", "common", "helper", "helpers", "types", "pkg", "misc", "shared", "base", "core"}
	for _, s := range sources(t) {
		pkg := s.pkg
		for _, part := range strings.Split(pkg, "/") {
			if slices.Contains(banned, part) {
				t.Errorf("package %s: %q says nothing about what is in it", pkg, part)
			}
		}
	}
}

func TestSizes(t *testing.T) {
	for _, s := range sources(t) {
		if s.lines > maxFileLines {
			t.Errorf("%s has %d lines; at most %d", s.name, s.lines, maxFileLines)
		}
		if s.test {
			continue
		}
		for _, d := range s.file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || isTable(f) {
				continue
			}
			if n := s.fset.Position(f.End()).Line - s.fset.Position(f.Pos()).Line + 1; n > maxFuncLines {
				t.Errorf("%s: %s has %d lines; at most %d", s.at(f.Pos()), f.Name.Name, n, maxFuncLines)
			}
		}
	}
}

// isTable reports whether f does nothing but return a literal: a table is as
// long as what it lists.
func isTable(f *ast.FuncDecl) bool {
	if f.Body == nil || len(f.Body.List) != 1 {
		return false
	}
	ret, ok := f.Body.List[0].(*ast.ReturnStmt)
	if !ok || len(ret.Results) != 1 {
		return false
	}
	_, ok = ret.Results[0].(*ast.CompositeLit)
	return ok
}

// homonyms are the words that are ids of kinds and mean something else where they
// stand, by room: a package with those below it. "*" stands for every word of a
// room whose words are not the model's.
func homonyms() map[string]map[string]string {
	const (
		attached   = "AWS's word for what is attached"
		connection = "a kind of connection"
		drawing    = "the name of a drawing"
		key        = "a key of the language"
		style      = "the style of a box"
	)
	return map[string]map[string]string{
		"cmd": {
			"account": "a key of the language",
			"region":  "a flag", "budget": "a flag", "build": "a command", "internet": "the word of reach for what is no resource",
		},
		"finding/secret": {"secret": "how people call one"},
		"site/redact":    {"account": "the number of one"},
		"discover": {
			"vpc": attached, "redshift": "an engine", "account": "a member of snapshot files", "region": "a member of snapshot files",
			"pipeline": "a member of replies",
		},
		"drift/reach": {"vpn": attached},
		"drift/kept": {
			"zone": "a property of elements in expressions", "account": "a member of snapshot files",
			"region": "a member of snapshot files",
		},
		"discover/aws": {"*": "names of services, and the words of AWS's API"},
		"drift": {
			"lambda": "an authorizer", "schedule": key, "waf": key, "vpc": attached,
			"secret": "how a container gets a value", "deploy": "a kind of connection",
			"internet": "the word of never for what is no thing of the model",
			"firehose": "a protocol of topics, and the host name of the service's endpoint",
		},
		"model": {
			"deploy": connection, "secret": "a label", "waf": key, "account": key, "schedule": "what carries an event",
			"internet": "the word of never for what is no thing of the model",
		},
		"render": {
			"account": style, "region": style, "vpc": style, "deploy": connection, "alarm": "a mark, and a drawing",
			"approval": drawing, "internet": drawing, "user": drawing, "waf": drawing, "security-group": drawing,
			"secret": "how sensitive data is", "canary": "how a deployment goes", "lambda": "an authorizer",
			"process": "a word of the legend", "zone": "a word of the legend",
		},
		"render/glyph":             {"*": "names of drawings"},
		"render/layout/layouttest": {"*": "made-up diagrams"},
		"site": {
			"secret": "how sensitive data is", "waf": key, "schedule": key, "budget": key, "deploy": connection,
			"account": "what findings are told apart by",
		},
	}
}

// TestKindsAreAskedByTrait holds the rule that outside the catalogue nothing is
// decided by the id of a kind: a kind of a user's own would be left out. A word
// that is an id needs a reason, and none is compared with what a thing's kind is.
func TestKindsAreAskedByTrait(t *testing.T) {
	ids := map[string]bool{}
	for _, k := range kind.All() {
		ids[k.ID] = true
	}
	used := map[string]bool{}
	for _, s := range sources(t) {
		if s.test || s.pkg == "model/kind" || strings.HasPrefix(s.pkg, "internal/") {
			continue
		}
		words := homonymsOf(s.pkg)
		ast.Inspect(s.file, func(n ast.Node) bool {
			if asked := asksForKind(n); asked != nil {
				t.Errorf("%s: a kind is asked for by its id; ask for a trait of package kind", s.at(asked.Pos()))
			}
			literal, ok := n.(*ast.BasicLit)
			if !ok || literal.Kind != token.STRING {
				return true
			}
			word, _ := strconv.Unquote(literal.Value)
			room, listed := words[word]
			if any, ok := words["*"]; ok && !listed {
				room, word, listed = any, "*", ids[word]
			}
			switch {
			case strings.Contains(word, ` kinds:"`):
				t.Errorf("%s: a tag names kinds; let it name traits", s.at(n.Pos()))
			case listed:
				used[room+" "+word] = true
			case ids[word]:
				t.Errorf("%s: %q is the id of a kind; ask for a trait, or say in homonyms() what it means here", s.at(n.Pos()), word)
			}
			return true
		})
	}
	for room, words := range homonyms() {
		for word := range words {
			if !used[room+" "+word] {
				t.Errorf("homonyms: %q does not stand in %s any more", word, room)
			}
		}
	}
}

// homonymsOf are the homonyms of a package, each with the room that lists it.
func homonymsOf(pkg string) map[string]string {
	words := map[string]string{}
	for room, listed := range homonyms() {
		if pkg == room || strings.HasPrefix(pkg, room+"/") {
			for word := range listed {
				if len(words[word]) < len(room) {
					words[word] = room
				}
			}
		}
	}
	return words
}

// asksForKind is n where it compares the id of a kind with a word, or asks
// whether something has, or lies in what has, a word that is no constant of
// package kind.
func asksForKind(n ast.Node) ast.Node {
	isWord := func(e ast.Expr) bool {
		literal, ok := e.(*ast.BasicLit)
		return ok && literal.Kind == token.STRING
	}
	isKindID := func(e ast.Expr) bool {
		id, ok := e.(*ast.SelectorExpr)
		if !ok || id.Sel.Name != "ID" {
			return false
		}
		of, ok := id.X.(*ast.SelectorExpr)
		return ok && of.Sel.Name == "Kind"
	}
	switch n := n.(type) {
	case *ast.BinaryExpr:
		if isKindID(n.X) && isWord(n.Y) || isKindID(n.Y) && isWord(n.X) {
			return n
		}
	case *ast.SwitchStmt:
		if n.Tag != nil && isKindID(n.Tag) {
			return n
		}
	case *ast.CallExpr:
		called, ok := n.Fun.(*ast.SelectorExpr)
		if ok && len(n.Args) == 1 && isWord(n.Args[0]) && slices.Contains([]string{"Has", "Around"}, called.Sel.Name) {
			return n
		}
	}
	return nil
}

// maxFactSwitches is how many switches over the type of a resource's facts stand
// outside discover. What a type can say, it says by a capability of discover.
// The number only goes down.
const maxFactSwitches = 0

// TestFactSwitches counts them.
func TestFactSwitches(t *testing.T) {
	var found []string
	for _, s := range sources(t) {
		if s.test || s.pkg == "discover" || strings.HasPrefix(s.pkg, "discover/") {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if sw, ok := n.(*ast.TypeSwitchStmt); ok && overFacts(sw) {
				found = append(found, s.at(sw.Pos()))
			}
			return true
		})
	}
	if len(found) > maxFactSwitches {
		t.Errorf("%d switches over the type of facts outside discover, at most %d: %v", len(found), maxFactSwitches, found)
	}
}

// overFacts reports whether a switch asks for the type of a field Facts.
func overFacts(sw *ast.TypeSwitchStmt) bool {
	over := false
	ast.Inspect(sw.Assign, func(n ast.Node) bool {
		if assert, ok := n.(*ast.TypeAssertExpr); ok && assert.Type == nil {
			sel, ok := assert.X.(*ast.SelectorExpr)
			over = over || ok && sel.Sel.Name == "Facts"
		}
		return true
	})
	return over
}

// TestExits holds the rule that only main ends the program, and that nothing
// happens merely because a package is imported.
func TestExits(t *testing.T) {
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				if n.Name.Name == "init" && n.Recv == nil {
					t.Errorf("%s: func init", s.at(n.Pos()))
				}
				return s.file.Name.Name != "main" || n.Name.Name != "main"
			case *ast.SelectorExpr:
				x, _ := n.X.(*ast.Ident)
				if x == nil || x.Obj != nil { // a variable that is called like the package
					return true
				}
				if name := x.Name + "." + n.Sel.Name; name == "os.Exit" || strings.HasPrefix(name, "log.Fatal") || strings.HasPrefix(name, "log.Panic") {
					t.Errorf("%s: %s outside main", s.at(n.Pos()), name)
				}
			}
			return true
		})
	}
}

var docPath = regexp.MustCompile("`((?:\\.ci|arch_test|[a-z0-9]+)(?:/[A-Za-z0-9_.…-]*|\\.go|\\.md))`")

// TestDocPaths holds the guides to the tree: every path that they name exists. What the
// README says is run by the tests of e2e.
func TestDocPaths(t *testing.T) {
	for _, doc := range []string{"ARCHITECTURE.md", "CONTRIBUTING.md"} {
		text, err := os.ReadFile(doc)
		if err != nil {
			t.Error(err)
			continue
		}
		for i, line := range strings.Split(string(text), "\n") {
			for _, m := range docPath.FindAllStringSubmatch(line, -1) {
				name := strings.TrimSuffix(m[1], "…")
				if planned := layers()[strings.TrimSuffix(name, "/")] > 0; planned {
					continue // a room of the design may still be empty
				}
				if built := strings.HasPrefix(name, "bin/") || strings.HasPrefix(name, "out/"); built {
					continue
				}
				if _, err := os.Stat(name); err != nil {
					t.Errorf("%s:%d: there is no %s", doc, i+1, name)
				}
			}
		}
	}
}
