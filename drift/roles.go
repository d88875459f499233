package drift

import (
	"cmp"
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/grant"
)

// Roles by which AWS calls on our behalf: what a rule or a schedule starts, and what a function
// polls, is reached only where its role may do so.

// sends are the actions by which a service hands something on as a role, by the name that the
// receiver's ARN has for its own. What others need, such as a task that is started, nobody asks.
//
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-iam-roles.html
// https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-templated.html
var sends = map[string]string{
	"lambda": "lambda:InvokeFunction", "sqs": "sqs:SendMessage", "sns": "sns:Publish",
	"states": "states:StartExecution", "kinesis": "kinesis:PutRecord", "firehose": "firehose:PutRecord",
	"events": "events:PutEvents",
}

// polls are the actions by which a function's role reads what a mapping leads to it, by the name
// that the ARN of the source has for its service.
//
// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
// https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-create.html
// https://docs.aws.amazon.com/lambda/latest/dg/services-ddb.html
var polls = map[string][]string{
	"sqs":      {"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"},
	"kinesis":  {"kinesis:GetRecords", "kinesis:GetShardIterator"},
	"dynamodb": {"dynamodb:GetRecords", "dynamodb:GetShardIterator"},
}

// polled asks whether the role of a function may read a source by an ARN; ok is false where
// nobody knows what it needs.
func (s *subject) polled(function, source *discover.Resource, arn string) (set setting, ok bool) {
	actions := polls[serviceOf(source.ARN)]
	if strings.Contains(arn, "/consumer/") {
		actions = []string{"kinesis:SubscribeToShard"}
	}
	if len(actions) == 0 {
		return set, false
	}
	role := function.Facts.(*discover.Function).Role
	return s.byRole(s.read(function, "Role", role), role, false, actions, source, arn), true
}

// sentAs asks whether a role, as a fact says, may hand something on to what an ARN names; ok is
// false where nobody knows what it needs.
func (s *subject) sentAs(by fact, role string, to *discover.Resource, arn string) (set setting, ok bool) {
	action := sends[serviceOf(to.ARN)]
	if action == "" {
		return set, false
	}
	return s.byRole(by, role, true, []string{action}, to, arn), true
}

// sentByRole asks, of what hands on to a part by an ARN, the roles by which it does so; is is
// false where it does so by none.
func (s *subject) sentByRole(by *discover.Resource, f discover.Delegating, to *discover.Resource, named string) (
	set setting, ok, is bool,
) {
	var candidates []setting
	calls := f.CallsByRole()
	for i, c := range calls.Value {
		if c.Arn != named {
			continue
		}
		is = true
		if one, known := s.sentAs(s.readIn(by, calls.Fact, i, c.RoleArn, "RoleArn"), c.RoleArn, to, named); known {
			candidates = append(candidates, one)
		}
	}
	return oneOf(candidates), len(candidates) > 0, is
}

// byRole asks whether a role may do some things with what an ARN names, which is a resource or
// in it: by its own policies, or by that of the resource where both are of one account. sends says
// that it brings something, and does not fetch it.
func (s *subject) byRole(
	by fact, arn string, sends bool, actions []string, to *discover.Resource, named string,
) setting {
	set := setting{facts: []fact{by}, holds: true}
	role := s.at.ARN(arn)
	if role == nil || role.Type != "AWS::IAM::Role" {
		set.facts = append(set.facts, s.gone(cmp.Or(finding.Same(arn),
			finding.Say("the role of %s", "%s의 역할", nameOf(by.resource)))))
		return set
	}
	g := s.grantsOf(role)
	set.facts = append(set.facts, g.facts...)
	its := g
	var left []fact
	if role.Account == to.Account {
		own, why := s.ownPolicy(to, role)
		set.facts, left = append(set.facts, own.facts...), why
		its.set.Identity = append(slices.Clone(g.set.Identity), grant.Named{Name: own.name, Document: own.document})
	}
	return s.may(set, its, role, actions, to, named, left).and(s.unsealedByRole(role, g, to, sends))
}

// may asks policies of a role for some actions on what an ARN names; left is why it may be let in
// although none of them does.
func (s *subject) may(
	set setting, g grants, role *discover.Resource, actions []string, to *discover.Resource, named string, left []fact,
) setting {
	for _, action := range actions {
		answer, conditions := g.set.Decide(action, named)
		switch answer {
		case grant.Denied:
			set.holds, set.facts = false, append(set.facts, left...)
			set.facts = append(set.facts, s.read(role, "Policies", namesOf(g.set.Identity)))
			set.wrong = finding.Say("the role %s may not %s on %s", "%s 역할에 %[3]s에 대한 %[2]s 권한이 없습니다",
				nameOf(role), action, nameOf(to))
			return set
		case grant.Depends:
			set.facts = append(set.facts, s.beyond(
				"the role %s may %s on %s under conditions that asbuilt does not judge (%s)",
				"%s 역할은 %[3]s에 대한 %[2]s 권한이 조건부로 있으며, asbuilt는 그 조건(%[4]s)을 판정하지 않습니다",
				nameOf(role), action, nameOf(to), conditionsShown(conditions)))
		}
	}
	return set
}

// namesOf are the names of policies.
func namesOf(policies []grant.Named) (all []string) {
	for _, p := range policies {
		if p.Document != nil && len(p.Document.Statement) > 0 {
			all = append(all, p.Name)
		}
	}
	return all
}
