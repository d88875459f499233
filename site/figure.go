package site

import (
	"net/http"
	"net/url"
	"path"
	"slices"

	"asbuilt/model/decisions"
	"asbuilt/render/svg"
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
	if svg.Harmless(data) {
		return ".svg"
	}
	return ""
}
