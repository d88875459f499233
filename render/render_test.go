package render_test

import (
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/render"
	"asbuilt/render/layout"
	"asbuilt/render/layout/gate"
	"asbuilt/render/scene"
	"asbuilt/render/svg"
	"asbuilt/render/views"
)

func systemA(t testing.TB) *model.Model { return load(t, "..") }

func load(t testing.TB, dir string) *model.Model {
	t.Helper()
	m, findings, err := model.Load(os.DirFS(dir), "architecture.yaml", model.Options{})
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

var both = []finding.Lang{finding.Korean, finding.English}

func renderAll(t testing.TB, m *model.Model, o render.Options) []render.Picture {
	t.Helper()
	o.Langs = both
	pictures, err := render.Render(context.Background(), m, o)
	if err != nil {
		t.Fatal(err)
	}
	return pictures
}

// marked puts a mark on something of every sort.
var marked = views.Overlay{
	Marks: map[string][]views.Mark{
		"redis": {views.Missing}, "mariadb": {views.Changed, views.Bottleneck},
		"qdrant": {views.Unknown, views.Headroom}, "app": {views.Partial}, "planning-api": {views.SPOF, views.Alarm},
		"qdrant-sg": {views.Changed}, "ecr/planning-api": {views.Partial},
		"ai-alb->planning-api:8080": {views.Refuted},
	},
	Found: []views.Found{{ID: "arn:aws:ec2:i-1", Kind: "bastion", Title: finding.Same("bastion"), In: "public/c"}},
	Open:  []views.Open{{From: "web", To: "redis", Label: finding.Same("6379")}},
}

// drawing is what a stranger can read from an SVG's attributes.
type drawing struct {
	gate.Picture
	ids      []string
	nodes    map[string]layout.Box
	elements []xml.StartElement
}

// read takes a picture apart, as docs/svg.md says one may.
func read(t *testing.T, data []byte) drawing {
	t.Helper()
	d := drawing{nodes: map[string]layout.Box{}}
	decoder := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := decoder.Token()
		if err != nil {
			if err.Error() == "EOF" {
				break
			}
			t.Fatalf("not well-formed: %v", err)
		}
		if start, ok := token.(xml.StartElement); ok {
			d.elements = append(d.elements, start)
			d.see(t, start)
		}
	}
	for i := range d.Groups {
		d.Groups[i].Parent = d.holder(d.Groups[i].Box, d.Groups[i].ID)
	}
	for i := range d.Nodes {
		if d.Nodes[i].Parent == "" {
			d.Nodes[i].Parent = d.holder(d.Nodes[i].Box, "")
		}
	}
	return d
}

func (d *drawing) see(t *testing.T, e xml.StartElement) {
	a := map[string]string{}
	for _, attr := range e.Attr {
		a[attr.Name.Local] = attr.Value
	}
	if e.Name.Local == "svg" {
		fmt.Sscanf(a["viewBox"], "0 0 %d %d", &d.Size.W, &d.Size.H)
	}
	id := a["data-id"]
	switch a["data-role"] {
	case "group":
		d.Groups = append(d.Groups, gate.Group{
			ID: id, GroupBox: layout.GroupBox{Box: boxOf(t, a["data-box"]), Title: boxOf(t, a["data-title-box"])},
		})
	case "lane":
		g := &d.Groups[len(d.Groups)-1]
		g.Lanes = append(g.Lanes, layout.LaneBox{
			ID: id, Box: boxOf(t, a["data-box"]), Title: boxOf(t, a["data-title-box"]),
		})
	case "node":
		d.nodes[id] = boxOf(t, a["data-box"])
		d.Nodes = append(d.Nodes, gate.Node{
			ID: id, Box: d.nodes[id], Parent: a["data-on-border"], OnBorder: a["data-on-border"] != "",
			Lanes: strings.Fields(a["data-lanes"]),
		})
	case "line":
		l := layout.Line{
			ID: id, From: a["data-from"], To: a["data-to"], Label: boxOf(t, a["data-label-box"]),
			Trunk: a["data-trunk"],
		}
		for _, pair := range strings.Fields(a["data-points"]) {
			var p layout.Point
			fmt.Sscanf(pair, "%d,%d", &p.X, &p.Y)
			l.Points = append(l.Points, p)
		}
		d.Lines = append(d.Lines, l)
	default:
		return
	}
	d.ids = append(d.ids, id)
}

func boxOf(t *testing.T, s string) (b layout.Box) {
	if s == "" {
		return b
	}
	if n, err := fmt.Sscanf(s, "%d %d %d %d", &b.X, &b.Y, &b.W, &b.H); n != 4 || err != nil {
		t.Errorf("box %q", s)
	}
	return b
}

// holder is the smallest group around a box.
func (d *drawing) holder(b layout.Box, not string) string {
	best, area := "", 0
	for _, g := range d.Groups {
		o := g.Box
		if g.ID == not || b.X < o.X || b.Y < o.Y || b.X+b.W > o.X+o.W || b.Y+b.H > o.Y+o.H || o == b {
			continue
		}
		if best == "" || o.W*o.H < area {
			best, area = g.ID, o.W*o.H
		}
	}
	return best
}

func TestEveryPicture(t *testing.T) {
	for _, test := range []struct {
		name, dir string
		overlay   views.Overlay
	}{
		{"A", "..", views.Overlay{}}, {"A-marked", "..", marked}, {"B", "../examples/ec2-service", views.Overlay{}},
	} {
		for _, p := range renderAll(t, load(t, test.dir), render.Options{
			Overlay: test.overlay, Decisions: records(t, test.dir),
		}) {
			if strings.HasPrefix(p.View.ID, "flow-") {
				continue // sequences have rules of their own
			}
			t.Run(test.name+"/"+p.View.ID+"/"+string(p.Lang), func(t *testing.T) {
				d := read(t, p.SVG)
				checkComplete(t, d, p)
				checkTexts(t, d)
				for _, v := range gate.Check(d.Picture) {
					t.Error(v)
				}
				if len(p.SVG) > 150<<10 {
					t.Errorf("%d KB", len(p.SVG)>>10)
				}
			})
		}
	}
}

// checkComplete compares the picture with the table of the same facts.
func checkComplete(t *testing.T, d drawing, p render.Picture) {
	t.Helper()
	seen := map[string]bool{}
	for _, id := range d.ids {
		if seen[id] || id == "" {
			t.Errorf("data-id %q is not unique", id)
		}
		seen[id] = true
	}
	for _, n := range p.Table.Nodes {
		if _, ok := d.nodes[n.ID]; !ok {
			t.Errorf("node %s is in the table and not in the picture", n.ID)
		}
	}
	loops := loopsIn(p)
	if len(d.Lines)+len(loops) != len(p.Table.Lines) {
		t.Errorf("%d lines and %d loops drawn, %d in the table", len(d.Lines), len(loops), len(p.Table.Lines))
	}
	for _, l := range p.Table.Lines {
		if l.From == l.To && slices.Equal(loops[l.From], l.Connections) {
			continue
		}
		if !seen[l.ID] || !seen[l.From] || !seen[l.To] {
			t.Errorf("line %s from %s to %s is not in the picture", l.ID, l.From, l.To)
		}
	}
}

// loopsIn are the connections of what connects to itself, by node; each has the
// sign of it in its box.
func loopsIn(p render.Picture) map[string][]string {
	loops := map[string][]string{}
	for _, it := range p.Scene.Items {
		if it.Role == scene.Node && len(it.Connections) > 0 && hasGlyph(it, "loop") {
			loops[it.ID] = it.Connections
		}
	}
	return loops
}

// checkTexts holds every text to its measured width, inside the sheet, and in
// the node or label it belongs to.
func checkTexts(t *testing.T, d drawing) {
	t.Helper()
	var inside layout.Box
	for _, e := range d.elements {
		a := map[string]string{}
		for _, attr := range e.Attr {
			a[attr.Name.Local] = attr.Value
		}
		if a["data-role"] != "" {
			inside = layout.Box{W: d.Size.W, H: d.Size.H}
			switch a["data-role"] {
			case "node":
				inside = boxOf(t, a["data-box"])
			case "line":
				inside = boxOf(t, a["data-label-box"])
			case "group", "lane":
				inside = boxOf(t, a["data-title-box"])
			}
		}
		if e.Name.Local != "text" {
			continue
		}
		var x, y, w, size int
		fmt.Sscan(a["x"], &x)
		fmt.Sscan(a["y"], &y)
		fmt.Sscan(a["textLength"], &w)
		fmt.Sscan(a["font-size"], &size)
		if a["text-anchor"] == "middle" {
			x -= w / 2
		}
		if w == 0 || x < inside.X || x+w > inside.X+inside.W || y-size*7/10 < inside.Y || y > inside.Y+inside.H {
			t.Errorf("text at %d,%d, %d wide, is not inside %v", x, y, w, inside)
		}
	}
}

func TestSameBytesWithAnyNumberOfProcessors(t *testing.T) {
	many := renderAll(t, systemA(t), render.Options{})
	before := runtime.GOMAXPROCS(1)
	one := renderAll(t, systemA(t), render.Options{})
	runtime.GOMAXPROCS(before)
	for i := range many {
		if !bytes.Equal(many[i].SVG, one[i].SVG) {
			t.Errorf("%s in %s differs", many[i].View.ID, many[i].Lang)
		}
	}
}

func TestInlineLinksNodesInReadingOrder(t *testing.T) {
	pictures, err := render.Render(context.Background(), systemA(t), render.Options{
		Views: []string{"network"}, SVG: svg.Options{Form: svg.Inline, Prefix: "x"},
		Link: func(id string) string { return "../elements/" + id + ".html" },
	})
	if err != nil {
		t.Fatal(err)
	}
	p := pictures[0]
	d := read(t, p.SVG)
	var linked, want []string
	for _, n := range p.Table.Nodes {
		if !strings.HasPrefix(n.ID, "view/") {
			want = append(want, n.ID)
		}
	}
	for _, e := range d.elements {
		if e.Name.Local != "a" {
			continue
		}
		i := slices.IndexFunc(e.Attr, func(a xml.Attr) bool { return a.Name.Local == "data-id" })
		if slices.ContainsFunc(e.Attr, func(a xml.Attr) bool {
			return a.Name.Local == "data-role" &&
				a.Value == "node"
		}) {
			linked = append(linked, e.Attr[i].Value)
		}
	}
	if !slices.Equal(linked, want) {
		t.Errorf("linked %v\nwant %v", linked, want)
	}
}

// ownViews are views that a user of System A may write.
const ownViews = `
views:
  core: {name: 핵심, select: 'category == compute or category == store', group_by: module}
  places: {name: 장소, group_by: boundary}
  flat: {name: 한 판, group_by: none}
  near: {name: 계획 서비스의 이웃, select: 'neighbours(planning-api)'}
  data-net: {name: 데이터망, like: network, select: 'boundary == data or boundary == app'}
  closed: {name: 접은 망, like: network, collapse: [data, firewall]}
  folded: {name: 접은 구성, collapse: [azure, vpc]}
  who: {name: 접은 시스템, like: context, collapse: [azure]}
  shallow: {name: 얕은 구성, group_by: boundary, depth: 3}
  later: {name: 목표, like: network, state: target}
  secrets: {name: 비밀, select: 'kind == secret or kind == kms-key', group_by: boundary}
`

// TestOwnViews holds the views of a user to the same gates.
func TestOwnViews(t *testing.T) {
	source, err := os.ReadFile("../architecture.yaml")
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{"architecture.yaml": {Data: append(source, ownViews...)}}
	m, findings, err := model.Load(files, "architecture.yaml", model.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range append(findings, views.Check(m)...) {
		if f.Severity == finding.Error && f.Code != model.CodeMissingFile {
			t.Fatalf("%v: %s", f.Position, f.Message.En)
		}
	}
	for _, p := range renderAll(t, m, render.Options{}) {
		if !strings.Contains(ownViews, "\n  "+p.View.ID+":") {
			continue
		}
		t.Run(p.View.ID+"/"+string(p.Lang), func(t *testing.T) {
			d := read(t, p.SVG)
			checkComplete(t, d, p)
			checkTexts(t, d)
			for _, v := range gate.Check(d.Picture) {
				t.Error(v)
			}
			if len(d.nodes) == 0 {
				t.Error("shows nothing")
			}
		})
	}
}

// TestInlineLeavesFrameAndTitleToThePage holds the two forms apart.
func TestInlineLeavesFrameAndTitleToThePage(t *testing.T) {
	for _, form := range []svg.Form{svg.Standalone, svg.Inline} {
		pictures, err := render.Render(context.Background(), systemA(t), render.Options{
			Views: []string{"context"}, SVG: svg.Options{Form: form},
		})
		if err != nil {
			t.Fatal(err)
		}
		if got := bytes.Contains(pictures[0].SVG, []byte(`data-role="title-block"`)); got != (form == svg.Standalone) {
			t.Errorf("form %d: a title block is %v", form, got)
		}
		if !bytes.Contains(pictures[0].SVG, []byte(`data-role="legend"`)) {
			t.Errorf("form %d: no legend", form)
		}
	}
}

// TestShape holds the sheets of the default views to proportions that fit a
// screen and a page, and those with many boxes to a share of them.
func TestShape(t *testing.T) {
	for _, dir := range []string{"..", "../examples/ec2-service"} {
		for _, p := range renderAll(t, load(t, dir), render.Options{}) {
			if shape := float64(p.Scene.Width) / float64(p.Scene.Height); shape < .66 || shape > 2.2 {
				t.Errorf("%s %s in %s: %d × %d is %.2f", dir, p.View.ID, p.Lang, p.Scene.Width, p.Scene.Height, shape)
			}
			boxes, area := 0, 0
			for _, it := range p.Scene.Items {
				if it.Role == scene.Node {
					boxes, area = boxes+1, area+it.Box.W*it.Box.H
				}
			}
			if share := 100 * float64(area) / float64(p.Scene.Width*p.Scene.Height); boxes >= 15 && share < 6 &&
				!strings.HasPrefix(p.View.ID, "flow-") {
				t.Errorf("%s %s in %s: %d boxes fill %.1f %%", dir, p.View.ID, p.Lang, boxes, share)
			}
		}
	}
}

func TestUnknownView(t *testing.T) {
	_, err := render.Render(context.Background(), systemA(t), render.Options{Views: []string{"netwrok"}})
	if err == nil || err.Error() != `unknown view "netwrok"` {
		t.Errorf("got %v", err)
	}
}

func TestCancelledRenderSaysSo(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := render.Render(ctx, systemA(t), render.Options{}); err != context.Canceled {
		t.Errorf("got %v", err)
	}
}
