package format_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"asbuilt/internal/golden"
	"asbuilt/model/format"
	"asbuilt/model/syntax"
)

// TestCases holds each case, an archive with the files in and out, to its form.
func TestCases(t *testing.T) {
	paths, _ := filepath.Glob("testdata/*.txtar")
	if len(paths) == 0 {
		t.Fatal("no cases")
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			out := format1(t, archive.Files[0].Name, archive.Files[0].Data)
			golden.CheckSection(t, path, "out", out)
		})
	}
}

// format1 formats and proves the result canonical.
func format1(t *testing.T, name string, data []byte) []byte {
	t.Helper()
	out, findings, err := format.Source(name, data)
	if err != nil {
		t.Fatal(err)
	}
	if len(findings) > 0 {
		t.Fatalf("%s: %s", name, findings[0].Message.En)
	}
	again, _, err := format.Source(name, out)
	if err != nil {
		t.Fatalf("the canonical form cannot be formatted: %v\n%s", err, out)
	}
	if !bytes.Equal(again, out) {
		t.Errorf("%s: formatting twice differs:\n%s", name, cmp.Diff(string(out), string(again)))
	}
	if bytes.Count(out, []byte("#")) != bytes.Count(data, []byte("#")) {
		t.Errorf("%s: a comment is lost or doubled", name)
	}
	return out
}

// TestCorpus formats every file of the loader's corpus: Source itself refuses
// to return what reads differently, so an error here is a fault.
func TestCorpus(t *testing.T) {
	paths, _ := filepath.Glob("../testdata/*.txtar")
	formatted := 0
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if filepath.Ext(f.Name) != ".yaml" {
				continue
			}
			out, findings, err := format.Source(f.Name, f.Data)
			if err != nil && !strings.HasSuffix(err.Error(), "not a mapping") {
				t.Errorf("%s: %s: %v", path, f.Name, err)
			}
			if out != nil && len(findings) == 0 {
				format1(t, f.Name, f.Data)
				formatted++
			}
		}
	}
	if formatted < 100 {
		t.Errorf("formatted %d files: too few to mean anything", formatted)
	}
}

// TestSystems formats the two reference systems.
func TestSystems(t *testing.T) {
	for _, file := range []string{"../../architecture.yaml", "../../examples/ec2-service/architecture.yaml"} {
		data, err := os.ReadFile(file)
		if os.IsNotExist(err) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		format1(t, file, data)
	}
}

// TestCommentAnywhere puts a comment, and a line of its own with one, behind every
// bracket, comma and colon of flow collections: it stays, and the values stay.
func TestCommentAnywhere(t *testing.T) {
	const text = `asbuilt: 1
name: t
states: [now: {ko: 지금}, target]
elements:
  api: {kind: ecs-service, groups: [cluster, sg], scaling: {min: 1, max: 2, and: [{metric: memory, target: 70}]}}
  web:
    links: {a: b, c: d}
connections:
  - {from: web, to: api, event: {by: x}, via: [a, b]}
  - [{from: api}, to: b]
`
	comments := []string{" # note\n        ", "\n        # note\n        ", " # one\n        # two\n        "}
	places := 0
	for i, c := range text {
		isMark := strings.ContainsRune("{[,:]}", c) && !strings.HasPrefix(text[i:], ":\n")
		if !isMark || strings.Count(text[:i], "\n") < 2 {
			continue
		}
		for _, comment := range comments {
			data := text[:i+1] + comment + text[i+1:]
			before, _, findings, err := syntax.Parse("architecture.yaml", []byte(data))
			if err != nil || before == nil || len(findings) > 0 {
				continue // no place for a comment
			}
			places++
			out, _, err := format.Source("architecture.yaml", []byte(data))
			if err != nil {
				t.Errorf("%v:\n%s", err, data)
				continue
			}
			if want := strings.Count(data, "#"); strings.Count(string(out), "#") != want {
				t.Errorf("a comment is lost:\n%s\n%s", data, out)
			}
			format1(t, "architecture.yaml", out)
		}
	}
	if places < 100 {
		t.Errorf("%d places: too few to mean anything", places)
	}
}

// FuzzSource formats any text: it never panics, it loses no comment, and what it
// returns is its own canonical form.
func FuzzSource(f *testing.F) {
	paths, _ := filepath.Glob("../testdata/*.txtar")
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			f.Add(file.Data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		out, _, err := format.Source("architecture.yaml", data)
		if err != nil || out == nil {
			return
		}
		if bytes.Count(out, []byte("#")) != bytes.Count(data, []byte("#")) {
			t.Errorf("a comment is lost or doubled:\n%s", out)
		}
		again, findings, err := format.Source("architecture.yaml", out)
		if err != nil || len(findings) > 0 || !bytes.Equal(again, out) {
			t.Errorf("not canonical: %v\n%s", err, cmp.Diff(string(out), string(again)))
		}
	})
}
