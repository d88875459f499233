package site

import (
	"asbuilt/finding"
	"asbuilt/site/parts"
	"asbuilt/site/search"
)

// homeBody is the atlas' front: the system, its main picture, what is proved,
// and where to go from there.
type homeBody struct {
	Description parts.Link
	Principles  []parts.Link
	Sheet       *parts.Sheet
	Stamp       parts.Stamp
	Coverage    *finding.Coverage
	Urgent      []parts.Finding
	MoreUrgent  int
	Views       []parts.Link
	Modules     []moduleCard
	Decisions   []parts.Decision
	Flows       []parts.Link
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

func homePage(ed *edition) *page {
	lang := ed.words.Language()
	p := ed.open(page{
		Path: "index.html", Section: "home", Title: ed.imprint.System, Template: "home.html",
		Entry: search.Entry{Kind: "home", Title: ed.imprint.System, Lines: []string{ed.Model.Description.In(lang)}},
	})
	l := p.Links
	body := &homeBody{
		Description: l.Phrase(ed.Model.Description), Principles: l.Phrases(ed.Model.Principles),
		Stamp: p.proof.Stamp(ed.verdicts.TallyAll()), Views: parts.ViewLinks(l, p.proof, ed.pictures),
		Modules: moduleCards(ed, l, p.proof), Decisions: parts.Decisions(l, p.proof, ed.records()),
		Figures: figures(ed, l),
	}
	if len(ed.pictures) > 0 {
		body.Sheet = parts.NewSheet(l, p.proof, ed.pictures, 0)
	}
	if p.Built {
		body.Coverage = ed.Report.Coverage
	}
	for _, f := range ed.verdicts.Open() {
		switch {
		case f.Severity != finding.Error:
		case len(body.Urgent) == urgentShown:
			body.MoreUrgent++
		default:
			body.Urgent = append(body.Urgent, parts.NewFinding(l, p.proof, f))
		}
	}
	for _, f := range ed.Model.Flows {
		body.Flows = append(body.Flows, l.Flow(f))
	}
	p.Body = body
	return p
}

// figures count what the model holds.
func figures(ed *edition, l parts.Links) []figure {
	m := ed.Model
	return []figure{
		{len(m.Elements), l.T("elements"), l.To("elements.html")},
		{len(m.Connections), l.T("connections"), l.To("security.html")},
		{len(m.Boundaries), l.T("places"), l.To("places.html")},
		{len(m.Flows), l.T("flows"), l.To("flows.html")},
		{len(m.Data), l.T("data"), l.To("data.html")},
		{len(ed.records()), l.T("decisions"), l.To("decisions.html")},
	}
}
