package views

import (
	"cmp"
	"slices"
)

// bringBack puts what g of the earlier diagram had, and the later one has not,
// back to where it was: into the same group, behind what stood before it.
func (c *comparison) bringBack(g, into *Group) {
	home := c.home(g, into)
	joinLanes(g, home)
	var last Item // that stood before, in the new diagram
	for _, child := range g.Children {
		id := idOf(child)
		if now, stays := c.same[id]; stays {
			if inner, ok := child.(*Group); ok {
				c.bringBack(inner, home)
			}
			if c.in[now] == home {
				last = find(home, now)
			}
			continue
		}
		back := c.ghost(child)
		if inner, ok := back.(*Group); ok {
			if c.scattered(child.(*Group)) { // only the box around them is gone
				c.bringBack(child.(*Group), home)
				continue
			}
			inner.Children = nil
			c.insert(home, inner, last)
			c.bringBack(child.(*Group), inner)
			if len(inner.Children) == 0 && made(id) {
				home.Children = slices.DeleteFunc(home.Children, func(it Item) bool { return it == Item(inner) })
				continue
			}
			last = inner
			continue
		}
		c.insert(home, back, last)
		last = back
	}
	c.renumber(home)
}

// home is the group of the new diagram that g is in it.
func (c *comparison) home(g, into *Group) *Group {
	now, stays := c.same[g.ID]
	if !stays || g.ID == "" {
		return into
	}
	if up := c.in[now]; up != nil {
		if same, ok := find(up, now).(*Group); ok {
			return same
		}
	}
	return into
}

// scattered reports whether something that a group held is still there: a box
// that the view made up around them is gone then, and not they.
func (c *comparison) scattered(g *Group) bool {
	return made(g.ID) && slices.ContainsFunc(g.Children, func(it Item) bool { _, stays := c.same[idOf(it)]; return stays })
}

// ghost is a thing that is gone, as it was, with the mark.
func (c *comparison) ghost(it Item) Item {
	c.out.Any = true
	id := idOf(it)
	now := id
	for c.in[now] != nil { // a place may have become a box, or a box a place
		now += "/gone"
	}
	c.same[id], c.out.Kept[id] = now, now
	var back Item
	if n, ok := it.(*Node); ok {
		own := *n
		own.ID, own.Marks = now, c.gone(members(n))
		back = &own
	} else {
		own := *it.(*Group)
		own.ID, own.Marks = now, nil
		if !made(id) {
			own.Marks = c.gone(standsFor(it))
		}
		back = &own
	}
	c.back[back] = true
	return back
}

func (c *comparison) insert(into *Group, it, after Item) {
	at := slices.Index(into.Children, after) + 1
	into.Children = slices.Insert(into.Children, at, it)
	c.in[idOf(it)] = into
}

func find(g *Group, id string) Item {
	for _, it := range g.Children {
		if idOf(it) == id {
			return it
		}
	}
	return nil
}

// joinLanes gives a group the lanes that it had besides those it has; things
// keep to the lanes that they name.
func joinLanes(was, is *Group) {
	if was == is || len(was.Lanes) == 0 {
		return
	}
	all := slices.Clone(is.Lanes)
	for _, lane := range was.Lanes {
		if !slices.ContainsFunc(all, func(l Lane) bool { return l.ID == lane.ID }) {
			all = append(all, lane)
		}
	}
	slices.SortFunc(all, func(a, b Lane) int { return cmp.Compare(a.ID, b.ID) })
	at := func(lanes []Lane, i int) int {
		if i < 0 || i >= len(lanes) {
			return i
		}
		return slices.IndexFunc(all, func(l Lane) bool { return l.ID == lanes[i].ID })
	}
	relane(is, func(i int) int { return at(is.Lanes, i) })
	// What comes back from the earlier diagram counts in its lanes.
	own := slices.Clone(was.Children)
	for i, child := range own {
		own[i] = relaned(child, func(i int) int { return at(was.Lanes, i) })
	}
	was.Children, is.Lanes = own, all
}

// relane changes the lanes of what lies in g.
func relane(g *Group, at func(int) int) {
	for _, child := range g.Children {
		place := placeOf(child)
		if place.InLane {
			place.FirstLane, place.LastLane = at(place.FirstLane), at(place.LastLane)
		}
		if inner, ok := child.(*Group); ok && len(inner.Lanes) == 0 {
			relane(inner, at)
		}
	}
}

// relaned is a copy of it in other lanes.
func relaned(it Item, at func(int) int) Item {
	c := &comparison{in: map[string]*Group{}}
	own := c.copy(&Group{Children: []Item{it}})
	relane(own, at)
	return own.Children[0]
}

// renumber gives children that each have a rank of their own, but for what came
// back, ranks that all differ: they are rows or columns, and what came back is one
// more.
func (c *comparison) renumber(g *Group) {
	var ranked []Item
	ranks := map[int]bool{}
	stays := 0
	for _, it := range g.Children {
		if !placeOf(it).Ranked {
			continue
		}
		ranked = append(ranked, it)
		if !c.back[it] {
			stays++
			ranks[placeOf(it).Rank] = true
		}
	}
	if stays < 2 || len(ranks) < stays || stays == len(ranked) {
		return
	}
	slices.SortStableFunc(ranked, func(a, b Item) int { return cmp.Compare(placeOf(a).Rank, placeOf(b).Rank) })
	for i, it := range ranked {
		placeOf(it).Rank = i
	}
}
