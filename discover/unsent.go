package discover

import (
	"reflect"
	"slices"
	"strings"
	"time"
)

// Unsent is why a part of one entry of a list is unknown: AWS says it of every entry, and
// the reply does not.
const Unsent = "AWS says it of each, and the reply does not"

// MarkUnsent marks what AWS says of every entry of a list (`sent:"always"`), or of which
// every entry has one (`one:"peer" sent:"one"`), where a reply has an entry without it: a
// rule without its protocol, a container without its image. That alone is unknown, and
// only of that entry.
func (r *Resource) MarkUnsent() { r.unsent(nil, reflect.ValueOf(r.Facts).Elem()) }

func (r *Resource) unsent(at []step, v reflect.Value) {
	for i := range v.NumField() {
		f := v.Field(i)
		at := append(slices.Clone(at), step{name: v.Type().Field(i).Name, item: -1})
		switch {
		case f.Type() == reflect.TypeFor[*time.Time]():
		case f.Kind() == reflect.Pointer && !f.IsNil() && f.Elem().Kind() == reflect.Struct:
			r.unsent(at, f.Elem())
		case f.Kind() == reflect.Struct:
			r.unsent(at, f)
		case f.Kind() == reflect.Slice && f.Type().Elem().Kind() == reflect.Struct:
			for n := range f.Len() {
				at[len(at)-1].item = n
				r.unsentOf(at, f.Index(n))
				r.unsent(at, f.Index(n))
			}
		}
	}
}

// unsentOf marks what one entry lacks.
func (r *Resource) unsentOf(at []step, entry reflect.Value) {
	of := func(i int) (group string) {
		group, _, _ = strings.Cut(entry.Type().Field(i).Tag.Get("one"), " ")
		return group
	}
	lacks := map[string]bool{} // groups of which an entry has none
	for i := range entry.NumField() {
		if entry.Type().Field(i).Tag.Get("sent") == "one" {
			lacks[of(i)] = true
		}
	}
	for i := range entry.NumField() {
		if !entry.Field(i).IsZero() {
			lacks[of(i)] = false
		}
	}
	for i := range entry.NumField() {
		f := entry.Type().Field(i)
		if !entry.Field(i).IsZero() || f.Tag.Get("sent") != "always" && !lacks[of(i)] {
			continue
		}
		path := append(slices.Clone(at), step{name: f.Name, item: -1})
		r.Lacking = append(r.Lacking, place(path))
		if r.Unknown == nil {
			r.Unknown = map[string]string{}
		}
		r.Unknown[names(path)] = Unsent
	}
}
