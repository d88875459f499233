package decisions_test

import (
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/decisions"
)

// FuzzLoad reads two records, of which the fuzzer writes one. The records of
// all cases are its seeds.
func FuzzLoad(f *testing.F) {
	cases, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range cases {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, a := range archive.Files {
			if strings.HasPrefix(a.Name, dir+"/") {
				f.Add(a.Data)
			}
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		set, findings, err := decisions.Load(fstest.MapFS{
			dir + "/0001-first.md":  {Data: []byte("# First\n\n## Status\n\nSuperseded by [2. Second](0002-second.md)\n")},
			dir + "/0002-second.md": {Data: data},
		}, dir)
		if err != nil {
			t.Fatal(err)
		}
		findings = append(findings, set.Link(&model.Model{})...)
		lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(data)), "\n")
		for _, found := range findings {
			if found.Position.File == dir+"/0002-second.md" {
				inside(t, found, lines)
			}
		}
	})
}

// inside fails when a finding points, or underlines what lies, outside the text.
func inside(t *testing.T, f *finding.Finding, lines []string) {
	t.Helper()
	p := f.Position
	if p.Line < 1 || p.Line > len(lines) {
		t.Errorf("%s points to line %d of %d", f.Code, p.Line, len(lines))
		return
	}
	long := len([]rune(lines[p.Line-1]))
	// One caret may stand where the line ends: there something is missing.
	if p.Col < 1 || p.Col > long+1 || f.Length > 1 && p.Col-1+f.Length > long {
		t.Errorf("%s points to %d:%d and %d characters of %d lines", f.Code, p.Line, p.Col, f.Length, len(lines))
	}
}
