package main

import (
	"maps"
	"slices"
	"strings"

	"asbuilt/model"
	"asbuilt/render"
	"asbuilt/render/scene"
)

// seen is how far a box must reach into a zone to be seen in it.
const seen = 8

// falseZones are the boxes that lie in other Availability Zones than the model
// says, as far as the picture has zones at all.
func falseZones(m *model.Model, p render.Picture) []string {
	lanes := map[string][]scene.Item{} // by the VPC
	members := map[string][]string{}
	for _, it := range p.Scene.Items {
		if it.Role == scene.Lane {
			vpc, _, _ := strings.Cut(it.ID, "/")
			lanes[vpc] = append(lanes[vpc], it)
		}
	}
	for _, n := range p.Table.Nodes {
		members[n.ID] = n.Members
		if len(n.Members) == 0 {
			members[n.ID] = []string{n.ID}
		}
	}
	var wrong []string
	for _, it := range p.Scene.Items {
		var vpc string
		var zones []string
		switch {
		case it.Role == scene.Node && it.Border == "":
			for _, id := range members[it.ID] {
				of, in := zonesOf(m, id)
				vpc, zones = of, append(zones, in...)
			}
		case it.Role == scene.Group && m.Boundary(it.ID) != nil:
			if b := m.Boundary(it.ID); len(b.PerZone) > 0 && b.Around("vpc") != nil {
				vpc, zones = b.Around("vpc").ID, lettersOf(b)
			}
		}
		if len(zones) == 0 || len(lanes[vpc]) == 0 {
			continue
		}
		slices.Sort(zones)
		if got := touched(it.Box, lanes[vpc]); !slices.Equal(got, slices.Compact(zones)) {
			wrong = append(wrong, it.ID)
		}
	}
	return wrong
}

// zonesOf is the VPC that an element lies in and the zones that it runs in there.
func zonesOf(m *model.Model, id string) (vpc string, zones []string) {
	e := m.Element(id)
	if e == nil || e.Boundary == nil || len(e.Boundary.PerZone) == 0 || e.Boundary.Around("vpc") == nil {
		return "", nil
	}
	vpc = e.Boundary.Around("vpc").ID
	for _, z := range e.Zones {
		zones = append(zones, z.V)
	}
	if len(zones) == 0 {
		zones = lettersOf(e.Boundary)
	}
	return vpc, zones
}

func lettersOf(b *model.Boundary) []string {
	var all []string
	for _, z := range b.PerZone {
		all = append(all, z.ID)
	}
	return all
}

// touched are the letters of the zones that a box is seen in, sorted.
func touched(b scene.Box, lanes []scene.Item) []string {
	var all []string
	for _, l := range lanes {
		wide := min(b.Right(), l.Box.Right()) - max(b.X, l.Box.X)
		high := min(b.Bottom(), l.Box.Bottom()) - max(b.Y, l.Box.Y)
		if wide >= seen && high > 0 {
			_, letter, _ := strings.Cut(l.ID, "/")
			all = append(all, letter)
		}
	}
	slices.Sort(all)
	return all
}

// lacking are the elements that the network picture neither has nor names.
func lacking(m *model.Model, pictures []render.Picture) []string {
	var ids []string
	for _, p := range pictures {
		if p.View.ID != "network" || p.Lang != pictures[0].Lang {
			continue
		}
		shown, _ := shownIn(p)
		for _, e := range m.Elements {
			if !shown[e.ID] && m.ActiveIn(e.Lifetime, p.View.State) {
				ids = append(ids, e.ID)
			}
		}
	}
	return ids
}

// shownIn are the ids of the elements and of the connections that a picture has
// or names.
func shownIn(p render.Picture) (elements, connections map[string]bool) {
	elements, connections = map[string]bool{}, map[string]bool{}
	for _, n := range p.Table.Nodes {
		elements[n.ID] = true
		for _, id := range slices.Concat(n.Members, n.Carries) {
			elements[id] = true
		}
	}
	for _, a := range p.Table.Absent {
		elements[a.ID], connections[a.ID] = true, true
	}
	for _, l := range p.Table.Lines {
		for _, id := range l.Connections {
			connections[id] = true
		}
	}
	return elements, connections
}

// absent are the elements and connections that the model declares and no picture
// has or names.
func absent(m *model.Model, pictures []render.Picture) (elements, connections []string) {
	drawn, joined := map[string]bool{}, map[string]bool{}
	for _, p := range pictures {
		of, between := shownIn(p)
		maps.Copy(drawn, of)
		maps.Copy(joined, between)
	}
	for _, e := range m.Elements {
		if !drawn[e.ID] {
			elements = append(elements, e.ID)
		}
	}
	for _, c := range m.Connections {
		if !c.Derived && !joined[c.ID.V] {
			connections = append(connections, c.ID.V)
		}
	}
	return elements, connections
}
