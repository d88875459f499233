package reach

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"asbuilt/discover"
)

// net builds small networks: subnets with their tables, and what routes lead to.
type net struct{ discover.Snapshot }

func (n *net) add(typ, id string, facts any) *discover.Resource {
	r := &discover.Resource{Type: typ, ID: id, Account: "1", Region: "r", Facts: facts}
	n.Resources = append(n.Resources, r)
	return r
}

func (n *net) subnet(id string) *discover.Resource {
	return n.add("AWS::EC2::Subnet", id, &discover.Subnet{VpcId: "vpc-1"})
}

// table gives subnets a table; routes are "destination target". Without a
// subnet it is the main one.
func (n *net) table(id, vpc string, subnets []string, routes ...string) {
	f := &discover.RouteTable{VpcId: vpc}
	for _, s := range subnets {
		f.Associations = append(f.Associations, discover.RouteTableAssociation{SubnetId: s})
	}
	if subnets == nil {
		f.Associations = []discover.RouteTableAssociation{{Main: true}}
	}
	for _, r := range routes {
		to, target, _ := strings.Cut(r, " ")
		target, gone := strings.CutSuffix(target, " gone")
		route := discover.Route{State: "active"}
		if gone {
			route.State = "blackhole"
		}
		if strings.Contains(to, ":") {
			route.DestinationIpv6CidrBlock = to
		} else {
			route.DestinationCidrBlock = to
		}
		kind, _, _ := strings.Cut(target, "-")
		switch kind {
		case "nat":
			route.NatGatewayId = target
		case "vpce":
			route.VpcEndpointId = target
		case "tgw":
			route.TransitGatewayId = target
		case "eigw":
			route.EgressOnlyInternetGatewayId = target
		default:
			route.GatewayId = target
		}
		f.Routes = append(f.Routes, route)
	}
	n.add("AWS::EC2::RouteTable", id, f)
}

func (n *net) igw(vpcs ...string) {
	n.add("AWS::EC2::InternetGateway", "igw-1", &discover.InternetGateway{VpcIds: vpcs})
}

func (n *net) nat(id, subnet, state, kind string) {
	n.add("AWS::EC2::NatGateway", id, &discover.NatGateway{SubnetId: subnet, State: state, ConnectivityType: kind})
}

func (n *net) firewall(subnet string) {
	n.add("AWS::NetworkFirewall::Firewall", "fw",
		&discover.Firewall{Endpoints: []discover.FirewallEndpoint{{SubnetId: "elsewhere", EndpointId: "vpce-0"},
			{SubnetId: subnet, EndpointId: "vpce-fw"}}})
}

func TestSubnetExposure(t *testing.T) {
	for _, c := range []struct {
		name string
		make func(*net)
		want Exposure
		lost string
	}{
		{"an internet gateway", func(n *net) {
			n.igw("vpc-1")
			n.table("t", "vpc-1", []string{"s"},
				"0.0.0.0/0 igw-1")
		}, Public, ""},
		{"by the main table", func(n *net) { n.igw("vpc-1"); n.table("t", "vpc-1", nil, "0.0.0.0/0 igw-1") }, Public,
			""},
		{"the main table of another VPC", func(n *net) {
			n.igw("vpc-1")
			n.table("other", "vpc-2", nil, "0.0.0.0/0 igw-1")
			n.table("t", "vpc-1", nil, "10.0.0.0/16 local")
		}, Isolated, ""},
		{"its own table before the main one", func(n *net) {
			n.igw("vpc-1")
			n.table("main", "vpc-1", nil, "0.0.0.0/0 igw-1")
			n.table("t", "vpc-1", []string{"s"}, "10.0.0.0/16 local")
		}, Isolated, ""},
		{"a split default route", func(n *net) {
			n.igw("vpc-1")
			n.table("t", "vpc-1", []string{"s"}, "0.0.0.0/1 igw-1", "128.0.0.0/1 igw-1")
		}, Public, ""},
		{"IPv6", func(n *net) { n.igw("vpc-1"); n.table("t", "vpc-1", []string{"s"}, "::/0 igw-1") }, Public, ""},
		{"a gateway that is detached", func(n *net) {
			n.igw()
			n.table("t", "vpc-1", []string{"s"},
				"0.0.0.0/0 igw-1")
		}, Isolated, ""},
		{"a black hole", func(n *net) {
			n.igw("vpc-1")
			n.table("t", "vpc-1", []string{"s"},
				"0.0.0.0/0 igw-1 gone")
		}, Isolated, ""},
		{"a gateway nobody read", func(n *net) { n.table("t", "vpc-1", []string{"s"}, "0.0.0.0/0 igw-1") }, Public,
			"igw-1"},
		{"NAT", func(n *net) {
			n.igw("vpc-1")
			n.subnet("p")
			n.nat("nat-1", "p", "available", "public")
			n.table("t", "vpc-1", []string{"s"}, "0.0.0.0/0 nat-1")
			n.table("tp", "vpc-1", []string{"p"}, "0.0.0.0/0 igw-1")
		}, Private, ""},
		{"NAT that leads nowhere", func(n *net) {
			n.subnet("p")
			n.nat("nat-1", "p", "available", "public")
			n.table("t", "vpc-1", []string{"s"}, "0.0.0.0/0 nat-1")
			n.table("tp", "vpc-1", []string{"p"}, "10.0.0.0/16 local")
		}, Isolated, ""},
		{"NAT that is gone", func(n *net) {
			n.nat("nat-1", "p", "deleted", "public")
			n.table("t", "vpc-1", []string{"s"}, "0.0.0.0/0 nat-1")
		}, Isolated, ""},
		{"private NAT", func(n *net) {
			n.nat("nat-1", "p", "available", "private")
			n.table("t", "vpc-1", []string{"s"}, "0.0.0.0/0 nat-1")
		}, Routed, ""},
		{"regional NAT", func(n *net) {
			n.nat("nat-1", "", "available", "public")
			n.table("t", "vpc-1", []string{"s"}, "0.0.0.0/0 nat-1")
		}, Private, ""},
		{"a firewall before NAT", func(n *net) {
			n.igw("vpc-1")
			n.subnet("f")
			n.subnet("p")
			n.firewall("f")
			n.nat("nat-1", "p", "available", "public")
			n.table("t", "vpc-1", []string{"s"}, "0.0.0.0/0 vpce-fw")
			n.table("tf", "vpc-1", []string{"f"}, "0.0.0.0/0 nat-1")
			n.table("tp", "vpc-1", []string{"p"}, "0.0.0.0/0 igw-1", "10.0.1.0/24 vpce-fw")
		}, Private, ""},
		{"a firewall before the internet gateway", func(n *net) {
			n.igw("vpc-1")
			n.subnet("f")
			n.firewall("f")
			n.table("t", "vpc-1", []string{"s"}, "0.0.0.0/0 vpce-fw")
			n.table("tf", "vpc-1", []string{"f"}, "0.0.0.0/0 igw-1")
		}, Public, ""},
		{"an appliance", func(n *net) { n.table("t", "vpc-1", []string{"s"}, "0.0.0.0/0 vpce-other") }, Routed,
			"vpce-other"},
		{"a circle", func(n *net) {
			n.subnet("f")
			n.firewall("f")
			n.table("t", "vpc-1", []string{"s", "f"}, "0.0.0.0/0 vpce-fw")
		}, Isolated, ""},
		{"a transit gateway", func(n *net) { n.table("t", "vpc-1", []string{"s"}, "0.0.0.0/0 tgw-1") }, Routed, ""},
		{"only inside addresses", func(n *net) {
			n.table("t", "vpc-1", []string{"s"}, "10.0.0.0/8 tgw-1",
				"192.168.0.0/16 tgw-1")
		}, Isolated, ""},
		{"egress-only", func(n *net) { n.table("t", "vpc-1", []string{"s"}, "::/0 eigw-1") }, Private, ""},
		{"no table at all", func(*net) {}, Isolated, "route table of s"},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := &net{}
			subnet := n.subnet("s")
			c.make(n)
			got := SubnetExposure(discover.NewIndex(&n.Snapshot), subnet)
			if got.Exposure != c.want || got.Lost != c.lost {
				t.Errorf("got %s, lost %q; want %s, lost %q\n%v", got.Exposure, got.Lost, c.want, c.lost, got.Hops)
			}
			slices.Reverse(n.Resources)
			if again := SubnetExposure(discover.NewIndex(&n.Snapshot), subnet); again.Exposure != got.Exposure {
				t.Errorf("the order of the snapshot shows: %s, then %s", got.Exposure, again.Exposure)
			}
		})
	}
}

func TestHopsTellTheWay(t *testing.T) {
	n := &net{}
	for _, op := range []string{"ec2:DescribeRouteTables", "ec2:DescribeNatGateways"} {
		n.Cells = append(n.Cells, discover.Cell{Account: "1", Region: "r", Operation: op, Status: discover.OK})
	}
	subnet := n.subnet("s")
	n.igw("vpc-1")
	n.subnet("p")
	n.nat("nat-1", "p", "available", "public")
	n.table("t", "vpc-1", []string{"s"}, "10.0.0.0/16 local", "0.0.0.0/0 nat-1")
	n.table("tp", "vpc-1", []string{"p"}, "0.0.0.0/0 igw-1")
	var got []string
	for _, h := range SubnetExposure(discover.NewIndex(&n.Snapshot), subnet).Hops {
		got = append(got, h.Resource.ID+" "+h.Fact+": "+h.Value)
	}
	want := []string{"t Routes: 0.0.0.0/0 → nat-1", "nat-1 State: available", "tp Routes: 0.0.0.0/0 → igw-1",
		"igw-1 VpcIds: igw-1"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("hops (-want +got):\n%s", diff)
	}
}

// TestHopsNameTheTableThatWasNotRead holds that the first fact that would say which
// table a subnet uses is a hop of its way, and that nothing is one where all were read.
func TestHopsNameTheTableThatWasNotRead(t *testing.T) {
	for unread, want := range map[string]string{"": "t Routes: 0.0.0.0/0 → igw-1", "t": "t Associations: ", "s": "s VpcId: "} {
		n := &net{}
		n.Cells = append(n.Cells, discover.Cell{Account: "1", Region: "r", Operation: "ec2:DescribeRouteTables",
			Status: discover.OK}, discover.Cell{Account: "1", Region: "r", Operation: "ec2:DescribeSubnets", Status: discover.OK})
		subnet := n.subnet("s")
		n.igw("vpc-1")
		n.table("t", "vpc-1", nil, "0.0.0.0/0 igw-1")
		for _, r := range n.Resources {
			if r.ID == unread {
				r.Unknown = map[string]string{strings.Trim(strings.Fields(want)[1], ":"): "denied"}
			}
		}
		h := SubnetExposure(discover.NewIndex(&n.Snapshot), subnet).Hops[0]
		if got := h.Resource.ID + " " + h.Fact + ": " + h.Value; got != want {
			t.Errorf("without a fact of %q the first hop is %q, want %q", unread, got, want)
		}
	}
}

// A subnet uses one table. Where a snapshot gives it several, it is not known which, and
// none is taken for it.
func TestSeveralTables(t *testing.T) {
	for name, second := range map[string][]string{"two name it": {"s-0", "s-1"}, "two are main ones": nil} {
		n := &net{}
		n.subnet("s-0")
		s := n.subnet("s-1")
		first := []string{"s-1"}
		if second == nil {
			first = nil
		}
		n.table("rtb-1", "vpc-1", first, "0.0.0.0/0 igw-1")
		n.table("rtb-2", "vpc-1", second)
		got := SubnetExposure(discover.NewIndex(&n.Snapshot), s)
		if want := "which of several route tables s-1 uses"; got.Lost != want || got.Exposure != Isolated {
			t.Errorf("%s: %s, lost %q, want %q", name, got.Exposure, got.Lost, want)
		}
	}
}
