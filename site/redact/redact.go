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
	"net/netip"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
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

// shapes are what is known without a list: ARNs, ids as AWS makes them, addresses
// of both families, names of hosts of AWS, and mail.
var shapes = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(arn:aws[a-z-]*:[A-Za-z0-9:/_.*+=,@$!-]*[A-Za-z0-9*/])` +
		`|([A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})` +
		`|\b((?:[a-z]{1,8}-)?(?:i|acl|ami|eni|eigw|eipalloc|fl|fs|fsmt|fsap|igw|lgw|lt|mrk|nat|pcx|pl|rnat|rslvr|rtb|` +
		`sg|sgr|snap|subnet|tgw|vgw|vol|vpc|vpce|vpn|cgw|dxgw|dxvif|dxcon)(?:-[a-z]{2,8})?-[0-9a-f]{8,32})\b` +
		`|([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+\.(?:amazonaws\.com(?:\.cn)?|cloudfront\.net|awsglobalaccelerator\.com))` +
		`|\b([0-9]{1,3}(?:\.[0-9]{1,3}){3}(?:/[0-9]{1,2})?)\b` +
		`|((?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?:/[0-9]{1,3})?)`)
})

// Redactor takes values and shapes out of text. It may be used by several
// goroutines.
type Redactor struct{ values map[byte][]Value }

// New takes out what has a shape, and these values where they stand as words. Empty
// and very short values are left: they are words of everybody.
func New(values []Value) *Redactor {
	r := &Redactor{values: map[byte][]Value{}}
	for _, v := range values {
		if len(v.Text) >= 5 {
			r.values[v.Text[0]] = append(r.values[v.Text[0]], v)
		}
	}
	for first, all := range r.values {
		slices.SortFunc(all, func(a, b Value) int { // the longest first
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

// geometry is where numbers are measures: what draws, and where another file of
// the site lies.
var geometry = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(` (?:d|points|transform|viewBox|style|class)="[^"]*"| (?:href|src)="[^":]*"|` +
		`<(?:style|script)[^>]*>[^<]*</`)
})

// each calls take with every place of a text, in order.
func (r *Redactor) each(text string, take func(from, to int, k Kind)) {
	at := 0
	for _, g := range geometry().FindAllStringIndex(text, -1) {
		r.within(text, at, g[0], take)
		at = g[1]
	}
	r.within(text, at, len(text), take)
}

// within is each for a part of a text.
func (r *Redactor) within(text string, from, to int, take func(from, to int, k Kind)) {
	part := text[from:to]
	found := shapes().FindAllStringSubmatchIndex(part, -1)
	for i := 0; i < len(part); {
		for len(found) > 0 && found[0][0] < i {
			found = found[1:]
		}
		if len(found) > 0 && found[0][0] == i {
			if k, ok := kindOf(part, found[0]); ok {
				end := max(found[0][1], r.longest(part, i))
				take(from+i, from+end, k)
				i = end
				continue
			}
		}
		if v, ok := r.value(part, i); ok {
			take(from+i, from+i+len(v.Text), v.Kind)
			i += len(v.Text)
			continue
		}
		i++
	}
}

func (r *Redactor) longest(text string, at int) int {
	if v, ok := r.value(text, at); ok {
		return at + len(v.Text)
	}
	return at
}

// kindOf is what a shape is; ok is false for one that tells nothing, such as any
// address at all, or the name of a service.
func kindOf(text string, m []int) (k Kind, ok bool) {
	s := text[m[0]:m[1]]
	switch {
	case m[2] >= 0:
		return ARN, true
	case m[4] >= 0:
		return Mail, true
	case m[6] >= 0:
		return Resource, true
	case m[8] >= 0:
		return Address, true
	}
	prefix, _, _ := strings.Cut(s, "/")
	ip, err := netip.ParseAddr(prefix)
	if err != nil || ip.IsUnspecified() || ip.IsLoopback() {
		return Address, false
	}
	words := func(r rune) bool { return r == ':' }
	return Address, ip.Is4() || slices.ContainsFunc(strings.FieldsFunc(prefix, words), func(g string) bool {
		return len(g) > 2 // a::b is a name of a program
	})
}

// value is the longest value that stands at a place as a word of its own.
func (r *Redactor) value(text string, at int) (v Value, ok bool) {
	for _, v := range r.values[text[at]] {
		if strings.HasPrefix(text[at:], v.Text) && boundary(text, at) && boundary(text, at+len(v.Text)) {
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
