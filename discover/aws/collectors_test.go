package aws

import (
	"testing"

	"asbuilt/discover"
)

// Every operation that package discover declares is called by a collector, and
// every one that a collector names is declared.
func TestCollectorsAndDeclarationsAgree(t *testing.T) {
	declared, called := map[string]discover.Operation{}, map[string]bool{}
	for _, op := range discover.Operations() {
		declared[op.Name] = op
	}
	for _, c := range collectors() {
		for _, name := range c.calls {
			called[name] = true
			op, ok := declared[name]
			if !ok {
				t.Errorf("a collector calls %s, which is not declared", name)
			}
			if c.global && !op.Global {
				t.Errorf("%s is called once an account, and is declared as called once a region", name)
			}
		}
	}
	for name := range declared {
		if !called[name] {
			t.Errorf("%s is declared, and no collector calls it", name)
		}
	}
}
