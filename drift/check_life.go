package drift

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/model"
)

// Life: what is there works, is switched on and is not about to expire, and so is
// what it relies on and consists of. What AWS's words mean is a table of
// discover; a word that it does not have is unknown.

const (
	// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/accessing-monitoring.html
	// https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
	codeNotRunning = "not-running"
	// https://docs.aws.amazon.com/kms/latest/developerguide/enabling-keys.html
	// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-delete-rule.html
	codeOff = "switched-off"
	// https://docs.aws.amazon.com/acm/latest/userguide/check-certificate-renewal-status.html
	codeExpired = "expired"
	// https://docs.aws.amazon.com/acm/latest/userguide/cloudwatch-events.html
	codeExpires = "expires"
)

func lifeRules() finding.Rules {
	return finding.Rules{
		{Code: codeNotRunning, Severity: finding.Error},
		{Code: codeOff, Severity: finding.Error},
		{Code: codeExpired, Severity: finding.Error},
		{Code: codeExpires, Severity: finding.Warning},
	}
}

func checkLife(s *subject) {
	if s.pair.Partition != nil {
		return // a part of a store lives as the store does
	}
	hidden := s.checkAlive(s.resource, nil, map[*discover.Resource]bool{s.resource: true})
	s.undecided(claim{code: codeNotRunning, fact: "life", at: s.pair.Position(), facts: hidden})
}

// checkAlive judges what the facts of r say of its life, and then what r relies
// on, unless the model declares that by itself. by is what leads to r, seen what
// was judged already; hidden is why there may be more.
func (s *subject) checkAlive(
	r *discover.Resource, by []fact, seen map[*discover.Resource]bool,
) (hidden []fact) {
	all := s.at.Standings(r)
	broken := slices.ContainsFunc(all, func(st discover.Standing) bool { return st.Life == discover.Broken })
	for _, st := range all {
		switch {
		case st.ToldBy != "" || s.counts(r):
		case st.Until == nil:
			s.checkStanding(r, st, by)
		case !broken: // what does not work any more has said why
			s.checkExpiry(r, st, by)
		}
	}
	keys, hidden := s.keyOf(r)
	for _, on := range append(s.at.Relied(r), keys...) {
		if on.Resource == nil || seen[on.Resource] || s.declares(on.Resource) {
			continue
		}
		seen[on.Resource] = true
		more := []fact{s.named(on.Resource)}
		if on.By.Fact != "" {
			more = s.reads([]discover.FactRef{on.By}, on.Name)
		}
		more = leading(more...)
		hidden = append(hidden, s.checkAlive(on.Resource, append(slices.Clone(by), more...), seen)...)
	}
	unread, gaps := s.at.RelianceUnread(r)
	hidden = append(hidden, s.reads(unread, "")...)
	for _, gap := range gaps {
		if gap.Operation != agentsSeen || s.usesAgents(r) {
			hidden = append(hidden, fact{quiet: true, gap: gap})
		}
	}
	return hidden
}

// agentsSeen is the operation that tells which machines have an agent of Systems
// Manager.
const agentsSeen = "ssm:DescribeInstanceInformation"

// usesAgents reports whether Systems Manager looks after machines such as r: the model
// has something of it, or the account has where r lies. A machine of which nobody says
// so lives without an agent.
//
// https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-instance-permissions.html
func (s *subject) usesAgents(r *discover.Resource) bool {
	declared := func(id string) bool {
		k := s.model.Kind(id)
		return k != nil && (k.Service == "ssm" && len(k.AWS) == 0 || slices.ContainsFunc(k.AWS, ofAgents))
	}
	for _, e := range s.model.Elements {
		agent := slices.ContainsFunc(e.Processes, func(p *model.Process) bool { return declared(p.Kind.ID) })
		if s.model.ActiveIn(e.Lifetime, s.model.CurrentState()) && (agent || declared(e.Kind.ID)) {
			return true
		}
	}
	near := func(o *discover.Resource) bool { return o.Account == r.Account && o.Region == r.Region }
	return slices.ContainsFunc(s.at.Type("AWS::SSM::ManagedInstance"), near) ||
		slices.ContainsFunc(s.at.Type("AWS::SSM::MaintenanceWindow"), near) ||
		slices.ContainsFunc(s.at.Type("AWS::SSM::PatchBaseline"), near) ||
		slices.ContainsFunc(s.at.Type("AWS::EC2::VPCEndpoint"), func(o *discover.Resource) bool {
			return near(o) && callsAgents(o.Facts.(*discover.VPCEndpoint))
		}) ||
		slices.ContainsFunc(s.at.Type("AWS::IAM::Role"), func(o *discover.Resource) bool {
			return o.Account == r.Account && enrols(o.Facts.(*discover.Role), r)
		})
}

// ofAgents reports whether a type is about what Systems Manager does with machines.
func ofAgents(typ string) bool {
	return strings.HasPrefix(typ, "AWS::SSM::") && typ != "AWS::SSM::Parameter"
}

// callsAgents reports whether an endpoint is one by which agents call.
func callsAgents(f *discover.VPCEndpoint) bool {
	service := f.ServiceName[strings.LastIndex(f.ServiceName, ".")+1:]
	return service == "ssm" || service == "ssmmessages"
}

// enrols reports whether a role is that of a machine and lets its agent report.
func enrols(f *discover.Role, r *discover.Resource) bool {
	m, ok := r.Facts.(*discover.Instance)
	if !ok {
		return false
	}
	profile := discover.LastSegment(m.IamInstanceProfile)
	own := profile != "" && slices.ContainsFunc(f.InstanceProfiles, func(p string) bool {
		return discover.LastSegment(p) == profile
	})
	return own && slices.ContainsFunc(f.ManagedPolicyArns, func(arn string) bool {
		name := discover.LastSegment(arn)
		return name == "AmazonSSMManagedInstanceCore" || name == "AmazonEC2RoleforSSM"
	})
}

// counts reports whether r is one of the machines of a fleet, which are counted.
func (s *subject) counts(r *discover.Resource) bool {
	_, ok := r.Facts.(*discover.Instance)
	return ok && r != s.resource
}

// keyOf is the key that r is encrypted with, where the snapshot has it, and why it may
// have one that is not judged.
func (s *subject) keyOf(r *discover.Resource) (on []discover.Relied, hidden []fact) {
	f, ok := r.Facts.(discover.Encrypting)
	if !ok {
		return nil, nil
	}
	key := f.EncryptedAtRest().Key
	for _, k := range s.at.Type("AWS::KMS::Key") {
		if key.Value != "" && k.Account == r.Account && isKey(key.Value, k) {
			by := discover.FactRef{Resource: r, Fact: key.Fact}
			return []discover.Relied{{Resource: k, Type: k.Type, Name: key.Value, By: by}}, nil
		}
	}
	if key.Fact != "" {
		hidden = s.reads(s.at.Unread(r, key.Fact), "")
	}
	if gap := s.at.Unlisted("AWS::KMS::Key", r.Account, r.Region); gap != nil && key.Value != "" {
		hidden = append(hidden, fact{quiet: true, gap: gap})
	}
	return nil, hidden
}

// checkStanding judges one word of AWS.
func (s *subject) checkStanding(r *discover.Resource, st discover.Standing, by []fact) {
	c := claim{
		code:     codeNotRunning,
		fact:     "life." + st.Fact,
		at:       s.pair.Position(),
		facts:    append(slices.Clone(by), s.read(r, st.Fact, st.Word)),
		holds:    st.Life == discover.Fine,
		declared: "works",
		found:    st.Word,
	}
	what := finding.Say("%q", "%q", s.id)
	if r != s.resource {
		name := nameOf(r)
		c.fact += "@" + name
		what = finding.Say("%s, which %q relies on,", "%[2]q이(가) 의존하는 %[1]s", name, s.id)
	}
	is := func(en, ko string) finding.Text {
		return finding.Text{
			En: fmt.Sprintf("%s %s (%s: %s)", what.En, en, st.Fact, st.Word),
			Ko: fmt.Sprintf("%s: %s(%s: %s)", what.Ko, ko, st.Fact, st.Word),
		}
	}
	switch st.Life {
	case discover.Off:
		c.code, c.declared, c.message = codeOff, "on", is("is switched off", "꺼져 있습니다")
	case discover.Going:
		c.message = is("is being deleted", "삭제되고 있습니다")
	case discover.Gone:
		c.message = is("is gone", "이미 없어졌습니다")
	case discover.Unsaid:
		c.facts = append(c.facts, s.unsaid(r, st.Fact, st.Word))
		c.message = is("is in a state that asbuilt does not know", "asbuilt가 모르는 상태입니다")
	default:
		c.message = is("does not work", "동작하지 않습니다")
	}
	s.judge(c)
}

// lastCall is how long before the end AWS begins to tell the owners of a
// certificate that was not renewed. ACM renews its own 60 days before.
const lastCall = 45 * day

// checkExpiry judges a moment after which r is of no use.
func (s *subject) checkExpiry(r *discover.Resource, st discover.Standing, by []fact) {
	if st.Until == nil {
		return
	}
	_, certificate := r.Facts.(*discover.Certificate)
	left, end := st.Until.Sub(s.asOf), st.Until.UTC().Format(time.DateOnly)
	c := claim{
		code:     codeExpired,
		fact:     "life." + st.Fact,
		at:       s.pair.Position(),
		facts:    append(slices.Clone(by), s.read(r, st.Fact, st.Word)),
		holds:    left > 0 && (!certificate || left > lastCall),
		declared: "valid",
		found:    st.Word,
	}
	what := s.id
	if r != s.resource {
		what, c.fact = nameOf(r), c.fact+"@"+nameOf(r)
	}
	if left > 0 && !c.holds {
		c.code = codeExpires
		c.message = finding.Say("%q expires on %s, in %d days, and was not renewed",
			"%q의 유효 기간이 %s에 끝나지만(%d일 남음) 갱신되지 않았습니다", what, end, int(left/day))
	} else {
		c.message = finding.Say("%q expired on %s", "%q의 유효 기간이 %s에 끝났습니다", what, end)
	}
	s.judge(c)
}
