package reach

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"asbuilt/discover"
	"asbuilt/model"
)

// site is a VPC with two tiers of two subnets, something in each tier behind a
// group of its own, and network ACLs that let all through.
type site struct {
	net
	out, in  *discover.SecurityGroup
	acl      [2]*discover.NetworkACL
	from, to *discover.Resource
}

func newSite() *site {
	s := &site{}
	for i, id := range []string{"app-a", "app-c", "data-a", "data-c"} {
		s.add("AWS::EC2::Subnet", id, &discover.Subnet{VpcId: "vpc-1", CidrBlock: []string{"10.0.1.0/24", "10.0.2.0/24", "10.0.11.0/24", "10.0.12.0/24"}[i]})
	}
	for i, subnets := range [][]string{{"app-a", "app-c"}, {"data-a", "data-c"}} {
		s.acl[i] = &discover.NetworkACL{VpcId: "vpc-1", SubnetIds: subnets, Entries: []discover.NetworkACLEntry{
			{RuleNumber: 100, RuleAction: "allow", Protocol: "-1", CidrBlock: "0.0.0.0/0"},
			{RuleNumber: 100, RuleAction: "allow", Protocol: "-1", CidrBlock: "0.0.0.0/0", Egress: true},
		}}
		s.add("AWS::EC2::NetworkAcl", []string{"acl-app", "acl-data"}[i], s.acl[i])
	}
	s.out = &discover.SecurityGroup{VpcId: "vpc-1", GroupName: "app-sg"}
	s.in = &discover.SecurityGroup{VpcId: "vpc-1", GroupName: "data-sg"}
	s.add("AWS::EC2::SecurityGroup", "sg-app", s.out)
	s.add("AWS::EC2::SecurityGroup", "sg-data", s.in)
	s.from = s.add("AWS::ECS::Service", "api", &discover.ECSService{AwsvpcConfiguration: &discover.AwsvpcConfiguration{Subnets: []string{"app-a", "app-c"}, SecurityGroups: []string{"sg-app"}}})
	s.to = s.add("AWS::ECS::Service", "db", &discover.ECSService{AwsvpcConfiguration: &discover.AwsvpcConfiguration{Subnets: []string{"data-a", "data-c"}, SecurityGroups: []string{"sg-data"}}})
	return s
}

var mysql = model.PortRange{First: 3306, Last: 3306, Protocol: "tcp"}

func (s *site) between() *Passage {
	return Between(discover.NewIndex(&s.Snapshot), s.from, s.to, mysql)
}

func rule(protocol string, from, to int, peer string) discover.SecurityGroupRule {
	r := discover.SecurityGroupRule{IpProtocol: protocol, FromPort: from, ToPort: to}
	switch {
	case strings.HasPrefix(peer, "sg-"):
		r.GroupId = peer
	case strings.HasPrefix(peer, "pl-"):
		r.PrefixListId = peer
	default:
		r.CidrIp = peer
	}
	return r
}

// open lets the usual passage through, by groups.
func (s *site) open() {
	s.out.SecurityGroupEgress = append(s.out.SecurityGroupEgress, rule("tcp", 3306, 3306, "sg-data"))
	s.in.SecurityGroupIngress = append(s.in.SecurityGroupIngress, rule("tcp", 3306, 3306, "sg-app"))
}

func TestBetween(t *testing.T) {
	deny := func(number int, egress bool, block string, from, to int) discover.NetworkACLEntry {
		return discover.NetworkACLEntry{RuleNumber: number, RuleAction: "deny", Protocol: "6", CidrBlock: block, Egress: egress, PortRange: &discover.PortRange{From: from, To: to}}
	}
	for _, c := range []struct {
		name   string
		change func(*site)
		want   string // "open", or what is in the way, "partial: " before it
		lost   string
	}{
		{"groups that name each other", (*site).open, "open", ""},
		{"nothing allowed", func(*site) {}, "no rule of app-sg lets 3306/tcp out to data-sg; no rule of data-sg lets 3306/tcp in from app-sg", ""},
		{"out alone", func(s *site) { s.open(); s.in.SecurityGroupIngress = nil }, "no rule of data-sg lets 3306/tcp in from app-sg", ""},
		{"another port", func(s *site) {
			s.open()
			s.in.SecurityGroupIngress = []discover.SecurityGroupRule{rule("tcp", 3307, 3400, "sg-app")}
		}, "no rule of data-sg lets 3306/tcp in from app-sg", ""},
		{"another protocol", func(s *site) {
			s.open()
			s.in.SecurityGroupIngress = []discover.SecurityGroupRule{rule("udp", 0, 65535, "sg-app")}
		}, "no rule of data-sg lets 3306/tcp in from app-sg", ""},
		{"all protocols, and a block around all subnets", func(s *site) {
			s.out.SecurityGroupEgress = []discover.SecurityGroupRule{rule("-1", -1, -1, "0.0.0.0/0")}
			s.in.SecurityGroupIngress = []discover.SecurityGroupRule{rule("tcp", 0, 65535, "10.0.0.0/16")}
		}, "open", ""},
		{"two rules that cover both subnets", func(s *site) {
			s.open()
			s.in.SecurityGroupIngress = []discover.SecurityGroupRule{rule("tcp", 3306, 3306, "10.0.1.0/24"), rule("tcp", 3306, 3306, "10.0.2.0/24")}
		}, "open", ""},
		{"a block around one subnet", func(s *site) {
			s.open()
			s.in.SecurityGroupIngress = []discover.SecurityGroupRule{rule("tcp", 3306, 3306, "10.0.1.0/24")}
		}, "partial: no rule of data-sg lets 3306/tcp in from app-c", ""},
		{"a block around half a subnet", func(s *site) {
			s.open()
			s.in.SecurityGroupIngress = []discover.SecurityGroupRule{rule("tcp", 3306, 3306, "10.0.1.0/25")}
		}, "no rule of data-sg lets 3306/tcp in from app-sg", ""},
		{"a prefix list", func(s *site) {
			s.open()
			s.add("AWS::EC2::PrefixList", "pl-1", &discover.PrefixList{Entries: []string{"10.0.1.0/24", "10.0.2.0/23"}})
			s.in.SecurityGroupIngress = []discover.SecurityGroupRule{rule("tcp", 3306, 3306, "pl-1")}
		}, "open", ""},
		{"a prefix list nobody read", func(s *site) {
			s.open()
			s.in.SecurityGroupIngress = []discover.SecurityGroupRule{rule("tcp", 3306, 3306, "pl-1")}
		}, "no rule of data-sg lets 3306/tcp in from app-sg", "pl-1"},
		{"a group nobody read", func(s *site) {
			s.open()
			s.to.Facts.(*discover.ECSService).AwsvpcConfiguration.SecurityGroups = []string{"sg-data", "sg-more"}
		}, "open", "sg-more"},
		{"an ACL that refuses first", func(s *site) {
			s.open()
			s.acl[1].Entries = append(s.acl[1].Entries, deny(90, false, "10.0.0.0/8", 3306, 3306))
		},
			"acl-data of data-a does not let 3306/tcp in from app-a; acl-data of data-c does not let 3306/tcp in from app-a; acl-data of data-a does not let 3306/tcp in from app-c; acl-data of data-c does not let 3306/tcp in from app-c", ""},
		{"an ACL that refuses later", func(s *site) {
			s.open()
			s.acl[1].Entries = append(s.acl[1].Entries, deny(110, false, "10.0.0.0/8", 3306, 3306))
		}, "open", ""},
		{"an ACL that refuses other ports", func(s *site) {
			s.open()
			s.acl[1].Entries = append(s.acl[1].Entries, deny(90, false, "10.0.0.0/8", 1, 3305))
		}, "open", ""},
		{"an ACL that refuses one subnet", func(s *site) {
			s.open()
			s.acl[0].Entries = append(s.acl[0].Entries, deny(1, true, "10.0.12.0/24", 0, 65535))
		},
			"partial: acl-app of app-a does not let 3306/tcp out to data-c; acl-app of app-c does not let 3306/tcp out to data-c", ""},
		{"an ACL that keeps the answers in", func(s *site) {
			s.open()
			s.acl[1].Entries = append(s.acl[1].Entries, deny(1, true, "10.0.1.0/24", 40000, 50000))
		},
			"partial: acl-data of data-a does not let 32768-60999/tcp out to app-a; acl-data of data-c does not let 32768-60999/tcp out to app-a", ""},
		{"an ACL that has nothing to say", func(s *site) { s.open(); s.acl[0].Entries = nil; s.acl[0].SubnetIds = []string{"app-a"} },
			"", "network ACL of app-c"},
		{"one subnet for both, and an ACL that refuses all", func(s *site) {
			s.open()
			for _, r := range []*discover.Resource{s.from, s.to} {
				r.Facts.(*discover.ECSService).AwsvpcConfiguration.Subnets = []string{"app-a"}
			}
			s.acl[0].Entries = nil
		}, "open", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newSite()
			c.change(s)
			p := s.between()
			if c.want != "" && said(p) != c.want {
				t.Errorf("got  %s\nwant %s", said(p), c.want)
			}
			if lost := strings.Join(p.Lost, ", "); !strings.Contains(lost, c.lost) || c.lost == "" && lost != "" {
				t.Errorf("lost %q, want %q", lost, c.lost)
			}
			if !p.Open() && len(p.Hops) == 0 {
				t.Error("refused without a fact")
			}
		})
	}
}

func said(p *Passage) string {
	if p.Open() {
		return "open"
	}
	var all []string
	for _, b := range p.Blocks {
		all = append(all, b.En)
	}
	text := strings.Join(all, "; ")
	if p.Partial {
		text = "partial: " + text
	}
	return text
}

// Load balancers answer from more ports than Linux does.
func TestAnswersToALoadBalancer(t *testing.T) {
	s := newSite()
	s.open()
	s.acl[0].Entries = append(s.acl[0].Entries, discover.NetworkACLEntry{
		RuleNumber: 1, RuleAction: "deny", Protocol: "6", CidrBlock: "10.0.0.0/8", PortRange: &discover.PortRange{From: 1024, To: 2048}})
	if p := s.between(); !p.Open() {
		t.Errorf("a service: %s", said(p))
	}
	s.from.Type, s.from.Facts = "AWS::ElasticLoadBalancingV2::LoadBalancer", &discover.LoadBalancer{VpcId: "vpc-1", Subnets: []string{"app-a", "app-c"}, SecurityGroups: []string{"sg-app"}}
	if p := s.between(); p.Open() {
		t.Error("a load balancer gets no answer at 1024 to 2048")
	}
}

// Whatever the rules are, one more that allows shuts nothing, one more that
// refuses opens nothing, and the order in which AWS lists them does not matter.
func TestRulesAddUp(t *testing.T) {
	blocks := []string{"0.0.0.0/0", "10.0.0.0/16", "10.0.1.0/24", "10.0.2.0/24", "10.0.11.0/24", "10.0.12.0/24", "10.0.0.0/20", "192.168.0.0/16"}
	open := 0
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 3))
		ports := func() (int, int) { from := r.IntN(4000); return from, from + r.IntN(4000) }
		random := func() discover.SecurityGroupRule {
			from, to := ports()
			return rule([]string{"tcp", "udp", "-1"}[r.IntN(3)], from, to, append([]string{"sg-app", "sg-data"}, blocks...)[r.IntN(2+len(blocks))])
		}
		entry := func() discover.NetworkACLEntry {
			from, to := ports()
			return discover.NetworkACLEntry{
				Egress: r.IntN(2) == 0, RuleNumber: 1 + r.IntN(200), RuleAction: []string{"allow", "allow", "deny"}[r.IntN(3)],
				Protocol: []string{"6", "17", "-1"}[r.IntN(3)], CidrBlock: blocks[r.IntN(len(blocks))], PortRange: &discover.PortRange{From: from, To: to * 8},
			}
		}
		s := newSite()
		for range r.IntN(5) {
			s.out.SecurityGroupEgress = append(s.out.SecurityGroupEgress, random())
			s.in.SecurityGroupIngress = append(s.in.SecurityGroupIngress, random())
		}
		for range r.IntN(3) {
			acl := s.acl[r.IntN(2)]
			acl.Entries = append(acl.Entries, entry())
		}
		before := said(s.between())
		if before == "open" {
			open++
		}
		reversed := func() {
			slices.Reverse(s.Resources)
			slices.Reverse(s.out.SecurityGroupEgress)
			slices.Reverse(s.in.SecurityGroupIngress)
		}
		if reversed(); said(s.between()) != before {
			t.Fatalf("seed %d: in another order %q, not %q", seed, said(s.between()), before)
		}
		for _, acl := range s.acl { // a refusal before all others
			acl.Entries = append(acl.Entries, discover.NetworkACLEntry{RuleAction: "deny", Protocol: "6", CidrBlock: blocks[r.IntN(len(blocks))], Egress: r.IntN(2) == 0})
		}
		if after := said(s.between()); before != "open" && after == "open" {
			t.Fatalf("seed %d: a refusal opens %q", seed, before)
		}
		for _, acl := range s.acl {
			acl.Entries = acl.Entries[:len(acl.Entries)-1]
		}
		s.out.SecurityGroupEgress = append(s.out.SecurityGroupEgress, random())
		s.in.SecurityGroupIngress = append(s.in.SecurityGroupIngress, random())
		if after := said(s.between()); before == "open" && after != "open" {
			t.Fatalf("seed %d: one more rule shuts it: %s", seed, after)
		}
	}
	if open < 50 || open > 1950 {
		t.Errorf("%d of 2000 are open: that proves little", open)
	}
}

// Out to the internet by NAT, not by a route to something that nobody read, and
// not without a rule.
func TestInternet(t *testing.T) {
	https := model.PortRange{First: 443, Last: 443, Protocol: "tcp"}
	for _, c := range []struct {
		name, want, lost string
		change           func(*site)
	}{
		{"by NAT", "open", "", func(s *site) { s.table("t", "vpc-1", []string{"app-a", "app-c"}, "0.0.0.0/0 nat-1") }},
		{"from one subnet", "partial: no route leads from app-c to the internet", "", func(s *site) { s.table("t", "vpc-1", []string{"app-a"}, "0.0.0.0/0 nat-1"); s.table("m", "vpc-1", nil) }},
		{"to a transit gateway", "open", "what app-a is routed to", func(s *site) { s.table("t", "vpc-1", []string{"app-a", "app-c"}, "0.0.0.0/0 tgw-1") }},
		{"without a rule", "no rule of app-sg lets 443/tcp out to the internet", "", func(s *site) {
			s.table("t", "vpc-1", []string{"app-a", "app-c"}, "0.0.0.0/0 nat-1")
			s.out.SecurityGroupEgress = []discover.SecurityGroupRule{rule("tcp", 443, 443, "10.0.0.0/8")}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newSite()
			s.igw("vpc-1")
			s.add("AWS::EC2::Subnet", "public", &discover.Subnet{VpcId: "vpc-1", CidrBlock: "10.0.9.0/24"})
			s.table("p", "vpc-1", []string{"public"}, "0.0.0.0/0 igw-1")
			s.nat("nat-1", "public", "available", "public")
			s.out.SecurityGroupEgress = []discover.SecurityGroupRule{rule("tcp", 443, 443, "0.0.0.0/0")}
			c.change(s)
			x := discover.NewIndex(&s.Snapshot)
			p := Internet(x, s.from, https)
			if said(p) != c.want || !strings.Contains(strings.Join(p.Lost, ", "), c.lost) || c.lost == "" && len(p.Lost) > 0 {
				t.Errorf("%s, lost %q", said(p), p.Lost)
			}
			if in := FromInternet(x, s.from, https); in.Open() {
				t.Error("the internet gets in without a rule")
			}
		})
	}
}

// In from the internet only to what faces it, in public subnets.
func TestFromInternet(t *testing.T) {
	s := newSite()
	s.igw("vpc-1")
	s.table("t", "vpc-1", []string{"app-a", "app-c"}, "0.0.0.0/0 igw-1")
	lb := &discover.LoadBalancer{VpcId: "vpc-1", Scheme: "internet-facing", Subnets: []string{"app-a", "app-c"}, SecurityGroups: []string{"sg-app"}}
	r := s.add("AWS::ElasticLoadBalancingV2::LoadBalancer", "lb", lb)
	s.out.SecurityGroupIngress = []discover.SecurityGroupRule{rule("tcp", 443, 443, "0.0.0.0/0")}
	https := model.PortRange{First: 443, Last: 443, Protocol: "tcp"}
	x := discover.NewIndex(&s.Snapshot)
	if p := FromInternet(x, r, https); !p.Open() || len(p.Missing(x)) == 0 {
		t.Errorf("%s, missing %q", said(p), p.Missing(x)) // no cell of this snapshot was read
	}
	lb.Scheme = "internal"
	if p := FromInternet(x, r, https); said(p) != "lb does not face the internet: its scheme is internal" {
		t.Error(said(p))
	}
	if p := FromInternet(x, s.from, https); !p.Open() || !strings.Contains(strings.Join(p.Lost, ", "), "public address") {
		t.Errorf("%s, lost %q", said(p), p.Lost)
	}
}
