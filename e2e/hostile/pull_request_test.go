// Package hostile_test looks at what a stranger sends, as whoever reviews it does: with
// every command, and in a browser.
package hostile_test

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"asbuilt/cmd"
)

// secret stands in every file that nobody showed to asbuilt.
const secret = "CANARY-OF-A-FILE"

// branch is a repository of two commits, the second of which is a stranger's, beside
// files that are none of it.
type branch struct {
	t *testing.T
	// dir is all of it; repo the repository, with a model.
	dir, repo string
}

func newBranch(t *testing.T) *branch {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	b := &branch{t: t, dir: dir, repo: filepath.Join(dir, "repo")}
	b.write("outside/secret.md", "# "+secret+"\n")
	b.write("outside/secret.yaml", "elements: {"+secret+": 1\n")
	b.write("outside/secret.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>"+secret+"</title></svg>")
	b.write("outside/mine.txt", "a person's "+secret+"\n")
	b.write("repo/.env", "PASSWORD="+secret+"\n")
	b.write("repo/architecture.yaml", "asbuilt: 1\nname: x\nlanguage: en\nelements: {a: {kind: ecs-service}, u: {kind: user}}\n")
	b.git("init", "-q", "-b", "main")
	b.git("add", "architecture.yaml")
	b.git("commit", "-qm", "before")
	b.git("config", "http.https://git.example/.extraheader", "AUTHORIZATION: "+secret)
	return b
}

func (b *branch) at(name string) string { return filepath.Join(b.dir, filepath.FromSlash(name)) }

func (b *branch) write(name, text string) {
	b.t.Helper()
	if err := os.MkdirAll(filepath.Dir(b.at(name)), 0o755); err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(b.at(name), []byte(text), 0o644); err != nil {
		b.t.Fatal(err)
	}
}

func (b *branch) link(name, to string) {
	b.t.Helper()
	if err := os.MkdirAll(filepath.Dir(b.at(name)), 0o755); err != nil {
		b.t.Fatal(err)
	}
	if err := os.Symlink(to, b.at(name)); err != nil {
		b.t.Fatal(err)
	}
}

func (b *branch) git(args ...string) {
	b.t.Helper()
	c := exec.Command("git", append([]string{"-C", b.repo, "-c", "user.name=a", "-c", "user.email=a@example.com"}, args...)...)
	c.Env = append(os.Environ(), "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL="+os.DevNull)
	if out, err := c.CombinedOutput(); err != nil {
		b.t.Fatalf("git %v: %v\n%s", args, err, out)
	}
}

// commit makes the stranger's commit of all that lies there.
func (b *branch) commit() {
	b.t.Helper()
	b.git("add", "-A", "--", ".", ":!.env")
	b.git("commit", "-qm", "the pull request")
}

// asbuilt runs a command in the repository, and is what it said. A stack trace or a file
// that nobody showed fails the test.
func (b *branch) asbuilt(args ...string) (string, cmd.Status) {
	b.t.Helper()
	b.t.Chdir(b.repo)
	var out bytes.Buffer
	status := cmd.Main(context.Background(), args, cmd.Streams{In: strings.NewReader(""), Out: &out, Err: &out})
	if strings.Contains(out.String(), secret) || strings.Contains(out.String(), "goroutine ") {
		b.t.Errorf("asbuilt %v says %s", args, out.String())
	}
	return out.String(), status
}

// files are all files below a folder with what they hold; a link is where it leads.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if d.Type()&fs.ModeSymlink != 0 {
			to, err := os.Readlink(name)
			all[name] = "-> " + to
			return err
		}
		data, err := os.ReadFile(name)
		all[name] = string(data)
		return err
	})
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return all
}

// keepsSecrets fails where a file below a folder of the repository tells what nobody
// showed.
func (b *branch) keepsSecrets(folder string) {
	b.t.Helper()
	for name, text := range files(b.t, filepath.Join(b.repo, folder)) {
		if strings.Contains(text, secret) && !strings.HasPrefix(text, "-> ") {
			b.t.Errorf("%s tells %s", name, secret)
		}
	}
}

// TestFilesFromElsewhere has a stranger name, by links and paths, files that are not the
// repository's to show, and list files of others as asbuilt's. None is shown, replaced or
// deleted, whatever command looks.
func TestFilesFromElsewhere(t *testing.T) {
	const model = "asbuilt: 1\nname: x\nlanguage: en\nelements:\n  u: {kind: user}\n"
	runbook := func(file string) string {
		return model + "  a: {kind: ecs-service, operations: {runbook: " + file + "}}\n"
	}
	const record = "# One\n\n## Status\n\nAccepted\n\n"
	const shared = "mine.txt\nelements/zz.txt\nelements\nindex.html\n"
	tricks := []struct {
		name string
		lay  func(b *branch)
	}{
		{"runbook: a link out", func(b *branch) {
			b.write("repo/architecture.yaml", runbook("r.md"))
			b.link("repo/r.md", "../outside/secret.md")
		}},
		{"runbook: a link to .git", func(b *branch) {
			b.write("repo/architecture.yaml", runbook("r.md"))
			b.link("repo/r.md", ".git/config")
		}},
		{"runbook: a link to a dotfile", func(b *branch) { b.write("repo/architecture.yaml", runbook("r.md")); b.link("repo/r.md", ".env") }},
		{"runbook: a path up", func(b *branch) { b.write("repo/architecture.yaml", runbook("../outside/secret.md")) }},
		{"runbook: a path from the root", func(b *branch) { b.write("repo/architecture.yaml", runbook(b.at("outside/secret.md"))) }},
		{"runbook: in a linked folder", func(b *branch) {
			b.write("repo/architecture.yaml", runbook("d/secret.md"))
			b.link("repo/d", "../outside")
		}},
		{"record: a link out", func(b *branch) { b.link("repo/docs/decisions/0001-x.md", "../../../outside/secret.md") }},
		{"record: a link to a dotfile", func(b *branch) { b.link("repo/docs/decisions/0001-x.md", "../../.env") }},
		{"record: a linked folder", func(b *branch) {
			b.link("repo/docs/decisions", "../../outside")
			b.write("outside/0001-x.md", record+secret+"\n")
		}},
		{"record: a folder up", func(b *branch) {
			b.write("repo/architecture.yaml", model+"decisions: ../outside\n")
			b.write("outside/0001-x.md", record+secret+"\n")
		}},
		{"include: a link out", func(b *branch) {
			b.write("repo/architecture.yaml", model+"include: [x.yaml]\n")
			b.link("repo/x.yaml", "../outside/secret.yaml")
		}},
		{"include: a link to .git", func(b *branch) {
			b.write("repo/architecture.yaml", model+"include: [\"*.yml\"]\n")
			b.link("repo/x.yml", ".git/config")
		}},
		{"include: a path up", func(b *branch) { b.write("repo/architecture.yaml", model+"include: [../outside/*.yaml]\n") }},
		{"the model: a link out", func(b *branch) {
			os.Remove(b.at("repo/architecture.yaml"))
			b.link("repo/architecture.yaml", "../outside/secret.yaml")
		}},
		{"overlay: a link out", func(b *branch) {
			b.write("repo/architecture.yaml", model+"environments: [dev]\n")
			b.link("repo/architecture.dev.yaml", "../outside/secret.yaml")
		}},
		{"picture: a link out", func(b *branch) {
			b.write("repo/docs/decisions/0001-x.md", record+"![p](p.svg)\n")
			b.link("repo/docs/decisions/p.svg", "../../../outside/secret.svg")
		}},
		{"picture: a path up", func(b *branch) {
			b.write("repo/docs/decisions/0001-x.md", record+"![p](../../../outside/secret.svg)\n")
		}},
		{"picture: a path from the root", func(b *branch) {
			b.write("repo/docs/decisions/0001-x.md", record+"![p]("+b.at("outside/secret.svg")+") ![q](file://"+b.at("outside/secret.svg")+")\n")
		}},
		{"output: a list of a person's files", func(b *branch) {
			b.write("repo/site/mine.txt", "precious")
			b.write("repo/site/.asbuilt-files", shared)
		}},
		{"output: a linked folder in it", func(b *branch) {
			b.link("repo/site/elements", "../../outside")
			b.write("repo/site/.asbuilt-files", shared+"elements/mine.txt\n")
		}},
		{"output: is a link", func(b *branch) { b.link("repo/site", "../outside"); b.write("outside/.asbuilt-files", shared) }},
		{"output: a link for a page", func(b *branch) {
			b.link("repo/site/index.html", "../../outside/mine.txt")
			b.write("repo/site/.asbuilt-files", shared)
		}},
		{"output: paths up in the list", func(b *branch) {
			b.write("repo/site/.asbuilt-files", "../../outside/mine.txt\n../.env\n"+b.at("outside/mine.txt")+"\n")
		}},
		{"output: a link for the list", func(b *branch) { b.link("repo/site/.asbuilt-files", "../../outside/mine.txt") }},
		{"pins: a link out", func(b *branch) { b.link("repo/architecture.layout.yaml", "../outside/secret.yaml") }},
		{"accepted: a link out", func(b *branch) { b.link("repo/architecture.accepted.yaml", "../outside/secret.yaml") }},
	}
	for _, trick := range tricks {
		t.Run(trick.name, func(t *testing.T) {
			b := newBranch(t)
			trick.lay(b)
			b.commit()
			before, planted := files(t, b.at("outside")), files(t, b.at("repo/site"))
			for _, args := range [][]string{
				{"check"}, {"check", "--all-envs"}, {"build", "--out", "site"}, {"build", "--out", "new"}, {"render", "--out", "pictures"},
				{"diff", "HEAD~1"}, {"diff", "HEAD~1", "--format", "json"}, {"analyze"}, {"decision", "list"}, {"fmt", "--check"},
				{"check", "--format", "sarif"}, {"accept"},
			} {
				b.asbuilt(args...)
			}
			b.keepsSecrets("new")
			b.keepsSecrets("pictures")
			if to, err := os.Readlink(b.at("repo/site")); err != nil || to == "" {
				b.keepsSecrets("site")
			}
			for name, text := range before {
				if files(t, b.at("outside"))[name] != text {
					t.Errorf("%s was changed or deleted", name)
				}
			}
			if now := files(t, b.at("outside")); len(now) != len(before) {
				t.Errorf("outside has %d files, and had %d", len(now), len(before))
			}
			for name, text := range planted {
				if filepath.Base(name) == "mine.txt" && files(t, b.at("repo/site"))[name] != text {
					t.Errorf("%s was changed or deleted", name)
				}
			}
			if data, err := os.ReadFile(b.at("repo/.env")); err != nil || !strings.Contains(string(data), secret) {
				t.Errorf(".env: %v", err)
			}
		})
	}
}
