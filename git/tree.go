package git

import (
	"bytes"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"asbuilt/files"
	"asbuilt/finding"
)

// mostBlob is the largest file of a commit that is read, in bytes: more than
// any file that a model may consist of.
const mostBlob = 64 << 20

// Tree is the files of a commit as an fs.FS; each is read when it is opened.
type Tree struct {
	nodes map[string]*node
	// links are the symbolic links.
	links   map[string]bool
	objects objects
	// above finds what lies in the repository beside the folder; nil where the folder
	// is the whole of it.
	above func(op, name string) (*node, error)
}

// objects are the contents of files, by the names that git gives to them.
type objects interface {
	size(id string) (int64, error)
	content(id string) ([]byte, error)
}

// node is a file or a folder, and what is known of it before it is read.
type node struct {
	name     string
	id       string
	objects  objects
	children []string // of a folder; nil for a file
	dir      bool
}

func newTree(o objects) *Tree {
	return &Tree{nodes: map[string]*node{".": {name: ".", dir: true}}, links: map[string]bool{}, objects: o}
}

// IsLink reports whether the commit has a symbolic link of that name. The tree
// has none: they are not followed.
func (t *Tree) IsLink(name string) bool { return t.links[name] }

// add adds a file with the folders around it.
func (t *Tree) add(name, id string) {
	t.nodes[name] = &node{name: path.Base(name), id: id, objects: t.objects}
	for child := name; child != "."; {
		dir := path.Dir(child)
		up, known := t.nodes[dir]
		if !known {
			up = &node{name: path.Base(dir), dir: true}
			t.nodes[dir] = up
		}
		up.children = append(up.children, path.Base(child))
		if known {
			return
		}
		child = dir
	}
}

func (t *Tree) find(op, name string) (*node, error) {
	if !fs.ValidPath(name) {
		if t.above != nil && files.Valid(name) {
			return t.above(op, name)
		}
		return nil, &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	n := t.nodes[name]
	if n == nil {
		return nil, &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist}
	}
	return n, nil
}

// Open opens a file or a folder of the commit.
func (t *Tree) Open(name string) (fs.File, error) {
	n, err := t.find("open", name)
	if err != nil {
		return nil, err
	}
	if n.dir {
		return &folder{node: n, entries: t.entries(name, n)}, nil
	}
	data, err := t.content(name, n)
	if err != nil {
		return nil, err
	}
	return &file{node: n, Reader: bytes.NewReader(data)}, nil
}

var errIsFolder = finding.Errorf("is a directory", "폴더입니다")

// ReadFile reads a file of the commit.
func (t *Tree) ReadFile(name string) ([]byte, error) {
	n, err := t.find("read", name)
	if err != nil {
		return nil, err
	}
	if n.dir {
		return nil, &fs.PathError{Op: "read", Path: name, Err: errIsFolder}
	}
	return t.content(name, n)
}

// Stat says what is known of a file without reading it.
func (t *Tree) Stat(name string) (fs.FileInfo, error) {
	n, err := t.find("stat", name)
	if err != nil {
		return nil, err
	}
	return n, nil
}

func (t *Tree) content(name string, n *node) ([]byte, error) {
	size, err := t.objects.size(n.id)
	if err == nil && size > mostBlob {
		err = finding.Errorf("the file has %d MiB, more than %d", "파일이 %d MiB로 한도 %d MiB를 넘습니다", size>>20, mostBlob>>20)
	}
	if err != nil {
		return nil, &fs.PathError{Op: "read", Path: name, Err: err}
	}
	data, err := t.objects.content(n.id)
	if err != nil {
		return nil, &fs.PathError{Op: "read", Path: name, Err: err}
	}
	return data, nil
}

// entries are the children of a folder, by name.
func (t *Tree) entries(name string, n *node) []fs.DirEntry {
	names := slices.Clone(n.children)
	slices.SortFunc(names, strings.Compare)
	var all []fs.DirEntry
	for _, child := range names {
		if below, err := t.find("list", path.Join(name, child)); err == nil {
			all = append(all, fs.FileInfoToDirEntry(below))
		}
	}
	return all
}

// node says of itself what an fs.FileInfo says. A commit knows no times of
// files.

// Name is the last part of the path.
func (n *node) Name() string { return n.name }

// Size is that of a file, 0 of a folder and of a file that cannot be read.
func (n *node) Size() int64 {
	if n.dir {
		return 0
	}
	size, _ := n.objects.size(n.id) // what is wrong with it is said when it is read
	return size
}

// ModTime is never known.
func (n *node) ModTime() time.Time { return time.Time{} }

// IsDir tells folders from files.
func (n *node) IsDir() bool { return n.dir }

// Sys is nothing.
func (n *node) Sys() any { return nil }

// Mode is read-only.
func (n *node) Mode() fs.FileMode {
	if n.dir {
		return fs.ModeDir | 0o555
	}
	return 0o444
}

// file is an open file.
type file struct {
	*node
	*bytes.Reader
}

func (f *file) Stat() (fs.FileInfo, error) { return f.node, nil }
func (f *file) Close() error               { return nil }
func (f *file) Size() int64                { return f.Reader.Size() }

// folder is an open folder.
type folder struct {
	*node
	entries []fs.DirEntry
}

func (f *folder) Stat() (fs.FileInfo, error) { return f.node, nil }
func (f *folder) Close() error               { return nil }
func (f *folder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: f.name, Err: errIsFolder}
}

// ReadDir gives the next n entries, or all that are left.
func (f *folder) ReadDir(n int) ([]fs.DirEntry, error) {
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
