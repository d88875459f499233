package aws

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"asbuilt/discover"
	"asbuilt/finding/secret"
	"asbuilt/internal/awsfake"
)

const (
	account1 = "210987654321"
	region1  = "ap-northeast-2"
	// canary stands wherever AWS would give out a secret.
	canary = "c4n4ry-5a1d"
)

// world is a small account with something of every protocol, on two pages where
// there are pages, and a canary in everything that must not be kept.
func world() *awsfake.Fake {
	f := awsfake.New(account1, region1, "us-east-1")
	f.Reply("ec2:DescribeVpcs",
		`<vpcSet><item><vpcId>vpc-1</vpcId><cidrBlock>10.0.0.0/16</cidrBlock><ownerId>`+account1+`</ownerId></item></vpcSet><nextToken>page-2</nextToken>`,
		`<vpcSet><item><vpcId>vpc-2</vpcId><cidrBlock>10.1.0.0/16</cidrBlock></item></vpcSet>`)
	f.Reply("ec2:DescribeVpcAttribute", `<enableDnsSupport><value>true</value></enableDnsSupport>`)
	f.Reply("ec2:DescribeSecurityGroups",
		`<securityGroupInfo><item><groupId>sg-1</groupId><groupName>web</groupName><groupDescription>`+canary+`</groupDescription><vpcId>vpc-1</vpcId></item></securityGroupInfo>`)
	f.Reply("ec2:DescribeSecurityGroupRules",
		`<securityGroupRuleSet><item><securityGroupRuleId>sgr-1</securityGroupRuleId><groupId>sg-1</groupId><isEgress>false</isEgress><ipProtocol>-1</ipProtocol><fromPort>-1</fromPort><toPort>-1</toPort><cidrIpv4>0.0.0.0/0</cidrIpv4><description>`+canary+`</description></item></securityGroupRuleSet>`)
	f.Reply("ec2:DescribeLaunchTemplates",
		`<launchTemplates><item><launchTemplateId>lt-1</launchTemplateId><launchTemplateName>web</launchTemplateName><defaultVersionNumber>1</defaultVersionNumber></item></launchTemplates>`)
	f.Reply("ec2:DescribeLaunchTemplateVersions",
		`<launchTemplateVersionSet><item><launchTemplateData><imageId>ami-1</imageId><userData>`+canary+`</userData></launchTemplateData></item></launchTemplateVersionSet>`)
	f.Reply("elasticloadbalancing:DescribeLoadBalancers",
		`<LoadBalancers><member><LoadBalancerArn>arn:aws:elasticloadbalancing:ap-northeast-2:1:loadbalancer/app/web/1</LoadBalancerArn><LoadBalancerName>web</LoadBalancerName><Type>application</Type></member></LoadBalancers>`)
	f.Reply("elasticloadbalancing:DescribeListeners",
		`<Listeners><member><ListenerArn>arn:aws:elasticloadbalancing:ap-northeast-2:1:listener/app/web/1/2</ListenerArn><Port>443</Port></member></Listeners>`)
	f.Reply("elasticloadbalancing:DescribeRules",
		`<Rules><member><RuleArn>arn:rule/3</RuleArn><Priority>1</Priority><Conditions><member><Field>http-header</Field><HttpHeaderConfig><HttpHeaderName>X-Origin</HttpHeaderName><Values><member>`+canary+`</member></Values></HttpHeaderConfig></member></Conditions></member></Rules>`)
	f.Reply("rds:DescribeDBInstances",
		`<DBInstances><DBInstance><DBInstanceIdentifier>one</DBInstanceIdentifier><DBInstanceArn>arn:aws:rds:x:1:db:one</DBInstanceArn><PendingModifiedValues><MasterUserPassword>`+canary+`</MasterUserPassword></PendingModifiedValues></DBInstance></DBInstances><Marker>page-2</Marker>`,
		`<DBInstances><DBInstance><DBInstanceIdentifier>two</DBInstanceIdentifier><DBInstanceArn>arn:aws:rds:x:1:db:two</DBInstanceArn></DBInstance></DBInstances>`)
	f.Reply("ecs:ListClusters", `{"clusterArns":["arn:aws:ecs:ap-northeast-2:1:cluster/c"]}`)
	f.Reply("ecs:DescribeClusters",
		`{"clusters":[{"clusterArn":"arn:aws:ecs:ap-northeast-2:1:cluster/c","clusterName":"c","status":"ACTIVE"}]}`)
	f.Reply("ecs:ListServices", `{"serviceArns":["arn:aws:ecs:ap-northeast-2:1:service/c/a"],"nextToken":"page-2"}`,
		`{"serviceArns":["arn:aws:ecs:ap-northeast-2:1:service/c/b"]}`)
	f.Reply("ecs:DescribeServices",
		`{"services":[{"serviceName":"a","serviceArn":"arn:a","clusterArn":"arn:aws:ecs:ap-northeast-2:1:cluster/c","taskDefinition":"arn:aws:ecs:ap-northeast-2:1:task-definition/a:7","status":"ACTIVE"}]}`)
	f.Reply("ecs:DescribeTaskDefinition",
		`{"taskDefinition":{"family":"a","revision":7,"containerDefinitions":[{"name":"a","image":"i","environment":[{"name":"KEY","value":"`+canary+`"}],"logConfiguration":{"logDriver":"splunk","options":{"splunk-token":"`+canary+`"}}}]}}`)
	f.Reply("lambda:ListFunctions",
		`{"Functions":[{"FunctionName":"f","FunctionArn":"arn:aws:lambda:x:1:function:f","Environment":{"Variables":{"TOKEN":"`+canary+`"}}}],"NextMarker":"page-2"}`,
		`{"Functions":[{"FunctionName":"g","FunctionArn":"arn:aws:lambda:x:1:function:g"}]}`)
	f.Reply("apigateway:GetRestApis", `{"item":[{"id":"api1","name":"api"}],"position":"page-2"}`,
		`{"item":[{"id":"api2","name":"api two"}]}`)
	f.Reply("apigateway:GetStages", `{"item":[{"stageName":"prod","variables":{"key":"`+canary+`"}}]}`)
	f.Reply("apigatewayv2:GetApis", `{"items":[{"apiId":"h1","name":"http"}],"nextToken":"page-2"}`,
		`{"items":[{"apiId":"h2","name":"http two"}]}`)
	f.Reply("apigatewayv2:GetIntegrations",
		`{"items":[{"integrationId":"i","integrationUri":"https://user:`+canary+`@example.com/x?key=`+canary+`"}]}`)
	f.Reply("cloudwatch:DescribeAlarms",
		`{"MetricAlarms":[{"AlarmName":"cpu","AlarmArn":"arn:alarm:cpu","Threshold":80,"AlarmDescription":"`+canary+`"}],"NextToken":"page-2"}`,
		`{"MetricAlarms":[],"CompositeAlarms":[{"AlarmName":"all","AlarmArn":"arn:alarm:all"}]}`)
	f.Reply("sqs:ListQueues", `{"QueueUrls":["https://sqs/1/q"]}`)
	f.Reply("sns:ListTopics", `<Topics><member><TopicArn>arn:aws:sns:x:1:t</TopicArn></member></Topics>`)
	f.Reply("sns:ListSubscriptionsByTopic",
		`<Subscriptions><member><Protocol>https</Protocol><Endpoint>https://x/`+canary+`</Endpoint><SubscriptionArn>arn:s</SubscriptionArn></member></Subscriptions>`)
	f.Reply("s3:ListBuckets",
		`<ListAllMyBucketsResult><Buckets><Bucket><Name>docs</Name><BucketRegion>ap-northeast-2</BucketRegion></Bucket><Bucket><Name>logs</Name><BucketRegion>ap-northeast-2</BucketRegion></Bucket></Buckets></ListAllMyBucketsResult>`)
	f.Reply("s3:GetBucketPolicy",
		`{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*","Condition":{"StringEquals":{"aws:UserAgent":"`+canary+`","aws:SourceVpce":"vpce-1"}}}]}`)
	f.Reply("route53:ListHostedZones",
		`<ListHostedZonesResponse><HostedZones><HostedZone><Id>/hostedzone/Z1</Id><Name>example.com.</Name></HostedZone></HostedZones></ListHostedZonesResponse>`)
	f.Reply("route53:ListResourceRecordSets",
		`<ListResourceRecordSetsResponse><ResourceRecordSets><ResourceRecordSet><Name>a.example.com.</Name><Type>TXT</Type><ResourceRecords><ResourceRecord><Value>`+canary+`</Value></ResourceRecord></ResourceRecords></ResourceRecordSet></ResourceRecordSets><IsTruncated>true</IsTruncated><NextRecordName>page-2</NextRecordName><NextRecordType>A</NextRecordType></ListResourceRecordSetsResponse>`,
		`<ListResourceRecordSetsResponse><ResourceRecordSets><ResourceRecordSet><Name>b.example.com.</Name><Type>A</Type></ResourceRecordSet></ResourceRecordSets><IsTruncated>false</IsTruncated></ListResourceRecordSetsResponse>`)
	f.Reply("cloudfront:ListDistributions",
		`<DistributionList><Items><DistributionSummary><Id>D1</Id><ARN>arn:d1</ARN><Origins><Items><Origin><Id>o</Id><CustomHeaders><Items><OriginCustomHeader><HeaderName>X</HeaderName><HeaderValue>`+canary+`</HeaderValue></OriginCustomHeader></Items></CustomHeaders></Origin></Items></Origins></DistributionSummary></Items><NextMarker>page-2</NextMarker></DistributionList>`,
		`<DistributionList><Items><DistributionSummary><Id>D2</Id><ARN>arn:d2</ARN></DistributionSummary></Items></DistributionList>`)
	f.Reply("codebuild:ListProjects", `{"projects":["build"]}`)
	f.Reply("codebuild:BatchGetProjects",
		`{"projects":[{"name":"build","environment":{"environmentVariables":[{"name":"T","value":"`+canary+`","type":"PLAINTEXT"}]},"tags":[{"key":"note","value":"AKIAABCDEFGHIJKLMNOP"}]}]}`)
	f.Reply("codepipeline:ListPipelines", `{"pipelines":[{"name":"p"}]}`)
	f.Reply("codepipeline:GetPipeline",
		`{"pipeline":{"name":"p","stages":[{"name":"s","actions":[{"name":"a","actionTypeId":{"category":"Source","provider":"GitHub"},"configuration":{"OAuthToken":"`+canary+`"}}]}]}}`)
	f.Reply("wafv2:ListWebACLs", `{"WebACLs":[{"Id":"w","Name":"w","ARN":"arn:w"}]}`)
	f.Reply("wafv2:GetWebACL",
		`{"WebACL":{"Name":"w","Id":"w","Rules":[{"Name":"r","Priority":1,"Statement":{"ByteMatchStatement":{"SearchString":"YzRuNHJ5LTVhMWQ=","FieldToMatch":{},"TextTransformations":[],"PositionalConstraint":"EXACTLY"}}}]}}`)
	return f
}

func take(t *testing.T, f *awsfake.Fake, change ...func(*discover.Scope)) (*discover.Snapshot, error) {
	t.Helper()
	t.Setenv("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	t.Setenv("HOME", t.TempDir())
	scope := discover.Scope{Accounts: []discover.AccountScope{{ID: account1, Regions: []string{region1}}}}
	for _, c := range change {
		c(&scope)
	}
	return Take(context.Background(), scope, Options{
		Transport: f, Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
		Now: func() time.Time { return time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC) },
	})
}

func bytesOf(t *testing.T, s *discover.Snapshot) string {
	t.Helper()
	var b bytes.Buffer
	if err := discover.Write(&b, s); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// bad are the cells that are not OK, as "operation status".
func bad(s *discover.Snapshot) (out []string) {
	for _, c := range s.Cells {
		if c.Status != discover.OK {
			out = append(out, c.Operation+" "+string(c.Status))
		}
	}
	return out
}

func ids(s *discover.Snapshot, typ string) (out []string) {
	for _, r := range s.Resources {
		if r.Type == typ {
			out = append(out, r.ID)
		}
	}
	slices.Sort(out)
	return out
}

func TestTake(t *testing.T) {
	f := world()
	snap, err := take(t, f)
	if err != nil {
		t.Fatal(err)
	}
	if got := bad(snap); len(got) > 0 {
		t.Errorf("cells that are not ok: %v", got)
	}
	for typ, want := range map[string][]string{
		"AWS::EC2::VPC":                   {"vpc-1", "vpc-2"},
		"AWS::RDS::DBInstance":            {"one", "two"},
		"AWS::Lambda::Function":           {"f", "g"},
		"AWS::ApiGateway::RestApi":        {"api1", "api2"},
		"AWS::ApiGatewayV2::Api":          {"h1", "h2"},
		"AWS::CloudWatch::Alarm":          {"cpu"},
		"AWS::CloudWatch::CompositeAlarm": {"all"},
		"AWS::CloudFront::Distribution":   {"D1", "D2"},
		"AWS::S3::Bucket":                 {"docs", "logs"},
	} {
		if d := cmp.Diff(want, ids(snap, typ)); d != "" {
			t.Errorf("%s: %s", typ, d)
		}
	}
	calls := f.Calls()
	if calls["ecs:ListServices"] != 2 || calls["route53:ListResourceRecordSets"] != 2 ||
		calls["ecs:DescribeServices"] != 1 {
		t.Errorf("pages and batches: %v", calls)
	}
	text := bytesOf(t, snap)
	for _, word := range []string{canary, "YzRuNHJ5", "AKIAABCDEFGHIJKLMNOP"} {
		if at := strings.Index(text, word); at >= 0 {
			t.Errorf("a secret got into the snapshot: %s", text[max(0, at-300):at])
		}
	}
	if !strings.Contains(text, secret.Hidden) {
		t.Error("a tag that holds a key is not marked")
	}
	if _, err := discover.Read(strings.NewReader(text)); err != nil {
		t.Error(err)
	}
}

// With throttles and errors in between, the snapshot is the same.
func TestThrottlesAndFailures(t *testing.T) {
	calm, err := take(t, world())
	if err != nil {
		t.Fatal(err)
	}
	f := world()
	f.On(func(r awsfake.Request) *awsfake.Outcome {
		switch {
		case r.Count%10 == 3:
			return &awsfake.Outcome{Status: http.StatusBadRequest, Code: "Throttling", Message: "Rate exceeded"}
		case r.Count%20 == 7:
			return &awsfake.Outcome{Status: http.StatusServiceUnavailable, Code: "InternalError"}
		}
		return nil
	})
	rough, err := take(t, f)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(bytesOf(t, calm), bytesOf(t, rough)); d != "" {
		t.Error(d)
	}
}

// What is denied takes nothing with it but what depends on it.
func TestEachOperationDenied(t *testing.T) {
	whole, err := take(t, world())
	if err != nil {
		t.Fatal(err)
	}
	f := world()
	if _, err := take(t, f); err != nil {
		t.Fatal(err)
	}
	for _, op := range slices.Sorted(maps.Keys(f.Calls())) {
		if strings.HasPrefix(op, "sts:") || op == "ec2:DescribeRegions" {
			continue
		}
		f := world()
		f.Deny(op, "User is not authorized because no identity-based policy allows the action")
		snap, err := take(t, f)
		if err != nil {
			t.Errorf("%s: %v", op, err)
			continue
		}
		near := map[string]bool{}
		for _, c := range collectors() {
			if slices.Contains(c.calls, op) {
				for _, other := range c.calls {
					near[other] = true
				}
			}
		}
		found := false
		for _, c := range snap.Cells {
			if c.Status == discover.OK {
				continue
			}
			found = found ||
				c.Operation == op && c.Status == discover.Denied && c.Reason == "no policy of the role allows it"
			if !near[c.Operation] {
				t.Errorf("%s denied: %s", op, c)
			}
		}
		if !found {
			t.Errorf("%s denied: no cell says so: %v", op, bad(snap))
		}
		if len(snap.Cells) != len(whole.Cells) {
			t.Errorf("%s denied: %d cells, and %d without", op, len(snap.Cells), len(whole.Cells))
		}
	}
}

func TestOneBucketDenied(t *testing.T) {
	f := world()
	f.On(func(r awsfake.Request) *awsfake.Outcome {
		if r.Operation == "s3:GetBucketPolicy" && strings.Contains(r.Text, "logs") {
			return &awsfake.Outcome{
				Status:  http.StatusForbidden,
				Code:    "AccessDenied",
				Message: "explicit deny in a resource-based policy " + canary,
			}
		}
		if r.Operation == "s3:GetBucketEncryption" {
			return &awsfake.Outcome{Status: http.StatusNotFound, Code: "ServerSideEncryptionConfigurationNotFoundError"}
		}
		return nil
	})
	snap, err := take(t, f)
	if err != nil {
		t.Fatal(err)
	}
	if got := bad(snap); len(got) > 0 {
		t.Errorf("cells that are not ok: %v", got)
	}
	for _, r := range snap.Resources {
		if r.Type != "AWS::S3::Bucket" {
			continue
		}
		var want map[string]string
		if r.ID == "logs" {
			want = map[string]string{"BucketPolicy": "denied: by the policy of the resource"}
		}
		if d := cmp.Diff(want, r.Unknown); d != "" {
			t.Errorf("%s: %s", r.ID, d)
		}
	}
	if strings.Contains(bytesOf(t, snap), canary) {
		t.Error("the text of an error got into the snapshot")
	}
}

// Everything that can go wrong with a request has a status and a sentence.
func TestWhatGoesWrong(t *testing.T) {
	for _, c := range []struct {
		name    string
		outcome awsfake.Outcome
		want    string
	}{
		{
			"scp",
			awsfake.Outcome{
				Status:  403,
				Code:    "AccessDeniedException",
				Message: "with an explicit deny in a service control policy",
			},
			"denied: by a service control policy of the organisation",
		},
		{
			"boundary",
			awsfake.Outcome{Status: 403, Code: "AccessDenied", Message: "because no permissions boundary allows"},
			"denied: by the permissions boundary of the role",
		},
		{
			"session",
			awsfake.Outcome{Status: 403, Code: "UnauthorizedOperation", Message: "because no session policy allows"},
			"denied: by the session policy",
		},
		{
			"silent", awsfake.Outcome{Status: 403, Code: "AccessDenied", Message: "Access Denied"},
			"denied: AWS does not say by which policy",
		},
		{
			"expired", awsfake.Outcome{Status: 400, Code: "ExpiredToken"},
			"failed: the credentials have expired: sign in again",
		},
		{
			"clock", awsfake.Outcome{Status: 403, Code: "RequestTimeTooSkewed"},
			"failed: the clock of this machine is wrong: set it, and run again",
		},
		{"throttled", awsfake.Outcome{Status: 400, Code: "Throttling"}, "throttled-out: Throttling"},
		{"off", awsfake.Outcome{Status: 401, Code: "OptInRequired"}, "region-off: OptInRequired"},
		{"foreign", awsfake.Outcome{Body: "<html>"}, "failed: " + foreignReply},
		{"cut", awsfake.Outcome{Body: "<DescribeDBInstancesResponse><DBInst"}, "failed: " + cutReply},
		{"no call of this endpoint", awsfake.Outcome{Status: 501, Body: "<html>"},
			"failed: HTTP 501: what answers there does not know this call"},
		{"gateway", awsfake.Outcome{Status: 502, Body: "<html>"}, "failed: HTTP 502 without a word of explanation"},
		{"unheard of", awsfake.Outcome{Status: 400, Code: "Strange", Message: canary}, "failed: Strange (HTTP 400)"},
	} {
		f := world()
		f.On(func(r awsfake.Request) *awsfake.Outcome {
			if r.Operation == "rds:DescribeDBInstances" {
				return &c.outcome
			}
			return nil
		})
		snap, err := take(t, f)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		for _, cell := range snap.Cells {
			if cell.Operation == "rds:DescribeDBInstances" {
				if got := fmt.Sprintf("%s: %s", cell.Status, cell.Reason); got != c.want {
					t.Errorf("%s: got %q, want %q", c.name, got, c.want)
				}
			}
		}
	}
}

func TestAccounts(t *testing.T) {
	_, err := take(t, world(), func(s *discover.Scope) { s.Accounts[0].ID = "111111111111" })
	if err == nil || !strings.Contains(err.Error(), "the credentials are of account "+account1) {
		t.Errorf("wrong account: %v", err)
	}
	snap, err := take(t, world(), func(s *discover.Scope) {
		s.Accounts = append(s.Accounts, discover.AccountScope{
			ID:      "111111111111",
			Regions: []string{region1, "eu-west-1"},
		})
		s.Accounts[0].Regions = append(s.Accounts[0].Regions, "eu-west-1")
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range snap.Cells {
		want := discover.OK
		switch {
		case c.Account != account1:
			want = discover.Failed
		case c.Region == "eu-west-1":
			want = discover.RegionOff
		}
		if c.Status != want {
			t.Errorf("%s, want %s", c, want)
		}
	}
}

func TestBounds(t *testing.T) {
	snap, err := take(t, world(), func(s *discover.Scope) { s.Budget = 30 })
	if err != nil {
		t.Fatal(err)
	}
	truncated := 0
	for _, c := range snap.Cells {
		if c.Status == discover.Truncated {
			truncated++
		}
	}
	if truncated == 0 {
		t.Error("a budget of 30 requests is enough for everything")
	}
	snap, err = take(t, world(), func(s *discover.Scope) { s.Operations = []string{"ec2:DescribeVpcs"} })
	if err != nil || len(snap.Cells) != 1 || snap.Resources[0].Type != "AWS::EC2::VPC" {
		t.Errorf("one operation: %v, %v", snap, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	scope := discover.Scope{Accounts: []discover.AccountScope{{ID: account1, Regions: []string{region1}}}}
	if _, err := Take(ctx, scope, Options{Transport: world()}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// An endpoint that hangs costs its own cells when the time is up.
func TestHanging(t *testing.T) {
	f := world()
	f.On(func(r awsfake.Request) *awsfake.Outcome {
		if r.Operation == "ec2:DescribeVpcs" {
			return &awsfake.Outcome{Hang: true}
		}
		return nil
	})
	snap, err := take(t, f, func(s *discover.Scope) { s.Timeout = 1 })
	if err != nil {
		t.Fatal(err)
	}
	hung := 0
	for _, c := range snap.Cells {
		if (c.Operation == "ec2:DescribeVpcs" || c.Operation == "ec2:DescribeVpcAttribute") &&
			c.Status == discover.Timeout {
			hung++
		}
	}
	if hung != 2 {
		t.Error(bad(snap))
	}
}

// A token that comes back is not followed for ever.
func TestEndlessPages(t *testing.T) {
	f := world()
	f.Reply("ec2:DescribeVpcs", `<vpcSet></vpcSet><nextToken>again</nextToken>`)
	snap, err := take(t, f)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(bad(snap), "ec2:DescribeVpcs truncated") {
		t.Error(bad(snap))
	}
}
