package model

import (
	"cmp"
	"strings"

	"asbuilt/finding"
	"asbuilt/model/kind"
	"asbuilt/model/syntax"
)

// index finds things by id. The loader fills it; where an id is taken twice
// the first one stays.
type index struct {
	elements   map[string]*Element
	boundaries map[string]*Boundary
	groups     map[string]*Group
	modules    map[string]*Module
	data       map[string]*DataClass
	kinds      map[string]*kind.Kind
	states     map[string]int
	// connections has the derived ones too.
	connections map[string]*Connection
	// uses counts the references to each name, by the word of what they name.
	uses map[string]map[string]int
}

// use counts a reference.
func (x *index) use(word, id string) {
	if x.uses == nil {
		x.uses = map[string]map[string]int{}
	}
	if x.uses[word] == nil {
		x.uses[word] = map[string]int{}
	}
	x.uses[word][id]++
}

// Element is the element with that id, or nil.
func (m *Model) Element(id string) *Element { return m.index.elements[id] }

// Who is the name of whoever t means: t itself, or the name of the element whose
// id it is, which is then e.
func (m *Model) Who(t Text) (name finding.Text, e *Element) {
	if t.Ko == "" || t.En == "" || t.Ko == t.En { // one word for both languages
		e = m.Element(cmp.Or(t.Ko, t.En))
	}
	if e == nil {
		return t.Text, nil
	}
	return e.Title(), e
}

// Boundary is the boundary with that id, or nil.
func (m *Model) Boundary(id string) *Boundary { return m.index.boundaries[id] }

// Group is the group with that id, or nil.
func (m *Model) Group(id string) *Group { return m.index.groups[id] }

// Module is the module with that id, or nil.
func (m *Model) Module(id string) *Module { return m.index.modules[id] }

// DataClass is the class of data with that id, or nil.
func (m *Model) DataClass(id string) *DataClass { return m.index.data[id] }

// Kind is the kind named id, from the model's own kinds or the catalogue, or
// nil. A user kind is its base with what it overrides.
func (m *Model) Kind(id string) *kind.Kind {
	if k := m.index.kinds[id]; k != nil {
		return k
	}
	return kind.Lookup(id)
}

// Lang is the language of the model.
func (m *Model) Lang() finding.Lang { return finding.Lang(m.Language.Or(string(finding.Korean))) }

// CurrentState is the id of the state that is compared with AWS, or "" when
// the model has no roadmap.
func (m *Model) CurrentState() string {
	if m.Current.IsSet() {
		return m.Current.ID
	}
	if len(m.States) > 0 {
		return m.States[0].ID
	}
	return ""
}

// At is the model with another state of its roadmap as the current one.
func (m *Model) At(state string) *Model {
	own := *m
	own.Current = Ref{ID: state, Position: m.Current.Position}
	return &own
}

// ActiveIn reports whether something with lifetime l exists in state. The
// empty state contains everything.
func (m *Model) ActiveIn(l Lifetime, state string) bool {
	at := m.stateIndex(state)
	if at < 0 {
		return true
	}
	if l.Since.IsSet() && m.stateIndex(l.Since.ID) > at {
		return false
	}
	return !l.Until.IsSet() || m.stateIndex(l.Until.ID) >= at
}

func (m *Model) stateIndex(id string) int {
	if i, ok := m.index.states[id]; ok {
		return i
	}
	return -1
}

// Within reports whether b lies in outer, or is it.
func (b *Boundary) Within(outer *Boundary) bool {
	for at := b; at != nil; at = at.Parent {
		if at == outer {
			return true
		}
	}
	return false
}

// Has reports whether t is true of b's kind.
func (b *Boundary) Has(t kind.Trait) bool { return b.kind != nil && b.kind.Has(t) }

// Has reports whether t is true of g's kind.
func (g *Group) Has(t kind.Trait) bool { return g.kind != nil && g.kind.Has(t) }

// Has reports whether t is true of e's kind.
func (e *Element) Has(t kind.Trait) bool { return e.kind != nil && e.kind.Has(t) }

// Connection is the connection with that id, or nil.
func (m *Model) Connection(id string) *Connection { return m.index.connections[id] }

// Around is the nearest boundary at or around b of whose kind t is true, or nil.
func (b *Boundary) Around(t kind.Trait) *Boundary {
	for at := b; at != nil; at = at.Parent {
		if at.Has(t) {
			return at
		}
	}
	return nil
}

// Account is the account number that b lies in, or "".
func (b *Boundary) Account() string {
	for at := b; at != nil; at = at.Parent {
		if at.AWS != nil && at.AWS.Account.IsSet() {
			return at.AWS.Account.V
		}
	}
	return ""
}

// Region is the region code that b lies in, or "".
func (b *Boundary) Region() string {
	for at := b; at != nil; at = at.Parent {
		if at.AWS != nil && at.AWS.Region.IsSet() {
			return at.AWS.Region.V
		}
	}
	return ""
}

// TrustZone is the zone of trust that e lies in: its own, else that of the
// nearest place that names one, else "".
func (e *Element) TrustZone() string {
	if e.Trust.IsSet() {
		return e.Trust.ID
	}
	for at := e.Boundary; at != nil; at = at.Parent {
		if at.Trust.IsSet() {
			return at.Trust.ID
		}
	}
	return ""
}

// Key is the place of the key at path ("scaling.max"), or the place of the
// nearest key above it that was written, or that of the element.
func (e *Element) Key(path string) finding.Position {
	at := e.Position
	for n := e.node; n != nil && path != ""; {
		entry, rest := step(n, path)
		if entry == nil {
			break
		}
		at, n, path = entry.Position, entry.Value, rest
	}
	return at
}

// step is the entry of n that path begins with, and what is left of path. In a
// list it is the first item that has such an entry. An id may hold dots.
func step(n *syntax.Node, path string) (*syntax.Entry, string) {
	for _, item := range n.Items {
		if entry, rest := step(item, path); entry != nil {
			return entry, rest
		}
	}
	for i := range n.Entries {
		key := n.Entries[i].Key
		if path == key {
			return &n.Entries[i], ""
		}
		if rest, ok := strings.CutPrefix(path, key); ok && rest[0] == '.' {
			return &n.Entries[i], rest[1:]
		}
	}
	return nil, path
}

// Title is what the element is called: its name, else its id.
func (e *Element) Title() finding.Text { return titled(e.Label, e.ID) }

// Title is what the place is called: its name, else its id.
func (b *Boundary) Title() finding.Text { return titled(b.Label, b.ID) }

// Title is what the set is called: its name, else its id.
func (g *Group) Title() finding.Text { return titled(g.Label, g.ID) }

// Title is what the module is called: its name, else its id.
func (m *Module) Title() finding.Text { return titled(m.Label, m.ID) }

// Title is what the data is called: its name, else its id.
func (d *DataClass) Title() finding.Text { return titled(d.Label, d.ID) }

func titled(label Text, id string) finding.Text {
	if label.IsZero() {
		return finding.Same(id)
	}
	return label.Text
}

func ids[T any](all []T, id func(T) string) []string {
	out := make([]string, len(all))
	for i, x := range all {
		out[i] = id(x)
	}
	return out
}
