package site

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"

	"asbuilt/model/decisions"
	"asbuilt/site/address"
	"asbuilt/site/markdown"
)

// A figure is a picture beside a record or runbook. It is copied into the site
// when it is what it says it is: a browser decides by the content, and so does
// this. An SVG that could do more than be looked at is none.

// Figures are the paths of the pictures that records and documents show, as
// [Input.Figures] is keyed, each once, sorted.
func Figures(set *decisions.Set, documents map[string][]byte) []string {
	var records []*decisions.Record
	if set != nil {
		records = set.Records
	}
	t := newTexts(records, documents)
	var all []string
	for file := range t.byPath {
		dir := path.Dir(file)
		markdown.Render(t.byPath[file], markdown.Options{
			Word: func(name string, _ ...any) string { return name },
			Picture: func(source string) string {
				if at := figureAt(dir, source); at != "" {
					all = append(all, at)
				}
				return ""
			},
		})
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// figureAt is the file that a text in dir shows, or "" for a picture that lies
// elsewhere.
func figureAt(dir, source string) string {
	u, err := url.Parse(source)
	if err != nil || u.Scheme != "" || u.Host != "" || u.Path == "" {
		return ""
	}
	return beside(dir, u.Path)
}

// figurePaths are where the figures lie in the site; what is no picture is left
// out.
func figurePaths(figures map[string][]byte) map[string]string {
	paths := map[string]string{}
	for file, data := range figures {
		if ext := pictureType(data); ext != "" {
			paths[file] = address.Figure(file, ext)
		}
	}
	return paths
}

// pictureType is the extension of the kind of picture that data is, or "" for
// anything else.
func pictureType(data []byte) string {
	switch http.DetectContentType(data) {
	case "image/png":
		return ".png"
	case "image/jpeg":
		return ".jpg"
	case "image/gif":
		return ".gif"
	case "image/webp":
		return ".webp"
	}
	if harmlessSVG(data) {
		return ".svg"
	}
	return ""
}

// harmlessSVG reports whether data is an SVG that can only be looked at: no
// scripts, no handlers, nothing foreign in it, and nothing that it loads.
func harmlessSVG(data []byte) bool {
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
