package diff

import (
	"asbuilt/finding"
	"asbuilt/model"
)

// careful is the class of that id, if it is of data about people or of secrets.
func careful(m *model.Model, id string) *model.DataClass {
	d := m.DataClass(id)
	if d != nil && (d.Sensitivity.V == "personal" || d.Sensitivity.V == "secret") {
		return d
	}
	return nil
}

// data are the ways on which data about people or secrets go and did not.
func data(before, after Side, now names) (all []Consequence) {
	type to struct{ class, end string }
	went := map[to]bool{}
	each := func(s Side, do func(class, end string, c *model.Connection)) {
		for _, c := range s.Model.Connections {
			if !s.Model.ActiveIn(c.Lifetime, s.State) {
				continue
			}
			for _, r := range c.Sends {
				do(r.ID, c.To.ID, c)
			}
			for _, r := range c.Receives {
				do(r.ID, c.From.ID, c)
			}
		}
	}
	each(before, func(class, end string, _ *model.Connection) {
		went[to{now.of("data", class), now.of("elements", end)}] = true
	})
	each(after, func(class, end string, c *model.Connection) {
		d := careful(after.Model, class)
		if d == nil || went[to{class, end}] {
			return
		}
		went[to{class, end}] = true
		name := finding.Same(end)
		if e := after.Model.Element(end); e != nil {
			name = e.Title()
		}
		all = append(all, Consequence{Outcome: DataGoes, Subject: c.ID.V, Security: true,
			Text: finding.Say("%s (%s) now goes to %s, where it did not go before", "%s(%s) 데이터가 전에 가지 않던 %s(으)로 갑니다",
				d.Title(), d.Sensitivity.V, name)})
	})
	return all
}

// kept are the classes of data about people or secrets, and the places that hold such
// data, in which it may be kept longer than before.
func kept(before, after *model.Model, now names) (all []Consequence) {
	for _, d := range after.Data {
		old := before.DataClass(now.was("data", d.ID))
		if careful(after, d.ID) == nil || old == nil || !grows(old.Retention, d.Retention) {
			continue
		}
		all = append(all, Consequence{Outcome: KeptLonger, Subject: d.ID, Security: true,
			Text: finding.Say("%s (%s) may be kept longer than before: %s", "%s(%s) 데이터의 보존 기간이 길어집니다: %s",
				d.Title(), d.Sensitivity.V, spans(old.Retention, d.Retention))})
	}
	for _, e := range after.Elements {
		old := before.Element(now.was("elements", e.ID))
		if old == nil {
			continue
		}
		was := map[string]model.Duration{}
		for _, k := range keeps(before, old) {
			was[k.path] = k.span
		}
		for _, k := range keeps(after, e) {
			then, known := was[k.path]
			if !known || !grows(then, k.span) {
				continue
			}
			all = append(all, Consequence{Outcome: KeptLonger, Subject: e.ID, Security: true,
				Text: finding.Say("%s keeps %s (%s) longer than before: %s, %s",
					"%s이(가) %s(%s) 데이터를 더 오래 보관합니다: %s, %s", e.Title(),
					k.class.Title(), k.class.Sensitivity.V, finding.Same(k.path), spans(then, k.span))})
		}
	}
	return all
}

// grows reports whether a span that was said is longer now, or without end.
func grows(was, is model.Duration) bool { return was.IsSet() && (!is.IsSet() || is.V > was.V) }

// spans is how a span was and is.
func spans(was, is model.Duration) finding.Text {
	if !is.IsSet() {
		return finding.Say("%s → without end", "%s → 무기한", duration(was.V))
	}
	return finding.Say("%s → %s", "%s → %s", duration(was.V), duration(is.V))
}

// keep is a key that says how long an element keeps data about people or secrets.
type keep struct {
	path  string
	class *model.DataClass
	span  model.Duration
}

// keeps are those keys of an element, each with the first such class that it is about.
func keeps(m *model.Model, e *model.Element) (all []keep) {
	add := func(path string, classes []model.Ref, span model.Duration) {
		for _, r := range classes {
			if d := careful(m, r.ID); d != nil {
				all = append(all, keep{path, d, span})
				return
			}
		}
	}
	if e.Backup != nil {
		add("backup.retention", e.Holds, e.Backup.Retention)
	}
	if e.Operations != nil && e.Operations.Logs != nil {
		add("operations.logs.retention", e.Operations.Logs.Holds, e.Operations.Logs.Retention)
	}
	add("lifecycle", e.Holds, expiry(e.Lifecycle))
	for _, p := range e.Partitions {
		add("partitions."+p.ID+".lifecycle", p.Holds, expiry(p.Lifecycle))
	}
	return all
}

// expiry is when the last of what rules speak of goes.
func expiry(rules []*model.LifecycleRule) (last model.Duration) {
	for _, r := range rules {
		if r.Expire.IsSet() && (!last.IsSet() || r.Expire.V > last.V) {
			last = r.Expire
		}
	}
	return last
}

// keptLonger reports whether a fact is that data about people or secrets may be kept
// longer.
func keptLonger(before, after *model.Model, class string, f Fact) bool {
	old, now := before.DataClass(class), after.DataClass(class)
	return f.Path == "retention" && old != nil && now != nil && careful(after, class) != nil &&
		grows(old.Retention, now.Retention)
}
