package reach

import (
	"cmp"
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/packet"
	"asbuilt/way"
)

// Lines: VPN and Direct Connect, and what lies behind them.

// attachedVPN is AWS's word for an attachment of a VPN connection.
const attachedVPN = "vpn"

// leadsOut reports whether an attachment is that of a line.
func leadsOut(f *discover.TransitGatewayAttachment) bool {
	return f.ResourceType == attachedVPN || f.ResourceType == "direct-connect-gateway"
}

// lineDown says that the line of an attachment is down; nothing where it is up, or no
// line.
func (n *Network) lineDown(r *reading, f *discover.TransitGatewayAttachment) finding.Text {
	if !leadsOut(f) {
		return finding.Text{}
	}
	up, state := false, ""
	if f.ResourceType == attachedVPN {
		if c := r.find(typeVPN, f.ResourceId); c != nil {
			up, state = n.tunnels(r, c)
		}
	} else if g := r.find(typeDirect, f.ResourceId); g != nil {
		up, state = n.sessions(r, g, ending{f.ResourceId, "DirectConnectGatewayId"})
	}
	if up || len(r.missing) > 0 {
		return finding.Text{}
	}
	return finding.Say("%s is down (%s)", "%s이(가) 끊겨 있습니다(%s)", f.ResourceId, state)
}

// tunnels reports whether one of the tunnels of a VPN is up, and what is said of them.
func (n *Network) tunnels(r *reading, c *discover.Resource) (up bool, state string) {
	link := c.Facts.(*discover.VPNConnection).Link()
	r.read(c, "Tunnels", link.State.Value)
	return link.Up || link.Part, link.State.Value
}

// sessions reports whether a virtual interface that ends at a gateway has a session that
// is up, and what is said of them.
func (n *Network) sessions(r *reading, near *discover.Resource, to ending) (up bool, state string) {
	var states []string
	for _, typ := range []string{"AWS::DirectConnect::PrivateVirtualInterface",
		"AWS::DirectConnect::TransitVirtualInterface"} {
		for _, v := range n.x.Type(typ) {
			f := v.Facts.(*discover.VirtualInterface)
			named := map[string]string{"DirectConnectGatewayId": f.DirectConnectGatewayId,
				"VirtualGatewayId": f.VirtualGatewayId}
			if r.read(v, to.fact, named[to.fact]); named[to.fact] != to.gateway {
				continue
			}
			for _, p := range f.BgpPeers {
				states = append(states, v.ID+" "+p.BgpStatus)
				up = up || p.BgpStatus == "up"
			}
			r.read(v, "BgpPeers", strings.Join(states, ", "))
		}
		if !up { // one that was not listed may be
			r.whole(typ, &discover.Resource{Account: near.Account})
		}
	}
	return up, cmp.Or(strings.Join(states, ", "), "none")
}

// Line is a virtual private gateway, with the VPN connections and private lines that
// end at it.
func (n *Network) Line(id string) way.Answer[way.Line] {
	r, line := n.reading(), way.Line{}
	g := r.find(typeLineGateway, id)
	if g == nil {
		return answer(r, line)
	}
	f := g.Facts.(*discover.VPNGateway)
	r.read(g, "VpcIds", show(f.VpcIds))
	if len(f.VpcIds) > 0 {
		line.VPC = f.VpcIds[0]
	}
	var states, working []string
	vpns := r.owned(typeVPN, "VpnGatewayId", g, func(c *discover.Resource) bool {
		return c.Facts.(*discover.VPNConnection).VpnGatewayId == id
	})
	for _, c := range vpns {
		v := c.Facts.(*discover.VPNConnection)
		up, state := n.tunnels(r, c)
		if states = append(states, state); !up {
			continue
		}
		working = append(working, c.ID)
		r.read(c, "StaticRoutesOnly", "")
		r.read(c, "DestinationCidrBlocks", show(v.DestinationCidrBlocks))
		line.Known = line.Known.Union(packet.Blocks(v.DestinationCidrBlocks...))
		if !v.StaticRoutesOnly {
			line.Learns = append(line.Learns, learns(c.ID))
		}
	}
	direct := n.reading()
	for _, to := range n.directTo(direct, id) {
		if up, state := n.sessions(direct, g, to); up {
			working, line.Learns = append(working, to.gateway), append(line.Learns, learns(to.gateway))
		} else if state != "none" {
			states = append(states, state)
		}
	}
	r.facts = append(r.facts, direct.facts...)
	if len(working) == 0 { // a line that nobody could see may be up
		r.missing = append(r.missing, direct.missing...)
	} else {
		line.Learns = append(line.Learns, direct.missing...)
	}
	line.Works, line.State = len(working) > 0, cmp.Or(strings.Join(states, ", "), "none")
	if len(working) == 1 && working[0] != id {
		line.By = working[0]
	}
	return answer(r, line)
}

// learns says that what a line is told of is not known.
func learns(id string) way.Missing {
	return way.Missing{Ignored: true, Text: finding.Say(
		"asbuilt does not follow what %s learns by BGP: no table has taken such a route over from it",
		"asbuilt는 %s이(가) BGP로 무엇을 배웠는지 따라가지 않습니다. 이 회선에서 전파된 경로가 라우팅 테이블에 없습니다", id)}
}

// ending is what a fact of virtual interfaces names: a gateway that they end at.
type ending struct{ gateway, fact string }

// directTo are what virtual interfaces name that lead to a virtual private gateway:
// itself, and the Direct Connect gateways that it is associated with.
func (n *Network) directTo(r *reading, id string) []ending {
	all := []ending{{id, "VirtualGatewayId"}}
	gateways := n.x.Type(typeDirect)
	for _, g := range gateways {
		f := g.Facts.(*discover.DirectConnectGateway)
		r.read(g, "Associations", itoa(len(f.Associations)))
		if slices.ContainsFunc(f.Associations, func(a discover.DirectConnectAssociation) bool {
			return a.GatewayId == id && a.State == "associated"
		}) {
			all = append(all, ending{g.ID, "DirectConnectGatewayId"})
		}
	}
	if len(gateways) == 0 {
		r.whole(typeDirect, &discover.Resource{})
	}
	return all
}

// Lines are what leads from networks beyond AWS into a VPC.
func (n *Network) Lines(vpc string) way.Answer[[]way.Entrance] {
	r := n.reading()
	var all []way.Entrance
	near := r.find("AWS::EC2::VPC", vpc)
	if near == nil {
		return answer(r, all)
	}
	for _, g := range n.x.Type(typeLineGateway) {
		if slices.Contains(g.Facts.(*discover.VPNGateway).VpcIds, vpc) {
			r.read(g, "VpcIds", vpc)
			all = append(all, way.Entrance{ID: g.ID})
		}
	}
	var transits []string
	for _, a := range n.x.Type(typeAttachment) {
		f := a.Facts.(*discover.TransitGatewayAttachment)
		if f.ResourceType == "vpc" && f.ResourceId == vpc && f.State != "deleted" {
			transits = append(transits, f.TransitGatewayId)
		}
	}
	for _, a := range n.x.Type(typeAttachment) {
		f := a.Facts.(*discover.TransitGatewayAttachment)
		switch {
		case !slices.Contains(transits, f.TransitGatewayId), f.State == "deleted":
		case leadsOut(f):
			r.read(a, "ResourceId", f.ResourceId)
			all = append(all, way.Entrance{ID: f.TransitGatewayId, Of: f.ResourceId})
		}
	}
	if len(all) == 0 {
		r.whole(typeLineGateway, near)
		r.whole(typeAttachment, near)
	}
	return answer(r, all)
}

// Beyond is a network that is not on AWS, at addresses of its own, or at those of the
// internet.
func Beyond(name finding.Text, a packet.Addresses) way.End {
	e := way.End{Name: name, Kind: way.Internet, Addresses: a, AnswerPorts: way.AWSPorts()}
	if a.Intersect(packet.Internet()).IsEmpty() {
		e.Kind, e.AnswerPorts = way.Outside, way.LinuxPorts()
	}
	return e
}
