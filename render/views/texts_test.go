package views

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// asked are the places where the code asks for a text; the key is the last text.
var asked = regexp.MustCompile(`(?:texts\(\)\.(?:Of|Say)|counted|say)\("([^"]+)"|part\("[^"]+"(?:\+[^,]+)?, "([^"]+)"`)

// TestTextsAreUsed holds the texts to what asks for them: each key in the code has
// a text, a counted one also a form for one thing, and nothing stands unused.
func TestTextsAreUsed(t *testing.T) {
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	wanted := map[string]bool{}
	for _, r := range Rules() {
		wanted[r.Code] = true
	}
	for _, key := range []string{"fields masked", "fields hashed", "fields encrypted"} {
		wanted[key], wanted[key+", one"] = true, true
	}
	for _, v := range []string{
		"context", "containers", "network", "data flow", "security", "scaling", "operations", "delivery",
	} {
		wanted[v], wanted[v+" asks"] = true, true
	}
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		code, err := os.ReadFile(f.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range asked.FindAllStringSubmatch(string(code), -1) {
			wanted[m[1]+m[2]] = true
			if strings.HasPrefix(m[0], "counted") || strings.HasPrefix(m[0], "say") {
				wanted[m[1]+", one"] = true
			}
		}
	}
	if len(wanted) < 100 {
		t.Fatalf("only %d keys were found", len(wanted))
	}
	there := map[string]bool{}
	for at := range texts().All() {
		if there[at.Key] = true; !wanted[at.Key] {
			t.Errorf("nothing asks for %q", at.Key)
		}
	}
	for key := range wanted {
		if !there[key] {
			t.Errorf("there is no text for %q", key)
		}
	}
}
