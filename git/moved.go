package git

import (
	"bytes"
	"context"
	"path"
	"slices"
	"strings"

	"asbuilt/finding"
)

// How a file is found that has another name on the other side. Git knows no renames
// either: it guesses them by what the files hold, and so does this, for commits and the
// working tree alike, without asking git to look at files that it would filter.

const (
	// mostMoved and mostMovedBytes bound the files that are looked at.
	mostMoved      = 500
	mostMovedBytes = 32 << 20
	// leastShared is the share of lines, in percent, that a file must have in common with
	// another to be taken for the same, as git has it.
	leastShared = 50
)

// Moved is which of the files named holds what content is, or most of it: the one file
// that has most lines in common with it, and no fewer than half. Of two that have as
// many, neither is. What cannot be read is passed over.
func Moved(name string, content []byte, names []string, read func(name string) ([]byte, error)) (string, bool) {
	suits := slices.DeleteFunc(slices.Clone(names), func(n string) bool { return path.Ext(n) != path.Ext(name) })
	slices.SortStableFunc(suits, func(a, b string) int { // a move keeps the name more often than not
		switch same := path.Base(a) == path.Base(name); {
		case same == (path.Base(b) == path.Base(name)):
			return strings.Compare(a, b)
		case same:
			return -1
		}
		return 1
	})
	best, found, twice, size := 0, "", false, 0
	for i, n := range suits {
		if i == mostMoved || size > mostMovedBytes {
			break
		}
		data, err := read(n)
		if err != nil {
			continue
		}
		size += len(data)
		switch share := shared(content, data); {
		case share > best:
			best, found, twice = share, n, false
		case share == best:
			twice = true
		}
	}
	return found, best >= leastShared && !twice
}

// shared is how many of the lines of two files both have, in percent.
func shared(a, b []byte) int {
	lines := func(data []byte) [][]byte { return bytes.Split(bytes.TrimRight(data, "\r\n"), []byte("\n")) }
	count := map[string]int{}
	all := lines(a)
	for _, l := range all {
		count[string(bytes.TrimRight(l, "\r"))]++
	}
	common, other := 0, lines(b)
	for _, l := range other {
		if text := string(bytes.TrimRight(l, "\r")); count[text] > 0 {
			count[text]--
			common++
		}
	}
	return 100 * common / max(len(all), len(other))
}

// Top is the root of the working tree.
func (r *Repository) Top() string { return r.top }

// Prefix is where the folder lies that was asked for, from the root, with a slash behind
// it; empty for the root.
func (r *Repository) Prefix() string { return r.prefix }

// Whole is all that a commit has.
func (r *Repository) Whole(ctx context.Context, commit string) (*Tree, error) {
	return r.treeAt(ctx, commit, "")
}

// Files are the names of all files of the tree.
func (t *Tree) Files() []string {
	var all []string
	for name, n := range t.nodes {
		if !n.dir {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return all
}

// Present are the files of the working tree by their names from the root: those that git
// knows and those that it would add.
func (r *Repository) Present(ctx context.Context) ([]string, error) {
	out, err := r.git(ctx, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	if err != nil {
		return nil, finding.Errorf("list files of the working tree: %s",
			"작업 트리의 파일 목록을 읽지 못했습니다: %s", err)
	}
	all := strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")
	slices.Sort(all)
	return slices.Compact(all), nil
}
