package aws

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/directconnect"
	dxtypes "github.com/aws/aws-sdk-go-v2/service/directconnect/types"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"asbuilt/discover"
)

var vpnCollectors = []collector{
	{calls: []string{"ec2:DescribeVpnGateways"}, collect: vpnGateways},
	{calls: []string{"ec2:DescribeVpnConnections"}, collect: vpnConnections},
	{calls: []string{"ec2:DescribeCustomerGateways"}, collect: customerGateways},
	{calls: []string{"directconnect:DescribeConnections"}, collect: directConnections},
	{calls: []string{"directconnect:DescribeVirtualInterfaces"}, collect: virtualInterfaces},
	{global: true, calls: []string{
		"directconnect:DescribeDirectConnectGateways", "directconnect:DescribeDirectConnectGatewayAssociations",
	}, collect: directConnectGateways},
}

func vpnGateways(ctx context.Context, s *scan) {
	c := ec2.NewFromConfig(s.config)
	each(ctx, s, c.DescribeVpnGateways, &ec2.DescribeVpnGatewaysInput{}, func(out *ec2.DescribeVpnGatewaysOutput) {
		for _, v := range out.VpnGateways {
			facts := &discover.VPNGateway{
				Type:          string(v.Type),
				State:         string(v.State),
				AmazonSideAsn: num(v.AmazonSideAsn),
			}
			for _, a := range v.VpcAttachments { // AWS lists former ones, too
				if a.State == types.AttachmentStatusAttached || a.State == types.AttachmentStatusAttaching {
					facts.VpcIds = append(facts.VpcIds, val(a.VpcId))
				}
			}
			s.ec2(types.ResourceTypeVpnGateway, "AWS::EC2::VPNGateway", v.VpnGatewayId, nil, v.Tags, facts)
		}
	})
}

// vpnConnections leaves the configuration for the other site and the keys of
// the tunnels where they are: both come with the listing.
func vpnConnections(ctx context.Context, s *scan) {
	c := ec2.NewFromConfig(s.config)
	each(ctx, s, c.DescribeVpnConnections, &ec2.DescribeVpnConnectionsInput{},
		func(out *ec2.DescribeVpnConnectionsOutput) {
			for _, v := range out.VpnConnections {
				facts := &discover.VPNConnection{
					Type:              string(v.Type),
					State:             string(v.State),
					CustomerGatewayId: val(v.CustomerGatewayId),
					VpnGatewayId:      val(v.VpnGatewayId),
					TransitGatewayId:  val(v.TransitGatewayId),
					DestinationCidrBlocks: pluck(v.Routes, func(r types.VpnStaticRoute) string {
						return val(r.DestinationCidrBlock)
					}),
				}
				if o := v.Options; o != nil {
					facts.StaticRoutesOnly = val(o.StaticRoutesOnly)
					facts.LocalIpv4NetworkCidr = val(o.LocalIpv4NetworkCidr)
					facts.RemoteIpv4NetworkCidr = val(o.RemoteIpv4NetworkCidr)
				}
				for _, t := range v.VgwTelemetry {
					facts.Tunnels = append(facts.Tunnels, discover.VPNTunnel{
						OutsideIpAddress: val(t.OutsideIpAddress),
						Status:           string(t.Status),
						CertificateArn:   val(t.CertificateArn),
					})
				}
				s.ec2(types.ResourceTypeVpnConnection, "AWS::EC2::VPNConnection", v.VpnConnectionId, nil, v.Tags, facts)
			}
		})
}

func customerGateways(ctx context.Context, s *scan) {
	c := ec2.NewFromConfig(s.config)
	each(ctx, s, c.DescribeCustomerGateways, &ec2.DescribeCustomerGatewaysInput{},
		func(out *ec2.DescribeCustomerGatewaysOutput) {
			for _, v := range out.CustomerGateways {
				s.ec2(types.ResourceTypeCustomerGateway, "AWS::EC2::CustomerGateway",
					v.CustomerGatewayId, nil, v.Tags, &discover.CustomerGateway{
						Type:           val(v.Type),
						State:          val(v.State),
						IpAddress:      val(v.IpAddress),
						BgpAsn:         firstOf(val(v.BgpAsnExtended), val(v.BgpAsn)),
						CertificateArn: val(v.CertificateArn),
					})
			}
		})
}

func directConnections(ctx context.Context, s *scan) {
	c := directconnect.NewFromConfig(s.config)
	each(ctx, s, c.DescribeConnections, &directconnect.DescribeConnectionsInput{},
		func(out *directconnect.DescribeConnectionsOutput) {
			for _, v := range out.Connections {
				s.add(&discover.Resource{
					Type: "AWS::DirectConnect::Connection",
					ID:   val(v.ConnectionId),
					ARN:  s.arn("directconnect", "dxcon/"+val(v.ConnectionId)),
					Name: val(v.ConnectionName),
					Tags: tagsOf(v.Tags),
					Facts: &discover.DirectConnectConnection{
						ConnectionState:      string(v.ConnectionState),
						Bandwidth:            val(v.Bandwidth),
						Location:             val(v.Location),
						PartnerName:          val(v.PartnerName),
						LagId:                val(v.LagId),
						EncryptionMode:       val(v.EncryptionMode),
						HasLogicalRedundancy: string(v.HasLogicalRedundancy),
					},
				})
			}
		})
}

// virtualInterfaces leaves the keys of BGP sessions and the configuration for
// the other router where they are.
func virtualInterfaces(ctx context.Context, s *scan) {
	c := directconnect.NewFromConfig(s.config)
	each(ctx, s, c.DescribeVirtualInterfaces, &directconnect.DescribeVirtualInterfacesInput{},
		func(out *directconnect.DescribeVirtualInterfacesOutput) {
			for _, v := range out.VirtualInterfaces {
				facts := &discover.VirtualInterface{
					ConnectionId:           val(v.ConnectionId),
					VirtualInterfaceState:  string(v.VirtualInterfaceState),
					Vlan:                   int(v.Vlan),
					DirectConnectGatewayId: val(v.DirectConnectGatewayId),
					VirtualGatewayId:       val(v.VirtualGatewayId),
					RouteFilterPrefixes: pluck(v.RouteFilterPrefixes, func(p dxtypes.RouteFilterPrefix) string {
						return val(p.Cidr)
					}),
				}
				for _, p := range v.BgpPeers {
					facts.BgpPeers = append(facts.BgpPeers, discover.BGPPeer{
						AddressFamily: string(p.AddressFamily),
						BgpPeerState:  string(p.BgpPeerState),
						BgpStatus:     string(p.BgpStatus),
					})
				}
				s.add(&discover.Resource{
					Type:  virtualInterfaceType(val(v.VirtualInterfaceType)),
					ID:    val(v.VirtualInterfaceId),
					ARN:   s.arn("directconnect", "dxvif/"+val(v.VirtualInterfaceId)),
					Name:  val(v.VirtualInterfaceName),
					Tags:  tagsOf(v.Tags),
					Facts: facts,
				})
			}
		})
}

// virtualInterfaceType is CloudFormation's name for what the API calls private,
// public or transit.
func virtualInterfaceType(kind string) string {
	switch kind {
	case "public":
		return "AWS::DirectConnect::PublicVirtualInterface"
	case "transit":
		return "AWS::DirectConnect::TransitVirtualInterface"
	}
	return "AWS::DirectConnect::PrivateVirtualInterface"
}

// directConnectGateways are the account's, of no region.
func directConnectGateways(ctx context.Context, s *scan) {
	c := directconnect.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.DescribeDirectConnectGateways, &directconnect.DescribeDirectConnectGatewaysInput{},
		func(out *directconnect.DescribeDirectConnectGatewaysOutput) {
			for _, v := range out.DirectConnectGateways {
				id := val(v.DirectConnectGatewayId)
				found = append(found, s.add(&discover.Resource{
					Type: "AWS::DirectConnect::DirectConnectGateway",
					ID:   id,
					ARN:  "arn:" + s.partition + ":directconnect::" + s.id + ":dx-gateway/" + id,
					Name: val(v.DirectConnectGatewayName),
					Tags: tagsOf(v.Tags),
					Facts: &discover.DirectConnectGateway{
						AmazonSideAsn:             num(v.AmazonSideAsn),
						DirectConnectGatewayState: string(v.DirectConnectGatewayState),
					},
				}))
			}
		})
	forEach(found, func(r *discover.Resource) {
		facts := r.Facts.(*discover.DirectConnectGateway)
		in := &directconnect.DescribeDirectConnectGatewayAssociationsInput{DirectConnectGatewayId: &r.ID}
		ask(ctx, s, r, c.DescribeDirectConnectGatewayAssociations, in,
			func(out *directconnect.DescribeDirectConnectGatewayAssociationsOutput) {
				for _, v := range out.DirectConnectGatewayAssociations {
					a := discover.DirectConnectAssociation{
						State: string(v.AssociationState),
						AllowedPrefixes: pluck(v.AllowedPrefixesToDirectConnectGateway,
							func(p dxtypes.RouteFilterPrefix) string { return val(p.Cidr) }),
					}
					if g := v.AssociatedGateway; g != nil {
						a.Type = string(g.Type)
						a.GatewayId = val(g.Id)
						a.Region = val(g.Region)
						a.OwnerAccount = val(g.OwnerAccount)
					}
					facts.Associations = append(facts.Associations, a)
				}
			})
	})
}
