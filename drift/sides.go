package drift

import (
	"slices"

	"asbuilt/discover"
	"asbuilt/drift/match"
	"asbuilt/drift/reach"
	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/kind"
	"asbuilt/packet"
	"asbuilt/way"
)

// Sides: the ends of ways as the network knows them. What no resource of the snapshot
// realises has the addresses that the model gives it, or those of the place that it
// lies in: a subnet tier, an office. Of what runs in AWS without AWS knowing of it, such
// as a workload of Kubernetes, nobody else says where it is plugged in.

// side is an end as the network knows it: a resource, or addresses.
func (c *comparison) side(e end) reach.Side {
	if e.resource != nil {
		return reach.Of(e.resource)
	}
	out := reach.Everywhere()
	out.Addresses = out.Addresses.Subtract(c.net.Services())
	if e.element == nil {
		return reach.Side{End: out}
	}
	if c.standsIn(e) {
		return reach.Side{End: c.inTier(e)}
	}
	out.Name = finding.Same(e.name())
	if known := c.addressesOf(e); !known.IsEmpty() {
		return reach.Side{End: reach.Beyond(out.Name, known)}
	}
	if c.model.OnInternet(e.element) {
		return reach.Side{End: out}
	}
	for b := e.element.Boundary; b != nil; b = b.Parent {
		if block := packet.Blocks(b.CIDR.V.Text); !block.IsEmpty() {
			return reach.Side{End: way.End{
				Name: out.Name, Kind: way.Outside, Addresses: block, AnswerPorts: way.LinuxPorts(),
			}}
		}
	}
	return reach.Side{End: way.End{Name: out.Name, AnswerPorts: way.LinuxPorts(), Missing: []way.Missing{{
		Ignored: true,
		Text:    finding.Say("the model does not say which addresses %s has", "%s의 주소가 모델에 없습니다", e.name()),
	}}}}
}

// sides are an end as the network may know it. Somebody in an office that nothing of the
// model joins to AWS comes by the internet, or from the private addresses of the office by
// a line that the model does not have.
func (c *comparison) sides(e end) []reach.Side {
	all := []reach.Side{c.side(e)}
	if all[0].End.Kind != way.Internet || e.resource != nil || e.element == nil || !c.addressesOf(e).IsEmpty() {
		return all
	}
	for b := e.element.Boundary; b != nil; b = b.Parent {
		block := packet.Blocks(b.CIDR.V.Text)
		if !block.IsEmpty() && block.Intersect(packet.Internet()).IsEmpty() {
			return append(all, reach.Side{End: reach.Beyond(finding.Same(e.name()), block)})
		}
	}
	return all
}

// between judges the ways between what two ends may be, and is the first that is not
// blocked, or the first.
func (c *comparison) between(from, to []reach.Side, port model.PortRange, hosts ...string) way.Way {
	var first way.Way
	for i, a := range from {
		for j, b := range to {
			w := c.net.Between(a, b, port, hosts...)
			if w.Verdict != way.Blocked {
				return w
			}
			if i+j == 0 {
				first = w
			}
		}
	}
	return first
}

// SidesOf are where an element may stand that no resource realises, as the network knows it:
// an office that nothing joins is on the internet, and at its own addresses. A way from or to
// any of them is one of that element. There are none for an element that AWS should have, and
// for what the model does not have.
func SidesOf(pairs *match.Result, net *reach.Network, id string) (all []way.End) {
	c := &comparison{model: pairs.Model, at: pairs.Index, pairs: pairs, net: net}
	e := c.end(model.Ref{ID: id})
	if e.element == nil || e.absent || e.resource != nil {
		return nil
	}
	for _, side := range c.sides(e) {
		all = append(all, side.End)
	}
	return all
}

// addressesOf are those that the model gives somebody outside.
func (c *comparison) addressesOf(e end) packet.Addresses {
	var all packet.Addresses
	if e.element == nil {
		return all
	}
	for _, a := range e.element.Addresses {
		all = all.Union(packet.Blocks(a.V))
	}
	return all
}

// standsIn reports whether an end lies in a VPC though no resource realises it, as far
// as the snapshot could tell: its kind has none, or the model opts out.
func (c *comparison) standsIn(e end) bool {
	return e.resource == nil && !e.absent && e.element != nil && e.element.Boundary != nil &&
		e.element.Boundary.Around(kind.VPC) != nil
}

// somewhere reports whether an end runs in AWS, nobody says in which network, and no
// resource realises it.
func (c *comparison) somewhere(e end) bool {
	if e.resource != nil || e.absent || e.element == nil || e.element.Boundary == nil || c.standsIn(e) || c.runs(e) {
		return false
	}
	switch k := c.category(e); k {
	case kind.Compute, kind.Store, kind.AI, kind.Network:
		return e.element.Boundary.Around(kind.Account) != nil || e.element.Boundary.Around(kind.Region) != nil
	}
	return false
}

// mayFace reports whether an answer depends on where the caller stands: nobody knows the
// end, or it answers the internet or does not.
func (c *comparison) mayFace(e end) bool {
	if e.resource == nil {
		return true
	}
	_, faces := e.resource.Facts.(discover.Facing)
	return faces
}

// adrift is a connection of what runs somewhere in AWS.
func (c *comparison) adrift(conn *model.Connection, from, to end) judgement {
	e := from
	if !c.somewhere(e) {
		e = to
	}
	return judgement{ways: []JudgedWay{{Name: conn.ID.V, Way: way.Way{Verdict: way.Unknown, Missing: []way.Missing{{
		Ignored: true, Text: finding.Say("AWS does not know of %s, and the model does not say in which network it runs",
			"AWS는 %s을(를) 알지 못하고, 어느 네트워크에서 실행되는지 모델에 없습니다", e.name()),
	}}}}}}
}

// unfollowed is a connection by way of what no resource realises in any network.
func unfollowed(conn *model.Connection, v end) judgement {
	return judgement{ways: []JudgedWay{{Name: conn.ID.V, Way: way.Way{Verdict: way.Unknown, Missing: []way.Missing{{
		Ignored: true, Text: finding.Say("asbuilt does not follow what passes %s, which no resource of AWS realises",
			"%s에 해당하는 AWS 리소스가 없어 asbuilt는 거기를 지나는 것을 따라가지 않습니다", v.name()),
	}}}}}}
}

// inTier is what stands in a VPC without a resource: an interface with unknown addresses
// in each subnet of its tier, behind the security groups that the model gives it.
func (c *comparison) inTier(e end) way.End {
	out := way.End{Name: finding.Same(e.name()), AnswerPorts: way.LinuxPorts()}
	lack := func(t finding.Text) { out.Missing = append(out.Missing, way.Missing{Ignored: true, Text: t}) }
	tier := e.element.Boundary.Around(kind.Tier)
	if tier == nil {
		lack(finding.Say("the model does not say in which subnets %s lies", "%s의 서브넷이 모델에 없습니다", e.name()))
		return out
	}
	pair := c.pairs.Of(tier.ID)
	if pair == nil || pair.OptedOut || len(pair.Resources) == 0 || pair.Gap != nil {
		lack(finding.Say("which subnets %s is, in which %s lies, is not known",
			"%[2]s이(가) 있는 %[1]s의 서브넷을 알 수 없습니다", tier.ID, e.name()))
		return out
	}
	groups, unguarded := c.guards(e)
	unseen := way.Missing{Ignored: true, Text: finding.Say(
		"AWS does not know of %s: nobody says which addresses it has",
		"AWS는 %s을(를) 알지 못해 그 주소를 알 수 없습니다", e.name())}
	for _, r := range pair.Resources {
		s := c.net.Subnet(r.ID)
		if len(s.Missing) > 0 {
			out.Missing = append(out.Missing, s.Missing...)
			continue
		}
		zones := e.element.Zones
		if len(zones) > 0 && s.Value.Zone != "" && !slices.ContainsFunc(zones, func(z model.String) bool {
			return z.V == s.Value.Zone[len(s.Value.Zone)-1:]
		}) {
			continue
		}
		out.Interfaces = append(out.Interfaces, way.Interface{
			ID: e.name() + " in " + r.ID, Name: e.name(), VPC: s.Value.VPC, Subnet: r.ID,
			Addresses: s.Value.Blocks.Intersect(packet.IPv4()), PublicMissing: []way.Missing{unseen},
			Groups: groups, GroupsMissing: unguarded,
		})
	}
	out.Assumed = []way.Missing{unseen}
	return out
}

// guards are the security groups that the model gives an end, by id, or why nobody
// knows them.
func (c *comparison) guards(e end) (ids []string, missing []way.Missing) {
	for _, ref := range e.element.Groups {
		g := c.model.Group(ref.ID)
		if g == nil || !g.Has(kind.Firewall) {
			continue
		}
		pair := c.pairs.Of(ref.ID)
		if pair == nil || pair.Resource() == nil {
			return nil, []way.Missing{{Ignored: true, Text: finding.Say("which security group %s is, is not known",
				"%s에 해당하는 보안 그룹을 알 수 없습니다", ref.ID)}}
		}
		ids = append(ids, pair.Resource().ID)
	}
	if len(ids) == 0 {
		return nil, []way.Missing{{Ignored: true, Text: finding.Say(
			"AWS does not know of %s, and the model does not say which security groups guard it (groups:)",
			"AWS는 %s을(를) 알지 못하고, 적용되는 보안 그룹(groups:)이 모델에 없습니다", e.name())}}
	}
	return ids, nil
}

// unguarded are the facts that are missing about the groups of elements that run in AWS
// without a resource.
func (s *subject) unguarded(all []*model.Element) []fact {
	var facts []fact
	for _, element := range all {
		e := s.end(model.Ref{ID: element.ID})
		if !s.standsIn(e) && !s.somewhere(e) {
			continue
		}
		_, missing := s.guards(e)
		for _, m := range missing {
			facts = append(facts, s.lacking(m))
		}
	}
	return facts
}
