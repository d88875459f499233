package views_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"asbuilt/internal/corpus"
	"asbuilt/model"
	"asbuilt/model/kind"
	"asbuilt/render/views"
)

// ofCorpus is a system of the corpus.
func ofCorpus(t *testing.T, id string) *model.Model {
	t.Helper()
	for _, s := range corpus.All() {
		if s.ID == id {
			m, err := corpus.Load(s.Text)
			if err != nil {
				t.Fatal(err)
			}
			return m
		}
	}
	t.Fatalf("the corpus has no %s", id)
	return nil
}

// TestNothingIsLeftOutSilently holds the pictures of the whole to having, or
// naming, every element and every connection of their state.
func TestNothingIsLeftOutSilently(t *testing.T) {
	for _, s := range corpus.All() {
		m, err := corpus.Load(s.Text)
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range []string{"containers", "network"} {
			d := resolve(t, m, id, views.Overlay{})
			named := map[string]bool{}
			for _, a := range d.Absent {
				if named[a.ID] {
					t.Errorf("%s: %s is absent twice in %s", s.ID, a.ID, id)
				}
				named[a.ID] = true
			}
			drawn := drawnIn(d)
			for _, e := range m.Elements {
				if m.ActiveIn(e.Lifetime, d.View.State) && drawn[e.ID] == named[e.ID] {
					t.Errorf("%s: %s in %s is drawn: %v, named as absent: %v", s.ID, e.ID, id, drawn[e.ID], named[e.ID])
				}
			}
			for _, c := range m.Connections {
				if m.ActiveIn(c.Lifetime, d.View.State) && !c.Derived && m.ActiveIn(m.Element(c.From.ID).Lifetime,
					d.View.State) &&
					m.ActiveIn(m.Element(c.To.ID).Lifetime, d.View.State) && drawn[c.ID.V] == named[c.ID.V] {
					t.Errorf("%s: %s in %s is drawn: %v, named as absent: %v", s.ID, c.ID.V, id, drawn[c.ID.V],
						named[c.ID.V])
				}
			}
		}
	}
}

// drawnIn are the ids of the elements and connections that a diagram has.
func drawnIn(d *views.Diagram) map[string]bool {
	all := map[string]bool{}
	for _, n := range d.Nodes() {
		all[n.ID] = true
		for _, id := range slices.Concat(n.Members, n.Carries) {
			all[id] = true
		}
		if n.Loop != nil {
			for _, id := range n.Loop.Connections {
				all[id] = true
			}
		}
	}
	for _, e := range d.Edges {
		for _, id := range e.Connections {
			all[id] = true
		}
	}
	return all
}

// TestJoinsAreDrawn holds what joins networks to being drawn between them, and to
// lying on the way of what is led over it.
func TestJoinsAreDrawn(t *testing.T) {
	m := ofCorpus(t, "joined")
	d := resolve(t, m, "network", views.Overlay{})
	lines := map[string]string{} // kinds of the edges by their ends
	for _, e := range d.Edges {
		lines[e.From+" "+e.To] += e.Kind + " "
	}
	joins := 0
	for _, e := range m.Elements {
		for _, ref := range e.Joins {
			joins++
			if lines[e.ID+" "+ref.ID] != "join " {
				t.Errorf("%s joins %s: %q is drawn", e.ID, ref.ID, lines[e.ID+" "+ref.ID])
			}
		}
	}
	if joins != 9 {
		t.Errorf("%d joins", joins)
	}
	for _, way := range []string{"web peer core", "batch tgw core", "web line erp", "batch tunnel erp"} {
		stops := strings.Fields(way)
		for i := 1; i < len(stops); i++ {
			if lines[stops[i-1]+" "+stops[i]] != "request " {
				t.Errorf("nothing leads from %s to %s", stops[i-1], stops[i])
			}
		}
		if lines[stops[0]+" "+stops[2]] != "" {
			t.Errorf("a line leads from %s to %s as if by magic", stops[0], stops[2])
		}
	}
}

// TestEmptyTiersAndLoops shows a network that holds little: its empty tiers, and
// a fleet whose machines talk to one another.
func TestEmptyTiersAndLoops(t *testing.T) {
	d := resolve(t, ofCorpus(t, "bare"), "network", views.Overlay{})
	var tiers []string
	for _, g := range d.Groups() {
		if slices.Contains([]views.Style{views.Public, views.Private, views.Isolated}, g.Style) {
			tiers = append(tiers, g.ID)
		}
	}
	slices.Sort(tiers)
	if got := strings.Join(tiers, " "); got != "app data edge" {
		t.Errorf("the tiers are %s", got)
	}
	for _, n := range d.Nodes() {
		if (n.ID == "ring") != (n.Loop != nil) {
			t.Errorf("%s has the loop %v", n.ID, n.Loop)
		}
		if n.Loop != nil && (n.Loop.Label.En != "7000" || n.Loop.TLS ||
			!slices.Equal(n.Loop.Connections, []string{"ring->ring:7000"})) {
			t.Errorf("the loop is %+v", n.Loop)
		}
	}
}

// TestServicesBesideVPCs shows where everything runs when little or nothing runs
// in a VPC, and folds what is alike.
func TestServicesBesideVPCs(t *testing.T) {
	in := func(d *views.Diagram, id string) string {
		for _, g := range d.Groups() {
			if slices.ContainsFunc(g.Children, func(it views.Item) bool {
				n, ok := it.(*views.Node)
				return ok && n.ID == id
			}) {
				return g.ID
			}
		}
		return ""
	}
	d := resolve(t, ofCorpus(t, "serverless"), "network", views.Overlay{})
	for id, place := range map[string]string{
		"cdn": "prod", "take": "seoul", "orders": "seoul", "customer": "internet",
	} {
		if got := in(d, id); got != place {
			t.Errorf("%s lies in %q, want %q", id, got, place)
		}
	}
	d = resolve(t, ofCorpus(t, "fan"), "network", views.Overlay{})
	for _, n := range d.Nodes() {
		if n.Kind == "lambda" && len(n.Members) != 30 {
			t.Errorf("%s stands for %d functions", n.ID, len(n.Members))
		}
	}
	if got := in(d, "source"); got != "app" {
		t.Errorf("what runs in the VPC lies in %q", got)
	}
}

// TestWhatAModuleHasIsNotShared gives a module one element of each kind: none of them
// stands among what all modules share.
func TestWhatAModuleHasIsNotShared(t *testing.T) {
	shown, shared := 0, 0
	for _, k := range kind.All() {
		if k.Category == kind.Place || k.Category == kind.Set {
			continue
		}
		d := resolve(t, load(t, fmt.Sprintf(`asbuilt: 1
name: t
boundaries:
  a: {kind: account}
  r: {kind: region, in: a}
modules: {one: {name: One}, two: {name: Two}}
elements:
  x: {kind: lambda, in: r, module: one}
  y: {kind: lambda, in: r, module: two}
  mine: {kind: %[1]s, module: one}
  nobodys: {kind: %[1]s}
connections:
  - {from: x, to: mine}
  - {from: y, to: nobodys}
`, k.ID)), "containers", views.Overlay{})
		for _, g := range d.Groups() {
			for _, it := range g.Children {
				n, ok := it.(*views.Node)
				all := g.ID == "view/platform" || g.ID == "view/stores"
				switch {
				case !ok:
				case n.ID == "mine":
					shown++
					if all {
						t.Errorf("%s of module one stands in %s", k.ID, g.ID)
					}
				case n.ID == "nobodys" && all:
					shared++
				}
			}
		}
	}
	if shown < 50 || shared < 20 {
		t.Errorf("%d of a module and %d of none are shown", shown, shared)
	}
}
