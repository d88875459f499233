package drift

import (
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/model/kind"
)

// Egress: the firewall, or the DNS firewall, lets the declared hosts through,
// and nothing else.

const (
	// https://docs.aws.amazon.com/network-firewall/latest/developerguide/rule-action.html
	codeAllowList = "allow-list-differs"
	// https://docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-rule-evaluation-order.html
	// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-rule-actions.html
	codeNotEnforced = "allow-list-not-enforced"
)

func egressRules() finding.Rules {
	return finding.Rules{
		{Code: codeAllowList, Severity: finding.Error},
		{Code: codeNotEnforced, Severity: finding.Error},
	}
}

func checkEgress(s *subject) {
	if s.element == nil || len(s.element.Allow) == 0 {
		return
	}
	if f, ok := s.resource.Facts.(*discover.Firewall); ok {
		s.checkFirewall(f)
	}
	if f, ok := s.resource.Facts.(*discover.DNSRuleGroup); ok {
		s.checkDNSFirewall(f)
	}
}

func (s *subject) checkFirewall(f *discover.Firewall) {
	facts := leading(s.read(s.resource, "FirewallPolicyArn", f.FirewallPolicyArn))
	policy := s.at.Of("AWS::NetworkFirewall::FirewallPolicy", f.FirewallPolicyArn)
	if policy == nil {
		s.judge(claim{code: codeAllowList, fact: "allow", facts: append(facts, s.lost(f.FirewallPolicyArn))})
		return
	}
	p := policy.Facts.(*discover.FirewallPolicy)
	s.checkAllowList(p, append(facts, leading(s.read(policy, "StatefulRuleGroups", p.StatefulRuleGroups))...))
	drops := slices.ContainsFunc(p.StatefulDefaultActions, func(a string) bool {
		return strings.HasPrefix(a, "aws:drop")
	})
	forwards := slices.Contains(p.StatelessDefaultActions, "aws:forward_to_sfe")
	stateful := s.read(policy, "StatefulDefaultActions", p.StatefulDefaultActions)
	stateless := s.read(policy, "StatelessDefaultActions", p.StatelessDefaultActions)
	cause := &stateless
	if !drops {
		cause = &stateful
	}
	s.judge(claim{
		code:     codeNotEnforced,
		cause:    cause,
		fact:     "allow",
		holds:    drops && forwards,
		declared: "the rest is dropped",
		found:    show(p.StatefulDefaultActions),
		facts:    append(facts, stateful, stateless),
		message: finding.Say("%q does not drop what its allow-list does not name",
			"%q이(가) 허용 목록에 없는 것을 버리지 않습니다", s.id),
	})
}

func (s *subject) checkAllowList(p *discover.FirewallPolicy, facts []fact) {
	var found []string
	for _, arn := range p.StatefulRuleGroups {
		group := s.at.Of("AWS::NetworkFirewall::RuleGroup", arn)
		if group == nil {
			facts = append(facts, s.lost(arn))
			continue
		}
		g := group.Facts.(*discover.RuleGroup)
		facts = append(facts, s.read(group, "Targets", g.Targets))
		facts = append(facts, s.unread(group, "GeneratedRulesType")...)
		if g.GeneratedRulesType == "ALLOWLIST" {
			found = append(found, g.Targets...)
		}
	}
	s.judgeAllowList(found, facts)
}

// judgeAllowList compares the hosts that are let through with the declared
// ones; a leading "*" or "." stands for any name before it.
func (s *subject) judgeAllowList(found []string, facts []fact) {
	var declared []string
	for _, host := range s.element.Allow {
		declared = append(declared, strings.TrimPrefix(host.V, "*"))
	}
	missing, extra := less(declared, found), less(found, declared)
	s.judge(claim{
		code:     codeAllowList,
		fact:     "allow",
		facts:    facts,
		holds:    len(missing)+len(extra) == 0,
		partial:  len(missing) < len(declared) && len(extra) == 0,
		declared: show(sortedCopy(declared)),
		found:    show(sortedCopy(found)),
		message:  allowListMessage(s.id, missing, extra),
	})
}

// checkDNSFirewall asks whose names are answered: those of the lists that a rule
// allows, as long as a later rule refuses every other name and the rules stand
// before the VPC.
func (s *subject) checkDNSFirewall(f *discover.DNSRuleGroup) {
	r := s.resource
	domains := map[string][]string{}
	for _, list := range f.Domains {
		for _, name := range list.Domains {
			id := list.FirewallDomainListId
			domains[id] = append(domains[id], strings.TrimSuffix(name, "."))
		}
	}
	var allowed []string
	last, refusedFrom := 0, 0
	for _, rule := range f.FirewallRules {
		switch {
		case rule.Action == "ALLOW":
			last = max(last, rule.Priority)
			for _, name := range domains[rule.FirewallDomainListId] {
				allowed = append(allowed, strings.TrimPrefix(name, "*"))
			}
		case rule.Action == "BLOCK" && slices.Contains(domains[rule.FirewallDomainListId], "*"):
			refusedFrom = rule.Priority
		}
	}
	facts := []fact{s.read(r, "FirewallRules", len(f.FirewallRules)), s.read(r, "Domains", sortedCopy(allowed))}
	s.judgeAllowList(allowed, facts)
	refuses := refusedFrom > last
	stands := true
	if vpc := s.element.Boundary.Around(kind.VPC); vpc != nil {
		if pair := s.pairs.Of(vpc.ID); pair != nil && pair.Resource() != nil {
			stands = slices.Contains(f.VpcIds, pair.Resource().ID)
		}
	}
	found := "every other name is answered"
	if refuses {
		found = "not associated with the VPC"
	}
	s.judge(claim{
		code:     codeNotEnforced,
		fact:     "allow",
		holds:    refuses && stands,
		declared: "the rest is refused",
		found:    found,
		facts:    append(facts, s.read(r, "VpcIds", f.VpcIds)),
		message: finding.Say("%q does not refuse what its allow-list does not name: %s",
			"%q이(가) 허용 목록에 없는 이름을 막지 않습니다: %s", s.id, found),
	})
}

func allowListMessage(id string, missing, extra []string) finding.Text {
	switch {
	case len(missing) > 0 && len(extra) > 0:
		return finding.Say("%q lets %s through, which nobody declared, and does not list %s",
			"%q이(가) 선언하지 않은 %s을(를) 허용하고, 선언한 %s은(는) 허용 목록에 없습니다", id, show(extra), show(missing))
	case len(extra) > 0:
		return finding.Say("%q lets %s through, which nobody declared", "%q이(가) 선언하지 않은 %s을(를) 허용합니다", id, show(extra))
	}
	return finding.Say("the allow-list of %q does not name %s, which is declared",
		"%q의 허용 목록에 선언한 %s이(가) 없습니다", id, show(missing))
}
