// Package search makes the index that pages search: a script, as a page that
// was opened from a file may load no data. What is done with it is in the
// site's script of the same name.
package search

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"asbuilt/finding"
	"asbuilt/site/words"
)

// mostLetters is how much of the text of one entry is kept.
const mostLetters = 6000

// lineLetters is how long a line may be, which is what a reader is shown of a hit.
const lineLetters = 200

// Entry is what search knows of a page, or of a thing on one.
type Entry struct {
	// Kind groups results: view, element, boundary, module, flow, data, decision,
	// connection, finding, page and others. Empty for what search does not find.
	Kind  string
	Title string
	// IDs are the names that nobody reads as words: ids, numbers, codes, ARNs.
	IDs []string
	// Other is the title in the other language.
	Other string
	// Note is shown beside the title.
	Note string
	// Lines are what the page says; the one that is found is shown.
	Lines []string
	// Hidden is found and not shown: the same in the other language.
	Hidden []string
	// Minor things come after others that are called alike.
	Minor bool
	// Path is where the page lies in its edition, and the place on it.
	Path string
}

// Path is where the index of a language lies in the site.
func Path(lang finding.Lang) string { return "assets/search." + string(lang) + ".js" }

// indexed is the form of an entry in the index.
type indexed struct {
	URL    string   `json:"u"`
	Title  string   `json:"t"`
	Kind   string   `json:"k"`
	Note   string   `json:"n,omitempty"`
	IDs    []string `json:"i,omitempty"`
	Lines  []string `json:"l,omitempty"`
	Also   string   `json:"a,omitempty"`
	Hidden string   `json:"o,omitempty"`
	Minor  bool     `json:"w,omitempty"`
}

//go:embed synonyms.txt
var synonymsFile string

// synonyms are groups of words that mean the same, whichever of them a page has:
// in the two languages, and as people write them by ear.
func synonyms() [][]string {
	var groups [][]string
	for line := range strings.Lines(synonymsFile) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		var group []string
		for _, word := range strings.Split(line, "=") {
			group = append(group, fold(word))
		}
		groups = append(groups, group)
	}
	return groups
}

// Index is a script that sets the index: a script may be loaded from a file,
// where data may not.
func Index(w words.Words, entries []Entry) []byte {
	list := make([]indexed, len(entries))
	for i, e := range entries {
		list[i] = indexed{
			URL: e.Path, Title: norm.NFC.String(e.Title), Kind: w.T("kind-" + e.Kind), Note: norm.NFC.String(e.Note),
			IDs: ids(e.IDs), Lines: lines(e.Lines), Hidden: distinct(e.Hidden), Minor: e.Minor,
		}
		if other := fold(e.Other); other != fold(e.Title) {
			list[i].Also = other
		}
	}
	var out bytes.Buffer
	for _, v := range []struct {
		name  string
		value any
	}{{"ASBUILT_SYNONYMS", synonyms()}, {"ASBUILT_INDEX", list}} {
		out.WriteString("window." + v.name + "=")
		// The encoder escapes <, > and the line separators that end scripts early.
		if err := json.NewEncoder(&out).Encode(v.value); err != nil {
			panic("site: strings do not encode: " + err.Error())
		}
	}
	return out.Bytes()
}

// ids are folded, each once.
func ids(all []string) []string {
	var kept []string
	for _, id := range all {
		if id = fold(id); id != "" && !slices.Contains(kept, id) {
			kept = append(kept, id)
		}
	}
	return kept
}

// lines are those that say something, each once, cut where they are too long to
// be shown.
func lines(all []string) []string {
	var kept []string
	left := mostLetters
	for _, line := range all {
		rest := []rune(norm.NFC.String(strings.Join(strings.Fields(line), " ")))
		for len(rest) > 0 && left > 0 {
			end := min(len(rest), lineLetters, left)
			if end < len(rest) { // at a blank, if there is one near
				if at := lastBlank(rest[:end]); at > end/2 {
					end = at
				}
			}
			if piece := strings.TrimSpace(string(rest[:end])); piece != "" && !slices.Contains(kept, piece) {
				kept = append(kept, piece)
			}
			left -= end
			rest = rest[end:]
		}
	}
	return kept
}

func lastBlank(letters []rune) int {
	for i := len(letters) - 1; i >= 0; i-- {
		if letters[i] == ' ' {
			return i
		}
	}
	return -1
}

// distinct is the words of all, each once.
func distinct(all []string) string {
	seen := map[string]bool{}
	var kept []string
	for _, text := range all {
		for _, word := range strings.Fields(fold(text)) {
			if !seen[word] {
				seen[word] = true
				kept = append(kept, word)
			}
		}
	}
	return strings.Join(kept, " ")
}

// fold brings text to the form that is searched: composed, lower case, single
// spaces.
func fold(s string) string {
	return strings.Join(strings.Fields(strings.ToLower(norm.NFC.String(s))), " ")
}
