package reach

import (
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/packet"
	"asbuilt/way"
)

// At are the ends that an address, a block, a subnet or a VPC means; none for other words.
// A block that lies in subnets and on the internet means both. What is guarded by groups of
// its own is not known of a block: they are not asked.
func (n *Network) At(word string) ([]way.End, error) {
	e := way.End{Name: finding.Same(word), AnswerPorts: way.LinuxPorts()}
	if a, is := packet.ParseAddresses(word); is {
		left := n.addresses(&e, a)
		several := n.several(e, a)
		switch outside := left.Intersect(packet.Internet()); {
		case e.Kind == way.Placed && len(e.Interfaces)+len(e.Missing) == 0:
			return nil, finding.Errorf(
				"reach %s: no subnet of the snapshot has these addresses, and the internet has not",
				"reach %s: 스냅샷의 어떤 서브넷에도, 인터넷에도 없는 주소입니다", word)
		case len(several) > 0:
			return nil, finding.Errorf("reach %s: several things have this address; name one by its id: %s",
				"reach %s: 이 주소를 가진 것이 여럿입니다. ID로 하나를 지정하십시오: %s", word, strings.Join(several, ", "))
		case e.Kind == way.Placed && !outside.IsEmpty():
			rest := Everywhere()
			rest.Addresses = outside
			return []way.End{e, rest}, nil
		}
		return []way.End{e}, nil
	}
	for _, s := range n.x.Type(typeSubnet) {
		f := s.Facts.(*discover.Subnet)
		if word == s.ID || strings.HasPrefix(word, "vpc-") && word == f.VpcId {
			e.Interfaces = append(e.Interfaces, n.block(s, n.Subnet(s.ID).Value.Blocks))
		}
	}
	if len(e.Interfaces) == 0 {
		return nil, nil
	}
	return []way.End{e}, nil
}

// Behind is what has a public address: the machine of an interface, else the interface;
// nil for an address that nothing of the snapshot has.
func (n *Network) Behind(a packet.Addresses) *discover.Resource {
	for _, r := range n.x.Type(typeInterface) {
		f := r.Facts.(*discover.NetworkInterface)
		if !isPublicly(f, a) {
			continue
		}
		if m := n.x.Near(r, "AWS::EC2::Instance", f.InstanceId); m != nil {
			return m
		}
		return r
	}
	for _, r := range n.x.Type("AWS::EC2::Instance") {
		if own := packet.Blocks(r.Facts.(*discover.Instance).PublicIp); !own.IsEmpty() && own.Equal(a) {
			return r
		}
	}
	return nil
}

// several are the things that have one address, where they are more than one: VPCs that
// nothing joins may share their blocks.
func (n *Network) several(e way.End, a packet.Addresses) (ids []string) {
	if all := a.Prefixes(); len(all) != 1 || !all[0].IsSingleIP() || len(e.Interfaces) < 2 {
		return nil
	}
	for _, i := range e.Interfaces {
		ids = append(ids, i.ID+" ("+i.VPC+")")
	}
	return ids
}

// Question is what of a snapshot matters to the ways between ends that words name: what is
// called so, and the interface that has an address.
func Question(words ...string) discover.Question {
	var all []packet.Addresses
	for _, word := range words {
		if a, is := packet.ParseAddresses(word); is {
			all = append(all, a)
		}
	}
	return discover.Question{Names: words, Means: func(r *discover.Resource) bool {
		f, is := r.Facts.(*discover.NetworkInterface)
		return is && slices.ContainsFunc(all, func(a packet.Addresses) bool {
			return hasAddresses(f, a) || isPublicly(f, a)
		})
	}}
}

// isPublicly reports whether the internet knows an interface by an address.
func isPublicly(f *discover.NetworkInterface, a packet.Addresses) bool {
	own := packet.Blocks(f.PublicIp)
	return !own.IsEmpty() && own.Equal(a)
}

func hasAddresses(f *discover.NetworkInterface, a packet.Addresses) bool {
	own := packet.Blocks(slices.Concat(f.PrivateIpAddresses, f.Ipv6Addresses)...)
	return !own.IsEmpty() && own.Intersect(a).Equal(a)
}

// Range is addresses as an end, by another name; ok is false where nothing of the
// snapshot has them, and the internet has not.
func (n *Network) Range(name string, a packet.Addresses) (e way.End, ok bool) {
	e = way.End{Name: finding.Same(name), AnswerPorts: way.AWSPorts()}
	if outside := a.Intersect(packet.Internet()); !outside.IsEmpty() {
		e.Kind, e.Addresses = way.Internet, outside
		return e, true
	}
	n.addresses(&e, a)
	return e, e.Kind != way.Placed || len(e.Interfaces) > 0
}

func (n *Network) block(s *discover.Resource, a packet.Addresses) way.Interface {
	return way.Interface{ID: s.ID, Name: a.String() + " in " + s.ID, VPC: s.Facts.(*discover.Subnet).VpcId,
		Subnet: s.ID, Addresses: a, Open: true}
}

// addresses gives an end what stands at addresses: the interface that has one, else
// the part of each subnet, else the internet. It says what is left of them.
func (n *Network) addresses(e *way.End, a packet.Addresses) (left packet.Addresses) {
	left = a
	for _, r := range n.x.Type(typeInterface) {
		if hasAddresses(r.Facts.(*discover.NetworkInterface), a) {
			at := n.nic(e, r, r.ID)
			at.Addresses = a
			e.Interfaces = append(e.Interfaces, at)
		}
	}
	if len(e.Interfaces) > 0 {
		return packet.Addresses{}
	}
	for _, r := range n.x.Type("AWS::EC2::Instance") {
		if own := packet.Blocks(r.Facts.(*discover.Instance).PrivateIpAddress); !own.IsEmpty() && own.Equal(a) {
			n.machine(e, r)
		}
	}
	if len(e.Interfaces)+len(e.Missing) > 0 {
		return packet.Addresses{}
	}
	for _, s := range n.x.Type(typeSubnet) {
		if part := n.Subnet(s.ID).Value.Blocks.Intersect(a); !part.IsEmpty() {
			e.Interfaces = append(e.Interfaces, n.block(s, part))
			left = left.Subtract(part)
		}
	}
	if len(e.Interfaces) > 0 {
		return left
	}
	unseen, certain := n.unseen(left)
	switch outside := left.Intersect(packet.Internet()); {
	case !outside.IsEmpty():
		e.Kind, e.Addresses, e.AnswerPorts = way.Internet, outside, way.AWSPorts()
	case !certain && n.leadsBeyond():
		e.Kind, e.Addresses = way.Outside, left
	default:
		e.Missing = append(e.Missing, unseen...)
	}
	return packet.Addresses{}
}

// unseen are the VPCs that something of the snapshot leads to and that are not in it, as
// reasons why nobody knows what stands at addresses; certain says that they have these.
func (n *Network) unseen(a packet.Addresses) (all []way.Missing, certain bool) {
	add := func(by *discover.Resource, vpc string, blocks []string) {
		has := packet.Blocks(blocks...)
		if vpc == "" || n.x.Near(by, "AWS::EC2::VPC", vpc) != nil || len(blocks) > 0 && has.Intersect(a).IsEmpty() {
			return
		}
		certain = certain || a.Within(has)
		all = append(all, way.Missing{Fact: way.Fact{Type: "AWS::EC2::VPC", Resource: vpc}, Text: finding.Say(
			"%s, to which %s leads, is not in the snapshot", "%[2]s이(가) 이어지는 %[1]s이(가) 스냅샷에 없습니다", vpc, by.ID)})
	}
	for _, r := range n.x.Type("AWS::EC2::VPCPeeringConnection") {
		f := r.Facts.(*discover.VPCPeeringConnection)
		add(r, f.VpcId, f.CidrBlocks)
		add(r, f.PeerVpcId, f.PeerCidrBlocks)
	}
	for _, r := range n.x.Type(typeAttachment) {
		if f := r.Facts.(*discover.TransitGatewayAttachment); f.ResourceType == "vpc" {
			add(r, f.ResourceId, nil)
		}
	}
	return all, certain
}

// leadsBeyond reports whether something of the snapshot leads to networks beyond AWS.
func (n *Network) leadsBeyond() bool {
	return len(n.x.Type(typeLineGateway)) > 0 || slices.ContainsFunc(n.x.Type(typeAttachment),
		func(a *discover.Resource) bool { return leadsOut(a.Facts.(*discover.TransitGatewayAttachment)) })
}
