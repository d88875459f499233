package reach

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/model"
)

// Ports that answers go back to. Linux hands out the first; load balancers,
// Lambda and NAT gateways use the second.
// https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
var (
	linuxPorts = [2]int{32768, 60999}
	awsPorts   = [2]int{1024, 65535}
)

// acls asks the network ACLs of two subnets: out of the first and into the
// second, and the answers back.
func (g *guard) acls(from, to *discover.Resource) bool {
	answers := linuxPorts
	switch g.from.Facts.(type) {
	case *discover.LoadBalancer, *discover.Function:
		answers = awsPorts
	}
	back := model.PortRange{First: answers[0], Last: answers[1], Protocol: g.port.Protocol}
	open := g.acl(from, to, true, g.port)
	open = g.acl(to, from, false, g.port) && open
	open = g.acl(to, from, true, back) && open
	return g.acl(from, to, false, back) && open
}

// acl asks the network ACL of a subnet about one direction.
func (g *guard) acl(of, other *discover.Resource, out bool, port model.PortRange) bool {
	acl := aclOf(g.x, of)
	if acl == nil {
		for _, r := range g.x.Type("AWS::EC2::NetworkAcl") {
			g.Places = append(g.Places, g.x.Unread(r, "SubnetIds")...)
		}
		g.Lost = append(g.Lost, "network ACL of "+of.ID)
		return true
	}
	verdict, entry := decide(acl.Facts.(*discover.NetworkACL).Entries, out, other.Facts.(*discover.Subnet).CidrBlock, port)
	g.hop(acl, "Entries", entry)
	if !verdict {
		way := finding.Say("in from", "들어오는")
		if out {
			way = finding.Say("out to", "나가는")
		}
		g.block(finding.Text{
			En: fmt.Sprintf("%s of %s does not let %s %s %s", acl.ID, of.ID, port.Full(), way.En, other.ID),
			Ko: fmt.Sprintf("%s의 %s이(가) %s 쪽으로 %s %s을(를) 막습니다", of.ID, acl.ID, other.ID, way.Ko, port.Full()),
		})
	}
	return verdict
}

// aclOf is the network ACL of a subnet, or nil.
func aclOf(x *discover.Index, subnet *discover.Resource) *discover.Resource {
	for _, r := range x.Type("AWS::EC2::NetworkAcl") {
		if slices.Contains(r.Facts.(*discover.NetworkACL).SubnetIds, subnet.ID) {
			return r
		}
	}
	return nil
}

// decide is what the entries of one direction say to a block and ports, the
// lowest number first: refused as soon as one refuses part of it, allowed once
// one allows the whole, refused when none does.
func decide(entries []discover.NetworkACLEntry, out bool, block string, port model.PortRange) (allowed bool, by string) {
	sorted := slices.Clone(entries)
	slices.SortStableFunc(sorted, func(a, b discover.NetworkACLEntry) int { return cmp.Compare(a.RuleNumber, b.RuleNumber) })
	for _, e := range sorted {
		if e.Egress != out || e.CidrBlock == "" || !speaks(e, port.Protocol) {
			continue
		}
		first, last := 0, 65535
		if e.PortRange != nil {
			first, last = e.PortRange.From, e.PortRange.To
		}
		overlaps := first <= port.Last && port.First <= last && meets(e.CidrBlock, block)
		switch {
		case !overlaps:
		case e.RuleAction == "deny":
			return false, fmt.Sprintf("%d: deny %s", e.RuleNumber, e.CidrBlock)
		case first <= port.First && port.Last <= last && within(block, e.CidrBlock):
			return true, fmt.Sprintf("%d: allow %s", e.RuleNumber, e.CidrBlock)
		}
	}
	return false, "nothing for " + port.Full()
}

// speaks reports whether an entry is about a protocol, which it has as a number.
func speaks(e discover.NetworkACLEntry, protocol string) bool {
	numbers := map[string]string{"tcp": "6", "udp": "17", "icmp": "1"}
	return e.Protocol == "-1" || e.Protocol == numbers[protocol]
}

// meets reports whether two address blocks have an address in common.
func meets(a, b string) bool {
	p, err := netip.ParsePrefix(a)
	if err != nil {
		return false
	}
	q, err := netip.ParsePrefix(b)
	return err == nil && p.Overlaps(q)
}
