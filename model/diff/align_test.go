package diff_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"asbuilt/model/diff"
)

func TestAlign(t *testing.T) {
	same := func(a, b string) func(i, j int) int {
		return func(i, j int) int {
			switch {
			case a[i] == b[j]:
				return 4
			case strings.EqualFold(a[i:i+1], b[j:j+1]):
				return 2
			}
			return 0
		}
	}
	for _, c := range []struct{ before, after, want string }{
		{"", "", ""},
		{"abc", "abc", "=a =b =c"},
		{"", "ab", "+a +b"},
		{"ab", "", "-a -b"},
		{"abc", "ac", "=a -b =c"},
		{"abc", "xabyc", "+x =a =b +y =c"},
		{"abc", "aBc", "=a ~B =c"},
		{"aab", "ab", "=a -a =b"},
		{"ab", "ba", "-a =b +a"},
		{"aA", "A", "-a =A"},
	} {
		var got []string
		for _, p := range diff.Align(len(c.before), len(c.after), same(c.before, c.after)) {
			switch {
			case p.Before < 0:
				got = append(got, "+"+c.after[p.After:p.After+1])
			case p.After < 0:
				got = append(got, "-"+c.before[p.Before:p.Before+1])
			case c.before[p.Before] == c.after[p.After]:
				got = append(got, "="+c.after[p.After:p.After+1])
			default:
				got = append(got, "~"+c.after[p.After:p.After+1])
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q and %q: %s, want %s", c.before, c.after, s, c.want)
		}
	}
}

// TestAlignKeepsEverythingInOrder holds that each item of both lists occurs once
// and in its order, whatever the scores, and that long lists come to an end.
func TestAlignKeepsEverythingInOrder(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for n := range 200 {
		before, after := random.IntN(12), random.IntN(12)
		if n == 0 {
			before, after = 9000, 9000
		}
		scores := make([]int, 64)
		for i := range scores {
			scores[i] = random.IntN(5)
		}
		b, a := 0, 0
		for _, p := range diff.Align(before, after, func(i, j int) int { return scores[(i*7+j*3)%64] }) {
			if p.Before >= 0 && p.Before != b || p.After >= 0 && p.After != a || p.Before < 0 && p.After < 0 {
				t.Fatalf("%d and %d items: pair %v after %d, %d", before, after, p, b, a)
			}
			if p.Before >= 0 {
				b++
			}
			if p.After >= 0 {
				a++
			}
		}
		if b != before || a != after {
			t.Fatal(fmt.Sprint(b, " of ", before, ", ", a, " of ", after))
		}
	}
}
