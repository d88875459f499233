package model

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"asbuilt/model/kind"
	"asbuilt/pattern"
)

// A shape is what the tags of a struct say about a mapping of the language.
// The loader, the JSON Schema and the reference are all made from shapes:
//
//	yaml:"key"      the key; "." for the value itself, in `id: value`
//	req:"true"      the key must be there
//	doc:"…"         what it means, for the schema and the reference
//	ref:"element"   the value names something defined elsewhere; "/partition" allows a part
//	traits:"a,b"    the traits of which the kind of what it names must have one
//	enum:"a,b"      the only values; "@glyphs" and "@traits" stand for those of the catalogue
//	min, max        bounds of a number
//	pattern         what the text must match, whole
//	as:"list"       a list of mappings (without it, structs with an id are a mapping by id)
//	order:"true"    the order of the list means something
//	short:"true"    the mapping may be written as this value alone
//	many:"true"      a list stands for as many mappings, one for each item
//	arrow:"true"    an item of the list may be written as an arrow, "a -> b:443"
//	alone:"true"    a list of one may be written as its item alone
//	partial:"true"  required keys may be missing (templates)
type shape struct {
	fields []*field
	byKey  map[string]*field
	// id and position index the fields ID and Position; nil when there is none.
	id, position []int
	// free says that ids may be any text: they are words of somebody else.
	free bool
	// inline is the field tagged "."; short the one tagged short.
	inline, short *field
}

type field struct {
	key      string
	index    []int
	typ      reflect.Type
	doc      string
	required bool
	ref      string
	traits   []kind.Trait
	enum     []string
	min, max *float64
	pattern  *pattern.Pattern
	list     bool
	partial  bool
	many     bool
	arrow    bool
	alone    bool
}

// find is the field of key, or nil.
func (s *shape) find(key string) *field { return s.byKey[key] }

// keys are all keys of the mapping, in the order of the struct.
func (s *shape) keys() []string {
	out := make([]string, len(s.fields))
	for i, f := range s.fields {
		out[i] = f.key
	}
	return out
}

// shapes remembers the shapes of the types it was asked for.
type shapes map[reflect.Type]*shape

func (all shapes) of(t reflect.Type) *shape {
	if s := all[t]; s != nil {
		return s
	}
	s := &shape{byKey: map[string]*field{}}
	s.free = t == reflect.TypeFor[KeyValue]() || t == reflect.TypeFor[StatusWord]() || t == reflect.TypeFor[Bound]()
	all[t] = s
	s.collect(t, nil)
	return s
}

func (s *shape) collect(t reflect.Type, prefix []int) {
	for i := range t.NumField() {
		sf := t.Field(i)
		index := append(slices.Clone(prefix), i)
		key := sf.Tag.Get("yaml")
		switch {
		case sf.Anonymous:
			s.collect(sf.Type, index)
		case sf.Tag.Get("key") == "id":
			s.id = index
		case sf.Name == "Position" && (key == "-" || key == ""):
			s.position = index
		case key == "" || key == "-" || !sf.IsExported():
		default:
			s.add(newField(key, index, sf))
		}
	}
}

func (s *shape) add(f *field, sf reflect.StructField) {
	if f.key == "." {
		s.inline = f
		return
	}
	if sf.Tag.Get("short") == "true" {
		s.short = f
	}
	s.fields = append(s.fields, f)
	s.byKey[f.key] = f
}

func newField(key string, index []int, sf reflect.StructField) (*field, reflect.StructField) {
	f := &field{
		key: key, index: index, typ: sf.Type, doc: sf.Tag.Get("doc"), ref: sf.Tag.Get("ref"),
		required: sf.Tag.Get("req") == "true",
		list:     sf.Tag.Get("as") == "list",
		partial:  sf.Tag.Get("partial") == "true",
		many:     sf.Tag.Get("many") == "true",
		arrow:    sf.Tag.Get("arrow") == "true",
		alone:    sf.Tag.Get("alone") == "true",
		min:      bound(sf.Tag.Get("min")), max: bound(sf.Tag.Get("max")),
	}
	if traits := sf.Tag.Get("traits"); traits != "" {
		for _, t := range strings.Split(traits, ",") {
			f.traits = append(f.traits, kind.Trait(t))
		}
	}
	switch enum := sf.Tag.Get("enum"); enum {
	case "":
	case "@glyphs":
		f.enum = kind.Glyphs()
	case "@traits":
		f.enum = ids(kind.Traits(), func(m kind.Meaning) string { return string(m.Trait) })
	default:
		f.enum = strings.Split(enum, ",")
	}
	if form := sf.Tag.Get("pattern"); form != "" {
		f.pattern = pattern.New("^(" + form + ")$")
	}
	return f, sf
}

func bound(tag string) *float64 {
	if tag == "" {
		return nil
	}
	n, err := strconv.ParseFloat(tag, 64)
	if err != nil {
		panic("model: bound in a struct tag is no number: " + tag)
	}
	return &n
}

func article(word string) string {
	if strings.ContainsAny(word[:1], "aeiou") {
		return "an " + word
	}
	return "a " + word
}
