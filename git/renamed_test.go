package git

import (
	"context"
	"testing"
)

// TestMovedFiles follows files to before they were moved: twice, with their folder, and with
// a change on the way, which is a change.
func TestMovedFiles(t *testing.T) {
	ctx := context.Background()
	p := newPlace(t)
	text := "# A\n\none\ntwo\nthree\nfour\n"
	p.write("repo/a.md", text)
	p.write("repo/b.md", "# B\n\none\ntwo\nthree\nfour\n")
	one := p.commit("a", "one")
	p.git("mv", "a.md", "b.md", "sub/")
	p.commit("b", "moved")
	p.git("mv", "sub/a.md", "sub/c.md")
	p.git("mv", "sub/b.md", "sub/d.md")
	p.write("repo/sub/d.md", "# B\n\none\ntwo\nthree\nFOUR\n")
	three := p.commit("c", "moved again")
	p.write("repo/sub/new.md", text)
	four := p.commit("d", "a copy is no move")

	repo := p.open("repo/sub")
	h, err := repo.History(ctx, "HEAD", []string{"c.md", "d.md", "new.md"}, 9)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"c.md": one, "d.md": three, "new.md": four} {
		if got := h.Wrote[name].ID; got != want {
			t.Errorf("%s was written by %q, want %s", name, got, want)
		}
	}
	if h.Last["c.md"].ID != three || h.Wrote["c.md"].Author != "a" {
		t.Errorf("c.md was touched by %+v and written by %+v", h.Last["c.md"], h.Wrote["c.md"])
	}
	if was := repo.RenamedFrom(ctx, three, "d.md"); was != "sub/b.md" {
		t.Errorf("d.md was %q", was)
	}
	if was := repo.RenamedFrom(ctx, four, "new.md"); was != "" {
		t.Errorf("new.md was %q", was)
	}
}

// TestRemote asks for the one remote that counts.
func TestRemote(t *testing.T) {
	ctx := context.Background()
	p := newPlace(t)
	repo := p.open("repo/sub")
	if got := repo.Remote(ctx); got != "" {
		t.Errorf("there is none, and it is %q", got)
	}
	p.git("remote", "add", "up", "git@github.com:up/arch.git")
	if got := repo.Remote(ctx); got != "git@github.com:up/arch.git" {
		t.Errorf("the only one is %q", got)
	}
	p.git("remote", "add", "fork", "git@github.com:me/arch.git")
	if got := repo.Remote(ctx); got != "" {
		t.Errorf("of two it is %q", got)
	}
	p.git("remote", "add", "origin", "https://gitlab.com/a/b.git")
	if got := repo.Remote(ctx); got != "https://gitlab.com/a/b.git" {
		t.Errorf("origin is %q", got)
	}
}

// TestLines addresses lines as each forge has them; what a host does not tell is not
// guessed, and nothing of a password comes through.
func TestLines(t *testing.T) {
	const github, gitlab, gitea = "/blob/{rev}/{path}#L{line}", "/-/blob/{rev}/{path}#L{line}", "/src/commit/{rev}/{path}#L{line}"
	for remote, want := range map[string]string{
		"git@github.com:team/arch.git":                        "https://github.com/team/arch" + github,
		"https://github.com/team/arch":                        "https://github.com/team/arch" + github,
		"https://x-access-token:ghs_1@github.com/team/arch":   "https://github.com/team/arch" + github,
		"ssh://git@github.corp.example:2222/team/arch.git":    "https://github.corp.example/team/arch" + github,
		"git@gitlab.com:group/sub/arch.git":                   "https://gitlab.com/group/sub/arch" + gitlab,
		"https://gitlab.corp.example:8443/group/arch.git/":    "https://gitlab.corp.example:8443/group/arch" + gitlab,
		"git@codeberg.org:team/arch.git":                      "https://codeberg.org/team/arch" + gitea,
		"https://gitea.example/team/arch":                     "https://gitea.example/team/arch" + gitea,
		"git@bitbucket.org:team/arch.git":                     "https://bitbucket.org/team/arch/src/{rev}/{path}#lines-{line}",
		"git@git.corp.example:team/arch.git":                  "",
		"/srv/github/team/arch.git":                           "",
		"file:///srv/github.com/team/arch.git":                "",
		"../github.com/arch":                                  "",
		"https://github.com/arch":                             "",
		"https://github.com/team/{rev}":                       "",
		"https://github.com/team/a\"><script>":                "",
		"https://github.com\"><script>/team/arch":             "",
		"javascript://github.com/%0aalert(1)/a":               "",
		"git@github.com:team/arch.git\nhttps://evil.example/": "",
		"": "",
	} {
		if got := Lines(remote); got != want {
			t.Errorf("%q: %q, want %q", remote, got, want)
		}
	}
}
