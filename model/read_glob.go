package model

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"asbuilt/files"
)

// mostGlobbed is how many files and folders one pattern may look at: more than any
// repository has, less than a loop needs.
const mostGlobbed = 200_000

// errTooManyFiles says that a pattern looks at more than a model can consist of.
var errTooManyFiles = errors.New("the pattern looks at too many files")

// inRepository reports whether what a path names, as far as it holds no pattern, may
// be read at all: one that leads up may lead out of the repository.
func (l *loader) inRepository(at string) bool {
	if !strings.HasPrefix(at, "../") && at != ".." {
		return true
	}
	plain := at
	for strings.ContainsAny(plain, `*?[\`) {
		plain = path.Dir(plain)
	}
	var refused *files.RefusedError
	_, err := fs.Stat(l.fsys, plain)
	return !errors.As(err, &refused) && !errors.Is(err, fs.ErrInvalid)
}

// glob finds the files that a pattern names, sorted. Beyond what fs.Glob knows, **
// stands for any number of folders, none too. What is hidden is found only by a step
// that spells the dot, and links to folders are not followed by **.
func glob(fsys fs.FS, pattern string) ([]string, error) {
	steps := strings.Split(pattern, "/")
	for _, step := range steps {
		if _, err := path.Match(step, ""); err != nil {
			return nil, err
		}
	}
	g := &globber{fsys: fsys, left: mostGlobbed}
	if err := g.below(".", steps); err != nil {
		return nil, err
	}
	slices.Sort(g.found)
	return slices.Compact(g.found), nil
}

type globber struct {
	fsys  fs.FS
	left  int
	found []string
}

// below looks for what the steps lead to from a folder on.
func (g *globber) below(dir string, steps []string) error {
	step, rest := steps[0], steps[1:]
	if !strings.ContainsAny(step, `*?[\`) {
		return g.at(path.Join(dir, step), rest)
	}
	if step == "**" {
		if len(rest) == 0 {
			rest = []string{"*"}
		}
		if err := g.below(dir, rest); err != nil {
			return err
		}
	}
	entries, err := fs.ReadDir(g.fsys, dir)
	if err != nil {
		return nil // it is no folder, or none that can be read
	}
	for _, e := range entries {
		if g.left--; g.left < 0 {
			return errTooManyFiles
		}
		name := path.Join(dir, e.Name())
		switch {
		case step == "**" && e.IsDir() && !isHidden(e.Name()):
			err = g.below(name, steps)
		case step != "**" && (!isHidden(e.Name()) || isHidden(step)):
			if fits, _ := path.Match(step, e.Name()); fits {
				err = g.at(name, rest)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// at goes on from what is there under a name.
func (g *globber) at(name string, rest []string) error {
	if len(rest) > 0 {
		return g.below(name, rest)
	}
	if info, err := fs.Stat(g.fsys, name); err == nil && !info.IsDir() {
		g.found = append(g.found, name)
	}
	return nil
}
