package reach

import (
	"fmt"
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/model"
	"asbuilt/packet"
	"asbuilt/way"
)

// Classes: ends between which nothing in the network makes a difference. What is true
// of the way from one to another is true of all of their classes, so that all pairs of
// many things are as many questions as there are pairs of classes.

// crossing is what is true between two classes.
type crossing struct {
	verdict way.Verdict
	hops    []way.Fact
}

// crossed is a question between two classes.
type crossed struct {
	from, to int
	asked    string
}

// Reaches says as [Network.Crossed] does whether anything gets from one side to
// another, with the facts of the network that say so; what is only about one of the
// two ends is not among them.
func (n *Network) Reaches(from, to Side, ports []model.PortRange, allowed ...string) (way.Verdict, []way.Fact) {
	if balancer(from.Resource) != nil { // which sends to what is registered alone
		w := n.Crossed(from, to, ports, allowed...)
		return w.Verdict, shared(w.Hops)
	}
	key := crossed{n.classOf(from), n.classOf(to), ""}
	if len(ports)+len(allowed) > 0 {
		key.asked = fmt.Sprint(ports, allowed)
	}
	if c, ok := n.crossings[key]; ok {
		return c.verdict, c.hops
	}
	w := n.Crossed(from, to, ports, allowed...)
	c := crossing{w.Verdict, shared(w.Hops)}
	n.crossings[key] = c
	return c.verdict, c.hops
}

// shared are the facts that belong to the network and not to an end of a way.
func shared(hops []way.Fact) []way.Fact {
	of := []string{typeACL, typeTable, typeGroup, typeList, typeEndpoint, typeFirewall, typeGateway, typeEgress,
		typeAttachment, typeTransit, typeTransitTable, typeLineGateway, typeVPN, typeDirect, "AWS::EC2::NatGateway",
		typePolicy, typeRules}
	return slices.DeleteFunc(slices.Clone(hops), func(f way.Fact) bool { return !slices.Contains(of, f.Type) })
}

// classOf is the number of the class of a side.
func (n *Network) classOf(s Side) int {
	if s.Resource != nil {
		if class, ok := n.classes[s.Resource]; ok {
			return class
		}
	}
	e := n.end(s)
	var all []string
	for _, i := range e.Interfaces {
		groups := slices.Sorted(slices.Values(i.Groups))
		all = append(all, fmt.Sprint(i.VPC, " ", i.Subnet, " ", i.Table, " ", groups, len(i.GroupsMissing), i.Open,
			i.Public, len(i.PublicMissing), i.Translates, " ", n.atoms().Name(i.Addresses)))
	}
	slices.Sort(all)
	_, outside := bare(s.Resource)
	name := fmt.Sprint(e.Kind, outside, e.Endpoint, e.List, len(e.Missing), len(e.Assumed), e.AnswerPorts, e.Listens,
		len(e.ListensMissing),
		" ", n.atoms().Name(e.Addresses), strings.Join(slices.Compact(all), ";"))
	if len(e.Missing)+len(e.Assumed)+len(e.ListensMissing) > 0 { // what is missing has names
		name += e.Name.En
	}
	class, known := n.named[name]
	if !known {
		class = len(n.named)
		n.named[name] = class
	}
	if s.Resource != nil {
		n.classes[s.Resource] = class
	}
	return class
}

// atoms are all addresses, cut wherever a rule, an entry, a route or a list does.
func (n *Network) atoms() packet.Atoms {
	if n.cut {
		return n.allAtoms
	}
	var all []packet.Addresses
	for _, r := range n.x.Type(typeGroup) {
		f := r.Facts.(*discover.SecurityGroup)
		for _, rule := range slices.Concat(f.SecurityGroupIngress, f.SecurityGroupEgress) {
			all = append(all, packet.Blocks(rule.CidrIp, rule.CidrIpv6))
		}
	}
	for _, r := range n.x.Type(typeACL) {
		for _, e := range r.Facts.(*discover.NetworkACL).Entries {
			all = append(all, packet.Blocks(e.CidrBlock, e.Ipv6CidrBlock))
		}
	}
	for _, r := range n.x.Type(typeTable) {
		for _, route := range r.Facts.(*discover.RouteTable).Routes {
			all = append(all, packet.Blocks(route.DestinationCidrBlock, route.DestinationIpv6CidrBlock))
		}
	}
	for _, r := range n.x.Type(typeTransitTable) {
		for _, route := range r.Facts.(*discover.TransitGatewayRouteTable).Routes {
			all = append(all, packet.Blocks(route.DestinationCidrBlock))
		}
	}
	for _, r := range n.x.Type(typeList) {
		all = append(all, packet.Blocks(r.Facts.(*discover.PrefixList).Entries...))
	}
	for _, r := range n.x.Type(typeRules) {
		all = append(all, named(r.Facts.(*discover.RuleGroup))...)
	}
	for _, r := range n.x.Type(typePolicy) {
		for _, v := range r.Facts.(*discover.FirewallPolicy).RuleVariables {
			all = append(all, blocksOrAll(v.Values))
		}
	}
	all = append(all, packet.Internet(), packet.IPv4())
	n.allAtoms, n.cut = packet.AtomsOf(all...), true
	return n.allAtoms
}

// Judged is how many pairs of classes were judged.
func (n *Network) Judged() int { return len(n.crossings) }
