package git

import (
	"bytes"
	"context"
	"slices"
	"strings"
)

// Bounds on following files back through the commits that moved them.
const (
	mostMovers = 20 // commits that are asked, each time around
	mostNames  = 5  // names that a file had, one before the other
)

// rename is a file that a commit found under another name, by their names from the root.
type rename struct {
	was string
	// same says that it holds what it held.
	same bool
}

// renames are the files that a commit moved, by the names that it gave them. A merge
// moves nothing.
func (r *Repository) renames(ctx context.Context, commit string) (map[string]rename, error) {
	out, err := r.git(ctx, "diff-tree", "--no-commit-id", "-r", "-z", "-M", "--diff-filter=R", "--name-status",
		"--no-ext-diff", "--no-textconv", commit)
	if err != nil {
		return nil, err
	}
	all := map[string]rename{}
	fields := bytes.Split(out, []byte{0})
	for i := 0; i+2 < len(fields); i += 3 {
		if score := string(fields[i]); strings.HasPrefix(score, "R") {
			all[string(fields[i+2])] = rename{was: string(fields[i+1]), same: score == "R100"}
		}
	}
	return all, nil
}

// RenamedFrom is the name that a file of the folder had before the commit that moved it,
// from the root of the repository; it may have changed with that. Empty where the commit
// did not move it.
func (r *Repository) RenamedFrom(ctx context.Context, commit, name string) string {
	moved, err := r.renames(ctx, commit)
	if err != nil {
		return ""
	}
	return moved[r.prefix+name].was
}

// beforeMoves are the commits that changed last what files hold: those of last, and where
// these only moved a file, the ones before them.
func (r *Repository) beforeMoves(ctx context.Context, last map[string]Commit, since []string,
	unknown map[string]bool) map[string]Commit {
	wrote := map[string]Commit{}
	at, in := map[string]string{}, map[string]Commit{} // where a file lay, and what changed it there
	for name, c := range last {
		wrote[name], at[name], in[name] = c, r.prefix+name, c
	}
	asked := map[string]bool{}
	for range mostNames {
		was := map[string][]string{} // the files that lay at a name, by the commit that moved them
		for _, c := range newestFirst(in) {
			if len(asked) >= mostMovers*mostNames || asked[c.ID] {
				continue
			}
			asked[c.ID] = true
			moved, err := r.renames(ctx, c.ID)
			if err != nil {
				continue
			}
			for name, in := range in {
				if from, ok := moved[at[name]]; ok && from.same && in.ID == c.ID {
					was[c.ID] = append(was[c.ID], name)
					at[name] = from.was
				}
			}
		}
		next := map[string]Commit{}
		for commit, names := range was {
			for name, c := range r.lastOf(ctx, commit+"^", names, at, since, unknown) {
				wrote[name], next[name] = c, c
			}
		}
		if in = next; len(in) == 0 {
			break
		}
	}
	return wrote
}

// lastOf are the commits up to one that changed files last at the names that they had.
func (r *Repository) lastOf(ctx context.Context, commit string, names []string, at map[string]string, since []string,
	unknown map[string]bool) map[string]Commit {
	args := slices.Concat([]string{"--name-only", "--no-renames", commit}, since, []string{"--"})
	byPath := map[string]string{}
	for _, name := range names {
		byPath[at[name]] = name
		args = append(args, at[name])
	}
	all, err := r.log(ctx, args...)
	if err != nil {
		return nil
	}
	last := map[string]Commit{}
	for _, c := range all {
		for _, file := range c.files {
			name, ours := byPath[file]
			if _, known := last[name]; ours && !known && !unknown[c.ID] {
				last[name] = c.Commit
			}
		}
	}
	return last
}

// newestFirst are the commits of files, each once; no more than are asked.
func newestFirst(of map[string]Commit) []Commit {
	var all []Commit
	for _, c := range of {
		if !slices.ContainsFunc(all, func(o Commit) bool { return o.ID == c.ID }) {
			all = append(all, c)
		}
	}
	slices.SortFunc(all, func(a, b Commit) int {
		if by := b.Time.Compare(a.Time); by != 0 {
			return by
		}
		return strings.Compare(a.ID, b.ID)
	})
	return all[:min(len(all), mostMovers)]
}
