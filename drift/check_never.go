package drift

import (
	"asbuilt/discover"
	"asbuilt/drift/reach"
	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/way"
)

// Ways that must not exist do not: packets decide about what listens, permissions
// about what AWS answers for. A pair of things is one check.

// CodeForbidden is the code of a way that must not exist, and does.
// https://docs.aws.amazon.com/vpc/latest/userguide/infrastructure-security.html
const CodeForbidden = "forbidden-way"

func neverRules() finding.Rules {
	return finding.Rules{
		{Code: CodeForbidden, Severity: finding.Error, Extra: true},
	}
}

// checkNever judges each pair that must not be joined.
func (c *comparison) checkNever() {
	for _, f := range c.model.Forbids(c.model.CurrentState()) {
		var ports []model.PortRange
		for _, p := range f.Ports {
			ports = append(ports, p.V)
		}
		var allowed []string
		for _, v := range f.ExceptVia {
			if r := c.connected(v); r != nil {
				allowed = append(allowed, r.ID)
			}
		}
		s := &subject{comparison: c, id: f.Subject()}
		for from, to := range f.Pairs {
			s.checkForbidden(f, c.neverEnd(from), c.neverEnd(to), ports, allowed)
		}
	}
}

// neverEnd is one end of a way that must not exist.
func (c *comparison) neverEnd(e model.NeverEnd) end {
	if e.Element == nil {
		return end{}
	}
	if e.Part != nil {
		ref := model.Ref{ID: e.Element.ID, Part: e.Part.ID}
		if pair := c.pairs.Of(e.String()); pair != nil { // a part that is a resource of its own
			r := pair.Resource()
			return end{ref: model.Ref{ID: e.String()}, element: e.Element, resource: r, absent: r == nil}
		}
		all := c.end(ref)
		all.part = true
		return all
	}
	return c.end(model.Ref{ID: e.Element.ID})
}

// checkForbidden judges one pair.
func (s *subject) checkForbidden(f model.Forbidden, from, to end, ports []model.PortRange, allowed []string) {
	x := s.crossed(from, to, ports, allowed)
	message := finding.Say("%[1]s reaches %[2]s (%[3]s), which %[4]s says must not be",
		"%[1]s이(가) %[2]s에 닿습니다(%[3]s). %[4]s에서 금지한 길입니다", from.name(), to.name(), x.how, f.Subject())
	s.judge(claim{
		code: CodeForbidden, cause: x.cause, fact: from.name() + "->" + to.name(), at: f.Position, facts: x.facts,
		holds: !x.open, declared: "never", found: x.how.En, message: message,
	})
}

// crossing is whether one thing reaches another, and how.
type crossing struct {
	open  bool
	how   finding.Text
	facts []fact
	cause *fact
}

// crossed asks whether one end reaches the other.
func (s *subject) crossed(from, to end, ports []model.PortRange, allowed []string) crossing {
	for _, e := range []end{from, to} {
		if x, ok := s.unrealisedEnd(e); ok {
			return x
		}
	}
	if from.resource != nil && from.resource == to.resource {
		return s.unsure(finding.Say("both are %s, in which the network decides nothing",
			"둘 다 %s이므로 네트워크로는 알 수 없습니다", from.resource.ID))
	}
	if to.resource != nil && !s.listening(to) {
		return s.used(from, to)
	}
	var x crossing
	for _, a := range s.sides(from) {
		for _, b := range s.sides(to) {
			y, blocked := s.passes(a, b, ports, allowed)
			switch {
			case !blocked && y.open && (from.part || to.part):
				return s.unsure(finding.Say(
					"the network does not tell %s from other parts of its server, and credentials are not read",
					"%s은(는) 네트워크로는 같은 서버의 다른 파티션과 구분되지 않으며, 계정 권한은 읽지 않습니다", to.name()))
			case !blocked:
				return y
			}
			y.facts = append(x.facts, y.facts...)
			x = y
		}
	}
	return x
}

// passes asks the network whether one side gets to the other; blocked says that nothing
// does, for certain.
func (s *subject) passes(from, to reach.Side, ports []model.PortRange, allowed []string) (x crossing, blocked bool) {
	if v, hops := s.net.Reaches(from, to, ports, allowed...); v == way.Blocked {
		for _, h := range hops {
			x.facts = append(x.facts, s.hop(h))
		}
		return x, true
	}
	w := s.net.Crossed(from, to, ports, allowed...)
	x = crossing{open: w.Verdict == way.Open, how: w.OpenPart()}
	for _, h := range w.Hops {
		fact := s.hop(h)
		if h.Value != "" && (h.Name == "SecurityGroupIngress" || x.cause == nil && h.Name == "Routes") {
			x.cause = &fact
		}
		x.facts = append(x.facts, fact)
	}
	if w.Verdict == way.Unknown {
		var missing []fact
		for _, m := range w.Missing {
			missing = append(missing, s.lacking(m))
		}
		x.facts = append(missing, x.facts...)
		return x, false
	}
	for i := range x.facts { // what is missing elsewhere decides nothing
		x.facts[i].gap = nil
	}
	return x, !x.open
}

// unrealisedEnd is what is true of a way of which an end is not there: nothing goes
// along it, unless nobody could look.
func (s *subject) unrealisedEnd(e end) (crossing, bool) {
	pair := s.pairs.Of(e.ref.String())
	switch {
	case e.element == nil || e.resource != nil:
		return crossing{}, false
	case pair != nil && pair.OptedOut:
		return s.unsure(finding.Say("%s is not compared with AWS (match: none)", "%s은(는) AWS와 대조하지 않습니다(match: none)",
			e.name())), true
	case pair != nil && pair.Gap != nil:
		return crossing{facts: []fact{{quiet: true, gap: pair.Gap}}}, true
	case pair != nil && len(pair.Candidates) > 0:
		return s.unsure(finding.Say("which of several resources realises %q is not known", "%q에 해당하는 리소스가 여럿입니다",
			e.name())), true
	case pair != nil:
		none := s.hop(way.Fact{Type: pair.Types[0], Value: "none"})
		return crossing{facts: []fact{none}}, true
	case s.runs(e):
		return s.unsure(finding.Say("asbuilt does not follow who reaches %s", "asbuilt는 %s에 누가 닿는지 따라가지 않습니다",
			e.name())), true
	}
	return crossing{}, false
}

// unsure is a way about which something decides that nobody looks at.
func (s *subject) unsure(why finding.Text) crossing {
	return crossing{facts: []fact{s.lacking(way.Missing{Text: why, Ignored: true})}}
}

// used is whether something uses what AWS answers for outside of any network: by its
// own doors, or by permissions.
func (s *subject) used(from, to end) crossing {
	if f, ok := to.resource.Facts.(discover.Facing); ok && from.resource == nil {
		if by, faces := f.Faces(); by.Fact != "" {
			return crossing{open: faces, how: finding.Same(by.Fact + ": " + by.Value),
				facts: []fact{s.read(to.resource, by.Fact, by.Value)}}
		}
	}
	if from.element == nil {
		if open, facts, ok := s.publicly(to.resource, false); ok {
			x := crossing{open: open, facts: facts}
			x.how = finding.Same(facts[0].evidence.Value)
			return x
		}
	}
	p := s.permitted(from, to)
	return crossing{open: p.may, how: p.why, facts: p.facts}
}
