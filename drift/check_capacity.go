package drift

import (
	"fmt"
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
)

// Capacity: an ECS service gets its tasks from the declared providers, in the
// declared shares.

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html
const codeProvider = "capacity-provider-differs"

func capacityRules() finding.Rules {
	return finding.Rules{
		{Code: codeProvider, Severity: finding.Warning},
	}
}

func checkCapacity(s *subject) {
	f, ok := s.resource.Facts.(*discover.ECSService)
	if !ok || s.element == nil || len(s.element.CapacityProviders) == 0 {
		return
	}
	var declared, found []string
	for _, p := range s.element.CapacityProviders {
		declared = append(declared, share(p.ID, p.Base.V, p.Weight.V))
	}
	for _, p := range f.CapacityProviderStrategy {
		found = append(found, share(p.CapacityProvider, p.Base, p.Weight))
	}
	read := s.read(s.resource, "CapacityProviderStrategy", found)
	if len(found) == 0 && f.LaunchType != "" && read.gap == nil {
		found = []string{"launch type " + f.LaunchType}
		read = s.read(s.resource, "LaunchType", f.LaunchType)
	}
	slices.Sort(declared)
	slices.Sort(found)
	want, got := strings.Join(declared, ", "), strings.Join(found, ", ")
	s.judge(claim{
		code:     codeProvider,
		fact:     "capacity_providers",
		facts:    append([]fact{read}, s.unread(s.resource, "CapacityProviderStrategy")...),
		holds:    want == got,
		declared: want,
		found:    got,
		message:  finding.Say("%q gets its tasks from %s, declared %s", "%q의 용량 공급자가 %s입니다(선언: %s)", s.id, got, want),
	})
}

func share(provider string, base, weight int) string {
	return fmt.Sprintf("%s base %d weight %d", provider, base, weight)
}
