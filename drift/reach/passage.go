package reach

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/model"
)

// Passage is whether one thing can open a connection to another, with every fact
// that decides it. Security groups that name each other decide by their ids, not
// by the addresses of their members: what is scaled to nothing has none.
type Passage struct {
	Hops []Hop
	// Places are the facts that say where its ends are plugged in.
	Places []discover.FactRef
	// Lost are things that facts name and that the snapshot does not have.
	Lost []string
	// Blocks are what is in the way, each enough by itself; none when it is open.
	Blocks []finding.Text
	// Causes are the facts that decide, one for each of Blocks.
	Causes []Hop
	// Partial says that it is open from some subnets, or to some, and not from
	// or to all.
	Partial bool
}

// Open reports whether nothing is in the way.
func (p *Passage) Open() bool { return len(p.Blocks) == 0 }

// block notes what is in the way; the last hop decides it.
func (p *Passage) block(t finding.Text) {
	p.Blocks = append(p.Blocks, t)
	cause := Hop{}
	if n := len(p.Hops); n > 0 {
		cause = p.Hops[n-1]
	}
	p.Causes = append(p.Causes, cause)
}

// blockOf is block for what a rule of a group decides, or its absence.
func (p *Passage) blockOf(t finding.Text, groups []*discover.Resource, out bool) {
	p.block(t)
	for _, h := range p.Hops {
		if h.Fact == ruleFact(out) && slices.Contains(groups, h.Resource) {
			p.Causes[len(p.Causes)-1] = h
			return
		}
	}
}

// ruleFact is the fact that holds the rules of one direction.
func ruleFact(out bool) string {
	if out {
		return "SecurityGroupEgress"
	}
	return "SecurityGroupIngress"
}

func (p *Passage) hop(r *discover.Resource, fact, value string) {
	h := Hop{discover.FactRef{Resource: r, Fact: fact}, value}
	if !slices.Contains(p.Hops, h) {
		p.Hops = append(p.Hops, h)
	}
}

// Placed reports whether something is plugged into subnets of a VPC behind
// security groups, so that passages from and to it can be judged; or may be, as
// far as the snapshot could see.
func Placed(x *discover.Index, r *discover.Resource) bool {
	p := x.Placement(r)
	return p.VPC != "" && len(p.Subnets) > 0 && len(p.SecurityGroups) > 0 || unseen(x, p)
}

// unseen reports whether a fact of a placement is missing.
func unseen(x *discover.Index, p discover.Placement) bool {
	return slices.ContainsFunc(p.Facts, func(f discover.FactRef) bool { return f.Resource == nil || x.Missing(f.Resource, f.Fact) != nil })
}

// Between is the passage inside a VPC, from one placed thing to another: out of
// the security groups of the first, through the network ACLs where the subnets
// differ, there and back, and into the security groups of the second.
func Between(x *discover.Index, from, to *discover.Resource, port model.PortRange) *Passage {
	g := &guard{x: x, from: from, port: port, Passage: &Passage{}}
	a, b := x.Placement(from), x.Placement(to)
	g.Places = append(slices.Clone(a.Facts), b.Facts...)
	out, in := g.groups(from, a.SecurityGroups), g.groups(to, b.SecurityGroups)
	sources, targets := g.subnets(from, a.Subnets), g.subnets(to, b.Subnets)
	mayLeave := g.covered(out, b.SecurityGroups, targets, true)
	mayEnter := g.covered(in, a.SecurityGroups, sources, false)
	g.blockGroups(out, in, mayLeave, mayEnter, targets, sources)
	refused := 0
	for _, s := range sources {
		for _, t := range targets {
			if s != t && !g.acls(s, t) {
				refused++
			}
		}
	}
	whole := len(sources) * len(targets)
	g.Partial = len(g.Blocks) > 0 && count(mayLeave) > 0 && count(mayEnter) > 0 && refused < whole
	return g.Passage
}

// Internet is the passage out to addresses of the internet, by routes through
// NAT or an internet gateway.
func Internet(x *discover.Index, from *discover.Resource, port model.PortRange) *Passage {
	g := &guard{x: x, from: from, port: port, Passage: &Passage{}}
	a := x.Placement(from)
	g.Places = a.Facts
	g.through(g.groups(from, a.SecurityGroups), true, finding.Say("the internet", "인터넷"), func(r discover.SecurityGroupRule) bool {
		p, err := netip.ParsePrefix(r.CidrIp)
		return err == nil && !isInternal(p)
	})
	shut := 0
	subnets := g.subnets(from, a.Subnets)
	for _, s := range subnets {
		path := SubnetExposure(x, s)
		for _, h := range path.Hops {
			g.hop(h.Resource, h.Fact, h.Value)
		}
		if path.Lost != "" {
			g.Lost = append(g.Lost, path.Lost)
		}
		switch path.Exposure {
		case Private, Public:
		case Routed:
			g.Lost = append(g.Lost, "what "+s.ID+" is routed to")
		default:
			shut++
			g.block(finding.Say("no route leads from %s to the internet", "%s에서 인터넷으로 가는 경로가 없습니다", s.ID))
		}
	}
	g.Partial = shut > 0 && shut == len(g.Blocks) && shut < len(subnets)
	return g.Passage
}

// FromInternet is the passage in from addresses of the internet: to a load
// balancer that faces it, in public subnets.
func FromInternet(x *discover.Index, to *discover.Resource, port model.PortRange) *Passage {
	g := &guard{x: x, from: to, port: port, Passage: &Passage{}}
	b := x.Placement(to)
	g.Places = b.Facts
	g.through(g.groups(to, b.SecurityGroups), false, finding.Say("the internet", "인터넷"), func(r discover.SecurityGroupRule) bool {
		p, err := netip.ParsePrefix(r.CidrIp)
		return err == nil && !isInternal(p)
	})
	if lb, ok := to.Facts.(*discover.LoadBalancer); !ok {
		g.Lost = append(g.Lost, "whether "+to.ID+" has a public address")
	} else if g.hop(to, "Scheme", lb.Scheme); lb.Scheme != "internet-facing" {
		g.block(finding.Say("%s does not face the internet: its scheme is %s", "%s이(가) 인터넷을 향하지 않습니다(scheme: %s)", to.ID, lb.Scheme))
	}
	for _, s := range g.subnets(to, b.Subnets) {
		path := SubnetExposure(x, s)
		for _, h := range path.Hops {
			g.hop(h.Resource, h.Fact, h.Value)
		}
		if path.Lost != "" {
			g.Lost = append(g.Lost, path.Lost)
		}
		switch path.Exposure {
		case Public:
		case Routed:
			g.Lost = append(g.Lost, "what "+s.ID+" is routed to")
		default:
			g.block(finding.Say("no route leads from the internet to %s", "인터넷에서 %s(으)로 오는 경로가 없습니다", s.ID))
		}
	}
	return g.Passage
}

// Gateway is the passage to a service of AWS by a gateway endpoint: its route
// stands in the table of every subnet.
func Gateway(x *discover.Index, from, endpoint *discover.Resource, port model.PortRange) *Passage {
	g := &guard{x: x, from: from, port: port, Passage: &Passage{}}
	a := x.Placement(from)
	g.Places = a.Facts
	f := endpoint.Facts.(*discover.VPCEndpoint)
	g.through(g.groups(from, a.SecurityGroups), true, finding.Same(f.ServiceName), func(r discover.SecurityGroupRule) bool {
		p, err := netip.ParsePrefix(r.CidrIp)
		return r.PrefixListId != "" || err == nil && !isInternal(p)
	})
	g.hop(endpoint, "RouteTableIds", strings.Join(f.RouteTableIds, ", "))
	g.Places = append(slices.Clone(g.Places), g.x.Unread(endpoint, "VpcEndpointType", "ServiceName")...)
	shut := 0
	subnets := g.subnets(from, a.Subnets)
	for _, s := range subnets {
		table := RouteTable(x, s)
		if unread := unreadTable(x, s, table); unread != nil {
			g.Places = append(g.Places, *unread)
		}
		if table == nil {
			g.Lost = append(g.Lost, "route table of "+s.ID)
			continue
		}
		if !slices.Contains(f.RouteTableIds, table.ID) {
			shut++
			g.block(finding.Say("%s of %s has no route to %s", "%[2]s의 %[1]s에 %[3]s(으)로 가는 경로가 없습니다", table.ID, s.ID, endpoint.ID))
		}
	}
	g.Partial = shut > 0 && shut == len(g.Blocks) && shut < len(subnets)
	return g.Passage
}

// guard collects what decides about a passage.
type guard struct {
	*Passage
	x    *discover.Index
	from *discover.Resource
	port model.PortRange
}

func (g *guard) groups(near *discover.Resource, ids []string) []*discover.Resource {
	return g.find(near, "AWS::EC2::SecurityGroup", ids)
}

func (g *guard) subnets(near *discover.Resource, ids []string) []*discover.Resource {
	return g.find(near, "AWS::EC2::Subnet", ids)
}

func (g *guard) find(near *discover.Resource, typ string, ids []string) []*discover.Resource {
	var all []*discover.Resource
	for _, id := range ids {
		if r := g.x.Near(near, typ, id); r != nil {
			all = append(all, r)
			if typ == "AWS::EC2::Subnet" { // its block is asked for by groups and ACLs
				g.Places = append(g.Places, g.x.Unread(r, "CidrBlock", "VpcId")...)
			}
		} else {
			g.Lost = append(g.Lost, id)
		}
	}
	return all
}

// rules are those of a group for one direction, and the name of the fact.
func rules(group *discover.Resource, out bool) ([]discover.SecurityGroupRule, string) {
	f := group.Facts.(*discover.SecurityGroup)
	if out {
		return f.SecurityGroupEgress, "SecurityGroupEgress"
	}
	return f.SecurityGroupIngress, "SecurityGroupIngress"
}

// covered says for each subnet at the other end whether some rule of the groups
// lets the port through to or from it.
func (g *guard) covered(groups []*discover.Resource, peers []string, subnets []*discover.Resource, out bool) []bool {
	may := make([]bool, len(subnets))
	for _, group := range groups {
		all, fact := rules(group, out)
		used := ""
		for _, r := range all {
			if !Allows(r, g.port) {
				continue
			}
			for i, s := range subnets {
				if slices.Contains(peers, r.GroupId) || g.holds(group, r, s.Facts.(*discover.Subnet).CidrBlock) {
					may[i], used = true, describe(r)
				}
			}
		}
		if used == "" {
			used = "nothing for " + g.port.Full()
		}
		g.hop(group, fact, used)
	}
	return may
}

// holds reports whether the address block of a rule, or one of its prefix list,
// holds a whole block.
func (g *guard) holds(near *discover.Resource, r discover.SecurityGroupRule, block string) bool {
	blocks := []string{r.CidrIp}
	if r.PrefixListId != "" {
		list := g.x.Near(near, "AWS::EC2::PrefixList", r.PrefixListId)
		if list == nil {
			g.Lost = append(g.Lost, r.PrefixListId)
			return false
		}
		blocks = list.Facts.(*discover.PrefixList).Entries
		g.Places = append(g.Places, g.x.Unread(list, "Entries")...)
	}
	return slices.ContainsFunc(blocks, func(outer string) bool { return within(block, outer) })
}

// Allows reports whether a rule takes in all of the ports.
func Allows(r discover.SecurityGroupRule, p model.PortRange) bool {
	return r.IpProtocol == "-1" || r.IpProtocol == p.Protocol && r.FromPort <= p.First && p.Last <= r.ToPort
}

// blockGroups says what security groups are in the way of: the peer's groups when
// none of its subnets is reached, else those subnets that are not.
func (g *guard) blockGroups(out, in []*discover.Resource, mayLeave, mayEnter []bool, targets, sources []*discover.Resource) {
	if to := shut(mayLeave, targets, names(in)); to != "" {
		g.blockOf(finding.Say("no rule of %s lets %s out to %s", "%[1]s에 %[3]s(으)로 나가는 %[2]s 규칙이 없습니다",
			names(out), g.port.Full(), to), out, true)
	}
	if from := shut(mayEnter, sources, names(out)); from != "" {
		g.blockOf(finding.Say("no rule of %s lets %s in from %s", "%[1]s에 %[3]s에서 들어오는 %[2]s 규칙이 없습니다",
			names(in), g.port.Full(), from), in, false)
	}
}

// shut names the subnets that may not be reached, or all of them as the groups
// that stand in them; it is empty when each may be.
func shut(may []bool, subnets []*discover.Resource, groups string) string {
	if count(may) == 0 && len(may) > 0 {
		return groups
	}
	var ids []string
	for i, ok := range may {
		if !ok {
			ids = append(ids, subnets[i].ID)
		}
	}
	return strings.Join(ids, ", ")
}

// through asks whether some rule lets the port out, or in, to or from a peer that
// suits.
func (g *guard) through(groups []*discover.Resource, out bool, peer finding.Text, suits func(discover.SecurityGroupRule) bool) {
	open := false
	for _, group := range groups {
		all, fact := rules(group, out)
		used := "nothing for " + g.port.Full()
		for _, r := range all {
			if Allows(r, g.port) && suits(r) {
				open, used = true, describe(r)
			}
		}
		g.hop(group, fact, used)
	}
	switch {
	case open:
	case out:
		g.block(finding.Text{
			En: fmt.Sprintf("no rule of %s lets %s out to %s", names(groups), g.port.Full(), peer.En),
			Ko: fmt.Sprintf("%s에 %s(으)로 나가는 %s 규칙이 없습니다", names(groups), peer.Ko, g.port.Full()),
		})
	default:
		g.block(finding.Text{
			En: fmt.Sprintf("no rule of %s lets %s in from %s", names(groups), g.port.Full(), peer.En),
			Ko: fmt.Sprintf("%s에 %s에서 들어오는 %s 규칙이 없습니다", names(groups), peer.Ko, g.port.Full()),
		})
	}
}

func describe(r discover.SecurityGroupRule) string {
	peer := r.GroupId + r.CidrIp + r.CidrIpv6 + r.PrefixListId
	if r.IpProtocol == "-1" {
		return "all, " + peer
	}
	return model.PortRange{First: r.FromPort, Last: r.ToPort, Protocol: r.IpProtocol}.Full() + ", " + peer
}

func names(groups []*discover.Resource) string {
	var all []string
	for _, g := range groups {
		n := g.Facts.(*discover.SecurityGroup).GroupName
		if n == "" {
			n = g.ID
		}
		all = append(all, n)
	}
	return strings.Join(all, ", ")
}

func count(all []bool) int {
	n := 0
	for _, yes := range all {
		if yes {
			n++
		}
	}
	return n
}

// within reports whether one address block lies in another.
func within(inner, outer string) bool {
	i, err := netip.ParsePrefix(inner)
	if err != nil {
		return false
	}
	o, err := netip.ParsePrefix(outer)
	return err == nil && o.Bits() <= i.Bits() && o.Contains(i.Addr())
}

// Missing are the facts that the passage rests on and that could not be read,
// and what facts name without its being in the snapshot; none when the verdict
// stands.
func (p *Passage) Missing(x *discover.Index) []string {
	var all []string
	add := func(s string) {
		if !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	refs := slices.Clone(p.Places)
	for _, h := range p.Hops {
		refs = append(refs, h.FactRef)
	}
	for _, f := range refs {
		if f.Resource == nil {
			add(f.Fact + " is not in the snapshot")
		} else if gap := x.Missing(f.Resource, f.Fact); gap != nil {
			add(gap.String())
		}
	}
	for _, lost := range p.Lost {
		add(lost + " is not in the snapshot")
	}
	return all
}
