package way

import (
	"fmt"
	"net/netip"

	"asbuilt/packet"
)

// A world as the package is told of it.

type told struct{ *world }

func lost(what string) []Missing { return []Missing{{Fact: Fact{Name: what}}} }

func numbers(protocol int) packet.Numbers {
	if protocol < 0 {
		return packet.AnyProtocol()
	}
	return packet.Range(protocol, protocol)
}

func (t told) Group(id string) Answer[Group] {
	w := t.Groups[id]
	if w == nil {
		return Answer[Group]{Missing: lost(id)}
	}
	side := func(all []wRule) (rules []Rule) {
		for _, r := range all {
			rule := Rule{Protocols: numbers(r.Protocol), Ports: packet.AnyNumber()}
			if r.Protocol == 6 || r.Protocol == 17 {
				rule.Ports = packet.Range(r.First, r.Last)
			}
			if r.Protocol == 1 && r.Type != nil {
				rule.Ports = packet.ICMP(*r.Type, -1)
			}
			switch r.Peer[0] {
			case 'g':
				rule.Group = r.Peer
			case 'p':
				rule.List = r.Peer
			default:
				rule.Addresses = packet.Blocks(r.Peer)
			}
			rules = append(rules, rule)
		}
		return rules
	}
	return Answer[Group]{Value: Group{Name: id, In: side(w.In), Out: side(w.Out)}}
}

func (t told) List(id string) Answer[packet.Addresses] {
	return Answer[packet.Addresses]{Value: packet.Blocks(t.Lists[id]...)}
}

func (t told) Subnet(id string) Answer[Subnet] {
	s := t.subnet(id)
	return Answer[Subnet]{Value: Subnet{s.VPC, s.Zone, packet.Blocks(s.Blocks...)}}
}

func (t told) ACL(subnet string) Answer[ACL] {
	s := t.subnet(subnet)
	if s.ACL == nil {
		return Answer[ACL]{Missing: lost("acl of " + subnet)}
	}
	acl := ACL{ID: "acl-" + subnet}
	for number := range 200 {
		for _, e := range s.ACL {
			if e.Number != number {
				continue
			}
			entry := Entry{Number: number, Egress: e.Egress, Allow: e.Allow, Protocols: numbers(e.Protocol),
				Ports: packet.AnyNumber(), Peer: packet.Blocks(e.Peer), Text: fmt.Sprint(number)}
			if e.Protocol == 6 || e.Protocol == 17 {
				entry.Ports = packet.Range(e.First, e.Last)
			}
			if e.Protocol == 1 && e.Type != nil {
				entry.Ports = packet.ICMP(*e.Type, -1)
			}
			acl.Entries = append(acl.Entries, entry)
		}
	}
	return Answer[ACL]{Value: acl}
}

func (t told) routes(all []wRoute) (routes []Route) {
	kinds := map[string]Target{
		"local": Local, "igw": ToInternet, "igw1": ToInternet, "eigw": ToEgressOnly, "eigw1": ToEgressOnly, "nat0": ToNAT,
		"nat1": ToNAT, "fw": ToEndpoint, "svc": ToEndpoint, "gwe": ToEndpoint, "pcx": ToPeering, "tgw": ToTransit,
		"tgw2": ToTransit, "eni": ToMachine, "vgw": ToLine, "line": Elsewhere, "other": Elsewhere,
	}
	for _, r := range all {
		route := Route{Target: kinds[r.Target], ID: r.Target, Gone: r.Gone, Announced: r.Announced, Text: r.To + " → " + r.Target}
		blocks := []string{r.To}
		if r.To == "pl-svc" {
			route.List, blocks = r.To, t.Lists[r.To]
		}
		for _, b := range blocks {
			p := netip.MustParsePrefix(b)
			route.Blocks = append(route.Blocks, Block{packet.Prefix(p), p.Bits()})
		}
		routes = append(routes, route)
	}
	return routes
}

func (t told) Table(subnet string) Answer[Table] {
	s := t.subnet(subnet)
	if s == nil || s.Routes == nil {
		return Answer[Table]{Missing: lost("table of " + subnet)}
	}
	return Answer[Table]{Value: Table{ID: "rtb-" + subnet, VPC: s.VPC, Routes: t.routes(s.Routes)}}
}

func (t told) TableOf(id string) Answer[Table] {
	switch id {
	case "igw":
		return Answer[Table]{Value: Table{ID: "rtb-" + id, VPC: "v0", Routes: t.routes(t.Gateways[0].Routes)}}
	case "vgw":
		return Answer[Table]{Value: Table{ID: "rtb-" + id, VPC: t.world.Line.VPC, Routes: t.routes(t.world.Line.Routes)}}
	}
	return Answer[Table]{}
}

func (t told) Gateway(id string) Answer[Gateway] {
	v := 0
	if id[len(id)-1] == '1' {
		v = 1
	}
	attached := t.Gateways[v].Attached
	if id[0] == 'e' {
		attached = t.Egress[v]
	}
	g := Gateway{ID: id}
	if attached {
		g.VPC = []string{"v0", "v1"}[v]
	}
	return Answer[Gateway]{Value: g}
}

func (t told) GatewayOf(vpc string) Answer[Gateway] {
	if v := vpcIndex(vpc); t.Gateways[v].Attached {
		return Answer[Gateway]{Value: Gateway{ID: []string{"igw", "igw1"}[v], VPC: vpc}}
	}
	return Answer[Gateway]{}
}

func (t told) Switch(subnet string) Answer[Switch] {
	switch {
	case t.Mode == "?":
		return Answer[Switch]{Missing: lost("switch")}
	case t.Mode == "off" || t.Excluded == subnet:
		return Answer[Switch]{}
	}
	return Answer[Switch]{Value: Switch{In: true, Out: t.Mode == "block-bidirectional", Direct: true, Text: t.Mode}}
}

func (t told) NAT(id string) Answer[NAT] {
	for _, n := range t.NATs {
		if n.ID == id {
			s := t.subnet(n.Subnet)
			return Answer[NAT]{Value: NAT{Works: n.State == "available", State: n.State, Interface: Interface{
				ID: id, Name: id, VPC: s.VPC, Subnet: n.Subnet, Addresses: packet.Blocks(n.Addr), Public: !n.Private, Open: true, Translates: true,
			}}}
		}
	}
	return Answer[NAT]{Missing: lost(id)}
}

func (t told) Firewall(string) Answer[Firewall] {
	return Answer[Firewall]{Value: Firewall{ID: "fw", Name: "fw", Subnet: t.world.Firewall.Subnet,
		Judge: func(p packet.Set, _ []string) Judgement {
			switch t.world.Firewall.Does {
			case "pass", "each":
				return Judgement{Certain: p, Possible: p}
			case "drop":
				return Judgement{}
			}
			return Judgement{Possible: p, Missing: lost("policy")}
		}, Stateless: func(p packet.Set, _ bool) Judgement {
			switch t.world.Firewall.Does {
			case "each":
				return Judgement{Certain: p, Possible: p}
			case "?":
				return Judgement{Possible: p, Missing: lost("policy")}
			}
			return Judgement{}
		}}}
}

func (t told) Endpoint(id string) Answer[Endpoint] {
	if id == "svc" {
		return Answer[Endpoint]{Value: Endpoint{ID: id, Service: true, Works: t.world.Endpoint == "available",
			State: t.world.Endpoint}}
	}
	if id == "gwe" {
		return Answer[Endpoint]{Value: Endpoint{ID: id, Appliances: true, Subnet: t.world.Appliances, Works: true}}
	}
	return Answer[Endpoint]{Value: Endpoint{ID: id, Firewall: true, Works: true}}
}

func (t told) Peering(string) Answer[Peering] {
	if t.world.Peering == "" {
		return Answer[Peering]{Missing: lost("peering")}
	}
	return Answer[Peering]{Value: Peering{Works: t.world.Peering == "active", State: t.world.Peering,
		VPCs: [2]string{"v0", "v1"}, Region: t.OneRegion}}
}

func (t told) Transit(id, of string) Answer[Transit] {
	w := t.world.Transit
	refused := func(why string) Answer[Transit] {
		return Answer[Transit]{Value: Transit{Refused: sameText(why)}}
	}
	if id == "tgw2" {
		switch {
		case of == "tgw" && t.world.Peer.State == "?":
			return Answer[Transit]{Missing: lost("peering of transit gateways")}
		case of == "v1" && len(t.world.Peer.Plugs) == 0, of == "v0":
			return refused("not attached")
		}
		return Answer[Transit]{Value: Transit{Subnets: t.world.Peer.Plugs, Routes: t.transitRoutes(t.world.Peer.Routes,
			[2][]string{nil, t.world.Peer.Plugs}, "tgw")}}
	}
	a := Transit{Routes: t.transitRoutes(w.Routes, w.Plugs, "tgw2")}
	switch {
	case w.Unknown:
		return Answer[Transit]{Missing: lost("transit")}
	case w.State != "available":
		return refused("not available")
	case of == "v0", of == "v1":
		v := vpcIndex(of)
		if len(w.Plugs[v]) == 0 {
			return refused("not attached")
		}
		a.Subnets, a.Naming = w.Plugs[v], naming(w.Naming[0]).And(naming(w.Naming[1+v]))
	}
	return Answer[Transit]{Value: a}
}

func (t told) transitRoutes(routes []wTransitRoute, plugs [2][]string, other string) (all []TransitRoute) {
	for _, r := range routes {
		p := netip.MustParsePrefix(r.To)
		route := TransitRoute{Blocks: []Block{{packet.Prefix(p), p.Bits()}}, Gone: r.Gone, Text: r.To}
		switch {
		case r.VPC == wLineOut && t.world.Transit.Line:
			route.Line = "office"
		case r.VPC == wLineOut:
			route.Unfollowed = lost("line")
		case r.VPC == wOther && t.world.Peer.State == "?":
			route.Unfollowed = lost("peering")
		case r.VPC == wOther && t.world.Peer.State != "available":
			route.Refused = sameText("not available")
		case r.VPC == wOther:
			route.Gateway = other
		case len(plugs[r.VPC]) == 0:
			route.Refused = sameText("not attached")
		default:
			route.VPC, route.Subnets = []string{"v0", "v1"}[r.VPC], plugs[r.VPC]
			if other == "tgw2" {
				route.Naming = naming(t.world.Transit.Naming[1+r.VPC])
			}
		}
		all = append(all, route)
	}
	return all
}

func naming(word string) Naming {
	switch word {
	case "on":
		return Naming{On: true}
	case "off":
		return Naming{}
	}
	return Naming{On: true, Missing: lost("naming")}
}

func (t told) Line(string) Answer[Line] {
	w := t.world.Line
	if w.State == "?" {
		return Answer[Line]{Missing: lost("line")}
	}
	l := Line{VPC: w.VPC, Works: w.State == "up", State: w.State, Known: packet.Blocks(w.Static...)}
	if w.Learns {
		l.Learns = lost("what the line learns")
	}
	return Answer[Line]{Value: l}
}

func (t told) Lines(vpc string) Answer[[]Entrance] {
	var all []Entrance
	if t.world.Line.VPC == vpc {
		all = append(all, Entrance{ID: "vgw"})
	}
	if t.world.Transit.Line && len(t.world.Transit.Plugs[vpcIndex(vpc)]) > 0 {
		all = append(all, Entrance{ID: "tgw", Of: "office"})
	}
	return Answer[[]Entrance]{Value: all}
}

func (t told) Machine(string) Answer[Machine] {
	return Answer[Machine]{Value: Machine{Forwards: t.Forwards}}
}

func (w *world) placed(h wHost) End {
	return End{Name: sameText(h.ID), AnswerPorts: LinuxPorts(), Interfaces: []Interface{{
		ID: h.ID, Name: h.ID, VPC: w.subnet(h.Subnet).VPC, Subnet: h.Subnet, Addresses: packet.Blocks(h.Addrs...), Public: h.Public, Groups: h.Groups,
	}}}
}
