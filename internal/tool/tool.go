// Package tool finds the programs that only tests need: a browser, axe-core, others
// by their names, and asbuilt itself as its users run it. A test that needs one that
// is missing is skipped, with the command that installs it; with CI set it fails
// instead.
//
// What is fetched, `make tools` fetches; nothing here does.
package tool

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
)

// Browser is the path of a Chromium or Chrome: the one that ASBUILT_BROWSER
// names, or the first on PATH.
func Browser(t *testing.T) string {
	t.Helper()
	for _, name := range []string{
		os.Getenv("ASBUILT_BROWSER"), "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
	} {
		if name == "" {
			continue
		}
		if p, err := exec.LookPath(name); err == nil {
			return p
		}
	}
	Lacking(t, "no browser; install one with: apt-get install chromium")
	return ""
}

// AxeCore is the source of axe-core, the accessibility checker, to be run
// within a page.
func AxeCore(t *testing.T) string {
	t.Helper()
	source, err := os.ReadFile(filepath.Join(root(t), ".tools", "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		Lacking(t, "no axe-core; fetch it with: make tools")
	}
	return string(source)
}

// Program is the path of a program that the package of Debian so named has.
func Program(t *testing.T, name, debian string) string {
	t.Helper()
	p, err := exec.LookPath(name)
	if err != nil {
		Lacking(t, fmt.Sprintf("no %s; install it with: apt-get install %s", name, debian))
	}
	return p
}

// Programs is a folder with asbuilt and asbuilt-aws in it, built of this tree
// once in a test process.
func Programs(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(root(t), ".tools", "programs")
	programs.Do(func() { programs.err = errors.Join(lookAt(root(t)), build(dir)) })
	if programs.err != nil {
		t.Fatal(programs.err)
	}
	return dir
}

var programs struct {
	sync.Once
	err error
}

// lookAt reads the folders of the source. Go runs a test again when something
// changed that the test looked at; what a child process reads it does not see.
func lookAt(root string) error {
	return Tree(root, func(_ string, _ fs.DirEntry, err error) error { return err })
}

func build(dir string) error {
	fresh, err := os.MkdirTemp("", "asbuilt-programs-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(fresh)
	build := exec.Command("go", "build", "-o", fresh, "asbuilt/cmd/asbuilt", "asbuilt/cmd/asbuilt-aws")
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, name := range []string{"asbuilt", "asbuilt-aws"} {
		if err := replace(filepath.Join(dir, name), filepath.Join(fresh, name)); err != nil {
			return err
		}
	}
	return nil
}

// replace makes old a copy of fresh. One that is the same stays, with its time, by which
// Go's test cache knows it; another process may be running the one that is there.
func replace(old, fresh string) error {
	program, err := os.ReadFile(fresh)
	if err != nil {
		return err
	}
	if there, err := os.ReadFile(old); err == nil && bytes.Equal(there, program) {
		return nil
	}
	beside, err := os.CreateTemp(filepath.Dir(old), ".new-")
	if err != nil {
		return err
	}
	defer os.Remove(beside.Name())
	_, err = beside.Write(program)
	if err = errors.Join(err, beside.Chmod(0o755), beside.Close()); err != nil {
		return err
	}
	return os.Rename(beside.Name(), old)
}

// Lacking ends a test for want of what the message names: skipped, and failed where CI
// is set.
func Lacking(t *testing.T, message string) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatal(message)
	}
	t.Skip(message)
}

// root is the folder of go.mod, at or above the test's own.
func root(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
		dir = filepath.Dir(dir)
	}
}
