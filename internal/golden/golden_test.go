package golden_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"asbuilt/internal/golden"
)

// TestSample is what the tests below run in a process of their own, because a
// failing Check must be seen from outside.
func TestSample(t *testing.T) {
	dir := os.Getenv("GOLDEN_SAMPLE")
	if dir == "" {
		return // it is run by the other tests, in a process of its own
	}
	golden.Check(t, filepath.Join(dir, "new", "file.txt"), []byte("one\nthree\n"))
	golden.CheckSection(t, filepath.Join(dir, "case.txtar"), "want", []byte("three\n"))
}

func sample(t *testing.T, dir string, args ...string) (output string, ok bool) {
	t.Helper()
	run := exec.Command(os.Args[0], append([]string{"-test.run=^TestSample$"}, args...)...)
	run.Env = append(os.Environ(), "GOLDEN_SAMPLE="+dir)
	out, err := run.CombinedOutput()
	return string(out), err == nil
}

func TestCheck(t *testing.T) {
	dir := t.TempDir()
	archive := filepath.Join(dir, "case.txtar")
	if err := os.WriteFile(archive, []byte("why\n-- in --\none\n-- want --\ntwo\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if out, ok := sample(t, dir); ok || !strings.Contains(out, "does not exist; run the test with -update") {
		t.Errorf("a missing golden passes, or fails without its cure:\n%s", out)
	}
	if out, ok := sample(t, dir, "-update"); !ok {
		t.Fatalf("-update fails:\n%s", out)
	}
	if out, ok := sample(t, dir); !ok {
		t.Errorf("what -update wrote is refused:\n%s", out)
	}
	got, err := os.ReadFile(archive)
	if err != nil {
		t.Fatal(err)
	}
	if want := "why\n-- in --\none\n-- want --\nthree\n"; string(got) != want {
		t.Errorf("archive is %q, want %q", got, want)
	}

	if err := os.WriteFile(filepath.Join(dir, "new", "file.txt"), []byte("one\ntwo\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if out, ok := sample(t, dir); ok || !strings.Contains(out, "file.txt differs") {
		t.Errorf("a difference passes, or is not shown:\n%s", out)
	}
}
