package render_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/decisions"
	"asbuilt/render"
	"asbuilt/render/layout"
	"asbuilt/render/layout/gate"
	"asbuilt/render/views"
)

func records(t testing.TB, dir string) *decisions.Set {
	t.Helper()
	set, _, err := decisions.Load(os.DirFS(dir), "docs/decisions")
	if err != nil {
		t.Fatal(err)
	}
	set.Link(load(t, dir))
	return set
}

func TestEverySequence(t *testing.T) {
	for _, test := range []struct {
		name    string
		m       *model.Model
		overlay views.Overlay
	}{
		{"A", systemA(t), views.Overlay{}}, {"A-marked", systemA(t), marked},
		{"B", load(t, "../examples/ec2-service"), views.Overlay{}}, {"nested", nestedFlow(t), views.Overlay{}},
	} {
		flows := map[string]*model.Flow{}
		for _, f := range test.m.Flows {
			flows["flow-"+f.ID] = f
		}
		seen := 0
		for _, p := range renderAll(t, test.m, render.Options{Overlay: test.overlay}) {
			f := flows[p.View.ID]
			if f == nil {
				continue
			}
			seen++
			t.Run(test.name+"/"+f.ID+"/"+string(p.Lang), func(t *testing.T) {
				d := read(t, p.SVG)
				checkComplete(t, d, p)
				checkTexts(t, d)
				checkSteps(t, d, f)
				for _, v := range gate.Check(d.Picture) {
					if v.Rule != gate.LooseEnd { // messages end on lifelines, below the heads
						t.Error(v)
					}
				}
				checkFrames(t, d)
			})
		}
		if seen != 2*len(flows) {
			t.Errorf("%s: %d pictures of %d flows", test.name, seen, len(flows))
		}
	}
}

// checkSteps counts what the flow says and what the picture shows.
func checkSteps(t *testing.T, d drawing, f *model.Flow) {
	t.Helper()
	want, got := tally{heads: map[string]bool{}}, tally{}
	want.count(f.Steps)
	got.messages, got.heads = len(d.Lines), map[string]bool{}
	for id := range d.nodes {
		got.heads[id] = true
	}
	for _, e := range d.elements {
		for _, a := range e.Attr {
			switch {
			case a.Name.Local == "data-role" && a.Value == "frame":
				got.frames++
			case a.Name.Local == "data-role" && a.Value == "branch":
				got.branches++
			case a.Name.Local == "data-marks" && a.Value == "failure":
				got.failures++
			}
		}
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("shown %v\nmeant %v", got, want)
	}
}

// tally is what there is in a flow; a reply counts as a message.
type tally struct {
	messages, frames, branches, failures int
	heads                                map[string]bool
}

func (n *tally) count(steps []*model.Step) {
	for _, s := range steps {
		if s.Message.From.IsSet() {
			n.messages++
			n.heads[s.Message.From.ID], n.heads[s.Message.To.ID] = true, true
		}
		if !s.Reply.IsZero() {
			n.messages++
		}
		if len(s.Parallel)+len(s.Alternatives) > 0 {
			n.frames++
		}
		n.branches += len(s.Parallel) + len(s.Alternatives)
		n.count(s.Parallel)
		for _, b := range s.Alternatives {
			if b.Failure.V {
				n.failures++
			}
			n.count(b.Steps)
		}
	}
}

// checkFrames holds frames and branches to their nesting, and their titles and
// all labels to a place of their own.
func checkFrames(t *testing.T, d drawing) {
	t.Helper()
	var frames, titles []layout.Box
	for _, l := range d.Lines {
		titles = append(titles, l.Label)
	}
	for _, e := range d.elements {
		a := map[string]string{}
		for _, attr := range e.Attr {
			a[attr.Name.Local] = attr.Value
		}
		if a["data-role"] == "frame" {
			frames = append(frames, boxOf(t, a["data-box"]))
		}
		if a["data-role"] == "frame" || a["data-role"] == "branch" {
			if title := boxOf(t, a["data-title-box"]); title.W > 0 {
				titles = append(titles, title)
			}
		}
	}
	for i, a := range frames {
		for _, b := range frames[:i] {
			if overlap(a, b) && !within(a, b) && !within(b, a) {
				t.Errorf("frames %v and %v cross", b, a)
			}
		}
		for _, title := range titles {
			if overlap(a, title) && !within(title, a) {
				t.Errorf("frame %v cuts a text at %v", a, title)
			}
		}
		for _, n := range d.nodes {
			if overlap(a, n) {
				t.Errorf("frame %v lies on a head", a)
			}
		}
		if !within(a, layout.Box{W: d.Size.W, H: d.Size.H}) {
			t.Errorf("frame %v leaves the sheet", a)
		}
	}
	for i, a := range titles {
		for _, b := range titles[:i] {
			if overlap(a, b) {
				t.Errorf("texts at %v and %v", b, a)
			}
		}
		for _, l := range d.Lines {
			for _, p := range l.Points {
				if l.Label != a && overlap(a, layout.Box{X: p.X, Y: p.Y, W: 1, H: 1}) {
					t.Errorf("line %s begins or ends in a text at %v", l.ID, a)
				}
			}
		}
	}
}

func overlap(a, b layout.Box) bool {
	return a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H
}

func within(a, b layout.Box) bool {
	return a.X >= b.X && a.Y >= b.Y && a.X+a.W <= b.X+b.W && a.Y+a.H <= b.Y+b.H
}

// nestedFlow is a model with all that a flow can say, in each other, in long
// words, and against the direction of connections.
func nestedFlow(t *testing.T) *model.Model {
	t.Helper()
	const source = `
asbuilt: 1
name: Nested
language: en
elements:
  web: {kind: browser, name: "@long"}
  api: {kind: ecs-service}
  db: {kind: rds-mariadb}
connections:
  - {from: web, to: api, port: 443, tls: true, protect: {mask: [name]}}
  - {from: api, to: db}
flows:
  deep:
    name: {en: "@long", ko: "@길다"}
    description: "@long"
    steps:
      - {step: web -> api, note: "@long", reply: "@길다"}
      - {step: api -> api, note: thinks for a while about it, reply: a result}
      - {step: db -> db, note: thinks too}
      - {step: api -> web, note: against the connection}
      - parallel:
          - web -> api
          - alternatives:
              - {when: "@long", failure: true, steps: [{parallel: [{step: api -> db, cache: miss, tokens: 1234567, reply: no}, api -> api]}]}
              - {when: otherwise, steps: [{alternatives: [{when: {ko: "@길다", en: x}, steps: [db -> db]}, {when: none, failure: true, steps: [web -> api]}]}]}
          - parallel: [db -> api, api -> db]
      - api -> db
  quiet:
    steps: [web -> api]
    name: ""
`
	replaced := strings.NewReplacer("@long", strings.Repeat("overandover ", 40)+strings.Repeat("x", 120), "@길다",
		strings.Repeat("길고긴문장", 60)).Replace(source)
	m, findings, err := model.Load(fstest.MapFS{
		"architecture.yaml": {Data: []byte(replaced)},
	}, "architecture.yaml", model.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		if f.Severity == finding.Error && strings.HasPrefix(f.Code, "malformed") {
			t.Fatalf("%v: %s", f.Position, f.Message.En)
		}
	}
	return m
}

func TestDecisionGraph(t *testing.T) {
	set := records(t, "..")
	pictures := renderAll(t, systemA(t), render.Options{Decisions: set, Views: []string{"decisions"}})
	table := pictures[0].Table
	if len(table.Nodes) != len(set.Records) {
		t.Errorf("%d nodes for %d records", len(table.Nodes), len(set.Records))
	}
	joined := map[string]bool{}
	for _, l := range table.Lines {
		joined[l.From+" "+l.To] = true
		joined[l.To+" "+l.From] = true
	}
	for _, r := range set.Records {
		for _, rel := range r.Relations {
			if rel.To != nil && !joined[views.DecisionID(r)+" "+views.DecisionID(rel.To)] {
				t.Errorf("%s %s %s has no line", r.ID(), rel.Verb, rel.To.ID())
			}
		}
	}
	svg := string(pictures[0].SVG)
	for _, want := range []string{
		`data-kind="supersedes" data-from="decision/18" data-to="decision/6"`,
		`data-kind="amends" data-from="decision/21" data-to="decision/14"`,
		`data-marks="superseded"`, `data-marks="proposed"`,
	} {
		if !strings.Contains(svg, want) {
			t.Errorf("no %s", want)
		}
	}
}

func TestViewsAreAllThatCanBeDrawn(t *testing.T) {
	m, set := systemA(t), records(t, "..")
	pictures, err := render.Render(t.Context(), m, render.Options{Decisions: set})
	if err != nil {
		t.Fatal(err)
	}
	all := render.Views(m, set)
	if len(pictures) != len(all) {
		t.Fatalf("%d pictures, %d views", len(pictures), len(all))
	}
	for i, v := range all {
		if pictures[i].View.ID != v.ID {
			t.Errorf("picture %d is %s, want %s", i, pictures[i].View.ID, v.ID)
		}
	}
	if all[len(all)-1].ID != "decisions" {
		t.Error("the decisions do not come last")
	}
	if got := render.Views(m, nil); got[len(got)-1].ID == "decisions" {
		t.Error("without records there is a graph of them")
	}
}
