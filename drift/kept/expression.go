package kept

import (
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"
	"github.com/expr-lang/expr/vm"

	"asbuilt/finding"
	"asbuilt/model"
)

// An expression is what stands behind that:, in the language of expr-lang/expr.
// It reads properties through [read], which says what was not read, and every
// turn of a predicate is counted. What could make much of little (variables, and
// functions that put texts and lists together) it has not, so that its work is
// bounded by its turns and its memory by what they keep.

// Bounds on the work of one expression.
const (
	// MostTurns is how many times predicates may be asked in all.
	MostTurns = 1_000_000
	// MostNodes is how large an expression may be, and MostJoined the longest text
	// that + may make.
	MostNodes  = 1000
	MostJoined = 1 << 20
)

// functions are the ones of the language that expressions have.
func functions() []string {
	return []string{
		"all", "none", "any", "one", "filter", "map", "find", "count", "sum", "len", "min", "max", "abs", "first", "last",
		"lower", "upper", "trim", "split", "int", "float",
	}
}

var (
	errTurns  = errors.New("it asks its predicates more often than is allowed")
	errZero   = errors.New("it divides by zero")
	errJoined = finding.Errorf("it makes too long a text", "너무 긴 문자열을 만듭니다")
)

// run is one evaluation, with what it may count.
type run struct {
	j     *judge
	turns int
}

// names are the functions that stand for what was written, and cannot be written.
const (
	nameRead   = "\u00b7read"
	nameTurn   = "\u00b7turn"
	nameDivide = "\u00b7divide"
	nameRest   = "\u00b7rest"
	nameAdd    = "\u00b7add"
)

// that asks whether an expression is true.
func (j *judge) that(source string) answer {
	r := &run{j: j}
	p := &patch{}
	program, err := r.compile(source, p)
	if err == nil {
		err = p.fault
	}
	if err != nil {
		return answer{verdict: finding.Unknown, wrong: true, because: fault(err)}
	}
	said, err := r.ask(program)
	if err != nil {
		return failed(err)
	}
	if said {
		return holds()
	}
	return r.offenders(source)
}

// failed is the answer of an expression that came to nothing.
func failed(err error) answer {
	var gap *gapError
	var absent *absentError
	switch {
	case errors.Is(err, errSnapshot):
		return needsSnapshot()
	case errors.As(err, &gap):
		return unknown(finding.Same(gap.Error()))
	case errors.As(err, &absent):
		return unknown(finding.Say("there is no %#v", "%#v 항목이 없습니다", absent.key))
	case errors.Is(err, errTurns):
		return unknown(finding.Say("it asks its predicates more than %d times", "조건을 %d번 넘게 평가합니다", MostTurns))
	case errors.Is(err, errZero):
		return unknown(finding.Say("it divides by zero", "0으로 나눕니다"))
	case fault(err).En == "memory budget exceeded": // expr has no error for it
		return unknown(finding.Say("it takes more memory than is allowed", "허용된 것보다 많은 메모리를 씁니다"))
	}
	return unknown(fault(err))
}

// fault is an error of the language in one line.
func fault(err error) finding.Text {
	var placed *file.Error
	if errors.As(err, &placed) {
		if placed.Prev != nil {
			return fault(placed.Prev)
		}
		return finding.Same(placed.Message)
	}
	text := finding.ErrorText(err)
	text.En, _, _ = strings.Cut(text.En, "\n")
	text.Ko, _, _ = strings.Cut(text.Ko, "\n")
	return text
}

// compile reads an expression. Extra visitors come after those that bound it.
func (r *run) compile(source string, extra ...ast.Visitor) (*vm.Program, error) {
	options := []expr.Option{
		expr.Env(r.environment()), expr.DisableAllBuiltins(), expr.MaxNodes(MostNodes), expr.Optimize(false),
		expr.Function(nameRead, func(args ...any) (any, error) { return r.read(args[0], args[1]) },
			new(func(any, any) any)),
		expr.Function(nameTurn, r.turn, new(func(any) any)),
		expr.Function(nameDivide, divide("/"), new(func(any, any) any)),
		expr.Function(nameRest, divide("%"), new(func(any, any) any)),
		expr.Function(nameAdd, add, new(func(any, any) any)),
		expr.Function("duration", func(args ...any) (any, error) { return duration(args[0]) }, new(func(any) any)),
	}
	for _, name := range functions() {
		options = append(options, expr.EnableBuiltin(name))
	}
	for _, v := range extra {
		options = append(options, expr.Patch(v))
	}
	return expr.Compile(source, options...)
}

// ask runs a program that is true or false.
func (r *run) ask(program *vm.Program) (bool, error) {
	out, err := r.run(program)
	if err != nil {
		return false, err
	}
	said, ok := out.(bool)
	if !ok {
		return false, finding.Errorf("it comes to %s, not to true or false",
			"결과가 참이나 거짓이 아니라 %s입니다", sortOf(out))
	}
	return said, nil
}

// run runs a program; what it panics with, such as a comparison of a text with
// nothing, is an error.
func (r *run) run(program *vm.Program) (any, error) {
	machine := vm.VM{MemoryBudget: MostTurns}
	return machine.Run(program, r.environment())
}

func (r *run) environment() map[string]any {
	return map[string]any{
		"model": any(root{r.j}), "snapshot": any(running{}), "connections": any(connections{}), "findings": any(found{}),
	}
}

// turn counts one more turn of a predicate.
func (r *run) turn(args ...any) (any, error) {
	if r.turns++; r.turns > MostTurns {
		return nil, errTurns
	}
	return args[0], nil
}

func sortOf(v any) finding.Text {
	switch v.(type) {
	case nil:
		return finding.Both("nothing", "빈 값")
	case string:
		return finding.Both("a text", "문자열")
	case int, int64, float64:
		return finding.Both("a number", "숫자")
	}
	if reflect.ValueOf(v).Kind() == reflect.Slice {
		return finding.Both("a list", "목록")
	}
	return finding.Both("a thing", "대상")
}

// patch puts the functions above in the place of what was written.
type patch struct{ fault error }

// Visit implements [ast.Visitor].
func (p *patch) Visit(node *ast.Node) {
	call := func(name string, args ...ast.Node) {
		ast.Patch(node, &ast.CallNode{Callee: &ast.IdentifierNode{Value: name}, Arguments: args})
	}
	switch n := (*node).(type) {
	case *ast.VariableDeclaratorNode, *ast.SequenceNode:
		p.fault = finding.Errorf("an expression has no variables and no steps", "식에는 변수와 단계를 쓸 수 없습니다")
	case *ast.MemberNode:
		call(nameRead, n.Node, n.Property)
	case *ast.IdentifierNode:
		switch n.Value { // lists that are made when they are asked for
		case "connections", "findings":
			call(nameRead, &ast.IdentifierNode{Value: n.Value}, &ast.StringNode{Value: ""})
		}
	case *ast.PredicateNode:
		if c, ok := n.Node.(*ast.CallNode); !ok || !isCall(c, nameTurn) {
			n.Node = &ast.CallNode{Callee: &ast.IdentifierNode{Value: nameTurn}, Arguments: []ast.Node{n.Node}}
		}
	case *ast.BinaryNode:
		switch n.Operator {
		case "/":
			call(nameDivide, n.Left, n.Right)
		case "%":
			call(nameRest, n.Left, n.Right)
		case "+":
			call(nameAdd, n.Left, n.Right)
		}
	}
}

func isCall(n *ast.CallNode, name string) bool {
	id, ok := n.Callee.(*ast.IdentifierNode)
	return ok && id.Value == name
}

// offenders says what keeps an expression from being true: the things of a list
// of which all, or none, was to be so.
func (r *run) offenders(source string) answer {
	none := broken(finding.Say("this is not true: %s", "다음이 참이 아닙니다: %s", strings.Join(strings.Fields(source), " ")))
	again := &run{j: r.j}
	tree, err := parser.Parse(source)
	if err != nil {
		return none
	}
	program, err := again.compile(source, counterexample{tree.Node.Location()}, &patch{})
	if err != nil {
		return none
	}
	out, err := again.run(program)
	list, ok := out.([]any)
	if err != nil || !ok || len(list) == 0 {
		return none
	}
	var said []string
	var evidence []finding.Evidence
	for i, x := range list {
		if i == mostOffenders && len(list) > mostOffenders+1 {
			said = append(said, fmt.Sprintf("… (%d)", len(list)))
			break
		}
		said = append(said, again.name(x))
		if res, ok := x.(*resource); ok {
			r := res.Resource()
			evidence = append(evidence, finding.Evidence{Fact: r.Type, Value: nameOf(r), From: r.Ref()})
		}
	}
	a := broken(finding.Say("it is not so for %s", "지키지 않는 항목 %s", strings.Join(said, ", ")))
	a.evidence = evidence
	return a
}

// mostOffenders is how many things a sentence names.
const mostOffenders = 3

// counterexample turns "all of a list are so" at a place into the list of those
// that are not.
type counterexample struct{ at file.Location }

// Visit implements [ast.Visitor].
func (c counterexample) Visit(node *ast.Node) {
	n, ok := (*node).(*ast.BuiltinNode)
	if !ok || n.Location() != c.at || len(n.Arguments) != 2 || n.Name != "all" && n.Name != "none" {
		return
	}
	predicate, ok := n.Arguments[1].(*ast.PredicateNode)
	if !ok {
		return
	}
	body := predicate.Node
	if n.Name == "all" {
		so := &ast.BinaryNode{Operator: "==", Left: body, Right: &ast.BoolNode{Value: true}}
		body = &ast.UnaryNode{Operator: "not", Node: so}
	}
	n.Name, n.Arguments[1] = "filter", &ast.PredicateNode{Node: body}
}

// name is what somebody calls a thing of a list.
func (r *run) name(x any) string {
	for _, key := range []string{"id", "name", "code"} {
		if v, err := r.read(x, key); err == nil && v != nil && v != "" {
			return fmt.Sprint(v)
		}
	}
	return fmt.Sprint(x)
}

// nearest words a hint at a name that was meant.
func nearest(word string, names []string) finding.Text {
	if near := model.Nearest(word, names); near != "" {
		return finding.Say("; did you mean %q?", ". 혹시 %q입니까?", near)
	}
	return finding.Text{}
}
