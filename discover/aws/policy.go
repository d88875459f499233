package aws

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"

	"asbuilt/discover"
)

// policyOf reads a policy document, URL-encoded as IAM's are or plain. It is
// nil for what is no policy.
func policyOf(text string) *discover.Policy {
	if strings.HasPrefix(text, "%7B") || strings.HasPrefix(text, "%7b") {
		if plain, err := url.QueryUnescape(text); err == nil {
			text = plain
		}
	}
	var doc struct{ Statement oneOrMore[statement] }
	if text == "" || json.Unmarshal([]byte(text), &doc) != nil {
		return nil
	}
	p := &discover.Policy{}
	for _, s := range doc.Statement {
		p.Statement = append(p.Statement, discover.PolicyStatement{
			Sid:          s.Sid,
			Effect:       s.Effect,
			Principal:    s.Principal,
			NotPrincipal: s.NotPrincipal,
			Action:       s.Action,
			NotAction:    s.NotAction,
			Resource:     s.Resource,
			NotResource:  s.NotResource,
			Condition:    conditions(s.Condition),
		})
	}
	return p
}

type statement struct {
	Sid, Effect             string
	Principal, NotPrincipal principals
	Action, NotAction       oneOrMore[string]
	Resource, NotResource   oneOrMore[string]
	Condition               map[string]map[string]oneOrMore[word]
}

// oneOrMore is a list that may be written as its only element.
type oneOrMore[T any] []T

func (l *oneOrMore[T]) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '[' {
		return json.Unmarshal(b, (*[]T)(l))
	}
	var one T
	if err := json.Unmarshal(b, &one); err != nil {
		return err
	}
	*l = oneOrMore[T]{one}
	return nil
}

// principals are "*", or lists by kind, of which one list is made.
type principals []string

func (p *principals) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		*p = principals{strings.Trim(string(b), `"`)}
		return nil
	}
	var kinds map[string]oneOrMore[string]
	if err := json.Unmarshal(b, &kinds); err != nil {
		return err
	}
	for _, list := range kinds {
		*p = append(*p, list...)
	}
	slices.Sort(*p)
	return nil
}

// word is a text that may be written as a number or a boolean.
type word string

func (w *word) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		return json.Unmarshal(b, (*string)(w))
	}
	*w = word(b)
	return nil
}

// openKeys are condition keys whose values say who and from where, and can
// hold no secret.
var openKeys = []string{
	"aws:sourceaccount", "aws:sourceowner",
	"aws:sourcearn", "aws:sourceorgid", "aws:sourcevpc", "aws:sourcevpce", "aws:sourceip",
	"aws:vpcsourceip", "aws:securetransport", "aws:principalorgid", "aws:principalaccount", "aws:principalarn",
	"aws:principalorgpaths", "aws:principalisawsservice", "aws:principalservicename", "aws:requestedregion",
	"aws:calledvia", "aws:viaawsservice", "aws:resourceaccount", "aws:resourceorgid", "aws:multifactorauthpresent",
	"kms:viaservice", "kms:calleraccount", "kms:grantisforawsresource", "iam:passedtoservice",
	"lambda:functionurlauthtype", "lambda:invokedviafunctionurl",
	"s3:x-amz-server-side-encryption", "s3:tlsversion", "elasticfilesystem:accessedviamounttarget",
}

func conditions(all map[string]map[string]oneOrMore[word]) []discover.PolicyCondition {
	var out []discover.PolicyCondition
	for operator, keys := range all {
		for key, values := range keys {
			c := discover.PolicyCondition{Operator: operator, Key: key}
			if slices.Contains(openKeys, strings.ToLower(key)) {
				c.Values = texts(values)
			}
			out = append(out, c)
		}
	}
	return out
}

// policy is policyOf for a fact of r: what cannot be understood is unknown.
func (s *scan) policy(r *discover.Resource, fact, text string) *discover.Policy {
	p := policyOf(text)
	if p == nil && text != "" {
		markUnknown(r, fact, "failed: the policy is not one that can be read")
	}
	return p
}
