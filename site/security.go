package site

import (
	"asbuilt/model"
)

// securityBody is how the system is protected, layer by layer.
type securityBody struct {
	Crossings []crossingRow
	// Inside are the connections within one zone that lack TLS or authentication.
	Inside []wire
	// Derived counts the connections that are left out because they follow from
	// declared facts.
	Derived int
	Data    []dataRow
	Stores  []storeRow
	Keys    []keyRow
	Rights  []rightRow
	Levels  []string
}

// crossingRow is a connection that leaves its zone of trust.
type crossingRow struct {
	Wire      wire
	FromZone  string
	ToZone    string
	Unguarded bool
}

// keyRow is a key or secret that changes.
type keyRow struct {
	Element link
	Kind    string
	Every   string
	By      link
}

// rightRow is what a role may do.
type rightRow struct {
	Role      link
	Actions   []string
	Resources []link
	Because   link
	Source    link
}

func (ed *edition) securityPage() *page {
	p := ed.overviewPage("security")
	body := &securityBody{}
	for _, l := range ed.m.AccessLevels {
		body.Levels = append(body.Levels, ed.m.AccessLevels.Title(l.ID).In(ed.lang))
	}
	for _, c := range ed.m.Connections {
		from, to := ed.zone(c.From), ed.zone(c.To)
		unguarded := !c.TLS.V || !c.Auth.IsSet() || c.Auth.V == "none"
		switch {
		case c.Derived:
			body.Derived++
		case from != to:
			body.Crossings = append(body.Crossings, crossingRow{p.wire(c), p.trust(from), p.trust(to), unguarded})
		case unguarded:
			body.Inside = append(body.Inside, p.wire(c))
		}
	}
	for _, e := range ed.m.Elements {
		if e.Rotation != nil {
			row := keyRow{Element: p.element(e.ID), Kind: p.kindLabel(e.Kind.ID), Every: p.duration(e.Rotation.Every.V)}
			if e.Rotation.By.IsSet() {
				row.By = p.ref(e.Rotation.By)
			}
			body.Keys = append(body.Keys, row)
		}
	}
	for _, r := range ed.m.Permissions {
		body.Rights = append(body.Rights, p.right(r))
	}
	p.Body = body
	return p
}

// zone is the zone of trust of what r names.
func (a *atlas) zone(r model.Ref) string {
	if e := a.m.Element(r.ID); e != nil {
		return e.TrustZone()
	}
	return ""
}

// trust is what a zone of trust is called.
func (p *page) trust(id string) string { return p.m.Trust.Title(id).In(p.lang) }

func (p *page) right(r *model.Permission) rightRow {
	row := rightRow{Role: p.ref(r.Role), Because: p.phrase(r.Because), Source: p.Source(r.Position)}
	for _, a := range r.Actions {
		row.Actions = append(row.Actions, a.V)
	}
	for _, x := range r.Resources {
		row.Resources = append(row.Resources, p.Subject(x.V))
	}
	return row
}
