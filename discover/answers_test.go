package discover

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"asbuilt/internal/golden"
)

// TestAnswers keeps every type, what it is read by and what it answers in one
// table, to be read against the pages of AWS: a line for each question and answer, with the words of AWS under
// which it is given. All facts have that word, which an answer shows as $, or 7,
// or true. "any" is every other word, "none" a resource whose facts are empty.
func TestAnswers(t *testing.T) {
	var b strings.Builder
	all := askedTypes(t)
	names := make([]string, 0, len(all))
	for name := range all {
		names = append(names, name)
	}
	slices.Sort(names)
	types := map[string][]string{}
	for _, f := range Families() {
		for _, t := range f.Types {
			line := t.Name + " by " + strings.Join(t.Read, ", ")
			if len(t.Tagged) > 0 {
				line += ", its tags by " + strings.Join(t.Tagged, ", ")
			}
			if t.Detail {
				line += "; a part of others"
			}
			name := reflect.TypeOf(t.Facts()).Elem().Name()
			types[name] = append(types[name], line)
		}
	}
	for _, name := range names {
		a := all[name]
		lines := types[name]
		for _, q := range questions() {
			if reflect.PointerTo(a.facts).Implements(q) && q.NumMethod() > 0 {
				lines = append(lines, a.table(q)...)
			}
		}
		fmt.Fprintf(&b, "%s\n  %s\n", name, strings.Join(lines, "\n  "))
	}
	golden.Check(t, "testdata/answers.txt", []byte(b.String()))
}

// table has a line for each answer to q, with the words that lead to it.
func (a asking) table(q reflect.Type) (lines []string) {
	var answers []string
	words := map[string][]string{}
	for _, word := range slices.Compact(append([]string{""}, a.words...)) {
		_, isField := a.facts.FieldByName(word)
		if _, isType := Lookup(word); isField || isType { // no word that a fact may hold
			continue
		}
		var said []string
		for _, answer := range a.answers(q, a.filled(word)) {
			if text := shownAnswer(reflect.ValueOf(answer), word); !slices.Contains(said, text) {
				said = append(said, text)
			}
		}
		text := strings.Join(said, ", ")
		if words[text] == nil {
			answers = append(answers, text)
		}
		words[text] = append(words[text], word)
	}
	for _, text := range answers {
		under := strings.Join(words[text], "|")
		switch {
		case slices.Contains(words[text], "x"):
			under = "any"
		case strings.Trim(under, "|") == "":
			under = "none"
		}
		lines = append(lines, fmt.Sprintf("%s(%s) = %s", q.Method(0).Name, under, text))
	}
	return lines
}

// shownAnswer is an answer in short: what it says, with $ for the word, and by
// which facts.
func shownAnswer(v reflect.Value, word string) string {
	switch v.Kind() {
	case reflect.Invalid:
		return "nil"
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return "nil"
		}
		return shownAnswer(v.Elem(), word)
	case reflect.String:
		if v.String() == word && word != "" {
			return "$"
		}
	case reflect.Slice:
		parts := make([]string, v.Len())
		for i := range parts {
			parts[i] = shownAnswer(v.Index(i), word)
		}
		return "[" + strings.Join(parts, " ") + "]"
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[Resource]() {
			return "it"
		}
		if v.Type() == reflect.TypeFor[FactRef]() {
			return v.FieldByName("Fact").String()
		}
		if value := v.FieldByName("Value"); value.IsValid() && v.FieldByName("Fact").IsValid() {
			return fmt.Sprintf("%s by %q", shownAnswer(value, word), v.FieldByName("Fact").String())
		}
		var parts []string
		for i := range v.NumField() {
			if !v.Field(i).IsZero() {
				parts = append(parts, v.Type().Field(i).Name+": "+shownAnswer(v.Field(i), word))
			}
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return fmt.Sprint(v)
}
