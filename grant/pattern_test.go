package grant

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"asbuilt/internal/nightly"
)

// texts are all texts of up to n of the letters a, b and c; patterns are written
// with a and b alone, so that c stands for every other letter.
func texts(n int) []string {
	all := []string{""}
	for from := 0; n > 0; n-- {
		to := len(all)
		for _, t := range all[from:to] {
			for _, letter := range "abc" {
				all = append(all, t+string(letter))
			}
		}
		from = to
	}
	return all
}

func pattern(r *rand.Rand, n int) string {
	var b strings.Builder
	for range r.IntN(n + 1) {
		b.WriteByte("aab**?"[r.IntN(6)])
	}
	return b.String()
}

// matches is Match by the book.
func matches(pattern, text string) bool {
	exp := strings.NewReplacer("*", ".*", "?", ".").Replace(pattern)
	return regexp.MustCompile("^" + exp + "$").MatchString(text)
}

func seeds(n int) int {
	if nightly.All() {
		return n * 50
	}
	return n
}

func TestMatch(t *testing.T) {
	r, all := rand.New(rand.NewPCG(1, 2)), texts(4)
	for range seeds(200) {
		p := pattern(r, 5)
		for _, text := range all {
			if got, want := Match(p, text), matches(p, text); got != want {
				t.Fatalf("Match(%q, %q) = %t", p, text, got)
			}
		}
	}
	if !MatchAction("S3:get*", "s3:GetObject") || Match("arn:A", "arn:a") {
		t.Error("capitals count in resources, and not in actions")
	}
}

// A pattern covers another one when it has all of its words.
func TestCovers(t *testing.T) {
	r, all := rand.New(rand.NewPCG(3, 4)), texts(7)
	covered := 0
	for range seeds(400) {
		p, q := pattern(r, 4), pattern(r, 4)
		want := true
		for _, text := range all {
			want = want && (!Match(q, text) || Match(p, text))
		}
		if got := Covers(p, q); got != want {
			t.Fatalf("Covers(%q, %q) = %t", p, q, got)
		}
		if want {
			covered++
		}
	}
	if covered < 20 {
		t.Errorf("only %d of the pairs cover", covered)
	}
}

// Two patterns meet in the words that both have, in these and in no others.
func TestMeet(t *testing.T) {
	r, all := rand.New(rand.NewPCG(5, 6)), texts(6)
	met, more := 0, 0
	for range seeds(400) {
		p, q := pattern(r, 4), pattern(r, 4)
		meetings := Meet(p, q)
		for _, text := range all {
			want := Match(p, text) && Match(q, text)
			got := slices.ContainsFunc(meetings, func(both string) bool { return Match(both, text) })
			if got != want {
				t.Fatalf("Meet(%q, %q) = %q, and %q in both: %t", p, q, meetings, text, want)
			}
		}
		if len(meetings) > 0 {
			met++
		}
		if len(meetings) > 1 {
			more++
		}
	}
	if met < 20 || more < 10 {
		t.Errorf("only %d of the pairs meet, %d in more than one pattern", met, more)
	}
}

// Patterns that meet in more ways than anybody can count are gone through as far as
// is said, whatever stands between their stars.
func TestMeetIsBounded(t *testing.T) {
	p, q := strings.Repeat("*a", 40), strings.Repeat("*b", 40)+"*a"
	if n := len(Meet(p, q)); n != mostMeetings {
		t.Errorf("%d patterns, want %d", n, mostMeetings)
	}
	if both := Meet(strings.Repeat("*", 60), strings.Repeat("*?", 20)+"*"); len(both) == 0 {
		t.Error("stars and characters have no word in common")
	}
}

func TestShown(t *testing.T) {
	for _, p := range []string{"s3:*", "arn:aws:s3:::a?c/*", "x"} {
		if got := Shown(Generic(p)); got != p {
			t.Errorf("%q is shown as %q", p, got)
		}
	}
}
