package discover

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// looked is an index of resources all of whose cells are OK but those of the
// failed operations. Where a resource says nothing else, it lies in one account
// and region and has its id for a name.
func looked(resources []*Resource, failed ...string) *Index {
	s := &Snapshot{Taken: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), Resources: resources}
	for _, o := range Operations() {
		c := Cell{Account: "1", Region: "r", Operation: o.Name, Status: OK}
		if o.Global {
			c.Region = Global
		}
		for _, f := range failed {
			if f == o.Name {
				c.Status = Denied
			}
		}
		s.Cells = append(s.Cells, c)
	}
	for _, r := range resources {
		if r.Account == "" {
			r.Account, r.Region = "1", "r"
		}
		if r.Name == "" {
			r.Name = r.ID
		}
	}
	return NewIndex(s)
}

// placement is a placement in words: VPC, subnets, groups, and the facts that it
// rests on; a star marks those that name the groups.
func placement(p Placement) string {
	var facts []string
	for i, f := range slices.Concat(p.Facts, p.GroupFacts) {
		text := f.Fact
		if f.Resource != nil {
			text = f.Resource.ID + " " + text
		}
		if i >= len(p.Facts) {
			text += "*"
		}
		facts = append(facts, text)
	}
	return fmt.Sprintf("%s %v %v by %s", p.VPC, p.Subnets, p.SecurityGroups, strings.Join(facts, ", "))
}

func TestPlacement(t *testing.T) {
	subnet := func(id, vpc, zone string) *Resource {
		return &Resource{Type: "AWS::EC2::Subnet", ID: id, Facts: &Subnet{VpcId: vpc, AvailabilityZone: zone}}
	}
	unread := subnet("s-unread", "", "r-b")
	unread.Unknown = map[string]string{"VpcId": "not asked"}
	template := &Resource{Type: "AWS::EC2::LaunchTemplate", ID: "lt", Facts: &LaunchTemplate{
		DefaultVersionNumber: 1, LatestVersionNumber: 2,
		LaunchTemplateData: &LaunchTemplateData{SecurityGroupIds: []string{"sg-1"}},
		LatestVersionData:  &LaunchTemplateData{SecurityGroupIds: []string{"sg-2"}},
	}}
	pinned := &Resource{Type: "AWS::EC2::LaunchTemplate", ID: "lt-2", Facts: &LaunchTemplate{
		LaunchTemplateData: &LaunchTemplateData{SecurityGroupIds: []string{"sg-1"}},
	}, Unknown: map[string]string{"DefaultVersionNumber": "not asked", "LatestVersionNumber": "not asked"}}
	group := &Resource{Type: "AWS::RDS::DBSubnetGroup", ID: "data", Facts: &DBSubnetGroup{VpcId: "vpc-1", SubnetIds: []string{"s-a", "s-c"}}}
	gateway := &Resource{Type: "AWS::EC2::VPNGateway", ID: "vgw", Facts: &VPNGateway{VpcIds: []string{"vpc-1"}}}
	configuration := &Resource{Type: "AWS::AutoScaling::LaunchConfiguration", ID: "lc",
		Facts: &LaunchConfiguration{SecurityGroups: []string{"sg-3"}}}
	others := []*Resource{
		configuration, pinned, subnet("s-z", "vpc-9", "r-z"), subnet("s-a", "vpc-1", "r-a"), subnet("s-c", "vpc-1", "r-c"), unread, template, group, gateway,
		subnet("s-last", "vpc-9", "r-a"),
	}
	fleet := func(version string) *AutoScalingGroup {
		return &AutoScalingGroup{
			VPCZoneIdentifier: []string{"s-c", "s-a"},
			LaunchTemplate:    &LaunchTemplateSpecification{LaunchTemplateId: "lt", Version: version},
		}
	}
	unknownTemplate := map[string]string{"LaunchTemplate": "not asked"}
	for name, c := range map[string]struct {
		typ     string
		facts   any
		unknown map[string]string
		want    string
		zones   string
	}{
		"nothing":            {"AWS::SQS::Queue", &Queue{}, nil, " [] [] by ", ""},
		"a machine":          {"AWS::EC2::Instance", &Instance{VpcId: "vpc-1", SubnetId: "s-a", SecurityGroupIds: []string{"sg"}}, nil, "vpc-1 [s-a] [sg] by it SubnetId, it SecurityGroupIds*", "r-a"},
		"no subnet":          {"AWS::EC2::Instance", &Instance{VpcId: "vpc-1"}, nil, "vpc-1 [] [] by it SubnetId, it SecurityGroupIds*", ""},
		"by its subnet":      {"AWS::Lambda::Function", &Function{SubnetIds: []string{"s-lost", "s-c", "s-z"}}, nil, "vpc-1 [s-lost s-c s-z] [] by it SubnetIds, it SecurityGroupIds*", "r-c r-z"},
		"unread subnet":      {"AWS::Lambda::Function", &Function{SubnetIds: []string{"s-unread", "s-a"}}, nil, "vpc-1 [s-unread s-a] [] by it SubnetIds, s-unread VpcId, it SecurityGroupIds*", "r-a r-b"},
		"unread alone":       {"AWS::Lambda::Function", &Function{SubnetIds: []string{"s-unread"}}, nil, " [s-unread] [] by it SubnetIds, s-unread VpcId, it SecurityGroupIds*", "r-b"},
		"in a group":         {"AWS::RDS::DBInstance", &DBInstance{DBSubnetGroupName: "data", VPCSecurityGroups: []string{"sg"}}, nil, "vpc-1 [s-a s-c] [sg] by it DBSubnetGroupName, data SubnetIds, it VPCSecurityGroups*", "r-a r-c"},
		"a lost group":       {"AWS::RDS::DBInstance", &DBInstance{DBSubnetGroupName: "gone"}, nil, " [] [] by it DBSubnetGroupName, the subnet group gone, it VPCSecurityGroups*", ""},
		"no group":           {"AWS::RDS::DBInstance", &DBInstance{}, nil, " [] [] by it DBSubnetGroupName, it VPCSecurityGroups*", ""},
		"a fleet":            {"AWS::AutoScaling::AutoScalingGroup", fleet("1"), nil, "vpc-1 [s-c s-a] [sg-1] by it VPCZoneIdentifier, lt LaunchTemplateData.SecurityGroupIds*", "r-a r-c"},
		"of the latest":      {"AWS::AutoScaling::AutoScalingGroup", fleet("$Latest"), nil, "vpc-1 [s-c s-a] [sg-2] by it VPCZoneIdentifier, lt LatestVersionData.SecurityGroupIds*", "r-a r-c"},
		"of an old one":      {"AWS::AutoScaling::AutoScalingGroup", fleet("7"), nil, "vpc-1 [s-c s-a] [] by it VPCZoneIdentifier, version 7 of the launch template lt*", "r-a r-c"},
		"of which version?":  {"AWS::AutoScaling::AutoScalingGroup", &AutoScalingGroup{LaunchTemplate: &LaunchTemplateSpecification{LaunchTemplateId: "lt-2", Version: "$Default"}}, nil, " [] [sg-1] by it VPCZoneIdentifier, lt-2 LaunchTemplateData.SecurityGroupIds*, lt-2 DefaultVersionNumber*, lt-2 LatestVersionNumber*", ""},
		"by a configuration": {"AWS::AutoScaling::AutoScalingGroup", &AutoScalingGroup{LaunchConfigurationName: "lc"}, nil, " [] [sg-3] by it VPCZoneIdentifier, lc SecurityGroups*", ""},
		"by a lost one":      {"AWS::AutoScaling::AutoScalingGroup", &AutoScalingGroup{LaunchConfigurationName: "lc-9"}, nil, " [] [] by it VPCZoneIdentifier, the launch configuration lc-9*", ""},
		"no template":        {"AWS::AutoScaling::AutoScalingGroup", &AutoScalingGroup{}, nil, " [] [] by it VPCZoneIdentifier", ""},
		"which?":             {"AWS::AutoScaling::AutoScalingGroup", &AutoScalingGroup{}, unknownTemplate, " [] [] by it VPCZoneIdentifier, it LaunchTemplate*", ""},
		"a lost one":         {"AWS::AutoScaling::AutoScalingGroup", &AutoScalingGroup{LaunchTemplate: &LaunchTemplateSpecification{LaunchTemplateId: "lt-9"}}, nil, " [] [] by it VPCZoneIdentifier, the launch template lt-9*", ""},
		"tasks":              {"AWS::ECS::Service", &ECSService{AwsvpcConfiguration: &AwsvpcConfiguration{Subnets: []string{"s-a"}, SecurityGroups: []string{"sg"}}}, nil, "vpc-1 [s-a] [sg] by it AwsvpcConfiguration.Subnets, it AwsvpcConfiguration.SecurityGroups*", "r-a"},
		"on machines":        {"AWS::ECS::Service", &ECSService{}, nil, " [] [] by ", ""},
		"tasks?":             {"AWS::ECS::Service", &ECSService{}, map[string]string{"AwsvpcConfiguration": "not asked"}, " [] [] by it AwsvpcConfiguration, it AwsvpcConfiguration*", ""},
		"a line":             {"AWS::EC2::VPNConnection", &VPNConnection{VpnGatewayId: "vgw"}, nil, "vpc-1 [] [] by vgw VpcIds", ""},
		"a lost line":        {"AWS::EC2::VPNConnection", &VPNConnection{VpnGatewayId: "vgw-9"}, nil, " [] [] by ", ""},
		"whose line?":        {"AWS::EC2::VPNConnection", &VPNConnection{}, map[string]string{"VpnGatewayId": "not asked"}, " [] [] by it VpnGatewayId", ""},
		"a disk":             {"AWS::EC2::Volume", &Volume{AvailabilityZone: "r-c"}, nil, " [] [] by ", "r-c"},
		"a hub's end":        {"AWS::EC2::TransitGatewayAttachment", &TransitGatewayAttachment{ResourceType: "vpc", ResourceId: "vpc-1", SubnetIds: []string{"s-a"}}, nil, "vpc-1 [s-a] [] by it ResourceId, it SubnetIds", "r-a"},
	} {
		it := &Resource{Type: c.typ, ID: "it", Facts: c.facts, Unknown: c.unknown}
		x := looked(append([]*Resource{it}, others...))
		if got := placement(x.Placement(it)); got != c.want {
			t.Errorf("%s lies in\n%s, want\n%s", name, got, c.want)
		}
		if got := strings.Join(x.Zones(it), " "); got != c.zones {
			t.Errorf("%s lies in zones %q, want %q", name, got, c.zones)
		}
	}
}

func TestZoneLetter(t *testing.T) {
	for want, r := range map[string]*Resource{
		"c": {Facts: &Subnet{AvailabilityZone: "ap-northeast-2c"}}, "": {Facts: &Subnet{}},
	} {
		if got := ZoneLetter(r); got != want {
			t.Errorf("%v: %q", r.Facts, got)
		}
	}
	if got := ZoneLetter(&Resource{Facts: &Queue{}}); got != "" {
		t.Errorf("a queue lies in %q", got)
	}
}

// TestIndex finds resources by what others call them, those nearby first.
func TestIndex(t *testing.T) {
	at := func(id, account, region string) *Resource {
		return &Resource{Type: "AWS::EC2::VPC", ID: id, Account: account, Region: region, Facts: &VPC{}}
	}
	far, near, beside, other := at("v", "2", "r"), at("v", "1", "r"), at("v", "1", "r2"), at("w", "1", "r")
	near.ARN = "arn:near"
	x := looked([]*Resource{far, beside, near, other})
	asked := at("x", "1", "r")
	if got := x.Near(asked, "AWS::EC2::VPC", "v"); got != near {
		t.Errorf("near is %v", got)
	}
	if got := x.Near(at("x", "3", "r"), "AWS::EC2::VPC", "v"); got != far {
		t.Errorf("the first is %v", got)
	}
	if x.Near(asked, "AWS::EC2::Subnet", "v") != nil || x.Near(asked, "AWS::EC2::VPC", "u") != nil {
		t.Error("found what is not there")
	}
	if x.ARN("arn:near") != near || x.ARN("") != nil || x.ARN("arn:far") != nil {
		t.Error("not found by ARN")
	}
	if near.Ref() != "arn:near" || far.Ref() != "AWS::EC2::VPC v" {
		t.Errorf("they are called %s and %s", near.Ref(), far.Ref())
	}
	if got := len(x.Type("AWS::EC2::VPC")); got != 4 {
		t.Errorf("%d VPCs", got)
	}
	near.Unknown = map[string]string{"CidrBlock": "not asked"}
	if refs := x.Unread(near, "", "IsDefault", "CidrBlock", "NoSuchFact"); len(refs) != 2 || refs[0].Fact != "CidrBlock" || refs[1].Fact != "NoSuchFact" {
		t.Errorf("unread are %v", refs)
	}
}

func TestOwnerOf(t *testing.T) {
	for arn, want := range map[string]string{
		"arn:aws:ec2:ap-northeast-2:210987654321:vpc/vpc-1":     "210987654321",
		"arn:aws-cn:sns:cn-north-1:111122223333:210987654321:x": "111122223333",
		"arn:aws:s3:::bucket-210987654321":                      "",
		"arn:aws:iam::210987654321:role/x":                      "210987654321",
		"urn:aws:ec2:r:210987654321:x":                          "",
		"arn:aws:ec2:r:210987654321":                            "",
		"":                                                      "",
	} {
		if got := OwnerOf(arn); got != want {
			t.Errorf("%s belongs to %q", arn, got)
		}
	}
}

// TestLink has a line up with all of its tunnels, in part with some.
func TestLink(t *testing.T) {
	for states, want := range map[string]Link{
		"":        {},
		"UP":      {Up: true, Part: true},
		"DOWN":    {},
		"UP UP":   {Up: true, Part: true},
		"UP DOWN": {Part: true},
		"DOWN UP": {Part: true},
	} {
		f := &VPNConnection{}
		for _, s := range strings.Fields(states) {
			f.Tunnels = append(f.Tunnels, VPNTunnel{OutsideIpAddress: "a", Status: s})
		}
		if got := f.Link(); got.Up != want.Up || got.Part != want.Part {
			t.Errorf("%q: up %t, in part %t", states, got.Up, got.Part)
		}
	}
}

// What is AWS's own, and what policies call things, is told in every partition.
func TestPartition(t *testing.T) {
	api := &Resource{
		Type: "AWS::ApiGateway::RestApi", ARN: "arn:aws-cn:apigateway:cn-north-1::/restapis/r1",
		ID: "r1", Region: "cn-north-1", Account: "210987654321", Facts: &RestAPI{},
	}
	const want = "arn:aws-cn:execute-api:cn-north-1:210987654321:r1/*"
	if names := PolicyNames(api); !slices.Contains(names, want) {
		t.Errorf("policies name it %q, want %q among them", names, want)
	}
	policy := &Resource{
		Type: "AWS::IAM::ManagedPolicy", ARN: "arn:aws-us-gov:iam::aws:policy/ReadOnlyAccess", Facts: &ManagedPolicy{},
	}
	x := NewIndex(&Snapshot{Resources: []*Resource{api, policy}})
	if sort, _ := x.Default(policy); sort == nil || sort.ID != "aws-managed-policy" {
		t.Errorf("%s is %v, want AWS's own", policy.ARN, sort)
	}
}
