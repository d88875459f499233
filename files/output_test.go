package files

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func texts(all map[string]string) Files {
	var out Files
	for _, name := range slices.Sorted(maps.Keys(all)) {
		out = append(out, File{name, []byte(all[name])})
	}
	return out
}

// held is what files of a folder hold, by name, without the manifest.
func held(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	names, err := listAll(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		info, err := os.Lstat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().IsRegular() && name != manifestName {
			data, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			all[name] = string(data)
		}
	}
	return all
}

var (
	first  = map[string]string{"index.html": "one", "elements/a.html": "a", "elements/b.html": "b", "gone/deep/c.html": "c", "same.css": "s"}
	second = map[string]string{"index.html": "two", "elements/a.html": "a", "new/d.html": "d", "same.css": "s", "late.html": ""}
)

// TestWrite replaces a folder by another, and has nothing left over.
func TestWrite(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	for _, want := range []map[string]string{first, second, {}, first} {
		if said, err := Write(dir, texts(want)); err != nil || said != "" {
			t.Fatal(said, err)
		}
		if diff := cmp.Diff(want, held(t, dir)); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "new")); err == nil {
		t.Error("an empty folder was left")
	}
}

// TestCutOff ends a run before each of its changes to the folder, and then also
// the run after it. The next one makes it right.
func TestCutOff(t *testing.T) {
	cut := func(dir string, all map[string]string, at int) (done bool) {
		defer func() {
			if r := recover(); r != nil && r != "cut off" {
				panic(r)
			}
		}()
		n := 0
		if _, err := write(dir, texts(all), nil, func() {
			if n++; n > at {
				panic("cut off")
			}
		}); err != nil {
			t.Fatalf("cut off at %d: %v", at, err)
		}
		return true
	}
	points := 0
	for at := 0; ; at++ {
		dir := t.TempDir()
		if _, err := Write(dir, texts(first)); err != nil {
			t.Fatal(err)
		}
		done := cut(dir, second, at)
		cut(dir, first, at/2)
		if said, err := Write(dir, texts(second)); err != nil || said != "" {
			t.Fatalf("after a cut at %d: %s, %v", at, said, err)
		}
		if diff := cmp.Diff(second, held(t, dir)); diff != "" {
			t.Errorf("after a cut at %d (-want +got)\n%s", at, diff)
		}
		if done {
			break
		}
		points++
	}
	if points < 25 {
		t.Errorf("only %d places to cut", points)
	}
}

// TestOwnOnly writes into folders that hold what asbuilt did not write, or what
// somebody says that it did. Nothing of it is lost, within the folder or beyond.
func TestOwnOnly(t *testing.T) {
	line := func(text, name string) string {
		return written{hashOf([]byte(text)), int64(len(text)), name}.String() + "\n"
	}
	for _, tt := range []struct {
		name string
		lay  func(y yard)
		want string // what is said of it
	}{
		{"a file that nobody listed", func(y yard) { y.write("out/mine.txt", "precious") }, "holds mine.txt, which asbuilt did not write"},
		{"a list without hashes", func(y yard) {
			y.write("out/mine.txt", "precious")
			y.write("out/.asbuilt-files", "mine.txt\n../outside/zz.txt\n")
		}, "nothing was deleted by it, and mine.txt was left"},
		{"a list with another hash", func(y yard) {
			y.write("out/mine.txt", "precious")
			y.write("out/.asbuilt-files", line("other", "mine.txt"))
		}, "holds mine.txt, which was changed since asbuilt wrote it"},
		{"a list with another hash of a page", func(y yard) {
			y.write("out/index.html", "precious")
			y.write("out/.asbuilt-files", line("other", "index.html"))
		}, "holds index.html, which was changed since asbuilt wrote it"},
		{"a list of what lies outside", func(y yard) {
			y.write("out/.asbuilt-files", line("precious", "../outside/zz.txt")+line("precious", y.at("outside/zz.txt")))
		}, ""},
		{"both kinds of lists", func(y yard) {
			y.write("out/mine.txt", "precious")
			y.write("out/.asbuilt-files", "mine.txt\n"+line("x", "index.html"))
		}, "is damaged"},
		{"a linked folder", func(y yard) {
			y.link("out/elements", "../outside")
			y.write("out/.asbuilt-files", line("precious", "elements/zz.txt"))
		}, "elements is a symbolic link, through which asbuilt writes nothing"},
		{"a linked page", func(y yard) {
			y.link("out/index.html", "../outside/zz.txt")
			y.write("out/.asbuilt-files", line("precious", "index.html"))
		}, "index.html is a symbolic link, through which asbuilt writes nothing"},
		{"a linked list", func(y yard) {
			y.write("out/mine.txt", "precious")
			y.write("outside/list", line("precious", "mine.txt"))
			y.link("out/.asbuilt-files", "../outside/list")
		}, "is a symbolic link"},
		{"a link that leads nowhere", func(y yard) { y.link("out/new.html", "../outside/new.html") }, "is a symbolic link, through which"},
		{"a name that only resembles a temporary one", func(y yard) { y.write("out/.asbuilt-tmp-notes", "precious") }, "holds .asbuilt-tmp-notes, which asbuilt did not write"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			y := newYard(t)
			y.write("outside/zz.txt", "precious")
			tt.lay(y)
			before := held(t, y.dir)
			said, err := Write(y.at("out"), texts(second))
			if got := fmt.Sprint(said, err); !strings.Contains(got, tt.want) {
				t.Errorf("said %q, want %q", got, tt.want)
			}
			after := held(t, y.dir)
			for name, text := range before {
				if after[name] != text && name != "out/.asbuilt-files" {
					t.Errorf("%s holds %q, held %q", name, after[name], text)
				}
			}
			if err != nil && len(after) != len(before) {
				t.Errorf("it failed, and wrote: %v", after)
			}
		})
	}
}

// TestCreate overwrites nothing.
func TestCreate(t *testing.T) {
	y := newYard(t)
	y.write("outside/zz.txt", "precious")
	for name, lay := range map[string]func(){
		"file": func() { y.write("file/late.html", "precious") },
		"link": func() { y.link("link/late.html", "../outside/zz.txt") },
		"dead": func() { y.link("dead/late.html", "../outside/new") },
	} {
		lay()
		before := held(t, y.dir)
		if err := Create(y.at(name), texts(second)); err == nil || !strings.Contains(err.Error(), "late.html exists already") {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(before, held(t, y.dir)); diff != "" {
			t.Errorf("%s (-want +got)\n%s", name, diff)
		}
	}
	y.link("folder/new", "../outside")
	if err := Create(y.at("folder"), texts(second)); err == nil {
		t.Error("wrote through a link")
	}
	if err := Create(y.at("fresh/er"), texts(second)); err != nil || !cmp.Equal(held(t, y.at("fresh/er")), second) {
		t.Errorf("%v, %v", err, held(t, y.at("fresh/er")))
	}
}

// TestReplace replaces a link, and not what it leads to.
func TestReplace(t *testing.T) {
	y := newYard(t)
	y.write("out/old.json", "old")
	y.link("out/link.json", "../secret.txt")
	for _, name := range []string{"out/old.json", "out/link.json", "out/new.json"} {
		if err := Replace(y.at(name), []byte("new")); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := Replace(y.at("none/new.json"), nil); err == nil || !strings.HasSuffix(err.Error(), "none; make it, or name another") {
		t.Errorf("in a folder that is not there: %v", err)
	}
	got := held(t, y.at("out"))
	if want := map[string]string{"old.json": "new", "link.json": "new", "new.json": "new"}; !cmp.Equal(got, want) || held(t, y.dir)["secret.txt"] != "SECRET" {
		t.Errorf("got %v", got)
	}
}
