package words

import (
	"io/fs"
	"maps"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"asbuilt/model"
	"asbuilt/model/decisions"
	"asbuilt/model/kind"
)

var wordUse = regexp.MustCompile(`\.?\bT\(?\s?"([a-z0-9 -]+)"`)

// TestWords holds the words of the interface to the templates and the code:
// none is missing, none is left over, all are in both languages.
func TestWords(t *testing.T) {
	used := map[string]bool{}
	for _, pattern := range []string{"*.go", "*/*.go", "templates/*.html"} {
		names, err := fs.Glob(os.DirFS("."), pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range wordUse.FindAllSubmatch(text, -1) {
				used[string(m[1])] = true
			}
		}
	}
	made := map[string][]string{ // names that are put together
		"verb-": nil, "status-": nil, "section-": nil, "unit-": nil, "per-": nil, "bool-": nil, "verdict-": nil, "severity-": nil,
		"alert-": nil, "kind-": nil, "category-": nil, "cache-": nil,
	}
	for _, name := range slices.Sorted(maps.Keys(words)) {
		prefix, _, _ := strings.Cut(name, "-")
		if _, ok := made[prefix+"-"]; !ok && !used[name] && !isOverview(name) {
			t.Errorf("nobody uses the word %q", name)
		}
		if w := words[name]; w.Ko == "" || w.En == "" && prefix != "unit" {
			t.Errorf("the word %q is in one language only", name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(used)) {
		if _, ok := words[name]; !ok && !strings.HasSuffix(name, "-") {
			t.Errorf("there is no word %q", name)
		}
	}
}

func isOverview(name string) bool {
	return slices.Contains([]string{"security", "scaling", "operations", "roadmap"}, name)
}

// TestWordsForOthers holds the words to what other packages may hand in.
func TestWordsForOthers(t *testing.T) {
	var need []string
	for _, v := range decisions.Verbs() {
		need = append(need, "verb-"+string(v))
	}
	for _, s := range decisions.Statuses() {
		need = append(need, "status-"+string(s))
	}
	for _, k := range kind.All() {
		if k.Category != kind.Place && k.Category != kind.Set {
			need = append(need, "category-"+string(k.Category))
			if !slices.Contains(categories(), k.Category) {
				t.Errorf("the index of elements has no category %s", k.Category)
			}
		}
	}
	for _, name := range need {
		if _, ok := words[name]; !ok {
			t.Errorf("there is no word %q", name)
		}
	}
}

// TestKeyLabels walks the language: whatever a page shows of it has a name in
// both languages.
func TestKeyLabels(t *testing.T) {
	seen := map[reflect.Type]bool{}
	var walk func(typ reflect.Type)
	walk = func(typ reflect.Type) {
		for typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice {
			typ = typ.Elem()
		}
		if typ.Kind() != reflect.Struct || seen[typ] {
			return
		}
		seen[typ] = true
		for i := range typ.NumField() {
			f := typ.Field(i)
			key := f.Tag.Get("yaml")
			if f.Type == reflect.TypeFor[model.Lifetime]() {
				walk(f.Type)
			}
			if key == "" || key == "-" || key == "." {
				continue
			}
			if l, ok := keyLabels[key]; !ok || l.Ko == "" || l.En == "" {
				t.Errorf("%s.%s: the key %q has no label", typ.Name(), f.Name, key)
			}
			for _, w := range strings.Split(f.Tag.Get("enum"), ",") {
				if t2, ok := enumWords[w]; ok && (t2.Ko == "" || t2.En == "") {
					t.Errorf("the word %q is in one language only", w)
				}
			}
			walk(f.Type)
		}
	}
	for _, v := range []any{model.Element{}, model.Boundary{}, model.Module{}, model.DataClass{}, model.Connection{}} {
		walk(reflect.TypeOf(v))
	}
	for _, key := range []string{"rate", "tokens"} { // of flows, whose steps have a page of their own
		if _, ok := keyLabels[key]; !ok {
			t.Errorf("the key %q has no label", key)
		}
	}
}
