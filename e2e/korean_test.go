package e2e_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"asbuilt/internal/golden"
	"asbuilt/internal/tool"
)

// block is a fenced block of a guide, with the line that names its file.
var block = regexp.MustCompile("(?m)(?:^<!-- file: .*-->\n)?^```[a-z]*\n(?:.*\n)*?```$")

// TestKoreanReadme holds that both editions of the README show the same commands
// and the same output: those of the English one are run. With -update the
// Korean one gets its blocks.
func TestKoreanReadme(t *testing.T) {
	english, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	korean, err := os.ReadFile("../README.ko.md")
	if err != nil {
		t.Fatal(err)
	}
	want, got := block.FindAllString(string(english), -1), block.FindAllString(string(korean), -1)
	if len(want) != len(got) {
		t.Fatalf("README.md has %d blocks, README.ko.md %d", len(want), len(got))
	}
	if golden.Update() {
		i := -1
		now := block.ReplaceAllStringFunc(string(korean), func(string) string { i++; return want[i] })
		if err := os.WriteFile("../README.ko.md", []byte(now), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	for i := range want {
		if d := cmp.Diff(want[i], got[i]); d != "" {
			t.Errorf("block %d of README.ko.md is another:\n%s", i+1, d)
		}
	}
}

// TestKoreanWords holds that one thing has one word in Korean: the word on the right.
func TestKoreanWords(t *testing.T) {
	files, err := filepath.Glob("../docs/*.ko.md")
	if err != nil {
		t.Fatal(err)
	}
	texts, err := tool.Named("..", "texts.txt")
	if err != nil {
		t.Fatal(err)
	}
	files = slices.Concat(files, texts, []string{"../README.ko.md", "../report/words.go", "../site/words/interface.txt"})
	if len(files) < 15 {
		t.Fatalf("only %d files: %q", len(files), files)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for other, word := range map[string]string{"스냅숏": "스냅샷", "충족": "일치", "위반": "불일치"} {
			if strings.Contains(string(text), other) {
				t.Errorf("%s says %s, which is %s elsewhere", name, other, word)
			}
		}
	}
}
