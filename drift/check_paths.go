package drift

import (
	"cmp"
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/drift/match"
	"asbuilt/drift/reach"
	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/kind"
	"asbuilt/packet"
	"asbuilt/way"
)

// Paths: what the rules of a declared security group let in, some connection of
// the model uses. What the internet may reach is another concern.

// https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
const codeUndeclaredPath = "undeclared-path"

// Reached is from where, and on which ports, something can be reached that no connection
// says, by what a finding found; empty for findings about anything else.
func Reached(f *finding.Finding) (from, on string) {
	switch f.Code {
	case codeUndeclaredPath:
		on, from, _ = strings.Cut(f.Found, " from ")
	case codeOpen:
		on, _, _ = strings.Cut(strings.TrimPrefix(f.Fact, "ingress."), ".")
		from = f.Found
	}
	return from, on
}

func pathRules() finding.Rules {
	return finding.Rules{
		{Code: codeUndeclaredPath, Severity: finding.Warning, Extra: true},
	}
}

// checkPaths judges each rule of a declared security group, and of those of an
// element whose groups nobody declared. What lets anybody in is another concern.
func checkPaths(s *subject) {
	if f, ok := s.resource.Facts.(*discover.SecurityGroup); ok {
		s.checkRules(s.resource, f, s.inGroup(s.resource.ID))
		return
	}
	if s.element == nil {
		return
	}
	hidden := s.gaps(s.reads(s.at.Placement(s.resource).GroupFacts, ""))
	s.undecided(claim{code: codeUndeclaredPath, fact: "ingress", facts: hidden})
	for _, group := range s.ownGroups() { // which the first of its members answers for
		if inside := s.inGroup(group.ID); len(inside) > 0 && inside[0] == s.element {
			s.checkRules(group, group.Facts.(*discover.SecurityGroup), inside)
		}
	}
}

// checkRules asks of each rule of a group whether a connection to one of those inside
// explains who is let in.
func (s *subject) checkRules(group *discover.Resource, f *discover.SecurityGroup, inside []*model.Element) {
	if len(inside) == 0 {
		return
	}
	const rules = "SecurityGroupIngress"
	whole := s.at.MissingIn(group, rules, len(f.SecurityGroupIngress)) != nil
	if unread := s.unread(group, rules); len(unread) > 0 && (!whole || !s.asksWhoIsOpen()) {
		s.judge(claim{code: codeUndeclaredPath, fact: "ingress", facts: unread})
		if whole {
			return
		}
	}
	for i, rule := range f.SecurityGroupIngress {
		if !whole && s.at.MissingIn(group, rules, i) != nil {
			continue // as is said above
		}
		if rule.GroupId != "" {
			s.checkGroupRule(group, i, inside)
		} else if from, facts := s.lets(group, rule); !from.Anybody() || !s.asksWhoIsOpen() {
			s.checkBlockRule(group, i, inside, from, facts)
		}
	}
}

// checkGroupRule judges the rule with that index, which names another group.
func (s *subject) checkGroupRule(group *discover.Resource, i int, inside []*model.Element) {
	rule := group.Facts.(*discover.SecurityGroup).SecurityGroupIngress[i]
	peer := rule.GroupId
	var unnamed []fact
	if other := s.at.Near(group, "AWS::EC2::SecurityGroup", peer); other != nil {
		peer = cmp.Or(other.Facts.(*discover.SecurityGroup).GroupName, peer)
		unnamed = s.unread(other, "GroupName") // what the path is called is not known
	}
	from := s.inGroup(rule.GroupId)
	users := s.users(inside, rule)
	facts := []fact{s.readIn(group, "SecurityGroupIngress", i, ports(rule)+" from "+peer)}
	facts[0].part = peer
	used := slices.ContainsFunc(users, func(e *model.Element) bool {
		return slices.Contains(from, e) || peer == vpcOrigins && s.isFront(e)
	})
	facts = append(facts, unnamed...)
	if !used { // unless it is by somebody whose groups nobody saw
		facts = append(append(facts, s.unplaced(users)...), s.perhapsIn(inside, rule)...)
		facts = append(facts, s.unguarded(users)...)
	}
	s.judge(claim{
		code:  codeUndeclaredPath,
		fact:  "ingress." + ports(rule) + "." + peer,
		facts: facts,
		holds: used,
		found: ports(rule) + " from " + peer,
		message: finding.Say("%q lets %s in from %s, and no connection of the model uses it",
			"%q이(가) %[3]s에서 들어오는 %[2]s을(를) 허용하지만 쓰는 연결이 모델에 없습니다",
			s.id, ports(rule), peerName(peer, from)),
	})
}

// checkBlockRule judges the rule with that index, which names addresses: those of whoever
// connects explain their part, and so does a declared place that is let in as a whole.
func (s *subject) checkBlockRule(group *discover.Resource, i int, inside []*model.Element, from packet.Addresses,
	facts []fact) {
	rule := group.Facts.(*discover.SecurityGroup).SecurityGroupIngress[i]
	peer := rule.CidrIp + rule.CidrIpv6 + rule.PrefixListId
	users := s.users(inside, rule)
	left := from
	for _, e := range users {
		left = left.Subtract(s.explained(e, from))
	}
	if slices.ContainsFunc(inside, func(e *model.Element) bool { return e.Public.V && answersOn(e, rule) }) {
		left = left.Subtract(packet.Everywhere())
	}
	decides := s.readIn(group, "SecurityGroupIngress", i, ports(rule)+" from "+peer)
	decides.part = peer
	facts = append(facts, decides)
	if !left.IsEmpty() {
		facts = append(append(facts, s.unplaced(users)...), s.perhapsIn(inside, rule)...)
	}
	part := peer
	if rule.PrefixListId != "" || !left.Equal(from) {
		part = left.String()
	}
	id := rule.SecurityGroupRuleId
	arrives := finding.Text{}
	if !left.IsEmpty() {
		arrives = s.arrives(part, left, rule, inside)
	}
	s.judge(claim{
		code:    codeUndeclaredPath,
		fact:    "ingress." + ports(rule) + "." + peer,
		facts:   facts,
		cause:   &decides,
		holds:   left.IsEmpty(),
		partial: !left.Equal(from),
		found:   ports(rule) + " from " + part,
		message: finding.Say("%q lets %s in from %s (%s), which no connection of the model explains%[5]s",
			"%q이(가) %[3]s에서 들어오는 %[2]s을(를) 허용하지만(%[4]s) 모델의 어떤 연결로도 설명되지 않습니다%[5]s",
			s.id, ports(rule), part, cmp.Or(id, group.ID), arrives),
	})
}

// perhapsIn are the groups that were not read of elements which are called on the ports
// of a rule, and are not known to be inside.
func (s *subject) perhapsIn(inside []*model.Element, rule discover.SecurityGroupRule) (facts []fact) {
	for _, p := range s.pairs.Pairs {
		r := p.Resource()
		if r == nil || p.Element == nil || p.When != match.Now || slices.Contains(inside, p.Element) {
			continue
		}
		hidden := s.gaps(s.reads(s.at.Placement(r).GroupFacts, ""))
		called := answersOn(p.Element, rule) || len(s.users([]*model.Element{p.Element}, rule)) > 0
		if len(hidden) > 0 && called {
			facts = append(facts, hidden...)
		}
	}
	return facts
}

// answersOn reports whether the model says that an element answers on the ports of a
// rule: it listens on them, or has listeners on them.
func answersOn(e *model.Element, rule discover.SecurityGroupRule) bool {
	all := slices.Clone(e.Listens)
	for _, l := range e.Listeners {
		all = append(all, l.Port)
	}
	r := reach.Rule(rule)
	return slices.ContainsFunc(all, func(p model.Port) bool {
		return r.Ports.Within(packet.Range(p.V.First, p.V.Last)) && reach.Allows(rule, p.V)
	})
}

// arrives says whom addresses that a rule lets in really reach, by everything else
// that is in their way.
func (s *subject) arrives(name string, from packet.Addresses, rule discover.SecurityGroupRule,
	inside []*model.Element) finding.Text {
	end, ok := s.net.Range(name, from)
	if !ok || rule.IpProtocol != "tcp" && rule.IpProtocol != "udp" {
		return finding.Text{}
	}
	port := model.PortRange{First: rule.FromPort, Last: rule.ToPort, Protocol: rule.IpProtocol}
	var reached []string
	unsure := false
	for _, e := range inside {
		r := s.connected(model.Ref{ID: e.ID})
		if r == nil || !s.net.Placed(r) {
			unsure = true
			continue
		}
		switch s.net.Crossed(reach.Side{End: end}, reach.Of(r), []model.PortRange{port}).Verdict {
		case way.Open:
			reached = append(reached, e.ID)
		case way.Unknown:
			unsure = true
		}
	}
	switch {
	case len(reached) > 0:
		return finding.Say("; it reaches %s", ". %s에 닿습니다", strings.Join(reached, ", "))
	case unsure:
		return finding.Text{}
	}
	return finding.Say("; nothing from there gets through as things are", ". 지금은 다른 설정 때문에 닿지 않습니다")
}

// asksWhoIsOpen reports whether the rules of the subject that let anybody in are asked
// about elsewhere: those of what must not be open are.
func (s *subject) asksWhoIsOpen() bool {
	if s.pair.Group != nil {
		return !s.anyMember(func(e *model.Element) bool { return e.Public.V })
	}
	return s.mustBeClosed()
}

// explained are the addresses that somebody who connects may come from: where it is
// plugged in, what the model says of it, and a place around it that is let in whole.
func (s *subject) explained(e *model.Element, from packet.Addresses) packet.Addresses {
	var all packet.Addresses
	for _, a := range e.Addresses {
		all = all.Union(packet.Blocks(a.V))
	}
	r := s.connected(model.Ref{ID: e.ID})
	if s.isFront(e) {
		_, edges := s.edges(s.resource)
		all = all.Union(edges)
	}
	if r != nil && s.net.Placed(r) {
		place, _ := s.net.End(r)
		for _, i := range place.Interfaces {
			if !from.Intersect(i.Addresses).IsEmpty() { // its neighbours are let in with it
				all = all.Union(i.Addresses).Union(s.net.Subnet(i.Subnet).Value.Blocks)
			}
		}
	}
	if e.Boundary == nil && s.model.OnInternet(e) && s.anybody(e) {
		all = all.Union(internetOf(from))
	}
	for b := e.Boundary; b != nil; b = b.Parent {
		if block := placed(b.CIDR); block.Equal(from) || b.Has(kind.Foreign) && block.Within(from) {
			all = all.Union(block)
		}
		for _, z := range b.PerZone {
			all = all.Union(placed(z.CIDR))
		}
		if b.Has(kind.Internet) && s.anybody(e) {
			all = all.Union(internetOf(from))
		}
	}
	return all
}

// internetOf are the addresses of a rule that let the internet in. Who lets all of it in
// writes 0.0.0.0/0 or ::/0, with the blocks in it that the internet does not route.
func internetOf(from packet.Addresses) packet.Addresses {
	all := packet.Internet()
	for _, family := range []packet.Addresses{packet.IPv4(), packet.IPv6()} {
		if family.Within(from) {
			all = all.Union(family)
		}
	}
	return all
}

// anybody reports whether an element stands for whoever is on the internet.
func (s *subject) anybody(e *model.Element) bool {
	k := s.model.Kind(e.Kind.ID)
	return k != nil && len(k.AWS) == 0 && len(e.Addresses) == 0
}

// unplaced are the facts that are missing about where elements are plugged in.
func (s *subject) unplaced(all []*model.Element) []fact {
	var facts []fact
	for _, e := range all {
		pair := s.pairs.Of(e.ID)
		switch {
		case pair == nil || pair.OptedOut:
		case pair.Resource() == nil:
			facts = append(facts, s.lost(e.ID))
		default:
			at := s.at.Placement(pair.Resource())
			for _, f := range s.reads(slices.Concat(at.Facts, at.GroupFacts), "") {
				f.quiet = true
				facts = append(facts, f)
			}
			for _, id := range at.Subnets {
				if subnet := s.at.Near(pair.Resource(), "AWS::EC2::Subnet", id); subnet != nil {
					facts = append(facts, s.unread(subnet, "CidrBlock")...)
				}
			}
		}
	}
	return facts
}

func peerName(group string, members []*model.Element) string {
	if len(members) == 0 {
		return group
	}
	var ids []string
	for _, e := range members {
		ids = append(ids, e.ID)
	}
	const shown = 3
	if len(ids) > shown {
		ids = append(ids[:shown], "…")
	}
	return group + " (" + strings.Join(ids, ", ") + ")"
}

// inGroup are the elements that are plugged in behind a security group, and those
// that the model puts there.
func (c *comparison) inGroup(id string) []*model.Element {
	if c.members == nil {
		c.members = map[string][]*model.Element{}
		for _, e := range c.model.Elements {
			in := map[string]bool{}
			if r := c.pairs.Of(e.ID).Resource(); r != nil {
				for _, group := range c.at.Placement(r).SecurityGroups {
					in[group] = true
				}
			}
			for _, g := range e.Groups {
				if r := c.pairs.Ref(g); r != nil {
					in[r.ID] = true
				}
			}
			for group := range in {
				c.members[group] = append(c.members[group], e)
			}
		}
	}
	return c.members[id]
}

// users are the elements from which some connection that the model has today
// leads to one of those given, or through one, on a port of the rule. Interface
// endpoints are used by whatever calls a service that AWS runs in the region.
func (c *comparison) users(of []*model.Element, rule discover.SecurityGroupRule) (all []*model.Element) {
	if c.arriving == nil {
		c.arriving = c.arrivals()
	}
	var found []arrival
	for _, e := range of {
		found = append(found, c.arriving[e.ID]...)
		if e.Has(kind.Interface) {
			found = append(found, c.arriving[regionally]...)
		}
	}
	found = slices.DeleteFunc(found, func(a arrival) bool {
		return a.port != (model.PortRange{}) && !reach.Allows(rule, a.port)
	})
	slices.SortStableFunc(found, func(a, b arrival) int { return cmp.Compare(a.index, b.index) })
	found = slices.CompactFunc(found, func(a, b arrival) bool { return a.index == b.index && a.from == b.from })
	for _, a := range found {
		all = append(all, a.from)
	}
	return all
}

// regionally stands for all that AWS runs beside the VPC among what connections lead
// to; no element has it for an id.
const regionally = ""

// arrival is an element that calls another, as the connection with that index says, and on
// which port; zero is for any.
type arrival struct {
	index int
	from  *model.Element
	port  model.PortRange
}

// arrivals are those of connections that the model has today, under what they lead to and
// what they go through. What hands on, such as a load balancer in via:, calls the next on
// the port on which it sends, and is called on that of its listener.
func (c *comparison) arrivals() map[string][]arrival {
	at := map[string][]arrival{}
	for index, conn := range c.model.Connections {
		opener := c.model.Element(conn.Opener().ID)
		if opener == nil || !c.model.ActiveIn(conn.Lifetime, c.model.CurrentState()) {
			continue
		}
		to, port := conn.Answerer(), c.portOf(conn)
		callers := []end{c.end(conn.Opener())}
		arrive := func(id string, port model.PortRange) {
			for _, from := range callers {
				at[id] = append(at[id], arrival{index, from.element, port})
			}
		}
		for i, v := range conn.Via {
			next := to
			if i+1 < len(conn.Via) {
				next = conn.Via[i+1]
			}
			hop := c.end(v)
			arrive(v.ID, port)
			if c.balances(hop) {
				arrive(v.ID, c.takesOn(hop, c.end(next), port))
				callers = append(callers, hop)
			}
		}
		arrive(to.ID, port)
		if last := callers[len(callers)-1]; c.balances(last) {
			arrive(to.ID, c.sendsOn(last, c.end(to), port))
		}
		if c.regional(to.ID) {
			arrive(regionally, port)
		}
	}
	return at
}

// regional reports whether AWS runs an element beside the VPC.
func (c *comparison) regional(id string) bool {
	e := c.model.Element(id)
	if e == nil {
		return false
	}
	k := c.model.Kind(e.Kind.ID)
	return k != nil && k.Regional
}

// placed are the addresses of a declared block; none where the model gives none.
func placed(block model.CIDR) packet.Addresses { return packet.Blocks(block.V.Text) }
