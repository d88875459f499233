package views

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/kind"
)

// A picture of more than a hundred elements is not read box by box. Its modules, then
// what is of one kind in one place, then whole places are drawn as one box each, with
// how many it stands for, until there are no more boxes than one finds one's way
// through. What is in such a box has a sheet of its own: that of the module, or one
// that shows the box's members, and all else as the whole shows it.
//
// Which boxes are made is decided one by one, of kinds the last ones first, as what comes
// first leads to the rest; and each element above the hundred makes at most one more: a
// model that grows by one element has the picture that it had, but for one box.

const (
	// unfolded is how many elements a model may have for all of them to be drawn.
	unfolded = 100
	// roomy is how many boxes, and roomyLines how many lines a picture of more may have.
	roomy, roomyLines = 40, 60
	// sheetful is how many members one sheet opens, and sheetLines how many lines may
	// end at them.
	sheetful, sheetLines = 24, 34
)

// fold folds what the view shows, as far as it must: once, when all lines are there
// and before they are bundled.
func (r *resolver) fold() {
	if r.isFolded {
		return
	}
	r.isFolded = true
	if len(r.existing) <= unfolded || r.v.chosen != "" || r.v.groupBy != "" || r.v.like == asContext {
		return
	}
	f := folding{r: r, moved: map[string]string{}, swapped: map[Item]Item{}, left: len(r.existing) - unfolded}
	for _, step := range []func(){f.modules, f.kinds, f.places} {
		step()
		f.settle()
	}
	if r.v.opens != "" {
		f.prune()
	}
	if r.listsAbsent() && len(r.d.Edges) > roomyLines {
		f.untangle()
	}
}

// folding folds one diagram.
type folding struct {
	r *resolver
	// opened are the ids of the members that the view shows one by one.
	opened map[string]bool
	// moved are the ids of boxes that are gone since it last settled, with the one that
	// each is part of now; swapped are groups with the box that stands in their place.
	moved   map[string]string
	swapped map[Item]Item
	// saved is by how much fewer boxes there will be when it settles.
	saved int
	// left is how many boxes may still be made.
	left int
}

// enough reports whether the picture needs no more folding, or may have no more.
func (f *folding) enough() bool { return f.left <= 0 || f.boxes() <= roomy && f.lines() <= roomyLines }

// boxes is how many boxes there are, what the view opens counted as the one box that
// it is in the picture of the whole, so that both fold alike.
func (f *folding) boxes() int {
	count := len(f.r.d.Nodes()) - f.saved - len(f.opened)
	if len(f.opened) > 0 && !f.r.shown[f.r.v.opens] { // the box of those that another sheet opens
		count++
	}
	return count
}

// lines is how many lines there are, those of what the view opens counted as those of one
// box.
func (f *folding) lines() int {
	all := map[[3]string]bool{}
	for _, e := range f.r.d.Edges {
		key := [3]string{cmp.Or(f.moved[e.From], e.From), cmp.Or(f.moved[e.To], e.To), e.Kind}
		for i, end := range key[:2] {
			if f.opened[end] {
				key[i] = f.r.v.opens
			}
		}
		if key[0] != key[1] || e.From == e.To && key[0] == e.From && !f.opened[e.From] {
			all[key] = true
		}
	}
	return len(all)
}

// modules makes one box of each module.
func (f *folding) modules() {
	for _, g := range f.r.d.Groups() {
		if g.Style == Module && f.r.v.module == "" && g.ID != f.r.v.opens && !f.enough() {
			f.whole(g, g.ID, "module-"+g.ID)
		}
	}
}

// places makes one box of each innermost group that is left with more than a few.
func (f *folding) places() {
	for _, g := range f.r.d.Groups() {
		inner := slices.ContainsFunc(g.Children, func(it Item) bool {
			n, node := it.(*Node)
			return !node || n.Kind == "module"
		})
		if inner || len(g.Children) <= fewTwins || f.enough() {
			continue
		}
		id := allOf + g.ID[strings.LastIndex(g.ID, "/")+1:]
		if f.r.v.opens == id {
			f.opened = map[string]bool{}
			for _, it := range g.Children {
				f.opened[idOf(it)] = true
			}
			f.left--
		}
		if !slices.ContainsFunc(g.Children, func(it Item) bool { return f.opened[idOf(it)] }) {
			f.whole(g, id, viewBase(f.r.v)+"-"+strings.TrimPrefix(id, "view/"))
		}
	}
}

// whole makes one box of everything in a group, which goes.
func (f *folding) whole(g *Group, id, sheet string) {
	nodes := (&Diagram{Root: g}).Nodes()
	if len(nodes) < 2 {
		return
	}
	n := &Node{
		ID: id, Kind: "group", Category: kind.Compute, Glyph: cmp.Or(g.Glyph, "system"), Title: g.Title,
		KindLabel: texts().Of("group of boxes"), Place: g.Place, Marks: g.Marks,
	}
	if g.Style == Module {
		n.Kind, n.Glyph, n.KindLabel = "module", "module", texts().Of("module")
	}
	n.Place.Kin = ""
	f.replace(n, nodes, sheet)
	f.moved[g.ID], f.swapped[g] = n.ID, n
	f.saved += len(nodes) - 1
}

// alikeness is what the nodes of a group share that one box is made of.
type alikeness struct {
	kind, zones              string
	inLane, ranked           bool
	firstLane, lastLane, row int
}

// kinds makes one box of what is of one kind in one group.
func (f *folding) kinds() {
	root, ends := f.r.d.Root, map[string]int{}
	for _, e := range f.r.d.Edges {
		ends[e.From]++
		ends[e.To]++
	}
	groups := append([]*Group{root}, f.r.d.Groups()...)
	slices.Reverse(groups)
	for _, g := range groups {
		sets := map[alikeness][]*Node{}
		var order []alikeness
		for _, it := range g.Children {
			n, ok := it.(*Node)
			if !ok || n.Opens != "" || n.OnBorder || n.Category == kind.Actor && g == root {
				continue
			}
			at := n.Place
			key := alikeness{n.Kind, "", at.InLane, at.Ranked, at.FirstLane, at.LastLane, at.Rank}
			if n.Zones != nil {
				key.zones = strings.Join(n.Zones.In, ",")
			}
			if sets[key] == nil {
				order = append(order, key)
			}
			sets[key] = append(sets[key], n)
		}
		slices.Reverse(order)
		for _, key := range order {
			if set := sets[key]; len(set) > fewTwins && !f.enough() {
				f.kindIn(g, set, ends)
			}
		}
	}
}

// kindIn makes one box of nodes of one kind in a group, at which so many lines end; of
// those that the view opens it makes none.
func (f *folding) kindIn(g *Group, set []*Node, ends map[string]int) {
	where := cmp.Or(g.ID[strings.LastIndex(g.ID, "/")+1:], "root")
	first := set[0]
	id := "view/" + where + "-" + first.Kind
	if f.r.shown[id] {
		id += "-" + first.ID
	}
	n := *first
	n.ID, n.Title, n.Many, n.Notes, n.Sets, n.Carries, n.Loop = id, first.KindLabel, true, nil, nil, nil, nil
	n.Members, n.Marks, n.Band = nil, nil, nil
	rest := set
	parts := sheets(set, ends)
	for _, part := range parts {
		n.Sheets = append(n.Sheets, membersOf(part))
	}
	if f.r.v.opens == id {
		open := parts[min(f.r.v.part, len(parts)-1)]
		f.opened = map[string]bool{}
		for _, of := range open {
			f.opened[of.ID] = true
		}
		rest = slices.DeleteFunc(slices.Clone(set), func(of *Node) bool { return f.opened[of.ID] })
		if len(rest) == 0 {
			f.left--
			return
		}
	}
	f.replace(&n, rest, strings.Join([]string{viewBase(f.r.v), where, first.Kind}, "-"))
	n.Title = finding.Both(first.KindLabel.En, first.KindLabel.Ko)
	at := slices.Index(g.Children, Item(rest[0]))
	gone := map[Item]bool{}
	for _, node := range rest {
		gone[node] = true
	}
	g.Children = slices.DeleteFunc(g.Children, func(it Item) bool { return gone[it] })
	g.Children = slices.Insert(g.Children, min(at, len(g.Children)), Item(&n))
}

// sheets divides nodes among the sheets that open them, so that each can be read; ends
// are how many lines end at each.
func sheets(set []*Node, ends map[string]int) [][]*Node {
	var all [][]*Node
	lines := 0
	for _, n := range set {
		lines += ends[n.ID]
		if last := len(all) - 1; last >= 0 && len(all[last]) < sheetful && lines <= sheetLines {
			all[last] = append(all[last], n)
			continue
		}
		all = append(all, []*Node{n})
		lines = ends[n.ID]
	}
	return all
}

// membersOf is how many elements nodes stand for.
func membersOf(nodes []*Node) int {
	count := 0
	for _, n := range nodes {
		count += max(1, len(n.Members))
	}
	return count
}

// SheetID is the id by which a box names the view that opens it, where ids of the
// model's things are asked for.
func SheetID(view string) string { return "sheet/" + view }

// allOf begins the id of a box that stands for everything in a place.
const allOf = "view/all-"

// viewBase is the view whose folded boxes a sheet opens.
func viewBase(v View) string { return cmp.Or(v.base, v.ID) }

// replace lets node n stand for others: their members, lines and marks.
func (f *folding) replace(n *Node, nodes []*Node, sheet string) {
	r := f.r
	var en, ko []string
	for _, of := range nodes {
		members := of.Members
		if len(members) == 0 {
			members = []string{of.ID}
		}
		n.Members = append(n.Members, members...)
		n.Carries = append(n.Carries, of.Carries...)
		for _, m := range of.Marks {
			n.Marks = with(n.Marks, m)
		}
		for _, id := range members {
			r.lifted[id] = n.ID
		}
		delete(r.shown, of.ID)
		f.moved[of.ID] = n.ID
		en, ko = append(en, of.Title.In(finding.English)), append(ko, of.Title.In(finding.Korean))
	}
	r.shown[n.ID], n.Many, n.Opens = true, true, sheet
	f.left--
	n.Technology = finding.Both(summary(en), summary(ko))
	if more := len(en) - 2; more > 0 {
		n.Technology = texts().Say("and more", n.Technology, more)
	}
	n.Fact = several(len(n.Members))
}

// settle puts boxes where the groups stood that they are made of, and lets lines end at
// them. Lines of one kind between the same ends become one, and those within a box a
// row of it. It goes through the diagram once, however many boxes were made.
func (f *folding) settle() {
	r := f.r
	if len(f.moved) == 0 {
		return
	}
	if len(f.swapped) > 0 {
		swap := func(around *Group) {
			for i, it := range around.Children {
				if now := f.swapped[it]; now != nil {
					around.Children[i] = now
				}
			}
		}
		r.d.Root.walk(func(it Item) {
			if around, ok := it.(*Group); ok {
				swap(around)
			}
		})
		swap(r.d.Root)
	}
	seen := map[string]*Edge{}
	kept := r.d.Edges[:0]
	for _, e := range r.d.Edges {
		from, to := f.moved[e.From], f.moved[e.To]
		if from == "" && to == "" {
			kept = append(kept, e)
			continue
		}
		e.From, e.To = cmp.Or(from, e.From), cmp.Or(to, e.To)
		if e.From == e.To {
			r.within[e.From] = append(r.within[e.From], r.connectionsOf(e)...)
			continue
		}
		key := e.From + " " + e.To + " " + e.Kind
		if first := seen[key]; first != nil && len(first.Connections) > 0 == (len(e.Connections) > 0) {
			first.add(e.Connections, e.last)
			first.facts += e.facts
			continue
		}
		seen[key] = e
		kept = append(kept, e)
	}
	r.d.Edges = kept
	for _, id := range slices.Sorted(maps.Keys(f.moved)) {
		if now := f.moved[id]; now != id {
			r.within[now] = append(r.within[now], r.within[id]...)
			delete(r.within, id)
		}
	}
	clear(f.moved)
	clear(f.swapped)
	f.saved = 0
}

// untangle takes the lines between folded boxes out of a picture of so many that none can
// be followed. The boxes say how many they have, the view lists the connections with what
// else it leaves out, and the sheets that the boxes open draw them.
func (f *folding) untangle() {
	calls, called := map[string]int{}, map[string]int{}
	folded := map[string]*Node{}
	for _, n := range f.r.d.Nodes() {
		if n.Opens != "" {
			folded[n.ID] = n
		}
	}
	f.r.d.Edges = slices.DeleteFunc(f.r.d.Edges, func(e *Edge) bool {
		between := folded[e.From] != nil && folded[e.To] != nil
		if between {
			calls[e.From]++
			called[e.To]++
		}
		return between
	})
	for id, n := range folded {
		if calls[id]+called[id] > 0 {
			n.Fact = texts().Say("untangled", n.Fact, calls[id], called[id])
		}
	}
}

// prune leaves what the view opens, and what has a line to it.
func (f *folding) prune() {
	near := map[string]bool{}
	f.r.d.Edges = slices.DeleteFunc(f.r.d.Edges, func(e *Edge) bool {
		touches := f.opened[e.From] || f.opened[e.To]
		near[e.From], near[e.To] = near[e.From] || touches, near[e.To] || touches
		return !touches
	})
	var keep func(g *Group) bool
	keep = func(g *Group) bool {
		g.Children = slices.DeleteFunc(g.Children, func(it Item) bool {
			if inner, ok := it.(*Group); ok {
				return !keep(inner) && !near[inner.ID]
			}
			return !near[idOf(it)] && !f.opened[idOf(it)]
		})
		return len(g.Children) > 0
	}
	keep(f.r.d.Root)
}

// openers are the sheets that open what the views of the whole fold.
func openers(m *model.Model, all []View) []View {
	if len(m.Elements) <= unfolded {
		return nil
	}
	var sheets []View
	for _, v := range all {
		if v.like != asContainers && v.like != asNetwork || v.chosen != "" || v.groupBy != "" || v.base != "" ||
			v.ID != "containers" && v.ID != "network" {
			continue
		}
		opened := map[string]bool{}
		for next := []View{v}; len(next) > 0; next = next[1:] {
			for _, n := range resolveAll(m, next[0], Overlay{}).Nodes() {
				if n.Opens == "" || strings.HasPrefix(n.Opens, "module-") || opened[n.Opens] {
					continue
				}
				opened[n.Opens] = true
				own := sheetsOf(v, n)
				sheets = append(sheets, own...)
				if strings.HasPrefix(n.ID, allOf) { // may fold kinds of its own
					next = append(next, own...)
				}
			}
		}
	}
	return sheets
}

// sheetsOf are the sheets that open a folded box of a view.
func sheetsOf(v View, n *Node) []View {
	var all []View
	title := joined([]finding.Text{v.Title, n.Title})
	v.ID, v.opens, v.base, v.Title, v.Purpose = n.Opens, n.ID, v.ID, title, texts().Of("an opened box asks")
	if len(n.Sheets) < 2 {
		return []View{v}
	}
	first := 0
	for part, count := range n.Sheets {
		v.part = part
		v.Title = texts().Say("part of a sheet", title, first+1, first+count, len(n.Members))
		if part > 0 {
			v.ID = fmt.Sprint(n.Opens, "-", part+1)
		}
		all = append(all, v)
		first += count
	}
	return all
}
