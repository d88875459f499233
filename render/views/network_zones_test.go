package views_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/render/layout"
	"asbuilt/render/views"
)

// inZones is a VPC with zones a, b and c, in whose tier app the elements lie.
func inZones(t *testing.T, elements ...string) *model.Model {
	t.Helper()
	text := `asbuilt: 1
name: Zones
boundaries:
  p: {kind: account}
  r: {kind: region, in: p}
  vpc: {kind: vpc, in: r, cidr: 10.0.0.0/16}
  app: {kind: subnets, in: vpc, exposure: private, per_zone: {a: 10.0.0.0/24, b: 10.0.1.0/24, c: 10.0.2.0/24}}
  one: {kind: subnets, in: vpc, exposure: isolated, per_zone: {c: 10.0.3.0/24}}
elements:
` + strings.Join(elements, "\n") + "\n"
	m, findings, err := model.Load(fstest.MapFS{"a.yaml": {Data: []byte(text)}}, "a.yaml", model.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		if f.Severity == finding.Error {
			t.Fatalf("line %d: %s", f.Position.Line, f.Message.En)
		}
	}
	return m
}

// network is the network view with its VPC.
func network(t *testing.T, m *model.Model, o views.Overlay) (d *views.Diagram, vpc *views.Group) {
	t.Helper()
	v, _ := views.Lookup(m, "network")
	d = views.Resolve(m, v, o)
	i := slices.IndexFunc(d.Groups(), func(g *views.Group) bool { return g.ID == "vpc" })
	if i < 0 {
		t.Fatal("there is no VPC")
	}
	return d, d.Groups()[i]
}

func services(n int, more string) []string {
	var all []string
	for i := range n {
		all = append(all, fmt.Sprintf("  s%d: {kind: ecs-service, in: app%s}", i, more))
	}
	return all
}

// TestLanesOrMarks holds zones to being lanes where these can be true, and marks
// where not: on every box of the VPC or on none.
func TestLanesOrMarks(t *testing.T) {
	tests := []struct {
		name     string
		elements []string
		lanes    bool
	}{
		{"six across", services(6, ""), true},
		{"seven across", services(7, ""), false},
		{"nine in one zone each", services(9, ", zones: [b]"), true},
		{"two zones with another between", []string{"  s0: {kind: ecs-service, in: app, zones: [c, a]}"}, false},
		{"two zones side by side", []string{"  s0: {kind: ecs-service, in: app, zones: [c, b]}"}, true},
		{"seven in places of their own", append(services(6, ""), "  s6: {kind: ecs-service, in: one}"), true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d, vpc := network(t, inZones(t, test.elements...), views.Overlay{})
			if got := len(vpc.Lanes) == 3; got != test.lanes {
				t.Errorf("the VPC has the lanes %v", vpc.Lanes)
			}
			for _, n := range d.Nodes() {
				if (n.Zones == nil) != test.lanes {
					t.Errorf("%s has the zones %v", n.ID, n.Zones)
				}
			}
		})
	}
}

// TestMarksOfZones reads in which zones things run where there are no lanes.
func TestMarksOfZones(t *testing.T) {
	elements := append(services(7, ""), "  apart: {kind: ecs-service, in: app, zones: [a, c]}",
		"  lone: {kind: ecs-service, in: one}")
	found := []views.Found{
		{ID: "found-b", Kind: "ec2-instance", Title: finding.Same("x"), In: "app/b"},
		{ID: "found-somewhere", Kind: "lambda", Title: finding.Same("y"), In: "app"},
	}
	d, vpc := network(t, inZones(t, elements...), views.Overlay{Found: found})
	want := map[string]string{"s0": "a b c", "apart": "a c", "lone": "c", "found-b": "b", "found-somewhere": ""}
	for _, n := range d.Nodes() {
		got := ""
		if n.Zones != nil {
			got = strings.Join(n.Zones.In, " ")
			if of := strings.Join(n.Zones.Of, " "); of != "a b c" {
				t.Errorf("%s knows the zones %s", n.ID, of)
			}
		}
		if w, ok := want[n.ID]; ok && got != w {
			t.Errorf("%s runs in %q, want %q", n.ID, got, w)
		}
		delete(want, n.ID)
	}
	if len(want) > 0 {
		t.Errorf("not shown: %v", want)
	}
	for _, it := range vpc.Children {
		if g, ok := it.(*views.Group); ok && g.ID == "one" && (g.Zones == nil || strings.Join(g.Zones.In, " ") != "c") {
			t.Errorf("the tier has the zones %v", g.Zones)
		}
	}
}

// TestRegionalServicesBelow shows what AWS runs in the only region below its VPC, and the
// endpoints that lead there on the VPC's lower border.
func TestRegionalServicesBelow(t *testing.T) {
	d := resolve(t, ofCorpus(t, "agents"), "network", views.Overlay{})
	var region, vpc, regional *views.Group
	for _, g := range d.Groups() {
		switch {
		case g.Style == views.Region:
			region = g
		case g.Style == views.VPC:
			vpc = g
		case strings.HasPrefix(g.ID, "view/regional-"):
			regional = g
		}
	}
	if region == nil || vpc == nil || regional == nil {
		t.Fatal("region, VPC or regional services are not shown")
	}
	if region.Axis != layout.Right || vpc.Place.Rank != regional.Place.Rank || vpc.Place.Order >= regional.Place.Order {
		t.Errorf("the VPC stands at %+v, the services at %+v", vpc.Place, regional.Place)
	}
	endpoints := 0
	for _, it := range vpc.Children {
		if n, ok := it.(*views.Node); ok && n.OnBorder && n.Side != layout.North {
			endpoints++
			if n.Side != layout.South {
				t.Errorf("%s stands on side %v", n.ID, n.Side)
			}
		}
	}
	if endpoints == 0 {
		t.Error("no endpoint is shown")
	}
}
