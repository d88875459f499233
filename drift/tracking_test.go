package drift

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"asbuilt/discover"
	"asbuilt/drift/match"
	"asbuilt/finding"
	"asbuilt/internal/golden"
	"asbuilt/model"
)

const systemB = "../examples/ec2-service"

// drifts are what happened to System B since it was as its model says: what is
// found in examples/ec2-service/drifted.snapshot.json was put there on purpose.
func drifts(x *account) []drifted {
	return []drifted{
		{"version 13 of the launch template starts larger machines, and one machine of the group still has version 12 and last month's image", func() {
			now := x.find("AWS::EC2::Image", "tracking-ubuntu-2026-11")
			baked := time.Date(2026, 10, 2, 2, 20, 0, 0, time.UTC)
			before := *now.Facts.(*discover.Image)
			before.CreationDate = &baked
			image := x.add(now, "ami-0c4d8e61f7a92b305", &before)
			image.Name, image.Tags = "tracking-ubuntu-2026-10", nil
			old := facts[discover.AutoScalingGroup](x, "AWS::AutoScaling::AutoScalingGroup", "tracking-asg").Instances[1].InstanceId
			for _, r := range x.snap.Resources {
				if f, ok := r.Facts.(*discover.Instance); ok && r.ID == old {
					f.ImageId = image.ID
				}
			}
			lt := facts[discover.LaunchTemplate](x, "AWS::EC2::LaunchTemplate", "tracking-lt")
			lt.DefaultVersionNumber, lt.LatestVersionNumber, lt.LaunchTemplateData.InstanceType = 13, 13, "m6i.xlarge"
			facts[discover.AutoScalingGroup](x, "AWS::AutoScaling::AutoScalingGroup", "tracking-asg").Instances[0].LaunchTemplate.Version = "13"
		}},
		{"the group may grow to twelve, and aims at 70 % CPU", func() {
			facts[discover.AutoScalingGroup](x, "AWS::AutoScaling::AutoScalingGroup", "tracking-asg").MaxSize = 12
			facts[discover.GroupScalingPolicy](x, "AWS::AutoScaling::ScalingPolicy", "cpu").TargetTrackingConfiguration.TargetValue = 70
		}},
		{"somebody opened SSH to get at a machine", func() {
			fleet := facts[discover.SecurityGroup](x, "AWS::EC2::SecurityGroup", "fleet-sg")
			fleet.SecurityGroupIngress = append(fleet.SecurityGroupIngress,
				discover.SecurityGroupRule{SecurityGroupRuleId: "sgr-0b6f1c2a9d3e45f78", IpProtocol: "tcp", FromPort: 22, ToPort: 22, CidrIp: "0.0.0.0/0"})
		}},
		{"one of the isolated subnets was given the private route table", func() {
			c := x.find("AWS::EC2::Subnet", "tracking-data-c").ID
			data := facts[discover.RouteTable](x, "AWS::EC2::RouteTable", "tracking-data")
			data.Associations = slices.DeleteFunc(data.Associations, func(a discover.RouteTableAssociation) bool { return a.SubnetId == c })
			private := facts[discover.RouteTable](x, "AWS::EC2::RouteTable", "tracking-private")
			private.Associations = append(private.Associations, discover.RouteTableAssociation{SubnetId: c})
		}},
		{"the endpoint for sessions of Systems Manager was deleted", func() { x.remove("AWS::EC2::VPCEndpoint", "vpce-ssmmessages") }},
		{"the listener takes an old TLS policy, and another one answers in the clear", func() {
			old := x.find("AWS::ElasticLoadBalancingV2::Listener", "")
			old.Facts.(*discover.Listener).SslPolicy = "ELBSecurityPolicy-2016-08"
			x.add(old, "2f7c0d9be1a84653", &discover.Listener{
				LoadBalancerArn: old.Facts.(*discover.Listener).LoadBalancerArn, Port: 80, Protocol: "HTTP", DefaultActions: old.Facts.(*discover.Listener).DefaultActions,
			})
		}},
		{"the target group asks after health three times less often", func() {
			facts[discover.TargetGroup](x, "AWS::ElasticLoadBalancingV2::TargetGroup", "tracking-tg").HealthCheckIntervalSeconds = 30
		}},
		{"the web ACL was taken off the load balancer", func() { facts[discover.WebACL](x, "AWS::WAFv2::WebACL", "tracking-waf").AssociatedResources = nil }},
		{"the alarm on full disks was deleted, the one on memory rings later, and the one on latency is silent", func() {
			x.remove("AWS::CloudWatch::Alarm", "tracking-disk")
			facts[discover.Alarm](x, "AWS::CloudWatch::Alarm", "tracking-memory").Threshold = 95
			facts[discover.Alarm](x, "AWS::CloudWatch::Alarm", "tracking-latency").ActionsEnabled = false
		}},
		{"logs of the service never expire", func() { facts[discover.LogGroup](x, "AWS::Logs::LogGroup", "/tracking/service").RetentionInDays = nil }},
		{"the archive's guard against being public is gone, and its old versions stay", func() {
			b := facts[discover.Bucket](x, "AWS::S3::Bucket", "tracking-archive-345678901234")
			b.PublicAccessBlockConfiguration.BlockPublicPolicy, b.LifecycleRules[0].NoncurrentExpirationInDays = false, 0
		}},
		{"the audit bucket does not keep old versions", func() {
			facts[discover.Bucket](x, "AWS::S3::Bucket", "tracking-audit-345678901234").VersioningStatus = "Suspended"
		}},
		{"MySQL has no standby, takes clients without TLS, keeps a week of backups, and lost the tag that the plan selects", func() {
			db := facts[discover.DBInstance](x, "AWS::RDS::DBInstance", "tracking-mysql")
			db.MultiAZ, db.SecondaryAvailability, db.BackupRetentionPeriod = false, "", 7
			delete(x.find("AWS::RDS::DBInstance", "tracking-mysql").Tags, "Backup")
			facts[discover.DBParameterGroup](x, "AWS::RDS::DBParameterGroup", "tracking-mysql84").Parameters["require_secure_transport"] = "0"
		}},
		{"Redis was brought back from a snapshot with an older version and without its replica", func() {
			r := facts[discover.ReplicationGroup](x, "AWS::ElastiCache::ReplicationGroup", "tracking-redis")
			r.EngineVersion, r.ReplicasPerNodeGroup, r.MultiAZEnabled, r.AutomaticFailoverEnabled = "7.0.7", 0, false, false
			r.MemberClusters, r.AvailabilityZones = r.MemberClusters[:1], r.AvailabilityZones[:1]
		}},
		{"the table was restored under its name: no point in time, no protection, the key of AWS", func() {
			table := facts[discover.Table](x, "AWS::DynamoDB::Table", "tracking-items")
			table.PointInTimeRecoveryEnabled, table.RecoveryPeriodInDays, table.DeletionProtectionEnabled = false, 0, false
			table.SSEEnabled, table.KMSMasterKeyId = false, ""
		}},
		{"the stream of positions is no longer encrypted, and with it what waits for the archive", func() {
			stream := facts[discover.Stream](x, "AWS::Kinesis::Stream", "position-stream")
			stream.EncryptionType, stream.KeyId = "NONE", ""
		}},
		{"one more name is answered", func() {
			names := facts[discover.DNSRuleGroup](x, "AWS::Route53Resolver::FirewallRuleGroup", "egress-dns").Domains
			i := slices.IndexFunc(names, func(d discover.DNSDomains) bool { return !slices.Contains(d.Domains, "*") })
			names[i].Domains = append(names[i].Domains, "files.example.net")
		}},
		{"the password is no longer rotated", func() {
			facts[discover.Secret](x, "AWS::SecretsManager::Secret", "tracking/mysql").RotationEnabled = false
		}},
		{"alerts go through a topic that nothing encrypts", func() { facts[discover.Topic](x, "AWS::SNS::Topic", "tracking-alerts").KmsMasterKeyId = "" }},
		{"the trail is stopped", func() { facts[discover.Trail](x, "AWS::CloudTrail::Trail", "tracking-trail").IsLogging = false }},
		{"the budget was raised", func() { facts[discover.Budget](x, "AWS::Budgets::Budget", "tracking-budget").LimitAmount = 2000 }},
		{"a machine to try things on stands in a public subnet", func() {
			like := x.find("AWS::EC2::Instance", "tracking-fleet")
			f := *like.Facts.(*discover.Instance)
			f.SubnetId, f.PrivateIpAddress, f.PublicIp, f.LaunchTemplate = x.find("AWS::EC2::Subnet", "tracking-public-a").ID, "10.40.0.201", "3.38.44.190", nil
			box := x.add(like, "i-0d41c7a8e93b5f260", &f)
			box.Name, box.Tags = "try-box", map[string]string{"Name": "try-box"}
		}},
	}
}

// drifted is one thing that happened.
type drifted struct {
	what string
	do   func()
}

// account is a snapshot that things happen to.
type account struct {
	t    *testing.T
	snap *discover.Snapshot
}

func (x *account) find(typ, name string) *discover.Resource {
	x.t.Helper()
	i := slices.IndexFunc(x.snap.Resources, func(r *discover.Resource) bool { return r.Type == typ && r.Name == name })
	if i < 0 {
		x.t.Fatalf("the clean snapshot has no %s %q", typ, name)
	}
	return x.snap.Resources[i]
}

func (x *account) remove(typ, name string) {
	gone := x.find(typ, name)
	x.snap.Resources = slices.DeleteFunc(x.snap.Resources, func(r *discover.Resource) bool { return r == gone })
}

// add adds a resource like another one, with an id and facts of its own.
func (x *account) add(like *discover.Resource, id string, facts any) *discover.Resource {
	r := *like
	r.ID, r.ARN, r.Facts = id, strings.Replace(like.ARN, like.ID, id, 1), facts
	x.snap.Resources = append(x.snap.Resources, &r)
	return &r
}

func facts[F any](x *account, typ, name string) *F {
	x.t.Helper()
	return x.find(typ, name).Facts.(*F)
}

func systemBModel(t *testing.T) *model.Model {
	t.Helper()
	m, _, err := model.Load(os.DirFS(systemB), "architecture.yaml", model.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// The clean snapshot of System B is clean, the drifted one is it with the drifts
// above, and each of these is found.
func TestSystemB(t *testing.T) {
	m := systemBModel(t)
	snap := readExample(t, "ec2-service/clean.snapshot.json")
	clean := compare(m, snap)
	if len(clean.findings) > 0 || clean.coverage.Unknown > 0 || clean.coverage.Matched != clean.coverage.Elements {
		t.Errorf("the clean snapshot is not clean: %+v\n%s", clean.coverage, lines(clean.findings))
	}
	x := &account{t, snap}
	for _, d := range drifts(x) {
		before := len(compare(m, snap).findings)
		d.do()
		if len(compare(m, snap).findings) <= before {
			t.Errorf("not found: %s", d.what)
		}
	}
	var b bytes.Buffer
	if err := discover.Write(&b, snap); err != nil {
		t.Fatal(err)
	}
	golden.Check(t, systemB+"/drifted.snapshot.json", b.Bytes())
	got := compare(m, readExample(t, "ec2-service/drifted.snapshot.json"))
	golden.Check(t, "testdata/ec2-service.findings", []byte(lines(got.findings)))
	codes := map[string]bool{}
	for _, f := range got.findings {
		codes[f.Code] = true
		if bad := badlySpoken(f); bad != "" {
			t.Errorf("%s: %s", f.Code, bad)
		}
		if len(f.Evidence) == 0 || f.Position.IsZero() && f.Code != match.CodeUndeclared {
			t.Errorf("%s %s: %d pieces of evidence, position %v", f.Code, f.Subject, len(f.Evidence), f.Position)
		}
		if f.Verdict == finding.Unknown {
			t.Errorf("everything was read, and this is unknown: %s", lines(finding.List{f}))
		}
	}
	if len(codes) < 12 {
		t.Errorf("only %d kinds of drift", len(codes))
	}
}
