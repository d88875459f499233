package way

import (
	"slices"
	"strconv"
	"strings"

	"asbuilt/finding"
	"asbuilt/packet"
)

// What stands at interfaces and at the borders of subnets: security groups and
// network ACLs.

// groups asks the security groups of both sides. They see each other as within one
// VPC when near is set; else as what the packets have passed lets them.
func (l *leg) groups(s *stream, near bool) {
	if l.from.at != nil && !l.from.at.Open {
		l.guard(s, l.from, l.to, true, near)
	}
	if l.to.at != nil && !l.to.at.Open {
		l.guard(s, l.to, l.from, false, near)
	}
}

// guard asks the groups of one side, whose rules add up, about the other.
func (l *leg) guard(s *stream, of, other side, out, near bool) {
	var certain, possible packet.Set
	missing := slices.Clone(of.at.GroupsMissing)
	var names []string
	told := near
	for _, id := range of.at.Groups {
		a := l.net.Group(id)
		names = append(names, a.Value.Name)
		missing = append(missing, a.Missing...)
		l.hop(a.Facts...)
		rules, fact := a.Value.In, "SecurityGroupIngress"
		if out {
			rules, fact = a.Value.Out, "SecurityGroupEgress"
		}
		for _, r := range rules {
			told = told || r.Group != ""
			lets, may, lost := l.peer(s, r, other, out, near)
			certain, possible = certain.Union(lets), possible.Union(lets).Union(may)
			missing = append(missing, lost...)
			if len(a.Facts) > 0 && !lets.Union(may).IsEmpty() {
				l.hop(Fact{a.Facts[0].Type, a.Facts[0].Resource, fact, r.Text})
			}
		}
		if len(a.Missing) > 0 {
			possible = s.all
		}
	}
	if len(of.at.GroupsMissing) > 0 {
		possible = s.all
	}
	if !told { // what is true of addresses was said
		return
	}
	l.narrow(s, certain, possible, missing, func(refused packet.Set) Refusal {
		return l.unmatched(of, other, names, refused, out, near)
	})
}

// peer is which packets a rule lets through: certainly, and perhaps.
func (l *leg) peer(s *stream, r Rule, other side, out, near bool) (certain, possible packet.Set, missing []Missing) {
	d := packet.Source
	if out {
		d = packet.Destination
	}
	box := func(a packet.Addresses) packet.Set {
		b := packet.Box{Protocols: r.Protocols, Source: packet.Everywhere(), Destination: packet.Everywhere(),
			SourcePorts: packet.AnyNumber(), Ports: r.Ports}
		if d == packet.Source {
			b.Source = a
		} else {
			b.Destination = a
		}
		return packet.Of(b).Intersect(s.all)
	}
	switch {
	case r.Group != "":
		if other.at == nil || !slices.Contains(other.at.Groups, r.Group) {
			if other.at != nil && len(other.at.GroupsMissing) > 0 {
				return packet.Set{}, box(packet.Everywhere()), other.at.GroupsMissing
			}
			return packet.Set{}, packet.Set{}, nil
		}
		if near {
			return box(packet.Everywhere()), packet.Set{}, nil
		}
		return far(s, box(packet.Everywhere()), out)
	case r.List != "":
		if other.List == r.List {
			return box(packet.Everywhere()), packet.Set{}, nil
		}
		a := l.net.List(r.List)
		l.hop(a.Facts...)
		if len(a.Missing) > 0 {
			return box(a.Value), box(packet.Everywhere()), a.Missing
		}
		return box(a.Value), packet.Set{}, nil
	}
	return box(r.Addresses), packet.Set{}, nil
}

// far is what a rule that names a group is worth for packets that did not stay in
// one VPC: nothing behind a middlebox or a peering of two regions, and behind a
// transit gateway, for what comes in alone, what its switches say.
//
// https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
func far(s *stream, box packet.Set, out bool) (certain, possible packet.Set, missing []Missing) {
	switch {
	case s.middle, s.joined == "regions", s.joined == "transit" && (out || !s.naming.On):
		return packet.Set{}, packet.Set{}, nil
	case s.joined == "transit" && len(s.naming.Missing) > 0:
		return packet.Set{}, box, s.naming.Missing
	}
	return box, packet.Set{}, nil
}

// unmatched says that no rule of a side's groups lets packets through.
func (l *leg) unmatched(of, other side, names []string, refused packet.Set, out, near bool) Refusal {
	group := strings.Join(names, ", ")
	if group == "" {
		group = of.name().En
	}
	peer := l.peerName(other, refused, out)
	ports := l.portsOf(refused)
	r := Refusal{Code: "ENI_SG_RULES_MISMATCH", Direction: "in", stage: stageIn}
	r.Peer = "addresses"
	if other.at != nil && len(other.at.Groups) > 0 {
		r.Peer = other.name().En
		if n := l.net.Group(other.at.Groups[0]).Value.Name; n != "" {
			r.Peer = n
		}
	}
	if len(of.at.Groups) > 0 {
		r.Fact = Fact{Type: "AWS::EC2::SecurityGroup", Resource: of.at.Groups[0], Name: "SecurityGroupIngress"}
	}
	r.Text = with(peer, func(peer string) finding.Text {
		return finding.Say("no rule of %s lets %s in from %s", "%[1]s에 %[3]s에서 들어오는 %[2]s 규칙이 없습니다", group, ports, peer)
	})
	if out {
		r.Direction, r.stage, r.Fact.Name = "out", stageOut, "SecurityGroupEgress"
		r.Text = with(peer, func(peer string) finding.Text {
			return finding.Say("no rule of %s lets %s out to %s", "%[1]s에 %[3]s(으)로 나가는 %[2]s 규칙이 없습니다",
				group, ports, peer)
		})
	}
	if !near {
		r.Text.En += "; on this way rules that name security groups do not match"
		r.Text.Ko += ". 이 경로에서는 보안 그룹을 참조하는 규칙이 맞지 않습니다"
	}
	return r
}

// peerName names the other end, or the part of its addresses that is meant: what
// belongs to a group goes by the group.
func (l *leg) peerName(other side, refused packet.Set, out bool) finding.Text {
	d := packet.Source
	if out {
		d = packet.Destination
	}
	part := refused.Addresses(d)
	if !part.Equal(l.Asked.Addresses(d)) {
		return finding.Same(part.String())
	}
	if other.at != nil && len(other.at.Groups) > 0 {
		var names []string
		for _, id := range other.at.Groups {
			if n := l.net.Group(id).Value.Name; n != "" {
				id = n
			}
			names = append(names, id)
		}
		return finding.Same(strings.Join(names, ", "))
	}
	return other.name()
}

// portsOf names the ports that are meant: those asked for, or the part of them.
func (l *leg) portsOf(set packet.Set) string {
	if part := set.Numbers(packet.Port); !part.Equal(l.Asked.Numbers(packet.Port)) {
		_, protocol, _ := strings.Cut(l.q.Text, "/")
		return part.String() + "/" + protocol
	}
	return l.q.Text
}

// acl asks the network ACL of a subnet about packets that cross its border. An
// entry names the other side: where packets go when they leave, where they come
// from when they enter.
func (l *leg) acl(s *stream, subnet string, d direction, egress bool) {
	if subnet == "" {
		return
	}
	a := l.net.ACL(subnet)
	l.hop(a.Facts...)
	if len(a.Missing) > 0 {
		l.doubt(s, s.all, a.Missing)
		return
	}
	peer := d.from
	if egress {
		peer = d.to
	}
	left, allowed := s.all, packet.Set{}
	type refusal struct {
		packets packet.Set
		entry   string
		number  int
	}
	var refused []refusal
	for _, e := range a.Value.Entries {
		if e.Egress != egress || left.IsEmpty() {
			continue
		}
		set := left.Intersect(entryBox(e, peer, d.port))
		if set.IsEmpty() {
			continue
		}
		left = left.Subtract(set)
		l.doubt(s, set, e.Missing)
		if e.Allow || len(e.Missing) > 0 {
			allowed = allowed.Union(set)
		} else {
			refused = append(refused, refusal{set, e.Text, e.Number})
		}
		if len(a.Facts) > 0 {
			l.hop(Fact{a.Facts[0].Type, a.Facts[0].Resource, "Entries", e.Text})
		}
	}
	if !left.IsEmpty() {
		refused = append(refused, refusal{left, "*", 32767})
	}
	for _, r := range refused {
		l.refuse(s, r.packets, l.aclRefusal(a, subnet, r.packets, r.entry, r.number, d, egress))
	}
}

func entryBox(e Entry, peer, port packet.Dimension) packet.Set {
	b := packet.Box{Protocols: e.Protocols, Source: packet.Everywhere(), Destination: packet.Everywhere(),
		SourcePorts: packet.AnyNumber(), Ports: packet.AnyNumber()}
	if peer == packet.Source {
		b.Source = e.Peer
	} else {
		b.Destination = e.Peer
	}
	if port == packet.Port {
		b.Ports = e.Ports
	} else {
		b.SourcePorts = e.Ports
	}
	return packet.Of(b)
}

func (l *leg) aclRefusal(a Answer[ACL], subnet string, packets packet.Set, entry string, number int, d direction,
	egress bool) Refusal {
	r := Refusal{Code: "SUBNET_ACL_RESTRICTION", Rule: strconv.Itoa(number), Direction: "in", Answer: d.answer,
		stage: stageRoute}
	if len(a.Facts) > 0 {
		r.Fact = a.Facts[0]
	}
	peer := packets.Addresses(d.from)
	if egress {
		peer = packets.Addresses(d.to)
		r.Direction = "out"
	}
	ports := l.portsOf(packets)
	if d.answer {
		_, protocol, _ := strings.Cut(l.q.Text, "/")
		r.stage = stageAnswer
		ports = packets.Numbers(packet.SourcePort).String() + "/" + protocol
		if protocol == "" {
			ports = l.q.Text
		}
	}
	other := finding.Same(peer.String())
	if whole := peer.Equal(packet.Internet().Intersect(packet.IPv4())); whole || len(peer.Prefixes()) > 6 {
		other = finding.Say("the internet", "인터넷")
	}
	r.Text = with(other, func(other string) finding.Text {
		switch acl := a.Value.ID; {
		case d.answer && egress:
			return finding.Say("%[1]s of %[2]s does not let answers (%[4]s) out to %[3]s (entry %[5]s)",
				"%[2]s의 네트워크 ACL %[1]s이(가) %[3]s(으)로 나가는 응답(%[4]s)을 막습니다(규칙 %[5]s)", acl, subnet, other, ports, entry)
		case d.answer:
			return finding.Say("%[1]s of %[2]s does not let answers (%[4]s) in from %[3]s (entry %[5]s)",
				"%[2]s의 네트워크 ACL %[1]s이(가) %[3]s에서 들어오는 응답(%[4]s)을 막습니다(규칙 %[5]s)", acl, subnet, other, ports, entry)
		case egress:
			return finding.Say("%[1]s of %[2]s does not let %[4]s out to %[3]s (entry %[5]s)",
				"%[2]s의 네트워크 ACL %[1]s이(가) %[3]s(으)로 나가는 %[4]s을(를) 막습니다(규칙 %[5]s)", acl, subnet, other, ports, entry)
		default:
			return finding.Say("%[1]s of %[2]s does not let %[4]s in from %[3]s (entry %[5]s)",
				"%[2]s의 네트워크 ACL %[1]s이(가) %[3]s에서 들어오는 %[4]s을(를) 막습니다(규칙 %[5]s)", acl, subnet, other, ports, entry)
		}
	})
	return r
}

// with says something about what goes by another name in each language.
func with(name finding.Text, say func(name string) finding.Text) finding.Text {
	return finding.Text{En: say(name.En).En, Ko: say(name.Ko).Ko}
}

// listening takes out what nothing listens on at the end.
func (l *leg) listening(s *stream) {
	l.doubt(s, s.all, l.to.ListensMissing)
	if l.to.Listens == nil {
		return
	}
	l.hop(l.to.ListensFacts...)
	l.narrow(s, *l.to.Listens, *l.to.Listens, nil, func(refused packet.Set) Refusal {
		r := Refusal{Code: l.to.ListensCode, Direction: "in", stage: stageEnd, Text: l.to.ListensText, Serving: true}
		if len(l.to.ListensFacts) > 0 {
			r.Fact = l.to.ListensFacts[0]
		}
		return r
	})
}
