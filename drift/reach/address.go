package reach

import (
	"fmt"
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/packet"
	"asbuilt/way"
)

// At is the end that an address, a block, a subnet or a VPC means; ok is false for
// other words. What is guarded by groups of its own is not known of a block: they
// are not asked.
func (n *Network) At(word string) (e way.End, ok bool, err error) {
	e = way.End{Name: finding.Same(word), AnswerPorts: way.LinuxPorts()}
	if a, is := packet.ParseAddresses(word); is {
		n.addresses(&e, a)
		if e.Kind == way.Placed && len(e.Interfaces) == 0 {
			return e, false, fmt.Errorf(
				"reach %s: no subnet of the snapshot has these addresses, and the internet has not", word)
		}
		return e, true, nil
	}
	for _, s := range n.x.Type(typeSubnet) {
		f := s.Facts.(*discover.Subnet)
		if word == s.ID || strings.HasPrefix(word, "vpc-") && word == f.VpcId {
			e.Interfaces = append(e.Interfaces, n.block(s, n.Subnet(s.ID).Value.Blocks))
		}
	}
	return e, len(e.Interfaces) > 0, nil
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
		return is && slices.ContainsFunc(all, func(a packet.Addresses) bool { return hasAddresses(f, a) })
	}}
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
// the part of each subnet, else the internet.
func (n *Network) addresses(e *way.End, a packet.Addresses) {
	left := a
	for _, r := range n.x.Type(typeInterface) {
		if hasAddresses(r.Facts.(*discover.NetworkInterface), a) {
			at := n.nic(e, r, r.ID)
			at.Addresses = a
			e.Interfaces = append(e.Interfaces, at)
			return
		}
	}
	for _, r := range n.x.Type("AWS::EC2::Instance") {
		if own := packet.Blocks(r.Facts.(*discover.Instance).PrivateIpAddress); !own.IsEmpty() && own.Equal(a) {
			n.machine(e, r)
			return
		}
	}
	for _, s := range n.x.Type(typeSubnet) {
		if part := n.Subnet(s.ID).Value.Blocks.Intersect(a); !part.IsEmpty() {
			e.Interfaces = append(e.Interfaces, n.block(s, part))
			left = left.Subtract(part)
		}
	}
	if len(e.Interfaces) > 0 {
		return
	}
	if outside := left.Intersect(packet.Internet()); !outside.IsEmpty() {
		e.Kind, e.Addresses, e.AnswerPorts = way.Internet, outside, way.AWSPorts()
	} else if n.leadsBeyond() {
		e.Kind, e.Addresses = way.Outside, left
	}
}

// leadsBeyond reports whether something of the snapshot leads to networks beyond AWS.
func (n *Network) leadsBeyond() bool {
	return len(n.x.Type(typeLineGateway)) > 0 || slices.ContainsFunc(n.x.Type(typeAttachment),
		func(a *discover.Resource) bool { return leadsOut(a.Facts.(*discover.TransitGatewayAttachment)) })
}
