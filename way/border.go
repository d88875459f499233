package way

import (
	"cmp"
	"slices"

	"asbuilt/finding"
	"asbuilt/packet"
)

// The borders of a VPC: the internet, with NAT before it, and transit gateways.

// enter takes packets from outside to a placed side.
func (l *leg) enter(s stream) []stream {
	at := l.to.at
	if l.from.Kind == Outside && at != nil {
		return l.fromLines(s)
	}
	if l.from.Kind != Internet || at == nil {
		l.doubt(&s, s.all, []Missing{{Ignored: true,
			Text: finding.Say("asbuilt does not follow ways from %s to %s", "asbuilt는 %s에서 %s(으)로 가는 길을 따라가지 않습니다",
				l.from.name().En, l.to.name().En)}})
		return l.lost(s, forth, l.to)
	}
	s.vpc = at.VPC
	l.faced(&s, at, true)
	l.overruled(&s, at.Subnet, true, false)
	a := l.net.GatewayOf(at.VPC)
	l.hop(a.Facts...)
	if len(a.Missing) > 0 {
		l.doubt(&s, s.all, a.Missing)
	} else if a.Value.ID == "" {
		l.refuse(&s, s.all, Refusal{Code: "NO_ROUTE_TO_DESTINATION", stage: stageRoute,
			Fact: Fact{Type: "AWS::EC2::InternetGateway"},
			Text: finding.Say("no internet gateway is attached to %s", "%s에 연결된 인터넷 게이트웨이가 없습니다", at.VPC)})
		return l.backwards(s)
	}
	return l.inward(s, forth, a.Value.ID, l.to)
}

// backwards looks for what else is in the way of packets that cannot arrive: the
// answers of the side that they go to.
func (l *leg) backwards(s stream) []stream {
	for _, a := range l.deliver(s, forth, l.to) {
		l.travel(stream{all: a.all, vpc: a.turn.vpc, subnet: a.turn.subnet, table: a.turn.table}, back, l.from)
	}
	return nil
}

// inward takes packets from the internet gateway of a VPC to a side in it.
func (l *leg) inward(s stream, d direction, gateway string, target side) []stream {
	if gateway != "" {
		s.passes = append(slices.Clone(s.passes), gateway)
	}
	a := l.net.TableOf(gateway)
	if len(a.Missing) > 0 {
		l.doubt(&s, s.all, a.Missing)
	}
	if len(a.Value.Routes) == 0 {
		return l.deliver(s, d, target)
	}
	l.hop(a.Facts...)
	s.subnet, s.table = "", ""
	return l.byRoutes(s, d, target, a)
}

// faced asks whether an interface has an address that the internet knows.
func (l *leg) faced(s *stream, at *Interface, in bool) {
	l.hop(at.PublicFacts...)
	d := packet.Source
	r := Refusal{Code: "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS", Direction: "out", stage: stageRoute}
	if in {
		d, r.Code, r.Direction = packet.Destination, "IGW_PUBLIC_IP_ASSOCIATION_FOR_INGRESS", "in"
	}
	if len(at.PublicFacts) > 0 {
		r.Fact = at.PublicFacts[0]
	}
	v4 := s.all.Intersect(boxOf(d, packet.IPv4()))
	switch {
	case at.Public:
	case len(at.PublicMissing) > 0:
		l.doubt(s, v4, at.PublicMissing)
	default:
		r.Text = finding.Say("%s has no public address%s", "%s에 공인 주소가 없습니다%s", at.label(), at.because())
		l.refuse(s, v4, r)
	}
	private := s.all.Intersect(boxOf(d, packet.IPv6().Subtract(packet.Internet())))
	r.Text = finding.Say("the addresses of %s are not of the internet", "%s의 주소는 인터넷 주소가 아닙니다", at.label())
	l.refuse(s, private, r)
}

// because is what says whether an interface has a public address.
func (i *Interface) because() string {
	if len(i.PublicFacts) == 0 || i.PublicFacts[0].Value == "" {
		return ""
	}
	return " (" + i.PublicFacts[0].Name + ": " + i.PublicFacts[0].Value + ")"
}

func (i *Interface) label() string {
	if i.Name != "" {
		return i.Name
	}
	return i.ID
}

// overruled asks the switch that overrules routes to the internet.
func (l *leg) overruled(s *stream, place string, in, indirect bool) {
	a := l.net.Switch(place)
	if len(a.Missing) > 0 {
		l.doubt(s, s.all, a.Missing)
		return
	}
	w := a.Value
	if in && w.In || !in && (w.Out || w.Direct && !indirect) {
		l.hop(a.Facts...)
		r := Refusal{Code: "VPC_BLOCK_PUBLIC_ACCESS_ENABLED", Direction: "out", stage: stageRoute,
			Text: finding.Say("VPC Block Public Access (%s) overrules the routes of %s",
				"VPC 퍼블릭 액세스 차단(%s)이 %s의 경로보다 우선합니다", w.Text, place)}
		if in {
			r.Direction = "in"
		}
		if len(a.Facts) > 0 {
			r.Fact = a.Facts[0]
		}
		l.refuse(s, s.all, r)
	}
}

// outward takes packets through an internet gateway, or one for IPv6 that only lets
// out.
func (l *leg) outward(s stream, d direction, target side, r Route, table Answer[Table]) []stream {
	a := l.net.Gateway(r.ID)
	l.acl(&s, s.subnet, d, true)
	l.hop(a.Facts...)
	if len(a.Missing) > 0 {
		l.doubt(&s, s.all, a.Missing)
	} else if a.Value.VPC != s.vpc {
		return l.stop(s, d, "BAD_STATE_ATTACHMENT", r, table,
			finding.Say("%s is not attached to %s", "%s이(가) %s에 연결되어 있지 않습니다", r.ID, s.vpc))
	}
	indirect := r.Target == ToEgressOnly
	if source := l.source(d); source.at != nil && source.at.VPC != s.vpc {
		return l.stop(s, d, "CANNOT_ROUTE", r, table,
			finding.Say("%s takes nothing that came into %s from elsewhere",
				"%s은(는) 다른 곳에서 %s(으)로 들어온 패킷을 받지 않습니다", r.ID, s.vpc))
	}
	if d.answer {
		if indirect && target.Kind == Internet { // it lets out answers to what it never let in
			return l.stop(s, d, "CANNOT_ROUTE", r, table,
				finding.Say("%s lets nothing in from the internet", "%s은(는) 인터넷에서 들어오는 연결을 받지 않습니다", r.ID))
		}
	} else if l.from.at != nil {
		if !indirect {
			l.faced(&s, l.from.at, false)
		} else {
			l.refuse(&s, s.all.Intersect(boxOf(packet.Destination, packet.IPv4())),
				Refusal{Code: "CANNOT_ROUTE", stage: stageRoute,
					Text: finding.Say("%s takes IPv6 alone", "%s은(는) IPv6만 통과시킵니다", r.ID)})
		}
		l.overruled(&s, cmp.Or(s.subnet, s.vpc), false, indirect || l.from.at.Translates)
	}
	s.passes = append(slices.Clone(s.passes), r.ID)
	switch {
	case target.at != nil, target.Kind == Outside:
		return l.stop(s, d, "CANNOT_ROUTE", r, table,
			finding.Say("the route %s leads to the internet, not to %s", "경로 %s은(는) %s이(가) 아니라 인터넷으로 갑니다",
				table.Value.ID+": "+r.Text, target.name().En))
	case target.Endpoint != "":
		return l.stop(s, d, "NO_ROUTE_TO_DESTINATION", r, table,
			finding.Say("the route %s leads past %s", "경로 %s이(가) %s을(를) 거치지 않습니다",
				table.Value.ID+": "+r.Text, target.Endpoint))
	}
	s.turn = turn{vpc: s.vpc}
	if !indirect {
		s.turn.gateway = r.ID
	}
	return l.arrive(s, d, target)
}

// translate takes packets through a NAT gateway: from there on they are its own,
// and what becomes of those is a question of its own.
func (l *leg) translate(s stream, d direction, target side, r Route, table Answer[Table]) []stream {
	a := l.net.NAT(r.ID)
	l.hop(a.Facts...)
	l.acl(&s, s.subnet, d, true)
	switch {
	case len(a.Missing) > 0:
		l.doubt(&s, s.all, a.Missing)
		return l.lost(s, d, target)
	case d.answer:
		return l.stop(s, d, "CANNOT_ROUTE", r, table,
			finding.Say("answers would leave by %s, from another address", "응답이 %s을(를) 거쳐 다른 주소로 나갑니다", r.ID))
	case !a.Value.Works:
		return l.stop(s, d, "BAD_STATE", r, table,
			finding.Say("%s does not work: it is %s", "%s이(가) 동작하지 않습니다(상태: %s)", r.ID, a.Value.State))
	case slices.Contains(l.natted, r.ID):
		return l.stop(s, d, "CANNOT_ROUTE", r, table,
			finding.Say("%s is routed back to itself", "%s에서 나간 패킷이 자기 자신으로 되돌아옵니다", r.ID))
	}
	gate := a.Value.Interface
	l.refuse(&s, s.all.Intersect(boxOf(packet.Destination, packet.IPv6())),
		Refusal{Code: "PROTOCOL_RESTRICTION", stage: stageRoute,
			Text: finding.Say("%s takes IPv4 alone", "%s은(는) IPv4만 통과시킵니다", r.ID)})
	if gate.Subnet != "" && gate.Subnet != s.subnet {
		l.acl(&s, gate.Subnet, d, false)
	}
	s.passes = append(slices.Clone(s.passes), r.ID)
	s.middle = true
	l.beyond(&s, gate, target)
	s.turn = turn{vpc: gate.VPC, subnet: gate.Subnet, table: gate.Table}
	return l.arriveFrom(s)
}

// arriveFrom keeps the place where answers set out.
func (l *leg) arriveFrom(s stream) []stream { return []stream{s} }

// beyond asks what becomes of the packets of a NAT gateway, in place of those that
// it was given. What only some of its ports get through with is open now and then.
func (l *leg) beyond(s *stream, gate Interface, target side) {
	name := finding.Same(gate.Name)
	sub := &leg{net: l.net, q: l.q, from: side{&End{Name: name, AnswerPorts: AWSPorts()}, &gate}, to: target,
		natted: append(slices.Clone(l.natted), gate.ID)}
	sub.q.Text = l.q.Text
	ports := AWSPorts()
	sub.Asked = s.all.From(gate.Addresses, ports)
	ping := packet.Packets(packet.Range(packet.ICMPv4, packet.ICMPv4), packet.AnyNumber())
	if icmp := s.all.Intersect(ping); !icmp.IsEmpty() {
		sub.Asked = s.all.Subtract(icmp).From(gate.Addresses, ports).Union(icmp.From(gate.Addresses, packet.ICMP(0, 0)))
	}
	sub.run()
	l.hop(sub.Hops...)
	for _, t := range sub.Trails {
		s.hazy = s.hazy || t.Blind
		for _, p := range t.Passes {
			if !slices.Contains(s.passes, p) {
				s.passes = append(s.passes, p)
			}
		}
	}
	open, lost := sub.Possible.AnySource(), sub.Asked.Subtract(sub.Possible).AnySource()
	sure := sub.Certain.AnySource()
	notSure := sub.Asked.Subtract(sub.Certain).AnySource()
	now := s.all.Intersect(sure.Intersect(lost).Union(sub.Sometimes.AnySource())).Intersect(s.possible)
	for _, r := range sub.Refusals {
		r.Packets = r.Packets.AnySource().Intersect(s.all)
		l.Refusals = append(l.Refusals, r)
	}
	for _, d := range sub.Doubts {
		d.Packets = d.Packets.AnySource().Intersect(s.all)
		l.Doubts = append(l.Doubts, d)
	}
	s.possible = s.possible.Intersect(open)
	s.certain = s.certain.Subtract(notSure)
	s.sometimes = s.sometimes.Union(now)
}

// transit takes packets through a transit gateway into another VPC.
func (l *leg) transit(s stream, d direction, target side, r Route, table Answer[Table]) []stream {
	a := l.net.Transit(r.ID, s.vpc)
	l.hop(a.Facts...)
	l.acl(&s, s.subnet, d, true)
	if len(a.Missing) > 0 {
		l.doubt(&s, s.all, a.Missing)
		return l.lost(s, d, target)
	}
	if !a.Value.Refused.IsZero() {
		return l.stop(s, d, "BAD_STATE_ATTACHMENT", r, table, a.Value.Refused)
	}
	plug, fits := l.plug(s.subnet, a.Value.Subnets)
	if !fits {
		return l.stop(s, d, "TGW_ROUTE_AZ_RESTRICTION", r, table,
			finding.Say("%s has no attachment in the zone of %s", "%s이(가) %s의 가용 영역에 연결되어 있지 않습니다", r.ID, s.subnet))
	}
	if plug != s.subnet {
		l.acl(&s, plug, d, false)
	}
	s.passes = append(slices.Clone(s.passes), r.ID)
	s.join("transit", a.Value.Naming)
	return l.byTransit(s, d, target, r, table, a)
}

// plug is where packets of a subnet enter a transit gateway: in its own zone.
func (l *leg) plug(subnet string, all []string) (string, bool) {
	if slices.Contains(all, subnet) {
		return subnet, true
	}
	own := l.net.Subnet(subnet)
	if len(own.Missing) > 0 || own.Value.Zone == "" {
		return "", true
	}
	unsure := false
	for _, id := range all {
		switch other := l.net.Subnet(id); {
		case other.Value.Zone == own.Value.Zone:
			return id, true
		case other.Value.Zone == "":
			unsure = true
		}
	}
	return "", unsure
}

// zone is that of a subnet; empty where packets are in none.
func (l *leg) zone(subnet string) string {
	if subnet == "" {
		return ""
	}
	return l.net.Subnet(subnet).Value.Zone
}

func (l *leg) byTransit(s stream, d direction, target side, r Route, table Answer[Table], a Answer[Transit]) []stream {
	type match struct {
		route *TransitRoute
		block Block
	}
	var matches []match
	for i := range a.Value.Routes {
		t := &a.Value.Routes[i]
		for _, b := range t.Blocks {
			matches = append(matches, match{t, b})
		}
		if len(t.Missing) > 0 {
			l.doubt(&s, s.all, t.Missing)
		}
	}
	slices.SortStableFunc(matches, func(a, b match) int { return b.block.Bits - a.block.Bits })
	var arrived []stream
	left := s.all.Addresses(d.to)
	for _, m := range matches {
		part := m.block.Addresses.Intersect(left)
		if part.IsEmpty() {
			continue
		}
		left = left.Subtract(part)
		if len(a.Facts) > 0 {
			f := a.Facts[len(a.Facts)-1]
			l.hop(Fact{f.Type, f.Resource, "Routes", m.route.Text})
		}
		arrived = append(arrived, l.byTransitRoute(s.to(part, d), d, target, r, table, *m.route)...)
	}
	if !left.IsEmpty() {
		rest := s.to(left, d)
		l.stop(rest, d, "TGW_RTB_CANNOT_ROUTE", r, table,
			finding.Say("no route of %s leads to %s", "%s에 %s(으)로 가는 경로가 없습니다", r.ID, l.targetName(target, left, d).En))
	}
	return arrived
}

// And is what two switches allow together: one that is off decides.
func (n Naming) And(m Naming) Naming {
	if !n.On || !m.On {
		return Naming{}
	}
	return Naming{On: true, Missing: slices.Concat(n.Missing, m.Missing)}
}

// peered takes packets into another transit gateway, where the table of the peering
// decides.
func (l *leg) peered(s stream, d direction, target side, r Route, table Answer[Table], t TransitRoute) []stream {
	from := r.ID
	r.ID = t.Gateway
	key := from + " " + t.Gateway
	if slices.Contains(s.seen, key) {
		return l.stop(s, d, "CANNOT_ROUTE", r, table,
			finding.Say("routes lead in a circle by %s", "%s에서 경로가 순환합니다", t.Gateway))
	}
	a := l.net.Transit(t.Gateway, from)
	l.hop(a.Facts...)
	s.seen, s.passes = append(slices.Clone(s.seen), key), append(slices.Clone(s.passes), t.Gateway)
	s.join("regions", Naming{})
	switch {
	case len(a.Missing) > 0:
		l.doubt(&s, s.all, a.Missing)
		return l.lost(s, d, target)
	case !a.Value.Refused.IsZero():
		return l.stop(s, d, "BAD_STATE_ATTACHMENT", r, table, a.Value.Refused)
	}
	return l.byTransit(s, d, target, r, table, a)
}

func (l *leg) byTransitRoute(s stream, d direction, target side, r Route, table Answer[Table],
	t TransitRoute) []stream {
	switch {
	case t.Gone:
		return l.stop(s, d, "TGW_RTB_BAD_STATE_ROUTE", r, table,
			finding.Say("the route %s of %s is a black hole", "%[2]s의 경로 %[1]s이(가) 블랙홀입니다", t.Text, r.ID))
	case !t.Refused.IsZero():
		return l.stop(s, d, "BAD_STATE_ATTACHMENT", r, table, t.Refused)
	case len(t.Unfollowed) > 0:
		l.doubt(&s, s.all, t.Unfollowed)
		return l.lost(s, d, target)
	case t.Gateway != "":
		return l.peered(s, d, target, r, table, t)
	case t.Line != "":
		return l.outOfTransit(s, d, target, r.ID, t)
	}
	s.vpc, s.table, s.naming = t.VPC, "", s.naming.And(t.Naming)
	if target.at != nil && target.at.VPC == t.VPC && slices.Contains(t.Subnets, target.at.Subnet) {
		return l.deliver(s, d, target)
	}
	// It comes out in the zone that it came from, or else in any.
	var out []stream
	subnets := t.Subnets
	if zone := l.zone(s.subnet); zone != "" {
		if near := slices.DeleteFunc(slices.Clone(subnets),
			func(id string) bool { return l.net.Subnet(id).Value.Zone != zone }); len(near) > 0 {
			subnets = near
		}
	}
	if len(subnets) == 0 {
		return l.lost(s, d, target)
	}
	for _, id := range subnets[:1] {
		s.subnet = id
		out = append(out, l.travel(s, d, target)...)
	}
	return out
}
