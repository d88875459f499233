package drift

import (
	"slices"

	"asbuilt/discover"
	"asbuilt/drift/match"
	"asbuilt/finding"
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
		{
			Code: CodeMissing, Severity: finding.Error,
			Title: text("Declared, but not on AWS", "선언되었지만 AWS에 없음"),
			Cause: text("Every cell in which the resource could be was read, and none holds it: it was deleted, was never built, or is known by another name.",
				"리소스가 있을 수 있는 곳을 모두 읽었지만 찾지 못했습니다. 지워졌거나, 아직 만들지 않았거나, 다른 이름으로 있습니다."),
			Cure: text("Build it, say how it is found with `match:`, or delete it from the model.",
				"리소스를 만들거나, `match:`로 찾는 법을 적거나, 모델에서 지우십시오."),
		},
		{
			Code: codeOutlived, Severity: finding.Error,
			Title: text("Still runs although its time is over", "수명이 끝났지만 아직 있음"),
			Cause: text("The model says that it ends before the current state of the roadmap, and AWS still runs it: it costs money and can be attacked.",
				"모델은 로드맵의 현재 상태 전에 끝난다고 하지만 AWS에 아직 있습니다. 비용이 들고 공격 대상이 됩니다."),
			Cure: text("Delete it from AWS, or move its `until:`.", "AWS에서 지우거나 `until:`을 옮기십시오."),
		},
		{
			Code: codeEarly, Severity: finding.Note,
			Title: text("There already, before its time", "예정보다 먼저 있음"),
			Cause: text("The model plans it for a later state of the roadmap, and AWS has it already. It is not compared yet.",
				"모델은 로드맵의 이후 상태에 둔 리소스가 AWS에 이미 있습니다. 아직 대조하지 않습니다."),
			Cure: text("Move its `since:`, or `current:` of the model, once it counts.", "운영에 들어갔으면 `since:`나 모델의 `current:`를 옮기십시오."),
		},
	}
}

func text(en, ko string) finding.Text { return finding.Text{En: en, Ko: ko} }

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
			Code: match.CodeAmbiguous, Subject: s.id, Verdict: finding.Unknown, Missing: "which of several resources is meant",
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
	} else {
		c.facts = append(c.facts, s.notFound())
	}
	what := s.id
	if fact != "" {
		what += " " + fact
	}
	c.message = finding.Say("%q is declared, but AWS has no such %s", "%q 항목이 선언되어 있지만 AWS에 해당하는 리소스가 없습니다(%s)", what, s.pair.Types[0])
	s.judge(c)
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
		i := slices.IndexFunc(s.pair.Resources, func(r *discover.Resource) bool { return zoneLetter(r) == zone.ID })
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
	c.message = finding.Say("%q should be gone by now, but AWS still has %s", "%q 항목은 지금쯤 없어야 하지만 AWS에 아직 있습니다: %s", s.id, c.found)
	s.judge(c)
}

func (s *subject) checkEarly() {
	if s.resource == nil {
		return
	}
	s.judge(claim{
		code: codeEarly, fact: "since", facts: []fact{s.named(s.resource)}, found: s.resource.ID,
		message: finding.Say("%q is planned for later, but AWS already has %s", "%q 항목은 나중 계획이지만 AWS에 이미 있습니다: %s", s.id, s.resource.ID),
	})
}

func zoneLetter(r *discover.Resource) string {
	f, ok := r.Facts.(*discover.Subnet)
	if !ok || f.AvailabilityZone == "" {
		return ""
	}
	return f.AvailabilityZone[len(f.AvailabilityZone)-1:]
}
