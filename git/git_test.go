package git

import (
	"context"
	"os"
	"strings"
	"testing"
)

// TestPlaces reads the model from folders that lie in a repository in other ways
// than most.
func TestPlaces(t *testing.T) {
	const before = "asbuilt: 1\nname: before\n"
	for _, tt := range []struct {
		name, dir, want, wantErr string
		lay                      func(p *place)
	}{
		{
			name: "linked worktree",
			dir:  "other/sub",
			want: before,
			lay:  func(p *place) { p.git("worktree", "add", "-q", p.path("other"), "-b", "other") },
		},
		{name: "submodule", dir: "outer/part/sub", want: before, lay: func(p *place) {
			p.spring("", "init", "-q", "outer")
			p.spring("outer", "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", p.repo, "part")
		}},
		{name: "link to the folder", dir: "link", want: before, lay: func(p *place) { p.link("link", "repo/sub") }},
		{name: "folder that is gone", dir: "repo/sub", want: before, lay: func(p *place) { p.remove("repo/sub") }},
		{name: "colon in a name", dir: "a:b/sub", want: before, lay: func(p *place) { p.rename("repo", "a:b") }},
		{
			name:    "no repository",
			dir:     "plain",
			wantErr: "it is in no Git repository; run asbuilt diff in one, or git init and commit the model",
			lay:     func(p *place) { p.write("plain/x", "") },
		},
		{
			name:    "a .git that is none",
			dir:     "plain",
			wantErr: "there is a .git, but Git takes it for no repository",
			lay:     func(p *place) { p.write("plain/.git", "") },
		},
		{
			name:    "an empty .git below a repository",
			dir:     "repo/sub",
			wantErr: "there is a .git, but Git takes it for no repository",
			lay:     func(p *place) { p.write("repo/sub/.git/x", "") },
		},
		{
			name:    "files elsewhere",
			dir:     "repo/sub",
			wantErr: "says that its files are in ",
			lay:     func(p *place) { p.configure("[core]\n\tworktree = " + p.dir + "\n") },
		},
		{
			name:    "bare without a .git",
			dir:     "bare.git",
			wantErr: "it is in no Git repository",
			lay:     func(p *place) { p.spring("", "clone", "-q", "--bare", "repo", "bare.git") },
		},
		{name: "replaced commit", dir: "repo/sub", want: before, lay: func(p *place) {
			p.write("repo/sub/architecture.yaml", "asbuilt: 1\nname: other\n")
			p.git("commit", "-qam", "two")
			p.git("replace", "HEAD~1", "HEAD")
			p.git("reset", "-q", "--hard", "HEAD~1")
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := newPlace(t)
			tt.lay(p)
			got, err := p.read(tt.dir)
			switch {
			case tt.wantErr == "" && (err != nil || got != tt.want):
				t.Errorf("got %q, %v; want %q", got, err, tt.want)
			case tt.wantErr != "" && (err == nil || !strings.Contains(err.Error(), tt.wantErr)):
				t.Errorf("got %q, %v; want the error %q", got, err, tt.wantErr)
			}
		})
	}
}

func (p *place) link(name, to string) { p.must(os.Symlink(p.path(to), p.path(name))) }
func (p *place) remove(name string)   { p.must(os.RemoveAll(p.path(name))) }
func (p *place) rename(from, to string) {
	p.must(os.Rename(p.path(from), p.path(to)))
}

func (p *place) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

// TestOwner looks at a repository that belongs to somebody else. Git has a switch
// for tests that makes it believe so.
func TestOwner(t *testing.T) {
	const yours, theirs = true, false
	for _, tt := range []struct {
		name string
		lay  func(p *place)
		want bool
	}{
		{"nobody said anything", func(*place) {}, theirs},
		{"the user trusts it", func(p *place) { p.trusted(".gitconfig", p.repo) }, yours},
		{"the user trusts all", func(p *place) { p.trusted(".gitconfig", "*") }, yours},
		{"the user trusts it by way of home", func(p *place) { p.trusted(".gitconfig", "~/repo") }, yours},
		{"the user trusts it in an included file", func(p *place) {
			p.trusted("more", p.repo)
			p.write(".gitconfig", "[include]\n\tpath = more\n")
		}, yours},
		{"the user trusts it in a file that he names", func(p *place) {
			p.trusted("elsewhere", p.repo)
			p.t.Setenv("GIT_CONFIG_GLOBAL", p.path("elsewhere"))
		}, yours},
		{"the system trusts it", func(p *place) {
			p.trusted("system", p.repo)
			os.Unsetenv("GIT_CONFIG_NOSYSTEM")
			p.t.Setenv("GIT_CONFIG_SYSTEM", p.path("system"))
		}, yours},
		{"the user takes it back", func(p *place) {
			p.write(".gitconfig", "[safe]\n\tdirectory = "+p.repo+"\n\tdirectory =\n\tdirectory = /elsewhere\n")
		}, theirs},
		{"the user trusts another", func(p *place) { p.trusted(".gitconfig", p.path("repo/sub")) }, theirs},
		{"the repository trusts itself", func(p *place) { p.configure("[safe]\n\tdirectory = *\n") }, theirs},
		{"the environment is not asked", func(p *place) {
			p.t.Setenv("GIT_CONFIG_COUNT", "1")
			p.t.Setenv("GIT_CONFIG_KEY_0", "safe.directory")
			p.t.Setenv("GIT_CONFIG_VALUE_0", "*")
		}, theirs},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := newPlace(t)
			tt.lay(p)
			r, err := find(p.path("repo/sub"))
			p.must(err)
			r.env = append(environment(r.top), "GIT_TEST_ASSUME_DIFFERENT_OWNER=1")
			err = r.trust(context.Background())
			switch {
			case tt.want == yours && err != nil:
				t.Error(err)
			case tt.want == theirs &&
				(err == nil || !strings.Contains(err.Error(), "safe.directory "+p.repo+" says that you trust it")):
				t.Errorf("got %v", err)
			}
		})
	}
}

func (p *place) trusted(file, dir string) { p.write(file, "[safe]\n\tdirectory = "+dir+"\n") }

func TestVersions(t *testing.T) {
	for version, want := range map[string]bool{
		"git version 2.38.0\n":               true,
		"git version 2.39.5 (Apple Git-154)": true,
		"git version 2.45.1.windows.1":       true,
		"git version 3.0.0-rc1":              true,
		"git version 2.37.9":                 false,
		"git version 1.99.0":                 false,
		"hub version 2.50":                   false,
		"":                                   false,
	} {
		if got := recent(version); got != want {
			t.Errorf("%q: %v", version, got)
		}
	}
}
