package views

import (
	"slices"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/kind"
	"asbuilt/render/layout"
)

// delivery shows the way of a change: people and Git, pipelines, build and
// approval, registries, and what is replaced in the end.
func (r *resolver) delivery() {
	touched := r.touched(r.delivers)
	r.d.Root.Axis = layout.Right
	people, source := part("people", "people"), part("source", "source")
	pipelines, release := part("pipelines", "pipelines"), part("release", "build and approval")
	registry, targets := part("registry", "images and artifacts"), part("targets", "what runs")
	for _, e := range r.elements {
		if !touched[e.ID] {
			continue
		}
		n := r.node(e)
		n.Fact, n.Notes = finding.Text{}, deliveryNotes(e)
		switch k := r.kindOf(e); {
		case r.isPerson(e):
			people.add(n)
		case k.Has(kind.Source):
			source.add(n)
		case k.Has(kind.Steps) || k.Category == kind.Messaging:
			pipelines.add(n)
		case k.Has(kind.Artifact):
			registry.add(n)
		case k.Category == kind.Delivery:
			release.add(n)
		default:
			targets.add(n)
		}
	}
	r.d.Root.add(column(people, 0), column(source, 0), column(pipelines, 1), column(release, 2),
		column(registry, 2), column(targets, 3))
	for _, g := range r.d.Groups() {
		r.shown[g.ID] = true
	}
	r.connect(routes{draw: r.delivers})
	r.bundle(func(g *Group) bool { return g == pipelines || g == targets })
	r.finishEdges()
}

func (r *resolver) hasDelivery() bool {
	return slices.ContainsFunc(r.m.Connections, func(c *model.Connection) bool {
		return r.exists(c) && !c.Derived && r.delivers(c)
	})
}

// delivers reports whether a connection is part of how changes come in. Image
// pulls follow from facts, and are.
func (r *resolver) delivers(c *model.Connection) bool {
	switch c.Kind.Or("request") {
	case "deploy", "approve":
		return true
	}
	from, to := r.m.Element(c.From.ID), r.m.Element(c.To.ID)
	if c.Derived || from == nil || to == nil {
		return false
	}
	return r.category(to) == kind.Delivery || r.kindOf(to).Has(kind.Source) && r.isPerson(from)
}

// deliveryNotes say how a new version comes in and goes back, and how a
// registry treats what it keeps.
func deliveryNotes(e *model.Element) []Note {
	var notes []Note
	if d := e.Deployment; d != nil {
		how := []finding.Text{deploymentName(d)}
		if back := d.Rollback; back != nil && (back.CircuitBreaker.V || len(back.Alarms) > 0) {
			how = append(how, texts().Of("rolls back by itself"))
		}
		notes = append(notes, Note{"deploy", joined(slices.DeleteFunc(how, finding.Text.IsZero))})
	}
	if p := e.Images; p != nil {
		var all []finding.Text
		if p.ScanOnPush.V {
			all = append(all, texts().Of("scanned"))
		}
		if p.Immutable.V {
			all = append(all, texts().Of("tags fixed"))
		}
		if p.Keep.IsSet() {
			all = append(all, texts().Say("keeps images", p.Keep.V))
		}
		if len(all) > 0 {
			notes = append(notes, Note{"audit", joined(all)})
		}
		for _, role := range p.Push {
			notes = append(notes, Note{"role", texts().Say("pushed by", role.V)})
		}
	}
	return notes
}

// deploymentName is how traffic moves to a new version.
func deploymentName(d *model.Deployment) finding.Text {
	names := map[string]finding.Text{
		"rolling": texts().Of("rolling"), "blue-green": texts().Of("blue-green"), "canary": texts().Of("canary"),
		"linear": texts().Of("linear"), "external": texts().Of("external"),
	}
	name := names[d.Strategy.V]
	if d.Bake.IsSet() {
		return texts().Say("both for", name, lasting(d.Bake.V))
	}
	return name
}
