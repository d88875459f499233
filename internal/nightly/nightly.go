// Package nightly says how much of a long test runs: a slice of its cases while
// people work, all of them where ASBUILT_NIGHTLY is set, as make nightly does.
package nightly

import "os"

// All reports whether everything is to be run.
func All() bool { return os.Getenv("ASBUILT_NIGHTLY") != "" }

// Of are the cases to run of all: every one at night, else n of them, the same
// ones each time, spread from the first to the last.
func Of[T any](all []T, n int) []T {
	if All() || len(all) <= n {
		return all
	}
	some := make([]T, 0, n)
	for i := range n {
		some = append(some, all[i*(len(all)-1)/max(n-1, 1)])
	}
	return some
}

// Seeds are those below most, or the few of them that [Of] takes.
func Seeds(most, few int) []uint64 {
	all := make([]uint64, most)
	for i := range all {
		all[i] = uint64(i)
	}
	return Of(all, few)
}
