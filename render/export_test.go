package render

import (
	"asbuilt/model"
	"asbuilt/render/layout"
)

// SpotsOf is where things stand in a view, with the pins of o.
func SpotsOf(m *model.Model, o Options, view string) ([]layout.Spot, error) {
	o.Views = []string{view}
	wanted, err := choose(m, o)
	if err != nil || !wanted[0].pinnable() {
		return nil, err
	}
	g := wanted[0].graph(m)
	o.Pins.Apply(view, g)
	return layout.Spots(g)
}
