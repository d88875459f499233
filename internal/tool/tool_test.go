package tool_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"asbuilt/internal/tool"
)

func TestBrowser(t *testing.T) {
	browser := filepath.Join(t.TempDir(), "my-browser")
	if err := os.WriteFile(browser, []byte("#!/bin/sh\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("ASBUILT_BROWSER", browser)
	if got := tool.Browser(t); got != browser {
		t.Errorf("Browser is %q, want the one that is named, %q", got, browser)
	}
}

func TestSkips(t *testing.T) {
	t.Setenv("ASBUILT_BROWSER", "")
	t.Setenv("PATH", t.TempDir())
	t.Setenv("CI", "")
	t.Run("missing", func(t *testing.T) {
		defer func() {
			if !t.Skipped() {
				t.Error("a missing browser does not skip the test")
			}
		}()
		tool.Browser(t)
	})
}

func TestAxeCore(t *testing.T) {
	if source := tool.AxeCore(t); !strings.Contains(source, "axe.run") {
		t.Error("this is not axe-core")
	}
}
