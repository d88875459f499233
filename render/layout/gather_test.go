package layout_test

import (
	"testing"

	"asbuilt/render/layout"
	"asbuilt/render/layout/gate"
	"asbuilt/render/layout/layouttest"
)

// TestLinesSeldomCrossTwice: two lines that cross twice lie the wrong way round between the
// two places, as those do that cross and have an end in common.
func TestLinesSeldomCrossTwice(t *testing.T) {
	all, needless := 0, 0
	for seed := range uint64(30) {
		g := layouttest.Random(seed, 20+int(seed))
		l, err := layout.New(g)
		if err != nil {
			t.Fatal(err)
		}
		for i, a := range l.Lines {
			for _, b := range l.Lines[:i] {
				n := gate.Crossings(gate.Picture{Lines: []layout.Line{a, b}})
				if all += n; a.From == b.From || a.From == b.To || a.To == b.From || a.To == b.To {
					needless += n
				} else {
					needless += n / 2 * 2
				}
			}
		}
	}
	if all < 1000 || 100*needless > 4*all {
		t.Errorf("%d of %d crossings need not be", needless, all)
	}
}
