package drift

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"asbuilt/discover"
	"asbuilt/finding"
)

// Every piece of evidence is a fact of the resource that it names, and what it
// shows is what that fact holds: the fact itself, some of what it consists of, or
// how many there are.
func TestEvidenceIsExact(t *testing.T) {
	n := 0
	for file, got := range cases(t) {
		for _, f := range got.findings {
			for _, e := range f.Evidence {
				n++
				if why := inexact(got.snapshot, e); why != "" {
					t.Errorf("%s: %s: evidence %+v: %s", file, f.Code, e, why)
				}
			}
		}
	}
	for _, e := range examples(t) {
		for _, f := range compare(e.model, e.snapshot).findings {
			for _, piece := range f.Evidence {
				n++
				if why := inexact(e.snapshot, piece); why != "" {
					t.Errorf("%s: %s: evidence %+v: %s", e.name, f.Code, piece, why)
				}
			}
		}
	}
	if n < 500 {
		t.Errorf("only %d pieces of evidence", n)
	}
	t.Logf("%d pieces", n)
}

// inexact is why a piece of evidence is not what the snapshot says; empty when it
// is.
func inexact(s *discover.Snapshot, e finding.Evidence) string {
	typ, path, hasFact := strings.Cut(e.Fact, " ")
	if typ == "" || !hasFact && e.Value == "none" || strings.HasPrefix(e.Value, "none for ") || e.Value == "" && !hasFact {
		return "" // of what is not there, or was not read
	}
	var r *discover.Resource
	for _, other := range s.Resources {
		if other.Type == typ && other.Ref() == e.From {
			r = other
		}
	}
	switch {
	case r == nil && strings.Contains(e.From, ": "): // a cell, or a fact that was not read
		return ""
	case r == nil:
		return "the snapshot has no such resource"
	case !hasFact:
		if e.Value != r.Name && e.Value != r.ID {
			return "the resource has another name"
		}
		return ""
	}
	found := false
	var held []string
	each(reflect.ValueOf(r.Facts), path, func(v reflect.Value) {
		if !v.IsValid() {
			return
		}
		found = true
		held = append(held, leaves(v)...)
	})
	if !found && !hasPath(r, path) {
		return "the resource has no such fact"
	}
	if e.Value == "" {
		return "it shows nothing"
	}
	if shows(e.Value, held) {
		return ""
	}
	return fmt.Sprintf("the fact holds %.300s", strings.Join(held, " | "))
}

func hasPath(r *discover.Resource, path string) bool {
	typ, _ := discover.Lookup(r.Type)
	for _, p := range typ.FactPaths() {
		if p == path {
			return true
		}
	}
	return false
}

// leaves are all values in a fact, as texts.
func leaves(v reflect.Value) (all []string) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return nil
		}
		return leaves(v.Elem())
	case reflect.Slice:
		for i := range v.Len() {
			all = append(all, leaves(v.Index(i))...)
		}
		return append(all, fmt.Sprint(v.Len()))
	case reflect.Map:
		for _, k := range v.MapKeys() {
			all = append(all, k.String(), v.MapIndex(k).String())
		}
		return append(all, fmt.Sprint(v.Len()))
	case reflect.Struct:
		if v.Type().PkgPath() == "time" {
			return []string{v.Interface().(time.Time).Format(time.RFC3339)}
		}
		for i := range v.NumField() {
			all = append(append(all, v.Type().Field(i).Name), leaves(v.Field(i))...)
		}
		return all
	}
	return []string{fmt.Sprint(v.Interface())}
}

// words of evidence that say that there is nothing, or count.
var saysNothing = []string{"none", "0", "never", "no ", "not "}

// shows reports whether a value is made of what a fact holds.
func shows(value string, held []string) bool {
	for _, nothing := range saysNothing {
		if strings.HasPrefix(value, nothing) || strings.HasSuffix(value, " none") {
			return true
		}
	}
	for _, h := range held {
		h = strings.TrimSuffix(h, ".") // the root of names
		if h != "" && (strings.Contains(value, h) || strings.Contains(strings.ToLower(h), strings.ToLower(value))) {
			return true
		}
	}
	return false
}
