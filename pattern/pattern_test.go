package pattern

import (
	"sync"
	"testing"
)

// A pattern is made when it is first asked, whoever asks, and only then are its
// faults told.
func TestAskedByMany(t *testing.T) {
	p := New(`^a(b+)c$`)
	var all sync.WaitGroup
	for range 16 {
		all.Go(func() {
			if got := p.FindStringSubmatch("abbc"); len(got) != 2 || got[1] != "bb" {
				t.Errorf("%q", got)
			}
		})
	}
	all.Wait()
	if p.String() != `^a(b+)c$` || p.MatchString("ac") {
		t.Error("another pattern")
	}
}

func TestFaultOnceAsked(t *testing.T) {
	p := New(`(`)
	defer func() {
		if recover() == nil {
			t.Error("a fault is silent")
		}
	}()
	p.MatchString("")
}
