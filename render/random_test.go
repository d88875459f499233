package render_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"asbuilt/finding"
	"asbuilt/internal/nightly"
	"asbuilt/model"
	"asbuilt/render"
	"asbuilt/render/layout/gate"
)

// TestGatesOnRandomModels draws every view of models that nobody wrote, in both
// languages. Their elements are anywhere that the language allows, in one zone
// or several, with connections between any two.
func TestGatesOnRandomModels(t *testing.T) {
	pictures := 0
	t.Parallel()
	caught := uint64(559) // by the gates, once
	seeds := append([]uint64{caught}, nightly.Seeds(50, 6)...)
	for _, seed := range seeds {
		n := 10 + int(seed*37%111)
		text := randomModel(seed, n)
		m, findings, err := model.Load(fstest.MapFS{
			"architecture.yaml": {Data: []byte(text)},
		}, "architecture.yaml", model.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range findings {
			if f.Severity == finding.Error {
				t.Fatalf("seed %d, line %d: %s", seed, f.Position.Line, f.Message.En)
			}
		}
		for _, p := range renderAll(t, m, render.Options{}) {
			pictures++
			for _, v := range gate.Check(read(t, p.SVG).Picture) {
				t.Errorf("seed %d, %s in %s: %v", seed, p.View.ID, p.Lang, v)
			}
		}
	}
	if pictures < 10*len(seeds) {
		t.Errorf("only %d pictures", pictures)
	}
}

// randomModel is a model of n elements.
func randomModel(seed uint64, n int) string {
	r := rand.New(rand.NewPCG(seed, 7))
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	var b strings.Builder
	b.WriteString(`asbuilt: 1
name: {ko: 아무 시스템, en: Any system}
language: ko
boundaries:
  internet: {kind: internet}
  office: {kind: on-premises, name: {ko: 사내망, en: Office}}
  prod: {kind: account, aws: {account: "210987654321"}}
  seoul: {kind: region, in: prod, aws: {region: ap-northeast-2}}
  vpc: {kind: vpc, in: seoul, cidr: 10.0.0.0/16}
`)
	zones := []string{"a", "b", "c"}[:1+r.IntN(3)]
	tiers := []string{"public", "app", "data", "more"}[:1+r.IntN(4)]
	for i, tier := range tiers {
		var subnets []string
		for j, z := range zones {
			subnets = append(subnets, fmt.Sprintf("%s: 10.0.%d.0/24", z, 10*i+j))
		}
		fmt.Fprintf(&b, "  %s: {kind: subnets, in: vpc, exposure: %s, per_zone: {%s}}\n", tier,
			[]string{"public", "private", "isolated", "private"}[i], strings.Join(subnets, ", "))
	}
	modules := r.IntN(4)
	if modules > 0 {
		b.WriteString("modules:\n")
		for i := range modules {
			fmt.Fprintf(&b, "  m%d: {name: {ko: 모듈 %d, en: Module %d}}\n", i, i, i)
		}
	}
	b.WriteString("elements:\n")
	for i := range n {
		kind, in := "", "seoul"
		switch r.IntN(8) {
		case 0:
			kind, in = pick("user", "operator", "browser", "saas", "llm-api", "external-api"), pick("internet",
				"office")
		case 1, 2:
			kind = pick("s3-bucket", "sqs-queue", "sns-topic", "dynamodb-table", "secret", "api-gateway", "log-group",
				"cloudwatch", "pipeline", "ecr", "waf")
		default:
			kind, in = pick("ecs-service", "ec2-fleet", "load-balancer", "rds-mysql", "elasticache-redis", "lambda",
				"nat-gateway", "network-firewall", "vector-db-ecs"), pick(tiers...)
		}
		fmt.Fprintf(&b, "  e%d: {kind: %s, in: %s, name: {ko: %s %d, en: %s %d}", i, kind, in,
			pick("주문", "결제 승인", "고객 정보 동기화", "문서", "아주 긴 이름을 가진 배치 작업자"), i,
			pick("Orders", "Payment approval", "Customer sync", "Docs", "Batch worker with a very long name"), i)
		if modules > 0 && r.IntN(3) > 0 {
			fmt.Fprintf(&b, ", module: m%d", r.IntN(modules))
		}
		if in != "seoul" && in != "internet" && in != "office" && r.IntN(4) == 0 {
			fmt.Fprintf(&b, ", zones: [%s]", pick(zones...))
		}
		b.WriteString("}\n")
	}
	b.WriteString("connections:\n")
	said := map[[2]int]bool{}
	for range n + r.IntN(n) {
		from, to := r.IntN(n), r.IntN(n)
		if from == to || said[[2]int{from, to}] {
			continue
		}
		said[[2]int{from, to}] = true
		kind := pick("request", "request", "request", "data", "event", "observe", "admin")
		fmt.Fprintf(&b, "  - {from: e%d, to: e%d, kind: %s, port: %d, tls: %t", from, to, kind, 1+r.IntN(60000),
			r.IntN(2) == 0)
		if kind == "event" {
			b.WriteString(", event: {by: subscription}")
		}
		if r.IntN(2) == 0 {
			fmt.Fprintf(&b, ", name: {ko: %s, en: %s}", pick("조회", "주문 전달과 취소", "기록"),
				pick("reads", "orders and cancels", "writes"))
		}
		b.WriteString("}\n")
	}
	return b.String()
}
