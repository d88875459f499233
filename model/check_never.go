package model

import (
	"slices"

	"asbuilt/finding"
)

// Codes of findings about ways that must not exist.
const (
	CodeNeverEnd     = "never-end"
	CodeNeverNothing = "never-chooses-nothing"
	CodeNeverTooMany = "never-too-many"
	CodeNeverCrossed = "never-crossed"
)

// neverRules concern ways that must not exist.
func neverRules() finding.Rules {
	return finding.Rules{
		{Code: CodeNeverEnd},
		{Code: CodeNeverNothing, Severity: finding.Warning},
		{Code: CodeNeverTooMany},
		{Code: CodeNeverCrossed},
	}
}

// MostPairs is how many pairs of things one way that must not exist may be about.
const MostPairs = 100_000

// checkNever reports ends that cannot be read or choose nothing, and connections that
// cross what must not exist.
func (m *Model) checkNever(r *reporter) {
	for _, n := range m.Never {
		m.checkEnd(r, n, "from", n.From)
		m.checkEnd(r, n, "to", n.To)
	}
	for _, o := range m.Modules {
		for _, other := range o.SeparateFrom {
			if other.ID == o.ID {
				r.about(o.ID, "separate_from", CodeNeverEnd, other.Position,
					finding.Say("module %q is kept apart from itself", "모듈 %q이(가) 자기 자신과 분리되어 있습니다", o.ID),
					finding.Say("name another module", "다른 모듈을 쓰십시오"))
			}
		}
	}
	states := []string{""}
	if len(m.States) > 0 {
		states = ids(m.States, func(t *Term) string { return t.ID })
	}
	for _, state := range states {
		for _, f := range m.Forbids(state) {
			m.checkForbidden(r, f, state)
		}
	}
}

// checkEnd reports words of an end that mean nothing, or several things.
func (m *Model) checkEnd(r *reporter, n *Never, key string, words []String) {
	for _, w := range words {
		m.index.use("module", w.V)
		m.index.use("group", w.V)
		if _, _, fault := m.endOf(w.V, ""); !fault.IsZero() {
			f := r.about(n.Subject(), key, CodeNeverEnd, w.Position, fault.message, fault.hint)
			f.PointAt(w.V, fault.at, fault.length)
		}
	}
}

// checkForbidden reports what is wrong with one way that must not exist in a state.
func (m *Model) checkForbidden(r *reporter, f Forbidden, state string) {
	for _, end := range []struct {
		key   string
		words []String
		all   []NeverEnd
	}{{"from", f.Never.From, f.From}, {"to", f.Never.To, f.To}} {
		if len(end.all) > 0 || len(end.words) == 0 || state != m.CurrentState() || r.reportedAt(end.words[0].Position) {
			continue
		}
		message := finding.Say("%q of %s chooses nothing that opens connections", "%q(%s)에 해당하는 것 중 연결을 여는 것이 없습니다",
			end.words[0].V, f.Subject())
		if end.key == "to" {
			message = finding.Say("%q of %s chooses nothing that can be reached", "%q(%s)에 해당하는 것 중 연결을 받는 것이 없습니다",
				end.words[0].V, f.Subject())
		}
		r.about(f.Subject(), end.key, CodeNeverNothing, end.words[0].Position, message,
			finding.Say("widen it, or delete %s", "조건을 넓히거나 %s을(를) 지우십시오", f.Subject()))
	}
	if n := len(f.From) * len(f.To); n > MostPairs {
		r.about(f.Subject(), "", CodeNeverTooMany, f.Position,
			finding.Say("%s is about %d pairs of things, more than %d", "%s이(가) 요소 쌍 %d개를 다루어 한도인 %d개를 넘습니다",
				f.Subject(), n, MostPairs),
			finding.Say("name places or fewer things, or write one for each part",
				"더 좁은 조건을 쓰거나 부분마다 나누어 쓰십시오"))
		return
	}
	for _, c := range m.Connections {
		if m.ActiveIn(c.Lifetime, state) && c.Kind.V != "approve" {
			m.checkCrossed(r, f, c)
		}
	}
}

// checkCrossed reports a connection that goes where nothing may go.
func (m *Model) checkCrossed(r *reporter, f Forbidden, c *Connection) {
	from, to, crossed := m.crosses(f, c)
	if !crossed {
		return
	}
	message := finding.Say("%q goes from %s to %s, which %s says must not be",
		"%q 연결은 %s에서 %s(으)로 가며, %s에서 금지한 길입니다", c.ID.V, from, to, f.Subject())
	found := r.about(c.ID.V, f.Subject(), CodeNeverCrossed, c.Position, message,
		finding.Say("take the connection out, or say in %s what it allows (except:, except_via:, ports:)",
			"연결을 지우거나, %s에 허용할 것을 쓰십시오(except:, except_via:, ports:)", f.Subject()))
	why := finding.Say("what must not be", "금지한 곳")
	if !f.Because.IsZero() {
		why = f.Because.Text
	}
	found.Related = m.related(f.Position, why)
}

// crosses says which ends of a way that must not exist a connection joins.
func (m *Model) crosses(f Forbidden, c *Connection) (from, to NeverEnd, crossed bool) {
	through := slices.ContainsFunc(f.ExceptVia, func(e Ref) bool {
		return slices.ContainsFunc(c.Via, func(v Ref) bool { return v.ID == e.ID })
	})
	aside := len(f.Ports) > 0 && c.Port.IsSet() && !slices.ContainsFunc(f.Ports, func(p Port) bool {
		return p.V.Protocol == c.Port.V.Protocol && p.V.First <= c.Port.V.Last && c.Port.V.First <= p.V.Last
	})
	if through || aside {
		return from, to, false
	}
	ways := [][2][]NeverEnd{{f.From, f.To}}
	if f.Both {
		ways = append(ways, [2][]NeverEnd{f.To, f.From})
	}
	for _, w := range ways {
		for _, a := range w[0] {
			if !m.endsAt(f, a, c.Opener()) {
				continue
			}
			for _, b := range w[1] {
				if m.endsAt(f, b, c.Answerer()) && f.is(a, b) {
					return a, b, true
				}
			}
		}
	}
	return from, to, false
}

// endsAt reports whether the end of a connection is one of those that must not be
// joined. A connection to a whole store may be about any of its parts.
func (m *Model) endsAt(f Forbidden, e NeverEnd, ref Ref) bool {
	named := m.Element(ref.ID)
	switch {
	case named == nil:
		return false
	case e.Element == nil:
		return m.OnInternet(named) && !f.excepts(NeverEnd{Element: named})
	case e.Element != named:
		return false
	}
	return e.Part == nil || e.Part.ID == ref.Part
}
