package discover

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

// questions are the interfaces of the files says_….go.
func questions() []reflect.Type {
	return []reflect.Type{
		reflect.TypeFor[Placed](), reflect.TypeFor[SubnetGrouped](), reflect.TypeFor[Zoned](), reflect.TypeFor[Blocked](),
		reflect.TypeFor[Addressed](), reflect.TypeFor[Leading](), reflect.TypeFor[Linking](),
		reflect.TypeFor[Answering](), reflect.TypeFor[Facing](), reflect.TypeFor[Crossed](),
		reflect.TypeFor[Lasting](), reflect.TypeFor[Ownable](), reflect.TypeFor[Sole](), reflect.TypeFor[Changing](),
		reflect.TypeFor[DeletionProtected](), reflect.TypeFor[ZoneSpanning](), reflect.TypeFor[Replicated](),
		reflect.TypeFor[BackedUp](), reflect.TypeFor[Rewinding](),
		reflect.TypeFor[Encrypting](), reflect.TypeFor[TLSRequiring](), reflect.TypeFor[TLSSetting](),
		reflect.TypeFor[Parametrised](), reflect.TypeFor[Rotating](),
		reflect.TypeFor[Engined](), reflect.TypeFor[Disked](), reflect.TypeFor[Serving](),
		reflect.TypeFor[Banded](), reflect.TypeFor[Tracking](), reflect.TypeFor[Scheduled](), reflect.TypeFor[Member](),
		reflect.TypeFor[HealthAsking](), reflect.TypeFor[Authorizing](), reflect.TypeFor[Throttling](),
		reflect.TypeFor[Staged](), reflect.TypeFor[Stage](), reflect.TypeFor[Filtered](),
		reflect.TypeFor[Measured](), reflect.TypeFor[Recording](),
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

// Every interface that says_….go declare is a question, and each has two
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

// words are what AWS says in the fields that answers rest on.
var words = []string{
	"x", "enabled", "ENABLED", "Enabled", "ACTIVE", "active", "available", "UP", "true", "KMS", "SecureString", "IN_PROGRESS", "InProgress",
	"deleting", "Deleting", "DELETED", "DISABLED", "INACTIVE", "PendingDeletion", "modifying", "vpc", "default", "AWS", "AWS_KMS",
	"SYMMETRIC_DEFAULT", "RUNNING", "*/*", "/service-role/", "preferred", "postgres", "16.1", "9.6", "Instances",
	"AWS::ECS::Cluster", "AWS::ElasticLoadBalancingV2::TargetGroup", "a_b",
}

// second are those that decide only beside another word.
var second = []string{"AWS_KMS", "SYMMETRIC_DEFAULT", "preferred", "16.1"}

// fillWith gives everything in v a value, and every text that word.
func fillWith(v reflect.Value, word string) {
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
		fillWith(v.Index(0), word)
		fillWith(v.Index(1), word)
	case reflect.Map:
		v.Set(reflect.ValueOf(map[string]string{word: word, "deletion_protection.enabled": "true"}))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fillWith(v.Elem(), word)
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
			fillWith(v.Field(i), word)
		}
	}
}

// asked is what answers are asked about; its facts are asked for themselves.
var asked = &Resource{ID: "an-id", Name: "a-name", ARN: "arn:aws:elasticloadbalancing:r:1:loadbalancer/app/x/1"}

// answers asks facts, a pointer to a struct, a question: with every word where
// the question takes one.
func answers(q reflect.Type, facts reflect.Value) (all []any) {
	for i := range q.NumMethod() {
		method := facts.MethodByName(q.Method(i).Name)
		var inputs [][]reflect.Value
		switch {
		case method.Type().NumIn() == 0:
			inputs = [][]reflect.Value{nil}
		case method.Type().In(0) == reflect.TypeFor[*Resource]():
			inputs = [][]reflect.Value{{reflect.ValueOf(asked)}}
		default:
			for _, w := range words {
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

// filled is a struct of a type with every text that word.
func filled(s reflect.Type, word string) reflect.Value {
	v := reflect.New(s)
	fillWith(v.Elem(), word)
	return v
}

// restsOn reports whether the answer to q may change with a field of s.
func restsOn(q, s reflect.Type, field int) bool {
	for _, around := range append([]string{""}, words...) {
		without := reflect.New(s)
		if around != "" {
			without = filled(s, around)
			without.Elem().Field(field).SetZero()
		}
		before, with := answers(q, without), words
		if kind := s.Field(field).Type.Kind(); kind == reflect.Bool || kind == reflect.Int {
			with = words[:1]
		} else if around != "" {
			with = append(second, around)
		}
		for _, w := range with {
			fillWith(without.Elem().Field(field), w)
			if !reflect.DeepEqual(before, answers(q, without)) {
				return true
			}
		}
	}
	return false
}

// unnamed are fields that an answer rests on beside the facts that it names.
func unnamed() map[string][]string {
	vpc := []string{"VpcId"} // where the subnets lie, said by the same call
	return map[string][]string{
		"VPC.Blocks":                    {"AssociatedCidrBlocks"},
		"NatGateway.PlacedAt":           vpc,
		"NetworkInterface.PlacedAt":     vpc,
		"VPCEndpoint.PlacedAt":          vpc,
		"ResolverEndpoint.PlacedAt":     {"HostVPCId"},
		"Instance.PlacedAt":             vpc,
		"LoadBalancer.PlacedAt":         vpc,
		"BuildProject.PlacedAt":         vpc,
		"Firewall.PlacedAt":             vpc,
		"Canary.PlacedAt":               vpc,
		"StudioDomain.PlacedAt":         vpc,
		"SearchDomain.PlacedAt":         {"VPCId"},
		"DBProxy.PlacedAt":              vpc,
		"DBSubnetGroup.PlacedAt":        vpc,
		"CacheSubnetGroup.PlacedAt":     vpc,
		"WarehouseSubnetGroup.PlacedAt": vpc,
		"Warehouse.PlacedAt":            vpc,
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
	}
}

// What an answer names as its source is a field of the struct that gave it, and
// the answer changes with that field; and it rests on no other.
func TestAnswersNameTheirSources(t *testing.T) {
	excused := unnamed()
	for name, s := range factTypes() {
		for _, q := range questions() {
			if !reflect.PointerTo(s).Implements(q) {
				continue
			}
			var named []string
			for _, w := range append([]string{""}, words...) {
				facts := reflect.New(s)
				if w != "" {
					facts = filled(s, w)
				}
				for _, a := range answers(q, facts) {
					named = append(named, namedFacts(a)...)
				}
			}
			slices.Sort(named)
			named = slices.Compact(named)
			what := name + "." + q.Method(0).Name
			for _, fact := range named {
				if f, ok := s.FieldByName(fact); !ok {
					t.Errorf("%s names %s, which is no fact of %s", what, fact, name)
				} else if !restsOn(q, s, f.Index[0]) {
					t.Errorf("%s names %s and does not change with it", what, fact)
				}
			}
			for i := range s.NumField() {
				fact := s.Field(i).Name
				if slices.Contains(named, fact) || !restsOn(q, s, i) {
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

func ExampleReading() {
	var facts any = &DBInstance{MultiAZ: true}
	if f, ok := facts.(ZoneSpanning); ok {
		spans := f.SpansZones()
		fmt.Println(spans.Value, "by", spans.Fact)
	}
	// Output: true by MultiAZ
}
