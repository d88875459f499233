package drift

import (
	"reflect"
	"testing"
)

// TestStrangeReferences holds that a fact may name a thing of another sort than AWS ever
// puts there: what is said of it may be anything but a crash.
func TestStrangeReferences(t *testing.T) {
	for _, e := range examples(t) {
		sorts := map[string]string{}
		for _, r := range e.snapshot.Resources {
			sorts[r.ARN] = r.Type
		}
		other := func(typ string) string {
			for _, r := range e.snapshot.Resources {
				if r.Type != typ && r.ARN != "" {
					return r.ARN
				}
			}
			return ""
		}
		asked := 0
		for _, r := range e.snapshot.Resources {
			facts, changed := copied(reflect.ValueOf(r.Facts)), 0
			eachString(facts, func(v reflect.Value) {
				if typ := sorts[v.String()]; typ != "" && v.String() != "" {
					v.SetString(other(typ))
					changed++
				}
			})
			if changed > 0 && inSlice(e.name+" "+r.Ref(), 24) {
				asked++
				e.with(r, facts.Interface(), nil)
			}
		}
		if asked == 0 {
			t.Errorf("%s: nothing names anything", e.name)
		}
	}
}

// eachString calls do with every text in v.
func eachString(v reflect.Value, do func(reflect.Value)) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			eachString(v.Elem(), do)
		}
	case reflect.Slice:
		for i := range v.Len() {
			eachString(v.Index(i), do)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				eachString(v.Field(i), do)
			}
		}
	case reflect.String:
		do(v)
	}
}
