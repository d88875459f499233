package plain

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"iter"
	"strings"
)

// Object writes an object of JSON member by member, and its lists item by item, so that
// what is said does not double in memory while it is written. The bytes are those of
// an encoder with an indentation of two spaces, behind [JSON].
type Object struct {
	buffer *bufio.Writer
	out    io.Writer
	begun  bool
	err    error
}

// NewObject is an object without members yet.
func NewObject(w io.Writer) *Object {
	buffer := bufio.NewWriter(w)
	// a buffer cuts characters in two, so it stands behind the guard
	return &Object{buffer: buffer, out: JSON(buffer)}
}

// Member writes a member with its value.
func (o *Object) Member(name string, value any) {
	o.key(name)
	o.value(value, "  ")
}

// List writes a member that is a list.
func (o *Object) List(name string, items iter.Seq[any]) {
	o.key(name)
	o.raw("[")
	some := false
	for item := range items {
		if some {
			o.raw(",")
		}
		some = true
		o.raw("\n    ")
		o.value(item, "    ")
	}
	if some {
		o.raw("\n  ")
	}
	o.raw("]")
}

// Members writes the members that a struct has.
func (o *Object) Members(of any) {
	inner := strings.TrimSuffix(strings.TrimPrefix(o.encoded(of, ""), "{"), "\n}")
	if inner = strings.TrimSuffix(inner, "}"); inner != "" {
		o.separate()
		o.raw(inner)
	}
}

// End ends the object, and is the first error of all that was written.
func (o *Object) End() error {
	if !o.begun {
		o.raw("{")
	}
	o.raw("\n}\n")
	if err := o.buffer.Flush(); o.err == nil {
		o.err = err
	}
	return o.err
}

func (o *Object) key(name string) {
	o.separate()
	o.raw("\n  \"" + name + "\": ")
}

// separate stands before a member.
func (o *Object) separate() {
	if o.begun {
		o.raw(",")
	} else {
		o.raw("{")
	}
	o.begun = true
}

func (o *Object) value(v any, prefix string) { o.raw(o.encoded(v, prefix)) }

func (o *Object) encoded(v any, prefix string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent(prefix, "  ")
	if err := e.Encode(v); o.err == nil {
		o.err = err
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func (o *Object) raw(s string) {
	if _, err := io.WriteString(o.out, s); o.err == nil {
		o.err = err
	}
}
