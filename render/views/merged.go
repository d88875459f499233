package views

import (
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/kind"
	"asbuilt/render/layout"
)

// bunch is one or more elements drawn as one node.
type bunch struct {
	node     *Node
	elements []*model.Element
}

// merged makes one node of alike elements that need no telling apart here:
// interface endpoints, and regional resources of one kind.
func (n *networkPlan) merged() []bunch {
	n.twins = n.r.findTwins(n.chosen, n.draws)
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
			e := all[i].elements[0]
			all[i].node = n.r.node(e)
			n.tags(all[i].node, e)
			n.r.carry(all[i].node, "waf", guardedBy, e.WAF)
			continue
		}
		id := "view/" + n.r.kindOf(all[i].elements[0]).ID
		if n.r.shown[id] || n.twins[all[i].elements[0].ID] != "" {
			id = "view/alike-" + all[i].elements[0].ID
		}
		all[i].node = n.r.foldedInto(id, all[i].elements)
		n.tags(all[i].node, all[i].elements[0])
		n.r.carry(all[i].node, "waf", guardedBy, all[i].elements[0].WAF)
	}
	return all
}

// alike is the same for elements that one node can stand for; empty for those
// that stand alone.
func (n *networkPlan) alike(e *model.Element) string {
	k := n.r.kindOf(e)
	if vpc := e.Boundary.Around(kind.VPC); k.Has(kind.Interface) && vpc != nil {
		return "endpoints " + vpc.ID
	}
	if twins := n.twins[e.ID]; twins != "" || n.beside {
		return twins
	}
	if e.Boundary == nil || !e.Boundary.Has(kind.Region) || k.Has(kind.WayIn) || isJoint(e) {
		return ""
	}
	return k.ID + " " + e.Boundary.ID
}

// several says how many things a node stands for.
func several(n int) finding.Text {
	return texts().Say("in all", n)
}

// nodeOf is one node for elements of one kind.
func (r *resolver) nodeOf(all []*model.Element) *Node {
	k := r.kindOf(all[0])
	n := &Node{
		ID: "view/" + k.ID, Kind: k.ID, Category: k.Category, Glyph: k.Glyph,
		Title: k.Label, KindLabel: k.Label, Many: true,
	}
	var ids, en, ko []string
	for _, e := range all {
		ids = append(ids, e.ID)
		r.lifted[e.ID] = n.ID
		en, ko = append(en, e.Title().In(finding.English)), append(ko, e.Title().In(finding.Korean))
	}
	r.shown[n.ID] = true
	n.Members, n.Marks = ids, r.o.of(ids...)
	n.Technology = finding.Both(summary(en), summary(ko))
	if more := len(all) - 2; more > 0 {
		n.Technology = texts().Say("and more", n.Technology, more)
	}
	n.Fact = several(len(all))
	return n
}

// summary names the first two.
func summary(names []string) string { return strings.Join(names[:min(len(names), 2)], ", ") }

// gatherAlike puts elements that were made from one template, and so are alike
// in what they may do, into a box of their own: what they all call is then one
// line.
func (n *networkPlan) gatherAlike() {
	for _, g := range n.r.d.Groups() {
		if g.Style != Cluster && g.Style != Private && g.Style != Public {
			continue
		}
		byTemplate := map[string][]Item{}
		var order []string
		for _, child := range g.Children {
			e := n.r.m.Element(idOf(child))
			if e == nil || !e.Use.IsSet() {
				continue
			}
			if byTemplate[e.Use.ID] == nil {
				order = append(order, e.Use.ID)
			}
			byTemplate[e.Use.ID] = append(byTemplate[e.Use.ID], child)
		}
		for _, template := range order {
			if alike := byTemplate[template]; len(alike) > 1 && len(alike) < len(g.Children) {
				n.gather(g, template, alike)
			}
		}
	}
}

func (n *networkPlan) gather(g *Group, template string, alike []Item) {
	inner := part("alike-"+g.ID+"-"+template, "")
	first := n.r.m.Element(idOf(alike[0]))
	if first.Module.IsSet() {
		inner.Title = texts().Of("module services")
	} else {
		inner.Title = n.r.kindOf(first).Label
	}
	inner.Children, inner.Axis = alike, layout.Down
	for _, it := range alike {
		it.(*Node).Place.Kin = template
	}
	at := slices.Index(g.Children, alike[0])
	g.Children = slices.DeleteFunc(g.Children, func(it Item) bool { return slices.Contains(alike, it) })
	g.Children = slices.Insert(g.Children, min(at, len(g.Children)), Item(inner))
}
