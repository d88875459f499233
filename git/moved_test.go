package git_test

import (
	"errors"
	"strings"
	"testing"

	"asbuilt/git"
)

// TestMoved finds the file that most lines are of, and none where that is a guess.
func TestMoved(t *testing.T) {
	lines := func(words string) []byte { return []byte(strings.ReplaceAll(words, " ", "\n") + "\n") }
	for _, tt := range []struct {
		name, has, want string
		files           map[string]string
	}{
		{"the same", "a b c d", "x/m.yaml", map[string]string{"x/m.yaml": "a b c d", "x/n.yaml": "p q r s"}},
		{"half of it", "a b c d", "x/m.yaml", map[string]string{"x/m.yaml": "a b y z"}},
		{"less than half", "a b c d", "", map[string]string{"x/m.yaml": "a x y z"}},
		{"more like another", "a b c d", "n.yaml", map[string]string{"x/m.yaml": "a b c z", "n.yaml": "a b c d"}},
		{"two as like", "a b c d", "", map[string]string{"x/m.yaml": "a b c d", "y/m.yaml": "a b c d"}},
		{"line ends", "a b c d", "n.yaml", map[string]string{"n.yaml": "a\r b\r c\r d\r"}},
		{"a line that is there twice", "a a a b", "", map[string]string{"n.yaml": "a x y z"}},
		{"a small part of much", "a", "", map[string]string{"n.yaml": "a x y z"}},
		{"another sort of file", "a b c d", "", map[string]string{"n.txt": "a b c d"}},
		{"one that cannot be read", "a b c d", "n.yaml", map[string]string{"m.yaml": "", "n.yaml": "a b c x"}},
		{"none", "a b c d", "", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var names []string
			for name := range tt.files {
				names = append(names, name)
			}
			got, found := git.Moved("m.yaml", lines(tt.has), names, func(name string) ([]byte, error) {
				if tt.files[name] == "" {
					return nil, errors.New("cannot be read")
				}
				return lines(tt.files[name]), nil
			})
			if !found {
				got = ""
			}
			if got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

// TestMovedIsBounded reads no more files than a bound, those of the same name first.
func TestMovedIsBounded(t *testing.T) {
	var names []string
	for i := range 2_000 {
		names = append(names, strings.Repeat("d/", i%7+1)+strings.Repeat("x", i/7+1)+".yaml")
	}
	names = append(names, "z/m.yaml")
	var read []string
	got, found := git.Moved("m.yaml", []byte("a\nb\n"), names, func(name string) ([]byte, error) {
		read = append(read, name)
		if name == "z/m.yaml" {
			return []byte("a\nb\n"), nil
		}
		return []byte("c\n"), nil
	})
	if !found || got != "z/m.yaml" || read[0] != "z/m.yaml" || len(read) > 500 {
		t.Errorf("%q %v after %d files, the first %q", got, found, len(read), read[0])
	}
}
