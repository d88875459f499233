package site

import (
	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/site/parts"
	"slices"
)

// securityBody is how the system is protected, layer by layer.
type securityBody struct {
	Answer    parts.Answer
	Pictured  []parts.Link
	Levels    []string
	Crossings parts.Table
	// Inside are the connections within one zone that lack TLS or authentication.
	Inside parts.Table
	// Zoned says that the model has zones of trust at all.
	Zoned bool
	// Derived counts the connections that are left out because they follow from
	// declared facts.
	Derived      int
	Keys, Rights parts.Table
}

func securityPage(ed *edition) *page {
	p := ed.openOverview("security")
	body := &securityBody{
		Zoned: len(ed.Model.Trust) > 0,
		Keys:  keyTable(p, ed.Model.Elements), Rights: rightTable(p, ed.Model.Permissions),
	}
	for _, l := range ed.Model.AccessLevels {
		body.Levels = append(body.Levels, ed.Model.AccessLevels.Title(l.ID).In(p.Language()))
	}
	var crossings []crossingOf
	var inside []*model.Connection
	for _, c := range ed.Model.Connections {
		from, to := zone(ed.Model, c.From), zone(ed.Model, c.To)
		bare, open := ed.Model.Protection(c)
		switch {
		case c.Derived:
			body.Derived++
		case from != to:
			x := crossingOf{parts.NewWire(p.Links, p.proof, c), from, to}
			x.wire.Unguarded, x.wire.Unstated = bare, open && !bare
			crossings = append(crossings, x)
		case bare || open:
			inside = append(inside, c)
		}
	}
	body.Crossings = crossingTable(p, crossings)
	body.Inside = parts.WireTable(p.proof, parts.Wires(p.Links, p.proof, inside, nil))
	body.Pictured = ed.pictured(p)
	body.Answer = securityAnswer(ed, p)
	p.Body, p.Entry.Lines = body, slices.Concat(body.Answer.Lines(), body.Keys.Lines(), body.Rights.Lines())
	return p
}

// zone is the zone of trust of what r names.
func zone(m *model.Model, r model.Ref) string {
	if e := m.Element(r.ID); e != nil {
		return e.TrustZone()
	}
	return ""
}

// crossingOf is a connection with the zones of trust of its ends.
type crossingOf struct {
	wire     parts.Wire
	from, to string
}

// crossingTable is the connections that leave their zone of trust.
func crossingTable(p *page, all []crossingOf) parts.Table {
	title := func(zone string) string {
		if zone == "" {
			return p.T("no-zone")
		}
		return p.Model.Trust.Title(zone).In(p.Language())
	}
	columns := []parts.Column[crossingOf]{{
		Name: finding.Say("Trust zone", "신뢰 구역"), Names: true, Class: parts.Unbroken, Sorts: true,
		Cell: func(x crossingOf) parts.Cell { return parts.Show(parts.Plain(title(x.from) + " → " + title(x.to))) },
	}}
	for _, of := range parts.WireColumns(p.Words) {
		columns = append(columns, parts.Column[crossingOf]{
			Name: of.Name, Built: of.Built, Class: of.Class, Sorts: of.Sorts,
			Cell: func(x crossingOf) parts.Cell { return of.Cell(x.wire) },
		})
	}
	return parts.NewTable(p.proof, parts.Shape[crossingOf]{Class: "wires"}, all, columns)
}

// keyTable is the keys and secrets that change.
func keyTable(p *page, all []*model.Element) parts.Table {
	var changing []*model.Element
	for _, e := range all {
		if e.Rotation != nil {
			changing = append(changing, e)
		}
	}
	return parts.NewTable(p.proof, parts.Shape[*model.Element]{}, changing, []parts.Column[*model.Element]{
		{
			Name: finding.Say("Name", "이름"), Names: true,
			Cell: func(e *model.Element) parts.Cell { return parts.Show(parts.Linked(p.Element(e.ID))) },
		},
		{
			Name: finding.Say("Kind", "종류"),
			Cell: func(e *model.Element) parts.Cell { return parts.Show(parts.Plain(p.Kind(e.Kind.ID))) },
		},
		{
			Name: finding.Say("Changes every", "교체 주기"),
			Cell: func(e *model.Element) parts.Cell { return parts.Show(parts.Plain(p.Duration(e.Rotation.Every.V))) },
		},
		{
			Name: finding.Say("By", "수행 주체"),
			Cell: func(e *model.Element) parts.Cell { return parts.Show(parts.Linked(p.Ref(e.Rotation.By))) },
		},
	})
}

// rightTable is what roles may do.
func rightTable(p *page, all []*model.Permission) parts.Table {
	return parts.NewTable(p.proof, parts.Shape[*model.Permission]{}, all, []parts.Column[*model.Permission]{
		{
			Name: finding.Say("Role", "역할"), Names: true,
			Cell: func(r *model.Permission) parts.Cell { return parts.Show(parts.Linked(p.Ref(r.Role))) },
		},
		{
			Name: finding.Say("Actions", "동작"),
			Cell: func(r *model.Permission) parts.Cell {
				var cell parts.Cell
				for _, a := range r.Actions {
					cell.Pieces = append(cell.Pieces, parts.Code(a.V))
				}
				return cell
			},
		},
		{
			Name: finding.Say("Resources", "대상"),
			Cell: func(r *model.Permission) parts.Cell {
				var links []parts.Link
				for _, x := range r.Resources {
					links = append(links, p.Subject(x.V))
				}
				return parts.Show(parts.Linkeds(links))
			},
		},
		{
			Name: finding.Say("Because", "이유"),
			Cell: func(r *model.Permission) parts.Cell { return parts.Show(parts.Linked(p.Phrase(r.Because))) },
		},
		{
			Name: finding.Say("Source", "출처"), Class: parts.At,
			Cell: func(r *model.Permission) parts.Cell { return parts.Show(parts.Stands(p.Source(r.Position))) },
		},
	})
}
