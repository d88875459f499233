package layout_test

import (
	"fmt"
	"testing"

	"asbuilt/render/layout"
	"asbuilt/render/layout/gate"
)

// boxesOf is n boxes in a column's group, with lines as link says, each as wide as
// width says.
func boxesOf(n int, link func(i int) int, width func(i int) int) *layout.Graph {
	group := &layout.Group{ID: "g", Axis: layout.Right, Title: layout.Size{W: 40, H: 20}}
	g := &layout.Graph{Root: &layout.Group{Children: []layout.Child{group}}}
	for i := range n {
		id := fmt.Sprint("n", i)
		group.Children = append(group.Children, &layout.Node{ID: id, Size: layout.Size{W: width(i), H: 60}})
		if to := link(i); to >= 0 {
			g.Edges = append(g.Edges, &layout.Edge{
				ID: id + "-", From: id, To: fmt.Sprint("n", to), Label: layout.Size{W: 50, H: 18},
			})
		}
	}
	return g
}

// TestChainWraps lays a chain to and fro instead of in a thread, and shows 30 units
// of every line of it besides the label.
func TestChainWraps(t *testing.T) {
	next := func(i int) int {
		if i == 19 {
			return -1
		}
		return i + 1
	}
	l, err := layout.New(boxesOf(20, next, func(int) int { return 200 }))
	if err != nil {
		t.Fatal(err)
	}
	if wide := float64(l.Size.W) / float64(l.Size.H); wide < 0.7 || wide > 2 {
		t.Errorf("a chain of twenty is %d by %d", l.Size.W, l.Size.H)
	}
	for i, line := range l.Lines {
		a, b := l.Nodes[line.From], l.Nodes[line.To]
		if dx, dy := max(b.X-a.X-a.W, a.X-b.X-b.W), max(b.Y-a.Y-a.H, a.Y-b.Y-b.H); max(dx, dy) > 200 {
			t.Errorf("link %d leads far away, over %d, %d", i, dx, dy)
		}
		if long := length(line.Points); long-min(long, line.Label.H) < 30 && long-line.Label.W < 30 {
			t.Errorf("line %d of %d is hidden by its label", i, long)
		}
	}
}

func length(points []layout.Point) int {
	sum := 0
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		sum += max(a.X-b.X, b.X-a.X) + max(a.Y-b.Y, b.Y-a.Y)
	}
	return sum
}

// TestNamesDoNotArrange finds the same neighbours left and right of everything,
// however long one name is.
func TestNamesDoNotArrange(t *testing.T) {
	for _, shape := range []func(i int) int{
		func(i int) int { return i/3 - 1 }, func(i int) int { return min(i+4, 24) }, func(int) int { return -1 },
	} {
		var before map[string]layout.Box
		for changed := -1; changed < 25; changed++ {
			width := func(i int) int {
				if i == changed {
					return 360
				}
				return 200
			}
			link := func(i int) int {
				if to := shape(i); to != i {
					return to
				}
				return -1
			}
			l, err := layout.Boxes(boxesOf(25, link, width))
			if err != nil {
				t.Fatal(err)
			}
			if before == nil {
				before = l.Nodes
				continue
			}
			for a := range before {
				for b := range before {
					if before[a].Y < before[b].Y != (l.Nodes[a].Y < l.Nodes[b].Y) {
						t.Fatalf("with a long name for n%d, %s and %s lie in other rows", changed, a, b)
					}
				}
			}
		}
	}
}

// TestGridsFollowTheFileAlongTheirLongerSide places nodes that nothing ties: where the grid is
// full, the next of the file stands beside each along the side that has more of them.
func TestGridsFollowTheFileAlongTheirLongerSide(t *testing.T) {
	seen := 0
	for n := 2; n <= 12; n++ {
		for _, axis := range []layout.Axis{layout.Down, layout.Right} {
			g := boxesOf(n, func(int) int { return -1 }, func(int) int { return 200 })
			g.Root.Children[0].(*layout.Group).Axis = axis
			l, err := layout.Boxes(g)
			if err != nil {
				t.Fatal(err)
			}
			columns, rows := map[int]bool{}, map[int]bool{}
			for _, b := range l.Nodes {
				columns[b.X], rows[b.Y] = true, true
			}
			if len(columns)*len(rows) != n || len(columns) == len(rows) {
				continue
			}
			seen++
			for i := 1; i < n; i++ {
				a, b := l.Nodes[fmt.Sprint("n", i-1)], l.Nodes[fmt.Sprint("n", i)]
				turn := i%max(len(columns), len(rows)) == 0
				if along := len(columns) > len(rows); !turn && (along && a.Y != b.Y || !along && a.X != b.X) {
					t.Errorf("%d nodes in %d columns: %d stands at %v and %d at %v", n, len(columns), i-1, a, i, b)
				}
			}
		}
	}
	if seen < 4 {
		t.Errorf("only %d full grids were seen", seen)
	}
}

// TestTreesDoNotCross: where ranks are columns and what has one caller shares its line, the
// lines of a tree do not cross, though its last rank is wrapped.
func TestTreesDoNotCross(t *testing.T) {
	for _, of := range [][2]int{{2, 3}, {3, 2}, {3, 3}, {5, 1}} {
		width, depth := of[0], of[1]
		n, level := 1, 1
		for range depth {
			level *= width
			n += level
		}
		g := boxesOf(n, func(i int) int { return (i+width-1)/width - 1 }, func(int) int { return 180 })
		for _, e := range g.Edges {
			e.From, e.To = e.To, e.From
			e.Trunk = "from " + e.From
		}
		l, err := layout.New(g)
		if err != nil {
			t.Fatal(err)
		}
		p := gate.Of(g, l)
		if crossings := gate.Crossings(p); crossings > 0 {
			t.Errorf("%d levels of %d have %d crossings", depth, width, crossings)
		}
		for _, v := range gate.Check(p) {
			t.Errorf("%d levels of %d: %v", depth, width, v)
		}
	}
}

// TestStraightLineKeepsToItsTrunk: of lines from one box the one that goes straight on shares
// the run of those that turn off, wherever it stands among them.
func TestStraightLineKeepsToItsTrunk(t *testing.T) {
	for _, n := range []int{3, 5, 7} {
		for _, back := range []bool{false, true} {
			g := boxesOf(n+1, func(i int) int { return min(i, 1) - 1 }, func(int) int { return 180 })
			for _, e := range g.Edges {
				if e.Trunk = "t"; !back {
					e.From, e.To = e.To, e.From
				}
			}
			l, err := layout.New(g)
			if err != nil {
				t.Fatal(err)
			}
			ends := map[layout.Point]bool{}
			straight := 0
			for _, line := range l.Lines {
				end := line.Points[0]
				if back {
					end = line.Points[len(line.Points)-1]
				}
				if ends[end] = true; len(line.Points) == 2 {
					straight++
				}
			}
			if p := gate.Of(g, l); straight != 1 || len(ends) != 1 || gate.Crossings(p) > 0 || len(gate.Check(p)) > 0 {
				t.Errorf("%d lines, back %v: %d are straight, they end at %v, %d cross, %v", n, back, straight, ends,
					gate.Crossings(p), gate.Check(p))
			}
		}
	}
}
