package site

import (
	"slices"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/site/address"
	"asbuilt/site/parts"
	"asbuilt/site/search"
	"asbuilt/site/words"
)

// dataBody is one class of data: where it rests, and where it flows.
type dataBody struct {
	Answer      parts.Answer
	ID          string
	Description parts.Link
	Facts       parts.Table
	Stores      parts.Table
	Flows       parts.Table
	Logs        []parts.Link
	Decisions   []parts.Decision
	Findings    []parts.Finding
	Source      parts.Link
}

// dataIndexBody is what the system keeps, and where.
type dataIndexBody struct {
	Answer       parts.Answer
	Pictured     []parts.Link
	Data, Stores parts.Table
}

func dataIndex(ed *edition) *page {
	p := ed.openOverview("data")
	p.Template = "data-index.html"
	var stores []store
	for _, e := range ed.Model.Elements {
		if len(e.Holds) > 0 || e.Encryption != nil {
			stores = append(stores, store{e, model.Ref{ID: e.ID}})
		}
	}
	answer := dataAnswer(ed, p)
	p.Entry.Lines = append(p.Entry.Lines, answer.Lines()...)
	p.Body = &dataIndexBody{
		Answer: answer, Pictured: ed.pictured(p),
		Data: dataTable(p, ed.Model.Data), Stores: storeTable(p, stores),
	}
	return p
}

// dataTable is the classes of data.
func dataTable(p *page, all []*model.DataClass) parts.Table {
	return parts.NewTable(p.proof, parts.Shape[*model.DataClass]{}, all, []parts.Column[*model.DataClass]{
		{
			Name: finding.Say("Name", "이름"), Names: true,
			Cell: func(d *model.DataClass) parts.Cell { return parts.Show(parts.Linked(p.Data(d.ID))) },
		},
		{
			Name: finding.Say("Sensitivity", "민감도"),
			Cell: func(d *model.DataClass) parts.Cell {
				if d.Sensitivity.V == "personal" || d.Sensitivity.V == "secret" {
					return parts.Show(parts.Strong(p.Enum(d.Sensitivity.V)))
				}
				return parts.Show(parts.Plain(p.Enum(d.Sensitivity.V)))
			},
		},
		{
			Name: finding.Say("Retention", "보존 기간"),
			Cell: func(d *model.DataClass) parts.Cell { return parts.Show(parts.Plain(lasting(p.Words, d.Retention))) },
		},
		{
			Name: finding.Say("Description", "설명"),
			Cell: func(d *model.DataClass) parts.Cell { return parts.Show(parts.Linked(p.Phrase(d.Description))) },
		},
	})
}

// lasting is a duration in words, or "" for one that is not stated.
func lasting(w words.Words, d model.Duration) string {
	if !d.IsSet() {
		return ""
	}
	return w.Duration(d.V)
}

func dataPages(ed *edition) []*page {
	var pages []*page
	for _, d := range ed.Model.Data {
		pages = append(pages, dataPage(ed, d))
	}
	return pages
}

func dataPage(ed *edition, d *model.DataClass) *page {
	lang := ed.words.Language()
	p := ed.open(page{Path: address.Data(d.ID), Section: "data", Title: d.Title().In(lang), Template: "data.html"})
	l := p.Links
	p.Entry = search.Entry{
		Kind: "data", Title: p.Title, IDs: []string{d.ID}, Other: d.Title().In(lang.Other()),
		Note: l.Enum(d.Sensitivity.V), Hidden: hidden(ed, d, d.Description),
		Lines: append([]string{d.Description.In(lang)}, told(parts.Facts(l, d, "name", "description", "decisions"))...),
	}
	p.Trail = []parts.Link{{Href: l.To("data.html"), Text: l.T("data")}}
	body := &dataBody{
		Answer: whereabouts(ed, p, d), ID: d.ID, Description: l.Phrase(d.Description),
		Stores:    storeTable(p, storesOf(ed.Model, d.ID)),
		Facts:     parts.FactTable(p.proof, parts.Facts(l, d, "name", "description", "decisions")),
		Decisions: parts.Decisions(l, p.proof, ed.governing(d.ID)),
		Findings:  parts.Findings(l, p.proof, ed.verdicts.Findings(d.ID)), Source: l.Source(d.Position),
	}
	for _, e := range ed.Model.Elements {
		if e.Operations != nil && e.Operations.Logs != nil && holds(e.Operations.Logs.Holds, d.ID) {
			body.Logs = append(body.Logs, l.Element(e.ID))
		}
	}
	var flows []*model.Connection
	for _, c := range ed.Model.Connections {
		if holds(c.Sends, d.ID) || holds(c.Receives, d.ID) {
			flows = append(flows, c)
		}
	}
	body.Flows = parts.WireTable(p.proof, parts.Wires(l, p.proof, flows, nil))
	p.from(ed, d.Position, "")
	p.Entry.Lines = append(p.Entry.Lines, body.Answer.Lines()...)
	p.Entry.Lines = append(p.Entry.Lines, l.T("rests-in")+", "+l.T("flows-in")+", "+l.T("logged-by"))
	p.Body = body
	return p
}

// store is an element that holds data, or a part of it.
type store struct {
	*model.Element
	at model.Ref
}

// storesOf are the stores and parts of stores that hold a class of data.
func storesOf(m *model.Model, data string) []store {
	var all []store
	for _, e := range m.Elements {
		if holds(e.Holds, data) {
			all = append(all, store{e, model.Ref{ID: e.ID}})
		}
		for _, x := range e.Partitions {
			if holds(x.Holds, data) {
				all = append(all, store{e, model.Ref{ID: e.ID, Part: x.ID}})
			}
		}
	}
	return all
}

func holds(refs []model.Ref, id string) bool {
	return slices.ContainsFunc(refs, func(r model.Ref) bool { return r.ID == id })
}

// protections are the keys that say how a store protects what it holds.
func protections() []string {
	return []string{"encryption", "backup", "lifecycle", "public", "versioning", "deletion_protection", "holds"}
}

// storeTable is how stores protect what they hold.
func storeTable(p *page, all []store) parts.Table {
	return parts.NewTable(p.proof, parts.Shape[store]{}, all, []parts.Column[store]{
		{
			Name: finding.Say("Name", "이름"), Names: true,
			Cell: func(s store) parts.Cell { return parts.Show(parts.Linked(p.Ref(s.at))) },
		},
		{
			Name: finding.Say("At rest", "저장 시"),
			Cell: func(s store) parts.Cell { return parts.Show(parts.Plain(encrypted(p.Links, s.Encryption))) },
		},
		{
			Name: finding.Say("Kept for", "보존 기간"),
			Cell: func(s store) parts.Cell {
				kept := ""
				for _, r := range s.Lifecycle {
					if r.Expire.IsSet() {
						kept = p.Duration(r.Expire.V)
					}
				}
				return parts.Show(parts.Plain(kept))
			},
		},
		{
			Name: finding.Say("Backup", "백업"),
			Cell: func(s store) parts.Cell {
				if s.Backup == nil {
					return parts.Show()
				}
				return parts.Show(parts.Plain(lasting(p.Words, s.Backup.Retention)))
			},
		},
		{
			Name: finding.Say("Result", "검증"), Built: true,
			Cell: func(s store) parts.Cell {
				return parts.Show(parts.Marked(p.proof.WorstOf(p.proof.TallyUnder(s.ID, protections()...))))
			},
		},
	})
}

// encrypted says whether a store encrypts, and with which key.
func encrypted(l parts.Links, e *model.Encryption) string {
	switch {
	case e == nil || !e.AtRest.IsSet():
		return ""
	case !e.AtRest.V:
		return l.T("not-encrypted")
	case e.Key.IsSet():
		return words.Joined(l.T("encrypted"), l.Element(e.Key.ID).Text)
	}
	return l.T("encrypted")
}
