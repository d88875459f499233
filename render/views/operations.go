package views

import (
	"slices"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/kind"
	"asbuilt/render/layout"
)

// operations shows what is watched and backed up, where it logs, who is told
// when something is wrong, and which way traffic takes meanwhile.
func (r *resolver) operations() {
	p := operationsPlan{r: r, ops: map[string]bool{}, home: map[string]string{}}
	watched := p.choose()
	p.build(watched)
	r.connect(routes{draw: p.draws})
	for _, e := range watched {
		p.alarms(e)
		p.backups(e)
	}
	p.detours()
	r.finishEdges()
}

func (r *resolver) hasOperations() bool {
	return slices.ContainsFunc(r.elements, isWatched)
}

// isWatched reports whether the model says how an element is watched or comes
// back.
func isWatched(e *model.Element) bool {
	return e.Backup != nil || e.Operations != nil && (len(e.Operations.Alarms) > 0 || e.Operations.Logs != nil)
}

// operationsPlan builds the operations view.
type operationsPlan struct {
	r *resolver
	// ops are the ids of what watches, tells and keeps copies.
	ops map[string]bool
	// home is where the lines of a watched element begin: the part it stands in.
	home map[string]string
}

// choose takes what is watched or prepared for, what watches it, and who is
// told.
func (p *operationsPlan) choose() []*model.Element {
	chosen := map[string]bool{}
	tell := func(id string) {
		if p.r.active[id] {
			chosen[id], p.ops[id] = true, true
		}
	}
	for _, e := range p.r.elements {
		chosen[e.ID] = isWatched(e)
		p.ops[e.ID] = p.r.category(e) == kind.Ops
	}
	for _, e := range p.r.elements {
		if e.Operations != nil {
			for _, a := range e.Operations.Alarms {
				tell(a.Notifies.ID)
			}
		}
		if e.Backup != nil {
			tell(e.Backup.Plan.ID)
		}
	}
	for _, i := range p.incidents() {
		chosen[i.Section.ID] = true
		if i.Then != nil {
			chosen[i.Then.From.ID], chosen[i.Then.To.ID] = true, true
		}
	}
	for range 2 { // a trail fills a bucket, a topic calls a person
		for _, c := range p.r.m.Connections {
			if p.r.exists(c) && p.draws(c) {
				chosen[c.From.ID], chosen[c.To.ID] = true, true
				if p.ops[c.From.ID] && p.r.kindOf(p.r.m.Element(c.To.ID)).Has(kind.KeepsData) {
					p.ops[c.To.ID] = true
				}
				if p.r.category(p.r.m.Element(c.To.ID)) == kind.Messaging && p.ops[c.From.ID] {
					p.ops[c.To.ID] = true
				}
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(p.r.elements), func(e *model.Element) bool { return !chosen[e.ID] })
}

// incidents are those whose parts exist in the view's state.
func (p *operationsPlan) incidents() []*model.Incident {
	return slices.DeleteFunc(slices.Clone(p.r.m.Incidents), func(i *model.Incident) bool {
		return !p.r.active[i.Section.ID] || i.Then != nil && (!p.r.active[i.Then.From.ID] || !p.r.active[i.Then.To.ID])
	})
}

// draws takes what goes to and from what watches. That a part logs stands on
// the part.
func (p *operationsPlan) draws(c *model.Connection) bool {
	switch c.Kind.Or("request") {
	case "observe":
		return !c.Derived
	case "event", "replicate", "data":
		return !c.Derived && (p.ops[c.From.ID] || p.ops[c.To.ID])
	}
	return false
}

// build puts what is watched left, by what it is for; what watches it beside;
// people right.
func (p *operationsPlan) build(watched []*model.Element) {
	root := p.r.d.Root
	root.Axis = layout.Right
	system := &Group{ID: "view/watched", Style: System, Glyph: "system", Title: p.r.m.Name.Text, Axis: layout.Down}
	parts := []*Group{
		part("entry", "way in"), part("services", "services"), part("stores", "stores and queues"),
		part("network", "network and security"), part("delivery", "delivery"),
	}
	outside, people := part("outside", "outside systems"), part("people", "people")
	ops := part("operations", "tools of operations")
	outside.Style = Outside
	for _, e := range watched {
		n := p.r.node(e)
		n.Fact, n.Notes = finding.Text{}, p.notes(e)
		switch k := p.r.kindOf(e); {
		case p.ops[e.ID]:
			ops.add(n)
		case p.r.isPerson(e):
			people.add(n)
		case p.r.isOutside(e):
			outside.add(n)
		case k.Has(kind.WayIn) || k.Category == kind.Actor:
			parts[0].add(n)
		case k.Has(kind.KeepsData) || k.Category == kind.Messaging:
			parts[2].add(n)
		case k.Category == kind.Network || k.Category == kind.Security:
			parts[3].add(n)
		case k.Category == kind.Delivery:
			parts[4].add(n)
		default:
			parts[1].add(n)
		}
	}
	for i, g := range parts {
		system.add(ranked(g, i, layout.Down))
	}
	root.add(ranked(system, 0, layout.Down), column(outside, 1), column(ops, 1), column(people, 2))
	for _, g := range append(parts, outside) {
		for _, it := range g.Children {
			p.home[idOf(it)] = idOf(it)
			if len(g.Children) > 1 {
				p.home[idOf(it)] = g.ID
			}
		}
	}
	for _, g := range p.r.d.Groups() {
		p.r.shown[g.ID] = true
	}
}

// notes say how an element is watched, logs, comes back, and what is prepared
// for when it fails.
func (p *operationsPlan) notes(e *model.Element) []Note {
	var notes []Note
	if o := e.Operations; o != nil {
		if len(o.Alarms) > 0 {
			notes = append(notes, Note{"alarm", alarmNames(o.Alarms)})
		}
		if o.Logs != nil {
			notes = append(notes, Note{"logs", logsName(o.Logs)})
		}
	}
	if b := e.Backup; b != nil {
		notes = append(notes, Note{"backup", backupName(b)})
	}
	for _, i := range p.incidents() {
		if i.Section.ID == e.ID && len(i.Steps) > 0 {
			notes = append(notes, Note{"warning", response(p.r.m, i)})
		}
	}
	return notes
}

// alarmNames are the metrics with an alarm.
func alarmNames(all []*model.Alarm) finding.Text {
	var names []string
	for _, a := range all {
		if !slices.Contains(names, a.Metric.V) {
			names = append(names, a.Metric.V)
		}
	}
	if len(names) > 2 {
		return texts().Say("alarms and more", names[0], len(names)-1)
	}
	return finding.Same(summary(names))
}

func logsName(l *model.Logs) finding.Text {
	where := l.Group.V
	if where == "" {
		where = l.Path.V
	}
	if !l.Retention.IsSet() {
		return finding.Same(where)
	}
	return joined([]finding.Text{finding.Same(where), lasting(l.Retention.V)})
}

// backupName is how long copies are kept, and what recovery promises.
func backupName(b *model.Backup) finding.Text {
	var all []finding.Text
	for _, f := range []struct {
		of   model.Duration
		name finding.Text
	}{
		{b.Retention, texts().Of("kept")},
		{b.RPO, finding.Same("RPO")},
		{b.RTO, finding.Same("RTO")},
	} {
		if f.of.IsSet() {
			all = append(all, headed(f.name, lasting(f.of.V)))
		}
	}
	return joined(all)
}

// response is how a failure shows, and who acts first within what time.
func response(m *model.Model, i *model.Incident) finding.Text {
	first := i.Steps[0]
	who, _ := m.Who(first.Who)
	if first.Within.IsSet() {
		who = texts().Say("who within", who, lasting(first.Within.V))
	}
	return texts().Say("symptom and who", i.Symptom.Text, who)
}

// alarms draws an element's alarms to whom they tell.
func (p *operationsPlan) alarms(e *model.Element) {
	if e.Operations == nil {
		return
	}
	for _, a := range e.Operations.Alarms {
		to := p.r.lift(a.Notifies.ID)
		if to == "" {
			continue
		}
		p.count(e.ID, to, "alarm")
	}
}

// count draws one more fact of a kind from an element's part, on one line for
// all.
func (p *operationsPlan) count(id, to, kind string) {
	from := id
	if home := p.home[id]; home != "" {
		from = home
	}
	for _, e := range p.r.d.Edges {
		if e.From == from && e.To == to && e.Kind == kind && len(e.Connections) == 0 {
			e.facts++
			return
		}
	}
	p.r.d.Edges = append(p.r.d.Edges, &Edge{From: from, To: to, Kind: kind, Loose: loose(kind), facts: 1})
}

// backups draws an element to the plan that copies it.
func (p *operationsPlan) backups(e *model.Element) {
	if e.Backup != nil && p.r.lift(e.Backup.Plan.ID) != "" {
		p.count(e.ID, e.Backup.Plan.ID, "replicate")
	}
}

// detours draws the way that traffic takes when something has failed.
func (p *operationsPlan) detours() {
	for _, i := range p.incidents() {
		if i.Then == nil {
			continue
		}
		failed := p.r.m.Element(i.Section.ID).Title()
		p.r.d.Edges = append(p.r.d.Edges, &Edge{
			ID: "view/detour-" + i.ID, From: i.Then.From.ID, To: i.Then.To.ID, Kind: "detour", Loose: true,
			Label: texts().Say("when it fails", failed),
		})
	}
}
