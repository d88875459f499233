package model

import (
	"iter"
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
		tag := readTag(sf)
		switch {
		case sf.Anonymous:
			s.collect(sf.Type, index)
		case tag.id:
			s.id = index
		case sf.Name == "Position" && (tag.key == "-" || tag.key == ""):
			s.position = index
		case tag.key == "" || tag.key == "-" || !sf.IsExported():
		default:
			tag.index = index
			s.add(&tag.field, tag.short)
		}
	}
}

func (s *shape) add(f *field, short bool) {
	if f.key == "." {
		s.inline = f
		return
	}
	if short {
		s.short = f
	}
	s.fields = append(s.fields, f)
	s.byKey[f.key] = f
}

// tagged is a field with what its tag says of the whole mapping.
type tagged struct {
	field
	id, short bool
}

// readTag reads the tag of a field, once: there are hundreds with a dozen words each.
func readTag(sf reflect.StructField) *tagged {
	f := &tagged{field: field{typ: sf.Type}}
	for word, text := range tagWords(string(sf.Tag)) {
		switch word {
		case "yaml":
			f.key = text
		case "key":
			f.id = text == "id"
		case "short":
			f.short = text == "true"
		case "doc":
			f.doc = text
		case "ref":
			f.ref = text
		case "req":
			f.required = text == "true"
		case "as":
			f.list = text == "list"
		case "partial":
			f.partial = text == "true"
		case "many":
			f.many = text == "true"
		case "arrow":
			f.arrow = text == "true"
		case "alone":
			f.alone = text == "true"
		case "min":
			f.min = bound(text)
		case "max":
			f.max = bound(text)
		case "pattern":
			f.pattern = pattern.New("^(" + text + ")$")
		case "enum":
			f.enum = enumOf(text)
		case "traits":
			for t := range strings.SplitSeq(text, ",") {
				f.traits = append(f.traits, kind.Trait(t))
			}
		}
	}
	return f
}

// tagWords are those of a tag, each with its text.
func tagWords(tag string) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for tag != "" {
			word, rest, _ := strings.Cut(strings.TrimLeft(tag, " "), ":")
			quoted, err := strconv.QuotedPrefix(rest)
			if err != nil {
				panic("model: a struct tag that is none: " + tag)
			}
			text, err := strconv.Unquote(quoted)
			if err != nil {
				panic("model: a struct tag that is none: " + tag)
			}
			if !yield(word, text) {
				return
			}
			tag = rest[len(quoted):]
		}
	}
}

func enumOf(words string) []string {
	switch words {
	case "":
		return nil
	case "@glyphs":
		return kind.Glyphs()
	case "@traits":
		return ids(kind.Traits(), func(m kind.Meaning) string { return string(m.Trait) })
	}
	return strings.Split(words, ",")
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
