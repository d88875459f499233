package drift

import (
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
)

// Schedule: what starts something starts it at the declared times, and is
// switched on.

const codeSchedule = "schedule-differs"

func scheduleRules() finding.Rules {
	return finding.Rules{
		{Code: codeSchedule, Severity: finding.Warning},
	}
}

// timetable is when a resource starts something.
type timetable struct {
	at     []string
	atFact string
	zone   string
	// zoneFact is empty where times are always those of UTC.
	zoneFact string
	on       bool
	onFact   string
}

func checkSchedule(s *subject) {
	if s.element == nil || s.element.Schedule == nil {
		return
	}
	t, ok := timetableOf(s.resource)
	if !ok {
		return
	}
	want := s.element.Schedule
	s.judge(claim{
		code: codeSchedule, fact: "schedule", facts: []fact{s.read(s.resource, t.onFact, t.on)}, holds: t.on, declared: "on", found: "off",
		message: finding.Say("the schedule of %q is switched off", "%q의 일정이 꺼져 있습니다", s.id),
	})
	var declared []string
	for _, at := range want.At {
		declared = append(declared, at.V)
	}
	slices.Sort(declared)
	slices.Sort(t.at)
	found, asked := show(t.at), strings.Join(declared, ", ")
	s.judge(claim{
		code: codeSchedule, fact: "schedule.at", facts: []fact{s.read(s.resource, t.atFact, found)}, holds: slices.Equal(declared, t.at), declared: asked, found: found,
		message: finding.Say("%q starts at %s, declared %s", "%q의 실행 시각: %s(선언: %s)", s.id, found, asked),
	})
	if !want.Zone.IsSet() {
		return
	}
	zone, read := "UTC", s.named(s.resource)
	if t.zoneFact != "" {
		zone, read = t.zone, s.read(s.resource, t.zoneFact, t.zone)
	}
	s.judge(claim{
		code: codeSchedule, fact: "schedule.timezone", facts: []fact{read}, holds: zone == want.Zone.V, declared: want.Zone.V, found: zone,
		message: finding.Say("the times of %q are those of %s, declared %s", "%q의 시간대가 %s입니다(선언: %s)", s.id, zone, want.Zone.V),
	})
}

func timetableOf(r *discover.Resource) (t timetable, ok bool) {
	one := func(expression string) []string {
		if expression == "" {
			return nil
		}
		return []string{expression}
	}
	switch f := r.Facts.(type) {
	case *discover.Schedule:
		return timetable{
			one(f.ScheduleExpression), "ScheduleExpression", f.ScheduleExpressionTimezone, "ScheduleExpressionTimezone", f.State == "ENABLED", "State",
		}, true
	case *discover.EventRule:
		return timetable{one(f.ScheduleExpression), "ScheduleExpression", "", "", f.State == "ENABLED", "State"}, true
	case *discover.Canary:
		return timetable{one(f.Schedule), "Schedule", "", "", f.State == "RUNNING", "State"}, true
	case *discover.MaintenanceWindow:
		return timetable{one(f.Schedule), "Schedule", f.ScheduleTimezone, "ScheduleTimezone", f.Enabled, "Enabled"}, true
	}
	return timetable{}, false
}
