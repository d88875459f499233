// Package grant says what IAM policies allow: whether an action on a resource is
// allowed, and what is allowed beyond what somebody declared.
//
// It knows policy documents and nothing else: no model, no snapshot, no AWS. It
// does not judge conditions; where they decide, the answer is that, with the
// conditions. What it says of patterns is held to brute force by its tests.
//
//	held := grant.Set{Identity: []grant.Named{{Name: "x", Document: policy}}}
//	answer, why := held.Decide("s3:GetObject", "arn:aws:s3:::docs/a")
package grant

import (
	"slices"
	"strings"
)

// Patterns are written with * for any run of characters and ? for one. To ask
// about all words of a pattern, one generic word is made of it: its wildcards are
// filled with a character that no policy writes, so that another pattern matches
// it by wildcards of its own alone.

// fresh is that character; many is how often it stands for a *, which is longer
// than any run of ? that people write.
const (
	fresh = '\uE000'
	many  = 48
)

// Match reports whether a text is a word of a pattern.
func Match(pattern, text string) bool {
	plain := strings.IndexAny(pattern, "*?")
	if plain < 0 {
		return pattern == text
	} else if !strings.HasPrefix(text, pattern[:plain]) {
		return false
	}
	p, t := []rune(pattern[plain:]), []rune(text[plain:])
	star, mark, i, j := -1, 0, 0, 0
	for j < len(t) {
		switch {
		case i < len(p) && p[i] == '*':
			star, mark = i, j
			i++
		case i < len(p) && (p[i] == '?' || p[i] == t[j]):
			i++
			j++
		case star >= 0:
			mark++
			i, j = star+1, mark
		default:
			return false
		}
	}
	for i < len(p) && p[i] == '*' {
		i++
	}
	return i == len(p)
}

// MatchAction is Match for actions, whose capitals do not count.
func MatchAction(pattern, action string) bool {
	service, _, _ := strings.Cut(pattern, ":")
	other, _, _ := strings.Cut(action, ":")
	if !strings.ContainsAny(service, "*?") && !strings.EqualFold(service, other) {
		return false
	}
	return Match(strings.ToLower(pattern), strings.ToLower(action))
}

// Covers reports whether every word of q is one of p.
func Covers(p, q string) bool {
	for _, word := range words(q) {
		if !Match(p, word) {
			return false
		}
	}
	return true
}

// mostStars is for how many wildcards of a pattern each is tried both empty and
// long; of more, all of them are at once.
const mostStars = 6

// words are generic words of a pattern, such that a pattern which matches all of
// them matches every one.
func words(pattern string) (all []string) {
	stars := strings.Count(pattern, "*")
	if stars > mostStars {
		return []string{filled(pattern, 0), filled(pattern, ^0)}
	}
	for long := range 1 << stars {
		all = append(all, filled(pattern, long))
	}
	return all
}

// filled is the word of a pattern in which the stars whose bit is set are long and
// the others empty.
func filled(pattern string, long int) string {
	var b strings.Builder
	star := 0
	for _, r := range pattern {
		switch r {
		case '*':
			if long>>star&1 == 1 {
				b.WriteString(strings.Repeat(string(fresh), many))
			}
			star++
		case '?':
			b.WriteRune(fresh)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Generic is the word of a pattern that stands for all of them.
func Generic(pattern string) string { return filled(pattern, ^0) }

// Shown is a generic word as people write it.
func Shown(word string) string {
	word = strings.ReplaceAll(word, strings.Repeat(string(fresh), many), "*")
	return strings.ReplaceAll(word, string(fresh), "?")
}

// mostMeetings bounds how many patterns [Meet] makes of two.
const mostMeetings = 16

// Meet are the patterns whose words are those that both patterns have; none where
// they have none in common. Of b* and *b these are b and b*b. Of more than
// sixteen it gives the first sixteen.
func Meet(p, q string) []string {
	switch {
	case apart(p, q):
		return nil
	case !strings.ContainsAny(q, "*?"):
		return only(q, Match(p, q))
	case !strings.ContainsAny(p, "*?"):
		return only(p, Match(q, p))
	}
	m := meeting{p: []rune(p), q: []rune(q), dead: map[[2]int]bool{}, been: map[way]bool{}}
	m.from(0, 0, nil)
	return m.found
}

func only(text string, ok bool) []string {
	if !ok {
		return nil
	}
	return []string{text}
}

// apart reports whether two patterns differ before their first wildcards, as those
// of two services do.
func apart(p, q string) bool {
	for i := 0; i < len(p) && i < len(q); i++ {
		if wild := "*?"; strings.IndexByte(wild, p[i]) >= 0 || strings.IndexByte(wild, q[i]) >= 0 {
			return false
		} else if p[i] != q[i] {
			return true
		}
	}
	return false
}

// meeting looks for the words of two patterns, from the front.
type meeting struct {
	p, q  []rune
	found []string
	dead  map[[2]int]bool // places from which there is no way to both ends
	been  map[way]bool
}

// way is how far both patterns were read, and what they said up to there.
type way struct {
	i, j int
	said string
}

// from goes on from a place in each pattern, with what both say up to there, and
// reports whether it came to both ends.
func (m *meeting) from(i, j int, said []rune) bool {
	for i < len(m.p) && j < len(m.q) && m.p[i] != '*' && m.q[j] != '*' { // there is one way at most
		next := m.steps(i, j)
		if len(next) == 0 {
			return false
		}
		i, j, said = next[0].i, next[0].j, joined(said, next[0].emit)
	}
	if i == len(m.p) && j == len(m.q) {
		if both := string(said); !slices.Contains(m.found, both) {
			m.found = append(m.found, both)
		}
		return true
	}
	here := way{i, j, string(said)}
	if m.dead[[2]int{i, j}] {
		return false
	} else if m.been[here] { // it is not dead, so it ended
		return true
	}
	m.been[here] = true
	ended := false
	for _, step := range m.steps(i, j) {
		ended = m.from(step.i, step.j, joined(said, step.emit)) || ended
		if len(m.found) == mostMeetings {
			return true
		}
	}
	if !ended {
		m.dead[[2]int{i, j}] = true
	}
	return ended
}

// joined is what was said and what is said next; a star after a star says nothing.
func joined(said, next []rune) []rune {
	if len(said) > 0 && len(next) == 1 && next[0] == '*' && said[len(said)-1] == '*' {
		return said
	}
	return append(said[:len(said):len(said)], next...)
}

// step is one way on: what both patterns then say, and where they stand.
type step struct {
	emit []rune
	i, j int
}

func (m *meeting) steps(i, j int) (all []step) {
	pStar, qStar := i < len(m.p) && m.p[i] == '*', j < len(m.q) && m.q[j] == '*'
	switch {
	case pStar && qStar:
		return []step{{[]rune{'*'}, i + 1, j}, {[]rune{'*'}, i, j + 1}}
	case pStar:
		all = append(all, step{nil, i + 1, j})
		if j < len(m.q) {
			all = append(all, step{[]rune{m.q[j]}, i, j + 1})
		}
	case qStar:
		all = append(all, step{nil, i, j + 1})
		if i < len(m.p) {
			all = append(all, step{[]rune{m.p[i]}, i + 1, j})
		}
	case i < len(m.p) && j < len(m.q):
		a, b := m.p[i], m.q[j]
		if a == '?' {
			a = b
		}
		if a == b || b == '?' {
			all = append(all, step{[]rune{a}, i + 1, j + 1})
		}
	}
	return all
}
