package site

import (
	"asbuilt/model"
	"asbuilt/render/views"
	"asbuilt/site/address"
	"asbuilt/site/parts"
	"asbuilt/site/search"
)

// moduleBody is all that is known of one module.
type moduleBody struct {
	ID          string
	Description parts.Link
	Stamp       parts.Stamp
	Sheet       *parts.Sheet
	Facts       parts.Table
	Elements    parts.Table
	Partitions  []parts.Link
	// In and Out are the connections with one end in the module, without the
	// derived ones.
	In, Out   parts.Table
	Shown     []parts.Link
	Cost      string
	Decisions []parts.Decision
	Findings  []parts.Finding
	Source    parts.Link
}

func modulePages(ed *edition) []*page {
	var pages []*page
	for _, x := range ed.Model.Modules {
		pages = append(pages, modulePage(ed, x))
	}
	return pages
}

func modulePage(ed *edition, x *model.Module) *page {
	lang := ed.words.Language()
	p := ed.open(page{
		Path: address.Module(x.ID), Section: "places", Title: x.Title().In(lang), Template: "module.html",
	})
	l := p.Links
	p.Trail = []parts.Link{{Href: l.To("places.html#modules"), Text: l.T("modules")}}
	members := ed.members[x.ID]
	facts := parts.Facts(l, x, "name", "description", "decisions")
	p.Entry = search.Entry{
		Kind: "module", Title: p.Title, IDs: []string{x.ID}, Other: x.Title().In(lang.Other()), Note: x.Owner.V,
		Lines: append([]string{x.Description.In(lang)}, told(facts)...), Hidden: hidden(ed, x, x.Description),
	}
	in, out := crossing(ed.Model, func(e *model.Element) bool { return e.Module.ID == x.ID })
	body := &moduleBody{
		ID: x.ID, Description: l.Phrase(x.Description),
		Stamp: p.proof.Stamp(ed.verdicts.Tally(ed.subjectsOf(members...)...)),
		Sheet: ed.sheet(p, "module-"+x.ID), Facts: parts.FactTable(p.proof, facts),
		Elements: parts.ElementTable(l, p.proof, members), Partitions: partitionsOf(l, x.ID),
		In:        parts.WireTable(p.proof, parts.Wires(l, p.proof, in, nil)),
		Out:       parts.WireTable(p.proof, parts.Wires(l, p.proof, out, nil)),
		Decisions: parts.Decisions(l, p.proof, ed.governing(x.ID)), Cost: costOf(members),
		Shown: ed.shownIn(l, views.ModuleID(ed.Model, x.ID)), Source: l.Source(x.Position),
	}
	for _, e := range members {
		body.Findings = append(body.Findings, parts.Findings(l, p.proof, ed.verdicts.Findings(e.ID))...)
	}
	p.Entry.Lines = append(p.Entry.Lines, p.T("cost-monthly")+": "+body.Cost)
	p.from(ed, x.Position, x.Owner.V)
	p.Body = body
	return p
}

// partitionsOf are the parts of stores that belong to the module.
func partitionsOf(l parts.Links, module string) []parts.Link {
	var links []parts.Link
	for _, e := range l.Model.Elements {
		for _, x := range e.Partitions {
			if x.Module.ID == module {
				links = append(links, l.Ref(model.Ref{ID: e.ID, Part: x.ID}))
			}
		}
	}
	return links
}

// moduleCard is a module at a glance.
type moduleCard struct {
	Link     parts.Link
	Owner    string
	Elements int
	Mark     *parts.Mark
	About    parts.Link
}

func moduleCards(ed *edition, l parts.Links, p parts.Proof) []moduleCard {
	var cards []moduleCard
	for _, x := range ed.Model.Modules {
		members := ed.members[x.ID]
		cards = append(cards, moduleCard{
			Link: l.Module(x.ID), Owner: x.Owner.V, Elements: len(members),
			Mark: p.Worst(ed.subjectsOf(members...)...), About: l.Phrase(x.Description),
		})
	}
	return cards
}
