package model_test

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"asbuilt/model/format"
)

// TestCanonical holds the models that readers learn from to the one form that
// `asbuilt fmt` writes.
func TestCanonical(t *testing.T) {
	for _, name := range []string{
		"../architecture.yaml",
		"../architecture.dev.yaml",
		"../examples/ec2-service/architecture.yaml",
	} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		want, findings, err := format.Source(name, data)
		if err != nil || len(findings) > 0 {
			t.Fatal(name, err, findings)
		}
		if diff := cmp.Diff(string(want), string(data)); diff != "" {
			t.Errorf("%s is not in canonical form (-canonical +written); run asbuilt fmt:\n%s", name, diff)
		}
	}
}
