package drift

import (
	"slices"
	"testing"

	"asbuilt/discover"
	"asbuilt/drift/match"
	"asbuilt/finding"
)

// Snapshots of real accounts have holes where nobody expects them. Each
// resource of the example in turn, or by day one in three, loses its facts, and then goes altogether.
func TestHolesInASnapshot(t *testing.T) {
	m, s := systemA(t), readExample(t, "ai-service.clean.snapshot.json")
	realises := map[*discover.Resource]string{}
	for _, p := range match.Match(m, s).Pairs {
		for _, r := range p.Resources {
			realises[r] = p.ID()
		}
	}
	whole := s.Resources
	for i, r := range whole {
		if !inSlice(r.Ref(), 8) {
			continue
		}
		typ, _ := discover.Lookup(r.Type)
		hollow := *r
		hollow.Facts = typ.Facts()
		s.Resources = slices.Clone(whole)
		s.Resources[i] = &hollow
		compare(m, s)

		s.Resources = slices.Delete(slices.Clone(whole), i, i+1)
		got := compare(m, s)
		missing := slices.ContainsFunc(got.findings, func(f *finding.Finding) bool {
			return f.Code == CodeMissing && f.Subject == realises[r] && f.Verdict == finding.Broken
		})
		if missing != (realises[r] != "") {
			t.Errorf("without %s, missing is %t\n%s", r.Ref(), missing, lines(got.findings))
		}
	}
}
