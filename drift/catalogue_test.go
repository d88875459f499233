package drift_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"asbuilt/discover"
	"asbuilt/drift"
	"asbuilt/drift/match"
	"asbuilt/model"
	"asbuilt/model/kind"
)

// What the catalogue calls compared with AWS is compared, and nothing else is:
// for every element of both systems, its checks concern exactly the facts that
// its kind lists as checked, besides those that every element has.
func TestCatalogueSaysWhatIsChecked(t *testing.T) {
	catalogueHolds(t, "..", "../examples/ai-service.clean.snapshot.json")
	catalogueHolds(t, "../examples/ec2-service", "../examples/ec2-service/clean.snapshot.json")
}

func catalogueHolds(t *testing.T, dir, snapshot string) {
	t.Helper()
	m, _, err := model.Load(os.DirFS(dir), "architecture.yaml", model.Options{})
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(snapshot)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	snap, err := discover.Read(f)
	if err != nil {
		t.Fatal(err)
	}
	pairs := match.Match(m, snap)
	checks, _, _ := drift.Compare(pairs, drift.Options{})
	checked := map[string]map[string]bool{}
	for _, c := range checks {
		fact, _, _ := strings.Cut(strings.ReplaceAll(c.Fact, "[", "."), ".")
		if checked[c.Subject] == nil {
			checked[c.Subject] = map[string]bool{}
		}
		checked[c.Subject][fact] = true
	}
	for _, e := range m.Elements {
		p := pairs.Of(e.ID)
		if p == nil || p.When != match.Now || p.OptedOut {
			continue
		}
		k := m.Kind(e.Kind.ID)
		for _, fact := range k.Facts {
			declared := !e.Key(fact).IsZero() && e.Key(fact) != e.Position
			wanted := slices.Contains(k.Checked, fact)
			if fact == "holds" { // what is checked of them is their retention
				wanted = wanted && slices.ContainsFunc(e.Holds, func(r model.Ref) bool { return m.DataClass(r.ID).Retention.IsSet() })
			}
			if declared && wanted != checked[e.ID][fact] {
				t.Errorf("%s (%s): %s: the catalogue says checked=%v, drift checked=%v", e.ID, k.ID, fact, wanted, checked[e.ID][fact])
			}
		}
	}
}

// Every type that a kind can be realised by is collected, so that what is
// declared can be found or missed.
func TestEveryKindIsCollected(t *testing.T) {
	for _, k := range kind.All() {
		for _, typ := range k.AWS {
			if _, ok := discover.Lookup(typ); !ok {
				t.Errorf("%s: no snapshot holds %s", k.ID, typ)
			}
		}
		if len(k.AWS) == 0 && len(k.Checked) > 0 {
			t.Errorf("%s: AWS does not run it, and the catalogue says that %v are checked", k.ID, k.Checked)
		}
	}
}
