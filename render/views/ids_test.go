package views_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"asbuilt/internal/corpus"
	"asbuilt/model"
	"asbuilt/render/views"
)

// TestIDsAreUnique holds every picture of every system to having each id once: as the
// systems are, and with places and modules that share the ids of elements.
func TestIDsAreUnique(t *testing.T) {
	shared := 0
	for _, s := range corpus.All() {
		m, err := corpus.Load(s.Text)
		if err != nil {
			t.Fatal(err)
		}
		text, n := sharing(s.Text, m)
		shared += n
		namesakes, err := corpus.Load(text)
		if err != nil {
			t.Fatalf("%s with shared ids: %v", s.ID, err)
		}
		for _, m := range []*model.Model{m, namesakes} {
			for _, v := range views.Of(m) {
				d := views.Resolve(m, v, views.Overlay{})
				for _, id := range twice(d) {
					t.Errorf("%s: %s has %q twice", s.ID, v.ID, id)
				}
				all := ids(d)
				for _, e := range d.Edges {
					if !slices.Contains(all, e.From) || !slices.Contains(all, e.To) {
						t.Errorf("%s: %s: a line leads from %q to %q", s.ID, v.ID, e.From, e.To)
					}
				}
			}
		}
	}
	if shared < 100 {
		t.Errorf("%d ids are shared", shared)
	}
}

// sharing is a model whose places and modules have ids of its elements, and how many
// have.
func sharing(text string, m *model.Model) (shared string, count int) {
	var places, modules []string
	for _, b := range m.Boundaries {
		places = append(places, b.ID)
	}
	for _, mod := range m.Modules {
		modules = append(modules, mod.ID)
	}
	head, rest, _ := strings.Cut(text, "\nelements:\n")
	for i, id := range slices.Concat(modules, places) {
		if i == len(m.Elements) {
			break
		}
		if m.Element(id) != nil {
			continue
		}
		to := m.Elements[i].ID
		declared := regexp.MustCompile(`(?m)^  ` + id + `:`)
		named := regexp.MustCompile(`(\b(?:in|module): |joins: \[(?:[^]]* )?)` + id + `([],}\s])`)
		head = declared.ReplaceAllString(head, "  "+to+":")
		head, rest = named.ReplaceAllString(head, "${1}"+to+"$2"), named.ReplaceAllString(rest, "${1}"+to+"$2")
		count++
	}
	return head + "\nelements:\n" + rest, count
}

// ids are those of all boxes of a diagram.
func ids(d *views.Diagram) []string {
	var all []string
	for _, g := range d.Groups() {
		all = append(all, g.ID)
		for _, l := range g.Lanes {
			all = append(all, l.ID)
		}
	}
	for _, n := range d.Nodes() {
		all = append(all, n.ID)
	}
	return all
}

// twice are the ids that a diagram has more than once.
func twice(d *views.Diagram) []string {
	all := ids(d)
	for _, e := range d.Edges {
		all = append(all, e.ID)
	}
	slices.Sort(all)
	var more []string
	for i := range all {
		if i > 0 && all[i] == all[i-1] {
			more = append(more, all[i])
		}
	}
	return more
}
