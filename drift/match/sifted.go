package match

import (
	"iter"
	"reflect"
	"slices"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/model"
)

// A snapshot of which only that is in memory which matters to a model: what it declares,
// what that names, and what may be meant.

// Question is what of a snapshot matters to a model, for [discover.Sift].
func Question(m *model.Model) discover.Question {
	r := newResult(m, discover.NewIndex(&discover.Snapshot{}))
	byType := map[string][]*target{}
	for _, t := range r.targets() {
		for _, typ := range t.Types {
			byType[typ] = append(byType[typ], t)
		}
	}
	q := discover.Question{Means: func(res *discover.Resource) bool {
		return slices.ContainsFunc(byType[res.Type], func(t *target) bool { return t.goesBy(res) })
	}, Marks: func(res *discover.Resource) bool {
		return m.Scope != nil && len(m.Scope.Tags) > 0 && carries(res, m.Scope.Tags)
	}}
	all := textsOf{seen: map[any]bool{}, add: func(s string) { q.Names = append(q.Names, s) }}
	all.of(reflect.ValueOf(m))
	return q
}

// textsOf are all texts of a value, wherever they lie in it.
type textsOf struct {
	seen map[any]bool
	add  func(string)
}

func (t *textsOf) of(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		t.add(v.String())
	case reflect.Pointer:
		if v.IsNil() || !v.CanInterface() || t.seen[v.Interface()] {
			return
		}
		t.seen[v.Interface()] = true
		t.of(v.Elem())
	case reflect.Interface:
		if !v.IsNil() {
			t.of(v.Elem())
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[finding.Position]() {
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				t.of(v.Field(i))
			}
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			t.of(v.Index(i))
		}
	case reflect.Map:
		for at := v.MapRange(); at.Next(); {
			t.of(at.Key())
			t.of(at.Value())
		}
	}
}

// Sifted is like [Match], for a snapshot that was sifted by the [Question] of m. What is
// declared and was not found makes further things matter: those are fetched.
func Sifted(m *model.Model, s *discover.Snapshot) (*Result, error) {
	r := Match(m, s)
	if s.Aside == nil {
		return r, nil
	}
	types, names := r.wanting()
	if len(types)+len(names) == 0 {
		return r, nil
	}
	before := len(s.Resources)
	if err := s.Fetch(types, names); err != nil {
		return nil, err
	}
	if len(s.Resources) == before {
		return r, nil
	}
	return Match(m, s), nil
}

// wanting are the types of what is declared and was not found, and the metrics of alarms
// on what nothing realises.
func (r *Result) wanting() (types, names []string) {
	for _, p := range r.Pairs {
		t := &target{Pair: *p}
		if p.When == Now && !p.OptedOut && t.isIncomplete() {
			types = append(types, p.Types...)
		}
	}
	for _, e := range r.Model.Elements {
		if e.Operations == nil || r.Of(e.ID).Resource() != nil {
			continue
		}
		for _, a := range e.Operations.Alarms {
			names = append(names, discover.OfMetric+a.Metric.V)
		}
	}
	slices.Sort(types)
	return slices.Compact(types), names
}

// Rest are the findings about undeclared resources that are not in memory, in no order
// that means anything. While it goes, what hints say of those in memory is made to fit.
func (r *Result) Rest() iter.Seq[*finding.Finding] {
	return func(yield func(*finding.Finding) bool) {
		scope := r.scope()
		if scope == nil || r.Index.Snapshot.Aside == nil {
			return
		}
		found := map[string]*finding.Finding{}
		for _, f := range r.Findings {
			if f.Code == CodeUndeclared {
				found[f.Found] = f
			}
		}
		here := r.Undeclared()
		r.usersOf() // before anybody goes through what is aside
		r.given, r.numbers = map[uint64]bool{}, map[uint64]int{}
		tell := func(res *discover.Resource) {
			f := found[res.Ref()]
			if f == nil {
				return
			}
			if hint := r.declaring(res); f.Verdict == finding.Broken {
				f.Hint = hint
			}
		}
		for res := range r.Index.Snapshot.Aside.Of(r.mayBeInScope) {
			if r.isByAWS(res) || !r.isKept(res) {
				continue
			}
			for len(here) > 0 && here[0].Compare(res) < 0 {
				tell(here[0])
				here = here[1:]
			}
			f := r.undeclaredAs(res, scope)
			if f != nil && !yield(f) {
				return
			}
		}
		for _, res := range here {
			tell(res)
		}
	}
}

// mayBeInScope reports whether the scope may take in an undeclared resource of a type: of
// one that lies in no network, by the tags of the scope, which mark it.
func (r *Result) mayBeInScope(typ string, marked bool) bool {
	t, ok := discover.Lookup(typ)
	if !ok || t.Detail {
		return false
	}
	facts := t.Facts()
	_, placed := facts.(discover.Placed)
	_, grouped := facts.(discover.SubnetGrouped)
	_, leads := facts.(discover.Leading)
	_, line := facts.(*discover.VPNConnection)
	return placed || grouped || leads || line || marked
}
