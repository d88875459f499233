// Package canary_test plants secrets in everything that AWS answers and looks
// for them in everything that asbuilt writes.
package canary_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"asbuilt/cmd"
	"asbuilt/discover"
	"asbuilt/discover/aws"
	"asbuilt/finding/secret"
	"asbuilt/internal/awsfake"
)

const (
	account = "210987654321"
	region  = "ap-northeast-2"
	canary  = "c4n4ry-77d0e1"
	model   = "testdata/architecture.yaml"
)

// TestMain lets this program be asbuilt-aws when it is called by that name: the
// real one in all but the network.
func TestMain(m *testing.M) {
	if filepath.Base(os.Args[0]) != "asbuilt-aws" {
		os.Exit(m.Run())
	}
	f := awsfake.Secrets(account, region, canary)
	misbehave(f, os.Getenv("FAKE_AWS"))
	os.Exit(aws.Serve(context.Background(), os.Stdin, os.Stdout, os.Stderr, aws.Options{
		Transport: f, Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	}))
}

// misbehave makes the fake fail in a way whose messages hold the canary, too.
func misbehave(f *awsfake.Fake, how string) {
	failures := map[string]awsfake.Outcome{
		"denied":    {Status: 403, Code: "AccessDenied", Message: "no identity-based policy allows it with " + canary},
		"strange":   {Status: 400, Code: "ValidationException", Message: "1 validation error: value '" + canary + "' at 'x'"},
		"broken":    {Body: "<html>" + canary + `{"` + canary},
		"gateway":   {Status: 502, Body: "<html>" + canary},
		"throttled": {Status: 400, Code: "Throttling", Message: canary},
	}
	if how == "refused" {
		f.On(func(awsfake.Request) *awsfake.Outcome {
			return &awsfake.Outcome{
				Status:  403,
				Code:    "InvalidClientTokenId",
				Message: "the token " + canary + " is not valid",
			}
		})
		return
	}
	if op, ok := strings.CutPrefix(how, "deny "); ok {
		f.Deny(op, "no identity-based policy allows it with "+canary)
		return
	}
	failure, ok := failures[how]
	if !ok {
		return
	}
	f.On(func(r awsfake.Request) *awsfake.Outcome {
		lists := strings.Contains(r.Operation, ":List") || strings.Contains(r.Operation, ":DescribeDBI") ||
			strings.Contains(r.Operation, ":DescribeVpc")
		if strings.HasPrefix(r.Operation, "sts:") || lists && len(r.Operation)%2 == 0 {
			return nil // some lists must be read, for anything to be asked about
		}
		return &failure
	})
}

// desk is where somebody works with asbuilt.
type desk struct {
	t   *testing.T
	dir string
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	bin := t.TempDir()
	if err := os.Symlink(self, filepath.Join(bin, "asbuilt-aws")); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin)
	t.Setenv("HOME", t.TempDir())
	t.Setenv("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	return &desk{t, t.TempDir()}
}

// run runs asbuilt with a status that is wanted, and holds that no secret is in
// what it prints.
func (d *desk) run(want cmd.Status, args ...string) (out string) {
	d.t.Helper()
	var stdout, stderr bytes.Buffer
	status := cmd.Main(context.Background(), args, cmd.Streams{In: strings.NewReader(""), Out: &stdout, Err: &stderr})
	if status != want {
		d.t.Errorf("asbuilt %s exits with %d, want %d\n%s%s",
			strings.Join(args, " "), status, want, stdout.String(), stderr.String())
	}
	d.clean("the output of "+strings.Join(args, " "), stdout.String())
	d.clean("what is told by "+strings.Join(args, " "), stderr.String())
	return stdout.String() + stderr.String()
}

// clean holds that no secret is in a text.
func (d *desk) clean(where, text string) {
	d.t.Helper()
	for _, secret := range awsfake.SecretsOf(canary) {
		if at := strings.Index(text, secret); at >= 0 {
			d.t.Errorf("a secret got into %s: …%s…", where, text[max(0, at-200):at])
		}
	}
}

// files looks into everything in a folder and counts it.
func (d *desk) files(dir string) (n int) {
	d.t.Helper()
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(name)
		d.clean(name, string(text))
		n++
		return err
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return n
}

func (d *desk) file(name string) string { return filepath.Join(d.dir, name) }

func (d *desk) snapshot(name string) *discover.Snapshot {
	d.t.Helper()
	file, err := os.Open(d.file(name))
	if err != nil {
		d.t.Fatal(err)
	}
	defer file.Close()
	s, err := discover.Read(file)
	if err != nil {
		d.t.Fatal(err)
	}
	return s
}

// No secret that AWS gives out gets into a snapshot, a report of any format, a
// picture or the site.
func TestNothingLeaks(t *testing.T) {
	d := newDesk(t)
	for _, deep := range [][]string{{}, {"--everything"}} {
		d.run(cmd.Clean, append([]string{"discover", model, "--out", d.file("prod.json")}, deep...)...)
		planted(t, d.snapshot("prod.json"))
	}
	text, err := os.ReadFile(d.file("prod.json"))
	if err != nil || strings.Count(string(text), secret.Hidden) < 10 {
		t.Errorf("the keys in tags are not hidden but gone, or were never there (%v)", err)
	}
	for _, lang := range []string{"en", "ko"} {
		for _, format := range []string{"text", "json", "sarif", "junit", "codequality", "markdown"} {
			d.run(cmd.Found, "drift", model, "--snapshot", d.file("prod.json"), "--format", format, "--lang", lang)
		}
		d.run(cmd.Clean, "render", model, "--snapshot", d.file("prod.json"),
			"--out", d.file("pictures-"+lang), "--lang", lang)
	}
	d.run(cmd.Found, "drift", model, "--live")
	d.run(cmd.Clean, "build", model, "--snapshot", d.file("prod.json"), "--out", d.file("site"))
	d.run(cmd.Clean, "doctor", model, "--snapshot", d.file("prod.json"))
	d.run(cmd.Clean, "snapshot", "verify", d.file("prod.json"))
	if n := d.files(d.dir); n < 50 {
		t.Errorf("only %d files were looked into: the site is not among them", n)
	}
}

// Messages of AWS quote what was sent and what it found; none of them is passed
// on, whatever goes wrong.
func TestNoMessageLeaks(t *testing.T) {
	for _, how := range []string{"denied", "strange", "broken", "gateway", "throttled"} {
		t.Run(how, func(t *testing.T) {
			d := newDesk(t)
			t.Setenv("FAKE_AWS", how)
			d.run(cmd.Clean, "discover", model, "--out", d.file("prod.json"))
			gaps := 0
			for _, c := range d.snapshot("prod.json").Cells {
				if c.Status != discover.OK {
					gaps++
				}
			}
			if gaps < 20 {
				t.Errorf("only %d cells failed", gaps)
			}
			d.run(cmd.Found, "drift", model, "--snapshot", d.file("prod.json"), "--format", "json")
			d.run(cmd.Incomplete, "doctor", model, "--snapshot", d.file("prod.json"))
			d.run(cmd.Incomplete, "doctor", model)
			d.files(d.dir)
		})
	}
	d := newDesk(t)
	t.Setenv("FAKE_AWS", "refused")
	if said := d.run(cmd.Failed, "discover", model, "--out", d.file("prod.json")); strings.Count(said, "\n") != 1 {
		t.Errorf("it says %q", said)
	}
	if n := d.files(d.dir); n > 0 {
		t.Errorf("a run that failed wrote %d files", n)
	}
}

// Each change of what is secret leaves the difference of two snapshots empty.
func TestSecretsMakeNoDifference(t *testing.T) {
	scope := discover.Scope{Accounts: []discover.AccountScope{{ID: account, Regions: []string{region}}}}
	newDesk(t)
	take := func(secret string) *discover.Snapshot {
		s, err := aws.Take(context.Background(), scope, aws.Options{
			Transport: awsfake.Secrets(account, region, secret),
			Sleep:     func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
		})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	uncompared := func(f discover.FactRef) { t.Errorf("%s of %s was not compared", f.Fact, f.Resource.Ref()) }
	for c := range discover.Changes(take(canary), take("an0ther-secret"), uncompared) {
		t.Errorf("the secret shows in %s: %+v", c.Resource.Ref(), c.Facts)
	}
}

// planted holds that the snapshot has what the secrets were planted in, or the
// test would prove nothing.
func planted(t *testing.T, s *discover.Snapshot) {
	t.Helper()
	for _, c := range s.Cells {
		if c.Status != discover.OK {
			t.Errorf("not read: %s", c)
		}
	}
	types := map[string]bool{}
	for _, r := range s.Resources {
		types[r.Type] = true
		for fact, why := range r.Unknown {
			if fact != "Encrypted" && fact != "Port" {
				t.Errorf("%s: %s is unknown: %s", r.Ref(), fact, why)
			}
		}
	}
	want := []string{
		"AWS::ApiGateway::RestApi", "AWS::ApiGateway::Stage", "AWS::ApiGatewayV2::Api", "AWS::ApiGatewayV2::Stage",
		"AWS::Athena::WorkGroup", "AWS::CertificateManager::Certificate", "AWS::CloudFront::Distribution",
		"AWS::CloudWatch::Alarm", "AWS::CodeBuild::Project", "AWS::CodePipeline::Pipeline", "AWS::Cognito::UserPool",
		"AWS::EC2::Image", "AWS::EC2::LaunchTemplate", "AWS::EC2::SecurityGroup", "AWS::EC2::VPC",
		"AWS::EC2::VPCEndpoint", "AWS::ECR::Repository", "AWS::ECS::Cluster", "AWS::ECS::Service",
		"AWS::ECS::TaskDefinition", "AWS::ElasticLoadBalancingV2::Listener",
		"AWS::ElasticLoadBalancingV2::ListenerRule", "AWS::ElasticLoadBalancingV2::LoadBalancer",
		"AWS::Events::EventBus", "AWS::Events::Rule", "AWS::IAM::Role", "AWS::KMS::Key",
		"AWS::KinesisFirehose::DeliveryStream", "AWS::Lambda::Function", "AWS::Logs::LogGroup",
		"AWS::NetworkFirewall::Firewall", "AWS::NetworkFirewall::FirewallPolicy", "AWS::NetworkFirewall::RuleGroup",
		"AWS::RDS::DBInstance", "AWS::RDS::DBParameterGroup", "AWS::Route53::HostedZone", "AWS::S3::Bucket",
		"AWS::SNS::Topic", "AWS::SQS::Queue", "AWS::SSM::Parameter", "AWS::SecretsManager::Secret",
		"AWS::WAFv2::WebACL",
	}
	for _, typ := range want {
		if !types[typ] {
			t.Errorf("no %s was read", typ)
		}
		delete(types, typ)
	}
	if len(types) > 0 {
		t.Log("read besides:", fmt.Sprint(slices.Sorted(maps.Keys(types))))
	}
}
