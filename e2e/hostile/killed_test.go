package hostile_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"asbuilt/internal/itself"
)

// TestMain lets this program be asbuilt when it is called by that name.
func TestMain(m *testing.M) { os.Exit(itself.Main(m)) }

// TestKilled kills build in the middle, at fifty moments of a run of it, while the model
// goes to and fro between two. The next run leaves what a run into an empty folder does.
func TestKilled(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	t.Chdir(dir)
	if err := os.Symlink(self, "asbuilt"); err != nil {
		t.Fatal(err)
	}
	build := func(model int, out string) *exec.Cmd {
		return exec.Command("./asbuilt", "build", fmt.Sprintf("%d.yaml", model), "--as-of", "2026-01-01", "--out", out)
	}
	var whole [2]map[string]string
	var takes time.Duration
	for i := range whole {
		var text strings.Builder
		fmt.Fprintf(&text, "asbuilt: 1\nname: model %d\nlanguage: en\nelements:\n  shared: {kind: ecs-service}\n", i)
		for n := range 4 {
			fmt.Fprintf(&text, "  e%d-%d: {kind: ecs-service}\n", i, n)
		}
		write(t, fmt.Sprintf("%d.yaml", i), text.String())
		began := time.Now()
		if out, err := build(i, fmt.Sprint("whole", i)).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		takes = time.Since(began)
		whole[i] = pages(t, fmt.Sprint("whole", i))
	}
	for _, model := range []int{0, 1, 0} { // more than one version of what is written is there
		if out, err := build(model, "site").CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	random := rand.New(rand.NewPCG(9, 50))
	cut, torn := 0, 0
	for n := range 50 {
		model := 1 - n%2
		c := build(model, "site")
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		// Half of them late, when files are written.
		after := takes * time.Duration(random.IntN(1000)) / 1000
		if n%2 == 0 {
			after = takes/2 + after/2
		}
		stop := time.AfterFunc(after, func() { c.Process.Kill() })
		if began := time.Now(); c.Wait() != nil {
			cut++
		} else {
			takes = min(takes, time.Since(began)) // the machine is less busy than it was
		}
		stop.Stop()
		if now := pages(t, "site"); !same(now, whole[model]) && !same(now, whole[1-model]) {
			torn++
		}
		if n%5 > 0 {
			continue // several in a row, without a run between them that puts things right
		}
		next := model
		if n%2 == 1 {
			next = 1 - model
		}
		if out, err := build(next, "site").CombinedOutput(); err != nil {
			t.Fatalf("the run after one that was killed: %v: %s", err, out)
		}
		now := pages(t, "site")
		for name, text := range whole[next] {
			if now[name] != text {
				t.Fatalf("after kill %d, at %v: %s is not as it is built", n, after, name)
			}
		}
		for name := range now {
			if _, ok := whole[next][name]; !ok {
				t.Fatalf("after kill %d, at %v: %s is left", n, after, name)
			}
		}
	}
	if cut < 10 {
		t.Errorf("only %d runs were killed before they ended, so that this proves little", cut)
	}
	t.Logf("%d of 50 runs were killed before they ended; %d left a folder that was neither", cut, torn)
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// pages are the files of a site.
func pages(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	for name, text := range files(t, dir) {
		rest, err := filepath.Rel(dir, name)
		if err != nil {
			t.Fatal(err)
		}
		all[rest] = text
	}
	return all
}

func same(a, b map[string]string) bool {
	if len(a) != len(b) {
		return false
	}
	for name, text := range a {
		if b[name] != text {
			return false
		}
	}
	return true
}
