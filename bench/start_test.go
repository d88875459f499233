package bench

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"gopkg.in/yaml.v3"

	"asbuilt/model/decisions"
)

// What a command takes before it begins: asbuilt version beside a program that says
// hello, and a whole check of System A beside that and reading its files.
func TestStart(t *testing.T) {
	hello := filepath.Join(t.TempDir(), "hello")
	source := hello + ".go"
	text := "package main\n\nimport \"fmt\"\n\nfunc main() { fmt.Println(\"hello\") }\n"
	if err := os.WriteFile(source, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	c := exec.Command("go", "build", "-trimpath", "-o", hello, source)
	c.Env = append(c.Environ(), "CGO_ENABLED=0")
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("build hello: %v\n%s", err, out)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	best := leastCPU(t, 60,
		[]string{hello}, []string{programs.asbuilt, "version"},
		[]string{programs.asbuilt, "check", "../architecture.yaml"},
		[]string{self, parseNothing}, []string{self, parseOnce})
	r := ratio(best[1], best[0])
	report(t, "start", "| `asbuilt version`, beside a program that says hello (%s) | %s | %.2f ≤ 4 | %s |", ms(best[0]), ms(best[1]),
		r, kept(t, r <= 4, "asbuilt version takes %.2f times the CPU of a program that says hello", r))
	parsed := best[4] - best[3]
	r = ratio(best[2], best[1]+parsed)
	report(t, "start", "| `asbuilt check` of System A, beside `version` and parsing its files (%s) | %s | %.2f ≤ 1.5 | %s |",
		ms(parsed), ms(best[2]), r, kept(t, r <= 1.5, "check takes %.2f times the CPU of version and of parsing", r))
}

// What the test program is asked for when it is to read System A's files, or to start
// and end. A program reads its files once, and what comes first is slower than what
// is done again and again; so it is measured in a process of its own.
const (
	parseOnce    = "read-system-a"
	parseNothing = "read-nothing"
)

// parseFiles reads what a check of the model in dir reads, into nodes and records, and
// does nothing with them.
func parseFiles(dir string) error {
	for _, name := range []string{"architecture.yaml", "architecture.accepted.yaml"} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if os.IsNotExist(err) {
			continue
		}
		var node yaml.Node
		if err := yaml.Unmarshal(data, &node); err != nil {
			return err
		}
	}
	_, _, err := decisions.Load(os.DirFS(dir), "docs/decisions")
	return err
}

// leastCPU runs command lines turn by turn and is the least CPU that each took.
func leastCPU(t *testing.T, turns int, lines ...[]string) []time.Duration {
	t.Helper()
	best := make([]time.Duration, len(lines))
	for range turns {
		for i, line := range lines {
			c := exec.Command(line[0], line[1:]...)
			if out, err := c.CombinedOutput(); err != nil {
				t.Fatalf("%v: %v\n%s", line, err, out)
			}
			took := c.ProcessState.UserTime() + c.ProcessState.SystemTime()
			if best[i] == 0 || took < best[i] {
				best[i] = took
			}
		}
	}
	return best
}
