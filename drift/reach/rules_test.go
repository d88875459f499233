package reach

import (
	"testing"

	"asbuilt/discover"
)

// TestRulesReadInPart holds that a rule of which a part was not read lets nothing
// through that one could rely on, and that the other direction is not touched by it.
func TestRulesReadInPart(t *testing.T) {
	rule := []discover.SecurityGroupRule{{IpProtocol: "tcp", FromPort: 443, ToPort: 443, CidrIp: "10.0.0.0/16"}}
	for unread, want := range map[string][3]int{
		"":                               {1, 1, 0},
		"SecurityGroupIngress":           {0, 1, 1},
		"SecurityGroupIngress.FromPort":  {0, 1, 1},
		"SecurityGroupEgress.ToPort":     {1, 0, 1},
		"SecurityGroupEgress.IpProtocol": {1, 0, 1},
		"GroupName":                      {1, 1, 0},
	} {
		group := &discover.Resource{
			Type: typeGroup, ID: "sg", Account: "1", Region: "r",
			Facts: &discover.SecurityGroup{SecurityGroupIngress: rule, SecurityGroupEgress: rule},
		}
		if unread != "" {
			group.Unknown = map[string]string{unread: "not asked"}
		}
		s := &discover.Snapshot{Resources: []*discover.Resource{group}}
		for _, o := range discover.Operations() {
			s.Cells = append(s.Cells, discover.Cell{Account: "1", Region: "r", Operation: o.Name, Status: discover.OK})
		}
		a := NewNetwork(discover.NewIndex(s)).Group("sg")
		if got := [3]int{len(a.Value.In), len(a.Value.Out), len(a.Missing)}; got != want {
			t.Errorf("without %q there are %v rules in, out and gaps, want %v", unread, got, want)
		}
	}
}
