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
	codes := []string{codeScalingBand, codeReplicas, codeMultiAZ}
	said := map[[2]string]*Size{}
	for _, c := range checks {
		if slices.Contains(codes, c.Code) {
			said[[2]string{c.Subject, c.Fact}] = &Size{
				Element: c.Subject, Fact: c.Fact, Verdict: c.Verdict, Missing: c.Missing,
			}
		}
	}
	for _, f := range findings {
		s := said[[2]string{f.Subject, f.Fact}]
		if s != nil && slices.Contains(codes, f.Code) && f.Verdict == finding.Broken {
			s.Declared, s.Found = f.Declared, f.Found
		}
	}
	for _, e := range m.Elements {
		if !m.ActiveIn(e.Lifetime, m.CurrentState()) {
			continue
		}
		for _, fact := range sizesOf(e) {
			if s := said[[2]string{e.ID, fact}]; s != nil {
				all = append(all, *s)
			} else {
				all = append(all, Size{Element: e.ID, Fact: fact, Verdict: finding.Unknown})
			}
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
