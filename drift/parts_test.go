package drift

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/rogpeppe/go-internal/txtar"

	"asbuilt/discover"
	"asbuilt/drift/match"
	"asbuilt/drift/reach"
	"asbuilt/finding"
	"asbuilt/grant"
	"asbuilt/model"
	"asbuilt/way"
)

// In these tests the parts that rules are made of are asked by themselves, where a whole case
// says too little of them.

// lookingAt is a subject that looks at a snapshot of some resources, all of which was read.
func lookingAt(resources ...*discover.Resource) *subject {
	snap := &discover.Snapshot{Resources: resources}
	for _, o := range discover.Operations() {
		c := discover.Cell{Account: "1", Region: "r", Operation: o.Name, Status: discover.OK}
		if o.Global {
			c.Region = discover.Global
		}
		snap.Cells = append(snap.Cells, c)
	}
	for _, r := range resources {
		r.Account, r.Region = "1", "r"
	}
	c := &comparison{at: discover.NewIndex(snap)}
	s := &subject{comparison: c}
	if len(resources) > 0 {
		s.resource = resources[0]
	}
	return s
}

// lacks are the reasons for which facts say nothing.
func lacks(facts []fact) (reasons []string) {
	for _, f := range facts {
		if f.gap != nil {
			reasons = append(reasons, f.gap.Reason)
		}
	}
	return reasons
}

// https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html
func TestWhatASelectionTakesIn(t *testing.T) {
	disk := &discover.Resource{ARN: "arn:aws:ec2:r:1:volume/vol-1", Tags: map[string]string{"backup": "daily", "stage": "prod"}}
	tag := func(key, value string) []discover.BackupTag {
		return []discover.BackupTag{{ConditionKey: "aws:ResourceTag/" + key, ConditionValue: value}}
	}
	all, disks, others := []string{"*"}, []string{"arn:aws:ec2:*:*:volume/*"}, []string{"arn:aws:rds:*:*:db:*"}
	for name, c := range map[string]struct {
		selection discover.BackupSelection
		want      bool
	}{
		"everything":                {discover.BackupSelection{Resources: all}, true},
		"nothing":                   {discover.BackupSelection{}, false},
		"its type":                  {discover.BackupSelection{Resources: disks}, true},
		"another type":              {discover.BackupSelection{Resources: others}, false},
		"its tag":                   {discover.BackupSelection{ListOfTags: tag("backup", "daily")}, true},
		"another tag":               {discover.BackupSelection{ListOfTags: tag("backup", "weekly")}, false},
		"another type, or its tag":  {discover.BackupSelection{Resources: others, ListOfTags: tag("backup", "daily")}, true},
		"another type, another tag": {discover.BackupSelection{Resources: others, ListOfTags: tag("backup", "no")}, false},
		"all but its type":          {discover.BackupSelection{Resources: all, NotResources: disks}, false},
		"all but another type":      {discover.BackupSelection{Resources: all, NotResources: others}, true},
		"its tag but not its type":  {discover.BackupSelection{ListOfTags: tag("backup", "daily"), NotResources: disks}, false},
		"with its condition":        {discover.BackupSelection{Resources: all, StringEquals: tag("stage", "prod")}, true},
		"with another condition":    {discover.BackupSelection{Resources: all, StringEquals: tag("stage", "test")}, false},
		"with one of two conditions": {discover.BackupSelection{Resources: all,
			StringEquals: append(tag("stage", "prod"), tag("backup", "weekly")...)}, false},
	} {
		if got := selects(&c.selection, disk); got != c.want {
			t.Errorf("%s takes it in: %t", name, got)
		}
	}
}

// What the model may say of who may call is found on AWS under some word.
//
// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html
func TestWordsOfAuthorizers(t *testing.T) {
	for word, want := range map[string]string{
		"jwt": "JWT COGNITO_USER_POOLS CUSTOM", "iam": "AWS_IAM", "lambda": "CUSTOM", "cognito": "COGNITO_USER_POOLS JWT",
		"none": "NONE",
	} {
		if got := strings.Join(authorizations(word), " "); got != want {
			t.Errorf("%s is %q on AWS, want %q", word, got, want)
		}
	}
}

func TestPartsOfEnginesInKorean(t *testing.T) {
	for _, part := range []string{"name", "version", "class"} {
		if text := partOfEngine(part).Ko; !strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Hangul, r) }) {
			t.Errorf("%s is %q in Korean", part, text)
		}
	}
}

func TestMemory(t *testing.T) {
	for bytes, want := range map[int64]string{
		1 << 40: "1TB", 3 << 40: "3TB", 1 << 30: "1GB", 1536 << 30: "1536GB", 1 << 20: "1MB", 512 << 20: "512MB", 1<<20 + 1: "1048577", 100: "100",
	} {
		if got := memory(bytes); got != want {
			t.Errorf("%d is %s, want %s", bytes, got, want)
		}
	}
}

// Of two parts of a way the worse one decides, in either order.
func TestJoinedWays(t *testing.T) {
	order := []way.Verdict{way.Open, way.Unknown, way.Partial, way.Blocked}
	missing := []way.Missing{{Ignored: true}}
	for i, a := range order {
		for k, b := range order {
			got := joined(way.Way{Verdict: a, Missing: missing}, way.Way{Verdict: b})
			if want := order[max(i, k)]; got.Verdict != want {
				t.Errorf("%s and %s are %s, want %s", a, b, got.Verdict, want)
			}
			if (len(got.Missing) > 0) != (got.Verdict == way.Unknown) {
				t.Errorf("%s and %s are %s with %d reasons", a, b, got.Verdict, len(got.Missing))
			}
		}
	}
}

// A line is followed over its own interfaces alone, and what one of them ends in may be gone.
//
// https://docs.aws.amazon.com/directconnect/latest/UserGuide/direct-connect-gateways.html
func TestWhereALineLeads(t *testing.T) {
	line := &discover.Resource{Type: "AWS::DirectConnect::Connection", ID: "dxcon-1", Facts: &discover.DirectConnectConnection{}}
	interfaceOf := func(id, connection, hub, gateway string) *discover.Resource {
		return &discover.Resource{Type: "AWS::DirectConnect::PrivateVirtualInterface", ID: id, Facts: &discover.VirtualInterface{
			ConnectionId: connection, DirectConnectGatewayId: hub, VirtualGatewayId: gateway}}
	}
	gateway := func(id, vpc string) *discover.Resource {
		return &discover.Resource{Type: "AWS::EC2::VPNGateway", ID: id, Facts: &discover.VPNGateway{VpcIds: []string{vpc}}}
	}
	hub := &discover.Resource{Type: "AWS::DirectConnect::DirectConnectGateway", ID: "dxgw-1", Facts: &discover.DirectConnectGateway{
		Associations: []discover.DirectConnectAssociation{{Type: "virtualPrivateGateway", GatewayId: "vgw-2"}}}}
	s := lookingAt(line, hub, gateway("vgw-1", "vpc-1"), gateway("vgw-2", "vpc-2"), gateway("vgw-3", "vpc-3"),
		interfaceOf("dxvif-0", "dxcon-9", "", "vgw-3"), interfaceOf("dxvif-1", "dxcon-1", "", "vgw-1"),
		interfaceOf("dxvif-2", "dxcon-1", "dxgw-9", ""), interfaceOf("dxvif-3", "dxcon-1", "dxgw-1", ""))
	vpcs, facts := s.lineLeads(line)
	slices.Sort(vpcs)
	if got := strings.Join(slices.Compact(vpcs), " "); got != "vpc-1 vpc-2" {
		t.Errorf("it leads to %q", got)
	}
	if got := lacks(facts); !slices.ContainsFunc(got, func(r string) bool { return strings.HasPrefix(r, "dxgw-9 ") }) {
		t.Errorf("what is gone is not told: %q", got)
	}
	unlisted := lookingAt(line)
	unlisted.at = discover.NewIndex(&discover.Snapshot{Resources: []*discover.Resource{line}})
	if _, facts := unlisted.lineLeads(line); len(lacks(facts)) == 0 {
		t.Error("nobody looked for its interfaces, and nothing says so")
	}
}

func TestZonesOfSubnetsThatAreGone(t *testing.T) {
	s := lookingAt(&discover.Resource{Type: "AWS::EC2::Subnet", ID: "subnet-1", Facts: &discover.Subnet{AvailabilityZone: "r-a"}})
	facts := s.subnetZones([]string{"subnet-1", "subnet-9"})
	if got := lacks(facts); len(facts) != 2 || len(got) != 1 || !strings.HasPrefix(got[0], "subnet-9 ") {
		t.Errorf("%d facts, missing: %q", len(facts), got)
	}
}

// Of a pair of target groups one may be empty where the other has targets; what is no service
// has no pair.
//
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-blue-green.html
func TestIdleTwins(t *testing.T) {
	group := func(arn string, targets ...discover.Target) *discover.Resource {
		return &discover.Resource{Type: "AWS::ElasticLoadBalancingV2::TargetGroup", ID: arn, ARN: arn,
			Facts: &discover.TargetGroup{Targets: targets}}
	}
	service := &discover.Resource{Type: "AWS::ECS::Service", ID: "s", Facts: &discover.ECSService{LoadBalancers: []discover.ServiceLoadBalancer{
		{TargetGroupArn: "arn:alone"}, {TargetGroupArn: "arn:blue", AlternateTargetGroupArn: "arn:green"},
		{TargetGroupArn: "arn:one", AlternateTargetGroupArn: "arn:two"},
	}}}
	s := lookingAt(service, group("arn:alone"), group("arn:blue", discover.Target{Id: "i"}), group("arn:green"),
		group("arn:one"), group("arn:two"))
	for arn, want := range map[string]bool{"arn:green": true, "arn:blue": false, "arn:alone": false, "arn:one": false} {
		if idle, _ := s.isIdleTwin(arn); idle != want {
			t.Errorf("%s is an idle twin: %t", arn, idle)
		}
	}
	s.resource = s.at.ARN("arn:blue")
	if idle, _ := s.isIdleTwin("arn:green"); idle {
		t.Error("what is no service has an idle twin")
	}
}

// A cluster is open when one of its servers is, whatever is not known of the others.
func TestOpenClusters(t *testing.T) {
	server := func(id string, open bool) *discover.Resource {
		return &discover.Resource{Type: "AWS::RDS::DBInstance", ID: id, Facts: &discover.DBInstance{PubliclyAccessible: open}}
	}
	cluster := func(members ...string) *discover.Resource {
		f := &discover.DBCluster{}
		for _, id := range members {
			f.Members = append(f.Members, discover.DBClusterMember{DBInstanceIdentifier: id})
		}
		return &discover.Resource{Type: "AWS::RDS::DBCluster", ID: "c", Facts: f}
	}
	for _, c := range []struct {
		members []string
		open    bool
		lost    int
	}{{[]string{"shut"}, false, 0}, {[]string{"gone", "shut"}, false, 1}, {[]string{"gone", "shut", "open"}, true, 0}, {nil, false, 0}} {
		r := cluster(c.members...)
		s := lookingAt(r, server("shut", false), server("open", true))
		open, facts := s.clusterOpen(r, r.Facts.(*discover.DBCluster))
		if open != c.open || len(lacks(facts)) != c.lost {
			t.Errorf("%v: open %t, missing %q", c.members, open, lacks(facts))
		}
	}
}

// A word that nobody knows leaves it open whether something works.
func TestWorking(t *testing.T) {
	for word, want := range map[string]string{"AVAILABLE": "works", "FAILED": "broken", "MEDITATING": "unknown"} {
		s := lookingAt(&discover.Resource{Type: "AWS::ApiGateway::VpcLink", ID: "link", Facts: &discover.RestVPCLink{Status: word}})
		all := s.working(s.resource)
		got := "unknown"
		if len(all) == 1 && all[0].refuses() {
			got = "broken"
		} else if len(all) == 1 && all[0].holds {
			got = "works"
		}
		if got != want {
			t.Errorf("%s: it %s, want %s", word, got, want)
		}
	}
}

// Two settings hold together when both do; what surely fails stands alone, whatever is missing
// of the other.
func TestSettingsTogether(t *testing.T) {
	s := lookingAt()
	good, bad := setting{facts: []fact{{}}, holds: true}, setting{facts: []fact{{}}}
	gap := setting{facts: []fact{s.lost("it")}, holds: true}
	for _, c := range []struct {
		name         string
		a, b         setting
		holds, fails bool
	}{
		{"good, good", good, good, true, false}, {"good, bad", good, bad, false, true}, {"bad, good", bad, good, false, true},
		{"gap, bad", gap, bad, false, true}, {"bad, gap", bad, gap, false, true}, {"gap, good", gap, good, true, false},
	} {
		got := c.a.and(c.b, true)
		if got.holds != c.holds || got.refuses() != c.fails {
			t.Errorf("%s: holds %t, surely fails %t", c.name, got.holds, got.refuses())
		}
	}
	if got := good.and(bad, false); !got.holds {
		t.Error("a second that nobody asks for counts")
	}
}

// Disks that nobody describes come with the image, and are encrypted as that one is.
func TestDisksOfImages(t *testing.T) {
	image := &discover.Resource{Type: "AWS::EC2::Image", ID: "ami-1", Facts: &discover.Image{Encrypted: true}}
	plain := &discover.Resource{Type: "AWS::EC2::Image", ID: "ami-2", Facts: &discover.Image{}}
	template := &discover.Resource{Type: "AWS::EC2::LaunchTemplate", ID: "lt", Facts: &discover.LaunchTemplate{}}
	s := lookingAt(template, image, plain)
	for id, want := range map[string]bool{"ami-1": true, "ami-2": false, "ami-9": false} {
		on, facts := s.imageProtection(template, id, nil)
		if on != want || (len(lacks(facts)) > 0) != (id == "ami-9") {
			t.Errorf("%s: encrypted %t, missing %q", id, on, lacks(facts))
		}
	}
}

// What is called by a name is of one type alone.
//
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html
func TestNamesOfWhatIsLost(t *testing.T) {
	ids := map[string]string{
		"AWS::EC2::SecurityGroup": "sg-1", "AWS::EC2::Subnet": "subnet-1", "AWS::EC2::VPC": "vpc-1",
		"AWS::EC2::NatGateway": "nat-1", "AWS::EC2::InternetGateway": "igw-1", "AWS::EC2::VPCEndpoint": "vpce-1",
		"AWS::EC2::LaunchTemplate": "lt-1", "AWS::EC2::Image": "ami-1", "AWS::EC2::NetworkAcl": "acl-1",
		"AWS::EC2::RouteTable": "rtb-1", "AWS::SQS::Queue": "arn:aws:sqs:r:1:a-queue", "AWS::SNS::Topic": "arn:aws:sns:r:1:a-topic",
	}
	for typ := range ids {
		for of, id := range ids {
			if got := named(typ, "the thing "+id); got != (typ == of) && !strings.HasPrefix(id, "arn:") {
				t.Errorf("%s may be a %s: %t", id, typ, got)
			}
			if got := named(typ, id); got != (typ == of) {
				t.Errorf("%s may be a %s: %t", id, typ, got)
			}
		}
	}
}

// What a packet meets may be what stopped it; who sends it may not.
func TestWhatMayHaveStoppedIt(t *testing.T) {
	steps := []string{
		"AWS::EC2::RouteTable", "AWS::EC2::NatGateway", "AWS::EC2::VPCEndpoint", "AWS::EC2::InternetGateway",
		"AWS::EC2::NetworkAcl", "AWS::EC2::VPCPeeringConnection", "AWS::EC2::TransitGatewayRouteTable",
		"AWS::NetworkFirewall::Firewall", "AWS::NetworkFirewall::FirewallPolicy", "AWS::NetworkFirewall::RuleGroup",
		"AWS::EC2::VPCBlockPublicAccessOptions", "AWS::ElasticLoadBalancing::LoadBalancer",
		"AWS::ElasticLoadBalancingV2::Listener", "AWS::ElasticLoadBalancingV2::TargetGroup",
	}
	w := JudgedWay{}
	for _, typ := range append(steps, "AWS::EC2::Instance", "AWS::EC2::SecurityGroup") {
		w.Hops = append(w.Hops, way.Fact{Type: typ, Resource: "of " + typ, Name: "Some"})
	}
	var got []string
	for _, c := range lookingAt().reasonOf(w, way.Refusal{Code: "NO_ROUTE_TO_DESTINATION"}).causes {
		got = append(got, c.Type)
	}
	if !slices.Equal(got, steps) {
		t.Errorf("it may be %q, want %q", got, steps)
	}
}

// A change is about what is plugged into the subnets, the network or the groups that it is of.
func TestWhatAChangeIsAbout(t *testing.T) {
	box := &discover.Resource{Type: "AWS::EC2::Instance", ID: "i-1", Facts: &discover.Instance{
		State: "running", SubnetId: "subnet-1", VpcId: "vpc-1", SecurityGroupIds: []string{"sg-1"}, PrivateIpAddress: "10.0.0.4"}}
	s := lookingAt(box, &discover.Resource{Type: "AWS::EC2::Subnet", ID: "subnet-1",
		Facts: &discover.Subnet{VpcId: "vpc-1", CidrBlock: "10.0.0.0/24"}})
	s.net = reach.NewNetwork(s.at)
	for _, id := range []string{"1", "2"} {
		for _, r := range []*discover.Resource{
			{Type: "AWS::EC2::NetworkAcl", ID: "acl", Facts: &discover.NetworkACL{SubnetIds: []string{"subnet-" + id}}},
			{Type: "AWS::EC2::RouteTable", ID: "rtb", Facts: &discover.RouteTable{VpcId: "vpc-" + id}},
			{Type: "AWS::EC2::SecurityGroup", ID: "sg-" + id, Facts: &discover.SecurityGroup{}},
		} {
			if got := s.touches(candidate{resource: r, facts: r.Facts}, box); got != (id == "1") {
				t.Errorf("%s of %s is about %s: %t", r.Type, id, box.ID, got)
			}
			if s.touches(candidate{resource: r}, nil) {
				t.Errorf("%s is about what is not there", r.Type)
			}
		}
	}
}

// A role that was not read is not the lack of a role.
func TestWhoseRoleWasNotRead(t *testing.T) {
	task := &discover.Resource{Type: "AWS::ECS::TaskDefinition", ID: "task:1", ARN: "arn:task:1", Facts: &discover.TaskDefinition{},
		Unknown: map[string]string{"TaskRoleArn": "denied"}}
	service := &discover.Resource{Type: "AWS::ECS::Service", ID: "s", Facts: &discover.ECSService{TaskDefinition: "arn:task:1"}}
	s := lookingAt(service, task)
	role, facts := s.actsAs(service)
	if got := strings.Join(lacks(facts), "; "); role != nil || !strings.Contains(got, "denied") {
		t.Errorf("it acts as %v, and what is missing is %q", role, got)
	}
}

// Some actions are of no one thing; whoever may do them on everything may do nothing with any one.
//
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html
func TestActionsOfAccounts(t *testing.T) {
	for _, c := range []struct {
		arn, action string
		may         bool
	}{
		{"arn:aws:ecr:r:1:repository/x", "ecr:GetAuthorizationToken", false},
		{"arn:aws:ecr:r:1:repository/x", "ecr:BatchGetImage", true},
		{"arn:aws:s3:::x", "s3:ListAllMyBuckets", false},
		{"arn:aws:s3:::x", "s3:ListBucket", true},
		{"arn:aws:dynamodb:r:1:table/x", "dynamodb:ListTables", false},
		{"arn:aws:secretsmanager:r:1:secret:x", "secretsmanager:GetRandomPassword", false},
		{"arn:aws:kinesis:r:1:stream/x", "kinesis:ListStreams", false},
		{"arn:aws:sqs:r:1:x", "sqs:ListQueues", false},
		{"arn:aws:sqs:r:1:x", "sqs:SendMessage", true},
		{"arn:aws:lambda:r:1:function:x", "lambda:GetAccountSettings", false},
		{"arn:aws:ssm:r:1:parameter/x", "ssm:DescribeParameters", false},
	} {
		set := grant.Set{Identity: []grant.Named{
			{Name: "role", Document: &discover.Policy{Statement: []discover.PolicyStatement{
				{Effect: "Allow", Action: []string{c.action}, Resource: []string{"*"}}}}},
			{Document: only(serviceOf(c.arn), []string{c.arn})},
		}}
		excess, ok := set.Beyond([]grant.Permission{{Actions: ofAccounts()}})
		if !ok || len(excess) > 0 != c.may {
			t.Errorf("%s lets it use %s: %v, want %t", c.action, c.arn, excess, c.may)
		}
	}
}

// Each web ACL that nobody can look for is missing by itself.
func TestUnseenACLs(t *testing.T) {
	s := lookingAt(&discover.Resource{Type: "AWS::SQS::Queue", ID: "q", Facts: &discover.Queue{}})
	named := func(id string) end {
		return end{ref: model.Ref{ID: id}, element: &model.Element{Named: model.Named{ID: id}}}
	}
	acls := []end{named("one"), named("two")}
	all := s.behind(acls, end{ref: model.Ref{ID: "q"}, element: &model.Element{Named: model.Named{ID: "q"}}, resource: s.resource})
	if len(all) != len(acls) {
		t.Fatalf("%d settings of %d web ACLs", len(all), len(acls))
	}
	for i, set := range all {
		if got := lacks(set.facts); len(got) != 1 || !strings.Contains(got[0], acls[i].ref.ID) {
			t.Errorf("of %s is missing %q", acls[i].ref.ID, got)
		}
	}
}

// Disks of which a template says nothing are encrypted by what holds in the region, which then says
// so itself, and with which key.
func TestDisksByDefault(t *testing.T) {
	template := &discover.Resource{Type: "AWS::EC2::LaunchTemplate", ID: "lt", Facts: &discover.LaunchTemplate{}}
	region := &discover.Resource{Type: "AWS::EC2::EbsEncryptionByDefault", ID: "r",
		Facts: &discover.EBSDefaults{EbsEncryptionByDefault: true, KmsKeyId: "arn:key"}}
	data := &discover.LaunchTemplateData{}
	s := lookingAt(template, region)
	p := s.startProtection(start{from: template, data: data})
	facts := p.facts(s, p.onFact, true)
	if !p.on || p.key != "arn:key" || p.of != region || len(facts) == 0 || facts[0].resource != region || facts[0].evidence.Value != "true" {
		t.Errorf("encrypted %t with %q by %v", p.on, p.key, facts)
	}
}

// What a policy grants beyond what is declared is not known of one that is too large to compare.
func TestPoliciesTooLargeToCompare(t *testing.T) {
	statement := func(n int) string {
		var actions, resources []string
		for i := range n {
			actions = append(actions, fmt.Sprintf(`"s3:Get%d*"`, i))
			resources = append(resources, fmt.Sprintf(`"arn:aws:s3:::docs/%d/*"`, i))
		}
		return `{"Effect": "Allow", "Action": [` + strings.Join(actions, ", ") + `], "Resource": [` + strings.Join(resources, ", ") + `]}`
	}
	for n, unknown := range map[int]bool{1: false, 1000: true} {
		got := runOf(t, "large", txtar.Parse([]byte(`-- model.yaml --
elements:
  docs: {kind: s3-bucket, in: seoul}
  reader: {kind: iam-role, in: prod}
permissions:
  - {role: reader, actions: ["s3:Get*"], resources: [docs]}
-- snapshot --
[{"type": "AWS::S3::Bucket", "id": "docs", "arn": "arn:aws:s3:::docs"},
 {"type": "AWS::IAM::Role", "id": "reader", "region": "global", "facts": {"Policies": [{"PolicyName": "reads", "PolicyDocument": {"Statement": [`+
			statement(n)+`]}}]}}]
`)))
		verdict := finding.Verdict("")
		for _, c := range got.checks {
			if c.Subject == "reader" && c.Code == codeExceeds {
				verdict = c.Verdict
			}
		}
		if (verdict == finding.Unknown) != unknown || verdict == "" {
			t.Errorf("%d actions on %d things: %q", n, n, verdict)
		}
	}
}

// Who lacks a grant is shown with the policies in which it was looked for.
func TestPoliciesThatWereLookedIn(t *testing.T) {
	got := runOf(t, "looked", txtar.Parse([]byte(`-- model.yaml --
elements:
  docs: {kind: s3-bucket, in: seoul}
  reader: {kind: iam-role, in: prod}
permissions:
  - {role: reader, actions: [s3:GetObject], resources: [docs]}
-- snapshot --
[{"type": "AWS::S3::Bucket", "id": "docs", "arn": "arn:aws:s3:::docs"},
 {"type": "AWS::IAM::Role", "id": "reader", "region": "global", "facts": {"Policies": [
    {"PolicyName": "lists", "PolicyDocument": {"Statement": [{"Effect": "Allow", "Action": ["s3:ListBucket"], "Resource": ["*"]}]}},
    {"PolicyName": "writes", "PolicyDocument": {"Statement": [{"Effect": "Allow", "Action": ["s3:PutObject"], "Resource": ["*"]}]}}]}}]
`)))
	for _, c := range got.checks {
		if c.Code != codeLacks {
			continue
		}
		if c.Verdict != finding.Broken || len(c.Evidence) != 1 || c.Evidence[0].Value != "lists, writes" {
			t.Errorf("%s by %v", c.Verdict, c.Evidence)
		}
		return
	}
	t.Error("nobody asked whether it may")
}

// Of those whose groups nobody knows each is named, and of others nothing is missing.
func TestWhoseGroupsNobodyKnows(t *testing.T) {
	m := load(t, "unguarded", []byte(head+`  vpc: {kind: vpc, in: seoul, match: {id: vpc-1}}
elements:
  customer: {kind: user}
  pod: {kind: kubernetes-workload, in: vpc, match: none, because: Pods are no resources of AWS}
  job: {kind: kubernetes-workload, in: vpc, match: none, because: Pods are no resources of AWS}
`))
	pairs := match.Match(m, lookingAt().at.Snapshot)
	s := &subject{comparison: &comparison{model: m, at: pairs.Index, pairs: pairs}}
	got := lacks(s.unguarded([]*model.Element{m.Element("customer"), m.Element("pod"), m.Element("customer"), m.Element("job")}))
	if len(got) != 2 || !strings.Contains(got[0], "pod") || !strings.Contains(got[1], "job") {
		t.Errorf("missing is %q", got)
	}
}

// What cannot be compared because its other end is not there is told under that end.
func TestGrantsOnWhatIsNotThere(t *testing.T) {
	got := runOf(t, "lost", txtar.Parse([]byte(`-- model.yaml --
elements:
  docs: {kind: s3-bucket, in: seoul}
  word: {kind: secret, in: seoul}
  reader: {kind: iam-role, in: prod}
permissions:
  - {role: reader, actions: [s3:GetObject], resources: [docs]}
  - {role: reader, actions: [secretsmanager:GetSecretValue], resources: [word]}
-- snapshot --
[{"type": "AWS::IAM::Role", "id": "reader", "region": "global", "facts": {"Policies": [
    {"PolicyName": "reads", "PolicyDocument": {"Statement": [{"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": ["*"]}]}}]}}]
`)))
	var told []string
	for _, o := range got.findings.Causes() {
		for _, f := range o.Findings[1:] {
			told = append(told, f.Subject+" under "+o.Subject)
		}
	}
	if want := []string{"reader under docs", "reader under docs", "reader under word"}; !slices.Equal(told, want) {
		t.Errorf("told are %q, want %q", told, want)
	}
}
