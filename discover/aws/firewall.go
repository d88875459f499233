package aws

import (
	"context"
	"maps"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/networkfirewall"
	"github.com/aws/aws-sdk-go-v2/service/networkfirewall/types"

	"asbuilt/discover"
)

var firewallCollectors = []collector{
	{calls: []string{
		"network-firewall:ListFirewalls", "network-firewall:DescribeFirewall",
		"network-firewall:DescribeFirewallPolicy", "network-firewall:DescribeRuleGroup",
	}, collect: firewalls},
}

// firewalls goes from firewalls to the policies and rule groups that they use;
// what no firewall uses filters nothing.
func firewalls(ctx context.Context, s *scan) {
	c := networkfirewall.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.ListFirewalls, &networkfirewall.ListFirewallsInput{},
		func(out *networkfirewall.ListFirewallsOutput) {
			for _, v := range out.Firewalls {
				found = append(found, s.add(&discover.Resource{
					Type:  "AWS::NetworkFirewall::Firewall",
					ID:    val(v.FirewallName),
					ARN:   val(v.FirewallArn),
					Name:  val(v.FirewallName),
					Facts: &discover.Firewall{},
				}))
			}
		})
	policies, groups := map[string]bool{}, map[string]bool{}
	for _, r := range found {
		facts := r.Facts.(*discover.Firewall)
		ask(ctx, s, r, c.DescribeFirewall, &networkfirewall.DescribeFirewallInput{FirewallArn: &r.ARN},
			func(out *networkfirewall.DescribeFirewallOutput) {
				fillFirewall(r, facts, out)
			})
		if facts.FirewallPolicyArn != "" {
			policies[facts.FirewallPolicyArn] = true
		}
	}
	for _, arn := range slices.Sorted(maps.Keys(policies)) {
		facts := &discover.FirewallPolicy{}
		r := s.add(&discover.Resource{
			Type:  "AWS::NetworkFirewall::FirewallPolicy",
			ID:    discover.LastSegment(arn),
			ARN:   arn,
			Name:  discover.LastSegment(arn),
			Facts: facts,
		})
		ask(ctx, s, r, c.DescribeFirewallPolicy, &networkfirewall.DescribeFirewallPolicyInput{FirewallPolicyArn: &arn},
			func(out *networkfirewall.DescribeFirewallPolicyOutput) { fillFirewallPolicy(facts, out.FirewallPolicy) })
		for _, group := range facts.StatefulRuleGroups {
			groups[group] = true
		}
	}
	for _, arn := range slices.Sorted(maps.Keys(groups)) {
		facts := &discover.RuleGroup{}
		r := s.add(&discover.Resource{
			Type:  "AWS::NetworkFirewall::RuleGroup",
			ID:    discover.LastSegment(arn),
			ARN:   arn,
			Name:  discover.LastSegment(arn),
			Facts: facts,
		})
		ask(ctx, s, r, c.DescribeRuleGroup, &networkfirewall.DescribeRuleGroupInput{RuleGroupArn: &arn},
			func(out *networkfirewall.DescribeRuleGroupOutput) { fillRuleGroup(facts, out) })
	}
}

func fillFirewall(r *discover.Resource, facts *discover.Firewall, out *networkfirewall.DescribeFirewallOutput) {
	if v := out.Firewall; v != nil {
		facts.VpcId = val(v.VpcId)
		facts.FirewallPolicyArn = val(v.FirewallPolicyArn)
		facts.DeleteProtection = v.DeleteProtection
		r.Tags = tagsOf(v.Tags)
	}
	st := out.FirewallStatus
	if st == nil {
		return
	}
	facts.Status = string(st.Status)
	for _, zone := range slices.Sorted(maps.Keys(st.SyncStates)) {
		if a := st.SyncStates[zone].Attachment; a != nil {
			facts.Endpoints = append(facts.Endpoints, discover.FirewallEndpoint{
				AvailabilityZone: zone,
				SubnetId:         val(a.SubnetId),
				EndpointId:       val(a.EndpointId),
			})
		}
	}
}

func fillFirewallPolicy(facts *discover.FirewallPolicy, v *types.FirewallPolicy) {
	if v == nil {
		return
	}
	facts.StatefulDefaultActions, facts.StatelessDefaultActions = v.StatefulDefaultActions, v.StatelessDefaultActions
	facts.RuleOrder = string(types.RuleOrderDefaultActionOrder)
	if v.StatefulEngineOptions != nil && v.StatefulEngineOptions.RuleOrder != "" {
		facts.RuleOrder = string(v.StatefulEngineOptions.RuleOrder)
	}
	facts.StatelessRuleGroups = pluck(v.StatelessRuleGroupReferences, func(g types.StatelessRuleGroupReference) string {
		return val(g.ResourceArn)
	})
	facts.StatefulRuleGroups = pluck(v.StatefulRuleGroupReferences, func(g types.StatefulRuleGroupReference) string {
		return val(g.ResourceArn)
	})
}

func fillRuleGroup(facts *discover.RuleGroup, out *networkfirewall.DescribeRuleGroupOutput) {
	if out.RuleGroupResponse != nil {
		facts.Type = string(out.RuleGroupResponse.Type)
	}
	if out.RuleGroup == nil || out.RuleGroup.RulesSource == nil {
		return
	}
	source := out.RuleGroup.RulesSource
	if list := source.RulesSourceList; list != nil {
		facts.GeneratedRulesType = string(list.GeneratedRulesType)
		facts.TargetTypes = texts(list.TargetTypes)
		facts.Targets = list.Targets
	}
	facts.OtherRules = len(source.StatefulRules)
	if val(source.RulesString) != "" {
		facts.OtherRules++
	}
	if source.StatelessRulesAndCustomActions != nil {
		facts.OtherRules += len(source.StatelessRulesAndCustomActions.StatelessRules)
	}
}
