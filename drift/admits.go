package drift

import (
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/way"
)

// Admission: what a part of AWS hands on to another is taken only where the policy of the
// other lets that service in, on behalf of what sends. Nobody is told when it does not:
// events are dropped after some tries, and calls end with an error of the caller's.

// receivers are the actions by which services take what other services send, by the name
// that the receiver's ARN has for its own. What is called by a role instead, such as a
// stream, a state machine or a task, has no part in this: there the role decides.
//
// https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html
// https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
// https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html
//
// From a region that one opts in to, a service may come under a name with that region in it:
// https://docs.aws.amazon.com/sns/latest/dg/sns-cross-region-delivery.html
var receivers = map[string]string{
	"lambda": "lambda:InvokeFunction", "sqs": "sqs:SendMessage", "sns": "sns:Publish",
}

// admitted asks whether to lets a service in on behalf of by, which names it by one of some
// ARNs; ok is false where no policy decides.
func (s *subject) admitted(by, to *discover.Resource, named []string) (set setting, ok bool) {
	i := slices.IndexFunc(named, to.HasARN)
	if i < 0 {
		return set, false
	}
	delegating, _ := by.Facts.(discover.Delegating)
	if delegating != nil {
		if set, ok, is := s.sentByRole(by, delegating, to, named[i]); is {
			return set, ok
		}
	}
	action := receivers[serviceOf(to.ARN)]
	if action == "" {
		return set, false
	}
	if serviceOf(by.ARN) == "" {
		return setting{facts: []fact{s.gone(finding.Say("the ARN of %s", "%s의 ARN", nameOf(by)))}}, true
	}
	service := serviceOf(by.ARN) + ".amazonaws.com"
	a := asking{
		principals: []string{service, serviceOf(by.ARN) + "." + by.Region + ".amazonaws.com"},
		action:     action, resource: named[i],
		says: requestOf(by, callsAs(by), service),
	}
	set = s.policed(a, to, finding.Same(nameOf(by)))
	if delegating != nil && !set.holds {
		calls := delegating.CallsByRole()
		set.facts = append(set.facts, s.read(by, calls.Fact, len(calls.Value)))
	}
	return set.and(s.unsealed(a, by, to)), true
}

// requestOf is what a service tells of a request that it makes for a resource of ours. The
// connection is TLS.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
func requestOf(by *discover.Resource, source, service string) map[string]string {
	return map[string]string{
		"aws:sourcearn": source, "aws:sourceaccount": by.Account, "aws:securetransport": "true",
		"aws:principalisawsservice": "true", "aws:principalservicename": service,
	}
}

// callsAs is the ARN of what a service calls for, as it tells the one that is called: of an
// API, any call of it.
//
// https://docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html
func callsAs(by *discover.Resource) string {
	if serviceOf(by.ARN) != "apigateway" {
		return by.ARN
	}
	partition, _, _ := strings.Cut(strings.TrimPrefix(by.ARN, "arn:"), ":")
	return "arn:" + partition + ":execute-api:" + by.Region + ":" + by.Account + ":" + by.ID + "/*"
}

// policed asks a resource's policy about a request of somebody, called by a name.
func (s *subject) policed(a asking, to *discover.Resource, who finding.Text) setting {
	set := setting{wrong: finding.Say("the policy of %s does not let %s in: %s for %s",
		"%s의 정책이 %s의 호출을 허용하지 않습니다: %[4]s의 %[3]s", nameOf(to), who, a.action, a.principals[0])}
	policy, read, ok := s.policyFor(to, a.resource)
	if !ok {
		set.facts = []fact{s.lacking(way.Missing{Ignored: true, Text: finding.Say(
			"asbuilt does not follow whether the policy of %s lets %s in", "%s의 정책이 %s의 호출을 허용하는지 asbuilt는 따라가지 않습니다",
			a.resource, who)})}
		return set
	}
	set.facts = []fact{read}
	switch a.of(policy) {
	case yes:
		set.holds = true
	case unsure:
		set.facts = append(set.facts, s.lacking(way.Missing{Ignored: true, Text: finding.Say(
			"asbuilt does not follow the conditions under which the policy of %s lets %s in",
			"asbuilt는 %s의 정책이 %s의 호출을 허용하는 조건을 따라가지 않습니다", nameOf(to), who)}))
	}
	return set
}

// policyFor is the policy that decides who may call r by an ARN, and the fact that holds it:
// each alias of a function has its own. ok is false where nobody reads it.
func (s *subject) policyFor(r *discover.Resource, arn string) (p *discover.Policy, read fact, ok bool) {
	if f, is := r.Facts.(*discover.Function); is && arn != r.ARN {
		alias := strings.TrimPrefix(arn, r.ARN+":")
		i := slices.IndexFunc(f.Aliases, func(a discover.FunctionAlias) bool { return a.Name == alias })
		if i < 0 && (alias == "" || strings.ContainsAny(alias[:1], "$0123456789")) { // a version
			return nil, fact{}, false
		}
		if i < 0 {
			return nil, s.read(r, "Aliases", len(f.Aliases)), true
		}
		return f.Aliases[i].Policy, s.readIn(r, "Aliases", i, statements(f.Aliases[i].Policy), "Policy"), true
	}
	shared, ok := r.Facts.(discover.Shared)
	if !ok {
		return nil, fact{}, false
	}
	by := shared.SharingPolicy()
	return by.Value, s.read(r, by.Fact, statements(by.Value)), true
}

// statements shows a policy.
func statements(p *discover.Policy) string {
	if p == nil {
		return "none"
	}
	return show(len(p.Statement)) + " statements"
}

// and is a setting for which another has to hold as well. What surely keeps it from holding
// stands alone.
func (set setting) and(other setting, ok bool) setting {
	switch {
	case !ok, set.refuses():
		return set
	case other.refuses():
		return other
	}
	return setting{
		facts: append(slices.Clone(set.facts), other.facts...), holds: set.holds && other.holds, wrong: set.wrong,
	}
}

// refuses reports whether a setting surely does not hold.
func (set setting) refuses() bool {
	return !set.holds && !slices.ContainsFunc(set.facts, func(f fact) bool { return f.gap != nil })
}
