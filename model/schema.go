package model

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"

	"asbuilt/finding"
	"asbuilt/pattern"
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
// with a final newline, explained in lang. It refuses all that a structural rule is
// about, and of the other rules what can be told from the entry alone: a fact that
// the kind does not have, a kind that nobody can have added.
func Schema(role FileRole, lang finding.Lang) []byte {
	b := &schemaBuilder{shapes: shapes{}, defs: object{}, lang: lang}
	var root object
	switch model := reflect.TypeFor[Model](); role {
	case MainFile:
		root = b.object(model, whole)
		root["allOf"] = []any{b.knownKinds()}
	case OverlayFile:
		root = b.object(model, patch)
		b.patchConnections(root)
	case PartFile:
		root = b.object(model, whole)
		delete(root, "required") // only the main file must have a name
	}
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["title"] = map[FileRole]finding.Text{
		MainFile:    {En: "asbuilt model", Ko: "asbuilt 모델"},
		OverlayFile: {En: "asbuilt overlay of an environment", Ko: "환경별 asbuilt 오버레이"},
		PartFile:    {En: "part of an asbuilt model", Ko: "asbuilt 모델에 포함되는 파일"},
	}[role].In(lang)
	root["$defs"] = b.defs
	data, err := json.MarshalIndent(root, "", "  ")
	if err != nil {
		panic("model: the schema is no JSON: " + err.Error())
	}
	data = loneRef.ReplaceAll(data, []byte("{$1}"))
	return append(data, '\n')
}

// loneRef is a reference that takes three lines where one is easier to read.
var loneRef = pattern.New(`\{\s+("\$ref": "[^"]*")\s+\}`)

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
	lang   finding.Lang
}

// patchConnections lets an overlay change connections by their ids, or add to them.
func (b *schemaBuilder) patchConnections(root object) {
	properties := root["properties"].(object)
	properties["connections"] = object{
		"description": finding.Say("New connections as a list; or changes to connections of the base, by id (from->to:port).",
			"새 연결의 목록. 또는 기본 모델의 연결을 id(from->to:port)로 고칩니다.").In(b.lang),
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
		if f.ref == "kind" {
			value = b.kind(t)
		}
		if f.many && v == whole {
			value = object{"anyOf": []any{value, object{"type": "array", "minItems": 1, "items": value}}}
		}
		if v == patch {
			value = nullable(value)
		}
		value["description"] = f.description().In(b.lang)
		properties[f.key] = value
		if f.required && v == whole {
			required = append(required, f.key)
		}
	}
	out := object{"type": "object", "properties": properties, "additionalProperties": false}
	b.older(t, out)
	if required != nil {
		out["required"] = required
	}
	if s.short != nil {
		return object{"anyOf": []any{b.value(s.short.typ, s.short, whole), out}}
	}
	return out
}

// older lets a mapping call a key what it was called once, instead of what it is
// called now: the loader still reads it, and an editor strikes it through.
func (b *schemaBuilder) older(t reflect.Type, out object) {
	if t != reflect.TypeFor[Element]() && t != reflect.TypeFor[Partition]() {
		return
	}
	properties := out["properties"].(object)
	var both []any
	for _, older := range slices.Sorted(maps.Keys(olderKeys)) {
		now := olderKeys[older]
		value, there := properties[now].(object)
		if !there {
			continue
		}
		value = maps.Clone(value)
		value["deprecated"] = true
		value["description"] = finding.Say("What %s was called once.", "%s의 예전 이름.", now).In(b.lang)
		properties[older] = value
		both = append(both, object{"required": []string{older, now}})
	}
	if both != nil {
		out["not"] = object{"anyOf": both}
	}
}

// description is what an editor shows beside the key.
func (f *field) description() finding.Text {
	if f.ref == "" {
		return f.about()
	}
	return finding.Say("%s Names %s.", "%s %s의 id를 적습니다.", f.about(), f.naming())
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
		item = object{"anyOf": []any{item, b.format(connectionFormat)}}
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
	otherwise := b.ref(t, v)
	if v == whole {
		otherwise = b.ofKind()
	}
	return object{
		"if":   object{"type": "object", "required": []string{"use"}},
		"then": b.ref(t, patch), "else": otherwise,
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
		if f.ref == "catalogue" {
			return b.named("catalogue", b.everyKind())
		}
		return b.named("word", words())
	case reflect.TypeFor[Named]():
		return b.named("id", object{"type": "string", "pattern": idPattern})
	case reflect.TypeFor[Arrow]():
		return b.named("arrow", b.format(arrowFormat))
	case reflect.TypeFor[Port]():
		return b.named("port",
			object{"anyOf": []any{object{"type": "integer", "minimum": 0, "maximum": 99999}, b.format(portFormat)}})
	case reflect.TypeFor[Duration]():
		return b.named("duration", b.format(durationFormat))
	case reflect.TypeFor[Bytes]():
		return b.named("bytes", b.format(bytesFormat))
	case reflect.TypeFor[Rate]():
		return b.named("rate", b.format(rateFormat))
	case reflect.TypeFor[Date]():
		return b.named("date", b.format(dateFormat))
	case reflect.TypeFor[CIDR]():
		return b.named("cidr", b.format(cidrFormat))
	}
	return nil
}

// named is a reference to a definition, which it makes if needed.
func (b *schemaBuilder) named(name string, definition object) object {
	b.defs[name] = definition
	return object{"$ref": "#/$defs/" + name}
}

func (b *schemaBuilder) format(f format) object {
	message := finding.Say("write %s", "%s", f.want)
	return object{"type": "string", "pattern": f.pattern.String(), "errorMessage": message.In(b.lang)}
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
