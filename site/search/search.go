// Package search makes the index that pages search: a script, as a page that
// was opened from a file may load no data.
package search

import (
	"bytes"
	"encoding/json"
	"strings"

	"golang.org/x/text/unicode/norm"

	"asbuilt/finding"
	"asbuilt/site/words"
)

// TextLength is how much of a page's running text search keeps, in letters.
const TextLength = 700

// Entry is what search knows of a page.
type Entry struct {
	// Kind groups results: view, element, boundary, module, flow, data,
	// decision, page. Empty for pages that search does not find.
	Kind  string
	Title string
	ID    string
	// Other is the title in the other language.
	Other string
	// Note is shown beside the title.
	Note     string
	Headings []string
	Facts    string
	Text     string

	// Path is where the page lies in its edition.
	Path string
}

// Path is where the index of a language lies in the site.
func Path(lang finding.Lang) string { return "assets/search." + string(lang) + ".js" }

// indexed is the form of an entry in the index. Titles keep their case; what
// is only searched is folded as the script folds the query.
type indexed struct {
	URL   string `json:"u"`
	Title string `json:"t"`
	Kind  string `json:"k"`
	Note  string `json:"n,omitempty"`
	ID    string `json:"i,omitempty"`
	Head  string `json:"h,omitempty"`
	Body  string `json:"b,omitempty"`
}

// Index is a script that sets the index: a script may be loaded from a
// file, where data may not.
func Index(w words.Words, entries []Entry) []byte {
	list := make([]indexed, len(entries))
	for i, e := range entries {
		text := []rune(fold(e.Facts + " " + e.Text))
		list[i] = indexed{
			URL: e.Path, Title: norm.NFC.String(e.Title), Kind: w.T("kind-" + e.Kind), Note: norm.NFC.String(e.Note),
			ID: fold(e.ID), Head: fold(e.Other + " " + strings.Join(e.Headings, " ")),
			Body: string(text[:min(len(text), TextLength)]),
		}
	}
	var out bytes.Buffer
	out.WriteString("window.ASBUILT_INDEX=")
	// The encoder escapes <, > and the line separators that end scripts early.
	if err := json.NewEncoder(&out).Encode(list); err != nil {
		panic("site: strings do not encode: " + err.Error())
	}
	return out.Bytes()
}

// fold brings text to the form that is searched: composed, lower case, single
// spaces.
func fold(s string) string {
	return strings.Join(strings.Fields(strings.ToLower(norm.NFC.String(s))), " ")
}
