package aws

import (
	"context"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"asbuilt/discover"
)

var transitCollectors = []collector{
	{calls: []string{"ec2:DescribeVpcPeeringConnections"}, collect: peerings},
	{calls: []string{"ec2:DescribeTransitGateways"}, collect: transitGateways},
	{calls: []string{
		"ec2:DescribeTransitGatewayAttachments", "ec2:DescribeTransitGatewayVpcAttachments",
	}, collect: transitAttachments},
	{calls: []string{
		"ec2:DescribeTransitGatewayRouteTables", "ec2:GetTransitGatewayRouteTableAssociations",
		"ec2:GetTransitGatewayRouteTablePropagations", "ec2:SearchTransitGatewayRoutes",
	}, collect: transitRouteTables},
}

// peerings reads those that either end asked for; both accounts list them.
func peerings(ctx context.Context, s *scan) {
	c := ec2.NewFromConfig(s.config)
	each(ctx, s, c.DescribeVpcPeeringConnections, &ec2.DescribeVpcPeeringConnectionsInput{},
		func(out *ec2.DescribeVpcPeeringConnectionsOutput) {
			for _, v := range out.VpcPeeringConnections {
				facts := &discover.VPCPeeringConnection{}
				if v.Status != nil {
					facts.Status = string(v.Status.Code)
				}
				var owner *string
				if from := v.RequesterVpcInfo; from != nil {
					owner = from.OwnerId
					facts.VpcId = val(from.VpcId)
					facts.CidrBlocks = peerBlocks(from)
					facts.PeerAllowDnsResolution = resolvesPeers(from)
				}
				if to := v.AccepterVpcInfo; to != nil {
					facts.PeerVpcId = val(to.VpcId)
					facts.PeerOwnerId = val(to.OwnerId)
					facts.PeerRegion = val(to.Region)
					facts.PeerCidrBlocks, facts.AllowDnsResolution = peerBlocks(to), resolvesPeers(to)
				}
				s.ec2(types.ResourceTypeVpcPeeringConnection, "AWS::EC2::VPCPeeringConnection",
					v.VpcPeeringConnectionId, owner, v.Tags, facts)
			}
		})
}

func peerBlocks(v *types.VpcPeeringConnectionVpcInfo) []string {
	blocks := append(pluck(v.CidrBlockSet, func(b types.CidrBlock) string { return val(b.CidrBlock) }),
		pluck(v.Ipv6CidrBlockSet, func(b types.Ipv6CidrBlock) string { return val(b.Ipv6CidrBlock) })...)
	if len(blocks) == 0 && val(v.CidrBlock) != "" {
		return []string{val(v.CidrBlock)}
	}
	return blocks
}

// resolvesPeers reports whether an end resolves the names of the other one.
func resolvesPeers(v *types.VpcPeeringConnectionVpcInfo) bool {
	return v.PeeringOptions != nil && val(v.PeeringOptions.AllowDnsResolutionFromRemoteVpc)
}

func transitGateways(ctx context.Context, s *scan) {
	c := ec2.NewFromConfig(s.config)
	each(ctx, s, c.DescribeTransitGateways, &ec2.DescribeTransitGatewaysInput{},
		func(out *ec2.DescribeTransitGatewaysOutput) {
			for _, v := range out.TransitGateways {
				facts := &discover.TransitGateway{State: string(v.State), OwnerId: val(v.OwnerId)}
				if o := v.Options; o != nil {
					facts.AmazonSideAsn = num(o.AmazonSideAsn)
					facts.TransitGatewayCidrBlocks = o.TransitGatewayCidrBlocks
					facts.AutoAcceptSharedAttachments = string(o.AutoAcceptSharedAttachments)
					facts.DnsSupport = string(o.DnsSupport)
					facts.SecurityGroupReferencingSupport = string(o.SecurityGroupReferencingSupport)
					facts.DefaultRouteTableAssociation = string(o.DefaultRouteTableAssociation)
					facts.DefaultRouteTablePropagation = string(o.DefaultRouteTablePropagation)
					facts.AssociationDefaultRouteTableId = val(o.AssociationDefaultRouteTableId)
					facts.PropagationDefaultRouteTableId = val(o.PropagationDefaultRouteTableId)
				}
				s.ec2(types.ResourceTypeTransitGateway, "AWS::EC2::TransitGateway",
					v.TransitGatewayId, v.OwnerId, v.Tags, facts)
			}
		})
}

func transitAttachments(ctx context.Context, s *scan) {
	c := ec2.NewFromConfig(s.config)
	byID := map[string]*discover.TransitGatewayAttachment{}
	each(ctx, s, c.DescribeTransitGatewayAttachments, &ec2.DescribeTransitGatewayAttachmentsInput{},
		func(out *ec2.DescribeTransitGatewayAttachmentsOutput) {
			for _, v := range out.TransitGatewayAttachments {
				facts := &discover.TransitGatewayAttachment{
					TransitGatewayId: val(v.TransitGatewayId),
					ResourceType:     string(v.ResourceType),
					ResourceId:       val(v.ResourceId),
					ResourceOwnerId:  val(v.ResourceOwnerId),
					State:            string(v.State),
				}
				if v.Association != nil {
					facts.TransitGatewayRouteTableId = val(v.Association.TransitGatewayRouteTableId)
				}
				byID[val(v.TransitGatewayAttachmentId)] = facts
				s.ec2(types.ResourceTypeTransitGatewayAttachment, "AWS::EC2::TransitGatewayAttachment",
					v.TransitGatewayAttachmentId, nil, v.Tags, facts)
			}
		})
	each(ctx, s, c.DescribeTransitGatewayVpcAttachments, &ec2.DescribeTransitGatewayVpcAttachmentsInput{},
		func(out *ec2.DescribeTransitGatewayVpcAttachmentsOutput) {
			for _, v := range out.TransitGatewayVpcAttachments {
				facts := byID[val(v.TransitGatewayAttachmentId)]
				if facts == nil {
					continue
				}
				facts.SubnetIds = v.SubnetIds
				if v.Options != nil {
					facts.ApplianceModeSupport = string(v.Options.ApplianceModeSupport)
					facts.SecurityGroupReferencingSupport = string(v.Options.SecurityGroupReferencingSupport)
				}
			}
		})
}

func transitRouteTables(ctx context.Context, s *scan) {
	c := ec2.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.DescribeTransitGatewayRouteTables, &ec2.DescribeTransitGatewayRouteTablesInput{},
		func(out *ec2.DescribeTransitGatewayRouteTablesOutput) {
			for _, v := range out.TransitGatewayRouteTables {
				facts := &discover.TransitGatewayRouteTable{
					TransitGatewayId:             val(v.TransitGatewayId),
					State:                        string(v.State),
					DefaultAssociationRouteTable: val(v.DefaultAssociationRouteTable),
					DefaultPropagationRouteTable: val(v.DefaultPropagationRouteTable),
				}
				found = append(found,
					s.ec2(types.ResourceTypeTransitGatewayRouteTable, "AWS::EC2::TransitGatewayRouteTable",
						v.TransitGatewayRouteTableId, nil, v.Tags, facts))
			}
		})
	forEach(found, func(r *discover.Resource) {
		facts := r.Facts.(*discover.TransitGatewayRouteTable)
		ask(ctx, s, r, c.GetTransitGatewayRouteTableAssociations,
			&ec2.GetTransitGatewayRouteTableAssociationsInput{TransitGatewayRouteTableId: &r.ID},
			func(out *ec2.GetTransitGatewayRouteTableAssociationsOutput) {
				attached := func(a types.TransitGatewayRouteTableAssociation) string {
					return val(a.TransitGatewayAttachmentId)
				}
				facts.Associations = append(facts.Associations, pluck(out.Associations, attached)...)
			})
		ask(ctx, s, r, c.GetTransitGatewayRouteTablePropagations,
			&ec2.GetTransitGatewayRouteTablePropagationsInput{TransitGatewayRouteTableId: &r.ID},
			func(out *ec2.GetTransitGatewayRouteTablePropagationsOutput) {
				attached := func(p types.TransitGatewayRouteTablePropagation) string {
					return val(p.TransitGatewayAttachmentId)
				}
				facts.Propagations = append(facts.Propagations,
					pluck(out.TransitGatewayRouteTablePropagations, attached)...)
			})
		transitRoutes(ctx, s, c, r, facts)
	})
}

// transitRoutes searches with a filter that every route passes, because AWS
// demands one. Where it says that there are more and does not give them, the
// cell tells, so that a look at the cells suffices to know it.
func transitRoutes(ctx context.Context, s *scan, c *ec2.Client, r *discover.Resource,
	facts *discover.TransitGatewayRouteTable) {
	in := &ec2.SearchTransitGatewayRoutesInput{
		TransitGatewayRouteTableId: &r.ID,
		Filters:                    []types.Filter{{Name: ref("state"), Values: []string{"active", "blackhole"}}},
	}
	ask(ctx, s, r, c.SearchTransitGatewayRoutes, in, func(out *ec2.SearchTransitGatewayRoutesOutput) {
		for _, v := range out.Routes {
			facts.Routes = append(facts.Routes, discover.TransitGatewayRoute{
				DestinationCidrBlock: val(v.DestinationCidrBlock),
				PrefixListId:         val(v.PrefixListId),
				Type:                 string(v.Type),
				State:                string(v.State),
				TransitGatewayAttachmentId: pluck(v.TransitGatewayAttachments,
					func(a types.TransitGatewayRouteAttachment) string { return val(a.TransitGatewayAttachmentId) }),
			})
		}
	})
	if reason, cut := strings.CutPrefix(r.Unknown["Routes"], string(discover.Truncated)+": "); cut {
		s.gap(&gap{operation: "ec2:SearchTransitGatewayRoutes", status: discover.Truncated, reason: reason})
	}
}
