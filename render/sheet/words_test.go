package sheet

import (
	"fmt"
	"testing"

	"asbuilt/render/glyph"
	"asbuilt/render/views"
)

// TestNothingIsAColourAlone holds every line and mark to a second sign: width,
// dash and head of lines; glyph of marks.
func TestNothingIsAColourAlone(t *testing.T) {
	signs := map[string]string{}
	for _, s := range lineStyles {
		sign := fmt.Sprint(s.width, s.dash, s.heads)
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
		if s.name().Ko == "" || s.name().En == "" {
			t.Errorf("mark %s has no name", m)
		}
	}
}
