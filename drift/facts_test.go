package drift

import (
	"hash/fnv"
	"maps"
	"net/netip"
	"reflect"
	"slices"
	"strings"
	"testing"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/internal/nightly"
	"asbuilt/model"
)

// inSlice reports whether something is among the one in n that run every day. It
// goes by its name, so that the same ones run everywhere.
func inSlice(name string, n uint32) bool {
	h := fnv.New32a()
	h.Write([]byte(name))
	return nightly.All() || h.Sum32()%n == 0
}

// examples are the systems whose facts are taken away or changed.
func examples(t *testing.T) []example {
	t.Helper()
	a, b := systemA(t), systemBModel(t)
	return []example{
		{"A", a, readExample(t, "ai-service.clean.snapshot.json")},
		{"A, drifted", a, readExample(t, "ai-service.snapshot.json")},
		{"B", b, readExample(t, "ec2-service/clean.snapshot.json")},
		{"B, drifted", b, readExample(t, "ec2-service/drifted.snapshot.json")},
	}
}

type example struct {
	name     string
	model    *model.Model
	snapshot *discover.Snapshot
}

// with is what a comparison says while the facts of one resource are others.
func (e example) with(r *discover.Resource, facts any, unknown map[string]string) run {
	whole, known := r.Facts, r.Unknown
	r.Facts, r.Unknown = facts, unknown
	got := compare(e.model, e.snapshot)
	r.Facts, r.Unknown = whole, known
	return got
}

// facts calls do with every fact of every resource and with the parts of those
// that there are, or one in n of them.
func (e example) facts(n uint32, do func(name string, r *discover.Resource, path string)) {
	for _, r := range e.snapshot.Resources {
		typ, _ := discover.Lookup(r.Type)
		for _, path := range typ.FactPaths() {
			there := false
			each(reflect.ValueOf(r.Facts), path, func(reflect.Value) { there = true })
			_, unknown := r.Unknown[path]
			if name := e.name + " " + r.Ref() + " " + path; there && !unknown && inSlice(name, n) {
				do(name, r, path)
			}
		}
	}
}

// lacking is what a comparison says without a fact of r.
func (e example) lacking(r *discover.Resource, path string) run {
	facts := copied(reflect.ValueOf(r.Facts))
	each(facts, path, func(v reflect.Value) { v.SetZero() })
	unknown := maps.Clone(r.Unknown)
	if unknown == nil {
		unknown = map[string]string{}
	}
	unknown[path] = discover.Older
	return e.with(r, facts.Interface(), unknown)
}

// copied is a deep copy of facts.
func copied(v reflect.Value) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			out.Set(reflect.New(v.Type().Elem()))
			out.Elem().Set(copied(v.Elem()))
		}
	case reflect.Slice:
		for i := range v.Len() {
			out.Set(reflect.Append(out, copied(v.Index(i))))
		}
	case reflect.Map:
		if !v.IsNil() {
			out.Set(reflect.MakeMap(v.Type()))
			for _, k := range v.MapKeys() {
				out.SetMapIndex(k, v.MapIndex(k))
			}
		}
	case reflect.Struct:
		if out.Set(v); v.Type().PkgPath() == "time" {
			break
		}
		for i := range v.NumField() {
			out.Field(i).Set(copied(v.Field(i)))
		}
	default:
		out.Set(v)
	}
	return out
}

// each calls do for every fact with that path.
func each(v reflect.Value, path string, do func(reflect.Value)) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			each(v.Elem(), path, do)
		}
	case reflect.Slice:
		for i := range v.Len() {
			each(v.Index(i), path, do)
		}
	case reflect.Struct:
		name, rest, deeper := strings.Cut(path, ".")
		if field := v.FieldByName(name); !deeper {
			do(field)
		} else {
			each(field, rest, do)
		}
	}
}

func checkKey(c finding.Check) string { return c.Code + " " + c.Subject + " " + c.Fact }

// verdicts are those of the checks of a run.
func (r run) verdicts() map[string]finding.Verdict {
	out := map[string]finding.Verdict{}
	for _, c := range r.checks {
		out[checkKey(c)] = c.Verdict
	}
	return out
}

// told are the fingerprints of the findings of a run.
func (r run) told() map[string]bool {
	out := map[string]bool{}
	for _, f := range r.findings {
		out[f.Fingerprint()] = true
	}
	return out
}

// onlyUnknown fails where a run says anything but that something is unknown which an
// earlier one did not say, or no longer asks what that one asked. With more it may ask,
// and find in order, what the earlier one did not: a rule is told of the next element
// that its group is known to guard.
func onlyUnknown(t *testing.T, name string, base, got run, more bool) {
	t.Helper()
	before, found := base.verdicts(), base.told()
	for _, c := range got.checks {
		if was, asked := before[checkKey(c)]; c.Verdict != finding.Unknown && c.Verdict != was && (asked || !more) {
			t.Errorf("%s: %s is %s, and was %s (asked: %t)", name, checkKey(c), c.Verdict, was, asked)
		}
	}
	for _, f := range got.findings {
		if f.Verdict != finding.Unknown && !found[f.Fingerprint()] {
			t.Errorf("%s: %s", name, lines(finding.List{f}))
		}
	}
	for _, lost := range lostChecks(base.checks, got.checks) {
		t.Errorf("%s: nobody asks any more: %s", name, lost)
	}
}

// A fact that a snapshot does not have makes unknown what rests on it and leaves
// everything else as it is: nothing is broken or holds for want of it, and no
// check goes away without anything being unknown in its place.
func TestAFactTakenAwayOnlyMakesUnknown(t *testing.T) {
	n := 0
	for _, e := range examples(t) {
		base := compare(e.model, e.snapshot)
		e.facts(120, func(name string, r *discover.Resource, path string) {
			n++
			got := e.lacking(r, path)
			onlyUnknown(t, name, base, got, false)
		})
	}
	if n < 60 {
		t.Errorf("only %d facts were taken away: the test has lost its object", n)
	}
	t.Logf("%d facts", n)
}

// saidTwice are facts that others say as well: in which VPC something is plugged in,
// its subnets know.
var saidTwice = map[string]bool{"VpcId": true, "VPCId": true, "HostVPCId": true}

// exclusive reports whether a fact is one of several of which AWS gives exactly one:
// the peer of a rule, the target of a route. Where it is empty another one speaks, and a
// value beside that would be no snapshot of AWS.
func exclusive(path string) bool {
	list, field, _ := strings.Cut(path, ".")
	switch list {
	case "SecurityGroupIngress", "SecurityGroupEgress":
		return slices.Contains([]string{"CidrIp", "CidrIpv6", "PrefixListId", "GroupId"}, field)
	case "Routes":
		return strings.HasSuffix(field, "Id") || strings.HasPrefix(field, "Destination")
	}
	return false
}

// others are values that the fact with that path could have instead of v.
func others(path string, v reflect.Value) (all []reflect.Value) {
	add := func(set func(reflect.Value)) {
		other := copied(v)
		if set(other); !reflect.DeepEqual(other.Interface(), v.Interface()) {
			all = append(all, other)
		}
	}
	add(func(v reflect.Value) { v.SetZero() })
	switch v.Kind() {
	case reflect.String:
		if prefix, err := netip.ParsePrefix(v.String()); strings.Contains(path, "Ipv6") || err == nil && prefix.Addr().Is6() {
			add(func(v reflect.Value) { v.SetString("2001:db8:99::/64") })
			break // AWS gives no word and no other block there
		}
		for _, s := range []string{"other", "arn:aws:x:ap-northeast-2:210987654321:other/1", "deleted", "DISABLED", "10.99.0.0/24"} {
			add(func(v reflect.Value) { v.SetString(s) })
		}
	case reflect.Bool:
		add(func(v reflect.Value) { v.SetBool(!v.Bool()) })
	case reflect.Int:
		add(func(v reflect.Value) { v.SetInt(v.Int() + 1000) })
	case reflect.Float64:
		add(func(v reflect.Value) { v.SetFloat(v.Float() + 1000) })
	case reflect.Slice:
		add(func(v reflect.Value) { v.Set(reflect.Append(v, reflect.Zero(v.Type().Elem()))) })
		if v.Len() > 1 {
			add(func(v reflect.Value) { v.SetLen(1) })
		}
	case reflect.Map:
		add(func(v reflect.Value) { v.Set(reflect.ValueOf(map[string]string{"other": "other"})) })
	}
	return all
}

// Where another value of a fact would change the verdict of a check, the check is
// unknown when the snapshot does not have the fact: whoever reads it asks first
// whether it was read.
func TestWhatAFactDecidesIsUnknownWithoutIt(t *testing.T) {
	n := 0
	for _, e := range examples(t) {
		before := compare(e.model, e.snapshot).verdicts()
		e.facts(250, func(name string, r *discover.Resource, path string) {
			decides := map[string]bool{}
			e.changed(r, path, func(got run) {
				for check, verdict := range got.verdicts() {
					if was, asked := before[check]; asked && verdict != was && verdict != finding.Unknown && was != finding.Unknown {
						decides[check] = true
					}
				}
			})
			if len(decides) == 0 || saidTwice[path] && len(discover.NewIndex(e.snapshot).Placement(r).Subnets) > 0 {
				return
			}
			n++
			without := e.lacking(r, path).verdicts()
			for check := range decides {
				if isWay := strings.HasPrefix(check, CodeRefuted+" "); isWay && without[check] == finding.Partial && before[check] == finding.Partial {
					continue // what bars a part of a way bars it whatever becomes of the rest
				}
				if v, asked := without[check]; asked && v != finding.Unknown {
					t.Errorf("%s: decides %s, which is %s without it", name, check, v)
				}
			}
		})
	}
	if n < 8 {
		t.Errorf("only %d facts decided anything: the test has lost its object", n)
	}
	t.Logf("%d facts decide", n)
}

// changed calls yield with what a comparison says for each other value of a fact.
func (e example) changed(r *discover.Resource, path string, yield func(run)) {
	var values []reflect.Value
	each(reflect.ValueOf(r.Facts), path, func(v reflect.Value) {
		if values == nil {
			values = others(path, v)
		}
	})
	for _, value := range values {
		facts := copied(reflect.ValueOf(r.Facts))
		each(facts, path, func(v reflect.Value) {
			if !exclusive(path) || !v.IsZero() {
				v.Set(value)
			}
		})
		yield(e.with(r, facts.Interface(), r.Unknown))
	}
}
