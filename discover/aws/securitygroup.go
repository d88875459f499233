package aws

import (
	"context"
	"maps"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"asbuilt/discover"
)

var securityGroupCollectors = []collector{
	{calls: []string{
		"ec2:DescribeSecurityGroups", "ec2:DescribeSecurityGroupRules", "ec2:DescribeStaleSecurityGroups",
	}, collect: securityGroups},
	{calls: []string{"ec2:DescribeManagedPrefixLists", "ec2:GetManagedPrefixListEntries"}, collect: prefixLists},
}

// securityGroups reads groups and, in one listing of their own, the rules:
// there every rule has an id and exactly one peer.
func securityGroups(ctx context.Context, s *scan) {
	c := ec2.NewFromConfig(s.config)
	groups := map[string]*discover.SecurityGroup{}
	byVPC := map[string][]*discover.Resource{}
	each(ctx, s, c.DescribeSecurityGroups, &ec2.DescribeSecurityGroupsInput{},
		func(out *ec2.DescribeSecurityGroupsOutput) {
			for _, v := range out.SecurityGroups {
				facts := &discover.SecurityGroup{VpcId: val(v.VpcId), GroupName: val(v.GroupName)}
				groups[val(v.GroupId)] = facts
				r := s.ec2(types.ResourceTypeSecurityGroup, "AWS::EC2::SecurityGroup",
					v.GroupId, v.OwnerId, v.Tags, facts)
				r.Name = firstOf(r.Name, facts.GroupName)
				byVPC[facts.VpcId] = append(byVPC[facts.VpcId], r)
			}
		})
	peered := map[string]bool{}
	each(ctx, s, c.DescribeSecurityGroupRules, &ec2.DescribeSecurityGroupRulesInput{},
		func(out *ec2.DescribeSecurityGroupRulesOutput) {
			for _, v := range out.SecurityGroupRules {
				group := groups[val(v.GroupId)]
				switch {
				case group == nil:
					continue
				case val(v.IsEgress):
					group.SecurityGroupEgress = append(group.SecurityGroupEgress, securityGroupRule(v))
				default:
					group.SecurityGroupIngress = append(group.SecurityGroupIngress, securityGroupRule(v))
				}
				if to := v.ReferencedGroupInfo; to != nil &&
					(groups[val(to.GroupId)] == nil || groups[val(to.GroupId)].VpcId != group.VpcId) {
					peered[group.VpcId] = true
				}
			}
		})
	for _, vpc := range slices.Sorted(maps.Keys(peered)) {
		staleGroups(ctx, s, c, vpc, byVPC[vpc])
	}
}

// staleGroups asks about a VPC with rules that name groups outside of it: only
// there can a rule be stale.
func staleGroups(ctx context.Context, s *scan, c *ec2.Client, vpc string, groups []*discover.Resource) {
	each(ctx, s, c.DescribeStaleSecurityGroups, &ec2.DescribeStaleSecurityGroupsInput{VpcId: &vpc},
		func(out *ec2.DescribeStaleSecurityGroupsOutput) {
			for _, v := range out.StaleSecurityGroupSet {
				for _, r := range groups {
					if r.ID == val(v.GroupId) {
						r.Facts.(*discover.SecurityGroup).Stale = true
					}
				}
			}
		})
}

func securityGroupRule(v types.SecurityGroupRule) discover.SecurityGroupRule {
	rule := discover.SecurityGroupRule{
		SecurityGroupRuleId: val(v.SecurityGroupRuleId), IpProtocol: val(v.IpProtocol), FromPort: -1, ToPort: -1,
		CidrIp: val(v.CidrIpv4), CidrIpv6: val(v.CidrIpv6), PrefixListId: val(v.PrefixListId),
	}
	if v.FromPort != nil && rule.IpProtocol != "-1" {
		rule.FromPort, rule.ToPort = num(v.FromPort), num(v.ToPort)
	}
	if v.ReferencedGroupInfo != nil {
		rule.GroupId, rule.GroupOwnerId = val(v.ReferencedGroupInfo.GroupId), val(v.ReferencedGroupInfo.UserId)
	}
	return rule
}

// prefixLists reads the lists; the blocks of AWS's own are read too, because
// routes and rules name them.
func prefixLists(ctx context.Context, s *scan) {
	c := ec2.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.DescribeManagedPrefixLists, &ec2.DescribeManagedPrefixListsInput{},
		func(out *ec2.DescribeManagedPrefixListsOutput) {
			for _, v := range out.PrefixLists {
				facts := &discover.PrefixList{PrefixListName: val(v.PrefixListName), OwnerId: val(v.OwnerId)}
				found = append(found, s.add(&discover.Resource{
					Type:  "AWS::EC2::PrefixList",
					ID:    val(v.PrefixListId),
					ARN:   val(v.PrefixListArn),
					Name:  facts.PrefixListName,
					Tags:  tagsOf(v.Tags),
					Facts: facts,
				}))
			}
		})
	forEach(found, func(r *discover.Resource) {
		facts := r.Facts.(*discover.PrefixList)
		ask(ctx, s, r, c.GetManagedPrefixListEntries, &ec2.GetManagedPrefixListEntriesInput{PrefixListId: &r.ID},
			func(out *ec2.GetManagedPrefixListEntriesOutput) {
				facts.Entries = append(facts.Entries,
					pluck(out.Entries, func(e types.PrefixListEntry) string { return val(e.Cidr) })...)
			})
	})
}
