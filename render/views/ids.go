package views

import (
	"strings"

	"asbuilt/model"
)

// What is drawn has the id that it has in the model. An element, a place and a module may
// have one id there; in a picture the element keeps it, then the place, and the box of the
// other says before the id what it is. That follows from the model and not from what one
// view shows, so that a thing has one id in all pictures.
const (
	placePrefix  = "place/"
	modulePrefix = "module/"
)

// PlaceID is the id of a place in the pictures of a model.
func PlaceID(m *model.Model, id string) string {
	if m.Element(id) != nil {
		return placePrefix + id
	}
	return id
}

// ModuleID is the id of a module in the pictures of a model.
func ModuleID(m *model.Model, id string) string {
	if m.Element(id) != nil || m.Boundary(id) != nil {
		return modulePrefix + id
	}
	return id
}

// PlaceOf is the place that has the id in the pictures of a model; nil when none has.
func PlaceOf(m *model.Model, id string) *model.Boundary {
	if b := m.Boundary(strings.TrimPrefix(id, placePrefix)); b != nil && PlaceID(m, b.ID) == id {
		return b
	}
	return nil
}

// ModuleOf is the module that has the id in the pictures of a model; nil when none has.
func ModuleOf(m *model.Model, id string) *model.Module {
	if mod := m.Module(strings.TrimPrefix(id, modulePrefix)); mod != nil && ModuleID(m, mod.ID) == id {
		return mod
	}
	return nil
}

// plainID is an id without what says whose it is.
func plainID(id string) string {
	return strings.TrimPrefix(strings.TrimPrefix(id, placePrefix), modulePrefix)
}

// taken reports whether an element, a place or a module has the id.
func (r *resolver) taken(id string) bool {
	return r.m.Element(id) != nil || r.m.Boundary(id) != nil || r.m.Module(id) != nil
}

// placeID and moduleID are the ids of boxes.
func (r *resolver) placeID(b *model.Boundary) string  { return PlaceID(r.m, b.ID) }
func (r *resolver) moduleID(mod *model.Module) string { return ModuleID(r.m, mod.ID) }

// placeOf is the place that a box of the diagram stands for; nil when it stands for none.
func (r *resolver) placeOf(id string) *model.Boundary { return PlaceOf(r.m, id) }
