package cmd_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"asbuilt/cmd"
)

// letters is n letters and digits of a random source, or of an alphabet of its own.
func letters(r *rand.Rand, n int, alphabet ...string) string {
	const all = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
	from := strings.Join(append(alphabet, all)[:1], "")
	var b strings.Builder
	for range n {
		b.WriteByte(from[r.IntN(len(from))])
	}
	return b.String()
}

// planted are secrets of more than thirty kinds, each on one line with VALUE where what
// has to go stands, made anew by a seed: nothing of them may be said anywhere.
func planted(seed uint64) (texts, values []string) {
	r := rand.New(rand.NewPCG(seed, 6))
	const hex, upper, digits = "0123456789abcdef", "ABCDEFGHJKLMNPQRSTUVWXYZ23456789", "0123456789"
	for _, kind := range []struct{ text, value string }{
		{"VALUE", "AKIA" + letters(r, 16, upper)}, {"VALUE", "ASIA" + letters(r, 16, upper)},
		{"aws_secret_access_key = VALUE", letters(r, 40)},
		{"VALUE", "ghp_" + letters(r, 36)}, {"VALUE", "gho_" + letters(r, 36)},
		{"VALUE", "github_pat_11" + letters(r, 20, upper) + "_" + letters(r, 59)},
		{"VALUE", "glpat-" + letters(r, 20)}, {"VALUE", "xoxb-123456789012-123456789012-" + letters(r, 24)},
		{"https://hooks.slack.com/services/VALUE", "T0" + letters(r, 8, upper) + "/B0" + letters(r, 8, upper) + "/" + letters(r, 24)},
		{"https://discord.com/api/webhooks/123456789012345678/VALUE", letters(r, 68)},
		{"VALUE", "AIza" + letters(r, 35)}, {"VALUE", "GOCSPX-" + letters(r, 28)},
		{"VALUE", "sk-proj-" + letters(r, 60)}, {"VALUE", "sk-ant-api03-" + letters(r, 80)},
		{"VALUE", "sk_" + "live_" + letters(r, 24)}, {"VALUE", "npm_" + letters(r, 36)},
		{"VALUE", "SG." + letters(r, 22) + "." + letters(r, 43)}, {"VALUE", "hf_" + letters(r, 34)},
		{"VALUE", "dop_v1_" + letters(r, 64, hex)}, {"VALUE", "dckr_pat_" + letters(r, 27)},
		{"VALUE", "hvs." + letters(r, 90)}, {"VALUE", "dapi" + letters(r, 32, hex)},
		{"VALUE", "shpat_" + letters(r, 32, hex)}, {"VALUE", "pypi-AgEIcHlwaS5vcmcC" + letters(r, 70)},
		{"VALUE", "eyJ" + letters(r, 20) + ".eyJ" + letters(r, 40) + "." + letters(r, 43)},
		{"postgres://admin:VALUE@db.internal:5432/orders", letters(r, 14)}, {"redis://:VALUE@cache:6379", letters(r, 14)},
		{"mongodb+srv://app:VALUE@cluster.example/x", letters(r, 14)},
		{"password=VALUE", letters(r, 12)}, {"the root password: VALUE", letters(r, 11) + "7"},
		{"관리자 비밀번호: VALUE", letters(r, 11) + "8"}, {"Authorization: Bearer VALUE", letters(r, 32)},
		{"Authorization: Basic VALUE", "YWRtaW4" + letters(r, 20) + "Zz="},
		{"API_KEY=VALUE", letters(r, 30)}, {"curl -u admin:VALUE https://host.example", letters(r, 12)},
		{"-----BEGIN RSA PRIVATE KEY----- VALUE -----END RSA PRIVATE KEY-----", "MIIEow" + letters(r, 70)},
		{"AccountName=a;AccountKey=VALUE;", letters(r, 86) + "=="},
		{"https://b.s3.amazonaws.com/k?X-Amz-Signature=VALUE", letters(r, 64, hex)},
		{"110201543:VALUE", "AA" + letters(r, 33)}, {"mysql -u root -pVALUE orders", letters(r, 12)},
	} {
		texts = append(texts, strings.ReplaceAll(kind.text, "VALUE", kind.value))
		values = append(values, kind.value)
	}
	return texts, values
}

// layPlanted writes a repository of two commits and snapshots in which each secret stands
// in a description, a tag, a link, a record, a runbook and a tag of AWS, with values of
// their own, and gives back all of them, with the places that check has to tell.
func layPlanted(t *testing.T, dir string) (values, places []string) {
	t.Helper()
	write := writer(t, dir)
	next := uint64(0)
	plant := func() []string {
		next++
		texts, more := planted(next)
		values = append(values, more...)
		return texts
	}
	quote := func(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
	model := func() string {
		descriptions, tags, links := plant(), plant(), plant()
		var b strings.Builder
		b.WriteString("asbuilt: 1\nname: x\nlanguage: en\nelements:\n  u: {kind: user}\n")
		for i := range descriptions {
			fmt.Fprintf(&b, "  e%d:\n    kind: ecs-service\n    operations: {runbook: run.md}\n    description: %s\n    tags: [%s]\n    links: {wiki: %s}\n",
				i, quote("of "+descriptions[i]), quote(tags[i]), quote(links[i]))
		}
		b.WriteString("connections:\n")
		for i, note := range plant() {
			fmt.Fprintf(&b, "  - {from: u, to: e%d, port: 443, because: %s}\n", i, quote(note))
		}
		return b.String()
	}
	prose := func(head string) string {
		text := head
		for _, secret := range plant() {
			text += "\nOne is `" + secret + "` and so on.\n"
		}
		return text
	}
	git := func(args ...string) {
		c := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=a", "-c", "user.email=a@example.com"}, args...)...)
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	lay := func() {
		places = nil
		for name, text := range map[string]string{
			"architecture.yaml": model(), "docs/decisions/0001-one.md": prose("# One\n\n## Status\n\nAccepted\n"), "run.md": prose("# Run\n"),
		} {
			write(name, text)
			for n, line := range strings.Split(text, "\n") {
				for _, value := range values {
					if strings.Contains(line, value) {
						places = append(places, name+":"+strconv.Itoa(n+1))
					}
				}
			}
		}
	}
	git("init", "-q", "-b", "main")
	lay()
	git("add", ".")
	git("commit", "-qm", "before")
	lay()
	layTagged(t, write, plant())
	return values, places
}

// layTagged writes two snapshots, in the second of which resources carry secrets as tags.
func layTagged(t *testing.T, write func(name, text string), secrets []string) {
	t.Helper()
	data, err := os.ReadFile("../examples/ec2-service/clean.snapshot.json")
	if err != nil {
		t.Fatal(err)
	}
	write("before.json", string(data))
	var snapshot map[string]any
	if err := json.Unmarshal(data, &snapshot); err != nil {
		t.Fatal(err)
	}
	resources := snapshot["resources"].([]any)
	for i, secret := range secrets {
		r := resources[i%len(resources)].(map[string]any)
		tags, _ := r["tags"].(map[string]any)
		if tags == nil {
			tags = map[string]any{}
		}
		tags["note"+strconv.Itoa(i)] = secret
		r["tags"] = tags
	}
	tagged, err := json.Marshal(snapshot)
	if err != nil {
		t.Fatal(err)
	}
	write("after.json", string(tagged))
}

// TestPlanted plants forty kinds of secrets in everything that a person writes and in
// the tags of a snapshot. Check tells each place in the files; nothing that any command
// says or writes has one of the values.
func TestPlanted(t *testing.T) {
	example, err := filepath.Abs("../examples/ec2-service/architecture.yaml")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	values, places := layPlanted(t, dir)
	t.Chdir(dir)
	run := func(args ...string) string {
		var out bytes.Buffer
		status := cmd.Main(context.Background(), args, cmd.Streams{In: strings.NewReader(""), Out: &out, Err: &out})
		if status > cmd.Found && status != cmd.Incomplete {
			t.Errorf("asbuilt %q: status %d: %.300s", args, status, out.String())
		}
		return out.String()
	}
	leaks := func(where, text string) {
		for _, value := range values {
			if strings.Contains(text, value) {
				t.Errorf("%s says %q", where, value)
			}
		}
	}
	run("snapshot", "seal", "after.json")
	var report struct {
		Findings []struct {
			Code     string
			Position struct {
				File string
				Line int
			}
		}
	}
	if err := json.Unmarshal([]byte(run("check", "--format", "json")), &report); err != nil {
		t.Fatal(err)
	}
	told := map[string]bool{}
	for _, f := range report.Findings {
		told[fmt.Sprintf("%s:%d", f.Position.File, f.Position.Line)] = f.Code == "looks-like-a-secret"
	}
	for _, place := range places {
		if !told[place] {
			t.Errorf("check does not tell %s", place)
		}
	}
	commands := [][]string{
		{"check"}, {"build", "--out", "out/site"}, {"render", "--out", "out/pictures"}, {"analyze"}, {"decision", "list"},
		{"diff"}, {"diff", "--format", "json"}, {"diff", "--format", "markdown"}, {"diff", "--out", "out/changes"},
		{"drift", example, "--snapshot", "after.json"}, {"build", example, "--snapshot", "after.json", "--out", "out/drifted"},
		{"snapshot", "ls", "after.json"}, {"snapshot", "ls", "after.json", "--format", "json"}, {"snapshot", "diff", "before.json", "after.json"},
		{"policy"},
	}
	for _, format := range []string{"json", "sarif", "junit", "codequality", "markdown", "accounts"} {
		commands = append(commands, []string{"check", "--format", format}, []string{"drift", example, "--snapshot", "after.json", "--format", format})
	}
	for _, args := range commands {
		leaks(fmt.Sprint("asbuilt ", args), run(args...))
	}
	written := 0
	if err := filepath.WalkDir("out", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		written++
		leaks(name, string(data))
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if len(values) < 7*30 || len(places) < 5*30 || written < 100 {
		t.Errorf("%d values, %d places and %d files, so that this proves little", len(values), len(places), written)
	}
}
