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
	case p == q, p == "*":
		return []string{q}
	case q == "*":
		return []string{p}
	case !strings.ContainsAny(q, "*?"):
		return only(q, Match(p, q))
	case !strings.ContainsAny(p, "*?"):
		return only(p, Match(q, p))
	}
	m := meeting{p: []rune(p), q: []rune(q), been: map[way]bool{}}
	if m.look(); m.leads(0, 0) {
		m.from(0, 0)
	}
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
	// live are the places from which there is a way to both ends, by rows of q.
	live []bool
	been map[way]bool
	out  []rune // what both say up to where they were read
}

// way is how far both patterns were read, and what they said up to there.
type way struct {
	i, j int
	said string
}

// step is one of the two ways on from a place in each pattern, 0 or 1: what both then
// say, or nothing, and where they stand; ok is false where there is no such way.
func (m *meeting) step(which, i, j int) (says rune, toI, toJ int, ok bool) {
	pStar, qStar := i < len(m.p) && m.p[i] == '*', j < len(m.q) && m.q[j] == '*'
	switch {
	case pStar && qStar:
		return '*', i + 1 - which, j + which, true
	case pStar && which == 0:
		return 0, i + 1, j, true
	case pStar && j < len(m.q):
		return m.q[j], i, j + 1, true
	case qStar && which == 0:
		return 0, i, j + 1, true
	case qStar && i < len(m.p):
		return m.p[i], i + 1, j, true
	case pStar, qStar, which == 1, i == len(m.p), j == len(m.q):
		return 0, i, j, false
	case m.p[i] == '?':
		return m.q[j], i + 1, j + 1, true
	}
	return m.p[i], i + 1, j + 1, m.p[i] == m.q[j] || m.q[j] == '?'
}

// look finds the places that lead to both ends, from these on.
func (m *meeting) look() {
	m.live = make([]bool, (len(m.p)+1)*(len(m.q)+1))
	for i := len(m.p); i >= 0; i-- {
		for j := len(m.q); j >= 0; j-- {
			on := i == len(m.p) && j == len(m.q)
			for which := 0; which < 2 && !on; which++ {
				_, toI, toJ, ok := m.step(which, i, j)
				on = ok && m.leads(toI, toJ)
			}
			m.live[i*(len(m.q)+1)+j] = on
		}
	}
}

func (m *meeting) leads(i, j int) bool { return m.live[i*(len(m.q)+1)+j] }

// from goes on from a place in each pattern that leads to both ends, and notes what both
// say there.
func (m *meeting) from(i, j int) {
	at := len(m.out)
	for i < len(m.p) || j < len(m.q) {
		says, toI, toJ, ok := m.step(0, i, j)
		other, otherI, otherJ, too := m.step(1, i, j)
		ok, too = ok && m.leads(toI, toJ), too && m.leads(otherI, otherJ)
		if ok && too {
			here := way{i, j, string(m.out)}
			if m.been[here] || len(m.found) == mostMeetings {
				m.out = m.out[:at]
				return
			}
			m.been[here] = true
			before := len(m.out)
			m.say(says)
			m.from(toI, toJ)
			m.out = m.out[:before]
		}
		if too {
			says, toI, toJ = other, otherI, otherJ
		}
		m.say(says)
		i, j = toI, toJ
	}
	if both := string(m.out); len(m.found) < mostMeetings && !slices.Contains(m.found, both) {
		m.found = append(m.found, both)
	}
	m.out = m.out[:at]
}

// say adds to what both patterns say; a star after a star says nothing.
func (m *meeting) say(r rune) {
	if r == 0 || r == '*' && len(m.out) > 0 && m.out[len(m.out)-1] == '*' {
		return
	}
	m.out = append(m.out, r)
}
