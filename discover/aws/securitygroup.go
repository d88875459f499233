package aws

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"asbuilt/discover"
)

var securityGroupCollectors = []collector{
	{calls: []string{"ec2:DescribeSecurityGroups", "ec2:DescribeSecurityGroupRules"}, collect: securityGroups},
	{calls: []string{"ec2:DescribeManagedPrefixLists", "ec2:GetManagedPrefixListEntries"}, collect: prefixLists},
}

// securityGroups reads groups and, in one listing of their own, the rules:
// there every rule has an id and exactly one peer.
func securityGroups(ctx context.Context, s *scan) {
	c := ec2.NewFromConfig(s.config)
	groups := map[string]*discover.SecurityGroup{}
	each(ctx, s, c.DescribeSecurityGroups, &ec2.DescribeSecurityGroupsInput{}, func(out *ec2.DescribeSecurityGroupsOutput) {
		for _, v := range out.SecurityGroups {
			facts := &discover.SecurityGroup{VpcId: val(v.VpcId), GroupName: val(v.GroupName)}
			groups[val(v.GroupId)] = facts
			r := s.ec2(types.ResourceTypeSecurityGroup, "AWS::EC2::SecurityGroup", v.GroupId, v.OwnerId, v.Tags, facts)
			r.Name = firstOf(r.Name, facts.GroupName)
		}
	})
	each(ctx, s, c.DescribeSecurityGroupRules, &ec2.DescribeSecurityGroupRulesInput{}, func(out *ec2.DescribeSecurityGroupRulesOutput) {
		for _, v := range out.SecurityGroupRules {
			group := groups[val(v.GroupId)]
			switch {
			case group == nil:
			case val(v.IsEgress):
				group.SecurityGroupEgress = append(group.SecurityGroupEgress, securityGroupRule(v))
			default:
				group.SecurityGroupIngress = append(group.SecurityGroupIngress, securityGroupRule(v))
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
	each(ctx, s, c.DescribeManagedPrefixLists, &ec2.DescribeManagedPrefixListsInput{}, func(out *ec2.DescribeManagedPrefixListsOutput) {
		for _, v := range out.PrefixLists {
			facts := &discover.PrefixList{PrefixListName: val(v.PrefixListName), OwnerId: val(v.OwnerId)}
			found = append(found, s.add(&discover.Resource{
				Type: "AWS::EC2::PrefixList", ID: val(v.PrefixListId), ARN: val(v.PrefixListArn), Name: facts.PrefixListName, Tags: tagsOf(v.Tags), Facts: facts,
			}))
		}
	})
	forEach(found, func(r *discover.Resource) {
		facts := r.Facts.(*discover.PrefixList)
		ask(ctx, s, r, c.GetManagedPrefixListEntries, &ec2.GetManagedPrefixListEntriesInput{PrefixListId: &r.ID},
			func(out *ec2.GetManagedPrefixListEntriesOutput) {
				facts.Entries = append(facts.Entries, pluck(out.Entries, func(e types.PrefixListEntry) string { return val(e.Cidr) })...)
			})
	})
}
