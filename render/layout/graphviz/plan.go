package graphviz

import (
	"bytes"
	"fmt"

	"asbuilt/render/layout"
)

// Distances, in user units, which are Graphviz's points.
const (
	margin    = 24 // around the whole
	padding   = 20 // from the border of a group to what it holds
	titlePad  = 8  // around a title
	titleRoom = 44 // free border beside a title, for lines to pass
	borderGap = 30 // between nodes on a border
	emptyW    = 40 // what an empty group holds instead
	emptyH    = 24
	perInch   = 72
)

// plan is a graph with numbers in place of ids, so that no id needs escaping.
type plan struct {
	items []item
	byID  map[string]int
	edges []*layout.Edge
}

// item is a node or a group; item 0 is the root.
type item struct {
	node     *layout.Node
	group    *layout.Group
	parent   int
	children []int // without those on the border
	border   []int // nodes on the border of this group
}

func newPlan(g *layout.Graph) (*plan, error) {
	root := g.Root
	if root == nil {
		root = &layout.Group{}
	}
	p := &plan{items: []item{{group: root, parent: -1}}, byID: map[string]int{}, edges: g.Edges}
	if err := p.add(0); err != nil {
		return nil, err
	}
	for _, e := range g.Edges {
		for _, end := range []string{e.From, e.To} {
			if _, ok := p.byID[end]; !ok {
				return nil, fmt.Errorf("lay out edge %q: no node or group %q", e.ID, end)
			}
		}
	}
	return p, nil
}

// add appends what group number at holds, and what that holds.
func (p *plan) add(at int) error {
	for _, c := range p.items[at].group.Children {
		number, it, id := len(p.items), item{parent: at}, ""
		switch c := c.(type) {
		case *layout.Node:
			it.node, id = c, c.ID
		case *layout.Group:
			it.group, id = c, c.ID
		}
		if _, taken := p.byID[id]; taken {
			return fmt.Errorf("lay out %q: two nodes or groups have this id", id)
		}
		p.byID[id] = number
		p.items = append(p.items, it)
		if it.node != nil && it.node.OnBorder && at != 0 {
			p.items[at].border = append(p.items[at].border, number)
			continue
		}
		p.items[at].children = append(p.items[at].children, number)
		if it.group != nil {
			if err := p.add(number); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *plan) id(at int) string {
	if n := p.items[at].node; n != nil {
		return n.ID
	}
	return p.items[at].group.ID
}

// dot is the graph in Graphviz's language. It sets newrank always: without it,
// dot may place nodes outside of their clusters. Sizes are fixed and nothing
// carries text, so that no font has a say; lines are not its business.
func (p *plan) dot() []byte {
	var b bytes.Buffer
	b.WriteString("digraph {\n" +
		"graph [newrank=true, rankdir=LR, nodesep=0.3, ranksep=1.0, splines=none]\n" +
		"node [shape=box, fixedsize=true, label=\"\"]\n" +
		"edge [arrowhead=none]\n")
	p.inside(&b, 0)
	for _, e := range p.edges {
		from, to := p.leaf(p.byID[e.From]), p.leaf(p.byID[e.To])
		if from == to {
			continue
		}
		loose := ""
		if e.Loose {
			loose = " [constraint=false]"
		}
		fmt.Fprintf(&b, "%s -> %s%s\n", from, to, loose)
	}
	b.WriteString("}\n")
	return b.Bytes()
}

// inside writes what group number at holds.
func (p *plan) inside(b *bytes.Buffer, at int) {
	for _, c := range p.items[at].children {
		if n := p.items[c].node; n != nil {
			writeNode(b, fmt.Sprintf("n%d", c), n.Size)
		} else {
			p.cluster(b, c)
		}
	}
	if p.items[at].parent >= 0 && len(p.items[at].children) == 0 {
		writeNode(b, fmt.Sprintf("e%d", at), layout.Size{W: emptyW, H: emptyH})
	}
	for _, tier := range p.tiers(at) {
		b.WriteString("{ rank=same;")
		for _, n := range tier {
			fmt.Fprintf(b, " n%d;", n)
		}
		b.WriteString(" }\n")
	}
}

func writeNode(b *bytes.Buffer, name string, s layout.Size) {
	fmt.Fprintf(b, "%s [width=%.4f, height=%.4f]\n", name, float64(max(s.W, 1))/perInch, float64(max(s.H, 1))/perInch)
}

// cluster writes a group. A group with nodes on its border stands in a second,
// wider cluster that keeps their outer halves free, and holds a spacer as long
// as the sides they sit on must be.
func (p *plan) cluster(b *bytes.Buffer, at int) {
	out, long := p.borderRoom(at)
	if len(p.items[at].border) > 0 {
		fmt.Fprintf(b, "subgraph cluster_o%d {\nmargin=%d\n", at, out)
	}
	fmt.Fprintf(b, "subgraph cluster_%d {\nmargin=%d\n", at, out+padding)
	if t := p.items[at].group.Title; t.H > 0 {
		fmt.Fprintf(b, `labeljust=l
label=<<table border="0" cellborder="0" cellspacing="0" cellpadding="0"><tr>`+
			`<td fixedsize="true" width="%d" height="%d"></td></tr></table>>
`, max(t.W+titleRoom, 1), t.H+titlePad)
	}
	p.inside(b, at)
	if long != (layout.Size{}) {
		writeNode(b, fmt.Sprintf("s%d", at), long)
	}
	b.WriteString("}\n")
	if len(p.items[at].border) > 0 {
		b.WriteString("}\n")
	}
}

// borderRoom is how far the nodes on a group's border reach out of it, and how
// long its sides have to be for them.
func (p *plan) borderRoom(at int) (out int, long layout.Size) {
	var sides [4]int
	for _, c := range p.items[at].border {
		n := p.items[c].node
		if n.Side == layout.East || n.Side == layout.West {
			out = max(out, (n.Size.W+1)/2)
			sides[n.Side] += n.Size.H + borderGap
		} else {
			out = max(out, (n.Size.H+1)/2)
			sides[n.Side] += n.Size.W + borderGap
		}
	}
	long = layout.Size{W: max(sides[layout.North], sides[layout.South]), H: max(sides[layout.East], sides[layout.West])}
	if sides[layout.North] > 0 {
		long.W += p.items[at].group.Title.W // they stand beside the title
	}
	return out, long
}

// tiers are the nodes of a group that stand in one rank: those with the same
// fixed rank, and kin.
func (p *plan) tiers(at int) [][]int {
	number := map[string]int{}
	var tiers [][]int
	for _, c := range p.items[at].children {
		n := p.items[c].node
		if n == nil || !n.Place.Ranked && n.Place.Kin == "" {
			continue
		}
		key := "kin " + n.Place.Kin
		if n.Place.Ranked {
			key = fmt.Sprint("rank ", n.Place.Rank)
		}
		if _, ok := number[key]; !ok {
			number[key] = len(tiers)
			tiers = append(tiers, nil)
		}
		tiers[number[key]] = append(tiers[number[key]], c)
	}
	return tiers
}

// leaf is the name of the node that an edge to item number at ends on: the item,
// the first leaf of a group, or for a node on a border that of its group.
func (p *plan) leaf(at int) string {
	if p.items[at].node != nil && p.onBorder(at) {
		at = p.items[at].parent
	}
	for p.items[at].group != nil {
		if len(p.items[at].children) == 0 {
			return fmt.Sprintf("e%d", at)
		}
		at = p.items[at].children[0]
	}
	return fmt.Sprintf("n%d", at)
}

func (p *plan) onBorder(at int) bool { return p.items[at].node.OnBorder && p.items[at].parent > 0 }
