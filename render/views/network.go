package views

import (
	"fmt"
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/kind"
	"asbuilt/render/layout"
)

// network shows where everything runs: account, region, VPC with its zones as
// lanes and its tiers as rows, endpoints on its border, users left, the
// services beside the VPC and other companies' right.
func (r *resolver) network() {
	n := &networkPlan{r: r, groups: map[string]*Group{}}
	n.choose()
	n.place()
	r.connect(routes{draw: n.draws, stops: n.stops})
	r.bundle(func(g *Group) bool {
		return g.Style == Part || g.Style == Cluster || g.Style == Public || g.Style == Private || g.Style == Isolated || g.Style == Outside
	})
	r.settle()
	for _, g := range r.d.Groups() {
		r.alongFlow(g)
	}
	n.columns()
}

// columns puts regional services one below the other, beside the VPC: stores
// and messages first, which programs use; then what keeps watch over them.
func (n *networkPlan) columns() {
	order := []kind.Category{kind.Store, kind.Messaging, kind.AI, kind.Compute, kind.Security, kind.Delivery, kind.Ops}
	for _, g := range n.r.d.Groups() {
		if !strings.HasPrefix(g.ID, "view/regional-") {
			continue
		}
		slices.SortStableFunc(g.Children, func(a, b Item) int {
			return slices.Index(order, a.(*Node).Category) - slices.Index(order, b.(*Node).Category)
		})
		column(g, g.Place.Rank)
	}
}

// alongFlow lets a tier or an outside place run from left to right when
// something flows inside it; otherwise its parts stand as their kind of place
// does: a tier's in a row, an outside place's in a column.
func (r *resolver) alongFlow(g *Group) {
	switch g.Style {
	case Public, Private, Isolated:
		if r.flows(g) {
			g.Axis = layout.Right
		}
	case Outside:
		g.Axis = layout.Right
	}
}

// flows reports whether an edge leads from one child of the group to another.
func (r *resolver) flows(g *Group) bool {
	home := map[string]string{}
	for _, child := range g.Children {
		id := idOf(child)
		home[id] = id
		if inner, ok := child.(*Group); ok {
			inner.walk(func(it Item) { home[idOf(it)] = id })
		}
	}
	return slices.ContainsFunc(r.d.Edges, func(e *Edge) bool {
		return home[e.From] != "" && home[e.To] != "" && home[e.From] != home[e.To]
	})
}

// networkPlan builds the network view.
type networkPlan struct {
	r *resolver
	// chosen are the elements it shows, in order.
	chosen []*model.Element
	groups map[string]*Group
}

// draws leaves out delivery and what people decide; those have views of their
// own. Of what follows from other facts it takes what programs in the VPC open
// themselves: AWS's own use of keys and logs passes no boundary of ours.
func (n *networkPlan) draws(c *model.Connection) bool {
	if c.Derived {
		from, to := n.r.m.Element(c.From.ID), n.r.m.Element(c.To.ID)
		return n.r.category(from) == kind.Compute && from.Boundary != nil && from.Boundary.Around("vpc") != nil && to.Kind.ID != "kms-key"
	}
	kind := c.Kind.Or("request")
	return kind != "approve" && kind != "deploy"
}

// choose takes what lies in a VPC, and what talks to it.
func (n *networkPlan) choose() {
	inside := map[string]bool{}
	for _, e := range n.r.elements {
		if e.Boundary != nil && e.Boundary.Around("vpc") != nil {
			inside[e.ID] = true
		}
	}
	n.foldVolumes(inside)
	near := map[string]bool{}
	for range 3 { // a person, a browser and a gateway stand before a VPC
		for _, c := range n.r.m.Connections {
			if !n.r.exists(c) || !n.draws(c) {
				continue
			}
			from, to := n.r.m.Element(c.From.ID), n.r.m.Element(c.To.ID)
			if inside[from.ID] {
				near[to.ID] = true
			}
			if front := inside[to.ID] || near[to.ID] && n.front(to); front && n.mayFront(from) && !c.Derived {
				near[from.ID] = true
			}
		}
	}
	for _, e := range n.r.elements {
		if _, folded := n.r.lifted[e.ID]; (inside[e.ID] || near[e.ID]) && !folded {
			n.chosen = append(n.chosen, e)
		}
	}
}

// front reports whether requests come to the VPC through the element.
func (n *networkPlan) front(e *model.Element) bool {
	return n.r.category(e) == kind.Entry || e.Kind.ID == "browser" || e.Kind.ID == "mobile-app" || e.Kind.ID == "systems-manager"
}

func (n *networkPlan) mayFront(e *model.Element) bool {
	switch n.r.category(e) {
	case kind.Actor, kind.Entry, kind.External, kind.Messaging:
		return true
	}
	return e.Kind.ID == "systems-manager"
}

// foldVolumes leaves a disk to what mounts it.
func (n *networkPlan) foldVolumes(inside map[string]bool) {
	for _, e := range n.r.elements {
		if e.Task == nil {
			continue
		}
		for _, v := range e.Task.Volumes {
			if inside[v.ID] && inside[e.ID] {
				n.r.lifted[v.ID] = e.ID
			}
		}
	}
}

// place builds the tree of places and puts the chosen elements into it.
func (n *networkPlan) place() {
	for _, m := range n.merged() {
		g := n.home(m.elements[0])
		node := m.node
		if at := m.elements[0]; isEndpoint(at.Kind.ID) || at.Kind.ID == "internet-gateway" {
			onBorder(node, at)
			g = n.vpcOf(at)
		}
		if g == n.r.d.Root && n.r.category(m.elements[0]) != kind.Actor {
			node.Place = layout.Place{Ranked: true, Rank: 2}
		}
		g.add(node)
	}
	for _, f := range n.r.o.Found {
		n.found(f)
	}
	n.gatherAlike()
	n.arrange()
	for _, g := range n.r.d.Groups() {
		n.r.shown[g.ID] = true
	}
}

// found draws what nobody declared, in the place it was found in.
func (n *networkPlan) found(f Found) {
	k := n.r.m.Kind(f.Kind)
	if k == nil {
		k = kind.Lookup("process")
	}
	g := n.r.d.Root
	if b := n.r.m.Boundary(f.In); b != nil {
		g = n.group(b)
		if b.Kind.ID == "region" {
			g = n.regional(b, g)
		}
	}
	n.r.shown[f.ID] = true
	g.add(&Node{
		ID: f.ID, Kind: k.ID, Category: k.Category, Glyph: k.Glyph, Title: f.Title, Technology: k.Label, KindLabel: k.Label, Marks: []Mark{Undeclared},
	})
}

// bunch is one or more elements drawn as one node.
type bunch struct {
	node     *Node
	elements []*model.Element
}

// merged makes one node of alike elements that need no telling apart here:
// interface endpoints, and regional resources of one kind.
func (n *networkPlan) merged() []bunch {
	var all []bunch
	at := map[string]int{}
	for _, e := range n.chosen {
		key := n.alike(e)
		if i, ok := at[key]; ok && key != "" {
			all[i].elements = append(all[i].elements, e)
			continue
		}
		at[key] = len(all)
		all = append(all, bunch{elements: []*model.Element{e}})
	}
	for i := range all {
		if len(all[i].elements) == 1 {
			all[i].node = n.r.node(all[i].elements[0])
			n.tags(all[i].node, all[i].elements[0])
			continue
		}
		all[i].node = n.r.several(all[i].elements)
	}
	return all
}

// alike is the same for elements that one node can stand for; empty for those
// that stand alone.
func (n *networkPlan) alike(e *model.Element) string {
	k := n.r.kindOf(e)
	if k.ID == "vpc-endpoint" {
		return "endpoints " + e.Boundary.Around("vpc").ID
	}
	if e.Boundary == nil || e.Boundary.Kind.ID != "region" || k.Category == kind.Entry {
		return ""
	}
	return k.ID + " " + e.Boundary.ID
}

// several is one node for elements of one kind.
func (r *resolver) several(all []*model.Element) *Node {
	k := r.kindOf(all[0])
	n := &Node{
		ID: "view/" + k.ID, Kind: k.ID, Category: k.Category, Glyph: k.Glyph, Title: k.Label, KindLabel: k.Label, Many: true,
	}
	var ids, ko, en []string
	for _, e := range all {
		ids = append(ids, e.ID)
		r.lifted[e.ID] = n.ID
		ko, en = append(ko, e.Title().In(finding.Korean)), append(en, e.Title().In(finding.English))
	}
	r.shown[n.ID] = true
	n.Members, n.Marks = ids, r.o.of(ids...)
	n.Technology = finding.Text{Ko: summary(ko, "외 %d개"), En: summary(en, "and %d more")}
	n.Fact = finding.Text{Ko: fmt.Sprintf("%d개", len(all)), En: fmt.Sprintf("%d in all", len(all))}
	return n
}

// summary names the first two, and how many more there are.
func summary(names []string, rest string) string {
	if len(names) <= 2 {
		return strings.Join(names, ", ")
	}
	return strings.Join(names[:2], ", ") + " " + fmt.Sprintf(rest, len(names)-2)
}

// tags names the element's security groups.
func (n *networkPlan) tags(node *Node, e *model.Element) {
	for _, ref := range e.Groups {
		if g := n.r.m.Group(ref.ID); g != nil && g.Kind.ID == "security-group" {
			node.Sets = append(node.Sets, g.Title())
		}
	}
}

func isEndpoint(kindID string) bool { return kindID == "vpc-endpoint" || kindID == "gateway-endpoint" }

// onBorder puts a node where traffic crosses the VPC's border: the way in
// left, ways to AWS's own services right.
func onBorder(node *Node, e *model.Element) {
	node.OnBorder, node.Side = true, layout.East
	if e.Kind.ID == "internet-gateway" {
		node.Side = layout.North
	}
}

func (n *networkPlan) vpcOf(e *model.Element) *Group { return n.group(e.Boundary.Around("vpc")) }

// home is the group an element lies in: its place, or in a VPC the cluster it
// belongs to there.
func (n *networkPlan) home(e *model.Element) *Group {
	if e.Boundary == nil {
		return n.r.d.Root
	}
	at := n.group(e.Boundary)
	if e.Boundary.Around("vpc") == nil {
		if e.Boundary.Kind.ID == "region" && n.r.category(e) != kind.Entry && !n.front(e) {
			return n.regional(e.Boundary, at)
		}
		return at
	}
	for _, ref := range e.Groups {
		if g := n.r.m.Group(ref.ID); g != nil && (g.Kind.ID == "ecs-cluster" || g.Kind.ID == "auto-scaling-group") && n.peers(g.ID, e.Boundary) > 1 {
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
		glyph := "cluster"
		if k := n.r.m.Kind(g.Kind.ID); k != nil {
			glyph = k.Glyph
		}
		n.groups[key] = &Group{ID: key, Style: Cluster, Glyph: glyph, Title: g.Title(), Axis: layout.Down, Marks: n.r.o.of(g.ID)}
		around.Children = append(around.Children, n.groups[key])
	}
	return n.groups[key]
}

// regional holds the services that AWS runs beside the VPC.
func (n *networkPlan) regional(b *model.Boundary, around *Group) *Group {
	key := "view/regional-" + b.ID
	if n.groups[key] == nil {
		g := part("regional-"+b.ID, "리전 서비스", "Regional services")
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
	g := &Group{ID: b.ID, Style: styleOf(b), Title: b.Title(), Fact: finding.Same(placeFact(b)), Marks: n.r.o.of(b.ID), Axis: layout.Down}
	if k != nil {
		g.Glyph = k.Glyph
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
	switch b.Kind.ID {
	case "account":
		return Account
	case "region":
		return Region
	case "vpc":
		return VPC
	case "subnets":
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
	case b.Kind.ID == "region" && b.AWS != nil:
		return b.AWS.Region.V
	case b.Kind.ID == "account" && b.AWS != nil:
		return b.AWS.Account.V
	}
	var blocks []string
	for _, z := range b.PerZone {
		blocks = append(blocks, z.CIDR.V.Text)
	}
	return strings.Join(blocks, " · ")
}
