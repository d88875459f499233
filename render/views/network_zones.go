package views

import (
	"slices"

	"asbuilt/finding"
)

// Zones says in which Availability Zones of a VPC something runs, where the
// picture has no lanes for them.
type Zones struct {
	// In are the letters of the zones it runs in, Of those of all that the VPC has.
	In, Of []string
}

// crowd is how many boxes of one place may lie across the boundaries of lanes.
// Each of them needs a row of its own: more make a tower of the place.
const crowd = 6

// laned is how many VPCs of one picture may have lanes. What lies across lanes is wide:
// of more VPCs the picture gets wider than anybody reads it.
const laned = 3

// showZones says of everything in a VPC in which zones it runs: by lanes through
// all tiers where these can be true, else by marks on the boxes.
//
// A lane is a column, and what lies in several lanes lies across the boundaries
// between them. That cannot be drawn of what runs in a and c and not in b between
// them; of many boxes in one place it makes a tower, and of many VPCs a wall. Then the
// whole VPC has marks instead: two sorts of picture in one would have to be read twice.
func (n *networkPlan) showZones(vpc *Group, tiers []*Group) {
	zones := n.zones(vpc)
	switch {
	case len(zones) < 2:
	case !n.r.o.Laneless[vpc.ID] && n.narrow && n.fitLanes(tiers, zones):
		for _, z := range zones {
			vpc.Lanes = append(vpc.Lanes, Lane{
				ID: vpc.ID + "/" + z, Title: finding.Both("Availability Zone "+z, "가용 영역 "+z),
			})
		}
		n.eachZoned(tiers, func(it Item, in []string) { span(placeOf(it), in, zones) })
	default:
		n.eachZoned(tiers, func(it Item, in []string) {
			marks := &Zones{In: in, Of: zones}
			switch it := it.(type) {
			case *Node:
				it.Zones = marks
			case *Group:
				if n.r.placeOf(it.ID) != nil {
					it.Zones = marks
				}
			}
		})
	}
}

// fewZoned reports whether not more VPCs of the picture have several zones than may
// have lanes.
func (n *networkPlan) fewZoned() bool {
	count := 0
	for _, g := range n.groups {
		if g.Style == VPC && len(n.zones(g)) > 1 {
			count++
		}
	}
	return count <= laned
}

// eachZoned visits the tiers and what lies in them, each with its zones, as far
// as they are known.
func (n *networkPlan) eachZoned(tiers []*Group, visit func(it Item, in []string)) {
	for _, tier := range tiers {
		var own []string
		if b := n.r.placeOf(tier.ID); b != nil {
			own = zonesOf(b)
		}
		if len(own) > 0 {
			visit(tier, own)
		}
		tier.walk(func(it Item) {
			if in := n.zonesIn(it, own); len(in) > 0 {
				visit(it, in)
			}
		})
	}
}

// zonesIn are the zones of something in a tier that has the zones own; of what
// nobody declared, where it was found.
func (n *networkPlan) zonesIn(it Item, own []string) []string {
	id := idOf(it)
	if node, ok := it.(*Node); ok && len(node.Members) > 0 { // of which all run in the same
		id = node.Members[0]
	}
	if zone, found := n.zone[id]; found {
		if zone == "" {
			return nil
		}
		return []string{zone}
	}
	if e := n.r.m.Element(id); e != nil && len(e.Zones) > 0 {
		return letters(e.Zones)
	}
	if b := n.r.placeOf(id); b != nil && len(b.PerZone) > 0 {
		return zonesOf(b)
	}
	return own
}

// fitLanes reports whether lanes can say the truth about everything in the tiers,
// without a crowd across them.
func (n *networkPlan) fitLanes(tiers []*Group, zones []string) bool {
	fit := true
	across := map[*Group]int{}
	home := map[Item]*Group{}
	for _, tier := range tiers {
		for _, child := range tier.Children {
			home[child] = tier
		}
		tier.walk(func(it Item) {
			if g, ok := it.(*Group); ok {
				for _, child := range g.Children {
					home[child] = g
				}
			}
		})
	}
	n.eachZoned(tiers, func(it Item, in []string) {
		fit = fit && inOneRun(in, zones)
		if node, ok := it.(*Node); ok && len(in) > 1 && !node.OnBorder {
			if across[home[it]]++; across[home[it]] > crowd {
				fit = false
			}
		}
	})
	return fit
}

// inOneRun reports whether the zones follow one another among all.
func inOneRun(in, all []string) bool {
	first, last := len(all), -1
	for i, z := range all {
		if slices.Contains(in, z) {
			first, last = min(first, i), max(last, i)
		}
	}
	return last-first+1 == len(in)
}
