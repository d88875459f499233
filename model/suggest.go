package model

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"

	"asbuilt/finding"
)

// maxListed is how many names a hint lists at most.
const maxListed = 12

// maxCompared is how many names one run compares at most, so that a file full
// of unknown names is refused in no time too.
const maxCompared = 300_000

// suggest asks for the nearest of names, or lists them when none is near.
func (r *reporter) suggest(word string, names []string) finding.Text {
	r.compared += len(names)
	if r.compared < maxCompared {
		return Meant(word, names)
	}
	return expected(names)
}

// Meant asks for the name most like word, or lists them when none is near.
func Meant(word string, names []string) finding.Text {
	if near := Nearest(word, names); near != "" {
		return finding.Say("did you mean %q?", "혹시 %q입니까?", near)
	}
	return expected(names)
}

func expected(names []string) finding.Text {
	switch len(names) {
	case 0:
		return finding.Say("nothing is defined to refer to yet", "참조할 수 있는 것이 아직 정의되지 않았습니다")
	case 1:
		return finding.Say("expected %s", "%s만 쓸 수 있습니다", names[0])
	}
	return finding.Say("expected one of: %s", "다음 중 하나여야 합니다: %s", listed(names))
}

// Nearest is the name most like word, or "" when none is near enough to have
// been meant: at most a third of its letters differ, or one contains the other.
// Of words of three letters each is near to many others: only one of the same
// letters is asked for.
func Nearest(word string, names []string) string {
	best, bestScore := "", 1000
	lower := strings.ToLower(word)
	length := utf8.RuneCountInString(word)
	for _, name := range names {
		other := utf8.RuneCountInString(name)
		limit := (max(length, other) + 1) / 3
		if max(length, other) <= 3 && !sameLetters(lower, strings.ToLower(name)) {
			limit = 0
		}
		score := limit + 1
		if max(length-other, other-length) <= limit && length <= maxName && other <= maxName {
			score = distance(lower, strings.ToLower(name))
		}
		if strings.HasPrefix(name, word+"-") || strings.HasSuffix(name, "-"+word) {
			score = 0
		}
		if score > limit {
			if len(lower) < 3 || !strings.Contains(strings.ToLower(name), lower) {
				continue
			}
			score = limit + len(name) - len(word)
		}
		if score < bestScore || score == bestScore && name < best {
			best, bestScore = name, score
		}
	}
	return best
}

// sameLetters reports whether a and b consist of the same letters.
func sameLetters(a, b string) bool {
	x, y := []rune(a), []rune(b)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}

// distance is the number of letters to change; two neighbours in the wrong
// order count as one.
func distance(a, b string) int {
	n := levenshtein.ComputeDistance(a, b)
	if n != 2 || len(a) != len(b) {
		return n
	}
	for i := range len(a) - 1 {
		if a[i] != b[i] {
			if a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:] {
				return 1
			}
			break
		}
	}
	return n
}

// maxName is the longest name that is compared letter by letter.
const maxName = 100
