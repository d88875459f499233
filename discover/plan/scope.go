// Package plan says what a model needs to see of AWS: the scope of a snapshot,
// the IAM policy that allows it and no more, and what of the model cannot be
// verified with what was seen. It talks to nobody.
package plan

import (
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/model"
)

// Options refine what a scope looks at and how.
type Options struct {
	// Regions are looked at instead of the model's.
	Regions []string
	// Profile names a profile of the AWS configuration.
	Profile string
	// Role is the ARN or name of a role to assume in every account; "{account}"
	// in it stands for the number of the account.
	Role       string
	ExternalID string
	// Everything reads all facts of all types, needed by the model or not.
	Everything bool
	// Budget bounds requests, Timeout seconds; zero does not.
	Budget, Timeout int
	// Dumps is a folder of AWS CLI replies to read instead of AWS.
	Dumps string
}

// Scope is what a snapshot for the model has to cover: its accounts and
// regions, and the operations that its kinds need. A nil model needs
// everything of the account that the credentials belong to.
func Scope(m *model.Model, o Options) (discover.Scope, error) {
	s := discover.Scope{Budget: o.Budget, Timeout: o.Timeout, Dumps: o.Dumps}
	if m != nil && !o.Everything {
		s.Operations = Operations(m)
	}
	for _, a := range accounts(m) {
		if len(o.Regions) > 0 {
			a.Regions = o.Regions
		}
		if len(a.Regions) == 0 {
			return s, finding.Errorf(
				"no region to look at: "+
					"give the model a boundary of kind region with aws: {region: …}, or name one with --region",
				"조회할 리전이 없습니다. "+
					"모델에 aws: {region: …}이 있는 region 경계를 두거나 --region으로 주십시오")
		}
		a.Profile, a.ExternalID = o.Profile, o.ExternalID
		if o.Role != "" {
			if a.ID == "" && !strings.HasPrefix(o.Role, "arn:") {
				return s, finding.Errorf(
					"role %q needs an account: give its ARN, or give the model an account",
					"역할 %q의 계정을 알 수 없습니다. ARN으로 주거나 모델에 계정을 적으십시오", o.Role)
			}
			a.Role = roleARN(o.Role, a)
			a.SessionPolicy = SessionPolicy(scoped(s.Operations))
		}
		s.Accounts = append(s.Accounts, a)
	}
	return s, nil
}

// accounts are those of the model with their regions. A region outside of any
// account is one of every account.
func accounts(m *model.Model) []discover.AccountScope {
	if m == nil {
		return []discover.AccountScope{{}}
	}
	var all []discover.AccountScope
	at := map[string]int{}
	add := func(account, region string) {
		i, ok := at[account]
		if !ok {
			i, at[account] = len(all), len(all)
			all = append(all, discover.AccountScope{ID: account})
		}
		if region != "" && !slices.Contains(all[i].Regions, region) {
			all[i].Regions = append(all[i].Regions, region)
		}
	}
	var shared []string
	for _, b := range m.Boundaries {
		if !m.ActiveIn(b.Lifetime, m.CurrentState()) || b.AWS == nil {
			continue
		}
		switch account, region := b.Account(), b.Region(); {
		case account != "":
			add(account, region)
		case region != "":
			shared = append(shared, region)
		}
	}
	if len(all) == 0 {
		add("", "")
	}
	for _, region := range shared {
		for _, a := range slices.Clone(all) {
			add(a.ID, region)
		}
	}
	return all
}

func roleARN(role string, a discover.AccountScope) string {
	role = strings.ReplaceAll(role, "{account}", a.ID)
	if strings.HasPrefix(role, "arn:") {
		return role
	}
	partition := "aws"
	switch first := a.Regions[0]; {
	case strings.HasPrefix(first, "cn-"):
		partition = "aws-cn"
	case strings.HasPrefix(first, "us-gov-"):
		partition = "aws-us-gov"
	}
	return "arn:" + partition + ":iam::" + a.ID + ":role/" + role
}

// Operations are those that a snapshot for the model needs: all of the families
// that its kinds belong to and of those that these depend on; of the others
// only what lists things, so that undeclared ones can be found.
func Operations(m *model.Model) []string {
	deep := families(m)
	tagged := m.Scope != nil && len(m.Scope.Tags) > 0
	need := map[string]bool{}
	for _, f := range discover.Families() {
		if deep[f.Name] {
			for _, op := range f.Operations {
				need[op.Name] = true
			}
			for _, t := range f.Types { // tags may be read by an operation of a neighbour
				for _, op := range t.Tagged {
					need[op] = true
				}
			}
			continue
		}
		for _, t := range f.Types {
			if t.Detail {
				continue
			}
			for _, op := range t.Read {
				need[op] = true
			}
			if tagged {
				for _, op := range t.Tagged {
					need[op] = true
				}
			}
		}
	}
	return sortedKeys(need)
}

// dependsOn are the families that facts of another one lead into: a service's
// scaling, a role's permissions, a volume's backups.
func dependsOn(family string) []string {
	switch family {
	case "Amazon ECS":
		return []string{
			"Application Auto Scaling", "Amazon EC2 Auto Scaling", "Amazon EC2", "Amazon ECR", "Elastic Load Balancing",
		}
	case "Amazon EC2 Auto Scaling":
		return []string{"Amazon EC2", "Elastic Load Balancing"}
	case "Amazon EC2":
		return []string{"Amazon Machine Images", "AWS Systems Manager"}
	case "Amazon DynamoDB", "Amazon SageMaker AI":
		return []string{"Application Auto Scaling"}
	case "Amazon API Gateway":
		return []string{"Elastic Load Balancing", "AWS WAF"}
	case "AWS Site-to-Site VPN":
		return []string{"VPC peering and AWS Transit Gateway"}
	case "AWS Direct Connect":
		return []string{"AWS Site-to-Site VPN", "VPC peering and AWS Transit Gateway"}
	case "Elastic Load Balancing", "Amazon CloudFront":
		return []string{"AWS Certificate Manager", "AWS WAF"}
	}
	return nil
}

// always are the families that every comparison needs: where things are
// plugged in, who may do what, what watches them, what their keys are.
var always = []string{"Amazon VPC", "AWS IAM", "Amazon CloudWatch", "Amazon CloudWatch Logs", "AWS KMS", "AWS Backup"}

// families are the names of the families that the model needs in depth.
func families(m *model.Model) map[string]bool {
	byType := map[string]string{}
	for _, f := range discover.Families() {
		for _, t := range f.Types {
			byType[t.Name] = f.Name
		}
	}
	deep := map[string]bool{}
	queue := slices.Clone(always)
	for _, t := range Types(m) {
		queue = append(queue, byType[t])
	}
	for len(queue) > 0 {
		f := queue[0]
		queue = queue[1:]
		if f != "" && !deep[f] {
			deep[f] = true
			queue = append(queue, dependsOn(f)...)
		}
	}
	return deep
}

// Types are the CloudFormation types that can realise what the model declares
// in its current state.
func Types(m *model.Model) []string {
	found := map[string]bool{}
	add := func(kind model.Ref, l model.Lifetime) {
		if k := m.Kind(kind.ID); k != nil && m.ActiveIn(l, m.CurrentState()) {
			for _, t := range k.AWS {
				found[t] = true
			}
		}
	}
	for _, b := range m.Boundaries {
		add(b.Kind, b.Lifetime)
	}
	for _, g := range m.Groups {
		add(g.Kind, g.Lifetime)
	}
	for _, e := range m.Elements {
		add(e.Kind, e.Lifetime)
	}
	return sortedKeys(found)
}

func sortedKeys(set map[string]bool) []string {
	keys := make([]string, 0, len(set))
	for k := range set {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// scoped are the operations with those names, or all where there are none,
// besides those of every run.
func scoped(names []string) []discover.Operation {
	ops := discover.Session()
	for _, op := range discover.Operations() {
		if len(names) == 0 || slices.Contains(names, op.Name) {
			ops = append(ops, op)
		}
	}
	return ops
}
