package asbuilt_test

import (
	"os"
	"path/filepath"
	"testing"
	"unicode"

	"asbuilt/finding"
)

// Everything that a user reads is there in English and in Korean. English
// always comes first, so that nobody has to ask which of two strings is which;
// these tests read what stands there.

// TestTexts holds the files of texts that packages embed to their form, and to
// their languages: no Hangul in English, and none missing in Korean. What reads
// alike in both says so with "both".
func TestTexts(t *testing.T) {
	var files []string
	for _, pattern := range []string{"*/texts.txt", "*/*/texts.txt"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) < 5 {
		t.Fatalf("found only %v", files)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		texts, err := finding.ParseTexts(file, string(content))
		if err != nil {
			t.Error(err)
		}
		for at, text := range texts.All() {
			if hasHangul(text.En) && text.En != text.Ko {
				t.Errorf("%s: the English %s has Hangul: %s", file, at, text.En)
			}
			if !hasHangul(text.Ko) && text.En != text.Ko {
				t.Errorf("%s: the Korean %s has no Hangul: %s", file, at, text.Ko)
			}
		}
	}
}

func hasHangul(s string) bool {
	for _, r := range s {
		if unicode.Is(unicode.Hangul, r) {
			return true
		}
	}
	return false
}
