package model

import (
	"encoding/json"
	"reflect"
	"strings"

	"asbuilt/finding"
	"asbuilt/model/kind"
)

// FileRole is what a file is to a model.
type FileRole int

// The roles: the main file, an environment's overlay, an included part.
const (
	MainFile FileRole = iota
	OverlayFile
	PartFile
)

// Schema is the JSON Schema (2020-12) of files of that role, as indented JSON
// with a final newline. It refuses exactly what a structural rule is about.
func Schema(role FileRole) []byte {
	b := &schemaBuilder{shapes: shapes{}, defs: object{}}
	var root object
	switch model := reflect.TypeFor[Model](); role {
	case MainFile:
		root = b.object(model, whole)
	case OverlayFile:
		root = b.object(model, patch)
		b.patchConnections(root)
	case PartFile:
		root = b.object(model, whole)
		delete(root, "required") // only the main file must have a name
	}
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["title"] = map[FileRole]string{
		MainFile:    "asbuilt model",
		OverlayFile: "asbuilt overlay of an environment",
		PartFile:    "part of an asbuilt model",
	}[role]
	root["$defs"] = b.defs
	data, err := json.MarshalIndent(root, "", "  ")
	if err != nil {
		panic("model: the schema is no JSON: " + err.Error())
	}
	return append(data, '\n')
}

// variant says what of a mapping may be missing: nothing; required keys, as in
// templates; or anything, with null to delete, as in overlays.
type variant int

const (
	whole variant = iota
	partial
	patch
)

type object = map[string]any

// schemaBuilder makes schemas from shapes, each mapping once per variant.
type schemaBuilder struct {
	shapes shapes
	defs   object
}

// patchConnections lets an overlay change connections by their ids, or add to them.
func (b *schemaBuilder) patchConnections(root object) {
	properties := root["properties"].(object)
	properties["connections"] = object{
		"description": "New connections as a list; or changes to connections of the base, by id (from->to:port).",
		"anyOf": []any{
			properties["connections"],
			object{"type": "object", "additionalProperties": nullable(b.ref(reflect.TypeFor[Connection](), patch))},
		},
	}
}

// ref is a reference to the definition of a mapping, which it makes if needed.
func (b *schemaBuilder) ref(t reflect.Type, v variant) object {
	name := t.Name() + [...]string{"", "Partial", "Patch"}[v]
	if _, made := b.defs[name]; !made {
		b.defs[name] = object{} // a mapping may hold itself
		b.defs[name] = b.object(t, v)
	}
	return object{"$ref": "#/$defs/" + name}
}

// object is the schema of a mapping.
func (b *schemaBuilder) object(t reflect.Type, v variant) object {
	s := b.shapes.of(t)
	properties := object{}
	var required []string
	for _, f := range s.fields {
		value := b.value(f.typ, f, v)
		if f.many && v == whole {
			value = object{"anyOf": []any{value, object{"type": "array", "minItems": 1, "items": value}}}
		}
		if v == patch {
			value = nullable(value)
		}
		value["description"] = f.description()
		properties[f.key] = value
		if f.required && v == whole {
			required = append(required, f.key)
		}
	}
	out := object{"type": "object", "properties": properties, "additionalProperties": false}
	if required != nil {
		out["required"] = required
	}
	if s.short != nil {
		return object{"anyOf": []any{b.value(s.short.typ, s.short, whole), out}}
	}
	return out
}

// description is what an editor shows beside the key.
func (f *field) description() string {
	if f.ref == "" {
		return f.doc
	}
	word, _, _ := strings.Cut(f.ref, "/")
	names := map[string]string{
		"catalogue": "a kind of the catalogue",
		"data":      "a class of data",
		"trust":     "a zone of trust",
		"access":    "an access level",
	}
	what := names[word]
	if what == "" {
		what = article(word)
	}
	return f.doc + " Names " + what + "."
}

func nullable(s object) object { return object{"anyOf": []any{s, object{"type": "null"}}} }

// value is the schema of a value of type t.
func (b *schemaBuilder) value(t reflect.Type, f *field, v variant) object {
	if s := b.scalar(t, f, v); s != nil {
		return s
	}
	switch {
	case t == reflect.TypeFor[Match]():
		return object{"anyOf": []any{object{"const": "none"}, b.ref(t, v)}}
	case t.Kind() == reflect.Pointer:
		return b.value(t.Elem(), f, v)
	case t.Kind() == reflect.Slice:
		return b.slice(t.Elem(), f, v)
	}
	return b.ref(t, v)
}

// slice is a mapping by id, a list of ids with facts, or a plain list. The
// items of lists are whole: lists are replaced, never merged.
func (b *schemaBuilder) slice(elem reflect.Type, f *field, v variant) object {
	byID := elem.Kind() == reflect.Pointer && b.shapes.of(elem.Elem()).id != nil
	switch {
	case byID && !f.list:
		if f.partial && v == whole {
			v = partial
		}
		entry := b.entry(elem.Elem(), v)
		if v == patch {
			entry = nullable(entry)
		}
		out := object{"type": "object", "additionalProperties": entry}
		if !b.shapes.of(elem.Elem()).free {
			out["propertyNames"] = b.scalar(reflect.TypeFor[Named](), f, v)
		}
		return out
	case byID:
		return object{"type": "array", "items": object{"anyOf": []any{
			b.scalar(reflect.TypeFor[Named](), f, v),
			object{
				"type": "object", "minProperties": 1, "maxProperties": 1,
				"propertyNames":        b.scalar(reflect.TypeFor[Named](), f, v),
				"additionalProperties": b.entry(elem.Elem(), whole),
			},
		}}}
	}
	item := b.value(elem, f, whole)
	if f.arrow {
		item = object{"anyOf": []any{item, formatSchema(connectionFormat)}}
	}
	list := object{"type": "array", "items": item}
	if f.alone {
		return object{"anyOf": []any{item, list}}
	}
	return list
}

// entry is what stands behind an id. What uses a template may lack anything,
// and null takes a fact of the template away.
func (b *schemaBuilder) entry(t reflect.Type, v variant) object {
	if s := b.shapes.of(t); s.inline != nil {
		return b.value(s.inline.typ, s.inline, v)
	}
	if t != reflect.TypeFor[Element]() || v == patch {
		return b.ref(t, v)
	}
	return object{
		"if":   object{"type": "object", "required": []string{"use"}},
		"then": b.ref(t, patch), "else": b.ref(t, v),
	}
}

// scalar is the schema of the language's scalars, or nil for other types.
// Those that look alike everywhere are defined once.
func (b *schemaBuilder) scalar(t reflect.Type, f *field, v variant) object {
	switch t {
	case reflect.TypeFor[String]():
		switch {
		case f.enum != nil:
			return object{"type": "string", "enum": f.enum}
		case f.pattern != nil:
			return object{"type": "string", "minLength": 1, "maxLength": maxText, "pattern": f.pattern.String()}
		}
		return b.named("word", words())
	case reflect.TypeFor[Text]():
		if v == patch {
			return b.named("textPatch", textSchema(nullable(words())))
		}
		return b.named("text", textSchema(words()))
	case reflect.TypeFor[Int]():
		return f.bounded("integer")
	case reflect.TypeFor[Cited]():
		return b.named("record", object{"anyOf": []any{
			numberOfRecord.bounded("integer"),
			object{"type": "string", "maxLength": maxText, "pattern": citedPattern.String()},
		}})
	case reflect.TypeFor[Number]():
		return f.bounded("number")
	case reflect.TypeFor[Bool]():
		return object{"type": "boolean"}
	case reflect.TypeFor[Ref]():
		if f.ref == "kind" || f.ref == "catalogue" {
			return b.named("kind", kindSchema())
		}
		return b.named("word", words())
	case reflect.TypeFor[Named]():
		return b.named("id", object{"type": "string", "pattern": idPattern.String()})
	case reflect.TypeFor[Arrow]():
		return b.named("arrow", formatSchema(arrowFormat))
	case reflect.TypeFor[Port]():
		return b.named("port",
			object{"anyOf": []any{object{"type": "integer", "minimum": 0, "maximum": 99999}, formatSchema(portFormat)}})
	case reflect.TypeFor[Duration]():
		return b.named("duration", formatSchema(durationFormat))
	case reflect.TypeFor[Bytes]():
		return b.named("bytes", formatSchema(bytesFormat))
	case reflect.TypeFor[Rate]():
		return b.named("rate", formatSchema(rateFormat))
	case reflect.TypeFor[Date]():
		return b.named("date", formatSchema(dateFormat))
	case reflect.TypeFor[CIDR]():
		return b.named("cidr", formatSchema(cidrFormat))
	}
	return nil
}

// named is a reference to a definition, which it makes if needed.
func (b *schemaBuilder) named(name string, definition object) object {
	b.defs[name] = definition
	return object{"$ref": "#/$defs/" + name}
}

func formatSchema(f format) object {
	return object{"type": "string", "pattern": f.pattern.String(), "errorMessage": "write " + f.want.En}
}

func words() object { return object{"type": "string", "minLength": 1, "maxLength": maxText} }

// textSchema is one text, or one for each language.
func textSchema(each object) object {
	return object{"anyOf": []any{words(), object{
		"type":                 "object",
		"properties":           object{"ko": each, "en": each},
		"additionalProperties": false,
		"minProperties":        1,
	}}}
}

// kindSchema offers the catalogue for completion without refusing other names:
// whether a name exists is no question of form.
func kindSchema() object {
	names := make([]string, 0, len(kind.All()))
	docs := make([]string, 0, len(kind.All()))
	for _, k := range kind.All() {
		names = append(names, k.ID)
		docs = append(docs, k.Label.In(finding.English)+". "+k.Doc.In(finding.English))
	}
	return object{"anyOf": []any{object{"enum": names, "markdownEnumDescriptions": docs}, words()}}
}

func (f *field) bounded(typ string) object {
	low, high := f.bounds()
	return object{"type": typ, "minimum": low, "maximum": high}
}

// bounds are the least and the largest number that f takes.
func (f *field) bounds() (low, high float64) {
	low, high = -1e15, 1e15
	if f.min != nil {
		low = *f.min
	}
	if f.max != nil {
		high = *f.max
	}
	return low, high
}
