package diff

import (
	"reflect"
	"strings"

	"asbuilt/model"
)

// field is one key of a mapping, as the tags of its struct have it.
type field struct {
	key   string
	index []int
	// ref is the sort of thing that the value names: "element"; empty for none.
	ref string
	// ordered says that the order of a list means something.
	ordered bool
	// short says that the mapping may be written as this value alone.
	short bool
}

// shape is the keys of a struct.
type shape struct {
	fields []field
	// id is the field that holds the id of its own; nil when there is none.
	id []int
}

// shapes remembers the shapes of the types it was asked for.
type shapes map[reflect.Type]*shape

func (all shapes) of(t reflect.Type) *shape {
	s := all[t]
	if s == nil {
		s = &shape{}
		all[t] = s
		s.collect(t, nil)
	}
	return s
}

func (s *shape) collect(t reflect.Type, prefix []int) {
	for i := range t.NumField() {
		sf := t.Field(i)
		index := append(append([]int(nil), prefix...), i)
		key := sf.Tag.Get("yaml")
		switch {
		case sf.Anonymous:
			s.collect(sf.Type, index)
		case sf.Tag.Get("key") == "id":
			s.id = index
		case key == "" || key == "-" || !sf.IsExported() || isWriting(t, key):
		default:
			word, _, _ := strings.Cut(sf.Tag.Get("ref"), "/")
			s.fields = append(s.fields, field{
				key:     key,
				index:   index,
				ref:     word,
				ordered: sf.Tag.Get("order") == "true",
				short:   sf.Tag.Get("short") == "true",
			})
		}
	}
}

// isWriting reports whether a key says how the model is written and not what it
// says: facts are compared where they end up, in elements.
func isWriting(t reflect.Type, key string) bool {
	switch t {
	case reflect.TypeFor[model.Model]():
		return key == "include" || key == "templates"
	case reflect.TypeFor[model.Element]():
		return key == "use"
	}
	return false
}

// sectionOrder is where each section stands in the language.
func sectionOrder() map[string]int {
	order := map[string]int{Whole: -1}
	for i, f := range (shapes{}).of(reflect.TypeFor[model.Model]()).fields {
		if f.key != Decisions { // the key of that name is the folder
			order[f.key] = i
		}
	}
	order[Decisions] = len(order)
	return order
}

// Sections are all sections that a change may be in, in the order of the
// language.
func Sections() []string {
	all := []string{Whole}
	t := reflect.TypeFor[model.Model]()
	for _, f := range (shapes{}).of(t).fields {
		if isSection(t.FieldByIndex(f.index).Type) {
			all = append(all, f.key)
		}
	}
	return append(all, Decisions)
}

// isSection reports whether a field of the model holds things, not a fact.
func isSection(t reflect.Type) bool {
	return t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Pointer
}
