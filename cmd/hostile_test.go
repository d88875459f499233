package cmd_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"asbuilt/cmd"
)

// hostile is a text that would move the cursor of a terminal, set its clipboard
// and its title, turn text around, hide in it, and command the runners of
// pipelines.
const hostile = "\x1b]52;c;bWFyaw==\x07\u009b31m\u202eeman\u2066\u200b\r\n::error::MARK\n ::stop-commands::x ##vso[task.setvariable variable=PATH]MARK ##[group]MARK"

// inYAML is the text in quotes of YAML.
func inYAML(text string) string { return strconv.QuoteToASCII(text) }

// writer writes files into a folder.
func writer(t *testing.T, dir string) func(name, text string) {
	return func(name, text string) {
		t.Helper()
		at := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// layHostile writes a model, records and snapshots that say hostile wherever a
// person or AWS may say something.
func layHostile(t *testing.T, dir string) {
	t.Helper()
	write := writer(t, dir)
	h := inYAML(hostile)
	write("architecture.yaml", fmt.Sprintf(`asbuilt: 1
name: {ko: %[1]s, en: %[1]s}
language: en
elements:
  user: {kind: user, name: {ko: %[1]s, en: %[1]s}}
  api: {kind: ecs-service, name: {ko: %[1]s, en: %[1]s}, technology: %[1]s, scaling: {min: 1, max: 2}, capacity: {requests: 1/s}}
connections:
  - {from: user, to: api, port: 443, name: {ko: %[1]s, en: %[1]s}, rate: {peak: 50/s}, tls: true, auth: jwt}
flows:
  ask: {name: {ko: %[1]s, en: %[1]s}, rate: {peak: 20/s}, steps: [{step: user -> api, note: {ko: %[1]s, en: %[1]s}}]}
`, h))
	write("broken.yaml", fmt.Sprintf("asbuilt: 1\nname: x\n%s: 1\n::stop-commands::x: 1\ninclude: [%[1]s, \"##[group]\"]\n"+
		"elements: {%[1]s: {kind: %[1]s, in: %[1]s}}\nenvironments: [%[1]s]\n", h))
	write("docs/decisions/0001-a.md", "# "+strings.ReplaceAll(hostile, "\n", " ")+"\n\n## Status\n\nAccepted by ##vso[x]\n\n## Context\n\n::error::x\n")
	write("docs/decisions/0002-##vso[x].md", "# Two\n\n## Status\n\nSuperseded by [9](0009-none.md)\n")
	write("##[group]/architecture.yaml", "asbuilt: 1\nname: x\nelements: {a: {kind: nothing}}\n")
	data, err := os.ReadFile("../examples/ec2-service/clean.snapshot.json")
	if err != nil {
		t.Fatal(err)
	}
	write("before.json", string(data))
	var snapshot map[string]any
	if err := json.Unmarshal(data, &snapshot); err != nil {
		t.Fatal(err)
	}
	for _, r := range snapshot["resources"].([]any) {
		resource := r.(map[string]any)
		if typ, _ := resource["type"].(string); strings.HasPrefix(typ, "AWS::EC2::") {
			resource["tags"] = map[string]string{"Owner": hostile, "Name": hostile}
			resource["name"] = hostile
		}
	}
	poisoned, err := json.Marshal(snapshot)
	if err != nil {
		t.Fatal(err)
	}
	write("after.json", string(poisoned))
	layRepository(t, dir, write)
}

// layRepository makes a repository of two commits in which everything that a person may
// name is hostile: the model, which changes whole, its folder, and the author.
func layRepository(t *testing.T, dir string, write func(name, text string)) {
	t.Helper()
	git := func(args ...string) {
		c := exec.Command("git", append([]string{"-C", filepath.Join(dir, "repo"), "-c", "user.name=::error::x",
			"-c", "user.email=a@example.com"}, args...)...)
		c.Env = append(os.Environ(), "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL="+os.DevNull)
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	h := inYAML(hostile)
	write("repo/##[group]/architecture.yaml", fmt.Sprintf(`asbuilt: 1
name: {ko: %[1]s, en: %[1]s}
language: en
states: [now, later]
environments: [dev, prod]
data:
  people: {name: {ko: %[1]s, en: %[1]s}, sensitivity: personal, retention: 30d}
elements:
  user: {kind: user, name: {ko: %[1]s, en: %[1]s}}
  api: {kind: ecs-service, name: {ko: %[1]s, en: %[1]s}, technology: old}
connections:
  - {from: user, to: api, port: 443, name: {ko: %[1]s, en: %[1]s}, tls: true}
`, h))
	write("repo/##[group]/docs/decisions/0001-a.md", "# "+strings.ReplaceAll(hostile, "\n", " ")+"\n\nStatus: accepted\n")
	git("init", "-q", "-b", "main")
	git("add", ".")
	git("commit", "-qm", hostile)
	git("branch", "side")
	write("repo/##[group]/architecture.yaml", fmt.Sprintf(`asbuilt: 1
name: {ko: x, en: %[1]s}
language: en
states: [now, later]
environments: [dev, prod]
data:
  people: {name: {ko: %[1]s, en: %[1]s}, sensitivity: personal, retention: 300d}
elements:
  user: {kind: user, name: {ko: %[1]s, en: new %[2]s}}
  api: {kind: ecs-service, name: {ko: %[1]s, en: %[1]s}, technology: %[1]s, scaling: {min: 1, max: 1}, decisions: [1]}
  other: {kind: external-api, name: {ko: %[1]s, en: %[1]s}, since: later}
connections:
  - {from: user, to: api, port: 443, name: {ko: %[1]s, en: %[1]s}, tls: false}
  - {from: api, to: other, port: 443, name: {ko: %[1]s, en: %[1]s}, sends: [people]}
never:
  out: {from: api, to: other, because: %[1]s}
`, h, "MARK"))
	write("repo/##[group]/broken.yaml", fmt.Sprintf("asbuilt: 1\nname: x\n%s: 1\nelements: {%[1]s: {kind: %[1]s}}\n", h))
}

// TestHostile sends one hostile text through every command, in every form, and
// looks at both streams, on a desk and in a pipeline.
func TestHostile(t *testing.T) {
	example, err := filepath.Abs("../examples/ec2-service/architecture.yaml")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	layHostile(t, dir)
	t.Chdir(dir)
	commands := [][]string{
		{"check"}, {"check", "broken.yaml"}, {"check", "##[group]/architecture.yaml"}, {"check", hostile}, {"check", "--env", hostile},
		{"check", "broken.yaml", "--env", "::error::"}, {"check", "--lang", hostile}, {"check", "--format", hostile}, {hostile}, {"--" + hostile},
		{"check", "broken.yaml", "--all-envs"}, {"snapshot", "seal", "after.json"}, {"snapshot", "verify", "after.json", hostile},
		{"snapshot", "diff", "before.json", "after.json"}, {"snapshot", "ls", "after.json"},
		{"snapshot", "ls", "after.json", "--format", "json"}, {"snapshot", "ls", "after.json", "--type", hostile, "--tag", hostile},
		{"snapshot", "diff", hostile, hostile}, {"snapshot", "merge", "before.json", "after.json", "--out", "m"},
		{"drift", example, "--snapshot", "after.json"}, {"drift", "--snapshot", "after.json"}, {"drift", "--snapshot", hostile},
		{"reach", "user", "api", "--snapshot", "after.json"}, {"reach", hostile, "api", "--snapshot", "after.json"},
		{"analyze"}, {"analyze", "broken.yaml"}, {"decision", "list"}, {"decision", "list", "--status", hostile},
		{"decision", "new", hostile, "--print"}, {"decision", "new", "x", "--element", hostile}, {"decision", "new", "x", "--supersedes", hostile},
		{"render", "--out", "pictures"}, {"render", "--view", hostile, "--out", "pictures"}, {"render", "--out", "::error::\n"}, {"render", "broken.yaml", "--out", "p"},
		{"build", "--out", "site"}, {"build", "--out", "##vso[x]"}, {"build", "--snapshot", "after.json", "--out", "site"}, {"fmt", "--check"}, {"fmt", "--check", "broken.yaml"},
		{"explain", hostile}, {"explain", "kind", hostile}, {"policy", "broken.yaml"}, {"doctor", "--snapshot", "after.json"}, {"doctor", "broken.yaml", "--snapshot", "after.json"},
		{"diff", hostile}, {"diff", "--file", hostile}, {"init", "docs\n::error::"}, {"init", "##[group]"}, {"discover", "--out", hostile, "broken.yaml"}, {"serve", "broken\n::x"},
		{"schema", hostile}, {"version"}, {"help", hostile},
		{"accept"}, {"accept", hostile}, {"accept", "api", hostile}, {"accept", "broken.yaml"},
		{"accept", "api", "no-alarm", "--because", hostile, "--by", hostile, "--until", hostile},
		{"accept", "api", "no-alarm", "--because", hostile, "--by", hostile, "--until", "2099-01-01"},
		{"drift", example, "--snapshot", "after.json", "--history", "history"}, {"drift", example, "--snapshot", "after.json", "--history", "history"},
		{"drift", example, "--snapshot", "after.json", "--history", hostile}, {"drift", example, "--snapshot", "after.json", "--format", "summary"},
		{"build", "--snapshot", "after.json", "--history", "history", "--out", "site"}, {"build", "--redact", "--out", "redacted"},
		{"render", "--view", "containers", "--snapshot", "after.json", "--out", "pictures"}, {"check", "--fail-on", hostile}, {"analyze", hostile},
		{"drift", example, "--snapshot", "after.json", "--all", "--incident"}, {"drift", example, "--snapshot", "after.json", "--element", hostile},
		{"drift", example, "--snapshot", "after.json", "--accept", hostile},
		{"fmt", hostile}, {"decision", hostile}, {"snapshot", hostile}, {"completion", hostile}, {"check", "--timeout", hostile},
	}
	for _, format := range []string{"json", "sarif", "junit", "codequality", "markdown", "accounts"} {
		commands = append(commands, []string{"check", "broken.yaml", "--format", format}, []string{"drift", example, "--snapshot", "after.json", "--format", format})
	}
	for _, format := range []string{"json"} {
		commands = append(commands, []string{"analyze", "--format", format}, []string{"decision", "list", "--format", format},
			[]string{"reach", "user", "api", "--snapshot", "after.json", "--format", format})
	}
	commands = append(commands, []string{"render", "--view", "context", "--out", "-"})
	file := filepath.Join("repo", "##[group]", "architecture.yaml")
	for _, format := range []string{"text", "json", "markdown"} {
		for _, more := range [][]string{{}, {"--lang", "ko"}, {"--states", "now,later"}, {"--envs", "dev,prod"}, {"--out", "pictures"}} {
			commands = append(commands, append([]string{"diff", "--file", file, "--format", format}, more...))
		}
		commands = append(commands,
			[]string{"diff", "--file", filepath.Join("repo", "##[group]", "broken.yaml"), "--format", format},
			[]string{"diff", "--file", filepath.Join("repo", "##[group]", hostile), "--format", format})
	}
	commands = append(commands, []string{"diff", hostile, "--file", file}, []string{"diff", "--envs", hostile, "--file", file},
		[]string{"diff", "--states", hostile + ",x", "--file", file}, []string{"diff", "--fail-on", hostile, "--file", file})
	for _, ci := range []string{"", "true"} {
		t.Setenv("CI", ci)
		for _, name := range []string{"GITHUB_ACTIONS", "TF_BUILD", "GITLAB_CI"} {
			t.Setenv(name, "")
		}
		said, went := 0, 0
		for _, args := range commands {
			var out, errs bytes.Buffer
			status := cmd.Main(context.Background(), args, cmd.Streams{In: strings.NewReader(""), Out: &out, Err: &errs})
			if status == cmd.Clean {
				went++
			}
			said += strings.Count(out.String()+errs.String(), "MARK")
			for stream, text := range map[string]string{"stdout": out.String(), "stderr": errs.String()} {
				if harm := harmIn(text, ci != ""); harm != "" {
					t.Errorf("CI=%s asbuilt %.80q: %s: %s", ci, args, stream, harm)
				}
			}
		}
		if said < 100 || went < 12 {
			t.Errorf("CI=%q: the text was said %d times and %d commands did what they do, so that this proves little", ci, said, went)
		}
	}
}

// harmIn is the first thing in a text that would do something.
func harmIn(text string, pipeline bool) string {
	for line := range strings.Lines(text) {
		for _, r := range strings.TrimSuffix(line, "\n") {
			if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' {
				return fmt.Sprintf("%q in %.200q", r, line)
			}
		}
		start := strings.HasPrefix(strings.TrimSpace(line), "::")
		if start && !pipeline && !strings.Contains(line, "stop-commands") || pipeline && (start || strings.Contains(line, "##[") || strings.Contains(line, "##vso[")) {
			return fmt.Sprintf("a command in %.200q", line)
		}
	}
	return ""
}
