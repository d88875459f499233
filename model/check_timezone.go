package model

import (
	"time"
	_ "time/tzdata" // so that a zone is the same one on every machine

	"asbuilt/finding"
)

// CodeUnknownTimezone is the code of findings about time zones.
const CodeUnknownTimezone = "unknown-timezone"

// timezoneRules concern time zones.
func timezoneRules() finding.Rules { return finding.Rules{{Code: CodeUnknownTimezone}} }

// checkTimezones reports time zones that there are not.
func (m *Model) checkTimezones(r *reporter) {
	look := func(id, fact string, zone String) {
		if zone.IsSet() && !isTimezone(zone.V) {
			r.about(id, fact, CodeUnknownTimezone, zone.Position,
				finding.Say("unknown time zone %q", "알 수 없는 시간대 %q", zone.V),
				finding.Say("write it as Asia/Seoul or UTC", "Asia/Seoul이나 UTC처럼 쓰십시오"))
		}
	}
	look("", "timezone", m.Timezone)
	for _, e := range m.Elements {
		if e.Schedule != nil {
			look(e.ID, "schedule.timezone", e.Schedule.Zone)
		}
	}
}

func isTimezone(name string) bool {
	_, err := time.LoadLocation(name)
	return err == nil && name != "Local"
}

// Location is the time zone of the model; UTC unless it says otherwise.
func (m *Model) Location() *time.Location {
	if zone, err := time.LoadLocation(m.Timezone.V); err == nil && isTimezone(m.Timezone.V) {
		return zone
	}
	return time.UTC
}
