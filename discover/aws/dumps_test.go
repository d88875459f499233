package aws

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"asbuilt/discover"
)

const printed = `
-- us-east-1/sts/get-caller-identity.json --
{"Account": "210987654321", "Arn": "arn:aws:iam::210987654321:user/somebody"}
-- ap-northeast-2/ec2/describe-vpcs.json --
{"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}]}
-- ap-northeast-2/ec2/describe-vpcs.2.json --
{"Vpcs": [{"VpcId": "vpc-2", "CidrBlock": "10.1.0.0/16"}]}
-- ap-northeast-2/rds/describe-db-instances.json --
{"DBInstances": [{"DBInstanceIdentifier": "db", "DBInstanceArn": "arn:aws:rds:ap-northeast-2:210987654321:db:db", "InstanceCreateTime": "2026-01-02T03:04:05.678000+00:00", "MultiAZ": true}]}
-- ap-northeast-2/s3api/list-buckets.json --
{"Buckets": [{"Name": "docs", "CreationDate": "2026-01-02T03:04:05+00:00"}, {"Name": "logs"}]}
-- ap-northeast-2/s3api/get-bucket-versioning/docs.json --
{"Status": "Enabled"}
-- ap-northeast-2/secretsmanager/list-secrets.json --
{"Buckets": []}
-- ap-northeast-2/ec2/describe-route-tables.json --
{"Subnets": [{"SubnetId": "subnet-1"}], "NextToken": "t"}
-- ap-northeast-2/ec2/describe-network-acls.json --
{"NetworkAcls": [], "NextToken": "t"}
-- ap-northeast-2/ec2/describe-internet-gateways.json --
{"InternetGateways": [], "NextToken": "t"}
-- ap-northeast-2/ec2/describe-internet-gateways.2.json --
{"InternetGateways": []}
-- ap-northeast-2/ecs/list-clusters.json --
{"clusterArns": ["arn:aws:ecs:ap-northeast-2:210987654321:cluster/c"]}
-- ap-northeast-2/ecs/describe-clusters.json --
{"clusters": [{"clusterName": "c", "clusterArn": "arn:aws:ecs:ap-northeast-2:210987654321:cluster/c", "status": "ACTIVE"}]}
`

func TestDumps(t *testing.T) {
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(printed)).Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	scope := discover.Scope{Dumps: dir, Accounts: []discover.AccountScope{{Regions: []string{"ap-northeast-2"}}}}
	snap, err := Take(context.Background(), scope, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for typ, want := range map[string][]string{
		"AWS::EC2::VPC":        {"vpc-1", "vpc-2"},
		"AWS::RDS::DBInstance": {"db"},
		"AWS::S3::Bucket":      {"docs", "logs"},
		"AWS::ECS::Cluster":    {"c"},
	} {
		if d := cmp.Diff(want, ids(snap, typ)); d != "" {
			t.Errorf("%s: %s", typ, d)
		}
	}
	for _, r := range snap.Resources {
		switch f := r.Facts.(type) {
		case *discover.DBInstance:
			if !f.MultiAZ || r.Account != "210987654321" {
				t.Errorf("database %+v of %s", f, r.Account)
			}
		case *discover.Bucket:
			if r.ID == "docs" && f.VersioningStatus != "Enabled" {
				t.Errorf("bucket %+v", f)
			}
			if r.ID == "logs" && r.Unknown["VersioningStatus"] == "" {
				t.Error("a bucket without a dump has a versioning status")
			}
		}
	}
	cells := map[string]string{}
	for _, c := range snap.Cells {
		cells[c.Operation] = string(c.Status) + " " + c.Reason
	}
	for op, want := range map[string]string{
		"ec2:DescribeVpcs":             "ok ",
		"ec2:DescribeSubnets":          "failed there is no dump ap-northeast-2/ec2/describe-subnets.json",
		"ec2:DescribeRouteTables":      "failed the dump describe-route-tables.json is the reply to another call: it has Subnets",
		"ec2:DescribeNetworkAcls":      "truncated the dumps of describe-network-acls end in the middle: let the CLI print all pages",
		"ec2:DescribeInternetGateways": "ok ",
		"secretsmanager:ListSecrets":   "failed the dump list-secrets.json is the reply to another call: it has Buckets",
	} {
		if cells[op] != want {
			t.Errorf("%s: %q, want %q", op, cells[op], want)
		}
	}
}

func TestKebab(t *testing.T) {
	for call, want := range map[string]string{
		"DescribeVpcs":           "describe-vpcs",
		"DescribeDBInstances":    "describe-db-instances",
		"ListWebACLs":            "list-web-acls",
		"GetWebACL":              "get-web-acl",
		"ListTagsForResource":    "list-tags-for-resource",
		"GetRestApis":            "get-rest-apis",
		"DescribeDBSubnetGroups": "describe-db-subnet-groups",
	} {
		if got := kebab(call); got != want {
			t.Errorf("%s: %s, want %s", call, got, want)
		}
	}
}

// A file that is no dump is told for what it is.
func TestWrongDumps(t *testing.T) {
	utf16 := []byte{0xff, 0xfe}
	for _, r := range `{"Vpcs": []}` {
		utf16 = append(utf16, byte(r), 0)
	}
	for _, c := range []struct{ name, text, want string }{
		{"nothing listed", `{"Vpcs": []}`, "ok "},
		{"with a byte order mark", "\xef\xbb\xbf" + `{"Vpcs": []}`, "ok "},
		{"an empty object", "{}", "failed the dump describe-vpcs.json is {}, which the CLI does not print"},
		{"an empty file", " \n",
			"failed the dump describe-vpcs.json is empty: what the CLI printed went elsewhere, or there was nothing to print"},
		{"UTF-16", string(utf16), "failed the dump describe-vpcs.json is UTF-16, as > of Windows PowerShell writes it: " +
			"save it as UTF-8 (| Out-File -Encoding utf8)"},
		{"no UTF-8", `{"Vpcs": "` + "\xe9" + `"}`, "failed the dump describe-vpcs.json is no UTF-8"},
		{"a saved refusal", "\nAn error occurred (UnauthorizedOperation) when calling the DescribeVpcs operation: " +
			"You are not authorized because no identity-based policy allows the ec2:DescribeVpcs action",
			"denied the dump describe-vpcs.json holds an error of the CLI: no policy of the role allows it"},
		{"a saved error", "An error occurred (InternalError) when calling the DescribeVpcs operation (reached max retries: 4): oh",
			"failed the dump describe-vpcs.json holds an error of the CLI: InternalError"},
		{"a table", "-----\n| VPCs |", "failed the dump describe-vpcs.json is no JSON object: print it with --output json"},
		{"a list, from --query", `["vpc-1"]`, "failed the dump describe-vpcs.json is no JSON object: print it with --output json"},
		{"another shape", `{"Vpcs": [{"VpcId": 7}]}`, "failed the dump describe-vpcs.json has no string at Vpcs.VpcId"},
		{"a secret for a name", `{"` + canary + `!": 1}`,
			"failed the dump describe-vpcs.json is the reply to another call: it has a member that is none of AWS's"},
	} {
		dir := t.TempDir()
		for name, text := range map[string]string{
			"ap-northeast-2/ec2/describe-vpcs.json": c.text,
			"ap-northeast-2/sqs/list-queues.json":   `{"QueueUrls": []}`,
		} {
			name = filepath.Join(dir, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		scope := discover.Scope{
			Dumps: dir, Accounts: []discover.AccountScope{{ID: account1, Regions: []string{"ap-northeast-2"}}},
		}
		snap, err := Take(context.Background(), scope, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, cell := range snap.Cells {
			if got := string(cell.Status) + " " + cell.Reason; cell.Operation == "ec2:DescribeVpcs" && got != c.want {
				t.Errorf("%s: %q, want %q", c.name, got, c.want)
			}
		}
	}
}
