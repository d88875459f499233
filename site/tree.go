package site

import (
	"bytes"
	"io"
	"io/fs"
	"iter"
	"maps"
	"path"
	"slices"
	"strings"
	"time"
)

// Tree is a file tree in memory. Its files are readable by everyone and carry
// no time, so that two sites of the same bytes are the same tree.
type Tree struct {
	files map[string][]byte
	// dirs holds the sorted names in each folder.
	dirs map[string][]string
}

func newTree() *Tree {
	return &Tree{files: map[string][]byte{}, dirs: map[string][]string{".": nil}}
}

// add puts a file at name, with the folders above it.
func (t *Tree) add(name string, text []byte) {
	t.files[name] = text
	for child := name; child != "."; child = path.Dir(child) {
		dir, base := path.Dir(child), path.Base(child)
		i, found := slices.BinarySearch(t.dirs[dir], base)
		if found {
			return
		}
		t.dirs[dir] = slices.Insert(t.dirs[dir], i, base)
	}
}

// Files are all files in the order of their names, as they lie in memory: a site may be
// as large as half of what a process can hold. They are not to be changed.
func (t *Tree) Files() iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for _, name := range slices.Sorted(maps.Keys(t.files)) {
			if !yield(name, t.files[name]) {
				return
			}
		}
	}
}

// Open implements [fs.FS].
func (t *Tree) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	if text, ok := t.files[name]; ok {
		return &openFile{Reader: bytes.NewReader(text), stat: t.stat(name)}, nil
	}
	if _, ok := t.dirs[name]; ok {
		return &openDir{tree: t, name: name, left: t.dirs[name]}, nil
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

func (t *Tree) stat(name string) stat {
	text, isFile := t.files[name]
	return stat{name: path.Base(name), size: int64(len(text)), dir: !isFile}
}

// stat is what is known of a file: its name and size.
type stat struct {
	name string
	size int64
	dir  bool
}

func (s stat) Name() string               { return s.name }
func (s stat) Size() int64                { return s.size }
func (s stat) ModTime() time.Time         { return time.Time{} }
func (s stat) IsDir() bool                { return s.dir }
func (s stat) Sys() any                   { return nil }
func (s stat) Type() fs.FileMode          { return s.Mode().Type() }
func (s stat) Info() (fs.FileInfo, error) { return s, nil }
func (s stat) Mode() fs.FileMode {
	if s.dir {
		return fs.ModeDir | 0o755
	}
	return 0o644
}

type openFile struct {
	*bytes.Reader
	stat stat
}

func (f *openFile) Stat() (fs.FileInfo, error) { return f.stat, nil }
func (f *openFile) Close() error               { return nil }

type openDir struct {
	tree *Tree
	name string
	left []string
}

func (d *openDir) Stat() (fs.FileInfo, error) { return d.tree.stat(d.name), nil }
func (d *openDir) Close() error               { return nil }
func (d *openDir) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: d.name, Err: fs.ErrInvalid}
}

// ReadDir implements [fs.ReadDirFile].
func (d *openDir) ReadDir(n int) ([]fs.DirEntry, error) {
	count := len(d.left)
	if n > 0 {
		if count == 0 {
			return nil, io.EOF
		}
		count = min(n, count)
	}
	entries := make([]fs.DirEntry, count)
	for i, name := range d.left[:count] {
		entries[i] = d.tree.stat(strings.TrimPrefix(d.name+"/"+name, "./"))
	}
	d.left = d.left[count:]
	return entries, nil
}
