package render_test

import (
	"slices"
	"strings"
	"testing"

	"asbuilt/finding"
	"asbuilt/render"
	"asbuilt/render/scene"
	"asbuilt/render/views"
)

// TestMarksOfParts shows what is marked in the model and has no box of its own: a
// security group on its members, a partition on its store, in flows too.
func TestMarksOfParts(t *testing.T) {
	overlay := views.Overlay{
		Marks: map[string][]views.Mark{"qdrant-sg": {views.Changed}, "ecr/planning-api": {views.Partial}},
	}
	for _, p := range renderAll(t, systemA(t), render.Options{
		Overlay: overlay, Views: []string{"network", "flow-deploy"},
	}) {
		if p.Lang != finding.English {
			continue
		}
		seen := map[string]scene.Item{}
		for _, it := range p.Scene.Items {
			seen[it.ID] = it
		}
		if got := seen["ecr"].Marks; !slices.Equal(got, []string{"partial"}) {
			t.Errorf("the registry in %s is marked %v", p.View.ID, got)
		}
		if p.View.ID != "network" {
			continue
		}
		if it := seen["qdrant"]; !strings.Contains(it.Name, "Qdrant SG: not as declared") || !hasGlyph(it, "changed") ||
			len(it.Marks) > 0 {
			t.Errorf("the member of a marked group is %q, marked %v", it.Name, it.Marks)
		}
		if it := seen["redis"]; hasGlyph(it, "changed") {
			t.Errorf("a member of another group is %q", it.Name)
		}
	}
}

func hasGlyph(it scene.Item, name string) bool {
	return slices.ContainsFunc(it.Shapes, func(s scene.Shape) bool {
		g, ok := s.(scene.Glyph)
		return ok && g.Name == name
	})
}
