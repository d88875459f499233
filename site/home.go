package site

import (
	"asbuilt/finding"
	"asbuilt/site/parts"
	"asbuilt/site/search"
	"asbuilt/site/words"
)

// homeBody is the atlas' front: the system, how far reality differs, its main picture,
// and where to go from there.
type homeBody struct {
	Description parts.Link
	Principles  []parts.Link
	Answer      parts.Answer
	Sheet       *parts.Sheet
	Stamp       parts.Stamp
	Coverage    *finding.Coverage
	Urgent      []parts.Finding
	MoreUrgent  int
	Views       []parts.Link
	Modules     []moduleCard
	InForce     []parts.Decision
	UnderReview []parts.Decision
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
		Answer: homeAnswer(ed, p), Stamp: p.proof.Stamp(ed.verdicts.TallyAll()),
		Views: parts.ViewLinks(l, p.proof, ed.pictures), Modules: moduleCards(ed, l, p.proof),
	}
	for _, r := range ed.records() {
		switch d := parts.NewDecision(l, p.proof, r); {
		case r.InForce():
			body.InForce = append(body.InForce, d)
		case !r.Over():
			body.UnderReview = append(body.UnderReview, d)
		}
	}
	body.Figures = figures(ed, l, len(body.InForce))
	if len(ed.pictures) > 0 {
		body.Sheet = parts.NewSheet(l, p.proof, ed.pictures, 0)
	}
	if p.Built {
		body.Coverage = ed.Report.Coverage
	}
	for _, o := range p.proof.Origins() {
		switch f := o.Findings[0]; {
		case o.Severity != finding.Error || !f.Differs():
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

// homeAnswer is one sentence: how far reality differs, as of when, and whose that is.
func homeAnswer(ed *edition, p *page) parts.Answer {
	line := differences(ed, p)
	owners := byOwner(ed, p)
	if line.Links, line.More = owners.Links, owners.More; len(line.Links) > 0 {
		line.Lead.Text = words.Joined(line.Lead.Text, owners.Lead.Text)
	}
	return parts.Answer{line}
}

// figures count what the model holds.
func figures(ed *edition, l parts.Links, inForce int) []figure {
	m := ed.Model
	return []figure{
		{len(m.Elements), l.T("elements"), l.To("elements.html")},
		{len(m.Connections), l.T("connections"), l.To("security.html")},
		{len(m.Boundaries), l.T("places"), l.To("places.html")},
		{len(m.Flows), l.T("flows"), l.To("flows.html")},
		{len(m.Data), l.T("data"), l.To("data.html")},
		{inForce, l.T("decisions-in-force"), l.To("decisions.html")},
	}
}
