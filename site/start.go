package site

import (
	"asbuilt/model"
	"asbuilt/site/parts"
	"asbuilt/site/search"
)

// startBody is what somebody who has never seen the system reads first.
type startBody struct {
	Description parts.Link
	Principles  []parts.Link
	Sheet       *parts.Sheet
	Modules     []moduleCard
	Flow        parts.Link
	About       parts.Link
	Steps       []step
	More        int
	Owners      []ownerCard
	Next        []parts.Link
}

// ownerCard is somebody to ask, with what about.
type ownerCard struct {
	Link    parts.Link
	Modules []parts.Link
	Count   string
}

// stepsShown is how many steps of a flow a newcomer is told.
const stepsShown = 12

func startPage(ed *edition) *page {
	p := ed.open(page{Path: "start.html", Section: "start", Title: ed.words.T("start"), Template: "start.html"})
	p.Entry = search.Entry{Kind: "page", Title: p.Title, Lines: []string{
		p.T("start-what"), p.T("start-picture"), p.T("start-flow"), p.T("start-ask"),
	}}
	body := &startBody{
		Description: p.Phrase(ed.Model.Description), Principles: p.Phrases(ed.Model.Principles),
		Modules: moduleCards(ed, p.Links, p.proof),
	}
	if len(ed.pictures) > 0 {
		body.Sheet = parts.NewSheet(p.Links, p.proof, ed.pictures, 0)
	}
	if f := busiest(ed.Model.Flows); f != nil {
		body.Flow, body.About = p.Flow(f), p.Phrase(f.Description)
		for _, s := range (stepWriter{Links: p.Links, atlas: ed.atlas, proof: p.proof}).steps(f.Steps, "", 0) {
			switch {
			case s.depth > 0 || s.from.Text == "":
			case len(body.Steps) == stepsShown:
				body.More++
			default:
				body.Steps = append(body.Steps, s)
			}
		}
	}
	for _, o := range ed.owners {
		card := ownerCard{Link: ed.ownerLink(p.Links, o.Key), Count: p.T("elements-n", len(o.elements))}
		for _, x := range o.modules {
			card.Modules = append(card.Modules, p.Module(x.ID))
		}
		body.Owners = append(body.Owners, card)
	}
	body.Next = nextPages(ed, p)
	p.Body = body
	return p
}

// busiest is the flow that most is asked of, or the first one.
func busiest(all []*model.Flow) *model.Flow {
	var best *model.Flow
	rate := func(f *model.Flow) float64 {
		if f.Rate == nil || !f.Rate.Typical.IsSet() || f.Rate.Typical.V.Per == 0 {
			return 0
		}
		return f.Rate.Typical.V.N / f.Rate.Typical.V.Per.Seconds()
	}
	for _, f := range all {
		if best == nil || rate(f) > rate(best) {
			best = f
		}
	}
	return best
}

// nextPages are where a newcomer goes from here.
func nextPages(ed *edition, p *page) []parts.Link {
	links := []parts.Link{
		{Href: p.To("elements.html"), Text: p.T("elements")},
		{Href: p.To("views.html"), Text: p.T("views")},
		{Href: p.To("drift.html"), Text: p.T("drift")},
		{Href: p.To("security.html"), Text: p.T("security")},
	}
	if len(ed.records()) > 0 {
		links = append(links, parts.Link{Href: p.To("decisions.html"), Text: p.T("decisions")})
	}
	if hasOperations(ed.atlas) {
		links = append(links, parts.Link{Href: p.To("operations.html"), Text: p.T("operations")})
	}
	return links
}

// From, To and Note are what a template shows of a step.
func (s step) From() parts.Link { return s.from }

// To is where a step goes.
func (s step) To() parts.Link { return s.to }

// Note says what happens.
func (s step) Note() parts.Link { return s.note }
