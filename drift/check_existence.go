package drift

import (
	"slices"

	"asbuilt/discover"
	"asbuilt/drift/match"
	"asbuilt/finding"
	"asbuilt/model/kind"
)

// Existence: what the model says is there, is there; what it says is over, is
// gone.

// CodeMissing is the code of what is declared and does not exist.
const CodeMissing = "missing-resource"

const (
	codeOutlived = "outlived"
	codeEarly    = "found-early"
)

func existenceRules() finding.Rules {
	return finding.Rules{
		{Code: CodeMissing, Severity: finding.Error},
		{Code: codeOutlived, Severity: finding.Error},
		{Code: codeEarly, Severity: finding.Note},
	}
}

func (s *subject) checkExistence() {
	p := s.pair
	switch {
	case p.OptedOut:
	case p.When == match.Past:
		s.checkGone()
	case p.When == match.Later:
		s.checkEarly()
	case len(p.Candidates) > 0: // match reports it
		s.checks = append(s.checks, finding.Check{
			Code:    match.CodeAmbiguous,
			Subject: s.id,
			Verdict: finding.Unknown,
			Missing: "which of several resources is meant",
		})
	case p.Boundary != nil && len(p.Boundary.PerZone) > 0:
		s.checkZones()
	default:
		s.exists("", p.Position(), s.resource)
	}
}

// exists claims that r is there for a part of the subject.
func (s *subject) exists(fact string, at finding.Position, r *discover.Resource) {
	c := claim{code: CodeMissing, fact: fact, at: at, holds: r != nil, declared: s.pair.Types[0]}
	if r != nil {
		c.facts = append(c.facts, s.named(r))
		c.facts = append(c.facts, s.unread(r, s.at.TellsLeaving(r)...)...)        // it may be gone
		if place := s.pair.Place; place != nil && place.Around(kind.VPC) != nil { // it may lie in another
			for _, ref := range s.at.Placement(r).Where() {
				if ref.Resource != nil {
					c.facts = append(c.facts, s.unread(ref.Resource, ref.Fact)...)
				}
			}
		}
	} else {
		c.facts = append(c.facts, s.notFound())
	}
	what := s.id
	if fact != "" {
		what += " " + fact
	}
	c.message = finding.Say("%q is declared, but AWS has no such %s",
		"%q 항목이 선언되어 있지만 AWS에 해당하는 리소스가 없습니다(%s)", what, s.pair.Types[0])
	if r == nil && fact == "" && len(s.pair.Leaving) > 0 {
		s.judge(s.leaving(c, s.pair.Leaving[0]))
		return
	}
	s.judge(c)
}

// leaving is the claim that something is there, about what would be that if it
// were not on its way out.
func (s *subject) leaving(c claim, r *discover.Resource) claim {
	says, _ := s.at.Leaving(r)
	c.facts, c.found = []fact{s.read(r, says.Fact, says.Word)}, says.Word
	c.message = finding.Say("%q is declared, but is being deleted (%s: %s)",
		"%q 항목이 선언되어 있지만 삭제되고 있습니다(%s: %s)", s.id, says.Fact, says.Word)
	if says.Life == discover.Gone {
		c.message = finding.Say("%q is declared, but is gone (%s: %s)",
			"%q 항목이 선언되어 있지만 이미 없어졌습니다(%s: %s)", s.id, says.Fact, says.Word)
	}
	return c
}

// notFound is the fact that nothing realises the subject, unless the matching
// could not see everything.
func (s *subject) notFound() fact {
	f := s.nothing(s.pair.Types[0], s.id)
	f.gap = s.pair.Gap
	return f
}

func (s *subject) checkZones() {
	for _, zone := range s.pair.Boundary.PerZone {
		i := slices.IndexFunc(s.pair.Resources, func(r *discover.Resource) bool {
			return discover.ZoneLetter(r) == zone.ID
		})
		if i < 0 {
			s.exists("per_zone."+zone.ID, zone.Position, nil)
		} else {
			s.exists("per_zone."+zone.ID, zone.Position, s.pair.Resources[i])
		}
	}
}

func (s *subject) checkGone() {
	c := claim{code: codeOutlived, fact: "until", holds: s.resource == nil, facts: []fact{s.notFound()}}
	if s.resource != nil {
		c.facts, c.found = []fact{s.named(s.resource)}, s.resource.ID
	}
	c.message = finding.Say("%q should be gone by now, but AWS still has %s",
		"%q 항목은 지금쯤 없어야 하지만 AWS에 아직 있습니다: %s", s.id, c.found)
	s.judge(c)
}

func (s *subject) checkEarly() {
	if s.resource == nil {
		return
	}
	s.judge(claim{
		code:  codeEarly,
		fact:  "since",
		facts: []fact{s.named(s.resource)},
		found: s.resource.ID,
		message: finding.Say("%q is planned for later, but AWS already has %s",
			"%q 항목은 나중 계획이지만 AWS에 이미 있습니다: %s", s.id, s.resource.ID),
	})
}
