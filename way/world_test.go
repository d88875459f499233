package way

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
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

type wNAT struct {
	ID, Subnet, Addr, State string
	Private                 bool `json:",omitempty"`
}

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
	Does   string // pass, drop, each for passing packet by packet, or ? when nobody read it
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
		Firewall: wFirewall{Subnet: "s2", Does: pick(g.Rand, []string{"pass", "pass", "pass", "each", "drop", "?"})},
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
		{"nat0", "s1", "10.0.2.6", pick(g.Rand, []string{"available", "available", "available", "failed"}), false},
		{"nat1", "s2", "10.0.3.6", "available", g.chance(20)},
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
