package drift

import (
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
)

// Sharing: the policy of a bucket, key, queue, topic, repository, function, secret
// or endpoint lets in its own account and those that the model says.

// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html
const codeShared = "shared-beyond"

func sharingRules() finding.Rules {
	return finding.Rules{
		{Code: codeShared, Severity: finding.Error},
	}
}

func checkSharing(s *subject) {
	f, ok := s.resource.Facts.(discover.Shared)
	if !ok || s.element == nil {
		return
	}
	policy := f.SharingPolicy()
	declared, lost := []string{s.resource.Account}, []fact(nil)
	for _, w := range s.element.SharedWith {
		names, ok := s.principal(w.V)
		if !ok {
			lost = append(lost, s.without(w.V))
		}
		declared = append(declared, names...)
	}
	var others []finding.Text
	var unclear []string
	if policy.Value != nil {
		for i := range policy.Value.Statement {
			sure, perhaps := s.letsIn(&policy.Value.Statement[i], declared)
			others, unclear = append(others, sure...), append(unclear, perhaps...)
		}
	}
	beyond, inKorean := inBoth(others)
	unclear = sortedCopy(unclear)
	c := claim{
		code:     codeShared,
		fact:     "shared_with",
		facts:    append([]fact{s.read(s.resource, policy.Fact, beyond)}, lost...),
		holds:    len(beyond) == 0 && len(unclear) == 0,
		declared: show(declared),
		found:    show(beyond),
		message: finding.Say("the policy of %q lets in %s, which the model does not say",
			"%q의 정책이 모델에 없는 %s에 열려 있습니다", s.id,
			finding.Both(strings.Join(beyond, ", "), strings.Join(inKorean, ", "))),
	}
	if len(beyond) == 0 && len(unclear) > 0 {
		c.facts = append(c.facts, s.beyond(
			"whom the policy of %s lets in depends on a condition that asbuilt does not judge: %s",
			"%s의 정책이 누구에게 열려 있는지는 asbuilt가 판정하지 않는 조건에 달려 있습니다: %s",
			nameOf(s.resource), strings.Join(unclear, "; ")))
	}
	s.judge(c)
}

// inBoth are texts, each once, in either language.
func inBoth(texts []finding.Text) (en, ko []string) {
	for _, t := range texts {
		en, ko = append(en, t.En), append(ko, t.Ko)
	}
	return sortedCopy(en), sortedCopy(ko)
}

// letsIn are those whom a statement lets in beyond the declared ones, and those of
// whom a condition decides.
func (s *subject) letsIn(st *discover.PolicyStatement, declared []string) (
	sure []finding.Text, perhaps []string,
) {
	if st.Effect != "Allow" {
		return nil, nil
	}
	what := strings.Join(append(slices.Clone(st.Action), st.NotAction...), ", ")
	everybody := slices.Contains(st.Principal, "*") || len(st.NotPrincipal) > 0
	if _, endpoint := s.resource.Facts.(*discover.VPCEndpoint); everybody && endpoint {
		return nil, nil // everybody in its network, who need rights of their own
	}
	if everybody {
		who, byURL := whose(st.Condition)
		only, judged := narrowed(who)
		switch {
		case slices.Contains(declared, "*"), byURL && s.calledFromInternet():
		case judged && len(only) == 0:
			sure = append(sure, finding.Both("everybody ("+what+")", "모두("+what+")"))
		case !judged:
			perhaps = append(perhaps, conditionsShown(st.Condition))
		}
		for _, who := range only {
			if !slices.Contains(declared, who) {
				sure = append(sure, finding.Both(who+" ("+what+")", who+"("+what+")"))
			}
		}
		return sure, perhaps
	}
	for _, p := range st.Principal {
		who := ownerOf(p)
		if who != "" && !slices.Contains(declared, who) && !slices.Contains(declared, p) {
			who := principalShown(p)
			sure = append(sure, finding.Both(who+" ("+what+")", who+"("+what+")"))
		}
	}
	return sure, nil
}

// whose are the conditions that may say whom a statement lets in: that somebody comes by a
// function URL says how.
//
// https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
func whose(conditions []discover.PolicyCondition) (all []discover.PolicyCondition, byURL bool) {
	for _, c := range conditions {
		switch strings.ToLower(c.Key) {
		case "lambda:functionurlauthtype", "lambda:invokedviafunctionurl":
			byURL = true
		default:
			all = append(all, c)
		}
	}
	return all, byURL
}

// ownerOf is the account that a principal is of; empty for services of AWS, which
// are nobody's, and for what signs in elsewhere. What was deleted is of nobody
// known.
func ownerOf(principal string) string {
	switch {
	case len(principal) == 12 && strings.Trim(principal, "0123456789") == "":
		return principal
	case strings.HasPrefix(principal, "arn:"):
		parts := strings.SplitN(principal, ":", 6)
		if len(parts) < 6 || strings.Contains(principal, ":iam::cloudfront:") { // an identity of a distribution
			return ""
		}
		return parts[4]
	case strings.HasPrefix(principal, "AROA"), strings.HasPrefix(principal, "AIDA"):
		return principal
	}
	return ""
}

// narrowed is to whom conditions narrow everybody: accounts and organisations.
// judged is false where they may narrow in a way that is not judged here. Without
// conditions it is everybody.
func narrowed(conditions []discover.PolicyCondition) (only []string, judged bool) {
	if len(conditions) == 0 {
		return nil, true
	}
	for _, c := range conditions {
		equal := []string{"stringequals", "stringlike", "arnequals", "arnlike", "stringequalsignorecase"}
		if !slices.Contains(equal, strings.ToLower(c.Operator)) || len(c.Values) == 0 {
			continue
		}
		switch strings.ToLower(c.Key) {
		case "aws:principalaccount", "aws:sourceaccount", "aws:sourceowner",
			"kms:calleraccount", "aws:principalorgid", "aws:sourceorgid":
			return c.Values, true
		case "aws:sourcearn", "aws:principalarn":
			for _, v := range c.Values {
				parts := strings.Split(v, ":")
				if len(parts) < 6 || parts[4] == "" || strings.ContainsAny(parts[4], "*?") {
					return nil, false
				}
				only = append(only, parts[4])
			}
			return only, true
		}
	}
	return nil, false
}
