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
	"unicode/utf8"
)

// The canonical form, written so that a diff of two snapshots reads as a list
// of what changed: two spaces of indentation; what fits in a line of width
// characters stands on one; the keys of a struct come in the order of its
// fields, those of a map sorted; lists are sets and are sorted, unless tagged
// `order:"kept"`. Every fact that was read is there, an empty one too: a text
// is "", a list [], and what a pointer stands for is null.
const width = 120

// encoder writes facts.
type encoder struct {
	b []byte
	// sparse leaves out empty texts, lists and maps, as format 1 did.
	sparse bool
}

// hidden is what is left out of an object, and of what is inside of it.
type hidden struct {
	whole bool
	under map[string]*hidden
}

// part is what is hidden of a part, to be added to.
func (h *hidden) part(name string) *hidden {
	if h.under == nil {
		h.under = map[string]*hidden{}
	}
	if h.under[name] == nil {
		h.under[name] = &hidden{}
	}
	return h.under[name]
}

// entry names an entry of a list, as no fact is named.
func entry(i int) string { return "[" + strconv.Itoa(i) + "]" }

// entry is what is hidden of an entry of a list: what is of all of them, and what is
// of this one.
func (h *hidden) entry(i int) *hidden {
	if h == nil {
		return nil
	}
	its := h.of(entry(i))
	if its == nil {
		return h
	}
	both := &hidden{}
	both.add(h)
	both.add(its)
	return both
}

// add hides what o hides.
func (h *hidden) add(o *hidden) {
	h.whole = h.whole || o.whole
	for name, part := range o.under {
		h.part(name).add(part)
	}
}

// hide adds the fact with that path.
func (h *hidden) hide(path string) {
	name, rest, deeper := strings.Cut(path, ".")
	part := h.part(name)
	if !deeper {
		part.whole = true
		return
	}
	part.hide(rest)
}

// of is what is hidden of a part of h, nil for nothing.
func (h *hidden) of(name string) *hidden {
	if h == nil {
		return nil
	}
	return h.under[name]
}

// each calls yield with the path of every fact that is hidden as a whole, in the
// order of their names.
func (h *hidden) each(to string, yield func(path string)) {
	if h == nil {
		return
	}
	for _, name := range sortedKeys(h.under) {
		if part := h.under[name]; part.whole {
			yield(to + name)
		} else {
			part.each(to+name+".", yield)
		}
	}
}

func (h *hidden) all() bool { return h != nil && h.whole }

// object writes a struct: on one line, or broken at that indentation.
func (e *encoder) object(s *shape, v reflect.Value, h *hidden, indent int, broken bool) {
	e.b = append(e.b, '{')
	first := true
	for i := range s.fields {
		f, value := &s.fields[i], v.Field(i)
		part := h.of(f.name)
		if part.all() || e.sparse && f.kind.canBeEmpty() && isEmpty(value) {
			continue
		}
		e.next(first, indent+1, broken)
		first = false
		from := len(e.b)
		e.b = append(e.b, '"')
		e.b = append(e.b, f.name...)
		e.b = append(e.b, `": `...)
		e.value(f, value, part, indent+1, broken, len(e.b)-from)
	}
	e.close('}', !first && broken, indent)
}

// next begins an entry of an object or list.
func (e *encoder) next(first bool, indent int, broken bool) {
	switch {
	case broken && first:
		e.newLine(indent)
	case broken:
		e.b = append(e.b, ',')
		e.newLine(indent)
	case !first:
		e.b = append(e.b, ", "...)
	}
}

func (e *encoder) close(with byte, broken bool, indent int) {
	if broken {
		e.newLine(indent)
	}
	e.b = append(e.b, with)
}

func (e *encoder) newLine(indent int) {
	e.b = append(e.b, '\n')
	for range indent {
		e.b = append(e.b, "  "...)
	}
}

// value writes a fact on one line where it fits, or has to; used is what stands
// before it on the line beside the indentation.
func (e *encoder) value(f *shapeField, v reflect.Value, h *hidden, indent int, mayBreak bool, used int) {
	from := len(e.b)
	e.form(f, v, h, indent, false)
	if !mayBreak || 2*indent+used+len(e.b)-from <= width {
		return
	}
	switch f.kind {
	case isTexts, isPairs, isObject, isObjects, orObject:
		e.b = e.b[:from]
		e.form(f, v, h, indent, true)
	}
}

// form writes a fact in one of its two forms.
func (e *encoder) form(f *shapeField, v reflect.Value, h *hidden, indent int, broken bool) {
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			e.b = append(e.b, "null"...)
			return
		}
		v = v.Elem()
	}
	switch f.kind {
	case isText:
		e.b = appendQuoted(e.b, v.String())
	case isNumber, orNumber:
		e.b = strconv.AppendInt(e.b, v.Int(), 10)
	case isDecimal, orDecimal:
		e.b = strconv.AppendFloat(e.b, v.Float(), 'f', -1, 64)
	case isTruth:
		e.b = strconv.AppendBool(e.b, v.Bool())
	case orMoment:
		e.b = appendMoment(e.b, v.Interface().(time.Time))
	case isTexts:
		e.texts(v.Interface().([]string), f.kept, indent, broken)
	case isPairs:
		e.pairs(v.Interface().(map[string]string), indent, broken)
	case isObject, orObject:
		e.object(f.inner, v, h, indent, broken)
	case isObjects:
		e.objects(f, v, h, indent, broken)
	}
}

func (e *encoder) texts(list []string, kept bool, indent int, broken bool) {
	lines := make([]string, len(list))
	for i, s := range list {
		lines[i] = string(appendQuoted(nil, s))
	}
	if !kept {
		slices.Sort(lines)
	}
	e.b = append(e.b, '[')
	for i, line := range lines {
		e.next(i == 0, indent+1, broken)
		e.b = append(e.b, line...)
	}
	e.close(']', broken && len(list) > 0, indent)
}

func (e *encoder) pairs(m map[string]string, indent int, broken bool) {
	e.b = append(e.b, '{')
	for i, key := range sortedKeys(m) {
		e.next(i == 0, indent+1, broken)
		e.b = appendQuoted(e.b, key)
		e.b = append(e.b, ": "...)
		e.b = appendQuoted(e.b, m[key])
	}
	e.close('}', broken && len(m) > 0, indent)
}

// objects writes a list, its entries in the order of their forms on one line.
func (e *encoder) objects(f *shapeField, v reflect.Value, h *hidden, indent int, broken bool) {
	order := make([]int, v.Len())
	for i := range order {
		order[i] = i
	}
	if !f.kept && v.Len() > 1 {
		line := encoder{sparse: e.sparse}
		lines := make([]string, v.Len())
		for i := range lines {
			line.b = line.b[:0]
			line.object(f.inner, v.Index(i), h.entry(i), 0, false)
			lines[i] = string(line.b)
		}
		slices.SortStableFunc(order, func(a, b int) int { return strings.Compare(lines[a], lines[b]) })
	}
	element := shapeField{kind: isObject, inner: f.inner}
	e.b = append(e.b, '[')
	for n, i := range order {
		e.next(n == 0, indent+1, broken)
		e.value(&element, v.Index(i), h.entry(i), indent+1, broken, 0)
	}
	e.close(']', broken && len(order) > 0, indent)
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

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func appendMoment(b []byte, t time.Time) []byte {
	return appendQuoted(b, t.UTC().Format(time.RFC3339))
}

// appendQuoted appends a text as JSON.
func appendQuoted(b []byte, s string) []byte {
	ascii := true
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' {
			return append(b, quote(s)...)
		} else if c >= utf8.RuneSelf {
			ascii = false
		}
	}
	if !ascii && (!utf8.ValidString(s) || strings.ContainsAny(s, "\u2028\u2029")) {
		return append(b, quote(s)...)
	}
	b = append(b, '"')
	b = append(b, s...)
	return append(b, '"')
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
