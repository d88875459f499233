package layout_test

import (
	"fmt"
	"testing"

	"asbuilt/render/layout"
	"asbuilt/render/layout/gate"
	"asbuilt/render/layout/layouttest"
)

func TestGatesOnRandomGraphs(t *testing.T) {
	crossings, bends := 0, 0
	for seed := range uint64(200) {
		n := 10 + int(seed*37%111)
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			g := layouttest.Random(seed, n)
			l, err := layout.New(g)
			if err != nil {
				t.Fatal(err)
			}
			p := gate.Of(g, l)
			crossings += gate.Crossings(p)
			bends += gate.Bends(p)
			for i, v := range gate.Check(p) {
				if i == 5 {
					break
				}
				t.Error(v)
			}
		})
	}
	t.Log("crossings", crossings, "bends", bends)
}

func BenchmarkNew(b *testing.B) {
	for _, n := range []int{20, 100, 300, 1000} {
		g := layouttest.Nested(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				if _, err := layout.New(g); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
