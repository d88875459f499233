package parts

import (
	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/site/address"
	"asbuilt/site/words"
)

// Wire is a connection as the pages of its ends show it.
type Wire struct {
	ID, Anchor string
	Other      Link
	// Own is the part of the element that the connection ends in, if any.
	Own string
	// From and To are both ends, for lists that belong to neither.
	From, To Link
	Kind     string
	Label    Link
	// How is port and protocol, Guard what protects it.
	How, Guard string
	// Unguarded says that the protection should be remarked upon.
	Unguarded bool
	// Unstated says that the model leaves the protection open.
	Unstated bool
	Sends    []Link
	Receives []Link
	Via      []Link
	Derived  bool
	Mark     *Mark
	Source   Link
	Because  Link
}

// WireList is the connections on one side of an element; those that follow
// from declared facts stand apart.
type WireList struct {
	All, Declared, Derived []Wire
}

// List is all, the derived ones apart.
func List(all []Wire) WireList {
	l := WireList{All: all}
	for _, w := range all {
		if w.Derived {
			l.Derived = append(l.Derived, w)
		} else {
			l.Declared = append(l.Declared, w)
		}
	}
	return l
}

// Wires are connections as seen from one end, or from neither when other is nil.
func Wires(l Links, p Proof, all []*model.Connection, other func(*model.Connection) (there, here model.Ref)) []Wire {
	list := make([]Wire, len(all))
	for i, c := range all {
		list[i] = NewWire(l, p, c)
		if other != nil {
			there, here := other(c)
			list[i].Other, list[i].Own = l.Ref(there), here.Part
		}
	}
	return list
}

// FromEnd is the other end of a connection that comes in, and its own.
func FromEnd(c *model.Connection) (there, here model.Ref) { return c.From, c.To }

// ToEnd is the other end of a connection that goes out, and its own.
func ToEnd(c *model.Connection) (there, here model.Ref) { return c.To, c.From }

// NewWire is a connection as seen from neither end.
func NewWire(l Links, p Proof, c *model.Connection) Wire {
	w := Wire{
		ID: c.ID.V, Anchor: address.ConnectionAnchor(c.ID.V), From: l.Ref(c.From), To: l.Ref(c.To),
		Kind: l.Enum(c.Kind.Or("request")), Label: l.Phrase(c.Label), Derived: c.Derived,
		Sends: l.Refs("data", c.Sends), Receives: l.Refs("data", c.Receives), Via: l.Refs("element", c.Via),
		Mark: p.Worst(c.ID.V), Source: l.Source(c.Position), Because: l.Phrase(c.Because),
	}
	if c.Port.IsSet() {
		w.How = words.Port(c.Port.V)
	}
	w.How = words.Joined(w.How, c.Protocol.V)
	w.Guard = guard(l, c)
	return w
}

// guard says what protects a connection: encryption, authentication, the least
// access level, masking.
func guard(l Links, c *model.Connection) string {
	var tls, auth, access, masked string
	switch encrypted, known := l.Model.Transport(c); {
	case encrypted:
		tls = "TLS"
	case known:
		tls = l.T("no-tls")
	}
	switch {
	case c.Auth.V == "none":
		auth = l.T("no-auth")
	case c.Auth.IsSet():
		auth = l.Enum(c.Auth.V)
	}
	if c.Access.IsSet() {
		access = l.RefTo("access", c.Access).Text
	}
	if c.Protect != nil {
		masked = l.T("masked")
	}
	return words.Joined(tls, auth, access, masked)
}

// WireTable is connections with both their ends.
func WireTable(p Proof, all []Wire) Table {
	return NewTable(p, Shape[Wire]{Class: "wires"}, all, append(WireColumns(p.Words), Column[Wire]{
		Name: finding.Say("Source", "출처"), Class: At,
		Cell: func(w Wire) Cell { return Show(Stands(w.Source)) },
	}))
}

// WireColumns are what every table of connections shows.
func WireColumns(in words.Words) []Column[Wire] {
	return []Column[Wire]{
		{
			Name: finding.Say("From", "출발"), Sorts: true,
			Cell: func(w Wire) Cell { return Show(Linked(w.From)) },
		},
		{
			Name: finding.Say("To", "도착"), Sorts: true,
			Cell: func(w Wire) Cell { return Show(Linked(w.To)) },
		},
		{
			Name: finding.Say("Protocol", "프로토콜"), Sorts: true,
			Cell: func(w Wire) Cell { return Show(Plain(w.Kind), Code(w.How)) },
		},
		{
			Name: finding.Say("Protection", "보호"), Sorts: true,
			Cell: func(w Wire) Cell {
				switch {
				case w.Unguarded:
					return Show(Plain(w.Guard), Warning(in.T("open-line")))
				case w.Unstated:
					return Show(Plain(w.Guard), Soft(in.T("unstated-line")))
				}
				return Show(Plain(w.Guard))
			},
		},
		{
			Name: finding.Say("Carries", "전달 데이터"),
			Cell: func(w Wire) Cell { return Show(Carries(w)) },
		},
		{
			Name: finding.Say("Result", "검증"), Built: true, Sorts: true,
			Cell: func(w Wire) Cell { return Show(Marked(w.Mark)) },
		},
	}
}
