package text

import (
	"slices"
	"unicode"
)

// Visual is a line's characters from left to right. In a line that begins at the
// left, stretches of Hebrew, Arabic and their like run from right to left, with
// the numbers in and behind them from left to right: what the bidirectional
// algorithm of Unicode (UAX #9) makes of one line without marks of its own. Letters
// are not joined.
func Visual(s string) []rune {
	var all [][]rune
	rightward := true
	for _, word := range Clusters(s) {
		cluster := []rune(word)
		rightward = rightward && !isLeftward(cluster[0])
		all = append(all, cluster)
	}
	if !rightward {
		for i := 0; i < len(all); i++ {
			if !isLeftward(all[i][0]) {
				continue
			}
			end := leftwardEnd(all, i)
			turn(all[i:end])
			i = end - 1
		}
	}
	return slices.Concat(all...)
}

// leftwardEnd is where the stretch from right to left that begins at i ends:
// after its last letter or digit before one of a script that runs the other way.
func leftwardEnd(all [][]rune, i int) int {
	end := i + 1
	for j := i; j < len(all); j++ {
		switch r := all[j][0]; {
		case isLeftward(r) || unicode.IsDigit(r):
			end = j + 1
		case unicode.IsLetter(r):
			return end
		}
	}
	return end
}

// turn reverses a stretch, but not the numbers in it, and turns brackets round.
func turn(all [][]rune) {
	slices.Reverse(all)
	first := -1 // of the digits just before
	for i, cluster := range all {
		if other, ok := mirrored[cluster[0]]; ok {
			all[i] = []rune{other}
		}
		switch digit := unicode.IsDigit(cluster[0]); {
		case digit && first < 0:
			first = i
		case !digit && first >= 0:
			slices.Reverse(all[first:i])
			first = -1
		}
	}
	if first >= 0 {
		slices.Reverse(all[first:])
	}
}

func isLeftward(r rune) bool {
	return r >= 0x0590 && unicode.IsLetter(r) &&
		unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko)
}

var mirrored = map[rune]rune{
	'(': ')', ')': '(', '[': ']', ']': '[', '{': '}', '}': '{', '<': '>', '>': '<', '«': '»', '»': '«',
}
