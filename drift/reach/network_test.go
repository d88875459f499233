package reach

import (
	"strings"
	"testing"

	"asbuilt/discover"
	"asbuilt/model"
	"asbuilt/packet"
	"asbuilt/way"
)

// town is a VPC with a machine in each of two subnets, a public subnet beside them,
// and everything open: cases shut something, or open something else.
type town struct {
	net
	groups map[string]*discover.SecurityGroup
	acls   map[string]*discover.NetworkACL
	tables map[string]*discover.RouteTable
	a, b   *discover.Resource
	denied []string // operations that were not read
}

func newTown() *town {
	t := &town{groups: map[string]*discover.SecurityGroup{}, acls: map[string]*discover.NetworkACL{}, tables: map[string]*discover.RouteTable{}}
	t.add("AWS::EC2::VPC", "vpc-1", &discover.VPC{CidrBlock: "10.0.0.0/16", EnableDnsSupport: true, EnableDnsHostnames: true})
	for i, s := range []string{"a", "b", "p"} {
		block := []string{"10.0.1.0/24", "10.0.2.0/24", "10.0.3.0/24"}[i]
		t.add("AWS::EC2::Subnet", "subnet-"+s, &discover.Subnet{VpcId: "vpc-1", CidrBlock: block, AvailabilityZone: "r" + s})
		t.acls[s] = &discover.NetworkACL{VpcId: "vpc-1", SubnetIds: []string{"subnet-" + s}, Entries: []discover.NetworkACLEntry{
			{RuleNumber: 100, RuleAction: "allow", Protocol: "-1", CidrBlock: "0.0.0.0/0"},
			{RuleNumber: 100, RuleAction: "allow", Protocol: "-1", CidrBlock: "0.0.0.0/0", Egress: true},
		}}
		t.add("AWS::EC2::NetworkAcl", "acl-"+s, t.acls[s])
		t.tables[s] = &discover.RouteTable{VpcId: "vpc-1", Associations: []discover.RouteTableAssociation{{SubnetId: "subnet-" + s}},
			Routes: []discover.Route{{DestinationCidrBlock: "10.0.0.0/16", GatewayId: "local", State: "active"}}}
		t.add("AWS::EC2::RouteTable", "rtb-"+s, t.tables[s])
		t.groups[s] = &discover.SecurityGroup{VpcId: "vpc-1", GroupName: s + "-sg", SecurityGroupEgress: []discover.SecurityGroupRule{
			{IpProtocol: "-1", FromPort: -1, ToPort: -1, CidrIp: "0.0.0.0/0"}}}
		t.add("AWS::EC2::SecurityGroup", "sg-"+s, t.groups[s])
	}
	t.igw("vpc-1")
	t.route("p", "0.0.0.0/0", "igw-1")
	t.add("AWS::EC2::NatGateway", "nat-1", &discover.NatGateway{VpcId: "vpc-1", SubnetId: "subnet-p", State: "available", ConnectivityType: "public", PrivateIps: []string{"10.0.3.9"}})
	t.a, t.b = t.machine("i-a", "a", "10.0.1.10", ""), t.machine("i-b", "b", "10.0.2.20", "")
	return t
}

func (t *town) machine(id, subnet, address, public string) *discover.Resource {
	t.add("AWS::EC2::NetworkInterface", "eni-"+id, &discover.NetworkInterface{
		VpcId: "vpc-1", SubnetId: "subnet-" + subnet, InstanceId: id, PrivateIpAddresses: []string{address}, PublicIp: public, GroupSet: []string{"sg-" + subnet}, SourceDestCheck: true,
	})
	return t.add("AWS::EC2::Instance", id, &discover.Instance{VpcId: "vpc-1", SubnetId: "subnet-" + subnet, State: "running", PrivateIpAddress: address, PublicIp: public, SecurityGroupIds: []string{"sg-" + subnet}})
}

func (t *town) route(table, to, target string) {
	r := discover.Route{DestinationCidrBlock: to, State: "active"}
	switch kind, _, _ := strings.Cut(target, "-"); kind {
	case "nat":
		r.NatGatewayId = target
	case "eni":
		r.NetworkInterfaceId = target
	default:
		r.GatewayId = target
	}
	t.tables[table].Routes = append(t.tables[table].Routes, r)
}

func (t *town) let(group, peer string) {
	r := discover.SecurityGroupRule{IpProtocol: "tcp", FromPort: 5432, ToPort: 5432}
	switch {
	case strings.HasPrefix(peer, "sg-"):
		r.GroupId = peer
	case strings.HasPrefix(peer, "pl-"):
		r.PrefixListId = peer
	default:
		r.CidrIp = peer
	}
	t.groups[group].SecurityGroupIngress = append(t.groups[group].SecurityGroupIngress, r)
}

func (t *town) entry(acl string, e discover.NetworkACLEntry) {
	t.acls[acl].Entries = append(t.acls[acl].Entries, e)
}

func (t *town) ask(from, to Side, port model.PortRange) way.Way {
	t.look()
	return NewNetwork(discover.NewIndex(&t.Snapshot)).Between(from, to, port)
}

// look says that everything was looked at, but for what was denied.
func (t *town) look() {
	for _, o := range discover.Operations() {
		c := discover.Cell{Account: "1", Region: "r", Operation: o.Name, Status: discover.OK}
		if o.Global {
			c.Region = discover.Global
		}
		for _, d := range t.denied {
			if d == o.Name {
				c.Status = discover.Denied
			}
		}
		t.Cells = append(t.Cells, c)
	}
}

// The network of a snapshot is what AWS documents to be true of its facts.
func TestNetwork(t *testing.T) {
	sql, https := model.PortRange{First: 5432, Last: 5432, Protocol: "tcp"}, model.PortRange{First: 443, Last: 443, Protocol: "tcp"}
	internet := Side{End: Everywhere()}
	deny := func(number int, egress bool, block string) discover.NetworkACLEntry {
		return discover.NetworkACLEntry{RuleNumber: number, RuleAction: "deny", Protocol: "6", CidrBlock: block, Egress: egress}
	}
	inside := func(t *town) (Side, Side, model.PortRange) { return Of(t.a), Of(t.b), sql }
	out := func(t *town) (Side, Side, model.PortRange) { return Of(t.a), internet, https }
	in := func(t *town) (Side, Side, model.PortRange) { return internet, Of(t.a), sql }
	for _, c := range []struct {
		name string
		ask  func(*town) (Side, Side, model.PortRange)
		make func(*town)
		want way.Verdict
		says string // in a block, or in what is missing
	}{
		{"a rule that names the group", inside, func(t *town) { t.let("b", "sg-a") }, way.Open, ""},
		{"no rule", inside, func(*town) {}, way.Blocked, "no rule of b-sg lets 5432/tcp in from a-sg"},
		{"the machine's own address", inside, func(t *town) { t.let("b", "10.0.1.10/32") }, way.Open, ""},
		{"another machine's address", inside, func(t *town) { t.let("b", "10.0.1.11/32") }, way.Blocked, "no rule of b-sg"},
		{"two halves", inside, func(t *town) { t.let("b", "10.0.1.0/25"); t.let("b", "10.0.1.128/25") }, way.Open, ""},
		{"a prefix list", inside, func(t *town) {
			t.add("AWS::EC2::PrefixList", "pl-1", &discover.PrefixList{Entries: []string{"10.0.1.0/24"}})
			t.let("b", "pl-1")
		}, way.Open, ""},
		{"a prefix list that is not there", inside, func(t *town) { t.let("b", "pl-1") }, way.Unknown, "pl-1 is not in the snapshot"},
		{"a denied list hides no refusal", inside, func(t *town) {
			t.let("b", "pl-1")
			t.groups["a"].SecurityGroupEgress = nil
		}, way.Blocked, "no rule of a-sg lets 5432/tcp out to b-sg"},
		{"an ACL about another machine", inside, func(t *town) { t.let("b", "sg-a"); t.entry("b", deny(1, false, "10.0.1.99/32")) }, way.Open, ""},
		{"an ACL about this one", inside, func(t *town) { t.let("b", "sg-a"); t.entry("b", deny(1, false, "10.0.1.10/32")) }, way.Blocked, "acl-b of subnet-b does not let 5432/tcp in from 10.0.1.10 (entry 1: deny 10.0.1.10/32)"},
		{"answers that an ACL keeps in", inside, func(t *town) { t.let("b", "sg-a"); t.entry("b", deny(1, true, "10.0.1.0/24")) }, way.Blocked, "does not let answers (32768-60999/tcp) out"},
		{"ACLs that were not read", inside, func(t *town) { t.let("b", "sg-a"); t.denied = []string{"ec2:DescribeNetworkAcls"} }, way.Unknown, "ec2:DescribeNetworkAcls"},
		{"a black hole inside", inside, func(t *town) {
			t.let("b", "sg-a")
			t.route("a", "10.0.2.0/24", "eni-gone")
			t.tables["a"].Routes[1].State = "blackhole"
		}, way.Blocked, "is a black hole"},
		{"a middlebox and a rule that names a group", inside, func(t *town) {
			t.let("b", "sg-a")
			t.route("a", "10.0.2.0/24", "eni-x")
			t.route("b", "10.0.1.0/24", "eni-x")
		}, way.Blocked, "rules that name security groups do not match"},
		{"a middlebox that drops what is not for it", inside, func(t *town) { t.let("b", "10.0.0.0/16"); t.route("a", "10.0.2.0/24", "eni-i-b") }, way.Blocked, "its source/destination check is on"},
		{"a machine that is stopped", inside, func(t *town) { t.let("b", "sg-a"); t.b.Facts.(*discover.Instance).State = "stopped" }, way.Blocked, "i-b does not answer: it is stopped"},
		{"two ACLs for one subnet", inside, func(t *town) { t.let("b", "sg-a"); t.acls["a"].SubnetIds = []string{"subnet-a", "subnet-b"} }, way.Unknown, "several network ACLs are associated with subnet-b"},

		{"by NAT", out, func(t *town) { t.route("a", "0.0.0.0/0", "nat-1") }, way.Open, ""},
		{"without a route", out, func(*town) {}, way.Blocked, "no route leads from subnet-a to the internet (rtb-a)"},
		{"by the gateway, without a public address", out, func(t *town) { t.route("a", "0.0.0.0/0", "igw-1") }, way.Blocked, "i-a has no public address"},
		{"by NAT whose ACL lets no answers in", out, func(t *town) { t.route("a", "0.0.0.0/0", "nat-1"); t.entry("p", deny(1, false, "0.0.0.0/0")) }, way.Blocked, "acl-p of subnet-p"},
		{"by NAT half of whose ports get answers", out, func(t *town) {
			t.route("a", "0.0.0.0/0", "nat-1")
			e := deny(1, false, "0.0.0.0/0")
			e.PortRange = &discover.PortRange{From: 1024, To: 32767}
			t.entry("p", e)
		}, way.Partial, "does not let answers (1024-32767/tcp) in from the internet"},
		{"one block is not the internet", out, func(t *town) { t.route("a", "198.51.100.0/24", "nat-1") }, way.Partial, "no route leads from subnet-a to a part of the internet"},
		{"VPC Block Public Access", out, func(t *town) {
			t.route("a", "0.0.0.0/0", "nat-1")
			t.add("AWS::EC2::VPCBlockPublicAccessOptions", "r", &discover.BlockPublicAccess{InternetGatewayBlockMode: "block-bidirectional"})
		}, way.Blocked, "VPC Block Public Access (block-bidirectional) overrules the routes of subnet-p"},
		{"and one that is excluded", out, func(t *town) {
			t.route("a", "0.0.0.0/0", "nat-1")
			t.add("AWS::EC2::VPCBlockPublicAccessOptions", "r", &discover.BlockPublicAccess{InternetGatewayBlockMode: "block-bidirectional"})
			t.add("AWS::EC2::VPCBlockPublicAccessExclusion", "x", &discover.BlockPublicAccessExclusion{
				ResourceArn: "arn:aws:ec2:r:1:vpc/vpc-1", InternetGatewayExclusionMode: "allow-egress", State: "create-complete"})
		}, way.Open, ""},

		{"in to a private machine", in, func(t *town) { t.let("a", "0.0.0.0/0") }, way.Blocked, "i-a has no public address"},
		{"in to a public one", func(t *town) (Side, Side, model.PortRange) {
			return internet, Of(t.machine("i-p", "p", "10.0.3.7", "3.3.3.3")), sql
		},
			func(t *town) { t.let("p", "0.0.0.0/0") }, way.Open, ""},
		{"in to a public one, from one office", func(t *town) (Side, Side, model.PortRange) {
			return internet, Of(t.machine("i-p", "p", "10.0.3.7", "3.3.3.3")), sql
		}, func(t *town) { t.let("p", "203.0.113.0/24") }, way.Partial, "no rule of p-sg"},
	} {
		t.Run(c.name, func(t *testing.T) {
			town := newTown()
			c.make(town)
			w := town.ask(c.ask(town))
			var words []string
			for _, b := range w.Blocks {
				words = append(words, b.Text.En)
				if b.Text.Ko == "" || b.Code == "" {
					t.Errorf("%q has no code, or no Korean", b.Text.En)
				}
			}
			for _, m := range w.Missing {
				words = append(words, m.Text.En)
			}
			said := strings.Join(words, "; ")
			if w.Verdict != c.want || !strings.Contains(said, c.says) || c.want == way.Open && said != "" {
				t.Errorf("%s: %s, want %s: %s", w.Verdict, said, c.want, c.says)
			}
		})
	}
}

// Rules of AWS become packets.
func TestRule(t *testing.T) {
	for _, c := range []struct {
		rule      discover.SecurityGroupRule
		protocols packet.Numbers
		ports     packet.Numbers
	}{
		{discover.SecurityGroupRule{IpProtocol: "tcp", FromPort: 5, ToPort: 7}, packet.Range(6, 6), packet.Range(5, 7)},
		{discover.SecurityGroupRule{IpProtocol: "-1", FromPort: -1, ToPort: -1}, packet.AnyProtocol(), packet.AnyNumber()},
		{discover.SecurityGroupRule{IpProtocol: "icmp", FromPort: 8, ToPort: -1}, packet.Range(1, 1), packet.Range(0x800, 0x8ff)},
		{discover.SecurityGroupRule{IpProtocol: "icmp", FromPort: -1, ToPort: -1}, packet.Range(1, 1), packet.AnyNumber()},
		{discover.SecurityGroupRule{IpProtocol: "icmpv6", FromPort: -1, ToPort: -1}, packet.Range(58, 58), packet.AnyNumber()},
		{discover.SecurityGroupRule{IpProtocol: "50", FromPort: 0, ToPort: 0}, packet.Range(50, 50), packet.AnyNumber()},
		{discover.SecurityGroupRule{IpProtocol: "udp", FromPort: 0, ToPort: 65535}, packet.Range(17, 17), packet.AnyNumber()},
		{discover.SecurityGroupRule{IpProtocol: "tcp", FromPort: 7, ToPort: 5}, packet.Range(6, 6), packet.Numbers{}},
	} {
		if got := Rule(c.rule); !got.Protocols.Equal(c.protocols) || !got.Ports.Equal(c.ports) {
			t.Errorf("%+v: protocols %s, ports %s", c.rule, got.Protocols, got.Ports)
		}
	}
}
