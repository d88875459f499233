package aws

import (
	"context"
	"maps"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/route53resolver"

	"asbuilt/discover"
)

var dnsFirewallCollectors = []collector{
	{calls: []string{
		"route53resolver:ListFirewallRuleGroups", "route53resolver:ListFirewallRules",
		"route53resolver:ListFirewallDomains", "route53resolver:ListFirewallRuleGroupAssociations",
		"route53resolver:ListTagsForResource",
	}, collect: dnsRuleGroups},
}

func dnsRuleGroups(ctx context.Context, s *scan) {
	c := route53resolver.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.ListFirewallRuleGroups, &route53resolver.ListFirewallRuleGroupsInput{},
		func(out *route53resolver.ListFirewallRuleGroupsOutput) {
			for _, v := range out.FirewallRuleGroups {
				found = append(found, s.add(&discover.Resource{
					Type:  "AWS::Route53Resolver::FirewallRuleGroup",
					ID:    val(v.Id),
					ARN:   val(v.Arn),
					Name:  val(v.Name),
					Facts: &discover.DNSRuleGroup{},
				}))
			}
		})
	for _, r := range found { // one after the other: the limit is low
		facts := r.Facts.(*discover.DNSRuleGroup)
		lists := map[string]bool{}
		ask(ctx, s, r, c.ListFirewallRules, &route53resolver.ListFirewallRulesInput{FirewallRuleGroupId: &r.ID},
			func(out *route53resolver.ListFirewallRulesOutput) {
				for _, v := range out.FirewallRules {
					lists[val(v.FirewallDomainListId)] = true
					facts.FirewallRules = append(facts.FirewallRules, discover.DNSRule{
						Name:                 val(v.Name),
						Priority:             num(v.Priority),
						Action:               string(v.Action),
						FirewallDomainListId: val(v.FirewallDomainListId),
					})
				}
			})
		ask(ctx, s, r, c.ListFirewallRuleGroupAssociations,
			&route53resolver.ListFirewallRuleGroupAssociationsInput{FirewallRuleGroupId: &r.ID},
			func(out *route53resolver.ListFirewallRuleGroupAssociationsOutput) {
				for _, v := range out.FirewallRuleGroupAssociations {
					facts.VpcIds = append(facts.VpcIds, val(v.VpcId))
				}
			})
		for _, id := range slices.Sorted(maps.Keys(lists)) {
			domains := discover.DNSDomains{FirewallDomainListId: id}
			ask(ctx, s, r, c.ListFirewallDomains, &route53resolver.ListFirewallDomainsInput{FirewallDomainListId: &id},
				func(out *route53resolver.ListFirewallDomainsOutput) {
					domains.Domains = append(domains.Domains, out.Domains...)
				},
				"AccessDeniedException") // lists of AWS's own do not say what is in them
			facts.Domains = append(facts.Domains, domains)
		}
		ask(ctx, s, r, c.ListTagsForResource, &route53resolver.ListTagsForResourceInput{ResourceArn: &r.ARN},
			func(out *route53resolver.ListTagsForResourceOutput) { r.Tags = tagsOf(out.Tags) })
	}
}
