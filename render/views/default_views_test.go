package views_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"asbuilt/finding"
	"asbuilt/render/views"
)

// clinic says something to every question.
const clinic = `
asbuilt: 1
name: Clinic
access_levels: [public, staff]
trust: [internet, edge, data]
data:
  visit: {name: {en: Visit, ko: 진료}, sensitivity: personal, retention: 90d}
  bill: {name: {en: Bill, ko: 청구}, sensitivity: internal}
elements:
  people: {kind: user, name: {en: People, ko: 사람}, trust: internet}
  nurse: {kind: team, name: {en: Nurse, ko: 간호사}, trust: internet}
  gate: {kind: http-api, name: {en: Gate, ko: 관문}, trust: edge, access: public, authorizer: jwt}
  api: {kind: ecs-service, name: {en: Api, ko: 서비스}, trust: edge, access: staff, scaling: {min: 1, max: 4, metric: cpu, target: 60},
    capacity: {per_unit: 5/s}, deployment: {strategy: canary, rollback: {circuit_breaker: true}}, protection: {mask: [name]},
    operations: {alarms: [{metric: CPUUtilization, above: 80, notifies: bell}, {metric: Errors, above: 1, notifies: bell}], logs: {group: /api, retention: 30d}}}
  db: {kind: rds-mysql, name: {en: Db, ko: 디비}, trust: data, holds: [visit], encryption: {at_rest: true}, backup: {retention: 7d, rto: 1h, plan: plan}}
  cache: {kind: elasticache-redis, name: {en: Cache, ko: 캐시}, trust: data}
  bell: {kind: sns-topic, name: {en: Bell, ko: 알림}}
  plan: {kind: backup-plan, name: {en: Plan, ko: 계획}}
  git: {kind: git-repository, name: {en: Git, ko: 깃}}
  line: {kind: pipeline, name: {en: Line, ko: 라인}}
connections:
  - {from: people, to: gate, tls: true, auth: jwt, access: public, sends: [visit], receives: [bill], rate: {typical: 2/s, peak: 6/s}}
  - {from: gate, to: api, tls: true, auth: jwt, sends: [visit], receives: [bill]}
  - {from: api, to: db, tls: false, auth: password, sends: [visit]}
  - {from: api, to: cache, tls: true, auth: password}
  - {from: bell, to: nurse, kind: event, tls: true, auth: api-key, event: {by: subscription}}
  - {from: line, to: git, kind: deploy, tls: true, auth: oidc}
  - {from: line, to: api, kind: deploy, tls: true, auth: iam}
incidents:
  down: {symptom: {en: No answer, ko: 무응답}, section: db, then: api -> cache, steps: [{do: {en: wait, ko: 대기}, who: nurse, within: 5m}]}
bottlenecks: [{at: db, why: {en: one writer, ko: 쓰기 한 대}, alternatives: [{en: two, ko: 두 대}]}]
`

// told is what the view says, beside its boxes: lines with all their labels and
// marks, then notes.
func told(d *views.Diagram) string {
	var b strings.Builder
	for _, e := range d.Edges {
		var label []string
		for _, t := range append([]finding.Text{e.Label}, e.More...) {
			label = append(label, t.En)
		}
		fmt.Fprintf(&b, "%s -> %s %s: %s %v\n", e.From, e.To, e.Kind, strings.Join(label, " | "), e.Marks)
	}
	for _, n := range d.Nodes() {
		for _, note := range n.Notes {
			fmt.Fprintf(&b, "%s %s: %s\n", n.ID, note.Glyph, note.Text.En)
		}
		if n.Band != nil {
			fmt.Fprintf(&b, "%s %d..%d\n", n.ID, n.Band.Min, n.Band.Max)
		}
		if len(n.Marks) > 0 {
			fmt.Fprintf(&b, "%s %v\n", n.ID, n.Marks)
		}
	}
	return strings.ReplaceAll(b.String(), "\u00a0", " ")
}

func TestQuestions(t *testing.T) {
	m := load(t, clinic)
	for view, want := range map[string]string{
		"dataflow": `people -> gate request: sends Visit | gets Bill | JWT []
gate -> api request: sends Visit | gets Bill | JWT []
api -> db request: sends Visit | password [unprotected]
api mask: 1 field masked
db database: Visit 90 d
db key: encrypted at rest
`,
		"security": `people -> gate request: access public | JWT []
api -> db request: no TLS · password [unprotected]
api -> cache request: password []
gate internet: reached from outside
gate user: anyone may reach it
gate waf: JWT
api user: access staff or above
db key: encrypted at rest
`,
		"scaling": `people -> gate request: 2/s · peak 6/s []
gate -> api request:  []
api -> db request:  []
api metrics: 5/s each, at most 20/s
api 1..4
db bottleneck: one writer
db [bottleneck]
`,
		"operations": `bell -> nurse event:  []
api -> bell alarm: 2 alarms []
view/stores -> plan replicate: 1 backup []
api -> cache detour: when Db fails []
api alarm: CPUUtilization, Errors
api logs: /api · 30 d
db backup: kept 7 d · RTO 1 h
db warning: No answer → Nurse within 5 min
`,
		"delivery": `line -> git deploy:  []
line -> api deploy:  []
api deploy: canary · rolls back by itself
`,
	} {
		t.Run(view, func(t *testing.T) {
			if diff := cmp.Diff(want, told(resolve(t, m, view, views.Overlay{}))); diff != "" {
				t.Errorf("says (-want +got):\n%s", diff)
			}
		})
	}
}

// TestQuestionsNobodyAnswers leaves out views that would be empty.
func TestQuestionsNobodyAnswers(t *testing.T) {
	for source, want := range map[string][]string{
		"asbuilt: 1\nname: Nothing\n": {"context", "containers", "network"},
		shop:                          {"context", "containers", "network", "module-a", "module-b"},
	} {
		var got []string
		for _, v := range views.Of(load(t, source)) {
			got = append(got, v.ID)
		}
		if !slices.Equal(got, want) {
			t.Errorf("views %v, want %v", got, want)
		}
	}
}

// What follows from the model shows where the question is what gives way first,
// and nowhere else.
func TestForesight(t *testing.T) {
	m := load(t, clinic)
	o := views.Overlay{Foreseen: map[string][]views.Foresight{
		"db": {{Mark: views.Headroom, Say: finding.Say("calls: 0.5× the peak", "호출: 최대 부하의 0.5배")}, {Mark: views.SPOF}},
	}}
	for view, want := range map[string]string{"scaling": "db [spof bottleneck headroom]", "containers": ""} {
		got := told(resolve(t, m, view, o))
		if want == "" && strings.Contains(got, "spof") || !strings.Contains(got, want) {
			t.Errorf("%s:\n%s", view, got)
		}
		if said := strings.Contains(got, "db metrics: calls: 0.5× the peak"); said != (view == "scaling") {
			t.Errorf("%s:\n%s", view, got)
		}
	}
}
