package files

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"asbuilt/internal/tool"
)

// yard is a repository with a model in app, and things beside the repository.
type yard struct {
	t   *testing.T
	dir string
}

func newYard(t *testing.T) yard {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	y := yard{t, dir}
	y.write("secret.txt", "SECRET")
	y.write("repo/.git/config", "SECRET")
	y.write("repo/.env", "SECRET")
	y.write("repo/app/.env", "SECRET")
	y.write("repo/app/docs/one.md", "one")
	y.write("repo/app/deep/.private/x.md", "SECRET")
	y.write("repo/other/two.md", "two")
	return y
}

func (y yard) at(name string) string { return filepath.Join(y.dir, filepath.FromSlash(name)) }

func (y yard) must(err error) {
	y.t.Helper()
	if err != nil {
		y.t.Fatal(err)
	}
}

func (y yard) write(name, text string) {
	y.t.Helper()
	y.must(os.MkdirAll(filepath.Dir(y.at(name)), 0o755))
	y.must(os.WriteFile(y.at(name), []byte(text), 0o644))
}

func (y yard) link(name, to string) {
	y.t.Helper()
	y.must(os.MkdirAll(filepath.Dir(y.at(name)), 0o755))
	y.must(os.Symlink(to, y.at(name)))
}

// TestFS holds a folder to what an fs.FS promises.
func TestFS(t *testing.T) {
	y := newYard(t)
	y.must(os.RemoveAll(y.at("repo/app/deep")))
	y.must(os.Remove(y.at("repo/app/.env")))
	folder, err := Open(y.at("repo/app"), nil)
	y.must(err)
	if err := fstest.TestFS(folder, "docs/one.md"); err != nil {
		t.Error(err)
	}
}

// TestLinks follows links that stay among what a repository shows, and no others.
func TestLinks(t *testing.T) {
	const out, hid = "is a symbolic link that leads out of the repository", "is a symbolic link to something hidden"
	const git, loop = "lies in .git, of which nothing is read", "is a symbolic link that leads to itself"
	for _, tt := range []struct {
		name string
		lay  func(y yard)
		file string
		want string // what it holds, or why it is refused
		to   string // where a link was said to lead
	}{
		{"to a file beside it", func(y yard) { y.link("repo/app/x.md", "docs/one.md") }, "x.md", "one", "app/docs/one.md"},
		{"to another part of the repository", func(y yard) { y.link("repo/app/x.md", "../other/two.md") }, "x.md", "two", "other/two.md"},
		{"by an absolute path into the repository", func(y yard) { y.link("repo/app/x.md", y.at("repo/other/two.md")) }, "x.md", "two", "other/two.md"},
		{"by a link to a link", func(y yard) { y.link("repo/app/x.md", "y.md"); y.link("repo/app/y.md", "docs/one.md") }, "x.md", "one", "app/docs/one.md"},
		{"through a linked folder", func(y yard) { y.link("repo/app/x", "../other") }, "x/two.md", "two", "other/two.md"},
		{"no link", func(yard) {}, "docs/one.md", "one", ""},

		{"by an absolute path", func(y yard) { y.link("repo/app/x.md", "/etc/hostname") }, "x.md", out, ""},
		{"to the environment of the process", func(y yard) { y.link("repo/app/x.md", "/proc/self/environ") }, "x.md", out, ""},
		{"by steps up", func(y yard) { y.link("repo/app/x.md", "../../secret.txt") }, "x.md", out, ""},
		{"by a linked folder that leads out", func(y yard) { y.link("repo/app/x", "../..") }, "x/secret.txt", out, ""},
		{"by a link in another part", func(y yard) { y.link("repo/app/x.md", "../other/y"); y.link("repo/other/y", "../../secret.txt") }, "x.md", out, ""},
		{"out and in again", func(y yard) { y.link("repo/app/x.md", "../../repo/other/two.md") }, "x.md", out, ""},
		{"to what only begins like the repository", func(y yard) { y.write("repository/x", ""); y.link("repo/app/x.md", y.at("repository/x")) }, "x.md", out, ""},

		{"into .git", func(y yard) { y.link("repo/app/x.md", "../.git/config") }, "x.md", hid, ""},
		{"into .git by a linked folder", func(y yard) { y.link("repo/app/x", "..") }, "x/.git/config", git, ""},
		{"to a dotfile", func(y yard) { y.link("repo/app/x.md", "../.env") }, "x.md", hid, ""},
		{"to a dotfile beside it", func(y yard) { y.link("repo/app/x.md", ".env") }, "x.md", hid, ""},
		{"into a hidden folder", func(y yard) { y.link("repo/app/x.md", "deep/.private/x.md") }, "x.md", hid, ""},
		{"to a dotfile through a linked folder", func(y yard) { y.link("repo/app/x", "..") }, "x/.env", hid, ""},
		{"to itself", func(y yard) { y.link("repo/app/x.md", "x.md") }, "x.md", loop, ""},
		{"round and round", func(y yard) { y.link("repo/app/x.md", "y.md"); y.link("repo/app/y.md", "x.md") }, "x.md", loop, ""},
		{"to nothing", func(y yard) { y.link("repo/app/x.md", "nothing") }, "x.md", "file does not exist", ""},

		{"no link, but .git", func(y yard) { y.write("repo/app/.git/x", "") }, ".git/x", git, ""},
		{"no link, but .git in other letters", func(y yard) { y.write("repo/app/.GIT/x", "") }, ".GIT/x", git, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			y := newYard(t)
			tt.lay(y)
			to := ""
			top := "repo/app"
			if strings.HasPrefix(tt.name, "no link, but") { // a .git in app would make it the repository
				y.must(os.Rename(y.at("repo/app"), y.at("repo/moved")))
				top = "repo"
				tt.file = "moved/" + tt.file
			}
			folder, err := Open(y.at(top), func(name, at string) { to = at })
			y.must(err)
			data, err := folder.ReadFile(tt.file)
			got := string(data)
			if err != nil {
				got = Why(err).En
				if errors.Is(err, fs.ErrNotExist) {
					got = "file does not exist"
				}
			}
			if got != tt.want || to != tt.to {
				t.Errorf("got %q to %q, want %q to %q", got, to, tt.want, tt.to)
			}
			if _, err := fs.ReadFile(struct{ fs.FS }{folder}, tt.file); (err == nil) != (tt.to != "" || tt.name == "no link") {
				t.Errorf("to open it and read: %v", err)
			}
		})
	}
}

// TestHiddenHome reads a model that itself lies in a hidden folder.
func TestHiddenHome(t *testing.T) {
	y := newYard(t)
	y.write("repo/.arch/app/one.md", "one")
	y.link("repo/.arch/app/x.md", "one.md")
	y.link("repo/.arch/app/y.md", "../../.env")
	folder, err := Open(y.at("repo/.arch/app"), nil)
	y.must(err)
	if data, err := folder.ReadFile("x.md"); string(data) != "one" {
		t.Errorf("%q, %v", data, err)
	}
	if data, err := folder.ReadFile("y.md"); err == nil {
		t.Errorf("read %q", data)
	}
}

// TestGrowing stops where a file holds more than it said: those of /proc say that
// they hold nothing.
func TestGrowing(t *testing.T) {
	y := newYard(t)
	y.write("x", "12345")
	f, err := OpenFile(y.at("x"), 8)
	y.must(err)
	defer f.Close()
	y.must(os.WriteFile(y.at("x"), []byte("123456789"), 0o644))
	buffer := make([]byte, 64)
	n, err := f.Read(buffer)
	if n > 0 || err == nil || !strings.Contains(err.Error(), "more than the 8 bytes that are read") {
		t.Errorf("read %d bytes, %v", n, err)
	}
}

// TestMadeAnew holds that what is read of a folder is what lies there now, also when the
// folder was read before, taken away and made anew, and that a file that has become a
// link is seen to be one.
func TestMadeAnew(t *testing.T) {
	top := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		path := filepath.Join(top, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("a/b/one.md", "1")
	folder, err := Open(top, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"1", "22", "333"} {
		write("a/b/one.md", text)
		for range 2 {
			if data, err := folder.ReadFile("a/b/one.md"); string(data) != text {
				t.Errorf("read %q %v, want %q", data, err, text)
			}
		}
		if err := os.RemoveAll(filepath.Join(top, "a")); err != nil {
			t.Fatal(err)
		}
		if _, err := folder.ReadFile("a/b/one.md"); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("what was taken away: %v", err)
		}
	}
	write("a/b/one.md", "1")
	write("a/b/.two.md", "2")
	if _, err := folder.ReadFile("a/b/one.md"); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(top, "a", "b", "one.md")
	if err := errors.Join(os.Remove(link), os.Symlink(".two.md", link)); err != nil {
		tool.Lacking(t, "no link can be made here, as Windows lets nobody without a right to: "+err.Error())
	}
	if data, err := folder.ReadFile("a/b/one.md"); err == nil {
		t.Errorf("a link to something hidden was followed: %q", data)
	}
}
