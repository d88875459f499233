package drift

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/drift/match"
	"asbuilt/drift/reach"
	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/packet"
	"asbuilt/way"
)

// Repairs: the one change that makes a declared connection hold. It is tried on the
// facts in memory, and told only when everything that was judged before comes out at
// least as well after it, and nothing gets anywhere that no connection explains.

// Repair is such a change, as words, as a command of AWS's and as Terraform. Nobody
// carries it out.
type Repair struct {
	Text               finding.Text
	Command, Terraform string
}

// candidate is a change that might do.
type candidate struct {
	Repair
	resource *discover.Resource
	facts    any // of the resource, changed
	ports    []model.PortRange
}

// mostCandidates bounds how many changes are tried for one connection: each judges
// everything again.
const mostCandidates = 8

// Repaired is the change for a connection of the model that does not hold; ok is
// false where no single one would do.
func Repaired(pairs *match.Result, conn *model.Connection) (r Repair, ok bool) {
	net := reach.NewNetwork(pairs.Index)
	c := &comparison{model: pairs.Model, at: pairs.Index, pairs: pairs, net: net}
	before, _, _ := Compare(pairs, Options{})
	var all []candidate
	for _, w := range c.judged(conn).ways {
		if w.Verdict == way.Blocked || w.Verdict == way.Partial {
			all = append(all, c.candidates(w, c.portOf(conn))...)
		}
	}
	for _, one := range all[:min(len(all), mostCandidates)] {
		after := match.Match(pairs.Model, changed(pairs.Index.Snapshot, one))
		if c.mends(conn, before, after, one) {
			return one.Repair, true
		}
	}
	return Repair{}, false
}

// changed is a snapshot with one resource changed; nothing else is copied.
func changed(s *discover.Snapshot, one candidate) *discover.Snapshot {
	copied := *s
	copied.Resources = slices.Clone(s.Resources)
	for i, r := range copied.Resources {
		if r == one.resource {
			again := *r
			again.Facts = one.facts
			copied.Resources[i] = &again
		}
	}
	return &copied
}

// mends reports whether a connection holds after a change, nothing that held holds no
// more, and nothing is open that was not, unless a connection is for it.
func (c *comparison) mends(conn *model.Connection, before []finding.Check, after *match.Result, one candidate) bool {
	key := func(c finding.Check) string { return c.Code + "\x00" + c.Subject + "\x00" + c.Fact }
	held := map[string]finding.Verdict{}
	for _, check := range before {
		held[key(check)] = check.Verdict
	}
	checks, _, _ := Compare(after, Options{})
	holds := false
	for _, check := range checks {
		if check.Code == CodeRefuted && check.Subject == conn.ID.V {
			holds = check.Verdict == finding.Holds
			continue
		}
		if was, known := held[key(check)]; check.Verdict != finding.Holds && (!known || was != check.Verdict) {
			return false
		}
	}
	return holds && !c.opensMore(reach.NewNetwork(after.Index), one)
}

// opensMore reports whether a change lets something get somewhere that it did not, and
// that no connection of the model is for.
func (c *comparison) opensMore(net *reach.Network, one candidate) bool {
	var placed []*match.Pair
	for _, p := range c.pairs.Pairs {
		if p.Element != nil && p.When == match.Now && c.net.Placed(p.Resource()) {
			placed = append(placed, p)
		}
	}
	declared := map[[2]string]bool{}
	for _, conn := range c.model.Connections {
		if c.model.ActiveIn(conn.Lifetime, c.model.CurrentState()) {
			stops := []string{c.called(conn.Opener())}
			for _, v := range conn.Via {
				stops = append(stops, v.ID)
			}
			stops = append(stops, c.called(conn.Answerer()))
			for i, from := range stops {
				for _, to := range stops[i+1:] {
					declared[[2]string{from, to}] = true
				}
			}
		}
	}
	sides := []reach.Side{{End: reach.Everywhere()}}
	names := []string{end{}.name()}
	for _, p := range placed {
		sides, names = append(sides, reach.Of(p.Resource())), append(names, p.Element.ID)
	}
	opened := func(n *reach.Network, from, to reach.Side) bool {
		v, _ := n.Reaches(from, to, one.ports)
		return v != way.Blocked
	}
	for i, from := range sides {
		for j, to := range sides {
			beside := !c.touches(one, from.Resource) && !c.touches(one, to.Resource)
			if i == j || beside || declared[[2]string{names[i], names[j]}] {
				continue
			}
			if opened(net, from, to) && !opened(c.net, from, to) {
				return true
			}
		}
	}
	return false
}

// called is by what name an end of a connection is asked about: somebody on the internet is
// the internet.
func (c *comparison) called(ref model.Ref) string {
	if e := c.model.Element(ref.ID); e != nil && c.connected(ref) == nil && c.model.OnInternet(e) {
		return end{}.name()
	}
	return ref.ID
}

// touches reports whether a change is about where a resource is plugged in.
func (c *comparison) touches(one candidate, r *discover.Resource) bool {
	if r == nil {
		return false
	}
	end, _ := c.net.End(r)
	return slices.ContainsFunc(end.Interfaces, func(i way.Interface) bool {
		if f, ok := one.resource.Facts.(*discover.NetworkACL); ok {
			return slices.Contains(f.SubnetIds, i.Subnet)
		}
		if f, ok := one.resource.Facts.(*discover.RouteTable); ok {
			return f.VpcId == i.VPC
		}
		return slices.Contains(i.Groups, one.resource.ID)
	})
}

// candidates are the changes that what is in the way of a connection suggests, the
// narrowest that stays right when machines come and go first.
func (c *comparison) candidates(w JudgedWay, port model.PortRange) []candidate {
	var all []candidate
	for _, b := range w.Blocks {
		switch b.Code {
		case "ENI_SG_RULES_MISMATCH":
			if group := c.at.Near(&discover.Resource{}, "AWS::EC2::SecurityGroup", b.Fact.Resource); group != nil {
				all = append(all, c.groupRules(w, group, b.Direction == "out", port)...)
			}
		case "SUBNET_ACL_RESTRICTION":
			if acl := c.at.ARN(b.Fact.Resource); acl != nil {
				all = append(all, aclEntries(acl, b, port)...)
			}
		case "NO_ROUTE_TO_DESTINATION", "BAD_STATE_ROUTE":
			if table := c.at.ARN(b.Fact.Resource); table != nil {
				all = append(append(all, c.peerRoutes(w, table)...), c.outwardRoutes(w, table)...)
			}
		}
	}
	return all
}

// groupRules are rules of a security group that let the other end in or out: by its
// group, or by its addresses.
func (c *comparison) groupRules(w JudgedWay, group *discover.Resource, out bool, port model.PortRange) []candidate {
	other, direction, peer := w.from, "ingress", packet.Source
	if out {
		other, direction, peer = w.to, "egress", packet.Destination
	}
	if port.Protocol != "tcp" && port.Protocol != "udp" {
		return nil
	}
	rule := discover.SecurityGroupRule{IpProtocol: port.Protocol, FromPort: port.First, ToPort: port.Last}
	var rules []discover.SecurityGroupRule
	var addresses packet.Addresses
	if other == nil { // somebody outside
		for _, l := range w.Legs {
			addresses = addresses.Union(l.Asked.Addresses(peer).Intersect(packet.IPv4()))
		}
		if all := packet.Internet().Intersect(packet.IPv4()).Subtract(c.net.Services()); all.Within(addresses) {
			addresses = packet.IPv4()
		}
	} else {
		end, _ := c.net.End(other)
		for _, i := range end.Interfaces {
			for _, id := range i.Groups[:min(len(i.Groups), 1)] {
				by := rule
				by.GroupId = id
				if !slices.Contains(rules, by) {
					rules = append(rules, by)
				}
			}
			addresses = addresses.Union(i.Addresses)
		}
	}
	if blocks := addresses.Intersect(packet.IPv4()).Prefixes(); len(blocks) == 1 {
		by := rule
		by.CidrIp = blocks[0].String()
		rules = append(rules, by)
	}
	var all []candidate
	for _, r := range rules {
		facts := *group.Facts.(*discover.SecurityGroup)
		list := &facts.SecurityGroupIngress
		if out {
			list = &facts.SecurityGroupEgress
		}
		*list = append(slices.Clone(*list), r)
		all = append(all, candidate{Repair: ruleRepair(group, r, direction), resource: group, facts: &facts,
			ports: []model.PortRange{port}})
	}
	return all
}

func ruleRepair(group *discover.Resource, r discover.SecurityGroupRule, direction string) Repair {
	peer, command, terraform := r.CidrIp, "IpRanges=[{CidrIp="+r.CidrIp+"}]", "cidr_ipv4"
	if r.GroupId != "" {
		peer, terraform = r.GroupId, "referenced_security_group_id"
		command = "UserIdGroupPairs=[{GroupId=" + r.GroupId + "}]"
	}
	name := cmp.Or(group.Name, group.ID)
	text := finding.Say("let %s in from %s in %s (%s)", "%[3]s(%[4]s)에 %[2]s에서 들어오는 %[1]s 허용", ports(r), peer, name,
		group.ID)
	if direction == "egress" {
		text = finding.Say("let %s out to %s in %s (%s)", "%[3]s(%[4]s)에 %[2]s(으)로 나가는 %[1]s 허용", ports(r), peer,
			name, group.ID)
	}
	return Repair{
		Text: text,
		Command: fmt.Sprintf("aws ec2 authorize-security-group-%s --region %s --group-id %s "+
			"--ip-permissions 'IpProtocol=%s,FromPort=%d,ToPort=%d,%s'",
			direction, group.Region, group.ID, r.IpProtocol, r.FromPort, r.ToPort, command),
		Terraform: block("aws_vpc_security_group_"+direction+"_rule", group.ID+"_"+fmt.Sprint(r.FromPort), [][2]string{
			{"security_group_id", quote(group.ID)}, {terraform, quote(peer)}, {"ip_protocol", quote(r.IpProtocol)},
			{"from_port", fmt.Sprint(r.FromPort)}, {"to_port", fmt.Sprint(r.ToPort)},
		}),
	}
}

// aclEntries is the entry of a network ACL that lets through what it refuses.
func aclEntries(acl *discover.Resource, b way.Refusal, port model.PortRange) []candidate {
	egress := b.Direction == "out"
	peer, ports := packet.Source, packet.Port
	if egress != b.Answer {
		peer = packet.Destination
	}
	if b.Answer {
		ports = packet.SourcePort
	}
	blocks := b.Packets.Addresses(peer).Intersect(packet.IPv4()).Prefixes()
	protocol := map[string]string{"tcp": "6", "udp": "17"}[port.Protocol]
	first, last, run := b.Packets.Numbers(ports).Run()
	if len(blocks) != 1 || protocol == "" || !run {
		return nil
	}
	facts := *acl.Facts.(*discover.NetworkACL)
	number, ok := before(facts.Entries, b.Rule, egress)
	if !ok {
		return nil
	}
	entry := discover.NetworkACLEntry{Egress: egress, RuleNumber: number, RuleAction: "allow", Protocol: protocol,
		CidrBlock: blocks[0].String(), PortRange: &discover.PortRange{From: first, To: last}}
	facts.Entries = append(slices.Clone(facts.Entries), entry)
	flag := map[bool]string{true: "--egress", false: "--ingress"}[egress]
	return []candidate{{resource: acl, facts: &facts, ports: []model.PortRange{port}, Repair: Repair{
		Text: finding.Say("add entry %d to %s: allow %s, port %s (%s)", "%[2]s에 규칙 %[1]d 추가: %[3]s, 포트 %[4]s 허용(%[5]s)",
			number, acl.ID, entry.CidrBlock, packet.Range(first, last), strings.TrimPrefix(flag, "--")),
		Command: fmt.Sprintf("aws ec2 create-network-acl-entry --region %s --network-acl-id %s %s --rule-number %d "+
			"--protocol %s --port-range From=%d,To=%d --cidr-block %s --rule-action allow",
			acl.Region, acl.ID, flag, number, protocol, first, last, entry.CidrBlock),
		Terraform: block("aws_network_acl_rule", acl.ID+"_"+fmt.Sprint(number), [][2]string{
			{"network_acl_id", quote(acl.ID)}, {"rule_number", fmt.Sprint(number)}, {"egress", fmt.Sprint(egress)},
			{"protocol", quote(port.Protocol)}, {"rule_action", quote("allow")}, {"cidr_block", quote(entry.CidrBlock)},
			{"from_port", fmt.Sprint(first)}, {"to_port", fmt.Sprint(last)},
		}),
	}}}
}

// before is a number for an entry that comes before the one that refuses.
func before(entries []discover.NetworkACLEntry, refuses string, egress bool) (int, bool) {
	var limit int
	if _, err := fmt.Sscan(refuses, &limit); err != nil {
		return 0, false
	}
	last, taken := 0, map[int]bool{}
	for _, e := range entries {
		if e.Egress == egress {
			taken[e.RuleNumber] = true
			if e.RuleNumber < limit {
				last = max(last, e.RuleNumber)
			}
		}
	}
	for _, n := range []int{last + 10, last + 1} {
		if n < limit && n <= 32766 && !taken[n] {
			return n, true
		}
	}
	return 0, false
}

// peerRoutes are routes of a table to the VPC of the other end, by a peering that works
// and joins the two.
func (c *comparison) peerRoutes(w JudgedWay, table *discover.Resource) []candidate {
	if w.from == nil || w.to == nil {
		return nil
	}
	here := table.Facts.(*discover.RouteTable)
	var all []candidate
	for _, r := range []*discover.Resource{w.to, w.from} {
		there := c.at.Placement(r).VPC
		vpc := c.at.Near(table, "AWS::EC2::VPC", there)
		if there == here.VpcId || vpc == nil {
			continue
		}
		for _, p := range c.at.Type("AWS::EC2::VPCPeeringConnection") {
			f := p.Facts.(*discover.VPCPeeringConnection)
			joins := []string{f.VpcId, f.PeerVpcId}
			if f.Status != "active" || !slices.Contains(joins, there) || !slices.Contains(joins, here.VpcId) {
				continue
			}
			block := vpc.Facts.(*discover.VPC).CidrBlock
			if _, err := netip.ParsePrefix(block); err == nil {
				to := discover.Route{DestinationCidrBlock: block, VpcPeeringConnectionId: p.ID, State: "active"}
				all = append(all, routeRepair(table, to, "vpc_peering_connection_id"))
			}
		}
	}
	return all
}

// outwardRoutes are default routes of a table to the NAT gateways of its VPC that work.
func (c *comparison) outwardRoutes(w JudgedWay, table *discover.Resource) []candidate {
	if w.to != nil {
		return nil
	}
	var all []candidate
	for _, nat := range c.at.Type("AWS::EC2::NatGateway") {
		f := nat.Facts.(*discover.NatGateway)
		works := f.State == "available" && f.ConnectivityType != "private"
		if works && f.VpcId == table.Facts.(*discover.RouteTable).VpcId {
			to := discover.Route{DestinationCidrBlock: "0.0.0.0/0", NatGatewayId: nat.ID, State: "active"}
			all = append(all, routeRepair(table, to, "nat_gateway_id"))
		}
	}
	return all
}

// routeRepair is a route of a table, in place of the one to that destination where there is
// one; argument is what Terraform calls its target.
func routeRepair(table *discover.Resource, to discover.Route, argument string) candidate {
	facts := *table.Facts.(*discover.RouteTable)
	same := func(r discover.Route) bool { return r.DestinationCidrBlock == to.DestinationCidrBlock }
	verb := "create-route"
	if slices.ContainsFunc(facts.Routes, same) {
		verb = "replace-route"
	}
	facts.Routes = append(slices.DeleteFunc(slices.Clone(facts.Routes), same), to)
	destination, target := to.DestinationCidrBlock, reach.Target(to)
	return candidate{resource: table, facts: &facts, Repair: Repair{
		Text: finding.Say("route %s in %s to %s", "%[2]s에 %[1]s → %[3]s 경로 추가", destination, table.ID, target),
		Command: fmt.Sprintf("aws ec2 %s --region %s --route-table-id %s --destination-cidr-block %s --%s %s",
			verb, table.Region, table.ID, destination, strings.ReplaceAll(argument, "_", "-"), target),
		Terraform: block("aws_route", table.ID, [][2]string{
			{"route_table_id", quote(table.ID)}, {"destination_cidr_block", quote(destination)},
			{argument, quote(target)},
		}),
	}}
}

// block is a resource of Terraform, its arguments aligned as `terraform fmt` does.
func block(typ, name string, arguments [][2]string) string {
	width := 0
	for _, a := range arguments {
		width = max(width, len(a[0]))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "resource %q %q {\n", typ, strings.NewReplacer("-", "_", ".", "_", "/", "_").Replace(name))
	for _, a := range arguments {
		fmt.Fprintf(&b, "  %-*s = %s\n", width, a[0], a[1])
	}
	b.WriteString("}")
	return b.String()
}

func quote(s string) string { return fmt.Sprintf("%q", s) }
