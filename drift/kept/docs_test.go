package kept_test

import (
	"os"
	"strings"
	"testing"

	"asbuilt/drift/kept"
	"asbuilt/model/decisions"
	"testing/fstest"
)

// TestDocs asks the examples of the documentation of System A's clean snapshot:
// each is understood and holds.
func TestDocs(t *testing.T) {
	for _, file := range []string{"decision-checks.md", "decision-checks.ko.md"} {
		page, err := os.ReadFile("../../docs/" + file)
		if err != nil {
			t.Fatal(err)
		}
		_, block, _ := strings.Cut(string(page), "<!-- examples -->\n```yaml\n")
		block, _, ok := strings.Cut(block, "```\n")
		if !ok {
			t.Fatalf("%s has no examples", file)
		}
		set, found, err := decisions.Load(fstest.MapFS{
			"d/0001-a.md": {Data: []byte("---\nstatus: accepted\n" + block + "---\n# A\n")},
		}, "d")
		if err != nil || len(found) > 0 {
			t.Fatalf("%s: %v %v", file, err, found)
		}
		w := example(t, "../..")
		w.Records = set
		r := judged(t, w, "../../examples/ai-service.clean.snapshot.json", nil)
		if len(r.Checks) != 20 {
			t.Errorf("%s has %d examples", file, len(r.Checks))
		}
		if said := told(kept.Result{Findings: r.Findings}); said != "" {
			t.Errorf("%s:\n%s", file, said)
		}
	}
}
