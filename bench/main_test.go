package bench

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"asbuilt/render/layout"
	"asbuilt/render/layout/layouttest"
)

// With -write, the tables of docs/performance.md are what was measured.
var write = flag.Bool("write", false, "put the results into ../docs/performance.md")

// programs are the paths of what is compared, built before the first test.
var programs struct{ asbuilt, graphviz, elk, d2, cache string }

// results are the rows of each table, in the order in which they were measured.
var results = map[string][]string{}

func report(t *testing.T, table, format string, args ...any) {
	t.Helper()
	row := fmt.Sprintf(format, args...)
	t.Log(row)
	results[table] = append(results[table], row)
}

// kept fails the test when a limit is not kept, and is the word for the table.
func kept(t *testing.T, ok bool, complaint string, args ...any) string {
	t.Helper()
	if ok {
		return "kept"
	}
	t.Errorf(complaint, args...)
	return "**not kept**"
}

func TestMain(m *testing.M) {
	debug.SetGCPercent(400) // as in cmd/asbuilt
	if os.Getenv(drawOne) != "" {
		drawLargest()
		return
	}
	if len(os.Args) == 2 && (os.Args[1] == parseOnce || os.Args[1] == parseNothing) {
		if os.Args[1] == parseOnce {
			if err := parseFiles(".."); err != nil {
				panic(err)
			}
		}
		return
	}
	flag.Parse()
	os.Exit(run(m))
}

// drawOne asks the test program to lay out and draw the largest graph and to say
// how many KiB it held at most. Asking the system about an ended process does not
// do: that counts the memory of whoever started it.
const drawOne = "ASBUILT_BENCH_DRAW"

func drawLargest() {
	g := layouttest.Nested(1000)
	l, err := layout.New(g)
	if err != nil {
		panic(err)
	}
	if len(draw(g, l)) == 0 {
		panic("nothing is drawn")
	}
	status, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(status)) {
		if size, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			fmt.Print(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(size), "kB")))
		}
	}
}

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "asbuilt-bench-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	programs.cache = filepath.Join(dir, "cache")
	for _, p := range []struct {
		path   *string
		module string
		pkg    string
	}{
		{&programs.asbuilt, "..", "./cmd/asbuilt"},
		{&programs.graphviz, "..", "./cmd/asbuilt-graphviz"},
		{&programs.elk, ".", "./elk"},
		{&programs.d2, "d2", "oss.terrastruct.com/d2"},
	} {
		path := filepath.Join(dir, filepath.Base(p.pkg))
		c := exec.Command("go", "build", "-C", p.module, "-trimpath", "-o", path, p.pkg)
		c.Env = append(c.Environ(), "CGO_ENABLED=0")
		if out, err := c.CombinedOutput(); err != nil {
			fmt.Fprintf(os.Stderr, "build %s: %v\n%s", p.pkg, err, out)
			if p.path == &programs.d2 {
				continue // the other comparisons need it not
			}
			return 1
		}
		*p.path = path
	}
	status := m.Run()
	if *write {
		if err := writeTables("../docs/performance.md"); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
	}
	return status
}

// writeTables replaces what stands between "<!-- rows: NAME -->" and
// "<!-- end -->", but for the head of the table.
func writeTables(path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	results["machine"] = []string{machine()}
	doc := string(text)
	for name, rows := range results {
		begin := "<!-- rows: " + name + " -->\n"
		head, rest, ok := strings.Cut(doc, begin)
		old, tail, closed := strings.Cut(rest, "\n<!-- end -->")
		if !ok || !closed {
			return fmt.Errorf("%s has no place for %q", path, name)
		}
		table := "\n"
		for line := range strings.Lines(old) {
			if strings.HasPrefix(line, "|---") {
				table = old[:strings.Index(old, line)] + line
			}
		}
		doc = head + begin + table + strings.Join(rows, "\n") + "\n\n<!-- end -->" + tail
	}
	return os.WriteFile(path, []byte(doc), 0o644)
}

// machine says when and on what it was measured.
func machine() string {
	cpu := "unknown processor"
	info, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.Lines(string(info)) {
		if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
			cpu = strings.TrimSpace(value)
			break
		}
	}
	return fmt.Sprintf("Measured %s with %s on %s/%s, %d × %s.", time.Now().UTC().Format(time.DateOnly), runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), cpu)
}
