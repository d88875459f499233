// Package golden compares what a test made with what was once read and
// accepted, kept in a file beside the test. It holds the one switch that
// rewrites all of them:
//
//	go test ./report -update     # one package
//	make golden                  # every package
//
// It never writes without the switch, and it accepts nothing for anybody: read
// the difference in Git before you commit it.
package golden

import (
	"bytes"
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

// The flag package parses this before the first test runs; nothing else in the
// program is set from outside.
var update = flag.Bool("update", false, "rewrite golden files with what the tests got")

// Update reports whether golden files are to be rewritten.
func Update() bool { return *update }

// Check fails the test when the file at path, relative to the test's folder,
// does not hold got, and shows the difference. With -update it writes the file.
func Check(t *testing.T, path string, got []byte) {
	t.Helper()
	want, err := os.ReadFile(path)
	if err == nil && bytes.Equal(want, got) {
		return
	}
	if Update() {
		write(t, path, got)
		return
	}
	if errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("%s does not exist; run the test with -update and read what it writes", path)
	}
	if err != nil {
		t.Fatal(err)
	}
	report(t, path, want, got)
}

// CheckSection is [Check] for the section of that name in the txtar archive at
// path, so that a case keeps its input and its output in one file. A section
// that is missing counts as empty.
func CheckSection(t *testing.T, path, section string, got []byte) {
	t.Helper()
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(archive.Files, func(f txtar.File) bool { return f.Name == section })
	if at < 0 {
		at = len(archive.Files)
		archive.Files = append(archive.Files, txtar.File{Name: section})
	}
	want := archive.Files[at].Data
	if bytes.Equal(want, got) {
		return
	}
	if Update() {
		archive.Files[at].Data = got
		write(t, path, txtar.Format(archive))
		return
	}
	report(t, path+": "+section, want, got)
}

func report(t *testing.T, what string, want, got []byte) {
	t.Helper()
	t.Errorf("%s differs (-want +got); accept it with -update\n%s", what, cmp.Diff(string(want), string(got)))
}

func write(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}
