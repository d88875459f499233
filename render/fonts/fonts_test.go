package fonts_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"asbuilt/render/fonts"
)

func Example() {
	fmt.Println(fonts.Bold("/fonts/NotoSansKR-Regular.ttf"))
	// Output: /fonts/NotoSansKR-Bold.ttf
}

// The fonts of the user's folders are found beside those of the system, a font that
// comes first in the list before one that comes later.
func TestInstalled(t *testing.T) {
	home := t.TempDir()
	folder := filepath.Join(home, ".fonts")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	first, last := filepath.Join(folder, "NotoSansKR-Regular.ttf"), filepath.Join(folder, "NanumGothic.ttf")
	for _, path := range []string{last, first, filepath.Join(folder, "Other.ttf")} {
		if err := os.WriteFile(path, []byte("a font"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	all := slices.Collect(fonts.Installed(home))
	i, j := slices.Index(all, first), slices.Index(all, last)
	if i < 0 || j < i || slices.Contains(all, filepath.Join(folder, "Other.ttf")) {
		t.Errorf("found %q", all)
	}
	if data, err := fonts.Read(first); err != nil || string(data) != "a font" {
		t.Errorf("read %q, %v", data, err)
	}
}

func TestBold(t *testing.T) {
	for path, want := range map[string]string{
		"/f/malgun.ttf": "/f/malgunbd.ttf", "/f/Some-Regular.otf": "/f/Some-Bold.otf", "/f/Other.ttf": "",
	} {
		if got := fonts.Bold(path); got != want {
			t.Errorf("beside %s: %q, want %q", path, got, want)
		}
	}
}
