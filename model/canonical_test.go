package model_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"

	"asbuilt/model/format"
)

// TestCanonical holds the models that readers learn from to the one form that
// `asbuilt fmt` writes.
func TestCanonical(t *testing.T) {
	models, _ := filepath.Glob("starter/*/*.yaml")
	models = append(models, "../architecture.yaml", "../architecture.dev.yaml", "../examples/ec2-service/architecture.yaml")
	if len(models) < 5 {
		t.Fatalf("only %d models", len(models))
	}
	for _, name := range models {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		checkCanonical(t, name, data)
	}
}

var example = regexp.MustCompile("(?s)```yaml\n(.*?)```")

// TestCanonicalExamples holds the examples of the guides to that form, too.
func TestCanonicalExamples(t *testing.T) {
	for page, least := range map[string]int{"../README.md": 1, "../README.ko.md": 1, "../docs/language.md": 15, "../docs/language.ko.md": 15} {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		all := example.FindAllSubmatch(text, -1)
		if len(all) < least {
			t.Errorf("%s has only %d examples", page, len(all))
		}
		for i, m := range all {
			checkCanonical(t, fmt.Sprintf("%s, example %d", page, i+1), m[1])
		}
	}
}

func checkCanonical(t *testing.T, name string, data []byte) {
	t.Helper()
	want, findings, err := format.Source(name, data)
	if err != nil || len(findings) > 0 {
		t.Errorf("%s: %v %v", name, err, findings)
		return
	}
	if diff := cmp.Diff(string(want), string(data)); diff != "" {
		t.Errorf("%s is not in canonical form (-canonical +written); run asbuilt fmt:\n%s", name, diff)
	}
}
