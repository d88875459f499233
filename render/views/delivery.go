package views

import (
	"fmt"
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
	people, source := part("people", finding.Both("People", "사람")), part("source", finding.Both("Source", "소스"))
	pipelines, release := part("pipelines", finding.Both("Pipelines", "파이프라인")), part("release", finding.Both("Build and approval", "빌드와 승인"))
	registry, targets := part("registry", finding.Both("Images and artifacts", "이미지와 산출물")), part("targets", finding.Both("What runs", "서비스"))
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
	r.d.Root.add(column(people, 0), column(source, 0), column(pipelines, 1), column(release, 2), column(registry, 2), column(targets, 3))
	for _, g := range r.d.Groups() {
		r.shown[g.ID] = true
	}
	r.connect(routes{draw: r.delivers})
	r.bundle(func(g *Group) bool { return g == pipelines || g == targets })
	r.settle()
}

func (r *resolver) hasDelivery() bool {
	return slices.ContainsFunc(r.m.Connections, func(c *model.Connection) bool { return r.exists(c) && !c.Derived && r.delivers(c) })
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
			how = append(how, finding.Text{En: "rolls back by itself", Ko: "자동 되돌림"})
		}
		notes = append(notes, Note{"deploy", joined(slices.DeleteFunc(how, finding.Text.IsZero))})
	}
	if p := e.Images; p != nil {
		var all []finding.Text
		if p.ScanOnPush.V {
			all = append(all, finding.Text{En: "scanned", Ko: "취약점 검사"})
		}
		if p.Immutable.V {
			all = append(all, finding.Text{En: "tags fixed", Ko: "태그 고정"})
		}
		if p.Keep.IsSet() {
			all = append(all, finding.Text{En: fmt.Sprintf("keeps %d", p.Keep.V), Ko: fmt.Sprintf("%d개 보관", p.Keep.V)})
		}
		if len(all) > 0 {
			notes = append(notes, Note{"audit", joined(all)})
		}
		for _, role := range p.Push {
			notes = append(notes, Note{"role", finding.Text{En: "pushed by " + role.V + " alone", Ko: role.V + "만 올림"}})
		}
	}
	return notes
}

// deploymentName is how traffic moves to a new version.
func deploymentName(d *model.Deployment) finding.Text {
	names := map[string]finding.Text{
		"rolling": {En: "rolling", Ko: "순차 교체"}, "blue-green": {En: "blue-green", Ko: "블루-그린"}, "canary": {En: "canary", Ko: "카나리"},
		"linear": {En: "linear", Ko: "선형 전환"}, "external": {En: "external", Ko: "외부 제어"},
	}
	name := names[d.Strategy.V]
	if d.Bake.IsSet() {
		long := lasting(d.Bake.V)
		return finding.Text{En: name.En + " · both for " + long.En, Ko: name.Ko + " · 병행 " + long.Ko}
	}
	return name
}
