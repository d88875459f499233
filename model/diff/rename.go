package diff

import (
	"reflect"

	"asbuilt/model"
)

// A rename is told where the newer side says so with `was:`, else only where no
// other reading is likely: one thing is gone and one is new, both say the same but
// for one fact at most, which is neither what they are nor what they are called, and
// neither has a second that resembles it.
// What names the thing by its new id did then not change.

const (
	// leastAlike is how many facts two things must have in common.
	leastAlike = 3
	// resembling is the share of facts, in percent, from which on something
	// resembles a thing and makes a rename doubtful.
	resembling = 60
)

// findRenames fills c.renamed for the sections whose things are named by others.
func (c *comparer) findRenames(before, after reflect.Value) {
	for _, f := range c.shapes.of(before.Type()).fields {
		a, b := before.FieldByIndex(f.index), after.FieldByIndex(f.index)
		if !isSection(a.Type()) {
			continue
		}
		sort := sortOf(a.Type().Elem().Elem())
		if sort == "" {
			continue
		}
		if found := c.renames(c.written(existing(a, c.before, c.states[0]), false),
			c.written(existing(b, c.after, c.states[1]), false)); len(found) > 0 {
			c.renamed[sort] = found
		}
	}
}

func (c *comparer) renames(old, now []thing) map[string]string {
	came, went := newThings(now), newThings(old)
	var gone, fresh []thing
	for _, t := range old {
		if !came.has(t.id) {
			gone = append(gone, t)
		}
	}
	for _, t := range now {
		if !went.has(t.id) {
			fresh = append(fresh, t)
		}
	}
	found, gone, fresh := said(gone, fresh)
	if len(gone) > mostRenames || len(fresh) > mostRenames { // another system
		return found
	}
	byNew, rivals := map[string]string{}, map[string]int{}
	for _, g := range gone {
		var like []thing
		for _, n := range fresh {
			if share, _ := c.alike(g, n); share >= resembling {
				like = append(like, n)
				rivals[n.id]++
			}
		}
		if len(like) != 1 {
			continue
		}
		if _, same := c.alike(g, like[0]); same {
			byNew[like[0].id] = g.id
		}
	}
	for n, g := range byNew {
		if rivals[n] == 1 {
			found[g] = n
		}
	}
	return found
}

// said are the renames that the newer side states with `was:`, and what they leave.
func said(gone, fresh []thing) (found map[string]string, restGone, restFresh []thing) {
	found = map[string]string{}
	went, taken := newThings(gone), map[string]bool{}
	for _, t := range fresh {
		e, ok := t.value.Interface().(*model.Element)
		if ok && e.Was.IsSet() && went.has(e.Was.V) && !taken[e.Was.V] {
			found[e.Was.V], taken[e.Was.V] = t.id, true
			continue
		}
		restFresh = append(restFresh, t)
	}
	for _, t := range gone {
		if !taken[t.id] {
			restGone = append(restGone, t)
		}
	}
	return found, restGone, restFresh
}

// mostRenames bounds how many things are compared with each other.
const mostRenames = 200

// alike is the share of facts that two things have in common, in percent, and
// whether they are the same but for an id.
func (c *comparer) alike(old, now thing) (share int, same bool) {
	zero := reflect.Zero(old.value.Type().Elem())
	a, b := old.value.Elem(), now.value.Elem()
	of := len(c.compared(a, zero, false))
	most := max(of, len(c.compared(zero, b, false)))
	differ := c.compared(a, b, false)
	common, telling := of, false
	for _, f := range differ {
		if f.Before != "" {
			common--
		}
		switch f.Path {
		case "kind", "name", "name.ko", "name.en":
			telling = true
		}
	}
	if most == 0 || kindOf(a) != kindOf(b) {
		return 0, false
	}
	return 100 * common / most, common >= leastAlike && len(differ) <= 1 && !telling
}

// kindOf is the id of the kind of a thing, or "".
func kindOf(v reflect.Value) string {
	if k := v.FieldByName("Kind"); k.IsValid() {
		if ref, ok := k.Interface().(model.Ref); ok {
			return ref.ID
		}
	}
	return ""
}
