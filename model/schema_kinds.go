package model

import (
	"maps"
	"reflect"
	"slices"
	"strings"

	"asbuilt/model/kind"
)

// sectionTypes are the mappings that have a kind of the catalogue, by the section
// they stand in.
var sectionTypes = map[string]reflect.Type{
	"elements":   reflect.TypeFor[Element](),
	"boundaries": reflect.TypeFor[Boundary](),
	"groups":     reflect.TypeFor[Group](),
}

// kind is what a mapping's kind can be: offered are those of its section, and
// taken is any word, as the model may have kinds of its own.
func (b *schemaBuilder) kind(t reflect.Type) object {
	return object{"anyOf": []any{b.catalogue(t), words()}}
}

// catalogue is a kind of the catalogue that the mapping may have: that of an
// element for containers and processes, which stand inside one.
func (b *schemaBuilder) catalogue(t reflect.Type) object {
	if len(kindsUnder(t)) == 0 {
		t = sectionTypes["elements"]
	}
	return b.named("kindOf"+t.Name(), b.oneOf(kindsUnder(t)))
}

// everyKind is a kind of the catalogue, whatever section it belongs to.
func (b *schemaBuilder) everyKind() object {
	var all []any
	for _, section := range slices.Sorted(maps.Keys(sectionTypes)) {
		all = append(all, b.catalogue(sectionTypes[section]))
	}
	return object{"anyOf": all}
}

func kindsUnder(t reflect.Type) []kind.Kind {
	return slices.DeleteFunc(slices.Clone(kind.All()), func(k kind.Kind) bool {
		return sectionTypes[k.Category.Section()] != t
	})
}

// oneOf offers kinds, each by itself: an editor then shows of a kind what that one
// is, and not the whole catalogue.
func (b *schemaBuilder) oneOf(kinds []kind.Kind) object {
	var all []any
	for _, k := range kinds {
		all = append(all, object{"const": k.ID, "description": k.Label.In(b.lang) + ". " + k.Doc.In(b.lang)})
	}
	return object{"anyOf": all}
}

// knownKinds refuses kinds that the catalogue does not have, in a file that adds
// none and includes nothing that could.
func (b *schemaBuilder) knownKinds() object {
	sections := object{}
	for section, t := range sectionTypes {
		entry := object{"properties": object{"kind": b.catalogue(t)}}
		sections[section] = object{"additionalProperties": entry}
	}
	sections["templates"] = sections["elements"]
	return object{
		"if":   object{"anyOf": []any{object{"required": []string{"kinds"}}, object{"required": []string{"include"}}}},
		"else": object{"properties": sections},
	}
}

// ofKind is an element by what its kind can have: of a kind of the catalogue the
// facts that it has, of every other one all of them.
func (b *schemaBuilder) ofKind() object {
	t := sectionTypes["elements"]
	byFacts, order := map[string][]string{}, []string{}
	for _, k := range kindsUnder(t) {
		facts := slices.Sorted(slices.Values(k.Facts))
		key := strings.Join(facts, " ")
		if byFacts[key] == nil {
			order = append(order, key)
		}
		byFacts[key] = append(byFacts[key], k.ID)
	}
	var cases []any
	var known []string
	for _, key := range order {
		kinds := byFacts[key]
		known = append(known, kinds...)
		cases = append(cases, object{"if": isKind(kinds), "then": b.having(t, kinds[0], strings.Fields(key))})
	}
	return object{"if": isKind(known), "then": object{"allOf": cases}, "else": b.ref(t, whole)}
}

// isKind is true of what has one of these kinds. It is a pattern, because editors show
// all that an enum allows to whoever looks at one kind.
func isKind(kinds []string) object {
	return object{
		"type": "object", "required": []string{"kind"},
		"properties": object{"kind": object{"pattern": "^(" + strings.Join(kinds, "|") + ")$"}},
	}
}

// having is an element with these facts alone, beside those that all have.
func (b *schemaBuilder) having(t reflect.Type, first string, facts []string) object {
	properties := object{}
	for _, key := range slices.Concat(kind.Common(), facts) {
		properties[key] = object{"$ref": "#/$defs/Element/properties/" + key}
	}
	out := object{
		"type": "object", "properties": properties, "additionalProperties": false, "required": []string{"kind"},
	}
	b.older(t, out)
	return b.named("Element."+first, out)
}
