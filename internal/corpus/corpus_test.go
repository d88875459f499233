package corpus_test

import (
	"testing"

	"asbuilt/internal/corpus"
)

// TestCorpusLoads holds every system, and every edit of it, to being a model
// without errors, and the corpus to being of many shapes.
func TestCorpusLoads(t *testing.T) {
	all := corpus.All()
	if len(all) < 20 {
		t.Errorf("%d systems", len(all))
	}
	connects := 0
	for _, s := range all {
		if _, err := corpus.Load(s.Text); err != nil {
			t.Errorf("%s: %v", s.ID, err)
		}
		kinds := map[string]int{}
		for _, e := range s.Edits(2) {
			kinds[e.Kind]++
			if _, err := corpus.Load(e.Text); err != nil {
				t.Errorf("%s, %s %s: %v", s.ID, e.Kind, e.On, err)
			}
			if e.Text == s.Text {
				t.Errorf("%s, %s %s changes nothing", s.ID, e.Kind, e.On)
			}
		}
		if connects += kinds["connect"]; s.ID != "one" && (kinds["add"] < 2 || kinds["remove"] < 2 || kinds["rename"] < 2) {
			t.Errorf("%s has the edits %v", s.ID, kinds)
		}
	}
	if connects < 2*20 {
		t.Errorf("%d new connections", connects)
	}
}
