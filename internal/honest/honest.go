// Package honest holds a snapshot that was taken under difficulties to one that was
// taken in peace: it may know less, and must say so, and it says nothing else.
package honest

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"asbuilt/discover"
)

// Check holds part to whole: what is not there is lost only where a cell of its
// type says so, and a fact differs only where it is unknown. Facts that fickle
// names, as "TYPE FACT", are of no account.
func Check(t testing.TB, whole, part *discover.Snapshot, fickle ...string) {
	t.Helper()
	at := discover.NewIndex(part)
	found := map[[4]string]*discover.Resource{}
	for _, r := range part.Resources {
		found[[4]string{r.Type, r.Account, r.Region, r.ID}] = r
	}
	for _, want := range whole.Resources {
		key := [4]string{want.Type, want.Account, want.Region, want.ID}
		got := found[key]
		delete(found, key)
		if got == nil {
			if at.Unlisted(want.Type, want.Account, want.Region) == nil {
				t.Errorf("%s is lost, and no cell of its type says so", want.Ref())
			}
			continue
		}
		same(t, at, want, got, fickle)
	}
	for _, r := range found {
		t.Errorf("%s was never there", r.Ref())
	}
}

// same holds the facts that were read to those that are.
func same(t testing.TB, at *discover.Index, want, got *discover.Resource, fickle []string) {
	t.Helper()
	typ, _ := discover.Lookup(want.Type)
	for _, fact := range typ.FactPaths() {
		if strings.Contains(fact, ".") || at.Missing(got, fact) != nil || slices.Contains(fickle, want.Type+" "+fact) {
			continue
		}
		is, was := valueOf(got, fact), valueOf(want, fact)
		if !reflect.DeepEqual(is.Interface(), was.Interface()) && !(isEmpty(is) && isEmpty(was)) {
			t.Errorf("%s: %s is %v and was %v", want.Ref(), fact, is, was)
		}
	}
}

func valueOf(r *discover.Resource, fact string) reflect.Value {
	return reflect.ValueOf(r.Facts).Elem().FieldByName(fact)
}

// isEmpty reports whether a value says that there is nothing.
func isEmpty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Slice, reflect.Map:
		return v.Len() == 0
	}
	return v.IsZero()
}
