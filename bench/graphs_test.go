package bench

import (
	"fmt"
	"strings"

	elk "github.com/d2lang/elk-go"

	"asbuilt/model"
	"asbuilt/render"
	"asbuilt/render/layout"
	"asbuilt/render/scene"
	"asbuilt/render/svg"
	"asbuilt/render/views"
)

// elkGraph is the graph for ELK: its layered algorithm as it is by default, over
// all levels at once, as nested graphs need.
func elkGraph(g *layout.Graph) *elk.Graph {
	root := elkGroup(g.Root)
	root.LayoutOptions = elk.LayoutOptions{
		"elk.algorithm": "layered", "elk.direction": "DOWN", "elk.hierarchyHandling": "INCLUDE_CHILDREN", "elk.edgeRouting": "ORTHOGONAL",
	}
	root.ID = elk.StringID("root")
	for _, e := range g.Edges {
		edge := &elk.Edge{ID: elk.StringID(e.ID), Sources: []elk.ID{elk.StringID(e.From)}, Targets: []elk.ID{elk.StringID(e.To)}}
		if e.Label.W > 0 {
			edge.Labels = []*elk.Label{{Text: elk.String("label"), Width: elk.Float64(float64(e.Label.W)), Height: elk.Float64(float64(e.Label.H))}}
		}
		root.Edges = append(root.Edges, edge)
	}
	return root
}

func elkGroup(g *layout.Group) *elk.Node {
	out := &elk.Node{ID: elk.StringID(g.ID), LayoutOptions: elk.LayoutOptions{"elk.padding": "[top=40,left=20,bottom=20,right=20]"}}
	for _, c := range g.Children {
		switch c := c.(type) {
		case *layout.Node:
			out.Children = append(out.Children, &elk.Node{
				ID: elk.StringID(c.ID), Width: elk.Float64(float64(c.Size.W)), Height: elk.Float64(float64(c.Size.H)),
			})
		case *layout.Group:
			out.Children = append(out.Children, elkGroup(c))
		}
	}
	return out
}

// d2Source is the graph in D2's language.
func d2Source(g *layout.Graph) string {
	var b strings.Builder
	path := map[string]string{}
	var write func(group *layout.Group, within string)
	write = func(group *layout.Group, within string) {
		for _, c := range group.Children {
			switch c := c.(type) {
			case *layout.Node:
				path[c.ID] = within + key(c.ID)
				fmt.Fprintf(&b, "%s: {width: %d; height: %d}\n", path[c.ID], c.Size.W, c.Size.H)
			case *layout.Group:
				path[c.ID] = within + key(c.ID)
				fmt.Fprintf(&b, "%s\n", path[c.ID])
				write(c, path[c.ID]+".")
			}
		}
	}
	write(g.Root, "")
	for _, e := range g.Edges {
		fmt.Fprintf(&b, "%s -> %s\n", path[e.From], path[e.To])
	}
	return b.String()
}

// key is an id as D2 reads it.
func key(id string) string { return `"` + strings.ReplaceAll(id, ".", "_") + `"` }

// draw is a drawing of a layout as heavy as asbuilt's own: border, bar, glyph and
// three texts a node, title and border a group, arrow and label a line.
func draw(g *layout.Graph, l *layout.Layout) []byte {
	p := &scene.Picture{View: "bench", Lang: "en", Width: l.Size.W, Height: l.Size.H, Title: "bench", Desc: "bench"}
	box := func(b layout.Box) scene.Box { return scene.Box(b) }
	var walk func(group *layout.Group)
	walk = func(group *layout.Group) {
		for _, c := range group.Children {
			switch c := c.(type) {
			case *layout.Group:
				at := l.Groups[c.ID]
				p.Items = append(p.Items, scene.Item{Role: scene.Group, ID: c.ID, Name: c.ID, Box: box(at.Box), Title: box(at.Title), Shapes: []scene.Shape{
					scene.Rect{Box: box(at.Box), Radius: 8, Paint: scene.Paint{Stroke: scene.Generic, Dash: []int{4, 3}}},
					scene.Text{X: at.Title.X, Y: at.Title.Y + 14, Size: 13, Length: at.Title.W, Bold: true, Color: scene.Ink, Content: c.ID},
				}})
				walk(c)
			case *layout.Node:
				at := l.Nodes[c.ID]
				item := scene.Item{Role: scene.Node, ID: c.ID, Kind: "ecs-service", Name: c.ID, Box: box(at), Shapes: []scene.Shape{
					scene.Rect{Box: box(at), Radius: 6, Paint: scene.Paint{Fill: scene.Surface, Stroke: scene.Hairline}},
					scene.Rect{Box: scene.Box{X: at.X + 6, Y: at.Y + 8, W: 3, H: at.H - 16}, Radius: 1, Paint: scene.Paint{Fill: scene.Compute}},
					scene.Glyph{X: at.X + 16, Y: at.Y + 10, Size: 24, Name: "container", Color: scene.Compute},
				}}
				for line := range 3 {
					item.Shapes = append(item.Shapes, scene.Text{X: at.X + 50, Y: at.Y + 20 + 15*line, Size: 12, Length: 60, Color: scene.Muted, Content: c.ID})
				}
				p.Items = append(p.Items, item)
			}
		}
	}
	walk(g.Root)
	for _, line := range l.Lines {
		var points []scene.Point
		for _, at := range line.Points {
			points = append(points, scene.Point(at))
		}
		end := points[len(points)-1]
		p.Items = append(p.Items, scene.Item{
			Role: scene.Line, ID: line.ID, Kind: "request", Name: line.ID, From: line.From, To: line.To, Points: points, Label: box(line.Label), Trunk: line.Trunk,
			Shapes: []scene.Shape{
				scene.Stroke{Points: points, Radius: 6, Paint: scene.Paint{Stroke: scene.Ink, Width: 1.5}},
				scene.Polygon{Points: []scene.Point{end, {X: end.X - 8, Y: end.Y - 4}, {X: end.X - 8, Y: end.Y + 4}}, Paint: scene.Paint{Fill: scene.Ink}},
				scene.Text{X: line.Label.X, Y: line.Label.Y, Size: 11, Length: 40, Color: scene.Ink, Content: "HTTPS 443"},
			},
		})
	}
	return svg.Encode(p, svg.Options{})
}

// graphOf is the graph that a picture was laid out from, with the sizes that its
// boxes, titles and labels were drawn with; nil for pictures that are no graph.
func graphOf(m *model.Model, p render.Picture) *layout.Graph {
	d := views.Resolve(m, p.View, views.Overlay{})
	size, title, label := map[string]layout.Size{}, map[string]layout.Size{}, map[string]layout.Size{}
	for _, it := range p.Scene.Items {
		switch it.Role {
		case scene.Node:
			size[it.ID] = layout.Size{W: it.Box.W, H: it.Box.H}
		case scene.Group:
			title[it.ID] = layout.Size{W: it.Title.W, H: it.Title.H}
		case scene.Line:
			label[it.ID] = layout.Size{W: it.Label.W, H: it.Label.H}
		}
	}
	if len(size) == 0 || len(d.Root.Children) == 0 {
		return nil
	}
	var group func(g *views.Group) *layout.Group
	group = func(g *views.Group) *layout.Group {
		out := &layout.Group{ID: g.ID, Title: title[g.ID], Axis: g.Axis, Place: g.Place}
		for _, l := range g.Lanes {
			out.Lanes = append(out.Lanes, layout.Lane{ID: l.ID, Title: layout.Size{W: 60, H: 16}})
		}
		for _, it := range g.Children {
			switch it := it.(type) {
			case *views.Group:
				out.Children = append(out.Children, group(it))
			case *views.Node:
				out.Children = append(out.Children, &layout.Node{ID: it.ID, Size: size[it.ID], Place: it.Place, OnBorder: it.OnBorder, Side: it.Side})
			}
		}
		return out
	}
	g := &layout.Graph{Root: group(d.Root)}
	for _, e := range d.Edges {
		g.Edges = append(g.Edges, &layout.Edge{ID: e.ID, From: e.From, To: e.To, Label: label[e.ID], Loose: e.Loose, Trunk: e.Trunk})
	}
	return g
}

// service is a model of n services in modules of six, with 1.6 connections a
// service, most of them between near ones. The seed is one with which dagre, as
// D2 has it, does not fail.
func service(n int) string {
	var b strings.Builder
	b.WriteString("asbuilt: 1\nname: Bench\nlanguage: en\nmodules:\n")
	for i := range (n + 5) / 6 {
		fmt.Fprintf(&b, "  m%d: {name: Module %d}\n", i, i)
	}
	b.WriteString("elements:\n")
	for i := range n {
		fmt.Fprintf(&b, "  s%d: {kind: ecs-service, name: Service %d, module: m%d}\n", i, i, i/6)
	}
	b.WriteString("connections:\n")
	next, seen := uint32(11), map[[2]int]bool{}
	for len(seen) < n*16/10 {
		next = next*1664525 + 1013904223
		from, step := int(next>>8)%n, int(next>>20)%12
		if len(seen) < n { // nothing stands alone
			from = len(seen)
		}
		ends := [2]int{from, (from + 1 + step) % n}
		if !seen[ends] {
			seen[ends] = true
			fmt.Fprintf(&b, "  - {from: s%d, to: s%d, port: 443}\n", ends[0], ends[1])
		}
	}
	return b.String()
}
