package grant

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"asbuilt/discover"
)

// some are up to n patterns, at least one.
func some(r *rand.Rand, n int) []string {
	var all []string
	for range 1 + r.IntN(n) {
		all = append(all, pattern(r, 2))
	}
	return all
}

func document(r *rand.Rand) *discover.Policy {
	d := &discover.Policy{}
	for range 1 + r.IntN(3) {
		st := discover.PolicyStatement{Effect: "Allow", Action: some(r, 2), Resource: some(r, 2)}
		if r.IntN(4) == 0 {
			st.Effect = "Deny"
		}
		if r.IntN(5) == 0 {
			st.NotAction, st.Action = st.Action, nil
		}
		if r.IntN(5) == 0 {
			st.NotResource, st.Resource = st.Resource, nil
		}
		d.Statement = append(d.Statement, st)
	}
	return d
}

// permits reports whether one of the permissions has an action on a resource.
func permits(all []Permission, action, resource string) bool {
	return slices.ContainsFunc(all, func(p Permission) bool { return p.may(action) && p.on(resource) })
}

// Beyond finds an excess exactly when there is an action on a resource that the
// policies allow and no permission has: found by trying all short ones.
func TestBeyondIsWhatIsAllowedAndNotPermitted(t *testing.T) {
	r, all := rand.New(rand.NewPCG(7, 8)), texts(3)
	beyond, within := 0, 0
	for seed := range seeds(1500) {
		s := Set{Identity: []Named{{Name: "one", Document: document(r)}}}
		if r.IntN(2) == 0 {
			s.Identity = append(s.Identity, Named{Name: "two", Document: document(r)})
		}
		if r.IntN(3) == 0 {
			s.Boundary = document(r)
		}
		var permissions []Permission
		for range r.IntN(3) {
			permissions = append(permissions, Permission{Actions: some(r, 2), Resources: some(r, 2)})
		}
		want := ""
		for _, a := range all {
			for _, res := range all {
				if answer, _ := s.Decide(a, res); answer == Allowed && !permits(permissions, a, res) {
					want = fmt.Sprintf("%q on %q", a, res)
				}
			}
		}
		excess, ok := s.Beyond(permissions)
		if !ok || (len(excess) > 0) != (want != "") {
			t.Fatalf("seed %d: %v (%t), and by trying %s\nset %+v\nboundary %+v\npermissions %+v",
				seed, excess, ok, want, s.Identity, s.Boundary, permissions)
		}
		if want != "" {
			beyond++
		} else {
			within++
		}
	}
	if beyond < 100 || within < 100 {
		t.Errorf("%d with an excess, %d without", beyond, within)
	}
}

func st(effect string, actions, resources string, conditions ...discover.PolicyCondition) discover.PolicyStatement {
	return discover.PolicyStatement{
		Effect: effect, Action: strings.Fields(actions), Resource: strings.Fields(resources), Condition: conditions,
	}
}

func held(statements ...discover.PolicyStatement) Set {
	return Set{Identity: []Named{{Name: "p", Document: &discover.Policy{Statement: statements}}}}
}

func TestDecide(t *testing.T) {
	mfa := discover.PolicyCondition{Operator: "Bool", Key: "aws:MultiFactorAuthPresent"}
	notAction := discover.PolicyStatement{Effect: "Allow", NotAction: []string{"iam:*"}, Resource: []string{"*"}}
	for _, c := range []struct {
		name   string
		set    Set
		action string
		want   Answer
	}{
		{"nothing allows it", held(), "s3:GetObject", Denied},
		{"capitals do not count", held(st("Allow", "S3:getobject", "*")), "s3:GetObject", Allowed},
		{"a Deny wins", held(st("Allow", "*", "*"), st("Deny", "s3:Get*", "*")), "s3:GetObject", Denied},
		{"another is not denied", held(st("Allow", "*", "*"), st("Deny", "s3:Get*", "*")), "s3:PutObject", Allowed},
		{"a condition decides", held(st("Allow", "*", "*", mfa)), "s3:GetObject", Depends},
		{"an Allow without wins", held(st("Allow", "*", "*", mfa), st("Allow", "s3:*", "*")), "s3:GetObject", Allowed},
		{"a Deny with a condition", held(st("Allow", "*", "*"), st("Deny", "*", "*", mfa)), "s3:GetObject", Depends},
		{"everything but", held(notAction), "s3:GetObject", Allowed},
		{"what is not named", held(notAction), "IAM:PassRole", Denied},
		{"a word of tomorrow", held(st("Perhaps", "*", "*")), "s3:GetObject", Denied},
	} {
		if got, _ := c.set.Decide(c.action, "arn:x"); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	bounded := held(st("Allow", "*", "*"))
	bounded.Boundary = &discover.Policy{Statement: []discover.PolicyStatement{st("Allow", "s3:*", "*")}}
	if got, _ := bounded.Decide("iam:PassRole", "*"); got != Denied {
		t.Errorf("beyond the boundary: %v", got)
	}
}

// What is more dangerous is told first, and what depends on a condition with it.
func TestBeyond(t *testing.T) {
	mfa := discover.PolicyCondition{Operator: "Bool", Key: "aws:MultiFactorAuthPresent"}
	s := held(st("Allow", "s3:ListBucket s3:GetObject s3:DeleteObject iam:PassRole", "arn:b"), st("Allow", "ec2:*", "*", mfa),
		discover.PolicyStatement{Effect: "Allow", Action: []string{"sqs:SendMessage"}, NotResource: []string{"arn:q"}})
	excess, _ := s.Beyond([]Permission{{Actions: []string{"s3:GetObject"}, Resources: []string{"arn:b"}}})
	var got []string
	for _, e := range excess {
		got = append(got, fmt.Sprintf("%s on %s (%d)", e.Action, e.Resource, len(e.Conditions)))
	}
	want := "iam:PassRole on arn:b (0), s3:DeleteObject on arn:b (0), ec2:* on * (1), sqs:SendMessage on * (0), " +
		"s3:ListBucket on arn:b (0)"
	if strings.Join(got, ", ") != want {
		t.Errorf("got %s", strings.Join(got, ", "))
	}
}

// Policies that are large take counted work.
func TestBeyondIsBounded(t *testing.T) {
	var statements []discover.PolicyStatement
	for i := range 2000 {
		statements = append(statements, st("Allow", fmt.Sprintf("a%d:* b%d:*x*", i, i), fmt.Sprintf("arn:%d:* arn:*:%d", i, i)))
	}
	if _, ok := held(statements...).Beyond(nil); ok {
		t.Error("4,000 patterns of each on each other were all asked")
	}
}
