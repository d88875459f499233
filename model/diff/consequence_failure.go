package diff

import (
	"cmp"
	"slices"
	"strconv"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/analyze"
)

// failures are the parts that fail alone now and did not, the other way round, and the
// flows that stop when less is lost than before.
func failures(before, after *model.Model, now names) (all []Consequence) {
	was, is := alone(analyze.Of(before), now), alone(analyze.Of(after), names{})
	why := map[analyze.Reason]finding.Text{
		analyze.OneZone:   finding.Both("it runs in one Availability Zone", "가용 영역 하나에서만 실행됩니다"),
		analyze.OneUnit:   finding.Both("one task, instance or node is enough for its band", "태스크·인스턴스·노드 하나만 있을 수 있습니다"),
		analyze.NoStandby: finding.Both("no standby in another zone takes over", "다른 가용 영역에서 넘겨받을 예비가 없습니다"),
	}
	told := map[string]bool{} // flows of which it was said that they stop with less
	for _, f := range is.order {
		if _, before := was.of[f.Element.ID]; before {
			continue
		}
		text := finding.Say("%s now fails alone: %s", "%s이(가) 단일 장애점이 됩니다: %s", f.Element.Title(), why[f.Single])
		if len(f.Stops) > 0 {
			text = finding.Say("%s; with it stop %s", "%s. 함께 멈추는 흐름: %s", text, titles(f.Stops))
		}
		if len(f.Degrades) > 0 {
			text = finding.Say("%s; with less go on %s", "%s. 일부만 되는 흐름: %s", text, titles(f.Degrades))
		}
		all = append(all, Consequence{Outcome: FailsAlone, Subject: f.Element.ID, Text: text})
		for _, flow := range f.Stops {
			told[flow.ID] = true
		}
	}
	for _, f := range was.order {
		id := now.of("elements", f.Element.ID)
		if _, still := is.of[id]; !still && after.Element(id) != nil {
			all = append(all, Consequence{Outcome: NoMore, Subject: f.Element.ID,
				Text: finding.Say("%s no longer fails alone", "%s은(는) 더 이상 단일 장애점이 아닙니다", f.Element.Title())})
		}
	}
	for _, flow := range after.Flows {
		if !slices.ContainsFunc(before.Flows, func(f *model.Flow) bool { return f.ID == flow.ID }) || told[flow.ID] {
			continue
		}
		if with := stopsWith(flow.ID, was, is); len(with) > 0 {
			told[flow.ID] = true
			all = append(all, Consequence{Outcome: StopsWith, Subject: flow.ID,
				Text: finding.Say("%s now stops when %s fails, which it did not before",
					"전에는 그렇지 않던 %s 흐름이 %s 장애로 멈춥니다", flowTitle(flow), named(with))})
		}
	}
	return append(all, zones(before, after, told)...)
}

// singles are the parts that fail alone.
type singles struct {
	order []analyze.Failure
	of    map[string]analyze.Failure
}

func alone(a *analyze.Analysis, now names) singles {
	s := singles{of: map[string]analyze.Failure{}}
	for _, f := range a.Failures {
		if f.Single != "" {
			s.order, s.of[now.of("elements", f.Element.ID)] = append(s.order, f), f
		}
	}
	return s
}

// stopsWith are the parts that failed alone before, too, and with which a flow stops
// only now.
func stopsWith(flow string, was, is singles) (with []finding.Text) {
	stops := func(f analyze.Failure) bool {
		return slices.ContainsFunc(f.Stops, func(s *model.Flow) bool { return s.ID == flow })
	}
	for _, f := range is.order {
		if old, known := was.of[f.Element.ID]; known && stops(f) && !stops(old) {
			with = append(with, f.Element.Title())
		}
	}
	return with
}

// zones are the flows that stop when one Availability Zone is lost, and did not. Those
// that are told stop with less already.
func zones(before, after *model.Model, told map[string]bool) (all []Consequence) {
	for _, letter := range letters(after) {
		lose := analyze.Options{Lose: []string{"zone:" + letter}}
		was, err := analyze.With(before, lose)
		is, alsoErr := analyze.With(after, lose)
		if err != nil || alsoErr != nil { // one of them has nothing there
			continue
		}
		for _, flow := range is.Loss.Stops {
			same := func(f *model.Flow) bool { return f.ID == flow.ID }
			if told[flow.ID] || slices.ContainsFunc(was.Loss.Stops, same) || !slices.ContainsFunc(before.Flows, same) {
				continue
			}
			told[flow.ID] = true
			all = append(all, Consequence{Outcome: StopsWith, Subject: flow.ID,
				Text: finding.Say("%s now stops when Availability Zone %s is lost, which it did not before",
					"전에는 그렇지 않던 %s 흐름이 가용 영역 %s 장애로 멈춥니다", flowTitle(flow), letter)})
		}
	}
	return all
}

// letters are the zones that tiers and elements name.
func letters(m *model.Model) []string {
	var all []string
	for _, b := range m.Boundaries {
		for _, z := range b.PerZone {
			all = append(all, z.ID)
		}
	}
	for _, e := range m.Elements {
		for _, z := range e.Zones {
			all = append(all, z.V)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func flowTitle(f *model.Flow) finding.Text {
	return finding.Text{
		En: cmp.Or(f.Label.In(finding.English), f.ID), Ko: cmp.Or(f.Label.In(finding.Korean), f.ID),
	}
}

// titles names flows.
func titles(flows []*model.Flow) finding.Text {
	var all []finding.Text
	for _, f := range flows {
		all = append(all, flowTitle(f))
	}
	return named(all)
}

// named is a list of names, a few of them.
func named(all []finding.Text) (out finding.Text) {
	const most = 5
	for i, name := range all {
		switch {
		case i == most:
			return finding.Say("%s and %d more", "%s 외 %d", out, len(all)-most)
		case i > 0:
			out.En, out.Ko = out.En+", ", out.Ko+", "
		}
		out.En, out.Ko = out.En+name.In(finding.English), out.Ko+name.In(finding.Korean)
	}
	return out
}

// limits are those that give way at the worst time now and did not.
func limits(was, is *analyze.Analysis, now names) (all []Consequence) {
	type at struct {
		id string
		m  analyze.Measure
	}
	held := map[at]float64{}
	for _, l := range was.Limits {
		held[at{now.of("elements", l.Element.ID), l.Measure}] = l.Headroom()
	}
	for _, l := range is.Limits {
		before, known := held[at{l.Element.ID, l.Measure}]
		if l.Headroom() >= 1 || known && before < 1 {
			continue
		}
		all = append(all, Consequence{Outcome: GivesWay, Subject: l.Element.ID,
			Text: finding.Say("%s holds %s of what is asked of it at the worst time (%s)",
				"%s이(가) 최대 부하의 %s만 감당합니다(%s)", l.Element.Title(), percent(l.Headroom()), l.Counts())})
	}
	return all
}

func percent(share float64) string { return strconv.Itoa(int(share*100)) + "%" }
