package views

import (
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/kind"
	"asbuilt/render/layout"
)

// place builds the tree of places and puts the chosen elements into it.
func (n *networkPlan) place() {
	for _, m := range n.merged() {
		g := n.home(m.elements[0])
		node := m.node
		if at := m.elements[0]; inVPC(at) && (at.Has(kind.Endpoint) || at.Has(kind.Gate)) {
			onBorder(node, at)
			g = n.vpcOf(at)
		}
		if g == n.r.d.Root && n.r.category(m.elements[0]) != kind.Actor {
			node.Place.Ranked, node.Place.Rank = true, 2
		}
		g.add(node)
	}
	for _, box := range n.r.boxes {
		home := n.r.d.Root
		if b := n.r.placeOf(box.ID); b.Parent != nil {
			home = n.group(b.Parent)
		}
		home.add(box)
	}
	n.found()
	n.withPlaces()
	n.gatherAlike()
	n.narrow = n.fewZoned()
	n.arrange()
	for _, g := range n.r.d.Groups() {
		n.r.shown[g.ID] = true
	}
}

// found draws what nobody declared in the place it was found in; several of one
// kind in one place are one node.
func (n *networkPlan) found() {
	byPlace := map[string]*Node{}
	for _, f := range n.r.o.Found {
		k := n.r.m.Kind(f.Kind)
		if k == nil {
			k = kind.Unknown()
		}
		key := k.ID + " " + f.In
		if first := byPlace[key]; first != nil {
			n.r.lifted[f.ID] = first.ID
			first.Members = append(first.Members, f.ID)
			first.Title, first.Many = k.Label, true
			first.Fact = several(len(first.Members))
			continue
		}
		byPlace[key] = &Node{
			ID: f.ID, Kind: k.ID, Category: k.Category, Glyph: k.Glyph, Title: f.Title,
			Technology: k.Label, KindLabel: k.Label,
			Members: []string{f.ID}, Marks: []Mark{Undeclared},
		}
		n.r.shown[f.ID] = true
		place, zone, _ := strings.Cut(f.In, "/")
		n.zone[f.ID] = zone
		n.homeOfFound(place, k).add(byPlace[key])
	}
}

// homeOfFound is the place it was found in, else the only region there is.
func (n *networkPlan) homeOfFound(place string, k *kind.Kind) *Group {
	at := n.r.m.Boundary(place)
	if at == nil {
		for _, b := range n.r.m.Boundaries {
			if b.Has(kind.Region) {
				if at != nil {
					return n.r.d.Root
				}
				at = b
			}
		}
	}
	if at == nil {
		return n.r.d.Root
	}
	if at.Has(kind.Region) && !k.Has(kind.WayIn) {
		return n.regional(at, n.group(at))
	}
	return n.group(at)
}

// tags names the element's security groups.
func (n *networkPlan) tags(node *Node, e *model.Element) {
	for _, ref := range e.Groups {
		if g := n.r.m.Group(ref.ID); g != nil && g.Has(kind.Firewall) {
			node.Sets = append(node.Sets, Set{Title: g.Title(), Marks: n.r.o.of(g.ID)})
		}
	}
}

// onBorder puts a node where traffic crosses the VPC's border: a gate above, ways to AWS's
// own services right, unless these stand below (see regionalBelow).
func onBorder(node *Node, e *model.Element) {
	node.OnBorder, node.Side = true, layout.East
	if e.Has(kind.Gate) {
		node.Side = layout.North
	}
}

func (n *networkPlan) vpcOf(e *model.Element) *Group { return n.group(e.Boundary.Around(kind.VPC)) }

// home is the group an element lies in: its place, or in a VPC the cluster it
// belongs to there.
func (n *networkPlan) home(e *model.Element) *Group {
	if e.Boundary == nil {
		return n.r.d.Root
	}
	at := n.group(e.Boundary)
	if !inVPC(e) {
		if e.Boundary.Has(kind.Region) && !n.front(e) && !isJoint(e) && !n.beside {
			return n.regional(e.Boundary, at)
		}
		return at
	}
	for _, ref := range e.Groups {
		if g := n.r.m.Group(ref.ID); g != nil && g.Has(kind.Cluster) && n.peers(g.ID, e.Boundary) > 1 {
			return n.set(g, e.Boundary, at)
		}
	}
	return at
}

// peers is how many of a set's members are shown in one place.
func (n *networkPlan) peers(set string, b *model.Boundary) int {
	count := 0
	for _, e := range n.chosen {
		if e.Boundary == b && slices.ContainsFunc(e.Groups, func(ref model.Ref) bool { return ref.ID == set }) {
			count++
		}
	}
	return count
}

// set is the part of a cluster that lies in one place.
func (n *networkPlan) set(g *model.Group, b *model.Boundary, around *Group) *Group {
	key := g.ID + "/" + b.ID
	if n.groups[key] == nil {
		glyph, label := "cluster", texts().Of("cluster")
		if k := n.r.m.Kind(g.Kind.ID); k != nil {
			glyph, label = k.Glyph, k.Label
		}
		n.groups[key] = &Group{
			ID: key, Style: Cluster, KindLabel: label, Glyph: glyph, Title: g.Title(), Axis: layout.Down,
			Marks: n.r.o.of(g.ID),
		}
		around.Children = append(around.Children, n.groups[key])
	}
	return n.groups[key]
}

// regional holds the services that AWS runs beside the VPC.
func (n *networkPlan) regional(b *model.Boundary, around *Group) *Group {
	key := "view/regional-" + b.ID
	if n.groups[key] == nil {
		g := part("regional-"+b.ID, "regional services")
		g.Axis, g.Place = layout.Down, layout.Place{Ranked: true, Rank: 2}
		n.groups[key] = g
		around.Children = append(around.Children, g)
	}
	return n.groups[key]
}

// group is the box of a place, made with the boxes around it when it is first
// needed.
func (n *networkPlan) group(b *model.Boundary) *Group {
	if g := n.groups[b.ID]; g != nil {
		return g
	}
	k := n.r.m.Kind(b.Kind.ID)
	g := &Group{
		ID: n.r.placeID(b), Style: styleOf(b), Title: b.Title(), Fact: finding.Same(placeFact(b)),
		Marks: n.r.o.of(b.ID), Axis: layout.Down,
	}
	if k != nil {
		g.Glyph, g.KindLabel = k.Glyph, k.Label
	}
	n.groups[b.ID] = g
	around := n.r.d.Root
	if b.Parent != nil {
		around = n.group(b.Parent)
	}
	around.Children = append(around.Children, g)
	return g
}

func styleOf(b *model.Boundary) Style {
	switch {
	case b.Has(kind.Account):
		return Account
	case b.Has(kind.Region):
		return Region
	case b.Has(kind.VPC):
		return VPC
	case b.Has(kind.Tier):
		switch b.Exposure.V {
		case "public":
			return Public
		case "isolated":
			return Isolated
		}
		return Private
	}
	return Outside
}

// placeFact is the number that identifies a place.
func placeFact(b *model.Boundary) string {
	switch {
	case b.CIDR.IsSet():
		return b.CIDR.V.Text
	case b.Has(kind.Region) && b.AWS != nil:
		return b.AWS.Region.V
	case b.Has(kind.Account) && b.AWS != nil:
		return b.AWS.Account.V
	}
	var blocks []string
	for _, z := range b.PerZone {
		blocks = append(blocks, z.CIDR.V.Text)
	}
	return strings.Join(blocks, " · ")
}
