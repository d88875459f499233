package model

import (
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
