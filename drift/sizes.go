package drift

import (
	"slices"

	"asbuilt/finding"
	"asbuilt/model"
)

// Size is a number or a switch of an element by which it takes more or less, or fails
// alone: the ends of its band, its replicas, its standby.
type Size struct {
	Element, Fact string
	// Declared and Found are its two values where they disagree.
	Declared, Found string
	// Verdict is what a comparison says of it. Where that is [finding.Unknown], Missing is
	// what was not read, or empty where it was not compared at all.
	Verdict finding.Verdict
	Missing string
}

// Sizes are all that the model declares today, in its order, with what a comparison
// with a snapshot says of them.
func Sizes(m *model.Model, checks []finding.Check, findings finding.List) (all []Size) {
	about := []string{codeScalingBand, codeReplicas, codeMultiAZ}
	for _, e := range m.Elements {
		if !m.ActiveIn(e.Lifetime, m.CurrentState()) {
			continue
		}
		for _, fact := range sizesOf(e) {
			s := Size{Element: e.ID, Fact: fact, Verdict: finding.Unknown}
			for _, c := range checks {
				if c.Subject == e.ID && c.Fact == fact && slices.Contains(about, c.Code) {
					s.Verdict, s.Missing = c.Verdict, c.Missing
				}
			}
			for _, f := range findings {
				same := f.Subject == e.ID && f.Fact == fact && slices.Contains(about, f.Code)
				if same && f.Verdict == finding.Broken {
					s.Declared, s.Found = f.Declared, f.Found
				}
			}
			all = append(all, s)
		}
	}
	return all
}

// sizesOf are the facts of that kind that the model says of an element.
func sizesOf(e *model.Element) (facts []string) {
	if e.Scaling != nil {
		facts = append(facts, "scaling.min", "scaling.max")
	}
	if e.Replicas.IsSet() {
		facts = append(facts, "replicas")
	}
	if e.MultiAZ.IsSet() {
		facts = append(facts, "multi_az")
	}
	return facts
}
