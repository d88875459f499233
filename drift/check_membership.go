package drift

import (
	"slices"

	"asbuilt/discover"
	"asbuilt/finding"
)

// Membership: what the model puts into a group is in it on AWS.

// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
const codeGroup = "group-differs"

func membershipRules() finding.Rules {
	return finding.Rules{
		{Code: codeGroup, Severity: finding.Error},
	}
}

func checkMembership(s *subject) {
	if s.element == nil {
		return
	}
	for _, ref := range s.element.Groups {
		group := s.pairs.Ref(ref)
		if group == nil { // its own absence is reported
			continue
		}
		has, facts, ok := s.groupsOf(group)
		if !ok {
			continue
		}
		s.judge(claim{
			code:     codeGroup,
			fact:     "groups." + ref.ID,
			at:       ref.Position,
			facts:    append(facts, s.named(group)),
			holds:    slices.Contains(has, group.ID) || slices.Contains(has, group.ARN),
			declared: ref.ID,
			found:    show(has),
			message: finding.Say("%q is not in %q, but in %s",
				"%q이(가) %q에 속해 있지 않습니다(실제: %s)", s.id, ref.ID, show(has)),
		})
	}
}

const securityGroupType = "AWS::EC2::SecurityGroup"

// groupsOf are the groups of the same type as group that the subject is in, by
// id or ARN; ok is false where AWS knows no such membership.
func (s *subject) groupsOf(group *discover.Resource) (has []string, facts []fact, ok bool) {
	if group.Type == securityGroupType {
		p := s.at.Placement(s.resource)
		return p.SecurityGroups, s.reads(p.GroupFacts, p.SecurityGroups), len(p.GroupFacts) > 0
	}
	return s.memberOf(group.Type)
}
