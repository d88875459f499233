package views

import (
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/kind"
)

// dataflow shows which classes of data go where, what protects them on the way
// and where they come to rest. What carries no data is left out.
func (r *resolver) dataflow() {
	r.inContainers(r.carriers(), r.carriesData, true)
	for _, n := range r.d.Nodes() {
		if e := r.m.Element(n.ID); e != nil {
			n.Fact, n.Notes = finding.Text{}, r.dataNotes(e)
		}
	}
}

func (r *resolver) hasDataflow() bool { return len(r.carriers()) > 0 }

// carriesData reports whether classes of data go over the connection. Sources
// and images have the delivery view.
func (r *resolver) carriesData(c *model.Connection) bool {
	kind := c.Kind.Or("request")
	return len(c.Sends)+len(c.Receives) > 0 && kind != "deploy" && kind != "approve"
}

// carriers are the elements between which data goes, and who uses the programs
// among them.
func (r *resolver) carriers() []*model.Element {
	touched := r.touched(r.carriesData)
	if len(touched) == 0 {
		return nil
	}
	return r.elementsThat(func(e *model.Element) bool { return touched[e.ID] && !r.isPassage(e) })
}

// touched are the ids at the ends of the connections that draw chooses.
func (r *resolver) touched(draw func(*model.Connection) bool) map[string]bool {
	ids := map[string]bool{}
	for _, c := range r.m.Connections {
		if r.exists(c) && draw(c) {
			ids[c.From.ID], ids[c.To.ID] = true, true
		}
	}
	return ids
}

// inContainers arranges the chosen elements as the containers view does, and
// draws connections between them. merge makes one line of all kinds that go the
// same way.
func (r *resolver) inContainers(chosen []*model.Element, draw func(*model.Connection) bool, merge bool) {
	nodes := map[string]*Node{}
	for _, e := range chosen {
		nodes[e.ID] = r.node(e)
	}
	c := containerGroups{r: r, nodes: nodes, modules: map[string]*Group{}}
	c.build(chosen)
	r.connect(routes{draw: draw, anyKind: merge, stops: passes})
	r.contract(draw)
	r.bundle(func(g *Group) bool { return g.ID == "view/modules" || g.ID == "view/people" })
	r.finishEdges()
}

// passes are what a connection declares to pass; what is not shown of it is no
// stop.
func passes(c *model.Connection) []string {
	var all []string
	for _, via := range c.Via {
		all = append(all, via.ID)
	}
	return all
}

// dataNotes say what rests in an element, for how long, and what protects it.
func (r *resolver) dataNotes(e *model.Element) []Note {
	var notes []Note
	if held := r.held(e); len(held) > 0 {
		notes = append(notes, Note{"database", joined(held)})
	}
	if e.Encryption != nil && e.Encryption.AtRest.V {
		text := texts().Of("encrypted at rest")
		if key := r.m.Element(e.Encryption.Key.ID); key != nil {
			text = texts().Say("encrypted with", key.Title())
		}
		notes = append(notes, Note{"key", text})
	}
	if p := e.Protection; p != nil {
		notes = append(notes, Note{"mask", protects(p)})
	}
	return notes
}

// held are the classes of data that rest in an element, with how long they may.
func (r *resolver) held(e *model.Element) []finding.Text {
	refs := slices.Clone(e.Holds)
	for _, p := range e.Partitions {
		refs = append(refs, p.Holds...)
	}
	var all []finding.Text
	for _, ref := range refs {
		d := r.m.DataClass(ref.ID)
		if d == nil {
			continue
		}
		name := d.Title()
		if d.Retention.IsSet() {
			name = headed(name, lasting(d.Retention.V))
		}
		if !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	return all
}

// protects says how many values are masked, hashed and encrypted.
func protects(p *model.Protection) finding.Text {
	var all []finding.Text
	for _, way := range []struct {
		fields []model.String
		key    string
	}{
		{p.Mask, "fields masked"},
		{p.Hash, "fields hashed"},
		{p.Encrypt, "fields encrypted"},
	} {
		if n := len(way.fields); n > 0 {
			all = append(all, counted(way.key, n))
		}
	}
	return joined(all)
}

// joined puts texts side by side.
func joined(all []finding.Text) finding.Text {
	var en, ko []string
	for _, t := range all {
		en, ko = append(en, t.In(finding.English)), append(ko, t.In(finding.Korean))
	}
	return finding.Both(strings.Join(en, " · "), strings.Join(ko, " · "))
}

// labelData names the data that goes over a line, each way, and how it is
// protected.
func (r *resolver) labelData(e *Edge, all []*model.Connection) {
	sends, personal := r.dataNames(all, func(c *model.Connection) []model.Ref { return c.Sends })
	receives, alsoPersonal := r.dataNames(all, func(c *model.Connection) []model.Ref { return c.Receives })
	e.Personal = personal || alsoPersonal
	var rows []finding.Text
	if len(sends) > 0 {
		rows = append(rows, headed(texts().Of("sends"), joined(sends)))
	}
	if len(receives) > 0 {
		rows = append(rows, headed(texts().Of("gets"), joined(receives)))
	}
	if auth := words(all, authWord); len(auth) > 0 {
		rows = append(rows, joined(auth))
	}
	e.Label, e.More = finding.Text{}, nil
	if len(rows) > 0 {
		e.Label, e.More = rows[0], rows[1:]
	}
	if r.category(r.m.Element(all[0].From.ID)) == kind.Actor {
		return
	}
	switch {
	case e.Plain:
		e.Marks = with(e.Marks, Unprotected)
	case !e.TLS:
		e.Marks = with(e.Marks, Unstated)
	}
}

func headed(head, t finding.Text) finding.Text {
	in := func(l finding.Lang) string { return head.In(l) + " " + t.In(l) }
	return finding.Both(in(finding.English), in(finding.Korean))
}

// dataNames are the names of the classes that refs chooses, and whether any of
// them is personal or secret.
func (r *resolver) dataNames(
	all []*model.Connection, refs func(*model.Connection) []model.Ref,
) (names []finding.Text, personal bool) {
	for _, c := range all {
		for _, ref := range refs(c) {
			d := r.m.DataClass(ref.ID)
			if d == nil {
				continue
			}
			personal = personal || d.Sensitivity.V == "personal" || d.Sensitivity.V == "secret"
			if name := d.Title(); !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names, personal
}

// authWord is how the opener of a connection proves who it is.
func authWord(c *model.Connection) finding.Text {
	names := map[string]finding.Text{
		"jwt": finding.Same("JWT"), "oidc": finding.Same("OIDC"), "iam": finding.Same("IAM"),
		"mtls": finding.Same("mTLS"), "ssh": finding.Same("SSH"),
		"password": texts().Of("password"), "api-key": texts().Of("api key"), "session": texts().Of("session"),
		"network": texts().Of("by network"), "none": texts().Of("no auth"),
	}
	return names[c.Auth.V]
}
