package search

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"

	"asbuilt/finding"
	"asbuilt/site/words"
)

func parse(t *testing.T, index []byte) []indexed {
	t.Helper()
	_, list, ok := strings.Cut(string(index), "window.ASBUILT_INDEX=")
	if !ok {
		t.Fatalf("no index in %s", index)
	}
	var all []indexed
	if err := json.Unmarshal([]byte(list), &all); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestIndex(t *testing.T) {
	decomposed := "계획" // as macOS writes it
	got := parse(t, Index(words.In(finding.Korean), []Entry{{
		Kind: "element", Title: decomposed + " API", IDs: []string{"API", "api", "", "arn:aws:X"}, Other: "Plan  API", Note: "ECS",
		Lines: []string{" a  b ", "a b", "", strings.Repeat("말 ", 150)}, Hidden: []string{"Plan it", "it"}, Path: "elements/api.html",
	}}))
	want := indexed{
		URL: "elements/api.html", Title: "계획 API", Kind: "요소", Note: "ECS", IDs: []string{"api", "arn:aws:x"},
		Also: "plan api", Hidden: "plan it",
	}
	e := got[0]
	if e.Title != want.Title || e.Kind != want.Kind || !slices.Equal(e.IDs, want.IDs) || e.Hidden != want.Hidden || e.Also != want.Also || e.URL != want.URL {
		t.Errorf("got %+v\nwant %+v", e, want)
	}
	if e.Lines[0] != "a b" || len(e.Lines) != 3 {
		t.Errorf("lines are %q", e.Lines)
	}
	for _, line := range e.Lines {
		if n := len([]rune(line)); n > lineLetters {
			t.Errorf("a line of %d letters", n)
		}
	}
	if whole := strings.Join(e.Lines[1:], " "); whole != strings.TrimSpace(strings.Repeat("말 ", 150)) {
		t.Errorf("a long line lost something: %q", whole)
	}
}

// TestIndexIsBounded holds that no page fills the index by itself.
func TestIndexIsBounded(t *testing.T) {
	var text strings.Builder
	for i := range 20_000 {
		text.WriteString(strconv.Itoa(i) + " ")
	}
	got := parse(t, Index(words.In(finding.English), []Entry{{Kind: "page", Lines: []string{text.String()}}}))
	letters := 0
	for _, line := range got[0].Lines {
		letters += len([]rune(line))
	}
	if letters > mostLetters || letters < mostLetters/4 {
		t.Errorf("%d letters are kept, at most %d", letters, mostLetters)
	}
}

// TestIndexEndsNoScript holds that no text gets out of the script.
func TestIndexEndsNoScript(t *testing.T) {
	got := string(Index(words.In(finding.English), []Entry{{Kind: "page", Title: "</script>\u2028", Lines: []string{"<!--"}}}))
	for _, bad := range []string{"</", "<!", "\u2028"} {
		if strings.Contains(got, bad) {
			t.Errorf("%q stands in the index", bad)
		}
	}
}

func TestSynonyms(t *testing.T) {
	seen := map[string]bool{}
	for _, group := range synonyms() {
		if len(group) < 2 {
			t.Errorf("%q has no other word", group)
		}
		for _, w := range group {
			if w == "" || w != fold(w) {
				t.Errorf("%q in %q is not as it is searched", w, group)
			}
			seen[w] = true
		}
	}
	if !seen["암호화"] || !seen["encryption"] {
		t.Error("encryption is not there")
	}
}
