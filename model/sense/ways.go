package sense

import (
	"slices"

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
			if carried {
				j.along(c, from, to)
			}
		case j.outside(to):
			j.wayOut(c, from, to)
		case j.outside(from):
			j.wayIn(c, from, to, c.Position)
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
// what is one machine, a person, or nothing that calls, such as a bucket or a queue.
// The nodes of a cluster and the units of a service do talk to each other.
func (j *judge) toItself(c *model.Connection, e *model.Element) {
	if c.From.Part != c.To.Part {
		return
	}
	k := j.kindOf(e)
	listens := slices.Contains(k.Facts, "listens")
	switch {
	case e.Has(kind.OneMachine), k.Category == kind.Actor, k.Category == kind.Network, k.Category == kind.Entry,
		k.Category == kind.Security, k.Category == kind.Ops, k.Category == kind.AI,
		(k.Category == kind.Store || k.Category == kind.Messaging) && !listens:
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
		if e != nil && j.leadsOut(e) && j.nets.at(e) == j.nets.at(from) {
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
func (j *judge) wayIn(c *model.Connection, from, to *model.Element, at finding.Position) {
	how, tier := exposure(to)
	net := j.nets.at(to)
	if net == nil || !net.Has(kind.VPC) || j.nets.reached(net) || j.asked(to) || j.kindOf(to).OwnType() ||
		j.named[to.ID] != nil {
		return // or it is told of the names that lead there
	}
	if how != "isolated" && how != "private" {
		j.notPublic(c, from, to, at)
		return
	}
	if besideTier(to) {
		return
	}
	f := j.about(c.ID.V, "to", CodeWayInClosed, at,
		finding.Say("%s gets straight to %s, but its tier %s is %s: the internet does not reach it",
			"%s이(가) %s에 바로 연결하는데 계층 %s은(는) %s이므로 인터넷에서 닿을 수 없습니다", from.ID, to.ID, tier.ID, how),
		finding.Say("let it go through something in a public tier, or say where %s lies and what joins the two",
			"공개 계층의 요소를 거치게 하거나, %s의 위치(in:)와 둘을 잇는 것을 적으십시오", from.ID))
	j.also(f, tier.Exposure.Position, finding.Say("the tier's exposure", "계층의 노출"))
}

// asked reports whether something is called at an address of AWS, which passes the call
// on, and never at one of its own in the place where it lies: a function, a task, a
// model that is served.
func (j *judge) asked(e *model.Element) bool {
	k := j.kindOf(e)
	if k.OwnType() || k.Category != kind.Compute && k.Category != kind.AI {
		return false
	}
	return !slices.Contains(k.Facts, "listens")
}

// besideTier reports whether something is reached at an address of AWS, or nobody says
// that it is not.
func besideTier(e *model.Element) bool {
	return e.Has(kind.PublicEndpoint) && (e.Public.V || !e.Public.IsSet())
}

// notPublic reports that the internet is said to get straight to what is not public,
// though its tier may be.
func (j *judge) notPublic(c *model.Connection, from, to *model.Element, at finding.Position) {
	if !to.Public.IsSet() || to.Public.V {
		return
	}
	f := j.about(c.ID.V, "to", CodeWayInClosed, at,
		finding.Say("%s gets straight to %s, which is not public: the internet does not reach it",
			"%s이(가) %s에 바로 연결하는데 public: false이므로 인터넷에서 닿을 수 없습니다", from.ID, to.ID),
		finding.Say("let it go through something public, or say where %s lies and what joins the two",
			"공개된 요소를 거치게 하거나, %s의 위치(in:)와 둘을 잇는 것을 적으십시오", from.ID))
	j.also(f, to.Public.Position, finding.Say("what is not public", "공개되지 않은 것"))
}

// fromOutsideVPC reports that what AWS runs beside every VPC, though it could lie in
// one, connects into a tier that nothing but its network reaches
// (docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html,
// docs.aws.amazon.com/apprunner/latest/dg/network-vpc.html); or an API, which gets into a
// VPC by a link alone
// (docs.aws.amazon.com/apigateway/latest/developerguide/private-integration.html).
func (j *judge) fromOutsideVPC(c *model.Connection, from, to *model.Element, net *model.Boundary) {
	how, tier := exposure(to)
	k := j.kindOf(from)
	program := k.Category == kind.Compute && k.Has(kind.Service)
	if from.Boundary == nil || !k.Regional || k.OwnType() || !program && !isAPI(k) ||
		!net.Has(kind.VPC) || how != "isolated" && how != "private" || besideTier(to) || j.asked(to) ||
		hasType(j.kindOf(to), vpcLinks()...) {
		return
	}
	hint := finding.Say("put %s into a tier of %s, as its VPC configuration does, or name under via: what leads in",
		"%s을(를) VPC 설정대로 %s의 계층에 두거나, 들어가는 길을 via:에 적으십시오", from.ID, net.ID)
	if !program {
		hint = finding.Say("declare the VPC link by which it gets there, and name it under via:",
			"거기로 들어가는 VPC 링크를 선언하고 via:에 적으십시오")
	}
	f := j.about(c.ID.V, "from", CodeNotJoined, c.Position,
		finding.Say("%s lies in %s, in no VPC, and %s in a tier of %s that is %s: nothing leads in there",
			"%[1]s은(는) VPC 밖 %[2]s에, %[3]s은(는) %[4]s의 %[5]s 계층에 있어 들어가는 길이 없습니다",
			from.ID, from.Boundary.ID, to.ID, net.ID, how), hint)
	j.also(f, tier.Exposure.Position, finding.Say("the tier's exposure", "계층의 노출"))
}

// isAPI reports whether a kind is an API of API Gateway, which hands calls on from
// beside every VPC.
func isAPI(k *kind.Kind) bool {
	return hasType(k, "AWS::ApiGateway::RestApi", "AWS::ApiGatewayV2::Api")
}

// vpcLinks are the types of what leads an API into a VPC.
func vpcLinks() []string { return []string{"AWS::ApiGateway::VpcLink", "AWS::ApiGatewayV2::VpcLink"} }

// between reports ends in two networks that nothing joins.
func (j *judge) between(c *model.Connection, from, to *model.Element) {
	a, b := j.nets.at(from), j.nets.at(to)
	if a == nil && b != nil {
		j.fromOutsideVPC(c, from, to, b)
	}
	if a == nil || b == nil || j.nets.lets(a, b) || !a.Has(kind.VPC) && !b.Has(kind.VPC) ||
		j.asked(to) || j.privateLink(from) {
		return
	}
	toHow, _ := exposure(to)
	open := toHow == "public" || to.Public.V || besideTier(to) || !b.Has(kind.VPC) && !unrouted(b, to)
	if fromHow, _ := exposure(from); fromHow != "isolated" && open {
		return // by the internet
	}
	if j.nets.joined(a, b) {
		j.handedOn(c, from, to, a, b)
		return
	}
	j.notJoined(c, from, to, a, b)
}

// unrouted reports whether something is called at a private address of a network that is
// not AWS's: the internet leads to none, and it answers at no host name.
func unrouted(b *model.Boundary, e *model.Element) bool {
	return b.CIDR.IsSet() && b.CIDR.V.Net.Addr().IsPrivate() && len(e.Domains) == 0
}

// notJoined reports ends in two networks that nothing joins.
func (j *judge) notJoined(c *model.Connection, from, to *model.Element, a, b *model.Boundary) {
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
