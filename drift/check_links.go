package drift

import (
	"slices"

	"asbuilt/discover"
	"asbuilt/finding"
)

// Links: what joins networks joins those that the model says, works, and has
// the addresses that others were told.

const (
	// https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
	codeNotJoined = "not-joined"
	// https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html
	codeLinkDown = "link-down"
	// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html
	codeAddresses = "addresses-differ"
)

func linkRules() finding.Rules {
	return finding.Rules{
		{Code: codeNotJoined, Severity: finding.Error},
		{Code: codeLinkDown, Severity: finding.Warning},
		{Code: codeAddresses, Severity: finding.Error},
	}
}

func checkLinks(s *subject) {
	if s.element == nil {
		return
	}
	s.checkJoins()
	s.checkUp()
	s.checkAddresses()
}

func (s *subject) checkJoins() {
	if len(s.element.Joins) == 0 {
		return
	}
	vpcs, facts, ok := s.joined(s.resource)
	if !ok {
		return
	}
	found := show(sortedCopy(vpcs))
	for _, ref := range s.element.Joins {
		vpc := s.pairs.Ref(ref)
		if vpc == nil { // its own absence is reported; other networks AWS does not know
			continue
		}
		joins, by := slices.Contains(vpcs, vpc.ID), slices.Clone(facts)
		if joins { // then what else it may lead into does not matter
			by = slices.DeleteFunc(by, func(f fact) bool { return f.gap != nil })
		}
		s.judge(claim{
			code:     codeNotJoined,
			fact:     "joins." + ref.ID,
			at:       ref.Position,
			facts:    append(by, s.named(vpc)),
			holds:    joins,
			declared: ref.ID,
			found:    found,
			message: finding.Say("%q does not join %q (%s), but %s",
				"%q이(가) %q(%s)을(를) 잇지 않습니다(실제: %s)", s.id, ref.ID, vpc.ID, found),
		})
	}
}

// joined are the VPCs that r leads into, with the facts that say so; ok is false
// for what joins nothing. What does not name them itself is followed: a transit
// gateway to what is attached to it, a VPN to its gateway, a line to the
// gateways at its end.
func (s *subject) joined(r *discover.Resource) (vpcs []string, facts []fact, ok bool) {
	if f, ok := r.Facts.(discover.Leading); ok {
		for _, into := range f.LeadsInto() {
			vpcs, facts = append(vpcs, into.Value...), append(facts, told(s, r, into))
		}
		return vpcs, facts, true
	}
	if _, ok := r.Facts.(*discover.TransitGateway); ok {
		return s.attached(r)
	}
	if f, ok := r.Facts.(*discover.VPNConnection); ok {
		vpcs, facts = s.through(r, f.VpnGatewayId, f.TransitGatewayId)
		facts = append(facts, s.unread(r, "TransitGatewayId")...)
		return vpcs, append(facts, s.read(r, "VpnGatewayId", f.VpnGatewayId+f.TransitGatewayId)), true
	}
	if _, ok := r.Facts.(*discover.DirectConnectConnection); ok {
		vpcs, facts = s.lineLeads(r)
		return vpcs, facts, true
	}
	return nil, nil, false
}

// attached are the VPCs that are plugged into a transit gateway.
func (s *subject) attached(gateway *discover.Resource) (vpcs []string, facts []fact, ok bool) {
	const typ = "AWS::EC2::TransitGatewayAttachment"
	facts = []fact{s.complete(typ, gateway)}
	for _, r := range s.at.Type(typ) {
		f := r.Facts.(*discover.TransitGatewayAttachment)
		if sameRegion(r, gateway) {
			facts = append(facts, s.unread(r, "TransitGatewayId", "ResourceType", "State")...)
		}
		if f.TransitGatewayId == gateway.ID && f.ResourceType == "vpc" && f.State == "available" {
			vpcs, facts = append(vpcs, f.ResourceId), append(facts, s.read(r, "ResourceId", f.ResourceId))
		}
	}
	return vpcs, facts, true
}

// through are the VPCs behind gateways, which are named by id; empty ids name
// none.
func (s *subject) through(from *discover.Resource, ids ...string) (vpcs []string, facts []fact) {
	for _, id := range ids {
		if id == "" {
			continue
		}
		gateway := s.at.Near(from, "AWS::EC2::VPNGateway", id)
		if gateway == nil {
			gateway = s.at.Near(from, "AWS::EC2::TransitGateway", id)
		}
		if gateway == nil {
			facts = append(facts, s.lost(id))
			continue
		}
		more, read, _ := s.joined(gateway)
		vpcs, facts = append(vpcs, more...), append(facts, read...)
	}
	return vpcs, facts
}

// lineLeads follows a line over its virtual interfaces, and over the Direct
// Connect gateways that these end in.
func (s *subject) lineLeads(line *discover.Resource) (vpcs []string, facts []fact) {
	var ids []string
	for _, kind := range []string{"Private", "Transit"} {
		typ := "AWS::DirectConnect::" + kind + "VirtualInterface"
		facts = append(facts, s.complete(typ, line))
		for _, r := range s.at.Type(typ) {
			f := r.Facts.(*discover.VirtualInterface)
			facts = append(facts, s.unread(r, "ConnectionId")...)
			if f.ConnectionId != line.ID {
				continue
			}
			facts = append(facts, s.read(r, "ConnectionId", f.ConnectionId))
			facts = append(facts, s.unread(r, "VirtualGatewayId", "DirectConnectGatewayId")...)
			ids = append(ids, f.VirtualGatewayId)
			if f.DirectConnectGatewayId == "" {
				continue
			}
			hub := s.at.Near(line, "AWS::DirectConnect::DirectConnectGateway", f.DirectConnectGatewayId)
			if hub == nil {
				facts = append(facts, s.lost(f.DirectConnectGatewayId))
				continue
			}
			for _, a := range hub.Facts.(*discover.DirectConnectGateway).Associations {
				ids = append(ids, a.GatewayId)
			}
			facts = append(facts, s.read(hub, "Associations", ids))
		}
	}
	more, read := s.through(line, sortedCopy(ids)...)
	return append(vpcs, more...), append(facts, read...)
}

// checkUp asks whether anything gets through at the moment.
func (s *subject) checkUp() {
	f, ok := s.resource.Facts.(discover.Linking)
	if !ok {
		return
	}
	link := f.Link()
	message := finding.Say("%q is not up: %s", "%q이(가) 끊겨 있습니다: %s", s.id, link.State.Value)
	if link.Part {
		message = finding.Say("%q is up in part: %s", "%q의 일부만 연결되어 있습니다: %s", s.id, link.State.Value)
	}
	s.judge(claim{
		code:     codeLinkDown,
		at:       s.pair.Position(),
		facts:    []fact{told(s, s.resource, link.State)},
		holds:    link.Up,
		partial:  link.Part,
		declared: "up",
		found:    link.State.Value,
		message:  message,
	})
}

// checkAddresses compares fixed public addresses.
func (s *subject) checkAddresses() {
	f, ok := s.resource.Facts.(discover.Addressed)
	if !ok || len(s.element.Addresses) == 0 {
		return
	}
	its := f.PublicAddresses()
	found := slices.DeleteFunc(sortedCopy(its.Value), func(a string) bool { return a == "" })
	var declared []string
	for _, a := range s.element.Addresses {
		declared = append(declared, a.V)
	}
	declared = sortedCopy(declared)
	s.judge(claim{
		code:     codeAddresses,
		fact:     "addresses",
		facts:    []fact{s.read(s.resource, its.Fact, found)},
		holds:    slices.Equal(declared, found),
		declared: show(declared),
		found:    show(found),
		message: finding.Say("%q has the public addresses %s, declared %s", "%q의 공인 주소가 %s입니다(선언: %s)",
			s.id, show(found), show(declared)),
	})
}
