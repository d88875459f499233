package drift

import (
	"fmt"
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/grant"
	"asbuilt/model/kind"
)

// What roles may do, and how policies name what the model declares. Concerns ask
// here, and so does whoever wants to know whether somebody may reach a store.

// grants are the policies that decide what a role may do, with the facts that hold
// them: by the name of the policy, and all.
type grants struct {
	set   grant.Set
	by    map[string]fact
	facts []fact
}

// grantsOf reads the policies of a role. A document that the snapshot does not have
// is among the facts, and makes unknown what rests on them.
func (s *subject) grantsOf(role *discover.Resource) grants {
	f, ok := role.Facts.(*discover.Role)
	if !ok {
		return grants{}
	}
	g := grants{by: map[string]fact{}}
	g.facts = s.unread(role, "Policies", "ManagedPolicyArns", "PermissionsBoundary")
	for _, p := range f.Policies {
		g.set.Identity = append(g.set.Identity, grant.Named{Name: p.PolicyName, Document: &p.PolicyDocument})
		g.by[p.PolicyName] = s.read(role, "Policies", p.PolicyName)
	}
	for _, arn := range f.ManagedPolicyArns {
		document, by := s.managed(role, arn)
		g.facts = append(g.facts, by)
		if document != nil {
			name := discover.LastSegment(arn)
			g.set.Identity = append(g.set.Identity, grant.Named{Name: name, Document: document})
			g.by[name] = by
		}
	}
	if f.PermissionsBoundary != "" {
		document, by := s.managed(role, f.PermissionsBoundary)
		g.set.Boundary, g.facts = document, append(g.facts, by)
	}
	return g
}

// managed is the document of a managed policy, nil where the snapshot does not have
// it, with the fact that holds it.
func (s *subject) managed(role *discover.Resource, arn string) (*discover.Policy, fact) {
	r := s.at.ARN(arn)
	if r == nil || r.Type != "AWS::IAM::ManagedPolicy" {
		lost := s.lost("the document of " + arn)
		lost.gap.Reason = fmt.Sprintf("the document of the policy %s, which %s holds, is not in the snapshot",
			arn, nameOf(role))
		return nil, lost
	}
	f := s.quietly(r, "PolicyDocument")
	if f.gap != nil {
		return nil, f
	}
	return &r.Facts.(*discover.ManagedPolicy).PolicyDocument, f
}

// policyNames are the patterns by which policies name what the model calls by an
// id, its partitions included; what is no id is a pattern itself. ok is false for
// an id that nothing on AWS realises.
func (c *comparison) policyNames(word string) (names []string, ok bool) {
	if strings.HasPrefix(word, "arn:") || strings.ContainsAny(word, "*?") {
		return []string{word}, true
	}
	for _, p := range c.pairs.Pairs {
		if p.ID() != word && !strings.HasPrefix(p.ID(), word+"/") {
			continue
		}
		for _, r := range p.Resources {
			names, ok = append(names, discover.PolicyNames(r)...), true
		}
	}
	return names, ok
}

// may is whether a role may do an action on a resource, or on what is in it, with
// the facts that say so: by its own policies, and by the policy of the resource,
// either of which is enough within one account, and a Deny of either is enough to
// forbid it. A role of another account needs both.
func (s *subject) may(role *discover.Resource, action string, on *discover.Resource) (grant.Answer, []fact) {
	g := s.grantsOf(role)
	answer := grant.Denied
	for _, name := range discover.PolicyNames(on) {
		a, _ := g.set.Decide(action, grant.Generic(name))
		if a == grant.Allowed || a == grant.Depends && answer == grant.Denied {
			answer = a
		}
	}
	facts := g.facts
	for _, n := range g.set.Identity {
		facts = append(facts, g.by[n.Name])
	}
	f, ok := on.Facts.(discover.Shared)
	if !ok {
		return answer, facts
	}
	policy := f.SharingPolicy()
	facts = append(facts, s.quietly(on, policy.Fact))
	theirs := sharedWith(policy.Value, role, action, on)
	switch {
	case theirs == forbids:
		return grant.Denied, facts
	case role.Account == on.Account && theirs == lets:
		return grant.Allowed, facts
	case role.Account != on.Account && theirs == silent:
		return grant.Denied, facts
	case theirs == depends && (role.Account != on.Account || answer == grant.Denied):
		return grant.Depends, facts
	}
	return answer, facts
}

// policyWord is what the policy of a resource says to a role.
type policyWord int

const (
	silent policyWord = iota
	forbids
	depends
	lets
)

// sharedWith is what a resource's policy says to a role about an action.
func sharedWith(p *discover.Policy, role *discover.Resource, action string, on *discover.Resource) policyWord {
	said := silent
	if p == nil {
		return said
	}
	for i := range p.Statement {
		st := &p.Statement[i]
		names := func(a string) bool { return grant.MatchAction(a, action) }
		about := slices.ContainsFunc(st.Action, names) ||
			len(st.NotAction) > 0 && !slices.ContainsFunc(st.NotAction, names)
		him := slices.ContainsFunc(st.Principal, func(p string) bool {
			return p == "*" || p == role.ARN || p == role.Account || p == "arn:aws:iam::"+role.Account+":root"
		})
		if len(st.NotPrincipal) > 0 {
			him = !slices.Contains(st.NotPrincipal, role.ARN)
		}
		switch {
		case !about || !him:
		case st.Effect == "Deny" && len(st.Condition) == 0:
			return forbids
		case st.Effect == "Deny": // what is forbidden at times may be done at others
		case len(st.Condition) > 0:
			said = max(said, depends)
		case st.Effect == "Allow" && !isRoot(st.Principal, on.Account):
			said = lets
		}
	}
	return said
}

// isRoot reports whether principals are an account as a whole, which leaves the
// decision to the policies of its roles.
func isRoot(principals []string, account string) bool {
	return len(principals) > 0 && !slices.ContainsFunc(principals, func(p string) bool {
		return p != account && !strings.HasSuffix(p, "::"+account+":root")
	})
}

// conditionsShown are conditions as people read them.
func conditionsShown(all []discover.PolicyCondition) string {
	var shown []string
	for _, c := range all {
		shown = append(shown, strings.TrimSpace(c.Operator+" "+c.Key+" "+strings.Join(c.Values, ",")))
	}
	return strings.Join(sortedCopy(shown), "; ")
}

// principal are the names that policies have for what assumed_by: and shared_with:
// call by a word; ok is false for an id that nothing on AWS realises.
func (c *comparison) principal(word string) (names []string, ok bool) {
	if e := c.model.Element(word); e != nil && e.Has(kind.Role) {
		r := c.pairs.Of(word).Resource()
		if r == nil {
			return nil, false
		}
		return []string{r.ARN}, true
	}
	if b := c.model.Boundary(word); b != nil {
		return []string{b.Account()}, b.Account() != ""
	}
	if word == "public" {
		return []string{"*"}, true
	}
	return []string{word}, true
}

// samePrincipal reports whether two names are of one principal: an account goes by
// its number and by its root.
func samePrincipal(a, b string) bool { return accountOf(a) == accountOf(b) }

// accountOf is the number of an account that is named as a whole; other principals
// stay as they are.
func accountOf(principal string) string {
	if rest, ok := strings.CutSuffix(principal, ":root"); ok {
		return rest[strings.LastIndex(rest, ":")+1:]
	}
	return principal
}

// principalShown is a principal as people understand it: the id of a role or user
// that was deleted stands where its name stood.
func principalShown(p string) string {
	for _, prefix := range []string{"AROA", "AIDA"} {
		if strings.HasPrefix(p, prefix) && !strings.Contains(p, ":") {
			return p + " (deleted)"
		}
	}
	if p == "*" {
		return "everybody"
	}
	return p
}
