package model

import (
	"slices"

	"asbuilt/finding"
	"asbuilt/model/kind"
)

// check looks for what is wrong in sense though right in form. Each function
// looks at one thing only and may rely on ids being resolved or nil.
func (m *Model) check(d *decoder) {
	for _, look := range []func(*decoder){
		m.checkKinds, m.checkFacts, m.checkZones, m.checkNesting, m.checkAddresses,
		m.checkLifetimes, m.checkScaling, m.checkAlarms, m.checkBudgets, m.checkMatches,
		m.checkFlows, m.checkIncidents, m.checkCrossings, m.checkRetention,
		m.checkPermissions, m.checkProcesses, m.checkWaivers,
	} {
		look(d)
	}
}

// checkKinds reports kinds of another sort than their section needs.
func (m *Model) checkKinds(d *decoder) {
	sort := func(c kind.Category) string {
		switch c {
		case kind.Place:
			return "boundaries"
		case kind.Set:
			return "groups"
		}
		return "elements"
	}
	look := func(ref Ref, section string) {
		k := m.Kind(ref.ID)
		if k == nil || sort(k.Category) == section {
			return
		}
		f := d.report(CodeKindMisused, ref.Position, finding.Say("kind %q does not belong under %s", "종류 %q는 %s 아래에 둘 수 없습니다", ref.ID, section),
			finding.Say("move this entry to %s, or use another kind", "이 항목을 %s로 옮기거나 다른 종류를 쓰십시오", sort(k.Category)))
		f.Length = len([]rune(ref.ID))
	}
	for _, e := range m.Elements {
		look(e.Kind, "elements")
	}
	for _, b := range m.Boundaries {
		look(b.Kind, "boundaries")
	}
	for _, g := range m.Groups {
		look(g.Kind, "groups")
	}
}

// checkFacts reports facts that an element's kind does not have.
func (m *Model) checkFacts(d *decoder) {
	common := kind.Common()
	for _, e := range m.Elements {
		k := m.Kind(e.Kind.ID)
		if k == nil {
			continue
		}
		for _, key := range topKeys(e) {
			if slices.Contains(common, key) || slices.Contains(k.Facts, key) {
				continue
			}
			hint := finding.Say("its kind has no facts beside the common ones", "이 종류에는 공통 사실만 있습니다")
			if len(k.Facts) > 0 {
				hint = suggest(key, k.Facts)
			}
			f := d.report(CodeFactNotForKind, e.Keys[key], finding.Say("%s means nothing for a %s", "%s는 %s에 의미가 없습니다", key, k.ID), hint)
			f.Length = len(key)
		}
	}
}

// topKeys are the keys written directly on the element or its template, in
// order of place.
func topKeys(e *Element) []string {
	var keys []string
	for path := range e.Keys {
		if parentPath(path) == "" {
			keys = append(keys, path)
		}
	}
	slices.Sort(keys)
	return keys
}

// checkLifetimes reports things that end before they begin, and connections
// that outlive their ends.
func (m *Model) checkLifetimes(d *decoder) {
	order := func(l Lifetime) {
		if l.Since.IsSet() && l.Until.IsSet() && m.stateIndex(l.Since.ID) > m.stateIndex(l.Until.ID) && m.stateIndex(l.Until.ID) >= 0 {
			d.report(CodeLifetimeOrder, l.Until.Position, finding.Say("until %s comes before since %s", "until %s이 since %s보다 앞섭니다", l.Until.ID, l.Since.ID),
				finding.Say("exchange the two", "둘을 바꾸십시오"))
		}
	}
	for _, e := range m.Elements {
		order(e.Lifetime)
	}
	for _, b := range m.Boundaries {
		order(b.Lifetime)
	}
	for _, c := range m.Connections {
		order(c.Lifetime)
		if !c.Derived {
			m.checkEnds(d, c)
		}
	}
}

// checkEnds reports the first state in which c exists and one of its ends does not.
func (m *Model) checkEnds(d *decoder, c *Connection) {
	for _, s := range m.States {
		if !m.ActiveIn(c.Lifetime, s.ID) {
			continue
		}
		for _, end := range []Ref{c.From, c.To} {
			e := m.Element(end.ID)
			if e == nil || m.ActiveIn(e.Lifetime, s.ID) {
				continue
			}
			d.report(CodeLifetimeEnd, end.Position, finding.Say("%s does not exist in state %s, but the connection does", "상태 %[2]s에 %[1]s가 없는데 연결은 있습니다", end.ID, s.ID),
				finding.Say("give the connection the since or until of %s", "연결에 %s의 since나 until을 주십시오", end.ID))
			return
		}
	}
}

// checkScaling reports bands that are upside down.
func (m *Model) checkScaling(d *decoder) {
	look := func(low, high Int) {
		if low.IsSet() && high.IsSet() && low.V > high.V {
			d.report(CodeScalingBand, low.Position, finding.Say("min %d is more than max %d", "min %d가 max %d보다 큽니다", low.V, high.V),
				finding.Say("exchange the two", "둘을 바꾸십시오"))
		}
	}
	for _, e := range m.Elements {
		if e.Scaling == nil {
			continue
		}
		look(e.Scaling.Min, e.Scaling.Max)
		for _, s := range e.Scaling.Scheduled {
			look(s.Min, s.Max)
		}
	}
}

// checkAlarms reports alarms without exactly one threshold.
func (m *Model) checkAlarms(d *decoder) {
	for _, e := range m.Elements {
		if e.Operations == nil {
			continue
		}
		for _, a := range e.Operations.Alarms {
			n := 0
			for _, set := range []bool{a.Above.IsSet(), a.Below.IsSet(), a.Anomaly.V} {
				if set {
					n++
				}
			}
			if n != 1 && a.Metric.IsSet() {
				d.report(CodeAlarmThreshold, a.Metric.Position, finding.Say("the alarm on %s has %d thresholds", "%s 경보의 임계값이 %d개입니다", a.Metric.V, n),
					finding.Say("give exactly one of above, below and anomaly", "above, below, anomaly 중 정확히 하나를 주십시오"))
			}
		}
	}
}

// checkMatches reports opt-outs without a reason.
func (m *Model) checkMatches(d *decoder) {
	for _, e := range m.Elements {
		if e.Match != nil && e.Match.None.V && e.Because.IsZero() {
			d.report(CodeMatchBecause, e.Match.None.Position, finding.Say("%s opts out of the comparison with AWS without a reason", "%s가 이유 없이 AWS 대조에서 빠져 있습니다", e.ID),
				finding.Say("add because:", "because:를 추가하십시오"))
		}
	}
}

// checkWaivers reports waivers that choose nothing.
func (m *Model) checkWaivers(d *decoder) {
	for _, w := range m.Waivers {
		if !w.Fingerprint.IsSet() && !(w.Finding.IsSet() && w.Subject.IsSet()) {
			d.report(CodeWaiverTarget, w.Position, finding.Say("the waiver chooses no finding", "예외가 어떤 발견 사항도 고르지 않습니다"),
				finding.Say("give finding and subject, or fingerprint", "finding과 subject, 또는 fingerprint를 주십시오"))
		}
	}
}

// FindingWaivers are the model's waivers in the form that finding.Waive takes.
func (m *Model) FindingWaivers() []*finding.Waiver {
	out := make([]*finding.Waiver, 0, len(m.Waivers))
	for _, w := range m.Waivers {
		out = append(out, &finding.Waiver{
			Code: w.Finding.V, Subject: w.Subject.V, Fact: w.Fact.V, Fingerprint: w.Fingerprint.V,
			Reason: w.Reason.In(m.Lang()), Owner: w.Owner.V, Ticket: w.Ticket.V, Expires: w.Expires.V,
			Position: w.Position, Source: m.SourceLine(w.Position),
		})
	}
	return out
}
