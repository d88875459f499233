package drift

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
)

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
	holds, partial  bool
	declared, found string
	// message says what is wrong, hint what to do where that is not the rule's cure.
	message, hint finding.Text
	// flight is what is changing at the moment, where no fact says so by itself.
	flight flight
	// cause is the fact whose value decides, where that is not the first of facts
	// that says anything.
	cause *fact
}

// judge answers a claim. What is missing comes before all else, and what is
// being changed at the moment is not held against anybody.
func (s *subject) judge(c claim) {
	check := finding.Check{Code: c.code, Subject: s.id, Fact: c.fact, Verdict: finding.Broken}
	for _, f := range c.facts {
		if !f.quiet {
			check.Evidence = append(check.Evidence, f.asEvidence())
		}
	}
	gap, changing := firstGap(c.facts), flight{}
	switch {
	case gap != nil:
		check.Verdict, check.Missing = finding.Unknown, gap.String()
	case c.holds:
		check.Verdict = finding.Holds
	default:
		if c.partial {
			check.Verdict = finding.Partial
		}
		decides := c.decides()
		if changing = cmp.Or(c.flight, s.inFlight(decides)); changing.is() && !changing.stuck(s.asOf) {
			check.Verdict, check.Missing, check.Suspended = finding.Unknown, changing.story().En, true
		} else if gap = firstGap(s.maybeInFlight(decides)); gap != nil {
			check.Verdict, check.Missing = finding.Unknown, gap.String()
		}
	}
	s.checks = append(s.checks, check)
	switch {
	case gap != nil:
		s.reportGap(c, gap)
	case check.Suspended:
		s.reportSuspended(c, check, changing)
	case !c.holds:
		s.findings = append(s.findings, s.finding(c, check))
	}
}

func firstGap(facts []fact) *discover.Gap {
	i := slices.IndexFunc(facts, func(f fact) bool { return f.gap != nil })
	if i < 0 {
		return nil
	}
	return facts[i].gap
}

// finding is what a claim that does not hold has to say.
func (s *subject) finding(c claim, check finding.Check) *finding.Finding {
	rule, ok := s.rules.Lookup(c.code)
	if !ok {
		panic("drift: no rule for code " + c.code)
	}
	f := &finding.Finding{
		Code: c.code, Severity: rule.Severity, Verdict: check.Verdict, Subject: s.id, Fact: c.fact, Position: c.at,
		Message: c.message, Hint: asHint(rule.Cure), Evidence: check.Evidence, Declared: c.declared, Found: c.found,
	}
	if f.Position.IsZero() {
		f.Position = s.place(c.fact)
	}
	if !c.hint.IsZero() {
		f.Hint = c.hint
	}
	f.Cause = c.decides().cause()
	f.Source = s.model.SourceLine(f.Position)
	return f
}

// decides is the fact whose value decides a claim that does not hold: the first
// that says anything and does not merely lead to another, unless the claim names
// it.
func (c claim) decides() fact {
	if c.cause != nil {
		return *c.cause
	}
	for _, suits := range []func(fact) bool{
		func(f fact) bool { return !f.quiet && !f.leads },
		func(f fact) bool { return !f.quiet },
		func(f fact) bool { return f.evidence.Fact != "" },
	} {
		if i := slices.IndexFunc(c.facts, suits); i >= 0 {
			return c.facts[i]
		}
	}
	return fact{}
}

// cause is a fact as the cause of a finding: where it was read, or where it was
// looked for.
func (f fact) cause() finding.Cause {
	typ, _, _ := strings.Cut(f.evidence.Fact, " ")
	c := finding.Cause{Type: typ, Resource: f.evidence.From, Fact: f.name, Part: f.part}
	if f.resource == nil && f.name == "" {
		c.Resource = strings.TrimSpace(c.Resource + " " + strings.TrimPrefix(f.evidence.Value, "none "))
	}
	return c
}

// causeOf is the cause of what could not be verified: the fact that was not read,
// the cell that was not, or what the snapshot does not have.
func causeOf(gap *discover.Gap, f fact) finding.Cause {
	switch {
	case gap.Fact != "" && f.evidence.From != "":
		c := f.cause()
		c.Fact = gap.Fact
		return c
	case gap.Operation == "" && f.evidence.From != "" && !strings.HasSuffix(gap.Reason, notThere):
		return f.cause()
	case gap.Operation != "":
		return finding.Cause{Resource: gap.Operation + " in " + gap.Account + "/" + gap.Region}
	}
	return finding.Cause{Resource: gap.Reason}
}

// asHint is a cure as hints are written: without capital and full stop.
func asHint(cure finding.Text) finding.Text {
	en := strings.TrimSuffix(cure.En, ".")
	return finding.Text{En: strings.ToLower(en[:1]) + en[1:], Ko: strings.TrimSuffix(cure.Ko, ".")}
}

// asked names what a claim is about: "planning-api scaling.max".
func (s *subject) asked(c claim) string { return strings.TrimSpace(s.id + " " + c.fact) }

// reportSuspended reports, as a note, what cannot be judged while it changes.
func (s *subject) reportSuspended(c claim, check finding.Check, changing flight) {
	f := s.finding(c, check)
	f.Severity, f.Suspended = finding.Note, true
	why := changing.story()
	f.Message = finding.Text{
		En: fmt.Sprintf("%s is under way, so %q is not judged yet", why.En, s.asked(c)),
		Ko: fmt.Sprintf("%s 중이라 %q 항목은 아직 판정하지 않습니다", why.Ko, s.asked(c)),
	}
	if r := changing.by; r != nil {
		f.Cause = finding.Cause{Type: r.Type, Resource: r.Ref()}
	}
	f.Hint = finding.Say("take another snapshot when it is done", "끝난 뒤 스냅샷을 다시 뜨십시오")
	s.findings = append(s.findings, f)
}

// reportGap reports, as a note, what could not be looked at.
func (s *subject) reportGap(c claim, gap *discover.Gap) {
	f := s.finding(c, finding.Check{Verdict: finding.Unknown})
	f.Severity, f.Found = finding.Note, ""
	missing, why := fact{}, gap.Says()
	if i := slices.IndexFunc(c.facts, func(f fact) bool { return f.gap == gap }); i >= 0 {
		missing = c.facts[i]
	}
	if !missing.why.IsZero() {
		why = missing.why
	}
	f.Message = finding.Text{
		En: fmt.Sprintf("%q could not be verified: %s", s.asked(c), why.En),
		Ko: fmt.Sprintf("%q 항목을 확인하지 못했습니다: %s", s.asked(c), why.Ko),
	}
	f.Hint = finding.Say("take a snapshot that has it", "그 정보를 담은 스냅샷을 뜨십시오")
	switch {
	case missing.unfollowed:
		f.Hint = finding.Say("look at it by other means, and accept what stays unknown: asbuilt accept",
			"다른 방법으로 확인하고, 알 수 없는 채로 둘 것은 예외로 받아들이십시오")
	case strings.HasPrefix(gap.Reason, discover.Uncollected):
		f.Hint = finding.Say("leave it out with match: none, and say why in because:",
			"match: none으로 대조에서 빼고 because:에 사유를 적으십시오")
	case gap.Reason == discover.Older:
		f.Hint = finding.Say("take another snapshot with this asbuilt", "이 버전의 asbuilt로 스냅샷을 다시 뜨십시오")
	case gap.Operation != "":
		f.Hint = gapHint(gap)
	}
	f.Evidence, f.Unread = []finding.Evidence{{From: gap.String()}}, gap.Operation
	f.UnreadAccount, f.UnreadRegion = gap.Account, gap.Region
	f.Cause = causeOf(gap, fact{})
	for _, fact := range c.facts {
		if fact.gap == gap && fact.evidence.Fact != "" {
			f.Evidence[0].Fact = fact.evidence.Fact
			f.Cause = causeOf(gap, fact)
		}
	}
	s.findings = append(s.findings, f)
}

// gapHint is what to do about a cell that is not ok: a right is asked for only where
// one is missing.
func gapHint(gap *discover.Gap) finding.Text {
	return finding.Say("%s, or accept it: asbuilt accept --unread %s",
		"%s. 또는 수용하십시오: asbuilt accept --unread %s", gapCure(gap), gap.Operation)
}

func gapCure(gap *discover.Gap) finding.Text {
	status := gap.Status
	if word, _, ok := strings.Cut(gap.Reason, ": "); ok && status == discover.NotRead { // of one resource alone
		status = discover.Status(word)
	}
	switch status {
	case discover.Denied:
		return finding.Say("allow %s (see asbuilt policy) and take another snapshot",
			"%s 권한을 주고(asbuilt policy 참고) 스냅샷을 다시 뜨십시오", actionsOf(gap.Operation))
	case discover.RegionOff:
		return finding.Say("enable the region, or take it out of the model", "리전을 활성화하거나 모델에서 빼십시오")
	case discover.ServiceRetired:
		return finding.Say("the service is not offered there: leave it out with match: none",
			"그곳에서는 제공하지 않는 서비스입니다. match: none으로 대조에서 빼십시오")
	case discover.ThrottledOut, discover.Timeout, discover.Truncated, discover.Cancelled:
		return finding.Say("take another snapshot, with more time and no bound on requests (--timeout, --budget)",
			"시간을 늘리고 요청 수 제한 없이(--timeout, --budget) 스냅샷을 다시 뜨십시오")
	case discover.NotRead:
		return finding.Say("take a snapshot that asks for it: asbuilt discover", "이 항목을 읽는 스냅샷을 뜨십시오: asbuilt discover")
	}
	return finding.Say("see why it failed, and take another snapshot", "실패한 까닭을 살핀 뒤 스냅샷을 다시 뜨십시오")
}

// actionsOf are the IAM actions that an operation needs.
func actionsOf(operation string) string {
	for _, op := range discover.Operations() {
		if op.Name == operation {
			return strings.Join(op.IAM(), ", ")
		}
	}
	return operation
}
