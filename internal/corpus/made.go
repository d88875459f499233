package corpus

import (
	"fmt"
	"strings"
)

// made are the systems whose shape is a rule.
func made() []System {
	return []System{
		star(20), chain(20), mesh(12), fan(30), tree(3, 3), layers(6, 6), groups(25), modules(40),
		big(60, 120), big(100, 180), big(300, 450), people(12),
	}
}

// builder writes a model line by line.
type builder struct {
	id, name, ko          string
	head                  []string
	elements, connections []string
}

// inVPC begins a model with three tiers in two zones.
func inVPC(id, name, ko string) *builder {
	return &builder{id: id, name: name, ko: ko, head: []string{
		"boundaries:",
		"  prod: {kind: account}",
		"  seoul: {kind: region, in: prod, aws: {region: ap-northeast-2}}",
		"  vpc: {kind: vpc, in: seoul, cidr: 10.0.0.0/16}",
		"  edge: {kind: subnets, in: vpc, exposure: public, per_zone: {a: 10.0.0.0/24, c: 10.0.1.0/24}}",
		"  app: {kind: subnets, in: vpc, exposure: private, per_zone: {a: 10.0.10.0/24, c: 10.0.11.0/24}}",
		"  data: {kind: subnets, in: vpc, exposure: isolated, per_zone: {a: 10.0.20.0/24, c: 10.0.21.0/24}}",
	}}
}

// element adds one of a kind in a place; more are further facts.
func (b *builder) element(id, kind, in, name string, more ...string) {
	facts := "kind: " + kind
	if in != "" {
		facts += ", in: " + in
	}
	facts += ", name: " + name
	for _, f := range more {
		facts += ", " + f
	}
	b.elements = append(b.elements, fmt.Sprintf("  %s: {%s}", id, facts))
}

func (b *builder) connect(from, to string) {
	b.connections = append(b.connections, fmt.Sprintf("  - {from: %s, to: %s, port: 443, tls: true}", from, to))
}

func (b *builder) system() System {
	lines := append([]string{"asbuilt: 1", fmt.Sprintf("name: {ko: %s, en: %s}", b.ko, b.name), "language: en"},
		b.head...)
	lines = append(append(lines, "elements:"), b.elements...)
	if len(b.connections) > 0 {
		lines = append(append(lines, "connections:"), b.connections...)
	}
	return System{ID: b.id, Text: strings.Join(lines, "\n") + "\n"}
}

// star is one service that n others call.
func star(n int) System {
	b := inVPC("star", "Star", "별 모양")
	b.element("hub", "ecs-service", "app", "Hub")
	for i := range n {
		b.element(fmt.Sprint("ray", i), "ecs-service", "app", fmt.Sprint("Ray ", i))
		b.connect(fmt.Sprint("ray", i), "hub")
	}
	return b.system()
}

// chain is n services of which each calls the next.
func chain(n int) System {
	b := inVPC("chain", "Chain", "사슬")
	for i := range n {
		b.element(fmt.Sprint("link", i), "ecs-service", "app", fmt.Sprint("Link ", i))
		if i > 0 {
			b.connect(fmt.Sprint("link", i-1), fmt.Sprint("link", i))
		}
	}
	return b.system()
}

// mesh is n services of which each calls those four and five places on, and its
// neighbour.
func mesh(n int) System {
	b := inVPC("mesh", "Mesh", "그물")
	for i := range n {
		b.element(fmt.Sprint("peer", i), "ecs-service", "app", fmt.Sprint("Peer ", i))
		for _, step := range []int{1, 4, 5} {
			b.connect(fmt.Sprint("peer", i), fmt.Sprint("peer", (i+step)%n))
		}
	}
	return b.system()
}

// fan is a queue that n functions read, which write one table.
func fan(n int) System {
	b := inVPC("fan", "Fan-out", "부채꼴")
	b.element("source", "ecs-service", "app", "Source")
	b.element("bus", "event-bus", "seoul", "Bus")
	b.element("table", "dynamodb-table", "seoul", "Table")
	b.connect("source", "bus")
	for i := range n {
		id := fmt.Sprint("handler", i)
		b.element(id, "lambda", "seoul", fmt.Sprint("Handler ", i))
		b.connections = append(b.connections, fmt.Sprintf("  - {from: bus, to: %s, kind: event, event: {by: rule}}", id))
		b.connect(id, "table")
	}
	return b.system()
}

// tree is a service that calls width others, each of which calls as many, depth
// levels down.
func tree(width, depth int) System {
	b := inVPC("tree", "Tree", "나무")
	b.element("root", "load-balancer", "edge", "Root")
	level := []string{"root"}
	for d := range depth {
		var next []string
		for _, up := range level {
			for range width {
				id := fmt.Sprintf("n%d-%d", d, len(next))
				b.element(id, "ecs-service", "app", fmt.Sprint("Node ", d, " ", len(next)))
				b.connect(up, id)
				next = append(next, id)
			}
		}
		level = next
	}
	return b.system()
}

// layers is services that each use two of several stores.
func layers(services, stores int) System {
	b := inVPC("layers", "Layers", "층")
	b.element("users", "user", "", "Users")
	b.element("door", "load-balancer", "edge", "Door", "public: true")
	b.connect("users", "door")
	for i := range stores {
		b.element(fmt.Sprint("store", i), "rds-postgres", "data", fmt.Sprint("Store ", i), "multi_az: true")
	}
	for i := range services {
		id := fmt.Sprint("service", i)
		b.element(id, "ecs-service", "app", fmt.Sprint("Service ", i), "scaling: {min: 2, max: 6}")
		b.connect("door", id)
		b.connect(id, fmt.Sprint("store", i%stores))
		b.connect(id, fmt.Sprint("store", (i+2)%stores))
	}
	return b.system()
}

// groups is n services with a security group each, in one tier.
func groups(n int) System {
	b := inVPC("groups", "Many groups", "많은 보안 그룹")
	b.head = append(b.head, "groups:")
	b.element("door", "load-balancer", "edge", "Door", "public: true")
	for i := range n {
		b.head = append(b.head, fmt.Sprintf("  sg%d: {kind: security-group, in: vpc, name: Group %d}", i, i))
		id := fmt.Sprint("member", i)
		b.element(id, "ecs-service", "app", fmt.Sprint("Member ", i), fmt.Sprintf("groups: [sg%d]", i))
		if i < 4 {
			b.connect("door", id)
		} else {
			b.connect(fmt.Sprint("member", i-4), id)
		}
	}
	return b.system()
}

// modules is n elements in three modules that share a way in and nothing else.
func modules(n int) System {
	b := inVPC("modules", "Three modules", "세 모듈")
	b.head = append(b.head, "modules:", "  m0: {name: Zero}", "  m1: {name: One}", "  m2: {name: Two}")
	b.element("users", "user", "", "Users")
	b.element("door", "load-balancer", "edge", "Door", "public: true")
	b.connect("users", "door")
	each := n / 4
	for i := range each {
		module := fmt.Sprint("module: m", i*3/each)
		b.element(fmt.Sprint("svc", i), "ecs-service", "app", fmt.Sprint("Service ", i), module)
		b.element(fmt.Sprint("fn", i), "lambda", "seoul", fmt.Sprint("Function ", i), module)
		b.element(fmt.Sprint("db", i), "rds-mariadb", "data", fmt.Sprint("Store ", i), module)
		b.element(fmt.Sprint("q", i), "sqs-queue", "seoul", fmt.Sprint("Queue ", i), module)
		b.connect("door", fmt.Sprint("svc", i))
		b.connect(fmt.Sprint("svc", i), fmt.Sprint("db", i))
		b.connect(fmt.Sprint("svc", i), fmt.Sprint("q", i))
		b.connect(fmt.Sprint("fn", i), fmt.Sprint("q", i))
	}
	return b.system()
}

// big is n elements of many kinds with m connections between any two that may
// have one, by a rule that looks like chance.
func big(n, m int) System {
	b := inVPC(fmt.Sprintf("big%03d", n), fmt.Sprintf("%d elements", n), fmt.Sprintf("요소 %d개", n))
	kinds := []struct{ kind, in, name string }{
		{"ecs-service", "app", "Service"}, {"lambda", "seoul", "Function"}, {"rds-postgres", "data", "Database"},
		{"sqs-queue", "seoul", "Queue"}, {"ec2-fleet", "app", "Fleet"}, {"s3-bucket", "seoul", "Bucket"},
		{"elasticache-redis", "data", "Cache"}, {"dynamodb-table", "seoul", "Table"},
	}
	callers := []string{}
	for i := range n {
		k := kinds[i%len(kinds)]
		id := fmt.Sprint("e", i)
		b.element(id, k.kind, k.in, fmt.Sprint(k.name, " ", i))
		if k.name == "Service" || k.name == "Function" || k.name == "Fleet" {
			callers = append(callers, id)
		}
	}
	seen := map[[2]string]bool{}
	for next := uint64(1); len(b.connections) < m; {
		next = next*6364136223846793005 + 1442695040888963407
		from, to := callers[int(next>>33)%len(callers)], fmt.Sprint("e", int(next>>13)%n)
		if from == to || seen[[2]string{from, to}] || seen[[2]string{to, from}] {
			continue
		}
		seen[[2]string{from, to}] = true
		b.connect(from, to)
	}
	return b.system()
}

// people is n sorts of users and as many systems of others around one service.
func people(n int) System {
	b := inVPC("people", "Many people", "많은 사람들")
	b.element("door", "load-balancer", "edge", "Door", "public: true")
	b.element("core", "ecs-service", "app", "Core")
	b.connect("door", "core")
	for i := range n {
		b.element(fmt.Sprint("user", i), "user", "", fmt.Sprint("User group ", i))
		b.connect(fmt.Sprint("user", i), "door")
		b.element(fmt.Sprint("saas", i), "saas", "", fmt.Sprint("Service of others ", i),
			fmt.Sprintf("domains: [s%d.example]", i))
		b.connect("core", fmt.Sprint("saas", i))
	}
	return b.system()
}
