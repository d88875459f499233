package cmd_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"asbuilt/cmd"
)

// Two resources may have one name, in two networks or two regions: each has an acceptance
// of its own, and none takes another's place.
func TestAcceptTwins(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../examples/ec2-service")); err != nil {
		t.Fatal(err)
	}
	m, few, many := filepath.Join(dir, "architecture.yaml"), filepath.Join(dir, "few.json"), filepath.Join(dir, "many.json")
	drifted := filepath.Join(dir, "drifted.snapshot.json")
	for name, copies := range map[string]int{few: 1, many: 3} {
		if err := os.WriteFile(name, crowded(t, drifted, copies), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	all := []string{"accept", "--all", "--file", m, "--because", "first day", "--by", "platform", "--until", "2027-01-31"}
	for _, snapshot := range []string{few, many} {
		run(t, []cmd.Status{cmd.Clean}, append(all, "--snapshot", snapshot)...)
		out, _ := run(t, []cmd.Status{cmd.Clean}, "drift", m, "--snapshot", snapshot, "--fail-on", "note", "--all")
		if strings.Contains(out, "now it is") || strings.Contains(out, "accepted-unused") {
			t.Errorf("%s says\n%s", filepath.Base(snapshot), out)
		}
		out, _ = run(t, []cmd.Status{cmd.Clean}, append(all, "--snapshot", snapshot)...)
		if !strings.Contains(out, ": 0 added, 0 replaced") {
			t.Errorf("once more: %s", out)
		}
	}
}
