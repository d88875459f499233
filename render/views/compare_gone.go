package views

import (
	"cmp"
	"slices"
)

// restore puts what a group of the earlier diagram had, and the later one has not,
// back to where it was: into the group that it is now, else into the one around,
// behind what stood before it.
func (c *comparison) restore(earlier, around *Group) {
	into := c.groupFor(earlier, around)
	joinLanes(earlier, into)
	var before Item // the last of the earlier neighbours that lies in this group
	for _, child := range earlier.Children {
		id := idOf(child)
		inner, isGroup := child.(*Group)
		later, stays := c.laterID[id]
		switch {
		case stays:
			if isGroup {
				c.restore(inner, into)
			}
			if c.holder[later] == into {
				before = find(into, later)
			}
		case isGroup && c.dissolved(inner): // only the box around them is gone
			c.out.Any = true
			c.restore(inner, into)
		case isGroup:
			if group := c.restoreGroup(inner, into, before); group != nil {
				before = group
			}
		default:
			gone := c.goneCopy(child)
			c.insert(into, gone, before)
			before = gone
		}
	}
	c.renumber(into)
}

// restoreGroup puts a group that is gone back with what was in it. One that the
// view made up is left out when nothing of it is gone.
func (c *comparison) restoreGroup(earlier, into *Group, before Item) Item {
	group := c.goneCopy(earlier).(*Group)
	group.Children = nil
	c.insert(into, group, before)
	c.restore(earlier, group)
	if len(group.Children) == 0 && madeUp(earlier.ID) {
		into.Children = slices.DeleteFunc(into.Children, func(it Item) bool { return it == Item(group) })
		return nil
	}
	return group
}

// groupFor is the group of the result that an earlier group is in it.
func (c *comparison) groupFor(earlier, around *Group) *Group {
	later, stays := c.laterID[earlier.ID]
	if !stays || earlier.ID == "" {
		return around
	}
	if holder := c.holder[later]; holder != nil {
		if group, ok := find(holder, later).(*Group); ok {
			return group
		}
	}
	return around
}

// dissolved reports whether something that a group held is still there: a box
// that the view made up around them is gone then, and not they.
func (c *comparison) dissolved(g *Group) bool {
	return madeUp(g.ID) && slices.ContainsFunc(g.Children, func(it Item) bool {
		_, stays := c.laterID[idOf(it)]
		return stays
	})
}

// goneCopy is a thing that is gone, as it was, with the mark.
func (c *comparison) goneCopy(it Item) Item {
	c.out.Any = true
	id := idOf(it)
	own := id
	for c.holder[own] != nil { // a place may have become a box, or a box a place
		own += "/gone"
	}
	c.laterID[id], c.out.Kept[id] = own, own
	var gone Item
	if n, ok := it.(*Node); ok {
		node := *n
		node.ID, node.Marks = own, c.goneMarks(members(n))
		gone = &node
	} else {
		group := *it.(*Group)
		group.ID, group.Marks = own, nil
		if !madeUp(id) {
			group.Marks = c.goneMarks(standsFor(it))
		}
		gone = &group
	}
	c.restored[gone] = true
	return gone
}

// goneMarks are the marks of what is no longer in the picture; what the model
// still has moved out of it.
func (c *comparison) goneMarks(ids []string) []Mark {
	if len(ids) > 0 && !slices.ContainsFunc(ids, func(id string) bool { return !c.models.After(id) }) {
		return []Mark{Gone, Moved}
	}
	return []Mark{Gone}
}

// later is the id in the new diagram of what the earlier one calls id.
func (c *comparison) later(id string) string {
	if now, ok := c.laterID[id]; ok {
		return now
	}
	return id
}

// insert puts a thing into a group of the result, behind another.
func (c *comparison) insert(into *Group, it, after Item) {
	at := slices.Index(into.Children, after) + 1
	into.Children = slices.Insert(into.Children, at, it)
	c.holder[idOf(it)] = into
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
	c := &comparison{holder: map[string]*Group{}}
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
		if !c.restored[it] {
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
