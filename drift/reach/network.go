package reach

import (
	"cmp"
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/packet"
	"asbuilt/way"
)

// Network is the network of a snapshot, as [way.Network]. Every fact is read
// through [Network.read] and every resource found through [Network.find] or
// [Network.list], which say what is missing.
type Network struct {
	x *discover.Index

	acls     map[string][]*discover.Resource // by subnet
	tables   map[string][]*discover.Resource // by subnet or gateway
	mains    map[string][]*discover.Resource // by VPC
	machines map[string][]*discover.Resource // interfaces by machine

	groups   map[string]way.Answer[way.Group]
	filters  map[string]way.Answer[way.ACL]
	routes   map[string]way.Answer[way.Table]
	switches map[string]way.Answer[way.Switch]

	ends      map[*discover.Resource]placedEnd
	classes   map[*discover.Resource]int
	named     map[string]int // classes by what makes them
	crossings map[crossed]crossing
	allAtoms  packet.Atoms
	cut       bool // allAtoms are known
}

// placedEnd is what [Network.End] says of a resource.
type placedEnd struct {
	end way.End
	ok  bool
}

// NewNetwork is the network of a snapshot.
func NewNetwork(x *discover.Index) *Network {
	n := &Network{
		x: x, acls: map[string][]*discover.Resource{},
		tables: map[string][]*discover.Resource{}, mains: map[string][]*discover.Resource{},
		machines: map[string][]*discover.Resource{},
		groups:   map[string]way.Answer[way.Group]{}, filters: map[string]way.Answer[way.ACL]{},
		routes:   map[string]way.Answer[way.Table]{},
		switches: map[string]way.Answer[way.Switch]{},
		ends:     map[*discover.Resource]placedEnd{}, classes: map[*discover.Resource]int{},
		named: map[string]int{}, crossings: map[crossed]crossing{},
	}
	for _, r := range x.Type(typeACL) {
		for _, s := range r.Facts.(*discover.NetworkACL).SubnetIds {
			n.acls[s] = append(n.acls[s], r)
		}
	}
	for _, r := range x.Type(typeTable) {
		f := r.Facts.(*discover.RouteTable)
		for _, a := range f.Associations {
			switch {
			case a.SubnetId != "":
				n.tables[a.SubnetId] = append(n.tables[a.SubnetId], r)
			case a.GatewayId != "":
				n.tables[a.GatewayId] = append(n.tables[a.GatewayId], r)
			case a.Main:
				n.mains[f.VpcId] = append(n.mains[f.VpcId], r)
			}
		}
	}
	for _, r := range x.Type(typeInterface) {
		if id := r.Facts.(*discover.NetworkInterface).InstanceId; id != "" {
			n.machines[id] = append(n.machines[id], r)
		}
	}
	return n
}

// The types of what networks consist of.
const (
	typeACL       = "AWS::EC2::NetworkAcl"
	typeTable     = "AWS::EC2::RouteTable"
	typeInterface = "AWS::EC2::NetworkInterface"
	typeGroup     = "AWS::EC2::SecurityGroup"
	typeSubnet    = "AWS::EC2::Subnet"
	typeList      = "AWS::EC2::PrefixList"
	typeEndpoint  = "AWS::EC2::VPCEndpoint"
	typeFirewall  = "AWS::NetworkFirewall::Firewall"
	typeGateway   = "AWS::EC2::InternetGateway"
	typeEgress    = "AWS::EC2::EgressOnlyInternetGateway"
)

// reading is what was read for one answer.
type reading struct {
	n       *Network
	facts   []way.Fact
	missing []way.Missing
}

func (n *Network) reading() *reading { return &reading{n: n} }

// read is a fact of a resource with what it says, and what is missing of it.
func (r *reading) read(of *discover.Resource, name, value string) {
	f := way.Fact{Type: of.Type, Resource: of.Ref(), Name: name, Value: value}
	r.facts = append(r.facts, f)
	if gap := r.n.x.Missing(of, name); gap != nil {
		r.lack(gap.Says(), f)
	}
}

// quietly is a fact that is no step of the way, and decides nevertheless.
func (r *reading) quietly(of *discover.Resource, name string) {
	if gap := r.n.x.Missing(of, name); gap != nil {
		r.lack(gap.Says(), way.Fact{Type: of.Type, Resource: of.Ref(), Name: name})
	}
}

// parts are some of what a list of facts consists of; what is missing of the others does
// not matter.
func (r *reading) parts(of *discover.Resource, name string, parts ...string) {
	f := way.Fact{Type: of.Type, Resource: of.Ref(), Name: name}
	r.facts = append(r.facts, f)
	for _, part := range parts {
		if gap := r.n.x.Missing(of, name+"."+part); gap != nil {
			r.lack(gap.Says(), f)
			return
		}
	}
}

// lacks reports whether parts of one entry of a list were not read, all where none is
// named, and says so; an entry that there is not asks for the list itself.
func (r *reading) lacks(of *discover.Resource, list string, i int, parts ...string) bool {
	gap := r.n.x.MissingIn(of, list, i, parts...)
	if gap != nil {
		r.lack(gap.Says(), way.Fact{Type: of.Type, Resource: of.Ref(), Name: list})
	}
	return gap != nil
}

func (r *reading) lack(text finding.Text, f way.Fact) {
	r.missing = append(r.missing, way.Missing{Text: text, Fact: f})
}

// blocks says which of the texts that a fact holds are no block of addresses: what they
// take in is not known.
func (r *reading) blocks(of *discover.Resource, fact string, texts ...string) {
	for _, text := range texts {
		if _, ok := packet.ParseAddresses(text); text != "" && !ok {
			r.lack(finding.Say("%s of %s holds %q, which is no block of addresses",
				"%[2]s의 %[1]s 값 %[3]q은(는) 주소 블록이 아닙니다", fact, of.ID, text),
				way.Fact{Type: of.Type, Resource: of.Ref(), Name: fact, Value: text})
		}
	}
}

// sane says what is wrong with the blocks of a subnet: what lies in it beside an address
// that is known is not.
func (r *reading) sane(subnet string) {
	if s := r.n.x.Near(&discover.Resource{}, typeSubnet, subnet); s != nil {
		f := s.Facts.(*discover.Subnet)
		r.blocks(s, "CidrBlock", f.CidrBlock)
		r.blocks(s, "Ipv6CidrBlock", f.Ipv6CidrBlock)
	}
}

// ports says that the ports which a fact names are none.
func (r *reading) ports(of *discover.Resource, fact string, first, last int) {
	if first > last || last > 65535 {
		r.lack(finding.Say("%s of %s holds %d-%d, which are no ports", "%[2]s의 %[1]s 값 %[3]d-%[4]d은(는) 포트 범위가 아닙니다",
			fact, of.ID, first, last), way.Fact{Type: of.Type, Resource: of.Ref(), Name: fact})
	}
}

// ignore says that the rules do not go so far.
func (r *reading) ignore(text finding.Text) {
	r.missing = append(r.missing, way.Missing{Text: text, Ignored: true})
}

// absent says that what a fact names is not in the snapshot, or why nobody could
// have seen it.
func (r *reading) absent(typ, id string) {
	f := way.Fact{Type: typ, Resource: id}
	if gap := r.n.x.Unlisted(typ, "", ""); gap != nil {
		r.lack(finding.Say("%s is not in the snapshot: %s", "%s이(가) 스냅샷에 없습니다(%s)", id, gap), f)
		return
	}
	r.lack(finding.Say("%s is not in the snapshot", "%s이(가) 스냅샷에 없습니다", id), f)
}

// find is the one resource of a type with an id; nil, and missing, when there is
// none. Ids of networks are unique in all of AWS.
func (r *reading) find(typ, id string) *discover.Resource {
	found := r.n.x.Near(&discover.Resource{}, typ, id)
	if found == nil {
		r.absent(typ, id)
	}
	return found
}

// whole says that all resources of a type are known where one lies; else it is
// missing.
func (r *reading) whole(typ string, near *discover.Resource) bool {
	if gap := r.n.x.Unlisted(typ, near.Account, near.Region); gap != nil {
		r.lack(gap.Says(), way.Fact{Type: typ})
		return false
	}
	return true
}

// each says of which resources of a type, where one lies, a fact was not read: any of them
// may be the one that is looked for by it.
func (r *reading) each(typ, fact string, near *discover.Resource) {
	for _, of := range r.n.x.Type(typ) {
		if of.Account != near.Account || of.Region != near.Region {
			continue
		}
		r.quietly(of, fact)
	}
}

// owned are the resources of a type, where one lies, that a fact of theirs gives to
// an owner. One whose fact was not read may be the owner's too, and is missing.
func (r *reading) owned(
	typ, fact string, near *discover.Resource, is func(*discover.Resource) bool,
) []*discover.Resource {
	r.whole(typ, near)
	var all []*discover.Resource
	for _, of := range r.n.x.Type(typ) {
		if of.Account != near.Account || of.Region != near.Region {
			continue
		}
		if gap := r.n.x.Missing(of, fact); gap != nil {
			r.lack(gap.Says(), way.Fact{Type: typ, Resource: of.Ref(), Name: fact})
		} else if is(of) {
			all = append(all, of)
		}
	}
	return all
}

func answer[T any](r *reading, value T) way.Answer[T] {
	return way.Answer[T]{Value: value, Missing: r.missing, Facts: r.facts}
}

// Group is a security group.
func (n *Network) Group(id string) way.Answer[way.Group] {
	if a, ok := n.groups[id]; ok {
		return a
	}
	r, g := n.reading(), way.Group{Name: id}
	if group := r.find(typeGroup, id); group != nil {
		f := group.Facts.(*discover.SecurityGroup)
		g.Name = cmp.Or(f.GroupName, id)
		g.In = r.rules(group, "SecurityGroupIngress", f.SecurityGroupIngress)
		g.Out = r.rules(group, "SecurityGroupEgress", f.SecurityGroupEgress)
		r.facts = []way.Fact{{Type: group.Type, Resource: group.Ref(), Name: "GroupName", Value: g.Name}}
	}
	n.groups[id] = answer(r, g)
	return n.groups[id]
}

// rules are those of a security group, without any of which a part was not read: a rule
// without its first port would let more through than it does. What the others let
// through they do whatever it may say.
func (r *reading) rules(group *discover.Resource, fact string, all []discover.SecurityGroupRule) []way.Rule {
	if r.lacks(group, fact, len(all)) {
		return nil
	}
	var list []way.Rule
	for i, rule := range all {
		if r.lacks(group, fact, i) {
			continue
		}
		r.blocks(group, fact, rule.CidrIp, rule.CidrIpv6)
		if hasPorts(protocol(rule.IpProtocol)) {
			r.ports(group, fact, rule.FromPort, rule.ToPort)
		}
		list = append(list, Rule(rule))
	}
	return list
}

// Rule is a rule of a security group as packets.
func Rule(r discover.SecurityGroupRule) way.Rule {
	protocols := protocol(r.IpProtocol)
	rule := way.Rule{
		ID: r.SecurityGroupRuleId, Protocols: protocols, Ports: packet.AnyNumber(),
		List: r.PrefixListId, Group: r.GroupId, Text: describe(r),
		Addresses: packet.Blocks(r.CidrIp, r.CidrIpv6),
	}
	switch {
	case isICMP(protocols):
		rule.Ports = packet.ICMP(r.FromPort, r.ToPort)
	case hasPorts(protocols):
		rule.Ports = packet.Range(max(r.FromPort, 0), min(r.ToPort, 65535))
		if r.FromPort < 0 {
			rule.Ports = packet.AnyNumber()
		}
	}
	return rule
}

func isICMP(p packet.Numbers) bool {
	return p.Equal(packet.Range(packet.ICMPv4, packet.ICMPv4)) || p.Equal(packet.Range(packet.ICMPv6, packet.ICMPv6))
}

func hasPorts(p packet.Numbers) bool {
	return p.Equal(packet.Range(packet.TCP, packet.TCP)) || p.Equal(packet.Range(packet.UDP, packet.UDP))
}

// protocol are the numbers that AWS means by the word or number of a rule.
func protocol(word string) packet.Numbers {
	if word == "-1" || word == "all" {
		return packet.AnyProtocol()
	}
	known := map[string]int{"tcp": packet.TCP, "udp": packet.UDP, "icmp": packet.ICMPv4, "icmpv6": packet.ICMPv6}
	if n, ok := known[strings.ToLower(word)]; ok {
		return packet.Range(n, n)
	}
	return number(word)
}

func describe(r discover.SecurityGroupRule) string {
	peer := r.GroupId + r.CidrIp + r.CidrIpv6 + r.PrefixListId
	ports := r.IpProtocol
	switch {
	case r.IpProtocol == "-1":
		ports = "all"
	case r.FromPort == r.ToPort && r.FromPort >= 0:
		ports = itoa(r.FromPort) + "/" + r.IpProtocol
	case r.FromPort >= 0:
		ports = itoa(r.FromPort) + "-" + itoa(r.ToPort) + "/" + r.IpProtocol
	}
	return ports + ", " + peer
}

// List is the addresses of a prefix list.
func (n *Network) List(id string) way.Answer[packet.Addresses] {
	r := n.reading()
	list := r.find(typeList, id)
	if list == nil {
		return answer(r, packet.Addresses{})
	}
	f := list.Facts.(*discover.PrefixList)
	r.read(list, "Entries", strings.Join(f.Entries, ", "))
	r.blocks(list, "Entries", f.Entries...)
	return answer(r, packet.Blocks(f.Entries...))
}

// Subnet is where a subnet lies.
func (n *Network) Subnet(id string) way.Answer[way.Subnet] {
	r := n.reading()
	s := r.find(typeSubnet, id)
	if s == nil {
		return answer(r, way.Subnet{})
	}
	f := s.Facts.(*discover.Subnet)
	r.read(s, "CidrBlock", f.CidrBlock)
	r.read(s, "VpcId", f.VpcId)
	r.sane(id)
	return answer(r, way.Subnet{VPC: f.VpcId, Zone: f.AvailabilityZone,
		Blocks: packet.Blocks(f.CidrBlock, f.Ipv6CidrBlock)})
}

// ACL is the network ACL of a subnet.
func (n *Network) ACL(subnet string) way.Answer[way.ACL] {
	if a, ok := n.filters[subnet]; ok {
		return a
	}
	r, acl := n.reading(), way.ACL{}
	switch found := n.acls[subnet]; len(found) {
	case 0:
		r.noneFor(typeACL, subnet)
	case 1:
		f := found[0].Facts.(*discover.NetworkACL)
		acl.ID = found[0].ID
		r.lacks(found[0], "Entries", len(f.Entries), "Egress", "RuleNumber", "RuleAction", "Protocol", "CidrBlock",
			"Ipv6CidrBlock", "PortRange")
		r.read(found[0], "SubnetIds", subnet)
		r.facts = []way.Fact{{Type: typeACL, Resource: found[0].Ref(), Name: "SubnetIds", Value: subnet}}
		for i := range f.Entries {
			acl.Entries = append(acl.Entries, r.entry(found[0], i))
		}
		slices.SortStableFunc(acl.Entries, func(a, b way.Entry) int { return cmp.Compare(a.Number, b.Number) })
	default:
		r.contradiction(finding.Say("several network ACLs are associated with %s", "%s에 네트워크 ACL이 여럿 연결되어 있습니다",
			subnet))
	}
	n.filters[subnet] = answer(r, acl)
	return n.filters[subnet]
}

// noneFor says why nothing of a type is there for a subnet.
func (r *reading) noneFor(typ, subnet string) {
	s := r.n.x.Near(&discover.Resource{}, typeSubnet, subnet)
	if s == nil {
		r.absent(typeSubnet, subnet)
		return
	}
	if r.each(typ, "SubnetIds", s); r.whole(typ, s) {
		r.lack(finding.Say("the network ACL of %s is not in the snapshot", "%s의 네트워크 ACL이 스냅샷에 없습니다", subnet),
			way.Fact{Type: typ})
	}
}

// contradiction says that facts of the snapshot do not go together.
func (r *reading) contradiction(text finding.Text) {
	r.lack(finding.Text{En: "the snapshot contradicts itself: " + text.En, Ko: "스냅샷에 모순이 있습니다: " + text.Ko}, way.Fact{})
}

// entry is the entry of an ACL with that index. One of which a part was not read may be
// about any packets.
func (r *reading) entry(acl *discover.Resource, i int) way.Entry {
	e := acl.Facts.(*discover.NetworkACL).Entries[i]
	r.lacks(acl, "Entries", i, "Egress", "RuleNumber") // which others come before it is not known
	whole := r.n.reading()
	parts := []string{"RuleAction", "Protocol", "CidrBlock", "Ipv6CidrBlock"}
	if p := protocol(e.Protocol); p.IsEmpty() || hasPorts(p) { // others have none
		parts = append(parts, "PortRange")
	}
	if whole.lacks(acl, "Entries", i, parts...) {
		return way.Entry{
			Number: e.RuleNumber, Egress: e.Egress, Missing: whole.missing, Text: itoa(e.RuleNumber),
			Protocols: packet.AnyProtocol(), Ports: packet.AnyNumber(), Peer: packet.Everywhere(),
		}
	}
	r.blocks(acl, "Entries", e.CidrBlock, e.Ipv6CidrBlock)
	if e.PortRange != nil {
		r.ports(acl, "Entries", e.PortRange.From, e.PortRange.To)
	}
	types := r.n.reading()
	types.lacks(acl, "Entries", i, "IcmpTypeCode")
	return entry(e, types.missing)
}

// entry is an entry of an ACL; types are why nobody knows which types of ICMP it is
// about.
func entry(e discover.NetworkACLEntry, types []way.Missing) way.Entry {
	protocols := protocol(e.Protocol)
	peer := e.CidrBlock + e.Ipv6CidrBlock
	all := way.Entry{
		Number: e.RuleNumber, Egress: e.Egress, Allow: e.RuleAction == "allow",
		Protocols: protocols, Ports: packet.AnyNumber(),
		Peer: packet.Blocks(e.CidrBlock, e.Ipv6CidrBlock), Text: itoa(e.RuleNumber) + ": " + e.RuleAction + " " + peer,
	}
	switch {
	case isICMP(protocols):
		all.Missing = types
		if e.IcmpTypeCode != nil {
			all.Ports = packet.ICMP(e.IcmpTypeCode.Type, e.IcmpTypeCode.Code)
		}
	case e.PortRange != nil && hasPorts(protocols):
		all.Ports = packet.Range(e.PortRange.From, e.PortRange.To)
	}
	return all
}

// Allows reports whether a rule takes in all of the ports.
func Allows(r discover.SecurityGroupRule, p model.PortRange) bool {
	rule := Rule(r)
	return protocol(p.Protocol).Within(rule.Protocols) &&
		(p.Protocol == "icmp" || packet.Range(p.First, p.Last).Within(rule.Ports))
}
