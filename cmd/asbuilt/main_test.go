//go:build unix

package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestMain lets the tests run the program itself.
func TestMain(m *testing.M) {
	if os.Getenv("ASBUILT_TEST_MAIN") != "" {
		main()
	}
	os.Exit(m.Run())
}

// TestSignals ends commands that wait for what never comes: all of them end with
// the status of the signal. The guard is for the program of which this is not
// true.
func TestSignals(t *testing.T) {
	for _, tt := range []struct {
		name   string
		args   []string
		signal os.Signal
		status int
	}{
		{"a model that does not come", []string{"check", "-"}, os.Interrupt, 130},
		{"a model that does not come, terminated", []string{"render", "-", "--out", "out"}, syscall.SIGTERM, 143},
		{"a snapshot that does not come", []string{"snapshot", "verify", "-"}, os.Interrupt, 130},
		{"a file to format that does not come", []string{"fmt", "-"}, syscall.SIGTERM, 143},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
			defer cancel()
			c := exec.CommandContext(ctx, os.Args[0], tt.args...)
			c.Env = append(os.Environ(), "ASBUILT_TEST_MAIN=1")
			c.Dir = t.TempDir()
			in, err := c.StdinPipe()
			if err != nil {
				t.Fatal(err)
			}
			defer in.Close()
			if err := c.Start(); err != nil {
				t.Fatal(err)
			}
			// It reads when it has taken more than a pipe holds.
			if _, err := io.WriteString(in, strings.Repeat("# ", 64<<10)); err != nil {
				t.Fatal(err)
			}
			if err := c.Process.Signal(tt.signal); err != nil {
				t.Fatal(err)
			}
			var exit *exec.ExitError
			if err := c.Wait(); !errors.As(err, &exit) || exit.ExitCode() != tt.status {
				t.Errorf("it ended with %v, want status %d", err, tt.status)
			}
			if left, _ := filepath.Glob(filepath.Join(c.Dir, "*")); len(left) > 0 {
				t.Errorf("it left %v", left)
			}
		})
	}
}
