package bench

import (
	"context"
	"testing"

	"asbuilt/render"
	"asbuilt/render/layout"
	"asbuilt/render/layout/gate"
	"asbuilt/render/layout/graphviz"
	"asbuilt/render/layout/layouttest"
)

// crossings are those of a graph by our placement and by Graphviz's, with the
// same router.
func crossings(t *testing.T, g *layout.Graph) (ours, theirs int) {
	t.Helper()
	l, err := layout.New(g)
	if err != nil {
		t.Fatal(err)
	}
	ours = gate.Crossings(gate.Of(g, l))
	l, err = graphviz.Place(context.Background(), g, graphviz.Options{Program: programs.graphviz, Cache: programs.cache})
	if err != nil {
		t.Fatal(err)
	}
	if err := layout.Route(g, l); err != nil {
		t.Fatal(err)
	}
	return ours, gate.Crossings(gate.Of(g, l))
}

func TestCrossingsOfViews(t *testing.T) {
	allOurs, allTheirs := 0, 0
	for _, system := range []struct{ name, dir string }{{"A", ".."}, {"B", "../examples/ec2-service"}} {
		m := load(t, system.dir)
		pictures, err := render.Render(context.Background(), m, render.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range pictures {
			g := graphOf(m, p)
			if g == nil {
				continue
			}
			ours, theirs := crossings(t, g)
			allOurs, allTheirs = allOurs+ours, allTheirs+theirs
			report(t, "crossings", "| %s: %s | %d | %d | | |", system.name, p.View.ID, ours, theirs)
		}
	}
	report(t, "crossings", "| **all views of both systems** | %d | %d | ≤ 1.0 | %s |", allOurs, allTheirs,
		kept(t, allOurs <= allTheirs, "%d crossings in the views of both systems, %d with Graphviz's placement", allOurs, allTheirs))
}

func TestCrossingsOfRandomGraphs(t *testing.T) {
	allOurs, allTheirs := 0, 0
	for seed := range uint64(200) {
		ours, theirs := crossings(t, layouttest.Random(seed, 10+int(seed*37%111)))
		allOurs, allTheirs = allOurs+ours, allTheirs+theirs
	}
	r := float64(allOurs) / float64(allTheirs)
	report(t, "crossings", "| **200 random graphs of 10 to 120 nodes** | %d | %d | %.2f ≤ 1.2 | %s |", allOurs, allTheirs, r,
		kept(t, r <= 1.2, "%.2f times as many crossings in random graphs as with Graphviz's placement", r))
}
