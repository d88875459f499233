package site

import "asbuilt/model"

// moduleBody is all that is known of one module.
type moduleBody struct {
	ID          string
	Description link
	Stamp       stamp
	Sheet       *sheet
	Facts       []fact
	Elements    []elementRow
	Partitions  []link
	// In and Out are the connections with one end in the module, without the
	// derived ones.
	In, Out   []wire
	Cost      string
	Decisions []decisionRow
	Findings  []shownFinding
	Source    link
}

func (ed *edition) modulePages() []*page {
	var pages []*page
	for _, x := range ed.m.Modules {
		pages = append(pages, ed.modulePage(x))
	}
	return pages
}

func (ed *edition) modulePage(x *model.Module) *page {
	title := x.Title().In(ed.lang)
	p := &page{
		edition: ed, Path: modulePath(x.ID), Section: "places", Title: title, Template: "module.html",
		Entry: entry{
			Kind: "module", Title: title, ID: x.ID, Other: x.Title().In(ed.lang.Other()), Note: x.Owner.V,
			Text: x.Description.In(ed.lang),
		},
	}
	p.Trail = []link{{Href: p.To("places.html#modules"), Text: ed.T("modules")}}
	members := ed.members[x.ID]
	body := &moduleBody{
		ID: x.ID, Description: p.phrase(x.Description), Stamp: ed.stampOf(ed.tallyOf(ed.subjectsOf(members)...)),
		Sheet: p.pictureOf("module-" + x.ID), Facts: p.facts(x, "name", "description", "decisions"),
		Partitions: p.partitionsOf(x.ID), Decisions: p.decisionRows(ed.governing(x.ID)),
		Cost: costOf(members), Source: p.Source(x.Position),
	}
	p.Entry.Facts = factText(body.Facts)
	for _, e := range members {
		body.Elements = append(body.Elements, p.elementRow(e))
		body.Findings = append(body.Findings, p.shownAll(ed.findings[e.ID])...)
	}
	var in, out []*model.Connection
	for _, c := range ed.m.Connections {
		from, to := ed.inModule(c.From, x.ID), ed.inModule(c.To, x.ID)
		if to && !from && !c.Derived {
			in = append(in, c)
		}
		if from && !to && !c.Derived {
			out = append(out, c)
		}
	}
	body.In, body.Out = p.wires(in, nil), p.wires(out, nil)
	p.Body = body
	return p
}

func (a *atlas) inModule(r model.Ref, module string) bool {
	e := a.m.Element(r.ID)
	return e != nil && e.Module.ID == module
}

// partitionsOf are the parts of stores that belong to the module.
func (p *page) partitionsOf(module string) []link {
	var links []link
	for _, e := range p.m.Elements {
		for _, x := range e.Partitions {
			if x.Module.ID == module {
				links = append(links, p.ref(model.Ref{ID: e.ID, Part: x.ID}))
			}
		}
	}
	return links
}

// costOf adds up what the elements cost a month, by currency.
func costOf(elements []*model.Element) string {
	sums := map[string]float64{}
	var order []string
	for _, e := range elements {
		if e.Cost == nil || !e.Cost.Monthly.IsSet() {
			continue
		}
		currency := e.Cost.Currency.Or("USD")
		if _, seen := sums[currency]; !seen {
			order = append(order, currency)
		}
		sums[currency] += e.Cost.Monthly.V
	}
	text := ""
	for _, currency := range order {
		text = joined(text, number(sums[currency])+" "+currency)
	}
	return text
}
