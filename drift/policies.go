package drift

import (
	"slices"
	"strings"

	"asbuilt/discover"
)

// Policies: what a policy of IAM says of one request, or of many that are alike.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html

// asking is a request that a service of AWS makes of a resource with a policy. Its texts may
// be patterns; then it stands for all requests that fit them.
type asking struct {
	// principals are the names under which it comes, beside that of anybody.
	principals       []string
	action, resource string
	// says is what it tells of itself, by key of conditions in lower case.
	says map[string]string
}

// answer is what a test says of requests, from none of them to all.
type answer int

const (
	no answer = iota
	unsure
	part // of some of them
	yes
)

// of is whether a policy allows requests: some statement has to, and none may deny them. That
// it allows a part of them is enough, for these are made.
func (a asking) of(p *discover.Policy) answer {
	if p == nil {
		return no
	}
	allowed, denied := no, no
	for _, st := range p.Statement {
		if st.Effect == "Deny" {
			denied = max(denied, a.meets(st))
		} else {
			allowed = max(allowed, a.meets(st))
		}
	}
	switch {
	case denied == yes:
		return no
	case denied != no:
		return min(allowed, unsure)
	case allowed == part:
		return yes
	}
	return allowed
}

// meets is whether a statement is about requests.
func (a asking) meets(st discover.PolicyStatement) answer {
	by := no
	if slices.Contains(st.Principal, "*") {
		by = yes
	}
	for _, name := range a.principals {
		by = max(by, isAmong(st.Principal, name, literally))
	}
	if len(st.NotPrincipal) > 0 {
		by = unsure
	}
	all := min(by, either(st.Action, st.NotAction, a.action, inAnyCase),
		either(st.Resource, st.NotResource, a.resource, asPattern))
	for _, c := range st.Condition {
		all = min(all, a.fits(c))
	}
	return all
}

// either is whether a statement names something in a list, or leaves it out of another; it has
// one of both.
func either(in, out []string, name string, read reading) answer {
	if len(out) > 0 {
		return opposite(isAmong(out, name, read))
	}
	if len(in) == 0 { // where there is but one thing to be about
		return yes
	}
	return isAmong(in, name, read)
}

// opposite is the answer to the contrary test.
func opposite(a answer) answer {
	switch a {
	case no:
		return yes
	case yes:
		return no
	}
	return a
}

// fits is whether requests meet a condition. One whose values nobody kept, or about what
// nobody knows of them, leaves it unsure.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
func (a asking) fits(c discover.PolicyCondition) answer {
	said := a.says[strings.ToLower(c.Key)]
	if said == "" || len(c.Values) == 0 {
		return unsure
	}
	operator := strings.TrimSuffix(c.Operator, "IfExists")
	plain := strings.Replace(operator, "Not", "", 1)
	read, known := map[string]reading{
		"StringEquals": literally, "StringEqualsIgnoreCase": literallyInAnyCase, "Bool": literallyInAnyCase,
		"StringLike": asPattern, "ArnEquals": asPattern, "ArnLike": asPattern,
	}[plain]
	if !known {
		return unsure
	}
	if plain != operator {
		return opposite(isAmong(c.Values, said, read))
	}
	return isAmong(c.Values, said, read)
}

// reading is how a policy's text is read: whether stars and question marks stand for others,
// and whether case matters.
type reading func(text string) []rune

// anyText and anyRune stand for what a star and a question mark in a pattern stand for.
const (
	anyText rune = -1 - iota
	anyRune
)

func literally(text string) []rune { return []rune(text) }

func literallyInAnyCase(text string) []rune { return []rune(strings.ToLower(text)) }

func asPattern(text string) []rune {
	runes := []rune(text)
	for i, r := range runes {
		switch r {
		case '*':
			runes[i] = anyText
		case '?':
			runes[i] = anyRune
		}
	}
	return runes
}

func inAnyCase(text string) []rune { return asPattern(strings.ToLower(text)) }

// isAmong is whether what a request says, which may be a pattern, is one of some texts of a
// policy: of all that fit the pattern, of a part, or of none.
func isAmong(texts []string, said string, read reading) answer {
	all := no
	whole := asPattern(string(plainly(read, said)))
	for _, text := range texts {
		pattern := read(text)
		switch {
		case holdsAll(pattern, whole):
			return yes
		case meet(pattern, whole):
			all = part
		}
	}
	return all
}

// plainly is what a request says in the case in which the policy is read.
func plainly(read reading, said string) []rune {
	if slices.Equal(read("A"), []rune("a")) {
		said = strings.ToLower(said)
	}
	return []rune(said)
}

// meet reports whether some text fits two patterns.
func meet(a, b []rune) bool { return fit(a, b, true) }

// holdsAll reports whether every text that fits a pattern fits another.
func holdsAll(pattern, inner []rune) bool { return fit(pattern, inner, false) }

// fit compares two patterns rune by rune. Both may leave out what a star stands for; the
// second only where free is set, else its stars and question marks are runes like any other
// that stars of the first cover.
func fit(a, b []rune, free bool) bool {
	// row[j] says that the part of a that was looked at fits the first j of b.
	row := make([]bool, len(b)+1)
	row[0] = true
	for j := range b {
		row[j+1] = free && row[j] && b[j] == anyText
	}
	for _, x := range a {
		next := make([]bool, len(b)+1)
		next[0] = row[0] && x == anyText
		for j, y := range b {
			switch {
			case x == anyText:
				next[j+1] = row[j+1] || next[j]
			case y == anyText:
				next[j+1] = free && (next[j] || row[j+1])
			case y == anyRune:
				next[j+1] = row[j] && (free || x == anyRune)
			default:
				next[j+1] = row[j] && (x == y || x == anyRune)
			}
		}
		row = next
	}
	return row[len(b)]
}
