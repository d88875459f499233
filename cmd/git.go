package cmd

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"

	"asbuilt/model"
)

// repository asks the git program about the repository that a folder lies in.
// It only reads: nothing is checked out, and neither the working tree nor the
// index is touched.
type repository struct {
	// dir is where git runs; prefix is what lies between the root of the
	// repository and the folder that was asked for, with a slash behind it, or
	// empty.
	dir, prefix string
}

// openRepository is the repository around dir, which need not exist any more.
func openRepository(ctx context.Context, dir string) (*repository, error) {
	at, gone := filepath.Clean(dir), ""
	for {
		if info, err := os.Stat(at); err == nil && info.IsDir() {
			break
		}
		up := filepath.Dir(at)
		if up == at {
			return nil, fmt.Errorf("ask Git about %s: there is no such folder", dir)
		}
		at, gone = up, path.Join(filepath.Base(at), gone)
	}
	r := &repository{dir: at}
	out, err := r.git(ctx, "rev-parse", "--show-prefix")
	if err != nil {
		if strings.Contains(err.Error(), "not a git repository") {
			return nil, fmt.Errorf("ask Git about %s: it is in no Git repository; run asbuilt diff in one, or git init and commit the model", dir)
		}
		return nil, fmt.Errorf("ask Git about %s: %w", dir, err)
	}
	r.prefix = strings.TrimSuffix(string(out), "\n")
	if gone != "" {
		r.prefix += gone + "/"
	}
	return r, nil
}

// git is what the program prints. Its configuration may neither page nor ask, and
// names are names, whatever is in them.
func (r *repository) git(ctx context.Context, args ...string) ([]byte, error) {
	c := exec.CommandContext(ctx, "git", append([]string{"--no-pager", "--literal-pathspecs", "-C", r.dir}, args...)...)
	c.Env = append(os.Environ(), "LC_ALL=C", "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0")
	var stderr bytes.Buffer
	c.Stderr = &stderr
	out, err := c.Output()
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return nil, errors.New("there is no git program on PATH; install Git")
	case err != nil && ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, errors.New(firstLine(stderr.String(), err.Error()))
	}
	return out, nil
}

// firstLine is the first thing that git complains of, or other where it is
// silent.
func firstLine(complaint, other string) string {
	for line := range strings.Lines(complaint) {
		for _, word := range []string{"fatal: ", "error: "} {
			line = strings.TrimPrefix(line, word)
		}
		if line = strings.TrimSpace(line); line != "" {
			return line
		}
	}
	return other
}

// commit is the full name of the commit that a revision means.
func (r *repository) commit(ctx context.Context, revision string) (string, error) {
	if err := plainRevision(revision); err != nil {
		return "", err
	}
	out, err := r.git(ctx, "rev-parse", "--verify", revision+"^{commit}")
	if err == nil {
		return strings.TrimSpace(string(out)), nil
	}
	if ctx.Err() != nil || strings.Contains(err.Error(), "ambiguous") || strings.Contains(err.Error(), "no git program") {
		return "", fmt.Errorf("read revision %q: %w", revision, err)
	}
	return "", fmt.Errorf("unknown revision %q%s", revision, r.cure(ctx, revision))
}

// plainRevision refuses what is no name of one revision.
func plainRevision(revision string) error {
	switch before, after, isRange := strings.Cut(revision, ".."); {
	case revision == "" || strings.HasPrefix(revision, "-"):
		return usage(fmt.Errorf("%q is no revision: name a branch, a tag or a commit", revision))
	case isRange && strings.HasPrefix(after, "."):
		return usage(fmt.Errorf("%q is a range: write asbuilt diff $(git merge-base %s %s) %[3]s", revision, before, after[1:]))
	case isRange:
		return usage(fmt.Errorf("%q is a range: write asbuilt diff %s", revision, strings.TrimSpace(before+" "+after)))
	}
	return nil
}

// cure says what can be done about a revision that is not known.
func (r *repository) cure(ctx context.Context, revision string) string {
	if _, err := r.git(ctx, "rev-parse", "--verify", "HEAD^{commit}"); err != nil {
		return ": nothing is committed yet; commit the model first"
	}
	if out, err := r.git(ctx, "for-each-ref", "--format=%(refname:short)"); err == nil {
		if near := model.Nearest(revision, strings.Fields(string(out))); near != "" {
			return fmt.Sprintf(": did you mean %q?", near)
		}
	}
	if out, err := r.git(ctx, "rev-parse", "--is-shallow-repository"); err == nil && strings.TrimSpace(string(out)) == "true" {
		return ": this clone is shallow; git fetch --unshallow brings the rest"
	}
	return ": git branch --all and git tag list those there are; git fetch brings new ones"
}

// tree is what a commit has in the folder that was asked for, and below it.
// Symbolic links and submodules are left out: what they lead to is not part of
// the commit, or not where it seems to be.
func (r *repository) tree(ctx context.Context, commit string) (*gitTree, error) {
	args := []string{"ls-tree", "-r", "-z", "-l", "--full-tree", commit}
	if r.prefix != "" {
		args = append(args, "--", r.prefix)
	}
	out, err := r.git(ctx, args...)
	if err != nil {
		return nil, fmt.Errorf("list files of %s: %w", commit, err)
	}
	t := newGitTree(func(id string) ([]byte, error) { return r.git(ctx, "cat-file", "blob", id) })
	for record := range strings.SplitSeq(string(out), "\x00") {
		meta, name, ok := strings.Cut(record, "\t")
		words := strings.Fields(meta)
		if !ok || len(words) != 4 {
			continue
		}
		name = strings.TrimPrefix(name, r.prefix)
		switch mode := words[0]; {
		case !fs.ValidPath(name):
		case words[1] == "blob" && strings.HasPrefix(mode, "100"):
			t.add(name, words[2], words[3])
		case mode == "120000":
			t.links[name] = true
		}
	}
	return t, nil
}
