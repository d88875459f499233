// Package e2e_test runs asbuilt as its users do: what the documentation shows
// is typed into a shell, in a copy of the repository.
package e2e_test

import (
	"os"
	"path/filepath"
	"testing"

	"asbuilt/internal/itself"
)

// TestMain lets this program be asbuilt when it is called by that name.
func TestMain(m *testing.M) { os.Exit(itself.Main(m)) }

// installed is a folder with a program asbuilt in it: the one that
// ASBUILT_PROGRAM names, or this one.
func installed(t *testing.T) string {
	t.Helper()
	self, err := os.Executable()
	if other := os.Getenv("ASBUILT_PROGRAM"); other != "" {
		self, err = filepath.Abs(other)
	}
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.Symlink(self, filepath.Join(dir, "asbuilt")); err != nil {
		t.Fatal(err)
	}
	return dir
}
