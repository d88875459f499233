package veil_test

import (
	"io"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"asbuilt/finding/secret"
	"asbuilt/model/veil"
)

const key = "AK" + "IAIOSFODNN7EXAMPLE"

func folder() fstest.MapFS {
	return fstest.MapFS{
		"a.yaml":    {Data: []byte("\ufeff가: 나\r\n다: " + key + " # password=letmein\r\n")},
		"b.md":      {Data: []byte("clean\n")},
		"c.png":     {Data: []byte(key)},
		"d/e.json":  {Data: []byte("{\n  \"k\": \"" + key + "\"\n}")},
		"latin1.md": {Data: []byte("\xe9 " + key)},
	}
}

// A veiled file is read the same in each way, with its secrets told once and at
// their place.
func TestVeil(t *testing.T) {
	v := veil.Over(folder())
	want := "\ufeff가: 나\r\n다: " + strings.Repeat("•", len(key)) + " # password=•••••••\r\n"
	for range 2 {
		if data, err := fs.ReadFile(v, "a.yaml"); err != nil || string(data) != want {
			t.Errorf("%q %v", data, err)
		}
	}
	f, err := v.Open("a.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if data, err := io.ReadAll(f); err != nil || string(data) != want {
		t.Errorf("opened: %q %v", data, err)
	}
	if _, err := fs.ReadFile(v, "b.md"); err != nil {
		t.Error(err)
	}
	if data, err := fs.ReadFile(v, "c.png"); err != nil || string(data) != key {
		t.Errorf("a picture is no text: %q %v", data, err)
	}
	if _, err := fs.ReadFile(v, "latin1.md"); err != nil {
		t.Error(err)
	}
	found := v.Findings()
	if len(found) != 2 {
		t.Fatalf("%d findings: %v", len(found), found)
	}
	if f := found[0]; f.Position.Line != 2 || f.Position.Col != 4 || f.Length != len(key) || f.Subject != "a.yaml" ||
		f.Fact != string(secret.AccessKey) || strings.Contains(f.Source, key) ||
		f.Message.En != "this looks like an access key of AWS" || f.Message.Ko != "AWS 액세스 키로 보입니다" {
		t.Errorf("%+v", f)
	}
	if f := found[1]; f.Position.Line != 2 || f.Position.Col != 36 {
		t.Errorf("the second is at %v", f.Position)
	}
}

// What is mended is not told any more.
func TestVeilForgets(t *testing.T) {
	files := folder()
	v := veil.Over(files)
	fs.ReadFile(v, "d/e.json")
	if n := len(v.Findings()); n != 1 {
		t.Fatalf("%d findings", n)
	}
	files["d/e.json"] = &fstest.MapFile{Data: []byte("{}")}
	fs.ReadFile(v, "d/e.json")
	if n := len(v.Findings()); n != 0 {
		t.Errorf("%d findings", n)
	}
}

// The veil is a file system like others.
func TestVeilIsAFileSystem(t *testing.T) {
	clean := fstest.MapFS{"a.yaml": {Data: []byte("a: b\n")}, "d/e.md": {Data: []byte("# E\n")}}
	if err := fstest.TestFS(veil.Over(clean), "a.yaml", "d/e.md"); err != nil {
		t.Error(err)
	}
}

// Every kind of secret has words, with a service and without.
func TestKindsHaveWords(t *testing.T) {
	for _, k := range secret.Kinds() {
		if veil.What(secret.Found{Kind: k}).IsZero() || veil.What(secret.Found{Kind: k, Of: "Slack"}).IsZero() {
			t.Errorf("%s has no words", k)
		}
	}
}
