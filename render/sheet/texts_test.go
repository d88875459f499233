package sheet

import (
	"os"
	"strings"
	"testing"

	"asbuilt/render/views"
)

// TestTextsAreUsed holds the texts to what asks for them: a text that nothing
// asks for is as wrong as one that is missing.
func TestTextsAreUsed(t *testing.T) {
	wanted := map[string]bool{}
	for _, s := range lineStyles {
		wanted["line "+s.kind] = true
	}
	for _, s := range borderStyles {
		wanted["border "+string(s.style)] = true
	}
	for _, m := range views.Marks() {
		wanted["mark "+string(m)] = true
	}
	for _, m := range markStyles { // and those of decisions
		wanted["mark "+string(m.mark)] = true
	}
	for _, glyph := range noteGlyphs {
		wanted["note "+glyph] = true
	}
	for _, c := range categories {
		wanted["category "+string(c)] = true
	}
	var code strings.Builder
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if name := f.Name(); strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			code.Write(text)
		}
	}
	for at := range texts().All() {
		if !wanted[at.Key] && !strings.Contains(code.String(), `"`+at.Key+`"`) {
			t.Errorf("nothing asks for %q", at.Key)
		}
		delete(wanted, at.Key)
	}
	for key := range wanted {
		t.Errorf("there is no text for %q", key)
	}
}
