package model

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"asbuilt/finding"
	"asbuilt/pattern"
)

// CodeBadSchedule is the code of findings about when jobs run.
const CodeBadSchedule = "bad-schedule"

// scheduleRules concern when jobs run.
func scheduleRules() finding.Rules {
	return finding.Rules{
		{Code: CodeBadSchedule},
	}
}

// A cronField is one of the six fields of a cron expression as EventBridge
// Scheduler and Application Auto Scaling read them.
type cronField struct {
	name       finding.Text
	low, high  int
	names      []string
	extra      *pattern.Pattern
	questioned bool
}

var cronFields = []cronField{
	{name: finding.Text{En: "minute", Ko: "분"}, low: 0, high: 59},
	{name: finding.Text{En: "hour", Ko: "시"}, low: 0, high: 23},
	{
		name:       finding.Text{En: "day", Ko: "일"},
		low:        1,
		high:       31,
		extra:      pattern.New(`^(L|L-[0-9]+|[0-9]+W|LW)$`),
		questioned: true,
	},
	{
		name: finding.Text{En: "month", Ko: "월"}, low: 1, high: 12,
		names: []string{"JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"},
	},
	{
		name:       finding.Text{En: "weekday", Ko: "요일"},
		low:        1,
		high:       7,
		extra:      pattern.New(`^(L|[1-7]L|[1-7]#[1-5])$`),
		questioned: true,
		names:      []string{"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"},
	},
	{name: finding.Text{En: "year", Ko: "연도"}, low: 1970, high: 2199},
}

var ratePattern = pattern.New(`^([1-9][0-9]*) (minute|hour|day)(s?)$`)

// scheduleError says what is wrong with a schedule expression, or nothing.
func scheduleError(expression string) finding.Text {
	word, rest, _ := strings.Cut(expression, "(")
	inner := strings.TrimSuffix(rest, ")")
	switch word {
	case "rate":
		m := ratePattern.FindStringSubmatch(inner)
		if m == nil || (m[1] == "1") == (m[3] == "s") {
			return finding.Say("%q is no rate: a number and minutes, hours or days",
				"%q은(는) 올바른 rate가 아닙니다. 숫자와 minutes, hours, days를 씁니다", inner)
		}
	case "at":
		if _, err := time.Parse("2006-01-02T15:04:05", inner); err != nil {
			return finding.Say("%q is no moment", "%q은(는) 올바른 시각이 아닙니다", inner)
		}
	default:
		return cronError(inner)
	}
	return finding.Text{}
}

func cronError(inner string) finding.Text {
	fields := strings.Fields(inner)
	if len(fields) != len(cronFields) {
		return finding.Say("a cron expression has six fields, this one %d", "cron 식은 필드가 여섯 개인데 %d개입니다", len(fields))
	}
	for i, f := range cronFields {
		if !f.accepts(fields[i]) {
			return finding.Text{
				En: strconv.Quote(fields[i]) + " is no " + f.name.En,
				Ko: strconv.Quote(fields[i]) + "은(는) 올바른 " + f.name.Ko + " 값이 아닙니다",
			}
		}
	}
	if (fields[2] == "?") == (fields[4] == "?") {
		return finding.Say("exactly one of day and weekday is a question mark", "일과 요일 중 정확히 하나가 물음표여야 합니다")
	}
	return finding.Text{}
}

// accepts reports whether text is a list of values, ranges and steps of f.
func (f cronField) accepts(text string) bool {
	if text == "?" {
		return f.questioned
	}
	for part := range strings.SplitSeq(text, ",") {
		if f.extra != nil && f.extra.MatchString(part) {
			continue
		}
		span, step, stepped := strings.Cut(part, "/")
		if n, err := strconv.Atoi(step); stepped && (err != nil || n < 1) {
			return false
		}
		if span == "*" {
			continue
		}
		low, high, isRange := strings.Cut(span, "-")
		if !f.value(low) || isRange && !f.value(high) {
			return false
		}
	}
	return true
}

func (f cronField) value(text string) bool {
	if slices.Contains(f.names, strings.ToUpper(text)) {
		return true
	}
	n, err := strconv.Atoi(text)
	return err == nil && n >= f.low && n <= f.high
}

// checkSchedules reports expressions that EventBridge Scheduler and Auto
// Scaling would refuse.
func (m *Model) checkSchedules(r *reporter) {
	look := func(id, fact string, at String) {
		if !at.IsSet() {
			return
		}
		if wrong := scheduleError(at.V); !wrong.IsZero() {
			r.about(id, fact, CodeBadSchedule, at.Position, wrong,
				finding.Say(
					"write cron(minute hour day month weekday year), rate(5 minutes) or at(2027-01-31T09:00:00)",
					"cron(분 시 일 월 요일 연도), rate(5 minutes), at(2027-01-31T09:00:00) 형태로 쓰십시오"))
		}
	}
	for _, e := range m.Elements {
		if e.Schedule != nil {
			for _, at := range e.Schedule.At {
				look(e.ID, "schedule.at", at)
			}
		}
		if e.Scaling != nil {
			for _, s := range e.Scaling.Scheduled {
				look(e.ID, "scaling.scheduled", s.At)
			}
		}
	}
}
