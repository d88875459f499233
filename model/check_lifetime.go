package model

import (
	"asbuilt/finding"
)

// Codes of findings about when things exist.
const (
	CodeLifetimeOrder = "lifetime-order"
	CodeLifetimeEnd   = "lifetime-mismatch"
)

// lifetimeRules concern when things exist.
func lifetimeRules() finding.Rules {
	return finding.Rules{
		{Code: CodeLifetimeOrder},
		{Code: CodeLifetimeEnd},
	}
}

// checkLifetimes reports things that end before they begin, and connections
// that outlive their ends.
func (m *Model) checkLifetimes(r *reporter) {
	order := func(subject string, l Lifetime) {
		since, until := m.stateIndex(l.Since.ID), m.stateIndex(l.Until.ID)
		if since > until && until >= 0 {
			r.about(subject, "until", CodeLifetimeOrder, l.Until.Position,
				finding.Say("until %s comes before since %s", "until %s이(가) since %s보다 앞섭니다", l.Until.ID, l.Since.ID),
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
			m.checkEnds(r, c)
		}
	}
}

// checkEnds reports a connection whose ends never exist at the same time, and
// one that says it exists in a state in which one of its ends does not.
func (m *Model) checkEnds(r *reporter, c *Connection) {
	for _, end := range []Ref{c.From, c.To} {
		e := m.Element(end.ID)
		if e == nil {
			continue
		}
		for _, s := range m.States {
			stated := c.stated.Since.IsSet() && c.stated.Since.ID == s.ID ||
				c.stated.Until.IsSet() && c.stated.Until.ID == s.ID
			if !stated || m.ActiveIn(e.Lifetime, s.ID) {
				continue
			}
			r.about(c.ID.V, "since", CodeLifetimeEnd, end.Position,
				finding.Say("%s does not exist in state %s, but the connection does",
					"상태 %[2]s에는 %[1]s 요소가 없는데 연결은 있습니다", end.ID, s.ID),
				finding.Say("delete the connection's since and until: it exists as long as both its ends",
					"연결의 since와 until을 지우십시오. 양 끝이 함께 있는 동안 연결도 있습니다"))
			return
		}
	}
	since, until := m.stateIndex(c.Since.ID), m.stateIndex(c.Until.ID)
	if !c.stated.Since.IsSet() && !c.stated.Until.IsSet() && since > until && until >= 0 {
		r.about(c.ID.V, "since", CodeLifetimeEnd, c.Position,
			finding.Say("%s and %s never exist at the same time", "%s과(와) %s은(는) 함께 있는 때가 없습니다", c.From.ID, c.To.ID),
			finding.Say("delete the connection, or correct the since and until of its ends",
				"연결을 지우거나 양 끝의 since와 until을 바로잡으십시오"))
	}
}
