package reach

import (
	"slices"
	"strings"
	"testing"

	"asbuilt/discover"
	"asbuilt/model"
	"asbuilt/way"
)

// lacking is a network in which single facts were not read: each is TYPE ID FACT.
func lacking(resources []*discover.Resource, facts ...string) *Network {
	for _, f := range facts {
		words := strings.Fields(f)
		for _, r := range resources {
			if r.Type == words[0] && r.ID == words[1] {
				if r.Unknown == nil {
					r.Unknown = map[string]string{}
				}
				r.Unknown[words[2]] = "not told"
			}
		}
	}
	return NewNetwork(discover.NewIndex(&discover.Snapshot{Resources: resources, Cells: everywhere()}))
}

// everywhere says of one account and region, and of what is global, that all was listed.
func everywhere() (cells []discover.Cell) {
	for _, f := range discover.Families() {
		for _, op := range f.Operations {
			for _, region := range []string{"r", discover.Global} {
				cells = append(cells, discover.Cell{Account: "1", Region: region, Operation: op.Name, Status: discover.OK})
			}
		}
	}
	return cells
}

func at(typ, id string, facts any) *discover.Resource {
	return &discover.Resource{Type: typ, ID: id, ARN: "arn:" + id, Account: "1", Region: "r", Facts: facts}
}

func said(all []way.Missing) (texts []string) {
	for _, m := range all {
		texts = append(texts, m.Text.En)
	}
	return texts
}

// Each fact of which a subnet, an endpoint or a route consists is asked for: without it the
// answer lacks something, whatever the others say.
func TestEachFactIsAskedFor(t *testing.T) {
	subnet := func() []*discover.Resource {
		return []*discover.Resource{
			at("AWS::EC2::VPC", "vpc-1", &discover.VPC{CidrBlock: "10.0.0.0/16"}),
			at(typeSubnet, "s-1", &discover.Subnet{VpcId: "vpc-1", CidrBlock: "10.0.1.0/24"}),
			at(typeEndpoint, "vpce-1", &discover.VPCEndpoint{VpcId: "vpc-1", State: "available", VpcEndpointType: "Interface"}),
		}
	}
	for _, fact := range []string{"VpcId", "CidrBlock"} {
		if a := lacking(subnet(), typeSubnet+" s-1 "+fact).Subnet("s-1"); len(a.Missing) == 0 {
			t.Errorf("a subnet without %s lacks nothing", fact)
		}
	}
	if a := lacking(subnet()).Subnet("s-1"); len(a.Missing) > 0 {
		t.Errorf("a whole subnet lacks %v", said(a.Missing))
	}
	for _, fact := range []string{"State", "VpcEndpointType"} {
		if a := lacking(subnet(), typeEndpoint+" vpce-1 "+fact).Endpoint("vpce-1"); len(a.Missing) == 0 {
			t.Errorf("an endpoint without %s lacks nothing", fact)
		}
	}
	for _, part := range []string{"State", "DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId",
		"GatewayId", "NatGatewayId", "VpcEndpointId", "TransitGatewayId", "VpcPeeringConnectionId",
		"NetworkInterfaceId", "EgressOnlyInternetGatewayId", "InstanceId"} {
		table := &discover.RouteTable{VpcId: "vpc-1", Associations: []discover.RouteTableAssociation{{Main: true}},
			Routes: []discover.Route{{DestinationCidrBlock: "10.0.0.0/16", GatewayId: "local", State: "active"}}}
		all := append(subnet(), at("AWS::EC2::RouteTable", "rtb-1", table))
		if a := lacking(all, "AWS::EC2::RouteTable rtb-1 Routes."+part).Table("s-1"); len(a.Missing) == 0 {
			t.Errorf("a table without Routes.%s lacks nothing", part)
		}
		if a := lacking(all[:3]).Table("s-1"); a.Value.ID != "" {
			t.Errorf("a subnet without a table has %s", a.Value.ID)
		}
	}
}

// One rule that was not read in part is left out, and those behind it are not.
func TestRulesBehindAnUnreadOne(t *testing.T) {
	rule := func(cidr string) discover.SecurityGroupRule {
		return discover.SecurityGroupRule{IpProtocol: "tcp", FromPort: 443, ToPort: 443, CidrIp: cidr}
	}
	group := at("AWS::EC2::SecurityGroup", "sg-1", &discover.SecurityGroup{VpcId: "vpc-1",
		SecurityGroupIngress: []discover.SecurityGroupRule{rule("10.1.0.0/16"), rule("10.2.0.0/16"), rule("10.3.0.0/16")}})
	group.Unknown = map[string]string{"SecurityGroupIngress.FromPort": "not told"}
	group.Lacking = []string{"SecurityGroupIngress.[1].FromPort"}
	a := lacking([]*discover.Resource{group}).Group("sg-1")
	var let []string
	for _, r := range a.Value.In {
		let = append(let, r.Addresses.String())
	}
	if got := strings.Join(let, " "); got != "10.1.0.0/16 10.3.0.0/16" || len(a.Missing) == 0 {
		t.Errorf("the group lets in %s, and lacks %v", got, said(a.Missing))
	}
}

// What lies in another account or region is passed over, and not the end of the search.
func TestEachPassesOverOthers(t *testing.T) {
	other, unread := at(typeSubnet, "s-0", &discover.Subnet{}), at(typeSubnet, "s-1", &discover.Subnet{})
	other.Region = "elsewhere"
	n := lacking([]*discover.Resource{other, unread}, typeSubnet+" s-1 VpcId", typeSubnet+" s-0 VpcId")
	r := n.reading()
	r.each(typeSubnet, "VpcId", at(typeSubnet, "near", &discover.Subnet{}))
	if len(r.missing) != 1 || r.missing[0].Fact.Resource != unread.Ref() {
		t.Errorf("%+v are missing", r.missing)
	}
}

// A transit gateway that is not in the snapshot is asked about where its VPC lies: whether
// all attachments there were read.
func TestAnUnseenGatewayIsAskedAboutAtItsVPC(t *testing.T) {
	vpc := at("AWS::EC2::VPC", "vpc-1", &discover.VPC{})
	if a := lacking([]*discover.Resource{vpc}).Transit("tgw-1", "vpc-1"); a.Value.Refused.IsZero() {
		t.Errorf("a VPC that is attached to nothing gets through: %v", said(a.Missing))
	}
	if a := lacking(nil).Transit("tgw-1", "vpc-1"); !a.Value.Refused.IsZero() || len(a.Missing) == 0 {
		t.Errorf("nothing is known of either, and it is refused: %v", a.Value.Refused)
	}
}

// A session of another gateway says nothing of one that comes behind it.
func TestSessionsOfOtherGateways(t *testing.T) {
	line := func(id, gateway, status string) *discover.Resource {
		return at("AWS::DirectConnect::PrivateVirtualInterface", id, &discover.VirtualInterface{
			VirtualGatewayId: gateway, BgpPeers: []discover.BGPPeer{{BgpStatus: status}}})
	}
	n := lacking([]*discover.Resource{line("dxvif-0", "vgw-0", "down"), line("dxvif-1", "vgw-1", "up")})
	up, state := n.sessions(n.reading(), at(typeLineGateway, "vgw-1", &discover.VPNGateway{}),
		ending{fact: "VirtualGatewayId", gateway: "vgw-1"})
	if !up || state != "dxvif-1 up" {
		t.Errorf("the line is up: %t (%s)", up, state)
	}
}

// A load balancer sends to a resource on the ports on which it is registered, each once,
// and takes in on those of the listeners that lead there.
func TestRegistersAndTargets(t *testing.T) {
	group := func(id string, port int, state string) *discover.Resource {
		return at(typeTargets, id, &discover.TargetGroup{TargetType: "instance", Protocol: "HTTP",
			LoadBalancerArns: []string{"arn:lb"}, Targets: []discover.Target{{Id: "i-1", Port: port, State: state}}})
	}
	listener := func(id string, port int, groups ...string) *discover.Resource {
		return at("AWS::ElasticLoadBalancingV2::Listener", id, &discover.Listener{LoadBalancerArn: "arn:lb", Port: port,
			Protocol: "HTTP", DefaultActions: []discover.ListenerAction{{Type: "forward", TargetGroupArns: groups}}})
	}
	machine := at("AWS::EC2::Instance", "i-1", &discover.Instance{State: "running", VpcId: "vpc-1", SubnetId: "s-1",
		PrivateIpAddress: "10.0.1.10"})
	lb := at("AWS::ElasticLoadBalancingV2::LoadBalancer", "lb", &discover.LoadBalancer{Type: "application"})
	n := lacking([]*discover.Resource{
		at("AWS::EC2::VPC", "vpc-1", &discover.VPC{CidrBlock: "10.0.0.0/16"}),
		at(typeSubnet, "s-1", &discover.Subnet{VpcId: "vpc-1", CidrBlock: "10.0.1.0/24"}), machine, lb,
		group("g-1", 8080, "healthy"), group("g-2", 9090, "healthy"), group("g-3", 7070, "draining"),
		listener("l-1", 80, "arn:g-1"), listener("l-2", 443, "arn:g-1", "arn:g-2"), listener("l-3", 8443, "arn:g-3"),
	})
	ports := func(all []model.PortRange) (texts []string) {
		for _, p := range all {
			texts = append(texts, p.String())
		}
		slices.Sort(texts)
		return texts
	}
	if got := ports(n.Registers(lb, machine)); !slices.Equal(got, []string{"443", "80"}) {
		t.Errorf("it takes in on %v", got)
	}
	if got := ports(n.Targets(lb, machine)); !slices.Equal(got, []string{"8080", "9090"}) {
		t.Errorf("it sends on %v", got)
	}
}

// A subnet uses the table that names it, else the main one of its VPC; two that name it
// are several.
func TestRouteTableOfASubnet(t *testing.T) {
	subnet := at(typeSubnet, "s-1", &discover.Subnet{VpcId: "vpc-1"})
	table := func(id string, a discover.RouteTableAssociation) *discover.Resource {
		return at("AWS::EC2::RouteTable", id,
			&discover.RouteTable{VpcId: "vpc-1", Associations: []discover.RouteTableAssociation{a}})
	}
	main, own := discover.RouteTableAssociation{Main: true}, discover.RouteTableAssociation{SubnetId: "s-1"}
	for _, c := range []struct {
		name    string
		tables  []*discover.Resource
		want    string
		several bool
	}{
		{"none", nil, "", false},
		{"main", []*discover.Resource{table("m", main)}, "m", false},
		{"own", []*discover.Resource{table("m", main), table("o", own)}, "o", false},
		{"two mains", []*discover.Resource{table("m", main), table("n", main)}, "", true},
		{"two own", []*discover.Resource{table("m", main), table("o", own), table("p", own)}, "", true},
	} {
		got, several := RouteTable(discover.NewIndex(&discover.Snapshot{Resources: c.tables}), subnet)
		id := ""
		if got != nil {
			id = got.ID
		}
		if id != c.want || several != c.several {
			t.Errorf("%s: %q, several: %t", c.name, id, several)
		}
	}
}
