package sense_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"asbuilt/model/sense"
)

// hang is longer than anything here takes by far: a guard, and no bound.
const hang = 30 * time.Second

// TestLarge judges a model in which everything is far too much, and comes to an end.
func TestLarge(t *testing.T) {
	const n = 5_000
	var b strings.Builder
	b.WriteString("asbuilt: 1\nname: t\nboundaries:\n  a: {kind: account}\n  r: {kind: region, in: a}\n  v: {kind: vpc, in: r}\n" +
		"  t: {kind: subnets, in: v, exposure: isolated}\nelements:\n")
	for i := range n {
		fmt.Fprintf(&b, "  e%d: {kind: ec2-instance, in: t}\n", i)
	}
	b.WriteString("  person: {kind: user}\nconnections:\n")
	for i := range n {
		fmt.Fprintf(&b, "  - e%d -> e%d:1\n  - person -> e%d:2\n", i, (i*7+1)%n, i)
	}
	start := time.Now()
	found := sense.Check(load(t, b.String()))
	if len(found) != n {
		t.Errorf("%d findings, want one for each way in", len(found))
	}
	if took := time.Since(start); took > hang {
		t.Errorf("it took %v", took)
	}
}
