package bench

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"
	"time"

	elk "github.com/d2lang/elk-go"

	"asbuilt/internal/tool"
	"asbuilt/model"
	"asbuilt/render"
	"asbuilt/render/layout"
	"asbuilt/render/layout/layouttest"
)

// race runs contestants turn by turn, so that all meet the same weather, and is
// the shortest time of each.
func race(t *testing.T, turns int, contestants ...func() error) []time.Duration {
	t.Helper()
	best := make([]time.Duration, len(contestants))
	for range turns {
		for i, run := range contestants {
			runtime.GC()
			start := time.Now()
			if err := run(); err != nil {
				t.Fatal(err)
			}
			if took := time.Since(start); best[i] == 0 || took < best[i] {
				best[i] = took
			}
		}
	}
	return best
}

func ms(d time.Duration) string { return fmt.Sprintf("%.1f ms", float64(d)/1e6) }

func ratio(a, b time.Duration) float64 { return float64(a) / float64(b) }

// In process: placing, routing and drawing, against what elk-go takes to lay out.
func TestInProcess(t *testing.T) {
	for _, c := range []struct {
		nodes, turns int
		limit        float64
	}{{20, 40, 1}, {100, 15, 1}, {300, 7, 1}, {1000, 3, 1.5}} {
		g := layouttest.Nested(c.nodes)
		var fresh []*elk.Graph // elk-go writes into the graph it is given
		for range c.turns {
			fresh = append(fresh, elkGraph(g))
		}
		best := race(t, c.turns,
			func() error {
				l, err := layout.New(g)
				if err == nil && len(draw(g, l)) == 0 {
					err = fmt.Errorf("nothing is drawn")
				}
				return err
			},
			func() error {
				source := fresh[0]
				fresh = fresh[1:]
				return elk.Layout(source)
			},
		)
		r := ratio(best[0], best[1])
		report(t, "process", "| %d | %s | %s | %.2f | ≤ %.1f | %s |", c.nodes, ms(best[0]), ms(best[1]), r, c.limit,
			kept(t, r <= c.limit, "%d nodes take %.2f times as long as elk-go", c.nodes, r))
	}
}

// A whole program that draws one view of a hundred services.
func TestWholeProcess(t *testing.T) {
	dir := t.TempDir()
	file := func(name string, data []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	source := file("architecture.yaml", []byte(service(100)))
	m := load(t, dir)
	pictures, err := render.Render(context.Background(), m, render.Options{Views: []string{"containers"}})
	if err != nil {
		t.Fatal(err)
	}
	g := graphOf(m, pictures[0])
	if n := bytes.Count(pictures[0].SVG, []byte(`data-role="node"`)); n != 100 {
		t.Fatalf("the view shows %d nodes, not 100", n)
	}
	graph, err := json.Marshal(elkGraph(g))
	if err != nil {
		t.Fatal(err)
	}
	drawing := file("graph.d2", []byte(d2Source(g)))
	best := race(t, 15,
		func() error {
			return command(nil, programs.asbuilt, "render", source, "--view", "containers", "--out", filepath.Join(dir, "pictures"))
		},
		func() error { return command(graph, programs.elk) },
	)
	own := best[0]
	row := func(name string, took time.Duration, limit float64) {
		r := ratio(own, took)
		report(t, "program", "| %s | %s | %.3f | ≤ %.1f | %s |", name, ms(took), r, limit,
			kept(t, r <= limit, "asbuilt takes %.2f of the time of %s", r, name))
	}
	report(t, "program", "| `asbuilt render --view containers` | %s | | | |", ms(own))
	row("elk-go 0.2.0, layout alone", best[1], 2)
	if programs.d2 == "" {
		tool.Lacking(t, "D2 was not built")
	}
	for _, engine := range []string{"dagre", "elk"} { // its default, then what draws what dagre fails on
		start := time.Now()
		err := command(nil, programs.d2, "--layout", engine, "--timeout", "600", drawing, filepath.Join(dir, "d2.svg"))
		if err == nil {
			row("D2 0.7.1 with "+engine, time.Since(start), .2)
			return
		}
		t.Log(err)
		report(t, "program", "| D2 0.7.1 with %s | fails | | | |", engine)
	}
	t.Error("D2 does not draw the graph; there is nothing to compare with")
}

func command(in []byte, program string, args ...string) error {
	c := exec.Command(program, args...)
	c.Stdin = bytes.NewReader(in)
	var complaint bytes.Buffer
	c.Stderr = &complaint
	if err := c.Run(); err != nil {
		return fmt.Errorf("%s: %w\n%s", filepath.Base(program), err, complaint.String())
	}
	return nil
}

func TestMemory(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(self)
	c.Env = append(os.Environ(), drawOne+"=1")
	out, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	most, err := strconv.Atoi(string(out))
	if err != nil {
		tool.Lacking(t, "this system does not say how much a process held")
	}
	most >>= 10
	report(t, "memory", "| 1000 nodes placed, routed and drawn | %d MiB | ≤ 128 MiB | %s |", most,
		kept(t, most <= 128, "1000 nodes take %d MiB", most))
}

func load(t *testing.T, dir string) *model.Model {
	t.Helper()
	m, findings, err := model.Load(os.DirFS(dir), "architecture.yaml", model.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		if f.Severity.String() == "error" {
			t.Fatalf("%v: %s", f.Position, f.Message.En)
		}
	}
	return m
}

// All views of System A with all processors, against one.
func TestManyAtOnce(t *testing.T) {
	if runtime.NumCPU() == 1 {
		tool.Lacking(t, "there is one processor")
	}
	m := load(t, "..")
	all := func(processors int) func() error {
		return func() error {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(processors))
			_, err := render.Render(context.Background(), m, render.Options{})
			return err
		}
	}
	best := race(t, 40, all(runtime.NumCPU()), all(1))
	r := ratio(best[0], best[1])
	report(t, "many", "| %d | %s | %s | %.2f | ≤ 0.65 | %s |", runtime.NumCPU(), ms(best[0]), ms(best[1]), r,
		kept(t, r <= .65, "%d processors take %.2f of the time of one", runtime.NumCPU(), r))
}
