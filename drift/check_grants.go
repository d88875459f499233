package drift

import (
	"fmt"
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/grant"
	"asbuilt/model"
)

// Grants: a role may do what the model says and nothing beyond, and those act in it
// that the model says. A role for which the model says nothing is not judged, and
// counted.

const (
	// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
	codeExceeds = "permission-exceeds"
	// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
	codeLacks = "permission-missing"
	// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html
	codeTrust = "trust-differs"
)

func grantRules() finding.Rules {
	return finding.Rules{
		{Code: codeExceeds, Severity: finding.Error, Extra: true},
		{Code: codeLacks, Severity: finding.Error},
		{Code: codeTrust, Severity: finding.Error},
	}
}

func checkGrants(s *subject) {
	f, ok := s.resource.Facts.(*discover.Role)
	if !ok || s.element == nil {
		return
	}
	s.grants.Roles++
	declared := s.declaredGrants()
	if len(declared) > 0 {
		s.grants.Judged++
		g := s.grantsOf(s.resource)
		s.checkBeyond(g, declared)
		s.checkLacks(g, declared)
	}
	if len(s.element.AssumedBy) > 0 {
		s.grants.Trusts++
		s.checkTrust(f)
	}
}

// declaredGrant is one entry of the model that speaks of the role, with the facts
// for want of which it is not known what it names.
type declaredGrant struct {
	entry *model.Permission
	grant.Permission
	lost []fact
}

func (s *subject) declaredGrants() (all []declaredGrant) {
	for _, p := range s.model.Permissions {
		if p.Role.ID != s.id {
			continue
		}
		d := declaredGrant{entry: p}
		for _, a := range p.Actions {
			d.Actions = append(d.Actions, a.V)
		}
		for _, r := range p.Resources {
			names, lost := s.policyNames(r.V)
			for _, id := range lost {
				d.lost = append(d.lost, s.without(id))
			}
			d.Resources = append(d.Resources, names...)
		}
		if len(p.Resources) > 0 && len(d.Resources) == 0 {
			d.Resources = []string{"-"} // none that a policy could name
		}
		all = append(all, d)
	}
	return all
}

// mostShown is how many grants one finding names.
const mostShown = 6

// checkBeyond finds what each policy of the role grants beyond what is declared.
func (s *subject) checkBeyond(g grants, declared []declaredGrant) {
	var permissions []grant.Permission
	facts := slices.Clone(g.facts)
	for _, d := range declared {
		permissions, facts = append(permissions, d.Permission), append(facts, d.lost...)
	}
	excess, ok := g.set.Beyond(permissions)
	if !ok {
		facts = append(facts, s.beyond(
			"the policies of %s are too large to be compared", "%s의 정책이 너무 커서 비교할 수 없습니다", nameOf(s.resource)))
	}
	at := declared[0].entry.Position
	if firstGap(facts) != nil || len(g.set.Identity) == 0 {
		facts = append(facts, s.quietly(s.resource, "Policies"))
		s.judge(claim{code: codeExceeds, fact: "permissions", at: at, facts: facts, holds: true})
		return
	}
	for _, n := range g.set.Identity {
		s.checkPolicy(g, n.Name, at, slices.DeleteFunc(slices.Clone(excess), func(e grant.Excess) bool {
			return e.Policy != n.Name
		}))
	}
}

// checkPolicy judges one policy by what it grants too much. What depends on
// conditions is unknown, where nothing else is granted too much.
func (s *subject) checkPolicy(g grants, name string, at finding.Position, excess []grant.Excess) {
	sure := slices.DeleteFunc(slices.Clone(excess), func(e grant.Excess) bool { return len(e.Conditions) > 0 })
	by := g.by[name]
	c := claim{
		code:     codeExceeds,
		fact:     "permissions@" + name,
		at:       at,
		holds:    len(excess) == 0,
		declared: "no more than permissions:",
	}
	shown := sure
	if len(sure) == 0 && len(excess) > 0 {
		shown = excess
		c.facts = append(c.facts, s.conditional(excess[0]))
	}
	c.found = grantsShown(shown)
	by.quiet = false
	by.evidence.Value = c.found
	if len(excess) == 0 {
		by.evidence.Value = name
	}
	c.facts = append(c.facts, by)
	c.message = finding.Say("%q may do more than the model says, by %s: %s", "%q에 선언보다 많은 권한이 있습니다(%s): %s",
		s.id, name, c.found)
	s.judge(c)
}

// conditional is the fact that a condition decides about a grant, which asbuilt
// does not judge.
func (s *subject) conditional(e grant.Excess) fact {
	return s.beyond("%s on %s depends on a condition that asbuilt does not judge: %s",
		"%[2]s에 대한 %[1]s은(는) asbuilt가 판정하지 않는 조건에 달려 있습니다: %[3]s",
		e.Action, e.Resource, conditionsShown(e.Conditions))
}

// grantsShown names grants, the most dangerous first.
func grantsShown(all []grant.Excess) string {
	var shown []string
	for _, e := range all[:min(len(all), mostShown)] {
		shown = append(shown, e.Action+" on "+e.Resource)
	}
	if more := len(all) - mostShown; more > 0 {
		shown = append(shown, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(shown, ", ")
}

// checkLacks asks for each declared action whether it is granted, on each of its
// resources or on what is in it.
func (s *subject) checkLacks(g grants, declared []declaredGrant) {
	for _, d := range declared {
		for _, action := range d.entry.Actions {
			if len(d.entry.Resources) == 0 {
				s.checkGranted(g, d, action, "*", []string{"*"}, nil)
			}
			for _, r := range d.entry.Resources {
				names, _ := s.policyNames(r.V)
				var lost []fact
				if len(names) == 0 {
					lost = d.lost
				}
				s.checkGranted(g, d, action, r.V, names, lost)
			}
		}
	}
}

func (s *subject) checkGranted(g grants, d declaredGrant, action model.String, on string, names []string, lost []fact) {
	answer := grant.Denied
	for _, name := range names {
		if a, _ := g.set.Decide(grant.Generic(action.V), grant.Generic(name)); a != grant.Denied {
			answer = a
		}
	}
	c := claim{
		code:     codeLacks,
		fact:     "permissions." + action.V + "." + on,
		at:       action.Position,
		facts:    append(slices.Clone(g.facts), lost...),
		holds:    answer != grant.Denied, // a condition says when, not whether
		declared: action.V + " on " + on,
		found:    "not granted",
		message: finding.Say("%q may not %s on %s, which the model says it may", "%q에 선언된 권한이 없습니다: %s(%s)",
			s.id, action.V, on),
	}
	var held []string
	for _, n := range g.set.Identity {
		held = append(held, n.Name)
	}
	c.facts = append(c.facts, s.read(s.resource, "Policies", held))
	s.judge(c)
}

// checkTrust compares who may act in the role.
func (s *subject) checkTrust(f *discover.Role) {
	var declared, words []string
	var lost []fact
	for _, p := range s.element.AssumedBy {
		words = append(words, p.V)
		names, ok := s.principal(p.V)
		if !ok {
			lost = append(lost, s.without(p.V))
		}
		declared = append(declared, names...)
	}
	var found, beyond []string
	facts := []fact{}
	if f.AssumeRolePolicyDocument != nil {
		for _, st := range f.AssumeRolePolicyDocument.Statement {
			assumes := func(a string) bool {
				return grant.MatchAction(a, "sts:AssumeRole") || grant.MatchAction("sts:AssumeRole*", a)
			}
			if st.Effect != "Allow" || !slices.ContainsFunc(st.Action, assumes) {
				continue
			}
			found = append(found, st.Principal...)
			if len(st.NotPrincipal) > 0 {
				found = append(found, "everybody but "+strings.Join(st.NotPrincipal, ", "))
			}
		}
	}
	found = sortedCopy(found)
	for _, p := range found {
		if !slices.ContainsFunc(declared, func(d string) bool { return samePrincipal(d, p) }) {
			beyond = append(beyond, principalShown(p))
		}
	}
	var missing []string
	for i, p := range s.element.AssumedBy {
		names, ok := s.principal(p.V)
		if ok && !slices.ContainsFunc(found, func(f string) bool {
			return slices.ContainsFunc(names, func(n string) bool { return samePrincipal(n, f) })
		}) {
			missing = append(missing, words[i])
		}
	}
	c := claim{
		code:     codeTrust,
		fact:     "assumed_by",
		facts:    append(append(facts, s.read(s.resource, "AssumeRolePolicyDocument", found)), lost...),
		holds:    len(beyond) == 0 && len(missing) == 0,
		declared: show(sortedCopy(words)),
		found:    show(found),
		message: finding.Say("%s may act in %q, declared %s", "%[2]q 역할을 맡을 수 있는 주체: %[1]s(선언: %[3]s)",
			show(found), s.id, show(sortedCopy(words))),
	}
	if len(beyond) > 0 {
		c.message = finding.Say("%s may act in %q, which the model does not say", "모델에 없는 %s이(가) %q 역할을 맡을 수 있습니다",
			strings.Join(beyond, ", "), s.id)
	}
	s.judge(c)
}
