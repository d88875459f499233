package discover

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"asbuilt/finding"
)

// decoder reads JSON straight into facts, once from front to back. What is wrong
// it throws as a *misread; [file.read] alone catches that.
type decoder struct {
	data []byte
	at   int
	// resource is the one that is being read, and path are the facts around the place.
	resource *Resource
	path     []step
	// missed is called with every fact that has no key.
	missed func(*shapeField)
	// texts are some that were read lately, so that what occurs again and again is
	// kept once.
	texts [1 << 10]string
}

// step is a fact, and of a list the number of the entry.
type step struct {
	name string
	item int
}

// names are those of facts, as a path.
func names(path []step) string {
	all := make([]string, len(path))
	for i, s := range path {
		all[i] = s.name
	}
	return strings.Join(all, ".")
}

// place is a path with the numbers of the entries.
func place(path []step) string {
	var all []string
	for _, s := range path {
		if all = append(all, s.name); s.item >= 0 {
			all = append(all, entry(s.item))
		}
	}
	return strings.Join(all, ".")
}

// misread is what is wrong at one place of a file.
type misread struct {
	at       int
	resource *Resource
	path     string
	what     finding.Text
}

// fail throws what is wrong at a place, as [finding.Say] says it.
func (d *decoder) fail(at int, en, ko string, args ...any) {
	panic(&misread{at, d.resource, names(d.path), finding.Say(en, ko, args...)})
}

// space skips what may stand between two things.
func (d *decoder) space() {
	for d.at < len(d.data) {
		switch d.data[d.at] {
		case ' ', '\n', '\r', '\t':
			d.at++
		default:
			return
		}
	}
}

// peek is the next byte that is no space.
func (d *decoder) peek() byte {
	d.space()
	if d.at >= len(d.data) {
		d.fail(len(d.data), "it ends in the middle", "도중에 끝납니다")
	}
	return d.data[d.at]
}

// eat reads one byte of punctuation.
func (d *decoder) eat(c byte) {
	if got := d.peek(); got != c {
		d.fail(d.at, "%s where %q should be", "%[2]q 자리에 %[1]s이(가) 있습니다", d.seen(), string(c))
	}
	d.at++
}

// seen names what stands at the place.
func (d *decoder) seen() finding.Text {
	switch c := d.peek(); {
	case c == '"':
		return aText
	case c == '{':
		return anObject
	case c == '[':
		return aList
	case c == 't' || c == 'f':
		return finding.Both("true or false", "true나 false")
	case c == 'n':
		return finding.Same("null")
	case c == '-' || c >= '0' && c <= '9':
		return finding.Both("a number", "숫자")
	}
	r, _ := utf8.DecodeRune(d.data[d.at:])
	return finding.Same(strconv.Quote(string(r)))
}

// What a value of a file may be.
var (
	aText    = finding.Both("a text", "문자열")
	anObject = finding.Both("an object", "객체")
	aList    = finding.Both("a list", "목록")
)

// want fails when no such thing begins here.
func (d *decoder) want(c byte, what finding.Text) {
	if d.peek() != c {
		d.fail(d.at, "%s where %s should be", "%[2]s 자리에 %[1]s이(가) 있습니다", d.seen(), what)
	}
}

// raw reads a text and is what stands between its quotes; plain says that no
// escape is in it.
func (d *decoder) raw() (text []byte, plain bool) {
	d.want('"', aText)
	start := d.at + 1
	plain, ascii := true, true
	for i := start; i < len(d.data); i++ {
		switch c := d.data[i]; {
		case c == '"':
			d.at = i + 1
			text = d.data[start:i]
			if !ascii && !utf8.Valid(text) {
				d.fail(start, "a text that is not UTF-8", "UTF-8이 아닌 문자열")
			}
			return text, plain
		case c == '\\':
			plain = false
			i++
		case c < ' ':
			d.fail(i, "a control character in a text", "문자열에 든 제어 문자")
		case c >= utf8.RuneSelf:
			ascii = false
		}
	}
	d.fail(len(d.data), "it ends in the middle", "도중에 끝납니다")
	return nil, false
}

// text reads a text.
func (d *decoder) text() string {
	start := d.peekAt()
	raw, plain := d.raw()
	if !plain {
		var s string
		if err := json.Unmarshal(d.data[start:d.at], &s); err != nil {
			d.fail(start, "a text with an escape that JSON does not have", "JSON에 없는 이스케이프가 든 문자열")
		}
		return s
	}
	const longest = 64
	if len(raw) > longest {
		return string(raw)
	}
	return d.kept(raw)
}

// kept is a text that may have been read lately.
func (d *decoder) kept(raw []byte) string {
	n := len(raw)
	if n == 0 {
		return ""
	}
	slot := &d.texts[(int(raw[0])+31*int(raw[n-1])+131*int(raw[n/2])+n*1031)%len(d.texts)]
	if *slot != string(raw) {
		*slot = string(raw)
	}
	return *slot
}

func (d *decoder) peekAt() int {
	d.space()
	return d.at
}

// literal reads a word.
func (d *decoder) literal(word string) bool {
	rest := d.data[d.at:min(d.at+len(word), len(d.data))]
	if string(rest) != word {
		if strings.HasPrefix(word, string(rest)) {
			d.fail(len(d.data), "it ends in the middle", "도중에 끝납니다")
		}
		return false
	}
	d.at += len(word)
	return true
}

func (d *decoder) null() bool { return d.peek() == 'n' && d.literal("null") }

func (d *decoder) truth() bool {
	d.peek()
	switch {
	case d.literal("true"):
		return true
	case d.literal("false"):
		return false
	}
	d.fail(d.at, "%s where true or false should be", "true나 false 자리에 %s이(가) 있습니다", d.seen())
	return false
}

// number reads the characters of a number.
func (d *decoder) number() string {
	if c := d.peek(); c != '-' && (c < '0' || c > '9') {
		d.fail(d.at, "%s where a number should be", "숫자 자리에 %s이(가) 있습니다", d.seen())
	}
	start := d.at
	for d.at < len(d.data) && strings.IndexByte("+-.0123456789eE", d.data[d.at]) >= 0 {
		d.at++
	}
	text := string(d.data[start:d.at])
	if !json.Valid(d.data[start:d.at]) {
		d.fail(start, "%s is not a number", "%s은(는) 숫자가 아닙니다", text)
	}
	return text
}

func (d *decoder) integer() int {
	start := d.peekAt()
	text := d.number()
	n, err := strconv.Atoi(text)
	if err != nil {
		d.fail(start, "%s is not a whole number of a size that is kept",
			"%s은(는) 다룰 수 있는 크기의 정수가 아닙니다", text)
	}
	return n
}

func (d *decoder) decimal() float64 {
	start := d.peekAt()
	text := d.number()
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		d.fail(start, "%s is not a number of a size that is kept",
			"%s은(는) 다룰 수 있는 크기의 숫자가 아닙니다", text)
	}
	return f
}

func (d *decoder) moment() time.Time {
	start := d.peekAt()
	t, err := time.Parse(time.RFC3339, d.text())
	if err != nil {
		d.fail(start, "a text that is no moment such as 2026-11-20T03:00:00Z",
			"2026-11-20T03:00:00Z 같은 시각이 아닌 문자열")
	}
	return t.UTC()
}

// members reads an object: member is called with each key, at its value.
func (d *decoder) members(member func(key []byte)) {
	d.want('{', anObject)
	d.at++
	for first := true; ; first = false {
		if c := d.peek(); c == '}' {
			d.at++
			return
		} else if !first {
			d.eat(',')
		}
		d.want('"', finding.Both("a key", "키"))
		key, _ := d.raw()
		d.eat(':')
		member(key)
	}
}

// keys is members for an object whose keys may each be there once.
func (d *decoder) keys(member func(key string, at int)) {
	seen := make([]string, 0, 12)
	d.members(func(raw []byte) {
		key, at := d.kept(raw), d.at
		if slices.Contains(seen, key) {
			d.fail(at, "%q is there twice", "%q 항목이 두 번 있습니다", key)
		}
		seen = append(seen, key)
		member(key, at)
	})
}

// elements reads a list: element is called at each.
func (d *decoder) elements(element func()) {
	d.want('[', aList)
	d.at++
	for first := true; ; first = false {
		if c := d.peek(); c == ']' {
			d.at++
			return
		} else if !first {
			d.eat(',')
		}
		element()
	}
}

// pairs reads an object of texts; nil when there is none in it.
func (d *decoder) pairs() map[string]string {
	var m map[string]string
	d.want('{', finding.Both("an object of texts", "문자열의 객체"))
	d.at++
	for first := true; ; first = false {
		if c := d.peek(); c == '}' {
			d.at++
			return m
		} else if !first {
			d.eat(',')
		}
		at := d.peekAt()
		key := d.text()
		if _, twice := m[key]; twice {
			d.fail(at, "%q is there twice", "%q 항목이 두 번 있습니다", key)
		}
		d.eat(':')
		if m == nil {
			m = map[string]string{}
		}
		m[key] = d.text()
	}
}

func (d *decoder) list() []string {
	var out []string
	d.elements(func() { out = append(out, d.text()) })
	return out
}

// object reads a struct of facts.
func (d *decoder) object(s *shape, v reflect.Value) {
	var seen uint64 // no struct of facts has more than 64
	d.want('{', anObject)
	d.at++
	for next, first := 0, true; ; first = false {
		if c := d.peek(); c == '}' {
			d.at++
			break
		} else if !first {
			d.eat(',')
		}
		at := d.peekAt()
		d.want('"', finding.Both("a key", "키"))
		key, _ := d.raw()
		if next >= len(s.fields) || s.fields[next].name != string(key) {
			i, ok := s.byName[string(key)]
			if !ok {
				d.fail(at, "there is no fact %q", "%q 속성은 없습니다", key)
			}
			next = i
		}
		if seen&(1<<next) != 0 {
			d.fail(at, "%q is there twice", "%q 항목이 두 번 있습니다", key)
		}
		seen |= 1 << next
		d.eat(':')
		f := &s.fields[next]
		d.path = append(d.path, step{name: f.name, item: -1})
		d.value(f, v.Field(next))
		d.path = d.path[:len(d.path)-1]
		next++
	}
	if seen == 1<<len(s.fields)-1 || s.document {
		return
	}
	for i := range s.fields {
		if seen&(1<<i) == 0 && !s.saidBy(i, seen, v) {
			d.missed(&s.fields[i])
		}
	}
}

// saidBy reports whether another fact says that the one with that number is empty: it
// is the one of several that AWS gives.
func (s *shape) saidBy(i int, seen uint64, v reflect.Value) bool {
	f := &s.fields[i]
	for k := range s.fields {
		other := &s.fields[k]
		if f.oneOf == "" || other.oneOf != f.oneOf || f.pair != "" && other.pair == f.pair {
			continue
		}
		if seen&(1<<k) != 0 && !v.Field(k).IsZero() {
			return true
		}
	}
	return false
}

// value reads a fact.
func (d *decoder) value(f *shapeField, v reflect.Value) {
	switch f.kind {
	case isText:
		v.SetString(d.text())
	case isNumber:
		v.SetInt(int64(d.integer()))
	case isDecimal:
		v.SetFloat(d.decimal())
	case isTruth:
		v.SetBool(d.truth())
	case isTexts:
		*v.Addr().Interface().(*[]string) = d.list()
	case isPairs:
		*v.Addr().Interface().(*map[string]string) = d.pairs()
	case isObject:
		d.object(f.inner, v)
	case isObjects:
		d.objects(f, v)
	default:
		if d.null() {
			return
		}
		v.Set(reflect.New(v.Type().Elem()))
		switch v = v.Elem(); f.kind {
		case orNumber:
			v.SetInt(int64(d.integer()))
		case orDecimal:
			v.SetFloat(d.decimal())
		case orMoment:
			v.Set(reflect.ValueOf(d.moment()))
		case orObject:
			d.object(f.inner, v)
		}
	}
}

func (d *decoder) objects(f *shapeField, v reflect.Value) {
	n := 0
	d.elements(func() {
		if n == v.Cap() {
			v.Grow(max(1, n))
		}
		n++
		v.SetLen(n)
		v.Index(n - 1).SetZero()
		d.path[len(d.path)-1].item = n - 1
		d.object(f.inner, v.Index(n-1))
	})
}

// skip passes over one value of any kind, and is what it passed over.
func (d *decoder) skip() []byte {
	d.peek()
	start, open := d.at, []byte(nil)
	for {
		switch c := d.peek(); c {
		case '"':
			d.raw()
		case '{', '[':
			open = append(open, c+2) // the bracket that closes it
			d.at++
		case '}', ']':
			if len(open) == 0 || open[len(open)-1] != c {
				d.fail(d.at, "%s where no bracket closes", "닫는 괄호 자리가 아닌 곳에 %s이(가) 있습니다", d.seen())
			}
			open = open[:len(open)-1]
			d.at++
		case ',', ':':
			d.at++
		default:
			for d.at < len(d.data) && strings.IndexByte(",:]} \t\r\n\"", d.data[d.at]) < 0 {
				d.at++
			}
		}
		if len(open) == 0 {
			return d.data[start:d.at]
		}
	}
}

// line is the line of a place in a file, from 1.
func line(data []byte, at int) int { return 1 + bytes.Count(data[:min(at, len(data))], []byte("\n")) }
