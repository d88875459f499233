package model

import "asbuilt/finding"

// derive adds the connections that follow from declared facts: image pull, log
// delivery, secret and key use. Those that were written by hand stay as they
// are and are not doubled.
func (m *Model) derive() {
	written := map[[2]string]bool{}
	for _, c := range m.Connections {
		written[[2]string{c.From.ID, c.To.ID}] = true
	}
	add := func(e *Element, to Ref, kind string, auth string, label finding.Text) {
		pair := [2]string{e.ID, to.ID}
		if !to.IsSet() || to.ID == e.ID || written[pair] || m.Element(to.ID) == nil {
			return
		}
		written[pair] = true
		c := &Connection{
			From: Ref{ID: e.ID, Position: to.Position}, To: to, Derived: true, Position: to.Position, Lifetime: e.Lifetime,
			Label: Text{Text: label, Position: to.Position},
		}
		at := to.Position
		c.ID.V = e.ID + "->" + to.String() + ":443"
		c.Kind = String{V: kind, Position: at}
		c.Port = Port{V: PortRange{First: 443, Last: 443, Protocol: "tcp"}, Position: at}
		c.TLS = Bool{V: true, Position: at}
		c.Auth = String{V: auth, Position: at}
		m.Connections = append(m.Connections, c)
	}
	logs := m.logTarget()
	for _, e := range m.Elements {
		if e.Task != nil {
			for _, c := range e.Task.Containers {
				add(e, c.Image, "deploy", "iam", finding.Say("image", "이미지"))
				for _, s := range c.Secrets {
					add(e, s.Secret, "request", "iam", finding.Say("secret", "비밀 값"))
				}
			}
		}
		if e.Operations != nil && e.Operations.Logs != nil && e.Operations.Logs.Group.IsSet() && logs != "" {
			add(e, Ref{ID: logs, Position: e.Operations.Logs.Group.Position}, "observe", "iam", finding.Say("logs", "로그"))
		}
		if e.Encryption != nil {
			add(e, e.Encryption.Key, "request", "iam", finding.Say("key", "키"))
		}
	}
}

// logTarget is the element that stands for CloudWatch, or "".
func (m *Model) logTarget() string {
	for _, e := range m.Elements {
		if e.Kind.ID == "cloudwatch" {
			return e.ID
		}
	}
	return ""
}
