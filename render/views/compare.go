package views

import (
	"reflect"
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/render/layout"
)

// How two diagrams become one.
//
// The two are of one view, made from two models. The result begins as a copy of the
// later one, so that a reader sees what is there now and where.
//
//  1. pair ties what both have: things with one id, and boxes of one kind that stand
//     for the same element, though one of them stands for more.
//  2. markThings compares each thing of the copy with its pair. Without a pair it is
//     new; if the model had it before, though not in this picture, it has moved.
//     With one it has moved when another place of the model holds it, and is
//     revised when it says something else. A box that the view made up, such as
//     "Data stores", has no marks: it comes and goes with what it holds.
//  3. restore walks through the earlier diagram and puts what has no pair back as a
//     copy marked as gone: into the group that its old group is now, behind the
//     neighbour that stood before it. So the layout, which knows nothing of
//     changes, finds room for it near where it was.
//  4. edges does the same with lines: they are tied by their ends, marked by what
//     their connections say, and put back where a connection is gone.
//
// Kept names what has not moved, for the layout to hold in its place.

// Comparison is two diagrams of one view in one.
type Comparison struct {
	// Diagram is the later one with the marks, and with what is gone where it was.
	Diagram *Diagram
	// Kept are the ids in Diagram of what the earlier one has and has not moved,
	// by their ids there.
	Kept map[string]string
	// Any says that something differs.
	Any bool
}

// Models is what the two models have, whether the view shows it or not.
type Models struct {
	// Before and After report whether a model has a thing.
	Before, After func(id string) bool
	// Revised reports whether a connection that both have says something else.
	Revised func(connection string) bool
}

// Compare marks in one diagram what differs between two of the same view,
// whatever their places. What came into the picture is new only when the model
// did not have it; otherwise it moved. One of the two may be nil, when the view
// did not exist or no longer does: then what the other model has, too, has no
// mark.
func Compare(before, after *Diagram, models Models) Comparison {
	switch {
	case before == nil:
		return oneSided(after, New, models.Before)
	case after == nil:
		return oneSided(before, Gone, models.After)
	}
	own := *before // what is restored is changed for its new place
	own.Root = (&comparison{holder: map[string]*Group{}}).copy(before.Root)
	before = &own
	c := &comparison{
		before: treeOf(before), after: treeOf(after), models: models, out: Comparison{Kept: map[string]string{}},
		laterID: map[string]string{}, holder: map[string]*Group{}, restored: map[Item]bool{},
	}
	d := *after
	d.Root = c.copy(after.Root)
	c.out.Diagram, c.out.Any = &d, before.Empty != after.Empty
	c.pair()
	c.markThings(d.Root)
	c.restore(before.Root, d.Root)
	c.edges(before, after)
	trunk(d.Edges)
	if len(d.Root.Children) > 0 {
		d.Empty = finding.Text{}
	}
	return c.out
}

// oneSided is a diagram that the other side has not.
func oneSided(one *Diagram, mark Mark, known func(id string) bool) Comparison {
	c := &comparison{holder: map[string]*Group{}, out: Comparison{Kept: map[string]string{}, Any: true}}
	d := *one
	d.Root = c.copy(one.Root)
	unlessKnown := func(marks []Mark, ids []string) []Mark {
		if len(ids) == 0 || slices.ContainsFunc(ids, known) {
			return nil
		}
		return withFirst(marks, mark)
	}
	for _, g := range d.Groups() {
		if ids := standsFor(g); !madeUp(g.ID) {
			g.Marks = unlessKnown(g.Marks, ids)
		}
	}
	for _, n := range d.Nodes() {
		n.Marks = unlessKnown(n.Marks, members(n))
	}
	d.Edges = nil
	for _, e := range one.Edges {
		own := *e
		own.Marks = unlessKnown(e.Marks, e.Connections)
		d.Edges = append(d.Edges, &own)
	}
	trunk(d.Edges)
	c.out.Diagram = &d
	return c.out
}

// madeUp reports whether a view made a thing up: it is no part of the model, and
// comes and goes with what it holds.
func madeUp(id string) bool {
	return strings.Contains(plainID(id), "/") && !strings.HasPrefix(id, trustPrefix)
}

// trustPrefix begins the ids of zones of trust, which are part of the model.
const trustPrefix = "view/trust-"

// withFirst puts a mark before others: of all marks it is what the picture is
// about.
func withFirst(all []Mark, m Mark) []Mark { return append([]Mark{m}, all...) }

// newMarks are the marks that a thing had not before. Those that it had are left to
// the pictures of the two sides, so that here marks mean changes.
func newMarks(before, after []Mark) []Mark {
	return slices.DeleteFunc(slices.Clone(after), func(m Mark) bool { return slices.Contains(before, m) })
}

// tree finds the things of a diagram and what holds them.
type tree struct {
	nodes  map[string]*Node
	groups map[string]*Group
	parent map[string]*Group
}

func treeOf(d *Diagram) *tree {
	t := &tree{nodes: map[string]*Node{}, groups: map[string]*Group{}, parent: map[string]*Group{}}
	var walk func(g *Group)
	walk = func(g *Group) {
		for _, child := range g.Children {
			t.parent[idOf(child)] = g
			switch it := child.(type) {
			case *Node:
				t.nodes[it.ID] = it
			case *Group:
				t.groups[it.ID] = it
				walk(it)
			}
		}
	}
	walk(d.Root)
	return t
}

// place is the id of the nearest group around a thing that is part of the model.
func (t *tree) place(id string) string {
	for g := t.parent[id]; g != nil; g = t.parent[g.ID] {
		if !madeUp(g.ID) {
			return g.ID
		}
	}
	return ""
}

// comparison makes one diagram of two.
type comparison struct {
	before, after *tree
	// laterID are the ids in the result of what the earlier diagram has, by the ids
	// there.
	laterID map[string]string
	// holder are the groups of the result by the ids of what lies in them.
	holder map[string]*Group
	// restored are the things that were put back.
	restored map[Item]bool
	models   Models
	out      Comparison
}

// copy is g with all it holds, so that marks do not reach the original.
func (c *comparison) copy(g *Group) *Group {
	own := *g
	own.Children, own.Marks = nil, slices.Clone(g.Marks)
	for _, child := range g.Children {
		if n, ok := child.(*Node); ok {
			node := *n
			child = &node
		} else {
			child = c.copy(child.(*Group))
		}
		own.Children = append(own.Children, child)
		c.holder[idOf(child)] = &own
	}
	return &own
}

// pair ties what is in both: by id, else by what boxes of one kind stand for.
func (c *comparison) pair() {
	holder := map[string]string{} // later boxes that nothing is tied to yet, by member
	for id, n := range c.after.nodes {
		if c.before.nodes[id] == nil {
			for _, m := range members(n) {
				holder[m] = id
			}
		}
	}
	for id := range c.before.groups {
		if c.after.groups[id] != nil {
			c.laterID[id] = id
		}
	}
	taken := map[string]bool{}
	for _, id := range sortedKeys(c.before.nodes) {
		if c.after.nodes[id] != nil {
			c.laterID[id] = id
			continue
		}
		for _, m := range members(c.before.nodes[id]) {
			other := holder[m]
			if other != "" && !taken[other] && c.before.nodes[id].Kind == c.after.nodes[other].Kind {
				c.laterID[id], taken[other] = other, true
				break
			}
		}
	}
}

func sortedKeys[T any](m map[string]T) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// standsFor are the ids of what a node or a group stands for.
func standsFor(it Item) []string {
	if n, ok := it.(*Node); ok {
		return members(n)
	}
	return []string{strings.TrimPrefix(idOf(it), trustPrefix)}
}

// members are the ids of what a node stands for, as far as it is part of the
// model.
func members(n *Node) []string {
	switch {
	case len(n.Members) > 0:
		return n.Members
	case strings.HasPrefix(n.ID, "view/"):
		return nil
	}
	return []string{n.ID}
}

// markThings marks what is new, moved or revised in the copy of the later diagram.
func (c *comparison) markThings(root *Group) {
	earlierID := map[string]string{}
	for earlier, later := range c.laterID {
		earlierID[later] = earlier
	}
	root.walk(func(it Item) {
		id := idOf(it)
		earlier, stays := earlierID[id]
		if _, isGroup := it.(*Group); isGroup && madeUp(id) {
			c.out.Kept[id] = id
			return
		}
		revised := stays && c.revise(it, earlier)
		moved := stays && c.moved(earlier, id)
		marks := marksOf(it)
		switch {
		case !stays && slices.ContainsFunc(standsFor(it), c.models.Before):
			*marks = withFirst(*marks, Moved)
		case !stays:
			*marks = withFirst(*marks, New)
		case moved && revised:
			*marks = withFirst(withFirst(*marks, Revised), Moved)
		case moved:
			*marks = withFirst(*marks, Moved)
		case revised:
			*marks = withFirst(*marks, Revised)
		}
		if stays && !moved {
			c.out.Kept[earlier] = id
		}
		c.out.Any = c.out.Any || !stays || revised || moved
	})
}

// moved reports whether another place holds a thing now.
func (c *comparison) moved(earlier, later string) bool {
	return c.later(c.before.place(earlier)) != c.after.place(later)
}

// revise leaves a thing the marks that are new, says what its fact was, and
// reports whether it says something else than before.
func (c *comparison) revise(it Item, earlier string) bool {
	switch it := it.(type) {
	case *Node:
		was := c.before.nodes[earlier]
		revised := !alikeNodes(was, it)
		it.Marks, it.Fact = newMarks(was.Marks, it.Marks), wasAndIs(was.Fact, it.Fact)
		it.Lost, it.Sets = lostNotes(was.Notes, it.Notes), bothSets(was.Sets, it.Sets)
		return revised
	case *Group:
		was := c.before.groups[earlier]
		revised := !alikeGroups(was, it)
		it.Marks, it.Fact = newMarks(was.Marks, it.Marks), wasAndIs(was.Fact, it.Fact)
		return revised
	}
	return false
}

func marksOf(it Item) *[]Mark {
	if n, ok := it.(*Node); ok {
		return &n.Marks
	}
	return &it.(*Group).Marks
}

// lostNotes are the earlier notes that are gone.
func lostNotes(before, after []Note) []Note {
	return slices.DeleteFunc(slices.Clone(before), func(n Note) bool { return slices.Contains(after, n) })
}

// bothSets are the later security groups with a mark on what is new, and those of the
// earlier ones that are gone.
func bothSets(before, after []Set) []Set {
	in := func(all []Set, s Set) bool {
		return slices.ContainsFunc(all, func(o Set) bool { return o.Title == s.Title })
	}
	var all []Set
	for _, s := range after {
		if !in(before, s) {
			s.Marks = withFirst(s.Marks, New)
		}
		all = append(all, s)
	}
	for _, s := range before {
		if !in(after, s) {
			all = append(all, Set{Title: s.Title, Marks: []Mark{Gone}})
		}
	}
	return all
}

// wasAndIs is a fact with what it was, where it was said.
func wasAndIs(before, after finding.Text) finding.Text {
	switch {
	case before == after || before.IsZero():
		return after
	case after.IsZero():
		after = texts().Of("none now")
	}
	return headed(before, headed(finding.Same("→"), after))
}

// alikeNodes reports whether two nodes say the same, wherever they stand.
func alikeNodes(a, b *Node) bool {
	x, y := *a, *b
	x.ID, y.ID = "", ""
	x.Members, y.Members = nil, nil // a picture shows as much of them as the texts say
	x.Place, y.Place = layout.Place{}, layout.Place{}
	x.OnBorder, y.OnBorder, x.Side, y.Side = false, false, 0, 0
	if x.Zones == nil || y.Zones == nil || slices.Equal(x.Zones.In, y.Zones.In) { // lanes say the same as marks
		x.Zones, y.Zones = nil, nil
	}
	return reflect.DeepEqual(x, y)
}

// alikeGroups reports whether two groups say the same of themselves.
func alikeGroups(a, b *Group) bool {
	return a.Style == b.Style && a.Glyph == b.Glyph && a.Title == b.Title && a.Fact == b.Fact &&
		reflect.DeepEqual(a.Lanes, b.Lanes) && slices.Equal(a.Marks, b.Marks)
}
