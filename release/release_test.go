package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"debug/buildinfo"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var moment = time.Date(2026, 11, 29, 3, 0, 0, 0, time.UTC)

func content() []file {
	return []file{{"asbuilt", 0o755, []byte("program")}, {"completions/asbuilt.bash", 0o644, []byte("words")}}
}

// entry is what a reader of an archive sees of one file.
type entry struct {
	Name, Data string
	Mode       int64
	Time       time.Time
}

func want() []entry {
	return []entry{
		{"asbuilt_1_linux_amd64/asbuilt", "program", 0o755, moment},
		{"asbuilt_1_linux_amd64/completions/asbuilt.bash", "words", 0o644, moment},
	}
}

func TestTarball(t *testing.T) {
	data, err := tarball("asbuilt_1_linux_amd64", content(), moment)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	var got []entry
	for r := tar.NewReader(plain); ; {
		head, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if head.Uid != 0 || head.Gid != 0 || head.Uname != "" {
			t.Errorf("%s belongs to %d/%d %q", head.Name, head.Uid, head.Gid, head.Uname)
		}
		got = append(got, entry{head.Name, string(text), head.Mode, head.ModTime.UTC()})
	}
	if d := cmp.Diff(want(), got); d != "" {
		t.Error(d)
	}
}

func TestZipped(t *testing.T) {
	data, err := zipped("asbuilt_1_linux_amd64", content(), moment)
	if err != nil {
		t.Fatal(err)
	}
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var got []entry
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, entry{f.Name, string(text), int64(f.Mode().Perm()), f.Modified.UTC()})
	}
	if d := cmp.Diff(want(), got); d != "" {
		t.Error(d)
	}
}

// TestChecksums holds that the list is one that the usual program verifies.
func TestChecksums(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.zip"), []byte("abc"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := checksums(dir); err != nil {
		t.Fatal(err)
	}
	c := exec.Command("sha256sum", "-c", "SHA256SUMS")
	c.Dir = dir
	if out, err := c.CombinedOutput(); err != nil || string(out) != "a.zip: OK\n" {
		t.Errorf("%v: %s", err, out)
	}
}

// TestMaterials looks at this test program, which links what a program of ours
// could: every module that Go wrote into it is in the bill and has a licence.
func TestMaterials(t *testing.T) {
	name, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	self, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	modules, err := linked([]file{{"self", 0o755, self}, {"again", 0o755, self}})
	if err != nil {
		t.Fatal(err)
	}
	info, err := buildinfo.Read(bytes.NewReader(self))
	if err != nil {
		t.Fatal(err)
	}
	if len(modules) != len(info.Deps)+1 {
		t.Errorf("%d modules of %d dependencies and the standard library", len(modules), len(info.Deps))
	}
	here, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	r := &release{root: here, version: "v1.2.3", moment: moment}
	text, err := r.bill(target{"linux", "amd64"}, modules)
	if err != nil {
		t.Fatal(err)
	}
	var bill struct {
		BomFormat  string
		Metadata   struct{ Timestamp string }
		Components []struct{ Name, Version, Purl string }
	}
	if err := json.Unmarshal(text, &bill); err != nil {
		t.Fatal(err)
	}
	if bill.BomFormat != "CycloneDX" || bill.Metadata.Timestamp != "2026-11-29T03:00:00Z" {
		t.Errorf("format %q, time %q", bill.BomFormat, bill.Metadata.Timestamp)
	}
	for i, m := range modules {
		if c := bill.Components[i]; c.Name != m.Path || c.Purl != "pkg:golang/"+m.Path+"@"+m.Version {
			t.Errorf("component %v for module %v", c, m)
		}
	}
	licences, err := r.licences(modules)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range modules {
		if !strings.Contains(string(licences), "\n"+m.Path+" "+m.Version+": ") {
			t.Errorf("no licence of %s %s", m.Path, m.Version)
		}
	}
}

func TestUnknownTarget(t *testing.T) {
	_, err := newRelease("..", "out", "plan9/mips")
	if err == nil || !strings.Contains(err.Error(), `no target in "plan9/mips"`) {
		t.Errorf("got %v", err)
	}
}
