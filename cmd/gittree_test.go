package cmd

import (
	"errors"
	"io/fs"
	"testing"
	"testing/fstest"
)

// TestGitTree holds the files of a commit to what an fs.FS promises.
func TestGitTree(t *testing.T) {
	blobs := map[string]string{"1": "asbuilt: 1\n", "2": "# One\n", "3": ""}
	tree := newGitTree(func(id string) ([]byte, error) {
		if text, ok := blobs[id]; ok {
			return []byte(text), nil
		}
		return nil, errors.New("no such object")
	})
	tree.add("docs/decisions/0001-one.md", "2", "6")
	tree.add("architecture.yaml", "1", "11")
	tree.add("docs/읽기.md", "3", "0")
	if err := fstest.TestFS(tree, "architecture.yaml", "docs/decisions/0001-one.md", "docs/읽기.md"); err != nil {
		t.Fatal(err)
	}
	tree.add("huge", "1", "1073741824")
	tree.add("lost", "9", "1")
	for name, want := range map[string]string{
		"huge": "read huge: the file has 1024 MiB, more than 64", "lost": "read lost: no such object", "docs": "read docs: is a directory",
		"none": "read none: file does not exist", "../x": "read ../x: invalid argument",
	} {
		if _, err := fs.ReadFile(tree, name); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", name, err, want)
		}
	}
}
