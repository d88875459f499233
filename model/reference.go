package model

import (
	"reflect"
	"strings"

	"asbuilt/finding"
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
	Name string
	// Doc says what it means, Form how its value is written: "text", "a duration",
	// "a list of ids".
	Doc, Form finding.Text
	Required  bool
	// Enum are its only values, if it has such.
	Enum []string
	// Refers is what it names: "an element", "a class of data"; empty for none.
	Refers finding.Text
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
		k := Key{
			Name: f.key, Doc: f.about(), Required: f.required,
			Enum: f.enum, Refers: f.naming(), Kinds: kind.WithTrait(f.traits...),
		}
		b.fill(&k, f.typ, f)
		c.Keys = append(c.Keys, k)
	}
	return c
}

// fill says what the value of a key of type t looks like.
func (b *languageBuilder) fill(k *Key, t reflect.Type, f *field) {
	if form := scalarForm(t, f); form.En != "" {
		k.Form = form
		return
	}
	switch t.Kind() {
	case reflect.Pointer:
		b.fill(k, t.Elem(), f)
	case reflect.Slice:
		b.fillSlice(k, t.Elem(), f)
	default:
		k.Of, k.Form = b.construct(t), finding.Say("a mapping", "매핑")
		if short := b.shapes.of(t).short; short != nil && short.alone {
			k.Form = finding.Say("%s, a list, or a mapping", "%s, 목록 또는 매핑", scalarForm(short.typ.Elem(), short))
		}
		if t == reflect.TypeFor[Match]() {
			k.Form = finding.Say("`none`, or a mapping", "`none` 또는 매핑")
		}
	}
}

func (b *languageBuilder) fillSlice(k *Key, elem reflect.Type, f *field) {
	if elem.Kind() != reflect.Pointer {
		k.List, k.Form = true, finding.Say("a list: %s", "목록: %s", scalarForm(elem, f))
		if f.alone {
			k.Form = finding.Say("%s, or a list of them", "%s 또는 그 목록", scalarForm(elem, f))
		}
		return
	}
	s := b.shapes.of(elem.Elem())
	switch {
	case s.id == nil:
		k.List, k.Of, k.Form = true, b.construct(elem.Elem()), finding.Say("a list of mappings", "매핑의 목록")
		if f.arrow {
			k.Form = finding.Say(`a list: "from -> to:port", or mappings`, `목록: "from -> to:port" 또는 매핑`)
		}
		if s.short != nil {
			k.Form = finding.Say(`a list of steps: "from -> to", or a mapping`, `단계의 목록: "from -> to" 또는 매핑`)
		}
	case f.list && s.inline != nil:
		k.List, k.Keyed = true, true
		k.Form = finding.Say("a list: ID, or ID: %s", "목록: ID 또는 ID: %s", scalarForm(s.inline.typ, s.inline))
	case f.list:
		k.List, k.Keyed, k.Of = true, true, b.construct(elem.Elem())
		k.Form = finding.Say("a list: NAME, or NAME: {…}", "목록: 이름 또는 이름: {…}")
	case s.inline != nil:
		k.ByID, k.Form = true, finding.Say("NAME: %s", "이름: %s", scalarForm(s.inline.typ, s.inline))
		if s.inline.typ.Kind() == reflect.Slice {
			k.Form = finding.Say("NAME: a list: %s", "이름: 목록: %s", scalarForm(s.inline.typ.Elem(), s.inline))
		}
	default:
		k.ByID, k.Of, k.Form = true, b.construct(elem.Elem()), finding.Say("by id: ID: {…}", "id별로: ID: {…}")
	}
}

// scalarForm says how a scalar is written, or nothing for other types.
func scalarForm(t reflect.Type, f *field) finding.Text {
	switch t {
	case reflect.TypeFor[String]():
		if f.enum != nil {
			return finding.Say("one of: %s", "다음 중 하나: %s", strings.Join(f.enum, ", "))
		}
		return finding.Say("text", "텍스트")
	case reflect.TypeFor[Int]():
		return f.numberForm()
	case reflect.TypeFor[Ref]():
		form := finding.Say("an id", "id 값")
		if strings.HasSuffix(f.ref, "/partition") {
			form = finding.Say("%s, or store/partition", "%s 또는 저장소/파티션", form)
		}
		if f.many {
			form = finding.Say("%s, or a list of them", "%s 또는 그 목록", form)
		}
		return form
	}
	return map[reflect.Type]finding.Text{
		reflect.TypeFor[Text]():     {En: "text in one or both languages", Ko: "한 언어 또는 두 언어의 텍스트"},
		reflect.TypeFor[Number]():   {En: "a number", Ko: "수"},
		reflect.TypeFor[Cited]():    {En: "a number, or a path: 12, pay/0001-x", Ko: "번호 또는 경로: 12, pay/0001-x"},
		reflect.TypeFor[Bool]():     {En: "true or false", Ko: "true 또는 false"},
		reflect.TypeFor[Named]():    {En: "ids", Ko: "id 값"},
		reflect.TypeFor[Arrow]():    {En: `"from -> to"`, Ko: `"from -> to"`},
		reflect.TypeFor[Duration](): {En: "a duration: 30s, 5m, 2h, 30d", Ko: "기간: 30s, 5m, 2h, 30d"},
		reflect.TypeFor[Bytes]():    {En: "an amount: 512MB, 2GB", Ko: "크기: 512MB, 2GB"},
		reflect.TypeFor[Rate]():     {En: "a rate: 400/s, 5/h", Ko: "비율: 400/s, 5/h"},
		reflect.TypeFor[Date]():     {En: "a day: 2027-01-31, or a month: 2026-10", Ko: "날짜: 2027-01-31 또는 월: 2026-10"},
		reflect.TypeFor[CIDR]():     {En: "an address block: 10.20.0.0/16", Ko: "CIDR 블록: 10.20.0.0/16"},
		reflect.TypeFor[Port]():     {En: "a port: 443, 8080/tcp, 53/udp", Ko: "포트: 443, 8080/tcp, 53/udp"},
	}[t]
}

// numberForm says which whole numbers a field takes.
func (f *field) numberForm() finding.Text {
	switch {
	case f.min != nil && f.max != nil && *f.min == *f.max:
		return finding.Text{En: plainNumber(*f.min), Ko: plainNumber(*f.min)}
	case f.min != nil && f.max != nil:
		return finding.Say("a whole number from %s to %s", "%s–%s의 정수", plainNumber(*f.min), plainNumber(*f.max))
	}
	return finding.Say("a whole number", "정수")
}
