package site

import (
	"asbuilt/model"
)

// wire is a connection as the pages of its ends show it.
type wire struct {
	ID, Anchor string
	Other      link
	// Own is the part of the element that the connection ends in, if any.
	Own string
	// From and To are both ends, for lists that belong to neither.
	From, To link
	Kind     string
	Label    link
	// How is port and protocol, Guard what protects it.
	How, Guard string
	Sends      []link
	Receives   []link
	Via        []link
	Derived    bool
	Mark       *mark
	Source     link
	Because    link
}

// wireList is the connections on one side of an element; those that follow
// from declared facts stand apart.
type wireList struct {
	All, Declared, Derived []wire
}

func listed(all []wire) wireList {
	l := wireList{All: all}
	for _, w := range all {
		if w.Derived {
			l.Derived = append(l.Derived, w)
		} else {
			l.Declared = append(l.Declared, w)
		}
	}
	return l
}

// wires are connections as seen from one end, or from neither when other is nil.
func (p *page) wires(all []*model.Connection, other func(*model.Connection) (there, here model.Ref)) []wire {
	list := make([]wire, len(all))
	for i, c := range all {
		list[i] = p.wire(c)
		if other != nil {
			there, here := other(c)
			list[i].Other, list[i].Own = p.ref(there), here.Part
		}
	}
	return list
}

// theFrom and theTo are the other end of a connection that comes in or goes
// out, and its own.
func theFrom(c *model.Connection) (there, here model.Ref) { return c.From, c.To }
func theTo(c *model.Connection) (there, here model.Ref)   { return c.To, c.From }

func (p *page) wire(c *model.Connection) wire {
	w := wire{
		ID: c.ID.V, Anchor: connectionAnchor(c.ID.V), From: p.ref(c.From), To: p.ref(c.To),
		Kind: p.enum(c.Kind.Or("request")), Label: p.phrase(c.Label), Derived: c.Derived,
		Sends: p.refs("data", c.Sends), Receives: p.refs("data", c.Receives), Via: p.refs("element", c.Via),
		Mark: p.worst(p.tallyOf(c.ID.V)), Source: p.Source(c.Position), Because: p.phrase(c.Because),
	}
	if c.Port.IsSet() {
		w.How = portText(c.Port.V)
	}
	w.How = joined(w.How, c.Protocol.V)
	w.Guard = p.guard(c)
	return w
}

// guard says what protects a connection: encryption, authentication, the least
// access level, masking.
func (p *page) guard(c *model.Connection) string {
	var tls, auth, access, masked string
	switch {
	case c.TLS.V:
		tls = "TLS"
	case c.TLS.IsSet():
		tls = p.T("no-tls")
	}
	switch {
	case c.Auth.V == "none":
		auth = p.T("no-auth")
	case c.Auth.IsSet():
		auth = p.enum(c.Auth.V)
	}
	if c.Access.IsSet() {
		access = p.refTo("access", c.Access).Text
	}
	if c.Protect != nil {
		masked = p.T("masked")
	}
	return joined(tls, auth, access, masked)
}

// who is whoever a text means, as a link to the element when it is one.
func (p *page) who(t model.Text) link {
	if _, e := p.m.Who(t); e != nil {
		return p.element(e.ID)
	}
	return p.phrase(t)
}

// phrase is a text as a link that leads nowhere.
func (p *page) phrase(t model.Text) link {
	return link{Text: t.In(p.lang), Lang: p.fallback(t.Text)}
}
