package main

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"slices"
)

// sample draws n mutants, evenly over the kinds, the same for the same seed. It
// draws one kind after another, so that a rare kind is not lost among hundreds
// of a common one. A mutant's turn within its kind goes by its name and the
// seed alone: what is drawn of a package hardly changes when code is added to
// it, or when a mutant is found to change nothing.
func sample(all []mutant, n int, seed uint64) []mutant {
	type drawing struct {
		mutant
		turn uint64
	}
	same := map[string]int{}
	byKind := map[string][]drawing{}
	var kinds []string
	for _, m := range all {
		h := fnv.New64a()
		fmt.Fprintln(h, seed, m.id(), same[m.id()])
		same[m.id()]++
		if byKind[m.Kind] == nil {
			kinds = append(kinds, m.Kind)
		}
		byKind[m.Kind] = append(byKind[m.Kind], drawing{m, h.Sum64()})
	}
	for _, of := range byKind {
		slices.SortStableFunc(of, func(a, b drawing) int { return cmp.Compare(a.turn, b.turn) })
	}
	slices.Sort(kinds)
	var drawn []mutant
	for len(drawn) < n && len(drawn) < len(all) {
		for _, k := range kinds {
			if len(byKind[k]) > 0 && len(drawn) < n {
				drawn = append(drawn, byKind[k][0].mutant)
				byKind[k] = byKind[k][1:]
			}
		}
	}
	return drawn
}
