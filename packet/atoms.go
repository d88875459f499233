package packet

import (
	"fmt"
	"slices"
	"strings"
)

// Atoms are all addresses, cut at the borders of some sets: of those sets, two
// addresses of one atom are in the same.
type Atoms struct{ cuts []number }

// AtomsOf are the atoms of some sets.
func AtomsOf(sets ...Addresses) Atoms {
	var all []number
	for _, s := range sets {
		for _, run := range s.in {
			all = append(all, run.first)
			if after, more := run.last.next(); more {
				all = append(all, after)
			}
		}
	}
	slices.SortFunc(all, number.compare)
	return Atoms{slices.Compact(all)}
}

// Name is the same for two sets exactly when both are the same runs, or single
// addresses of the same atoms.
func (a Atoms) Name(s Addresses) string {
	var b strings.Builder
	for _, run := range s.in {
		if run.first == run.last {
			at, _ := slices.BinarySearchFunc(a.cuts, run.first, func(cut, n number) int {
				if cut.compare(n) <= 0 {
					return -1
				}
				return 1
			})
			fmt.Fprintf(&b, "#%d ", at)
			continue
		}
		fmt.Fprintf(&b, "%x.%x-%x.%x ", run.first.hi, run.first.lo, run.last.hi, run.last.lo)
	}
	return b.String()
}
