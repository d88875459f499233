package cmd_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"asbuilt/cmd"
	"asbuilt/discover"
)

// Commands that keep of a snapshot what is asked for say the same as where they have all
// of it in memory: of a file that somebody wrote otherwise than asbuilt does.
func TestSiftedCommands(t *testing.T) {
	const example = "../examples/ec2-service/"
	dir := t.TempDir()
	before, after := filepath.Join(dir, "before.json"), filepath.Join(dir, "after.json")
	out, m := filepath.Join(dir, "out"), example+"architecture.yaml"
	commands := [][]string{
		{"drift", m, "--snapshot", after, "--all", "--show-defaults"},
		{"accept", "--all", "--file", m, "--snapshot", after, "--because", "x", "--by", "y", "--until", "2027-01-31", "--print"},
		{"render", m, "--snapshot", after, "--view", "network", "--out", out},
		{"snapshot", "ls", after, "--all"},
		{"snapshot", "ls", after, "--parts"},
		{"snapshot", "ls", after, "--format", "json"},
		{"snapshot", "ls", after, "--format", "json", "--model", m},
		{"snapshot", "ls", after, "--model", m, "--undeclared", "--type", "SecurityGroup"},
		{"snapshot", "ls", after, "--cells"},
		{"snapshot", "merge", before, after, "--latest", "--out", "-"},
		{"doctor", m, "--snapshot", after},
		{"snapshot", "diff", before, after},
		{"snapshot", "diff", before, after, "--all", "--model", m},
		{"snapshot", "diff", after, before, "--all", "--model", m, "--lang", "ko"},
		{"snapshot", "diff", before, after, "--model", m, "--format", "json"},
	}
	for _, from := range []string{
		"internet", "0.0.0.0/0", "10.40.0.0/16", "10.40.10.61", "tracking-fleet", "203.0.113.7", "nobody", "fleet-sg-z0",
	} {
		for _, to := range []string{"10.40.1.29/32", "tracking-fleet", "tracking-mysql", "10.40.0.16/28", "internet"} {
			commands = append(commands, []string{"reach", from, to, "--port", "3306", "--model", m, "--snapshot", after},
				[]string{"reach", from, to, "--port", "22", "--snapshot", after, "--format", "json"})
		}
	}
	var said [2][]string
	for i, form := range []func([]byte) []byte{bytes.Clone, unusual} {
		for file, of := range map[string]string{before: "clean.snapshot.json", after: "drifted.snapshot.json"} {
			if err := os.WriteFile(file, form(crowded(t, example+of, 3)), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		for _, args := range commands {
			var out bytes.Buffer
			status := cmd.Main(context.Background(), args, cmd.Streams{In: &bytes.Buffer{}, Out: &out, Err: &out})
			said[i] = append(said[i], fmt.Sprint(status, out.String()))
		}
		picture, err := os.ReadFile(filepath.Join(out, "network.svg"))
		if err != nil {
			t.Fatal(err)
		}
		said[i] = append(said[i], string(picture))
	}
	for i := range said[0] {
		if said[0][i] != said[1][i] {
			t.Errorf("%v says otherwise:\n%s", append(commands, []string{"the picture"})[i], firstDifference(said[0][i], said[1][i]))
		}
	}
}

// firstDifference is where two texts part.
func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	i := 0
	for i < min(len(x), len(y)) && x[i] == y[i] {
		i++
	}
	return fmt.Sprintf("line %d\n%s\n---\n%s", i+1, strings.Join(x[max(0, i-8):min(len(x), i+3)], "\n"),
		strings.Join(y[max(0, i-8):min(len(y), i+3)], "\n"))
}

// unusual is a snapshot whose members are in another order, which is read as a whole.
func unusual(data []byte) []byte {
	var all map[string]json.RawMessage
	if json.Unmarshal(data, &all) != nil {
		return nil
	}
	other, err := json.Marshal(all)
	if err != nil || bytes.HasPrefix(other, []byte(`{"version"`)) {
		return nil
	}
	return other
}

// crowded is a snapshot with so many copies of everything that an account has by the
// thousand, some of one name.
func crowded(t *testing.T, file string, copies int) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	s, err := discover.Read(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range slices.Clone(s.Resources) {
		if _, loose := r.Facts.(discover.Loose); !loose {
			continue
		}
		for n := range copies {
			other := *r
			other.ID, other.Tags = fmt.Sprintf("%s-z%d", r.ID, n), nil
			if other.Name = fmt.Sprintf("%s-z%d", r.Name, n%2); r.ARN != "" {
				other.ARN = fmt.Sprintf("%s-z%d", r.ARN, n)
			}
			s.Resources = append(s.Resources, &other)
		}
	}
	var b bytes.Buffer
	if err := discover.Write(&b, s); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
