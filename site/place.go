package site

import (
	"asbuilt/model"
)

// boundaryBody is all that is known of one place.
type boundaryBody struct {
	ID          string
	Kind        string
	Description link
	Stamp       stamp
	Facts       []fact
	Checks      []provenCheck
	Places      []placeRow
	Elements    []elementRow
	// Crossing are the connections with one end in the place.
	In, Out   []wire
	Decisions []decisionRow
	Findings  []shownFinding
	Source    link
}

// placeRow is a place at a glance, at its depth in the tree.
type placeRow struct {
	Link     link
	ID       string
	Depth    int
	Kind     string
	CIDR     string
	Exposure string
	Trust    string
	Elements int
	Mark     *mark
}

func (ed *edition) boundaryPages() []*page {
	var pages []*page
	for _, b := range ed.m.Boundaries {
		pages = append(pages, ed.boundaryPage(b))
	}
	return pages
}

func (ed *edition) boundaryPage(b *model.Boundary) *page {
	title := b.Title().In(ed.lang)
	p := &page{
		edition: ed, Path: boundaryPath(b.ID), Section: "places", Title: title, Template: "boundary.html",
		Entry: entry{
			Kind: "boundary", Title: title, ID: b.ID, Other: b.Title().In(ed.lang.Other()),
			Note: ed.kindLabel(b.Kind.ID), Text: b.Description.In(ed.lang),
		},
	}
	p.Trail = append([]link{{Href: p.To("places.html"), Text: ed.T("places")}}, p.around(b.Parent)...)
	body := &boundaryBody{
		ID: b.ID, Kind: ed.kindLabel(b.Kind.ID), Description: p.phrase(b.Description),
		Facts: p.facts(b, "name", "description", "decisions"), Places: p.placeRows(b, 0),
		Decisions: p.decisionRows(ed.governing(b.ID)), Findings: p.shownAll(ed.findings[b.ID]), Source: p.Source(b.Position),
	}
	p.Entry.Facts = factText(body.Facts)
	body.Checks = p.prove(body.Facts, b.ID)
	subjects := []string{b.ID}
	for _, e := range ed.m.Elements {
		if e.Boundary.Within(b) {
			body.Elements = append(body.Elements, p.elementRow(e))
			subjects = append(subjects, e.ID)
		}
	}
	in, out := ed.crossing(b)
	body.In, body.Out = p.wires(in, nil), p.wires(out, nil)
	body.Stamp = ed.stampOf(ed.tallyOf(subjects...))
	p.Body = body
	return p
}

// crossing are the connections that come into b and go out of it, without the
// derived ones, which are many and say little about a place.
func (a *atlas) crossing(b *model.Boundary) (in, out []*model.Connection) {
	inside := func(r model.Ref) bool {
		e := a.m.Element(r.ID)
		return e != nil && e.Boundary.Within(b)
	}
	for _, c := range a.m.Connections {
		switch from, to := inside(c.From), inside(c.To); {
		case c.Derived:
		case to && !from:
			in = append(in, c)
		case from && !to:
			out = append(out, c)
		}
	}
	return in, out
}

// placeRows are the places in b, all levels; of the whole model when b is nil.
func (p *page) placeRows(b *model.Boundary, depth int) []placeRow {
	var rows []placeRow
	for _, x := range p.m.Boundaries {
		if x.Parent != b {
			continue
		}
		rows = append(rows, placeRow{
			Link: p.boundary(x.ID), ID: x.ID, Depth: min(depth, 5), Kind: p.kindLabel(x.Kind.ID), CIDR: x.CIDR.V.Text,
			Exposure: p.enum(x.Exposure.V), Trust: x.Trust.ID, Elements: len(p.members[x.ID]),
			Mark: p.worst(p.tallyOf(x.ID)),
		})
		rows = append(rows, p.placeRows(x, depth+1)...)
	}
	return rows
}

// placeIndexBody is the gazetteer: every place, set and module.
type placeIndexBody struct {
	Places  []placeRow
	Groups  []groupRow
	Modules []moduleRow
}

// groupRow is a set with its members.
type groupRow struct {
	Anchor  string
	Title   link
	ID      string
	Kind    string
	About   link
	Members []link
	Mark    *mark
}

func (ed *edition) placeIndex() *page {
	p := &page{edition: ed, Path: "places.html", Section: "places", Title: ed.T("places-and-modules"), Template: "places.html"}
	body := &placeIndexBody{Places: p.placeRows(nil, 0), Modules: p.moduleRows()}
	for _, g := range ed.m.Groups {
		row := groupRow{
			Anchor: groupAnchor(g.ID), Title: link{Text: g.Title().In(ed.lang), Lang: ed.fallback(g.Title())}, ID: g.ID,
			Kind: ed.kindLabel(g.Kind.ID), About: p.phrase(g.Description), Mark: p.worst(p.tallyOf(g.ID)),
		}
		for _, e := range ed.members[g.ID] {
			row.Members = append(row.Members, p.element(e.ID))
		}
		body.Groups = append(body.Groups, row)
	}
	p.Body = body
	return p
}
