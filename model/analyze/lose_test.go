package analyze_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"asbuilt/model"
	"asbuilt/model/analyze"
)

// TestLoseZones says of each sort of element whether it goes with its zones, and that
// nobody knows where the model does not say.
func TestLoseZones(t *testing.T) {
	m := load(t, fstest.MapFS{"architecture.yaml": {Data: []byte(`
asbuilt: 1
name: t
boundaries:
  prod: {kind: account, aws: {account: "123456789012"}}
  seoul: {kind: region, in: prod, aws: {region: ap-northeast-2}}
  vpc: {kind: vpc, in: seoul, cidr: 10.0.0.0/16}
  app: {kind: subnets, in: vpc, exposure: private, per_zone: {a: 10.0.0.0/24, c: 10.0.1.0/24}}
elements:
  spread: {kind: ecs-service, in: app}
  pinned: {kind: ec2-instance, in: app, zones: [a]}
  somewhere: {kind: ec2-instance, in: app}
  untold: {kind: ec2-instance, in: vpc}
  standby: {kind: rds-mysql, in: vpc, multi_az: true}
  alone: {kind: rds-mysql, in: vpc}
  door: {kind: internet-gateway, in: vpc}
  code: {kind: lambda, in: seoul}
  others: {kind: external-api}
`)}})
	ids := func(all []*model.Element) string {
		var names []string
		for _, e := range all {
			names = append(names, e.ID)
		}
		return strings.Join(names, " ")
	}
	for _, tt := range []struct{ lose, lost, narrowed, unsure string }{
		{"zone:a", "pinned", "spread", "somewhere untold alone"},
		{"zone:c", "", "spread", "somewhere untold alone"},
		{"zone:a zone:c", "spread pinned somewhere", "", "untold alone"},
	} {
		a, err := analyze.With(m, analyze.Options{Lose: strings.Fields(tt.lose)})
		if err != nil {
			t.Fatal(err)
		}
		l := a.Loss
		if ids(l.Lost) != tt.lost || ids(l.Narrowed) != tt.narrowed || ids(l.Unsure) != tt.unsure {
			t.Errorf("%s: lost %q, narrowed %q, unsure %q", tt.lose, ids(l.Lost), ids(l.Narrowed), ids(l.Unsure))
		}
		if len(l.Left) != len(l.Narrowed) {
			t.Errorf("%s: what is left is said of others than those that go on: %v", tt.lose, l.Left)
		}
	}
	for range 20 {
		_, err := analyze.With(m, analyze.Options{Peaks: map[string]model.PerTime{"b": {}, "a": {}, "c": {}}})
		if err == nil || err.Error() != `the model has no flow "a" today: nothing is defined to refer to yet` {
			t.Fatal(err)
		}
	}
}
