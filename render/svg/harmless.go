package svg

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
)

// Harmless reports whether data is an SVG that can only be looked at: no
// scripts, no handlers, nothing of HTML in it, nothing that it loads, and no
// document type that declares anything, such as attributes that every element has
// without being written (XML 1.0, 3.3.2).
func Harmless(data []byte) bool {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.CharsetReader = func(string, io.Reader) (io.Reader, error) { return nil, errors.New("not UTF-8") }
	root := false
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return root
		}
		if err != nil {
			return false
		}
		switch token := token.(type) {
		case xml.Directive:
			if bytes.ContainsRune(token, '[') {
				return false
			}
		case xml.ProcInst:
			if token.Target != "xml" { // a style sheet from elsewhere
				return false
			}
		case xml.StartElement:
			if !root && !strings.EqualFold(token.Name.Local, "svg") || !harmless(token) {
				return false
			}
			root = true
		case xml.CharData:
			if loads(string(token)) {
				return false
			}
		}
	}
}

// active are elements that run, change or load something, of SVG and of HTML.
var active = []string{
	"script", "handler", "listener", "set", "animate", "foreignobject",
	"iframe", "object", "embed", "audio", "video", "img", "link", "meta", "base", "form", "input",
}

// pictures are the beginnings of what an SVG may hold of other pictures.
var pictures = []string{"data:image/png", "data:image/jpeg", "data:image/jpg", "data:image/gif", "data:image/webp"}

// harmless reports whether an element of an SVG can only be looked at.
func harmless(e xml.StartElement) bool {
	element := strings.ToLower(e.Name.Local)
	if slices.Contains(active, element) || strings.HasSuffix(e.Name.Space, "/xhtml") {
		return false
	}
	for _, a := range e.Attr {
		name, value := strings.ToLower(a.Name.Local), strings.TrimSpace(a.Value)
		switch {
		case strings.HasPrefix(name, "on"), name == "base", loads(value):
			return false
		case name == "href" && !strings.HasPrefix(value, "#"):
			if !strings.HasSuffix(element, "image") || !slices.ContainsFunc(pictures, func(head string) bool {
				return strings.HasPrefix(value, head)
			}) {
				return false
			}
		}
	}
	return true
}

// loads reports whether a style loads something from elsewhere, or hides from us
// whether it does: a name in CSS may be written with escapes, the bracket of a
// function and the sign of a rule may not (www.w3.org/TR/css-syntax-3).
func loads(style string) bool {
	style = strings.ToLower(style)
	for _, word := range []string{"@import", "javascript:", "image(", "image-set(", "src("} {
		if strings.Contains(style, word) {
			return true
		}
	}
	if strings.Contains(style, `\`) && strings.ContainsAny(style, "(@") {
		return true
	}
	for _, rest := range strings.Split(style, "url(")[1:] {
		if !strings.HasPrefix(strings.TrimLeft(rest, ` "'`), "#") {
			return true
		}
	}
	return false
}
