package sense

import (
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/kind"
)

// ways judges whether what connections say of their ways can be.
func (j *judge) ways() {
	for _, c := range j.m.Connections {
		from, to := j.m.Element(c.Opener().ID), j.m.Element(c.Answerer().ID)
		if c.Derived || from == nil || to == nil {
			continue
		}
		if from == to {
			j.toItself(c, from)
			continue
		}
		carried := j.via(c, from, to)
		if !packets(c) {
			continue
		}
		switch {
		case len(c.Via) > 0:
			if carried && j.onlyJoins(c) {
				j.between(c, from, to)
			} else if carried {
				j.outByNAT(c, from)
			}
		case j.outside(to):
			j.wayOut(c, from, to)
		case j.outside(from):
			j.wayIn(c, from, to)
		default:
			j.between(c, from, to)
		}
	}
}

// packets reports whether a connection means packets from one end to the other: not
// what people approve, what AWS carries or copies, and how operators get in, which
// needs no way in.
func packets(c *model.Connection) bool {
	switch c.Kind.V {
	case "", "request", "data":
		return true
	}
	return false
}

// toItself reports a connection of a thing with itself, where that means nothing: of
// what is one machine, a person, or nothing that calls.
func (j *judge) toItself(c *model.Connection, e *model.Element) {
	if c.From.Part != c.To.Part {
		return
	}
	switch k := j.kindOf(e); {
	case e.Has(kind.OneMachine), k.Category == kind.Actor, k.Category == kind.Network, k.Category == kind.Entry,
		k.Category == kind.Security, k.Category == kind.Ops:
		j.about(c.ID.V, "to", CodeToItself, c.To.Position,
			finding.Say("%s connects to itself", "%s이(가) 자기 자신에 연결합니다", e.ID),
			finding.Say("name the other end, or delete the connection", "상대를 적거나 연결을 지우십시오"))
	}
}

// wayOut reports that what lies in an isolated tier calls the internet.
func (j *judge) wayOut(c *model.Connection, from, to *model.Element) {
	how, tier := exposure(from)
	if how != "isolated" {
		return
	}
	f := j.about(c.ID.V, "from", CodeNoWayOut, c.Position,
		finding.Say("%s is outside, and nothing leads there from %s, whose tier %s is isolated",
			"%[1]s은(는) 밖에 있는데 %[2]s의 계층 %[3]s은(는) isolated라서 나가는 길이 없습니다", to.ID, from.ID, tier.ID),
		finding.Say("name what leads out (via: a proxy, a transit gateway), or make the tier private and give it a NAT",
			"나가는 길(프록시, 트랜짓 게이트웨이)을 via:에 적거나, 계층을 private로 바꾸고 NAT를 두십시오"))
	j.also(f, tier.Exposure.Position, finding.Say("the tier's exposure", "계층의 노출"))
}

// outByNAT reports that what lies in an isolated tier goes out by a NAT or a gate of
// its own VPC.
func (j *judge) outByNAT(c *model.Connection, from *model.Element) {
	how, tier := exposure(from)
	if how != "isolated" {
		return
	}
	for _, ref := range c.Via {
		e := j.m.Element(ref.ID)
		if e != nil && (e.Has(kind.NAT) || e.Has(kind.Gate)) && j.nets.at(e) == j.nets.at(from) {
			f := j.about(c.ID.V, "via", CodeNoWayOut, ref.Position,
				finding.Say("%s goes out by %s, but its tier %s is isolated: no route leads there",
					"%s이(가) %s(으)로 나가는데 계층 %s은(는) isolated라서 그리로 가는 경로가 없습니다", from.ID, e.ID, tier.ID),
				finding.Say("make the tier private, or take %s out of the way",
					"계층을 private로 바꾸거나 via:에서 %s을(를) 빼십시오", e.ID))
			j.also(f, tier.Exposure.Position, finding.Say("the tier's exposure", "계층의 노출"))
			return
		}
	}
}

// wayIn reports that the internet is said to get straight to what lies in a tier that
// it does not reach, or is not public itself.
func (j *judge) wayIn(c *model.Connection, from, to *model.Element) {
	how, tier := exposure(to)
	net := j.nets.at(to)
	if net == nil || !net.Has(kind.VPC) || j.nets.reached(net) {
		return
	}
	if how != "isolated" && how != "private" {
		j.notPublic(c, from, to)
		return
	}
	if besideTier(to) {
		return
	}
	f := j.about(c.ID.V, "to", CodeWayInClosed, c.Position,
		finding.Say("%s gets straight to %s, but its tier %s is %s: the internet does not reach it",
			"%s이(가) %s에 바로 연결하는데 계층 %s은(는) %s이므로 인터넷에서 닿을 수 없습니다", from.ID, to.ID, tier.ID, how),
		finding.Say("let it go through something in a public tier, or say where %s lies and what joins the two",
			"공개 계층의 요소를 거치게 하거나, %s의 위치(in:)와 둘을 잇는 것을 적으십시오", from.ID))
	j.also(f, tier.Exposure.Position, finding.Say("the tier's exposure", "계층의 노출"))
}

// besideTier reports whether something is reached at an address of AWS, or nobody says
// that it is not.
func besideTier(e *model.Element) bool {
	return e.Has(kind.PublicEndpoint) && (e.Public.V || !e.Public.IsSet())
}

// notPublic reports that the internet is said to get straight to what is not public,
// though its tier may be.
func (j *judge) notPublic(c *model.Connection, from, to *model.Element) {
	if !to.Public.IsSet() || to.Public.V {
		return
	}
	f := j.about(c.ID.V, "to", CodeWayInClosed, c.Position,
		finding.Say("%s gets straight to %s, which is not public: the internet does not reach it",
			"%s이(가) %s에 바로 연결하는데 public: false이므로 인터넷에서 닿을 수 없습니다", from.ID, to.ID),
		finding.Say("let it go through something public, or say where %s lies and what joins the two",
			"공개된 요소를 거치게 하거나, %s의 위치(in:)와 둘을 잇는 것을 적으십시오", from.ID))
	j.also(f, to.Public.Position, finding.Say("what is not public", "공개되지 않은 것"))
}

// fromOutsideVPC reports that what AWS runs beside every VPC, though it could lie in
// one, connects into a tier that nothing but its network reaches
// (docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html,
// docs.aws.amazon.com/apprunner/latest/dg/network-vpc.html).
func (j *judge) fromOutsideVPC(c *model.Connection, from, to *model.Element, net *model.Boundary) {
	how, tier := exposure(to)
	k := j.kindOf(from)
	if from.Boundary == nil || !k.Regional || k.OwnType() || k.Category != kind.Compute || !k.Has(kind.Service) ||
		!net.Has(kind.VPC) || how != "isolated" && how != "private" || besideTier(to) {
		return
	}
	f := j.about(c.ID.V, "from", CodeNotJoined, c.Position,
		finding.Say("%s lies in %s, in no VPC, and %s in a tier of %s that is %s: nothing leads in there",
			"%[1]s은(는) VPC 밖 %[2]s에, %[3]s은(는) %[4]s의 %[5]s 계층에 있어 들어가는 길이 없습니다",
			from.ID, from.Boundary.ID, to.ID, net.ID, how),
		finding.Say("put %s into a tier of %s, as its VPC configuration does, or name under via: what leads in",
			"%s을(를) VPC 설정대로 %s의 계층에 두거나, 들어가는 길을 via:에 적으십시오", from.ID, net.ID))
	j.also(f, tier.Exposure.Position, finding.Say("the tier's exposure", "계층의 노출"))
}

// onlyJoins reports whether all that a connection names on its way is what joins
// networks: then it takes over none of its own.
func (j *judge) onlyJoins(c *model.Connection) bool {
	return !slices.ContainsFunc(c.Via, func(ref model.Ref) bool {
		e := j.m.Element(ref.ID)
		return e == nil || !joins(e)
	})
}

// between reports ends in two networks that nothing joins.
func (j *judge) between(c *model.Connection, from, to *model.Element) {
	a, b := j.nets.at(from), j.nets.at(to)
	if a == nil && b != nil {
		j.fromOutsideVPC(c, from, to, b)
	}
	if a == nil || b == nil || j.nets.lets(a, b) || !a.Has(kind.VPC) && !b.Has(kind.VPC) {
		return
	}
	toHow, _ := exposure(to)
	open := toHow == "public" || to.Public.V || !b.Has(kind.VPC)
	if fromHow, _ := exposure(from); fromHow != "isolated" && open {
		return // by the internet
	}
	if j.nets.joined(a, b) {
		j.handedOn(c, from, to, a, b)
		return
	}
	f := j.about(c.ID.V, "", CodeNotJoined, c.Position,
		finding.Say("%s lies in %s and %s in %s, and nothing joins the two",
			"%s은(는) %s에, %s은(는) %s에 있는데 둘을 잇는 것이 없습니다",
			from.ID, a.ID, to.ID, b.ID),
		finding.Say("declare what joins them: a peering, a transit gateway or a link with joins: [%s, %s]",
			"둘을 잇는 피어링, 트랜짓 게이트웨이, 회선을 joins: [%s, %s](으)로 선언하십시오", a.ID, b.ID))
	j.also(f, a.Position, finding.Say("the one network", "한쪽 네트워크"))
	j.also(f, b.Position, finding.Say("the other", "다른 쪽 네트워크"))
}

// handedOn reports ends in two networks that are joined by a peering only with a VPC
// between them, which would have to hand on what comes over it.
func (j *judge) handedOn(c *model.Connection, from, to *model.Element, a, b *model.Boundary) {
	middle := j.nets.middle(a, b)
	if middle == nil {
		return
	}
	f := j.about(c.ID.V, "", CodeNotJoined, c.Position,
		finding.Say("%s lies in %s and %s in %s, joined only through %s: a peering is not transitive",
			"%s은(는) %s에, %s은(는) %s에 있고 %s을(를) 거쳐서만 이어집니다. VPC 피어링은 전이되지 않습니다",
			from.ID, a.ID, to.ID, b.ID, middle.ID),
		finding.Say("join the two straight, with joins: [%s, %s], or name under via: what takes the calls in %s",
			"둘을 바로 잇는 것을 joins: [%s, %s](으)로 선언하거나, %s에서 연결을 받아 넘기는 것을 via:에 적으십시오",
			a.ID, b.ID, middle.ID))
	j.also(f, middle.Position, finding.Say("what would hand it on", "가운데 있는 VPC"))
}

// via reports what a connection names on its way that cannot carry it, does not lie
// on it, or refuses its host; it says whether all of it can.
func (j *judge) via(c *model.Connection, from, to *model.Element) bool {
	fine := true
	for _, ref := range c.Via {
		e := j.m.Element(ref.ID)
		switch {
		case e == nil:
		case !j.carries(e):
			fine = false
			j.about(c.ID.V, "via", CodeViaCannotCarry, ref.Position,
				finding.Say("%s is of kind %s, which carries no connections of others",
					"%s의 종류는 %s라서 다른 연결이 지나갈 수 없습니다",
					e.ID, e.Kind.ID),
				finding.Say("name a NAT, gateway, firewall, proxy, endpoint or link, or take it out",
					"NAT, 게이트웨이, 방화벽, 프록시, 엔드포인트, 회선을 적거나 지우십시오"))
		case !j.onWay(e, from, to):
			fine = false
			f := j.about(c.ID.V, "via", CodeViaNotOnWay, ref.Position,
				finding.Say("%s does not lie on the way from %s to %s: nothing joins its network to theirs",
					"%s은(는) %s에서 %s(으)로 가는 길에 있지 않습니다. 두 네트워크와 이어져 있지 않습니다", e.ID, from.ID, to.ID),
				finding.Say("name what lies in their networks, or declare what joins them",
					"두 네트워크에 있는 것을 적거나, 네트워크를 잇는 것을 선언하십시오"))
			j.also(f, e.Position, finding.Say("it lies here", "여기에 있습니다"))
		case j.notFrom(c, e, ref, from):
			fine = false
		default:
			fine = j.hosts(c, e, ref, to) && fine
		}
	}
	return fine
}

// carries reports whether connections of others may pass e: not what keeps data, is a
// person, or only encrypts, watches or builds.
func (j *judge) carries(e *model.Element) bool {
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
	case (e.Has(kind.NAT) || e.Has(kind.Gate)) && j.nets.onlyPeered(own, net):
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
	if len(e.Allow) == 0 || !j.kindOf(to).Has(kind.OfOthers) {
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
