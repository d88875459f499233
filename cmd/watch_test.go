package cmd

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// desk is a folder with a model in it and what has been seen of it: the model, the
// records, a runbook that is not there, and a snapshot that lies elsewhere.
type desk struct {
	t        *testing.T
	dir      string
	snapshot string
}

func newDesk(t *testing.T) desk {
	t.Helper()
	d := desk{t: t, dir: t.TempDir()}
	d.snapshot = filepath.Join(t.TempDir(), "prod.json")
	d.write("architecture.yaml", "asbuilt: 1")
	d.write("docs/decisions/0001-first.md", "# First")
	if err := os.WriteFile(d.snapshot, []byte("{}"), 0o644); err != nil {
		t.Fatal(err)
	}
	return d
}

func (d desk) path(name string) string { return filepath.Join(d.dir, filepath.FromSlash(name)) }

func (d desk) write(name, text string) {
	d.t.Helper()
	d.must(os.MkdirAll(filepath.Dir(d.path(name)), 0o755))
	d.must(os.WriteFile(d.path(name), []byte(text), 0o644))
}

func (d desk) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

// look reads what a build reads.
func (d desk) look() sight {
	seen := sight{}
	seen.at(d.snapshot)
	fsys := seeing{FS: os.DirFS(d.dir), dir: d.dir, sight: seen}
	fs.ReadFile(fsys, "architecture.yaml")
	fs.ReadFile(fsys, "architecture.layout.yaml")
	fs.ReadFile(fsys, "docs/runbooks/down.md")
	fs.WalkDir(fsys, "docs/decisions", func(name string, _ fs.DirEntry, _ error) error {
		fs.ReadFile(fsys, name)
		return nil
	})
	return seen
}

// changes are what people, editors and programs do to what a site is made of.
func changes(d desk) map[string]func() {
	return map[string]func(){
		"written in place": func() { d.write("architecture.yaml", "asbuilt: 1\nname: new") },
		"written by rename": func() {
			d.write("architecture.yaml.new", "asbuilt: 1\nname: new")
			d.must(os.Rename(d.path("architecture.yaml.new"), d.path("architecture.yaml")))
		},
		"renamed away and written anew": func() {
			d.must(os.Rename(d.path("architecture.yaml"), d.path("architecture.yaml~")))
			d.write("architecture.yaml", "asbuilt: 1\nname: new")
		},
		"deleted":              func() { d.must(os.Remove(d.path("architecture.yaml"))) },
		"a new record":         func() { d.write("docs/decisions/0002-second.md", "# Second") },
		"a record fewer":       func() { d.must(os.Remove(d.path("docs/decisions/0001-first.md"))) },
		"a folder of records":  func() { d.write("docs/decisions/old/0000-zero.md", "# Zero") },
		"a file that was not":  func() { d.write("architecture.layout.yaml", "asbuilt-layout: 1") },
		"one in a new folder":  func() { d.write("docs/runbooks/down.md", "# Down") },
		"a snapshot elsewhere": func() { d.must(os.WriteFile(d.snapshot, []byte(`{"version": 1}`), 0o644)) },
	}
}

func TestWatch(t *testing.T) {
	for _, name := range []string{
		"written in place", "written by rename", "renamed away and written anew", "deleted", "a new record", "a record fewer",
		"a folder of records", "a file that was not", "one in a new folder", "a snapshot elsewhere",
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			w, err := newWatcher()
			d.must(err)
			defer w.close()
			ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
			defer cancel()

			// While it waits.
			seen := d.look()
			d.must(w.follow(seen.folders()))
			waited := make(chan error)
			go func() { waited <- w.wait(ctx, seen) }()
			changes(d)[name]()
			d.must(<-waited)
			if ctx.Err() != nil || !seen.changed() {
				t.Error("nobody saw it")
			}
		})
		t.Run(name+", before it waits", func(t *testing.T) {
			d := newDesk(t)
			w, err := newWatcher()
			d.must(err)
			defer w.close()
			seen := d.look()
			changes(d)[name]()
			ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
			defer cancel()
			if d.must(w.wait(ctx, seen)); ctx.Err() != nil {
				t.Error("nobody saw it")
			}
		})
	}
}

// TestWatchAgain replaces a folder under the watcher, as switching branches does.
func TestWatchAgain(t *testing.T) {
	d := newDesk(t)
	w, err := newWatcher()
	d.must(err)
	defer w.close()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	for range 3 {
		for _, change := range []func(){
			func() { d.must(os.RemoveAll(d.path("docs"))) },
			func() { d.write("docs/decisions/0001-first.md", "# First") },
			func() { d.write("docs/decisions/0001-first.md", "# First, and more") },
		} {
			seen := d.look()
			d.must(w.follow(seen.folders()))
			waited := make(chan error)
			go func() { waited <- w.wait(ctx, seen) }()
			change()
			if d.must(<-waited); ctx.Err() != nil {
				t.Fatal("nobody saw it")
			}
		}
	}
}

// TestWatchNothing holds that what is no part of a site is no change.
func TestWatchNothing(t *testing.T) {
	d := newDesk(t)
	seen := d.look()
	for _, name := range []string{
		".git/index", "out/site/index.html", "README.md", ".architecture.yaml.swp", "docs/decisions/.0001-first.md.swp",
		"docs/decisions/4913", "docs/decisions/0001-first.md~", "docs/decisions/#0001-first.md#", "docs/decisions/.#0001-first.md", "docs/decisions/x.tmp",
	} {
		d.write(name, "passing")
		if seen.changed() {
			t.Fatalf("%s is a change", name)
		}
	}
	if d.write("docs/decisions/0002-second.md", "# Second"); !seen.changed() {
		t.Error("a record is none")
	}
}

// TestWatchBurst holds that many changes lead to few builds, and that the last
// one is in the last build.
func TestWatchBurst(t *testing.T) {
	d := newDesk(t)
	w, err := newWatcher()
	d.must(err)
	defer w.close()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	began, builds, seen := time.Now(), 0, d.look()
	const records = 300
	written := make(chan bool)
	go func() {
		defer close(written)
		for i := range records {
			d.write(fmt.Sprintf("docs/decisions/%04d-more.md", i+2), "# More")
		}
	}()
	last := d.path(fmt.Sprintf("docs/decisions/%04d-more.md", records+1))
	for isSeen := false; !isSeen; _, isSeen = seen[last] {
		if d.must(w.wait(ctx, seen)); ctx.Err() != nil {
			t.Fatal("the last change was never seen")
		}
		builds++
		seen = d.look()
	}
	<-written
	if most := 1 + int(time.Since(began)/settling); builds > most {
		t.Errorf("%d builds, where changes are gathered for long enough to make %d", builds, most)
	}
}

// TestWatchLink follows a link to the file that it leads to.
func TestWatchLink(t *testing.T) {
	d, elsewhere := newDesk(t), t.TempDir()
	real := filepath.Join(elsewhere, "real.yaml")
	d.must(os.WriteFile(real, []byte("asbuilt: 1"), 0o644))
	d.must(os.Remove(d.path("architecture.yaml")))
	d.must(os.Symlink(real, d.path("architecture.yaml")))
	w, err := newWatcher()
	d.must(err)
	defer w.close()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	seen := d.look()
	d.must(w.follow(seen.folders()))
	waited := make(chan error)
	go func() { waited <- w.wait(ctx, seen) }()
	d.must(os.WriteFile(real, []byte("asbuilt: 1\nname: new"), 0o644))
	if d.must(<-waited); ctx.Err() != nil {
		t.Error("nobody saw it")
	}
}
