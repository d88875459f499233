package kept

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/model"
)

// What expressions see. A thing of the model has the keys of the language, and
// a key that it does not have is nothing; a resource has the facts of its type,
// and one that was not read ends the evaluation.

// errSnapshot is the error of an expression that asks a snapshot, where there is
// none.
var errSnapshot = errors.New("it needs a snapshot")

// gapError is the error of an expression that asks what was not read.
type gapError struct{ gap *discover.Gap }

func (e *gapError) Error() string { return e.gap.String() }

// absentError is the error of an expression that asks a list for what is not in it.
type absentError struct{ key any }

func (e *absentError) Error() string { return fmt.Sprintf("there is no %#v", e.key) }

type (
	root        struct{ j *judge } // the model as a whole
	running     struct{}           // the snapshot
	connections struct{}           // the connections, with their verdicts
	found       struct{}           // the findings
	// thing is something of the model.
	thing struct{ v reflect.Value }
	// resource is something that runs.
	resource struct{ discover.Handle }
)

// read is a property of something: what x.key and x[key] mean.
func (r *run) read(x, key any) (any, error) {
	name, _ := key.(string)
	switch x := x.(type) {
	case nil:
		return nil, nil // what is not said has no parts
	case root:
		return r.ofModel(name)
	case running:
		return r.ofSnapshot(name)
	case connections:
		return r.connections()
	case found:
		return r.findings()
	case *thing:
		return r.ofThing(x, name)
	case *resource:
		return r.ofResource(x.Resource(), name)
	case map[string]any:
		return x[name], nil
	case []any:
		return ofList(x, key)
	}
	return nil, finding.Errorf("%s has no %v", "%s에는 %v 항목이 없습니다", sortOf(x), key)
}

// ofList is the item of a list at a place, or the one with an id.
func ofList(all []any, key any) (any, error) {
	if at, ok := key.(int); ok {
		if at < 0 {
			at += len(all)
		}
		if at < 0 || at >= len(all) {
			return nil, &absentError{key}
		}
		return all[at], nil
	}
	for _, item := range all {
		if t, ok := item.(*thing); ok && idOf(t.v) == key {
			return t, nil
		}
	}
	return nil, &absentError{key}
}

func (r *run) ofModel(name string) (any, error) {
	v := reflect.ValueOf(r.j.Model).Elem()
	field, ok := keyed(v, name)
	if !ok {
		return nil, unknownKey(finding.Both("the model", "모델"), name, v.Type())
	}
	return r.value(field), nil
}

func (r *run) ofThing(t *thing, name string) (any, error) {
	switch name {
	case "id":
		return idOf(t.v), nil
	case "category", "traits", "zone", "resources":
		if e, ok := t.v.Addr().Interface().(*model.Element); ok {
			return r.ofElement(e, name)
		}
	case "verdict":
		if c, ok := t.v.Addr().Interface().(*model.Connection); ok {
			return r.verdict(c)
		}
	}
	field, ok := keyed(t.v, name)
	if !ok {
		return nil, unknownKey(finding.Same(strings.ToLower(t.v.Type().Name())), name, t.v.Type())
	}
	return r.value(field), nil
}

// ofElement are the properties of an element that no key has.
func (r *run) ofElement(e *model.Element, name string) (any, error) {
	k := r.j.Model.Kind(e.Kind.ID)
	switch {
	case name == "zone":
		return e.TrustZone(), nil
	case name == "resources":
		return r.realising(e)
	case k == nil:
		return nil, nil
	case name == "category":
		return string(k.Category), nil
	}
	all := []any{}
	for _, t := range k.Traits {
		all = append(all, string(t))
	}
	return all, nil
}

// realising are the resources of an element.
func (r *run) realising(e *model.Element) (any, error) {
	if r.j.Pairs == nil {
		return nil, errSnapshot
	}
	pair := r.j.Pairs.Of(e.ID)
	all := []any{}
	switch {
	case pair == nil || pair.OptedOut:
		return all, nil
	case pair.Gap != nil:
		return nil, &gapError{pair.Gap}
	case len(pair.Candidates) > 0:
		return nil, finding.Errorf("which of several resources realises %s is not known",
			"여러 리소스 중 어느 것이 %s인지 알 수 없습니다", e.ID)
	}
	for _, res := range pair.Resources {
		all = append(all, &resource{discover.In(res)})
	}
	return all, nil
}

// ofSnapshot are the resources of a type.
func (r *run) ofSnapshot(typ string) (any, error) {
	if r.j.at == nil {
		return nil, errSnapshot
	}
	if typ == "taken" {
		return r.j.at.Snapshot.Taken, nil
	}
	if gap := r.j.at.Unlisted(typ, "", ""); gap != nil {
		return nil, &gapError{gap}
	}
	all := []any{}
	for _, res := range r.j.at.Handles(typ) {
		all = append(all, &resource{res})
	}
	return all, nil
}

func (r *run) ofResource(res *discover.Resource, name string) (any, error) {
	switch name {
	case "type":
		return res.Type, nil
	case "arn":
		return res.ARN, nil
	case "id":
		return res.ID, nil
	case "account":
		return res.Account, nil
	case "region":
		return res.Region, nil
	case "name":
		return res.Name, nil
	case "tags":
		if gap := r.j.at.Untagged(res.Type, res.Account, res.Region); gap != nil {
			return nil, &gapError{gap}
		}
		return data(reflect.ValueOf(res.Tags)), nil
	}
	if gap := r.j.at.Missing(res, name); gap != nil {
		return nil, &gapError{gap}
	}
	facts := reflect.ValueOf(res.Facts).Elem()
	return data(facts.FieldByName(name)), nil
}

// connections are the declared connections, whose verdicts need a snapshot.
func (r *run) connections() (any, error) {
	if r.j.at == nil {
		return nil, errSnapshot
	}
	all := []any{}
	for _, c := range r.j.Model.Connections {
		if !c.Derived && r.j.active(c.Lifetime) {
			all = append(all, &thing{reflect.ValueOf(c).Elem()})
		}
	}
	return all, nil
}

// verdict is the worst that was found about a connection.
func (r *run) verdict(c *model.Connection) (any, error) {
	if r.j.at == nil {
		return nil, errSnapshot
	}
	worst := "not_network"
	order := []string{"not_network", "holds", "partial", "unknown", "broken"}
	for _, check := range r.j.Checks {
		if check.Subject == c.ID.V && slices.Index(order, string(check.Verdict)) > slices.Index(order, worst) {
			worst = string(check.Verdict)
		}
	}
	return worst, nil
}

// findings are those of the comparison, as mappings.
func (r *run) findings() (any, error) {
	if r.j.at == nil {
		return nil, errSnapshot
	}
	all := []any{}
	for _, f := range r.j.Findings {
		all = append(all, map[string]any{
			"code": f.Code, "severity": f.Severity.String(), "verdict": string(f.Verdict), "subject": f.Subject,
			"fact": f.Fact, "declared": f.Declared, "found": f.Found, "where": f.Where,
			"message": f.Message.In(finding.English), "id": f.Subject,
		})
	}
	return all, nil
}

// value is a value of the model as expressions have it: what is not said is nil.
func (r *run) value(v reflect.Value) any {
	switch x := v.Interface().(type) {
	case model.String:
		return given(x, func(s string) any { return s })
	case model.Int:
		return given(x, func(n int) any { return n })
	case model.Number:
		return given(x, func(n float64) any { return n })
	case model.Bool:
		return given(x, func(b bool) any { return b })
	case model.Duration:
		return given(x, func(d time.Duration) any { return d })
	case model.Bytes:
		return given(x, func(n int64) any { return int(n) })
	case model.Rate:
		return given(x, func(p model.PerTime) any { return p.PerSecond() })
	case model.Date:
		return given(x, func(t time.Time) any { return t })
	case model.CIDR:
		return given(x, func(p model.Prefix) any { return p.Text })
	case model.Port:
		return given(x, func(p model.PortRange) any { return p.String() })
	case model.Cited:
		return given(x, func(n model.RecordName) any { return n.String() })
	case model.Ref:
		if !x.IsSet() {
			return nil
		}
		return x.String()
	case model.Text:
		if x.IsZero() {
			return nil
		}
		return x.In(finding.English)
	}
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return nil
		}
		return &thing{v.Elem()}
	case reflect.Slice:
		all := []any{}
		for i := range v.Len() {
			if item := r.value(v.Index(i)); item != nil && r.exists(item) {
				all = append(all, item)
			}
		}
		return all
	case reflect.Struct:
		return &thing{v}
	}
	return v.Interface()
}

// exists reports whether an item is part of the state that is compared with AWS.
func (r *run) exists(item any) bool {
	t, ok := item.(*thing)
	if !ok {
		return true
	}
	life := t.v.FieldByName("Lifetime")
	if !life.IsValid() {
		return true
	}
	l, ok := life.Interface().(model.Lifetime)
	return !ok || r.j.active(l)
}

func given[T any](v model.Value[T], as func(T) any) any {
	if !v.IsSet() {
		return nil
	}
	return as(v.V)
}

// keyed is the field of a struct of the language that a key names.
func keyed(v reflect.Value, key string) (reflect.Value, bool) {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		switch {
		case f.Anonymous && f.Type.Kind() == reflect.Struct:
			if in, ok := keyed(v.Field(i), key); ok {
				return in, true
			}
		case f.IsExported() && key != "" && f.Tag.Get("yaml") == key:
			return v.Field(i), true
		}
	}
	return reflect.Value{}, false
}

// keysOf are the keys of a struct of the language.
func keysOf(t reflect.Type) []string {
	var all []string
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous && f.Type.Kind() == reflect.Struct {
			all = append(all, keysOf(f.Type)...)
		} else if key := f.Tag.Get("yaml"); key != "" && key != "-" && key != "." && f.IsExported() {
			all = append(all, key)
		}
	}
	return all
}

func unknownKey(of finding.Text, key string, t reflect.Type) error {
	return finding.Errorf("%s has no key %q%s", "%s에는 %q 키가 없습니다%s", of, key, nearest(key, keysOf(t)))
}

func idOf(v reflect.Value) any {
	if c, ok := v.Addr().Interface().(*model.Connection); ok {
		return c.ID.V
	}
	if id := v.FieldByName("ID"); id.IsValid() && id.Kind() == reflect.String {
		return id.String()
	}
	return nil
}

// data is a fact of a resource as plain data.
func data(v reflect.Value) any {
	if t, ok := v.Interface().(time.Time); ok {
		return t
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return nil
		}
		return data(v.Elem())
	case reflect.Slice:
		all := []any{}
		for i := range v.Len() {
			all = append(all, data(v.Index(i)))
		}
		return all
	case reflect.Map:
		all := map[string]any{}
		for _, key := range v.MapKeys() {
			all[fmt.Sprint(key.Interface())] = data(v.MapIndex(key))
		}
		return all
	case reflect.Struct:
		all := map[string]any{}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				all[v.Type().Field(i).Name] = data(v.Field(i))
			}
		}
		return all
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return int(v.Int())
	case reflect.Float32, reflect.Float64:
		return v.Float()
	case reflect.String:
		return v.String()
	case reflect.Bool:
		return v.Bool()
	}
	return v.Interface()
}

// divide is a division that says when there is nothing to divide by.
func divide(operator string) func(...any) (any, error) {
	return func(args ...any) (any, error) {
		a, okA := number(args[0])
		b, okB := number(args[1])
		switch {
		case !okA || !okB:
			return nil, finding.Errorf("it divides %s by %s", "%s을(를) %s(으)로 나눕니다", sortOf(args[0]), sortOf(args[1]))
		case b == 0 || operator == "%" && int(b) == 0:
			return nil, errZero
		case operator == "/":
			return a / b, nil
		}
		return int(a) % int(b), nil
	}
}

// add is a sum, or a text of bounded length.
func add(args ...any) (any, error) {
	switch a := args[0].(type) {
	case string:
		if b, ok := args[1].(string); ok {
			if len(a)+len(b) > MostJoined {
				return nil, errJoined
			}
			return a + b, nil
		}
	case int:
		if b, ok := args[1].(int); ok {
			return a + b, nil
		}
	case time.Duration:
		if b, ok := args[1].(time.Duration); ok {
			return a + b, nil
		}
	case time.Time:
		if b, ok := args[1].(time.Duration); ok {
			return a.Add(b), nil
		}
	}
	a, okA := number(args[0])
	b, okB := number(args[1])
	if !okA || !okB {
		return nil, finding.Errorf("it adds %s to %s", "%[2]s에 %[1]s을(를) 더합니다", sortOf(args[1]), sortOf(args[0]))
	}
	return a + b, nil
}

func number(x any) (float64, bool) {
	switch x := x.(type) {
	case int:
		return float64(x), true
	case int64:
		return float64(x), true
	case float64:
		return x, true
	}
	return 0, false
}

// duration is a length of time as the model writes it: 90d, 6mo.
func duration(x any) (any, error) {
	text, ok := x.(string)
	if !ok {
		return nil, finding.Errorf(`duration takes a text such as "90d"`, `duration에는 "90d" 같은 문자열을 주십시오`)
	}
	d, ok := model.ParseDuration(text)
	if !ok {
		return nil, finding.Errorf("%q is not a duration; write 30s, 5m, 2h, 30d, 8w, 6mo or 1y",
			"%q은(는) 기간이 아닙니다. 30s, 5m, 2h, 30d, 8w, 6mo, 1y처럼 쓰십시오", text)
	}
	return d, nil
}
