package views_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"asbuilt/internal/ownkinds"
	"asbuilt/model"
	"asbuilt/render/views"
)

// TestOwnKindIsDrawnAsItsOrigin draws both examples with every kind replaced by
// one that extends it: nothing but the names of the kinds differs.
func TestOwnKindIsDrawnAsItsOrigin(t *testing.T) {
	for _, dir := range []string{"../..", "../../examples/ec2-service"} {
		as := diagrams(t, os.DirFS(dir))
		own := diagrams(t, ownkinds.Rewrite(t, os.DirFS(dir), "architecture.yaml"))
		if len(as) < 8 {
			t.Fatalf("%s has only %d views", dir, len(as))
		}
		for id := range as {
			if diff := cmp.Diff(as[id], strings.ReplaceAll(own[id], ownkinds.Prefix, "")); diff != "" {
				t.Errorf("%s: view %s (-catalogue +own):\n%s", dir, id, diff)
			}
		}
	}
}

// diagrams are all views of the model, as text.
func diagrams(t *testing.T, fsys fs.FS) map[string]string {
	t.Helper()
	m, _, err := model.Load(fsys, "architecture.yaml", model.Options{})
	if err != nil || m == nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, v := range views.Of(m) {
		text, err := json.MarshalIndent(views.Resolve(m, v, views.Overlay{}), "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		all[v.ID] = string(text)
	}
	return all
}

// withKind is a model with a kind of its own, an element x with the facts given,
// and further connections.
func withKind(extends, traits, x, connections string) string {
	return fmt.Sprintf(`asbuilt: 1
name: t
trust: [out, in]
boundaries:
  net: {kind: internet, trust: out}
  prod: {kind: account, trust: in}
  seoul: {kind: region, in: prod}
  vpc: {kind: vpc, in: seoul}
  pub: {kind: subnets, in: vpc, exposure: public}
  app: {kind: subnets, in: vpc, exposure: private}
kinds: {mine: {extends: %s, traits: [%s]}}
groups: {set: {kind: ecs-cluster, in: app}}
elements:
  people: {kind: user, in: net}
  coder: {kind: developer, in: net}
  web: {kind: load-balancer, in: pub}
  api: {kind: ecs-service, in: app, groups: [set]}
  api-2: {kind: ecs-service, in: app, groups: [set]}
  db: {kind: rds-mysql, in: app}
  queue: {kind: sqs-queue, in: seoul}
  repository: {kind: git-repository, in: net}
  registry: {kind: ecr, in: seoul}
  igw: {kind: internet-gateway, in: vpc}
  partner: {kind: external-api, in: net}
  x: {%s}
connections:
  - {from: people, to: web, tls: true}
  - {from: web, to: api, tls: true}
  - {from: api, to: db, tls: true}
  - {from: api, to: queue, tls: true}
  - {from: api, to: api-2, tls: true}
  - {from: coder, to: repository, tls: true}
  - {from: repository, to: registry, kind: deploy, tls: true}
%s`, extends, traits, x, connections)
}

// TestTraitIsDrawn gives a kind of one's own each trait that pictures ask for, and
// compares where the element stands with where it stands without the trait.
func TestTraitIsDrawn(t *testing.T) {
	const (
		used     = "  - {from: api, to: x, tls: true}\n"
		using    = "  - {from: people, to: x, tls: true}\n  - {from: x, to: api, tls: true}\n"
		between  = "  - {from: api, to: x, tls: true}\n  - {from: x, to: db, port: 3306, tls: true}\n"
		deployed = "  - {from: repository, to: x, kind: deploy, tls: true}\n"
		pushed   = "  - {from: coder, to: x, kind: deploy, tls: true}\n"
	)
	for _, test := range []struct {
		trait, extends, x, connections, view string
		without, with                        string
	}{
		{
			"entry", "ecs-service", "kind: mine, in: app", using,
			"containers", "view/system view/platform", "view/system view/entry",
		},
		{"client", "device", "kind: mine, in: net", using, "containers", "view/people", "view/system view/entry"},
		{"remote-access", "aws-batch", "kind: mine, in: seoul", using, "network", "", "prod seoul"},
		{"passage", "ecs-service", "kind: mine, in: app", between, "containers", "view/system view/platform", ""},
		{"endpoint", "vector-db", "kind: mine, in: app", "", "network", "prod seoul vpc app", "prod seoul vpc"},
		{"gate", "proxy", "kind: mine, in: app", "", "network", "prod seoul vpc app", "prod seoul vpc"},
		{
			"store", "ecs-service", "kind: mine, in: app", used,
			"containers", "view/system view/platform", "view/system view/stores",
		},
		{"external", "ecs-service", "kind: mine", used, "containers", "view/system view/platform", "view/outside"},
		{"sign-in", "parameter", "kind: mine, in: seoul", used, "containers", "", "view/system view/entry"},
		{"detail", "ecs-service", "kind: mine, in: app", used, "containers", "view/system view/platform", ""},
		{"source", "ci", "kind: mine, in: net", deployed, "delivery", "view/release", "view/source"},
		{"steps", "build", "kind: mine, in: seoul", deployed, "delivery", "view/release", "view/pipelines"},
		{"artifact", "s3-bucket", "kind: mine, in: seoul", deployed, "delivery", "view/targets", "view/registry"},
		{"source", "device", "kind: mine, in: net", pushed, "delivery", "view/people", "view/source"},
	} {
		t.Run(test.trait+" of "+test.extends, func(t *testing.T) {
			for _, traits := range []string{"", test.trait} {
				want := test.without
				if traits != "" {
					want = test.with
				}
				m := load(t, withKind(test.extends, traits, test.x, test.connections))
				d := resolve(t, m, test.view, views.Overlay{})
				if got := around(d, "x"); got != want {
					t.Errorf("with traits [%s] x lies in %q, want %q", traits, got, want)
				}
			}
		})
	}
}

// around are the ids of the groups around a node, the outermost first; empty
// when it is not shown.
func around(d *views.Diagram, id string) string {
	var found []string
	var look func(g *views.Group, way []string) bool
	look = func(g *views.Group, way []string) bool {
		for _, it := range g.Children {
			switch it := it.(type) {
			case *views.Node:
				if it.ID == id {
					found = way
					return true
				}
			case *views.Group:
				if look(it, append(slices.Clone(way), it.ID)) {
					return true
				}
			}
		}
		return false
	}
	look(d.Root, nil)
	return strings.Join(found, " ")
}

// TestTraitIsSaid gives a kind of one's own the traits that show in what a picture
// says.
func TestTraitIsSaid(t *testing.T) {
	scaled := "kind: mine, in: app, scaling: {min: 2, max: 4}"
	for _, test := range []struct {
		trait, extends, x, connections, view string
		without, with                        string
		say                                  func(*views.Diagram) string
	}{
		{"tasks", "sagemaker-endpoint", scaled, "", "network", "2–4 units", "2–4 tasks", factOf},
		{"pods", "sagemaker-endpoint", scaled, "", "network", "2–4 units", "2–4 pods", factOf},
		{"instances", "sagemaker-endpoint", scaled, "", "network", "2–4 units", "2–4 instances", factOf},
		{
			"service", "aws-batch", "kind: mine, in: seoul", "",
			"context", "2 services · 1 store", "3 services · 1 store", parts,
		},
		{
			"store", "ecs-service", "kind: mine, in: seoul", "",
			"context", "3 services · 1 store", "3 services · 2 stores", parts,
		},
		{
			"passage", "ecs-service", "kind: mine, in: app",
			"  - {from: api, to: x, tls: true}\n  - {from: x, to: db, port: 3306, tls: true}\n",
			"containers", "api->db api->x x->db", "api->db api->db", touching("x", "db"),
		},
		{
			"nat", "network-firewall", "kind: mine, in: pub",
			"  - {from: api, to: partner, via: [x], port: 443, tls: true}\n",
			"network", "x->partner", "igw->partner x->igw", touching("igw", "partner"),
		},
		{
			"key", "parameter",
			"kind: mine, in: seoul}\n  job: {kind: ecs-task, in: app, task: {containers: {main: {secrets: {A: x}}}}",
			"", "network", "job->x", "", touching("x"),
		},
	} {
		t.Run(test.trait+" of "+test.extends, func(t *testing.T) {
			for _, traits := range []string{"", test.trait} {
				want := test.without
				if traits != "" {
					want = test.with
				}
				m := load(t, withKind(test.extends, traits, test.x, test.connections))
				d := resolve(t, m, test.view, views.Overlay{})
				if got := test.say(d); got != want {
					t.Errorf("with traits [%s] it says %q, want %q", traits, got, want)
				}
			}
		})
	}
}

func factOf(d *views.Diagram) string { return nodeOf(d, "x").Fact.En }

func parts(d *views.Diagram) string { return nodeOf(d, "view/system").Technology.En }

// nodeOf is the node with the id, or an empty one.
func nodeOf(d *views.Diagram, id string) *views.Node {
	for _, n := range d.Nodes() {
		if n.ID == id {
			return n
		}
	}
	return &views.Node{}
}

// touching is the ends of the edges at one of the nodes.
func touching(ids ...string) func(*views.Diagram) string {
	return func(d *views.Diagram) string {
		all := strings.Fields(ends(d))
		all = slices.DeleteFunc(all, func(way string) bool {
			return !slices.ContainsFunc(ids, func(id string) bool {
				return strings.HasPrefix(way, id+"->") || strings.HasSuffix(way, "->"+id)
			})
		})
		return strings.Join(all, " ")
	}
}

// ends are the ends of the edges.
func ends(d *views.Diagram) string {
	var all []string
	for _, e := range d.Edges {
		all = append(all, e.From+"->"+e.To)
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

// TestTraitOfPlacesAndSets gives kinds of places and sets of one's own the traits
// that pictures ask for, and an element the ones that make it one of several.
func TestTraitOfPlacesAndSets(t *testing.T) {
	const text = `asbuilt: 1
name: t
modules: {a: {}}
kinds:
  place: {extends: %s}
  ring: {extends: %s}
  part: {extends: %s}
boundaries:
  prod: {kind: account}
  site: {kind: place}
  seoul: {kind: region, in: prod}
  vpc: {kind: vpc, in: seoul}
  app: {kind: subnets, in: vpc, exposure: private}
groups: {set: {kind: ring, in: app}}
elements:
  people: {kind: user}
  api: {kind: ecs-service, in: app, groups: [set], module: a}
  api-2: {kind: ecs-service, in: app, groups: [set], module: a}
  there: {kind: ecs-service, in: site}
  p: {kind: part, in: app, module: a}
  q: {kind: part, in: app, module: a}
connections:
  - {from: people, to: api, tls: true}
  - {from: api, to: there, tls: true}
`
	const place, ring, part = "account", "target-group", "proxy"
	for _, test := range []struct {
		name                string
		place, ring, part   string // what each extends, and its traits
		view, without, with string
		say                 func(*views.Diagram) string
	}{
		{
			"foreign", place + ", traits: [foreign]", ring, part, "context",
			"people view/system", "people view/system there", shown,
		},
		{
			"cluster", place, ring + ", traits: [cluster]", part, "network",
			"prod seoul vpc app", "prod seoul vpc app set/app",
			func(d *views.Diagram) string { return around(d, "api") },
		},
		{
			"firewall", place, ring + ", traits: [firewall]", part, "network", "0 sets", "1 sets",
			func(d *views.Diagram) string { return fmt.Sprintf("%d sets", len(nodeOf(d, "api").Sets)) },
		},
		{
			"interface", place, ring, part + ", traits: [interface]", "network", "", "p q",
			func(d *views.Diagram) string { return strings.Join(nodeOf(d, "view/part").Members, " ") },
		},
		{
			"role", place, ring, part + ", traits: [role]", "module-a", "p q", "",
			func(d *views.Diagram) string {
				return strings.TrimSpace(nodeOf(d, "p").ID + " " + nodeOf(d, "q").ID)
			},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			for want, args := range map[string][]any{
				test.without: {place, ring, part},
				test.with:    {test.place, test.ring, test.part},
			} {
				d := resolve(t, load(t, fmt.Sprintf(text, args...)), test.view, views.Overlay{})
				if got := test.say(d); got != want {
					t.Errorf("with %v it says %q, want %q", args, got, want)
				}
			}
		})
	}
}

// TestOtherTypesHaveUnits counts what another type of AWS, or none, realises without
// the word of what its kind extends: pods are no tasks.
func TestOtherTypesHaveUnits(t *testing.T) {
	for aws, want := range map[string]string{
		"": "2–4 tasks", ", aws: []": "2–4 units", ", aws: [AWS::EKS::Cluster]": "2–4 units", ", aws: [AWS::ECS::Service]": "2–4 tasks",
		", traits: [pods], aws: []": "2–4 pods",
	} {
		d := resolve(t, load(t, `asbuilt: 1
name: t
kinds: {mine: {extends: ecs-service`+aws+`}}
elements: {x: {kind: mine, scaling: {min: 2, max: 4}}}
`), "scaling", views.Overlay{})
		if got := factOf(d); got != want {
			t.Errorf("%q is %q, want %q", aws, got, want)
		}
	}
}
