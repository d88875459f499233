package aws

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/route53resolver"
	"github.com/aws/aws-sdk-go-v2/service/route53resolver/types"

	"asbuilt/discover"
)

var resolverCollectors = []collector{
	{calls: []string{
		"route53resolver:ListResolverEndpoints", "route53resolver:ListResolverEndpointIpAddresses",
		"route53resolver:ListTagsForResource",
	}, collect: resolverEndpoints},
	{calls: []string{
		"route53resolver:ListResolverRules", "route53resolver:ListResolverRuleAssociations",
	}, collect: resolverRules},
}

func resolverEndpoints(ctx context.Context, s *scan) {
	c := route53resolver.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.ListResolverEndpoints, &route53resolver.ListResolverEndpointsInput{},
		func(out *route53resolver.ListResolverEndpointsOutput) {
			for _, v := range out.ResolverEndpoints {
				found = append(found, s.add(&discover.Resource{
					Type: "AWS::Route53Resolver::ResolverEndpoint", ID: val(v.Id), ARN: val(v.Arn), Name: val(v.Name),
					Facts: &discover.ResolverEndpoint{
						Direction:        string(v.Direction),
						Status:           string(v.Status),
						HostVPCId:        val(v.HostVPCId),
						SecurityGroupIds: v.SecurityGroupIds,
						Protocols:        texts(v.Protocols),
					},
				}))
			}
		})
	for _, r := range found { // one after the other: the limit is low
		facts := r.Facts.(*discover.ResolverEndpoint)
		in := &route53resolver.ListResolverEndpointIpAddressesInput{ResolverEndpointId: &r.ID}
		ask(ctx, s, r, c.ListResolverEndpointIpAddresses, in,
			func(out *route53resolver.ListResolverEndpointIpAddressesOutput) {
				for _, a := range out.IpAddresses {
					facts.SubnetIds = append(facts.SubnetIds, val(a.SubnetId))
					facts.IpAddresses = append(facts.IpAddresses, firstOf(val(a.Ip), val(a.Ipv6)))
				}
			})
		ask(ctx, s, r, c.ListTagsForResource, &route53resolver.ListTagsForResourceInput{ResourceArn: &r.ARN},
			func(out *route53resolver.ListTagsForResourceOutput) { r.Tags = tagsOf(out.Tags) })
	}
}

// resolverRules leaves out the rule that every VPC has from AWS.
func resolverRules(ctx context.Context, s *scan) {
	c := route53resolver.NewFromConfig(s.config)
	rules := map[string]*discover.ResolverRule{}
	each(ctx, s, c.ListResolverRules, &route53resolver.ListResolverRulesInput{},
		func(out *route53resolver.ListResolverRulesOutput) {
			for _, v := range out.ResolverRules {
				if val(v.OwnerId) == "Route 53 Resolver" {
					continue
				}
				facts := &discover.ResolverRule{
					DomainName:         val(v.DomainName),
					RuleType:           string(v.RuleType),
					ResolverEndpointId: val(v.ResolverEndpointId),
					TargetIps: pluck(v.TargetIps, func(t types.TargetAddress) string {
						return firstOf(val(t.Ip), val(t.Ipv6))
					}),
				}
				rules[val(v.Id)] = facts
				s.add(&discover.Resource{
					Type:  "AWS::Route53Resolver::ResolverRule",
					ID:    val(v.Id),
					ARN:   val(v.Arn),
					Name:  val(v.Name),
					Facts: facts,
				})
			}
		})
	if len(rules) == 0 {
		return
	}
	each(ctx, s, c.ListResolverRuleAssociations, &route53resolver.ListResolverRuleAssociationsInput{},
		func(out *route53resolver.ListResolverRuleAssociationsOutput) {
			for _, v := range out.ResolverRuleAssociations {
				if facts := rules[val(v.ResolverRuleId)]; facts != nil {
					facts.VpcIds = append(facts.VpcIds, val(v.VPCId))
				}
			}
		})
}
