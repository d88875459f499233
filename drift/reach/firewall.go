package reach

import (
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/packet"
	"asbuilt/way"
)

// Firewall is AWS Network Firewall behind one of its endpoints, as far as default
// actions and lists of domains decide.
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
	answered.Judge = p.judge
	return answer(r, answered)
}

// firewallPolicy is what a firewall does, in the order in which it does it.
type firewallPolicy struct {
	name    string
	missing []way.Missing
	// drops and passes are what it does to every packet before it looks at rules.
	drops, passes bool
	// refuses says that what no rule lets through is dropped.
	refuses bool
	// strict says that rules are asked in order; otherwise a list that allows hosts drops
	// by itself what else speaks its protocols.
	strict bool
	lists  []hostList
}

// hostList is a list of domains, for HTTP (HTTP_HOST) or TLS (TLS_SNI).
type hostList struct {
	denies bool
	types  []string
	hosts  []string
}

func (n *Network) policy(r *reading, fw *discover.Resource, f *discover.Firewall) *firewallPolicy {
	p := &firewallPolicy{name: fw.ID}
	own := n.reading()
	defer func() { p.missing = own.missing; r.facts = append(r.facts, own.facts...) }()
	own.read(fw, "FirewallPolicyArn", f.FirewallPolicyArn)
	policy := n.x.ARN(f.FirewallPolicyArn)
	if policy == nil {
		own.absent("AWS::NetworkFirewall::FirewallPolicy", f.FirewallPolicyArn)
		return p
	}
	g, ok := policy.Facts.(*discover.FirewallPolicy)
	if !ok {
		own.contradiction(finding.Say("%s is no firewall policy", "%s은(는) 방화벽 정책이 아닙니다", f.FirewallPolicyArn))
		return p
	}
	own.read(policy, "StatelessDefaultActions", show(g.StatelessDefaultActions))
	own.read(policy, "StatelessRuleGroups", show(g.StatelessRuleGroups))
	if len(g.StatelessRuleGroups) > 0 {
		own.ignore(finding.Say("asbuilt does not follow the stateless rule groups of %s",
			"asbuilt는 %s의 상태 비저장 규칙 그룹을 따라가지 않습니다",
			policy.ID))
	}
	p.drops, p.passes = slices.Contains(g.StatelessDefaultActions,
		"aws:drop"), slices.Contains(g.StatelessDefaultActions, "aws:pass")
	if (p.drops || p.passes) && len(g.StatelessRuleGroups) == 0 {
		return p
	}
	own.read(policy, "RuleOrder", g.RuleOrder)
	p.strict = g.RuleOrder == "STRICT_ORDER"
	own.read(policy, "StatefulDefaultActions", show(g.StatefulDefaultActions))
	own.read(policy, "StatefulRuleGroups", show(g.StatefulRuleGroups))
	p.refuses = slices.ContainsFunc(g.StatefulDefaultActions,
		func(a string) bool { return strings.HasPrefix(a, "aws:drop") })
	for _, arn := range g.StatefulRuleGroups {
		group := n.x.ARN(arn)
		if group == nil {
			own.absent("AWS::NetworkFirewall::RuleGroup", arn)
			continue
		}
		h, ok := group.Facts.(*discover.RuleGroup)
		if !ok {
			own.contradiction(finding.Say("%s is no rule group", "%s은(는) 규칙 그룹이 아닙니다", arn))
			continue
		}
		own.read(group, "Targets", itoa(len(h.Targets))+" "+strings.ToLower(h.GeneratedRulesType))
		if h.OtherRules > 0 {
			own.ignore(finding.Say("asbuilt does not follow the rules of %s, which are no list of domains",
				"asbuilt는 도메인 목록이 아닌 %s의 규칙을 따라가지 않습니다", group.ID))
		}
		own.read(group, "TargetTypes", strings.Join(h.TargetTypes, ", "))
		if len(h.Targets) > 0 {
			p.lists = append(p.lists, hostList{h.GeneratedRulesType == "DENYLIST", h.TargetTypes, h.Targets})
		}
	}
	return p
}

// judge is what the firewall does with packets to hosts.
func (p *firewallPolicy) judge(packets packet.Set, hosts []string) way.Judgement {
	switch {
	case len(p.missing) > 0:
		return way.Judgement{Possible: packets, Missing: p.missing}
	case p.drops:
		return way.Judgement{Why: finding.Say("%s drops every packet before it looks at its rules",
			"%s이(가) 규칙을 보기 전에 모든 패킷을 버립니다", p.name)}
	case p.passes:
		return way.Judgement{Certain: packets, Possible: packets}
	}
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
