package finding

import "slices"

// Rule is what is known of a code before anything is checked: how grave it is,
// what it means and what to do. Every code has exactly one.
type Rule struct {
	Code     string
	Severity Severity
	// Harm is what may come of it.
	Harm Harm
	// Extra rules report what should not be there: no check asks about it once it is gone.
	Extra bool
	// Structural rules are those that the JSON Schema expresses as well: they
	// concern the form of the model, not what its names refer to.
	Structural bool
	// Title is a short noun phrase for headings: "Unknown element".
	Title Text
	// Cause says when the code is reported, and why it matters.
	Cause Text
	// Cure says what to do about it.
	Cure Text
}

// Rules is a closed list of rules.
type Rules []Rule

// Lookup is the rule of code; ok is false if there is none.
func (r Rules) Lookup(code string) (rule Rule, ok bool) {
	i := slices.IndexFunc(r, func(rule Rule) bool { return rule.Code == code })
	if i < 0 {
		return Rule{}, false
	}
	return r[i], true
}
