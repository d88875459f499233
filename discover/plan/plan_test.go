package plan

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/model"
)

const small = `
asbuilt: 1
name: Orders
language: en
states: [now, later]
boundaries:
  prod: {kind: account, aws: {account: "210987654321"}}
  seoul: {kind: region, in: prod, aws: {region: ap-northeast-2}}
  tokyo: {kind: region, in: prod, aws: {region: ap-northeast-1}, since: later}
  vpc: {kind: vpc, in: seoul, cidr: 10.0.0.0/16}
elements:
  docs: {kind: s3-bucket, in: seoul, encryption: {at_rest: true}}
  jobs: {kind: sqs-queue, in: seoul, operations: {alarms: [{metric: Age, above: 9, notifies: docs}]}}
  db: {kind: rds-mariadb, in: seoul, since: later}
`

func load(t *testing.T, text string) *model.Model {
	t.Helper()
	m, findings, err := model.Load(fstest.MapFS{"architecture.yaml": {Data: []byte(text)}}, "architecture.yaml",
		model.Options{})
	if err != nil || m == nil {
		t.Fatal(err, findings)
	}
	return m
}

func TestScope(t *testing.T) {
	got, err := Scope(load(t, small), Options{Role: "asbuilt", ExternalID: "x", Budget: 10})
	if err != nil {
		t.Fatal(err)
	}
	if got.Budget != 10 || len(got.Accounts) != 1 {
		t.Fatalf("scope %+v", got)
	}
	a := got.Accounts[0]
	if len(a.SessionPolicy) > sessionLimit || a.SessionPolicy == "" {
		t.Errorf("a session policy of %d characters", len(a.SessionPolicy))
	}
	a.SessionPolicy = ""
	want := discover.AccountScope{
		ID:         "210987654321",
		Regions:    []string{"ap-northeast-2"},
		Role:       "arn:aws:iam::210987654321:role/asbuilt",
		ExternalID: "x",
	}
	if d := cmp.Diff(want, a); d != "" {
		t.Error(d)
	}
	for op, wanted := range map[string]bool{
		"s3:GetBucketEncryption": true, "ec2:DescribeRouteTables": true, "rds:DescribeDBInstances": true,
		"rds:DescribeDBParameters": false, "lambda:GetPolicy": false, "lambda:ListFunctions": true,
	} {
		if slices.Contains(got.Operations, op) != wanted {
			t.Errorf("%s is wanted: %v", op, !wanted)
		}
	}
}

// No policy is longer than IAM allows, none allows what it denies, and together
// they allow every action of every operation.
func TestPoliciesOfEverything(t *testing.T) {
	allowed := map[string]bool{}
	for _, d := range Policies(nil) {
		if n := size(d); n > managedLimit {
			t.Errorf("a policy of %d characters", n)
		}
		for _, a := range d.Statement[0].Action {
			allowed[a] = true
			for _, never := range neverRead {
				if prefix, wild := strings.CutSuffix(never, "*"); a == never || wild && strings.HasPrefix(a, prefix) {
					t.Errorf("%s is allowed and denied by %s", a, never)
				}
			}
		}
	}
	for _, op := range scoped(nil) {
		for _, a := range op.IAM() {
			if !allowed[a] && a != "sts:GetCallerIdentity" {
				t.Errorf("%s needs %s, which no policy allows", op.Name, a)
			}
		}
	}
}

func TestSessionPolicyOfEverythingFits(t *testing.T) {
	text := SessionPolicy(scoped(nil))
	if len(text) > sessionLimit {
		t.Errorf("%d characters, and a session may have %d", len(text), sessionLimit)
	}
	var d Document
	if err := json.Unmarshal([]byte(text), &d); err != nil || len(d.Statement) != 2 || d.Statement[1].Effect != "Deny" {
		t.Fatalf("%v: %s", err, text)
	}
	for _, never := range neverRead {
		for _, allowed := range d.Statement[0].Action {
			prefix := strings.TrimSuffix(allowed, "*")
			if strings.HasPrefix(strings.TrimSuffix(never, "*"), prefix) &&
				!slices.Contains(d.Statement[1].Action, never) {
				t.Errorf("%s lets %s through, and nothing denies it", allowed, never)
			}
		}
	}
	for _, op := range scoped(nil) {
		for _, action := range op.IAM() {
			lets := func(allowed string) bool {
				return allowed == action ||
					strings.HasSuffix(allowed, "*") && strings.HasPrefix(action, strings.TrimSuffix(allowed, "*"))
			}
			if action != "sts:GetCallerIdentity" && !slices.ContainsFunc(d.Statement[0].Action, lets) {
				t.Errorf("%s needs %s, which the session may not do", op.Name, action)
			}
		}
	}
}

func TestDiagnose(t *testing.T) {
	m := load(t, small)
	snap := &discover.Snapshot{}
	for _, name := range Operations(m) {
		c := discover.Cell{Account: "210987654321", Region: "ap-northeast-2", Operation: name, Status: discover.OK}
		for _, op := range discover.Operations() {
			if op.Name == name && op.Global {
				c.Region = discover.Global
			}
		}
		if name == "s3:GetBucketEncryption" || name == "cloudwatch:DescribeAlarms" {
			c.Status, c.Reason = discover.Denied, "no policy of the role allows it"
		}
		snap.Cells = append(snap.Cells, c)
	}
	d := Diagnose(m, snap)
	want := []Blindness{
		{ID: "docs", Facts: []string{"BucketEncryption"}, Operations: []string{"s3:GetBucketEncryption"}},
		{ID: "jobs", Facts: []string{"operations.alarms"}, Operations: []string{"cloudwatch:DescribeAlarms"}},
	}
	if diff := cmp.Diff(want, d.Blind); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"cloudwatch:DescribeAlarms", "s3:GetEncryptionConfiguration"}, d.Allow); diff != "" {
		t.Error(diff)
	}
	for _, lang := range []finding.Lang{finding.English, finding.Korean} {
		var b strings.Builder
		if err := d.Write(&b, lang); err != nil || !strings.Contains(b.String(), "s3:GetEncryptionConfiguration") {
			t.Errorf("%v:\n%s", err, b.String())
		}
	}
}

// System A's accounts, regions and needs can be planned.
func TestSystemA(t *testing.T) {
	m, _, err := model.Load(os.DirFS("../.."), "architecture.yaml", model.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := Scope(m, Options{})
	if err != nil || len(s.Accounts) != 1 || !slices.Equal(s.Accounts[0].Regions, []string{"ap-northeast-2"}) {
		t.Fatalf("%+v, %v", s.Accounts, err)
	}
	collected := map[string]bool{}
	for _, f := range discover.Families() {
		for _, typ := range f.Types {
			collected[typ.Name] = true
		}
	}
	for _, typ := range Types(m) {
		if !collected[typ] {
			t.Logf("%s is not collected", typ)
		}
	}
}

// The families that others depend on are there.
func TestDependencies(t *testing.T) {
	names := map[string]bool{}
	for _, f := range discover.Families() {
		names[f.Name] = true
	}
	for _, f := range discover.Families() {
		for _, other := range append(dependsOn(f.Name), always...) {
			if !names[other] {
				t.Errorf("%s depends on %q, which is no family", f.Name, other)
			}
		}
	}
}
