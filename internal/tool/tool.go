// Package tool finds the programs that only tests need: a browser and axe-core.
// A test that needs one that is missing is skipped, with the command that
// installs it; with CI set it fails instead.
//
// What is fetched, `make tools` fetches; nothing here does.
package tool

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Browser is the path of a Chromium or Chrome: the one that ASBUILT_BROWSER
// names, or the first on PATH.
func Browser(t *testing.T) string {
	t.Helper()
	for _, name := range []string{os.Getenv("ASBUILT_BROWSER"), "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"} {
		if name == "" {
			continue
		}
		if p, err := exec.LookPath(name); err == nil {
			return p
		}
	}
	lacking(t, "no browser; install one with: apt-get install chromium")
	return ""
}

// AxeCore is the source of axe-core, the accessibility checker, to be run
// within a page.
func AxeCore(t *testing.T) string {
	t.Helper()
	source, err := os.ReadFile(filepath.Join(root(t), ".tools", "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		lacking(t, "no axe-core; fetch it with: make tools")
	}
	return string(source)
}

func lacking(t *testing.T, message string) {
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
