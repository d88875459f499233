package graphviz

import (
	"fmt"

	"asbuilt/render/layout"
)

// check says what keeps a placement from being drawn: a child outside of its
// parent, siblings on one place, a title under a child.
func (p *plan) check(boxes []layout.Box) error {
	for at, it := range p.items {
		if it.group == nil {
			continue
		}
		title := titleOf(it.group, boxes[at])
		for i, c := range it.children {
			if !holds(boxes[at], p.outer(c, boxes)) {
				return fmt.Errorf("it put %q outside of %q", p.id(c), p.id(at))
			}
			if at > 0 && meet(title, boxes[c]) {
				return fmt.Errorf("it put %q on the title of %q", p.id(c), p.id(at))
			}
			for _, other := range it.children[:i] {
				if meet(p.outer(c, boxes), p.outer(other, boxes)) {
					return fmt.Errorf("it put %q and %q on one place", p.id(other), p.id(c))
				}
			}
			for _, b := range it.border {
				if meet(p.outer(c, boxes), boxes[b]) {
					return fmt.Errorf("it left no room for %q beside %q on the border of %q", p.id(b), p.id(c),
						p.id(at))
				}
			}
		}
		for i, b := range it.border {
			for _, other := range it.border[:i] {
				if meet(boxes[b], boxes[other]) {
					return fmt.Errorf("it left no room for %q beside %q on the border of %q", p.id(b), p.id(other),
						p.id(at))
				}
			}
		}
	}
	return nil
}

// outer is an item's box together with what sits on its border.
func (p *plan) outer(at int, boxes []layout.Box) layout.Box {
	all := boxes[at]
	for _, b := range p.items[at].border {
		n := boxes[b]
		right, bottom := max(all.X+all.W, n.X+n.W), max(all.Y+all.H, n.Y+n.H)
		all.X, all.Y = min(all.X, n.X), min(all.Y, n.Y)
		all.W, all.H = right-all.X, bottom-all.Y
	}
	return all
}

// holds reports whether b lies within a.
func holds(a, b layout.Box) bool {
	return a.X <= b.X && a.Y <= b.Y && b.X+b.W <= a.X+a.W && b.Y+b.H <= a.Y+a.H
}

// meet reports whether the insides of a and b have a point in common.
func meet(a, b layout.Box) bool {
	return a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H
}
