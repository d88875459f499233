package site

import (
	"strconv"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/decisions"
)

// homeBody is the atlas' front: the system, its main picture, what is proved,
// and where to go from there.
type homeBody struct {
	Description link
	Principles  []link
	Sheet       *sheet
	Stamp       stamp
	Coverage    *finding.Coverage
	Urgent      []shownFinding
	MoreUrgent  int
	Views       []link
	Modules     []moduleRow
	Decisions   []decisionRow
	Flows       []link
	Figures     []figure
}

// figure is a number with what it counts.
type figure struct {
	N    int
	Word string
	Href string
}

// urgentShown is how many findings the front page shows.
const urgentShown = 5

func (ed *edition) home() *page {
	p := &page{
		edition: ed, Path: "index.html", Section: "home", Title: ed.System(), Template: "home.html",
		Entry: entry{Kind: "home", Title: ed.System(), Text: ed.m.Description.In(ed.lang)},
	}
	body := &homeBody{
		Description: p.phrase(ed.m.Description), Stamp: ed.stampOf(ed.tallyAll()),
		Views: p.viewLinks(), Modules: p.moduleRows(), Decisions: p.decisionRows(ed.records()), Figures: p.figures(),
	}
	for _, t := range ed.m.Principles {
		body.Principles = append(body.Principles, p.phrase(t))
	}
	if pictures := ed.pictures(); len(pictures) > 0 {
		body.Sheet = p.sheet(pictures, 0)
		body.Sheet.Level = 2
	}
	if ed.built() {
		body.Coverage = ed.Report.Coverage
	}
	for _, f := range ed.openFindings() {
		if f.Severity != finding.Error {
			continue
		}
		if len(body.Urgent) == urgentShown {
			body.MoreUrgent++
			continue
		}
		body.Urgent = append(body.Urgent, p.shown(f))
	}
	for _, f := range ed.m.Flows {
		body.Flows = append(body.Flows, link{Href: p.To(flowPath(f.ID)), Text: titleOf(f.Label, f.ID).In(ed.lang)})
	}
	p.Body = body
	return p
}

// figures count what the model holds.
func (p *page) figures() []figure {
	return []figure{
		{len(p.m.Elements), p.T("elements"), p.To("elements.html")},
		{len(p.m.Connections), p.T("connections"), p.To("security.html")},
		{len(p.m.Boundaries), p.T("places"), p.To("places.html")},
		{len(p.m.Flows), p.T("flows"), p.To("flows.html")},
		{len(p.m.Data), p.T("data"), p.To("data.html")},
		{len(p.records()), p.T("decisions"), p.To("decisions.html")},
	}
}

// moduleRow is a module at a glance.
type moduleRow struct {
	Link     link
	Owner    string
	Elements int
	Mark     *mark
	About    link
}

func (p *page) moduleRows() []moduleRow {
	var rows []moduleRow
	for _, x := range p.m.Modules {
		rows = append(rows, moduleRow{
			Link: p.module(x.ID), Owner: x.Owner.V, Elements: len(p.members[x.ID]),
			Mark: p.worst(p.tallyOf(p.subjectsOf(p.members[x.ID])...)), About: p.phrase(x.Description),
		})
	}
	return rows
}

// subjectsOf are the elements and the connections that they open.
func (a *atlas) subjectsOf(elements []*model.Element) []string {
	var ids []string
	for _, e := range elements {
		ids = append(ids, e.ID)
		for _, c := range a.outgoing[e.ID] {
			ids = append(ids, c.ID.V)
		}
	}
	return ids
}

// decisionRow is a decision at a glance.
type decisionRow struct {
	Number string
	Link   link
	Status string
	// Word is the status in the page's language.
	Word    string
	Date    string
	Governs int
	Mark    *mark
	Tags    []string
}

func (p *page) decisionRows(all []*decisions.Record) []decisionRow {
	var rows []decisionRow
	for _, r := range all {
		row := decisionRow{
			Link: p.record(r), Status: string(r.Status), Word: p.status(r.Status), Date: day(r.Date),
			Governs: len(r.Governs), Mark: p.worst(p.tallyOf(r.ID())), Tags: r.Tags,
		}
		if r.Number >= 0 {
			row.Number = strconv.Itoa(r.Number)
		}
		rows = append(rows, row)
	}
	return rows
}

func titleOf(label model.Text, id string) finding.Text {
	if label.IsZero() {
		return finding.Same(id)
	}
	return label.Text
}
