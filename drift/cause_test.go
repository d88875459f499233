package drift

import (
	"strings"
	"testing"

	"asbuilt/discover"
	"asbuilt/finding"
)

// Every finding says what decides it, in all cases and in every system, and so
// that two findings that one fact decides have the same cause.
func TestEveryFindingHasACause(t *testing.T) {
	runs := cases(t)
	for _, e := range examples(t) {
		runs[e.name] = compare(e.model, e.snapshot)
	}
	n := 0
	for name, got := range runs {
		for _, f := range got.findings {
			n++
			if bad := badCause(f); bad != "" {
				t.Errorf("%s: %s %s %s: %s: %+v", name, f.Code, f.Subject, f.Fact, bad, f.Cause)
			}
		}
	}
	if n < 100 {
		t.Errorf("only %d findings: the test has lost its object", n)
	}
}

func badCause(f *finding.Finding) string {
	c := f.Cause
	typ, known := discover.Lookup(c.Type)
	if !known {
		typ = discover.Type{Facts: func() any { return new(struct{}) }}
	}
	switch {
	case c.Resource == "":
		return "nothing is named"
	case strings.TrimSpace(c.ID()) != c.ID() || strings.Contains(c.ID(), "  "):
		return "badly written"
	case c.Type == "" && f.Verdict != finding.Unknown:
		return "no type decides"
	case c.Type != "" && !known && !strings.Contains(f.Message.En, "does not read"):
		return "there is no such type"
	}
	for _, path := range append(typ.FactPaths(), "") {
		if path == c.Fact {
			return ""
		}
	}
	return "there is no such fact"
}
