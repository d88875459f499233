package reach

import (
	"cmp"
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/packet"
	"asbuilt/way"
)

// Firewall is AWS Network Firewall behind one of its endpoints, as far as rules of five
// parts, lists of domains and default actions decide.
func (n *Network) Firewall(endpoint string) way.Answer[way.Firewall] {
	r := n.reading()
	fw, e := n.firewallOf(endpoint)
	if fw == nil {
		r.absent(typeFirewall, endpoint)
		return answer(r, way.Firewall{})
	}
	f := fw.Facts.(*discover.Firewall)
	r.read(fw, "Endpoints", endpoint+" in "+e.SubnetId)
	answered := way.Firewall{ID: fw.ID, Name: fw.ID, Subnet: e.SubnetId}
	p := n.policy(r, fw, f)
	answered.Judge, answered.Stateless = p.judge, p.stateless
	return answer(r, answered)
}

// firewallPolicy is what a firewall does, in the order in which it does it.
type firewallPolicy struct {
	name    string
	missing []way.Missing
	// packets are the rules for each packet by itself; unmatched is what is done with what
	// none of them is about.
	packets   []packetRule
	unmatched string
	// flows are the rules for flows, by the five parts that tell one from another.
	flows []flowRule
	// refuses says that what no rule lets through is dropped, and abrupt that it is dropped
	// before a connection could say what it speaks.
	refuses, abrupt bool
	// strict says that rules are asked in order; otherwise a list that allows hosts drops
	// by itself what else speaks its protocols.
	strict bool
	lists  []hostList
}

// hostList is a list of domains, for HTTP (HTTP_HOST) or TLS (TLS_SNI), that is asked
// about what comes from its home.
type hostList struct {
	denies bool
	types  []string
	hosts  []string
	home   packet.Addresses
}

const (
	typePolicy = "AWS::NetworkFirewall::FirewallPolicy"
	typeRules  = "AWS::NetworkFirewall::RuleGroup"
)

func (n *Network) policy(r *reading, fw *discover.Resource, f *discover.Firewall) *firewallPolicy {
	p := &firewallPolicy{name: fw.ID}
	own := n.reading()
	defer func() { p.missing = own.missing; r.facts = append(r.facts, own.facts...) }()
	own.read(fw, "FirewallPolicyArn", f.FirewallPolicyArn)
	policy := n.x.ARN(f.FirewallPolicyArn)
	if policy == nil {
		own.absent(typePolicy, f.FirewallPolicyArn)
		return p
	}
	g, ok := policy.Facts.(*discover.FirewallPolicy)
	if !ok {
		own.contradiction(finding.Say("%s is no firewall policy", "%s은(는) 방화벽 정책이 아닙니다", f.FirewallPolicyArn))
		return p
	}
	own.read(policy, "StatelessDefaultActions", show(g.StatelessDefaultActions))
	p.unmatched = statelessAction(g.StatelessDefaultActions)
	own.read(policy, "StatelessRuleGroups", show(g.StatelessRuleGroups))
	for _, group := range own.ordered(policy, g, g.StatelessRuleGroups) {
		own.read(group, "StatelessRules", itoa(len(group.Facts.(*discover.RuleGroup).StatelessRules)))
		p.packets = append(p.packets, packetRules(group.Facts.(*discover.RuleGroup).StatelessRules)...)
	}
	forwards := func(r packetRule) bool { return r.action == forward }
	if p.unmatched != forward && !slices.ContainsFunc(p.packets, forwards) {
		return p
	}
	p.stateful(own, fw, policy, g)
	return p
}

// stateful takes the rules for flows from a policy.
func (p *firewallPolicy) stateful(own *reading, fw, policy *discover.Resource, g *discover.FirewallPolicy) {
	own.read(policy, "RuleOrder", g.RuleOrder)
	p.strict = g.RuleOrder == "STRICT_ORDER"
	own.read(policy, "StatefulDefaultActions", show(g.StatefulDefaultActions))
	own.read(policy, "StatefulRuleGroups", show(g.StatefulRuleGroups))
	p.refuses = slices.ContainsFunc(g.StatefulDefaultActions,
		func(a string) bool { return strings.HasPrefix(a, "aws:drop") })
	p.abrupt = slices.Contains(g.StatefulDefaultActions, "aws:drop_strict")
	groups := own.ordered(policy, g, g.StatefulRuleGroups)
	for _, group := range groups {
		h := group.Facts.(*discover.RuleGroup)
		own.read(group, "Targets", itoa(len(h.Targets))+" "+strings.ToLower(h.GeneratedRulesType))
		own.read(group, "TargetTypes", strings.Join(h.TargetTypes, ", "))
		own.read(group, "OtherRules", itoa(h.OtherRules))
		if h.OtherRules > 0 {
			own.read(group, "StatefulRules", itoa(len(h.StatefulRules)))
		}
		if h.OtherRules > len(h.StatefulRules) {
			own.ignore(finding.Say("asbuilt does not follow the rules of %s in Suricata's words",
				"asbuilt는 Suricata 문법으로 쓴 %s의 규칙을 따라가지 않습니다", group.ID))
		}
		if len(h.Targets)+len(h.StatefulRules) == 0 {
			continue
		}
		v := own.variables(fw, policy, g, group)
		p.flows = append(p.flows, flowRules(h.StatefulRules, v)...)
		if len(h.Targets) > 0 {
			p.lists = append(p.lists, hostList{h.GeneratedRulesType == "DENYLIST", h.TargetTypes, h.Targets, v.home()})
		}
	}
	if !p.strict { // what lets through comes first
		slices.SortStableFunc(p.flows, func(a, b flowRule) int { return cmp.Compare(rank(a.action), rank(b.action)) })
	}
}

// ordered are rule groups of a policy in the order in which they are asked.
func (r *reading) ordered(policy *discover.Resource, g *discover.FirewallPolicy, arns []string) []*discover.Resource {
	var all []*discover.Resource
	for _, arn := range arns {
		group := r.n.x.ARN(arn)
		if group == nil {
			r.absent(typeRules, arn)
			continue
		}
		if _, ok := group.Facts.(*discover.RuleGroup); !ok {
			r.contradiction(finding.Say("%s is no rule group", "%s은(는) 규칙 그룹이 아닙니다", arn))
			continue
		}
		all = append(all, group)
	}
	if len(all) < 2 {
		return all
	}
	r.read(policy, "RuleGroupPriorities", itoa(len(g.RuleGroupPriorities)))
	place := map[string]int{}
	for _, p := range g.RuleGroupPriorities {
		place[p.ResourceArn] = p.Priority
	}
	slices.SortStableFunc(all, func(a, b *discover.Resource) int { return cmp.Compare(place[a.ARN], place[b.ARN]) })
	return all
}

// judge is what the firewall does with packets to hosts.
func (p *firewallPolicy) judge(packets packet.Set, hosts []string) way.Judgement {
	if len(p.missing) > 0 {
		return way.Judgement{Possible: packets, Missing: p.missing}
	}
	out, back := p.each(packets, forth), p.each(packets, answers)
	j := way.Judgement{Certain: out.passed.Intersect(back.passed)}
	j.Possible = j.Certain
	dropped := out.dropped.Union(back.dropped)
	if !dropped.IsEmpty() {
		j.Why = cmp.Or(out.why, back.why)
	}
	inspected := out.forwarded.Intersect(back.forwarded)
	if rest := packets.Subtract(j.Certain).Subtract(dropped).Subtract(inspected); !rest.IsEmpty() {
		j = both(j, way.Judgement{Possible: rest, Missing: []way.Missing{{Ignored: true, Text: finding.Say(
			"asbuilt does not follow packets that %s inspects in one direction, or by their flags, alone",
			"asbuilt는 %s이(가) 한 방향만 검사하거나 TCP 플래그로 가르는 패킷을 따라가지 않습니다", p.name)}}})
	}
	return both(j, p.flow(inspected, hosts))
}

// flow is what the rules for flows do with packets: those of five parts, which are asked
// from the first packet on, then those that hear what is spoken, then the rest.
func (p *firewallPolicy) flow(packets packet.Set, hosts []string) way.Judgement {
	passed, dropped, mayPass, mayDrop := decide(p.flows, packets)
	j := way.Judgement{Certain: passed.Subtract(mayDrop), Possible: passed.Union(mayPass.Intersect(dropped))}
	if !dropped.IsEmpty() {
		j.Why = finding.Say("a rule of %s drops it", "%s의 규칙이 이 패킷을 버립니다", p.name)
	}
	rest := packets.Subtract(passed).Subtract(dropped)
	k := p.hosts(rest, hosts)
	k.Certain = k.Certain.Subtract(mayDrop)
	k.Sometimes = k.Sometimes.Subtract(mayDrop)
	k.Possible = k.Possible.Union(rest.Intersect(mayPass))
	if len(k.Missing) == 0 && !mayPass.Union(mayDrop).IsEmpty() {
		k.Missing = []way.Missing{{Ignored: true, Text: finding.Say(
			"asbuilt does not follow rules of %s that ask for more than addresses, protocol and ports",
			"asbuilt는 주소, 프로토콜, 포트 말고 다른 것도 보는 %s의 규칙을 따라가지 않습니다", p.name)}}
	}
	return both(j, k)
}

// hosts is what lists of domains do with packets, and the default with those that none
// is about. A list is asked about what comes from its home alone.
func (p *firewallPolicy) hosts(packets packet.Set, hosts []string) way.Judgement {
	if p.abrupt {
		return way.Judgement{Why: finding.Say(
			"%s drops what no rule lets through from the first packet on (aws:drop_strict), and no list of domains can let a handshake through",
			"%s이(가) 허용하는 규칙이 없는 패킷을 처음부터 버립니다(aws:drop_strict). 도메인 목록은 핸드셰이크를 통과시키지 못합니다", p.name)}
	}
	type part struct {
		packets packet.Set
		lists   []hostList
	}
	parts := []part{{packets, nil}}
	for _, l := range p.lists {
		var next []part
		for _, s := range parts {
			home := s.packets.Intersect(packet.Of(packet.Box{Protocols: packet.AnyProtocol(), Source: l.home,
				Destination: packet.Everywhere(), SourcePorts: packet.AnyNumber(), Ports: packet.AnyNumber()}))
			next = append(next, part{home, append(slices.Clone(s.lists), l)}, part{s.packets.Subtract(home), s.lists})
		}
		parts = slices.DeleteFunc(next, func(s part) bool { return s.packets.IsEmpty() })
	}
	var j way.Judgement
	for _, s := range parts {
		asked := *p
		asked.lists = s.lists
		j = both(j, asked.heard(s.packets, hosts))
	}
	return j
}

// heard judges packets by what they speak.
func (p *firewallPolicy) heard(packets packet.Set, hosts []string) way.Judgement {
	tcp := packet.Range(packet.TCP, packet.TCP)
	http := packets.Intersect(packet.Packets(tcp, packet.Range(80, 80)))
	tls := packets.Intersect(packet.Packets(tcp, packet.Range(443, 443)))
	other := packets.Intersect(packet.Packets(tcp, packet.AnyNumber())).Subtract(http).Subtract(tls)
	return both(both(p.speaking("HTTP_HOST", http, hosts), p.speaking("TLS_SNI", tls, hosts)),
		both(p.unheard(other, hosts), p.speaking("", packets.Subtract(http).Subtract(tls).Subtract(other), hosts)))
}

// both is what is done with packets of either of two sets.
func both(a, b way.Judgement) way.Judgement {
	a.Certain, a.Possible = a.Certain.Union(b.Certain), a.Possible.Union(b.Possible)
	a.Sometimes, a.Missing = a.Sometimes.Union(b.Sometimes), append(a.Missing, b.Missing...)
	if a.Why.IsZero() {
		a.Why = b.Why
	}
	return a
}

// unheard judges TCP to ports that do not say whether it speaks HTTP or TLS, which the
// firewall hears by itself: what it does is known where it does the same to all.
func (p *firewallPolicy) unheard(packets packet.Set, hosts []string) way.Judgement {
	neither := p.speaking("", packets, hosts)
	for _, protocol := range []string{"HTTP_HOST", "TLS_SNI"} {
		j := p.speaking(protocol, packets, hosts)
		if !j.Certain.Equal(neither.Certain) || !j.Possible.Equal(neither.Possible) {
			return way.Judgement{Possible: packets, Missing: []way.Missing{{Ignored: true, Text: finding.Say(
				"asbuilt does not follow whether the lists of %s count on ports other than 80 and 443",
				"asbuilt는 80, 443이 아닌 포트에서 %s의 도메인 목록이 적용되는지 따라가지 않습니다", p.name)}}}
		}
	}
	return neither
}

// speaking judges packets that speak a protocol, as lists of domains call it; other
// protocols are a matter of what happens to the rest.
//
// https://docs.aws.amazon.com/network-firewall/latest/developerguide/stateful-rule-groups-domain-names.html
func (p *firewallPolicy) speaking(protocol string, packets packet.Set, hosts []string) way.Judgement {
	var allowed, denied []string
	refuses := p.refuses
	for _, l := range p.lists {
		switch {
		case !slices.Contains(l.types, protocol):
		case l.denies:
			denied = append(denied, l.hosts...)
		default:
			allowed = append(allowed, l.hosts...)
			refuses = refuses || !p.strict
		}
	}
	switch {
	case packets.IsEmpty():
		return way.Judgement{}
	case len(allowed) == 0 && refuses:
		return way.Judgement{Why: finding.Say("%s drops what no rule lets through, and none does",
			"%s이(가) 허용하는 규칙 없이 나머지를 모두 버립니다", p.name)}
	case !refuses && len(denied) == 0:
		return way.Judgement{Certain: packets, Possible: packets}
	}
	var refused []string
	for _, h := range hosts {
		if refuses && !listed(h, allowed) || listed(h, denied) {
			refused = append(refused, h)
		}
	}
	why := finding.Say("%s does not let %s through", "%s이(가) %s을(를) 통과시키지 않습니다", p.name, strings.Join(refused, ", "))
	switch {
	case len(hosts) == 0 && refuses:
		return way.Judgement{Possible: packets, Sometimes: packets,
			Why: finding.Say("%s lets only the %d hosts of its list through", "%s이(가) 목록의 호스트 %d개만 통과시킵니다", p.name,
				len(allowed))}
	case len(hosts) == 0:
		return way.Judgement{Possible: packets, Sometimes: packets,
			Why: finding.Say("%s refuses the %d hosts of its list", "%s이(가) 목록의 호스트 %d개를 막습니다", p.name, len(denied))}
	case len(refused) == len(hosts):
		return way.Judgement{Why: why}
	case len(refused) > 0:
		return way.Judgement{Possible: packets, Sometimes: packets, Why: why}
	}
	return way.Judgement{Certain: packets, Possible: packets}
}

// listed reports whether a list of domains has a host; a leading dot stands for any
// name before it.
func listed(host string, domains []string) bool {
	return slices.ContainsFunc(domains, func(d string) bool {
		return d == host || strings.HasPrefix(d, ".") && (strings.HasSuffix(host, d) || host == d[1:])
	})
}
