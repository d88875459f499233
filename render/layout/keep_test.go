package layout_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"asbuilt/internal/nightly"
	"asbuilt/render/layout"
	"asbuilt/render/layout/gate"
	"asbuilt/render/layout/layouttest"
)

// edited is a graph and what it was before an edit: boxes and whole groups came, went
// and were renamed. now keeps to the places that the earlier one had.
type edited struct {
	was, now *layout.Graph
	// stayed are the nodes of both, by their id now.
	stayed map[string]string
}

// edit makes two graphs of the random one with a seed. Of every few nodes, as every says,
// one is new.
func edit(seed uint64, every int) edited {
	r := rand.New(rand.NewPCG(seed, uint64(every)))
	all := layouttest.Random(seed, randomSize(seed))
	came, went, renamed := map[string]bool{}, map[string]bool{}, map[string]string{}
	for _, id := range ids(all.Root, false) {
		switch {
		case r.IntN(every) == 0:
			came[id] = true
		case r.IntN(10) == 0:
			went[id] = true
		case r.IntN(10) == 0:
			renamed[id] = id + "-now"
		}
	}
	for _, id := range ids(all.Root, true) {
		if r.IntN(5*every) == 0 {
			came[id] = true
		}
	}
	e := edited{was: part(all, came, nil), now: part(all, went, renamed), stayed: map[string]string{}}
	was := ids(e.was.Root, false)
	for _, id := range was {
		now := id
		if renamed[id] != "" {
			now = renamed[id]
		}
		if slices.Contains(ids(e.now.Root, false), now) {
			e.stayed[now] = id
		}
	}
	return e
}

// ids are those of the nodes, or of the groups, in a group.
func ids(g *layout.Group, groups bool) []string {
	var all []string
	for _, c := range g.Children {
		switch c := c.(type) {
		case *layout.Node:
			if !groups {
				all = append(all, c.ID)
			}
		case *layout.Group:
			if groups {
				all = append(all, c.ID)
			}
			all = append(all, ids(c, groups)...)
		}
	}
	return all
}

// part is a graph without some of its boxes and their lines, others renamed and as wide
// as their new names.
func part(g *layout.Graph, gone map[string]bool, renamed map[string]string) *layout.Graph {
	left := map[string]string{"": ""}
	var walk func(*layout.Group) *layout.Group
	walk = func(g *layout.Group) *layout.Group {
		own := *g
		own.Children = nil
		left[g.ID] = g.ID
		for _, c := range g.Children {
			switch c := c.(type) {
			case *layout.Group:
				if !gone[c.ID] {
					own.Children = append(own.Children, walk(c))
				}
			case *layout.Node:
				if gone[c.ID] {
					continue
				}
				n := *c
				if now := renamed[n.ID]; now != "" {
					n.ID, n.Size.W = now, n.Size.W+40
				}
				left[c.ID] = n.ID
				own.Children = append(own.Children, &n)
			}
		}
		return &own
	}
	out := &layout.Graph{Root: walk(g.Root)}
	for _, e := range g.Edges {
		from, begins := left[e.From]
		to, ends := left[e.To]
		if begins && ends {
			own := *e
			own.From, own.To = from, to
			out.Edges = append(out.Edges, &own)
		}
	}
	return out
}

// TestKeptPicturesAreTrue edits random graphs, of which a third or half of the boxes is
// new then, some are gone and some renamed: a picture that keeps to the earlier one
// passes every gate and has every line. Where it holds its sides, nothing that was on one
// side of another thing lies on the other now, and hardly a middle: a line that needs
// room at a box may widen that far.
func TestKeptPicturesAreTrue(t *testing.T) {
	t.Parallel()
	var all sides
	for _, seed := range nightly.Seeds(400, 40) {
		for _, every := range []int{2, 3} {
			for _, firm := range []bool{false, true} {
				t.Run(fmt.Sprintf("%d/%d/%v", seed, every, firm), func(t *testing.T) {
					all.runs++
					e := edit(seed, every)
					before, err := layout.New(e.was)
					if err != nil {
						t.Fatal(err)
					}
					e.now.Kept, e.now.Firm = before.Places(), firm
					for now, was := range e.stayed {
						if now != was {
							e.now.Kept[now] = e.now.Kept[was]
							delete(e.now.Kept, was)
						}
					}
					p := checked(t, e.now)
					if len(p.Lines) != len(e.now.Edges) {
						t.Errorf("%d lines of %d", len(p.Lines), len(e.now.Edges))
					}
					if boxes, err := layout.Boxes(e.now); err != nil || boxes.Held == nil {
						all.given++
					} else if firm {
						all.compare(t, e, before, p, boxes.Held)
					}
				})
			}
		}
	}
	t.Logf("%d of %d middles beyond that of another, %d of %d boxes without a place",
		all.turned, all.pairs, all.lost, all.stayed)
	if 50*all.given > all.runs {
		t.Errorf("%d of %d arrangements are given up", all.given, all.runs)
	}
	if 500*all.lost > all.stayed {
		t.Errorf("the places of %d of %d boxes are given up", all.lost, all.stayed)
	}
	if 250*all.turned > all.pairs {
		t.Errorf("%d of %d middles are beyond that of another", all.turned, all.pairs)
	}
}

// sides counts pairs of boxes, along either axis, whose middles were apart and still
// are, and those whose middles are the other way round.
type sides struct {
	pairs, turned int
	runs, given   int // of edits, and those after which nothing was kept
	stayed, lost  int // boxes that were there before, and those whose places contradict the graph now
}

// compare fails where of two boxes with middles apart one lies wholly on the other side
// of the other now. What has no place that the graph allows is new, and is nobody's.
func (s *sides) compare(t *testing.T, e edited, before *layout.Layout, p gate.Picture, held map[string]layout.Point) {
	t.Helper()
	is := map[string]layout.Box{}
	for _, n := range p.Nodes {
		is[n.ID] = n.Box
	}
	stayed := slices.Sorted(maps.Keys(e.stayed))
	s.stayed += len(stayed)
	stayed = slices.DeleteFunc(stayed, func(id string) bool { _, is := held[id]; return !is })
	s.lost += len(e.stayed) - len(stayed)
	for _, a := range stayed {
		for _, b := range stayed {
			first, second := before.Nodes[e.stayed[a]], before.Nodes[e.stayed[b]]
			for axis := range 2 {
				if _, _, middle := extent(first, axis); middle+20 >= middleOf(second, axis) {
					continue
				}
				lo, _, now := extent(is[a], axis)
				_, hi, other := extent(is[b], axis)
				if s.pairs++; now > other+20 {
					s.turned++
				}
				if lo >= hi {
					t.Errorf("%s and %s change sides: %v, %v became %v, %v", a, b, first, second, is[a], is[b])
				}
			}
		}
	}
}

// extent is where a box begins and ends along an axis, and its middle.
func extent(b layout.Box, axis int) (lo, hi, middle int) {
	if axis == 1 {
		b.X, b.W = b.Y, b.H
	}
	return b.X, b.X + b.W, b.X + b.W/2
}

func middleOf(b layout.Box, axis int) int {
	_, _, middle := extent(b, axis)
	return middle
}
