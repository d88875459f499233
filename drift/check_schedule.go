package drift

import (
	"cmp"
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
)

// Schedule: what starts something starts it at the declared times. Whether it is
// switched on is a matter of its life.

// https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
const codeSchedule = "schedule-differs"

func scheduleRules() finding.Rules {
	return finding.Rules{
		{Code: codeSchedule, Severity: finding.Warning},
	}
}

func checkSchedule(s *subject) {
	if s.element == nil || s.element.Schedule == nil {
		return
	}
	f, ok := s.resource.Facts.(discover.Scheduled)
	if !ok {
		return
	}
	want, t := s.element.Schedule, f.Times()
	var declared []string
	for _, at := range want.At {
		declared = append(declared, at.V)
	}
	slices.Sort(declared)
	asked, found := strings.Join(declared, ", "), cmp.Or(t.At.Value, "none")
	s.judge(claim{
		code:     codeSchedule,
		fact:     "schedule.at",
		facts:    []fact{s.read(s.resource, t.At.Fact, found)},
		holds:    len(declared) <= 1 && asked == t.At.Value,
		declared: asked,
		found:    found,
		message:  finding.Say("%q starts at %s, declared %s", "%q의 실행 시각: %s(선언: %s)", s.id, found, asked),
	})
	if !want.Zone.IsSet() {
		return
	}
	zone := "UTC"
	if t.Zone.Fact != "" {
		zone = t.Zone.Value
	}
	s.judge(claim{
		code:     codeSchedule,
		fact:     "schedule.timezone",
		facts:    []fact{told(s, s.resource, t.Zone)},
		holds:    zone == want.Zone.V,
		declared: want.Zone.V,
		found:    zone,
		message: finding.Say("the times of %q are those of %s, declared %s", "%q의 시간대가 %s입니다(선언: %s)",
			s.id, zone, want.Zone.V),
	})
}
