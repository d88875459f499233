// Package safe reads HTML of people who may mean harm and keeps what is on a
// list: elements, their attributes and the values of these. Nothing else comes
// through: no script, style, form, frame or drawing, nothing that loads by itself
// but pictures, no comment, and no address of another scheme than the web's and
// that of mail. It knows no page, and where addresses lead is decided later, by
// whoever knows.
//
// It works on the tree that HTML is parsed into, and what it gives is a tree, so
// that there is no text that it and a browser could read differently. What it
// keeps has no element whose content is read by other rules (script, style,
// svg, textarea, …), so that the tree, once written, is read as it is: where a
// browser puts an element elsewhere, it is still one of the list.
//
//	body, err := safe.Fragment([]byte(`<p onclick=x>Call <a href="javascript:y">them</a>`))
package safe

import (
	"bytes"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Fragment is a body that holds what may be kept of source. Elements that are not on
// the list are taken away and leave what stands in them, but for those whose content
// nobody was to read. An error says that source cannot be read as HTML, such as
// markup that is nested hundreds of times.
func Fragment(source []byte) (*html.Node, error) {
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(bytes.NewReader(source), body)
	if err != nil {
		return nil, err
	}
	for _, n := range nodes {
		body.AppendChild(n)
	}
	clean(body, allowed())
	return body, nil
}

// clean keeps of what stands below n what elements lists.
func clean(n *html.Node, elements map[string]element) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		switch {
		case c.Type == html.TextNode:
		case c.Type != html.ElementNode || slices.Contains(unread, c.Data):
			n.RemoveChild(c)
		default:
			clean(c, elements)
			if kept := elements[c.Data]; c.Namespace != "" || !kept.keeps(c) {
				for inner := c.FirstChild; inner != nil; inner = c.FirstChild {
					c.RemoveChild(inner)
					n.InsertBefore(inner, c)
				}
				n.RemoveChild(c)
			}
		}
		c = next
	}
}

// keeps takes from an element the attributes that it may not have, and reports
// whether the element may stay.
func (e element) keeps(n *html.Node) bool {
	if !e.known {
		return false
	}
	var kept []html.Attribute
	for _, a := range n.Attr {
		has := func(o html.Attribute) bool { return o.Key == a.Key }
		if a.Namespace != "" || slices.ContainsFunc(kept, has) { // of two, browsers take the first
			continue
		}
		if value, ok := e.value(a.Key, a.Val); ok {
			kept = append(kept, html.Attribute{Key: a.Key, Val: value})
		}
	}
	n.Attr = kept
	return e.bare || len(kept) > 0
}

// value is an attribute's value as it may stand; ok is false for one that may not.
func (e element) value(key, written string) (value string, ok bool) {
	if slices.Contains(everywhere, key) {
		return written, true
	}
	rule, known := e.attributes[key]
	switch {
	case !known:
		return "", false
	case rule == address:
		return addressed(written)
	case rule == anything:
		return written, true
	}
	return written, rule.MatchString(written)
}

// addressed is an address as it may stand: of the web, of mail, or relative.
func addressed(written string) (string, bool) {
	written = strings.TrimSpace(written)
	if strings.ContainsAny(written, " \t\n") {
		return "", false
	}
	u, err := url.Parse(written)
	if err != nil || u.Scheme != "" && !slices.Contains(schemes, u.Scheme) {
		return "", false
	}
	return u.String(), u.String() != ""
}
