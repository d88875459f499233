package model

import (
	"reflect"
	"strings"

	"asbuilt/model/kind"
)

// A Construct is one mapping of the language, such as an element or an alarm.
type Construct struct {
	// Name is the name of the Go type, such as Element.
	Name string
	// Keys are in canonical order.
	Keys []Key
}

// A Key is one key of a construct.
type Key struct {
	Name, Doc string
	Required  bool
	// Form says how its value is written: "text", "a duration", "a list of ids".
	Form string
	// Enum are its only values, if it has such.
	Enum []string
	// Refers is what it names: "element", "class of data"; empty for none.
	Refers string
	// Kinds are the kinds that what it names may be of; empty for any.
	Kinds []string
	// Of is what its value consists of, if that is a construct; ByID says that
	// the value is a mapping from ids to it, List that it is a list, and Keyed
	// that the items of the list are ids, or one id each with its facts.
	Of                *Construct
	ByID, List, Keyed bool
}

// Find is the key of that name, or nil.
func (c *Construct) Find(name string) *Key {
	if c == nil {
		return nil
	}
	for i := range c.Keys {
		if c.Keys[i].Name == name {
			return &c.Keys[i]
		}
	}
	return nil
}

// Language is the whole language: the construct of the main file, from which
// all others are reached. Constructs may hold themselves.
func Language() *Construct {
	b := &languageBuilder{shapes: shapes{}, done: map[reflect.Type]*Construct{}}
	return b.construct(reflect.TypeFor[Model]())
}

type languageBuilder struct {
	shapes shapes
	done   map[reflect.Type]*Construct
}

func (b *languageBuilder) construct(t reflect.Type) *Construct {
	if c := b.done[t]; c != nil {
		return c
	}
	c := &Construct{Name: t.Name()}
	b.done[t] = c
	for _, f := range b.shapes.of(t).fields {
		k := Key{Name: f.key, Doc: f.doc, Required: f.required, Enum: f.enum, Kinds: kind.WithTrait(f.traits...)}
		if word, _, _ := strings.Cut(f.ref, "/"); word != "" {
			k.Refers = strings.NewReplacer("data", "class of data", "trust", "zone of trust", "access", "access level",
				"catalogue", "kind of the catalogue").Replace(word)
		}
		b.fill(&k, f.typ, f)
		c.Keys = append(c.Keys, k)
	}
	return c
}

// fill says what the value of a key of type t looks like.
func (b *languageBuilder) fill(k *Key, t reflect.Type, f *field) {
	if form := scalarForm(t, f); form != "" {
		k.Form = form
		return
	}
	switch t.Kind() {
	case reflect.Pointer:
		b.fill(k, t.Elem(), f)
	case reflect.Slice:
		b.fillSlice(k, t.Elem(), f)
	default:
		k.Of, k.Form = b.construct(t), "a mapping"
		if short := b.shapes.of(t).short; short != nil && short.alone {
			k.Form = scalarForm(short.typ.Elem(), short) + ", a list, or a mapping"
		}
		if t == reflect.TypeFor[Match]() {
			k.Form = "`none`, or a mapping"
		}
	}
}

func (b *languageBuilder) fillSlice(k *Key, elem reflect.Type, f *field) {
	if elem.Kind() != reflect.Pointer {
		k.List, k.Form = true, "a list: "+scalarForm(elem, f)
		if f.alone {
			k.Form = scalarForm(elem, f) + ", or a list of them"
		}
		return
	}
	s := b.shapes.of(elem.Elem())
	switch {
	case s.id == nil:
		k.List, k.Of, k.Form = true, b.construct(elem.Elem()), "a list of mappings"
		if f.arrow {
			k.Form = "a list: \"from -> to:port\", or mappings"
		}
		if s.short != nil {
			k.Form = "a list of steps: \"from -> to\", or a mapping"
		}
	case f.list && s.inline != nil:
		k.List, k.Keyed, k.Form = true, true, "a list: ID, or ID: "+scalarForm(s.inline.typ, s.inline)
	case f.list:
		k.List, k.Keyed, k.Of, k.Form = true, true, b.construct(elem.Elem()), "a list: NAME, or NAME: {…}"
	case s.inline != nil:
		k.ByID, k.Form = true, "NAME: "+scalarForm(s.inline.typ, s.inline)
		if s.inline.typ.Kind() == reflect.Slice {
			k.Form = "NAME: a list: " + scalarForm(s.inline.typ.Elem(), s.inline)
		}
	default:
		k.ByID, k.Of, k.Form = true, b.construct(elem.Elem()), "by id: ID: {…}"
	}
}

// scalarForm says how a scalar is written, or nothing for other types.
func scalarForm(t reflect.Type, f *field) string {
	forms := map[reflect.Type]string{
		reflect.TypeFor[Text]():     "text in one or both languages",
		reflect.TypeFor[Number]():   "a number",
		reflect.TypeFor[Cited]():    "a number, or a path: 12, pay/0001-x",
		reflect.TypeFor[Bool]():     "true or false",
		reflect.TypeFor[Named]():    "ids",
		reflect.TypeFor[Arrow]():    "\"from -> to\"",
		reflect.TypeFor[Duration](): "a duration: 30s, 5m, 2h, 30d",
		reflect.TypeFor[Bytes]():    "an amount: 512MB, 2GB",
		reflect.TypeFor[Rate]():     "a rate: 400/s, 5/h",
		reflect.TypeFor[Date]():     "a day: 2027-01-31, or a month: 2026-10",
		reflect.TypeFor[CIDR]():     "an address block: 10.20.0.0/16",
		reflect.TypeFor[Port]():     "a port: 443, 8080/tcp, 53/udp",
	}
	switch t {
	case reflect.TypeFor[String]():
		if f.enum != nil {
			return "one of: " + strings.Join(f.enum, ", ")
		}
		return "text"
	case reflect.TypeFor[Int]():
		switch {
		case f.min != nil && f.max != nil && *f.min == *f.max:
			return plainNumber(*f.min)
		case f.min != nil && f.max != nil:
			return "a whole number from " + plainNumber(*f.min) + " to " + plainNumber(*f.max)
		}
		return "a whole number"
	case reflect.TypeFor[Ref]():
		form := "an id"
		if strings.HasSuffix(f.ref, "/partition") {
			form += ", or store/partition"
		}
		if f.many {
			form += ", or a list of them"
		}
		return form
	}
	return forms[t]
}
