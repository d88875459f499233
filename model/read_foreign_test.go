package model_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"asbuilt/finding"
	"asbuilt/model"
)

// TestForeignFiles says what files of other tools are, each in one sentence. The
// tool is the name of the file's folder.
func TestForeignFiles(t *testing.T) {
	data, err := os.ReadFile("testdata/foreign/files.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range txtar.Parse(data).Files {
		t.Run(f.Name, func(t *testing.T) {
			tool, name, _ := strings.Cut(f.Name, "/")
			m, findings, err := model.Load(fstest.MapFS{name: {Data: f.Data}}, name, model.Options{})
			if tool == "none" {
				for _, f := range findings {
					if f.Code == model.CodeForeignFile {
						t.Errorf("taken for a file of another tool: %s", f.Message.En)
					}
				}
				return
			}
			if m != nil || err != nil || len(findings) != 1 {
				t.Fatalf("%d findings, want one: %v %v", len(findings), findings, err)
			}
			got := findings[0]
			want := "it looks like " + strings.ReplaceAll(tool, "_", " ")
			if got.Code != model.CodeForeignFile || !strings.Contains(got.Message.En, want) || got.Position.Line < 1 {
				t.Errorf("%d: %s [%s], want %q", got.Position.Line, got.Message.En, got.Code, want)
			}
			if got.Severity != finding.Error || got.Hint.Ko == "" || strings.TrimSpace(got.Source) == "" {
				t.Errorf("severity %v, hint %q, source %q", got.Severity, got.Hint.Ko, got.Source)
			}
		})
	}
}
