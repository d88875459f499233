package views_test

import (
	"testing"

	"asbuilt/render/views"
)

// Load balancers that call each other end the walk along them.
func TestPassagesInACircle(t *testing.T) {
	m := load(t, `
asbuilt: 1
name: 순환
elements:
  web: {kind: browser}
  a: {kind: load-balancer}
  b: {kind: network-load-balancer}
  api: {kind: ecs-service}
  web-2: {kind: ecs-service}
connections:
  - {from: web-2, to: a, port: 443}
  - {from: a, to: b, port: 443}
  - {from: b, to: a, port: 8443}
  - {from: b, to: api, port: 80}
`)
	v, _ := views.Lookup(m, "containers")
	d := views.Resolve(m, v, views.Overlay{})
	if len(d.Edges) != 1 || d.Edges[0].From != "web-2" || d.Edges[0].To != "api" {
		t.Errorf("edges = %+v, want one from web-2 to api", d.Edges)
	}
}

// A model that knows nothing that runs yet shows what it knows.
func TestContainersOfAFirstModel(t *testing.T) {
	m := load(t, `
asbuilt: 1
name: 처음
elements:
  web: {kind: browser}
  orders: {kind: rds-mysql}
connections:
  - {from: web, to: orders, port: 3306}
`)
	v, _ := views.Lookup(m, "containers")
	if d := views.Resolve(m, v, views.Overlay{}); len(d.Nodes()) != 2 || len(d.Edges) != 1 {
		t.Errorf("%d nodes and %d edges, want 2 and 1", len(d.Nodes()), len(d.Edges))
	}
}
