package views

import (
	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/kind"
	"asbuilt/render/layout"
)

// business reports whether a module is of the business. A platform, which owns
// the way in or the operations that two other modules or more only use, is not.
func (r *resolver) business(id string) bool {
	if id == "" {
		return false
	}
	if r.platforms == nil {
		r.platforms = r.findPlatforms()
	}
	return !r.platforms[id]
}

// findPlatforms are the modules that are not of the business.
func (r *resolver) findPlatforms() map[string]bool {
	owner, others := map[string]bool{}, map[string]bool{}
	for _, e := range r.existing {
		switch k := r.kindOf(e); {
		case k.Has(kind.WayIn), k.Category == kind.Ops:
			owner[e.Module.ID] = true
		case k.Category == kind.Compute:
			others[e.Module.ID] = true
		}
	}
	users := 0
	for _, mod := range r.m.Modules {
		if others[mod.ID] && !owner[mod.ID] {
			users++
		}
	}
	if users < 2 {
		return map[string]bool{}
	}
	return owner
}

// moduleView shows one module, what calls it and what it depends on. Of a
// platform that others share it shows what takes part in something, and each
// other module as one box.
func (r *resolver) moduleView() {
	mod := r.m.Module(r.v.module)
	p := modulePlan{r: r, platform: !r.business(mod.ID), mine: map[string]bool{}}
	inner := &Group{
		ID: r.moduleID(mod), Style: Module, Glyph: "module", Title: mod.Title(), Fact: finding.Same(mod.Owner.V),
		Axis: layout.Down, Marks: r.o.of(mod.ID), Place: layout.Place{Ranked: true, Rank: 1},
	}
	for _, e := range r.elements {
		p.mine[e.ID] = e.Module.ID == mod.ID && !r.kindOf(e).Has(kind.Role)
	}
	p.fill(inner)
	callers, needs := part("callers", "callers"), part("needs", "what it uses")
	support, outside := part("support", "operations and delivery"), part("outside", "outside systems")
	modules, people := part("modules", "modules"), part("people", "people")
	outside.Style = Outside
	for _, c := range r.m.Connections {
		if !r.exists(c) || !p.draws(c) {
			continue
		}
		for _, id := range []string{c.From.ID, c.To.ID} {
			e := r.m.Element(id)
			switch {
			case p.mine[id] || r.lift(id) != "":
			case p.platform && r.business(e.Module.ID):
				modules.add(p.neighbour(e))
			case id == c.From.ID:
				callers.add(p.neighbour(e))
			case r.isPerson(e):
				people.add(p.neighbour(e))
			case r.isOutside(e):
				outside.add(p.neighbour(e))
			case r.category(e) == kind.Ops || r.category(e) == kind.Delivery:
				support.add(p.neighbour(e))
			default:
				needs.add(p.neighbour(e))
			}
		}
	}
	r.d.Root.Axis = layout.Right
	r.d.Root.add(column(callers, 0), inner, column(modules, 2), column(needs, 2), column(support, 2),
		column(people, 2), column(outside, p.outsideRank()))
	for _, g := range r.d.Groups() {
		r.shown[g.ID] = true
	}
	r.connect(routes{draw: p.draws})
	r.bundle(func(g *Group) bool { return g == modules })
	r.finishEdges()
}

// outsideRank is that of outside systems: with whatever else a module uses. What a platform
// reaches stands behind the modules that use it, as its lines would cross theirs.
func (p *modulePlan) outsideRank() int {
	if p.platform {
		return 3
	}
	return 2
}

// modulePlan builds the view of one module.
type modulePlan struct {
	r *resolver
	// platform is set for a module that others share.
	platform bool
	mine     map[string]bool
}

func (p *modulePlan) draws(c *model.Connection) bool {
	from, to := p.mine[c.From.ID], p.mine[c.To.ID]
	switch {
	case !from && !to, c.Derived && (p.platform || p.r.kindOf(p.r.m.Element(c.To.ID)).Has(kind.Key)):
		return false
	case from && to:
		return true
	}
	return p.r.category(p.r.m.Element(c.To.ID)) != kind.Security
}

// fill puts the module's elements into its box; those of a platform by what
// they are for.
func (p *modulePlan) fill(inner *Group) {
	if !p.platform {
		for _, e := range p.r.elements {
			if p.mine[e.ID] {
				inner.add(p.r.node(e))
			}
		}
		return
	}
	touched := map[string]bool{}
	for _, c := range p.r.m.Connections {
		if p.r.exists(c) && p.draws(c) {
			touched[c.From.ID], touched[c.To.ID] = true, true
		}
	}
	parts := []*Group{
		part("entry", "way in"), part("processing", "processing"), part("stores", "data stores"),
		part("operations", "operations"), part("delivery", "delivery"),
	}
	for i, g := range parts {
		ranked(g, i, layout.Right)
	}
	parts[2].Axis = layout.Down
	parts[4].Place.Rank = 3
	for _, e := range p.r.elements {
		if p.mine[e.ID] && touched[e.ID] {
			parts[p.partOf(e)].add(p.r.node(e))
		}
	}
	for _, g := range parts {
		inner.add(g)
	}
}

func (p *modulePlan) partOf(e *model.Element) int {
	k := p.r.kindOf(e)
	switch {
	case k.Has(kind.WayIn), k.Category == kind.Actor, k.Category == kind.Security:
		return 0
	case k.Has(kind.KeepsData):
		return 2
	case k.Category == kind.Ops:
		return 3
	case k.Category == kind.Delivery:
		return 4
	}
	return 1
}

// neighbour is the box of an element outside the module. Beside a platform, a
// module of the business is one box for all it has.
func (p *modulePlan) neighbour(e *model.Element) *Node {
	if !p.platform || !p.r.business(e.Module.ID) {
		return p.r.node(e)
	}
	mod := p.r.m.Module(e.Module.ID)
	n := &Node{
		ID: p.r.moduleID(mod), Kind: "module", Category: kind.Compute, Glyph: "module", Title: mod.Title(),
		KindLabel: texts().Of("module"), Technology: texts().Of("a module"), Marks: p.r.o.of(mod.ID),
	}
	for _, other := range p.r.elements {
		if other.Module.ID == mod.ID {
			n.Members = append(n.Members, other.ID)
			p.r.lifted[other.ID] = n.ID
			n.Marks = p.r.o.of(append(n.Members, mod.ID)...)
		}
	}
	return n
}
