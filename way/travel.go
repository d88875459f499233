package way

import (
	"cmp"
	"slices"

	"asbuilt/finding"
	"asbuilt/packet"
)

// travel follows packets from a subnet to a side, by routes, and says what arrives.
func (l *leg) travel(s stream, d direction, target side) []stream {
	if s.all.IsEmpty() {
		return nil
	}
	if target.at != nil && s.subnet != "" && s.subnet == target.at.Subnet {
		return l.arrive(s, d, target)
	}
	key := s.subnet + s.table
	if slices.Contains(s.seen, key) {
		l.refuse(&s, s.all, Refusal{Code: "CANNOT_ROUTE", Answer: d.answer, stage: routeStage(d),
			Text: finding.Say("routes lead in a circle by %s", "%s에서 경로가 순환합니다", key)})
		return nil
	}
	s.seen = append(slices.Clone(s.seen), key)
	a := l.net.Table(s.subnet)
	if s.table != "" {
		a = l.net.TableOf(s.table)
	}
	if len(a.Missing) > 0 {
		l.doubt(&s, s.all, a.Missing)
		return l.lost(s, d, target)
	}
	return l.byRoutes(s, d, target, a)
}

// byRoutes shares packets out among the routes of a table: the longest block that
// holds an address decides.
func (l *leg) byRoutes(s stream, d direction, target side, table Answer[Table]) []stream {
	type match struct {
		route *Route
		at    packet.Addresses
		bits  int
	}
	var matches []match
	var arrived []stream
	for i := range table.Value.Routes {
		r := &table.Value.Routes[i]
		if r.List != "" && r.List == target.List {
			matches = append(matches, match{r, packet.Everywhere(), 129})
			continue
		}
		for _, b := range r.Blocks {
			matches = append(matches, match{r, b.Addresses, b.Bits})
		}
		touched := table.Value.mayTake(*r).Intersect(s.all.Addresses(d.to))
		switch {
		case len(r.Missing) == 0 || touched.IsEmpty():
		case r.Target == ToEndpoint:
			l.doubt(&s, boxOf(d.to, touched), r.Missing)
		default: // it may decide before any of the others
			part := s.to(touched, d)
			l.doubt(&part, part.all, r.Missing)
			arrived = append(arrived, l.lost(part, d, target)...)
			s = s.to(packet.Everywhere().Subtract(touched), d)
		}
	}
	slices.SortStableFunc(matches, func(a, b match) int { return cmp.Compare(b.bits, a.bits) })
	left := s.all.Addresses(d.to)
	for _, m := range matches {
		part := m.at.Intersect(left)
		if part.IsEmpty() {
			continue
		}
		left = left.Subtract(part)
		if m.route.Target != Local && len(table.Facts) > 0 {
			f := table.Facts[0]
			l.hop(Fact{f.Type, f.Resource, "Routes", m.route.Text})
		}
		arrived = append(arrived, l.follow(s.to(part, d), d, target, *m.route, table)...)
	}
	if !left.IsEmpty() && target.at != nil && target.at.VPC == s.vpc &&
		s.vpc != "" { // no table is without its VPC's own addresses
		arrived = append(arrived, l.follow(s.to(left, d), d, target, Route{Target: Local, Text: "local"}, table)...)
		left = packet.Addresses{}
	}
	if !left.IsEmpty() {
		l.hop(table.Facts...)
		rest := s.to(left, d)
		l.refuse(&rest, rest.all, l.noRoute(s, d, target, table, left))
	}
	return arrived
}

// mayTake is what a route whose list was not read may be about: of the internet where it
// leads to a service, whose list AWS keeps, and of the VPC's own addresses nothing where
// it leads to what AWS lets no route within a VPC lead to.
//
// https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
func (t Table) mayTake(r Route) packet.Addresses {
	switch r.Target {
	case ToEndpoint:
		return packet.Internet()
	case ToPeering, ToTransit, ToLine, ToInternet, ToEgressOnly:
		all := packet.Everywhere()
		for _, own := range t.Routes {
			for _, b := range own.Blocks {
				if own.Target == Local {
					all = all.Subtract(b.Addresses)
				}
			}
		}
		return all
	}
	return packet.Everywhere()
}

func routeStage(d direction) int {
	if d.answer {
		return stageAnswer
	}
	return stageRoute
}

func (l *leg) noRoute(s stream, d direction, target side, table Answer[Table], left packet.Addresses) Refusal {
	r := Refusal{Code: "NO_ROUTE_TO_DESTINATION", Answer: d.answer, stage: routeStage(d)}
	if len(table.Facts) > 0 {
		r.Fact = table.Facts[0]
	}
	from := cmp.Or(s.subnet, s.table)
	to := l.targetName(target, left, d)
	r.Text = with(to, func(to string) finding.Text {
		if d.answer {
			return finding.Say("no route leads from %s back to %s (%s)", "%s에서 %s(으)로 돌아가는 경로가 없습니다(%s)",
				from, to, table.Value.ID)
		}
		return finding.Say("no route leads from %s to %s (%s)", "%s에서 %s(으)로 가는 경로가 없습니다(%s)", from, to, table.Value.ID)
	})
	return r
}

// targetName is the name of a side, or the part of its addresses that is meant.
func (l *leg) targetName(target side, part packet.Addresses, d direction) finding.Text {
	if !part.Equal(l.Asked.Addresses(d.to)) {
		if len(part.Prefixes()) > 8 {
			return finding.Text{En: "a part of " + target.name().En, Ko: target.name().Ko + " 일부"}
		}
		return finding.Same(part.String())
	}
	return target.name()
}

// arrive is packets that are at the side that they go to.
func (l *leg) arrive(s stream, d direction, target side) []stream {
	if target.at != nil && !d.answer {
		s.turn = turn{vpc: target.at.VPC, subnet: target.at.Subnet, table: target.at.Table}
	}
	return []stream{s}
}

// deliver takes packets over the border of the subnet of a side.
func (l *leg) deliver(s stream, d direction, target side) []stream {
	if target.at != nil {
		l.acl(&s, target.at.Subnet, d, false)
	}
	return l.arrive(s, d, target)
}

// lost is packets about whose way something is not known: what is certain about
// the end still counts, and nothing that gets through is.
func (l *leg) lost(s stream, d direction, target side) []stream {
	s.certain, s.blind = packet.Set{}, true
	if !d.answer {
		s.turn = turn{}
	}
	return l.deliver(s, d, target)
}

// stop says that packets go no further.
func (l *leg) stop(s stream, d direction, code string, route Route, table Answer[Table], text finding.Text) []stream {
	r := Refusal{Code: code, Text: text, Answer: d.answer, stage: routeStage(d), Rule: route.Text}
	if len(table.Facts) > 0 {
		r.Fact = Fact{table.Facts[0].Type, table.Facts[0].Resource, "Routes", route.Text}
	}
	l.refuse(&s, s.all, r)
	return nil
}

// follow takes packets to the target of a route.
func (l *leg) follow(s stream, d direction, target side, r Route, table Answer[Table]) []stream {
	name := table.Value.ID + ": " + r.Text
	if r.Gone {
		return l.stop(s, d, "BAD_STATE_ROUTE", r, table,
			finding.Say("the route %s is a black hole", "경로 %s이(가) 블랙홀입니다", name))
	}
	switch r.Target {
	case Local:
		return l.local(s, d, target, r, table)
	case ToInternet:
		return l.outward(s, d, target, r, table)
	case ToEgressOnly:
		return l.outward(s, d, target, r, table)
	case ToNAT:
		return l.translate(s, d, target, r, table)
	case ToEndpoint:
		return l.endpoint(s, d, target, r, table)
	case ToPeering:
		return l.peering(s, d, target, r, table)
	case ToTransit:
		return l.transit(s, d, target, r, table)
	case ToMachine:
		return l.machine(s, d, target, r, table)
	case ToLine:
		return l.line(s, d, target, r, table)
	}
	l.acl(&s, s.subnet, d, true)
	l.doubt(&s, s.all, []Missing{l.unfollowed(r, table)})
	return l.lost(s, d, target)
}

// unfollowed says that nobody looks behind the target of a route.
func (l *leg) unfollowed(r Route, table Answer[Table]) Missing {
	m := Missing{Ignored: true, Text: finding.Say("asbuilt does not follow the route %s",
		"asbuilt는 경로 %s을(를) 따라가지 않습니다", table.Value.ID+": "+r.Text)}
	if len(table.Facts) > 0 {
		m.Fact = table.Facts[0]
	}
	return m
}

func (l *leg) local(s stream, d direction, target side, r Route, table Answer[Table]) []stream {
	if target.at == nil || target.at.VPC != s.vpc {
		return l.stop(s, d, "CANNOT_ROUTE", r, table,
			finding.Say("%s takes %s for addresses of its own VPC", "%s이(가) %s을(를) 자기 VPC의 주소로 봅니다",
				table.Value.ID, s.all.Addresses(d.to)))
	}
	l.acl(&s, s.subnet, d, true)
	return l.deliver(s, d, target)
}

func (l *leg) peering(s stream, d direction, target side, r Route, table Answer[Table]) []stream {
	a := l.net.Peering(r.ID)
	l.hop(a.Facts...)
	l.acl(&s, s.subnet, d, true)
	if len(a.Missing) > 0 {
		l.doubt(&s, s.all, a.Missing)
		return l.lost(s, d, target)
	}
	if !a.Value.Works {
		return l.stop(s, d, "BAD_STATE", r, table,
			finding.Say("%s is not active, but %s", "%s이(가) 활성 상태가 아닙니다(%s)", r.ID, a.Value.State))
	}
	other := a.Value.VPCs[0]
	if other == s.vpc {
		other = a.Value.VPCs[1]
	}
	if !slices.Contains(a.Value.VPCs[:], s.vpc) {
		return l.stop(s, d, "DISCONNECTED_VPCS", r, table,
			finding.Say("%s does not join %s", "%s이(가) %s에 연결되어 있지 않습니다", r.ID, s.vpc))
	}
	if l.foreign(s, d) {
		return l.stop(s, d, "CANNOT_ROUTE", r, table,
			finding.Say("%s takes nothing that came into %s from elsewhere",
				"%s은(는) 다른 곳에서 %s(으)로 들어온 패킷을 받지 않습니다", r.ID, s.vpc))
	}
	if target.at == nil || target.at.VPC != other { // nothing goes through the VPC on the other side
		return l.stop(s, d, "CANNOT_ROUTE", r, table,
			finding.Say("%s leads into %s and no further", "%s은(는) %s까지만 이어집니다", r.ID, other))
	}
	s.passes = append(slices.Clone(s.passes), r.ID)
	s.join("peering", Naming{})
	if !a.Value.Region {
		s.joined = "regions"
	}
	return l.deliver(s, d, target)
}

func (l *leg) machine(s stream, d direction, target side, r Route, table Answer[Table]) []stream {
	a := l.net.Machine(r.ID)
	l.hop(a.Facts...)
	l.acl(&s, s.subnet, d, true)
	s.middle, s.passes = true, append(slices.Clone(s.passes), r.ID)
	if len(a.Missing) > 0 {
		l.doubt(&s, s.all, a.Missing)
		return l.lost(s, d, target)
	}
	if !a.Value.Forwards {
		return l.stop(s, d, "ENI_SOURCE_DEST_CHECK_RESTRICTION", r, table,
			finding.Say("%s passes nothing on: its source/destination check is on",
				"%s의 원본/대상 확인이 켜져 있어 다른 곳으로 가는 패킷을 버립니다", r.ID))
	}
	l.doubt(&s, s.all, []Missing{{Ignored: true,
		Text: finding.Say("asbuilt does not follow what %s does with the packets that %s sends it",
			"asbuilt는 %s이(가) %s에서 받은 패킷을 어떻게 처리하는지 따라가지 않습니다", r.ID, table.Value.ID)}})
	return l.lost(s, d, target)
}

// endpoint takes packets to a service, or through a firewall into its subnet.
func (l *leg) endpoint(s stream, d direction, target side, r Route, table Answer[Table]) []stream {
	e := l.net.Endpoint(r.ID)
	l.hop(e.Facts...)
	l.acl(&s, s.subnet, d, true)
	if len(e.Missing) > 0 {
		l.doubt(&s, s.all, e.Missing)
		s.middle = true
		return l.lost(s, d, target)
	}
	if !e.Value.Works {
		return l.stop(s, d, "BAD_STATE", r, table,
			finding.Say("%s is not available, but %s", "%s을(를) 쓸 수 없습니다(상태: %s)", r.ID, e.Value.State))
	}
	switch {
	case e.Value.Service:
		s.passes = append(slices.Clone(s.passes), e.Value.ID)
		if target.at != nil || target.Endpoint != "" && target.Endpoint != r.ID {
			return l.stop(s, d, "CANNOT_ROUTE", r, table,
				finding.Say("%s leads to a service, not to %s", "%s은(는) %s이(가) 아니라 서비스로 이어집니다", r.ID, target.name().En))
		}
		if l.foreign(s, d) {
			return l.stop(s, d, "CANNOT_ROUTE", r, table,
				finding.Say("%s takes nothing that came into %s from elsewhere",
					"%s은(는) 다른 곳에서 %s(으)로 들어온 패킷을 받지 않습니다", r.ID, s.vpc))
		}
		s.turn = turn{}
		return l.arrive(s, d, target)
	case e.Value.Firewall:
		return l.firewall(s, d, target, r)
	}
	if e.Value.Appliances && e.Value.Subnet != "" {
		return l.inspected(s, d, target, e)
	}
	s.middle = true
	l.doubt(&s, s.all, []Missing{l.unfollowed(r, table)})
	return l.lost(s, d, target)
}

// inspected takes packets past machines of somebody's own, which hand them on in the
// subnet of their endpoint, or do not.
func (l *leg) inspected(s stream, d direction, target side, e Answer[Endpoint]) []stream {
	at := e.Value
	if at.Subnet != s.subnet {
		l.acl(&s, at.Subnet, d, false)
	}
	m := Missing{Ignored: true, Text: finding.Say("asbuilt does not follow what the machines behind %s let through",
		"asbuilt는 %s 뒤의 어플라이언스가 무엇을 통과시키는지 따라가지 않습니다", at.ID)}
	if len(e.Facts) > 0 {
		m.Fact = e.Facts[0]
	}
	l.doubt(&s, s.all, []Missing{m})
	s.middle, s.passes = true, append(slices.Clone(s.passes), at.ID)
	l.in(&s, at.Subnet)
	return l.travel(s, d, target)
}

// firewall asks a firewall about packets, and goes on in its subnet. Answers it
// lets through by itself, as long as it has seen the call.
func (l *leg) firewall(s stream, d direction, target side, r Route) []stream {
	a := l.net.Firewall(r.ID)
	l.hop(a.Facts...)
	s.middle = true
	if len(a.Missing) > 0 {
		l.doubt(&s, s.all, a.Missing)
	}
	if a.Value.Subnet == "" {
		return l.lost(s, d, target)
	}
	if a.Value.Subnet != s.subnet {
		l.acl(&s, a.Value.Subnet, d, false)
	}
	fw := a.Value
	if l.walls == nil {
		l.walls = map[string]Firewall{}
	}
	l.walls[fw.Name] = fw
	s.passes, s.firewalls = append(slices.Clone(s.passes), fw.ID), append(slices.Clone(s.firewalls), fw.Name)
	if !d.answer && fw.Judge != nil {
		j := fw.Judge(s.all, l.q.Names)
		refusal := Refusal{Code: "FIREWALL_RULES_RESTRICTION", Text: j.Why, stage: stageRoute}
		if len(a.Facts) > 0 {
			refusal.Fact = a.Facts[0]
		}
		l.narrow(&s, j.Certain, j.Possible, j.Missing, func(packet.Set) Refusal { return refusal })
		if now := j.Sometimes.Intersect(s.all); !now.IsEmpty() {
			refusal.Packets = now
			l.Refusals = append(l.Refusals, refusal)
			s.sometimes = s.sometimes.Union(now)
		}
	}
	l.in(&s, fw.Subnet)
	return l.travel(s, d, target)
}

// in puts packets into a subnet, whose table decides.
func (l *leg) in(s *stream, subnet string) {
	s.subnet, s.table = subnet, ""
	if v := l.net.Subnet(subnet).Value.VPC; v != "" {
		s.vpc = v
	}
}
