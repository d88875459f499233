package discover

import (
	"bytes"
	"slices"
	"testing"
	"time"
)

// What a reply leaves out of one entry of a list is unknown of that entry alone, in the
// snapshot and in its file: of a part that AWS always sends, and of several of which it
// always sends one.
func TestWhatAReplyLeavesOut(t *testing.T) {
	acl := &Resource{Type: "AWS::EC2::NetworkAcl", ID: "acl-1", ARN: "arn:acl-1", Account: "1", Region: "r", Facts: &NetworkACL{
		VpcId: "vpc-1", Entries: []NetworkACLEntry{
			{RuleNumber: 100, RuleAction: "allow", Protocol: "-1", CidrBlock: "0.0.0.0/0"},
			{RuleNumber: 200, RuleAction: "deny", CidrBlock: "0.0.0.0/0"},
			{RuleNumber: 300, RuleAction: "deny", Protocol: "6"},
		},
	}}
	task := &Resource{Type: "AWS::ECS::TaskDefinition", ID: "t:1", ARN: "arn:t:1", Account: "1", Region: "r", Facts: &TaskDefinition{
		Family: "t", ContainerDefinitions: []ContainerDefinition{
			{Name: "a", Image: "i", MountPoints: []MountPoint{{SourceVolume: "v", ContainerPath: "/v"}, {SourceVolume: "w"}}},
			{Name: "b"},
		},
	}}
	whole := &Resource{Type: "AWS::EC2::SecurityGroup", ID: "sg-1", ARN: "arn:sg-1", Account: "1", Region: "r", Facts: &SecurityGroup{
		GroupName: "g", SecurityGroupIngress: []SecurityGroupRule{{IpProtocol: "-1", CidrIpv6: "::/0"}},
	}}
	table := &Resource{Type: "AWS::EC2::RouteTable", ID: "rtb-1", ARN: "arn:rtb-1", Account: "1", Region: "r", Facts: &RouteTable{
		VpcId: "vpc-1", Routes: []Route{
			{DestinationCidrBlock: "0.0.0.0/0", State: "active"}, // of targets there may be one that is not told
			{GatewayId: "igw-1", State: "active"},
		},
	}}
	s := &Snapshot{Taken: time.Date(2026, 11, 20, 3, 0, 0, 0, time.UTC), Resources: []*Resource{acl, table, whole, task}}
	for _, o := range Operations() {
		c := Cell{Account: "1", Region: "r", Operation: o.Name, Status: OK}
		if o.Global {
			c.Region = Global
		}
		s.Cells = append(s.Cells, c)
	}
	for _, r := range s.Resources {
		r.MarkUnsent()
	}
	if len(whole.Unknown)+len(whole.Lacking) > 0 {
		t.Errorf("nothing is left out, and %v, %v are unknown", whole.Unknown, whole.Lacking)
	}
	for _, fact := range []string{"VpcId", "IsDefault"} {
		acl.Unknown[fact] = "asked in vain"
	}
	for round := range 2 {
		x := NewIndex(s)
		for _, fact := range []string{"VpcId", "IsDefault"} {
			if gap := x.Missing(s.Resources[0], fact); gap == nil || gap.Reason != "asked in vain" {
				t.Errorf("beside what entries lack, %s is missing as %v", fact, gap)
			}
		}
		for _, c := range []struct {
			r       *Resource
			list    string
			entry   int
			parts   []string
			missing string
		}{
			{acl, "Entries", 0, nil, ""},
			{acl, "Entries", 1, []string{"RuleAction", "CidrBlock"}, ""},
			{acl, "Entries", 1, nil, "Entries.Protocol"},
			{acl, "Entries", 2, []string{"Protocol"}, ""},
			{acl, "Entries", 2, []string{"RuleAction", "CidrBlock"}, "Entries.CidrBlock"},
			{acl, "Entries", 3, nil, ""},
			{table, "Routes", 0, nil, ""},
			{table, "Routes", 1, []string{"GatewayId", "State"}, ""},
			{table, "Routes", 1, nil, "Routes.DestinationCidrBlock"},
			{task, "ContainerDefinitions", 0, []string{"Name", "Image"}, ""},
			{task, "ContainerDefinitions", 0, nil, "ContainerDefinitions.MountPoints.ContainerPath"},
			{task, "ContainerDefinitions", 1, []string{"Name", "MountPoints"}, ""},
			{task, "ContainerDefinitions", 1, []string{"Name", "Image"}, "ContainerDefinitions.Image"},
		} {
			i := slices.IndexFunc(s.Resources, func(r *Resource) bool { return r.ID == c.r.ID })
			got := ""
			if gap := x.MissingIn(s.Resources[i], c.list, c.entry, c.parts...); gap != nil {
				if got = gap.Fact; gap.Reason != Unsent {
					t.Errorf("%s: the reason is %q", got, gap.Reason)
				}
			}
			if got != c.missing {
				t.Errorf("%s of %s, entry %d, %v: %q is missing, want %q", c.list, c.r.ID, c.entry, c.parts, got, c.missing)
			}
		}
		if gap := x.Missing(s.Resources[0], "Entries"); gap == nil {
			t.Error("the list as a whole is known")
		}
		if f := s.Resources[0].Facts.(*NetworkACL); round > 0 && f.VpcId != "" {
			t.Errorf("beside what entries lack, the file holds %q, which is unknown", f.VpcId)
		}
		var file bytes.Buffer
		if err := Write(&file, s); err != nil {
			t.Fatal(err)
		}
		again, err := Read(&file)
		if err != nil {
			t.Fatal(err)
		}
		s = again
	}
}
