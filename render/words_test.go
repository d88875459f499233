package render

import (
	"fmt"
	"math"
	"strconv"
	"testing"

	"asbuilt/render/glyph"
	"asbuilt/render/scene"
	"asbuilt/render/views"
)

// TestNothingIsAColourAlone holds every line and mark to a second sign: width,
// dash and head of lines; glyph of marks.
func TestNothingIsAColourAlone(t *testing.T) {
	signs := map[string]string{}
	for _, s := range lineStyles {
		sign := fmt.Sprint(s.width, s.dash, s.open, s.both)
		if twin, ok := signs[sign]; ok {
			t.Errorf("lines of %s and %s differ in colour alone", s.kind, twin)
		}
		signs[sign] = s.kind
	}
	for _, m := range views.Marks() {
		s := styleOfMark(m)
		if _, ok := glyph.Lookup(s.glyph); !ok {
			t.Errorf("mark %s has no glyph %q", m, s.glyph)
		}
		if twin, ok := signs[s.glyph]; ok {
			t.Errorf("marks %s and %s differ in colour alone", m, twin)
		}
		signs[s.glyph] = string(m)
		if s.name.Ko == "" || s.name.En == "" {
			t.Errorf("mark %s has no name", m)
		}
	}
}

// TestTextOnTints holds text to 4.5:1 on every tint a group has.
func TestTextOnTints(t *testing.T) {
	for _, b := range borderStyles {
		for _, text := range []scene.Color{scene.Ink, scene.Muted} {
			tint, ink, paper := scene.Lookup(b.color), scene.Lookup(text), scene.Lookup(scene.Paper)
			for theme, c := range map[string][3]string{"light": {tint.Light, ink.Light, paper.Light}, "dark": {tint.Dark, ink.Dark, paper.Dark}} {
				if got := contrast(rgb(t, c[1]), blend(rgb(t, c[0]), rgb(t, c[2]), b.tint)); got < 4.5 {
					t.Errorf("%s text on %s, %s: contrast %.2f", text, b.style, theme, got)
				}
			}
		}
	}
}

func rgb(t *testing.T, hex string) (c [3]float64) {
	t.Helper()
	n, err := strconv.ParseUint(hex[1:], 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	return [3]float64{float64(n >> 16 & 255), float64(n >> 8 & 255), float64(n & 255)}
}

// blend lays percent of a over b.
func blend(a, b [3]float64, percent int) (c [3]float64) {
	share := float64(percent) / 100
	for i := range c {
		c[i] = a[i]*share + b[i]*(1-share)
	}
	return c
}

// contrast is WCAG's ratio of two colours.
func contrast(a, b [3]float64) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + .05) / (min(la, lb) + .05)
}

func luminance(c [3]float64) float64 {
	sum := 0.0
	for i, share := range []float64{.2126, .7152, .0722} {
		v := c[i] / 255
		if v <= .04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+.055)/1.055, 2.4)
		}
		sum += share * v
	}
	return sum
}
