package render_test

import (
	"bytes"
	"context"
	"os/exec"
	"path/filepath"
	"sync/atomic"
	"testing"

	"asbuilt/model"
	"asbuilt/render"
	"asbuilt/render/layout"
	"asbuilt/render/layout/gate"
	"asbuilt/render/layout/graphviz"
)

// TestGraphvizViews draws the example's view that asks for Graphviz with the
// program as it is built here: it is placed otherwise than ours, passes the same
// gates and has the same bytes every time.
func TestGraphvizViews(t *testing.T) {
	dir := t.TempDir()
	program := graphviz.Options{Program: filepath.Join(dir, "asbuilt-graphviz"), Cache: filepath.Join(dir, "cache")}
	if out, err := exec.Command("go", "build", "-o", program.Program,
		"asbuilt/cmd/asbuilt-graphviz").CombinedOutput(); err != nil {
		t.Fatalf("build asbuilt-graphviz: %v\n%s", err, out)
	}
	var placed atomic.Int32
	place := func(ctx context.Context, g *layout.Graph) (*layout.Layout, error) {
		placed.Add(1)
		return graphviz.Place(ctx, g, program)
	}
	for _, name := range []string{"..", "../examples/ec2-service"} {
		m := load(t, name)
		o := render.Options{Views: graphvizViews(m)}
		if len(o.Views) == 0 {
			continue
		}
		ours := renderAll(t, m, o)
		o.Place = place
		again := renderAll(t, m, o)
		for i, p := range renderAll(t, m, o) {
			t.Run(p.View.ID+"/"+string(p.Lang), func(t *testing.T) {
				d := read(t, p.SVG)
				checkComplete(t, d, p)
				checkTexts(t, d)
				for _, v := range gate.Check(d.Picture) {
					t.Error(v)
				}
				if !bytes.Equal(p.SVG, again[i].SVG) {
					t.Error("drawn twice, it differs")
				}
				if bytes.Equal(p.SVG, ours[i].SVG) {
					t.Error("it is placed as we do it")
				}
				if shape := float64(p.Scene.Width) / float64(p.Scene.Height); shape < .83 || shape > 2.3 {
					t.Errorf("its shape is %.2f", shape)
				}
			})
		}
	}
	if placed.Load() == 0 {
		t.Error("no view of the examples asks for Graphviz")
	}
}

// TestWithoutGraphvizWePlace takes no layout for: place it yourself.
func TestWithoutGraphvizWePlace(t *testing.T) {
	m := load(t, "../examples/ec2-service")
	o := render.Options{Views: graphvizViews(m)}
	want := renderAll(t, m, o)
	o.Place = func(context.Context, *layout.Graph) (*layout.Layout, error) { return nil, nil }
	for i, p := range renderAll(t, m, o) {
		if !bytes.Equal(p.SVG, want[i].SVG) {
			t.Errorf("%s in %s differs", p.View.ID, p.Lang)
		}
	}
}

func graphvizViews(m *model.Model) []string {
	var ids []string
	for _, v := range render.Views(m, nil) {
		if v.Engine == "graphviz" {
			ids = append(ids, v.ID)
		}
	}
	return ids
}
