package analyze

import (
	"slices"

	"asbuilt/model"
)

// dependencies are who needs whom, by the connections on which somebody waits for an
// answer. Flows say more; where there are none, this is what a model shows.
type dependencies struct {
	order []*model.Element
	// callers are those that need an element at once, callees those that it needs.
	callers, callees map[string][]string
}

// dependencies are those of today's connections. What a connection must pass is needed
// as its end is; of several connections between the same two, what all must pass.
func (a *analysis) dependencies() *dependencies {
	d := &dependencies{order: a.elements(), callers: map[string][]string{}, callees: map[string][]string{}}
	need := func(from, to string) {
		if from != to && !slices.Contains(d.callees[from], to) {
			d.callees[from] = append(d.callees[from], to)
			d.callers[to] = append(d.callers[to], from)
		}
	}
	for _, c := range a.connections {
		if c.Derived || !waits(c) {
			continue
		}
		need(c.From.ID, c.To.ID)
		for _, v := range c.Via {
			if a.everyWay(c, v.ID) {
				need(c.From.ID, v.ID)
			}
		}
	}
	return d
}

// waits reports whether the one who opens a connection waits for the answer: an event
// is kept for later, and what copies, watches, builds or approves holds nothing up.
func waits(c *model.Connection) bool {
	switch c.Kind.Or("request") {
	case "request", "data":
		return true
	}
	return false
}

// everyWay reports whether all connections between the ends of c on which somebody
// waits pass an element.
func (a *analysis) everyWay(c *model.Connection, id string) bool {
	return !slices.ContainsFunc(a.between[[2]string{c.From.ID, c.To.ID}], func(o *model.Connection) bool {
		return waits(o) && !slices.ContainsFunc(o.Via, func(v model.Ref) bool { return v.ID == id })
	})
}

// affected are those that need one of the lost, by way of others too.
func (d *dependencies) affected(lost map[string]bool) []*model.Element {
	return d.reach(lost, d.callers)
}

// needed are those that an element needs, by way of others too.
func (d *dependencies) needed(id string) []*model.Element {
	return d.reach(map[string]bool{id: true}, d.callees)
}

// reach are the elements that steps lead to from some, without these.
func (d *dependencies) reach(from map[string]bool, steps map[string][]string) []*model.Element {
	seen := map[string]bool{}
	var next []string
	for id := range from {
		seen[id] = true
		next = append(next, id)
	}
	for len(next) > 0 {
		id := next[0]
		next = next[1:]
		for _, to := range steps[id] {
			if !seen[to] {
				seen[to] = true
				next = append(next, to)
			}
		}
	}
	var all []*model.Element
	for _, e := range d.order {
		if seen[e.ID] && !from[e.ID] {
			all = append(all, e)
		}
	}
	return all
}
