package match_test

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"asbuilt/discover"
	"asbuilt/drift"
	"asbuilt/drift/kept"
	"asbuilt/drift/match"
	"asbuilt/finding"
	"asbuilt/internal/nightly"
	"asbuilt/model"
	"asbuilt/model/decisions"
	"asbuilt/report"
)

// TestSifted holds that nothing is lost where only that of a snapshot is in memory which
// matters to the model: whatever else is in the account, whatever drifted and whatever
// could not be read, the whole report is the same, byte for byte.
func TestSifted(t *testing.T) {
	seeds := uint64(5)
	if nightly.All() {
		seeds = 600
	}
	aside := 0
	for _, e := range []struct{ dir, snapshot string }{
		{"../..", "ai-service.clean.snapshot.json"}, {"../..", "ai-service.snapshot.json"},
		{"../../examples/ec2-service", "clean.snapshot.json"},
		{"../../examples/ec2-service", "drifted.snapshot.json"},
	} {
		w := exampleWorld(t, e.dir)
		name := e.dir + "/" + e.snapshot
		if e.dir == "../.." {
			name = e.dir + "/examples/" + e.snapshot
		}
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for seed := range seeds {
			grown := crowded(t, data, w.Model, rand.New(rand.NewPCG(seed, 15)))
			n := sameSifted(t, fmt.Sprintf("%s, seed %d", e.snapshot, seed), w, grown)
			aside += n
		}
	}
	if want := int(seeds) * 4 * 40; aside < want {
		t.Errorf("%d resources were put aside, want at least %d: nothing was sifted", aside, want)
	}
}

// sameSifted compares both ways of reading, and is how much the one put aside.
func sameSifted(t *testing.T, name string, w kept.World, data []byte) int {
	t.Helper()
	whole, err := discover.Read(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	sifted, err := discover.Sift(func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil },
		func() (discover.Scratch, error) { return os.CreateTemp(t.TempDir(), "scratch") }, match.Question(w.Model))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	defer sifted.Aside.Close()
	aside := sifted.Aside.Len()
	want, got := reportOf(t, w, whole), reportOf(t, w, sifted)
	if err := sifted.Aside.Err(); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if want != got {
		t.Errorf("%s: not the same\n%s", name, firstDifference(want, got))
	}
	return aside
}

func firstDifference(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			from := max(0, i-12)
			return "whole:\n" + strings.Join(a[from:min(len(a), i+4)], "\n") +
				"\nsifted:\n" + strings.Join(b[from:min(len(b), i+4)], "\n")
		}
	}
	return fmt.Sprintf("%d lines and %d", len(a), len(b))
}

// reportOf is everything that is said of a snapshot.
func reportOf(t *testing.T, w kept.World, s *discover.Snapshot) string {
	t.Helper()
	pairs, err := match.Sifted(w.Model, s)
	if err != nil {
		t.Fatal(err)
	}
	asOf := time.Date(2026, 11, 29, 0, 0, 0, 0, time.UTC)
	w.Pairs, w.AsOf = pairs, asOf
	checks, findings, coverage := drift.Compare(pairs, drift.Options{AsOf: asOf})
	rep := &finding.Report{Findings: findings, Checks: checks, Coverage: &coverage, AsOf: asOf, Rest: pairs.Rest()}
	rep.Gather(0, func(*finding.Finding) {})
	w.Checks, w.Findings = checks, rep.Findings
	judged := kept.Judge(w)
	rep.Findings = append(rep.Findings, judged.Findings...)
	rep.Checks = append(rep.Checks, judged.Checks...)
	rep.Findings.Sort()
	var out bytes.Buffer
	if err := report.Write(&out, rep, report.Options{Format: report.JSON}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func exampleWorld(t *testing.T, dir string) kept.World {
	t.Helper()
	m, _, err := model.Load(os.DirFS(dir), "architecture.yaml", model.Options{})
	if err != nil {
		t.Fatal(err)
	}
	set, _, err := decisions.Load(os.DirFS(dir), "docs/decisions")
	if err != nil {
		t.Fatal(err)
	}
	return kept.World{Model: m, Records: set}
}

// crowded is a snapshot with things of others in it that say some of what ours say, with
// facts that are otherwise, gone and unread.
func crowded(t *testing.T, data []byte, m *model.Model, rnd *rand.Rand) []byte {
	t.Helper()
	s, err := discover.Read(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	var loose []*discover.Resource
	words := []string{"", "10.0.0.0/8", "0.0.0.0/0", "none"}
	for _, r := range s.Resources {
		if _, ok := r.Facts.(discover.Loose); ok {
			loose = append(loose, r)
		}
		words = append(words, r.ID, r.ARN, r.Name, r.ID, r.ARN, r.Name)
		eachText(reflect.ValueOf(r.Facts), func(v reflect.Value) { words = append(words, v.String()) })
	}
	for _, e := range m.Elements {
		words = append(words, e.ID)
	}
	word := func() string { return words[rnd.IntN(len(words))] }
	base := s.Resources
	for n := range 40 + rnd.IntN(120) {
		other := copied(loose[rnd.IntN(len(loose))])
		tail := fmt.Sprintf("z%d", n)
		other.ID, other.Name = other.ID+tail, other.Name+"-"+tail
		if other.ARN != "" {
			other.ARN += tail
		}
		other.Tags = nil
		if rnd.IntN(8) == 0 {
			other.Name = word()
		}
		eachText(reflect.ValueOf(other.Facts), func(v reflect.Value) {
			if rnd.IntN(4) == 0 {
				v.SetString(word())
			}
		})
		if rnd.IntN(12) == 0 {
			if fields := reflect.TypeOf(other.Facts).Elem(); fields.NumField() > 0 {
				name := fields.Field(rnd.IntN(fields.NumField())).Name
				reflect.ValueOf(other.Facts).Elem().FieldByName(name).SetZero()
				other.Unknown = map[string]string{name: "not read"}
			}
		}
		s.Resources = append(s.Resources, other)
	}
	for range rnd.IntN(5) { // what is ours drifts
		r := base[rnd.IntN(len(base))]
		eachText(reflect.ValueOf(r.Facts), func(v reflect.Value) {
			if rnd.IntN(10) == 0 {
				v.SetString(word())
			}
		})
	}
	for range rnd.IntN(3) {
		gone := base[rnd.IntN(len(base))]
		s.Resources = slices.DeleteFunc(s.Resources, func(r *discover.Resource) bool { return r == gone })
	}
	if rnd.IntN(3) == 0 {
		c := &s.Cells[rnd.IntN(len(s.Cells))]
		c.Status, c.Reason = discover.Denied, "not allowed"
	}
	var out bytes.Buffer
	if err := discover.Write(&out, s); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// copied is a resource with facts of its own.
func copied(r *discover.Resource) *discover.Resource {
	other := *r
	other.Facts = deep(reflect.ValueOf(r.Facts)).Interface()
	return &other
}

func deep(v reflect.Value) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			out.Set(reflect.New(v.Type().Elem()))
			out.Elem().Set(deep(v.Elem()))
		}
	case reflect.Struct:
		if out.Set(v); v.Type() != reflect.TypeFor[time.Time]() {
			for i := range v.NumField() {
				out.Field(i).Set(deep(v.Field(i)))
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			out = reflect.Append(out, deep(v.Index(i)))
		}
	default:
		out.Set(v)
	}
	return out
}

// eachText calls do with every text of facts that can be set.
func eachText(v reflect.Value, do func(reflect.Value)) {
	switch v.Kind() {
	case reflect.String:
		if v.CanSet() {
			do(v)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			eachText(v.Elem(), do)
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			return
		}
		for i := range v.NumField() {
			eachText(v.Field(i), do)
		}
	case reflect.Slice:
		for i := range v.Len() {
			eachText(v.Index(i), do)
		}
	}
}
