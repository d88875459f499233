package reach

import (
	"slices"
	"strings"
	"testing"

	"asbuilt/discover"
	"asbuilt/model"
	"asbuilt/packet"
	"asbuilt/way"
)

// TestIsInternal goes along both sides of the borders of what the internet does not
// route.
func TestIsInternal(t *testing.T) {
	for block, want := range map[string]bool{
		"10.0.0.0/8": true, "10.255.255.255/32": true, "10.0.0.0/32": true, "9.255.255.255/32": false, "11.0.0.0/32": false,
		"10.0.0.0/7": false, "172.16.0.0/12": true, "172.15.255.255/32": false, "172.31.255.255/32": true, "172.32.0.0/32": false,
		"192.168.0.0/16": true, "192.168.255.255/32": true, "192.167.255.255/32": false, "192.169.0.0/32": false,
		"100.64.0.0/10": true, "100.63.255.255/32": false, "100.127.255.255/32": true, "100.128.0.0/32": false,
		"169.254.0.0/16": true, "169.254.169.254/32": true, "169.253.255.255/32": false, "169.255.0.0/32": false,
		"0.0.0.0/0": false, "0.0.0.0/1": false, "8.8.8.8/32": false, "::/0": false,
		"fc00::/7": true, "fdff::/16": true, "fbff::/16": false, "fe00::/16": false, "fe80::/10": true, "febf::/16": true,
		"fe7f::/16": false, "fec0::/16": false, "2001:db8::/32": false, "2600::/12": false,
	} {
		route := discover.Route{DestinationCidrBlock: block}
		if strings.Contains(block, ":") {
			route = discover.Route{DestinationIpv6CidrBlock: block}
		}
		if got := !coversInternet(route); got != want {
			t.Errorf("%s is internal: %t", block, got)
		}
		if route.GatewayId = "local"; coversInternet(route) {
			t.Errorf("%s is local and of the internet", block)
		}
	}
	if coversInternet(discover.Route{}) || coversInternet(discover.Route{DestinationCidrBlock: "everywhere"}) {
		t.Error("a route to nothing covers the internet")
	}
}

// TestTargetKind has a row for each thing that a route can lead to.
func TestTargetKind(t *testing.T) {
	for _, c := range []struct {
		route discover.Route
		id    string
		kind  way.Target
	}{
		{discover.Route{GatewayId: "local"}, "local", way.Local},
		{discover.Route{GatewayId: "igw-1"}, "igw-1", way.ToInternet},
		{discover.Route{GatewayId: "vpce-1"}, "vpce-1", way.ToEndpoint},
		{discover.Route{VpcEndpointId: "vpce-2"}, "vpce-2", way.ToEndpoint},
		{discover.Route{GatewayId: "vgw-1"}, "vgw-1", way.ToLine},
		{discover.Route{NatGatewayId: "nat-1"}, "nat-1", way.ToNAT},
		{discover.Route{EgressOnlyInternetGatewayId: "eigw-1"}, "eigw-1", way.ToEgressOnly},
		{discover.Route{TransitGatewayId: "tgw-1"}, "tgw-1", way.ToTransit},
		{discover.Route{VpcPeeringConnectionId: "pcx-1"}, "pcx-1", way.ToPeering},
		{discover.Route{NetworkInterfaceId: "eni-1"}, "eni-1", way.ToMachine},
		{discover.Route{InstanceId: "i-1"}, "i-1", way.ToMachine},
		{discover.Route{NetworkInterfaceId: "eni-1", InstanceId: "i-1"}, "eni-1", way.ToMachine},
		{discover.Route{GatewayId: "lgw-1"}, "lgw-1", way.Elsewhere},
		{discover.Route{}, "", way.Elsewhere},
	} {
		if id, kind := Target(c.route), targetKind(c.route); id != c.id || kind != c.kind {
			t.Errorf("%+v leads to %s (%d)", c.route, id, kind)
		}
	}
	for want, route := range map[string]discover.Route{
		"10.0.0.0/8": {DestinationCidrBlock: "10.0.0.0/8"}, "::/0": {DestinationIpv6CidrBlock: "::/0"},
		"pl-1": {DestinationPrefixListId: "pl-1"}, "": {},
	} {
		if got := destination(route); got != want {
			t.Errorf("%+v goes to %q", route, got)
		}
	}
}

// TestShared holds which facts belong to the network, between ones that do not.
func TestShared(t *testing.T) {
	network := []string{
		"AWS::EC2::NetworkAcl", "AWS::EC2::RouteTable", "AWS::EC2::SecurityGroup", "AWS::EC2::PrefixList",
		"AWS::EC2::VPCEndpoint", "AWS::NetworkFirewall::Firewall", "AWS::EC2::InternetGateway",
		"AWS::EC2::EgressOnlyInternetGateway", "AWS::EC2::TransitGatewayAttachment",
		"AWS::EC2::TransitGatewayRouteTable", "AWS::EC2::NatGateway",
	}
	var all []way.Fact
	for _, typ := range network {
		all = append(all, way.Fact{Type: "AWS::EC2::Instance"}, way.Fact{Type: typ}, way.Fact{Type: "AWS::RDS::DBInstance"})
	}
	var got []string
	for _, f := range shared(all) {
		got = append(got, f.Type)
	}
	if !slices.Equal(got, network) {
		t.Errorf("got %v", got)
	}
}

// TestAtoms holds that two addresses are told apart by whatever names one of them, and
// by nothing that names neither or both.
func TestAtoms(t *testing.T) {
	for name, facts := range map[string]func(block string) (string, any){
		"a rule in": func(b string) (string, any) {
			return typeGroup, &discover.SecurityGroup{SecurityGroupIngress: []discover.SecurityGroupRule{{CidrIp: "192.0.2.0/24"}, {CidrIp: b}}}
		},
		"a rule out": func(b string) (string, any) {
			return typeGroup, &discover.SecurityGroup{SecurityGroupEgress: []discover.SecurityGroupRule{{CidrIp: b}, {CidrIp: "192.0.2.0/24"}}}
		},
		"an entry": func(b string) (string, any) {
			return typeACL, &discover.NetworkACL{Entries: []discover.NetworkACLEntry{{CidrBlock: "192.0.2.0/24"}, {CidrBlock: b}}}
		},
		"a route": func(b string) (string, any) {
			return typeTable, &discover.RouteTable{Routes: []discover.Route{{DestinationCidrBlock: b}, {DestinationCidrBlock: "192.0.2.0/24"}}}
		},
		"a route of a transit gateway": func(b string) (string, any) {
			return typeTransitTable, &discover.TransitGatewayRouteTable{Routes: []discover.TransitGatewayRoute{{DestinationCidrBlock: "192.0.2.0/24"}, {DestinationCidrBlock: b}}}
		},
		"a list": func(b string) (string, any) {
			return typeList, &discover.PrefixList{Entries: []string{"192.0.2.0/24", b, "192.0.3.0/24"}}
		},
	} {
		for block, apart := range map[string]bool{"10.7.0.1/32": true, "10.7.0.0/31": true, "10.7.0.0/30": false, "10.8.0.0/16": false} {
			typ, f := facts(block)
			other, g := facts("172.16.0.0/24")
			n := NewNetwork(discover.NewIndex(&discover.Snapshot{Resources: []*discover.Resource{
				{Type: other, ID: "0", Facts: g}, {Type: typ, ID: "1", Facts: f}, {Type: other, ID: "2", Facts: g}}}))
			one, two := n.atoms().Name(packet.Blocks("10.7.0.1")), n.atoms().Name(packet.Blocks("10.7.0.2"))
			if (one != two) != apart {
				t.Errorf("%s for %s: apart %t", name, block, one != two)
			}
		}
	}
	for six, facts := range map[string]any{
		typeGroup: &discover.SecurityGroup{SecurityGroupEgress: []discover.SecurityGroupRule{{CidrIpv6: "2001:db8::1/128"}}},
		typeACL:   &discover.NetworkACL{Entries: []discover.NetworkACLEntry{{Ipv6CidrBlock: "2001:db8::1/128"}}},
		typeTable: &discover.RouteTable{Routes: []discover.Route{{DestinationIpv6CidrBlock: "2001:db8::1/128"}}},
	} {
		n := NewNetwork(discover.NewIndex(&discover.Snapshot{Resources: []*discover.Resource{{Type: six, ID: "1", Facts: facts}}}))
		if n.atoms().Name(packet.Blocks("2001:db8::1")) == n.atoms().Name(packet.Blocks("2001:db8::2")) {
			t.Errorf("%s tells no IPv6 addresses apart", six)
		}
	}
}

// TestAt goes through the words that mean a part of a network.
func TestAt(t *testing.T) {
	town := newTown()
	town.add("AWS::EC2::Instance", "i-c", &discover.Instance{VpcId: "vpc-1", SubnetId: "subnet-b", PrivateIpAddress: "10.0.2.77"})
	n := NewNetwork(discover.NewIndex(&town.Snapshot))
	for word, want := range map[string]string{
		"10.0.1.10": "eni-i-a 10.0.1.10", "10.0.2.77": "i-c 10.0.2.77", "10.0.2.78": "subnet-b 10.0.2.78",
		"10.0.1.0/24": "subnet-a 10.0.1.0/24", "10.0.1.0/25": "subnet-a 10.0.1.0/25",
		"10.0.0.0/16": "subnet-a 10.0.1.0/24; subnet-b 10.0.2.0/24; subnet-p 10.0.3.0/24",
		"subnet-b":    "subnet-b 10.0.2.0/24", "vpc-1": "subnet-a 10.0.1.0/24; subnet-b 10.0.2.0/24; subnet-p 10.0.3.0/24",
		"0.0.0.0/1": "internet; subnet-a 10.0.1.0/24; subnet-b 10.0.2.0/24; subnet-p 10.0.3.0/24",
		"8.8.8.8":   "internet 8.8.8.8", "subnet-z": "", "vpc-2": "", "i-a": "", "": "",
	} {
		all, err := n.At(word)
		var got []string
		for _, e := range all {
			for _, i := range e.Interfaces {
				got = append(got, i.ID+" "+i.Addresses.String())
			}
			switch {
			case e.Kind != way.Internet:
			case len(e.Addresses.Prefixes()) > 1:
				got = append(got, "internet")
			default:
				got = append(got, "internet "+e.Addresses.String())
			}
		}
		slices.Sort(got)
		if s := strings.Join(got, "; "); s != want || err != nil {
			t.Errorf("%q is %q, %v; want %q", word, s, err, want)
		}
	}
	if all, err := n.At("10.9.0.1"); len(all) > 0 || err == nil || !strings.Contains(err.Error(), "no subnet of the snapshot") {
		t.Errorf("10.9.0.1: %v, %v", all, err)
	}
	// Two VPCs that nothing joins may have the same addresses.
	town.add("AWS::EC2::NetworkInterface", "eni-z", &discover.NetworkInterface{VpcId: "vpc-9", PublicIp: "203.0.113.77",
		PrivateIpAddresses: []string{"10.0.1.10"}})
	n = NewNetwork(discover.NewIndex(&town.Snapshot))
	all, err := n.At("10.0.1.10")
	if len(all) > 0 || err == nil || !strings.Contains(err.Error(), "eni-i-a (vpc-1), eni-z (vpc-9)") {
		t.Errorf("10.0.1.10: %v, %v", all, err)
	}
	for word, want := range map[string]string{"203.0.113.77": "eni-z", "203.0.113.78": ""} {
		a, _ := packet.ParseAddresses(word)
		if r := n.Behind(a); (r == nil) != (want == "") || r != nil && r.ID != want {
			t.Errorf("behind %s is %v", word, r)
		}
	}
	for word, want := range map[string]bool{"10.9.0.1": false, "10.0.1.0/24": true, "8.8.0.0/16": true} {
		a, _ := packet.ParseAddresses(word)
		if e, ok := n.Range("office", a); ok != want || e.Name.En != "office" {
			t.Errorf("%s: %t", word, ok)
		}
	}
}

// TestPlaced holds what can be the end of a way.
func TestPlaced(t *testing.T) {
	town := newTown()
	bucket := town.add("AWS::S3::Bucket", "b", &discover.Bucket{})
	service := town.add("AWS::EC2::VPCEndpoint", "vpce-1", &discover.VPCEndpoint{VpcEndpointType: "Gateway", ServiceName: "s3"})
	bare := town.add("AWS::Lambda::Function", "fn", &discover.Function{})
	town.look()
	n := NewNetwork(discover.NewIndex(&town.Snapshot))
	for r, want := range map[*discover.Resource]bool{nil: false, town.a: true, bucket: false, service: true, bare: false} {
		if got := n.Placed(r); got != want {
			t.Errorf("%v is placed: %t", r, got)
		}
	}
	for word, want := range map[*discover.Resource]bool{nil: false, bare: true, town.a: false} {
		if _, got := bareOf(word); got != want {
			t.Errorf("%v is bare: %t", word, got)
		}
	}
}

func bareOf(r *discover.Resource) (*discover.Resource, bool) { return bare(r) }

// TestRegisters holds who is sent to, and behind which ports, beside another balancer: not
// those of listeners that forward elsewhere or nowhere.
func TestRegisters(t *testing.T) {
	town := newTown()
	lb := func(id, target string, kind string) *discover.Resource {
		r := town.add("AWS::ElasticLoadBalancingV2::LoadBalancer", id, &discover.LoadBalancer{Type: "application"})
		l := town.add(typeListener, "l-"+id, &discover.Listener{LoadBalancerArn: id, Port: 443, Protocol: "HTTPS",
			DefaultActions: []discover.ListenerAction{{TargetGroupArns: []string{"tg-" + id}}}})
		tg := town.add(typeTargets, "tg-"+id, &discover.TargetGroup{TargetType: kind, Targets: []discover.Target{{Id: target, Port: 80}}})
		r.ARN, l.ARN, tg.ARN = id, "l-"+id, "tg-"+id
		return r
	}
	first, own, last := lb("first", "i-b", "instance"), lb("own", "i-a", "instance"), lb("last", "i-b", "lambda")
	udp := town.add(typeListener, "udp", &discover.Listener{LoadBalancerArn: "own", Port: 53, Protocol: "UDP"})
	udp.ARN = "l-udp"
	plain := town.add(typeListener, "plain", &discover.Listener{LoadBalancerArn: "own", Port: 80, Protocol: "HTTP",
		DefaultActions: []discover.ListenerAction{{Type: "redirect", RedirectTo: "HTTPS:443"}}})
	plain.ARN = "l-plain"
	ruled := town.add(typeListener, "ruled", &discover.Listener{LoadBalancerArn: "own", Port: 9000, Protocol: "UDP"})
	ruled.ARN = "l-ruled"
	town.add(typeRule, "rule", &discover.ListenerRule{ListenerArn: "l-ruled",
		Actions: []discover.ListenerAction{{TargetGroupArns: []string{"tg-own"}}}})
	classic := town.add("AWS::ElasticLoadBalancing::LoadBalancer", "classic", &discover.ClassicLoadBalancer{
		Listeners: []discover.ClassicListener{{LoadBalancerPort: 443, InstancePort: 80}},
		Instances: []discover.ClassicTarget{{InstanceId: "i-z"}, {InstanceId: "i-b"}},
	})
	town.look()
	n := NewNetwork(discover.NewIndex(&town.Snapshot))
	tls := model.PortRange{First: 443, Last: 443, Protocol: "tcp"}
	one, both := []model.PortRange{tls}, []model.PortRange{tls, {First: 9000, Last: 9000, Protocol: "udp"}}
	for _, c := range []struct {
		lb, to *discover.Resource
		want   []model.PortRange
	}{{classic, town.b, one}, {classic, town.a, nil}, {first, town.b, one}, {first, town.a, nil}, {own, town.a, both},
		{own, town.b, nil}, {last, town.b, nil}, {own, own, nil},
		{own, town.add("AWS::S3::Bucket", "s", &discover.Bucket{}), nil}} {
		if got := n.Registers(c.lb, c.to); !slices.Equal(got, c.want) {
			t.Errorf("%s sends to %s behind %v, want %v", c.lb.ID, c.to.ID, got, c.want)
		}
	}
}

// TestNobodysThings holds that what is not there is missing and said, for everything
// that is looked up by an id.
func TestNobodysThings(t *testing.T) {
	town := newTown()
	town.look()
	n := NewNetwork(discover.NewIndex(&town.Snapshot))
	for name, missing := range map[string][]way.Missing{
		"group": n.Group("sg-x").Missing, "list": n.List("pl-x").Missing, "subnet": n.Subnet("subnet-x").Missing,
		"ACL": n.ACL("subnet-x").Missing, "table": n.Table("subnet-x").Missing, "table by id": n.TableOf("rtb-x").Missing,
		"gateway": n.Gateway("igw-x").Missing, "egress": n.Gateway("eigw-x").Missing, "gateway of": n.GatewayOf("vpc-x").Missing,
		"switch": n.Switch("subnet-x").Missing, "NAT": n.NAT("nat-x").Missing, "firewall": n.Firewall("vpce-x").Missing,
		"endpoint": n.Endpoint("vpce-x").Missing, "peering": n.Peering("pcx-x").Missing, "transit": n.Transit("tgw-x", "vpc-x").Missing,
		"machine": n.Machine("eni-x").Missing,
	} {
		if len(missing) != 1 || !strings.Contains(missing[0].Text.En, "-x is not in the snapshot") || missing[0].Ignored {
			t.Errorf("%s: %+v", name, missing)
		}
	}
	for name, missing := range map[string][]way.Missing{
		"group": n.Group("sg-a").Missing, "subnet": n.Subnet("subnet-a").Missing, "ACL": n.ACL("subnet-a").Missing,
		"table": n.Table("subnet-a").Missing, "table by id": n.TableOf("rtb-a").Missing, "table of a gateway": n.TableOf("igw-1").Missing,
		"gateway": n.Gateway("igw-1").Missing, "gateway of": n.GatewayOf("vpc-1").Missing, "switch": n.Switch("subnet-a").Missing,
		"NAT": n.NAT("nat-1").Missing, "machine": n.Machine("eni-i-a").Missing, "machine by id": n.Machine("i-a").Missing,
	} {
		if len(missing) != 0 {
			t.Errorf("%s: %+v", name, missing)
		}
	}
}

// An address behind what leads to a VPC that is not in the snapshot is unknown, with that
// VPC; of a peering the blocks of its ends are known.
func TestWhatIsBehindAnUnseenVPC(t *testing.T) {
	n := NewNetwork(discover.NewIndex(&discover.Snapshot{Resources: []*discover.Resource{
		{Type: "AWS::EC2::VPC", ID: "vpc-1", Facts: &discover.VPC{CidrBlock: "10.0.0.0/16"}},
		{Type: "AWS::EC2::VPCPeeringConnection", ID: "pcx-1", Facts: &discover.VPCPeeringConnection{
			VpcId: "vpc-1", PeerVpcId: "vpc-gone", PeerCidrBlocks: []string{"10.9.0.0/16"}, Status: "active"}},
	}}))
	all, err := n.At("10.9.0.1")
	if err != nil || len(all) != 1 || len(all[0].Missing) != 1 ||
		all[0].Missing[0].Text.En != "vpc-gone, to which pcx-1 leads, is not in the snapshot" {
		t.Errorf("%+v, %v", all, err)
	}
	if all, err := n.At("10.8.0.1"); err == nil {
		t.Errorf("nothing leads there: %+v", all)
	}
	if all, err := n.At("8.8.8.8"); err != nil || len(all) != 1 || len(all[0].Missing) > 0 {
		t.Errorf("the internet is not behind it: %+v, %v", all, err)
	}
}
