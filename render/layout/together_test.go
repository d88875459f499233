package layout_test

import (
	"fmt"
	"testing"

	"asbuilt/render/layout"
	"asbuilt/render/layout/gate"
	"asbuilt/render/layout/layouttest"
)

// step is a graph of boxes in one group, tied by lines; ties is from, to, from, to.
func step(boxes []string, ties ...string) *layout.Graph {
	group := &layout.Group{ID: "group", Title: layout.Size{W: 60, H: 16}}
	for _, id := range boxes {
		group.Children = append(group.Children, &layout.Node{ID: id, Size: layout.Size{W: 120, H: 60}})
	}
	g := &layout.Graph{Root: &layout.Group{Children: []layout.Child{
		&layout.Node{ID: "user", Size: layout.Size{W: 120, H: 60}}, group,
	}}}
	for i := 0; i+1 < len(ties); i += 2 {
		g.Edges = append(g.Edges, &layout.Edge{
			ID: fmt.Sprint("edge", i), From: ties[i], To: ties[i+1], Label: layout.Size{W: 40, H: 14},
		})
	}
	return g
}

// TestTogether lays out three steps of one plan: what two of them have stands still,
// its lines run one way, and each step passes the gate.
func TestTogether(t *testing.T) {
	steps := []*layout.Graph{
		step([]string{"door", "worker", "store", "old"}, "user", "door", "door", "worker", "worker", "store"),
		step([]string{"door", "function", "worker", "store"}, "user", "door", "door", "worker", "worker", "store",
			"door", "function"),
		step([]string{"door", "function", "store", "better"}, "user", "door", "door", "function",
			"function", "better", "door", "store"),
	}
	all, err := layout.Together(steps)
	if err != nil {
		t.Fatal(err)
	}
	for i, l := range all {
		if violations := gate.Check(gate.Of(steps[i], l)); len(violations) > 0 {
			t.Errorf("step %d: %v", i, violations)
		}
		if len(l.Nodes) != len(steps[i].Root.Children[1].(*layout.Group).Children)+1 || len(l.Lines) != len(steps[i].Edges) {
			t.Errorf("step %d has %d boxes and %d lines", i, len(l.Nodes), len(l.Lines))
		}
		for _, before := range all[:i] {
			for id, b := range before.Nodes {
				if now, ok := l.Nodes[id]; ok && now != b {
					t.Errorf("%s moves from %v to %v in step %d", id, b, now, i)
				}
			}
			if before.Lines[0].Points[0] != l.Lines[0].Points[0] {
				t.Errorf("the first line begins at %v in step %d", l.Lines[0].Points[0], i)
			}
		}
	}
}

// TestTogetherTakesOver gives what has the lines of what is gone the box of that; what
// is gone and had other lines keeps its box to itself.
func TestTogetherTakesOver(t *testing.T) {
	was := step([]string{"door", "rules", "alerts"}, "door", "rules", "rules", "alerts")
	is := step([]string{"door", "judge", "alerts", "model"}, "door", "judge", "judge", "alerts", "judge", "model")
	other := step([]string{"door", "judge", "alerts"}, "door", "judge", "door", "alerts")
	all, err := layout.Together([]*layout.Graph{was, is})
	if err != nil {
		t.Fatal(err)
	}
	if all[0].Nodes["rules"] != all[1].Nodes["judge"] {
		t.Errorf("rules stood at %v, and judge at %v", all[0].Nodes["rules"], all[1].Nodes["judge"])
	}
	if all, err = layout.Together([]*layout.Graph{was, other}); err != nil {
		t.Fatal(err)
	}
	if all[0].Nodes["rules"] == all[1].Nodes["judge"] {
		t.Errorf("judge has the box of rules, and not its lines: %v", all[1].Nodes["judge"])
	}
}

// TestTogetherMovesNothingElsewhere gives a thing that lies in another group in a later
// step a place there, and pulls a group up to what is left in it.
func TestTogetherMovesNothingElsewhere(t *testing.T) {
	was := step([]string{"a", "b", "c"}, "a", "b", "b", "c")
	is := step([]string{"a", "b"}, "a", "b")
	is.Root.Children = append(is.Root.Children, &layout.Node{ID: "c", Size: layout.Size{W: 120, H: 60}})
	all, err := layout.Together([]*layout.Graph{was, is})
	if err != nil {
		t.Fatal(err)
	}
	for i, g := range []*layout.Graph{was, is} {
		if violations := gate.Check(gate.Of(g, all[i])); len(violations) > 0 {
			t.Errorf("step %d: %v", i, violations)
		}
	}
	if all[0].Nodes["c"] == all[1].Nodes["c"] {
		t.Errorf("c lies at %v in both", all[0].Nodes["c"])
	}
	if before, now := all[0].Groups["group"].Box, all[1].Groups["group"].Box; now.H >= before.H || now.Y != before.Y {
		t.Errorf("the group is %v and was %v", now, before)
	}
}

// TestTogetherOfRandomGraphs lays out any graph with what is left of it without every
// third box: that stands where it stood.
func TestTogetherOfRandomGraphs(t *testing.T) {
	for seed := range uint64(40) {
		g := without(layouttest.Random(seed, randomSize(seed)), func(int) bool { return false })
		rest := without(g, func(i int) bool { return i%3 == int(seed%3) })
		all, err := layout.Together([]*layout.Graph{rest, g})
		if err != nil {
			t.Fatal(err)
		}
		for id, b := range all[0].Nodes {
			if all[1].Nodes[id] != b {
				t.Errorf("seed %d: %s moves from %v to %v", seed, id, b, all[1].Nodes[id])
			}
		}
	}
}

// without is a graph without some of its boxes, by number, and their lines, and without
// lanes and boxes on borders.
func without(g *layout.Graph, gone func(int) bool) *layout.Graph {
	left, count := map[string]bool{}, 0
	var walk func(*layout.Group) *layout.Group
	walk = func(g *layout.Group) *layout.Group {
		own := *g
		own.Children, own.Lanes = nil, nil
		left[g.ID] = true
		for _, c := range g.Children {
			switch c := c.(type) {
			case *layout.Group:
				own.Children = append(own.Children, walk(c))
			case *layout.Node:
				if count++; !gone(count) {
					own.Children = append(own.Children, &layout.Node{ID: c.ID, Size: c.Size})
					left[c.ID] = true
				}
			}
		}
		return &own
	}
	out := &layout.Graph{Root: walk(g.Root)}
	for _, e := range g.Edges {
		if left[e.From] && left[e.To] {
			out.Edges = append(out.Edges, e)
		}
	}
	return out
}
