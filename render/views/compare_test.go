package views_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/render/views"
)

// zones is a model with a tier in the zones given, and a NAT gateway in the last.
func zones(t *testing.T, letters string) *model.Model {
	t.Helper()
	var blocks []string
	for i, z := range strings.Fields(letters) {
		blocks = append(blocks, fmt.Sprintf("%s: 10.0.%d.0/24", z, i))
	}
	text := `asbuilt: 1
name: Zones
boundaries:
  prod: {kind: account, aws: {account: "210987654321"}}
  seoul: {kind: region, in: prod, aws: {region: ap-northeast-2}}
  vpc: {kind: vpc, in: seoul, cidr: 10.0.0.0/16}
  public: {kind: subnets, in: vpc, exposure: public, per_zone: {` + strings.Join(blocks, ", ") + `}}
elements:
  nat-c: {kind: nat-gateway, in: public, zones: [c]}
  api: {kind: ecs-service, in: public}
`
	m, findings, err := model.Load(fstest.MapFS{
		"architecture.yaml": {Data: []byte(text)},
	}, "architecture.yaml", model.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		if f.Severity == finding.Error {
			t.Fatal(f.Message.En)
		}
	}
	return m
}

// TestCompareJoinsLanes compares a network that gained and lost zones: the new
// diagram has all of them, everything stays in its own, and neither side is
// changed by being compared.
func TestCompareJoinsLanes(t *testing.T) {
	network := func(m *model.Model) *views.Diagram {
		v, _ := views.Lookup(m, "network")
		return views.Resolve(m, v, views.Overlay{})
	}
	a, b := zones(t, "b c"), zones(t, "a c d")
	old, now := network(a), network(b)
	got := views.Compare(old, now, views.Models{
		Before:  func(id string) bool { return a.Element(id) != nil || a.Boundary(id) != nil },
		After:   func(id string) bool { return b.Element(id) != nil || b.Boundary(id) != nil },
		Revised: func(string) bool { return false },
	})
	for _, side := range []struct{ compared, again *views.Diagram }{{old, network(a)}, {now, network(b)}} {
		if diff := cmp.Diff(side.again, side.compared,
			cmpopts.IgnoreUnexported(views.View{}, views.Edge{})); diff != "" {
			t.Errorf("comparing changed a side (-was +is):\n%s", diff)
		}
	}
	var lanes []string
	for _, g := range got.Diagram.Groups() {
		for _, l := range g.Lanes {
			lanes = append(lanes, l.ID)
		}
	}
	if want := []string{"vpc/a", "vpc/b", "vpc/c", "vpc/d"}; !slices.Equal(lanes, want) {
		t.Errorf("lanes %v", lanes)
	}
	for _, n := range got.Diagram.Nodes() {
		if n.ID == "nat-c" && (n.Place.FirstLane != 2 || n.Place.LastLane != 2) {
			t.Errorf("what lies in zone c is in lanes %d to %d", n.Place.FirstLane, n.Place.LastLane)
		}
	}
}
