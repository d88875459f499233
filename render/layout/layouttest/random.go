// Package layouttest makes graphs for tests of layout and of what draws it.
package layouttest

import (
	"fmt"
	"math/rand/v2"

	"asbuilt/render/layout"
)

// Random is a nested graph with everything a layout must cope with: groups with
// lanes, nodes on borders, lines to groups, to themselves and side by side,
// trunks, labels, kin, hints. The same seed gives the same graph. It has at
// least nodes nodes.
func Random(seed uint64, nodes int) *layout.Graph {
	m := &maker{r: rand.New(rand.NewPCG(seed, 1)), left: nodes}
	root := &layout.Group{Axis: layout.Axis(m.r.IntN(2))}
	for m.left > 0 {
		m.fill(root, 1, 0)
	}
	g := &layout.Graph{Root: root}
	for i := range nodes * 16 / 10 {
		e := &layout.Edge{ID: fmt.Sprintf("e%d", i), From: m.pick(), To: m.pick(), Loose: m.chance(5)}
		if m.chance(2) {
			e.Label = layout.Size{W: 20 + m.r.IntN(80), H: 16}
		}
		if m.chance(6) && i > 0 {
			e.From = g.Edges[i-1].From
			e.Trunk, g.Edges[i-1].Trunk = "t"+e.From, "t"+e.From
		}
		if m.chance(20) && i > 0 {
			e.From, e.To = g.Edges[i-1].From, g.Edges[i-1].To
		}
		g.Edges = append(g.Edges, e)
	}
	return g
}

// Nested is a graph of n nodes in nested groups with 1.6 edges a node, most of
// them between near ones, for measuring time.
func Nested(n int) *layout.Graph {
	r := rand.New(rand.NewPCG(uint64(n), 2))
	root := &layout.Group{}
	var groups []*layout.Group
	for i := range max(1, n/6) {
		g := &layout.Group{ID: fmt.Sprintf("g%d", i), Title: layout.Size{W: 90, H: 16}, Axis: layout.Axis(i % 2)}
		parent := root
		if i > 3 {
			if p := groups[r.IntN(i)]; len(p.Children) < 6 {
				parent = p
			}
		}
		parent.Children = append(parent.Children, g)
		groups = append(groups, g)
	}
	for i := range n {
		g := groups[i*len(groups)/n]
		g.Children = append(g.Children, &layout.Node{ID: fmt.Sprintf("n%d", i), Size: layout.Size{W: 120, H: 48}})
	}
	graph := &layout.Graph{Root: root}
	for i := range n * 16 / 10 {
		from := r.IntN(n)
		to := (from + 1 + r.IntN(12)) % n
		if r.IntN(5) == 0 {
			to = r.IntN(n)
		}
		graph.Edges = append(graph.Edges, &layout.Edge{
			ID: fmt.Sprintf("e%d", i), From: fmt.Sprintf("n%d", from), To: fmt.Sprintf("n%d", to),
		})
	}
	return graph
}

type maker struct {
	r     *rand.Rand
	left  int
	count int
	nodes []string
	all   []string
}

// chance is true once in n times.
func (m *maker) chance(n int) bool { return m.r.IntN(n) == 0 }

// pick is the id of a node, seldom of a group.
func (m *maker) pick() string {
	if m.chance(12) {
		return m.all[m.r.IntN(len(m.all))]
	}
	return m.nodes[m.r.IntN(len(m.nodes))]
}

// fill adds a few children to a group; lanes is the number of lanes around it.
func (m *maker) fill(g *layout.Group, depth, lanes int) {
	for range 1 + m.r.IntN(6) {
		if m.left <= 0 {
			return
		}
		if depth < 5 && m.chance(3) {
			g.Children = append(g.Children, m.group(depth, lanes))
		} else {
			g.Children = append(g.Children, m.node(g, depth, lanes))
		}
	}
}

func (m *maker) id(prefix string) string {
	m.count++
	id := fmt.Sprintf("%s%d", prefix, m.count)
	m.all = append(m.all, id)
	return id
}

func (m *maker) group(depth, lanes int) *layout.Group {
	g := &layout.Group{ID: m.id("g"), Axis: layout.Axis(m.r.IntN(2)), Place: m.place(lanes)}
	if !m.chance(6) {
		g.Title = layout.Size{W: 30 + m.r.IntN(120), H: 16}
	}
	inner := lanes
	if g.Place.InLane && g.Place.FirstLane == g.Place.LastLane {
		inner = 0
	}
	if inner == 0 && m.chance(4) {
		inner = 2 + m.r.IntN(2)
		for i := range inner {
			g.Lanes = append(g.Lanes, layout.Lane{
				ID: fmt.Sprintf("%s/%d", g.ID, i), Title: layout.Size{W: 40 + m.r.IntN(30), H: 14},
			})
		}
	}
	m.fill(g, depth+1, inner)
	return g
}

func (m *maker) node(g *layout.Group, depth, lanes int) *layout.Node {
	m.left--
	n := &layout.Node{
		ID: m.id("n"), Size: layout.Size{W: 60 + m.r.IntN(120), H: 36 + m.r.IntN(40)}, Place: m.place(lanes),
	}
	m.nodes = append(m.nodes, n.ID)
	if depth > 1 && m.chance(8) {
		n.OnBorder, n.Side = true, layout.Side(m.r.IntN(4))
	}
	return n
}

func (m *maker) place(lanes int) layout.Place {
	var p layout.Place
	if lanes > 0 && !m.chance(3) {
		p.InLane = true
		p.FirstLane = m.r.IntN(lanes)
		p.LastLane = p.FirstLane + m.r.IntN(lanes-p.FirstLane)
	}
	if m.chance(6) {
		p.Ranked, p.Rank = true, m.r.IntN(4)
	}
	if m.chance(6) {
		p.Kin = fmt.Sprintf("k%d", m.r.IntN(3))
	}
	return p
}
