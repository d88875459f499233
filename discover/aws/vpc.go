package aws

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"asbuilt/discover"
)

// One collector for each listing, so that a denied one does not blind the rest.
var vpcCollectors = []collector{
	{calls: []string{"ec2:DescribeVpcs", "ec2:DescribeVpcAttribute"}, collect: vpcs},
	{calls: []string{"ec2:DescribeSubnets"}, collect: subnets},
	{calls: []string{"ec2:DescribeRouteTables"}, collect: routeTables},
	{calls: []string{"ec2:DescribeInternetGateways"}, collect: internetGateways},
	{calls: []string{"ec2:DescribeEgressOnlyInternetGateways"}, collect: egressOnlyGateways},
	{calls: []string{"ec2:DescribeNatGateways"}, collect: natGateways},
	{calls: []string{"ec2:DescribeAddresses"}, collect: elasticIPs},
	{calls: []string{"ec2:DescribeNetworkAcls"}, collect: networkACLs},
	{calls: []string{"ec2:DescribeNetworkInterfaces"}, collect: networkInterfaces},
	{calls: []string{"ec2:DescribeVpcEndpoints"}, collect: vpcEndpoints},
	{calls: []string{"ec2:DescribeFlowLogs"}, collect: flowLogs},
	{calls: []string{"ec2:DescribeVpcBlockPublicAccessOptions"}, collect: blockPublicAccess},
	{calls: []string{"ec2:DescribeVpcBlockPublicAccessExclusions"}, collect: blockPublicAccessExclusions},
}

func vpcs(ctx context.Context, s *scan) {
	c := ec2.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.DescribeVpcs, &ec2.DescribeVpcsInput{}, func(out *ec2.DescribeVpcsOutput) {
		for _, v := range out.Vpcs {
			facts := &discover.VPC{CidrBlock: val(v.CidrBlock), IsDefault: val(v.IsDefault)}
			for _, a := range v.CidrBlockAssociationSet {
				if block := val(a.CidrBlock); block != facts.CidrBlock && a.CidrBlockState != nil &&
					a.CidrBlockState.State == types.VpcCidrBlockStateCodeAssociated {
					facts.AssociatedCidrBlocks = append(facts.AssociatedCidrBlocks, block)
				}
			}
			for _, a := range v.Ipv6CidrBlockAssociationSet {
				if a.Ipv6CidrBlockState != nil && a.Ipv6CidrBlockState.State == types.VpcCidrBlockStateCodeAssociated {
					facts.AssociatedCidrBlocks = append(facts.AssociatedCidrBlocks, val(a.Ipv6CidrBlock))
				}
			}
			found = append(found, s.ec2(types.ResourceTypeVpc, "AWS::EC2::VPC", v.VpcId, v.OwnerId, v.Tags, facts))
		}
	})
	forEach(found, func(r *discover.Resource) {
		facts := r.Facts.(*discover.VPC)
		ask(ctx, s, r, c.DescribeVpcAttribute,
			&ec2.DescribeVpcAttributeInput{VpcId: &r.ID, Attribute: types.VpcAttributeNameEnableDnsSupport},
			func(out *ec2.DescribeVpcAttributeOutput) { facts.EnableDnsSupport = enabled(out.EnableDnsSupport) })
		ask(ctx, s, r, c.DescribeVpcAttribute,
			&ec2.DescribeVpcAttributeInput{VpcId: &r.ID, Attribute: types.VpcAttributeNameEnableDnsHostnames},
			func(out *ec2.DescribeVpcAttributeOutput) { facts.EnableDnsHostnames = enabled(out.EnableDnsHostnames) })
	})
}

func enabled(v *types.AttributeBooleanValue) bool { return v != nil && val(v.Value) }

// ec2 adds a resource of EC2, whose ARN is made of its kind and id.
func (s *scan) ec2(kind types.ResourceType, typ string, id, owner *string,
	tags []types.Tag, facts any) *discover.Resource {
	account := firstOf(val(owner), s.id)
	arn := "arn:" + s.partition + ":ec2:" + s.region + ":" + account + ":" + string(kind) + "/" + val(id)
	return s.add(&discover.Resource{Type: typ, ID: val(id), ARN: arn, Tags: tagsOf(tags), Facts: facts})
}

func subnets(ctx context.Context, s *scan) {
	c := ec2.NewFromConfig(s.config)
	each(ctx, s, c.DescribeSubnets, &ec2.DescribeSubnetsInput{}, func(out *ec2.DescribeSubnetsOutput) {
		for _, v := range out.Subnets {
			facts := &discover.Subnet{
				VpcId:               val(v.VpcId),
				CidrBlock:           val(v.CidrBlock),
				AvailabilityZone:    val(v.AvailabilityZone),
				AvailabilityZoneId:  val(v.AvailabilityZoneId),
				MapPublicIpOnLaunch: val(v.MapPublicIpOnLaunch),
			}
			for _, a := range v.Ipv6CidrBlockAssociationSet {
				facts.Ipv6CidrBlock = val(a.Ipv6CidrBlock)
			}
			s.ec2(types.ResourceTypeSubnet, "AWS::EC2::Subnet", v.SubnetId, v.OwnerId, v.Tags, facts)
		}
	})
}

func routeTables(ctx context.Context, s *scan) {
	c := ec2.NewFromConfig(s.config)
	each(ctx, s, c.DescribeRouteTables, &ec2.DescribeRouteTablesInput{}, func(out *ec2.DescribeRouteTablesOutput) {
		for _, v := range out.RouteTables {
			facts := &discover.RouteTable{VpcId: val(v.VpcId)}
			for _, a := range v.Associations {
				if a.AssociationState != nil &&
					a.AssociationState.State != types.RouteTableAssociationStateCodeAssociated {
					continue
				}
				facts.Associations = append(facts.Associations, discover.RouteTableAssociation{
					SubnetId: val(a.SubnetId), GatewayId: val(a.GatewayId), Main: val(a.Main),
				})
			}
			for _, r := range v.Routes {
				to := route(r)
				facts.Routes = append(facts.Routes, to)
				if r.Origin == types.RouteOriginEnableVgwRoutePropagation {
					facts.PropagatedRoutes = append(facts.PropagatedRoutes,
						firstOf(to.DestinationCidrBlock, to.DestinationIpv6CidrBlock))
				}
			}
			s.ec2(types.ResourceTypeRouteTable, "AWS::EC2::RouteTable", v.RouteTableId, v.OwnerId, v.Tags, facts)
		}
	})
}

// route maps a route. AWS answers with vpce-… as a gateway for every kind of
// endpoint; those of firewalls are told apart by having no prefix list.
func route(r types.Route) discover.Route {
	out := discover.Route{
		DestinationCidrBlock:        val(r.DestinationCidrBlock),
		DestinationIpv6CidrBlock:    val(r.DestinationIpv6CidrBlock),
		DestinationPrefixListId:     val(r.DestinationPrefixListId),
		GatewayId:                   val(r.GatewayId),
		NatGatewayId:                val(r.NatGatewayId),
		TransitGatewayId:            val(r.TransitGatewayId),
		VpcPeeringConnectionId:      val(r.VpcPeeringConnectionId),
		NetworkInterfaceId:          val(r.NetworkInterfaceId),
		InstanceId:                  val(r.InstanceId),
		EgressOnlyInternetGatewayId: val(r.EgressOnlyInternetGatewayId),
		State:                       string(r.State),
	}
	if len(out.GatewayId) > 5 && out.GatewayId[:5] == "vpce-" && out.DestinationPrefixListId == "" {
		out.VpcEndpointId, out.GatewayId = out.GatewayId, ""
	}
	return out
}

func internetGateways(ctx context.Context, s *scan) {
	c := ec2.NewFromConfig(s.config)
	each(ctx, s, c.DescribeInternetGateways, &ec2.DescribeInternetGatewaysInput{},
		func(out *ec2.DescribeInternetGatewaysOutput) {
			for _, v := range out.InternetGateways {
				facts := &discover.InternetGateway{
					VpcIds: pluck(v.Attachments, func(a types.InternetGatewayAttachment) string {
						return val(a.VpcId)
					}),
				}
				s.ec2(types.ResourceTypeInternetGateway, "AWS::EC2::InternetGateway",
					v.InternetGatewayId, v.OwnerId, v.Tags, facts)
			}
		})
}

func egressOnlyGateways(ctx context.Context, s *scan) {
	c := ec2.NewFromConfig(s.config)
	each(ctx, s, c.DescribeEgressOnlyInternetGateways, &ec2.DescribeEgressOnlyInternetGatewaysInput{},
		func(out *ec2.DescribeEgressOnlyInternetGatewaysOutput) {
			for _, v := range out.EgressOnlyInternetGateways {
				facts := &discover.EgressOnlyInternetGateway{
					VpcIds: pluck(v.Attachments, func(a types.InternetGatewayAttachment) string {
						return val(a.VpcId)
					}),
				}
				s.ec2(types.ResourceTypeEgressOnlyInternetGateway, "AWS::EC2::EgressOnlyInternetGateway",
					v.EgressOnlyInternetGatewayId, nil, v.Tags, facts)
			}
		})
}

// elasticIPs reads the account's own; those that a service manages for itself
// belong to what it manages.
func elasticIPs(ctx context.Context, s *scan) {
	c := ec2.NewFromConfig(s.config)
	each(ctx, s, c.DescribeAddresses, &ec2.DescribeAddressesInput{}, func(out *ec2.DescribeAddressesOutput) {
		for _, v := range out.Addresses {
			if v.ServiceManaged != "" {
				continue
			}
			s.ec2(types.ResourceTypeElasticIp, "AWS::EC2::EIP", v.AllocationId, nil, v.Tags, &discover.ElasticIP{
				PublicIp:           val(v.PublicIp),
				Domain:             string(v.Domain),
				AssociationId:      val(v.AssociationId),
				InstanceId:         val(v.InstanceId),
				NetworkInterfaceId: val(v.NetworkInterfaceId),
				PrivateIpAddress:   val(v.PrivateIpAddress),
			})
		}
	})
}

func natGateways(ctx context.Context, s *scan) {
	c := ec2.NewFromConfig(s.config)
	each(ctx, s, c.DescribeNatGateways, &ec2.DescribeNatGatewaysInput{}, func(out *ec2.DescribeNatGatewaysOutput) {
		for _, v := range out.NatGateways {
			facts := &discover.NatGateway{
				VpcId:            val(v.VpcId),
				SubnetId:         val(v.SubnetId),
				State:            string(v.State),
				ConnectivityType: string(v.ConnectivityType),
				AvailabilityMode: string(v.AvailabilityMode),
				RouteTableId:     val(v.RouteTableId),
			}
			for _, a := range v.NatGatewayAddresses {
				facts.PublicIps = append(facts.PublicIps, pluck([]*string{a.PublicIp}, val)...)
				facts.PrivateIps = append(facts.PrivateIps, pluck([]*string{a.PrivateIp}, val)...)
			}
			s.ec2(types.ResourceTypeNatgateway, "AWS::EC2::NatGateway", v.NatGatewayId, nil, v.Tags, facts)
		}
	})
}

func networkACLs(ctx context.Context, s *scan) {
	c := ec2.NewFromConfig(s.config)
	each(ctx, s, c.DescribeNetworkAcls, &ec2.DescribeNetworkAclsInput{}, func(out *ec2.DescribeNetworkAclsOutput) {
		for _, v := range out.NetworkAcls {
			facts := &discover.NetworkACL{
				VpcId: val(v.VpcId), IsDefault: val(v.IsDefault),
				SubnetIds: pluck(v.Associations, func(a types.NetworkAclAssociation) string { return val(a.SubnetId) }),
			}
			for _, e := range v.Entries {
				entry := discover.NetworkACLEntry{
					Egress:        val(e.Egress),
					RuleNumber:    num(e.RuleNumber),
					RuleAction:    string(e.RuleAction),
					Protocol:      val(e.Protocol),
					CidrBlock:     val(e.CidrBlock),
					Ipv6CidrBlock: val(e.Ipv6CidrBlock),
				}
				if e.PortRange != nil {
					entry.PortRange = &discover.PortRange{From: num(e.PortRange.From), To: num(e.PortRange.To)}
				}
				if i := e.IcmpTypeCode; i != nil {
					entry.IcmpTypeCode = &discover.IcmpTypeCode{Type: num(i.Type), Code: num(i.Code)}
				}
				facts.Entries = append(facts.Entries, entry)
			}
			s.ec2(types.ResourceTypeNetworkAcl, "AWS::EC2::NetworkAcl", v.NetworkAclId, v.OwnerId, v.Tags, facts)
		}
	})
}

func networkInterfaces(ctx context.Context, s *scan) {
	c := ec2.NewFromConfig(s.config)
	each(ctx, s, c.DescribeNetworkInterfaces, &ec2.DescribeNetworkInterfacesInput{},
		func(out *ec2.DescribeNetworkInterfacesOutput) {
			for _, v := range out.NetworkInterfaces {
				facts := &discover.NetworkInterface{
					VpcId:            val(v.VpcId),
					SubnetId:         val(v.SubnetId),
					AvailabilityZone: val(v.AvailabilityZone),
					InterfaceType:    string(v.InterfaceType),
					Status:           string(v.Status),
					RequesterManaged: val(v.RequesterManaged),
					SourceDestCheck:  val(v.SourceDestCheck),
					PrivateIpAddresses: pluck(v.PrivateIpAddresses,
						func(a types.NetworkInterfacePrivateIpAddress) string { return val(a.PrivateIpAddress) }),
					Ipv6Addresses: pluck(v.Ipv6Addresses, func(a types.NetworkInterfaceIpv6Address) string {
						return val(a.Ipv6Address)
					}),
					GroupSet: pluck(v.Groups, func(g types.GroupIdentifier) string { return val(g.GroupId) }),
				}
				if v.Association != nil {
					facts.PublicIp = val(v.Association.PublicIp)
				}
				if v.Attachment != nil {
					facts.InstanceId = val(v.Attachment.InstanceId)
				}
				s.ec2(types.ResourceTypeNetworkInterface, "AWS::EC2::NetworkInterface",
					v.NetworkInterfaceId, v.OwnerId, v.TagSet, facts)
			}
		})
}

func vpcEndpoints(ctx context.Context, s *scan) {
	c := ec2.NewFromConfig(s.config)
	each(ctx, s, c.DescribeVpcEndpoints, &ec2.DescribeVpcEndpointsInput{}, func(out *ec2.DescribeVpcEndpointsOutput) {
		for _, v := range out.VpcEndpoints {
			facts := &discover.VPCEndpoint{
				VpcId:             val(v.VpcId),
				VpcEndpointType:   string(v.VpcEndpointType),
				ServiceName:       val(v.ServiceName),
				State:             lower(string(v.State)),
				SubnetIds:         v.SubnetIds,
				RouteTableIds:     v.RouteTableIds,
				PrivateDnsEnabled: val(v.PrivateDnsEnabled),
				SecurityGroupIds: pluck(v.Groups, func(g types.SecurityGroupIdentifier) string {
					return val(g.GroupId)
				}),
			}
			r := s.ec2(types.ResourceTypeVpcEndpoint, "AWS::EC2::VPCEndpoint",
				v.VpcEndpointId, v.OwnerId, v.Tags, facts)
			facts.PolicyDocument = s.policy(r, "PolicyDocument", val(v.PolicyDocument))
		}
	})
}

func flowLogs(ctx context.Context, s *scan) {
	c := ec2.NewFromConfig(s.config)
	each(ctx, s, c.DescribeFlowLogs, &ec2.DescribeFlowLogsInput{}, func(out *ec2.DescribeFlowLogsOutput) {
		for _, v := range out.FlowLogs {
			s.ec2(types.ResourceTypeVpcFlowLog, "AWS::EC2::FlowLog", v.FlowLogId, nil, v.Tags, &discover.FlowLog{
				ResourceId:         val(v.ResourceId),
				TrafficType:        string(v.TrafficType),
				LogDestinationType: string(v.LogDestinationType),
				LogDestination:     val(v.LogDestination),
				LogGroupName:       val(v.LogGroupName),
				FlowLogStatus:      val(v.FlowLogStatus),
				DeliverLogsStatus:  val(v.DeliverLogsStatus),
			})
		}
	})
}

// blockPublicAccess reads the switch of the region, which has neither id nor
// ARN: it goes by the region's code.
func blockPublicAccess(ctx context.Context, s *scan) {
	c := ec2.NewFromConfig(s.config)
	each(ctx, s, c.DescribeVpcBlockPublicAccessOptions, &ec2.DescribeVpcBlockPublicAccessOptionsInput{},
		func(out *ec2.DescribeVpcBlockPublicAccessOptionsOutput) {
			v := out.VpcBlockPublicAccessOptions
			if v == nil {
				return
			}
			s.add(&discover.Resource{
				Type: "AWS::EC2::VPCBlockPublicAccessOptions", ID: s.region, Facts: &discover.BlockPublicAccess{
					InternetGatewayBlockMode: string(v.InternetGatewayBlockMode),
					State:                    string(v.State),
					ExclusionsAllowed:        string(v.ExclusionsAllowed),
					ManagedBy:                string(v.ManagedBy),
				},
			})
		})
}

func blockPublicAccessExclusions(ctx context.Context, s *scan) {
	c := ec2.NewFromConfig(s.config)
	each(ctx, s, c.DescribeVpcBlockPublicAccessExclusions, &ec2.DescribeVpcBlockPublicAccessExclusionsInput{},
		func(out *ec2.DescribeVpcBlockPublicAccessExclusionsOutput) {
			for _, v := range out.VpcBlockPublicAccessExclusions {
				s.ec2(types.ResourceTypeVpcBlockPublicAccessExclusion, "AWS::EC2::VPCBlockPublicAccessExclusion",
					v.ExclusionId, nil, v.Tags, &discover.BlockPublicAccessExclusion{
						ResourceArn:                  val(v.ResourceArn),
						InternetGatewayExclusionMode: string(v.InternetGatewayExclusionMode),
						State:                        string(v.State),
					})
			}
		})
}
