package sense

import (
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/kind"
)

// via reports what a connection names on its way that cannot carry it, does not lie
// on it, or refuses its host; it says whether all of it can.
func (j *judge) via(c *model.Connection, from, to *model.Element) bool {
	fine := true
	var off []model.Ref
	for _, ref := range c.Via {
		e := j.m.Element(ref.ID)
		switch {
		case e == nil:
		case e == from || e == to:
			fine = false
			j.about(c.ID.V, "via", CodeViaCannotCarry, ref.Position,
				finding.Say("%s is an end of this connection: it does not pass through it on its way",
					"%s은(는) 이 연결의 끝이라 경유지가 될 수 없습니다", e.ID),
				finding.Say("take it out of via:, or write a connection for each step of the way",
					"via:에서 빼거나, 길의 단계마다 연결을 따로 쓰십시오"))
		case !j.carries(c, e):
			fine = false
			j.about(c.ID.V, "via", CodeViaCannotCarry, ref.Position,
				finding.Say("%s is of kind %s, which carries no connections of others",
					"%s의 종류는 %s라서 다른 연결이 지나갈 수 없습니다",
					e.ID, e.Kind.ID),
				finding.Say("name a NAT, gateway, firewall, proxy, endpoint or link, or take it out",
					"NAT, 게이트웨이, 방화벽, 프록시, 엔드포인트, 회선을 적거나 지우십시오"))
		case !j.onWay(e, from, to):
			fine = false
			off = append(off, ref)
		case j.notFrom(c, e, ref, from), packets(c) && j.leadsElsewhere(c, e, ref, from, to):
			fine = false
		default:
			fine = j.hosts(c, e, ref, to) && fine
		}
	}
	if len(off) > 0 {
		j.offWay(c, off, from, to)
	}
	return fine
}

// offWay reports what lies on no way between the ends of a connection.
func (j *judge) offWay(c *model.Connection, off []model.Ref, from, to *model.Element) {
	var ids []string
	for _, ref := range off {
		ids = append(ids, ref.ID)
	}
	message := finding.Say("%s does not lie on the way from %s to %s: nothing joins its network to theirs",
		"%s은(는) %s에서 %s(으)로 가는 길에 있지 않습니다. 두 네트워크와 이어져 있지 않습니다", ids[0], from.ID, to.ID)
	if len(ids) > 1 {
		message = finding.Say(
			"%s do not lie on the way from %s to %s: nothing joins their networks to those of the ends",
			"%s은(는) %s에서 %s(으)로 가는 길에 있지 않습니다. 양 끝의 네트워크와 이어져 있지 않습니다",
			strings.Join(ids, ", "), from.ID, to.ID)
	}
	f := j.about(c.ID.V, "via", CodeViaNotOnWay, off[0].Position, message,
		finding.Say("name what lies in their networks, or declare what joins them",
			"두 네트워크에 있는 것을 적거나, 네트워크를 잇는 것을 선언하십시오"))
	for _, ref := range off {
		j.also(f, j.m.Element(ref.ID).Position, finding.Say("it lies here", "여기에 있습니다"))
	}
}

// carries reports whether a connection of others may pass e: not what keeps data, is a
// person, only encrypts, watches or builds, is found by and not passed, such as a zone of
// names, or nothing that anybody gets to by its network, such as a function. What keeps
// messages carries those of others as events alone.
func (j *judge) carries(c *model.Connection, e *model.Element) bool {
	k := j.kindOf(e)
	switch k.Category {
	case kind.Store:
		return !slices.Contains(k.Facts, "holds") || k.Has(kind.Passage)
	case kind.Actor:
		return k.Has(kind.Client)
	case kind.Security:
		return k.Has(kind.Filter) || k.Has(kind.SignsIn)
	case kind.Ops:
		return k.Has(kind.RemoteAccess)
	case kind.Entry:
		return !k.Has(kind.Detail)
	case kind.Messaging:
		return !packets(c) || k.OwnType() || k.Has(kind.Passage)
	case kind.Compute, kind.AI:
		return !j.asked(e) || k.Has(kind.Passage)
	case kind.Network:
		names := hasType(k, "AWS::Route53Resolver::ResolverEndpoint", "AWS::ServiceDiscovery::PrivateDnsNamespace")
		return !names || !c.Port.IsSet() || c.Port.V.First == 53
	case kind.Delivery:
		return false
	}
	return true
}

// onWay reports whether e lies, or what it joins lies, in a network that is joined to
// one of the ends. What lies in no network is anywhere.
func (j *judge) onWay(e, from, to *model.Element) bool {
	var ends []*model.Boundary
	for _, end := range []*model.Element{from, to} {
		if net := j.nets.at(end); net != nil {
			ends = append(ends, net)
		}
	}
	if len(ends) == 0 {
		return true
	}
	if joins(e) {
		return slices.ContainsFunc(ends, func(b *model.Boundary) bool {
			return j.nets.component[b] == j.nets.joiner[e.ID]
		})
	}
	net := j.nets.at(e)
	return net == nil || slices.ContainsFunc(ends, func(b *model.Boundary) bool { return j.nets.joined(b, net) })
}

// notFrom reports what leads out of its own VPC alone on the way of what lies in
// another: a gateway endpoint, and across a peering a NAT or a gate too
// (docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html,
// docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html).
func (j *judge) notFrom(c *model.Connection, e *model.Element, ref model.Ref, from *model.Element) bool {
	own, net := j.nets.at(from), j.nets.at(e)
	if own == nil || net == nil || own == net || sameNetwork(own, net) || !net.Has(kind.VPC) {
		return false
	}
	var why, cure finding.Text
	switch {
	case e.Has(kind.Endpoint) && !e.Has(kind.Interface):
		cure = finding.Say("give %s one of its own, or an interface endpoint",
			"%s에 게이트웨이 엔드포인트를 따로 두거나 인터페이스 엔드포인트를 쓰십시오", own.ID)
		why = finding.Say("%s leads out of its own VPC %s alone, and %s lies in %s",
			"%s은(는) 자기 VPC %s에서만 쓸 수 있는데 %s은(는) %s에 있습니다", e.ID, net.ID, from.ID, own.ID)
	case j.leadsOut(e) && j.nets.onlyPeered(own, net):
		cure = finding.Say("give %s one of its own, or join the two by a transit gateway",
			"%s에 따로 두거나 트랜짓 게이트웨이로 이으십시오", own.ID)
		why = finding.Say("%s lies in %s, which %s reaches by a peering alone: it leads nobody out from beyond it",
			"%s은(는) %s에 있고 %s와는 VPC 피어링으로만 이어집니다. 피어링 너머에서는 쓸 수 없습니다", e.ID, net.ID, own.ID)
	default:
		return false
	}
	f := j.about(c.ID.V, "via", CodeViaNotOnWay, ref.Position, why, cure)
	j.also(f, e.Position, finding.Say("it lies here", "여기에 있습니다"))
	return true
}

// hosts reports hosts that are called through what does not let them through.
func (j *judge) hosts(c *model.Connection, e *model.Element, ref model.Ref, to *model.Element) bool {
	if len(e.Allow) == 0 || j.kindOf(to).Has(kind.Detail) {
		return true
	}
	var refused []string
	for _, host := range to.Domains {
		if !slices.ContainsFunc(e.Allow, func(a model.String) bool { return allowed(a.V, host.V) }) {
			refused = append(refused, host.V)
		}
	}
	if len(refused) == 0 {
		return true
	}
	f := j.about(c.ID.V, "via", CodeHostNotAllowed, ref.Position,
		finding.Say("%s does not let %s through",
			"%s이(가) %s을(를) 통과시키지 않습니다", e.ID, strings.Join(refused, ", ")),
		finding.Say("add it to allow: of %s, or take another way", "%s의 allow:에 추가하거나 다른 길을 쓰십시오", e.ID))
	j.also(f, e.Allow[0].Position, finding.Say("what it lets through", "통과시키는 것"))
	j.also(f, to.Domains[0].Position, finding.Say("what is called", "호출하는 것"))
	return false
}

// allowed reports whether an entry of an allow-list covers a host; * stands for any
// label, and one at the beginning, or a dot there, for any number of them. A host that
// is itself a pattern is covered by the same pattern or a wider one.
func allowed(entry, host string) bool {
	entry, host = strings.ToLower(entry), strings.ToLower(host)
	if entry == host || entry == "*" {
		return true
	}
	if rest, ok := strings.CutPrefix(entry, "*."); ok {
		entry = "." + rest
	}
	if strings.HasPrefix(entry, ".") && !strings.Contains(entry, "*") {
		return strings.HasSuffix(host, entry)
	}
	want, got := strings.Split(entry, "."), strings.Split(host, ".")
	return slices.EqualFunc(want, got, func(w, g string) bool { return w == "*" || w == g })
}

// leadsOut reports whether e leads out of its VPC and lets nobody in by itself, or is
// the gate that both come through.
func (j *judge) leadsOut(e *model.Element) bool {
	return e.Has(kind.NAT) || e.Has(kind.Gate) || j.onlyOut(e)
}

// onlyOut reports whether e leads out of its VPC and nobody in.
func (j *judge) onlyOut(e *model.Element) bool {
	return e.Has(kind.NAT) || hasType(j.kindOf(e), "AWS::EC2::EgressOnlyInternetGateway")
}

// privateLink reports whether e is an address in a VPC behind which may lie something of
// another VPC, and no service of AWS.
func (j *judge) privateLink(e *model.Element) bool {
	if !e.Has(kind.Endpoint) {
		return hasType(j.kindOf(e), "AWS::EC2::VPCEndpoint")
	}
	return e.Has(kind.Interface) && !slices.ContainsFunc(e.Domains, func(d model.String) bool { return ofAWS(d.V) })
}

// leadsElsewhere reports what lies on the way and leads somewhere else: what only leads
// out, on the way into its own VPC
// (docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html), and an endpoint that
// is another service's.
func (j *judge) leadsElsewhere(c *model.Connection, e *model.Element, ref model.Ref, from, to *model.Element) bool {
	net := j.nets.at(e)
	switch {
	case j.onlyOut(e) && net != nil && j.nets.at(to) == net && j.nets.at(from) != net && net.Has(kind.VPC):
		j.about(c.ID.V, "via", CodeViaCannotCarry, ref.Position,
			finding.Say("%s leads out of %s alone, and %s lies inside: nothing gets in by it",
				"%s은(는) %s에서 나가는 길일 뿐인데 %s은(는) 그 안에 있습니다. 들어오는 데는 쓸 수 없습니다", e.ID, net.ID, to.ID),
			finding.Say("name what leads in: a load balancer, a link, a gateway",
				"들어오는 길(로드 밸런서, 회선, 게이트웨이)을 적으십시오"))
	case e.Has(kind.Endpoint) && j.anothers(c, e, to):
		f := j.about(c.ID.V, "via", CodeViaCannotCarry, ref.Position,
			finding.Say("%s is an endpoint that does not lead to %s, but to %s",
				"%s은(는) %s(으)로 이어지지 않는 엔드포인트입니다. 이어지는 곳: %s",
				e.ID, to.ID, strings.Join(leadsTo(e), ", ")),
			finding.Say("name an endpoint of the service that is called, or take it out",
				"호출하는 서비스의 엔드포인트를 적거나 지우십시오"))
		j.also(f, e.Position, finding.Say("the endpoint", "엔드포인트"))
	default:
		return false
	}
	return true
}

// anothers reports whether an endpoint is known to lead to another service than the one
// that a connection calls, and no other endpoint on its way leads there.
func (j *judge) anothers(c *model.Connection, e *model.Element, to *model.Element) bool {
	k := j.kindOf(to)
	return !slices.ContainsFunc(c.Via, func(ref model.Ref) bool {
		other := j.m.Element(ref.ID)
		if other == nil || !other.Has(kind.Endpoint) {
			return false
		}
		domains := leadsTo(other)
		leads := func(d string) bool { return !ofAnother(d, k, to.Domains) }
		return len(domains) == 0 || slices.ContainsFunc(domains, leads)
	})
}

// leadsTo are the domains that an endpoint leads to, none where nobody says. One that is
// no interface leads to two services alone
// (docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html).
func leadsTo(e *model.Element) []string {
	var all []string
	for _, d := range e.Domains {
		all = append(all, d.V)
	}
	if len(all) == 0 && !e.Has(kind.Interface) {
		return []string{"s3.amazonaws.com", "dynamodb.amazonaws.com"}
	}
	return all
}

// ofAnother reports whether the domain of an endpoint is for certain none of what is
// called: of another service of AWS than its kind, or, where that says its own hosts, a
// service of AWS that none of them is. The layers of images lie in S3.
func ofAnother(domain string, k *kind.Kind, hosts []model.String) bool {
	switch {
	case !ofAWS(domain):
		return false
	case k.Service != "" && !k.OwnType():
		label, _, _ := strings.Cut(strings.TrimPrefix(k.Service, "dkr."), "-")
		layers := k.Has(kind.Artifact) && hasWord(domain, "s3")
		return !hasWord(domain, label) && !layers
	}
	return len(hosts) > 0 && !slices.ContainsFunc(hosts, func(h model.String) bool {
		return strings.Contains(h.V, ".amazonaws.com")
	})
}

// hasWord reports whether one of the words of a domain begins with a word: api.ecr.… has
// ecr, and secretsmanager.… has not.
func hasWord(domain, word string) bool {
	words := strings.FieldsFunc(domain, func(r rune) bool { return r == '.' || r == '-' })
	return slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, word) })
}

// ofAWS reports whether a domain is that of a service of AWS, and of nobody who offers
// one of his own behind an endpoint.
func ofAWS(domain string) bool {
	known := strings.HasSuffix(domain, ".amazonaws.com") || strings.HasSuffix(domain, ".amazonaws.com.cn") ||
		strings.HasPrefix(domain, "com.amazonaws.")
	return known && !strings.Contains(domain, "vpce")
}

// along judges the way of a connection over what it names, which can carry it.
func (j *judge) along(c *model.Connection, from, to *model.Element) {
	a, b := j.nets.at(from), j.nets.at(to)
	whole := j.whole(c, from, to)
	switch {
	case j.onlyJoins(c) && (a == nil || b == nil || !whole || j.nets.joined(a, b)):
		j.between(c, from, to)
	case !whole && a != nil && b != nil && !j.nets.joined(a, b):
		j.notJoined(c, from, to, a, b)
	default:
		j.outByNAT(c, from)
		j.inBy(c, from)
	}
}

// inBy reports that somebody outside comes in by what the internet does not reach: of a
// way in, such as a load balancer, it is asked as if it were called for itself.
func (j *judge) inBy(c *model.Connection, from *model.Element) {
	if !j.outside(from) {
		return
	}
	for _, ref := range c.Via {
		e := j.m.Element(ref.ID)
		switch {
		case e == nil:
			return
		case j.kindOf(e).Category == kind.Entry:
			j.wayIn(c, from, e, ref.Position)
			return
		case !e.Has(kind.Passage) && !e.Has(kind.Filter):
			return
		}
	}
}

// onlyJoins reports whether all that a connection names on its way is what joins
// networks: then it takes over none of its own.
func (j *judge) onlyJoins(c *model.Connection) bool {
	return !slices.ContainsFunc(c.Via, func(ref model.Ref) bool {
		e := j.m.Element(ref.ID)
		return e == nil || !joins(e)
	})
}

// whole reports whether the way of a connection over what it names may hang together:
// each step stays in networks that are joined, goes out and by the internet, over an
// endpoint, or from one thing that joins networks straight to the next.
func (j *judge) whole(c *model.Connection, from, to *model.Element) bool {
	at := from
	steps := slices.Clone(c.Via)
	for _, ref := range append(steps, model.Ref{ID: to.ID}) {
		next := j.m.Element(ref.ID)
		if next == nil {
			return true
		}
		if !j.steps(at, next) {
			return false
		}
		at = next
	}
	return true
}

// steps reports whether packets may get from one thing on a way to the next.
func (j *judge) steps(a, b *model.Element) bool {
	one, other := j.number(a), j.number(b)
	x, y := j.nets.at(a), j.nets.at(b)
	how, _ := exposure(a)
	toHow, _ := exposure(b)
	switch {
	case one == 0 || other == 0 || one == other:
		return true
	case joins(a) && joins(b), j.privateLink(a), j.asked(b):
		return true
	case x != nil && y != nil && sameNetwork(x, y):
		return true
	case joins(b):
		return false
	}
	byInternet := j.leadsOut(a) || how != "isolated" && !joins(a)
	open := j.leadsOut(b) || toHow == "public" || toHow == "" || b.Public.V || y != nil && !y.Has(kind.VPC)
	return byInternet && open
}

// number is that of the joined networks in which something lies, or which it joins; 0
// for none.
func (j *judge) number(e *model.Element) int {
	if joins(e) {
		return j.nets.joiner[e.ID]
	}
	if net := j.nets.at(e); net != nil {
		return j.nets.component[net]
	}
	return 0
}
