package reach

import (
	"cmp"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/packet"
	"asbuilt/way"
)

func itoa(n int) string { return strconv.Itoa(n) }

func number(word string) packet.Numbers {
	n, err := strconv.Atoi(word)
	if err != nil {
		return packet.Numbers{}
	}
	return packet.Range(n, n)
}

// Table is the route table of a subnet: the one that names it, else the main one
// of its own VPC.
func (n *Network) Table(subnet string) way.Answer[way.Table] {
	if a, ok := n.routes[subnet]; ok {
		return a
	}
	r, found := n.reading(), n.tables[subnet]
	s := r.find(typeSubnet, subnet)
	if len(found) == 0 && s != nil {
		r.whole(typeTable, s) // another table may name it
		r.each(typeTable, "Associations", s)
		r.read(s, "VpcId", "")
		found = n.mains[s.Facts.(*discover.Subnet).VpcId]
	}
	table := way.Table{}
	switch len(found) {
	case 0:
		if len(r.missing) == 0 {
			r.lack(finding.Say("the route table of %s is not in the snapshot", "%s의 라우팅 테이블이 스냅샷에 없습니다", subnet),
				way.Fact{Type: typeTable})
		}
	case 1:
		table = n.table(r, found[0])
	default:
		r.contradiction(finding.Say("several route tables are associated with %s", "%s에 라우팅 테이블이 여럿 연결되어 있습니다", subnet))
	}
	n.routes[subnet] = answer(r, table)
	return n.routes[subnet]
}

// TableOf is a route table by its id, or the one of a gateway.
func (n *Network) TableOf(id string) way.Answer[way.Table] {
	if a, ok := n.routes[id]; ok {
		return a
	}
	r, table := n.reading(), way.Table{}
	switch found := n.tables[id]; {
	case len(found) > 0:
		table = n.table(r, found[0])
	case strings.HasPrefix(id, "rtb-"):
		if t := r.find(typeTable, id); t != nil {
			table = n.table(r, t)
		}
	default: // a gateway without a table: what is local is local
		for _, typ := range []string{typeGateway, typeLineGateway} {
			if g := n.x.Near(&discover.Resource{}, typ, id); g != nil {
				r.whole(typeTable, g)
			}
		}
	}
	n.routes[id] = answer(r, table)
	return n.routes[id]
}

func (n *Network) table(r *reading, t *discover.Resource) way.Table {
	f := t.Facts.(*discover.RouteTable)
	r.read(t, "Associations", "")
	r.routes(t, f)
	r.facts = []way.Fact{{Type: typeTable, Resource: t.Ref(), Name: "Routes"}}
	table := way.Table{ID: t.ID, VPC: f.VpcId}
	for _, route := range f.Routes {
		r.blocks(t, "Routes", route.DestinationCidrBlock, route.DestinationIpv6CidrBlock)
		to := n.route(route)
		if to.Target == way.ToLine {
			told := n.reading()
			told.read(t, "PropagatedRoutes", "")
			to.Announced, to.AnnouncedMissing = slices.Contains(f.PropagatedRoutes, destination(route)), told.missing
		}
		table.Routes = append(table.Routes, to)
	}
	table.Routes = append(table.Routes, n.locals(t, f)...)
	return table
}

// routes says what was not read of the routes of a table. Where one leads to an
// interface, whose machine that is decides nothing.
func (r *reading) routes(t *discover.Resource, f *discover.RouteTable) {
	if r.lacks(t, "Routes", len(f.Routes)) {
		return
	}
	for i, route := range f.Routes {
		parts := []string{"State", "DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId",
			"GatewayId", "NatGatewayId", "VpcEndpointId", "TransitGatewayId", "VpcPeeringConnectionId",
			"NetworkInterfaceId", "EgressOnlyInternetGatewayId"}
		if route.NetworkInterfaceId == "" {
			parts = append(parts, "InstanceId")
		}
		if r.lacks(t, "Routes", i, parts...) {
			return
		}
	}
}

// locals are the routes to the VPC's own blocks that a table has whether they were
// listed or not: nobody can delete them.
func (n *Network) locals(t *discover.Resource, f *discover.RouteTable) []way.Route {
	vpc := n.x.Near(t, "AWS::EC2::VPC", f.VpcId)
	if vpc == nil {
		return nil
	}
	g := vpc.Facts.(*discover.VPC)
	var all []way.Route
	for _, block := range append([]string{g.CidrBlock}, g.AssociatedCidrBlocks...) {
		stands := slices.ContainsFunc(f.Routes, func(r discover.Route) bool {
			return r.DestinationCidrBlock == block || r.DestinationIpv6CidrBlock == block
		})
		if !stands && block != "" {
			all = append(all, n.route(discover.Route{DestinationCidrBlock: block, GatewayId: "local", State: "active"}))
		}
	}
	return all
}

func (n *Network) route(f discover.Route) way.Route {
	target := Target(f)
	r := way.Route{ID: target, Gone: f.State == "blackhole", Text: destination(f) + " → " + cmp.Or(target, "?"),
		Target: targetKind(f)}
	switch {
	case f.DestinationPrefixListId != "":
		r.List = f.DestinationPrefixListId
		list := n.List(r.List)
		r.Missing = list.Missing
		for _, p := range list.Value.Prefixes() {
			r.Blocks = append(r.Blocks, way.Block{Addresses: packet.Prefix(p), Bits: p.Bits()})
		}
	default:
		for _, block := range []string{f.DestinationCidrBlock, f.DestinationIpv6CidrBlock} {
			if p, err := netip.ParsePrefix(block); err == nil {
				r.Blocks = append(r.Blocks, way.Block{Addresses: packet.Prefix(p), Bits: p.Bits()})
			}
		}
	}
	return r
}

func targetKind(f discover.Route) way.Target {
	switch {
	case f.GatewayId == "local":
		return way.Local
	case strings.HasPrefix(f.GatewayId, "igw-"):
		return way.ToInternet
	case strings.HasPrefix(f.GatewayId, "vpce-"), f.VpcEndpointId != "":
		return way.ToEndpoint
	case strings.HasPrefix(f.GatewayId, "vgw-"):
		return way.ToLine
	case f.NatGatewayId != "":
		return way.ToNAT
	case f.EgressOnlyInternetGatewayId != "":
		return way.ToEgressOnly
	case f.TransitGatewayId != "":
		return way.ToTransit
	case f.VpcPeeringConnectionId != "":
		return way.ToPeering
	case f.NetworkInterfaceId != "", f.InstanceId != "":
		return way.ToMachine
	}
	return way.Elsewhere
}

// Gateway is an internet gateway, or one that only lets IPv6 out.
func (n *Network) Gateway(id string) way.Answer[way.Gateway] {
	r, g := n.reading(), way.Gateway{ID: id}
	typ := typeGateway
	if strings.HasPrefix(id, "eigw-") {
		typ = typeEgress
	}
	if found := r.find(typ, id); found != nil {
		vpcs := attachedTo(found)
		r.read(found, "VpcIds", show(vpcs))
		if len(vpcs) > 0 {
			g.VPC = vpcs[0]
		}
	}
	return answer(r, g)
}

func attachedTo(r *discover.Resource) []string {
	if f, ok := r.Facts.(*discover.EgressOnlyInternetGateway); ok {
		return f.VpcIds
	}
	f, _ := r.Facts.(*discover.InternetGateway)
	if f == nil {
		return nil
	}
	return f.VpcIds
}

func show(ids []string) string {
	if len(ids) == 0 {
		return "none"
	}
	return strings.Join(ids, ", ")
}

// GatewayOf is the internet gateway of a VPC.
func (n *Network) GatewayOf(vpc string) way.Answer[way.Gateway] {
	r := n.reading()
	for _, g := range n.x.Type(typeGateway) {
		if slices.Contains(attachedTo(g), vpc) {
			r.read(g, "VpcIds", vpc)
			return answer(r, way.Gateway{ID: g.ID, VPC: vpc})
		}
	}
	near := r.find("AWS::EC2::VPC", vpc)
	if near != nil {
		r.whole(typeGateway, near)
		r.each(typeGateway, "VpcIds", near)
	}
	return answer(r, way.Gateway{})
}

// Switch is VPC Block Public Access, as far as it concerns a subnet, or a VPC.
func (n *Network) Switch(place string) way.Answer[way.Switch] {
	if a, ok := n.switches[place]; ok {
		return a
	}
	r, s := n.reading(), way.Switch{}
	if strings.HasPrefix(place, "vpc-") {
		if vpc := r.find("AWS::EC2::VPC", place); vpc != nil {
			s = n.blocked(r, vpc, place)
		}
	} else if subnet := r.find(typeSubnet, place); subnet != nil {
		s = n.blocked(r, subnet, subnet.Facts.(*discover.Subnet).VpcId)
	}
	n.switches[place] = answer(r, s)
	return n.switches[place]
}

// blocked is what the switch does where a place of a VPC lies.
func (n *Network) blocked(r *reading, place *discover.Resource, vpc string) (s way.Switch) {
	const typ, exclusions = "AWS::EC2::VPCBlockPublicAccessOptions", "AWS::EC2::VPCBlockPublicAccessExclusion"
	if !r.whole(typ, place) {
		return s
	}
	mode := ""
	for _, o := range n.x.Type(typ) {
		if o.Account == place.Account && o.Region == place.Region {
			mode = o.Facts.(*discover.BlockPublicAccess).InternetGatewayBlockMode
			r.read(o, "InternetGatewayBlockMode", mode)
		}
	}
	if mode == "" || mode == "off" {
		return s
	}
	s.Text, s.In, s.Out, s.Direct = mode, true, mode == "block-bidirectional", true
	if !r.whole(exclusions, place) {
		return s
	}
	for _, e := range n.x.Type(exclusions) {
		f := e.Facts.(*discover.BlockPublicAccessExclusion)
		id := discover.LastSegment(f.ResourceArn)
		if id != vpc && id != place.ID || !slices.Contains([]string{"create-complete", "update-complete"}, f.State) {
			continue
		}
		r.read(e, "InternetGatewayExclusionMode", f.InternetGatewayExclusionMode)
		s.Out, s.Direct = false, false
		if f.InternetGatewayExclusionMode == "allow-bidirectional" {
			s.In = false
		}
	}
	return s
}

// NAT is a NAT gateway.
func (n *Network) NAT(id string) way.Answer[way.NAT] {
	r := n.reading()
	nat := r.find("AWS::EC2::NatGateway", id)
	if nat == nil {
		return answer(r, way.NAT{})
	}
	f := nat.Facts.(*discover.NatGateway)
	r.read(nat, "State", f.State)
	r.read(nat, "SubnetId", f.SubnetId)
	r.quietly(nat, "VpcId")
	kind := n.reading() // an internet gateway drops what a private one sends it
	kind.read(nat, "ConnectivityType", cmp.Or(f.ConnectivityType, "public"))
	place := way.Interface{
		ID: nat.ID, Name: nat.ID, VPC: f.VpcId, Subnet: f.SubnetId, Addresses: packet.Blocks(f.PrivateIps...),
		Open: true, Translates: true,
		Public: f.ConnectivityType != "private" && len(kind.missing) == 0, PublicFacts: kind.facts,
		PublicMissing: kind.missing,
	}
	if place.Subnet == "" {
		if place.Table = f.RouteTableId; place.Table == "" {
			r.ignore(finding.Say("asbuilt does not follow where %s leads", "asbuilt는 %s이(가) 어디로 이어지는지 따라가지 않습니다",
				nat.ID))
		}
	} else if place.Addresses.IsEmpty() {
		place.Addresses = n.Subnet(place.Subnet).Value.Blocks.Intersect(packet.IPv4())
	}
	if place.Addresses.IsEmpty() { // a gateway of no subnet: any of the VPC's
		place.Addresses = packet.IPv4().Subtract(packet.Internet())
	}
	return answer(r, way.NAT{Works: f.State == "available", State: f.State, Interface: place})
}

// Endpoint is an endpoint that routes lead to.
func (n *Network) Endpoint(id string) way.Answer[way.Endpoint] {
	r := n.reading()
	if fw, e := n.firewallOf(id); fw != nil {
		f := fw.Facts.(*discover.Firewall)
		r.read(fw, "Endpoints", id+" in "+e.SubnetId)
		r.read(fw, "Status", f.Status)
		return answer(r, way.Endpoint{ID: fw.ID, Firewall: true, Works: f.Status != "DELETING", State: f.Status})
	}
	found := n.x.Near(&discover.Resource{}, typeEndpoint, id)
	if found == nil {
		r.absent(typeEndpoint, id)
		return answer(r, way.Endpoint{})
	}
	f := found.Facts.(*discover.VPCEndpoint)
	r.read(found, "State", f.State)
	r.quietly(found, "VpcEndpointType")
	e := way.Endpoint{ID: id, Service: f.VpcEndpointType == "Gateway", Works: f.State == "available", State: f.State,
		Appliances: f.VpcEndpointType == "GatewayLoadBalancer"}
	if e.Appliances {
		n.mayBeFirewall(r, found)
		r.read(found, "SubnetIds", show(f.SubnetIds))
		if len(f.SubnetIds) > 0 { // AWS lets it have one alone
			e.Subnet = f.SubnetIds[0]
		}
	}
	return answer(r, e)
}

// mayBeFirewall says what would have told that an endpoint is that of a firewall, which
// has the same type as those of other appliances: a firewall has one in each of its
// subnets, and names it once it works.
func (n *Network) mayBeFirewall(r *reading, endpoint *discover.Resource) {
	r.whole(typeFirewall, endpoint)
	vpc := endpoint.Facts.(*discover.VPCEndpoint).VpcId
	for _, fw := range n.x.Type(typeFirewall) {
		f := fw.Facts.(*discover.Firewall)
		of := way.Fact{Type: fw.Type, Resource: fw.Ref(), Name: "Endpoints"}
		gap := n.x.Missing(fw, "Endpoints")
		switch {
		case f.VpcId != "" && vpc != "" && f.VpcId != vpc:
		case gap != nil:
			r.lack(gap.Says(), of)
		case len(f.Endpoints) == 0:
			r.lack(finding.Say("%s names no endpoint, and %s may be one of its",
				"%s에 엔드포인트가 적혀 있지 않아 %s이(가) 그 엔드포인트일 수 있습니다", fw.ID, endpoint.ID), of)
		}
	}
}

func (n *Network) firewallOf(endpoint string) (*discover.Resource, discover.FirewallEndpoint) {
	for _, fw := range n.x.Type(typeFirewall) {
		for _, e := range fw.Facts.(*discover.Firewall).Endpoints {
			if e.EndpointId == endpoint {
				return fw, e
			}
		}
	}
	return nil, discover.FirewallEndpoint{}
}

// Machine is a network interface that routes lead to, or that of a machine.
func (n *Network) Machine(id string) way.Answer[way.Machine] {
	r := n.reading()
	nics := n.machines[id]
	if len(nics) == 0 {
		if nic := r.find(typeInterface, id); nic != nil {
			nics = []*discover.Resource{nic}
		}
	}
	m := way.Machine{}
	for _, nic := range nics {
		f := nic.Facts.(*discover.NetworkInterface)
		r.read(nic, "SourceDestCheck", strconv.FormatBool(f.SourceDestCheck))
		m.Forwards = m.Forwards || !f.SourceDestCheck
	}
	return answer(r, m)
}
