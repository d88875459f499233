package files

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"asbuilt/finding"
)

// temporary begins the names of files that are being written. What bears such a
// name and is found later was left by a run that was cut off.
const temporary = ".asbuilt-tmp-"

// File is a file to be written; its name is slash-separated.
type File struct {
	Name string
	Data []byte
}

// Files are what a folder is to hold.
type Files []File

// Tree is every file of tree.
func Tree(tree fs.FS) (Files, error) {
	var all Files
	err := fs.WalkDir(tree, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(tree, p)
		all = append(all, File{p, data})
		return err
	})
	return all, err
}

// Writable says why [Replace] could not write a file, before there is anything to
// write; nil when it could. It leaves nothing behind.
func Writable(name string) error {
	root, err := os.OpenRoot(filepath.Dir(name))
	if err == nil {
		defer root.Close()
		err = writer{Root: root}.try(filepath.Base(name))
	}
	return notWritten(name, err)
}

// notWritten says why a file was not written, and what to do where its folder is not
// there; nil when it was.
func notWritten(name string, err error) error {
	dir := filepath.Dir(name)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrNotExist) && !Exists(dir):
		return finding.Errorf("write %s: there is no folder %s; make it, or name another",
			"%s을(를) 쓰지 못했습니다: %s 폴더가 없습니다. 만들거나 다른 폴더를 지정하십시오", name, dir)
	}
	return finding.Errorf("write %s: %v",
		"%s을(를) 쓰지 못했습니다: %v", name, bare(err))
}

// try does all of put but the last, which cannot be undone.
func (w writer) try(name string) error {
	if info, err := w.Stat(filepath.FromSlash(name)); err == nil && info.IsDir() {
		return finding.Errorf("it is a folder",
			"폴더입니다")
	}
	staged, err := w.stage(path.Dir(name), nil, 0o644)
	if err != nil {
		return err
	}
	return w.Remove(filepath.FromSlash(staged))
}

// Replace writes data to a temporary name beside name and renames it, so that a
// failure leaves the old file as it was. Where the name is a link, the link is
// replaced, and what it led to stays.
func Replace(name string, data []byte) error { return ReplaceBy(name, whole(data)) }

// ReplaceBy is like [Replace] of what write writes, which may be called several times.
func ReplaceBy(name string, write func(io.Writer) error) error {
	root, err := os.OpenRoot(filepath.Dir(name))
	if err == nil {
		defer root.Close()
		err = writer{Root: root}.putBy(filepath.Base(name), write)
	}
	return notWritten(name, err)
}

// Create writes files into dir, none of which may be there yet.
func Create(dir string, all Files) error {
	for _, f := range all {
		if at := filepath.Join(dir, filepath.FromSlash(f.Name)); Exists(at) {
			return finding.Errorf("%s exists already; name another folder, or move it away",
				"%s이(가) 이미 있습니다. 다른 폴더를 지정하거나 옮기십시오", at)
		}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	for _, f := range all {
		if err := root.MkdirAll(filepath.FromSlash(path.Dir(f.Name)), 0o755); err != nil {
			return err
		}
		if err := (writer{Root: root}).put(f.Name, f.Data); err != nil {
			return err
		}
	}
	return nil
}

// Keep writes a file into dir, which it makes where there is none. Runs that keep files
// there at the same time do not disturb each other: each file appears whole, or not at
// all, and the last one of a name stays.
func Keep(dir string, f File) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return finding.Errorf("make folder %s: %v",
			"폴더 %s을(를) 만들지 못했습니다: %v", dir, bare(err))
	}
	return Replace(filepath.Join(dir, filepath.FromSlash(f.Name)), f.Data)
}

// MakePrivate makes a folder that no other user may look into or write to, and
// fails where others may write to one that is there.
func MakePrivate(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	info, err := os.Stat(dir)
	if err == nil && info.Mode().Perm()&0o022 != 0 && os.PathSeparator == '/' {
		return finding.Errorf("others may write to %q (chmod 700)",
			"%q에 다른 사용자가 쓸 수 있습니다 (chmod 700)", dir)
	}
	return err
}

// writer writes files of a folder.
type writer struct {
	*os.Root
	// step, unless it is nil, is called before anything changes. A test ends the
	// run there.
	step func()
}

func (w writer) change() *os.Root {
	if w.step != nil {
		w.step()
	}
	return w.Root
}

// put writes a file under a temporary name and renames it.
func (w writer) put(name string, data []byte) error { return w.putBy(name, whole(data)) }

func (w writer) putBy(name string, write func(io.Writer) error) error {
	var err error
	for range 10 { // a run beside this one may take the temporary file for a leftover
		var staged string
		if staged, err = w.stageBy(path.Dir(name), write, 0o644); err != nil {
			return err
		}
		if err = w.change().Rename(filepath.FromSlash(staged), filepath.FromSlash(name)); err == nil {
			return nil
		}
		w.Remove(filepath.FromSlash(staged))
		if !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return err
}

// whole writes data.
func whole(data []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	}
}

// stage writes data to a temporary name in dir, which must be there.
func (w writer) stage(dir string, data []byte, mode fs.FileMode) (string, error) {
	return w.stageBy(dir, whole(data), mode)
}

func (w writer) stageBy(dir string, write func(io.Writer) error, mode fs.FileMode) (string, error) {
	for n := 0; ; n++ {
		name := path.Join(dir, fmt.Sprintf("%s%d-%d", temporary, os.Getpid(), n))
		f, err := w.change().OpenFile(filepath.FromSlash(name), os.O_CREATE|os.O_EXCL|os.O_WRONLY, mode)
		if errors.Is(err, fs.ErrExist) {
			continue
		} else if err != nil {
			return "", err
		}
		w.change()
		err = write(f)
		if err = errors.Join(err, f.Chmod(mode), f.Close()); err != nil {
			return "", errors.Join(err, w.Remove(filepath.FromSlash(name)))
		}
		return name, nil
	}
}

// bare is an error of the system without the name of the file, which the user
// is told in his own words.
func bare(err error) error {
	var p *fs.PathError
	var l *os.LinkError
	switch {
	case errors.As(err, &p):
		return p.Err
	case errors.As(err, &l):
		return l.Err
	}
	return err
}

// isTemporary reports whether a name is one that only [stage] gives.
func isTemporary(name string) bool {
	rest, ok := strings.CutPrefix(path.Base(name), temporary)
	pid, n, cut := strings.Cut(rest, "-")
	return ok && cut && digits(pid) && digits(n)
}

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
