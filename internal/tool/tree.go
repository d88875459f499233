package tool

import (
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
)

// Tree walks the project at root as [filepath.WalkDir] does, but for what runs make
// and Git keeps: folders that begin with a dot, bin and out. Go takes a test's answer
// from its cache as long as nothing changed that the test looked at; a test that looked
// there would run anew each time.
func Tree(root string, visit fs.WalkDirFunc) error {
	return filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err == nil && entry.IsDir() && name != root &&
			(strings.HasPrefix(entry.Name(), ".") || slices.Contains([]string{"bin", "out"}, entry.Name())) {
			return fs.SkipDir
		}
		return visit(name, entry, err)
	})
}

// Named are the files so called in the [Tree] at root, in the order of their paths.
func Named(root, base string) (files []string, err error) {
	err = Tree(root, func(name string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() && entry.Name() == base {
			files = append(files, name)
		}
		return err
	})
	return files, err
}
