package drift

import (
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/grant"
	"asbuilt/way"
)

// permission is whether AWS's permissions let one thing use another that AWS
// answers for: a bucket, a queue, a secret, a key. The network has no say in it.
type permission struct {
	// may says that something lets it; why says what.
	may bool
	why finding.Text
	// facts are what says so. Where one is missing, nobody knows.
	facts []fact
}

// permitted asks whether from may use to. An end without a resource is the internet.
//
// In one account a policy of the role or one of the resource that names it is enough,
// and a Deny of either wins; a key counts the former only where its own policy leaves
// it to the account.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
func (s *subject) permitted(from, to end) permission {
	r := to.resource
	role, facts := s.actsAs(from.resource)
	service := serviceOf(r.ARN)
	if role == nil || service == "" || role.Account != r.Account {
		return permission{facts: append(facts, s.unjudged(from, to))}
	}
	g := s.grantsOf(role)
	facts = append(facts, g.facts...)
	own, left := s.ownPolicy(r, role)
	facts = append(facts, own.facts...)
	if _, key := r.Facts.(*discover.Key); key && !own.delegates {
		g.set.Identity = nil
	}
	g.set.Identity = append(g.set.Identity, grant.Named{Name: own.name, Document: own.document},
		grant.Named{Document: only(service, discover.PolicyNames(r))})
	excess, ok := g.set.Beyond([]grant.Permission{{Actions: ofAccounts()}})
	sure := slices.IndexFunc(excess, func(e grant.Excess) bool { return len(e.Conditions) == 0 })
	switch {
	case !ok:
		return permission{facts: append(facts, s.unjudged(from, to))}
	case sure >= 0:
		e := excess[sure]
		by, known := g.by[e.Policy]
		if !known {
			by = own.fact
		}
		return permission{may: true, facts: append([]fact{by}, facts...),
			why: finding.Say("%s allows %s on %s", "%s 정책이 %[3]s에 %[2]s을(를) 허용합니다", e.Policy, e.Action, e.Resource)}
	case len(excess) > 0:
		e := excess[0]
		facts = append(facts, s.lacking(way.Missing{Ignored: true, Text: finding.Say(
			"%s allows %s on %s under conditions that asbuilt does not judge (%s)",
			"%s 정책이 %[3]s에 %[2]s을(를) 조건부로 허용하며, asbuilt는 그 조건(%[4]s)을 판정하지 않습니다",
			e.Policy, e.Action, e.Resource, conditionsShown(e.Conditions))}))
	default:
		facts = append(facts, left...)
	}
	return permission{facts: append([]fact{s.named(role)}, facts...),
		why: finding.Say("no policy lets %s use %s", "%s이(가) %s을(를) 쓰도록 허용하는 정책이 없습니다", from.name(), to.name())}
}

// unjudged says that nobody looks at who may use something.
func (s *subject) unjudged(from, to end) fact {
	return s.lacking(way.Missing{Ignored: true,
		Fact: way.Fact{Type: to.resource.Type, Resource: to.resource.Ref()},
		Text: finding.Say("asbuilt does not follow which permissions let %s use %s",
			"asbuilt는 %s이(가) %s을(를) 쓸 권한이 있는지 따라가지 않습니다", from.name(), to.name())})
}

// serviceOf is the service of an ARN: "s3".
func serviceOf(arn string) string {
	parts := strings.SplitN(arn, ":", 4)
	if len(parts) < 4 || parts[0] != "arn" {
		return ""
	}
	return parts[2]
}

// ofAccounts are actions that policies can only grant on everything, and that say
// nothing of any one thing.
func ofAccounts() []string {
	return []string{
		"s3:ListAllMyBuckets", "s3:GetAccountPublicAccessBlock", "sqs:ListQueues", "sns:ListTopics",
		"dynamodb:ListTables", "dynamodb:DescribeLimits", "secretsmanager:ListSecrets",
		"secretsmanager:GetRandomPassword", "kms:ListKeys", "kms:ListAliases", "kms:GenerateRandom",
		"kinesis:ListStreams", "kinesis:DescribeLimits", "ecr:GetAuthorizationToken", "lambda:ListFunctions",
		"lambda:GetAccountSettings", "logs:DescribeLogGroups", "events:ListEventBuses", "ssm:DescribeParameters",
	}
}

// only takes everything but what one service does with one thing out of what is
// allowed.
func only(service string, names []string) *discover.Policy {
	return &discover.Policy{Statement: []discover.PolicyStatement{
		{Effect: "Deny", NotAction: []string{service + ":*"}, Resource: []string{"*"}},
		{Effect: "Deny", Action: []string{"*"}, NotResource: names},
	}}
}

// actsAs is the role that something on AWS acts as, with the facts that say so; nil
// where nobody follows them to one.
func (s *subject) actsAs(r *discover.Resource) (role *discover.Resource, facts []fact) {
	if r == nil {
		return nil, nil
	}
	by := r
	if f, ok := r.Facts.(*discover.ECSService); ok {
		facts = []fact{s.read(r, "TaskDefinition", f.TaskDefinition)}
		if by = s.at.Of("AWS::ECS::TaskDefinition", f.TaskDefinition); by == nil {
			return nil, facts
		}
	}
	arn := ""
	if f, ok := by.Facts.(discover.Acting); ok {
		arn = f.ActsAs().Value
		facts = append(facts, told(s, by, f.ActsAs()))
	}
	if f, ok := r.Facts.(*discover.Instance); ok {
		facts = []fact{s.read(r, "IamInstanceProfile", f.IamInstanceProfile)}
		profile := discover.LastSegment(f.IamInstanceProfile)
		for _, o := range s.at.Type("AWS::IAM::Role") {
			of := o.Facts.(*discover.Role).InstanceProfiles
			if o.Account == r.Account && profile != "" && slices.Contains(of, profile) {
				return o, leading(append(facts, s.read(o, "InstanceProfiles", of))...)
			}
		}
	}
	if role = s.at.ARN(arn); role == nil || role.Type != "AWS::IAM::Role" {
		return nil, facts
	}
	return role, leading(facts...)
}

// ownPolicy is what the policy of a resource says of a role.
type ownPolicy struct {
	name     string
	document *discover.Policy // of the statements that are about the role
	// delegates says that it leaves to the account whom it lets in.
	delegates bool
	fact      fact
	facts     []fact
}

// withoutPolicy are services, by the name in ARNs, whose resources have no policies: there roles
// alone decide.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html
var withoutPolicy = []string{"states", "firehose"}

// ownPolicy reads the policy of a resource. left is why somebody may be let in whom
// no policy that was read does.
func (s *subject) ownPolicy(r, role *discover.Resource) (p ownPolicy, left []fact) {
	p.name, p.document = nameOf(r), &discover.Policy{}
	ignored := func(en, ko string) []fact {
		return []fact{s.lacking(way.Missing{Ignored: true, Fact: way.Fact{Type: r.Type, Resource: r.Ref()},
			Text: finding.Say(en, ko, nameOf(r))})}
	}
	if _, key := r.Facts.(*discover.Key); key {
		left = ignored("asbuilt does not read the grants of %s", "asbuilt는 %s의 그랜트(grant)를 읽지 않습니다")
	}
	shared, ok := r.Facts.(discover.Shared)
	if !ok && slices.Contains(withoutPolicy, serviceOf(r.ARN)) {
		return p, nil
	}
	if !ok {
		return p, ignored("asbuilt does not read the policy of %s", "asbuilt는 %s의 리소스 정책을 읽지 않습니다")
	}
	policy := shared.SharingPolicy()
	shown := "none"
	if policy.Value != nil {
		shown = show(len(policy.Value.Statement)) + " statements"
	}
	p.fact = s.read(r, policy.Fact, shown)
	p.facts = []fact{p.fact}
	if policy.Value == nil {
		return p, left
	}
	for _, st := range policy.Value.Statement {
		account := slices.ContainsFunc(st.Principal, func(p string) bool { return accountOf(p) == r.Account })
		all := slices.Contains(st.Principal, "*") || slices.Contains(st.Principal, role.ARN)
		switch {
		case len(st.NotPrincipal) > 0:
			p.facts = append(p.facts, ignored("asbuilt does not judge NotPrincipal in the policy of %s",
				"asbuilt는 %s 정책의 NotPrincipal을 판정하지 않습니다")...)
		case all, account && st.Effect == "Deny":
			p.document.Statement = append(p.document.Statement, st)
		case account:
			p.delegates = true
		}
	}
	return p, left
}
