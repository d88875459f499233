package cmd

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// replacement is a file before and after; before is nil for a file that is not
// there yet.
type replacement struct {
	name          string
	before, after []byte
}

// replacements are files that change together: all of them or none.
type replacements []replacement

// apply writes every file beside its place, moves one after another there, and
// takes back what it did when one cannot be moved. A file that is not there yet
// is never put over one that has come to be there, and is the last to appear
// when it is the last of the list.
func (all replacements) apply() (err error) {
	var undo []func() error
	defer func() {
		for i := len(undo) - 1; err != nil && i >= 0; i-- {
			err = errors.Join(err, undo[i]())
		}
	}()
	staged := make([]string, len(all))
	for i, r := range all {
		made, err := makeFolder(filepath.Dir(r.name))
		undo = append(undo, func() error { return removeAll(made) })
		if err != nil {
			return err
		}
		if staged[i], err = r.stage(); err != nil {
			return err
		}
		defer os.Remove(staged[i])
	}
	for i, r := range all {
		back, err := r.move(staged[i])
		if err != nil {
			return err
		}
		undo = append(undo, back)
	}
	return nil
}

// stage writes the file to a temporary name beside its place.
func (r replacement) stage() (string, error) {
	mode, place := fs.FileMode(0o644), r.name
	if r.before != nil {
		// Where the name is a link, the file that it leads to is the one to change.
		target, err := filepath.EvalSymlinks(r.name)
		if err != nil {
			return "", err
		}
		info, err := os.Stat(target)
		if err != nil {
			return "", err
		}
		if info.Mode().Perm()&0o200 == 0 {
			return "", fmt.Errorf("%s may not be written to; give yourself the right to", r.name)
		}
		mode, place = info.Mode().Perm(), target
	}
	f, err := os.CreateTemp(filepath.Dir(place), temporary+"*")
	if err != nil {
		return "", err
	}
	_, err = f.Write(r.after)
	if err = errors.Join(err, f.Chmod(mode), f.Close()); err != nil {
		return "", errors.Join(err, os.Remove(f.Name()))
	}
	return f.Name(), nil
}

// move puts the staged file in its place, and returns what takes that back.
func (r replacement) move(staged string) (back func() error, err error) {
	if r.before == nil {
		// A rename would overwrite what another put there; the name is taken first.
		f, err := os.OpenFile(r.name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
		if err != nil {
			return nil, err
		}
		back := func() error { return os.Remove(r.name) }
		if err := errors.Join(f.Close(), os.Rename(staged, r.name)); err != nil {
			return nil, errors.Join(err, back())
		}
		return back, nil
	}
	target, err := filepath.EvalSymlinks(r.name)
	if err != nil {
		return nil, err
	}
	if err := os.Rename(staged, target); err != nil {
		return nil, err
	}
	return func() error {
		old := replacement{r.name, r.after, r.before}
		staged, err := old.stage()
		if err == nil {
			_, err = old.move(staged)
		}
		return err
	}, nil
}

// makeFolder makes dir, and returns the folders that were not there, the
// outermost first.
func makeFolder(dir string) (made []string, err error) {
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Stat(at); !errors.Is(err, fs.ErrNotExist) {
			break
		}
		made = append([]string{at}, made...)
	}
	return made, os.MkdirAll(dir, 0o755)
}

func removeAll(folders []string) error {
	var err error
	for i := len(folders) - 1; i >= 0; i-- {
		if e := os.Remove(folders[i]); !errors.Is(e, fs.ErrNotExist) {
			err = errors.Join(err, e)
		}
	}
	return err
}
