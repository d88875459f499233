package drift

import (
	"os"
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
		"failed", "FAILED", "create-failed", "stopped", "deleting", "INACTIVE", "EXPIRED", "Disabled",
		"inaccessible-encryption-credentials", "count", "none", "internet-facing", "private", "PRIVATE", "NONE", "preferred",
		"EXTERNAL", "LessThanThreshold", "GreaterThanThreshold", "redirect", "0.0.0.0/0", "0.0.0.0/1",
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
	case reflect.Struct: // each part empty, or one other thing
		for i := range v.NumField() {
			values := others(v.Type().Field(i).Name, v.Field(i))
			if s := v.Field(i); s.Kind() == reflect.Int {
				values = append(values, reflect.ValueOf(1).Convert(s.Type()))
			}
			for _, value := range values[:min(2, len(values))] {
				other := copied(v)
				other.Field(i).Set(value)
				all = append(all, other)
			}
		}
	case reflect.Slice:
		all = badList(v)
	case reflect.Pointer:
		all = badPointer(v)
	}
	return all
}

// badList are lists with one thing more, with nothing else, and with a first thing that
// is not as it was, in place of what that was or beside it.
func badList(v reflect.Value) (all []reflect.Value) {
	item := v.Type().Elem()
	if item.Kind() == reflect.String {
		for _, w := range []string{"0.0.0.0/1", "*", "NONE", "PRIVATE"} {
			word := reflect.ValueOf(w).Convert(item)
			all = append(all, reflect.Append(copied(v), word), reflect.Append(reflect.Zero(v.Type()), word))
		}
		return all
	}
	if item == reflect.TypeFor[discover.SecurityGroupRule]() {
		half := discover.SecurityGroupRule{IpProtocol: "tcp", ToPort: 65535, CidrIp: "0.0.0.0/1"}
		all = append(all, reflect.Append(copied(v), reflect.ValueOf(half)))
	}
	if v.Len() == 0 || item.Kind() != reflect.Struct {
		return all
	}
	for _, first := range bad(v.Index(0)) {
		in := copied(v)
		in.Index(0).Set(first)
		all = append(all, in, reflect.Append(copied(v), first))
	}
	return all
}

func badPointer(v reflect.Value) (all []reflect.Value) {
	switch v.Type() {
	case reflect.TypeFor[*discover.Policy]():
		for _, allows := range []discover.PolicyStatement{
			{Effect: "Allow", Principal: []string{"*"}}, {Effect: "Deny", Principal: []string{"*"}},
			{Effect: "Allow", Principal: []string{"arn:aws:iam::999999999999:root"}},
		} {
			allows.Action, allows.Resource = []string{"*"}, []string{"*"}
			all = append(all, reflect.ValueOf(&discover.Policy{Statement: []discover.PolicyStatement{allows}}))
		}
		return all
	case reflect.TypeFor[*time.Time]():
		long := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
		return []reflect.Value{reflect.ValueOf(&long)}
	}
	if v.IsNil() {
		return nil
	}
	for _, other := range slices.Concat(others("", v.Elem()), bad(v.Elem())) {
		p := reflect.New(v.Type().Elem())
		p.Elem().Set(other)
		all = append(all, p)
	}
	return all
}

// elsewhere are values that a fact of r could have that are in the snapshot already:
// another thing of the type of that which it names, and what others of r's type have.
func (e example) elsewhere(r *discover.Resource, path string, v reflect.Value) (all []reflect.Value) {
	add := func(other reflect.Value) {
		known := slices.ContainsFunc(all, func(o reflect.Value) bool { return reflect.DeepEqual(o.Interface(), other.Interface()) })
		if len(all) < 8 && !known && !reflect.DeepEqual(other.Interface(), v.Interface()) {
			all = append(all, other)
		}
	}
	if v.Kind() == reflect.String && v.String() != "" {
		for _, by := range []func(*discover.Resource) string{
			func(r *discover.Resource) string { return r.ARN },
			func(r *discover.Resource) string { return r.ID },
			func(r *discover.Resource) string { return r.Name },
		} {
			i := slices.IndexFunc(e.snapshot.Resources, func(o *discover.Resource) bool { return by(o) == v.String() })
			for _, o := range e.snapshot.Resources {
				if i >= 0 && o.Type == e.snapshot.Resources[i].Type {
					add(reflect.ValueOf(by(o)).Convert(v.Type()))
				}
			}
		}
	}
	for _, o := range e.snapshot.Resources {
		if o.Type == r.Type {
			each(reflect.ValueOf(o.Facts), path, add)
		}
	}
	return all
}

// words are those that AWS has for a fact that says how something lives, and whether any
// of them is a bad one.
func words(t *testing.T, typ, path string) (all []string, isBad bool) {
	t.Helper()
	table, err := os.ReadFile("../discover/life.txt")
	if err != nil {
		t.Fatal(err)
	}
	here := false
	for line := range strings.Lines(string(table)) {
		fact, says, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			here = slices.Contains(strings.Fields(line), typ)
		}
		if !here || fact != path {
			continue
		}
		for clause := range strings.SplitSeq(says, "; ") {
			w := strings.Fields(clause)
			all, isBad = append(all, w[1:]...), isBad || w[0] != "fine" && w[0] != "in-flight"
		}
	}
	return all, isBad
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

// settled reports whether a fact that a check shows is one that nobody can change for the
// worse: AWS does not let them, owns it, or has no word for it that is bad.
func settled(t *testing.T, r *discover.Resource, path string) bool {
	if all, isBad := words(t, r.Type, path); len(all) > 0 && !isBad {
		return true // such as a distribution, which is being brought out or has been
	}
	if list, ok := r.Facts.(*discover.PrefixList); ok && list.OwnerId == "AWS" {
		return true
	}
	return slices.Contains([]string{
		"AWS::EC2::SecurityGroup GroupName", "AWS::EC2::Subnet VpcId", "AWS::ElasticLoadBalancingV2::Listener LoadBalancerArn",
		"AWS::AutoScaling::ScalingPolicy AutoScalingGroupName", "AWS::ElastiCache::ReplicationGroup CacheSubnetGroupName",
		"AWS::ElastiCache::CacheCluster CacheSubnetGroupName",
	}, r.Type+" "+path)
}

// Of the facts that the checks of the clean examples show, nearly each is told when it
// comes to hold something else: as the cause of a finding, or by a code that the ledger
// has for it. A slice of them by day.
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
			if !says[r.Ref()+" "+path] || settled(t, r, path) {
				return
			}
			n++
			top, _, _ := strings.Cut(path, ".")
			codes := rows[r.Type+" "+top].codes
			finds := func(got run) bool {
				return slices.ContainsFunc(got.findings, func(f *finding.Finding) bool {
					its, _, _ := strings.Cut(f.Cause.Fact, ".")
					isCause := f.Cause.Resource == r.Ref() && its == top
					return f.Verdict != finding.Unknown && !told[f.Fingerprint()] && (isCause || slices.Contains(codes, f.Code))
				})
			}
			if e.tells(t, r, path, finds) {
				found++
				return
			}
			t.Logf("silent: %s (%s)", name, strings.Join(codes, " "))
		})
	}
	t.Logf("%d of %d declared facts are found", found, n)
	if n < 15 || n-found > max(1, 3*n/100) {
		t.Errorf("%d of %d declared facts are found with the right code when they change", found, n)
	}
}

// tells reports whether some other value of a fact is found.
func (e example) tells(t *testing.T, r *discover.Resource, path string, finds func(run) bool) bool {
	var values []reflect.Value
	said, _ := words(t, r.Type, path)
	each(reflect.ValueOf(r.Facts), path, func(v reflect.Value) {
		if values != nil {
			return
		}
		values = slices.Concat(others(path, v), bad(v), e.elsewhere(r, path, v))
		for _, w := range said {
			if v.Kind() == reflect.String {
				values = append(values, reflect.ValueOf(strings.ReplaceAll(w, "_", " ")).Convert(v.Type()))
			}
		}
	})
	for _, value := range values {
		facts := copied(reflect.ValueOf(r.Facts))
		each(facts, path, func(v reflect.Value) { v.Set(value) })
		if finds(e.with(r, facts.Interface(), r.Unknown)) {
			return true
		}
	}
	return slices.ContainsFunc(e.saidTwice(r, path), finds)
}

// saidTwice are what comparisons say after changes that AWS tells of at two resources at
// once: a subnet goes from one network ACL to another, a web ACL leaves what it guards.
func (e example) saidTwice(r *discover.Resource, path string) (all []run) {
	switch f := r.Facts.(type) {
	case *discover.NetworkACL:
		for _, o := range e.snapshot.Resources {
			if acl, ok := o.Facts.(*discover.NetworkACL); ok && path == "SubnetIds" && acl != f && acl.VpcId == f.VpcId {
				with, without := *acl, *f
				with.SubnetIds, without.SubnetIds = slices.Concat(acl.SubnetIds, f.SubnetIds), []string{}
				o.Facts = &with
				all = append(all, e.with(r, &without, r.Unknown))
				o.Facts = acl
			}
		}
	case *discover.RestStage, *discover.WebACL:
		for _, o := range e.snapshot.Resources {
			stage, isStage := o.Facts.(*discover.RestStage)
			for _, w := range e.snapshot.Resources {
				acl, ok := w.Facts.(*discover.WebACL)
				if !isStage || !ok || stage.WebAclArn != w.ARN || o != r && w != r {
					continue
				}
				open, idle := *stage, *acl
				open.WebAclArn, idle.AssociatedResources = "", []string{}
				o.Facts = &open
				all = append(all, e.with(w, &idle, w.Unknown))
				o.Facts = stage
			}
		}
	}
	return all
}
