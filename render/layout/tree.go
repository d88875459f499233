package layout

import "fmt"

// tree is the graph with numbers in place of ids: item 0 is the root, every
// parent comes before its children, children keep the order of the file.
type tree struct {
	items []item
	byID  map[string]int
	ends  []ends
	graph *Graph
}

// item is a node or a group. Exactly one of the two pointers is set.
type item struct {
	node     *Node
	group    *Group
	parent   int // -1 for the root
	depth    int
	children []int // without those on the border
	border   []int // nodes on the border of this group
}

// ends are the two items of an edge and the group that holds them both: one of
// the two itself when it holds the other.
type ends struct{ from, to, common int }

func newTree(g *Graph) (*tree, error) {
	t := &tree{byID: map[string]int{}, graph: g}
	root := g.Root
	if root == nil {
		root = &Group{}
	}
	t.items = append(t.items, item{group: root, parent: -1})
	if err := t.add(0); err != nil {
		return nil, err
	}
	for _, e := range g.Edges {
		from, ok := t.byID[e.From]
		if !ok {
			return nil, fmt.Errorf("lay out edge %q: no node or group %q", e.ID, e.From)
		}
		to, ok := t.byID[e.To]
		if !ok {
			return nil, fmt.Errorf("lay out edge %q: no node or group %q", e.ID, e.To)
		}
		common := t.common(from, to)
		if from == to && from > 0 { // a line to itself runs around it
			if common = t.items[from].parent; t.onBorder(from) {
				common = t.items[common].parent
			}
		}
		t.ends = append(t.ends, ends{from, to, common})
	}
	return t, nil
}

// add appends what group number at holds, and what that holds.
func (t *tree) add(at int) error {
	group := t.items[at].group
	first := len(t.items)
	for _, c := range group.Children {
		child := item{parent: at, depth: t.items[at].depth + 1}
		var id string
		switch c := c.(type) {
		case *Node:
			child.node, id = c, c.ID
		case *Group:
			child.group, id = c, c.ID
		}
		if _, taken := t.byID[id]; taken {
			return fmt.Errorf("lay out %q: two nodes or groups have this id", id)
		}
		number := len(t.items)
		t.byID[id] = number
		t.items = append(t.items, child)
		if child.node != nil && child.node.OnBorder && at != 0 {
			t.items[at].border = append(t.items[at].border, number)
		} else {
			t.items[at].children = append(t.items[at].children, number)
		}
	}
	for number := first; number < first+len(group.Children); number++ {
		if t.items[number].group != nil {
			if err := t.add(number); err != nil {
				return err
			}
		}
	}
	return nil
}

// place is the hint of an item.
func (t *tree) place(at int) *Place {
	if n := t.items[at].node; n != nil {
		return &n.Place
	}
	return &t.items[at].group.Place
}

// common is the innermost item that holds both a and b.
func (t *tree) common(a, b int) int {
	for a != b {
		if t.items[a].depth < t.items[b].depth {
			a, b = b, a
		}
		a = t.items[a].parent
	}
	return a
}

// childOf is the child of group through which item at hangs below it; at must
// lie inside the group.
func (t *tree) childOf(group, at int) int {
	for t.items[at].parent != group {
		at = t.items[at].parent
	}
	return at
}

// onBorder reports whether item at sits on the border of its group.
func (t *tree) onBorder(at int) bool {
	n := t.items[at].node
	return n != nil && n.OnBorder && t.items[at].parent > 0
}

// span is the range of lanes that item at takes within lanes first to last of
// the group around it; what names no lane runs across all of them.
func (t *tree) span(at, first, last int) (int, int) {
	h := t.place(at)
	if !h.InLane {
		return first, last
	}
	from := min(max(h.FirstLane, first), last)
	return from, min(max(h.LastLane, from), last)
}

// isTier reports whether item at is a group that spans lanes, so that the lanes
// run on inside it.
func (t *tree) isTier(at, first, last int) bool {
	it := &t.items[at]
	if it.group == nil || len(it.group.Lanes) > 0 {
		return false
	}
	from, to := t.span(at, first, last)
	return from < to
}

// lanes is the range of lanes that item at takes of those of the group owner,
// the nearest around it that has any; owner is -1 when there is none.
func (t *tree) lanes(at int) (owner, first, last int) {
	up := t.items[at].parent
	switch {
	case up < 0 || t.onBorder(at):
		return -1, 0, 0
	case len(t.items[up].group.Lanes) > 0:
		owner, first, last = up, 0, len(t.items[up].group.Lanes)-1
	default:
		owner, first, last = t.lanes(up)
	}
	if owner >= 0 {
		first, last = t.span(at, first, last)
	}
	return owner, first, last
}

// across lists the nodes that may hide the boundaries of lanes below item at:
// those in or on what spans lanes.
func (t *tree) across(at, first, last int) []int {
	var out []int
	for _, c := range t.items[at].children {
		from, to := t.span(c, first, last)
		switch {
		case from == to:
		case t.items[c].node != nil:
			out = append(out, c)
		default:
			out = append(append(out, t.items[c].border...), t.across(c, from, to)...)
		}
	}
	return out
}
