package model

import (
	"reflect"
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/model/kind"
)

// check looks for what is wrong in sense though right in form. Each function
// looks at one thing only and may rely on ids being resolved or nil.
func (m *Model) check(d *decoder) {
	for _, look := range []func(*decoder){
		m.checkKinds, m.checkOwnKinds, m.checkFacts, m.checkPlaceFacts, m.checkGroupFacts,
		m.checkZones, m.checkNesting, m.checkAddresses, m.checkExposure,
		m.checkLifetimes, m.checkScaling, m.checkSchedules, m.checkAlarms, m.checkTasks, m.checkMatches,
		m.checkFlows, m.checkIncidents, m.checkCrossings, m.checkPorts, m.checkEvents, m.checkTraffic,
		m.checkRetention, m.checkPartitions, m.checkPermissions, m.checkProcesses, m.checkWaivers, m.checkUnused,
	} {
		look(d)
	}
}

// checkKinds reports kinds of another sort than their section needs.
func (m *Model) checkKinds(d *decoder) {
	look := func(id string, k *kind.Kind, at finding.Position, section string) {
		if k == nil || sectionOf(k.Category) == section {
			return
		}
		d.about(id, "kind", CodeKindMisused, at, finding.Say("kind %q does not belong under %s", "종류 %q은(는) %s 아래에 둘 수 없습니다", k.ID, section),
			finding.Say("move this entry to %s, or use another kind", "이 항목을 %s(으)로 옮기거나 다른 종류를 쓰십시오", sectionOf(k.Category)))
	}
	for _, e := range m.Elements {
		look(e.ID, e.kind, e.Kind.Position, "elements")
	}
	for _, b := range m.Boundaries {
		look(b.ID, b.kind, b.Kind.Position, "boundaries")
	}
	for _, g := range m.Groups {
		look(g.ID, g.kind, g.Kind.Position, "groups")
	}
}

// sectionOf is the section that kinds of a category belong under.
func sectionOf(c kind.Category) string {
	switch c {
	case kind.Place:
		return "boundaries"
	case kind.Set:
		return "groups"
	}
	return "elements"
}

// checkOwnKinds reports kinds of one's own that hide one of the catalogue, or
// say of themselves what cannot be true of them.
func (m *Model) checkOwnKinds(d *decoder) {
	for _, u := range m.Kinds {
		if kind.Lookup(u.ID) != nil {
			d.about(u.ID, "", CodeDuplicateID, u.Position, finding.Say("the catalogue has a kind %q already", "카탈로그에 종류 %q이(가) 이미 있습니다", u.ID),
				finding.Say("choose another id", "다른 id를 쓰십시오"))
		}
		if k := m.index.kinds[u.ID]; k != nil {
			for _, t := range u.Traits {
				checkTrait(d, k, t)
			}
		}
	}
}

// checkTrait reports a trait that a kind of one's own cannot add.
func checkTrait(d *decoder, k *kind.Kind, t String) {
	meaning, _ := kind.Trait(t.V).Meaning()
	switch {
	case sectionOf(meaning.Of) != sectionOf(k.Category):
		d.about(k.ID, "traits", CodeTraitMisused, t.Position,
			finding.Say("trait %s is of kinds under %s; %s belongs under %s",
				"특성 %s은(는) %s의 종류에만 쓸 수 있는데 %s은(는) %s의 종류입니다",
				t.V, sectionOf(meaning.Of), k.ID, sectionOf(k.Category)),
			finding.Say("take it out", "이 특성을 지우십시오"))
	case meaning.Inherited && !kind.Lookup(k.Base).Has(meaning.Trait):
		d.about(k.ID, "traits", CodeTraitMisused, t.Position,
			finding.Say("trait %s comes only with what a kind extends", "특성 %s은(는) 확장하는 종류에서만 물려받습니다", t.V),
			finding.Say("extend %s instead", "대신 %s을(를) 확장하십시오", strings.Join(kind.WithTrait(meaning.Trait), ", ")))
	}
}

// checkFacts reports facts that an element's kind does not have.
func (m *Model) checkFacts(d *decoder) {
	keys := d.shapes.of(reflect.TypeFor[Element]())
	common := map[string]bool{}
	for _, key := range kind.Common() {
		common[key] = true
	}
	for _, e := range m.Elements {
		if e.kind == nil || e.node == nil {
			continue
		}
		for i := range e.node.Entries {
			entry := &e.node.Entries[i]
			if !common[entry.Key] && keys.find(entry.Key) != nil {
				d.meaningless(e.ID, entry.Key, entry.Position, e.kind)
			}
		}
	}
}

// meaningless reports a fact that a kind does not have.
func (d *decoder) meaningless(id, key string, at finding.Position, k *kind.Kind) {
	if slices.Contains(k.Facts, key) {
		return
	}
	hint := finding.Say("its kind has no facts beside the common ones", "이 종류에는 공통 사실만 있습니다")
	if len(k.Facts) > 0 {
		hint = d.suggest(key, k.Facts)
	}
	d.about(id, key, CodeFactNotForKind, at, finding.Say("%s means nothing for kind %s", "%s: %s에는 의미가 없는 사실입니다", key, k.ID), hint)
}

// checkPlaceFacts reports facts that a boundary's kind does not have.
func (m *Model) checkPlaceFacts(d *decoder) {
	for _, b := range m.Boundaries {
		if b.kind == nil || b.kind.Category != kind.Place {
			continue
		}
		look := func(key string, at finding.Position) {
			if !at.IsZero() {
				d.meaningless(b.ID, key, at, b.kind)
			}
		}
		if b.AWS != nil {
			look("aws", firstOf(b.AWS.Account.Position, b.AWS.Region.Position))
		}
		if len(b.PerZone) > 0 {
			look("per_zone", b.PerZone[0].Position)
		}
		look("cidr", b.CIDR.Position)
		look("exposure", b.Exposure.Position)
		look("owner_account", b.Owner.Position)
		look("flow_logs", b.FlowLogs.Position)
	}
}

func firstOf(a, b finding.Position) finding.Position {
	if a.IsZero() {
		return b
	}
	return a
}

// checkGroupFacts reports facts that a group's kind does not have.
func (m *Model) checkGroupFacts(d *decoder) {
	for _, g := range m.Groups {
		if g.kind != nil && g.kind.Category == kind.Set && g.Insights.IsSet() {
			d.meaningless(g.ID, "container_insights", g.Insights.Position, g.kind)
		}
	}
}

// checkLifetimes reports things that end before they begin, and connections
// that outlive their ends.
func (m *Model) checkLifetimes(d *decoder) {
	order := func(subject string, l Lifetime) {
		since, until := m.stateIndex(l.Since.ID), m.stateIndex(l.Until.ID)
		if since > until && until >= 0 {
			d.about(subject, "until", CodeLifetimeOrder, l.Until.Position, finding.Say("until %s comes before since %s", "until %s이(가) since %s보다 앞섭니다", l.Until.ID, l.Since.ID),
				finding.Say("exchange the two", "둘을 바꾸십시오"))
		}
	}
	for _, e := range m.Elements {
		order(e.ID, e.Lifetime)
	}
	for _, b := range m.Boundaries {
		order(b.ID, b.Lifetime)
	}
	for _, g := range m.Groups {
		order(g.ID, g.Lifetime)
	}
	for _, o := range m.Modules {
		order(o.ID, o.Lifetime)
	}
	for _, f := range m.Flows {
		order(f.ID, f.Lifetime)
	}
	for _, c := range m.Connections {
		if !c.Derived {
			order(c.ID.V, c.stated)
			m.checkEnds(d, c)
		}
	}
}

// checkEnds reports a connection whose ends never exist at the same time, and
// one that says it exists in a state in which one of its ends does not.
func (m *Model) checkEnds(d *decoder, c *Connection) {
	for _, end := range []Ref{c.From, c.To} {
		e := m.Element(end.ID)
		if e == nil {
			continue
		}
		for _, s := range m.States {
			stated := c.stated.Since.IsSet() && c.stated.Since.ID == s.ID || c.stated.Until.IsSet() && c.stated.Until.ID == s.ID
			if !stated || m.ActiveIn(e.Lifetime, s.ID) {
				continue
			}
			d.about(c.ID.V, "since", CodeLifetimeEnd, end.Position, finding.Say("%s does not exist in state %s, but the connection does", "상태 %[2]s에는 %[1]s 요소가 없는데 연결은 있습니다", end.ID, s.ID),
				finding.Say("delete the connection's since and until: it exists as long as both its ends", "연결의 since와 until을 지우십시오. 양 끝이 함께 있는 동안 연결도 있습니다"))
			return
		}
	}
	since, until := m.stateIndex(c.Since.ID), m.stateIndex(c.Until.ID)
	if !c.stated.Since.IsSet() && !c.stated.Until.IsSet() && since > until && until >= 0 {
		d.about(c.ID.V, "since", CodeLifetimeEnd, c.Position, finding.Say("%s and %s never exist at the same time", "%s과(와) %s은(는) 함께 있는 때가 없습니다", c.From.ID, c.To.ID),
			finding.Say("delete the connection, or correct the since and until of its ends", "연결을 지우거나 양 끝의 since와 until을 바로잡으십시오"))
	}
}

// checkMatches reports opt-outs without a reason.
func (m *Model) checkMatches(d *decoder) {
	for _, e := range m.Elements {
		if e.Match != nil && e.Match.None.V && e.Because.IsZero() {
			d.about(e.ID, "match", CodeMatchBecause, e.Match.None.Position, finding.Say("%s opts out of the comparison with AWS without a reason", "%s 요소가 이유 없이 AWS 대조에서 빠져 있습니다", e.ID),
				finding.Say("add because:", "because:를 추가하십시오"))
		}
	}
}

// checkWaivers reports waivers that choose nothing.
func (m *Model) checkWaivers(d *decoder) {
	for _, w := range m.Waivers {
		if !w.Fingerprint.IsSet() && !(w.Finding.IsSet() && w.Subject.IsSet()) && !d.reportedAt(w.Position) {
			d.report(CodeWaiverTarget, w.Position, finding.Say("the waiver chooses no finding", "예외가 어떤 발견 사항도 고르지 않습니다"),
				finding.Say("give finding and subject, or fingerprint", "finding과 subject, 또는 fingerprint를 주십시오"))
		}
	}
}

// checkUnused notes what is defined and never referred to.
func (m *Model) checkUnused(d *decoder) {
	note := func(word string, what finding.Text, n Named) {
		if d.used[word][n.ID] == 0 {
			d.about(n.ID, "", CodeUnused, n.Position, finding.Text{En: "no one uses the " + what.En + " " + n.ID, Ko: what.Ko + " " + n.ID + "을(를) 쓰는 곳이 없습니다"},
				finding.Say("delete it, or refer to it where it belongs", "지우거나 필요한 곳에서 참조하십시오"))
		}
	}
	for _, t := range m.Templates {
		note("template", finding.Say("template", "템플릿"), t.Named)
	}
	for _, c := range m.Data {
		note("data", finding.Say("class of data", "데이터 종류"), c.Named)
	}
	for _, g := range m.Groups {
		note("group", finding.Say("group", "그룹"), g.Named)
	}
	for _, o := range m.Modules {
		note("module", finding.Say("module", "모듈"), o.Named)
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
