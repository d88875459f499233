package render_test

import (
	"bytes"
	"context"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"asbuilt/finding"
	"asbuilt/internal/nightly"
	"asbuilt/model"
	"asbuilt/model/decisions"
	"asbuilt/render"
	"asbuilt/render/layout/gate"
	"asbuilt/render/pins"
	"asbuilt/render/scene"
	"asbuilt/render/svg"
)

// edit is a change of System A: what is replaced by what, in pairs.
type edit struct {
	name  string
	pairs []string
}

// drop takes out what a pattern matches.
const drop = "drop "

var edits = []edit{
	{"a fact", []string{"      max: 16\n      scheduled", "      max: 20\n      scheduled"}},
	{"a new service", []string{
		"\n  # 사람이 기다리지 않는 일이라", "\n  report-worker: {kind: ecs-service, name: {ko: 보고서 작업자, en: Report worker}, in: app, module: planning, groups: [ai-cluster, app-sg], listens: [8081/tcp]}\n  # 사람이",
		"\nconnections:\n", "\nconnections:\n  - {from: report-worker, to: mariadb/planning, port: 3306, tls: true, auth: password, sends: [document]}\n  - {from: planning-api, to: report-worker, port: 8081, tls: true, auth: iam}\n",
	}},
	{"an outside service gone", []string{
		drop + `  crm:\n(    .*\n)+`, "", drop + `  - from: support-api\n    to: crm\n(    .*\n)+`, "",
		"      - api.crm.example.com\n", "",
		drop + `- step: support-api -> crm\n +reply: .*\n +`, "",
	}},
	{"another tier", []string{
		"name: {ko: 내부 로드 밸런서, en: Internal load balancer}\n    in: app",
		"name: {ko: 내부 로드 밸런서, en: Internal load balancer}\n    in: public",
	}},
	{"a tier and a zone more", []string{
		"  app:\n    kind: subnets", "  extra: {kind: subnets, name: {ko: 추가 서브넷, en: Extra subnets}, in: vpc, per_zone: {a: 10.20.40.0/24, b: 10.20.41.0/24}, exposure: private, trust: app}\n  app:\n    kind: subnets",
		"name: {ko: 키 교체 함수, en: Key rotation function}\n    in: app",
		"name: {ko: 키 교체 함수, en: Key rotation function}\n    in: extra",
	}},
	{
		"without encryption",
		[]string{
			"to: redis/planning\n    name: {ko: 답변 캐시, en: answer cache}\n    port: 6379\n    protocol: redis\n    tls: true",
			"to: redis/planning\n    name: {ko: 답변 캐시, en: answer cache}\n    port: 6379\n    protocol: redis\n    tls: false",
		},
	},
	{
		"another step",
		[]string{
			"      - ai-alb -> support-api\n",
			"      - ai-alb -> support-api\n      - {step: support-api -> redis, note: {ko: 먼저 찾습니다., en: Looks there first.}, cache: miss}\n",
		},
	},
}

// edited is System A after an edit.
func edited(t testing.TB, e edit) *model.Model {
	t.Helper()
	data, err := os.ReadFile("../architecture.yaml")
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for i := 0; i < len(e.pairs); i += 2 {
		was := text
		if pattern, ok := strings.CutPrefix(e.pairs[i], drop); ok {
			text = regexp.MustCompile(pattern).ReplaceAllString(text, e.pairs[i+1])
		} else {
			text = strings.Replace(text, e.pairs[i], e.pairs[i+1], 1)
		}
		if text == was {
			t.Fatalf("%s: there is no %q", e.name, e.pairs[i])
		}
	}
	m, findings, err := model.Load(fstest.MapFS{
		"architecture.yaml": {Data: []byte(text)},
	}, "architecture.yaml", model.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		if f.Severity == finding.Error && f.Code != model.CodeMissingFile {
			t.Fatalf("%s: %v: %s", e.name, f.Position, f.Message.En)
		}
	}
	return m
}

func compared(t testing.TB, before, after render.Side, o render.Options) []render.Comparison {
	t.Helper()
	all, err := render.Compare(context.Background(), before, after, o)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestGatesHoldOnChanges holds pictures of what changed to what every picture is
// held to, forwards and backwards, in both languages: every change once while
// people work, and at night in all four ways.
func TestGatesHoldOnChanges(t *testing.T) {
	t.Parallel()
	old := render.Side{Model: systemA(t), Name: finding.Same("main")}
	all := append(slices.Clone(edits), edit{name: "another system"})
	for i, e := range all {
		now := render.Side{Model: edited(t, e), Name: finding.Same("work")}
		if len(e.pairs) == 0 {
			now.Model = load(t, "../examples/ec2-service")
		}
		for j, turn := range [][2]render.Side{{old, now}, {now, old}} {
			for k, lang := range both {
				if !nightly.All() && i%4 != 2*j+k {
					continue
				}
				all := compared(t, turn[0], turn[1], render.Options{Langs: []finding.Lang{lang}})
				if len(all) == 0 {
					t.Errorf("%s: no picture changed", e.name)
				}
				for _, c := range all {
					for _, p := range []*render.Picture{c.Before, c.Changes, c.After} {
						if p == nil {
							continue
						}
						d := read(t, p.SVG)
						checkTexts(t, d)
						flow := strings.HasPrefix(c.View.ID, "flow-")
						for _, v := range gate.Check(d.Picture) {
							if !flow || v.Rule != gate.LooseEnd { // messages end on lifelines, below the heads
								t.Errorf("%s, %s in %s: %v", e.name, c.View.ID, lang, v)
							}
						}
						if flow {
							checkFrames(t, d)
						}
					}
					markedRight(t, e.name, c)
				}
			}
		}
	}
}

// markedRight holds that a picture of changes has a mark, explains it, and is the only
// one that has.
func markedRight(t *testing.T, name string, c render.Comparison) {
	t.Helper()
	marks := func(p *render.Picture) map[string]bool {
		seen := map[string]bool{}
		for _, it := range p.Scene.Items {
			for _, m := range it.Marks {
				if slices.Contains([]string{"new", "gone", "moved", "revised"}, m) {
					seen[m] = true
				}
			}
		}
		return seen
	}
	seen := marks(c.Changes)
	if len(seen) == 0 {
		t.Errorf("%s: nothing is marked in %s", name, c.View.ID)
	}
	for _, p := range []*render.Picture{c.Before, c.After} {
		if p != nil && len(marks(p)) > 0 {
			t.Errorf("%s: one side of %s has marks", name, c.View.ID)
		}
	}
	ids := map[string]bool{}
	for _, it := range c.Changes.Scene.Items {
		switch it.Role {
		case scene.Node, scene.Group, scene.Line:
			if ids[it.ID] {
				t.Errorf("%s: %s has %s twice", name, c.View.ID, it.ID)
			}
			ids[it.ID] = true
		case scene.Legend:
			for m := range seen {
				if !hasGlyph(it, m) {
					t.Errorf("%s: the legend of %s does not explain %s", name, c.View.ID, m)
				}
			}
		}
	}
	for _, p := range []*render.Picture{c.Before, c.After} { // all of both is there
		if p == nil {
			continue
		}
		for _, it := range p.Scene.Items {
			if it.Role == scene.Node && !ids[it.ID] && !strings.HasPrefix(it.ID, "view/") {
				t.Errorf("%s: %s lacks %s", name, c.View.ID, it.ID)
			}
		}
	}
}

// TestChangesAreWhatChanged reads the marks of some pictures.
func TestChangesAreWhatChanged(t *testing.T) {
	old := render.Side{Model: systemA(t)}
	want := map[string]map[string]map[string]string{
		"a fact": {"containers": {"support-api": "revised"}, "scaling": {"support-api": "revised"}},
		"a new service": {
			"containers":      {"report-worker": "new", "planning-api->report-worker:8081": "new"},
			"module-planning": {"report-worker": "new"},
		},
		"another tier": {"network": {"ai-alb": "moved"}, "security": {"ai-alb": "moved"}},
		"without encryption": {
			"security": {"view/alike-module-api-planning-api->redis/request": "revised unprotected"},
		},
		"another step": {"flow-support-chat": {"step/6": "new", "redis": "moved"}},
		"an outside service gone": {
			"context": {"crm": "gone"}, "containers": {
				"crm": "gone", "support-api->crm:443": "gone",
			}, "flow-support-chat": {"crm": "gone", "step/(6.1)": "gone"},
		},
		"a tier and a zone more": {"network": {"extra": "new", "rotate-keys": "moved"}},
	}
	for _, e := range edits {
		all := compared(t, old, render.Side{Model: edited(t, e)}, render.Options{})
		for view, marks := range want[e.name] {
			i := slices.IndexFunc(all, func(c render.Comparison) bool { return c.View.ID == view })
			if i < 0 {
				t.Errorf("%s: %s did not change", e.name, view)
				continue
			}
			got := map[string]string{}
			for _, it := range all[i].Changes.Scene.Items {
				got[it.ID] = strings.Join(it.Marks, " ")
			}
			for id, mark := range marks {
				if got[id] != mark {
					t.Errorf("%s: %s in %s is marked %q, want %q", e.name, id, view, got[id], mark)
				}
			}
		}
	}
	same := compared(t, old, render.Side{Model: systemA(t)}, render.Options{})
	if len(same) > 0 {
		t.Errorf("nothing changed, but %s did", same[0].View.ID)
	}
}

// TestBeforeIsAsItWas holds that comparing leaves the earlier picture alone.
func TestBeforeIsAsItWas(t *testing.T) {
	t.Parallel()
	a := systemA(t)
	for _, e := range nightly.Of(edits, 3) {
		b := edited(t, e)
		for _, turn := range [][2]*model.Model{{a, b}, {b, a}} {
			drawn := map[string][]byte{}
			pictures, err := render.Render(context.Background(), turn[0], render.Options{})
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range pictures {
				drawn[p.View.ID] = p.SVG
			}
			for _, c := range compared(t, render.Side{Model: turn[0]}, render.Side{Model: turn[1]}, render.Options{}) {
				if c.Before != nil && !bytes.Equal(c.Before.SVG, drawn[c.View.ID]) {
					t.Errorf("%s: %s before is not what render draws", e.name, c.View.ID)
				}
			}
		}
	}
}

// TestChangesTheSameBytes draws twice what changed.
func TestChangesTheSameBytes(t *testing.T) {
	old, now := render.Side{Model: systemA(t)}, render.Side{Model: edited(t, edits[1])}
	one := compared(t, old, now, render.Options{SVG: svg.Options{}})
	for range 2 {
		for i, c := range compared(t, old, now, render.Options{SVG: svg.Options{}}) {
			if !bytes.Equal(c.Changes.SVG, one[i].Changes.SVG) || !bytes.Equal(c.After.SVG, one[i].After.SVG) {
				t.Errorf("%s differs from run to run", c.View.ID)
			}
		}
	}
}

// TestWhatStaysKeepsItsPlace holds that the later pictures have what stays in the
// order of the earlier one, even when the file has another. Two views are left out
// of that, where boxes stand for several elements and name them in its order.
func TestWhatStaysKeepsItsPlace(t *testing.T) {
	t.Parallel()
	old := render.Side{Model: systemA(t)}
	for _, e := range nightly.Of(edits, 4) {
		for _, reversed := range []bool{false, true} {
			now := edited(t, e)
			if reversed {
				slices.Reverse(now.Elements)
			}
			for _, c := range compared(t, old, render.Side{Model: now}, render.Options{}) {
				if strings.HasPrefix(c.View.ID, "flow-") || c.Before == nil || c.After == nil ||
					reversed && (c.View.ID == "network" || c.View.ID == "security") {
					continue
				}
				for _, p := range []*render.Picture{c.Changes, c.After} {
					if turned := turnedRound(c.Before.Scene, p.Scene); len(turned) > 0 {
						t.Errorf("%s: in %s %v changed sides", e.name, c.View.ID, turned)
					}
				}
			}
		}
	}
}

// turnedRound are the pairs of nodes of one group, in one row or column before,
// that have changed sides.
func turnedRound(before, after *scene.Picture) []string {
	place := func(p *scene.Picture) map[string]scene.Box {
		all := map[string]scene.Box{}
		for _, it := range p.Items {
			if it.Role == scene.Node && !slices.Contains(it.Marks, "moved") {
				all[it.ID] = it.Box
			}
		}
		return all
	}
	was, is := place(before), place(after)
	var turned []string
	for a, x := range was {
		for b, y := range was {
			p, okA := is[a]
			q, okB := is[b]
			if okA && okB && x.Y == y.Y && x.Right() <= y.X && q.Right() <= p.X {
				turned = append(turned, a+" and "+b)
			}
		}
	}
	slices.Sort(turned)
	return turned
}

// TestCompareWithNothing draws a model that is new, and one that is gone.
func TestCompareWithNothing(t *testing.T) {
	m := systemA(t)
	set, _, err := decisions.Load(os.DirFS(".."), "docs/decisions")
	if err != nil {
		t.Fatal(err)
	}
	set.Link(m)
	one := render.Side{Model: m, Decisions: set, Pins: &pins.Pins{}}
	all := render.ComparedViews(one, render.Side{})
	for _, turn := range [][2]render.Side{{{}, one}, {one, {}}} {
		got := compared(t, turn[0], turn[1], render.Options{})
		if len(got) != len(all) {
			t.Errorf("%d of %d views", len(got), len(all))
		}
		for _, c := range got {
			if (c.Before == nil) == (c.After == nil) || c.Changes == nil {
				t.Errorf("%s has before %v, after %v", c.View.ID, c.Before != nil, c.After != nil)
			}
		}
	}
	if _, err := render.Compare(context.Background(), one, one,
		render.Options{Views: []string{"nowhere"}}); err == nil || err.Error() != `unknown view "nowhere"` {
		t.Errorf("an unknown view: %v", err)
	}
}

// TestChangesOfABoxThatBecomesAPlace compares views in which one id is a box on
// one side and a place on the other.
func TestChangesOfABoxThatBecomesAPlace(t *testing.T) {
	views := func(collapse, id string) edit {
		return edit{
			"view",
			[]string{
				"\nconnections:\n",
				"\nviews:\n  " + id + ": {name: Mine, like: network, collapse: [" + collapse + "]}\nconnections:\n",
			},
		}
	}
	old, now := render.Side{Model: edited(t, views("data", "mine"))}, render.Side{Model: edited(t,
		views("vpc", "mine"))}
	for _, turn := range [][2]render.Side{{old, now}, {now, old}} {
		for _, c := range compared(t, turn[0], turn[1], render.Options{}) {
			if c.View.ID != "mine" {
				t.Errorf("%s changed", c.View.ID)
			}
			for _, v := range gate.Check(read(t, c.Changes.SVG).Picture) {
				t.Errorf("%s: %v", c.View.ID, v)
			}
			markedRight(t, "collapse", c)
		}
	}
	// a view of one's own takes the id of a flow
	flow := render.Side{Model: edited(t, views("data", "flow-ask"))}
	for _, turn := range [][2]render.Side{{old, flow}, {flow, old}} {
		compared(t, turn[0], turn[1], render.Options{})
	}
}
