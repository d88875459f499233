package drift

import (
	"testing"

	"asbuilt/discover"
	"asbuilt/drift/reach"
	"asbuilt/internal/nightly"
	"asbuilt/model"
)

// TestClassesSayWhatEachPairSays asks between everything that is placed in the examples
// twice: by classes, and each pair by itself.
func TestClassesSayWhatEachPairSays(t *testing.T) {
	for _, name := range []string{
		"ai-service.clean.snapshot.json", "ai-service.snapshot.json",
		"ec2-service/clean.snapshot.json", "ec2-service/drifted.snapshot.json",
	} {
		x := discover.NewIndex(readExample(t, name))
		net := reach.NewNetwork(x)
		sides := []reach.Side{{End: reach.Everywhere()}}
		for _, r := range x.Snapshot.Resources {
			if net.Placed(r) {
				sides = append(sides, reach.Of(r))
			}
		}
		if len(sides) < 20 {
			t.Fatalf("%s: only %d things are placed", name, len(sides))
		}
		asked := 0
		for i, from := range sides {
			for j, to := range sides {
				if i == j || (i*len(sides)+j)%5 != 0 && !nightly.All() {
					continue
				}
				for _, ports := range [][]model.PortRange{nil, {{First: 443, Last: 443, Protocol: "tcp"}}} {
					asked++
					got, _ := net.Reaches(from, to, ports)
					if want := net.Crossed(from, to, ports).Verdict; got != want {
						t.Errorf("%s: %v → %v on %v: by class %s, by itself %s", name, from.Resource, to.Resource, ports, got, want)
					}
				}
			}
		}
		if judged := net.Judged(); judged >= asked {
			t.Errorf("%s: %d questions between classes for %d pairs", name, judged, asked)
		}
	}
}
