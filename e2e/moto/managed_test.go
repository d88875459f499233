package moto_test

import (
	"context"
	"encoding/json"
	"net/url"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/iam"

	"asbuilt/discover"
)

// What docs/discovery.md says of AWS's own policies is what their documents say,
// which moto ships.
func TestManagedPolicies(t *testing.T) {
	t.Parallel()
	cfg, err := config.LoadDefaultConfig(context.Background(),
		config.WithRegion("us-east-1"), config.WithBaseEndpoint(emulator(t, "210987654321")),
		config.WithCredentialsProvider(credentials.NewStaticCredentialsProvider("testing", "testing", "")))
	if err != nil {
		t.Fatal(err)
	}
	c := iam.NewFromConfig(cfg)
	readOnly, audit, viewOnly := lacks(t, c, "ReadOnlyAccess"), lacks(t, c, "SecurityAudit"), lacks(t, c, "job-function/ViewOnlyAccess")
	if len(readOnly) > 0 {
		t.Errorf("ReadOnlyAccess lacks %v", readOnly)
	}
	if n := len(viewOnly); n < 80 || n > 100 {
		t.Errorf("ViewOnlyAccess lacks %d actions, which is not some ninety", n)
	}
	for _, doc := range []string{"../../docs/discovery.md", "../../docs/discovery.ko.md"} {
		text, err := os.ReadFile(doc)
		if err != nil {
			t.Fatal(err)
		}
		_, row, _ := strings.Cut(string(text), "| `SecurityAudit` |")
		row, _, _ = strings.Cut(row, "\n")
		var said []string
		for _, m := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(row, -1) {
			said = append(said, m[1])
		}
		if !slices.Equal(said, audit) {
			t.Errorf("%s: SecurityAudit lacks %v", doc, audit)
		}
	}
}

// lacks are the actions of the catalogue that a managed policy does not allow,
// sorted. Who signs in may always ask who he is.
func lacks(t *testing.T, c *iam.Client, name string) (missing []string) {
	t.Helper()
	arn := "arn:aws:iam::aws:policy/" + name
	policy, err := c.GetPolicy(context.Background(), &iam.GetPolicyInput{PolicyArn: &arn})
	if err != nil {
		t.Fatal(err)
	}
	version, err := c.GetPolicyVersion(context.Background(), &iam.GetPolicyVersionInput{
		PolicyArn: &arn, VersionId: policy.Policy.DefaultVersionId,
	})
	if err != nil {
		t.Fatal(err)
	}
	text, err := url.QueryUnescape(aws.ToString(version.PolicyVersion.Document))
	if err != nil {
		t.Fatal(err)
	}
	var document struct {
		Statement []struct {
			Effect   string
			Action   oneOrMore
			Resource oneOrMore
		}
	}
	if err := json.Unmarshal([]byte(text), &document); err != nil {
		t.Fatal(err)
	}
	allowed := func(action string) bool {
		for _, s := range document.Statement {
			everywhere := slices.Contains(s.Resource, "*") || // or wherever API Gateway is asked
				action == "apigateway:GET" && slices.Contains(s.Resource, "arn:aws:apigateway:*::/restapis")
			everywhere = everywhere && s.Effect == "Allow"
			if everywhere && slices.ContainsFunc(s.Action, func(pattern string) bool {
				fits, _ := path.Match(strings.ToLower(pattern), strings.ToLower(action))
				return fits
			}) {
				return true
			}
		}
		return false
	}
	for _, op := range append(discover.Operations(), discover.Session()...) {
		for _, action := range op.IAM() {
			if action != "sts:GetCallerIdentity" && !allowed(action) {
				missing = append(missing, action)
			}
		}
	}
	slices.Sort(missing)
	return slices.Compact(missing)
}

// oneOrMore is a text or a list of them, as policies have it.
type oneOrMore []string

func (o *oneOrMore) UnmarshalJSON(data []byte) error {
	var one string
	if json.Unmarshal(data, &one) == nil {
		*o = []string{one}
		return nil
	}
	return json.Unmarshal(data, (*[]string)(o))
}
