package cmd

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// manifestName is the file that lists what asbuilt wrote into a folder, so that
// the next run may replace that and nothing else.
const manifestName = ".asbuilt-files"

// temporary begins the names of files that are being written.
const temporary = ".asbuilt-"

// replaceFile writes data to a temporary name beside name and renames it, so
// that a failure leaves the old file as it was.
func replaceFile(name string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), temporary+"*")
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	_, err = f.Write(data)
	err = errors.Join(err, f.Chmod(0o644), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		os.Remove(f.Name())
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

// file is one file of an output folder; its name is slash-separated.
type file struct {
	name string
	data []byte
}

// files are what an output folder is to hold.
type files []file

// readTree is every file of tree.
func readTree(tree fs.FS) (files, error) {
	names, err := listTree(tree)
	if err != nil {
		return nil, err
	}
	all := make(files, len(names))
	for i, name := range names {
		data, err := fs.ReadFile(tree, name)
		if err != nil {
			return nil, err
		}
		all[i] = file{name, data}
	}
	return all, nil
}

// write makes dir hold the files. A folder that holds anything asbuilt did not
// write there is refused before a byte is written: a person's files are never
// overwritten or deleted. What an earlier run wrote and this one does not is
// deleted.
func (all files) write(dir string) error {
	before, err := ownFiles(dir)
	if err != nil {
		return err
	}
	names := make([]string, len(all))
	for i, f := range all {
		names[i] = f.name
	}
	slices.Sort(names)
	// The list comes first: whatever a run that is cut off has written is in it.
	list := []byte(strings.Join(slices.Compact(slices.Sorted(slices.Values(append(before, names...)))), "\n") + "\n")
	if err := replaceFile(filepath.Join(dir, manifestName), list); err != nil {
		return err
	}
	for _, f := range all {
		if err := f.write(dir); err != nil {
			return err
		}
	}
	for _, name := range before {
		if _, kept := slices.BinarySearch(names, name); !kept {
			removeOwn(dir, name)
		}
	}
	return replaceFile(filepath.Join(dir, manifestName), []byte(strings.Join(names, "\n")+"\n"))
}

func listTree(tree fs.FS) ([]string, error) {
	var names []string
	err := fs.WalkDir(tree, ".", func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, p)
		}
		return err
	})
	return names, err
}

// ownFiles are the files in dir that an earlier run wrote. It fails when dir
// holds others, is no directory, or cannot be written to; it makes dir when
// there is none.
func ownFiles(dir string) ([]string, error) {
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return nil, fmt.Errorf("make output folder: %w", err)
		}
		return nil, writable(dir)
	case err != nil:
		return nil, fmt.Errorf("look at output folder: %w", err)
	case !info.IsDir():
		return nil, fmt.Errorf("%s is a file; --out names a folder", dir)
	}
	manifest, err := os.ReadFile(filepath.Join(dir, manifestName))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read what an earlier run wrote: %w", err)
	}
	own := strings.Split(string(bytes.TrimSpace(manifest)), "\n")
	found, err := listTree(os.DirFS(dir))
	if err != nil {
		return nil, fmt.Errorf("look at output folder: %w", err)
	}
	for _, name := range found {
		ours := slices.Contains(own, name) || strings.HasPrefix(filepath.Base(name), temporary)
		if name != manifestName && !ours {
			return nil, fmt.Errorf("%s holds %s, which asbuilt did not write; choose an empty folder, or move the file away", dir, name)
		}
	}
	own = slices.DeleteFunc(own, func(name string) bool { return !filepath.IsLocal(name) })
	return own, writable(dir)
}

func writable(dir string) error {
	f, err := os.CreateTemp(dir, temporary+"*")
	if err != nil {
		return fmt.Errorf("write to output folder: %w", err)
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// write puts f into dir, unless the same bytes are there already.
func (f file) write(dir string) error {
	to := filepath.Join(dir, filepath.FromSlash(f.name))
	if old, err := os.ReadFile(to); err == nil && bytes.Equal(old, f.data) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return fmt.Errorf("make output folder: %w", err)
	}
	return replaceFile(to, f.data)
}

// removeOwn deletes a file of an earlier run, and the folders that it leaves empty.
func removeOwn(dir, name string) {
	at := filepath.Join(dir, filepath.FromSlash(name))
	os.Remove(at)
	for parent := filepath.Dir(at); parent != filepath.Clean(dir) && os.Remove(parent) == nil; {
		parent = filepath.Dir(parent)
	}
}

// several is a number of things in English: "1 picture", "2 pictures".
func several(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
