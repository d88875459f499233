package site

import (
	"time"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/site/address"
	"asbuilt/site/parts"
	"asbuilt/site/words"
)

// roadmapBody is the states of the system, with what comes and goes.
type roadmapBody struct {
	States []stateRow
	Watch  parts.Table
}

// stateRow is a state of the roadmap, against the one before it.
type stateRow struct {
	Name    string
	Current bool
	Total   int
	Added   []parts.Link
	Going   []parts.Link
	Cost    string
	View    parts.Link
}

func hasRoadmap(a *atlas) bool { return len(a.Model.States) > 0 || len(a.Model.Watch) > 0 }

func roadmapPage(ed *edition) *page {
	p := ed.openOverview("roadmap")
	body := &roadmapBody{Watch: watchTable(p, ed.Model.Watch, ed.AsOf)}
	for i, s := range ed.Model.States {
		before := ""
		if i > 0 {
			before = ed.Model.States[i-1].ID
		}
		row := newStateRow(p.Links, s.ID, before)
		for _, pic := range ed.pictures {
			if pic.View.ID == "state-"+s.ID {
				row.View = parts.Link{Href: p.To(address.View(pic.View.ID)), Text: pic.Title}
			}
		}
		body.States = append(body.States, row)
	}
	p.Body, p.Entry.Lines = body, append(body.Watch.Lines(), p.T("comes")+", "+p.T("goes")+", "+p.T("cost-monthly"))
	return p
}

// newStateRow compares a state with the one before it; the first one has none.
func newStateRow(l parts.Links, id, before string) stateRow {
	m := l.Model
	row := stateRow{Name: m.States.Title(id).In(l.Language()), Current: id == m.CurrentState()}
	var there []*model.Element
	for _, e := range m.Elements {
		now, then := m.ActiveIn(e.Lifetime, id), before != "" && m.ActiveIn(e.Lifetime, before)
		if now {
			there = append(there, e)
		}
		switch {
		case before == "":
		case now && !then:
			row.Added = append(row.Added, l.Element(e.ID))
		case then && !now:
			row.Going = append(row.Going, l.Element(e.ID))
		}
	}
	row.Total, row.Cost = len(there), costOf(there)
	return row
}

// watchTable is the developments that may change the roadmap.
func watchTable(p *page, all []*model.Watch, asOf time.Time) parts.Table {
	return parts.NewTable(p.proof, parts.Shape[*model.Watch]{}, all, []parts.Column[*model.Watch]{
		{
			Name: finding.Say("Name", "이름"), Names: true,
			Cell: func(w *model.Watch) parts.Cell { return parts.Show(parts.Linked(p.Phrase(w.Label))) },
		},
		{
			Name: finding.Say("Trigger", "계기"),
			Cell: func(w *model.Watch) parts.Cell { return parts.Show(parts.Linked(p.Phrase(w.Trigger))) },
		},
		{
			Name: finding.Say("Options", "선택지"),
			Cell: func(w *model.Watch) parts.Cell { return parts.Show(parts.Linkeds(p.Phrases(w.Options))) },
		},
		{
			Name: finding.Say("State", "상태"),
			Cell: func(w *model.Watch) parts.Cell {
				return parts.Show(parts.Linked(p.RefTo("state", w.State)))
			},
		},
		{
			Name: finding.Say("Look again", "다시 볼 때"),
			Cell: func(w *model.Watch) parts.Cell { return dueCell(p.Words, w.Next.V, asOf) },
		},
	})
}

// dueCell is a day, with a warning when it has passed.
func dueCell(w words.Words, next, asOf time.Time) parts.Cell {
	if next.Before(asOf) {
		return parts.Show(parts.Plain(words.Day(next)), parts.Warning(w.T("due")))
	}
	return parts.Show(parts.Plain(words.Day(next)))
}
