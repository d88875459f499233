package views

import (
	"cmp"
	"slices"
	"strings"

	"asbuilt/model"
	"asbuilt/model/kind"
	"asbuilt/render/layout"
)

// arrange gives everything its hints about place.
func (n *networkPlan) arrange() {
	root := n.r.d.Root
	root.Axis = layout.Right
	n.splitInternet()
	for _, child := range root.Children {
		place := placeOf(child)
		place.Ranked = true
		switch g, ok := child.(*Group); {
		case ok && (g.Style == Account || g.Style == Region || g.Style == VPC):
			place.Rank = 1
		case ok && n.hasActors(g):
			place.Rank = 0
		case !ok && child.(*Node).Category == kind.Actor:
			place.Rank = 0
		default:
			place.Rank = 2
		}
	}
	regions := 0
	for _, g := range n.r.d.Groups() {
		if g.Style == Region && holdsVPC(g) {
			regions++
		}
	}
	for _, g := range n.r.d.Groups() {
		switch g.Style {
		case Account:
			n.arrangeAround(g, Region)
			if regions == 1 { // the way in stands on top, which leaves the width to what is in the region
				g.Axis = layout.Down
			}
		case Region:
			if !n.beside { // else it runs down, along the lines
				n.arrangeAround(g, VPC)
				if regions == 1 { // several stand one below the other themselves
					regionalBelow(g)
				}
			}
		case VPC:
			n.arrangeVPC(g)
		}
	}
}

// splitInternet shows the internet twice when it has both callers and called
// in it: those who come left, those who are called right.
func (n *networkPlan) splitInternet() {
	root := n.r.d.Root
	for _, child := range slices.Clone(root.Children) {
		g, ok := child.(*Group)
		if !ok || g.Style != Outside || !n.hasActors(g) {
			continue
		}
		if b := n.r.placeOf(g.ID); b == nil || !b.Has(kind.Internet) {
			continue
		}
		right := *g
		right.ID, right.Children = "view/"+g.ID+"-services", nil
		isActor := func(it Item) bool {
			node, ok := it.(*Node)
			return ok && node.Category == kind.Actor
		}
		for _, it := range g.Children {
			if !isActor(it) {
				right.Children = append(right.Children, it)
			}
		}
		g.Children = slices.DeleteFunc(g.Children, func(it Item) bool { return !isActor(it) })
		root.add(&right)
	}
}

func (n *networkPlan) hasActors(g *Group) bool {
	found := false
	g.walk(func(it Item) {
		if node, ok := it.(*Node); ok && node.Category == kind.Actor {
			found = true
		}
	})
	return found
}

// arrangeAround puts the ways in left of the inner place and everything else
// right of it.
func (n *networkPlan) arrangeAround(g *Group, inner Style) {
	g.Axis = layout.Right
	for _, child := range g.Children {
		place := placeOf(child)
		if place.Ranked {
			continue
		}
		place.Ranked = true
		switch it := child.(type) {
		case *Group:
			place.Rank = 2
			if it.Style == inner || it.Style == VPC {
				place.Rank = 1
			}
		case *Node:
			place.Rank = 2
			if e := n.r.m.Element(it.ID); e != nil && n.front(e) {
				place.Rank = 0
			}
		}
	}
}

// regionalBelow puts the services that AWS runs in a region below its VPC, which leads to
// them over what stands on its lower border: side by side they make a sheet too wide to be
// read, and their lines cross more often.
func regionalBelow(region *Group) {
	var vpcs, regional []*Group
	for _, child := range region.Children {
		g, ok := child.(*Group)
		switch {
		case ok && g.Style == VPC:
			vpcs = append(vpcs, g)
		case ok && isRegional(g):
			regional = append(regional, g)
		}
	}
	if len(vpcs) == 0 || len(regional) == 0 {
		return
	}
	for _, g := range regional {
		g.Place.Rank, g.Place.Order = vpcs[0].Place.Rank, 1
	}
	region.Straight = len(vpcs) == 1
	for _, g := range vpcs {
		for _, it := range g.Children {
			if n, ok := it.(*Node); ok && n.OnBorder && n.Side == layout.East {
				n.Side = layout.South
			}
		}
	}
}

func holdsVPC(region *Group) bool {
	return slices.ContainsFunc(region.Children, func(it Item) bool {
		g, ok := it.(*Group)
		return ok && g.Style == VPC
	})
}

// isRegional reports whether a group is the services that AWS runs in a region.
func isRegional(g *Group) bool { return strings.HasPrefix(g.ID, "view/regional-") }

// arrangeVPC makes rows of the tiers, the most open on top, and shows the zones.
func (n *networkPlan) arrangeVPC(g *Group) {
	var tiers []*Group
	for _, child := range g.Children {
		if tier, ok := child.(*Group); ok {
			tiers = append(tiers, tier)
		}
	}
	openness := []Style{Public, Private, Isolated}
	written := func(tier *Group) int {
		return slices.IndexFunc(n.r.m.Boundaries, func(b *model.Boundary) bool { return n.r.placeID(b) == tier.ID })
	}
	slices.SortStableFunc(tiers, func(a, b *Group) int {
		return cmp.Or(
			cmp.Compare(slices.Index(openness, a.Style), slices.Index(openness, b.Style)),
			cmp.Compare(written(a), written(b)))
	})
	for i, tier := range tiers {
		tier.Place.Ranked, tier.Place.Rank = true, i
	}
	n.showZones(g, tiers)
}

// zones are the letters of the VPC's zones, in alphabetical order.
func (n *networkPlan) zones(vpc *Group) []string {
	var all []string
	for _, b := range n.r.m.Boundaries {
		if around := b.Around(kind.VPC); around != nil && n.r.placeID(around) == vpc.ID {
			all = append(all, zonesOf(b)...)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func zonesOf(b *model.Boundary) []string {
	var all []string
	for _, z := range b.PerZone {
		all = append(all, z.ID)
	}
	return all
}

func letters(all []model.String) []string {
	var words []string
	for _, z := range all {
		words = append(words, z.V)
	}
	return words
}

// span says which lanes a thing takes; one that is in all of them says nothing.
func span(p *layout.Place, in, zones []string) {
	first, last := len(zones), -1
	for i, z := range zones {
		if slices.Contains(in, z) {
			first, last = min(first, i), max(last, i)
		}
	}
	if last >= 0 && last-first+1 < len(zones) {
		p.InLane, p.FirstLane, p.LastLane = true, first, last
	}
}

func placeOf(it Item) *layout.Place {
	if n, ok := it.(*Node); ok {
		return &n.Place
	}
	return &it.(*Group).Place
}
