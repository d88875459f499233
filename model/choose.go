package model

import (
	"cmp"
	"reflect"
	"slices"
	"strings"

	"asbuilt/model/kind"
	"asbuilt/model/predicate"
)

// Elements as predicates choose among them.

// Choices are the elements that exist in a state, as predicates choose among them.
// The empty state has all.
func (m *Model) Choices(state string) predicate.World {
	w := predicate.World{Names: m.namesOf, Values: m.valuesOf, Nearest: Nearest}
	there := make(map[string]bool, len(m.Elements))
	for _, e := range m.Elements {
		if m.ActiveIn(e.Lifetime, state) {
			w.IDs = append(w.IDs, e.ID)
			there[e.ID] = true
		}
	}
	w.Steps = func() map[string][]string {
		next := map[string][]string{}
		for _, c := range m.Connections {
			if !c.Derived && m.ActiveIn(c.Lifetime, state) && there[c.From.ID] && there[c.To.ID] {
				next[c.From.ID] = append(next[c.From.ID], c.To.ID)
			}
		}
		return next
	}
	return w
}

// namesOf are those that a field of an element may have.
func (m *Model) namesOf(field string) []string {
	switch field {
	case "id":
		return ids(m.Elements, func(e *Element) string { return e.ID })
	case "kind":
		return slices.Concat(ids(m.Kinds, func(k *UserKind) string { return k.ID }),
			ids(kind.All(), func(k kind.Kind) string { return k.ID }))
	case "category":
		return ids(kind.All(), func(k kind.Kind) string { return string(k.Category) })
	case "module":
		return ids(m.Modules, func(o *Module) string { return o.ID })
	case "boundary":
		return ids(m.Boundaries, func(b *Boundary) string { return b.ID })
	case "holds":
		return ids(m.Data, func(d *DataClass) string { return d.ID })
	case "sensitivity":
		return shapes{}.of(reflect.TypeFor[DataClass]()).find("sensitivity").enum
	}
	var all []string
	for _, e := range m.Elements {
		all = append(all, m.valuesOf(e.ID, field)...)
	}
	return all
}

// valuesOf are what a field of an element, or of a part of one, says. A part has what
// its element has, but for its own module and data.
func (m *Model) valuesOf(id, field string) []string {
	store, name, _ := strings.Cut(id, "/")
	e := m.Element(store)
	if e == nil {
		return nil
	}
	part := e.Partition(name)
	switch field {
	case "id":
		return []string{id}
	case "kind":
		k := e.kindOrUnknown()
		return []string{k.ID, k.Base}
	case "category":
		return []string{string(e.kindOrUnknown().Category)}
	case "tag":
		return ids(e.Tags, func(t String) string { return t.V })
	case "module":
		if part != nil && part.Module.IsSet() {
			return []string{part.Module.ID}
		}
		return []string{e.Module.ID}
	case "boundary":
		var all []string
		for b := e.Boundary; b != nil; b = b.Parent {
			all = append(all, b.ID)
		}
		return all
	case "owner":
		return []string{m.OwnerOf(e)}
	case "holds":
		return ids(e.holds(part), func(r Ref) string { return r.ID })
	case "sensitivity":
		var all []string
		for _, r := range e.holds(part) {
			if d := m.DataClass(r.ID); d != nil {
				all = append(all, d.Sensitivity.V)
			}
		}
		return all
	}
	return nil
}

// OwnerOf is who answers for an element: whom it names, else its module's owner.
func (m *Model) OwnerOf(e *Element) string {
	owner := e.Owner.V
	if module := m.Module(e.Module.ID); module != nil {
		owner = cmp.Or(owner, module.Owner.V)
	}
	return owner
}

// holds are the classes of data that rest in an element and all its parts, or in one
// of them alone.
func (e *Element) holds(part *Partition) []Ref {
	if part != nil {
		return part.Holds
	}
	all := slices.Clone(e.Holds)
	for _, p := range e.Partitions {
		all = append(all, p.Holds...)
	}
	return all
}

// Partition is the part of an element with that id, or nil.
func (e *Element) Partition(id string) *Partition {
	i := slices.IndexFunc(e.Partitions, func(p *Partition) bool { return p.ID == id })
	if i < 0 {
		return nil
	}
	return e.Partitions[i]
}

// kindOrUnknown is the element's kind; one that is not known is taken for a process.
func (e *Element) kindOrUnknown() *kind.Kind {
	if e.kind == nil {
		return kind.Unknown()
	}
	return e.kind
}
