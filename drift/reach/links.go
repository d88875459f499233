package reach

import (
	"net/netip"
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/packet"
	"asbuilt/way"
)

// What joins VPCs with each other.

const (
	typeAttachment   = "AWS::EC2::TransitGatewayAttachment"
	typeTransitTable = "AWS::EC2::TransitGatewayRouteTable"
	typeTransit      = "AWS::EC2::TransitGateway"
	typeLineGateway  = "AWS::EC2::VPNGateway"
	typeVPN          = "AWS::EC2::VPNConnection"
	typeDirect       = "AWS::DirectConnect::DirectConnectGateway"
)

// Peering is a peering connection.
func (n *Network) Peering(id string) way.Answer[way.Peering] {
	r := n.reading()
	p := r.find("AWS::EC2::VPCPeeringConnection", id)
	if p == nil {
		return answer(r, way.Peering{})
	}
	f := p.Facts.(*discover.VPCPeeringConnection)
	r.read(p, "Status", f.Status)
	r.read(p, "VpcId", f.VpcId+" – "+f.PeerVpcId)
	return answer(r, way.Peering{
		Works: f.Status == "active", State: f.Status, VPCs: [2]string{f.VpcId,
			f.PeerVpcId}, Region: f.PeerRegion == "" || f.PeerRegion == p.Region,
	})
}

// Transit is what a transit gateway does with packets of a VPC, of a line or of another
// gateway: the table that its attachment is associated with decides.
func (n *Network) Transit(id, of string) way.Answer[way.Transit] {
	r := n.reading()
	gateway := n.x.Near(&discover.Resource{}, typeTransit, id)
	if gateway != nil {
		f := gateway.Facts.(*discover.TransitGateway)
		r.read(gateway, "State", f.State)
		if f.State != "available" && len(r.missing) == 0 {
			return answer(r, way.Transit{Refused: finding.Say("%s is not available, but %s",
				"%s을(를) 쓸 수 없습니다(상태: %s)", id, f.State)})
		}
	}
	attachment := n.attachment(id, of)
	if attachment == nil {
		near := gateway
		if vpc := n.x.Near(&discover.Resource{}, "AWS::EC2::VPC", of); vpc != nil {
			near = vpc
		}
		if near == nil {
			r.absent(typeTransit, id)
		} else if r.whole(typeAttachment, near) {
			return answer(r, way.Transit{Refused: finding.Say("%s is not attached to %s",
				"%[2]s이(가) %[1]s에 연결되어 있지 않습니다", of, id)})
		}
		return answer(r, way.Transit{})
	}
	f := attachment.Facts.(*discover.TransitGatewayAttachment)
	r.read(attachment, "State", f.State)
	r.read(attachment, "SubnetIds", show(f.SubnetIds))
	r.read(attachment, "TransitGatewayRouteTableId", f.TransitGatewayRouteTableId)
	t := way.Transit{Subnets: f.SubnetIds, Naming: n.naming(attachment, f.SecurityGroupReferencingSupport)}
	if gateway == nil {
		own := n.reading()
		own.absent(typeTransit, id)
		t.Naming = t.Naming.And(way.Naming{On: true, Missing: own.missing})
	} else {
		g := gateway.Facts.(*discover.TransitGateway)
		t.Naming = t.Naming.And(n.naming(gateway, g.SecurityGroupReferencingSupport))
	}
	down := n.lineDown(r, f)
	switch {
	case len(r.missing) > 0:
	case !down.IsZero():
		t.Refused = down
	case f.State != "available":
		t.Refused = finding.Say("the attachment %s is not available, but %s", "연결 %s을(를) 쓸 수 없습니다(상태: %s)",
			attachment.ID, f.State)
	case f.TransitGatewayRouteTableId == "":
		t.Refused = finding.Say("the attachment %s is associated with no route table of %s",
			"연결 %s이(가) %s의 라우팅 테이블과 연결되어 있지 않습니다", attachment.ID, id)
	default:
		t.Routes = n.transitRoutes(r, f.TransitGatewayRouteTableId)
	}
	return answer(r, t)
}

// naming is whether a switch lets rules name groups of other VPCs.
func (n *Network) naming(of *discover.Resource, word string) way.Naming {
	r := n.reading()
	r.read(of, "SecurityGroupReferencingSupport", word)
	return way.Naming{On: word == "enable" || len(r.missing) > 0, Missing: r.missing}
}

// attachment is what plugs a VPC, a line or another gateway into a transit gateway.
func (n *Network) attachment(gateway, of string) *discover.Resource {
	is := leadsOut
	for prefix, kind := range map[string]string{"vpc-": "vpc", "tgw-": "peering"} {
		if strings.HasPrefix(of, prefix) {
			is = func(f *discover.TransitGatewayAttachment) bool { return f.ResourceType == kind }
		}
	}
	all := n.x.Type(typeAttachment)
	i := slices.IndexFunc(all, func(a *discover.Resource) bool {
		f := a.Facts.(*discover.TransitGatewayAttachment)
		return f.TransitGatewayId == gateway && f.ResourceId == of && f.State != "deleted" && is(f)
	})
	if i < 0 {
		return nil
	}
	return all[i]
}

func (n *Network) transitRoutes(r *reading, table string) []way.TransitRoute {
	t := r.find(typeTransitTable, table)
	if t == nil {
		return nil
	}
	r.read(t, "Routes", "")
	var all []way.TransitRoute
	for _, f := range t.Facts.(*discover.TransitGatewayRouteTable).Routes {
		all = append(all, n.transitRoute(f, t.Facts.(*discover.TransitGatewayRouteTable).TransitGatewayId))
	}
	return all
}

// transitRoute is a route of a table of a gateway. A peering has one id on both sides:
// the side of the gateway is meant.
func (n *Network) transitRoute(f discover.TransitGatewayRoute, gateway string) way.TransitRoute {
	to := f.DestinationCidrBlock + f.PrefixListId
	t := way.TransitRoute{Gone: f.State == "blackhole", Text: to + " → " + show(f.TransitGatewayAttachmentId)}
	if f.PrefixListId != "" {
		list := n.List(f.PrefixListId)
		t.Missing = list.Missing
		for _, p := range list.Value.Prefixes() {
			t.Blocks = append(t.Blocks, way.Block{Addresses: packet.Prefix(p), Bits: p.Bits()})
		}
	} else if p, err := netip.ParsePrefix(f.DestinationCidrBlock); err == nil {
		t.Blocks = []way.Block{{Addresses: packet.Prefix(p), Bits: p.Bits()}}
	}
	if t.Gone {
		return t
	}
	r := n.reading()
	if len(f.TransitGatewayAttachmentId) != 1 {
		r.ignore(finding.Say("asbuilt does not follow the transit gateway route %s",
			"asbuilt는 트랜짓 게이트웨이 경로 %s을(를) 따라가지 않습니다", t.Text))
		t.Unfollowed = r.missing
		return t
	}
	a := r.find(typeAttachment, f.TransitGatewayAttachmentId[0])
	if a == nil {
		t.Unfollowed = r.missing
		return t
	}
	for _, side := range n.x.Type(typeAttachment) {
		if side.ID == a.ID && side.Facts.(*discover.TransitGatewayAttachment).TransitGatewayId == gateway {
			a = side
		}
	}
	g := a.Facts.(*discover.TransitGatewayAttachment)
	r.read(a, "State", g.State)
	r.read(a, "SubnetIds", show(g.SubnetIds))
	down := n.lineDown(r, g)
	switch {
	case len(r.missing) > 0:
	case !down.IsZero():
		t.Refused = down
	case g.State != "available":
		t.Refused = finding.Say("the attachment %s is not available, but %s", "연결 %s을(를) 쓸 수 없습니다(상태: %s)", a.ID,
			g.State)
	case g.ResourceType == "vpc":
		t.VPC, t.Subnets = g.ResourceId, g.SubnetIds
		t.Naming = n.naming(a, g.SecurityGroupReferencingSupport)
	case g.ResourceType == "peering":
		t.Gateway = g.ResourceId
	case leadsOut(g):
		t.Line = g.ResourceId
	default:
		r.ignore(finding.Say("asbuilt does not follow %s attachments of transit gateways (%s)",
			"asbuilt는 트랜짓 게이트웨이의 %s 연결(%s)을 따라가지 않습니다", g.ResourceType, a.ID))
	}
	t.Unfollowed = r.missing
	return t
}
