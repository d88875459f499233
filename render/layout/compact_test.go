package layout_test

import (
	"slices"
	"testing"

	"asbuilt/render/layout"
	"asbuilt/render/layout/layouttest"
)

// TestNothingIsLeftOver looks in random pictures for strips from side to side, or from
// top to bottom, in which nothing stands but lines along the strip's breadth: those are
// room that compaction should have taken back. Hardly any is broader than what is shown
// of a line that has no bend: middle lines take some of the room again.
func TestNothingIsLeftOver(t *testing.T) {
	t.Parallel()
	const usual, most = 32, 90
	broader, all := 0, 0
	for seed := range uint64(60) {
		g := layouttest.Random(seed, randomSize(seed))
		l, err := layout.New(g)
		if err != nil {
			t.Fatal(err)
		}
		for axis, length := range []int{l.Size.W, l.Size.H} {
			if axis == 1 && l.Size.W >= 19*l.Size.H/10 {
				continue // lower would be too flat
			}
			all++
			at, broad := broadest(l, axis, length)
			if broad > usual {
				broader++
			}
			if broad > most {
				t.Errorf("seed %d: along %c nothing stands from %d to %d of %d", seed, "xy"[axis], at, at+broad, length)
			}
		}
	}
	if all < 100 || 100*broader > 14*all {
		t.Errorf("%d of %d strips are broader than %d", broader, all, usual)
	}
}

// broadest is the broadest strip across an axis in which nothing stands.
func broadest(l *layout.Layout, axis, length int) (at, broad int) {
	var taken [][2]int
	take := func(b layout.Box) {
		if axis == 0 {
			taken = append(taken, [2]int{b.X, b.X + b.W})
		} else {
			taken = append(taken, [2]int{b.Y, b.Y + b.H})
		}
	}
	sides := func(b layout.Box) {
		take(layout.Box{X: b.X, Y: b.Y})
		take(layout.Box{X: b.X + b.W, Y: b.Y + b.H})
	}
	for _, b := range l.Nodes {
		take(b)
	}
	for _, g := range l.Groups {
		sides(g.Box)
		take(g.Title)
		for _, lane := range g.Lanes {
			sides(lane.Box)
			take(lane.Title)
		}
	}
	for _, line := range l.Lines {
		if line.Label.W > 0 {
			take(line.Label)
		}
		for _, p := range line.Points[1 : len(line.Points)-1] {
			take(layout.Box{X: p.X, Y: p.Y})
		}
	}
	slices.SortFunc(taken, func(a, b [2]int) int { return a[0] - b[0] })
	end := 0
	for _, t := range append(taken, [2]int{length, length}) {
		if t[0]-end > broad {
			at, broad = end, t[0]-end
		}
		end = max(end, t[1])
	}
	return at, broad
}

// TestComesBack draws random graphs twice, the second time from where the first began
// towards where it ended: in at least six of ten, things are where they were, by six
// units or less on average. In the others a line runs elsewhere.
func TestComesBack(t *testing.T) {
	t.Parallel()
	back, all := 0, 0
	for seed := range uint64(60) {
		g := layouttest.Random(seed, randomSize(seed))
		first, err := layout.New(g)
		if err != nil {
			t.Fatal(err)
		}
		g.Kept, g.Final = first.Start, first.Places()
		second, err := layout.New(g)
		if err != nil {
			t.Fatal(err)
		}
		moved := 0
		for id, b := range second.Nodes {
			was := first.Nodes[id]
			moved += max(b.X-was.X, was.X-b.X) + max(b.Y-was.Y, was.Y-b.Y)
		}
		all++
		if moved <= 6*len(second.Nodes) {
			back++
		}
	}
	if t.Logf("%d of %d", back, all); 10*back < 6*all {
		t.Errorf("%d of %d pictures come back to where they were", back, all)
	}
}
