package model

import (
	"maps"
	"slices"

	"asbuilt/finding"
)

// Files are the files that the model was read from, sorted.
func (m *Model) Files() []string { return slices.Sorted(maps.Keys(m.sources)) }

// Places are where the things of the model begin: those that have a page or a place
// on one, in no order.
func (m *Model) Places() []finding.Position {
	var all []finding.Position
	add := func(at finding.Position) {
		if !at.IsZero() {
			all = append(all, at)
		}
	}
	for _, x := range m.Data {
		add(x.Position)
	}
	for _, x := range m.Boundaries {
		add(x.Position)
	}
	for _, x := range m.Groups {
		add(x.Position)
	}
	for _, x := range m.Modules {
		add(x.Position)
	}
	for _, x := range m.Elements {
		add(x.Position)
	}
	for _, x := range m.Connections {
		if !x.Derived {
			add(x.Position)
		}
	}
	for _, x := range m.Flows {
		add(x.Position)
	}
	for _, x := range m.Incidents {
		add(x.Position)
	}
	return all
}
