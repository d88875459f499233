package views

import (
	"fmt"
	"slices"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/kind"
	"asbuilt/render/layout"
)

// security shows zones of trust from the least to the most trusted, what is
// exposed in each and to whom, and every declared way from one zone to another
// with what protects it. Ways inside a zone are left out.
func (r *resolver) security() {
	p := securityPlan{r: r, zones: map[string]*Group{}, exposed: r.exposed()}
	chosen := p.choose()
	for i, z := range r.m.Trust {
		p.zones[z.ID] = &Group{
			ID: trustPrefix + z.ID, Style: Trust, Glyph: "security-group", Title: r.m.Trust.Title(z.ID),
			Axis: layout.Down, Fact: trustRank(i, len(r.m.Trust)),
		}
	}
	for _, same := range p.alike(chosen) {
		n := r.node(same[0])
		if len(same) > 1 {
			delete(r.shown, same[0].ID)
			n = r.nodeOf(same)
			n.ID = "view/alike-" + same[0].Use.ID + "-" + same[0].ID
			r.shown[n.ID] = true
			for _, e := range same {
				r.lifted[e.ID] = n.ID
			}
		}
		n.Fact, n.Notes = finding.Text{}, p.notes(same[0])
		r.guards(n, same)
		p.zones[same[0].TrustZone()].add(n)
	}
	r.d.Root.Axis = layout.Right
	for i, z := range r.m.Trust {
		r.d.Root.add(column(p.zones[z.ID], i))
	}
	for _, g := range r.d.Groups() {
		r.shown[g.ID] = true
	}
	r.connect(routes{draw: r.crosses, stops: p.stops, anyKind: true})
	r.finishEdges()
}

func (r *resolver) hasSecurity() bool { return len(r.touched(r.crosses)) > 0 }

// trustRank says where a zone stands among the others.
func trustRank(i, n int) finding.Text {
	switch {
	case n < 2:
		return finding.Text{}
	case i == 0:
		return texts().Of("least trusted")
	case i == n-1:
		return texts().Of("most trusted")
	}
	return finding.Same(fmt.Sprintf("%d/%d", i+1, n))
}

// crosses reports whether a declared connection leads from one zone of trust to
// another. What follows from facts is AWS's own API, encrypted and signed.
func (r *resolver) crosses(c *model.Connection) bool {
	if c.Derived || !r.active[c.From.ID] || !r.active[c.To.ID] {
		return false
	}
	from, to := r.m.Element(c.From.ID).TrustZone(), r.m.Element(c.To.ID).TrustZone()
	return from != "" && to != "" && from != to
}

// exposed are the ids that someone in the least trusted zone opens a
// connection to.
func (r *resolver) exposed() map[string]bool {
	ids := map[string]bool{}
	if len(r.m.Trust) == 0 {
		return ids
	}
	for _, c := range r.m.Connections {
		if r.exists(c) && r.crosses(c) && r.m.Element(c.From.ID).TrustZone() == r.m.Trust[0].ID {
			ids[c.To.ID] = true
		}
	}
	return ids
}

// securityPlan builds the security view.
type securityPlan struct {
	r       *resolver
	zones   map[string]*Group
	exposed map[string]bool
}

// choose takes the ends of what crosses, and what it passes on the way.
func (p *securityPlan) choose() []*model.Element {
	touched := p.r.touched(p.r.crosses)
	for _, c := range p.r.m.Connections {
		if p.r.exists(c) && p.r.crosses(c) {
			for _, via := range p.stops(c) {
				touched[via] = true
			}
		}
	}
	return p.r.elementsThat(func(e *model.Element) bool { return touched[e.ID] && e.TrustZone() != "" })
}

// stops are the controls that a crossing passes; endpoints have the network
// view.
func (p *securityPlan) stops(c *model.Connection) []string {
	var all []string
	for _, via := range c.Via {
		if e := p.r.m.Element(via.ID); e != nil && p.r.active[via.ID] && !e.Has(kind.Endpoint) && e.TrustZone() != "" {
			all = append(all, via.ID)
		}
	}
	return all
}

// alike puts elements together that modules have alike: made from one template
// that says what they are, in one zone.
func (p *securityPlan) alike(chosen []*model.Element) [][]*model.Element {
	var all [][]*model.Element
	at := map[string]int{}
	for _, e := range chosen {
		key := e.Use.ID + " " + e.TrustZone()
		saysKind := func(t *model.Element) bool { return t.ID == e.Use.ID && t.Kind.IsSet() }
		twin := p.r.business(e.Module.ID) && slices.ContainsFunc(p.r.m.Templates, saysKind)
		if i, ok := at[key]; ok && twin {
			all[i] = append(all[i], e)
			continue
		}
		if twin {
			at[key] = len(all)
		}
		all = append(all, []*model.Element{e})
	}
	return all
}

// notes say who may reach an element and what stands guard: exposure, access,
// controls, encryption.
func (p *securityPlan) notes(e *model.Element) []Note {
	var notes []Note
	k := p.r.kindOf(e)
	switch {
	case e.Public.V && k.Category == kind.Network: // a NAT gateway lets nobody in
		notes = append(notes, Note{"internet", texts().Of("public address")})
	case e.Public.V:
		notes = append(notes, Note{"internet", texts().Of("open to the internet")})
	case p.exposed[e.ID]:
		notes = append(notes, Note{"internet", texts().Of("reached from outside")})
	}
	if e.Access.IsSet() && k.Category != kind.Actor && len(p.r.m.AccessLevels) > 0 {
		level := p.r.m.AccessLevels.Title(e.Access.ID)
		who := texts().Say("access or above", level)
		if e.Access.ID == p.r.m.AccessLevels[0].ID {
			who = texts().Of("anyone may reach it")
		}
		notes = append(notes, Note{"user", who})
	}
	var guards []finding.Text
	if g := gatewayFact(e); !g.IsZero() && k.Has(kind.WayIn) {
		guards = append(guards, g)
	}
	if n := len(e.Allow); n > 0 {
		guards = append(guards, counted("hosts allowed", n))
	}
	if len(guards) > 0 {
		notes = append(notes, Note{"waf", joined(guards)})
	}
	if e.Encryption != nil && e.Encryption.AtRest.V && p.r.m.Element(e.Encryption.Key.ID) == nil {
		notes = append(notes, Note{"key", texts().Of("encrypted at rest")})
	}
	return notes
}

// labelCrossing says how a way between zones is protected: how the opener
// proves who it is, and from which access level on. A way that is said to have no
// TLS or no authentication is marked, and in another way one of which that is not
// said; a person who approves crosses none.
func (r *resolver) labelCrossing(e *Edge, all []*model.Connection) {
	auth := joined(words(all, authWord))
	var tls finding.Text
	switch {
	case e.Plain:
		tls = texts().Of("no tls")
	case !e.TLS:
		tls = texts().Of("tls not stated")
	}
	auth = joined(slices.DeleteFunc([]finding.Text{tls, auth}, finding.Text.IsZero))
	e.Label, e.More = auth, nil
	level := func(c *model.Connection) finding.Text { return r.m.AccessLevels.Title(c.Access.ID) }
	if levels := words(all, level); len(levels) > 0 {
		e.Label, e.More = headed(texts().Of("access"), joined(levels)), []finding.Text{auth}
	}
	bare, open := false, false
	for _, c := range all {
		if c.Kind.V == "approve" {
			continue
		}
		isBare, isOpen := r.m.Protection(c)
		bare, open = bare || isBare, open || isOpen
	}
	switch {
	case bare:
		e.Marks = with(e.Marks, Unprotected)
	case open:
		e.Marks = with(e.Marks, Unstated)
	}
}
