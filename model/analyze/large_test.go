package analyze_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"asbuilt/model/analyze"
)

// TestKnot analyses a system in which everything needs everything: lists are bounded,
// counts are not, and it comes to an end.
func TestKnot(t *testing.T) {
	const n = 2_500
	var b strings.Builder
	b.WriteString("asbuilt: 1\nname: t\nelements:\n")
	for i := range n {
		fmt.Fprintf(&b, "  e%d: {kind: lambda}\n", i)
	}
	b.WriteString("  apart: {kind: lambda}\n  caller: {kind: user}\nconnections:\n")
	for i := range n {
		fmt.Fprintf(&b, "  - e%d -> e%d\n  - e%d -> e%d:1\n", i, (i+1)%n, i, (i*31+7)%n)
	}
	b.WriteString("  - caller -> e0\n")
	m := load(t, fstest.MapFS{"architecture.yaml": {Data: []byte(b.String())}})
	start := time.Now()
	a := analyze.Of(m)
	if took := time.Since(start); took > 30*time.Second { // a guard, and no bound
		t.Errorf("it took %v", took)
	}
	if len(a.Failures) != n {
		t.Fatalf("%d failures, want %d", len(a.Failures), n)
	}
	for _, f := range a.Failures {
		if f.Affected != n || len(f.Affects) != analyze.MostListed || len(f.Needs) != analyze.MostListed {
			t.Fatalf("%s: %d affected, %d listed", f.Element.ID, f.Affected, len(f.Affects))
		}
	}
}
