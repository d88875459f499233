package model

import (
	"slices"
	"strings"

	"asbuilt/finding"
)

// Codes of findings about connections and what flows along them.
const (
	CodePortClosed          = "port-not-open"
	CodeEventCarrier        = "event-carrier"
	CodePeakBelow           = "peak-below-typical"
	CodeUnprotectedCrossing = "unprotected-crossing"
	CodeUnstatedCrossing    = "crossing-not-stated"
	CodeStepShape           = "step-shape"
	CodeStepNoConnection    = "step-without-connection"
)

// flowRules concern connections and what flows along them.
func flowRules() finding.Rules {
	return finding.Rules{
		{Code: CodePortClosed},
		{Code: CodeEventCarrier, Severity: finding.Warning},
		{Code: CodePeakBelow},
		{Code: CodeUnprotectedCrossing, Severity: finding.Warning},
		{Code: CodeUnstatedCrossing, Severity: finding.Note},
		{Code: CodeStepShape},
		{Code: CodeStepNoConnection},
	}
}

// neighbours are the elements that connections join.
type neighbours struct {
	pairs map[[2]string]bool
	// opens are those that an element opens a connection to, in the order of
	// the file, as many as a hint names.
	opens map[string][]string
}

func (m *Model) neighbours() neighbours {
	out := neighbours{make(map[[2]string]bool, len(m.Connections)), make(map[string][]string, len(m.Elements))}
	for _, c := range m.Connections {
		from, to := c.From.ID, c.To.ID
		out.pairs[[2]string{from, to}] = true
		if m.Element(to) != nil && len(out.opens[from]) < maxListed {
			out.opens[from] = append(out.opens[from], to)
		}
	}
	return out
}

// joined reports whether a connection runs between a and b, in any direction:
// a reply runs against its connection.
func (n neighbours) joined(a, b string) bool {
	return n.pairs[[2]string{a, b}] || n.pairs[[2]string{b, a}]
}

// checkFlows reports steps of no or several meanings, and steps along no connection.
func (m *Model) checkFlows(r *reporter) {
	near := m.neighbours()
	for _, f := range m.Flows {
		m.checkSteps(r, f.ID, f.Steps, near)
	}
}

func (m *Model) checkSteps(r *reporter, flow string, steps []*Step, near neighbours) {
	for _, s := range steps {
		n := 0
		for _, set := range []bool{s.Message.From.IsSet(), len(s.Parallel) > 0, len(s.Alternatives) > 0} {
			if set {
				n++
			}
		}
		if n > 1 || n == 0 && s.Message.Position.IsZero() && !r.reportedAt(s.Position) {
			r.about(flow, "steps", CodeStepShape, s.Position,
				finding.Say("a step is one of a message, parallel and alternatives",
					"단계는 메시지, parallel, alternatives 중 하나여야 합니다"),
				finding.Say("write \"a -> b\", or one of parallel: and alternatives:",
					"\"a -> b\"를 쓰거나 parallel:, alternatives: 중 하나를 쓰십시오"))
		}
		m.checkArrow(r, flow, s.Message, near)
		m.checkSteps(r, flow, s.Parallel, near)
		for _, b := range s.Alternatives {
			m.checkSteps(r, flow, b.Steps, near)
		}
	}
}

// checkArrow reports an arrow along which no connection runs.
func (m *Model) checkArrow(r *reporter, subject string, a Arrow, near neighbours) {
	from, to := a.From.ID, a.To.ID
	if m.Element(from) == nil || m.Element(to) == nil || from == to || near.joined(from, to) {
		return
	}
	f := r.about(subject, "steps", CodeStepNoConnection, a.Position,
		finding.Say("no connection from %s to %s is declared",
			"%s에서 %s(으)로 가는 연결이 선언되지 않았습니다", from, to),
		reachable(from, near))
	f.Fact = from + "->" + to
}

// reachable says where from connects to.
func reachable(from string, near neighbours) finding.Text {
	to := near.opens[from]
	if len(to) == 0 {
		return finding.Say("declare it under connections; %s connects to nothing",
			"connections에 선언하십시오. %s에서 나가는 연결이 없습니다", from)
	}
	return finding.Say("declare it under connections; %s connects to %s",
		"connections에 선언하십시오. %s에서 나가는 연결: %s", from,
		strings.Join(to, ", "))
}

// checkIncidents reports detours along which no connection runs.
func (m *Model) checkIncidents(r *reporter) {
	near := m.neighbours()
	for _, i := range m.Incidents {
		if i.Then != nil {
			m.checkArrow(r, i.ID, *i.Then, near)
		}
	}
}

// checkCrossings warns of connections between zones of trust without TLS or
// authentication. Approvals by people are left out, and so is `auth: none` for
// which the connection gives a reason.
func (m *Model) checkCrossings(r *reporter) {
	for _, c := range m.Connections {
		from, to := m.Element(c.From.ID), m.Element(c.To.ID)
		if c.Derived || from == nil || to == nil || c.Kind.V == "approve" {
			continue
		}
		a, b := from.TrustZone(), to.TrustZone()
		if a == "" || b == "" || a == b {
			continue
		}
		var lacks, unsaid []string
		switch {
		case !c.TLS.IsSet() && !carriedByAWS(c):
			unsaid = append(unsaid, "tls")
		case c.TLS.IsSet() && !c.TLS.V && !m.inTheClear(c):
			lacks = append(lacks, "tls")
		}
		switch {
		case !c.Auth.IsSet() && !carriedByAWS(c):
			unsaid = append(unsaid, "auth")
		case c.Auth.V == "none" && c.Because.IsZero():
			lacks = append(lacks, "auth")
		}
		if what := strings.Join(lacks, ", "); what != "" {
			r.about(c.ID.V, what, CodeUnprotectedCrossing, c.Position,
				finding.Say("%s goes from %s to %s without %s",
					"%s 연결이 %s에서 %s(으)로 넘어가는데 %s 보호가 없습니다", c.ID.V, a, b, what),
				finding.Say("protect it, give a reason with because:, or accept this",
					"보호하거나, because:에 이유를 적거나, 수용하십시오"))
		}
		if what := strings.Join(unsaid, ", "); what != "" {
			r.about(c.ID.V, what, CodeUnstatedCrossing, c.Position,
				finding.Say("%s goes from %s to %s and does not say %s",
					"%s 연결이 %s에서 %s(으)로 넘어가는데 %s 키가 없습니다", c.ID.V, a, b, what),
				finding.Say("state %s", "%s 키를 적으십시오", what))
		}
	}
}

// inTheClear reports whether a connection without TLS carries sensitive data to which
// nothing was done before: asbuilt check says that in words of its own.
func (m *Model) inTheClear(c *Connection) bool {
	return c.Protect == nil && slices.ContainsFunc(slices.Concat(c.Sends, c.Receives), func(ref Ref) bool {
		class := m.DataClass(ref.ID)
		return class != nil && class.Sensitive()
	})
}

// carriedByAWS reports whether AWS carries an event from end to end: its pollers,
// rules, pipes and notifications use TLS and roles whatever a model says.
func carriedByAWS(c *Connection) bool {
	return c.Event != nil && c.Event.By.IsSet() && c.Event.By.V != "subscription"
}

// checkPorts reports connections to a port on which the other side does not
// listen.
func (m *Model) checkPorts(r *reporter) {
	for _, c := range m.Connections {
		to := m.Element(c.To.ID)
		if c.Derived || to == nil || !c.Port.IsSet() {
			continue
		}
		open := to.Listens
		for _, l := range to.Listeners {
			if l.Port.IsSet() {
				open = append(open[:len(open):len(open)], l.Port)
			}
		}
		if len(open) == 0 || listensOn(open, c.Port.V) {
			continue
		}
		ports := make([]string, len(open))
		for i, p := range open {
			ports[i] = p.V.String()
		}
		said, hint := c.Port.V.String(), finding.Say("it listens on %s", "수신하는 포트: %s", strings.Join(ports, ", "))
		if meant, ok := inOtherProtocol(open, c.Port.V); ok {
			said = c.Port.V.Full()
			hint = finding.Say("write port: %s; a port that names no protocol is of tcp",
				"port: %s(으)로 쓰십시오. 프로토콜이 없는 포트는 tcp입니다", meant.Full())
		}
		f := r.about(c.ID.V, "port", CodePortClosed, c.Port.Position,
			finding.Say("%s does not listen on %s", "%s 요소는 %s 포트에서 수신하지 않습니다", to.ID, said), hint)
		f.Related = m.related(open[0].Position, finding.Say("its ports", "수신 포트"))
	}
}

// inOtherProtocol is the port as one who listens on its number has it; ok is false where
// nobody does in another protocol.
func inOtherProtocol(open []Port, port PortRange) (meant PortRange, ok bool) {
	for _, p := range open {
		if meant = port; p.V.Protocol != "icmp" && port.Protocol != "icmp" {
			if meant.Protocol = p.V.Protocol; p.V.Contains(meant) {
				return meant, true
			}
		}
	}
	return PortRange{}, false
}

func listensOn(open []Port, port PortRange) bool {
	for _, p := range open {
		if p.V.Contains(port) {
			return true
		}
	}
	return false
}

// checkEvents reports event connections that do not say what carries them, and
// others that do. A consumer that polls carries its events itself.
func (m *Model) checkEvents(r *reporter) {
	for _, c := range m.Connections {
		by, opens := String{}, String{}
		if c.Event != nil {
			by, opens = c.Event.By, c.Event.Opens
		}
		switch isEvent := c.Kind.V == "event"; {
		case c.Derived || r.reportedAt(c.Kind.Position):
		case !isEvent && by.IsSet():
			r.about(c.ID.V, "event", CodeEventCarrier, by.Position,
				finding.Say("only an event has a carrier", "이벤트 연결에만 전달 수단이 있습니다"),
				finding.Say("write kind: event, or delete by:", "kind: event를 쓰거나 by:를 지우십시오"))
		case isEvent && !by.IsSet() && opens.V != "consumer":
			f := r.about(c.ID.V, "event", CodeEventCarrier, c.Kind.Position,
				finding.Say("nothing says what carries this event", "이벤트를 무엇이 전달하는지 적혀 있지 않습니다"),
				finding.Say(
					"add event: {by: …} with rule, subscription, event-source-mapping, notification, pipe, schedule or redrive; event: {opens: consumer} for a poller; what a program calls itself is a request: leave kind: out",
					"event: {by: …}를 추가하십시오. 값은 rule, subscription, event-source-mapping, notification, pipe, schedule, redrive 중 하나입니다. 폴링이면 event: {opens: consumer}를 쓰십시오. 프로그램이 직접 호출하는 것은 요청이므로 kind:를 지우십시오"))
			if by := m.usualCarrier(c); by != "" {
				f.Hint = finding.Say("add event: {by: %s}, if that is what carries it",
					"전달 수단이 %[1]s(이)라면 event: {by: %[1]s}을(를) 추가하십시오", by)
			}
		}
	}
}

// usualCarrier is what carries events from the one end of a connection to the other
// wherever AWS does; empty where several things could, or none.
func (m *Model) usualCarrier(c *Connection) string {
	from, to := m.Element(c.From.ID), m.Element(c.To.ID)
	if from == nil || to == nil {
		return ""
	}
	function := slices.Contains(to.kindOrUnknown().AWS, "AWS::Lambda::Function")
	for _, t := range from.kindOrUnknown().AWS {
		switch t {
		case "AWS::Events::EventBus":
			return "rule"
		case "AWS::SNS::Topic":
			return "subscription"
		case "AWS::S3::Bucket":
			return "notification"
		case "AWS::Scheduler::Schedule":
			return "schedule"
		case "AWS::Pipes::Pipe":
			return "pipe"
		case "AWS::SQS::Queue", "AWS::Kinesis::Stream", "AWS::DynamoDB::Table", "AWS::MSK::Cluster":
			if function {
				return "event-source-mapping"
			}
		}
	}
	return ""
}

// checkTraffic reports peaks below the typical rate.
func (m *Model) checkTraffic(r *reporter) {
	look := func(subject string, t *Traffic) {
		if t != nil && t.Typical.IsSet() && t.Peak.IsSet() && t.Peak.V.PerSecond() < t.Typical.V.PerSecond() {
			r.about(subject, "rate", CodePeakBelow, t.Peak.Position,
				finding.Say("the peak is below the typical rate", "peak 값이 typical 값보다 작습니다"),
				finding.Say("exchange the two", "둘을 바꾸십시오"))
		}
	}
	for _, c := range m.Connections {
		look(c.ID.V, c.Rate)
	}
	for _, f := range m.Flows {
		look(f.ID, f.Rate)
	}
}
