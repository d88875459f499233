// Package listed holds a list that stands in a source file to what the files
// around it declare, and adds what is missing when it is told to: a list that
// anybody can read, and that nobody has to remember.
package listed

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"asbuilt/internal/golden"
)

// columns is how long a line of names may become.
const columns = 100

// Check fails the test when the list that the function in file returns does not
// name every variable of the package that declared matches, each once; its first
// group is the name. With -update it takes away what is gone and adds what is
// new at the end: the order is somebody's choice.
func Check(t *testing.T, file string, declared *regexp.Regexp) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(text), "\n")
	first := 1 + slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, "\treturn ") })
	last := first + slices.IndexFunc(lines[first:], func(l string) bool { return l == "\t}\n" || l == "\t)\n" })
	if first == 0 || last < first {
		t.Fatalf("%s returns no list", file)
	}
	names := regexp.MustCompile(`\w+`).FindAllString(strings.Join(lines[first:last], ""), -1)
	there := variables(t, declared)
	names = slices.DeleteFunc(names, func(n string) bool { return !slices.Contains(there, n) })
	for _, n := range there {
		if !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	golden.Check(t, file, []byte(strings.Join(lines[:first], "")+wrapped(names)+strings.Join(lines[last:], "")))
}

// variables are the names of the variables that match, file by file.
func variables(t *testing.T, declared *regexp.Regexp) (names []string) {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range declared.FindAllSubmatch(text, -1) {
			names = append(names, string(m[1]))
		}
	}
	return names
}

// wrapped are the lines of a list.
func wrapped(names []string) string {
	var b strings.Builder
	width := 0
	for _, n := range names {
		switch {
		case width == 0 || width+len(n)+2 > columns:
			if width > 0 {
				b.WriteString("\n")
			}
			b.WriteString("\t\t" + n + ",")
			width = 8 + len(n) + 1
		default:
			b.WriteString(" " + n + ",")
			width += len(n) + 2
		}
	}
	return b.String() + "\n"
}
