package views

import (
	"cmp"
	"slices"

	"asbuilt/model"
	"asbuilt/model/kind"
	"asbuilt/render/layout"
)

// resolver builds one diagram.
type resolver struct {
	m *model.Model
	v View
	o Overlay
	d *Diagram
	// elements are those that exist in the view's state, in order.
	elements []*model.Element
	active   map[string]bool
	// existing are all of the view's state, chosen or not.
	existing []*model.Element
	// shown are the ids that the diagram has; lifted says where what is not
	// shown itself is shown.
	shown  map[string]bool
	lifted map[string]string
	// folded are those of lifted that the box they are shown as does not name.
	folded map[string]bool
	// passing are the shown ids that only let traffic through, of whatever kind
	// it is: NAT, firewalls, endpoints. All of it is one line there.
	passing map[string]bool
	kinds   map[string]*kind.Kind
	byID    map[string][]*model.Connection
	// loops are the connections of what connects to itself.
	loops []*model.Connection
	// byEnds are the edges that connect drew, by their ends and kind.
	byEnds map[[3]string]*Edge
	// platforms are the modules that are not of the business; nil until somebody asks.
	platforms map[string]bool
	// isFolded says that fold has run.
	isFolded bool
	// within are the connections between what one folded box stands for.
	within map[string][]*model.Connection
	// boxes are the places drawn as one box.
	boxes []*Node
}

func newResolver(m *model.Model, v View, o Overlay) *resolver {
	r := &resolver{
		m: m, v: v, o: o,
		d:      &Diagram{View: v, System: m.Name.Text, Root: &Group{}},
		active: map[string]bool{}, shown: map[string]bool{}, lifted: map[string]string{}, folded: map[string]bool{},
		byEnds:  map[[3]string]*Edge{},
		within:  map[string][]*model.Connection{},
		passing: map[string]bool{}, kinds: map[string]*kind.Kind{}, byID: map[string][]*model.Connection{},
	}
	for _, c := range m.Connections {
		r.byID[connectionID(c)] = append(r.byID[connectionID(c)], c)
	}
	for _, e := range m.Elements {
		if m.ActiveIn(e.Lifetime, v.State) {
			r.elements = append(r.elements, e)
			r.active[e.ID] = true
		}
	}
	r.existing = slices.Clone(r.elements)
	slices.SortStableFunc(r.elements, func(a, b *model.Element) int { return cmp.Compare(a.Order.V, b.Order.V) })
	return r
}

// kindOf is the element's kind; one that is not known is taken for a process.
func (r *resolver) kindOf(e *model.Element) *kind.Kind {
	k := r.kinds[e.Kind.ID]
	if k == nil {
		if k = r.m.Kind(e.Kind.ID); k == nil {
			k = kind.Unknown()
		}
		r.kinds[e.Kind.ID] = k
	}
	return k
}

func (r *resolver) category(e *model.Element) kind.Category { return r.kindOf(e).Category }

// elementsThat are those of the view's elements that keep chooses, in order.
func (r *resolver) elementsThat(keep func(*model.Element) bool) []*model.Element {
	return slices.DeleteFunc(slices.Clone(r.elements), func(e *model.Element) bool { return !keep(e) })
}

// inVPC reports whether the element lies in a VPC.
func inVPC(e *model.Element) bool { return e.Boundary.Around(kind.VPC) != nil }

// node is the element as a box.
func (r *resolver) node(e *model.Element) *Node {
	k := r.kindOf(e)
	r.shown[e.ID] = true
	technology := e.Technology.Text
	if technology.IsZero() {
		technology = k.Label
	}
	return &Node{
		ID: e.ID, Kind: k.ID, Category: k.Category, Glyph: k.Glyph,
		Title: e.Title(), Technology: technology, KindLabel: k.Label, Fact: fact(e, k),
		Many:  e.Scaling != nil && e.Scaling.Max.V > 1,
		Marks: r.marks(e.Lifetime, r.o.OfElement(r.m, e.ID)), Place: layout.Place{Order: e.Order.V},
	}
}

// marks adds to the overlay's marks what the roadmap says.
func (r *resolver) marks(l model.Lifetime, all []Mark) []Mark {
	at := slices.IndexFunc(r.m.States, func(s *model.Term) bool { return s.ID == r.v.State })
	if !r.roadmap() || at < 0 {
		return all
	}
	if at > 0 && !r.m.ActiveIn(l, r.m.States[at-1].ID) {
		all = append(all, Added)
	}
	if at+1 < len(r.m.States) && !r.m.ActiveIn(l, r.m.States[at+1].ID) {
		all = append(all, Going)
	}
	return all
}

// roadmap reports whether the view is one of the roadmap's.
func (r *resolver) roadmap() bool { return r.v.ID == "state-"+r.v.State }

// isOutside reports whether the element belongs to someone else: an external
// service, or whatever lies in another's cloud or on premises and is neither a
// client of the system nor part of how it is built.
func (r *resolver) isOutside(e *model.Element) bool {
	k := r.kindOf(e)
	switch k.Category {
	case kind.External:
		return true
	case kind.Actor, kind.Delivery:
		return false
	}
	if b := outermost(e.Boundary); b != nil {
		return b.Has(kind.Foreign)
	}
	return k.Has(kind.OfOthers)
}

// isPerson reports whether the element is someone, or a machine of theirs,
// rather than a program or tool of the system.
func (r *resolver) isPerson(e *model.Element) bool {
	k := r.kindOf(e)
	return k.Category == kind.Actor && !k.Has(kind.Client) && !k.Has(kind.Source)
}

func outermost(b *model.Boundary) *model.Boundary {
	for b != nil && b.Parent != nil {
		b = b.Parent
	}
	return b
}

// part is a group that the view makes up, with what the texts call it; an empty
// key leaves it without a name.
func part(id, key string) *Group {
	g := &Group{ID: "view/" + id, Style: Part}
	if key != "" {
		g.Title = texts().Of(key)
	}
	return g
}
