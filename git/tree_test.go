package git

import (
	"errors"
	"io/fs"
	"path"
	"testing"
	"testing/fstest"
)

// texts are objects by their names, as a test wants them.
type texts map[string]string

func (o texts) size(id string) (int64, error) {
	if id == "giant" {
		return 1 << 30, nil
	}
	data, err := o.content(id)
	return int64(len(data)), err
}

func (o texts) content(id string) ([]byte, error) {
	if text, ok := o[id]; ok {
		return []byte(text), nil
	}
	return nil, errors.New("no such object")
}

// TestTree holds the files of a commit to what an fs.FS promises.
func TestTree(t *testing.T) {
	tree := newTree(texts{"1": "asbuilt: 1\n", "2": "# One\n", "3": ""})
	tree.add("docs/decisions/0001-one.md", "2")
	tree.add("architecture.yaml", "1")
	tree.add("docs/읽기.md", "3")
	if err := fstest.TestFS(tree, "architecture.yaml", "docs/decisions/0001-one.md", "docs/읽기.md"); err != nil {
		t.Fatal(err)
	}
	tree.add("huge", "giant")
	tree.add("lost", "9")
	for name, want := range map[string]string{
		"huge": "read huge: the file has 1024 MiB, more than 64",
		"lost": "read lost: no such object",
		"docs": "read docs: is a directory",
		"none": "read none: file does not exist",
		"../x": "read ../x: invalid argument",
	} {
		if _, err := fs.ReadFile(tree, name); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", name, err, want)
		}
	}
}

// TestTreeAbove holds names that lead up to what the repository has there, the folder
// just above among them.
func TestTreeAbove(t *testing.T) {
	all := newTree(texts{"1": "one", "2": "two"})
	all.add("sub/architecture.yaml", "1")
	all.add("parts.yaml", "2")
	tree := newTree(all.objects)
	tree.add("architecture.yaml", "1")
	tree.above = func(op, name string) (*node, error) { return all.find(op, path.Join("sub", name)) }
	if data, err := fs.ReadFile(tree, "../parts.yaml"); err != nil || string(data) != "two" {
		t.Errorf("got %q, %v", data, err)
	}
	entries, err := fs.ReadDir(tree, "..")
	if err != nil || len(entries) != 2 || entries[0].Name() != "parts.yaml" || entries[1].Name() != "sub" {
		t.Errorf("got %v, %v", entries, err)
	}
	for _, name := range []string{"a/../parts.yaml", "/parts.yaml", "../"} {
		if _, err := fs.Stat(tree, name); !errors.Is(err, fs.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
