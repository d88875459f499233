package aws

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"asbuilt/discover"
	"asbuilt/internal/awsfake"
)

// organisation is a scope of accounts with a role each, and a fake of them all
// in which every region has pages of a hundred security groups.
func organisation(accounts, pages int) (discover.Scope, *awsfake.Fake) {
	regions := []string{"ap-northeast-2", "ap-northeast-1", "us-east-1"}
	f := awsfake.New(account1, regions...)
	f.Organisation()
	var replies []string
	for p := range pages {
		var b strings.Builder
		b.WriteString("<securityGroupInfo>")
		for i := range 100 {
			fmt.Fprintf(&b, "<item><groupId>sg-%d-%d</groupId><groupName>g</groupName><vpcId>vpc-1</vpcId></item>", p, i)
		}
		b.WriteString("</securityGroupInfo>")
		if p+1 < pages {
			fmt.Fprintf(&b, "<nextToken>page-%d-</nextToken>", p+2)
		}
		replies = append(replies, b.String())
	}
	f.Reply("ec2:DescribeSecurityGroups", replies...)
	var scope discover.Scope
	for i := range accounts {
		id := fmt.Sprintf("%012d", 100000000000+i)
		scope.Accounts = append(scope.Accounts, discover.AccountScope{
			ID: id, Regions: regions, Role: "arn:aws:iam::" + id + ":role/asbuilt", ExternalID: "a-secret-handshake", SessionPolicy: `{"Version":"2012-10-17"}`,
		})
	}
	return scope, f
}

func TestManyAccounts(t *testing.T) {
	_, _ = take(t, world()) // the environment
	scope, f := organisation(20, 3)
	f.On(func(r awsfake.Request) *awsfake.Outcome {
		if r.Operation == "sts:AssumeRole" && (!strings.Contains(r.Text, "ExternalId=a-secret-handshake") || !strings.Contains(r.Text, "Policy=%7B%22Version")) {
			t.Errorf("a role is assumed without external id or session policy: %s", r.Text)
		}
		if r.Account == "100000000007" && r.Operation == "iam:GetAccountAuthorizationDetails" {
			return &awsfake.Outcome{Status: 403, Code: "AccessDenied", Message: "no identity-based policy allows"}
		}
		return nil
	})
	snap, err := Take(context.Background(), scope, Options{Transport: f, Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() }})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(snap.Resources); n != 20*3*300 {
		t.Errorf("%d resources, want %d", n, 20*3*300)
	}
	for _, c := range snap.Cells {
		// Without users, nobody can be asked for keys.
		denied := c.Account == "100000000007" && (c.Operation == "iam:GetAccountAuthorizationDetails" || c.Operation == "iam:ListAccessKeys")
		if (c.Status == discover.OK) == denied {
			t.Error(c)
		}
	}
	calls := f.Calls()
	for op, want := range map[string]int{"sts:AssumeRole": 20, "sts:GetCallerIdentity": 20, "ec2:DescribeSecurityGroups": 20 * 3 * 3, "ec2:DescribeVpcs": 60, "iam:GetAccountAuthorizationDetails": 20} {
		if calls[op] != want {
			t.Errorf("%s was called %d times, %d would do", op, calls[op], want)
		}
	}
}

// A hundred thousand resources in twenty accounts and three regions.
func BenchmarkOrganisation(b *testing.B) {
	b.Setenv("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
	b.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
	b.Setenv("HOME", b.TempDir())
	b.ReportAllocs()
	for b.Loop() {
		scope, f := organisation(20, 17)
		snap, err := Take(context.Background(), scope, Options{Transport: f, Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() }})
		if err != nil {
			b.Fatal(err)
		}
		if err := discover.Write(io.Discard, snap); err != nil {
			b.Fatal(err)
		}
		calls := 0
		for _, n := range f.Calls() {
			calls += n
		}
		b.ReportMetric(float64(len(snap.Resources)), "resources")
		b.ReportMetric(float64(calls), "calls")
	}
}
