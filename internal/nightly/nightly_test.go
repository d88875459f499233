package nightly_test

import (
	"slices"
	"testing"

	"asbuilt/internal/nightly"
)

func TestOf(t *testing.T) {
	all := []int{1, 2, 3, 4, 5, 6, 7}
	t.Setenv("ASBUILT_NIGHTLY", "")
	for n, want := range map[int][]int{1: {1}, 2: {1, 7}, 3: {1, 4, 7}, 7: all, 9: all} {
		if got := nightly.Of(all, n); !slices.Equal(got, want) {
			t.Errorf("%d of %v are %v, want %v", n, all, got, want)
		}
	}
	if got := nightly.Seeds(200, 3); !slices.Equal(got, []uint64{0, 99, 199}) {
		t.Errorf("three of 200 seeds are %v", got)
	}
	t.Setenv("ASBUILT_NIGHTLY", "1")
	if got := nightly.Of(all, 2); !slices.Equal(got, all) {
		t.Errorf("at night %v of %v", got, all)
	}
}
