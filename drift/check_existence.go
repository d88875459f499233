package drift

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

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
		{Code: codeEarly, Severity: finding.Note, Extra: true},
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
		c.facts = append(c.facts, s.unread(r, s.at.TellsLeaving(r)...)...) // it may be gone
		c.facts = append(c.facts, s.whichVPC(r)...)
		for _, ref := range s.pair.By { // no name told it
			c.facts = append(c.facts, s.reads([]discover.FactRef{ref}, factOf(ref))...)
		}
	} else {
		c.facts = append(c.facts, s.notFound())
		among := s.pair.Near
		if zone, ok := strings.CutPrefix(fact, "per_zone."); ok {
			among = among.InZone(zone)
		}
		c.message, c.hint = s.notThere(fact, among)
		near := slices.Concat(among.Elsewhere, among.Here)
		for _, r := range near[:min(len(near), mostListed)] {
			at := s.named(r)
			at.gap = nil // what comes near decides nothing
			c.facts = append(c.facts, at)
		}
	}
	if r == nil && fact == "" && len(s.pair.Leaving) > 0 {
		s.judge(s.leaving(c, s.pair.Leaving[0]))
		return
	}
	s.judge(c)
}

// factOf is the value of a fact as evidence shows it.
func factOf(ref discover.FactRef) any {
	if ref.Resource == nil {
		return ""
	}
	value := reflect.ValueOf(ref.Resource.Facts)
	for name := range strings.SplitSeq(ref.Fact, ".") {
		if value = reflect.Indirect(value); !value.IsValid() {
			return ""
		}
		value = value.FieldByName(name)
	}
	return value.Interface()
}

// notThere says that nothing realises a part of the subject, and what comes near.
// That AWS has no such thing is said only where all of its type are accounted for.
func (s *subject) notThere(part string, near match.Near) (message, hint finding.Text) {
	typ := s.pair.Types[0]
	what := strings.TrimSpace(s.id + " " + part)
	switch {
	case len(near.Elsewhere) == 1:
		at := near.Elsewhere[0]
		return finding.Say("%q is declared in %s, but what goes by its name, %s, is in %s",
				"%q은(는) %s에 선언되어 있지만 그 이름의 리소스 %s은(는) %s에 있습니다",
				what, s.placeOf(), at.ID, s.pairs.Where(s.pair, at)),
			finding.Say("correct in:, or say which one it is with match:", "in:을 바로잡거나 match:로 어느 리소스인지 지정하십시오")
	case len(near.Here) > 0:
		return finding.Say("%q is declared, but no %s goes by it; there are some that nobody declared: %s",
				"%q 항목이 선언되어 있지만 그 이름의 %s이(가) 없습니다. 선언되지 않은 리소스는 있습니다: %s",
				what, typ, some(near.Here)),
			finding.Say("is it this one? match: {id: %s}", "이 리소스라면 match: {id: %s}를 적으십시오", near.Here[0].ID)
	case len(near.Elsewhere)+len(near.Away) > 0:
		return finding.Say("%q is declared, but %s has no such %s; elsewhere there are some that nobody declared: %s",
			"%q 항목이 선언되어 있지만 %s에 해당하는 리소스가 없습니다(%s). 다른 곳에는 선언되지 않은 리소스가 있습니다: %s",
			what, s.placeOf(), typ, some(slices.Concat(near.Elsewhere, near.Away))), finding.Text{}
	}
	return finding.Say("%q is declared, but AWS has no such %s",
		"%q 항목이 선언되어 있지만 AWS에 해당하는 리소스가 없습니다(%s)", what, typ), finding.Text{}
}

// placeOf names the place of the subject, as a message does.
func (s *subject) placeOf() string {
	if s.pair.Place == nil {
		return "AWS"
	}
	place := s.pair.Place
	if s.pair.Boundary == place && place.Parent != nil {
		place = place.Parent
	}
	return strconv.Quote(place.ID)
}

// mostListed is how many resources a message names.
const mostListed = 3

// some names resources, by id and, where they have one, by name.
func some(resources []*discover.Resource) finding.Text {
	var names []string
	for _, r := range resources[:min(len(resources), mostListed)] {
		name := r.ID
		if r.Name != "" && r.Name != r.ID {
			name += " (" + strconv.Quote(r.Name) + ")"
		}
		names = append(names, name)
	}
	text := strings.Join(names, ", ")
	switch more := len(resources) - mostListed; {
	case len(resources) >= match.MostNear:
		return finding.Say("%s and many more", "%s 외 다수", text)
	case more > 0:
		return finding.Say("%s and %d more", "%s 외 %d개", text, more)
	}
	return finding.Same(text)
}

// whichVPC are the facts for want of which it is not known whether r lies in the
// VPC that the model puts it into: none once anything names its VPC.
func (s *subject) whichVPC(r *discover.Resource) (unread []fact) {
	if place := s.pair.Place; place == nil || place.Around(kind.VPC) == nil {
		return nil
	}
	at := s.at.Placement(r)
	if at.VPC != "" {
		return nil
	}
	for _, ref := range at.Facts {
		if ref.Resource != nil {
			unread = append(unread, s.unread(ref.Resource, ref.Fact)...)
		}
	}
	return unread
}

// leaving is the claim that something is there, about what would be that if it
// were not on its way out.
func (s *subject) leaving(c claim, r *discover.Resource) claim {
	says, _ := s.at.Leaving(r)
	c.facts, c.found, c.hint = []fact{s.read(r, says.Fact, says.Word)}, says.Word, finding.Text{}
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
