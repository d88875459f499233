package files

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestChange holds that files change together or not at all, whichever of
// them cannot be written.
func TestChange(t *testing.T) {
	for name, c := range map[string]struct {
		blocked string // becomes a folder, which no file can take the place of
		fails   bool
	}{
		"all can be written":     {},
		"the new one is there":   {blocked: "deep/er/new.md", fails: true},
		"an old one is a folder": {blocked: "second.md", fails: true},
		"its folder is there":    {blocked: "deep/er"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			at := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
			put := func(name, text string, mode os.FileMode) {
				if name == c.blocked {
					return
				}
				if err := os.WriteFile(at(name), []byte(text), mode); err != nil {
					t.Fatal(err)
				}
			}
			put("first.md", "old", 0o600)
			put("second.md", "old", 0o644)
			if err := os.Symlink("first.md", at("link.md")); err != nil {
				t.Fatal(err)
			}
			if c.blocked != "" {
				if err := os.MkdirAll(at(c.blocked), 0o755); err != nil {
					t.Fatal(err)
				}
			}
			before := tree(t, dir)
			folder, err := Open(dir, nil)
			if err != nil {
				t.Fatal(err)
			}
			err = folder.Change([]Change{
				{"link.md", []byte("old"), []byte("new")},
				{"second.md", []byte("old"), []byte("new")},
				{"deep/er/new.md", nil, []byte("new")},
			})
			want := before
			if !c.fails {
				want = map[string]string{
					"first.md": "-rw------- new", "second.md": "-rw-r--r-- new", "link.md": "-> first.md",
					"deep": "", "deep/er": "", "deep/er/new.md": "-rw-r--r-- new",
				}
			}
			if (err != nil) != c.fails {
				t.Errorf("error: %v", err)
			}
			if diff := cmp.Diff(want, tree(t, dir)); diff != "" {
				t.Errorf("the folder (-want +got)\n%s", diff)
			}
		})
	}
}

// tree is what lies in a folder: mode and text of files, ends of links.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	names, err := listAll(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		at := filepath.Join(dir, name)
		info, err := os.Lstat(at)
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case info.IsDir():
			all[name] = ""
		case info.Mode()&os.ModeSymlink != 0:
			to, err := os.Readlink(at)
			if err != nil {
				t.Fatal(err)
			}
			all[name] = "-> " + to
		default:
			text, err := os.ReadFile(at)
			if err != nil {
				t.Fatal(err)
			}
			all[name] = info.Mode().String() + " " + string(text)
		}
	}
	return all
}

func listAll(dir string) (names []string, err error) {
	err = filepath.WalkDir(dir, func(p string, _ os.DirEntry, err error) error {
		if err == nil && p != dir {
			name, _ := filepath.Rel(dir, p)
			names = append(names, filepath.ToSlash(name))
		}
		return err
	})
	return names, err
}

// TestChangeStays changes nothing outside of the repository, whatever links say.
func TestChangeStays(t *testing.T) {
	for name, c := range map[string]Change{
		"a linked file":                {"out.md", []byte("SECRET"), []byte("new")},
		"a file in a linked folder":    {"out/secret.txt", []byte("SECRET"), []byte("new")},
		"a new one in a linked folder": {"out/new.md", nil, []byte("new")},
		"a new folder in a linked one": {"out/new/er.md", nil, []byte("new")},
		"a new one for a dead link":    {"dead.md", nil, []byte("new")},
		"something hidden":             {"hidden.md", []byte("SECRET"), []byte("new")},
		"steps up":                     {"../../secret.txt", []byte("SECRET"), []byte("new")},
	} {
		t.Run(name, func(t *testing.T) {
			y := newYard(t)
			y.link("repo/app/out.md", "../../secret.txt")
			y.link("repo/app/out", "../..")
			y.link("repo/app/dead.md", "../../new.md")
			y.link("repo/app/hidden.md", "../.env")
			before := tree(t, y.dir)
			folder, err := Open(y.at("repo/app"), nil)
			y.must(err)
			if err := folder.Change([]Change{c}); err == nil {
				t.Error("no error")
			}
			if diff := cmp.Diff(before, tree(t, y.dir)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}
