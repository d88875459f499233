package layout_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"asbuilt/internal/nightly"
	"asbuilt/render/layout"
	"asbuilt/render/layout/gate"
	"asbuilt/render/layout/layouttest"

	"github.com/google/go-cmp/cmp"
)

// randomSize is the number of nodes of the random graph with a seed: 10 to 120.
func randomSize(seed uint64) int { return 10 + int(seed*37%111) }

// stubborn are seeds beyond the first 200 whose graphs the gates have caught.
var stubborn = []uint64{1907}

func TestGatesOnRandomGraphs(t *testing.T) {
	t.Parallel()
	crossings, bends := 0, 0
	for _, seed := range append(nightly.Seeds(200, 50), stubborn...) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			p := checked(t, layouttest.Random(seed, randomSize(seed)))
			crossings += gate.Crossings(p)
			bends += gate.Bends(p)
		})
	}
	t.Logf("%d crossings, %d bends", crossings, bends)
}

// checked lays a graph out and fails the test for everything the gates say.
func checked(t *testing.T, g *layout.Graph) gate.Picture {
	t.Helper()
	l, err := layout.New(g)
	if err != nil {
		t.Fatal(err)
	}
	p := gate.Of(g, l)
	violations := gate.Check(p)
	for _, v := range violations[:min(5, len(violations))] {
		t.Error(v)
	}
	return p
}

func TestGatesOnAWS(t *testing.T) {
	p := checked(t, layouttest.AWS())
	if aspect := 100 * p.Size.W / p.Size.H; aspect < 100 || aspect > 220 {
		t.Errorf("the picture is %d×%d", p.Size.W, p.Size.H)
	}
	if n := gate.Crossings(p); n > 50 {
		t.Errorf("%d crossings", n)
	}
}

func TestSameBytesOnEveryRun(t *testing.T) {
	t.Parallel()
	for _, seed := range nightly.Seeds(20, 5) {
		a, _ := layout.New(layouttest.Random(seed, 60))
		b, _ := layout.New(layouttest.Random(seed, 60))
		if diff := cmp.Diff(a, b); diff != "" {
			t.Fatalf("seed %d (-first +second):\n%s", seed, diff)
		}
	}
}

func TestDegenerateGraphs(t *testing.T) {
	t.Parallel()
	node := func(id string) *layout.Node { return &layout.Node{ID: id, Size: layout.Size{W: 80, H: 40}} }
	many := &layout.Group{}
	for i := range 2000 {
		many.Children = append(many.Children, node(fmt.Sprint("n", i)))
	}
	tests := []struct {
		name  string
		graph *layout.Graph
	}{
		{"no root", &layout.Graph{}},
		{"nothing", &layout.Graph{Root: &layout.Group{}}},
		{"one node", &layout.Graph{Root: &layout.Group{Children: []layout.Child{node("a")}}}},
		{"node without size", &layout.Graph{Root: &layout.Group{Children: []layout.Child{&layout.Node{ID: "a"}}}}},
		{"line to itself", &layout.Graph{
			Root:  &layout.Group{Children: []layout.Child{node("a")}},
			Edges: []*layout.Edge{{ID: "e", From: "a", To: "a", Label: layout.Size{W: 40, H: 16}}},
		}},
		{"empty groups", &layout.Graph{
			Root: &layout.Group{Children: []layout.Child{
				&layout.Group{
					ID: "a", Title: layout.Size{W: 60, H: 16},
				}, &layout.Group{ID: "b", Lanes: []layout.Lane{{ID: "z"}}},
			}},
			Edges: []*layout.Edge{{ID: "e", From: "a", To: "b"}, {ID: "f", From: "b", To: "b"}},
		}},
		{"a group and what it holds", &layout.Graph{
			Root: &layout.Group{Children: []layout.Child{
				&layout.Group{
					ID:       "g",
					Children: []layout.Child{node("a"), &layout.Group{ID: "h", Children: []layout.Child{node("b")}}},
				},
			}},
			Edges: []*layout.Edge{
				{ID: "1", From: "a", To: "g"}, {ID: "2", From: "g", To: "b"}, {ID: "3", From: "h", To: "g"},
				{ID: "4", From: "b", To: "h"},
			},
		}},
		{"thirty lines between two nodes", &layout.Graph{
			Root: &layout.Group{Children: []layout.Child{node("a"), node("b")}}, Edges: parallel(30),
		}},
		{"two thousand nodes", &layout.Graph{Root: many}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { checked(t, tt.graph) })
	}
}

func parallel(n int) []*layout.Edge {
	var out []*layout.Edge
	for i := range n {
		out = append(out, &layout.Edge{ID: fmt.Sprint(i), From: "a", To: "b", Label: layout.Size{W: 30, H: 16}})
	}
	return out
}

// TestRouteAnyPlacement routes over boxes that no straight line can divide: a
// pinwheel, inside a group and beside another.
func TestRouteAnyPlacement(t *testing.T) {
	t.Parallel()
	wheel := &layout.Group{ID: "g"}
	g := &layout.Graph{Root: &layout.Group{Children: []layout.Child{wheel, &layout.Node{ID: "x"}}}}
	l := &layout.Layout{
		Size:   layout.Size{W: 400, H: 500},
		Groups: map[string]layout.GroupBox{"g": {Box: layout.Box{X: 20, Y: 20, W: 360, H: 360}}},
		Nodes: map[string]layout.Box{
			"a": {X: 40, Y: 40, W: 200, H: 80}, "b": {X: 260, Y: 40, W: 80, H: 200},
			"c": {X: 140, Y: 260, W: 200, H: 80},
			"d": {X: 40, Y: 140, W: 80, H: 200}, "e": {X: 150, Y: 150, W: 80, H: 80},
			"x": {X: 40, Y: 400, W: 80, H: 80},
		},
	}
	for i, id := range []string{"a", "b", "c", "d", "e"} {
		wheel.Children = append(wheel.Children, &layout.Node{ID: id})
		g.Edges = append(g.Edges, &layout.Edge{ID: fmt.Sprint(i), From: id, To: "x"}, &layout.Edge{
			ID: fmt.Sprint("e", i), From: "e", To: id,
		})
	}
	if err := layout.Route(g, l); err != nil {
		t.Fatal(err)
	}
	for _, v := range gate.Check(gate.Of(g, l)) {
		t.Error(v)
	}
}

// TestRouteOverlapping routes over boxes that lie on top of each other.
func TestRouteOverlapping(t *testing.T) {
	g := &layout.Graph{Root: &layout.Group{}, Edges: []*layout.Edge{{ID: "e", From: "a", To: "c"}}}
	l := &layout.Layout{Size: layout.Size{W: 200, H: 200}, Nodes: map[string]layout.Box{}}
	for _, id := range []string{"a", "b", "c"} {
		g.Root.Children = append(g.Root.Children, &layout.Node{ID: id})
		l.Nodes[id] = layout.Box{X: 40, Y: 40, W: 80, H: 40}
	}
	if err := layout.Route(g, l); err != nil {
		t.Fatal(err)
	}
	for _, v := range gate.Check(gate.Of(g, l)) {
		t.Error(v)
	}
}

func TestErrors(t *testing.T) {
	node := func(id string) *layout.Node { return &layout.Node{ID: id} }
	tests := []struct {
		graph *layout.Graph
		want  string
	}{
		{&layout.Graph{Root: &layout.Group{Children: []layout.Child{node("a"), node("a")}}}, `"a"`},
		{
			&layout.Graph{Root: &layout.Group{}, Edges: []*layout.Edge{{ID: "e", From: "x", To: "y"}}},
			`edge "e": no node or group "x"`,
		},
	}
	for _, tt := range tests {
		if _, err := layout.New(tt.graph); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("error %v, want %q", err, tt.want)
		}
	}
}

// TestStability adds one node with one line to the AWS picture, at eight places,
// and measures how far everything else moves.
func TestStability(t *testing.T) {
	t.Parallel()
	before, err := layout.New(layouttest.AWS())
	if err != nil {
		t.Fatal(err)
	}
	diagonal := math.Hypot(float64(before.Size.W), float64(before.Size.H))
	total, worst := 0.0, 0.0
	places := []string{"root", "edge", "region", "public", "app", "data", "operations", "azure"}
	for _, at := range places {
		g := layouttest.AWS()
		parent := find(g.Root, at)
		parent.Children = append(parent.Children, &layout.Node{ID: "new", Size: layout.Size{W: 100, H: 64}})
		g.Edges = append(g.Edges, &layout.Edge{ID: "new", From: "api", To: "new"})
		after, err := layout.New(g)
		if err != nil {
			t.Fatal(err)
		}
		sum := 0.0
		for id, b := range before.Nodes {
			a := after.Nodes[id]
			sum += 100 / diagonal * math.Hypot(float64(a.X-b.X), float64(a.Y-b.Y))
		}
		mean := sum / float64(len(before.Nodes))
		t.Logf("%s: the others move by %.2f %% of the diagonal", at, mean)
		total += mean / float64(len(places))
		worst = max(worst, mean)
	}
	t.Logf("on average: %.2f %%", total)
	if worst > 8 {
		t.Errorf("the others move by %.2f %% of the diagonal at worst", worst)
	}
}

func find(g *layout.Group, id string) *layout.Group {
	if g.ID == id || id == "root" {
		return g
	}
	for _, c := range g.Children {
		if c, ok := c.(*layout.Group); ok {
			if found := find(c, id); found != nil {
				return found
			}
		}
	}
	return nil
}

func BenchmarkNew(b *testing.B) {
	for _, n := range []int{20, 100, 300, 1000} {
		g := layouttest.Nested(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				if _, err := layout.New(g); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
