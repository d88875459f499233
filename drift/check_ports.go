package drift

import (
	"cmp"
	"slices"

	"asbuilt/discover"
	"asbuilt/drift/reach"
	"asbuilt/finding"
	"asbuilt/model"
)

// Ports: what the model says it listens on is served, and its security groups
// let someone in.

const (
	// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html
	codeServed = "port-not-served"
	// https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
	codeBlocked = "port-blocked"
)

func portRules() finding.Rules {
	return finding.Rules{
		{Code: codeServed, Severity: finding.Error},
		{Code: codeBlocked, Severity: finding.Error},
	}
}

func checkPorts(s *subject) {
	if s.element == nil {
		return
	}
	for _, port := range s.element.Listens {
		s.checkServed(port)
		s.checkAllowed(port)
	}
}

func (s *subject) checkServed(port model.Port) {
	facts, open, ok := s.served()
	if !ok {
		return
	}
	c := claim{
		code:     codeServed,
		fact:     "listens." + port.V.Full(),
		at:       port.Position,
		facts:    facts,
		declared: port.V.Full(),
	}
	c.holds = slices.ContainsFunc(open, func(p discover.Port) bool {
		return contains(port.V, p.Number) && (p.Protocol == "" || p.Protocol == port.V.Protocol)
	})
	c.found = facts[len(facts)-1].evidence.Value
	c.message = finding.Say("%q does not serve %s", "%q이(가) %s을(를) 열지 않습니다", s.id, port.V.Full())
	s.judge(c)
}

// served are the ports that the resource opens, or the tasks of an ECS service,
// with the facts that say so; ok is false for what AWS tells no ports of.
func (s *subject) served() (facts []fact, open []discover.Port, ok bool) {
	r := s.resource
	if f, ok := r.Facts.(*discover.ECSService); ok {
		if r, facts = s.taskDefinition(f); r == nil {
			return facts, nil, true
		}
	}
	f, ok := r.Facts.(discover.Serving)
	if !ok {
		return nil, nil, false
	}
	ports := f.Serves()
	var shown []string
	for _, p := range ports.Value {
		shown = append(shown, p.String())
	}
	return append(facts, s.read(r, ports.Fact, shown)), ports.Value, true
}

func (s *subject) checkAllowed(port model.Port) {
	p := s.at.Placement(s.resource)
	if len(p.SecurityGroups) == 0 {
		s.undecided(claim{code: codeBlocked, fact: "listens." + port.V.Full(), at: port.Position,
			facts: s.reads(p.GroupFacts, "")})
		return
	}
	facts := s.reads(p.GroupFacts, p.SecurityGroups)
	allowed := false
	var decides *fact
	for _, id := range p.SecurityGroups {
		group := s.at.Near(s.resource, "AWS::EC2::SecurityGroup", id)
		if group == nil {
			facts = append(facts, s.lost(id))
			continue
		}
		rules := group.Facts.(*discover.SecurityGroup).SecurityGroupIngress
		by := slices.IndexFunc(rules, func(r discover.SecurityGroupRule) bool { return reach.Allows(r, port.V) })
		allowed = allowed || by >= 0
		var shown []string
		for _, r := range rules {
			shown = append(shown, ports(r))
		}
		read := s.read(group, "SecurityGroupIngress", shown)
		if by >= 0 { // whatever the others say
			read.gap = s.at.MissingIn(group, "SecurityGroupIngress", by)
		}
		facts, decides = append(facts, read), cmp.Or(decides, &read)
	}
	s.judge(claim{
		code:     codeBlocked,
		fact:     "listens." + port.V.Full(),
		at:       port.Position,
		facts:    facts,
		cause:    decides,
		holds:    allowed,
		declared: port.V.Full(),
		found:    facts[len(facts)-1].evidence.Value,
		message:  finding.Say("no security group of %q allows %s", "%q의 보안 그룹이 %s을(를) 허용하지 않습니다", s.id, port.V.Full()),
	})
}

func contains(p model.PortRange, port int) bool { return p.First <= port && port <= p.Last }
