package git

import (
	"context"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// place is a folder of a test in which traps are laid.
type place struct {
	t *testing.T
	// dir is the whole of it, repo a repository in it with a model in sub.
	dir, repo string
}

func newPlace(t *testing.T) *place {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("HOME", dir)
	t.Setenv("XDG_CONFIG_HOME", "")
	t.Setenv("GIT_CONFIG_NOSYSTEM", "1")
	p := &place{t: t, dir: dir, repo: filepath.Join(dir, "repo")}
	p.write(".gitconfig", "[user]\n\tname = a\n\temail = a@example.com\n")
	p.write("repo/sub/architecture.yaml", "asbuilt: 1\nname: before\n")
	p.git("init", "-q", "-b", "main")
	p.git("add", ".")
	p.git("commit", "-qm", "one")
	return p
}

func (p *place) path(name string) string { return filepath.Join(p.dir, filepath.FromSlash(name)) }

func (p *place) write(name, text string) {
	p.t.Helper()
	if err := os.MkdirAll(filepath.Dir(p.path(name)), 0o755); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(p.path(name), []byte(text), 0o755); err != nil {
		p.t.Fatal(err)
	}
}

// git runs git in the repository as its owner would.
func (p *place) git(args ...string) string {
	p.t.Helper()
	c := exec.Command("git", args...)
	c.Dir = p.repo
	out, err := c.CombinedOutput()
	if err != nil {
		p.t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out))
}

// spring runs git in a folder as somebody does who knows no harm.
func (p *place) spring(dir string, args ...string) {
	c := exec.Command("git", append([]string{"-C", p.path(dir)}, args...)...)
	c.Run() // that it fails is the usual
}

// program is a program that leaves a mark when it is run.
func (p *place) program() string {
	p.write("bin/trap", "#!/bin/sh\ntouch "+p.path("MARK")+"\n")
	return p.path("bin/trap")
}

// sprung reports whether the program was run, and forgets that it was.
func (p *place) sprung() bool { return os.Remove(p.path("MARK")) == nil }

// read reads the model in dir as it was in HEAD.
func (p *place) read(dir string) (string, error) {
	ctx := context.Background()
	repo, err := Open(ctx, p.path(dir))
	if err != nil {
		return "", err
	}
	defer repo.Close()
	commit, err := repo.Commit(ctx, "HEAD")
	if err != nil {
		return "", err
	}
	tree, err := repo.Tree(ctx, commit)
	if err != nil {
		return "", err
	}
	data, err := fs.ReadFile(tree, "architecture.yaml")
	return string(data), err
}

// lose takes an object out of the repository, so that it would have to be
// fetched.
func (p *place) lose(object string) {
	id := p.git("rev-parse", object)
	if err := os.Remove(filepath.Join(p.repo, ".git", "objects", id[:2], id[2:])); err != nil {
		p.t.Fatal(err)
	}
}

// embed puts the files of a repository into repo/sub and commits them, as a pull
// request can; config is what they configure.
func (p *place) embed(config string) {
	p.t.Helper()
	if out, err := exec.Command("git", "init", "-q", "--bare", p.path("repo/sub/new")).CombinedOutput(); err != nil {
		p.t.Fatalf("%s", out)
	}
	for _, name := range []string{"HEAD", "objects", "refs"} {
		if err := os.Rename(p.path("repo/sub/new/"+name), p.path("repo/sub/"+name)); err != nil {
			p.t.Fatal(err)
		}
	}
	os.RemoveAll(p.path("repo/sub/new"))
	p.write("repo/sub/config", "[core]\n\trepositoryformatversion = 1\n"+config)
	p.git("add", "-f", ".")
	p.git("commit", "-qm", "embedded")
}

func (p *place) configure(text string) {
	p.t.Helper()
	config := p.path("repo/.git/config")
	old, err := os.ReadFile(config)
	if err != nil {
		p.t.Fatal(err)
	}
	p.write("repo/.git/config", string(old)+text)
}

const promisor = "[extensions]\n\tpartialClone = p\n[remote \"p\"]\n\tpromisor = true\n"

// traps are ways in which a repository runs a program when somebody looks at it.
// Each is sprung by a git that is not told to beware, which shows that it would
// catch.
func traps() []struct {
	name   string
	lay    func(p *place)
	spring func(p *place)
	// lost says that the model itself is what would have to be fetched.
	lost bool
} {
	return []struct {
		name   string
		lay    func(p *place)
		spring func(p *place)
		lost   bool
	}{
		{name: "embedded: fsmonitor", lay: func(p *place) {
			p.embed("\tbare = false\n\tworktree = .\n\tfsmonitor = " + p.program() + "\n")
		}, spring: func(p *place) { p.spring("repo/sub", "status") }},
		{name: "embedded: alias by pager", lay: func(p *place) {
			p.embed("\tbare = true\n[alias]\n\tlook = !" + p.program() + "\n")
		}, spring: func(p *place) { p.spring("repo/sub", "look") }},
		{name: "embedded: fetch of what is missing", lay: func(p *place) {
			p.embed("\tbare = true\n" + promisor +
				"\turl = ext::" + p.program() + "\n[protocol \"ext\"]\n\tallow = always\n")
		}, spring: func(p *place) {
			p.spring("repo/sub", "cat-file", "-p", "1234567890123456789012345678901234567890")
		}},
		{name: "configuration: fetch by ext", lost: true, lay: func(p *place) {
			p.configure(promisor + "\turl = ext::" + p.program() + "\n[protocol \"ext\"]\n\tallow = always\n")
			p.lose("HEAD:sub/architecture.yaml")
		}, spring: func(p *place) { p.spring("repo", "cat-file", "-p", "HEAD:sub/architecture.yaml") }},
		{name: "configuration: fetch by ssh", lost: true, lay: func(p *place) {
			p.configure(promisor + "\turl = ssh://nowhere.invalid/x\n[core]\n\tsshCommand = " + p.program() + "\n")
			p.lose("HEAD:sub/architecture.yaml")
		}, spring: func(p *place) { p.spring("repo", "cat-file", "-p", "HEAD:sub/architecture.yaml") }},
		{name: "configuration: fetch by uploadpack", lost: true, lay: func(p *place) {
			p.configure(promisor + "\turl = " + p.path("repo") + "\n\tuploadpack = " + p.program() + "\n")
			p.lose("HEAD:sub")
		}, spring: func(p *place) { p.spring("repo", "ls-tree", "-r", "HEAD") }},
		{name: "configuration: fsmonitor in an included file", lay: func(p *place) {
			p.write("repo/settings", "[core]\n\tfsmonitor = "+p.program()+"\n")
			p.configure("[include]\n\tpath = ../settings\n")
		}, spring: func(p *place) { p.spring("repo", "status") }},
		{name: "configuration: pager, textconv, filter", lay: func(p *place) {
			p.configure("[pager]\n\trev-parse = " + p.program() + "\n" +
				"[diff \"x\"]\n\ttextconv = " + p.program() + "\n" +
				"[filter \"x\"]\n\tsmudge = " + p.program() + "\n\tclean = " + p.program() + "\n")
			p.write("repo/.git/info/attributes", "* diff=x filter=x\n")
		}, spring: func(p *place) { p.spring("repo", "cat-file", "--filters", "HEAD:sub/architecture.yaml") }},
		{name: "configuration: textconv of who changed what", lay: func(p *place) {
			p.configure("[diff \"x\"]\n\ttextconv = " + p.program() + "\n")
			p.write("repo/.git/info/attributes", "* diff=x\n")
		}, spring: func(p *place) { p.spring("repo", "blame", "HEAD", "--", "sub/architecture.yaml") }},
		{name: "environment: another repository", lay: func(p *place) {
			p.spring("", "init", "-q", "evil")
			p.write("evil/.git/config", "[core]\n\trepositoryformatversion = 0\n\tfsmonitor = "+p.program()+"\n")
			p.t.Setenv("GIT_DIR", p.path("evil/.git"))
			p.t.Setenv("GIT_WORK_TREE", p.path("evil"))
		}, spring: func(p *place) { p.spring("repo", "status") }},
		{name: "environment: settings", lay: func(p *place) {
			p.t.Setenv("GIT_CONFIG_COUNT", "1")
			p.t.Setenv("GIT_CONFIG_KEY_0", "core.fsmonitor")
			p.t.Setenv("GIT_CONFIG_VALUE_0", p.program())
		}, spring: func(p *place) { p.spring("repo", "status") }},
		{name: "environment: a program of git", lay: func(p *place) {
			p.program()
			p.write("bin/git-look", "#!/bin/sh\ntouch "+p.path("MARK")+"\n")
			p.t.Setenv("GIT_EXEC_PATH", p.path("bin"))
		}, spring: func(p *place) { p.spring("repo", "look") }},
		{name: "configuration of the user: fsmonitor", lay: func(p *place) {
			p.write(".gitconfig", "[core]\n\tfsmonitor = "+p.program()+"\n")
		}, spring: func(p *place) { p.spring("repo", "status") }},
	}
}

// TestTraps looks at repositories that want to run a program. None is run, and
// what can be read is what the repository has.
func TestTraps(t *testing.T) {
	for _, trap := range traps() {
		t.Run(trap.name, func(t *testing.T) {
			p := newPlace(t)
			trap.lay(p)
			trap.spring(p)
			if !p.sprung() {
				t.Fatal("the trap does not work, so that it proves nothing")
			}
			got, err := p.read("repo/sub")
			p.askHistory("repo/sub")
			if p.sprung() {
				t.Fatal("a program was run")
			}
			const fetchesNothing = "this clone left it with its remote, and asbuilt fetches nothing"
			switch {
			case trap.lost && (err == nil || !strings.Contains(err.Error(), fetchesNothing)):
				t.Errorf("got %q, %v; want to be told that it would have to be fetched", got, err)
			case !trap.lost && (err != nil || got != "asbuilt: 1\nname: before\n"):
				t.Errorf("got %q, %v; want the model of the repository around it", got, err)
			}
		})
	}
}

// TestDisarmed wants that every key is overridden whose value git runs, and that
// keys which say what the repository is are left alone.
func TestDisarmed(t *testing.T) {
	runs := []string{
		"core.fsmonitor", "core.hookspath", "core.pager", "core.editor", "core.sshcommand", "core.askpass",
		"core.gitproxy", "core.alternaterefscommand", "pager.ls-tree", "diff.external", "diff.X.textconv",
		"diff.X.command", "filter.X.clean", "filter.X.smudge", "filter.X.process", "merge.X.driver",
		"credential.helper", "credential.https://x.helper", "gpg.program", "gpg.ssh.program", "alias.rev-parse",
		"sequence.editor", "uploadpack.packobjectshook", "remote.X.uploadpack", "remote.X.receivepack", "remote.X.vcs",
		"remote.X.proxy", "submodule.X.update", "interactive.difffilter", "protocol.allow", "protocol.ext.allow",
		"hook.X.command", "trailer.X.cmd", "gpg.ssh.defaultkeycommand", "difftool.X.cmd",
	}
	kept := []string{
		"core.repositoryformatversion", "core.bare", "core.worktree", "core.ignorecase", "extensions.objectformat",
		"extensions.partialclone", "extensions.refstorage", "extensions.worktreeconfig", "remote.X.url",
		"remote.X.promisor", "branch.main.remote", "user.name",
	}
	values := map[string]string{}
	for _, s := range disarmed(append(runs, kept...)) {
		values[strings.ToLower(s.key)] = s.value
	}
	for _, key := range runs {
		if value, ok := values[strings.ToLower(key)]; !ok ||
			!strings.Contains(" cat false never "+os.DevNull+" ", " "+value+" ") && value != "" {
			t.Errorf("%s is %q, %v", key, value, ok)
		}
	}
	for _, key := range kept {
		if _, ok := values[strings.ToLower(key)]; ok {
			t.Errorf("%s is overridden", key)
		}
	}
}
