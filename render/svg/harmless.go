package svg

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// Harmless reports whether data is an SVG that can only be looked at: no
// scripts, no handlers, nothing foreign in it, and nothing that it loads.
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
		case xml.Directive: // a document type may bring entities
			if strings.Contains(strings.ToUpper(string(token)), "ENTITY") {
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

// harmless reports whether an element of an SVG can only be looked at.
func harmless(e xml.StartElement) bool {
	switch strings.ToLower(e.Name.Local) {
	case "script", "handler", "listener", "set", "animate", "foreignobject",
		"iframe", "object", "embed", "audio", "video":
		return false
	}
	for _, a := range e.Attr {
		name, value := strings.ToLower(a.Name.Local), strings.TrimSpace(a.Value)
		switch {
		case strings.HasPrefix(name, "on"), loads(value):
			return false
		case name == "href" && !strings.HasPrefix(value, "#") && !strings.HasPrefix(value, "data:image/"):
			return false
		}
	}
	return true
}

// loads reports whether a style loads something from elsewhere.
func loads(style string) bool {
	style = strings.ToLower(style)
	if strings.Contains(style, "@import") || strings.Contains(style, "javascript:") {
		return true
	}
	for _, rest := range strings.Split(style, "url(")[1:] {
		if !strings.HasPrefix(strings.TrimLeft(rest, ` "'`), "#") {
			return true
		}
	}
	return false
}
