package way

import (
	"slices"

	"asbuilt/finding"
	"asbuilt/packet"
)

// The order in which refusals are told: as a packet meets them.
const (
	stageOut = iota
	stageRoute
	stageIn
	stageEnd
	stageAnswer
)

// direction is one of the two in which packets of a connection go: what they look
// like from where they are.
type direction struct {
	answer   bool
	from, to packet.Dimension
	port     packet.Dimension // where they go to
}

var (
	forth = direction{false, packet.Source, packet.Destination, packet.Port}
	back  = direction{true, packet.Destination, packet.Source, packet.SourcePort}
)

// stream is packets on their way. All are those that are still followed, whatever
// refused them, so that every reason is found; possible are those that nothing
// refused, certain those about which no doubt is left.
type stream struct {
	all, possible, certain packet.Set
	sometimes              packet.Set
	vpc                    string
	subnet                 string // where they are; empty at a border
	table                  string // the table that decides, where that is not the subnet's
	passes                 []string
	firewalls              []string
	middle                 bool // through something that hides groups from each other
	joined                 string
	naming                 Naming // across the transit gateway that joined
	blind                  bool   // a part of the way is not known
	hazy                   bool   // nor is one beyond a gateway that puts its own address before them
	seen                   []string
	// turn is where answers set out, once the packets have arrived.
	turn turn
}

// turn is a place where answers set out: a subnet, a gateway of the internet or of a
// line, a line into a transit gateway, or beyond everything that is known.
type turn struct {
	vpc, subnet, table, gateway string
	entrance                    Entrance
}

// join notes what packets have passed between VPCs, as far as it matters to rules that
// name groups: two of them are as bad as two regions.
func (s *stream) join(by string, naming Naming) {
	if s.joined != "" {
		by = "regions"
	}
	s.joined, s.naming = by, naming
}

func (s stream) only(set packet.Set) stream {
	s.all, s.possible, s.certain = s.all.Intersect(set), s.possible.Intersect(set), s.certain.Intersect(set)
	s.sometimes = s.sometimes.Intersect(set)
	return s
}

func (s stream) to(a packet.Addresses, d direction) stream {
	return s.only(boxOf(d.to, a))
}

// boxOf is every packet with one of those addresses in a dimension.
func boxOf(d packet.Dimension, a packet.Addresses) packet.Set {
	b := packet.Box{
		Protocols: packet.AnyProtocol(), Source: packet.Everywhere(), Destination: packet.Everywhere(),
		SourcePorts: packet.AnyNumber(), Ports: packet.AnyNumber(),
	}
	if d == packet.Source {
		b.Source = a
	} else {
		b.Destination = a
	}
	return packet.Of(b)
}

// leg judges the packets between two sides in one address family.
type leg struct {
	net      Network
	q        Question
	from, to side
	natted   []string // NAT gateways whose packets these are, one behind the other
	walls    map[string]Firewall
	Leg
}

// judgeLeg is nil where the two sides have no address of the family.
func judgeLeg(net Network, q Question, from, to side, family packet.Addresses) *Leg {
	source, destination := from.addresses().Intersect(family), to.addresses().Intersect(family)
	if from.at != nil && to.Kind != Placed { // what lies in the VPC is no part of what lies outside
		destination = destination.Subtract(own(net, from.at))
	}
	if to.at != nil && from.Kind != Placed {
		source = source.Subtract(own(net, to.at))
	}
	l := &leg{net: net, q: q, from: from, to: to}
	l.Leg.From, l.Leg.To = from.name().En, to.name().En
	l.at = from.place() + " → " + to.place()
	l.Asked = asked(q, source, destination)
	if l.Asked.IsEmpty() {
		return nil
	}
	l.run()
	return &l.Leg
}

// own are the addresses of the subnet of an interface; those of its VPC are what
// local routes say.
func own(net Network, at *Interface) packet.Addresses {
	var all packet.Addresses
	for _, r := range net.Table(at.Subnet).Value.Routes {
		if r.Target == Local {
			for _, b := range r.Blocks {
				all = all.Union(b.Addresses)
			}
		}
	}
	return all.Union(net.Subnet(at.Subnet).Value.Blocks)
}

// asked are the packets of a question between addresses. The answers to ICMP are
// those to its echo, which have type and code zero.
func asked(q Question, source, destination packet.Addresses) packet.Set {
	var all packet.Set
	icmp, others := packet.Range(packet.ICMPv4,
		packet.ICMPv4), q.Protocols.Subtract(packet.Range(packet.ICMPv4,
		packet.ICMPv4)).Subtract(packet.Range(packet.ICMPv6, packet.ICMPv6))
	if !others.IsEmpty() {
		ports := q.From.AnswerPorts
		if ports.IsEmpty() {
			ports = LinuxPorts()
		}
		all = packet.Of(packet.Box{Protocols: others, Source: source, Destination: destination, SourcePorts: ports,
			Ports: q.Ports})
	}
	if !icmp.Intersect(q.Protocols).IsEmpty() {
		all = all.Union(packet.Of(packet.Box{
			Protocols: icmp, Source: source.Intersect(packet.IPv4()), Destination: destination,
			SourcePorts: packet.ICMP(0, 0), Ports: packet.ICMP(8, 0),
		})).Union(packet.Of(packet.Box{
			Protocols: packet.Range(packet.ICMPv6,
				packet.ICMPv6), Source: source.Intersect(packet.IPv6()), Destination: destination,
			SourcePorts: packet.ICMP(129, 0), Ports: packet.ICMP(128, 0),
		}))
	}
	return all
}

// LinuxPorts are the ports that Linux opens connections from.
func LinuxPorts() packet.Numbers { return packet.Range(32768, 60999) }

// AWSPorts are those of load balancers, functions and NAT gateways.
// https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
func AWSPorts() packet.Numbers { return packet.Range(1024, 65535) }

func (l *leg) run() {
	s := stream{all: l.Asked, possible: l.Asked, certain: l.Asked}
	l.groups(&s, true)
	l.listening(&s)
	if l.q.brief && s.possible.IsEmpty() {
		return
	}
	var arrived []stream
	if l.from.at != nil {
		s.vpc, s.subnet, s.table = l.from.at.VPC, l.from.at.Subnet, l.from.at.Table
		arrived = l.travel(s, forth, l.to)
	} else {
		arrived = l.enter(s)
	}
	for _, a := range arrived {
		if a.middle || a.joined != "" { // groups do not see each other as well as within a VPC
			l.groups(&a, false)
		}
		for _, b := range l.answer(a) {
			l.Certain, l.Possible = l.Certain.Union(b.certain), l.Possible.Union(b.possible)
			l.Sometimes = l.Sometimes.Union(b.sometimes)
			if !b.possible.IsEmpty() {
				l.Trails = append(l.Trails, Trail{b.possible, a.passes, a.blind || a.hazy})
			}
		}
	}
	l.Sometimes = l.Sometimes.Intersect(l.Possible)
	l.Certain = l.Certain.Subtract(l.Sometimes)
	open := l.Possible.Subtract(l.Certain).Subtract(l.Sometimes)
	l.Doubts = slices.DeleteFunc(l.Doubts, func(d Doubt) bool { return d.Packets.Intersect(open).IsEmpty() })
}

// answer follows the answers of what has arrived back to where it came from.
func (l *leg) answer(a stream) []stream {
	b := a
	b.passes, b.firewalls, b.seen, b.middle, b.blind = nil, nil, nil, false, false
	b.vpc, b.subnet, b.table = a.turn.vpc, a.turn.subnet, a.turn.table
	var all []stream
	switch {
	case l.from.Hidden:
		if a.turn.subnet != l.from.place() {
			l.acl(&b, a.turn.subnet, back, true)
			b.subnet = ""
			all = l.deliver(b, back, l.from)
			break
		}
		all = l.arrive(b, back, l.from)
	case a.turn.entrance.ID != "":
		all = l.throughTransit(b, back, l.from, a.turn.entrance)
	case a.turn.gateway != "":
		all = l.inward(b, back, a.turn.gateway, l.from)
	case a.turn.subnet != "" || a.turn.table != "":
		all = l.travel(b, back, l.from)
	default:
		all = l.deliver(b, back, l.from)
	}
	for i := range all {
		l.oneSided(&all[i], a)
	}
	return all
}

// oneSided refuses what a firewall sees in one direction alone: it does not let
// through answers to what it has not seen, nor the rest of what it got no answer to,
// unless it looks at each packet by itself.
func (l *leg) oneSided(b *stream, a stream) {
	if a.blind || b.blind {
		return
	}
	refuse := func(fw string, answers bool, text finding.Text) {
		flows := b.all
		if letsEach := l.walls[fw].Stateless; letsEach != nil {
			j := letsEach(flows, answers)
			l.doubt(b, j.Possible.Subtract(j.Certain), j.Missing)
			flows = flows.Subtract(j.Possible)
		}
		l.refuse(b, flows, Refusal{Code: "FIREWALL_RULES_RESTRICTION", Answer: true, stage: stageAnswer, Text: text})
	}
	for _, fw := range a.firewalls {
		if !slices.Contains(b.firewalls, fw) {
			refuse(fw, false, finding.Say("the answers go past %s, which has seen the call and drops what follows",
				"응답이 %s을(를) 거치지 않아, 호출을 본 방화벽이 이후 패킷을 버립니다", fw))
		}
	}
	for _, fw := range b.firewalls {
		if !slices.Contains(a.firewalls, fw) {
			refuse(fw, true, finding.Say("the answers pass %s, which has not seen the call and drops them",
				"응답이 요청을 보지 못한 방화벽 %s을(를) 지나면서 폐기됩니다", fw))
		}
	}
}

func (l *leg) hop(facts ...Fact) {
	for _, f := range facts {
		if !slices.Contains(l.Hops, f) {
			l.Hops = append(l.Hops, f)
		}
	}
}

// refuse takes packets out of what is possible, with the reason.
func (l *leg) refuse(s *stream, packets packet.Set, r Refusal) {
	r.Packets = s.all.Intersect(packets)
	if r.Packets.IsEmpty() {
		return
	}
	s.possible, s.certain = s.possible.Subtract(packets), s.certain.Subtract(packets)
	if l.q.brief {
		return
	}
	for i, o := range l.Refusals {
		if o.Text == r.Text {
			l.Refusals[i].Packets = o.Packets.Union(r.Packets)
			return
		}
	}
	l.Refusals = append(l.Refusals, r)
}

// doubt takes packets out of what is certain, with the facts that are missing.
func (l *leg) doubt(s *stream, packets packet.Set, missing []Missing) {
	packets = s.all.Intersect(packets)
	if packets.IsEmpty() || len(missing) == 0 {
		return
	}
	s.certain = s.certain.Subtract(packets)
	for _, m := range missing {
		l.Doubts = append(l.Doubts, Doubt{packets, m})
	}
}

// narrow keeps of a stream what a step lets through: certainly, and possibly. What
// lies between is in doubt because of what is missing.
func (l *leg) narrow(s *stream, certain, possible packet.Set, missing []Missing, why func(refused packet.Set) Refusal) {
	l.doubt(s, possible.Subtract(certain), missing)
	if l.q.brief {
		s.possible, s.certain = s.possible.Intersect(possible), s.certain.Intersect(possible)
		return
	}
	if refused := s.all.Subtract(possible); !refused.IsEmpty() {
		l.refuse(s, refused, why(refused))
	}
}
