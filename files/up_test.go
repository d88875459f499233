package files_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"asbuilt/files"
)

// TestNamesThatLeadUp holds that a folder gives what lies elsewhere in its
// repository, and nothing beyond it.
func TestNamesThatLeadUp(t *testing.T) {
	top := t.TempDir()
	for _, name := range []string{"outside.md", "repo/.git/config", "repo/docs/adr/1.md", "repo/arch/deep/a.yaml"} {
		at := filepath.Join(top, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(name), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	folder, err := files.Open(filepath.Join(top, "repo", "arch", "deep"), nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"../../docs/adr/1.md": "repo/docs/adr/1.md", "../deep/a.yaml": "repo/arch/deep/a.yaml",
		"a.yaml":              "repo/arch/deep/a.yaml",
		"../../../outside.md": "lies outside the repository", "../../../../x": "lies outside the repository",
		"../../.git/config": "lies in .git", "../../../repo/docs/adr/1.md": "lies outside the repository",
		"../x/../deep/a.yaml": "invalid", "/etc/passwd": "invalid", "..//a": "invalid", "": "invalid",
	} {
		data, err := fs.ReadFile(folder, name)
		if err != nil && !strings.Contains(err.Error(), want) || err == nil && string(data) != want {
			t.Errorf("%q gives %q, %v; want %q", name, data, err, want)
		}
	}
	entries, err := fs.ReadDir(folder, "../../docs/adr")
	if err != nil || len(entries) != 1 {
		t.Errorf("a folder that lies elsewhere lists %v, %v", entries, err)
	}
}
