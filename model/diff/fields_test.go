package diff_test

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/diff"
)

// here is a place, so that a value counts as written.
var here = finding.Position{File: "architecture.yaml", Line: 1, Col: 1}

// TestEveryFieldIsCompared sets each field of each struct of the language, alone,
// on one side: a key that is not compared would change without a word.
func TestEveryFieldIsCompared(t *testing.T) {
	w := &walker{t: t, seen: map[reflect.Type]bool{}}
	w.visit(reflect.TypeFor[model.Model](), func(m *model.Model) reflect.Value { return reflect.ValueOf(m).Elem() }, "")
	if w.fields < 250 {
		t.Errorf("only %d fields were found", w.fields)
	}
	slices.Sort(w.silent)
	// They say how the model is written; what they bring is compared where it ends up.
	if want := []string{".include", ".templates", ".elements.use"}; !sameElements(w.silent, want) {
		t.Errorf("not compared: %v; want %v", w.silent, want)
	}
}

func sameElements(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

type walker struct {
	t      *testing.T
	seen   map[reflect.Type]bool
	fields int
	silent []string
}

// visit sets the fields of a struct of type typ that at makes in a model.
func (w *walker) visit(typ reflect.Type, at func(*model.Model) reflect.Value, path string) {
	if w.seen[typ] {
		return
	}
	w.seen[typ] = true
	for i := range typ.NumField() {
		f := typ.Field(i)
		key := f.Tag.Get("yaml")
		inner := func(m *model.Model) reflect.Value { return at(m).Field(i) }
		switch {
		case f.Anonymous && f.Type == reflect.TypeFor[model.Lifetime]() && typ == reflect.TypeFor[model.Connection]():
			// What a connection says of its own is seen by the case lifetime.
		case f.Anonymous:
			delete(w.seen, f.Type)
			w.visit(f.Type, inner, path)
		case !f.IsExported() || key == "-" || f.Tag.Get("key") == "id" || f.Name == "Position":
		default:
			w.fields++
			w.set(inner, path+"."+key)
			if path+"."+key != ".templates" { // their facts are those of elements
				w.enter(f.Type, inner, path+"."+key)
			}
		}
	}
}

// set compares models in which the field says nothing, something, and something
// else.
func (w *walker) set(at func(*model.Model) reflect.Value, path string) {
	var all [3]*model.Model
	for n := range all {
		all[n] = &model.Model{}
		if v := at(all[n]); n > 0 {
			fill(v, n)
		}
	}
	for _, turn := range [][2]int{{0, 1}, {1, 0}, {1, 2}} {
		if turn[1] == 2 && holdsThings(at(all[0]).Type()) {
			continue // what is in them is set by itself
		}
		if len(diff.Compare(diff.Side{Model: all[turn[0]]}, diff.Side{Model: all[turn[1]]})) == 0 && !slices.Contains(w.silent, path) {
			w.silent = append(w.silent, path)
		}
	}
}

// holdsThings reports whether a field holds structs and no values.
func holdsThings(t reflect.Type) bool {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	return !isScalar(t)
}

// enter visits the structs that a field holds.
func (w *walker) enter(t reflect.Type, at func(*model.Model) reflect.Value, path string) {
	switch {
	case isScalar(t), t.Kind() == reflect.Pointer && isScalar(t.Elem()):
	case t.Kind() == reflect.Pointer:
		w.visit(t.Elem(), func(m *model.Model) reflect.Value {
			v := at(m)
			if v.IsNil() {
				v.Set(reflect.New(t.Elem()))
			}
			return v.Elem()
		}, path)
	case t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Pointer:
		w.visit(t.Elem().Elem(), func(m *model.Model) reflect.Value {
			v := at(m)
			if v.Len() == 0 {
				v.Set(reflect.Append(v, thing(t.Elem().Elem())))
			}
			return v.Index(0).Elem()
		}, path)
	case t.Kind() == reflect.Struct:
		w.visit(t, at, path)
	}
}

// thing is a new struct with an id, if it may have one.
func thing(t reflect.Type) reflect.Value {
	v := reflect.New(t)
	if named := v.Elem().FieldByName("Named"); named.IsValid() {
		named.Set(reflect.ValueOf(model.Named{ID: "x", Position: here}))
	}
	return v
}

func isScalar(t reflect.Type) bool {
	switch t {
	case reflect.TypeFor[model.Text](), reflect.TypeFor[model.Ref](), reflect.TypeFor[model.Arrow]():
		return true
	}
	return strings.HasPrefix(t.Name(), "Value[")
}

// fill makes a field say the n-th of some things.
func fill(v reflect.Value, n int) {
	word := []string{"", "word", "another"}[n]
	switch p := v.Addr().Interface().(type) {
	case *model.Text:
		*p = model.Text{Text: finding.Same(word), Position: here}
	case *model.Ref:
		*p = model.Ref{ID: word, Position: here}
	case *model.Arrow:
		*p = model.Arrow{From: model.Ref{ID: word, Position: here}, To: model.Ref{ID: "b", Position: here}, Position: here}
	case *model.String:
		*p = model.String{V: word, Position: here}
	case *model.Int:
		*p = model.Int{V: n, Position: here}
	case *model.Cited:
		*p = model.Cited{V: model.RecordName{Number: n}, Position: here}
	case *model.Number:
		*p = model.Number{V: 0.5 * float64(n), Position: here}
	case *model.Bool:
		*p = model.Bool{V: n == 1, Position: here}
	case *model.Duration:
		*p = model.Duration{V: time.Duration(n) * time.Hour, Position: here}
	case *model.Bytes:
		*p = model.Bytes{V: int64(n) << 30, Position: here}
	case *model.Rate:
		*p = model.Rate{V: model.PerTime{N: float64(n), Per: time.Second}, Position: here}
	case *model.Date:
		*p = model.Date{V: time.Date(2026, 11, n, 0, 0, 0, 0, time.UTC), Position: here}
	case *model.CIDR:
		*p = model.CIDR{V: model.Prefix{Text: "10." + strconv.Itoa(n) + ".0.0/16"}, Position: here}
	case *model.Port:
		*p = model.Port{V: model.PortRange{First: n, Last: n, Protocol: "tcp"}, Position: here}
	default:
		switch v.Kind() {
		case reflect.Pointer:
			v.Set(thing(v.Type().Elem()))
			if isScalar(v.Type().Elem()) {
				fill(v.Elem(), n)
			}
		case reflect.Slice:
			item := reflect.New(v.Type().Elem()).Elem()
			fill(item, n)
			v.Set(reflect.Append(v, item))
		default:
			panic("no sample of " + v.Type().String())
		}
	}
}

// TestSecurityKeysExist holds that what counts as security is in the language.
func TestSecurityKeysExist(t *testing.T) {
	known := map[string]bool{}
	seen := map[*model.Construct]bool{}
	var walk func(c *model.Construct)
	walk = func(c *model.Construct) {
		if c == nil || seen[c] {
			return
		}
		seen[c] = true
		for _, k := range c.Keys {
			known[k.Name] = true
			walk(k.Of)
		}
	}
	walk(model.Language())
	for _, key := range diff.SecurityKeys() {
		if !known[key] {
			t.Errorf("the language has no key %q", key)
		}
	}
}

// TestOrderedLists holds the lists whose order is compared to those that say so.
func TestOrderedLists(t *testing.T) {
	var got []string
	seen := map[reflect.Type]bool{}
	var walk func(t reflect.Type)
	walk = func(t reflect.Type) {
		for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
			t = t.Elem()
		}
		if t.Kind() != reflect.Struct || seen[t] || t.PkgPath() != reflect.TypeFor[model.Model]().PkgPath() {
			return
		}
		seen[t] = true
		for i := range t.NumField() {
			f := t.Field(i)
			if f.Tag.Get("order") == "true" {
				got = append(got, t.Name()+"."+f.Name)
				if f.Type.Kind() != reflect.Slice {
					got = append(got, "no list")
				}
			}
			if f.Tag.Get("yaml") != "-" && f.IsExported() {
				walk(f.Type)
			}
		}
	}
	walk(reflect.TypeFor[model.Model]())
	want := []string{"Branch.Steps", "Connection.Via", "Flow.Steps", "Incident.Steps", "Model.AccessLevels", "Model.States", "Model.Trust", "UserCreds.Order"}
	if !sameElements(got, want) {
		t.Errorf("ordered: %v", got)
	}
}
