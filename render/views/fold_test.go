package views_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"asbuilt/internal/corpus"
	"asbuilt/model"
	"asbuilt/render/views"
)

// TestFold folds a large system until one finds one's way through, and opens every
// box that it folds in sheets that show all of its members, with all their lines.
func TestFold(t *testing.T) {
	for _, m := range []*model.Model{large(t), hundreds(t)} {
		all := views.Of(m)
		ids := map[string]bool{}
		for _, v := range all {
			if ids[v.ID] {
				t.Errorf("two views are called %s", v.ID)
			}
			ids[v.ID] = true
		}
		for _, id := range []string{"containers", "network"} {
			d := resolve(t, m, id, views.Overlay{})
			if n := len(d.Nodes()); n > 60 {
				t.Errorf("%s of %s has %d boxes", id, m.Name.En, n)
			}
			for _, n := range d.Nodes() {
				if n.Opens == "" {
					continue
				}
				if !ids[n.Opens] {
					t.Errorf("%s in %s opens %q, which is no view", n.ID, id, n.Opens)
				}
				opened(t, m, all, n)
			}
		}
	}
}

// opened holds the sheets of a folded box to its members.
func opened(t *testing.T, m *model.Model, all []views.View, box *views.Node) {
	t.Helper()
	if strings.HasPrefix(box.Opens, "module-") || strings.Contains(box.Opens, "-all-") {
		return
	}
	shown := map[string]bool{}
	for _, v := range all {
		if v.ID != box.Opens && !strings.HasPrefix(v.ID, box.Opens+"-") {
			continue
		}
		d := views.Resolve(m, v, views.Overlay{})
		touched := map[string]bool{}
		for _, e := range d.Edges {
			touched[e.From], touched[e.To] = true, true
		}
		for _, g := range d.Groups() { // a line of a group is one of all in it
			for _, n := range (&views.Diagram{Root: g}).Nodes() {
				touched[n.ID] = touched[n.ID] || touched[g.ID]
			}
		}
		for _, n := range d.Nodes() {
			if len(n.Members) == 0 {
				shown[n.ID] = true
			}
			if !touched[n.ID] && !slices.Contains(box.Members, n.ID) {
				t.Errorf("%s shows %s, which has no part in it", v.ID, n.ID)
			}
		}
	}
	for _, id := range box.Members {
		if !shown[id] {
			t.Errorf("no sheet of %s shows %s", box.Opens, id)
		}
	}
}

// large is the corpus' largest system.
func large(t *testing.T) *model.Model {
	t.Helper()
	for _, s := range corpus.All() {
		if s.ID == "big300" {
			m, err := corpus.Load(s.Text)
			if err != nil {
				t.Fatal(err)
			}
			return m
		}
	}
	t.Fatal("there is no large system")
	return nil
}

// hundreds is siblings by the hundred, some in modules.
func hundreds(t *testing.T) *model.Model {
	var b strings.Builder
	b.WriteString(`
asbuilt: 1
name: hundreds
boundaries:
  a: {kind: account}
  r: {kind: region, in: a}
  v: {kind: vpc, in: r, cidr: 10.0.0.0/16}
  t: {kind: subnets, in: v, exposure: private, per_zone: {a: 10.0.0.0/24, c: 10.0.1.0/24}}
modules: {m: {name: M}}
elements:
  db: {kind: rds-mariadb, in: t}
`)
	for i := range 150 {
		module := ""
		if i%10 == 0 {
			module = ", module: m"
		}
		fmt.Fprintf(&b, "  s%d: {kind: ecs-service, in: t%s}\n  f%d: {kind: lambda, in: r}\n", i, module, i)
	}
	b.WriteString("connections:\n")
	for i := range 150 {
		fmt.Fprintf(&b, "  - {from: s%d, to: db, port: %d}\n  - {from: s%d, to: f%d}\n", i, 1000+i, i, (i+7)%150)
	}
	return load(t, b.String())
}

// A folded box names all connections between what it stands for.
func TestFoldedBoxesKeepWhatIsInside(t *testing.T) {
	inside := 0
	for _, m := range []*model.Model{large(t), hundreds(t), pairs(t)} {
		for _, id := range []string{"containers", "network"} {
			d := resolve(t, m, id, views.Overlay{})
			for _, n := range d.Nodes() {
				if n.Opens == "" {
					continue
				}
				var named []string
				if n.Loop != nil {
					named = n.Loop.Connections
				}
				for _, c := range m.Connections {
					if c.Derived || !slices.Contains(n.Members, c.From.ID) || !slices.Contains(n.Members, c.To.ID) {
						continue
					}
					if inside++; !slices.Contains(named, c.ID.V) {
						t.Errorf("%s of %s: box %s does not name %s", id, m.Name.En, n.ID, c.ID.V)
					}
				}
			}
		}
	}
	if inside < 100 {
		t.Errorf("%d connections lie inside of boxes: the test has lost its object", inside)
	}
}

// pairs is modules of services that call each other.
func pairs(t *testing.T) *model.Model {
	var b strings.Builder
	b.WriteString("\nasbuilt: 1\nname: pairs\nboundaries:\n  a: {kind: account}\n  r: {kind: region, in: a}\nmodules:\n")
	for i := range 60 {
		fmt.Fprintf(&b, "  m%d: {name: M %d}\n", i, i)
	}
	b.WriteString("elements:\n")
	for i := range 180 {
		fmt.Fprintf(&b, "  f%d: {kind: lambda, in: r, module: m%d}\n", i, i%60)
	}
	b.WriteString("connections:\n")
	for i := range 120 {
		fmt.Fprintf(&b, "  - {from: f%d, to: f%d}\n", i, i+60)
	}
	return load(t, b.String())
}

// What says that a module's view is legible without drawing it says no less than what
// is drawn.
func TestBoundsOfModules(t *testing.T) {
	n := 0
	check := func(m *model.Model) {
		sizes := views.SizesOfModules(m)
		for _, v := range views.Of(m) {
			module, ok := strings.CutPrefix(v.ID, "module-")
			boxes, lines := 0, 0
			if size, known := sizes[module]; ok && known {
				boxes, lines = size[0], size[1]
			} else {
				continue
			}
			d := views.Resolve(m, v, views.Overlay{})
			if n++; len(d.Nodes()) > boxes || len(d.Edges) > lines {
				t.Errorf("%s of %s has %d boxes and %d lines, more than %d and %d", v.ID, m.Name.En, len(d.Nodes()), len(d.Edges),
					boxes, lines)
			}
		}
	}
	for _, s := range corpus.All() {
		m, err := corpus.Load(s.Text)
		if err != nil {
			t.Fatal(err)
		}
		check(m)
	}
	check(pairs(t))
	if n < 60 {
		t.Errorf("%d views of modules: the test has lost its object", n)
	}
}

// TestUntangle leaves the lines between folded boxes out of a picture of too many, with
// all of them named, and draws them on the sheets of the boxes.
func TestUntangle(t *testing.T) {
	for _, tt := range []struct {
		name  string
		step  int // a module calls every step-th other
		lines bool
	}{{"few lines", 10, true}, {"many lines", 3, false}} {
		t.Run(tt.name, func(t *testing.T) {
			m := modules(t, 20, 6, tt.step)
			d := resolve(t, m, "containers", views.Overlay{})
			if drawn := len(d.Edges) > 0; drawn != tt.lines {
				t.Fatalf("%d lines", len(d.Edges))
			}
			absent := map[string]bool{}
			for _, a := range d.Absent {
				absent[a.ID] = true
			}
			own := resolve(t, m, "module-m0", views.Overlay{})
			if len(own.Edges) == 0 {
				t.Error("the sheet of a module has no lines")
			}
			for _, c := range m.Connections {
				if !tt.lines && !absent[c.ID.V] && c.From.ID[0] != c.To.ID[0] { // else inside
					t.Errorf("%s is neither drawn nor named", c.ID.V)
				}
			}
			calls := strings.Contains(d.Nodes()[0].Fact.En, "calls 6 others, called by 6")
			if calls == tt.lines {
				t.Errorf("the first box says %q", d.Nodes()[0].Fact.En)
			}
		})
	}
}

// modules is a model of so many modules of so many services, the first of each calling
// that of every step-th module after it.
func modules(t *testing.T, count, size, step int) *model.Model {
	var b strings.Builder
	b.WriteString("asbuilt: 1\nname: modules\nmodules:\n")
	for i := range count {
		fmt.Fprintf(&b, "  m%d: {name: M%d}\n", i, i)
	}
	b.WriteString("elements:\n")
	for i := range count {
		for k := range size {
			fmt.Fprintf(&b, "  %c%d: {kind: ecs-service, module: m%d}\n", 'a'+i, k, i)
		}
	}
	b.WriteString("connections:\n")
	for i := range count {
		for k := 1; k < size; k++ {
			fmt.Fprintf(&b, "  - {from: %c0, to: %c%d}\n", 'a'+i, 'a'+i, k)
		}
		for next := step; next < count; next += step {
			fmt.Fprintf(&b, "  - {from: %c0, to: %c0}\n", 'a'+i, 'a'+(i+next)%count)
		}
	}
	return load(t, b.String())
}

// TestFoldsOneByOne lets a model grow past a hundred elements: each of them folds at most
// one more box, what was folded stays so, and soon no more is folded than helps.
func TestFoldsOneByOne(t *testing.T) {
	kinds := []string{"ecs-service", "lambda", "sqs-queue", "s3-bucket", "dynamodb-table", "rds-postgres"}
	grown := func(n int) *model.Model {
		var b strings.Builder
		b.WriteString("asbuilt: 1\nname: growing\nboundaries:\n  a: {kind: account}\n  r: {kind: region, in: a}\nelements:\n")
		for i := range n {
			fmt.Fprintf(&b, "  e%d: {kind: %s, in: r}\n", i, kinds[i%len(kinds)])
		}
		b.WriteString("connections:\n")
		for i := range n {
			for k := range 3 {
				if to := (i*7 + k*29 + 1) % 98; to != i && i%len(kinds) < 2 {
					fmt.Fprintf(&b, "  - {from: e%d, to: e%d}\n", i, to)
				}
			}
		}
		return load(t, b.String())
	}
	for _, id := range []string{"containers", "network"} {
		var last []string
		for n := 98; n < 112; n++ {
			d := resolve(t, grown(n), id, views.Overlay{})
			var folded []string
			for _, node := range d.Nodes() {
				if node.Opens != "" {
					folded = append(folded, node.ID)
				}
			}
			if n <= 100 && len(folded) > 0 || len(folded) > len(last)+1 {
				t.Errorf("%s of %d folds %v after %v", id, n, folded, last)
			}
			for _, box := range last {
				if !slices.Contains(folded, box) {
					t.Errorf("%s of %d no longer folds %s", id, n, box)
				}
			}
			last = folded
		}
		if len(last) < 3 {
			t.Errorf("%s folds %v: the test has lost its object", id, last)
		}
	}
}
