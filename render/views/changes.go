package views

import (
	"reflect"
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/render/layout"
)

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
		return alone(after, New, models.Before)
	case after == nil:
		return alone(before, Gone, models.After)
	}
	old := *before // what comes back is changed for its new place
	old.Root = (&comparison{in: map[string]*Group{}}).copy(before.Root)
	before = &old
	c := &comparison{
		before: treeOf(before), after: treeOf(after), same: map[string]string{}, in: map[string]*Group{},
		back:   map[Item]bool{},
		models: models, out: Comparison{Kept: map[string]string{}},
	}
	d := *after
	d.Root = c.copy(after.Root)
	c.out.Diagram, c.out.Any = &d, before.Empty != after.Empty
	c.pair()
	c.marked(d.Root)
	c.bringBack(before.Root, d.Root)
	c.edges(before, after)
	trunk(d.Edges)
	if len(d.Root.Children) > 0 {
		d.Empty = finding.Text{}
	}
	return c.out
}

// alone is a diagram that the other side has not.
func alone(one *Diagram, mark Mark, known func(id string) bool) Comparison {
	c := &comparison{in: map[string]*Group{}, out: Comparison{Kept: map[string]string{}, Any: true}}
	d := *one
	d.Root = c.copy(one.Root)
	lone := func(marks []Mark, ids []string) []Mark {
		if len(ids) == 0 || slices.ContainsFunc(ids, known) {
			return nil
		}
		return marked(marks, mark)
	}
	for _, g := range d.Groups() {
		if ids := standsFor(g); !made(g.ID) {
			g.Marks = lone(g.Marks, ids)
		}
	}
	for _, n := range d.Nodes() {
		n.Marks = lone(n.Marks, members(n))
	}
	d.Edges = nil
	for _, e := range one.Edges {
		own := *e
		own.Marks = lone(e.Marks, e.Connections)
		d.Edges = append(d.Edges, &own)
	}
	trunk(d.Edges)
	c.out.Diagram = &d
	return c.out
}

// made reports whether a view made a thing up: it is no part of the model, and
// comes and goes with what it holds.
func made(id string) bool { return strings.Contains(id, "/") && !strings.HasPrefix(id, trustPrefix) }

// trustPrefix begins the ids of zones of trust, which are part of the model.
const trustPrefix = "view/trust-"

// marked puts a mark before others: of all marks it is what the picture is
// about.
func marked(all []Mark, m Mark) []Mark { return append([]Mark{m}, all...) }

// fresh are the marks that a thing had not before. Those that it had are left to
// the pictures of the two sides, so that here marks mean changes.
func fresh(before, after []Mark) []Mark {
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
		if !made(g.ID) {
			return g.ID
		}
	}
	return ""
}

type comparison struct {
	before, after *tree
	// same are the ids of the later diagram by those of the earlier one.
	same map[string]string
	// in are the groups of the new diagram by the ids of what lies in them.
	in map[string]*Group
	// back are the things that were brought back.
	back   map[Item]bool
	models Models
	out    Comparison
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
		c.in[idOf(child)] = &own
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
			c.same[id] = id
		}
	}
	taken := map[string]bool{}
	for _, id := range sortedKeys(c.before.nodes) {
		if c.after.nodes[id] != nil {
			c.same[id] = id
			continue
		}
		for _, m := range members(c.before.nodes[id]) {
			if other := holder[m]; other != "" && !taken[other] &&
				c.before.nodes[id].Kind == c.after.nodes[other].Kind {
				c.same[id], taken[other] = other, true
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

// marked marks what is new, moved or revised in the copy of the later diagram.
func (c *comparison) marked(root *Group) {
	was := map[string]string{}
	for old, now := range c.same {
		was[now] = old
	}
	moved := func(old, now string) bool {
		place := c.before.place(old)
		if other, ok := c.same[place]; ok {
			place = other
		}
		return place != c.after.place(now)
	}
	root.walk(func(it Item) {
		id := idOf(it)
		old, stays := was[id]
		marks := &[]Mark{}
		revised := false
		switch it := it.(type) {
		case *Node:
			marks = &it.Marks
			if stays {
				revised = !alikeNodes(c.before.nodes[old], it)
				it.Marks = fresh(c.before.nodes[old].Marks, it.Marks)
				it.Fact = became(c.before.nodes[old].Fact, it.Fact)
			}
		case *Group:
			if made(id) {
				c.out.Kept[id] = id
				return
			}
			marks = &it.Marks
			if stays {
				revised = !alikeGroups(c.before.groups[old], it)
				it.Marks = fresh(c.before.groups[old].Marks, it.Marks)
				it.Fact = became(c.before.groups[old].Fact, it.Fact)
			}
		}
		switch {
		case !stays && slices.ContainsFunc(standsFor(it), c.models.Before):
			*marks = marked(*marks, Moved)
		case !stays:
			*marks = marked(*marks, New)
		case moved(old, id) && revised:
			*marks = marked(marked(*marks, Revised), Moved)
		case moved(old, id):
			*marks = marked(*marks, Moved)
		case revised:
			*marks = marked(*marks, Revised)
		}
		if stays && !moved(old, id) {
			c.out.Kept[old] = id
		}
		c.out.Any = c.out.Any || !stays || revised || moved(old, id)
	})
}

// became is a fact with what it was, when both are known.
func became(before, after finding.Text) finding.Text {
	if before == after || before.IsZero() || after.IsZero() {
		return after
	}
	return finding.Text{
		En: before.In(finding.English) + " → " + after.In(finding.English),
		Ko: before.In(finding.Korean) + " → " + after.In(finding.Korean),
	}
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
		reflect.DeepEqual(a.Lanes, b.Lanes) &&
		slices.Equal(a.Marks, b.Marks)
}

// edges marks the lines of the later diagram and brings back those that are
// gone. Views bundle connections into lines as it suits the whole: a line is new
// or gone only when a connection is, not when it goes another way.
func (c *comparison) edges(before, after *Diagram) {
	d := c.out.Diagram
	d.Edges = nil
	pairs, rest := c.pairEdges(before.Edges, after.Edges)
	old, now := connectionsIn(before), connectionsIn(after)
	taken := map[string]bool{}
	for _, e := range after.Edges {
		own := *e
		own.Trunk = ""
		if was := pairs[e]; was != nil {
			own.Marks = fresh(was.Marks, e.Marks)
		}
		if mark := c.edgeMark(pairs[e], e, old, now); mark != "" {
			own.Marks, c.out.Any = marked(own.Marks, mark), true
		}
		taken[own.ID] = true
		d.Edges = append(d.Edges, &own)
	}
	for _, e := range rest {
		lost := lacking(e.Connections, now)
		if len(e.Connections) > 0 && len(lost) == 0 {
			continue // it is drawn another way
		}
		c.out.Any = true
		own := *e
		own.Trunk, own.Marks, own.Connections = "", c.gone(lost), lost
		own.From, own.To = c.now(e.From), c.now(e.To)
		for taken[own.ID] {
			own.ID += "/gone"
		}
		taken[own.ID] = true
		if own.From != own.To && c.in[own.From] != nil && c.in[own.To] != nil {
			d.Edges = append(d.Edges, &own)
		}
	}
}

// gone marks what is no longer in the picture; what the model still has moved out
// of it.
func (c *comparison) gone(ids []string) []Mark {
	if len(ids) > 0 && !slices.ContainsFunc(ids, func(id string) bool { return !c.models.After(id) }) {
		return []Mark{Gone, Moved}
	}
	return []Mark{Gone}
}

// now is the id in the new diagram of what the earlier one calls id.
func (c *comparison) now(id string) string {
	if now, ok := c.same[id]; ok {
		return now
	}
	return id
}

// pairEdges ties lines with the same ends, as near as can be, and is what is
// left of the earlier ones.
func (c *comparison) pairEdges(old, now []*Edge) (pairs map[*Edge]*Edge, rest []*Edge) {
	rest = slices.Clone(old)
	pairs = map[*Edge]*Edge{}
	for _, near := range []func(a, b *Edge) bool{
		func(a, b *Edge) bool { return a.ID == b.ID },
		func(a, b *Edge) bool { return a.Kind == b.Kind },
		func(_, _ *Edge) bool { return true },
	} {
		for _, e := range now {
			if pairs[e] != nil {
				continue
			}
			i := slices.IndexFunc(rest, func(x *Edge) bool {
				return c.now(x.From) == e.From && c.now(x.To) == e.To && near(x, e)
			})
			if i >= 0 {
				pairs[e] = rest[i]
				rest = slices.Delete(rest, i, i+1)
			}
		}
	}
	return pairs, rest
}

// edgeMark is what became of a line of the later diagram; old and now are the
// connections of both.
func (c *comparison) edgeMark(was, is *Edge, old, now map[string]bool) Mark {
	came := lacking(is.Connections, old)
	switch {
	case was == nil && (len(is.Connections) == 0 ||
		slices.ContainsFunc(came, func(id string) bool { return !c.models.Before(id) })):
		return New
	case was == nil && len(came) > 0:
		return Moved
	case was == nil && slices.ContainsFunc(is.Connections, c.models.Revised):
		return Revised
	case was == nil:
		return ""
	case len(came) > 0 || len(lacking(was.Connections, now)) > 0:
		return Revised
	case !sameSet(was.Connections, is.Connections):
		if slices.ContainsFunc(is.Connections, c.models.Revised) {
			return Revised
		}
	case !alikeEdges(was, is):
		return Revised
	}
	return ""
}

// connectionsIn are the connections that a diagram shows.
func connectionsIn(d *Diagram) map[string]bool {
	all := map[string]bool{}
	for _, e := range d.Edges {
		for _, id := range e.Connections {
			all[id] = true
		}
	}
	return all
}

// lacking are the ids that are not in set.
func lacking(ids []string, set map[string]bool) []string {
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return set[id] })
}

func sameSet(a, b []string) bool {
	return slices.Equal(slices.Compact(slices.Sorted(slices.Values(a))),
		slices.Compact(slices.Sorted(slices.Values(b))))
}

// alikeEdges reports whether two lines with the same ends say the same.
func alikeEdges(a, b *Edge) bool {
	return a.Kind == b.Kind && a.Label == b.Label && slices.Equal(a.More, b.More) && a.TLS == b.TLS &&
		a.Masked == b.Masked &&
		a.Personal == b.Personal && slices.Equal(a.Marks, b.Marks)
}
