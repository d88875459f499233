package moto_test

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/route53"
	"github.com/aws/aws-sdk-go-v2/service/route53/types"
	"github.com/aws/aws-sdk-go-v2/service/route53resolver"
	resolvertypes "github.com/aws/aws-sdk-go-v2/service/route53resolver/types"

	"asbuilt/discover"
)

// names are zones of DNS, and what decides which of them are answered. Zones
// come after the load balancers that their records lead to.
func (b *builder) names() {
	c := route53.NewFromConfig(b.cfg)
	all(b, "AWS::Route53::HostedZone", func(r *discover.Resource, f *discover.HostedZone) error {
		out, err := c.CreateHostedZone(b.ctx, &route53.CreateHostedZoneInput{Name: &r.Name, CallerReference: &r.ID})
		if err != nil {
			return err
		}
		id := discover.LastSegment(aws.ToString(out.HostedZone.Id))
		b.born(r, &id, nil)
		tags := tagList(r, func(k, v *string) types.Tag { return types.Tag{Key: k, Value: v} })
		if _, err := c.ChangeTagsForResource(b.ctx, &route53.ChangeTagsForResourceInput{
			ResourceId:   &id,
			ResourceType: types.TagResourceTypeHostedzone,
			AddTags:      tags,
		}); err != nil {
			return err
		}
		batch := &types.ChangeBatch{}
		for _, record := range f.RecordSets {
			set := &types.ResourceRecordSet{Name: &record.Name, Type: types.RRType(record.Type)}
			switch {
			case record.AliasTarget != "":
				set.AliasTarget = &types.AliasTarget{
					DNSName:              &record.AliasTarget,
					HostedZoneId:         aws.String("ZWKZPGTI48KDX"),
					EvaluateTargetHealth: record.EvaluateTargetHealth,
				}
			case set.Type == types.RRTypeTxt:
				set.TTL = aws.Int64(300)
				set.ResourceRecords = []types.ResourceRecord{{Value: aws.String(`"` + canary + `"`)}}
			default:
				continue // the zone's own records
			}
			batch.Changes = append(batch.Changes, types.Change{
				Action:            types.ChangeActionCreate,
				ResourceRecordSet: set,
			})
		}
		_, err = c.ChangeResourceRecordSets(b.ctx, &route53.ChangeResourceRecordSetsInput{
			HostedZoneId: &id,
			ChangeBatch:  batch,
		})
		return err
	})
	b.dnsFirewall()
}

func (b *builder) dnsFirewall() {
	c := route53resolver.NewFromConfig(b.cfg)
	all(b, "AWS::Route53Resolver::FirewallRuleGroup", func(r *discover.Resource, f *discover.DNSRuleGroup) error {
		group, err := c.CreateFirewallRuleGroup(b.ctx, &route53resolver.CreateFirewallRuleGroupInput{
			Name:             &r.Name,
			CreatorRequestId: &r.ID,
			Tags: tagList(r, func(k, v *string) resolvertypes.Tag {
				return resolvertypes.Tag{Key: k, Value: v}
			}),
		})
		if err != nil {
			return err
		}
		b.born(r, group.FirewallRuleGroup.Id, group.FirewallRuleGroup.Arn)
		for _, list := range f.Domains {
			made, err := c.CreateFirewallDomainList(b.ctx, &route53resolver.CreateFirewallDomainListInput{
				Name: aws.String(strings.ReplaceAll(list.FirewallDomainListId, "-", "")),
			})
			if err != nil {
				return err
			}
			b.ids[list.FirewallDomainListId] = aws.ToString(made.FirewallDomainList.Id)
			if _, err := c.UpdateFirewallDomains(b.ctx, &route53resolver.UpdateFirewallDomainsInput{
				FirewallDomainListId: made.FirewallDomainList.Id,
				Operation:            resolvertypes.FirewallDomainUpdateOperationReplace,
				Domains:              list.Domains,
			}); err != nil {
				return err
			}
		}
		for _, rule := range f.FirewallRules {
			if _, err := c.CreateFirewallRule(b.ctx, &route53resolver.CreateFirewallRuleInput{
				FirewallRuleGroupId:  group.FirewallRuleGroup.Id,
				Name:                 &rule.Name,
				Priority:             aws.Int32(int32(rule.Priority)),
				Action:               resolvertypes.Action(rule.Action),
				FirewallDomainListId: aws.String(b.ids[rule.FirewallDomainListId]),
			}); err != nil {
				return err
			}
		}
		for _, vpc := range f.VpcIds {
			if _, err := c.AssociateFirewallRuleGroup(b.ctx, &route53resolver.AssociateFirewallRuleGroupInput{
				FirewallRuleGroupId: group.FirewallRuleGroup.Id, VpcId: &vpc, Priority: aws.Int32(101), Name: &r.Name,
			}); err != nil {
				return err
			}
		}
		return nil
	})
}
