package scene_test

import (
	"strings"
	"testing"

	"asbuilt/internal/vision"
	"asbuilt/render/scene"
)

// TestContrast holds colours to their contrast in both themes, for every eye.
func TestContrast(t *testing.T) {
	text := map[scene.Color]bool{scene.Ink: true, scene.Muted: true}
	for _, s := range scene.Palette() {
		need := 3.0
		switch {
		case text[s.Color] || strings.HasPrefix(string(s.Color), "cat-") || strings.HasPrefix(string(s.Color), "mark-"):
			need = 4.5
		case s.Color == scene.Paper || s.Color == scene.Surface || s.Color == scene.Rule:
			continue
		}
		paper, surface := scene.Lookup(scene.Paper), scene.Lookup(scene.Surface)
		for _, on := range []struct{ what, fore, back string }{
			{"light paper", s.Light, paper.Light}, {"dark paper", s.Dark, paper.Dark},
			{"light node", s.Light, surface.Light}, {"dark node", s.Dark, surface.Dark},
		} {
			for _, eye := range vision.Eyes() {
				if got := vision.Contrast(eye.See(colour(t, on.fore)), eye.See(colour(t, on.back))); got < need {
					t.Errorf("%s on %s: contrast %.2f to %s, want %.1f", s.Color, on.what, got, eye.Name, need)
				}
			}
		}
	}
}

func TestColoursAreNamedOnce(t *testing.T) {
	seen := map[scene.Color]bool{}
	for _, s := range scene.Palette() {
		if seen[s.Color] {
			t.Errorf("%s has two swatches", s.Color)
		}
		seen[s.Color] = true
	}
}

func colour(t *testing.T, hex string) vision.RGB {
	t.Helper()
	c, err := vision.Parse(hex)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
