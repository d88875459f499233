package model

import (
	"asbuilt/finding"
	"asbuilt/model/kind"
)

// CodeDerivedByHand is the code of findings about connections that follow from facts.
const CodeDerivedByHand = "derived-by-hand"

// deriveRules concern connections that follow from facts.
func deriveRules() finding.Rules {
	return finding.Rules{
		{Code: CodeDerivedByHand, Severity: finding.Note},
	}
}

// derive adds the connections that follow from declared facts: image pull, log
// delivery, secret and key use. Those that were written by hand stay as they
// are and are not doubled; where they say no more than the fact, that is noted.
func (m *Model) derive(r *reporter) {
	written := make(map[[2]string]*Connection, len(m.Connections))
	for _, c := range m.Connections {
		written[[2]string{c.From.ID, c.To.ID}] = c
	}
	add := func(e *Element, to Ref, kind string, auth string, label finding.Text) {
		pair := [2]string{e.ID, to.ID}
		if !to.IsSet() || to.ID == e.ID || m.Element(to.ID) == nil {
			return
		}
		if by := written[pair]; by != nil {
			m.noteRedundant(r, by, to, label)
			return
		}
		c := &Connection{
			From:     Ref{ID: e.ID, Position: to.Position},
			To:       to,
			Derived:  true,
			Position: to.Position,
			Lifetime: e.Lifetime,
			Label:    Text{Text: label, Position: to.Position},
		}
		at := to.Position
		c.ID.V = e.ID + "->" + to.String() + ":443"
		c.Kind = String{V: kind, Position: at}
		c.Port = Port{V: PortRange{First: 443, Last: 443, Protocol: "tcp"}, Position: at}
		c.TLS = Bool{V: true, Position: at}
		c.Auth = String{V: auth, Position: at}
		m.Connections = append(m.Connections, c)
		written[pair] = c
	}
	logs := m.logTarget()
	for _, e := range m.Elements {
		if e.Task != nil {
			for _, c := range e.Task.Containers {
				add(e, c.Image, "deploy", "iam", finding.Say("image", "이미지"))
				for _, s := range c.Secrets {
					add(e, s.Secret, "request", "iam", finding.Say("secret", "보안 암호"))
				}
			}
		}
		if e.Operations != nil && e.Operations.Logs != nil && e.Operations.Logs.Group.IsSet() && logs != "" {
			add(e, Ref{ID: logs, Position: e.Operations.Logs.Group.Position}, "observe", "iam",
				finding.Say("logs", "로그"))
		}
		if e.Encryption != nil {
			add(e, e.Encryption.Key, "request", "iam", finding.Say("key", "키"))
		}
	}
}

// noteRedundant notes a connection that says no more than the fact it follows from.
func (m *Model) noteRedundant(r *reporter, c *Connection, fact Ref, label finding.Text) {
	says := len(c.Via) > 0 || len(c.Sends) > 0 || len(c.Receives) > 0 || len(c.Decision) > 0 ||
		c.Protect != nil || c.Rate != nil || !c.Because.IsZero() || c.Since.IsSet() || c.Until.IsSet() ||
		c.Access.IsSet() || c.Kind.V == "event" || c.Event != nil
	if c.Derived || says {
		return
	}
	f := r.about(c.ID.V, "", CodeDerivedByHand, c.Position, finding.Text{
		En: "this connection follows from a fact already (" + label.En + ")",
		Ko: "이미 적은 속성에서 따라오는 연결입니다(" + label.Ko + ")",
	}, finding.Say("delete it; it is drawn all the same", "지우십시오. 지워도 그려집니다"))
	f.Related = m.related(fact.Position, finding.Say("the fact", "근거가 되는 속성"))
}

// logTarget is the element that stands for CloudWatch, or "".
func (m *Model) logTarget() string {
	for _, e := range m.Elements {
		if e.Has(kind.CollectsLogs) {
			return e.ID
		}
	}
	return ""
}
