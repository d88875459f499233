package layout_test

import (
	"testing"

	"asbuilt/render/layout"
	"asbuilt/render/layout/layouttest"
)

// TestMiddleLines compares what siblings share a middle line as placed with what
// do in the end, when lines and labels have made room for themselves: of 100,
// at least 80 must, give or take two units.
func TestMiddleLines(t *testing.T) {
	t.Parallel()
	kept, all := 0, 0
	for seed := range uint64(50) {
		g := layouttest.Random(seed, randomSize(seed))
		placed, err := layout.Boxes(g)
		if err != nil {
			t.Fatal(err)
		}
		final, err := layout.New(g)
		if err != nil {
			t.Fatal(err)
		}
		for _, pair := range siblings(g.Root) {
			for _, middle := range []func(layout.Box) int{
				func(b layout.Box) int { return b.X + b.W/2 },
				func(b layout.Box) int { return b.Y + b.H/2 },
			} {
				if middle(placed.Nodes[pair[0]]) == middle(placed.Nodes[pair[1]]) {
					all++
					if d := middle(final.Nodes[pair[0]]) - middle(final.Nodes[pair[1]]); -2 <= d && d <= 2 {
						kept++
					}
				}
			}
		}
	}
	t.Logf("%d of %d", kept, all)
	if all < 500 || 100*kept < 80*all {
		t.Errorf("%d of %d pairs on one middle line stay there", kept, all)
	}
}

// siblings are all pairs of nodes with one parent.
func siblings(g *layout.Group) [][2]string {
	var pairs [][2]string
	for i, a := range g.Children {
		if inner, ok := a.(*layout.Group); ok {
			pairs = append(pairs, siblings(inner)...)
			continue
		}
		for _, b := range g.Children[:i] {
			if other, ok := b.(*layout.Node); ok && !other.OnBorder && !a.(*layout.Node).OnBorder {
				pairs = append(pairs, [2]string{a.(*layout.Node).ID, other.ID})
			}
		}
	}
	return pairs
}
