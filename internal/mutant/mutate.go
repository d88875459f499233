package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
)

// mutant is one change of one place of a file.
type mutant struct {
	// File is the path as it was given; From and To are offsets in it, in bytes.
	File     string
	From, To int
	Line     int
	// Func is the function that the place lies in, empty for a table.
	Func string
	// Kind says what is done: "negate-if", "int+1".
	Kind     string
	Old, New string
}

// id names a mutant without its line, so that a list of mutants survives edits
// elsewhere in the file.
func (m mutant) id() string {
	return strings.Join([]string{filepath.Base(m.File), m.Func, m.Kind, oneLine(m.Old)}, " | ")
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// swapped is what stands in for an operator.
var swapped = map[token.Token]string{
	token.LSS: "<=", token.LEQ: "<", token.GTR: ">=", token.GEQ: ">", token.EQL: "!=", token.NEQ: "==",
	token.LAND: "||", token.LOR: "&&", token.ADD: "-", token.SUB: "+", token.MUL: "/",
}

// finder collects the mutants of one file.
type finder struct {
	name     string
	source   []byte
	fset     *token.FileSet
	function string
	// around are the statements that a break may end, the inner ones last.
	around []ast.Node
	found  []mutant
}

// mutants are all changes that are known of a file, in the order of the text.
func mutants(name string, source []byte) ([]mutant, error) {
	f := &finder{name: name, source: source, fset: token.NewFileSet()}
	file, err := parser.ParseFile(f.fset, name, source, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	for _, d := range file.Decls {
		f.function = ""
		if fn, ok := d.(*ast.FuncDecl); ok {
			f.function = fn.Name.Name
		}
		ast.Inspect(d, f.visit)
	}
	slices.SortStableFunc(f.found, func(a, b mutant) int { return a.From - b.From })
	return f.found, nil
}

func (f *finder) offset(p token.Pos) int { return f.fset.Position(p).Offset }
func (f *finder) text(n ast.Node) string {
	return string(f.source[f.offset(n.Pos()):f.offset(n.End())])
}
func (f *finder) node(n ast.Node, k, s string) { f.add(n.Pos(), n.End(), k, s) }

func (f *finder) add(from, to token.Pos, kind, replacement string) {
	a, b := f.offset(from), f.offset(to)
	f.found = append(f.found, mutant{
		File: f.name, From: a, To: b, Line: f.fset.Position(from).Line,
		Func: f.function, Kind: kind, Old: string(f.source[a:b]), New: replacement,
	})
}

func (f *finder) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.ImportSpec:
		return false
	case *ast.IfStmt:
		f.condition(n)
	case *ast.BinaryExpr:
		f.operator(n)
	case *ast.AssignStmt:
		f.appended(n)
	case *ast.ExprStmt:
		if call, ok := n.X.(*ast.CallExpr); ok && f.text(call.Fun) != "panic" {
			f.node(n, "drop-call", "_ = 0")
		}
	case *ast.BasicLit:
		if n.Kind == token.INT {
			f.node(n, "int+1", "("+n.Value+"+1)")
		}
	case *ast.Ident:
		switch n.Name {
		case "true":
			f.node(n, "bool", "false")
		case "false":
			f.node(n, "bool", "true")
		}
	case *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
		f.around = append(f.around, n)
	case *ast.BranchStmt:
		if n.Tok == token.CONTINUE && n.Label == nil && f.inLoop(n) {
			f.node(n, "continue-break", "break")
		}
	case *ast.CompositeLit:
		f.rows(n)
	case *ast.CallExpr:
		f.arguments(n)
	case *ast.ReturnStmt:
		f.result(n)
	}
	return true
}

// condition negates the condition of an if, and lets it never be true. Whether
// an error came is not asked: what follows is mostly the passing on of it.
func (f *finder) condition(n *ast.IfStmt) {
	text := f.text(n.Cond)
	if text == "err != nil" {
		return
	}
	f.node(n.Cond, "negate-if", "!("+text+")")
	f.node(n.Cond, "if-never", "false && ("+text+")")
}

// inLoop reports whether a break in the place of n would end a loop: within a
// switch it ends the switch.
func (f *finder) inLoop(n ast.Node) bool {
	for _, a := range slices.Backward(f.around) {
		if a.Pos() <= n.Pos() && n.End() <= a.End() {
			switch a.(type) {
			case *ast.ForStmt, *ast.RangeStmt:
				return true
			}
			return false
		}
	}
	return false
}

func (f *finder) operator(n *ast.BinaryExpr) {
	replacement, ok := swapped[n.Op]
	isText := n.Op == token.ADD && strings.ContainsAny(f.text(n), "\"`")
	againstNil := f.text(n.Y) == "nil"
	if ok && !isText && !againstNil {
		f.add(n.OpPos, n.OpPos+token.Pos(len(n.Op.String())), "operator", replacement)
	}
}

// appended leaves out what is appended to a list.
func (f *finder) appended(n *ast.AssignStmt) {
	if len(n.Lhs) != 1 || len(n.Rhs) != 1 || n.Tok != token.ASSIGN {
		return
	}
	call, ok := n.Rhs[0].(*ast.CallExpr)
	if !ok {
		return
	}
	if name, ok := call.Fun.(*ast.Ident); ok && name.Name == "append" {
		f.node(n, "drop-append", "_ = "+f.text(call))
	}
}

// rows drops each row of a table of three or more; the fields of a struct are
// no rows.
func (f *finder) rows(n *ast.CompositeLit) {
	if len(n.Elts) < 3 {
		return
	}
	for i, row := range n.Elts {
		if pair, ok := row.(*ast.KeyValueExpr); ok {
			if _, isField := pair.Key.(*ast.Ident); isField {
				return
			}
		}
		if i+1 < len(n.Elts) {
			f.add(row.Pos(), n.Elts[i+1].Pos(), "drop-row", "")
		}
	}
}

// symmetric are calls that come to the same with their arguments swapped.
var symmetric = []string{
	"min", "max", "slices.Equal", "maps.Equal", "bytes.Equal", "reflect.DeepEqual", "strings.EqualFold",
}

// arguments swaps the two arguments of a call, where they may be of one type.
func (f *finder) arguments(n *ast.CallExpr) {
	if len(n.Args) != 2 || n.Ellipsis.IsValid() {
		return
	}
	if slices.Contains([]string{"append", "make"}, f.text(n.Fun)) || slices.Contains(symmetric, f.text(n.Fun)) {
		return
	}
	first, second := f.text(n.Args[0]), f.text(n.Args[1])
	if first != second && !strings.ContainsAny(first+second, "\"`{") {
		f.add(n.Args[0].Pos(), n.Args[1].End(), "swap-arguments", second+", "+first)
	}
}

// result negates a result that is plainly a yes or no.
func (f *finder) result(n *ast.ReturnStmt) {
	if len(n.Results) != 1 {
		return
	}
	text := f.text(n.Results[0])
	for _, asks := range []string{"strings.Has", "strings.Contains", "slices.Contains", "bytes.Has", "bytes.Equal"} {
		if _, isCall := n.Results[0].(*ast.CallExpr); isCall && strings.HasPrefix(text, asks) {
			f.node(n.Results[0], "negate-return", "!"+text)
			return
		}
	}
}
