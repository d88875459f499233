package layout

import "slices"

// loosen pulls boxes apart where no straight line can pass between them, as in
// a pinwheel, so that there is a place for wires. Our own placement never needs
// it.
func (r *router) loosen() {
	for group := len(r.t.items) - 1; group >= 0; group-- {
		if r.t.items[group].group != nil {
			r.loosenItems(group, slices.DeleteFunc(slices.Clone(r.t.items[group].children), r.isAbsent))
		}
	}
}

// loosenItems cuts items of a group as wires will, and makes room where that
// cannot be done. Room below never closes a cut that was open.
func (r *router) loosenItems(group int, items []int) {
	if len(items) < 2 {
		return
	}
	parts := cut(items, 1, r.outer)
	if len(parts) == 1 {
		parts = cut(items, 0, r.outer)
	}
	if len(parts) == 1 {
		r.pushDown(group, items)
		parts = cut(items, 1, r.outer)
	}
	for _, part := range parts {
		r.loosenItems(group, part)
	}
}

// pushDown moves the lower ones of items, and all that is below them in the
// group, down until a line can pass above them: the ones that have the least way
// to go.
func (r *router) pushDown(group int, items []int) {
	sorted := slices.Clone(items)
	slices.SortStableFunc(sorted, func(a, b int) int { return r.outer(a).Y - r.outer(b).Y })
	if last := sorted[len(sorted)-1]; r.outer(last).Y == r.outer(sorted[0]).Y { // they overlap
		r.shift(last, 1)
	}
	best, from, end := 1<<40, 0, 0
	for i, at := range sorted {
		b := r.outer(at)
		if i > 0 && b.Y > r.outer(sorted[i-1]).Y && end-b.Y < best {
			best, from = end-b.Y, b.Y
		}
		end = max(end, b.Y+b.H)
	}
	r.grow(group, from, best+gapAcross)
}

// grow makes a group higher by shifting what begins at from or below.
func (r *router) grow(group, from, by int) {
	for _, c := range r.t.items[group].children {
		if r.outer(c).Y >= from {
			r.shift(c, by)
		}
	}
	for ; group >= 0; group = r.t.items[group].parent {
		bottom := r.box[group].Y + r.box[group].H
		r.box[group].H += by
		for i := range r.lanes[group] {
			r.lanes[group][i].Box.H += by
		}
		for _, b := range r.t.items[group].border {
			if r.t.items[b].node.Side == South || r.box[b].Y >= from {
				r.box[b].Y += by
			}
		}
		parent := r.t.items[group].parent
		if parent < 0 {
			return
		}
		for _, sibling := range r.t.items[parent].children {
			if sibling != group && r.outer(sibling).Y >= bottom {
				r.shift(sibling, by)
			}
		}
		from = bottom
	}
}

// shift moves an item and all it holds down.
func (r *router) shift(at, by int) {
	r.box[at].Y += by
	for i := range r.lanes[at] {
		r.lanes[at][i].Box.Y += by
		r.lanes[at][i].Title.Y += by
	}
	for _, c := range r.t.items[at].children {
		r.shift(c, by)
	}
	for _, b := range r.t.items[at].border {
		r.shift(b, by)
	}
}

// outer is the box of an item together with its border nodes.
func (r *router) outer(at int) Box {
	box := r.box[at]
	for _, b := range r.t.items[at].border {
		if !r.isAbsent(b) {
			box = union(box, r.box[b])
		}
	}
	return box
}

// cut divides items into rows (along y, axis 1) or columns (along x, axis 0) that
// a straight line can separate.
func cut(items []int, axis int, box func(int) Box) [][]int {
	sorted := slices.Clone(items)
	slices.SortStableFunc(sorted, func(a, b int) int { return axisOf(box(a), axis).lo - axisOf(box(b), axis).lo })
	var parts [][]int
	end := 0
	for i, it := range sorted {
		e := axisOf(box(it), axis)
		if i == 0 || e.lo > end {
			parts = append(parts, nil)
			end = e.hi
		}
		parts[len(parts)-1] = append(parts[len(parts)-1], it)
		end = max(end, e.hi)
	}
	return parts
}
