package moto_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"asbuilt/discover"
	"asbuilt/internal/snapcase"
)

// What a stack of CloudFormation formed, beside a VPC that has the like: what the model
// declares without a name is found in the emulator by where it stands.
func TestFormedByAStack(t *testing.T) {
	t.Parallel()
	archive, err := txtar.ParseFile("../../drift/testdata/formed.txtar")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	s := system{name: "formed", model: filepath.Join(dir, "architecture.yaml"), plan: filepath.Join(dir, "plan.json"),
		account: snapcase.Account}
	for _, f := range archive.Files {
		switch f.Name {
		case "model.yaml":
			err = os.WriteFile(s.model, f.Data, 0o644)
		case "snapshot":
			var plan strings.Builder
			if err = discover.Write(&plan, snapcase.Snapshot(t, f.Data)); err == nil {
				err = os.WriteFile(s.plan, []byte(plan.String()), 0o644)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	b := newBuilder(t, s)
	b.build()
	for _, line := range b.cannot {
		t.Error("not built:", line)
	}
	file, _ := b.discover()
	lines, _ := b.drift(file)
	for line := range lines {
		t.Log(line)
		for _, code := range []string{"missing-resource", "ambiguous-match"} {
			if strings.Contains(line, " "+code+" ") {
				t.Errorf("what is there is not found: %s", line)
			}
		}
		if strings.HasPrefix(line, "broken connection-refuted ") {
			t.Errorf("what is there is not the one that is meant: %s", line)
		}
	}
}
