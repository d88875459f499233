package analyze_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"asbuilt/finding"
	"asbuilt/model/analyze"
)

// What runs counts in the place of what is declared, in the state that runs; what was
// not read does not.
func TestReal(t *testing.T) {
	m := load(t, fstest.MapFS{"architecture.yaml": {Data: []byte(`asbuilt: 1
name: t
language: en
states: [now, then]
current: now
boundaries:
  a: {kind: account}
  r: {kind: region, in: a}
  v: {kind: vpc, in: r}
  app: {kind: subnets, in: v, exposure: private, per_zone: {a: 10.0.0.0/24, c: 10.0.1.0/24}}
elements:
  people: {kind: user}
  api: {kind: ecs-service, in: app, scaling: {min: 2, max: 4}, capacity: {per_unit: 5/s}}
  cache: {kind: elasticache-redis, in: app, replicas: 1, multi_az: true, capacity: {per_unit: 100/s}}
  db: {kind: rds-mysql, in: app, multi_az: false}
connections: [people -> api, api -> cache, api -> db]
flows:
  buy: {name: Buy, rate: {typical: 5/s, peak: 10/s}, steps: [people -> api, api -> cache, api -> db]}
`)}})
	said := func(real ...analyze.Real) string {
		a, err := analyze.With(m, analyze.Options{Compared: true, Real: real, AsDeclared: 3})
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		if err := a.Write(&b, finding.English); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	as := said()
	for _, want := range []string{"2×  api: 4 units", "20×  cache: 2 units", "db: has no standby", "as declared: 3"} {
		if !strings.Contains(as, want) {
			t.Errorf("as declared, %q is not in\n%s", want, as)
		}
	}
	real := said(
		analyze.Real{Element: "api", Fact: "scaling.min", Declared: "2", Found: "1"},
		analyze.Real{Element: "api", Fact: "scaling.max", Declared: "4", Found: "1"},
		analyze.Real{Element: "cache", Fact: "replicas", Declared: "1", Found: "0"},
		analyze.Real{Element: "cache", Fact: "multi_az", Declared: "true", Found: "false"},
		analyze.Real{Element: "db", Fact: "multi_az", Declared: "false", Found: "true"},
		analyze.Real{Element: "gone", Fact: "replicas", Declared: "1", Found: "0"},
	)
	for _, want := range []string{
		"0.5×  api: one unit, 10/s of 5/s [limit-exceeded]", "10×  cache: one unit",
		"api: one of it may be all that runs; stops buy [fails-alone]", "cache: has no standby; stops buy [fails-alone]",
		"api: all units: now 0.5×, then 2×", "db: fails alone in then",
	} {
		if !strings.Contains(real, want) {
			t.Errorf("as it runs, %q is not in\n%s", want, real)
		}
	}
	if strings.Contains(real, "db: has no standby") {
		t.Errorf("a standby that runs does not count:\n%s", real)
	}
	unread := said(analyze.Real{Element: "api", Fact: "scaling.max", Unread: "denied"})
	for _, want := range []string{"api: scaling.max was not read, and counts as declared: denied", "2×  api: 4 units"} {
		if !strings.Contains(unread, want) {
			t.Errorf("unread, %q is not in\n%s", want, unread)
		}
	}
}
