package aws

import (
	"context"
	"maps"
	"slices"
	"strconv"

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
		for _, group := range slices.Concat(facts.StatefulRuleGroups, facts.StatelessRuleGroups) {
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
	place := func(arn *string, priority *int32) {
		if priority != nil { // stateful groups have one where their order is strict
			facts.RuleGroupPriorities = append(facts.RuleGroupPriorities,
				discover.RuleGroupPriority{ResourceArn: val(arn), Priority: num(priority)})
		}
	}
	for _, g := range v.StatelessRuleGroupReferences {
		place(g.ResourceArn, g.Priority)
	}
	for _, g := range v.StatefulRuleGroupReferences {
		place(g.ResourceArn, g.Priority)
	}
	if v.PolicyVariables != nil {
		facts.RuleVariables = addressVariables(v.PolicyVariables.RuleVariables)
	}
}

func addressVariables(sets map[string]types.IPSet) (all []discover.RuleVariable) {
	for _, name := range slices.Sorted(maps.Keys(sets)) {
		all = append(all, discover.RuleVariable{Name: name, Values: sets[name].Definition})
	}
	return all
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
	for _, r := range source.StatefulRules {
		facts.StatefulRules = append(facts.StatefulRules, statefulRule(r))
	}
	if v := out.RuleGroup.RuleVariables; v != nil {
		facts.IPSets = addressVariables(v.IPSets)
		for _, name := range slices.Sorted(maps.Keys(v.PortSets)) {
			facts.PortSets = append(facts.PortSets,
				discover.RuleVariable{Name: name, Values: v.PortSets[name].Definition})
		}
	}
	if source.StatelessRulesAndCustomActions == nil {
		return
	}
	facts.OtherRules += len(source.StatelessRulesAndCustomActions.StatelessRules)
	for _, r := range source.StatelessRulesAndCustomActions.StatelessRules {
		facts.StatelessRules = append(facts.StatelessRules, statelessRule(r))
	}
}

// statefulRule leaves the settings of options where they are: they may hold what
// packets are searched for.
func statefulRule(v types.StatefulRule) discover.StatefulRule {
	rule := discover.StatefulRule{
		Action:  string(v.Action),
		Options: pluck(v.RuleOptions, func(o types.RuleOption) string { return val(o.Keyword) }),
	}
	if h := v.Header; h != nil {
		rule.Protocol, rule.Direction = string(h.Protocol), string(h.Direction)
		rule.Source, rule.SourcePort = val(h.Source), val(h.SourcePort)
		rule.Destination, rule.DestinationPort = val(h.Destination), val(h.DestinationPort)
	}
	return rule
}

func statelessRule(v types.StatelessRule) discover.StatelessRule {
	rule := discover.StatelessRule{Priority: num(v.Priority)}
	if v.RuleDefinition == nil {
		return rule
	}
	rule.Actions = v.RuleDefinition.Actions
	m := v.RuleDefinition.MatchAttributes
	if m == nil {
		return rule
	}
	rule.Protocols = pluck(m.Protocols, func(p int32) string { return strconv.Itoa(int(p)) })
	rule.Sources, rule.Destinations = pluck(m.Sources, addressBlock), pluck(m.Destinations, addressBlock)
	rule.SourcePorts, rule.DestinationPorts = portRanges(m.SourcePorts), portRanges(m.DestinationPorts)
	for _, f := range m.TCPFlags {
		rule.TCPFlags = append(rule.TCPFlags, texts(f.Flags)...)
	}
	return rule
}

func addressBlock(a types.Address) string { return val(a.AddressDefinition) }

func portRanges(ports []types.PortRange) (all []discover.PortRange) {
	for _, p := range ports {
		all = append(all, discover.PortRange{From: int(p.FromPort), To: int(p.ToPort)})
	}
	return all
}
