package views_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/kind"
	"asbuilt/render/views"
)

// load reads a model of a test; the model must be right.
func load(t *testing.T, source string) *model.Model {
	t.Helper()
	m, findings, err := model.Load(fstest.MapFS{"m.yaml": {Data: []byte(source)}}, "m.yaml", model.Options{})
	return right(t, m, findings, err)
}

// systemA is the root example.
func systemA(t *testing.T) *model.Model {
	t.Helper()
	m, findings, err := model.Load(os.DirFS("../.."), "architecture.yaml", model.Options{})
	return right(t, m, findings, err)
}

func right(t *testing.T, m *model.Model, findings finding.List, err error) *model.Model {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		if f.Severity == finding.Error {
			t.Fatalf("%v: %s", f.Position, f.Message.En)
		}
	}
	return m
}

func resolve(t *testing.T, m *model.Model, id string, o views.Overlay) *views.Diagram {
	t.Helper()
	v, ok := views.Lookup(m, id)
	if !ok {
		t.Fatalf("no view %s", id)
	}
	return views.Resolve(m, v, o)
}

// lines are the edges as text: "a -> b kind label ×connections".
func lines(d *views.Diagram) string {
	var b strings.Builder
	for _, e := range d.Edges {
		b.WriteString(e.From + " -> " + e.To + " " + e.Kind + " " + e.Label.En + " ×" +
			string(rune('0'+len(e.Connections))) + "\n")
	}
	return b.String()
}

func TestEveryViewOfSystemA(t *testing.T) {
	m := systemA(t)
	for _, v := range views.Of(m) {
		t.Run(v.ID, func(t *testing.T) {
			d := views.Resolve(m, v, views.Overlay{})
			if v.Title.Ko == "" || v.Title.En == "" || v.Purpose.Ko == "" || v.Purpose.En == "" {
				t.Error("a view has its title and purpose in both languages")
			}
			ids := map[string]bool{}
			see := func(id string) {
				if ids[id] || id == "" {
					t.Errorf("id %q is not unique", id)
				}
				ids[id] = true
			}
			for _, g := range d.Groups() {
				see(g.ID)
				if len(g.Children) == 0 {
					t.Errorf("group %s is empty", g.ID)
				}
			}
			for _, n := range d.Nodes() {
				see(n.ID)
			}
			ends := len(ids)
			for _, e := range d.Edges {
				if !ids[e.From] || !ids[e.To] {
					t.Errorf("edge %s leads from %q to %q, which are not both shown", e.ID, e.From, e.To)
				}
				if len(e.Connections) == 0 && e.Kind != "alarm" && e.Kind != "replicate" && e.Kind != "detour" {
					t.Errorf("edge %s stands for no connection", e.ID)
				}
				see(e.ID)
			}
			if ends == 0 && d.Empty.IsZero() {
				t.Error("an empty view does not say so")
			}
			again := views.Resolve(m, v, views.Overlay{})
			if diff := cmp.Diff(lines(d), lines(again)); diff != "" {
				t.Errorf("two runs differ:\n%s", diff)
			}
		})
	}
}

const shop = `
asbuilt: 1
name: Shop
boundaries:
  net: {kind: internet}
  prod: {kind: account, aws: {account: "210987654321"}}
  seoul: {kind: region, in: prod, aws: {region: ap-northeast-2}}
  vpc: {kind: vpc, in: seoul, cidr: 10.0.0.0/16}
  pub: {kind: subnets, in: vpc, exposure: public, per_zone: {a: 10.0.0.0/24, c: 10.0.1.0/24}}
  app: {kind: subnets, in: vpc, exposure: private, per_zone: {a: 10.0.2.0/24, c: 10.0.3.0/24}}
modules:
  a: {name: {en: A, ko: 가}}
  b: {name: {en: B, ko: 나}}
elements:
  people: {kind: user, in: net, name: {en: People, ko: 사람}}
  alb: {kind: load-balancer, in: app, name: {en: Balancer, ko: 분산기}}
  a-api: {kind: ecs-service, in: app, module: a}
  b-api: {kind: ecs-service, in: app, module: b}
  db: {kind: rds-mariadb, in: app}
  nat: {kind: nat-gateway, in: pub, zones: [a]}
  igw: {kind: internet-gateway, in: vpc}
  llm: {kind: llm-api, domains: [llm.example.com]}
  key: {kind: secret, in: seoul}
connections:
  - {from: people, to: alb, port: 443, protocol: https, tls: true}
  - {from: alb, to: a-api, port: 8080, protocol: https, tls: true}
  - {from: alb, to: b-api, port: 8080, protocol: https, tls: true}
  - {from: a-api, to: db, port: 3306, protocol: mysql, tls: true}
  - {from: b-api, to: db, port: 3306, protocol: mysql, tls: false}
  - {from: a-api, to: llm, name: {en: ask, ko: 질의}, port: 443, protocol: https, tls: true, via: [nat]}
`

func TestLines(t *testing.T) {
	m := load(t, shop)
	for _, test := range []struct{ view, want string }{
		{"context", "people -> view/system request HTTPS 443 ×1\nview/system -> llm request ask ×1\n"},
		{
			"containers",
			"people -> alb request HTTPS 443 ×1\nalb -> view/modules request HTTPS 8080 ×2\nview/modules -> db request MySQL 3306 ×2\na-api -> llm request ask ×1\n",
		},
		{"network", "people -> alb request HTTPS 443 ×1\nalb -> a-api request HTTPS 8080 ×1\nalb -> b-api request HTTPS 8080 ×1\n" +
			"a-api -> db request MySQL 3306 ×1\nb-api -> db request MySQL 3306 ×1\na-api -> nat request HTTPS 443 ×1\nnat -> igw request HTTPS 443 ×1\nigw -> llm request HTTPS 443 ×1\n"},
		{
			"module-a",
			"alb -> a-api request HTTPS 8080 ×1\na-api -> db request MySQL 3306 ×1\na-api -> llm request ask ×1\n",
		},
	} {
		t.Run(test.view, func(t *testing.T) {
			if diff := cmp.Diff(test.want, lines(resolve(t, m, test.view, views.Overlay{}))); diff != "" {
				t.Errorf("lines (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTLSHoldsOnlyWhenAllAreEncrypted(t *testing.T) {
	d := resolve(t, load(t, shop), "containers", views.Overlay{})
	for _, e := range d.Edges {
		if want := e.To != "db"; e.TLS != want {
			t.Errorf("%s: TLS is %v", e.ID, e.TLS)
		}
	}
}

func TestNetworkPlaces(t *testing.T) {
	d := resolve(t, load(t, shop), "network", views.Overlay{})
	for _, g := range d.Groups() {
		if g.ID == "vpc" && len(g.Lanes) != 2 {
			t.Errorf("%d lanes, want one for each zone", len(g.Lanes))
		}
	}
	for _, n := range d.Nodes() {
		switch n.ID {
		case "igw":
			if !n.OnBorder {
				t.Error("the internet gateway is not on the VPC's border")
			}
		case "nat":
			if p := n.Place; !p.InLane || p.FirstLane != 0 || p.LastLane != 0 {
				t.Errorf("the NAT gateway of zone a lies in lanes %v", p)
			}
		case "key":
			t.Error("a secret that nothing in the VPC fetches is shown")
		}
	}
}

func TestMarksReachWhatIsShown(t *testing.T) {
	o := views.Overlay{
		Marks: map[string][]views.Mark{
			"a-api": {views.Unknown, views.Changed}, "db": {views.Missing}, "b-api->db:3306": {views.Refuted},
		},
		Found: []views.Found{{ID: "arn:x", Kind: "ec2-instance", Title: finding.Same("bastion"), In: "pub"}},
		Open:  []views.Open{{From: "people", To: "db", Label: finding.Same("3306")}},
	}
	m := load(t, shop)
	d := resolve(t, m, "network", o)
	got := map[string][]views.Mark{}
	for _, n := range d.Nodes() {
		got[n.ID] = n.Marks
	}
	for _, e := range d.Edges {
		got[e.ID] = e.Marks
	}
	want := map[string][]views.Mark{
		"a-api": {views.Changed, views.Unknown}, "db": {views.Missing}, "b-api->db:3306": {views.Refuted},
		"arn:x": {views.Undeclared}, "people->db/open": {views.Undeclared},
	}
	for id, marks := range want {
		if diff := cmp.Diff(marks, got[id]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", id, diff)
		}
	}
	bundled := resolve(t, m, "containers", o)
	if !slices.ContainsFunc(bundled.Edges, func(e *views.Edge) bool {
		return e.From == "b-api" && e.To == "db" && slices.Contains(e.Marks, views.Refuted)
	}) {
		t.Errorf("the refuted connection is not a line of its own:\n%s", lines(bundled))
	}
}

func TestRoadmap(t *testing.T) {
	m := load(t, `
asbuilt: 1
name: Shop
states: [now, later]
elements:
  old: {kind: ecs-service, until: now}
  db: {kind: rds-mysql}
  new: {kind: lambda, since: later}
connections:
  - {from: old, to: db, until: now}
  - {from: new, to: db, since: later}
`)
	marks := func(view, id string) []views.Mark {
		for _, n := range resolve(t, m, view, views.Overlay{}).Nodes() {
			if n.ID == id {
				return n.Marks
			}
		}
		return []views.Mark{"not shown"}
	}
	for _, test := range []struct {
		view, id string
		want     []views.Mark
	}{
		{
			"state-now", "old", []views.Mark{views.Going},
		}, {"state-now", "new", []views.Mark{"not shown"}}, {"state-now", "db", nil},
		{
			"state-later", "old", []views.Mark{"not shown"},
		}, {"state-later", "new", []views.Mark{views.Added}}, {"containers", "old", nil},
	} {
		if diff := cmp.Diff(test.want, marks(test.view, test.id)); diff != "" {
			t.Errorf("%s in %s (-want +got):\n%s", test.id, test.view, diff)
		}
	}
}

func TestEmptyViewSaysSo(t *testing.T) {
	m := load(t, "asbuilt: 1\nname: Nothing\n")
	for _, id := range []string{"context", "containers", "network"} {
		if d := resolve(t, m, id, views.Overlay{}); d.Empty.Ko == "" || d.Empty.En == "" {
			t.Errorf("%s: %v", id, d.Empty)
		}
	}
}

// TestKindsAnywhere draws one element of every kind, in every place and in
// none: no model that loads may make a view fail.
func TestKindsAnywhere(t *testing.T) {
	places := []string{"", "in: net, ", "in: prod, ", "in: seoul, ", "in: vpc, ", "in: app, "}
	for _, place := range places {
		t.Run(place, func(t *testing.T) {
			var b strings.Builder
			b.WriteString(shop[:strings.Index(shop, "modules:")] + "elements:\n")
			var ids []string
			for _, k := range kind.All() {
				if k.Category != kind.Place && k.Category != kind.Set {
					ids = append(ids, "x-"+k.ID)
					fmt.Fprintf(&b, "  x-%s: {%skind: %s}\n", k.ID, place, k.ID)
				}
			}
			b.WriteString("connections:\n")
			for i, id := range ids {
				fmt.Fprintf(&b, "  - {from: %s, to: %s, tls: true}\n", id, ids[(i+7)%len(ids)])
			}
			m, _, err := model.Load(fstest.MapFS{"m.yaml": {Data: []byte(b.String())}}, "m.yaml", model.Options{})
			if err != nil || m == nil {
				t.Fatal(m, err)
			}
			for _, v := range views.Of(m) {
				if d := views.Resolve(m, v, views.Overlay{}); len(d.Nodes()) == 0 && d.Empty.IsZero() {
					t.Errorf("%s shows nothing and does not say so", v.ID)
				}
			}
		})
	}
}
