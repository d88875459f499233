package discover

import (
	"reflect"
	"slices"
	"strings"
)

// Operation is one read-only call of AWS that a collector makes.
type Operation struct {
	// Name is the IAM prefix of the service, or where two share one the name that AWS's
	// command line has for it, and the call: "ecs:DescribeServices".
	Name string
	// Always is the member that AWS sends in every reply, as its JSON has it; "-" where
	// it may send none. It is empty for replies in XML, whose root tells what they are.
	//
	// A list of things or the one thing asked for is sent, empty or not; what follows only
	// where there is something (tags of some services, queues, budgets) is not relied on.
	Always string
	// Global operations are called once an account; the others once a region.
	Global bool
	// Actions are the IAM actions that the call needs, where they are not Name.
	Actions []string
	// Page is the most items that one page may hold; zero for an unpaged call.
	Page int
	// Batch is the most items that one call may ask about; zero where it asks about none.
	Batch int
	// PerSecond is how often AWS lets the call through, where it is known and
	// low; zero where it is not.
	PerSecond float64
	// AccountWide says that the regions of an account share PerSecond.
	AccountWide bool
}

// IAM are the actions that a policy must allow for the operation.
func (o Operation) IAM() []string {
	if len(o.Actions) > 0 {
		return o.Actions
	}
	return []string{o.Name}
}

// Type is one type of resource: its facts, and what they are read with.
//
// A field of the facts struct is named as CloudFormation names the property,
// letter for letter, so that the fact, its JSON key and AWS's documentation
// agree; the few facts that CloudFormation has no word for have the name of
// AWS's API. A field that needs operations of its own names them in its tag
// `from:"s3:GetBucketEncryption"`; the others come with Read. Lists are sets,
// and are sorted when written, unless tagged `order:"kept"`. A field that no rule
// of drift judges says why, `unjudged:"leads"`, which drift/testdata/ledger.txt prints.
type Type struct {
	// Name is CloudFormation's name: "AWS::ECS::Service".
	Name string
	// Facts makes an empty facts struct and points to it.
	Facts func() any
	// Read are the operations that list and describe resources of the type.
	// Where any of them failed, a resource that is not there may well exist.
	Read []string
	// Tagged are the operations that read tags, where Read does not.
	Tagged []string
	// Detail says that the type is a part of another one, which people do not
	// think of as a thing of its own: a route table, a listener.
	Detail bool
}

// facts makes an empty facts struct and points to it.
func facts[F any]() any { return new(F) }

// Family is what one file of this package declares: an AWS service, or a few
// that belong together.
type Family struct {
	Name       string
	Operations []Operation
	Types      []Type
}

// Lookup is the type with that CloudFormation name; ok is false for a type
// that no family declares.
func Lookup(name string) (t Type, ok bool) {
	for _, f := range Families() {
		if i := slices.IndexFunc(f.Types, func(t Type) bool { return t.Name == name }); i >= 0 {
			return f.Types[i], true
		}
	}
	return Type{}, false
}

// Operations are all operations of all families, by name.
func Operations() []Operation {
	var all []Operation
	for _, f := range Families() {
		all = append(all, f.Operations...)
	}
	slices.SortFunc(all, func(a, b Operation) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// Needs are the operations that a fact of the type depends on: those that read
// the resource, and those of the fact itself. fact is the name of a field of
// the facts struct or the path to a part of one; "" asks for the resource alone.
func (t Type) Needs(fact string) []string {
	needs := slices.Clip(t.Read)
	at := reflect.TypeOf(t.Facts()).Elem()
	for name := range strings.SplitSeq(fact, ".") {
		for at.Kind() == reflect.Pointer || at.Kind() == reflect.Slice {
			at = at.Elem()
		}
		if at.Kind() != reflect.Struct {
			break
		}
		field, ok := at.FieldByName(name)
		if !ok {
			break
		}
		needs = append(needs, strings.Fields(field.Tag.Get("from"))...)
		at = field.Type
	}
	return needs
}

// FactPaths are the facts of the type and their parts, by the path that
// [Index.Missing] takes, in the order of the structs.
func (t Type) FactPaths() []string {
	return shapes{}.of(reflect.TypeOf(t.Facts()).Elem()).paths("")
}
