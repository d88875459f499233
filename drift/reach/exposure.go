// Package reach says from facts alone how far packets get: what a subnet's
// routes lead to, and which facts decide it.
//
// It asks no name or tag whether something is public, and in particular not
// MapPublicIpOnLaunch: only routes count.
package reach

import (
	"net/netip"
	"slices"

	"asbuilt/discover"
)

// Exposure is how a subnet reaches the internet.
type Exposure string

// The exposures of a subnet.
const (
	Public   Exposure = "public"   // by an internet gateway: both ways
	Private  Exposure = "private"  // through NAT: out only
	Routed   Exposure = "routed"   // to something else: a transit gateway, a peering, an appliance
	Isolated Exposure = "isolated" // not at all
)

// Path is how a subnet reaches the internet, with every fact that decides it,
// from the subnet outwards.
type Path struct {
	Exposure Exposure
	Hops     []Hop
	// Lost is set when a hop leads to something that the snapshot does not have.
	Lost string
}

// Hop is one fact on the way.
type Hop struct {
	discover.FactRef
	// Value is what the fact says: "0.0.0.0/0 → nat-0a1b".
	Value string
}

// SubnetExposure follows the routes of a subnet to the internet, through
// firewall endpoints and NAT gateways, as far as it takes.
func SubnetExposure(x *discover.Index, subnet *discover.Resource) Path {
	w := walk{x: x, subnets: map[string]Exposure{}}
	exposure := w.from(subnet)
	return Path{Exposure: exposure, Hops: w.hops, Lost: w.lost}
}

type walk struct {
	x    *discover.Index
	hops []Hop
	lost string
	// subnets are those already followed, with what came of it; while one is
	// being followed it counts as isolated, which ends a circle.
	subnets map[string]Exposure
}

func (w *walk) hop(r *discover.Resource, fact, value string) {
	w.hops = append(w.hops, Hop{discover.FactRef{Resource: r, Fact: fact}, value})
}

func (w *walk) from(subnet *discover.Resource) Exposure {
	if e, ok := w.subnets[subnet.ID]; ok {
		return e
	}
	w.subnets[subnet.ID] = Isolated
	table, several := RouteTable(w.x, subnet)
	if unread := unreadTable(w.x, subnet, table); unread != nil {
		w.hop(unread.Resource, unread.Fact, "")
	}
	if table == nil {
		w.lost = "route table of " + subnet.ID
		if several {
			w.lost = "which of several route tables " + subnet.ID + " uses"
		}
		return Isolated
	}
	best, followed := Isolated, map[string]bool{}
	for _, r := range table.Facts.(*discover.RouteTable).Routes {
		if r.State == "blackhole" || !coversInternet(r) || followed[Target(r)] {
			continue
		}
		followed[Target(r)] = true
		w.hop(table, "Routes", destination(r)+" → "+Target(r))
		best = wider(best, w.target(table, r))
	}
	if len(followed) == 0 {
		w.hop(table, "Routes", "no route to the internet")
	}
	w.subnets[subnet.ID] = best
	return best
}

func (w *walk) target(table *discover.Resource, r discover.Route) Exposure {
	switch {
	case len(r.GatewayId) > 4 && r.GatewayId[:4] == "igw-":
		return w.gateway(table, r.GatewayId)
	case r.NatGatewayId != "":
		return w.nat(table, r.NatGatewayId)
	case r.VpcEndpointId != "":
		return w.firewall(table, r.VpcEndpointId)
	case r.EgressOnlyInternetGatewayId != "":
		return Private
	case Target(r) != "":
		return Routed
	}
	return Isolated
}

func (w *walk) gateway(table *discover.Resource, id string) Exposure {
	igw := w.x.Near(table, "AWS::EC2::InternetGateway", id)
	if igw == nil {
		w.lost = id
		return Public
	}
	w.hop(igw, "VpcIds", id)
	for _, ref := range w.x.Unread(table, "VpcId") {
		w.hop(ref.Resource, ref.Fact, "")
	}
	if !slices.Contains(igw.Facts.(*discover.InternetGateway).VpcIds, table.Facts.(*discover.RouteTable).VpcId) {
		return Isolated
	}
	return Public
}

// nat follows a NAT gateway to the internet: what goes through it can only go
// out, whatever lies behind.
func (w *walk) nat(table *discover.Resource, id string) Exposure {
	nat := w.x.Near(table, "AWS::EC2::NatGateway", id)
	if nat == nil {
		w.lost = id
		return Private
	}
	f := nat.Facts.(*discover.NatGateway)
	w.hop(nat, "State", f.State)
	for _, ref := range w.x.Unread(nat, "ConnectivityType", "SubnetId") {
		w.hop(ref.Resource, ref.Fact, "")
	}
	if f.State != "available" {
		return Isolated
	}
	if f.ConnectivityType == "private" {
		return Routed
	}
	subnet := w.x.Near(table, "AWS::EC2::Subnet", f.SubnetId)
	if subnet == nil { // a regional NAT gateway routes for itself
		return Private
	}
	if w.from(subnet) == Isolated {
		return Isolated
	}
	return Private
}

// firewall follows a firewall's endpoint into its subnet, which decides.
func (w *walk) firewall(table *discover.Resource, endpoint string) Exposure {
	for _, fw := range w.x.Type("AWS::NetworkFirewall::Firewall") {
		for _, ref := range w.x.Unread(fw, "Endpoints") {
			w.hop(ref.Resource, ref.Fact, "")
		}
		for _, e := range fw.Facts.(*discover.Firewall).Endpoints {
			if e.EndpointId != endpoint {
				continue
			}
			w.hop(fw, "Endpoints", endpoint+" in "+e.SubnetId)
			if subnet := w.x.Near(table, "AWS::EC2::Subnet", e.SubnetId); subnet != nil {
				return w.from(subnet)
			}
			w.lost = e.SubnetId
			return Routed
		}
	}
	w.lost = endpoint
	return Routed
}

// unreadTable is the first fact for want of which a subnet may use another table
// than the one that was found for it; nil when that is sure.
func unreadTable(x *discover.Index, subnet, found *discover.Resource) *discover.FactRef {
	if found != nil {
		names := func(a discover.RouteTableAssociation) bool { return a.SubnetId == subnet.ID }
		if slices.ContainsFunc(found.Facts.(*discover.RouteTable).Associations, names) {
			return nil
		}
	}
	refs := x.Unread(subnet, "VpcId")
	for _, t := range x.Type("AWS::EC2::RouteTable") {
		if t.Account == subnet.Account && t.Region == subnet.Region {
			refs = append(refs, x.Unread(t, "Associations", "VpcId")...)
		}
	}
	if len(refs) == 0 {
		return nil
	}
	return &refs[0]
}

// RouteTable is the table that a subnet uses: the one that names it, else the
// main one of its own VPC; nil when the snapshot has neither, or several of which AWS
// allows one.
func RouteTable(x *discover.Index, subnet *discover.Resource) (table *discover.Resource, several bool) {
	var own, main []*discover.Resource
	vpc := subnet.Facts.(*discover.Subnet).VpcId
	for _, t := range x.Type("AWS::EC2::RouteTable") {
		f := t.Facts.(*discover.RouteTable)
		names := func(a discover.RouteTableAssociation) bool { return a.SubnetId == subnet.ID }
		if slices.ContainsFunc(f.Associations, names) {
			own = append(own, t)
		}
		isMain := func(a discover.RouteTableAssociation) bool { return a.Main }
		if f.VpcId == vpc && slices.ContainsFunc(f.Associations, isMain) {
			main = append(main, t)
		}
	}
	all := own
	if len(all) == 0 {
		all = main
	}
	if len(all) == 1 {
		return all[0], false
	}
	return nil, len(all) > 1
}

// Target is what a route leads to.
func Target(r discover.Route) string {
	for _, t := range []string{
		r.GatewayId, r.NatGatewayId, r.VpcEndpointId, r.TransitGatewayId, r.VpcPeeringConnectionId,
		r.NetworkInterfaceId, r.InstanceId, r.EgressOnlyInternetGatewayId,
	} {
		if t != "" {
			return t
		}
	}
	return ""
}

func destination(r discover.Route) string {
	for _, d := range []string{r.DestinationCidrBlock, r.DestinationIpv6CidrBlock, r.DestinationPrefixListId} {
		if d != "" {
			return d
		}
	}
	return ""
}

// coversInternet reports whether a route takes in addresses of the internet:
// the default route, its halves, and any block that holds a public address.
func coversInternet(r discover.Route) bool {
	if r.GatewayId == "local" {
		return false
	}
	for _, block := range []string{r.DestinationCidrBlock, r.DestinationIpv6CidrBlock} {
		if p, err := netip.ParsePrefix(block); err == nil && !isInternal(p) {
			return true
		}
	}
	return false
}

func isInternal(p netip.Prefix) bool {
	for _, block := range []string{"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16",
		"fc00::/7", "fe80::/10"} {
		in := netip.MustParsePrefix(block)
		if in.Bits() <= p.Bits() && in.Contains(p.Addr()) {
			return true
		}
	}
	return false
}

// wider is the exposure that lets in more.
func wider(a, b Exposure) Exposure {
	order := []Exposure{Isolated, Routed, Private, Public}
	if slices.Index(order, a) > slices.Index(order, b) {
		return a
	}
	return b
}
