package drift

import (
	"bytes"
	"encoding/json"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"asbuilt/discover"
	"asbuilt/drift/match"
	"asbuilt/drift/reach"
	"asbuilt/model"
)

// grown is a system of so many services and stores in six subnets behind a hundred
// security groups, each calling two others, in a snapshot of so many resources.
func grown(tb testing.TB, elements, resources int) (*model.Model, *discover.Snapshot) {
	tb.Helper()
	var y strings.Builder
	y.WriteString(head + "groups:\n")
	groups := max(elements/10, 1)
	place := func(typ, id string, facts any) *discover.Resource {
		return &discover.Resource{Type: typ, ID: id, Name: id, Account: "210987654321", Region: "ap-northeast-2",
			ARN: "arn:aws:x:ap-northeast-2:210987654321:" + typ + "/" + id, Facts: facts}
	}
	any4 := func(egress bool) discover.NetworkACLEntry {
		return discover.NetworkACLEntry{Egress: egress, RuleNumber: 100, RuleAction: "allow", Protocol: "-1",
			CidrBlock: "0.0.0.0/0"}
	}
	acl := &discover.NetworkACL{VpcId: "vpc-1", Entries: []discover.NetworkACLEntry{any4(true), any4(false)}}
	s := &discover.Snapshot{Taken: time.Date(2026, 11, 20, 3, 0, 0, 0, time.UTC)}
	for _, op := range discover.Operations() {
		for _, region := range []string{"ap-northeast-2", discover.Global} {
			s.Cells = append(s.Cells, discover.Cell{Account: "210987654321", Region: region, Operation: op.Name,
				Status: discover.OK})
		}
	}
	s.Resources = append(s.Resources, place("AWS::EC2::VPC", "vpc-1", &discover.VPC{CidrBlock: "10.0.0.0/8"}),
		place("AWS::EC2::NetworkAcl", "acl-1", acl),
		place("AWS::EC2::RouteTable", "rtb-1", &discover.RouteTable{VpcId: "vpc-1",
			Associations: []discover.RouteTableAssociation{{Main: true}},
			Routes:       []discover.Route{{DestinationCidrBlock: "10.0.0.0/8", GatewayId: "local", State: "active"}}}))
	for i := range 6 {
		id := fmt.Sprint("subnet-", i)
		acl.SubnetIds = append(acl.SubnetIds, id)
		s.Resources = append(s.Resources, place("AWS::EC2::Subnet", id,
			&discover.Subnet{VpcId: "vpc-1", CidrBlock: fmt.Sprintf("10.%d.0.0/16", i), AvailabilityZone: "ap-northeast-2a"}))
	}
	rules := make([]*discover.SecurityGroup, groups)
	for i := range rules {
		out := discover.SecurityGroupRule{IpProtocol: "-1", FromPort: -1, ToPort: -1, CidrIp: "0.0.0.0/0"}
		rules[i] = &discover.SecurityGroup{VpcId: "vpc-1", GroupName: fmt.Sprint("sg", i),
			SecurityGroupEgress: []discover.SecurityGroupRule{out}}
		fmt.Fprintf(&y, "  sg%d: {kind: security-group, in: seoul}\n", i)
		s.Resources = append(s.Resources, place("AWS::EC2::SecurityGroup", fmt.Sprint("sg-", i), rules[i]))
		s.Resources[len(s.Resources)-1].Name = fmt.Sprint("sg", i)
	}
	y.WriteString("elements:\n")
	for i := range elements {
		fmt.Fprintf(&y, "  e%d: {kind: ecs-service, in: seoul, groups: [sg%d], listens: [8080/tcp]}\n", i, i%groups)
		s.Resources = append(s.Resources, place("AWS::ECS::Service", fmt.Sprint("e", i), &discover.ECSService{
			AwsvpcConfiguration: &discover.AwsvpcConfiguration{Subnets: []string{fmt.Sprint("subnet-", i%6)},
				SecurityGroups: []string{fmt.Sprint("sg-", i%groups)}, AssignPublicIp: "DISABLED"}}))
	}
	y.WriteString("connections:\n")
	let := map[[2]int]bool{}
	for i := range 2 * elements {
		from, to := i/2, (i/2+1+i%2*7)%elements
		fmt.Fprintf(&y, "  - {from: e%d, to: e%d, port: 8080, tls: true, auth: iam}\n", from, to)
		if pair := [2]int{from % groups, to % groups}; !let[pair] {
			let[pair] = true
			g := rules[to%groups]
			g.SecurityGroupIngress = append(g.SecurityGroupIngress, discover.SecurityGroupRule{IpProtocol: "tcp",
				FromPort: 8080, ToPort: 8080, GroupId: fmt.Sprint("sg-", from%groups), SecurityGroupRuleId: fmt.Sprint("sgr-", i)})
		}
	}
	for i := len(s.Resources); i < resources; i++ {
		s.Resources = append(s.Resources, place("AWS::Logs::LogGroup", fmt.Sprint("/aws/", i), &discover.LogGroup{}))
	}
	m, findings, err := model.Load(fstest.MapFS{"m.yaml": {Data: []byte(y.String())}}, "m.yaml", model.Options{})
	if err != nil || m == nil {
		tb.Fatal(findings, err)
	}
	return m, s
}

// judgeAll judges every connection, and the complement of every group and element.
func judgeAll(pairs *match.Result) *comparison {
	c := &comparison{model: pairs.Model, at: pairs.Index, pairs: pairs, rules: Rules(), asOf: pairs.Index.Snapshot.Taken,
		net: reach.NewNetwork(pairs.Index)}
	for _, conn := range c.model.Connections {
		c.checkConnection(conn)
	}
	for _, p := range pairs.Pairs {
		if p.Boundary == nil && len(p.Resources) > 0 {
			s := c.subject(p, p.Element)
			checkPublic(s)
			checkPaths(s)
		}
	}
	return c
}

// TestGrown holds what the benchmark measures to be what it says.
func TestGrown(t *testing.T) {
	m, s := grown(t, 40, 200)
	c := judgeAll(match.Match(m, s))
	if n := c.connections; n.Holds != 80 || n.Declared != 80 {
		t.Errorf("%+v", n)
	}
	if len(c.findings) > 0 {
		t.Errorf("%d findings, such as %s", len(c.findings), c.findings[0].Message.En)
	}
}

// TestGrownWork holds that ten times the system is no more than twelve times the work
// of judging it, counted in what is allocated on the way.
func TestGrownWork(t *testing.T) {
	work := func(elements int) float64 {
		m, s := grown(t, elements, 0)
		pairs := match.Match(m, s)
		return testing.AllocsPerRun(1, func() { judgeAll(pairs) })
	}
	if one, ten := work(50), work(500); ten > 12*one {
		t.Errorf("ten times the system is %.1f times the work (%.0f, %.0f)", ten/one, one, ten)
	}
}

// TestUsers holds that connections that lead elsewhere are not looked at for a rule,
// and that those that do are found in the order of the model.
func TestUsers(t *testing.T) {
	m := load(t, "users", []byte(head+`elements:
  a: {kind: ecs-service, in: seoul}
  b: {kind: ecs-service, in: seoul}
  web: {kind: load-balancer, in: seoul}
  ep: {kind: vpc-endpoint, in: seoul}
  store: {kind: s3-bucket, in: seoul}
  far: {kind: external-api}
connections:
  - {from: b, to: far, port: 80, via: [web], auth: none, because: x}
  - {from: a, to: b, port: 80, auth: none, because: x}
  - {from: a, to: web, port: 80, auth: none, because: x}
  - {from: web, to: store, port: 80, auth: none, because: x}
  - {from: a, to: web, port: 81, auth: none, because: x}
  - {from: b, to: web, auth: none, because: x}
`))
	pairs := match.Match(m, &discover.Snapshot{})
	c := &comparison{model: m, at: pairs.Index, pairs: pairs, net: reach.NewNetwork(pairs.Index)}
	rule := discover.SecurityGroupRule{IpProtocol: "tcp", FromPort: 80, ToPort: 80}
	for _, q := range []struct{ of, want string }{
		{"web", "b a b"}, {"b", "a"}, {"web b", "b a a b"}, {"ep", "web"}, {"ep web", "b a web b"}, {"a", ""}, {"", ""},
	} {
		var of []*model.Element
		for _, id := range strings.Fields(q.of) {
			of = append(of, m.Element(id))
		}
		var got []string
		for _, e := range c.users(of, rule) {
			got = append(got, e.ID)
		}
		if s := strings.Join(got, " "); s != q.want {
			t.Errorf("users of %q are %q, want %q", q.of, s, q.want)
		}
	}
	if n := len(c.arriving["web"]); n != 4 {
		t.Errorf("%d connections are looked at for web", n)
	}
}

// BenchmarkReach measures in one run what all verdicts and the complement of 1,000
// elements and 2,000 connections in 100,000 resources cost beside reading the same
// bytes with encoding/json (at most 1 is wanted), ten times the work beside one (at
// most 12), and all pairs of 1,000 placed things on every port (at most 5 s, 512 MiB).
func BenchmarkReach(b *testing.B) {
	m, s := grown(b, 1000, 100_000)
	var file bytes.Buffer
	if err := discover.Write(&file, s); err != nil {
		b.Fatal(err)
	}
	pairs := match.Match(m, s)
	small, smallSnapshot := grown(b, 100, 10_000)
	smallPairs := match.Match(small, smallSnapshot)
	var read, judged, tenth, all time.Duration
	timed := func(sum *time.Duration, run func()) {
		runtime.GC()
		start := time.Now()
		run()
		*sum += time.Since(start)
	}
	for b.Loop() {
		timed(&read, func() {
			var v map[string]any
			if err := json.Unmarshal(file.Bytes(), &v); err != nil {
				b.Fatal(err)
			}
		})
		timed(&judged, func() { judgeAll(pairs) })
		timed(&tenth, func() { judgeAll(smallPairs) })
		timed(&all, func() { everyPair(b, pairs) })
	}
	b.ReportMetric(float64(judged)/float64(read), "judge/read")
	b.ReportMetric(float64(judged)/float64(tenth), "1000/100")
	b.ReportMetric(all.Seconds()/float64(b.N), "s/all-pairs")
}

// everyPair asks between everything that is placed, on every port, and reports what
// it held in memory.
func everyPair(b *testing.B, pairs *match.Result) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	net := reach.NewNetwork(pairs.Index)
	for _, from := range pairs.Pairs {
		for _, to := range pairs.Pairs {
			if from.Element != nil && to.Element != nil && from != to {
				net.Reaches(reach.Of(from.Resource()), reach.Of(to.Resource()), nil)
			}
		}
	}
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(after.HeapSys)/(1<<20), "MiB-heap")
	b.ReportMetric(float64(net.Judged()), "classes²")
}
