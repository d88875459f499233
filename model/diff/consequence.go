package diff

import (
	"cmp"
	"slices"
	"strconv"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/analyze"
	"asbuilt/model/decisions"
)

// Outcome is a kind of consequence.
type Outcome string

// The outcomes, in the order in which they are told.
const (
	FailsAlone Outcome = "fails-alone" // a part is a single point of failure, and was none
	NoMore     Outcome = "no-more"     // a part was a single point of failure, and is none
	GivesWay   Outcome = "gives-way"   // a limit falls below what is asked of it at the worst time
	DataGoes   Outcome = "data-goes"   // data about people, or a secret, goes somewhere new
	KeptLonger Outcome = "kept-longer" // such data may be kept longer
	Governed   Outcome = "governed"    // a decision governs something that changed, and was not touched
)

// Consequence is what follows from changes and stands in none of them.
type Consequence struct {
	Outcome Outcome
	// Subject is the id of what it is about: an element, a connection, a class of data, a
	// decision.
	Subject  string
	Text     finding.Text
	Security bool
}

// Consequences are what follows from going from before to after, of which changes are
// the changes. Where a side has no model, it says nothing.
func Consequences(before, after Side, changes []*Change) []Consequence {
	var all []Consequence
	if before.Model != nil && after.Model != nil {
		was, is := analyze.Of(before.Model), analyze.Of(after.Model)
		all = append(all, failures(was, is)...)
		all = append(all, limits(was, is)...)
		all = append(all, data(before.Model, after.Model)...)
	}
	return append(all, governed(before.Decisions, after.Decisions, changes)...)
}

// failures are the parts that fail alone now and did not, and the other way round.
func failures(was, is *analyze.Analysis) (all []Consequence) {
	alone := func(a *analyze.Analysis) map[string]analyze.Failure {
		out := map[string]analyze.Failure{}
		for _, f := range a.Failures {
			if f.Single != "" {
				out[f.Element.ID] = f
			}
		}
		return out
	}
	before, after := alone(was), alone(is)
	why := map[analyze.Reason]finding.Text{
		analyze.OneZone:   finding.Both("it runs in one Availability Zone", "가용 영역 하나에서만 실행됩니다"),
		analyze.OneUnit:   finding.Both("one task, instance or node is enough for its band", "태스크·인스턴스·노드 하나만 있을 수 있습니다"),
		analyze.NoStandby: finding.Both("it has no standby in another zone", "다른 가용 영역에 예비가 없습니다"),
	}
	for _, f := range is.Failures {
		if _, alone := before[f.Element.ID]; f.Single == "" || alone {
			continue
		}
		text := finding.Say("%s now fails alone: %s", "%s이(가) 단일 장애점이 됩니다: %s", f.Element.Title(), why[f.Single])
		if len(f.Stops) > 0 {
			text = finding.Say("%s; with it stop %s", "%s. 함께 멈추는 흐름: %s", text, titles(f.Stops))
		}
		all = append(all, Consequence{Outcome: FailsAlone, Subject: f.Element.ID, Text: text})
	}
	for _, f := range was.Failures {
		if _, still := after[f.Element.ID]; f.Single != "" && !still {
			all = append(all, Consequence{Outcome: NoMore, Subject: f.Element.ID,
				Text: finding.Say("%s no longer fails alone", "%s은(는) 더 이상 단일 장애점이 아닙니다", f.Element.Title())})
		}
	}
	return all
}

// titles names flows, a few of them.
func titles(flows []*model.Flow) finding.Text {
	const most = 5
	var out finding.Text
	for i, f := range flows {
		sep := ", "
		if i == 0 {
			sep = ""
		}
		if i == most {
			out.En, out.Ko = out.En+", …", out.Ko+", …"
			break
		}
		name := f.Label
		out.En += sep + cmp.Or(name.In(finding.English), f.ID)
		out.Ko += sep + cmp.Or(name.In(finding.Korean), f.ID)
	}
	return out
}

// limits are those that give way at the worst time now and did not.
func limits(was, is *analyze.Analysis) (all []Consequence) {
	type at struct {
		id string
		m  analyze.Measure
	}
	held := map[at]float64{}
	for _, l := range was.Limits {
		held[at{l.Element.ID, l.Measure}] = l.Headroom()
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

// data are the ways on which data about people or secrets go and did not, and the
// classes of them that may be kept longer.
func data(before, after *model.Model) (all []Consequence) {
	careful := func(m *model.Model, id string) *model.DataClass {
		d := m.DataClass(id)
		if d != nil && (d.Sensitivity.V == "personal" || d.Sensitivity.V == "secret") {
			return d
		}
		return nil
	}
	type to struct{ class, end string }
	went := map[to]bool{}
	each := func(m *model.Model, do func(class *model.DataClass, end string, c *model.Connection)) {
		for _, c := range m.Connections {
			for _, r := range c.Sends {
				if d := careful(m, r.ID); d != nil {
					do(d, c.To.ID, c)
				}
			}
			for _, r := range c.Receives {
				if d := careful(m, r.ID); d != nil {
					do(d, c.From.ID, c)
				}
			}
		}
	}
	each(before, func(d *model.DataClass, end string, _ *model.Connection) { went[to{d.ID, end}] = true })
	each(after, func(d *model.DataClass, end string, c *model.Connection) {
		if went[to{d.ID, end}] {
			return
		}
		went[to{d.ID, end}] = true
		name := finding.Same(end)
		if e := after.Element(end); e != nil {
			name = e.Title()
		}
		all = append(all, Consequence{Outcome: DataGoes, Subject: c.ID.V, Security: true,
			Text: finding.Say("%s (%s) now goes to %s, where it did not go before", "%s(%s) 데이터가 전에 가지 않던 %s(으)로 갑니다",
				d.Title(), d.Sensitivity.V, name)})
	})
	for _, d := range after.Data {
		old := before.DataClass(d.ID)
		if careful(after, d.ID) == nil || old == nil || !old.Retention.IsSet() ||
			d.Retention.IsSet() && d.Retention.V <= old.Retention.V {
			continue
		}
		all = append(all, Consequence{Outcome: KeptLonger, Subject: d.ID, Security: true,
			Text: finding.Say("%s (%s) may be kept longer than before", "%s(%s) 데이터의 보존 기간이 길어집니다",
				d.Title(), d.Sensitivity.V)})
	}
	return all
}

// governed are the decisions that govern something that changed, those first that
// govern most of it, and that were not changed with it.
func governed(before, after *decisions.Set, changes []*Change) (all []Consequence) {
	set := after
	if set == nil {
		set = before
	}
	if set == nil {
		return nil
	}
	touched, changed := map[string]bool{}, map[string]bool{}
	var ids []string // those of changed, in the order of changes
	for _, ch := range changes {
		if ch.Section == Decisions {
			touched[ch.ID] = true
		} else if ch.ID != "" && !changed[ch.ID] {
			changed[ch.ID] = true
			ids = append(ids, ch.ID)
		}
	}
	govern := map[*decisions.Record][]string{}
	var records []*decisions.Record
	for _, id := range ids {
		for _, r := range set.Governing(id) {
			if govern[r] == nil {
				records = append(records, r)
			}
			govern[r] = append(govern[r], id)
		}
	}
	slices.SortStableFunc(records, func(a, b *decisions.Record) int {
		return cmp.Or(cmp.Compare(len(govern[b]), len(govern[a])), cmp.Compare(a.Number, b.Number))
	})
	for _, r := range records {
		number := r.ID()
		if touched[number] {
			continue
		}
		what := ""
		for i, id := range govern[r][:min(len(govern[r]), 4)] {
			if i > 0 {
				what += ", "
			}
			what += id
		}
		if len(govern[r]) > 4 {
			what += ", …"
		}
		all = append(all, Consequence{Outcome: Governed, Subject: number,
			Text: finding.Say("decision %s (%s) governs %s, and was not changed with it",
				"의사결정 %s(%s)이(가) %s을(를) 규정하지만 함께 바뀌지 않았습니다", number, r.Title, what)})
	}
	return all
}
