package site

import (
	"asbuilt/model"
)

// roadmapBody is the states of the system, with what comes and goes.
type roadmapBody struct {
	States []stateRow
	Watch  []watchRow
}

// stateRow is a state of the roadmap, against the one before it.
type stateRow struct {
	ID      string
	Name    string
	Current bool
	Total   int
	Added   []link
	Going   []link
	Wires   []string
	Cost    string
	View    link
}

// watchRow is a development that may change the roadmap.
type watchRow struct {
	Label   link
	Trigger link
	Next    string
	Due     bool
	State   string
	Options []link
}

func (ed *edition) roadmapPage() *page {
	if len(ed.m.States) == 0 && len(ed.m.Watch) == 0 {
		return nil
	}
	p := ed.overviewPage("roadmap")
	body := &roadmapBody{}
	for i, s := range ed.m.States {
		before := ""
		if i > 0 {
			before = ed.m.States[i-1].ID
		}
		body.States = append(body.States, p.stateRow(s.ID, before))
	}
	for _, w := range ed.m.Watch {
		row := watchRow{
			Label: p.phrase(w.Label), Trigger: p.phrase(w.Trigger), Next: day(w.Next.V), Due: w.Next.V.Before(ed.AsOf),
			State: p.refTo("state", w.State).Text,
		}
		for _, t := range w.Options {
			row.Options = append(row.Options, p.phrase(t))
		}
		body.Watch = append(body.Watch, row)
	}
	p.Body = body
	return p
}

// stateRow compares a state with the one before it; the first one has none.
func (p *page) stateRow(id, before string) stateRow {
	row := stateRow{ID: id, Name: p.m.States.Title(id).In(p.lang), Current: id == p.m.CurrentState()}
	var there []*model.Element
	for _, e := range p.m.Elements {
		now, then := p.m.ActiveIn(e.Lifetime, id), before != "" && p.m.ActiveIn(e.Lifetime, before)
		if now {
			there = append(there, e)
		}
		switch {
		case before == "":
		case now && !then:
			row.Added = append(row.Added, p.element(e.ID))
		case then && !now:
			row.Going = append(row.Going, p.element(e.ID))
		}
	}
	row.Total, row.Cost = len(there), costOf(there)
	for _, pic := range p.pictures() {
		if pic.View.ID == "state-"+id {
			row.View = link{Href: p.To(viewPath(pic.View.ID)), Text: pic.Title}
		}
	}
	return row
}
