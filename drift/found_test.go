package drift

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"asbuilt/discover"
	"asbuilt/finding"
)

// bad are values that real accounts have on their worst days, for a fact that holds v:
// words for what does not live, everything allowed to everybody, half the internet,
// nothing left, long ago.
func bad(v reflect.Value) (all []reflect.Value) {
	words := []string{
		"failed", "create-failed", "stopped", "deleting", "INACTIVE", "EXPIRED", "Disabled", "inaccessible-encryption-credentials",
		"count", "none", "internet-facing", "private", "NONE", "preferred", "EXTERNAL", "LessThanThreshold", "0.0.0.0/0", "0.0.0.0/1",
	}
	switch v.Kind() {
	case reflect.String:
		for _, w := range words {
			all = append(all, reflect.ValueOf(w).Convert(v.Type()))
		}
	case reflect.Int:
		for _, n := range []int{1, int(v.Int()) / 2, int(v.Int()) * 2} {
			all = append(all, reflect.ValueOf(n).Convert(v.Type()))
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.String {
			for _, w := range []string{"0.0.0.0/1", "*", "NONE"} {
				all = append(all, reflect.Append(copied(v), reflect.ValueOf(w).Convert(v.Type().Elem())))
			}
		}
	case reflect.Pointer:
		if v.Type() == reflect.TypeFor[*discover.Policy]() {
			for _, effect := range []string{"Allow", "Deny"} {
				all = append(all, reflect.ValueOf(&discover.Policy{Statement: []discover.PolicyStatement{
					{Effect: effect, Principal: []string{"*"}, Action: []string{"*"}, Resource: []string{"*"}},
				}}))
			}
			break
		}
		if v.Type() == reflect.TypeFor[*time.Time]() {
			long := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
			all = append(all, reflect.ValueOf(&long))
			break
		}
		if !v.IsNil() {
			for _, other := range slices.Concat(others("", v.Elem()), bad(v.Elem())) {
				p := reflect.New(v.Type().Elem())
				p.Elem().Set(other)
				all = append(all, p)
			}
		}
	}
	return all
}

// declared are the facts that checks which hold rest on and show, by resource and path.
func declared(checks []finding.Check) map[string]bool {
	out := map[string]bool{}
	for _, c := range checks {
		for _, e := range c.Evidence {
			if _, path, ok := strings.Cut(e.Fact, " "); ok && c.Verdict == finding.Holds {
				out[e.From+" "+path] = true
			}
		}
	}
	return out
}

// settled are facts that checks show and that AWS does not let anybody change.
func settled(typ, path string) bool {
	return slices.Contains([]string{
		"AWS::EC2::SecurityGroup GroupName", "AWS::EC2::Subnet VpcId", "AWS::ElasticLoadBalancingV2::Listener LoadBalancerArn",
		"AWS::AutoScaling::ScalingPolicy AutoScalingGroupName", "AWS::ElastiCache::ReplicationGroup CacheSubnetGroupName",
	}, typ+" "+path)
}

// Of the facts that the checks of the clean examples show, nearly each is told when it
// comes to hold something else: as the cause of a finding, or by a code that the ledger
// has for it. A slice of them by day; 903 of 981 of all were, on the day of the bound.
func TestChangedFactsAreFound(t *testing.T) {
	rows := ledger(t)
	n, found := 0, 0
	for _, e := range examples(t) {
		if strings.Contains(e.name, "drifted") {
			continue
		}
		base := compare(e.model, e.snapshot)
		told, says := base.told(), declared(base.checks)
		e.facts(60, func(name string, r *discover.Resource, path string) {
			if !says[r.Ref()+" "+path] || settled(r.Type, path) {
				return
			}
			n++
			top, _, _ := strings.Cut(path, ".")
			codes := rows[r.Type+" "+top].codes
			if e.tells(r, path, codes, told) {
				found++
				return
			}
			t.Logf("silent: %s (%s)", name, strings.Join(codes, " "))
		})
	}
	t.Logf("%d of %d declared facts are found", found, n)
	if n < 15 || found*100 < 85*n {
		t.Errorf("%d of %d declared facts are found with the right code when they change", found, n)
	}
}

// tells reports whether some other value of a fact is found by one of the codes.
func (e example) tells(r *discover.Resource, path string, codes []string, before map[string]bool) (tells bool) {
	var values []reflect.Value
	each(reflect.ValueOf(r.Facts), path, func(v reflect.Value) {
		if values == nil {
			values = slices.Concat(others(path, v), bad(v))
		}
	})
	for _, value := range values {
		facts := copied(reflect.ValueOf(r.Facts))
		each(facts, path, func(v reflect.Value) { v.Set(value) })
		tells = tells || slices.ContainsFunc(e.with(r, facts.Interface(), r.Unknown).findings, func(f *finding.Finding) bool {
			top, _, _ := strings.Cut(path, ".")
			its, _, _ := strings.Cut(f.Cause.Fact, ".")
			isCause := f.Cause.Resource == r.Ref() && its == top
			return f.Verdict != finding.Unknown && !before[f.Fingerprint()] && (isCause || slices.Contains(codes, f.Code))
		})
		if tells {
			break
		}
	}
	return tells
}
