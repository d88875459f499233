package aws

import (
	"bytes"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"asbuilt/discover"
	"asbuilt/internal/awsfake"
	"asbuilt/internal/nightly"
)

// reread is what a file makes of a snapshot.
func reread(t *testing.T, s *discover.Snapshot) *discover.Snapshot {
	t.Helper()
	var b bytes.Buffer
	if err := discover.Write(&b, s); err != nil {
		t.Fatal(err)
	}
	s, err := discover.Read(&b)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// What was read comes back from a file as it was found.
func TestNothingReadIsLost(t *testing.T) {
	snap, err := take(t, world())
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range reread(t, snap).Resources {
		for fact, why := range r.Unknown {
			if !strings.HasPrefix(why, notAsked) {
				t.Errorf("%s: %s was read and is unknown now: %s", r.Ref(), fact, why)
			}
		}
	}
}

// Whatever operation is refused or left out, no fact has another value than with
// it, unless it is known not to have been read; and what is not listed is known
// not to have been.
func TestNothingStandsForWhatWasNotAsked(t *testing.T) {
	type place struct {
		name       string
		fake       func() *awsfake.Fake
		operations []string
	}
	var everything []string
	for _, o := range discover.Operations() {
		everything = append(everything, o.Name)
	}
	places := []place{{"world", world, everything}}
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		c := readCase(t, file)
		places = append(places, place{filepath.Base(file), c.fake, slices.Sorted(maps.Keys(beside(c.operations()...)))})
	}
	for _, p := range nightly.Of(places, 8) {
		name, f, all := p.name, p.fake(), p.operations
		narrow := func(s *discover.Scope) { s.Operations = all }
		whole, err := take(t, f, narrow)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		called := slices.Sorted(maps.Keys(f.Calls()))
		whole = reread(t, whole)
		for _, op := range nightly.Of(called, 4) {
			if strings.HasPrefix(op, "sts:") || op == "ec2:DescribeRegions" {
				continue
			}
			refused := p.fake()
			refused.Deny(op, "User is not authorized because no identity-based policy allows the action")
			if snap, err := take(t, refused, narrow); err == nil {
				unlike(t, name+": "+op+" refused", whole, reread(t, snap))
			}
			others := func(s *discover.Scope) {
				s.Operations = slices.DeleteFunc(slices.Clone(all), func(o string) bool { return o == op })
			}
			if snap, err := take(t, p.fake(), others); err == nil {
				unlike(t, name+": "+op+" left out", whole, reread(t, snap))
			}
		}
	}
}

// unlike reports what part says differently from whole without knowing that it
// was not read.
func unlike(t *testing.T, name string, whole, part *discover.Snapshot) {
	t.Helper()
	x := discover.NewIndex(part)
	there := map[string]*discover.Resource{}
	for _, r := range part.Resources {
		there[r.Type+" "+r.Account+" "+r.Region+" "+r.ID] = r
	}
	for _, r := range whole.Resources {
		got := there[r.Type+" "+r.Account+" "+r.Region+" "+r.ID]
		if got == nil {
			if x.Unlisted(r.Type, r.Account, r.Region) == nil {
				t.Errorf("%s: %s is not there, and all seem to be listed", name, r.Ref())
			}
			continue
		}
		a, b := reflect.ValueOf(r.Facts).Elem(), reflect.ValueOf(got.Facts).Elem()
		for i := range a.NumField() {
			fact := a.Type().Field(i).Name
			if !reflect.DeepEqual(a.Field(i).Interface(), b.Field(i).Interface()) && x.Missing(got, fact) == nil {
				t.Errorf("%s: %s %s is %v, and was %v", name, r.Ref(), fact, b.Field(i), a.Field(i))
			}
		}
	}
}
