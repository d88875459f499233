package cmd

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
)

// mostBlob is the largest file of a commit that is read, in bytes: more than
// any file that a model may consist of.
const mostBlob = 64 << 20

// gitTree is the files of a commit as an fs.FS; each is read when it is opened.
type gitTree struct {
	nodes map[string]*gitNode
	// links are the symbolic links, which are not followed.
	links map[string]bool
	read  func(id string) ([]byte, error)
}

// gitNode is a file or a folder, and what is known of it before it is read.
type gitNode struct {
	name     string
	id       string
	size     int64
	children []string // of a folder; nil for a file
	dir      bool
}

func newGitTree(read func(id string) ([]byte, error)) *gitTree {
	return &gitTree{nodes: map[string]*gitNode{".": {name: ".", dir: true}}, links: map[string]bool{}, read: read}
}

// add adds a file with the folders around it.
func (t *gitTree) add(name, id, size string) {
	n := &gitNode{name: path.Base(name), id: id}
	n.size, _ = strconv.ParseInt(size, 10, 64)
	t.nodes[name] = n
	for child := name; child != "."; {
		dir := path.Dir(child)
		up, known := t.nodes[dir]
		if !known {
			up = &gitNode{name: path.Base(dir), dir: true}
			t.nodes[dir] = up
		}
		up.children = append(up.children, path.Base(child))
		if known {
			return
		}
		child = dir
	}
}

func (t *gitTree) find(op, name string) (*gitNode, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	n := t.nodes[name]
	if n == nil {
		return nil, &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist}
	}
	return n, nil
}

// Open opens a file or a folder of the commit.
func (t *gitTree) Open(name string) (fs.File, error) {
	n, err := t.find("open", name)
	if err != nil {
		return nil, err
	}
	if n.dir {
		return &gitFolder{gitNode: n, entries: t.entries(name, n)}, nil
	}
	data, err := t.content(name, n)
	if err != nil {
		return nil, err
	}
	return &gitFile{gitNode: n, Reader: bytes.NewReader(data)}, nil
}

// ReadFile reads a file of the commit.
func (t *gitTree) ReadFile(name string) ([]byte, error) {
	n, err := t.find("read", name)
	if err != nil {
		return nil, err
	}
	if n.dir {
		return nil, &fs.PathError{Op: "read", Path: name, Err: fmt.Errorf("is a directory")}
	}
	return t.content(name, n)
}

// Stat says what is known of a file without reading it.
func (t *gitTree) Stat(name string) (fs.FileInfo, error) {
	n, err := t.find("stat", name)
	if err != nil {
		return nil, err
	}
	return n, nil
}

func (t *gitTree) content(name string, n *gitNode) ([]byte, error) {
	if n.size > mostBlob {
		return nil, &fs.PathError{Op: "read", Path: name, Err: fmt.Errorf("the file has %d MiB, more than %d", n.size>>20, mostBlob>>20)}
	}
	data, err := t.read(n.id)
	if err != nil {
		return nil, &fs.PathError{Op: "read", Path: name, Err: err}
	}
	return data, nil
}

// entries are the children of a folder, by name.
func (t *gitTree) entries(name string, n *gitNode) []fs.DirEntry {
	names := slices.Clone(n.children)
	slices.SortFunc(names, strings.Compare)
	var all []fs.DirEntry
	for _, child := range names {
		all = append(all, fs.FileInfoToDirEntry(t.nodes[path.Join(name, child)]))
	}
	return all
}

// gitNode says of itself what an fs.FileInfo says. A commit knows no times of
// files.

// Name is the last part of the path.
func (n *gitNode) Name() string { return n.name }

// Size is that of a file, 0 of a folder.
func (n *gitNode) Size() int64 { return n.size }

// ModTime is never known.
func (n *gitNode) ModTime() time.Time { return time.Time{} }

// IsDir tells folders from files.
func (n *gitNode) IsDir() bool { return n.dir }

// Sys is nothing.
func (n *gitNode) Sys() any { return nil }

// Mode is read-only.
func (n *gitNode) Mode() fs.FileMode {
	if n.dir {
		return fs.ModeDir | 0o555
	}
	return 0o444
}

// gitFile is an open file.
type gitFile struct {
	*gitNode
	*bytes.Reader
}

func (f *gitFile) Stat() (fs.FileInfo, error) { return f.gitNode, nil }
func (f *gitFile) Close() error               { return nil }
func (f *gitFile) Size() int64                { return f.size }

// gitFolder is an open folder.
type gitFolder struct {
	*gitNode
	entries []fs.DirEntry
}

func (f *gitFolder) Stat() (fs.FileInfo, error) { return f.gitNode, nil }
func (f *gitFolder) Close() error               { return nil }
func (f *gitFolder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: f.name, Err: fmt.Errorf("is a directory")}
}

// ReadDir gives the next n entries, or all that are left.
func (f *gitFolder) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 {
		rest := f.entries
		f.entries = nil
		return rest, nil
	}
	if len(f.entries) == 0 {
		return nil, io.EOF
	}
	n = min(n, len(f.entries))
	next := f.entries[:n]
	f.entries = f.entries[n:]
	return next, nil
}
