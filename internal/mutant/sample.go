package main

import (
	"math/rand/v2"
	"slices"
)

// sample draws n mutants, evenly over the kinds, the same for the same seed. It
// draws one kind after another, so that a rare kind is not lost among hundreds
// of a common one.
func sample(all []mutant, n int, seed uint64) []mutant {
	r := rand.New(rand.NewPCG(seed, 0))
	byKind := map[string][]mutant{}
	var kinds []string
	for _, i := range r.Perm(len(all)) {
		m := all[i]
		if byKind[m.Kind] == nil {
			kinds = append(kinds, m.Kind)
		}
		byKind[m.Kind] = append(byKind[m.Kind], m)
	}
	slices.Sort(kinds)
	var drawn []mutant
	for len(drawn) < n && len(drawn) < len(all) {
		for _, k := range kinds {
			if len(byKind[k]) > 0 && len(drawn) < n {
				drawn = append(drawn, byKind[k][0])
				byKind[k] = byKind[k][1:]
			}
		}
	}
	return drawn
}
