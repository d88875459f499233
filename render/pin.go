package render

import (
	"fmt"

	"asbuilt/model"
	"asbuilt/model/decisions"
	"asbuilt/render/pins"
	"asbuilt/render/sheet"
	"asbuilt/render/views"
)

// Pin pins all that the views of o show to where it stands now, in p: what p
// pins already stays. A view that Graphviz places, and a flow, has no pins.
// What a view shows is taken in the model's language, which decides the order in
// others too.
func Pin(p *pins.Pins, m *model.Model, o Options) error {
	wanted, err := choose(m, o)
	if err != nil {
		return err
	}
	plain, sketches := newPlain(m, Options{Decisions: o.Decisions}), views.NewSketches(m, views.Overlay{})
	for _, s := range wanted {
		if !s.pinnable() {
			continue
		}
		var laneless map[string]bool
		if p.Pinned(s.ID) {
			laneless = p.Laneless(s.ID)
		}
		g := sheet.Graph(s.diagram(sketches, laneless))
		if places := plain.kept(s).final; places != nil { // which stay as they will be pinned
			g.Kept, g.Final, g.Firm = places, places, true
		}
		if err := p.Update(s.ID, g); err != nil {
			return fmt.Errorf("pin view %q: %w", s.ID, err)
		}
	}
	var ids []string
	for _, s := range subjects(m, o.Decisions) {
		if s.pinnable() {
			ids = append(ids, s.ID)
		}
	}
	p.Keep(ids)
	return nil
}

// Pinnable are the ids of what can be pinned in a view of the model; ok is false
// when there is no such view, or none that we place ourselves.
func Pinnable(m *model.Model, set *decisions.Set, view string) (ids map[string]bool, ok bool) {
	for _, s := range subjects(m, set) {
		if s.ID == view && s.pinnable() {
			return pins.In(sheet.Graph(s.plain(m))), true
		}
	}
	return nil, false
}

// plain is what the view shows without anything that a snapshot adds.
func (s subject) plain(m *model.Model) *views.Diagram {
	return s.diagram(views.NewSketches(m, views.Overlay{}), nil)
}

func (s subject) pinnable() bool { return s.flow == nil && s.Engine == "" }
