// Package git reads commits of the repository that a model lies in. It asks the
// git program, as one asks about a repository that somebody else made to do
// harm: whatever such a repository configures, no program is run, nothing is
// fetched, nothing is written and no folder but its own is taken for it. How is
// written in hostile.go.
//
//	repo, err := git.Open(ctx, "systems/orders")
//	commit, err := repo.Commit(ctx, "main")
//	tree, err := repo.Tree(ctx, commit) // an fs.FS of systems/orders as it was then
package git

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"asbuilt/files"
	"asbuilt/finding"
	"asbuilt/pattern"
)

// patience is how long one question to git may take. It reads local files, so
// that more than this is a file that never ends or never answers.
const patience = time.Minute

// Repository is a repository, seen from one folder in it.
type Repository struct {
	// top is the root of the working tree. Git runs there and nowhere else.
	top string
	// prefix is what lies between top and the folder, with a slash behind it, or
	// empty.
	prefix string
	// env and config are all that git knows besides the repository.
	env    []string
	config []setting
	blobs  *blobs
}

// Open finds the repository around dir, which need not exist any more. Close
// ends what it started.
func Open(ctx context.Context, dir string) (*Repository, error) {
	r, err := find(dir)
	if err != nil {
		return nil, finding.Errorf("ask Git about %s: %v",
			"%s을(를) Git에 묻지 못했습니다: %v", dir, err)
	}
	if err := r.trust(ctx); err != nil {
		return nil, finding.Errorf("ask Git about %s: %v",
			"%s을(를) Git에 묻지 못했습니다: %v", dir, err)
	}
	r.blobs = &blobs{start: func() *exec.Cmd { return r.command(ctx, "cat-file", "--batch-command") }}
	return r, nil
}

// Close ends the git program that reads files.
func (r *Repository) Close() { r.blobs.close() }

// find looks for the nearest folder above dir that has a .git. Git itself would
// also take a folder for a repository that merely holds the files of one, which
// a pull request may bring.
func find(dir string) (*Repository, error) {
	at, gone := filepath.Clean(dir), ""
	for {
		if info, err := files.Look(at); err == nil && info.IsDir() {
			break
		}
		up := filepath.Dir(at)
		if up == at {
			return nil, finding.Errorf("there is no such folder",
				"그런 폴더가 없습니다")
		}
		at, gone = up, path.Join(filepath.Base(at), gone)
	}
	at, err := filepath.Abs(at)
	if err == nil {
		at, err = files.Real(at)
	}
	if err != nil {
		return nil, err
	}
	top, ok := files.Top(at)
	if !ok {
		return nil, finding.Errorf("it is in no Git repository; run asbuilt diff in one, or git init and commit the "+
			"model",
			"Git 저장소가 아닙니다. 저장소 안에서 asbuilt diff를 실행하거나, git init 뒤에 모델을 커밋하십시오")
	}
	r := &Repository{top: top, env: environment(top), prefix: path.Join(below(top, at), gone)}
	if r.prefix != "" {
		r.prefix += "/"
	}
	return r, nil
}

// below is the path from top to a folder in it, with slashes; empty for top.
func below(top, dir string) string {
	rel, err := filepath.Rel(top, dir)
	if err != nil || rel == "." {
		return ""
	}
	return filepath.ToSlash(rel)
}

// oldest is the first version of Git that can be told to leave alone what only
// looks like a repository.
var oldest = [2]int{2, 38}

var versionOf = pattern.New(`^git version ([0-9]+)\.([0-9]+)`)

// trust makes sure that Git is new enough and takes the same folder for the
// root as find did, and shuts off what the repository configures.
func (r *Repository) trust(ctx context.Context) error {
	r.config = append(disarmed(nil), setting{"safe.bareRepository", "explicit"})
	out, err := r.git(ctx, "version")
	if err != nil {
		return err
	}
	if !recent(string(out)) {
		return finding.Errorf("%s is too old to be asked about a repository that one does not know; install Git "+
			"%d.%d or newer",
			"%s은(는) 모르는 저장소를 묻기에는 오래되었습니다. Git %d.%d 이상을 설치하십시오",
			strings.TrimSpace(string(out)), oldest[0], oldest[1])
	}
	top, err := r.git(ctx, "rev-parse", "--show-toplevel")
	if errors.Is(err, errOwner) {
		if err := r.allow(ctx); err != nil {
			return err
		}
		top, err = r.git(ctx, "rev-parse", "--show-toplevel")
	}
	switch got := strings.TrimSuffix(string(top), "\n"); {
	case errors.Is(err, errOwner):
		return finding.Errorf("the repository belongs to another user; git config --global --add safe.directory %s "+
			"says that you trust it",
			"저장소가 다른 사용자의 것입니다. 믿는다면 git config --global --add safe.directory %s을(를) 실행하십시오", r.top)
	case err != nil:
		return err
	case !files.Same(got, r.top):
		return finding.Errorf("the repository in %s says that its files are in %s; asbuilt reads none whose files "+
			"are elsewhere",
			"%s의 저장소는 파일이 %s에 있다고 합니다. asbuilt는 파일이 다른 곳에 있는 저장소를 읽지 않습니다", r.top, got)
	}
	keys, err := r.git(ctx, "config", "--list", "--name-only", "-z")
	if err != nil {
		return err
	}
	r.config = append(r.config, disarmed(strings.Split(string(keys), "\x00"))...)
	return nil
}

// recent reports whether git's answer to "version" names one that is new enough.
func recent(version string) bool {
	m := versionOf.FindStringSubmatch(version)
	if m == nil {
		return false
	}
	major, _ := strconv.Atoi(m[1])
	minor, _ := strconv.Atoi(m[2])
	return major > oldest[0] || major == oldest[0] && minor >= oldest[1]
}

// git is what the program prints.
func (r *Repository) git(ctx context.Context, args ...string) ([]byte, error) {
	asked, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	c := r.command(asked, args...)
	var stderr bytes.Buffer
	c.Stderr = &stderr
	out, err := c.Output()
	switch {
	case err == nil:
		return out, nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case asked.Err() != nil:
		return nil, finding.Errorf("git %s did not answer for %s",
			"git %s이(가) %s 동안 응답하지 않았습니다", args[0], patience)
	case strings.Contains(stderr.String(), "Could not read ") && r.isPartial(ctx): // Git 2.47 says no more
		return nil, errMissing
	}
	return nil, complaint(err, stderr.String())
}

// isPartial reports whether the repository may have left objects with its remote
// (git-scm.com/docs/partial-clone).
func (r *Repository) isPartial(ctx context.Context) bool {
	_, err := r.git(ctx, "config", "--get-regexp", `^(extensions\.partialclone|remote\..*\.promisor)$`)
	return err == nil
}

// command is git in the root of the repository. It may neither page nor ask,
// and names are names, whatever is in them.
func (r *Repository) command(ctx context.Context, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, "git", append([]string{"--no-pager", "--literal-pathspecs"}, args...)...)
	c.Dir, c.Env = r.top, append(slices.Clone(r.env), variables(r.config)...)
	c.WaitDelay = time.Second // what git started may hold its output open
	return c
}

// complaint is what went wrong with a run of git that ended with err.
func complaint(err error, stderr string) error {
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return errNoGit
	case errors.Is(err, exec.ErrDot):
		return finding.Errorf("the git program on PATH lies in the current folder, where anybody may have put it; "+
			"take . out of PATH",
			"PATH의 git이 현재 폴더에 있습니다. 누구나 넣었을 수 있으므로 PATH에서 .을 빼십시오")
	case strings.Contains(stderr, "dubious ownership"):
		return errOwner
	case strings.Contains(stderr, "not a git repository"), strings.Contains(stderr, "invalid gitfile"):
		return finding.Errorf("there is a .git, but Git takes it for no repository",
			".git이 있지만 Git은 저장소로 보지 않습니다")
	case missing(stderr):
		return errMissing
	case strings.TrimSpace(stderr) == "":
		return err
	}
	return errors.New(firstLine(stderr))
}

var (
	errNoGit = finding.Errorf("there is no git program on PATH; install Git",
		"PATH에 git이 없습니다. Git을 설치하십시오")
	errOwner = finding.Errorf("it belongs to another user",
		"다른 사용자의 것입니다")
	errMissing = finding.Errorf("this clone left it with its remote, and asbuilt fetches nothing; git fetch "+
		"--refetch --no-filter brings all",
		"이 클론은 그것을 원격에 두었고 asbuilt는 아무것도 가져오지 않습니다. git fetch --refetch --no-filter로 모두 "+
			"가져오십시오")
)

// missing reports whether git complains of an object that it would have to fetch.
func missing(stderr string) bool {
	for _, words := range []string{"promisor remote", "lazy fetching disabled", "not allowed"} {
		if strings.Contains(stderr, words) {
			return true
		}
	}
	return false
}

// firstLine is the first thing that git complains of.
func firstLine(stderr string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(stderr), "\n")
	for _, word := range []string{"fatal: ", "error: "} {
		line = strings.TrimPrefix(line, word)
	}
	return strings.TrimSpace(line)
}

// Tree is what a commit has in the folder that was asked for, and below it; what
// lies beside it is found by names that lead up ("../docs/adr"). Symbolic links and
// submodules are left out: what they lead to is not part of the commit, or not where
// it seems to be.
func (r *Repository) Tree(ctx context.Context, commit string) (*Tree, error) {
	t, err := r.treeAt(ctx, commit, r.prefix)
	if err != nil || r.prefix == "" {
		return t, err
	}
	whole := sync.OnceValues(func() (*Tree, error) { return r.treeAt(ctx, commit, "") })
	t.above = func(op, name string) (*node, error) {
		all, err := whole() // few models name anything there
		if err != nil {
			return nil, &fs.PathError{Op: op, Path: name, Err: err}
		}
		n, err := all.find(op, path.Join(r.prefix, name))
		if err != nil {
			return nil, &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist}
		}
		return n, nil
	}
	return t, nil
}

// treeAt is what a commit has below a folder of the repository.
func (r *Repository) treeAt(ctx context.Context, commit, prefix string) (*Tree, error) {
	args := []string{"ls-tree", "-r", "-z", "--full-tree", commit}
	if prefix != "" {
		args = append(args, "--", prefix)
	}
	out, err := r.git(ctx, args...)
	if err != nil {
		return nil, finding.Errorf("list files of %s: %v",
			"%s의 파일을 나열하지 못했습니다: %v", commit, err)
	}
	t := newTree(r.blobs)
	for record := range strings.SplitSeq(string(out), "\x00") {
		meta, name, ok := strings.Cut(record, "\t")
		words := strings.Fields(meta)
		if !ok || len(words) != 3 {
			continue
		}
		name = strings.TrimPrefix(name, prefix)
		switch mode := words[0]; {
		case !fs.ValidPath(name):
		case words[1] == "blob" && strings.HasPrefix(mode, "100"):
			t.add(name, words[2])
		case mode == "120000":
			t.links[name] = true
		}
	}
	return t, nil
}
