package site

import (
	"slices"

	"asbuilt/model"
)

// dataBody is one class of data: where it rests, and where it flows.
type dataBody struct {
	ID          string
	Description link
	Facts       []fact
	Stores      []storeRow
	Flows       []wire
	Logs        []link
	Decisions   []decisionRow
	Findings    []shownFinding
	Source      link
}

// storeRow is a store that holds a class of data.
type storeRow struct {
	Store     link
	Encrypted string
	Kept      string
	Backup    string
	Mark      *mark
}

// dataRow is a class of data at a glance.
type dataRow struct {
	Link        link
	Sensitivity string
	Sensitive   bool
	Retention   string
	About       link
}

// dataIndexBody is what the system keeps, and where.
type dataIndexBody struct {
	Data   []dataRow
	Stores []storeRow
}

func (ed *edition) dataIndex() *page {
	p := ed.overviewPage("data")
	p.Template = "data-index.html"
	body := &dataIndexBody{}
	for _, d := range ed.m.Data {
		row := dataRow{
			Link: p.data(d.ID), Sensitivity: p.enum(d.Sensitivity.V), About: p.phrase(d.Description),
			Sensitive: d.Sensitivity.V == "personal" || d.Sensitivity.V == "secret",
		}
		if d.Retention.IsSet() {
			row.Retention = p.duration(d.Retention.V)
		}
		body.Data = append(body.Data, row)
	}
	for _, e := range ed.m.Elements {
		if len(e.Stores) > 0 || e.Encryption != nil {
			body.Stores = append(body.Stores, p.storeRow(e, model.Ref{ID: e.ID}))
		}
	}
	p.Body = body
	return p
}

func (ed *edition) dataPages() []*page {
	var pages []*page
	for _, d := range ed.m.Data {
		pages = append(pages, ed.dataPage(d))
	}
	return pages
}

func (ed *edition) dataPage(d *model.DataClass) *page {
	title := d.Title().In(ed.lang)
	p := &page{
		edition: ed, Path: dataPath(d.ID), Section: "data", Title: title, Template: "data.html",
		Entry: entry{
			Kind: "data", Title: title, ID: d.ID, Other: d.Title().In(ed.lang.Other()),
			Note: ed.enum(d.Sensitivity.V), Text: d.Description.In(ed.lang),
		},
	}
	p.Trail = []link{{Href: p.To("data.html"), Text: ed.T("data")}}
	body := &dataBody{
		ID: d.ID, Description: p.phrase(d.Description), Facts: p.facts(d, "name", "description", "decisions"),
		Decisions: p.decisionRows(ed.governing(d.ID)), Findings: p.shownAll(ed.findings[d.ID]), Source: p.Source(d.Position),
	}
	for _, e := range ed.m.Elements {
		if holds(e.Stores, d.ID) {
			body.Stores = append(body.Stores, p.storeRow(e, model.Ref{ID: e.ID}))
		}
		for _, x := range e.Partitions {
			if holds(x.Stores, d.ID) {
				body.Stores = append(body.Stores, p.storeRow(e, model.Ref{ID: e.ID, Part: x.ID}))
			}
		}
		if e.Operations != nil && e.Operations.Logs != nil && holds(e.Operations.Logs.Holds, d.ID) {
			body.Logs = append(body.Logs, p.element(e.ID))
		}
	}
	for _, c := range ed.m.Connections {
		if holds(c.Sends, d.ID) || holds(c.Receives, d.ID) {
			body.Flows = append(body.Flows, p.wire(c))
		}
	}
	p.Body = body
	return p
}

func holds(refs []model.Ref, id string) bool {
	return slices.ContainsFunc(refs, func(r model.Ref) bool { return r.ID == id })
}

func (p *page) storeRow(e *model.Element, at model.Ref) storeRow {
	row := storeRow{Store: p.ref(at), Mark: p.worst(p.tallyOf(e.ID))}
	if e.Encryption != nil && e.Encryption.AtRest.IsSet() {
		row.Encrypted = p.T("not-encrypted")
		if e.Encryption.AtRest.V {
			row.Encrypted = p.T("encrypted")
			if e.Encryption.Key.IsSet() {
				row.Encrypted = joined(row.Encrypted, p.element(e.Encryption.Key.ID).Text)
			}
		}
	}
	for _, r := range e.Lifecycle {
		if r.Expire.IsSet() {
			row.Kept = p.duration(r.Expire.V)
		}
	}
	if e.Backup != nil && e.Backup.Retention.IsSet() {
		row.Backup = p.duration(e.Backup.Retention.V)
	}
	return row
}
