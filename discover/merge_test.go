package discover

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func shard(hour int, account string, cells []string, vpcs ...string) *Snapshot {
	s := &Snapshot{Taken: time.Date(2026, 11, 22, hour, 0, 0, 0, time.UTC)}
	for _, c := range cells {
		op, status, _ := strings.Cut(c, " ")
		s.Cells = append(s.Cells, Cell{Account: account, Region: "r", Operation: op, Status: Status(status)})
	}
	for _, id := range vpcs {
		id, block, _ := strings.Cut(id, " ")
		s.Resources = append(s.Resources, &Resource{
			Type:    "AWS::EC2::VPC",
			ID:      id,
			Account: account,
			Region:  "r",
			Facts:   &VPC{CidrBlock: block},
		})
	}
	return s
}

func ids(s *Snapshot) (out []string) {
	for _, r := range s.Resources {
		out = append(out, r.Account+"/"+r.ID)
	}
	return out
}

func TestMerge(t *testing.T) {
	one := shard(1, "1", []string{"ec2:DescribeVpcs ok"}, "vpc-a")
	two := shard(2, "2", []string{"ec2:DescribeVpcs ok"}, "vpc-b")
	again := shard(3, "1", []string{"ec2:DescribeVpcs ok"}, "vpc-c")

	m, err := Merge([]*Snapshot{two, one}, false)
	if err != nil {
		t.Fatal(err)
	}
	if !m.Taken.Equal(one.Taken) || !cmp.Equal(ids(m), []string{"1/vpc-a", "2/vpc-b"}) {
		t.Errorf("merged %v at %s", ids(m), m.Taken)
	}
	if m, err = Merge([]*Snapshot{one, one}, false); err != nil || len(m.Cells) != 1 || len(m.Resources) != 1 {
		t.Errorf("the same shard twice: %v, %v", m, err)
	}
	if _, err := Merge([]*Snapshot{one, again}, false); err == nil ||
		!strings.Contains(err.Error(), "ec2:DescribeVpcs in 1/r") {
		t.Errorf("two moments of one cell: %v", err)
	}
	if m, err = Merge([]*Snapshot{again, one}, true); err != nil || !cmp.Equal(ids(m), []string{"1/vpc-c"}) {
		t.Errorf("latest: %v, %v", ids(m), err)
	}
}

// TestDiffOfOne compares a resource with a name, tags and a list.
func TestDiffOfOne(t *testing.T) {
	before, after := shard(1, "1", []string{"ec2:DescribeVpcs ok"}, "v"), shard(2, "1", []string{"ec2:DescribeVpcs ok"}, "v")
	a, b := before.Resources[0], after.Resources[0]
	a.Name, b.Name = "old", "new"
	a.Tags = map[string]string{"Stage": "prod", "Gone": "1", "Same": "1", "Z": "1"}
	b.Tags = map[string]string{"Stage": "test", "Added": "2", "Same": "1", "Z": "2"}
	a.Facts = &VPC{CidrBlock: "10.0.0.0/16", AssociatedCidrBlocks: []string{"10.1.0.0/16", "10.2.0.0/16"}}
	b.Facts = &VPC{AssociatedCidrBlocks: []string{"10.2.0.0/16", "10.3.0.0/16"}, IsDefault: true}
	changes, _ := changed(before, after)
	var got []string
	for _, f := range changes[0].Facts {
		got = append(got, f.Name+": "+f.Before+" → "+f.After)
	}
	want := []string{
		"Name: old → new", "tag Added:  → 2", "tag Gone: 1 → ", "tag Stage: prod → test", "tag Z: 1 → 2",
		`CidrBlock: "10.0.0.0/16" → `, `AssociatedCidrBlocks: ["10.1.0.0/16", "10.2.0.0/16"] → ["10.2.0.0/16", "10.3.0.0/16"]`,
		"IsDefault: false → true",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// changed is what changed, and what could not be compared.
func changed(before, after *Snapshot) (changes []Change, uncompared []FactRef) {
	changes = slices.Collect(Changes(before, after, func(f FactRef) { uncompared = append(uncompared, f) }))
	return changes, uncompared
}

func TestDiff(t *testing.T) {
	before := shard(1, "1", []string{"ec2:DescribeVpcs ok"},
		"vpc-a 10.0.0.0/16", "vpc-b 10.1.0.0/16", "vpc-c 10.2.0.0/16")
	after := shard(2, "1", []string{"ec2:DescribeVpcs ok"},
		"vpc-a 10.9.0.0/16", "vpc-b 10.1.0.0/16", "vpc-d 10.3.0.0/16")
	after.Resources[0].Unknown = map[string]string{"EnableDnsSupport": "denied"}
	before.Resources[0].Facts.(*VPC).EnableDnsSupport = true

	var got []string
	changes, uncompared := changed(before, after)
	for _, c := range changes {
		line := string(c.Kind) + " " + c.Resource.ID
		for _, f := range c.Facts {
			line += " " + f.Name + " " + f.Before + "→" + f.After
		}
		got = append(got, line)
	}
	want := []string{`changed vpc-a CidrBlock "10.0.0.0/16"→"10.9.0.0/16"`, "removed vpc-c", "added vpc-d"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	var lacking []string
	for _, u := range uncompared {
		lacking = append(lacking, u.Resource.ID+" "+u.Fact)
	}
	// nobody asked for the attributes of the VPCs
	want = []string{
		"vpc-a EnableDnsHostnames", "vpc-a EnableDnsSupport", "vpc-b EnableDnsHostnames", "vpc-b EnableDnsSupport",
	}
	if d := cmp.Diff(want, lacking); d != "" {
		t.Error(d)
	}
	slices.Reverse(before.Resources)
	slices.Reverse(after.Resources)
	if _, again := changed(before, after); !cmp.Equal(again, uncompared) {
		t.Errorf("the order of the snapshot shows: %v", again)
	}
	slices.Reverse(before.Resources)
	slices.Reverse(after.Resources)

	after.Cells[0].Status = Denied
	changes, _ = changed(before, after)
	for _, c := range changes {
		if c.Resource.ID == "vpc-c" && (c.Kind != Unseen || c.Gap == nil) {
			t.Errorf("vpc-c is %s where nothing could be seen", c.Kind)
		}
	}
}
