package analyze_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"asbuilt/finding"
	"asbuilt/model/analyze"
)

// TestStates works a roadmap by hand: 20 calls a second on 2 units of 5 today, on 3 of
// 10 in the end, of which the load is then half as high again below the limit.
func TestStates(t *testing.T) {
	m := load(t, fstest.MapFS{"architecture.yaml": {Data: []byte(`
asbuilt: 1
name: t
states: [now, target]
boundaries:
  prod: {kind: account}
  seoul: {kind: region, in: prod}
  vpc: {kind: vpc, in: seoul, cidr: 10.0.0.0/16}
  app: {kind: subnets, in: vpc, exposure: private, per_zone: {a: 10.0.0.0/24, c: 10.0.1.0/24}}
elements:
  user: {kind: user}
  old: {kind: ecs-service, in: app, until: now, scaling: {min: 1, max: 2}, capacity: {per_unit: 5/s}}
  new: {kind: ecs-service, in: app, since: target, scaling: {min: 2, max: 3}, capacity: {per_unit: 10/s}}
  api: {kind: external-api, capacity: {requests: 24/s}}
connections:
  - {from: user, to: old, until: now, rate: {peak: 20/s}}
  - {from: user, to: new, since: target, rate: {peak: 20/s}}
  - {from: old, to: api, until: now, rate: {peak: 20/s}}
  - {from: new, to: api, since: target, rate: {peak: 12/s}}
bottlenecks:
  - {at: old, why: small, alternatives: [{ko: 교체, en: replace it}]}
`)}})
	a := analyze.Of(m)
	var got []string
	for _, s := range a.States {
		line := s.ID
		for _, l := range s.Limits {
			line += fmt.Sprintf(" %s %.9g", l.Element.ID, l.Headroom())
		}
		for _, e := range s.Alone {
			line += " alone " + e.ID
		}
		got = append(got, line)
	}
	want := "now old 0.5 api 1.2 alone old\ntarget new 1.5 api 2"
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
	alternatives := func(l analyze.Limit) string {
		var all []string
		for _, x := range a.Alternatives(l) {
			all = append(all, fmt.Sprintf("%s %.9g", x.Text.En, x.Headroom))
		}
		return strings.Join(all, "; ")
	}
	if got, want := alternatives(a.Limits[0]), "4 units 1; 6 units 1.5; 50 % of the load 1; replace it 0"; got != want {
		t.Errorf("of old: %s, want %s", got, want)
	}
	if got, want := alternatives(a.Limits[1]), "a limit of 30/s 1.5; state target 2"; got != want {
		t.Errorf("of api: %s, want %s", got, want)
	}
	var out bytes.Buffer
	if err := a.Write(&out, finding.English); err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{
		"  old: 2 units 0.5×; 4 units → 1×; 6 units → 1.5×; 50 % of the load → 1×; replace it\n",
		"  old: all units: now 0.5×, target –\n", "  api: requests: now 1.2×, target 2×\n", "  old: fails alone in now\n",
	} {
		if !strings.Contains(out.String(), line) {
			t.Errorf("no %q in\n%s", line, out.String())
		}
	}
	if twice, err := analyze.With(m, analyze.Options{Factor: 2}); err != nil || twice.States[1].Limits[0].Headroom() != .75 {
		t.Errorf("twice as much is asked: %v %v", twice.States, err)
	}
}
