package views

import (
	"slices"

	"asbuilt/model"
	"asbuilt/model/kind"
	"asbuilt/render/layout"
)

// sketchContainers shows modules, services and stores, and who talks to whom. Places
// are left out, and so is what only passes requests on.
func (r *resolver) sketchContainers() {
	chosen, nodes := firsts(r.bunches(r.containerElements(), r.drawsInContainers))
	c := containerGroups{r: r, nodes: nodes, modules: map[string]*Group{}}
	c.build(chosen)
	r.connect(routes{draw: r.drawsInContainers})
	r.contract(nil)
}

func (r *resolver) settleContainers() {
	r.bundle(func(g *Group) bool { return g.ID == "view/modules" || g.ID == "view/people" })
	r.d.Edges = slices.DeleteFunc(r.d.Edges, r.isAside)
	r.finishEdges()
}

// isAside reports whether an edge only says that something logs, too: all do,
// and the modules' line stands for them.
func (r *resolver) isAside(e *Edge) bool {
	written := func(c *model.Connection) bool { return !c.Derived }
	return !r.all() && e.From != "view/modules" && len(e.Connections) > 0 &&
		!slices.ContainsFunc(r.connectionsOf(e), written)
}

// drawsInContainers leaves out what belongs to delivery and administration:
// those have views of their own. The roadmap shows whatever comes or goes.
func (r *resolver) drawsInContainers(c *model.Connection) bool {
	if r.all() {
		return true
	}
	switch c.Kind.Or("request") {
	case "request", "data", "event", "replicate":
		return !c.Derived
	case "observe":
		return r.category(r.m.Element(c.From.ID)) != kind.Actor
	}
	return r.roadmap() && (c.Since.IsSet() || c.Until.IsSet())
}

// containerElements are the candidates that hang together with what the system
// runs; all of them while a model knows nothing that runs.
func (r *resolver) containerElements() []*model.Element {
	if r.all() {
		return r.elements
	}
	candidate, reached := map[string]bool{}, map[string]bool{}
	for _, e := range r.elements {
		candidate[e.ID] = r.isContainer(e) || r.isPassage(e)
	}
	for _, box := range r.boxes {
		for _, id := range box.Members {
			candidate[id] = true
		}
	}
	var ways []*model.Connection
	for _, c := range r.m.Connections {
		if !r.exists(c) || !r.drawsInContainers(c) || !candidate[c.From.ID] || !candidate[c.To.ID] {
			continue
		}
		ways = append(ways, c)
		for _, id := range []string{c.From.ID, c.To.ID} {
			if k := r.kindOf(r.m.Element(id)); !c.Derived && (k.Category == kind.Compute || k.Has(kind.WayIn)) {
				reached[id] = true
			}
		}
	}
	for grew := true; grew; {
		grew = false
		for _, c := range ways {
			if reached[c.From.ID] != reached[c.To.ID] && (!c.Derived || reached[c.From.ID]) {
				reached[c.From.ID], reached[c.To.ID], grew = true, true, true
			}
		}
	}
	var all []*model.Element
	for _, e := range r.elements {
		comes := r.roadmap() && (e.Since.IsSet() || e.Until.IsSet())
		if (reached[e.ID] || comes || len(reached) == 0 && candidate[e.ID]) && !r.isPassage(e) {
			all = append(all, e)
		}
	}
	return all
}

func (r *resolver) isContainer(e *model.Element) bool {
	k := r.kindOf(e)
	switch {
	case k.Has(kind.Detail):
		return false
	case k.Has(kind.SignsIn), k.Has(kind.WayIn), k.Has(kind.KeepsData), k.Has(kind.OfOthers):
		return true
	}
	switch k.Category {
	case kind.Actor, kind.Compute, kind.Messaging, kind.AI, kind.Ops:
		return true
	}
	return false
}

// isPassage reports whether the element only passes requests on. What people
// call themselves, such as a load balancer, is a way in.
func (r *resolver) isPassage(e *model.Element) bool {
	return r.kindOf(e).Has(kind.Passage) && !slices.ContainsFunc(r.m.Connections, func(c *model.Connection) bool {
		return c.To.ID == e.ID && r.exists(c) && r.category(r.m.Element(c.From.ID)) == kind.Actor
	})
}

// contract joins what goes into a passage with what comes out of it. A nil draw
// takes every connection.
func (r *resolver) contract(draw func(*model.Connection) bool) {
	type way struct {
		end  string
		over []string
	}
	var onward func(id string, seen []string) []way
	onward = func(id string, seen []string) []way {
		var all []way
		for _, c := range r.m.Connections {
			if c.From.ID != id || !r.exists(c) || draw != nil && !draw(c) || slices.Contains(seen, connectionID(c)) {
				continue
			}
			over := append(slices.Clone(seen), connectionID(c))
			if to := r.lift(c.To.ID); to != "" {
				all = append(all, way{to, over})
			} else if r.isPassage(r.m.Element(c.To.ID)) {
				all = append(all, onward(c.To.ID, over)...)
			}
		}
		return all
	}
	for _, c := range r.m.Connections {
		from := r.lift(c.From.ID)
		if !r.exists(c) || draw != nil && !draw(c) {
			continue
		}
		if from == "" || r.lift(c.To.ID) != "" || !r.isPassage(r.m.Element(c.To.ID)) {
			continue
		}
		for _, w := range onward(c.To.ID, []string{connectionID(c)}) {
			if w.end == from {
				continue
			}
			r.d.Edges = append(r.d.Edges, &Edge{
				From: from, To: w.end, Kind: c.Kind.Or("request"),
				Connections: w.over, last: w.over[len(w.over)-1:],
			})
		}
	}
}

// containerGroups puts nodes into the parts of the picture.
type containerGroups struct {
	// told are those that something of operations tells what it has to say.
	told map[string]bool
	// fed says of what something connects to whether a way in is the first that does; nil
	// until somebody asks.
	fed     map[string]bool
	r       *resolver
	nodes   map[string]*Node
	modules map[string]*Group
}

// build lays the picture out: people left; the system in rows, the way in on
// top, then modules, then what they share; others' systems right.
func (c *containerGroups) build(chosen []*model.Element) {
	system := &Group{ID: "view/system", Style: System, Glyph: "system", Title: c.r.m.Name.Text, Axis: layout.Down,
		Place: layout.Place{Ranked: true, Rank: 1}}
	people, entry := part("people", "people who use it"), part("entry", "way in")
	modules, shared := part("modules", "modules"), part("platform", "all processing")
	if len(c.r.m.Modules) > 0 {
		shared.Title = texts().Of("shared processing")
	}
	stores, ops := part("stores", "data stores"), part("operations", "operations")
	delivery, outside := part("delivery", "delivery"), part("outside", "outside systems")
	egress := part("egress", "way out")
	outside.Style = Outside
	for _, mod := range c.r.m.Modules {
		c.modules[mod.ID] = &Group{ID: c.r.moduleID(mod), Style: Module, Glyph: "module", Title: mod.Title(),
			Axis: layout.Down, Marks: c.r.o.of(mod.ID), Place: layout.Place{Ranked: true, Kin: "module"}}
	}
	for _, e := range chosen {
		n := c.nodes[e.ID]
		k := c.r.kindOf(e)
		switch {
		case c.r.isPerson(e):
			people.add(n)
		case c.r.isOutside(e) && k.Category != kind.Actor && k.Category != kind.Delivery:
			outside.add(n)
		case k.Has(kind.WayIn) || k.Has(kind.Client) || k.Category == kind.Security || c.feedsEntry(e):
			entry.add(n)
		case c.r.business(e.Module.ID) && (k.Category == kind.Compute || k.Has(kind.KeepsData)):
			c.modules[e.Module.ID].add(n)
		case k.Has(kind.KeepsData):
			stores.add(n)
		case k.Category == kind.Delivery || k.Has(kind.Source):
			delivery.add(n)
		case k.Category == kind.Ops || c.alerts(e):
			ops.add(n)
		case k.Category == kind.Network:
			egress.add(n)
		case c.r.business(e.Module.ID):
			c.modules[e.Module.ID].add(n)
		default:
			shared.add(n)
		}
	}
	for _, box := range c.r.boxes {
		if c.r.placeOf(box.ID).Has(kind.Foreign) {
			outside.add(box)
		} else {
			shared.add(box)
		}
	}
	for _, mod := range c.r.m.Modules {
		modules.add(c.modules[mod.ID])
	}
	system.add(
		ranked(entry, 0, layout.Right), ranked(modules, 1, layout.Down), ranked(shared, 2, layout.Right),
		ranked(stores, 2, layout.Down), ranked(ops, 3, layout.Right), ranked(egress, 2, layout.Right),
		ranked(delivery, 3, layout.Right))
	c.r.d.Root.Axis = layout.Right
	c.r.d.Root.add(column(people, 0), system, column(outside, 2))
	for _, g := range c.r.d.Groups() {
		c.r.shown[g.ID] = true
	}
}

// feedsEntry reports whether a store is what a way in serves from.
func (c *containerGroups) feedsEntry(e *model.Element) bool {
	if !c.r.kindOf(e).Has(kind.KeepsData) {
		return false
	}
	if c.fed == nil {
		c.fed = map[string]bool{}
		for _, con := range c.r.m.Connections {
			_, known := c.fed[con.To.ID]
			if !known && !con.Derived && c.r.exists(con) && con.Kind.Or("request") != "deploy" {
				c.fed[con.To.ID] = c.r.kindOf(c.r.m.Element(con.From.ID)).Has(kind.WayIn)
			}
		}
	}
	return c.fed[e.ID]
}

// alerts reports whether a topic carries what operations have to say.
func (c *containerGroups) alerts(e *model.Element) bool {
	if c.told == nil {
		c.told = map[string]bool{}
		for _, con := range c.r.m.Connections {
			if c.r.exists(con) && c.r.category(c.r.m.Element(con.From.ID)) == kind.Ops {
				c.told[con.To.ID] = true
			}
		}
	}
	return c.told[e.ID]
}

// ranked fixes a group's place, and the direction of what is in it.
func ranked(g *Group, rank int, axis layout.Axis) *Group {
	g.Place.Ranked, g.Place.Rank, g.Axis = true, rank, axis
	return g
}

// column fixes a group's place, and puts what is in it one below the other, in
// the order of the file unless another lets fewer lines cross.
func column(g *Group, rank int) *Group {
	g.Straight = true
	for _, it := range g.Children {
		place := placeOf(it)
		place.Ranked, place.Rank, place.Kin = true, 0, g.ID
	}
	return ranked(g, rank, layout.Right)
}
