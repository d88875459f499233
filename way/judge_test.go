package way

import (
	"net/netip"
	"slices"

	"asbuilt/finding"
)

func sameText(s string) finding.Text { return finding.Same(s) }

// The second judge: one packet at a time, by the rules of AWS's documentation, from
// the plain data of a world. It shares no code with the package.

// fate is what becomes of a packet.
type fate struct {
	refused, unknown, sometimes bool
}

func (f *fate) refuse() { f.refused = true }

// shot is one packet as it looks at one place.
type shot struct {
	src, dst     netip.Addr
	protocol     int
	sport, dport int
}

func (s shot) answered() shot {
	return shot{s.dst, s.src, s.protocol, s.dport, s.sport}
}

var parsed = map[string]netip.Prefix{}

func prefix(block string) netip.Prefix {
	p, ok := parsed[block]
	if !ok {
		p = netip.MustParsePrefix(block)
		parsed[block] = p
	}
	return p
}

func in(block string, a netip.Addr) bool { return prefix(block).Contains(a) }

// goal is where a packet is to go: a host, or outside.
type goal struct {
	host    *wHost
	service bool
	office  bool // a network beyond AWS
	nat     *wNAT
}

func (g goal) subnet() string {
	switch {
	case g.host != nil:
		return g.host.Subnet
	case g.nat != nil:
		return g.nat.Subnet
	}
	return ""
}

// trip is one direction of a packet's way.
type trip struct {
	w      *world
	f      *fate
	answer bool
	middle bool
	joined string
	naming string // whether groups may be named across what joined: on, off or ?
	fw     bool
	blind  bool // nobody knows a part of the way
	// turned is where answers set out: a subnet, "gateway", "line", "transit line", or ""
	// for straight back.
	turned   string
	from, to goal
	natted   []string
	seen     map[string]bool
	// sender is the host, or NAT gateway, whose packets these are.
	sender goal
}

// acl is whether the ACL of a subnet lets a packet out or in.
func (t *trip) acl(subnet string, s shot, egress bool) {
	if subnet == "" {
		return
	}
	entries := t.w.subnet(subnet).ACL
	if entries == nil {
		t.f.unknown = true
		return
	}
	peer := s.src
	if egress {
		peer = s.dst
	}
	best := -1
	for i, e := range entries {
		fits := e.Egress == egress && (e.Protocol == -1 || e.Protocol == s.protocol) && in(e.Peer, peer)
		if fits && (e.Protocol == 6 || e.Protocol == 17) {
			fits = e.First <= s.dport && s.dport <= e.Last
		}
		if fits && e.Protocol == 1 && e.Type != nil {
			fits = *e.Type == s.dport>>8
		}
		if fits && (best < 0 || e.Number < entries[best].Number) {
			best = i
		}
	}
	if best < 0 || !entries[best].Allow {
		t.f.refuse()
	}
}

// groups is whether a host's groups let a packet through.
func (t *trip) groups(of *wHost, other *wHost, service bool, s shot, out bool, seen bool, unsure bool) {
	peer := s.src
	if out {
		peer = s.dst
	}
	lets, may := false, false
	for _, id := range of.Groups {
		g := t.w.Groups[id]
		if g == nil {
			may = true
			continue
		}
		rules := g.In
		if out {
			rules = g.Out
		}
		for _, r := range rules {
			if r.Protocol != -1 && r.Protocol != s.protocol || (r.Protocol == 6 || r.Protocol == 17) &&
				(s.dport < r.First || s.dport > r.Last) || r.Protocol == 1 && r.Type != nil && *r.Type != s.dport>>8 {
				continue
			}
			switch {
			case r.Peer[0] == 'g':
				if other != nil && slices.Contains(other.Groups, r.Peer) {
					lets, may = lets || seen && !unsure, may || seen && unsure
				}
			case r.Peer == "pl-svc" && service:
				lets = true
			case r.Peer[0] == 'p':
				for _, b := range t.w.Lists[r.Peer] {
					lets = lets || in(b, peer)
				}
			default:
				lets = lets || in(r.Peer, peer)
			}
		}
	}
	switch {
	case lets:
	case may:
		t.f.unknown = true
	default:
		t.f.refuse()
	}
}

func (t *trip) finish(s shot, border bool) {
	if border {
		t.acl(t.to.subnet(), s, false)
	}
	t.turned = t.to.subnet()
}

// go_ moves a packet on from a subnet. It reports false when it got nowhere.
func (t *trip) move(at string, s shot) bool {
	if t.to.subnet() == at {
		t.turned = at
		return true
	}
	if t.seen[at] {
		t.f.refuse()
		return false
	}
	t.seen[at] = true
	sub := t.w.subnet(at)
	if sub.Routes == nil {
		return t.unsure(s)
	}
	return t.route(sub.Routes, at, sub.VPC, s)
}

func (t *trip) unsure(s shot) bool {
	t.f.unknown, t.blind = true, true
	t.finish(s, true)
	return true
}

func (t *trip) route(routes []wRoute, at, vpc string, s shot) bool {
	var best *wRoute
	bits := -1
	for i, r := range routes {
		blocks := []string{r.To}
		if r.To == "pl-svc" {
			blocks = t.w.Lists[r.To]
			if t.to.service {
				best, bits = &routes[i], 200
			}
		}
		for _, b := range blocks {
			p := prefix(b)
			if p.Contains(s.dst) && p.Bits() > bits {
				best, bits = &routes[i], p.Bits()
			}
		}
	}
	if best == nil {
		if sub := t.to.subnet(); sub != "" && t.w.subnet(sub).VPC == vpc {
			best = &wRoute{Target: "local"}
		} else {
			t.f.refuse()
			return false
		}
	}
	if best.Gone {
		t.f.refuse()
		return false
	}
	switch best.Target {
	case "local":
		sub := t.to.subnet()
		if sub == "" || t.w.subnet(sub).VPC != vpc {
			t.f.refuse()
			return false
		}
		t.acl(at, s, true)
		t.finish(s, true)
		return true
	case "igw", "eigw", "igw1", "eigw1":
		return t.internet(best.Target, at, vpc, s)
	case "nat0", "nat1":
		return t.nat(best.Target, at, s)
	case "fw":
		t.acl(at, s, true)
		t.middle, t.fw = true, true
		if t.w.Firewall.Subnet != at {
			t.acl(t.w.Firewall.Subnet, s, false)
		}
		if !t.answer {
			switch t.w.Firewall.Does {
			case "drop":
				t.f.refuse()
			case "?":
				t.f.unknown = true
			}
		}
		return t.move(t.w.Firewall.Subnet, s)
	case "gwe":
		t.acl(at, s, true)
		t.f.unknown, t.middle = true, true
		if t.w.Appliances != at {
			t.acl(t.w.Appliances, s, false)
		}
		return t.move(t.w.Appliances, s)
	case "vgw":
		return t.line(best.Announced, at, vpc, s)
	case "svc":
		t.acl(at, s, true)
		if t.w.Endpoint != "available" || t.to.subnet() != "" || t.foreign(vpc) {
			t.f.refuse()
			return false
		}
		t.turned = ""
		return true
	case "pcx":
		return t.peering(at, vpc, s)
	case "tgw":
		return t.transit(at, vpc, s)
	case "tgw2":
		return t.otherTransit(at, vpc, s)
	case "eni":
		t.acl(at, s, true)
		t.middle = true
		if !t.w.Forwards {
			t.f.refuse()
			return false
		}
		return t.unsure(s)
	}
	t.acl(at, s, true)
	return t.unsure(s)
}

func public(a netip.Addr) bool {
	if a.Is4() {
		return !in("10.0.0.0/8", a)
	}
	return in("2000::/3", a)
}

func (t *trip) internet(gateway, at, vpc string, s shot) bool {
	t.acl(at, s, true)
	only := gateway[0] == 'e'
	attached := t.w.Gateways[vpcIndex(vpc)].Attached
	if only {
		attached = t.w.Egress[vpcIndex(vpc)]
	}
	if (gateway[len(gateway)-1] == '1') != (vpc == "v1") || !attached {
		t.f.refuse()
		return false
	}
	if t.source().subnet() != "" && t.foreign(vpc) {
		t.f.refuse()
		return false
	}
	switch {
	case t.answer && only && t.to.subnet() == "":
		t.f.refuse()
		return false
	case t.answer:
	case only:
		if s.dst.Is4() {
			t.f.refuse()
		}
		t.block(at, false, true)
	default:
		if s.src.Is4() && (t.sender.host != nil && !t.sender.host.Public || t.sender.nat != nil && t.sender.nat.Private) || s.src.Is6() && !public(s.src) {
			t.f.refuse()
		}
		t.block(at, false, t.sender.nat != nil)
	}
	if t.to.subnet() != "" || t.to.service || t.to.office {
		t.f.refuse()
		return false
	}
	t.turned = gateway
	if only {
		t.turned = ""
	}
	return true
}

// source is whose packets these are.
func (t *trip) source() goal {
	if t.answer {
		return t.from
	}
	return t.sender
}

// foreign is whether they came into a VPC from elsewhere.
func (t *trip) foreign(vpc string) bool {
	at := t.source().subnet()
	return at == "" || t.w.subnet(at).VPC != vpc
}

// block is VPC Block Public Access.
func (t *trip) block(at string, inwards, indirect bool) {
	switch {
	case t.w.Mode == "?":
		t.f.unknown = true
	case t.w.Mode == "off" || t.w.Excluded == at:
	case inwards || t.w.Mode == "block-bidirectional" || !indirect:
		t.f.refuse()
	}
}

func (t *trip) peering(at, vpc string, s shot) bool {
	t.acl(at, s, true)
	switch {
	case t.w.Peering == "":
		return t.unsure(s)
	case t.w.Peering != "active":
		t.f.refuse()
		return false
	}
	if sub := t.to.subnet(); sub == "" || t.w.subnet(sub).VPC == vpc || t.foreign(vpc) {
		t.f.refuse()
		return false
	}
	t.join("peering")
	if !t.w.OneRegion {
		t.joined = "regions"
	}
	t.finish(s, true)
	return true
}

// nat gives a packet the gateway's address and follows what becomes of it, for each
// port that could make a difference.
func (t *trip) nat(id, at string, s shot) bool {
	t.acl(at, s, true)
	if t.answer {
		t.f.refuse()
		return false
	}
	var gate *wNAT
	for i := range t.w.NATs {
		if t.w.NATs[i].ID == id {
			gate = &t.w.NATs[i]
		}
	}
	if gate.State != "available" || slices.Contains(t.natted, id) {
		t.f.refuse()
		return false
	}
	if s.dst.Is6() {
		t.f.refuse()
	}
	if gate.Subnet != at {
		t.acl(gate.Subnet, s, false)
	}
	t.middle = true
	ports := []int{1024, 1999, 2000, 32767, 32768, 32769, 60999, 61000, 61001, 65535}
	if s.protocol == 1 {
		ports = []int{0}
	}
	var fates []fate
	for _, p := range ports {
		out := shot{netip.MustParseAddr(gate.Addr), s.dst, s.protocol, p, s.dport}
		fates = append(fates, t.w.judge(goal{nat: gate}, t.to, out, append(slices.Clone(t.natted), id)))
	}
	all := func(is func(fate) bool) bool {
		return !slices.ContainsFunc(fates, func(f fate) bool { return !is(f) })
	}
	some := func(is func(fate) bool) bool { return slices.ContainsFunc(fates, is) }
	open := func(f fate) bool { return !f.refused && !f.unknown && !f.sometimes }
	refused := func(f fate) bool { return f.refused }
	switch {
	case all(open):
	case all(refused):
		t.f.refuse()
	case some(func(f fate) bool { return f.sometimes }), some(open) && some(refused):
		t.f.sometimes = true
	default:
		t.f.unknown = true
	}
	t.turned = gate.Subnet
	return true
}

// judge is what becomes of a packet and its answer.
func (w *world) judge(from, to goal, s shot, natted []string) fate {
	var f fate
	t := &trip{w: w, f: &f, from: from, to: to, sender: from, natted: natted, seen: map[string]bool{}}
	groups := func(out, in, unsure bool) {
		if from.host != nil {
			t.groups(from.host, to.host, to.service, s, true, out, false)
		}
		if to.host != nil {
			t.groups(to.host, from.host, false, s, false, in, unsure)
		}
	}
	groups(true, true, false)
	arrived := false
	switch {
	case from.subnet() != "":
		arrived = t.move(from.subnet(), s)
	case from.office:
		return w.fromOffice(t, s)
	default:
		arrived = w.enter(t, s)
	}
	if !arrived {
		f.refuse()
		return f
	}
	switch {
	case t.middle, t.joined == "regions":
		groups(false, false, false)
	case t.joined == "transit":
		groups(false, t.naming != "off", t.naming == "?")
	}
	w.back(t, s)
	return f
}

// back is what becomes of the answer to a packet that arrived.
func (w *world) back(t *trip, s shot) {
	back := &trip{w: w, f: t.f, answer: true, from: t.to, to: t.from, seen: map[string]bool{}, natted: t.natted}
	if !back.home(t.turned, s.answered()) {
		t.f.refuse()
		return
	}
	if t.fw != back.fw && !t.blind && !back.blind {
		switch w.Firewall.Does {
		case "each":
		case "?":
			t.f.unknown = true
		default:
			t.f.refuse()
		}
	}
}

func (t *trip) home(turned string, s shot) bool {
	switch turned {
	case "":
		if t.to.subnet() != "" {
			t.finish(s, true)
		}
		return true
	case "igw", "igw1", "line":
		return t.w.inward(t, turned, s)
	case "transit line":
		return t.w.fromTransitLine(t, s)
	}
	return t.move(turned, s)
}

// inward takes a packet from a gateway into its VPC.
func (w *world) inward(t *trip, gateway string, s shot) bool {
	vpc, routes := "v0", w.Gateways[0].Routes
	switch gateway {
	case "igw1":
		vpc, routes = "v1", w.Gateways[1].Routes
	case "line", "vgw":
		vpc, routes = w.Line.VPC, w.Line.Routes
	}
	if len(routes) == 0 {
		if t.to.subnet() != "" {
			t.finish(s, true)
		}
		return true
	}
	return t.route(routes, "", vpc, s)
}

func (w *world) enter(t *trip, s shot) bool {
	h := t.to.host
	if s.dst.Is4() && !h.Public || s.dst.Is6() && !public(s.dst) {
		t.f.refuse()
	}
	t.block(h.Subnet, true, false)
	v := vpcIndex(w.subnet(h.Subnet).VPC)
	if !w.Gateways[v].Attached {
		return false
	}
	return w.inward(t, []string{"igw", "igw1"}[v], s)
}

func parsePrefix(block string) (netip.Prefix, error) { return netip.ParsePrefix(block) }
