package live_test

import (
	"bytes"
	"errors"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"asbuilt/internal/tool"
)

// A signal ends discover in the middle of a run: with the status of the signal,
// one line, and nothing written.
func TestSignals(t *testing.T) {
	for _, c := range []struct {
		name   string
		signal os.Signal
		status int
		says   string
		hangs  func(operation string) bool
	}{
		{"interrupt while signing in", os.Interrupt, 130, "asbuilt: interrupted; nothing was written\n", func(string) bool { return true }},
		{"interrupt while reading", os.Interrupt, 130, "asbuilt: interrupted; nothing was written\n", afterSignIn},
		{"terminate while reading", syscall.SIGTERM, 143, "asbuilt: terminated; nothing was written\n", afterSignIn},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			reached := make(chan string, 1000)
			address := endpoint(t, func(w http.ResponseWriter, r *http.Request) {
				op := operation(r)
				if c.hangs(op) {
					reached <- op
					<-r.Context().Done()
					return
				}
				signedIn(w, op)
			})
			cmd := exec.Command(filepath.Join(tool.Programs(t), "asbuilt"), "discover", "--region", "ap-northeast-2", "--out", "prod.json")
			cmd.Dir, cmd.Env = dir, environment(t, address)
			var out, said bytes.Buffer
			cmd.Stdout, cmd.Stderr = &out, &said
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			ended := make(chan error, 1)
			go func() { ended <- cmd.Wait() }()
			select {
			case <-reached: // it is in the middle of it
			case err := <-ended:
				t.Fatalf("it ended by itself: %v\n%s", err, said.String())
			case <-time.After(time.Minute):
				t.Fatal("it asks nothing")
			}
			if err := cmd.Process.Signal(c.signal); err != nil {
				t.Fatal(err)
			}
			var err error
			select {
			case err = <-ended:
			case <-time.After(time.Minute):
				_ = cmd.Process.Kill() // only it; its child ends with it
				t.Fatal("it goes on")
			}
			var exit *exec.ExitError
			if !errors.As(err, &exit) || exit.ExitCode() != c.status {
				t.Errorf("it ended with %v, want %d", err, c.status)
			}
			if said.String() != c.says || out.Len() > 0 {
				t.Errorf("it said %q and %q, want %q", said.String(), out.String(), c.says)
			}
			empty(t, dir)
		})
	}
}

func afterSignIn(operation string) bool {
	return !strings.Contains(operation, "GetCallerIdentity") && !strings.Contains(operation, "DescribeRegions")
}

// empty holds that a run left nothing in a folder, no temporary file either.
func empty(t *testing.T, dir string) {
	t.Helper()
	left, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range left {
		t.Errorf("it left %s behind", f.Name())
	}
}
