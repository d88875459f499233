package discover

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// questions are the interfaces of the files says_*.go.
func questions() []reflect.Type {
	return []reflect.Type{
		reflect.TypeFor[Placed](), reflect.TypeFor[SubnetGrouped](), reflect.TypeFor[Zoned](),
		reflect.TypeFor[Blocked](),
		reflect.TypeFor[Addressed](), reflect.TypeFor[Leading](), reflect.TypeFor[Linking](),
		reflect.TypeFor[Answering](), reflect.TypeFor[Facing](), reflect.TypeFor[Fronting](), reflect.TypeFor[Crossed](),
		reflect.TypeFor[Fetched](), reflect.TypeFor[Started](), reflect.TypeFor[Copied](), reflect.TypeFor[Acting](),
		reflect.TypeFor[Opened](), reflect.TypeFor[Networked](),
		reflect.TypeFor[Ownable](), reflect.TypeFor[Using](), reflect.TypeFor[Relying](), reflect.TypeFor[Belonging](), reflect.TypeFor[Changing](),
		reflect.TypeFor[Sole](), reflect.TypeFor[Varied](),
		reflect.TypeFor[DeletionProtected](), reflect.TypeFor[ZoneSpanning](), reflect.TypeFor[Replicated](),
		reflect.TypeFor[BackedUp](), reflect.TypeFor[Rewinding](),
		reflect.TypeFor[Encrypting](), reflect.TypeFor[TLSRequiring](), reflect.TypeFor[TLSSetting](),
		reflect.TypeFor[Parametrised](), reflect.TypeFor[Rotating](),
		reflect.TypeFor[Engined](), reflect.TypeFor[Disked](), reflect.TypeFor[Serving](),
		reflect.TypeFor[Banded](), reflect.TypeFor[Tracking](), reflect.TypeFor[Stepping](), reflect.TypeFor[Scheduled](), reflect.TypeFor[Member](),
		reflect.TypeFor[HealthAsking](), reflect.TypeFor[Authorizing](), reflect.TypeFor[Throttling](),
		reflect.TypeFor[Staged](), reflect.TypeFor[Stage](), reflect.TypeFor[Filtered](),
		reflect.TypeFor[Measured](), reflect.TypeFor[Recording](), reflect.TypeFor[Shared](), reflect.TypeFor[Delegating](), reflect.TypeFor[InPolicies](),
	}
}

// factTypes are the structs of all types, each once, by name.
func factTypes() map[string]reflect.Type {
	types := map[string]reflect.Type{}
	for _, f := range Families() {
		for _, t := range f.Types {
			s := reflect.TypeOf(t.Facts()).Elem()
			types[s.Name()] = s
		}
	}
	return types
}

// Every interface that says_*.go declare is a question, and each has two
// answers: what one type alone knows is read from its fields.
func TestQuestionsAreAskedOfSeveral(t *testing.T) {
	var listed []string
	for _, q := range questions() {
		listed = append(listed, q.Name())
		n := 0
		for _, s := range factTypes() {
			if reflect.PointerTo(s).Implements(q) {
				n++
			}
		}
		if n < 2 {
			t.Errorf("%s: %d types answer it", q.Name(), n)
		}
	}
	files, err := filepath.Glob("says_*.go")
	if err != nil || len(files) < 2 {
		t.Fatal("no files", err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if spec, ok := n.(*ast.TypeSpec); ok {
				if _, ok := spec.Type.(*ast.InterfaceType); ok && !slices.Contains(listed, spec.Name.Name) {
					t.Errorf("%s: %s is not among questions()", name, spec.Name.Name)
				}
			}
			return true
		})
	}
}

// asking is a type that is asked, with the words that its answers turn on and,
// for each of its methods, the fields and methods that stand in it.
type asking struct {
	facts reflect.Type
	words []string
	uses  map[string][]string
}

// askedTypes are all types, each once, by name. The words of a type are the
// literals of its methods and of the functions that they call, besides those
// that name facts.
func askedTypes(t *testing.T) map[string]asking {
	t.Helper()
	own, shared := map[string][]string{}, map[string][]string{}
	calls, uses := map[string][]string{}, map[string]map[string][]string{}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || strings.HasSuffix(name, "_test.go") {
				continue
			}
			literals, called := wordsOf(f)
			if of := receiver(f); of != "" {
				own[of], calls[of] = append(own[of], literals...), append(calls[of], called...)
				if uses[of] == nil {
					uses[of] = map[string][]string{}
				}
				uses[of][f.Name.Name] = selected(f)
			} else {
				shared[f.Name.Name] = literals
			}
		}
	}
	types := map[string]asking{}
	for name, s := range factTypes() {
		words := append([]string{"x"}, own[name]...)
		for _, called := range calls[name] {
			words = append(words, shared[called]...)
		}
		slices.Sort(words)
		types[name] = asking{s, slices.Compact(words), uses[name]}
	}
	return types
}

// selected are the names behind a dot in a function.
func selected(f *ast.FuncDecl) (names []string) {
	ast.Inspect(f, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			names = append(names, s.Sel.Name)
		}
		return true
	})
	return names
}

// reads reports whether a field stands in a method, or in one that it calls.
func (a asking) reads(method, field string) bool {
	return slices.ContainsFunc(a.uses[method], func(name string) bool {
		return name == field || name != method && a.uses[name] != nil && a.reads(name, field)
	})
}

func receiver(f *ast.FuncDecl) string {
	if f.Recv == nil {
		return ""
	}
	star, ok := f.Recv.List[0].Type.(*ast.StarExpr)
	if !ok {
		return ""
	}
	return star.X.(*ast.Ident).Name
}

// wordsOf are the literals of a function that its answers may turn on, and the
// functions that it calls.
func wordsOf(f *ast.FuncDecl) (literals, called []string) {
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			name, ok := n.Fun.(*ast.Ident)
			if !ok {
				return true
			}
			called = append(called, name.Name)
			if name.Name == "said" && len(n.Args) == 2 { // the name of a fact is no word of AWS
				l, c := wordsOf(&ast.FuncDecl{
					Name: f.Name,
					Type: f.Type,
					Body: &ast.BlockStmt{List: []ast.Stmt{&ast.ExprStmt{X: n.Args[0]}}},
				})
				literals, called = append(literals, l...), append(called, c...)
				return false
			}
			return name.Name != "at"
		case *ast.BasicLit:
			switch n.Kind {
			case token.STRING:
				word, _ := strconv.Unquote(n.Value)
				literals = append(literals, word)
			case token.INT: // a version is a number in a text
				literals = append(literals, n.Value)
			}
		}
		return true
	})
	return literals, called
}

// fill gives everything in v a value, and every text that word.
func (a asking) fill(v reflect.Value, word string) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(word)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		v.SetInt(7)
	case reflect.Float64:
		v.SetFloat(7)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		a.fill(v.Index(0), word)
		a.fill(v.Index(1), word)
	case reflect.Map:
		all := map[string]string{}
		for _, key := range a.words {
			all[key] = word
		}
		v.Set(reflect.ValueOf(all))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		a.fill(v.Elem(), word)
	case reflect.Struct:
		switch v.Addr().Interface().(type) {
		case *time.Time:
			v.Set(reflect.ValueOf(time.Unix(0, 0).UTC()))
			return
		case *Policy:
			v.Set(reflect.ValueOf(Policy{Statement: []PolicyStatement{{
				Effect: "Deny", Principal: []string{"*"}, Action: []string{"s3:*"},
				Condition: []PolicyCondition{{Operator: "Bool", Key: "aws:SecureTransport", Values: []string{"false"}}},
			}}}))
			return
		}
		for i := range v.NumField() {
			a.fill(v.Field(i), word)
		}
	}
}

// asker is what answers are asked about; its facts are asked for themselves.
var asker = &Resource{ID: "an-id", Name: "a-name", ARN: "arn:aws:elasticloadbalancing:r:1:loadbalancer/app/x/1"}

// answers asks facts, a pointer to a struct, a question: with every word where
// the question takes one.
func (a asking) answers(q reflect.Type, facts reflect.Value) (all []any) {
	for i := range q.NumMethod() {
		method := facts.MethodByName(q.Method(i).Name)
		var inputs [][]reflect.Value
		switch {
		case method.Type().NumIn() == 0:
			inputs = [][]reflect.Value{nil}
		case method.Type().NumIn() == 2: // of itself and another like it
			one, other := *asker, *asker
			one.ID, other.ID, other.Region, other.Facts = "x", "x", "x", facts.Interface()
			inputs = [][]reflect.Value{{reflect.ValueOf(&one), reflect.ValueOf(&other)}}
		case method.Type().In(0) == reflect.TypeFor[*Resource]():
			inputs = [][]reflect.Value{{reflect.ValueOf(asker)}}
		default:
			for _, w := range a.words {
				inputs = append(inputs, []reflect.Value{reflect.ValueOf(w)})
			}
		}
		for _, in := range inputs {
			for _, out := range method.Call(in) {
				all = append(all, out.Interface())
			}
		}
	}
	return all
}

// namedFacts are those that an answer gives as its source.
func namedFacts(answer any) (names []string) {
	var visit func(reflect.Value)
	visit = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.Interface:
			if !v.IsNil() {
				visit(v.Elem())
			}
		case reflect.Slice:
			for i := range v.Len() {
				visit(v.Index(i))
			}
		case reflect.Struct:
			if f := v.FieldByName("Fact"); f.IsValid() && f.String() != "" && !slices.Contains(names, f.String()) {
				names = append(names, f.String())
			}
			for i := range v.NumField() {
				visit(v.Field(i))
			}
		}
	}
	visit(reflect.ValueOf(&answer).Elem())
	return names
}

// filled is a struct of the type with every text that word; without a word it is
// empty.
func (a asking) filled(word string) reflect.Value {
	v := reflect.New(a.facts)
	if word != "" {
		a.fill(v.Elem(), word)
	}
	return v
}

// restsOn reports whether the answer to q may change with a field.
func (a asking) restsOn(q reflect.Type, field int) bool {
	read := false
	for i := range q.NumMethod() {
		read = read || a.reads(q.Method(i).Name, a.facts.Field(field).Name)
	}
	if !read {
		return false
	}
	for _, around := range append([]string{""}, a.words...) {
		without := a.filled(around)
		without.Elem().Field(field).SetZero()
		before := a.answers(q, without)
		for _, w := range a.words {
			a.fill(without.Elem().Field(field), w)
			if !reflect.DeepEqual(before, a.answers(q, without)) {
				return true
			}
			if kind := a.facts.Field(field).Type.Kind(); kind == reflect.Bool || kind == reflect.Int {
				break // which hold no words
			}
		}
	}
	return false
}

// unnamed are fields that an answer rests on beside the facts that it names.
func unnamed() map[string][]string {
	return map[string][]string{
		"VPC.Blocks": {"AssociatedCidrBlocks"},
		// What sort of thing is attached, before where.
		"TransitGatewayAttachment.PlacedAt": {"ResourceType"},
		// Which setting it is; the value stands in the group.
		"DBInstance.TLSParameter": {"Engine", "EngineVersion"},
		"DBCluster.TLSParameter":  {"Engine", "EngineVersion"},
		// Whether the class is that of the servers.
		"DBCluster.Runs": {"Members"},
		// One call, one answer.
		"HTTPStage.CallLimits": {"ThrottlingBurstLimit"},
		"Key.Rotation":         {"Origin"},
		// Since when, and for how long on purpose.
		"AutoScalingGroup.InFlight": {"InstanceRefreshStarted"},
		"ECSService.InFlight":       {"DeploymentConfiguration"},
	}
}

// inVPC reports whether a fact is the VPC that a resource's subnets lie in, which
// is said by the call that names these.
func inVPC(q reflect.Type, fact string) bool {
	return q == reflect.TypeFor[Placed]() && strings.HasSuffix(strings.ToLower(fact), "vpcid")
}

// What an answer names as its source is a field of the struct that gave it, and
// the answer changes with that field; and it rests on no other.
func TestAnswersNameTheirSources(t *testing.T) {
	excused := unnamed()
	for name, a := range askedTypes(t) {
		for _, q := range questions() {
			if !reflect.PointerTo(a.facts).Implements(q) {
				continue
			}
			named := a.named(q)
			what := name + "." + q.Method(0).Name
			var fields []string
			for _, fact := range named {
				field, _, _ := strings.Cut(fact, ".")
				fields = append(fields, field)
				if f, ok := a.facts.FieldByName(field); !ok || !a.holds(fact) {
					t.Errorf("%s names %s, which is no fact of %s", what, fact, name)
				} else if !a.restsOn(q, f.Index[0]) {
					t.Errorf("%s names %s and does not change with it", what, fact)
				}
			}
			for i := range a.facts.NumField() {
				fact := a.facts.Field(i).Name
				if slices.Contains(fields, fact) || inVPC(q, fact) || !a.restsOn(q, i) {
					continue
				}
				if i := slices.Index(excused[what], fact); i >= 0 {
					excused[what] = slices.Delete(slices.Clone(excused[what]), i, i+1)
					continue
				}
				t.Errorf("%s rests on %s and does not name it", what, fact)
			}
		}
	}
	for what, facts := range excused {
		for _, fact := range facts {
			t.Errorf("%s does not rest on %s any more; take it out of unnamed()", what, fact)
		}
	}
}

// holds reports whether the struct has a fact with that path.
func (a asking) holds(path string) bool {
	_, _, ok := shapes{}.of(a.facts).find(path)
	return ok
}

// named are the facts that answers to q name, whatever the facts hold.
func (a asking) named(q reflect.Type) (facts []string) {
	for _, w := range append([]string{""}, a.words...) {
		for _, answer := range a.answers(q, a.filled(w)) {
			facts = append(facts, namedFacts(answer)...)
		}
	}
	slices.Sort(facts)
	return slices.Compact(facts)
}

func ExampleReading() {
	var facts any = &DBInstance{MultiAZ: true}
	if f, ok := facts.(ZoneSpanning); ok {
		spans := f.SpansZones()
		fmt.Println(spans.Value, "by", spans.Fact)
	}
	// Output: true by MultiAZ
}
