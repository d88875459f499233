package cmd

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"

	"asbuilt/files"
	"asbuilt/finding"
)

// Watching. Whatever is read for a site is read through a [sight], which remembers
// each name and what it was like: also the folders that were listed and the
// files that were not there, so that a new record or a runbook written at last is
// a change like any other. The system's notices only say when to look again;
// whether anything is different, the sight decides. So what nobody reads (Git,
// the files that editors keep beside yours, a site that build writes) changes
// nothing, and nothing is lost between reading a file and watching it.

// settling is how long changes are gathered: a save is several of them, and
// switching branches is many.
const settling = 100 * time.Millisecond

// sight remembers what was looked at, by the path that the system knows.
type sight map[string]look

// look is what a file or folder was like: a size and time, or the names in it.
// The zero value is one that is not there.
type look struct {
	size  int64
	time  time.Time
	names string
}

// at remembers what name is like now, unless it was looked at before: what is
// read from then on may be newer, and must then count as a change.
func (s sight) at(name string) {
	if _, seen := s[name]; !seen {
		s[name] = lookAt(name)
	}
}

func lookAt(name string) look {
	info, err := files.Look(name)
	if err != nil {
		return look{}
	}
	if !info.IsDir() {
		return look{size: info.Size(), time: info.ModTime()}
	}
	var names strings.Builder
	entries, _ := files.List(name) // one that cannot be read is as good as empty
	for _, e := range entries {
		if !passing(e.Name()) {
			names.WriteString(e.Name() + "/")
		}
	}
	return look{size: -1, names: names.String()}
}

// passing reports whether a name is one of those that editors and asbuilt give
// to files that are gone in a moment, or that are hidden.
func passing(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "#") || strings.HasSuffix(name, "~") ||
		slices.Contains([]string{".tmp", ".bak", ".swp"}, filepath.Ext(name)) ||
		name == "4913" // with which vim tries out a folder
}

// changed reports whether anything that was looked at is different now.
func (s sight) changed() bool {
	for name, was := range s {
		if lookAt(name) != was {
			return true
		}
	}
	return false
}

// folders are those in which a change can show: of each name the nearest folder
// that is there, of a link also that of what it leads to.
func (s sight) folders() []string {
	var all []string
	for name, was := range s {
		if was.size == -1 {
			all = append(all, name)
		}
		all = append(all, standing(filepath.Dir(name)))
		if target, err := files.Real(name); err == nil && target != name {
			all = append(all, filepath.Dir(target))
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// standing is dir, or the nearest folder above it that is there.
func standing(dir string) string {
	for {
		if info, err := files.Look(dir); err == nil && info.IsDir() || filepath.Dir(dir) == dir {
			return dir
		}
		dir = filepath.Dir(dir)
	}
}

// seeing is a folder in which everything that is opened is remembered.
type seeing struct {
	fs.FS
	dir   string
	sight sight
}

// Open remembers the name and opens it. It is all that seeing offers, so that
// nothing is read, listed or asked about without it.
func (f seeing) Open(name string) (fs.File, error) {
	if files.Valid(name) {
		f.sight.at(filepath.Join(f.dir, filepath.FromSlash(name)))
	}
	return f.FS.Open(name)
}

// watcher waits for changes.
type watcher struct {
	notices *fsnotify.Watcher
}

func newWatcher() (*watcher, error) {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, finding.Errorf("watch for changes: %v",
			"변경을 지켜보지 못했습니다: %v", err)
	}
	return &watcher{w}, nil
}

func (w *watcher) close() { w.notices.Close() }

// wait returns when something in s is different and the change has had time to
// settle, or when ctx ends, or with an error when it cannot watch.
func (w *watcher) wait(ctx context.Context, s sight) error {
	if err := w.follow(s.folders()); err != nil {
		return err
	}
	for !s.changed() {
		select {
		case <-ctx.Done():
			return nil
		case <-w.notices.Events:
		case <-w.notices.Errors: // more notices than the system keeps: look, as after any of them
		}
		w.settle(ctx)
		if s.changed() {
			return nil
		}
	}
	w.settle(ctx)
	return nil
}

// settle lets notices pass for a short moment.
func (w *watcher) settle(ctx context.Context) {
	end := time.After(settling)
	for {
		select {
		case <-ctx.Done():
			return
		case <-end:
			return
		case <-w.notices.Events:
		case <-w.notices.Errors:
		}
	}
}

// follow watches these folders and no others. A folder that is watched already is
// named again, because it may be another one of the same name.
func (w *watcher) follow(folders []string) error {
	for _, old := range w.notices.WatchList() {
		if !slices.Contains(folders, old) {
			w.notices.Remove(old) // or it is gone, and with it the watch
		}
	}
	for _, dir := range folders {
		if err := w.notices.Add(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return finding.Errorf(
				"watch folder %s: %v; raise the system's limit of watched files, or serve a model in "+
					"a smaller folder",
				"%s 폴더를 지켜보지 못했습니다: %v. 시스템의 감시 파일 한도를 올리거나 더 작은 폴더의 모델을 보여 주십시오", dir, err)
		}
	}
	return nil
}
