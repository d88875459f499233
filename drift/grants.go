package drift

import (
	"strings"

	"asbuilt/discover"
	"asbuilt/drift/match"
	"asbuilt/finding"
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
		return nil, s.gone(finding.Say("the document of the policy %s, which %s holds,", "%[2]s이(가) 가진 정책 %[1]s의 문서",
			arn, nameOf(role)))
	}
	f := s.quietly(r, "PolicyDocument")
	if f.gap != nil {
		return nil, f
	}
	return &r.Facts.(*discover.ManagedPolicy).PolicyDocument, f
}

// policyNames are the patterns by which policies name what the model calls by an
// id, its partitions included; what is no id is a pattern itself. lost are the ids of
// it that should be there and that nothing on AWS realises.
func (c *comparison) policyNames(word string) (names, lost []string) {
	if strings.HasPrefix(word, "arn:") || strings.ContainsAny(word, "*?") {
		return []string{word}, nil
	}
	realised := false
	for _, p := range c.pairs.Pairs {
		if p.ID() != word && !strings.HasPrefix(p.ID(), word+"/") {
			continue
		}
		for _, r := range p.Resources {
			names, realised = append(names, discover.PolicyNames(r)...), true
		}
		if len(p.Resources) == 0 && p.When == match.Now && !p.OptedOut && p.ID() != word {
			lost = append(lost, p.ID())
		}
	}
	if !realised {
		lost = []string{word}
	}
	return names, lost
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
