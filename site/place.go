package site

import (
	"strconv"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/render/views"
	"asbuilt/site/address"
	"asbuilt/site/parts"
	"asbuilt/site/search"
)

// boundaryBody is all that is known of one place.
type boundaryBody struct {
	ID          string
	Kind        string
	Description parts.Link
	Stamp       parts.Stamp
	Facts       parts.Table
	Checks      parts.Table
	Places      parts.Table
	Elements    parts.Table
	// In and Out are the connections with one end in the place.
	In, Out   parts.Table
	Shown     []parts.Link
	Decisions []parts.Decision
	Findings  []parts.Finding
	Source    parts.Link
}

func boundaryPages(ed *edition) []*page {
	var pages []*page
	for _, b := range ed.Model.Boundaries {
		pages = append(pages, boundaryPage(ed, b))
	}
	return pages
}

func boundaryPage(ed *edition, b *model.Boundary) *page {
	lang := ed.words.Language()
	p := ed.open(page{
		Path: address.Boundary(b.ID), Section: "places", Title: b.Title().In(lang), Template: "boundary.html",
	})
	l := p.Links
	p.Trail = append([]parts.Link{{Href: l.To("places.html"), Text: l.T("places")}}, l.Around(b.Parent)...)
	facts := parts.Facts(l, b, "name", "description", "decisions")
	p.Entry = search.Entry{
		Kind: "boundary", Title: p.Title, Other: b.Title().In(lang.Other()), Note: l.Kind(b.Kind.ID),
		IDs: append([]string{b.ID}, resources(ed.verdicts, b.ID)...), Hidden: hidden(ed, b, b.Description),
		Lines: append([]string{b.Description.In(lang)}, told(facts)...),
	}
	rest := p.proof.Prove(facts, b.ID, &p.Read)
	subjects := []string{b.ID}
	var within []*model.Element
	for _, e := range ed.Model.Elements {
		if e.Boundary.Within(b) {
			within = append(within, e)
			subjects = append(subjects, e.ID)
		}
	}
	in, out := crossing(ed.Model, func(e *model.Element) bool { return e.Boundary.Within(b) })
	p.from(ed, b.Position, "")
	p.Body = &boundaryBody{
		ID: b.ID, Kind: l.Kind(b.Kind.ID), Description: l.Phrase(b.Description), Facts: parts.FactTable(p.proof, facts),
		Checks: parts.CheckTable(p.proof, rest), Places: placeTable(ed, p, b),
		Elements:  parts.ElementTable(l, p.proof, within),
		In:        parts.WireTable(p.proof, parts.Wires(l, p.proof, in, nil)),
		Out:       parts.WireTable(p.proof, parts.Wires(l, p.proof, out, nil)),
		Decisions: parts.Decisions(l, p.proof, ed.governing(b.ID)),
		Findings:  parts.Findings(l, p.proof, ed.verdicts.Findings(b.ID)), Source: l.Source(b.Position),
		Stamp: p.proof.Stamp(ed.verdicts.Tally(subjects...)), Shown: ed.shownIn(l, views.PlaceID(ed.Model, b.ID)),
	}
	return p
}

// placed is a place at its depth in the tree.
type placed struct {
	*model.Boundary
	depth int
}

// placesIn are the places in b, all levels; of the whole model when b is nil.
func placesIn(m *model.Model, b *model.Boundary, depth int) []placed {
	var all []placed
	for _, x := range m.Boundaries {
		if x.Parent == b {
			all = append(all, placed{x, min(depth, 5)})
			all = append(all, placesIn(m, x, depth+1)...)
		}
	}
	return all
}

// placeTable is the places in b; of the whole model when b is nil.
func placeTable(ed *edition, p *page, b *model.Boundary) parts.Table {
	all := placesIn(ed.Model, b, 0)
	return parts.NewTable(p.proof, parts.Shape[placed]{Class: "tree"}, all, []parts.Column[placed]{
		{
			Name: finding.Say("Name", "이름"), Names: true,
			Cell: func(x placed) parts.Cell {
				cell := parts.Show(parts.Linked(p.Boundary(x.ID)), parts.Ident(x.ID))
				cell.Class = parts.Depth(x.depth)
				return cell
			},
		},
		{
			Name: finding.Say("Kind", "종류"),
			Cell: func(x placed) parts.Cell { return parts.Show(parts.Plain(p.Kind(x.Kind.ID))) },
		},
		{
			Name: finding.Say("Address block", "주소 블록"), Class: parts.Mono,
			Cell: func(x placed) parts.Cell { return parts.Show(parts.Plain(x.CIDR.V.Text)) },
		},
		{
			Name: finding.Say("Exposure", "노출"),
			Cell: func(x placed) parts.Cell { return parts.Show(parts.Plain(p.EnumOf("exposure", x.Exposure.V))) },
		},
		{
			Name: finding.Say("Trust zone", "신뢰 구역"),
			Cell: func(x placed) parts.Cell { return parts.Show(parts.Linked(p.RefTo("trust", x.Trust))) },
		},
		{
			Name: finding.Say("Elements", "요소"), Class: parts.Numbers,
			Cell: func(x placed) parts.Cell {
				if n := len(ed.members[x.ID]); n > 0 {
					return parts.Show(parts.Plain(strconv.Itoa(n)))
				}
				return parts.Show()
			},
		},
		{
			Name: finding.Say("Result", "검증"), Built: true,
			Cell: func(x placed) parts.Cell { return parts.Show(parts.Marked(p.proof.Worst(x.ID))) },
		},
	})
}

// placeIndexBody is the gazetteer: every place, group and module.
type placeIndexBody struct {
	Places  parts.Table
	Groups  parts.Table
	Modules []moduleCard
}

func placeIndex(ed *edition) *page {
	p := ed.open(page{
		Path: "places.html", Section: "places", Title: ed.words.T("places-and-modules"), Template: "places.html",
	})
	body := &placeIndexBody{
		Places: placeTable(ed, p, nil), Groups: groupTable(ed, p), Modules: moduleCards(ed, p.Links, p.proof),
	}
	p.Body = body
	p.Entry = search.Entry{Kind: "page", Title: p.Title, Lines: append(body.Groups.Lines(), p.T("modules"))}
	return p
}

// groupTable is the groups with their members.
func groupTable(ed *edition, p *page) parts.Table {
	shape := parts.Shape[*model.Group]{Anchor: func(g *model.Group) string { return address.GroupAnchor(g.ID) }}
	return parts.NewTable(p.proof, shape, ed.Model.Groups, []parts.Column[*model.Group]{
		{
			Name: finding.Say("Name", "이름"), Names: true,
			Cell: func(g *model.Group) parts.Cell {
				name := parts.Link{Text: g.Title().In(p.Language()), Lang: p.Fallback(g.Title())}
				return parts.Show(parts.Linked(name), parts.Ident(g.ID), parts.About(p.Phrase(g.Description)))
			},
		},
		{
			Name: finding.Say("Kind", "종류"),
			Cell: func(g *model.Group) parts.Cell { return parts.Show(parts.Plain(p.Kind(g.Kind.ID))) },
		},
		{
			Name: finding.Say("Members", "구성원"),
			Cell: func(g *model.Group) parts.Cell {
				var members []parts.Link
				for _, e := range ed.members[g.ID] {
					members = append(members, p.Element(e.ID))
				}
				return parts.Show(parts.Linkeds(members))
			},
		},
		{
			Name: finding.Say("Result", "검증"), Built: true,
			Cell: func(g *model.Group) parts.Cell { return parts.Show(parts.Marked(p.proof.Worst(g.ID))) },
		},
	})
}
