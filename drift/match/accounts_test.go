package match

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/internal/nightly"
	"asbuilt/internal/snapcase"
	"asbuilt/model"
)

// account is a made-up account: what its model declares, what runs in it, and what
// is what.
type account struct {
	rnd      *rand.Rand
	elements map[string]string // id → what stands after it in the model
	// resources are those of the snapshot, in short form.
	resources []string
	// truth is the id of the resource that realises an element.
	truth map[string]string
	n     int
}

// generate makes an account with a VPC that the model declares, a bystander of
// the same make, and things in both, of which most have no name that tells them.
func generate(seed uint64) *account {
	a := &account{rnd: rand.New(rand.NewPCG(seed, 12)), elements: map[string]string{}, truth: map[string]string{}}
	a.add(`"type": "AWS::EC2::VPC", "id": "vpc-1", "facts": {"CidrBlock": "10.0.0.0/16"}`)
	a.add(`"type": "AWS::EC2::VPC", "id": "vpc-2", "facts": {"CidrBlock": "10.9.0.0/16"}`)
	for _, vpc := range []string{"1", "2"} {
		net := map[string]string{"1": "0", "2": "9"}[vpc]
		for i, tier := range []string{"public", "app"} {
			for j, zone := range []string{"a", "c"} {
				a.add(fmt.Sprintf(`"type": "AWS::EC2::Subnet", "id": "%s-%s-%s", "name": "", "facts": {"VpcId": "vpc-%[3]s", `+
					`"CidrBlock": "10.%[4]s.%[5]d.0/24", "AvailabilityZone": "ap-northeast-2%[2]s"}`, tier, zone, vpc, net, 2*i+j))
			}
		}
	}
	a.gateways()
	a.endpoints()
	a.services()
	a.queues()
	return a
}

func (a *account) add(resource string) { a.resources = append(a.resources, "{"+resource+"}") }

// chance is true once in n times.
func (a *account) chance(n int) bool { return a.rnd.IntN(n) == 0 }

// put adds what realises an element of the model, and, as often as not, the like
// in the VPC beside it. %[1]s of facts is the number of the VPC.
func (a *account) put(id, declaration, typ, facts string, bystander bool) {
	a.n++
	if !a.chance(6) {
		a.elements[id] = declaration
	}
	if !a.chance(5) {
		name := []string{"", id, fmt.Sprintf("stack-%s-%d", id, a.n), "shared"}[a.rnd.IntN(4)]
		a.truth[id] = fmt.Sprintf("r-%d", a.n)
		a.add(fmt.Sprintf(`"type": %q, "id": "r-%d", "name": %q, "facts": {%s}`, typ, a.n, name, strings.ReplaceAll(facts, "VPC", "1")))
	}
	if bystander && a.chance(2) {
		name := []string{"", id, "shared"}[a.rnd.IntN(3)]
		a.add(fmt.Sprintf(`"type": %q, "id": "r-%d-by", "name": %q, "facts": {%s}`, typ, a.n, name, strings.ReplaceAll(facts, "VPC", "2")))
	}
}

func (a *account) gateways() {
	a.put("igw", "kind: internet-gateway, in: vpc", "AWS::EC2::InternetGateway", `"VpcIds": ["vpc-VPC"]`, true)
	a.put("eigw", "kind: egress-only-gateway, in: vpc", "AWS::EC2::EgressOnlyInternetGateway", `"VpcIds": ["vpc-VPC"]`, true)
	for _, zone := range []string{"a", "c"} {
		a.put("nat-"+zone, "kind: nat-gateway, in: public, zones: ["+zone+"]", "AWS::EC2::NatGateway",
			`"State": "available", "VpcId": "vpc-VPC", "SubnetId": "public-`+zone+`-VPC"`, true)
	}
}

func (a *account) endpoints() {
	for _, s := range []string{"s3", "dynamodb"} {
		a.put("gw-"+s, "kind: gateway-endpoint, in: vpc, domains: ["+s+".ap-northeast-2.amazonaws.com]", "AWS::EC2::VPCEndpoint",
			`"State": "available", "VpcId": "vpc-VPC", "VpcEndpointType": "Gateway", "ServiceName": "com.amazonaws.ap-northeast-2.`+s+`"`, true)
	}
	for _, s := range []string{"logs", "sts", "ssm"} {
		a.put("if-"+s, "kind: vpc-endpoint, in: app, domains: ["+s+".ap-northeast-2.amazonaws.com]", "AWS::EC2::VPCEndpoint",
			`"State": "available", "VpcId": "vpc-VPC", "VpcEndpointType": "Interface", "SubnetIds": ["app-a-VPC", "app-c-VPC"], `+
				`"ServiceName": "com.amazonaws.ap-northeast-2.`+s+`"`, true)
	}
}

func (a *account) services() {
	for _, c := range []string{"shop", "jobs"} {
		a.add(`"type": "AWS::ECS::Cluster", "id": "` + c + `"`)
		a.put("run-"+c, "kind: ecs-service, in: app, groups: ["+c+"]", "AWS::ECS::Service",
			`"Status": "ACTIVE", "Cluster": "arn:`+c+`", "AwsvpcConfiguration": {"Subnets": ["app-a-VPC"]}`, false)
	}
}

func (a *account) queues() {
	for i := range 3 {
		a.put(fmt.Sprintf("queue-%d", i), "kind: sqs-queue, in: seoul", "AWS::SQS::Queue", "", false)
	}
}

// model is the model with its elements in some order, and with further lines.
func (a *account) model(t *testing.T, order *rand.Rand, more ...string) *model.Model {
	t.Helper()
	ids := slices.Sorted(maps.Keys(a.elements))
	order.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
	text := `asbuilt: 1
name: Case
language: en
scope: {vpcs: [vpc]}
boundaries:
  prod: {kind: account, aws: {account: "210987654321"}}
  seoul: {kind: region, in: prod, aws: {region: ap-northeast-2}}
  vpc: {kind: vpc, in: seoul, cidr: 10.0.0.0/16}
  public: {kind: subnets, in: vpc, per_zone: {a: 10.0.0.0/24, c: 10.0.1.0/24}}
  app: {kind: subnets, in: vpc, per_zone: {a: 10.0.2.0/24, c: 10.0.3.0/24}}
groups:
  shop: {kind: ecs-cluster, in: seoul}
  jobs: {kind: ecs-cluster, in: seoul}
elements:
  somebody: {kind: user}
`
	for _, id := range ids {
		text += "  " + id + ": {" + a.elements[id] + "}\n"
	}
	for _, line := range more {
		text += "  " + line + "\n"
	}
	m, findings, err := model.Load(fstest.MapFS{"m.yaml": {Data: []byte(text)}}, "m.yaml", model.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		if f.Severity == finding.Error {
			t.Fatalf("%d: %s\n%s", f.Position.Line, f.Message.En, text)
		}
	}
	return m
}

func (a *account) snapshot(t *testing.T) *discover.Snapshot {
	return snapcase.Snapshot(t, []byte("["+strings.Join(a.resources, ",\n")+"]"))
}

// Whatever an account holds and in whatever order: each element is found once or
// not at all, as itself, never as what stands in another VPC; nothing is found
// twice; and what is undeclared is declared by the line that says how.
func TestGeneratedAccounts(t *testing.T) {
	for _, seed := range nightly.Seeds(4000, 60) {
		a := generate(seed)
		s := a.snapshot(t)
		m := a.model(t, a.rnd)
		got := Match(m, s)
		takes := map[string]string{}
		for _, p := range got.Pairs {
			for _, res := range p.Resources {
				if before, twice := takes[res.Ref()]; twice {
					t.Errorf("seed %d: %s is both %s and %s", seed, res.ID, before, p.ID())
				}
				takes[res.Ref()] = p.ID()
			}
			if res := p.Resource(); p.Element != nil && res != nil && a.truth[p.ID()] != res.ID {
				t.Errorf("seed %d: %s is found as %s, and is %s", seed, p.ID(), res.ID, a.truth[p.ID()])
			}
			standing := p.Element != nil && !strings.HasPrefix(p.ID(), "queue-") && !strings.HasPrefix(p.ID(), "run-")
			if standing && p.Resource() == nil && a.truth[p.ID()] != "" {
				t.Errorf("seed %d: %s is not found, and is %s", seed, p.ID(), a.truth[p.ID()])
			}
		}
		want := pairs(got) + list(got.Findings)
		a.rnd.Shuffle(len(s.Resources), func(i, j int) { s.Resources[i], s.Resources[j] = s.Resources[j], s.Resources[i] })
		if again := Match(m, s); pairs(again)+list(again.Findings) != want {
			t.Errorf("seed %d: the order of resources makes a difference", seed)
		}
		if again := Match(a.model(t, a.rnd), s); sorted(pairs(again)) != sorted(pairs(got)) {
			t.Errorf("seed %d: the order of elements makes a difference", seed)
		}
		a.declare(t, seed, got)
	}
}

// sorted is a text with its lines in order, indented ones with what they belong to.
func sorted(text string) string {
	blocks := strings.Split(strings.ReplaceAll(text, "\n  ", "\x00  "), "\n")
	slices.Sort(blocks)
	return strings.Join(blocks, "\n")
}

// declare declares what is undeclared, as its findings say.
func (a *account) declare(t *testing.T, seed uint64, found *Result) {
	t.Helper()
	var lines []string
	for _, f := range found.Findings {
		if f.Code == CodeUndeclared {
			_, line, ok := strings.Cut(f.Hint.En, " in elements: ")
			if !ok {
				t.Fatalf("seed %d: %s", seed, f.Hint.En)
			}
			lines = append(lines, line)
		}
	}
	m := a.model(t, a.rnd, lines...)
	for _, f := range Match(m, found.Index.Snapshot).Findings {
		if f.Code == CodeUndeclared {
			t.Errorf("seed %d: declared by\n%s\nand still %s", seed, strings.Join(lines, "\n"), f.Message.En)
		}
	}
}
