package moto_test

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/aws/aws-sdk-go-v2/service/networkfirewall"
	fwtypes "github.com/aws/aws-sdk-go-v2/service/networkfirewall/types"

	"asbuilt/discover"
)

func ec2Tags(r *discover.Resource, kind types.ResourceType) []types.TagSpecification {
	tags := tagList(r, func(k, v *string) types.Tag { return types.Tag{Key: k, Value: v} })
	if len(tags) == 0 {
		return nil
	}
	return []types.TagSpecification{{ResourceType: kind, Tags: tags}}
}

func (b *builder) network() {
	c := ec2.NewFromConfig(b.cfg)
	all(b, "AWS::EC2::VPC", func(r *discover.Resource, f *discover.VPC) error {
		out, err := c.CreateVpc(b.ctx, &ec2.CreateVpcInput{
			CidrBlock:         &f.CidrBlock,
			TagSpecifications: ec2Tags(r, types.ResourceTypeVpc),
		})
		if err != nil {
			return err
		}
		b.born(r, out.Vpc.VpcId, nil)
		_, err = c.ModifyVpcAttribute(b.ctx, &ec2.ModifyVpcAttributeInput{
			VpcId: out.Vpc.VpcId, EnableDnsHostnames: &types.AttributeBooleanValue{Value: &f.EnableDnsHostnames},
		})
		return err
	})
	all(b, "AWS::EC2::PrefixList", func(r *discover.Resource, f *discover.PrefixList) error {
		out, err := c.DescribeManagedPrefixLists(b.ctx, &ec2.DescribeManagedPrefixListsInput{})
		if err != nil {
			return err
		}
		for _, p := range out.PrefixLists {
			if aws.ToString(p.PrefixListName) == f.PrefixListName {
				b.born(r, p.PrefixListId, p.PrefixListArn)
			}
		}
		return nil
	})
	all(b, "AWS::EC2::Subnet", func(r *discover.Resource, f *discover.Subnet) error {
		out, err := c.CreateSubnet(b.ctx, &ec2.CreateSubnetInput{
			VpcId:             &f.VpcId,
			CidrBlock:         &f.CidrBlock,
			AvailabilityZone:  &f.AvailabilityZone,
			TagSpecifications: ec2Tags(r, types.ResourceTypeSubnet),
		})
		if err == nil {
			b.born(r, out.Subnet.SubnetId, nil)
		}
		return err
	})
	all(b, "AWS::EC2::InternetGateway", func(r *discover.Resource, f *discover.InternetGateway) error {
		out, err := c.CreateInternetGateway(b.ctx, &ec2.CreateInternetGatewayInput{
			TagSpecifications: ec2Tags(r, types.ResourceTypeInternetGateway),
		})
		if err != nil {
			return err
		}
		b.born(r, out.InternetGateway.InternetGatewayId, nil)
		_, err = c.AttachInternetGateway(b.ctx, &ec2.AttachInternetGatewayInput{
			InternetGatewayId: out.InternetGateway.InternetGatewayId,
			VpcId:             &f.VpcIds[0],
		})
		return err
	})
	all(b, "AWS::EC2::NatGateway", func(r *discover.Resource, f *discover.NatGateway) error {
		address, err := c.AllocateAddress(b.ctx, &ec2.AllocateAddressInput{Domain: types.DomainTypeVpc})
		if err != nil {
			return err
		}
		out, err := c.CreateNatGateway(b.ctx, &ec2.CreateNatGatewayInput{
			SubnetId:          &f.SubnetId,
			AllocationId:      address.AllocationId,
			TagSpecifications: ec2Tags(r, types.ResourceTypeNatgateway),
		})
		if err != nil {
			return err
		}
		b.born(r, out.NatGateway.NatGatewayId, nil)
		b.ids[f.PublicIps[0]] = aws.ToString(address.PublicIp)
		return nil
	})
	b.securityGroups(c)
	b.endpoints(c)
	b.firewall()
	b.routes(c)
}

func (b *builder) securityGroups(c *ec2.Client) {
	open := []types.IpPermission{{
		IpProtocol: aws.String("-1"),
		IpRanges:   []types.IpRange{{CidrIp: aws.String("0.0.0.0/0")}},
	}}
	all(b, "AWS::EC2::SecurityGroup", func(r *discover.Resource, f *discover.SecurityGroup) error {
		if f.GroupName == "default" {
			return b.defaultGroup(c, r, f.VpcId, open)
		}
		out, err := c.CreateSecurityGroup(b.ctx, &ec2.CreateSecurityGroupInput{
			VpcId:             &f.VpcId,
			GroupName:         &f.GroupName,
			Description:       &f.GroupName,
			TagSpecifications: ec2Tags(r, types.ResourceTypeSecurityGroup),
		})
		if err != nil {
			return err
		}
		b.born(r, out.GroupId, nil)
		_, err = c.RevokeSecurityGroupEgress(b.ctx, &ec2.RevokeSecurityGroupEgressInput{
			GroupId:       out.GroupId,
			IpPermissions: open,
		})
		return err
	})
	all(b, "AWS::EC2::SecurityGroup", func(r *discover.Resource, f *discover.SecurityGroup) error {
		group := b.ids[r.ID]
		for _, rule := range f.SecurityGroupIngress {
			in := &ec2.AuthorizeSecurityGroupIngressInput{
				GroupId:       &group,
				IpPermissions: []types.IpPermission{permission(rule)},
			}
			if _, err := c.AuthorizeSecurityGroupIngress(b.ctx, in); err != nil {
				return err
			}
		}
		for _, rule := range f.SecurityGroupEgress {
			in := &ec2.AuthorizeSecurityGroupEgressInput{
				GroupId:       &group,
				IpPermissions: []types.IpPermission{permission(rule)},
			}
			if _, err := c.AuthorizeSecurityGroupEgress(b.ctx, in); err != nil {
				return err
			}
		}
		return nil
	})
}

// defaultGroup closes the group that comes with a VPC.
func (b *builder) defaultGroup(c *ec2.Client, r *discover.Resource, vpc string, open []types.IpPermission) error {
	out, err := c.DescribeSecurityGroups(b.ctx, &ec2.DescribeSecurityGroupsInput{Filters: []types.Filter{
		{Name: aws.String("vpc-id"), Values: []string{vpc}},
		{Name: aws.String("group-name"), Values: []string{"default"}},
	}})
	if err != nil || len(out.SecurityGroups) == 0 {
		return err
	}
	id := out.SecurityGroups[0].GroupId
	b.born(r, id, nil)
	tags := tagList(r, func(k, v *string) types.Tag { return types.Tag{Key: k, Value: v} })
	if _, err := c.CreateTags(b.ctx, &ec2.CreateTagsInput{Resources: []string{*id}, Tags: tags}); err != nil {
		return err
	}
	_, err = c.RevokeSecurityGroupEgress(b.ctx, &ec2.RevokeSecurityGroupEgressInput{GroupId: id, IpPermissions: open})
	return err
}

func permission(rule discover.SecurityGroupRule) types.IpPermission {
	p := types.IpPermission{IpProtocol: &rule.IpProtocol}
	if rule.IpProtocol != "-1" {
		p.FromPort, p.ToPort = aws.Int32(int32(rule.FromPort)), aws.Int32(int32(rule.ToPort))
	}
	switch {
	case rule.CidrIp != "":
		p.IpRanges = []types.IpRange{{CidrIp: &rule.CidrIp}}
	case rule.CidrIpv6 != "":
		p.Ipv6Ranges = []types.Ipv6Range{{CidrIpv6: &rule.CidrIpv6}}
	case rule.PrefixListId != "":
		p.PrefixListIds = []types.PrefixListId{{PrefixListId: &rule.PrefixListId}}
	default:
		p.UserIdGroupPairs = []types.UserIdGroupPair{{GroupId: &rule.GroupId, UserId: &rule.GroupOwnerId}}
	}
	return p
}

func (b *builder) endpoints(c *ec2.Client) {
	all(b, "AWS::EC2::VPCEndpoint", func(r *discover.Resource, f *discover.VPCEndpoint) error {
		in := &ec2.CreateVpcEndpointInput{
			VpcId:             &f.VpcId,
			ServiceName:       &f.ServiceName,
			VpcEndpointType:   types.VpcEndpointType(f.VpcEndpointType),
			PolicyDocument:    document(f.PolicyDocument),
			SubnetIds:         f.SubnetIds,
			SecurityGroupIds:  f.SecurityGroupIds,
			PrivateDnsEnabled: &f.PrivateDnsEnabled,
			TagSpecifications: ec2Tags(r, types.ResourceTypeVpcEndpoint),
		}
		out, err := c.CreateVpcEndpoint(b.ctx, in)
		if err == nil {
			b.born(r, out.VpcEndpoint.VpcEndpointId, nil)
		}
		return err
	})
}

func (b *builder) routes(c *ec2.Client) {
	all(b, "AWS::EC2::RouteTable", func(r *discover.Resource, f *discover.RouteTable) error {
		main := false
		for _, a := range f.Associations {
			main = main || a.Main
		}
		table := ""
		if main {
			out, err := c.DescribeRouteTables(b.ctx, &ec2.DescribeRouteTablesInput{Filters: []types.Filter{
				{Name: aws.String("vpc-id"), Values: []string{f.VpcId}},
				{Name: aws.String("association.main"), Values: []string{"true"}},
			}})
			if err != nil || len(out.RouteTables) == 0 {
				return err
			}
			table = aws.ToString(out.RouteTables[0].RouteTableId)
			tags := tagList(r, func(k, v *string) types.Tag { return types.Tag{Key: k, Value: v} })
			if _, err := c.CreateTags(b.ctx, &ec2.CreateTagsInput{
				Resources: []string{table},
				Tags:      tags,
			}); err != nil && len(tags) > 0 {
				return err
			}
		} else {
			out, err := c.CreateRouteTable(b.ctx, &ec2.CreateRouteTableInput{
				VpcId:             &f.VpcId,
				TagSpecifications: ec2Tags(r, types.ResourceTypeRouteTable),
			})
			if err != nil {
				return err
			}
			table = aws.ToString(out.RouteTable.RouteTableId)
		}
		b.born(r, &table, nil)
		return b.fillTable(c, table, f)
	})
	all(b, "AWS::EC2::NetworkAcl", func(r *discover.Resource, f *discover.NetworkACL) error {
		return b.networkACL(c, r, f)
	})
}

// flowLogs come after the bucket that they are written to.
func (b *builder) flowLogs() {
	c := ec2.NewFromConfig(b.cfg)
	all(b, "AWS::EC2::FlowLog", func(r *discover.Resource, f *discover.FlowLog) error {
		in := &ec2.CreateFlowLogsInput{
			ResourceIds:        []string{f.ResourceId},
			ResourceType:       types.FlowLogsResourceTypeVpc,
			TrafficType:        types.TrafficType(f.TrafficType),
			LogDestinationType: types.LogDestinationType(f.LogDestinationType),
			TagSpecifications:  ec2Tags(r, types.ResourceTypeVpcFlowLog),
		}
		if f.LogGroupName != "" {
			in.LogGroupName = &f.LogGroupName
			in.DeliverLogsPermissionArn = aws.String(
				"arn:aws:iam::" + r.Account + ":role/service-role/tracking-flow-logs")
		} else {
			in.LogDestination = &f.LogDestination
		}
		out, err := c.CreateFlowLogs(b.ctx, in)
		if err == nil && len(out.FlowLogIds) > 0 {
			b.born(r, &out.FlowLogIds[0], nil)
		}
		return err
	})
}

func (b *builder) fillTable(c *ec2.Client, table string, f *discover.RouteTable) error {
	for _, a := range f.Associations {
		if a.SubnetId != "" {
			if _, err := c.AssociateRouteTable(b.ctx, &ec2.AssociateRouteTableInput{
				RouteTableId: &table,
				SubnetId:     &a.SubnetId,
			}); err != nil {
				return err
			}
		}
		if a.GatewayId != "" {
			if _, err := c.AssociateRouteTable(b.ctx, &ec2.AssociateRouteTableInput{
				RouteTableId: &table,
				GatewayId:    &a.GatewayId,
			}); err != nil {
				return err
			}
		}
	}
	for _, r := range f.Routes {
		if r.GatewayId == "local" {
			continue
		}
		if r.DestinationPrefixListId != "" && strings.HasPrefix(r.GatewayId, "vpce-") {
			if _, err := c.ModifyVpcEndpoint(b.ctx, &ec2.ModifyVpcEndpointInput{
				VpcEndpointId:    &r.GatewayId,
				AddRouteTableIds: []string{table},
			}); err != nil {
				return err
			}
			// AWS adds the route by itself; moto has to be asked for it.
			if _, err := c.CreateRoute(b.ctx, &ec2.CreateRouteInput{
				RouteTableId:            &table,
				DestinationPrefixListId: &r.DestinationPrefixListId,
				GatewayId:               &r.GatewayId,
			}); err != nil {
				return err
			}
			continue
		}
		in := &ec2.CreateRouteInput{RouteTableId: &table, DestinationCidrBlock: &r.DestinationCidrBlock}
		switch {
		case r.GatewayId != "":
			in.GatewayId = &r.GatewayId
		case r.NatGatewayId != "":
			in.NatGatewayId = &r.NatGatewayId
		case r.VpcEndpointId != "":
			in.VpcEndpointId = &r.VpcEndpointId
		}
		if _, err := c.CreateRoute(b.ctx, in); err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) networkACL(c *ec2.Client, r *discover.Resource, f *discover.NetworkACL) error {
	all, err := c.DescribeNetworkAcls(b.ctx, &ec2.DescribeNetworkAclsInput{
		Filters: []types.Filter{{Name: aws.String("vpc-id"), Values: []string{f.VpcId}}},
	})
	if err != nil {
		return err
	}
	if f.IsDefault {
		for _, a := range all.NetworkAcls {
			if aws.ToBool(a.IsDefault) {
				b.born(r, a.NetworkAclId, nil)
			}
		}
		return nil
	}
	out, err := c.CreateNetworkAcl(b.ctx, &ec2.CreateNetworkAclInput{
		VpcId:             &f.VpcId,
		TagSpecifications: ec2Tags(r, types.ResourceTypeNetworkAcl),
	})
	if err != nil {
		return err
	}
	b.born(r, out.NetworkAcl.NetworkAclId, nil)
	for _, e := range f.Entries {
		if e.RuleNumber == 32767 {
			continue
		}
		in := &ec2.CreateNetworkAclEntryInput{
			NetworkAclId: out.NetworkAcl.NetworkAclId, Egress: &e.Egress, RuleNumber: aws.Int32(int32(e.RuleNumber)),
			RuleAction: types.RuleAction(e.RuleAction), Protocol: &e.Protocol, CidrBlock: &e.CidrBlock,
		}
		if e.PortRange != nil {
			in.PortRange = &types.PortRange{
				From: aws.Int32(int32(e.PortRange.From)),
				To:   aws.Int32(int32(e.PortRange.To)),
			}
		}
		if _, err := c.CreateNetworkAclEntry(b.ctx, in); err != nil {
			return err
		}
	}
	for _, subnet := range f.SubnetIds {
		for _, a := range all.NetworkAcls {
			for _, as := range a.Associations {
				if aws.ToString(as.SubnetId) == subnet {
					in := &ec2.ReplaceNetworkAclAssociationInput{
						AssociationId: as.NetworkAclAssociationId,
						NetworkAclId:  out.NetworkAcl.NetworkAclId,
					}
					if _, err := c.ReplaceNetworkAclAssociation(b.ctx, in); err != nil {
						return err
					}
				}
			}
		}
	}
	return nil
}

func (b *builder) firewall() {
	c := networkfirewall.NewFromConfig(b.cfg)
	all(b, "AWS::NetworkFirewall::Firewall", func(r *discover.Resource, f *discover.Firewall) error {
		in := &networkfirewall.CreateFirewallInput{
			FirewallName:      &r.Name,
			VpcId:             &f.VpcId,
			FirewallPolicyArn: &f.FirewallPolicyArn,
			DeleteProtection:  f.DeleteProtection,
			Tags:              tagList(r, func(k, v *string) fwtypes.Tag { return fwtypes.Tag{Key: k, Value: v} }),
		}
		for _, e := range f.Endpoints {
			in.SubnetMappings = append(in.SubnetMappings, fwtypes.SubnetMapping{SubnetId: &e.SubnetId})
		}
		out, err := c.CreateFirewall(b.ctx, in)
		if err != nil {
			return err
		}
		b.born(r, nil, out.Firewall.FirewallArn)
		return b.standIn(f)
	})
}

// standIn makes endpoints for a firewall's own, which moto does not make, so
// that routes have something to lead to.
func (b *builder) standIn(f *discover.Firewall) error {
	c := ec2.NewFromConfig(b.cfg)
	for _, e := range f.Endpoints {
		out, err := c.CreateVpcEndpoint(b.ctx, &ec2.CreateVpcEndpointInput{
			VpcId:           &f.VpcId,
			ServiceName:     aws.String("com.amazonaws.vpce.firewall"),
			VpcEndpointType: types.VpcEndpointTypeGatewayLoadBalancer,
			SubnetIds:       []string{e.SubnetId},
		})
		if err != nil {
			return err
		}
		b.ids[e.EndpointId] = aws.ToString(out.VpcEndpoint.VpcEndpointId)
	}
	return nil
}
