package views

import (
	"asbuilt/model"
	"asbuilt/model/kind"
)

// joinKind is the kind of the lines between what joins networks and the networks.
const joinKind = "join"

// withPlaces draws the places that hold nothing and are part of the network all
// the same: what the chosen elements join, and the tiers of every VPC that is
// shown.
func (n *networkPlan) withPlaces() {
	for _, e := range n.chosen {
		for _, ref := range e.Joins {
			if b := n.r.m.Boundary(ref.ID); b != nil && n.r.m.ActiveIn(b.Lifetime, n.r.v.State) {
				n.group(b)
			}
		}
	}
	if n.r.all() || len(n.r.boxes) > 0 {
		return
	}
	for _, b := range n.r.m.Boundaries {
		vpc := b.Around(kind.VPC)
		if b.Has(kind.Tier) && vpc != nil && n.groups[vpc.ID] != nil && n.r.m.ActiveIn(b.Lifetime, n.r.v.State) {
			n.group(b)
		}
	}
}

// joins draws a line from each transit gateway, peering, VPN and leased line to
// every network that it joins.
func (n *networkPlan) joins() {
	for _, e := range n.chosen {
		at := n.r.lift(e.ID)
		for _, ref := range e.Joins {
			if g := n.groups[ref.ID]; g != nil && at != "" {
				n.r.d.Edges = append(n.r.d.Edges, &Edge{
					ID: at + "/joins/" + g.ID, From: at, To: g.ID, Kind: joinKind, Loose: true,
				})
			}
		}
	}
}

// isJoint reports whether an element joins networks.
func isJoint(e *model.Element) bool { return len(e.Joins) > 0 }
