package files

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"asbuilt/finding"
)

// Change is a file of a [Folder] before and after; Before is nil for a file that
// is not there yet.
type Change struct {
	Name          string
	Before, After []byte
}

// Change changes files together: all of them or none. It writes every file
// beside its place, moves one after another there, and takes back what it did
// when one cannot be moved. A file that is not there yet is never put over one
// that has come to be there, and is the last to appear when it is the last of
// the list.
func (f *Folder) Change(all []Change) (err error) {
	var undo []func() error
	defer func() {
		for i := len(undo) - 1; err != nil && i >= 0; i-- {
			err = errors.Join(err, undo[i]())
		}
	}()
	staged := make([]move, len(all))
	for i, c := range all {
		made, err := f.makeAround(c.Name)
		undo = append(undo, func() error { return f.removeFolders(made) })
		if err != nil {
			return err
		}
		if staged[i], err = f.stage(c); err != nil {
			return err
		}
		defer f.root.Remove(filepath.FromSlash(staged[i].from))
	}
	for i, c := range all {
		back, err := f.move(c, staged[i])
		if err != nil {
			return err
		}
		undo = append(undo, back)
	}
	return nil
}

// move is where a file was written, and where it is to be, from the top.
type move struct{ from, to string }

// stage writes a file to a temporary name beside its place. Where the name is a
// link, the file that it leads to is the one to change.
func (f *Folder) stage(c Change) (m move, err error) {
	mode := fs.FileMode(0o644)
	if c.Before != nil {
		at, info, err := f.find("change", c.Name)
		if err != nil {
			return m, err
		}
		if info.Mode().Perm()&0o200 == 0 {
			return m, finding.Errorf("%s may not be written to; give yourself the right to",
				"%s에 쓸 권한이 없습니다. 쓰기 권한을 주십시오", c.Name)
		}
		mode, m.to = info.Mode().Perm(), at
	} else {
		dir, _, err := f.find("change", path.Dir(c.Name))
		if err != nil {
			return m, err
		}
		m.to = path.Join(dir, path.Base(c.Name))
	}
	m.from, err = writer{Root: f.root}.stage(path.Dir(m.to), c.After, mode)
	return m, err
}

// move puts a staged file in its place, and returns what takes that back.
func (f *Folder) move(c Change, m move) (back func() error, err error) {
	from, to := filepath.FromSlash(m.from), filepath.FromSlash(m.to)
	if c.Before == nil {
		// A rename would overwrite what another put there; the name is taken first.
		taken, err := f.root.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
		if err != nil {
			return nil, err
		}
		back := func() error { return f.root.Remove(to) }
		if err := errors.Join(taken.Close(), f.root.Rename(from, to)); err != nil {
			return nil, errors.Join(err, back())
		}
		return back, nil
	}
	if err := f.root.Rename(from, to); err != nil {
		return nil, err
	}
	return func() error {
		old := Change{c.Name, c.After, c.Before}
		m, err := f.stage(old)
		if err == nil {
			_, err = f.move(old, m)
		}
		return err
	}, nil
}

// makeAround makes the folder that a file is to lie in, and returns the folders
// that were not there, the outermost first, from the top.
func (f *Folder) makeAround(name string) (made []string, err error) {
	if _, _, err = f.find("make", path.Dir(name)); !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if made, err = f.makeAround(path.Dir(name)); err != nil {
		return made, err
	}
	dir, _, err := f.find("make", path.Dir(path.Dir(name)))
	if err != nil {
		return made, err
	}
	dir = path.Join(dir, path.Base(path.Dir(name)))
	if err := f.root.Mkdir(filepath.FromSlash(dir), 0o755); err != nil {
		return made, err
	}
	return append(made, dir), nil
}

func (f *Folder) removeFolders(all []string) error {
	var err error
	for i := len(all) - 1; i >= 0; i-- {
		if e := f.root.Remove(filepath.FromSlash(all[i])); !errors.Is(e, fs.ErrNotExist) {
			err = errors.Join(err, e)
		}
	}
	return err
}
