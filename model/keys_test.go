package model

import (
	"math/rand/v2"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestKeysSpeakKorean holds the Korean of keys.txt to the doc tags: each has its
// own, and there is none without a tag.
func TestKeysSpeakKorean(t *testing.T) {
	told := map[string]bool{}
	all, seen := shapes{}, map[reflect.Type]bool{}
	var walk func(t reflect.Type)
	walk = func(typ reflect.Type) {
		for typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice {
			typ = typ.Elem()
		}
		if typ.Kind() != reflect.Struct || seen[typ] {
			return
		}
		seen[typ] = true
		s := all.of(typ)
		for _, f := range append(slices.Clone(s.fields), s.inline) {
			if f == nil {
				continue
			}
			told[f.doc] = true
			if f.about().Ko == "" {
				t.Errorf("%s.%s has no Korean in keys.txt: %q", typ.Name(), f.key, f.doc)
			}
			if f.ref != "" && f.naming().IsZero() {
				t.Errorf("%s.%s refers to %q, of which nothing is said", typ.Name(), f.key, f.ref)
			}
			walk(f.typ)
		}
	}
	walk(reflect.TypeFor[Model]())
	for english, korean := range keyTexts() {
		if !told[english] {
			t.Errorf("keys.txt: no doc tag says %q", english)
		}
		if hangul := regexp.MustCompile(`\p{Hangul}`); hangul.MatchString(english) {
			t.Errorf("keys.txt: %q is no English", english)
		} else if english != korean && !hangul.MatchString(korean) && !strings.HasSuffix(korean, ".") {
			t.Errorf("keys.txt: %q is no Korean", korean)
		}
	}
}

// TestIDs holds what an id is against the expression that the schema gives to editors.
func TestIDs(t *testing.T) {
	form := regexp.MustCompile(idPattern)
	random := rand.New(rand.NewPCG(5, 6))
	letters := []rune("aZ9_-./ 가힣ㄱ日é\u0301١Ⅷ²\u200b\t\n😀:\ufffd")
	ids := 0
	for range 20_000 {
		text := make([]rune, random.IntN(4))
		for i := range text {
			text[i] = letters[random.IntN(len(letters))]
		}
		want := form.MatchString(string(text))
		if got := isID(string(text)); got != want {
			t.Errorf("%q: %v, want %v", string(text), got, want)
		}
		if want {
			ids++
		}
	}
	if ids < 2000 || isID("a\xff") {
		t.Errorf("%d ids of 20000; %v", ids, isID("a\xff"))
	}
}
