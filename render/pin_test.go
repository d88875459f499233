package render_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"asbuilt/finding"
	"asbuilt/internal/corpus"
	"asbuilt/internal/nightly"
	"asbuilt/model"
	"asbuilt/render"
	"asbuilt/render/layout/gate"
	"asbuilt/render/pins"
	"asbuilt/render/scene"
)

// pinsOf are the pins that a model gets when it has none yet, written and read.
func pinsOf(t *testing.T, m *model.Model, o render.Options) *pins.Pins {
	t.Helper()
	p := &pins.Pins{}
	if err := render.Pin(p, m, o); err != nil {
		t.Fatal(err)
	}
	return parsePins(t, p.Encode())
}

func parsePins(t *testing.T, data []byte) *pins.Pins {
	t.Helper()
	p, findings, err := pins.Parse("architecture.layout.yaml", data)
	if err != nil || len(findings) > 0 {
		t.Fatalf("what is written cannot be read: %v %v", err, findings)
	}
	return p
}

// TestPinningMovesNothing pins what there is: nothing changes sides, and hardly
// anything its place, for lines alone are searched for anew; pinning again changes
// no byte.
func TestPinningMovesNothing(t *testing.T) {
	for _, dir := range []string{"..", "../examples/ec2-service"} {
		m, o := load(t, dir), render.Options{Decisions: records(t, dir)}
		free := renderAll(t, m, o)
		o.Pins = pinsOf(t, m, o)
		for i, p := range renderAll(t, m, o) {
			if p.Lang == m.Lang() {
				keeps(t, dir+" "+p.View.ID, free[i].Scene, p.Scene)
			}
		}
		before := o.Pins.Encode()
		if err := render.Pin(o.Pins, m, o); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(o.Pins.Encode(), before) {
			t.Errorf("%s: pinning twice differs", dir)
		}
	}
}

// keeps fails where two boxes that both pictures have change sides, further than
// the width of a gap between boxes.
func keeps(t *testing.T, what string, before, after *scene.Picture) {
	t.Helper()
	was, is := middles(before), middles(after)
	for a, p := range was {
		for b, q := range was {
			u, in := is[a]
			v, both := is[b]
			if !in || !both {
				continue
			}
			if q.X-p.X > 20 && u.X-v.X > 20 || q.Y-p.Y > 20 && u.Y-v.Y > 20 {
				t.Errorf("%s: %s and %s change sides: %v, %v became %v, %v", what, a, b, p, q, u, v)
			}
		}
	}
}

func middles(p *scene.Picture) map[string]scene.Point {
	all := map[string]scene.Point{}
	for _, it := range p.Items {
		if it.Role == scene.Node {
			all[it.ID] = scene.Point{X: it.Box.X + it.Box.W/2, Y: it.Box.Y + it.Box.H/2}
		}
	}
	return all
}

// pinnedAdditions are elements, each with a connection, that people may add to
// System A.
var pinnedAdditions = []struct{ element, connection string }{
	{
		"auditors: {kind: user, in: office, name: 감사인, access: staff}",
		"{from: auditors, to: web, name: 사용, access: staff}",
	},
	{
		"maps: {kind: saas, in: internet, name: 지도 서비스, domains: [api.maps.example.com], access: staff}",
		"{from: support-api, to: maps, port: 443, tls: true, auth: key}",
	},
	{
		"report-table: {kind: dynamodb-table, in: seoul, name: 보고서 표}",
		"{from: planning-api, to: report-table, port: 443, tls: true, auth: iam}",
	},
	{
		"report-worker: {kind: ecs-service, in: app, module: common, groups: [ai-cluster, ingest-sg], name: 보고서 작업자}",
		"{from: report-worker, to: mariadb, port: 3306, tls: true, auth: password}",
	},
	{
		"report-files: {use: module-bucket, module: planning, name: 보고서 버킷}",
		"{from: planning-api, to: report-files, port: 443, tls: true, auth: iam}",
	},
}

// TestPinsHoldSides adds elements to System A: what is pinned stays on the same
// side of everything else that is, in every view, and so it does when the new ones
// are pinned as well.
func TestPinsHoldSides(t *testing.T) {
	source, err := os.ReadFile("../architecture.yaml")
	if err != nil {
		t.Fatal(err)
	}
	m := systemA(t)
	before := byView(t, m, nil)
	held := pinsOf(t, m, render.Options{})
	text := string(source)
	for _, add := range pinnedAdditions {
		name, _, _ := strings.Cut(add.element, ":")
		text = strings.Replace(text, "\nconnections:\n", "\n  "+add.element+"\nconnections:\n  - "+add.connection+"\n", 1)
		m, _, err := model.Load(fstest.MapFS{
			"architecture.yaml": {Data: []byte(text)},
		}, "architecture.yaml", model.Options{})
		if err != nil || m.Element(name) == nil {
			t.Fatalf("%s is not in the model: %v", name, err)
		}
		after, seen := byView(t, m, held), false
		for view, p := range before {
			keeps(t, view+" with "+name, p, after[view])
			_, there := middles(after[view])[name]
			seen = seen || there
		}
		if !seen {
			t.Errorf("%s is in no picture, so that this test shows nothing", name)
		}
		lines := strings.Count(string(held.Encode()), "\n")
		if err := render.Pin(held, m, render.Options{}); err != nil {
			t.Fatal(err)
		}
		if held = parsePins(t, held.Encode()); strings.Count(string(held.Encode()), "\n") <= lines {
			t.Errorf("%s is not pinned", name)
		}
	}
}

// byView are the pictures of a model in its own language.
func byView(t *testing.T, m *model.Model, p *pins.Pins) map[string]*scene.Picture {
	t.Helper()
	all := map[string]*scene.Picture{}
	for _, p := range renderAll(t, m, render.Options{Pins: p}) {
		if p.Lang == m.Lang() {
			all[p.View.ID] = p.Scene
		}
	}
	return all
}

// TestPinsOutlastTheOrderOfTheFile turns the order of System A's elements round:
// unpinned, everything moves; pinned, nothing does. Two views are left out, where
// boxes stand for several elements and name them in the order of the file.
func TestPinsOutlastTheOrderOfTheFile(t *testing.T) {
	boxes := func(m *model.Model, p *pins.Pins) map[string]map[string]scene.Box {
		all := map[string]map[string]scene.Box{}
		for _, p := range renderAll(t, m, render.Options{Pins: p}) {
			if p.Lang != m.Lang() || p.View.ID == "network" || p.View.ID == "security" {
				continue
			}
			all[p.View.ID] = map[string]scene.Box{}
			for _, it := range p.Scene.Items {
				if it.Role == scene.Node || it.Role == scene.Group {
					all[p.View.ID][it.ID] = it.Box
				}
			}
		}
		return all
	}
	m := systemA(t)
	held, free := pinsOf(t, m, render.Options{}), boxes(m, nil)
	want := boxes(m, held)
	slices.Reverse(m.Elements)
	if cmp.Equal(boxes(m, nil), free) {
		t.Error("without pins nothing moved, so that this test shows nothing")
	}
	for view, now := range boxes(m, held) {
		for id, b := range now {
			was := want[view][id]
			// The order in which lines are searched for may widen a box by a port or two.
			if far := max(b.X-was.X, was.X-b.X, b.Y-was.Y, was.Y-b.Y); far > 24 {
				t.Errorf("%s in %s moves from %v to %v", id, view, was, b)
			}
		}
	}
}

// TestGatesHoldWhateverIsPinned scrambles all places: a picture may
// become ugly, never wrong.
func TestGatesHoldWhateverIsPinned(t *testing.T) {
	value := regexp.MustCompile(`(?m)^    (.*): .*$`)
	for _, dir := range []string{"..", "../examples/ec2-service"} {
		m := load(t, dir)
		neat := pinsOf(t, m, render.Options{}).Encode()
		for _, seed := range nightly.Seeds(4, 2) {
			random := rand.New(rand.NewPCG(seed, 1))
			wild := value.ReplaceAllFunc(neat, func(line []byte) []byte {
				k := value.FindSubmatch(line)[1]
				return fmt.Appendf(nil, "    %s: %d,%d %dx%d", k, random.IntN(2400)-100, random.IntN(1600)-100,
					1+random.IntN(600), 1+random.IntN(400))
			})
			for _, p := range renderAll(t, m, render.Options{Pins: parsePins(t, wild)}) {
				if strings.HasPrefix(p.View.ID, "flow-") || p.Lang == finding.English && seed > 0 {
					continue
				}
				for _, v := range gate.Check(read(t, p.SVG).Picture) {
					t.Errorf("%s, seed %d, %s in %s: %v", dir, seed, p.View.ID, p.Lang, v)
				}
			}
		}
	}
}

// A pinned picture keeps what it says and where, when a removal makes a place come out
// otherwise: a crowded tier whose zones were marks has few enough for lanes; of the
// internet, drawn on both sides, one side goes.
func TestPinsHoldArrangements(t *testing.T) {
	const crowded = `asbuilt: 1
name: T
language: en
boundaries:
  acc: {kind: account, aws: {account: "210987654321"}}
  reg: {kind: region, in: acc, aws: {region: ap-northeast-2}}
  net: {kind: vpc, in: reg}
  app: {kind: subnets, in: net, exposure: private, per_zone: {a: 10.7.10.0/24, c: 10.7.11.0/24}}
  out: {kind: internet}
elements:
  visitor: {kind: user, in: out}
  pay: {kind: external-api, in: out}
  door: {kind: load-balancer, in: app}
  one: {kind: ecs-service, in: app}
  two: {kind: ecs-service, in: app, technology: Go}
  three: {kind: lambda, in: app}
  four: {kind: ec2-instance, in: app}
  five: {kind: rds-mysql, in: app}
  six: {kind: elasticache-redis, in: app}
connections:
  - {from: visitor, to: door, port: 443}
  - {from: door, to: one, port: 8080}
  - {from: one, to: two, port: 8080}
  - {from: two, to: five, port: 3306}
  - {from: one, to: six, port: 6379}
  - {from: three, to: five, port: 3306}
  - {from: four, to: five, port: 3306}
  - {from: two, to: pay, port: 443}
`
	m, err := corpus.Load(crowded)
	if err != nil {
		t.Fatal(err)
	}
	o := render.Options{Views: []string{"network"}}
	held := pinsOf(t, m, o)
	before := renderAll(t, m, o)[0].Scene
	for _, gone := range []string{"six", "three", "visitor", "pay"} {
		var left []string
		for line := range strings.Lines(crowded) {
			if !regexp.MustCompile(`\b` + gone + `\b`).MatchString(line) {
				left = append(left, line)
			}
		}
		after, err := corpus.Load(strings.Join(left, ""))
		if err != nil {
			t.Fatal(err)
		}
		o := render.Options{Views: o.Views, Pins: held}
		pinned := renderAll(t, after, o)[0].Scene
		keeps(t, "without "+gone, before, pinned)
		lanes := func(p *scene.Picture) bool {
			return slices.ContainsFunc(p.Items, func(it scene.Item) bool { return it.Role == scene.Lane })
		}
		if lanes(before) || lanes(pinned) {
			t.Errorf("without %s: lanes before: %v, after: %v", gone, lanes(before), lanes(pinned))
		}
		again := parsePins(t, held.Encode())
		if err := render.Pin(again, after, o); err != nil {
			t.Fatal(err)
		}
		keeps(t, "pinned again without "+gone, before, renderAll(t, after, render.Options{Views: o.Views, Pins: again})[0].Scene)
	}
}
