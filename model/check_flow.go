package model

import (
	"strings"

	"asbuilt/finding"
)

// pairs are the ends between which a connection is declared, in its direction.
type pairs map[[2]string]bool

func (m *Model) pairs() pairs {
	out := make(pairs, len(m.Connections))
	for _, c := range m.Connections {
		out[[2]string{c.From.ID, c.To.ID}] = true
	}
	return out
}

// checkFlows reports steps of no or several meanings, and steps along no connection.
func (m *Model) checkFlows(d *decoder) {
	connected := m.pairs()
	for _, f := range m.Flows {
		m.checkSteps(d, f.Steps, connected)
	}
}

func (m *Model) checkSteps(d *decoder, steps []*Step, connected pairs) {
	for _, s := range steps {
		n := 0
		for _, set := range []bool{s.Message.From.IsSet(), len(s.Parallel) > 0, len(s.Alternatives) > 0} {
			if set {
				n++
			}
		}
		if n > 1 || n == 0 && s.Message.Position.IsZero() && !d.reportedAt(s.Position) {
			d.report(CodeStepShape, s.Position, finding.Say("a step is one of a message, parallel and alternatives", "단계는 메시지, parallel, alternatives 중 하나여야 합니다"),
				finding.Say("write \"a -> b\", or one of parallel: and alternatives:", "\"a -> b\"를 쓰거나 parallel:, alternatives: 중 하나를 쓰십시오"))
		}
		m.checkArrow(d, s.Message, connected)
		m.checkSteps(d, s.Parallel, connected)
		for _, b := range s.Alternatives {
			m.checkSteps(d, b.Steps, connected)
		}
	}
}

// reportedAt reports whether something was said about this line already.
func (d *decoder) reportedAt(p finding.Position) bool {
	for _, f := range d.findings {
		if f.Position.File == p.File && f.Position.Line == p.Line {
			return true
		}
	}
	return false
}

// checkArrow reports an arrow along which no connection runs; a reply runs
// against its connection.
func (m *Model) checkArrow(d *decoder, a Arrow, connected pairs) {
	from, to := a.From.ID, a.To.ID
	if m.Element(from) == nil || m.Element(to) == nil || from == to {
		return
	}
	if connected[[2]string{from, to}] || connected[[2]string{to, from}] {
		return
	}
	f := d.report(CodeStepNoConnection, a.Position, finding.Say("no connection from %s to %s is declared", "%s에서 %s로 가는 연결이 선언되지 않았습니다", from, to),
		m.reachable(from, connected))
	f.Length = len([]rune(a.From.String() + " -> " + a.To.String()))
}

// reachable says where from connects to.
func (m *Model) reachable(from string, connected pairs) finding.Text {
	var to []string
	for _, e := range m.Elements {
		if connected[[2]string{from, e.ID}] {
			to = append(to, e.ID)
		}
	}
	if len(to) == 0 {
		return finding.Say("declare it under connections; %s connects to nothing", "connections에 선언하십시오. %s에서 나가는 연결이 없습니다", from)
	}
	return finding.Say("declare it under connections; %s connects to %s", "connections에 선언하십시오. %s는 %s로 연결됩니다", from, strings.Join(to[:min(len(to), maxListed)], ", "))
}

// checkIncidents reports detours along which no connection runs.
func (m *Model) checkIncidents(d *decoder) {
	connected := m.pairs()
	for _, i := range m.Incidents {
		if i.Then != nil {
			m.checkArrow(d, *i.Then, connected)
		}
	}
}

// checkCrossings warns of connections between zones of trust without TLS or
// authentication. Deployments and approvals by people are left out.
func (m *Model) checkCrossings(d *decoder) {
	for _, c := range m.Connections {
		from, to := m.Element(c.From.ID), m.Element(c.To.ID)
		if c.Derived || from == nil || to == nil || c.Kind.V == "approve" {
			continue
		}
		a, b := from.TrustZone(), to.TrustZone()
		if a == "" || b == "" || a == b {
			continue
		}
		var lacks []string
		if !c.TLS.V {
			lacks = append(lacks, "tls")
		}
		if !c.Auth.IsSet() || c.Auth.V == "none" {
			lacks = append(lacks, "auth")
		}
		if len(lacks) == 0 {
			continue
		}
		what := strings.Join(lacks, ", ")
		f := d.report(CodeUnprotectedCrossing, c.Position, finding.Say("%s goes from %s to %s without %s", "%s가 %s에서 %s로 넘어가는데 %s가 없습니다", c.ID.V, a, b, what),
			finding.Say("state %s, or waive this with a reason", "%s를 적거나 이유를 들어 예외로 두십시오", what))
		f.Subject = c.ID.V
	}
}
