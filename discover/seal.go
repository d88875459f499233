package discover

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"reflect"
	"slices"
	"time"

	"asbuilt/finding"
)

// lines hashes a snapshot as lines of JSON without space between their parts.
type lines struct {
	sum     hash.Hash
	scratch []byte
	begun   bool
}

func newLines() *lines { return &lines{sum: sha256.New()} }

// header is the first line; without it the hash is of no use.
func (l *lines) header(taken time.Time) {
	l.begun = true
	l.write(appendHeader(l.scratch[:0], taken))
}

func appendHeader(b []byte, taken time.Time) []byte {
	b = fmt.Appendf(b, `{"asbuilt_snapshot":%d,"taken":`, Version)
	return append(appendMoment(b, taken), '}')
}

// add is the line of one cell or resource, given as it stands in the file.
func (l *lines) add(key string, object []byte) {
	l.write(appendLine(l.scratch[:0], key, object))
}

func appendLine(b []byte, key string, object []byte) []byte {
	b = append(append(append(b, `{"`...), key...), `":`...)
	return append(compact(b, object), '}')
}

// addDense is add for an object without space between its parts.
func (l *lines) addDense(key string, object []byte) {
	line := append(append(append(l.scratch[:0], `{"`...), key...), `":`...)
	l.write(append(append(line, object...), '}'))
}

func (l *lines) write(line []byte) {
	l.scratch = append(line, '\n')
	l.sum.Write(l.scratch) // a hash takes whatever it is given
}

// hex is the hash as a seal says it; empty when it is of no use.
func (l *lines) hex() string {
	if !l.begun {
		return ""
	}
	return hex.EncodeToString(l.sum.Sum(nil))
}

// compact appends JSON without the space between its parts.
func compact(b, text []byte) []byte {
	for len(text) > 0 {
		i := bytes.IndexByte(text, '"')
		if i < 0 {
			i = len(text)
		}
		for _, c := range text[:i] {
			if c != ' ' && c != '\n' && c != '\r' && c != '\t' {
				b = append(b, c)
			}
		}
		text = text[i:]
		end := endOfText(text)
		b = append(b, text[:end]...)
		text = text[end:]
	}
	return b
}

// endOfText is where the text that begins with a quote ends.
func endOfText(text []byte) int {
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(text)
}

// verify holds the file to its seal: by its content as it stands there, else by
// its canonical form.
func (f *file) verify() error {
	switch {
	case f.seal == "":
		return finding.Errorf(`it has no "sha256": %s`, `"sha256"이 없습니다. %s`, ErrSeal)
	case f.version == 1 && f.body == nil:
		return finding.Errorf(`its last member is not "sha256": %s`, `마지막 항목이 "sha256"이 아닙니다. %s`, ErrSeal)
	case f.version == 1 && (hashOf(f.body) == f.seal || hashOf(f.canonical1()) == f.seal):
		return nil
	case f.version > 1 && (f.lines.hex() == f.seal || f.canonical() == f.seal):
		return nil
	}
	return ErrSeal
}

func hashOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// canonical is the hash of the file's content in canonical form.
func (f *file) canonical() string {
	l := newLines()
	l.header(f.taken)
	for _, c := range slices.SortedStableFunc(slices.Values(f.cells), Cell.compare) {
		l.add("cell", c.append(nil))
	}
	for _, r := range slices.SortedStableFunc(slices.Values(f.resources), (*Resource).compare) {
		e := encoder{}
		e.resource(f.shape(r.Type), r, r.Unknown, f.without(r))
		l.add("resource", e.b)
	}
	return l.hex()
}

// canonical1 is the same for format 1: the bytes that its seal covers.
func (f *file) canonical1() []byte {
	e := encoder{sparse: true}
	e.head(1, f.taken, slices.SortedStableFunc(slices.Values(f.cells), Cell.compare))
	for i, r := range slices.SortedStableFunc(slices.Values(f.resources), (*Resource).compare) {
		e.separate(i)
		e.resource(f.shape(r.Type), r, r.Unknown, f.without(r))
	}
	return append(e.b, "\n  ],\n"...)
}

// without are the facts of r that do not stand in the file.
func (f *file) without(r *Resource) *hidden {
	h := &hidden{}
	lacks := r.lacks()
	for fact := range r.Unknown {
		if !lacks[fact] {
			h.hide(fact)
		}
	}
	for _, fact := range f.missed[r] {
		if !lacks[fact] {
			h.hide(fact)
		}
	}
	for _, fact := range r.Lacking {
		h.hide(fact)
	}
	return h
}

// head writes what stands before the resources.
func (e *encoder) head(version int, taken time.Time, cells []Cell) {
	e.b = fmt.Appendf(e.b, "{\n  \"version\": %d,\n  \"taken\": %s,\n  \"cells\": [", version, appendMoment(nil, taken))
	for i, c := range cells {
		e.separate(i)
		e.b = c.append(e.b)
	}
	e.b = append(e.b, "\n  ],\n  \"resources\": ["...)
}

// separate stands before an entry of those two lists.
func (e *encoder) separate(i int) {
	if i > 0 {
		e.b = append(e.b, ',')
	}
	e.newLine(2)
}

// append writes a cell on one line; a text that is empty is left out.
func (c Cell) append(b []byte) []byte {
	b = append(b, '{')
	for i, m := range [][2]string{
		{"account", c.Account}, {"region", c.Region}, {"operation", c.Operation},
		{"status", string(c.Status)}, {"reason", c.Reason},
	} {
		if m[1] == "" {
			continue
		}
		if i > 0 && b[len(b)-1] != '{' {
			b = append(b, ", "...)
		}
		b = append(append(append(b, '"'), m[0]...), `": `...)
		b = appendQuoted(b, m[1])
	}
	return append(b, '}')
}

// resource writes a resource with some of its facts; what is empty beside them
// is left out.
func (e *encoder) resource(s *shape, r *Resource, unknown map[string]string, without *hidden) {
	e.b = append(e.b, '{')
	key := func(name string) {
		if e.b[len(e.b)-1] != '{' {
			e.b = append(e.b, ',')
		}
		e.newLine(3)
		e.b = append(append(append(e.b, '"'), name...), `": `...)
	}
	for _, m := range [][2]string{
		{"type", r.Type}, {"arn", r.ARN}, {"id", r.ID},
		{"account", r.Account}, {"region", r.Region}, {"name", r.Name},
	} {
		if m[1] != "" {
			key(m[0])
			e.b = appendQuoted(e.b, m[1])
		}
	}
	pairs := shapeField{kind: isPairs}
	for _, m := range []struct {
		name  string
		pairs map[string]string
	}{{"tags", r.Tags}, {"unknown", unknown}} {
		if len(m.pairs) > 0 {
			key(m.name)
			e.value(&pairs, reflect.ValueOf(m.pairs), nil, 3, true, len(m.name)+4)
		}
	}
	key("facts")
	e.object(s, reflect.ValueOf(r.Facts).Elem(), without, 3, true)
	e.newLine(2)
	e.b = append(e.b, '}')
}
