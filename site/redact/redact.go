// Package redact takes out of the files of a site what a stranger could use:
// numbers of accounts, ARNs, ids of resources, addresses, and people's mail. It
// goes by shape and by a list of what the model and the snapshot hold, and works
// on the finished files, so that no page can forget it. It knows no page.
//
//	r := redact.New(values)
//	page = r.Text(page)
package redact

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"unicode/utf8"
)

// Kind is what a text tells.
type Kind string

// The kinds, in the order of [Kinds].
const (
	Account  Kind = "account"
	ARN      Kind = "arn"
	Address  Kind = "address"
	Resource Kind = "resource"
	Mail     Kind = "mail"
)

// Kinds lists all of them.
func Kinds() []Kind { return []Kind{Account, ARN, Address, Resource, Mail} }

// Value is something that a model or a snapshot holds, and that pages must not.
type Value struct {
	Kind Kind
	Text string
}

// Redactor takes values and shapes out of text. It may be used by several
// goroutines.
type Redactor struct {
	values map[string][]Value // by their first bytes, the longest first
	begins [256]bool          // whether a value begins with the byte
}

// shortest is how long a value must be to be taken out, in bytes.
const shortest = 5

// New takes out what has a shape, and these values where they stand as words. Empty
// and very short values are left: they are words of everybody.
func New(values []Value) *Redactor {
	r := &Redactor{values: map[string][]Value{}}
	for _, v := range values {
		if len(v.Text) >= shortest {
			r.values[v.Text[:shortest]] = append(r.values[v.Text[:shortest]], v)
			r.begins[v.Text[0]] = true
		}
	}
	for first, all := range r.values {
		slices.SortFunc(all, func(a, b Value) int {
			return cmp.Or(cmp.Compare(len(b.Text), len(a.Text)), strings.Compare(a.Text, b.Text))
		})
		r.values[first] = slices.Compact(all)
	}
	return r
}

// Readable reports whether a file of a site is text in which something could
// stand.
func Readable(name string) bool {
	switch path.Ext(name) {
	case ".html", ".svg", ".js", ".json", ".csv", ".xml", ".txt", ".md":
		return true
	}
	return false
}

// Mark stands in the place of each character that was taken out, so that pictures
// keep their measures.
const Mark = '•'

// Text is a file without what it must not tell.
func (r *Redactor) Text(text string) string {
	var b strings.Builder
	at := 0
	r.each(text, func(from, to int, _ Kind) {
		b.WriteString(text[at:from])
		b.WriteString(strings.Repeat(string(Mark), utf8.RuneCountInString(text[from:to])))
		at = to
	})
	if at == 0 {
		return text
	}
	b.WriteString(text[at:])
	return b.String()
}

// Count adds up what a file tells, by kind and without repetition.
func (r *Redactor) Count(text string, into map[Kind]map[string]bool) {
	r.each(text, func(from, to int, k Kind) {
		if into[k] == nil {
			into[k] = map[string]bool{}
		}
		into[k][text[from:to]] = true
	})
}

// each calls take with every place of a text, in order.
func (r *Redactor) each(text string, take func(from, to int, k Kind)) {
	at := 0
	for from, to := range geometry(text) {
		r.within(text[at:from], at, take)
		at = to
	}
	r.within(text[at:], at, take)
}

// within is each for a part of a text that begins at a place of it.
func (r *Redactor) within(part string, at int, take func(from, to int, k Kind)) {
	found := shapesIn(part)
	for i := 0; i < len(part); {
		for len(found) > 0 && found[0].from < i {
			found = found[1:]
		}
		if len(found) > 0 && found[0].from == i {
			end := max(found[0].to, r.longest(part, i))
			take(at+i, at+end, found[0].kind)
			i = end
		} else if v, ok := r.value(part, i); ok {
			take(at+i, at+i+len(v.Text), v.Kind)
			i += len(v.Text)
		} else {
			i++
		}
	}
}

func (r *Redactor) longest(text string, at int) int {
	if v, ok := r.value(text, at); ok {
		return at + len(v.Text)
	}
	return at
}

// value is the longest value that stands at a place as a word of its own.
func (r *Redactor) value(text string, at int) (v Value, ok bool) {
	if !r.begins[text[at]] || len(text)-at < shortest || !boundary(text, at) {
		return v, false
	}
	for _, v := range r.values[text[at:at+shortest]] {
		if strings.HasPrefix(text[at:], v.Text) && boundary(text, at+len(v.Text)) {
			return v, true
		}
	}
	return v, false
}

// boundary reports whether a word may begin or end at a place.
func boundary(text string, at int) bool {
	return at == 0 || at == len(text) || !isWord(text[at-1]) || !isWord(text[at])
}

func isWord(c byte) bool {
	return c == '_' || c == '-' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}
