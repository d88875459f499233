package discover

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The canonical form, written so that a diff of two snapshots reads as a list
// of what changed: two spaces of indentation; what fits in a line of width
// characters stands on one; the keys of a struct come in the order of its
// fields, those of a map sorted; lists are sets and are sorted, unless tagged
// `order:"kept"`; numbers and booleans are always there, empty texts, lists
// and maps never.
const width = 120

// appendBroken appends v at that indentation, an object or list on several
// lines even where one would do.
func appendBroken(b []byte, v reflect.Value, indent int, skip map[string]string) []byte {
	v = deref(v)
	members, open, closing := parts(v, skip)
	if len(members) == 0 {
		return append(b, open+closing...)
	}
	pad := "\n" + strings.Repeat("  ", indent+1)
	b = append(b, open...)
	for i, m := range members {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, pad...)
		b = append(b, m.key...)
		b = appendValue(b, m.value, indent+1, len(m.key))
	}
	b = append(b, "\n"+strings.Repeat("  ", indent)...)
	return append(b, closing...)
}

// appendValue appends v on one line where it fits; used is what stands before
// it on the line beside the indentation.
func appendValue(b []byte, v reflect.Value, indent, used int) []byte {
	line := flat(v)
	if k := deref(v).Kind(); 2*indent+used+len(line) <= width || k != reflect.Struct && k != reflect.Slice && k != reflect.Map {
		return append(b, line...)
	}
	return appendBroken(b, v, indent, nil)
}

// member is one entry of an object or list; the key of a list's entry is empty.
type member struct {
	key   string
	value reflect.Value
}

func parts(v reflect.Value, skip map[string]string) (members []member, open, closing string) {
	switch v.Kind() {
	case reflect.Slice:
		for i := range v.Len() {
			members = append(members, member{value: v.Index(i)})
		}
		return members, "[", "]"
	case reflect.Map:
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
		for _, k := range keys {
			members = append(members, member{quote(k.String()) + ": ", v.MapIndex(k)})
		}
		return members, "{", "}"
	case reflect.Struct:
		for i := range v.NumField() {
			field, value := v.Type().Field(i), v.Field(i)
			if _, unknown := skip[field.Name]; unknown || isEmpty(value) {
				continue
			}
			if value.Kind() == reflect.Slice && field.Tag.Get("order") != "kept" {
				value = sorted(value)
			}
			members = append(members, member{quote(keyOf(field)) + ": ", value})
		}
		return members, "{", "}"
	}
	panic("discover: no canonical form for a " + v.Kind().String())
}

func keyOf(field reflect.StructField) string {
	if name, _, _ := strings.Cut(field.Tag.Get("json"), ","); name != "" {
		return name
	}
	return field.Name
}

func isEmpty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.String, reflect.Slice, reflect.Map:
		return v.Len() == 0
	case reflect.Pointer:
		return v.IsNil()
	}
	return false
}

// sorted is a copy of a list in the order of its elements' canonical forms.
func sorted(list reflect.Value) reflect.Value {
	type entry struct {
		line  string
		value reflect.Value
	}
	entries := make([]entry, list.Len())
	for i := range entries {
		entries[i] = entry{flat(list.Index(i)), list.Index(i)}
	}
	slices.SortStableFunc(entries, func(a, b entry) int { return strings.Compare(a.line, b.line) })
	out := reflect.MakeSlice(list.Type(), 0, list.Len())
	for _, e := range entries {
		out = reflect.Append(out, e.value)
	}
	return out
}

// flat is the canonical form of v on one line.
func flat(v reflect.Value) string {
	v = deref(v)
	if t, ok := v.Interface().(time.Time); ok {
		return quote(t.UTC().Format(time.RFC3339))
	}
	switch v.Kind() {
	case reflect.String:
		return quote(v.String())
	case reflect.Bool:
		return strconv.FormatBool(v.Bool())
	case reflect.Int, reflect.Int64:
		return strconv.FormatInt(v.Int(), 10)
	case reflect.Float64:
		return strconv.FormatFloat(v.Float(), 'f', -1, 64)
	}
	members, open, closing := parts(v, nil)
	lines := make([]string, len(members))
	for i, m := range members {
		lines[i] = m.key + flat(m.value)
	}
	return open + strings.Join(lines, ", ") + closing
}

func deref(v reflect.Value) reflect.Value {
	for v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	return v
}

func quote(s string) string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		panic(fmt.Sprintf("discover: quote %q: %v", s, err))
	}
	return strings.TrimSuffix(b.String(), "\n")
}
