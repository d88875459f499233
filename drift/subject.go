package drift

import (
	"fmt"
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/drift/match"
	"asbuilt/finding"
	"asbuilt/model"
)

// subject is one thing of the model that is being checked.
type subject struct {
	*comparison
	id string
	// pair is nil for an element that AWS cannot realise.
	pair *match.Pair
	// element is nil for boundaries and groups.
	element *model.Element
	// resource is what realises it, or nil; the first of a tier's subnets.
	resource *discover.Resource
}

func (c *comparison) subject(p *match.Pair, e *model.Element) *subject {
	s := &subject{comparison: c, pair: p, element: e, resource: p.Resource()}
	if p != nil {
		s.id = p.ID()
	} else {
		s.id = e.ID
	}
	return s
}

func (s *subject) optedOut() bool { return s.pair != nil && s.pair.OptedOut }

// place is the position of the model's word about a fact.
func (s *subject) place(fact string) finding.Position {
	if s.element != nil {
		return s.element.Key(fact)
	}
	return s.pair.Position()
}

// whereabouts are the account and region of the subject, "" when unknown.
func (s *subject) whereabouts() (account, region string) {
	if s.resource != nil {
		return s.resource.Account, s.resource.Region
	}
	if s.element != nil && s.element.Boundary != nil {
		return s.element.Boundary.Account(), s.element.Boundary.Region()
	}
	return "", ""
}

// fact is one thing that was read, or would have been.
type fact struct {
	evidence finding.Evidence
	gap      *discover.Gap
	// resource is where it was read; nil for what is not there.
	resource *discover.Resource
	name     string
}

// read is a fact of a resource: name is the field of its facts, value what it
// holds.
func (s *subject) read(r *discover.Resource, name string, value any) fact {
	return fact{
		evidence: finding.Evidence{Fact: r.Type + " " + name, Value: show(value), From: r.Ref()},
		gap:      s.at.Missing(r, name),
		resource: r,
		name:     name,
	}
}

// named is a fact read for its resource alone, shown by its name.
func (s *subject) named(r *discover.Resource) fact {
	return fact{evidence: finding.Evidence{Fact: r.Type, Value: r.Name, From: r.Ref()}, gap: s.at.Missing(r, ""), resource: r}
}

// nothing is the fact that no resource of a type is there for what was asked.
func (s *subject) nothing(typ, asked string) fact {
	account, region := s.whereabouts()
	from := strings.Trim(account+"/"+region, "/")
	return fact{evidence: finding.Evidence{Fact: typ, From: from, Value: "none for " + asked}, gap: s.at.Unlisted(typ, account, region)}
}

// lost is the fact that something which another fact names is not in the
// snapshot.
func (s *subject) lost(what string) fact {
	return fact{gap: &discover.Gap{Cell: discover.Cell{Reason: what + " is not in the snapshot"}}}
}

func show(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return v
	case []string:
		return strings.Join(v, ", ")
	case float64:
		return fmt.Sprintf("%g", v)
	case *int:
		if v == nil {
			return "never"
		}
		return fmt.Sprint(*v)
	}
	return fmt.Sprint(value)
}

// claim is one thing that the model says, with what AWS says to it.
type claim struct {
	code string
	// fact is the key in the model: "scaling.max". It is part of the
	// fingerprint, so it holds no values.
	fact string
	// at is the place of the model's word, where it is not that of fact.
	at finding.Position
	// facts are what the verdict rests on; where one is missing it is unknown.
	facts []fact
	// holds and partial give the verdict when nothing is missing.
	holds, partial bool
	declared       string
	found          string
	// message says what is wrong, hint what to do; the rule's cure is the hint
	// of a claim that has none.
	message, hint finding.Text
}

// judge answers a claim.
func (s *subject) judge(c claim) {
	check := finding.Check{Code: c.code, Subject: s.id, Fact: c.fact, Verdict: finding.Broken}
	for _, f := range c.facts {
		if f.evidence != (finding.Evidence{}) {
			check.Evidence = append(check.Evidence, f.evidence)
		}
	}
	gap := firstGap(c.facts)
	switch {
	case gap != nil:
		check.Verdict, check.Missing = finding.Unknown, gap.String()
	case c.holds:
		check.Verdict = finding.Holds
	case c.partial:
		check.Verdict = finding.Partial
	}
	if why := s.inFlight(c.facts); why != "" && (check.Verdict == finding.Broken || check.Verdict == finding.Partial) {
		check.Verdict, check.Missing, check.Suspended = finding.Unknown, why, true
	}
	s.checks = append(s.checks, check)
	if check.Verdict != finding.Holds {
		s.report(c, check, gap)
	}
}

func firstGap(facts []fact) *discover.Gap {
	i := slices.IndexFunc(facts, func(f fact) bool { return f.gap != nil })
	if i < 0 {
		return nil
	}
	return facts[i].gap
}

// report turns an answer into a finding.
func (s *subject) report(c claim, check finding.Check, gap *discover.Gap) {
	rule, ok := s.rules.Lookup(c.code)
	if !ok {
		panic("drift: no rule for code " + c.code)
	}
	f := &finding.Finding{
		Code: c.code, Severity: rule.Severity, Verdict: check.Verdict, Suspended: check.Suspended, Subject: s.id, Fact: c.fact,
		Position: c.at, Message: c.message, Hint: c.hint, Evidence: check.Evidence, Declared: c.declared, Found: c.found,
	}
	if f.Position.IsZero() {
		f.Position = s.place(c.fact)
	}
	f.Source = s.model.SourceLine(f.Position)
	if f.Hint.IsZero() {
		f.Hint = rule.Cure
	}
	if check.Verdict == finding.Unknown {
		f.Severity, f.Found = finding.Note, ""
		f.Message, f.Hint = unknown(s.id, c, check, gap)
		if gap != nil {
			f.Evidence = []finding.Evidence{{Fact: missingFact(c, gap), From: gap.String()}}
			f.Waived = s.accepted(gap)
		}
	}
	s.findings = append(s.findings, f)
}

func missingFact(c claim, gap *discover.Gap) string {
	for _, f := range c.facts {
		if f.gap == gap {
			return f.evidence.Fact
		}
	}
	return ""
}

func unknown(id string, c claim, check finding.Check, gap *discover.Gap) (message, hint finding.Text) {
	what := id
	if c.fact != "" {
		what = id + " " + c.fact
	}
	if check.Suspended {
		return finding.Say("%[2]s is changing at the moment, so %[1]q is not judged", "%[2]s 변경이 진행 중이라 %[1]q를 판정하지 않습니다", what, check.Missing),
			finding.Say("look again when it is done", "변경이 끝난 뒤 다시 확인하십시오")
	}
	message = finding.Say("%q could not be verified: %s", "%q를 확인하지 못했습니다: %s", what, check.Missing)
	if gap.Operation == "" {
		return message, finding.Say("take a snapshot that has it", "그 정보를 담은 스냅샷을 뜨십시오")
	}
	return message, finding.Say("allow %s (asbuilt policy) and take another snapshot, or accept the gap in accept_unknown", "%s 권한을 주고(asbuilt policy) 스냅샷을 다시 뜨거나, accept_unknown에 사유를 남기십시오", gap.Operation)
}

// accepted is the waiver for a gap that the model accepts on the day, or nil.
func (s *subject) accepted(gap *discover.Gap) *finding.Waiver {
	for _, a := range s.model.Accepted {
		w := &finding.Waiver{
			Reason: a.Reason.In(s.model.Lang()), Owner: a.Owner.V, Expires: a.Expires.V, Position: a.Position, Source: s.model.SourceLine(a.Position),
		}
		same := a.Operation.V == gap.Operation && (!a.Account.IsSet() || a.Account.V == gap.Account) && (!a.Region.IsSet() || a.Region.V == gap.Region)
		if same && !w.Expired(s.asOf) {
			return w
		}
	}
	return nil
}
