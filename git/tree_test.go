package git

import (
	"errors"
	"io/fs"
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
