package discover

import (
	"bytes"
	"math/rand/v2"
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

	m, err := merged([]*Snapshot{two, one}, false)
	if err != nil {
		t.Fatal(err)
	}
	if !m.Taken.Equal(one.Taken) || !cmp.Equal(ids(m), []string{"1/vpc-a", "2/vpc-b"}) {
		t.Errorf("merged %v at %s", ids(m), m.Taken)
	}
	if m, err = merged([]*Snapshot{one, one}, false); err != nil || len(m.Cells) != 1 || len(m.Resources) != 1 {
		t.Errorf("the same shard twice: %v, %v", m, err)
	}
	if _, err := merged([]*Snapshot{one, again}, false); err == nil ||
		!strings.Contains(err.Error(), "ec2:DescribeVpcs in 1/r") {
		t.Errorf("two moments of one cell: %v", err)
	}
	if m, err = merged([]*Snapshot{again, one}, true); err != nil || !cmp.Equal(ids(m), []string{"1/vpc-c"}) {
		t.Errorf("latest: %v, %v", ids(m), err)
	}
}

// merged is a merged snapshot as it is written and read again.
func merged(shards []*Snapshot, latest bool) (*Snapshot, error) {
	c, err := Merge(shards, latest)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := Lines.Write(&b, c); err != nil {
		return nil, err
	}
	return Read(&b)
}

// Shards of which little is in memory are merged as those that were read whole, whatever
// share of a snapshot each has, and give that snapshot.
func TestMergeSifted(t *testing.T) {
	whole, _ := exampleBytes(t)
	want := &bytes.Buffer{}
	if err := Write(want, whole); err != nil {
		t.Fatal(err)
	}
	rnd := rand.New(rand.NewPCG(15, 2))
	for range 10 {
		shards := make([]*Snapshot, 4)
		for i := range shards {
			shards[i] = &Snapshot{Taken: whole.Taken}
		}
		places := map[string]int{}
		shardOf := func(operation string) *Snapshot {
			service, _, _ := strings.Cut(operation, ":")
			if _, known := places[service]; !known {
				places[service] = rnd.IntN(len(shards))
			}
			return shards[places[service]]
		}
		for _, c := range whole.Cells {
			s := shardOf(c.Operation)
			s.Cells = append(s.Cells, c)
		}
		for _, r := range whole.Resources {
			typ, _ := Lookup(r.Type)
			for i := range shards {
				if shards[i] == shardOf(typ.Read[0]) || rnd.IntN(8) == 0 { // another shard has a copy by chance
					shards[i].Resources = append(shards[i].Resources, r)
				}
			}
		}
		aside := 0
		for i, s := range shards {
			var b bytes.Buffer
			// with all cells, so that no fact is left out whose cell another shard has
			if err := Write(&b, &Snapshot{Taken: whole.Taken, Cells: whole.Cells, Resources: s.Resources}); err != nil {
				t.Fatal(err)
			}
			sifted, err := siftFor(b.Bytes(), Question{})
			if err != nil {
				t.Fatal(err)
			}
			sifted.Cells = s.Cells
			aside += sifted.Aside.Len()
			shards[i] = sifted
		}
		if aside == 0 {
			t.Fatal("nothing was put aside")
		}
		c, err := Merge(shards, false)
		if err != nil {
			t.Fatal(err)
		}
		var got bytes.Buffer
		if err := Whole.Write(&got, c); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Bytes(), want.Bytes()) {
			t.Fatal("merged, the shards of a snapshot are another")
		}
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
