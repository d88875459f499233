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

// TestPinningMovesNothing pins what there is: pictures stay as they are, and
// pinning again changes no byte.
func TestPinningMovesNothing(t *testing.T) {
	for _, dir := range []string{"..", "../examples/ec2-service"} {
		m, o := load(t, dir), render.Options{Decisions: records(t, dir)}
		free := renderAll(t, m, o)
		o.Pins = pinsOf(t, m, o)
		for i, p := range renderAll(t, m, o) {
			if p.Lang == m.Lang() && !bytes.Equal(p.SVG, free[i].SVG) {
				t.Errorf("%s %s looks otherwise once it is pinned", dir, p.View.ID)
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

// TestPinsHoldRanksAndOrder adds elements to System A: what is pinned keeps its
// rank and its order among its siblings in every view, and the file of pins
// gains lines and loses or changes none.
func TestPinsHoldRanksAndOrder(t *testing.T) {
	source, err := os.ReadFile("../architecture.yaml")
	if err != nil {
		t.Fatal(err)
	}
	before := systemA(t)
	held := pinsOf(t, before, render.Options{})
	lines := strings.Split(string(held.Encode()), "\n")
	for _, add := range pinnedAdditions {
		name, _, _ := strings.Cut(add.element, ":")
		text := strings.Replace(string(source), "\nconnections:\n",
			"\n  "+add.element+"\nconnections:\n  - "+add.connection+"\n", 1)
		m, _, err := model.Load(fstest.MapFS{
			"architecture.yaml": {Data: []byte(text)},
		}, "architecture.yaml", model.Options{})
		if err != nil || m.Element(name) == nil {
			t.Fatalf("%s is not in the model: %v", name, err)
		}
		for _, view := range held.Views() {
			was, now := spots(t, before, held, view), spots(t, m, held, view)
			if got := only(now, was); !slices.Equal(got, was) {
				t.Errorf("%s: in view %s\n%v\nbecame\n%v", name, view, was, got)
			}
		}
		grown := parsePins(t, held.Encode())
		if err := render.Pin(grown, m, render.Options{}); err != nil {
			t.Fatal(err)
		}
		after, more := strings.Split(string(grown.Encode()), "\n"), 0
		for _, l := range after {
			if !slices.Contains(lines, l) {
				more++
			}
		}
		if more == 0 || len(after) != len(lines)+more {
			t.Errorf("%s: %d lines became %d, of which %d are new", name, len(lines), len(after), more)
		}
	}
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
	held, want := pinsOf(t, m, render.Options{}), boxes(m, nil)
	slices.Reverse(m.Elements)
	if cmp.Equal(boxes(m, nil), want) {
		t.Error("without pins nothing moved, so that this test shows nothing")
	}
	if diff := cmp.Diff(want, boxes(m, held)); diff != "" {
		t.Errorf("pinned things moved (-was +is):\n%s", diff)
	}
}

// spots are the things of a view as "ID RANK", in their order.
func spots(t *testing.T, m *model.Model, p *pins.Pins, view string) []string {
	t.Helper()
	all, err := render.SpotsOf(m, render.Options{Pins: p}, view)
	if err != nil {
		t.Fatal(err)
	}
	words := make([]string, len(all))
	for i, s := range all {
		words[i] = fmt.Sprint(s.ID, " ", s.Rank)
	}
	return words
}

// only are those of all whose id is one of others.
func only(all, others []string) []string {
	id := func(s string) string { return s[:strings.LastIndex(s, " ")] }
	return slices.DeleteFunc(all, func(s string) bool {
		return !slices.ContainsFunc(others, func(o string) bool { return id(o) == id(s) })
	})
}

// TestGatesHoldWhateverIsPinned scrambles all ranks and places: a picture may
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
				return fmt.Appendf(nil, "    %s: %d/%d", k, random.IntN(5)-1, 1+random.IntN(30))
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
