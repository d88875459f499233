package cmd_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"asbuilt/cmd"
)

// Commands that keep of a snapshot what a model needs say the same as where they have all
// of it in memory: of a file that somebody wrote otherwise than asbuilt does.
func TestSiftedCommands(t *testing.T) {
	const example = "../examples/ec2-service/"
	dir := t.TempDir()
	data, err := os.ReadFile(example + "drifted.snapshot.json")
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]json.RawMessage
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	other, err := json.Marshal(all) // its members are in another order
	if err != nil {
		t.Fatal(err)
	}
	if bytes.HasPrefix(other, []byte(`{"version"`)) {
		t.Fatal("the members are in their usual order")
	}
	var said [2][]string
	for i, content := range [][]byte{data, other} {
		file := filepath.Join(dir, "s.json")
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
		out := filepath.Join(dir, "out")
		for _, args := range [][]string{
			{"drift", example + "architecture.yaml", "--snapshot", file, "--all", "--show-defaults"},
			{"accept", "--all", "--file", example + "architecture.yaml", "--snapshot", file, "--because", "x", "--by", "y",
				"--until", "2027-01-31", "--print"},
			{"render", example + "architecture.yaml", "--snapshot", file, "--view", "network", "--out", out},
		} {
			text, _ := run(t, []cmd.Status{cmd.Clean, cmd.Found}, args...)
			said[i] = append(said[i], text)
		}
		picture, err := os.ReadFile(filepath.Join(out, "network.svg"))
		if err != nil {
			t.Fatal(err)
		}
		said[i] = append(said[i], string(picture))
	}
	for i := range said[0] {
		if said[0][i] != said[1][i] {
			t.Errorf("the %d. command says otherwise:\n%.2000s\n\n%.2000s", i+1, said[0][i], said[1][i])
		}
	}
}
