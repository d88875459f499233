package way

import (
	"fmt"
	"math/rand/v2"
	"net/netip"

	"asbuilt/packet"
)

// A world is a small network as plain data: what the second judge reads packet by
// packet, and what the package is asked about in sets.
type world struct {
	Subnets   []wSubnet
	Hosts     []wHost
	Groups    map[string]*wGroup // nil when nobody read it
	Lists     map[string][]string
	Gateways  [2]wGateway // internet gateway of each VPC
	Egress    [2]bool     // egress-only gateway attached to each VPC
	NATs      []wNAT
	Peering   string // active, or another state; empty when nobody read it
	OneRegion bool
	Transit   wTransit
	Firewall  wFirewall
	Endpoint  string // state of the gateway endpoint to the service
	Mode      string // of VPC Block Public Access; "?" when nobody read it
	Excluded  string // subnet that is excluded
	Forwards  bool   // the machine that routes may lead to
	// Appliances is the subnet of the endpoint of a gateway load balancer.
	Appliances string
	Line       wLine
	Peer       wPeer
}

// wLine is a virtual private gateway.
type wLine struct {
	VPC    string
	State  string // up, down or ?
	Static []string
	Learns bool
	Routes []wRoute // of its own table; none for the network's
}

// wPeer is another transit gateway, which the first is peered with.
type wPeer struct {
	State  string   // of the peering; ? when nobody read it
	Plugs  []string // subnets of v1
	Routes []wTransitRoute
}

// where routes of transit gateways may lead besides VPCs.
const (
	wLineOut = -1
	wOther   = -2
)

type wSubnet struct {
	ID, VPC, Zone string
	Blocks        []string
	ACL           []wEntry // nil when nobody read it
	Routes        []wRoute // nil when nobody read it
}

type wEntry struct {
	Number        int
	Egress, Allow bool
	Protocol      int // -1 for all
	Peer          string
	First, Last   int
	Type          *int `json:",omitempty"` // of ICMP
}

type wRoute struct {
	To, Target string
	Gone       bool
	Announced  bool `json:",omitempty"`
}

type wHost struct {
	ID, Subnet string
	Addrs      []string
	Groups     []string
	Public     bool
}

type wGroup struct{ In, Out []wRule }

type wRule struct {
	Protocol    int
	First, Last int
	Peer        string // a block, a group or a list
	Type        *int   `json:",omitempty"` // of ICMP
}

type wGateway struct {
	Attached bool
	Routes   []wRoute // of the gateway's own table; none for the network's
}

type wNAT struct{ ID, Subnet, Addr, State string }

type wTransit struct {
	State   string
	Plugs   [2][]string // subnets of each VPC; none for no attachment
	Routes  []wTransitRoute
	Unknown bool
	// Line says that a line is attached to it.
	Line bool
	// Naming is whether groups may be named across it: its own switch, and those of both
	// VPCs; on, off, or nobody read it.
	Naming [3]string
}

type wTransitRoute struct {
	To   string
	VPC  int // or wLineOut, or wOther
	Gone bool
}

type wFirewall struct {
	Subnet string
	Does   string // pass, drop, or ? when nobody read it
}

// wTypes are those of ICMP: any, an echo and its answer.
var wTypes = func() []*int {
	echo, reply := 8, 0
	return []*int{nil, nil, &echo, &reply}
}()

// the words that random networks are made of.
var (
	wPorts   = []int{0, 1, 2, 3, 4, 5, 6, 7}
	wSources = []int{32768, 60999}
	wOutside = []string{"8.0.0.1", "9.0.0.1", "203.0.113.9", "2600::1", "2601::1"}
	wEdges   = [][2]int{{0, 65535}, {0, 3}, {2, 5}, {4, 7}, {1024, 65535}, {32768, 65535}, {1024, 32768}, {0, 60999},
		{2000, 61000}}
	wBlocks = []string{
		"0.0.0.0/0", "0.0.0.0/1", "8.0.0.0/8", "10.0.0.0/8", "10.0.1.0/29", "10.0.2.0/29", "10.0.3.0/29", "10.1.1.0/29", "10.0.1.1/32", "10.0.1.0/30",
		"::/0", "2600::/16", "2406:da12:1::/64", "2406:da12:2::/64", "128.0.0.0/1",
	}
)

func pick[T any](r *rand.Rand, all []T) T { return all[r.IntN(len(all))] }

func (g *gen) chance(percent int) bool { return g.IntN(100) < percent }

// gen makes worlds. Calm ones are mostly open, so that what little is in the way
// decides.
type gen struct {
	*rand.Rand
	calm bool
}

// randomWorld is a network of two VPCs, up to four hosts and every kind of gateway.
func randomWorld(seed uint64) *world {
	g := &gen{rand.New(rand.NewPCG(seed, 11)), seed%2 == 1}
	w := &world{
		Groups: map[string]*wGroup{}, Lists: map[string][]string{"pl-1": {pick(g.Rand, wBlocks),
			pick(g.Rand, wBlocks)}, "pl-svc": {"9.0.0.0/24"}},
		Gateways: [2]wGateway{{Attached: g.calm || g.chance(85)},
			{Attached: g.chance(30)}}, Egress: [2]bool{g.chance(80), false},
		Peering: pick(g.Rand, []string{"active", "active", "active", "deleted", ""}), OneRegion: g.chance(70),
		Transit: wTransit{State: pick(g.Rand, []string{"available", "available", "available", "deleting"}),
			Unknown: g.chance(8)},
		Firewall: wFirewall{Subnet: "s2", Does: pick(g.Rand, []string{"pass", "pass", "pass", "drop", "?"})},
		Endpoint: pick(g.Rand, []string{"available", "available", "failed"}),
		Mode: pick(g.Rand, []string{"off", "off", "off", "off", "block-bidirectional", "block-ingress",
			"?"}), Excluded: pick(g.Rand, []string{"", "s1", "s2"}),
		Forwards: g.chance(50), Appliances: pick(g.Rand, []string{"s1", "s2"}),
		Line: wLine{VPC: pick(g.Rand, []string{"v0", "v0", "v1"}), State: pick(g.Rand, []string{"up", "up", "up", "down", "?"}),
			Learns: g.chance(50)},
		Peer: wPeer{State: pick(g.Rand, []string{"available", "available", "available", "rejected", "?"})},
	}
	g.beyond(w)
	if g.chance(25) {
		w.Gateways[0].Routes = []wRoute{{To: "10.0.0.0/16", Target: "local"},
			{To: "10.0.1.0/29", Target: pick(g.Rand, []string{"local", "fw"})}}
	}
	for i, s := range []struct{ vpc, zone, v4, v6 string }{{"v0", "a", "10.0.1.0/29", "2406:da12:1::/64"},
		{"v0", "b", "10.0.2.0/29", "2406:da12:2::/64"}, {"v0", "a", "10.0.3.0/29", ""}, {"v1", "a", "10.1.1.0/29",
			"2406:da12:3::/64"}} {
		sub := wSubnet{ID: fmt.Sprint("s", i), VPC: s.vpc, Zone: s.zone, Blocks: []string{s.v4}}
		if s.v6 != "" && g.chance(50) {
			sub.Blocks = append(sub.Blocks, s.v6)
		}
		w.Subnets = append(w.Subnets, sub)
	}
	for i := range w.Subnets {
		g.acl(&w.Subnets[i])
		g.routes(w, &w.Subnets[i])
	}
	if g.calm { // what the ports of a NAT gateway make of it
		nat := w.subnet(pick(g.Rand, []string{"s1", "s2"}))
		for i := range nat.Routes {
			if nat.Routes[i].To == "0.0.0.0/0" && g.chance(70) {
				nat.Routes[i].Target = "igw"
			}
		}
		if nat.ACL != nil && g.chance(40) {
			e := pick(g.Rand, [][2]int{{1024, 32768}, {32768, 65535}, {2000, 61000}, {61000, 65535}})
			nat.ACL = append(nat.ACL, wEntry{50, g.chance(20), false, pick(g.Rand, []int{6, -1, 17}),
				pick(g.Rand, []string{"8.0.0.0/8", "0.0.0.0/0", "128.0.0.0/1"}), e[0], e[1], nil})
		}
	}
	for _, id := range []string{"ga", "gb", "gc"} {
		w.Groups[id] = &wGroup{In: g.rules(), Out: g.rules()}
		if g.chance(4) {
			w.Groups[id] = nil
		}
	}
	for i := range 2 + g.IntN(3) {
		g.host(w, i)
	}
	w.NATs = []wNAT{
		{"nat0", "s1", "10.0.2.6", pick(g.Rand, []string{"available", "available", "available", "failed"})},
		{"nat1", "s2", "10.0.3.6", "available"},
	}
	for v, subnets := range [][]string{{"s0", "s1", "s2"}, {"s3"}} {
		for _, id := range subnets {
			if g.chance(60) {
				w.Transit.Plugs[v] = append(w.Transit.Plugs[v], id)
			}
		}
	}
	for _, to := range []string{"10.0.0.0/16", "10.1.0.0/16", pick(g.Rand, wBlocks)} {
		w.Transit.Routes = append(w.Transit.Routes, wTransitRoute{to, pick(g.Rand, []int{0, 0, 1, 1, wLineOut, wOther}), g.chance(10)})
	}
	if g.chance(60) {
		w.Transit.Routes = append(w.Transit.Routes, wTransitRoute{"192.168.0.0/16", wLineOut, g.chance(10)})
	}
	return w
}

// beyond makes what lies outside of the two VPCs.
func (g *gen) beyond(w *world) {
	w.Transit.Line = g.chance(60)
	for i := range w.Transit.Naming {
		w.Transit.Naming[i] = pick(g.Rand, []string{"on", "on", "on", "off", "?"})
	}
	w.Egress[1] = g.chance(50)
	if g.chance(50) {
		w.Line.Static = []string{pick(g.Rand, []string{"192.168.0.0/24", "192.168.0.0/30", "192.168.0.8/29"})}
	}
	if g.chance(20) && w.Line.VPC == "v0" {
		w.Line.Routes = []wRoute{{To: "10.0.0.0/16", Target: "local"},
			{To: "10.0.1.0/29", Target: pick(g.Rand, []string{"local", "fw"})}}
	}
	if g.chance(80) {
		w.Peer.Plugs = []string{"s3"}
	}
	for _, to := range []string{"10.0.0.0/16", "10.1.0.0/16", pick(g.Rand, wBlocks)} {
		w.Peer.Routes = append(w.Peer.Routes, wTransitRoute{to, pick(g.Rand, []int{1, 1, wOther, wOther}), g.chance(10)})
	}
}

func (g *gen) acl(s *wSubnet) {
	if g.chance(4) {
		return
	}
	s.ACL = []wEntry{}
	for _, out := range []bool{true, false} {
		count := g.IntN(3)
		if g.calm {
			count = g.IntN(5) / 4
		}
		for i := range count {
			e := pick(g.Rand, wEdges)
			s.ACL = append(s.ACL, wEntry{90 - i, out, g.chance(50), pick(g.Rand, []int{-1, 6, 6, 17, 1}),
				pick(g.Rand, wBlocks), e[0], e[1], pick(g.Rand, wTypes)})
		}
		if g.calm || g.chance(90) {
			s.ACL = append(s.ACL, wEntry{Number: 100, Egress: out, Allow: true, Protocol: -1, Peer: "0.0.0.0/0"},
				wEntry{Number: 101, Egress: out, Allow: true, Protocol: -1, Peer: "::/0"})
		}
	}
	g.Shuffle(len(s.ACL), func(i, j int) { s.ACL[i], s.ACL[j] = s.ACL[j], s.ACL[i] })
}

func (g *gen) routes(w *world, s *wSubnet) {
	if g.chance(4) {
		return
	}
	local := map[string]string{"v0": "10.0.0.0/16", "v1": "10.1.0.0/16"}[s.VPC]
	own := map[string]string{"v0": "", "v1": "1"}[s.VPC]
	s.Routes = []wRoute{{To: local, Target: "local"}}
	if g.calm || g.chance(75) {
		s.Routes = append(s.Routes, wRoute{To: "0.0.0.0/0",
			Target: pick(g.Rand, []string{"igw" + own, "igw" + own, "nat0", "nat1", "fw", "tgw", "eni", "gwe"}), Gone: g.chance(5)})
	}
	if g.chance(40) {
		s.Routes = append(s.Routes, wRoute{To: "::/0", Target: pick(g.Rand, []string{"igw" + own, "eigw" + own, "tgw"})})
	}
	if g.chance(60) {
		other := map[string]string{"v0": "10.1.0.0/16", "v1": "10.0.0.0/16"}[s.VPC]
		s.Routes = append(s.Routes, wRoute{To: other,
			Target: pick(g.Rand, []string{"pcx", "pcx", "tgw", "tgw", "tgw2", "vgw", "line"})})
	}
	if g.chance(50) {
		s.Routes = append(s.Routes, wRoute{To: pick(g.Rand, []string{"192.168.0.0/16", "192.168.0.0/24", "192.168.0.0/30"}),
			Target: pick(g.Rand, []string{"vgw", "vgw", "vgw", "tgw", "tgw2", "fw", "gwe"}), Announced: g.chance(30)})
	}
	if g.chance(30) {
		s.Routes = append(s.Routes, wRoute{To: "pl-svc", Target: "svc"})
	}
	for range g.IntN(2) {
		if g.calm {
			break
		}
		s.Routes = append(s.Routes, wRoute{To: pick(g.Rand, wBlocks),
			Target: pick(g.Rand, []string{"igw" + own, "fw", "fw", "pcx", "tgw", "tgw2", "vgw", "gwe", "eni", "nat0", "other"}),
			Gone:   g.chance(10)})
	}
	seen := map[string]bool{} // a table has one route to a block
	var one []wRoute
	for _, r := range s.Routes {
		if !seen[r.To] {
			seen[r.To], one = true, append(one, r)
		}
	}
	s.Routes = one
	g.Shuffle(len(one), func(i, j int) { one[i], one[j] = one[j], one[i] })
}

func (g *gen) rules() []wRule {
	var all []wRule
	for range g.IntN(4) {
		e := pick(g.Rand, wEdges)
		all = append(all, wRule{pick(g.Rand, []int{-1, 6, 6, 17, 1}), e[0], e[1],
			pick(g.Rand, append([]string{"ga", "gb", "pl-1", "pl-svc", "0.0.0.0/0", "::/0"}, wBlocks...)),
			pick(g.Rand, wTypes)})
	}
	if g.calm || g.chance(50) {
		all = append(all, wRule{Protocol: -1, Peer: "0.0.0.0/0"})
	}
	return all
}

func (g *gen) host(w *world, i int) {
	s := w.Subnets[g.IntN(len(w.Subnets))]
	h := wHost{ID: fmt.Sprint("h", i), Subnet: s.ID, Public: g.chance(50)}
	base := netip.MustParsePrefix(s.Blocks[0]).Addr()
	for range 1 + i {
		base = base.Next()
	}
	h.Addrs = []string{base.String()}
	if len(s.Blocks) > 1 && g.chance(70) {
		v6 := netip.MustParsePrefix(s.Blocks[1]).Addr()
		for range 1 + i {
			v6 = v6.Next()
		}
		h.Addrs = append(h.Addrs, v6.String())
	}
	for _, id := range []string{"ga", "gb", "gc"} {
		if g.chance(45) {
			h.Groups = append(h.Groups, id)
		}
	}
	w.Hosts = append(w.Hosts, h)
}

func (w *world) subnet(id string) *wSubnet {
	for i := range w.Subnets {
		if w.Subnets[i].ID == id {
			return &w.Subnets[i]
		}
	}
	return nil
}

func vpcIndex(v string) int {
	if v == "v1" {
		return 1
	}
	return 0
}

// The rest is the world as the package is told of it.

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
				ID: id, Name: id, VPC: s.VPC, Subnet: n.Subnet, Addresses: packet.Blocks(n.Addr), Public: true, Open: true, Translates: true,
			}}}
		}
	}
	return Answer[NAT]{Missing: lost(id)}
}

func (t told) Firewall(string) Answer[Firewall] {
	return Answer[Firewall]{Value: Firewall{ID: "fw", Name: "fw", Subnet: t.world.Firewall.Subnet,
		Judge: func(p packet.Set, _ []string) Judgement {
			switch t.world.Firewall.Does {
			case "pass":
				return Judgement{Certain: p, Possible: p}
			case "drop":
				return Judgement{}
			}
			return Judgement{Possible: p, Missing: lost("policy")}
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
