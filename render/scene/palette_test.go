package scene_test

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"asbuilt/render/scene"
)

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
			if got := contrast(t, on.fore, on.back); got < need {
				t.Errorf("%s on %s: contrast %.2f, want %.1f", s.Color, on.what, got, need)
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

// contrast is WCAG's ratio of two colours.
func contrast(t *testing.T, a, b string) float64 {
	la, lb := luminance(t, a), luminance(t, b)
	return (max(la, lb) + .05) / (min(la, lb) + .05)
}

func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	rgb, err := strconv.ParseUint(hex[1:], 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	channel := func(shift int) float64 {
		c := float64(rgb>>shift&255) / 255
		if c <= .04045 {
			return c / 12.92
		}
		return math.Pow((c+.055)/1.055, 2.4)
	}
	return .2126*channel(16) + .7152*channel(8) + .0722*channel(0)
}
