package bench

import (
	"context"
	"slices"
	"testing"

	elk "github.com/d2lang/elk-go"

	"asbuilt/finding"
	"asbuilt/internal/corpus"
	"asbuilt/model"
	"asbuilt/render"
	"asbuilt/render/layout"
	"asbuilt/render/layout/graphviz"
)

// point is a place in ELK's units.
type point struct{ x, y float64 }

// onPaper is at how many points lines cross, each once however many cross there:
// lines that share a run are one line on it.
func onPaper(lines [][]point) int {
	type stretch struct {
		line       int
		at, lo, hi float64
	}
	var across, down []stretch
	for i, l := range lines {
		for k := 1; k < len(l); k++ {
			if a, b := l[k-1], l[k]; a.y == b.y {
				across = append(across, stretch{i, a.y, min(a.x, b.x), max(a.x, b.x)})
			} else {
				down = append(down, stretch{i, a.x, min(a.y, b.y), max(a.y, b.y)})
			}
		}
	}
	points := map[point]bool{}
	for _, h := range across {
		for _, v := range down {
			if h.line != v.line && h.lo < v.at && v.at < h.hi && v.lo < h.at && h.at < v.hi {
				points[point{v.at, h.at}] = true
			}
		}
	}
	return len(points)
}

func linesOf(l *layout.Layout) [][]point {
	var lines [][]point
	for _, line := range l.Lines {
		var one []point
		for _, p := range line.Points {
			one = append(one, point{float64(p.X), float64(p.Y)})
		}
		lines = append(lines, one)
	}
	return lines
}

// elkLines are the lines of a graph that ELK laid out, all of which its root holds.
func elkLines(g *elk.Graph) [][]point {
	var lines [][]point
	for _, e := range g.Edges {
		at := point{}
		if e.Container != nil {
			within(g, *e.Container, &at)
		}
		for _, s := range e.Sections {
			one := []point{{at.x + s.StartPoint.X, at.y + s.StartPoint.Y}}
			for _, b := range s.BendPoints {
				one = append(one, point{at.x + b.X, at.y + b.Y})
			}
			lines = append(lines, append(one, point{at.x + s.EndPoint.X, at.y + s.EndPoint.Y}))
		}
	}
	return lines
}

// within adds to a place that of the group with the id, and reports whether it is there.
func within(g *elk.Node, id elk.ID, at *point) bool {
	if g.ID == id {
		return true
	}
	for _, c := range g.Children {
		if within(c, id, at) {
			at.x, at.y = at.x+*c.X, at.y+*c.Y
			return true
		}
	}
	return false
}

// TestCrossingsOfCorpus counts the crossings of the two pictures that everybody meets
// first, with our placement, with Graphviz's, whose lines are ours, and with ELK.
func TestCrossingsOfCorpus(t *testing.T) {
	models := map[string]*model.Model{"A": load(t, ".."), "B": load(t, "../examples/ec2-service")}
	names := []string{"A", "B"}
	for _, s := range corpus.All() {
		if s.ID == "big100" || s.ID == "big300" { // ELK takes minutes
			continue
		}
		m, err := corpus.Load(s.Text)
		if err != nil {
			t.Fatal(err)
		}
		models[s.ID], names = m, append(names, s.ID)
	}
	var ours, dot, elks int
	for _, name := range names {
		pictures, err := render.Render(context.Background(), models[name], render.Options{Langs: []finding.Lang{finding.English}})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range pictures {
			if !slices.Contains([]string{"context", "containers"}, p.View.ID) {
				continue
			}
			if g := graphOf(models[name], p); g != nil {
				a, b, c := threeWays(t, g)
				ours, dot, elks = ours+a, dot+b, elks+c
				if a+b+c > 0 {
					report(t, "corpus", "| %s: %s | %d | %d | %d | | |", name, p.View.ID, a, b, c)
				}
			}
		}
	}
	r := float64(ours) / float64(min(dot, elks))
	report(t, "corpus", "| **both views of all systems** | %d | %d | %d | %.2f ≤ 1.2 | %s |", ours, dot, elks, r,
		kept(t, r <= 1.2, "%.2f times as many crossings in the corpus as the better of Graphviz and ELK", r))
}

// threeWays are the crossings of a graph by our placement, by Graphviz's and by ELK.
func threeWays(t *testing.T, g *layout.Graph) (ours, dot, elks int) {
	t.Helper()
	l, err := layout.New(g)
	if err != nil {
		t.Fatal(err)
	}
	placed, err := graphviz.Place(context.Background(), g, graphviz.Options{Program: programs.graphviz, Cache: programs.cache})
	if err == nil {
		err = layout.Route(g, placed)
	}
	if err != nil {
		t.Fatal(err)
	}
	by := elkGraph(g)
	if err := elk.Layout(by); err != nil {
		t.Fatal(err)
	}
	return onPaper(linesOf(l)), onPaper(linesOf(placed)), onPaper(elkLines(by))
}
