package cmd

import (
	"cmp"
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"

	"github.com/spf13/pflag"

	"asbuilt/finding"
	"asbuilt/finding/plain"
	"asbuilt/git"
	"asbuilt/model"
	"asbuilt/model/decisions"
	"asbuilt/model/diff"
	"asbuilt/model/veil"
	"asbuilt/render"
	"asbuilt/render/pins"
	"asbuilt/report"
)

// sideFlags say which two readings of a model are compared.
type sideFlags struct {
	env          *environment
	file         string
	envs, states []string
}

func (o *sideFlags) bind(f *pflag.FlagSet) {
	f.StringVar(&o.file, "file", defaultFile, "model to compare")
	f.StringSliceVar(&o.envs, "envs", nil, "two environments to compare: dev,prod")
	f.StringSliceVar(&o.states, "states", nil, "two states of the roadmap to compare: now,target")
}

// reading is the model of one side with what lies beside it; m is nil when the
// file did not exist, or cannot be read.
type reading struct {
	report.Revision
	src source
	m   *model.Model
	// findings are what is wrong with the model.
	findings finding.List
	set      *decisions.Set
	pins     *pins.Pins
}

// read reads both sides.
func (o *sideFlags) read(ctx context.Context, args []string) (before, after *reading, err error) {
	switch {
	case len(o.envs) > 0:
		if before, err = o.one(ctx, args, o.envs[0]); err == nil {
			after, err = o.one(ctx, args, o.envs[1])
		}
		return before, after, err
	case len(o.states) > 0:
		return o.readStates(ctx, args)
	}
	repo, err := git.Open(ctx, filepath.Dir(o.file))
	if err != nil {
		return nil, nil, err
	}
	defer repo.Close()
	if len(args) == 0 {
		args = []string{"HEAD"}
	}
	if before, err = o.committed(ctx, repo, report.Revision{Name: args[0]}, o.file); err != nil {
		return nil, nil, err
	}
	if len(args) == 2 {
		after, err = o.committed(ctx, repo, report.Revision{Name: args[1]}, o.file)
	} else {
		after, err = o.workingTree(report.Revision{}, o.file)
	}
	if err == nil {
		before, after, err = o.follow(ctx, repo, before, after)
	}
	if err != nil {
		return nil, nil, err
	}
	if !before.exists() && !after.exists() {
		return nil, nil, fmt.Errorf("read model: there is no %s in %s, nor in %s; name the model with --file",
			filepath.ToSlash(o.file), called(before), called(after))
	}
	return before, after, nil
}

// exists reports whether a side has the file at all.
func (r *reading) exists() bool { return r.m != nil || len(r.findings) > 0 }

// one reads one environment of the working tree, or of the revision that args name.
func (o *sideFlags) one(ctx context.Context, args []string, env string) (*reading, error) {
	r, err := o.alone(ctx, args, env)
	if err == nil && !r.exists() {
		return nil, fmt.Errorf("read model: there is no %s in %s; name the model with --file",
			filepath.ToSlash(o.file), called(r))
	}
	return r, err
}

func (o *sideFlags) alone(ctx context.Context, args []string, env string) (*reading, error) {
	if len(args) == 0 {
		return o.workingTree(report.Revision{Env: env}, o.file)
	}
	repo, err := git.Open(ctx, filepath.Dir(o.file))
	if err != nil {
		return nil, err
	}
	defer repo.Close()
	return o.committed(ctx, repo, report.Revision{Name: args[0], Env: env}, o.file)
}

// readStates reads one model as it is in two states of its roadmap.
func (o *sideFlags) readStates(ctx context.Context, args []string) (before, after *reading, err error) {
	if before, err = o.one(ctx, args, ""); err != nil {
		return nil, nil, err
	}
	if before.m != nil {
		var ids []string
		for _, s := range before.m.States {
			ids = append(ids, s.ID)
		}
		for _, state := range o.states {
			if !slices.Contains(ids, state) {
				return nil, nil, usagef("unknown state %q: %s", state,
					cmp.Or(oneOf("the roadmap has", ids), "the model has no states"))
			}
		}
	}
	own := *before
	after = &own
	before.State, after.State = o.states[0], o.states[1]
	return before, after, nil
}

// oneOf lists words after a beginning; empty without words.
func oneOf(begin string, words []string) string {
	if len(words) == 0 {
		return ""
	}
	for i, w := range words {
		if i > 0 {
			begin += ","
		}
		begin += " " + w
	}
	return begin
}

// workingTree reads the side that is not committed yet. The folder need not exist
// any more.
func (o *sideFlags) workingTree(rev report.Revision, file string) (*reading, error) {
	folder, err := o.env.folder(filepath.Dir(file))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return o.side(rev, embed.FS{}, file)
	case err != nil:
		return nil, fmt.Errorf("read model of the working tree: %w", err)
	}
	return o.side(rev, folder, file)
}

// committed reads the side that a revision is.
func (o *sideFlags) committed(ctx context.Context, repo *git.Repository, rev report.Revision,
	file string) (*reading, error) {
	commit, err := repo.Commit(ctx, rev.Name)
	if err != nil {
		return nil, revisionError(err)
	}
	tree, err := repo.Tree(ctx, commit)
	if err != nil {
		return nil, err
	}
	if tree.IsLink(filepath.Base(file)) {
		return nil, fmt.Errorf("read model of %s: %s is a symbolic link there, and links are not followed; "+
			"name the file that it leads to with --file", rev.Name, filepath.ToSlash(file))
	}
	rev.Commit = commit
	return o.side(rev, tree, file)
}

// revisionError says besides what can be done about a revision that there is not.
func revisionError(err error) error {
	var none *git.NotOneError
	var unknown *git.UnknownError
	switch {
	case errors.As(err, &none):
		return usage(err)
	case !errors.As(err, &unknown):
		return err
	case unknown.Empty:
		return fmt.Errorf("%w: nothing is committed yet; commit the model first", err)
	}
	if near := meant(unknown.Revision, unknown.Refs); near != "" {
		return fmt.Errorf("%w%s", err, near)
	}
	if unknown.Shallow {
		return fmt.Errorf("%w: this clone is shallow; git fetch --unshallow brings the rest", err)
	}
	return fmt.Errorf("%w: git branch --all and git tag list those there are; git fetch brings new ones", err)
}

// follow finds the model on the side that does not have it where it is looked for: it
// may have been moved.
func (o *sideFlags) follow(ctx context.Context, repo *git.Repository, before, after *reading) (b, a *reading,
	err error) {
	has, lacks := before, after
	switch {
	case before.exists() == after.exists():
		return before, after, nil
	case after.exists():
		has, lacks = after, before
	}
	file, err := o.movedTo(ctx, repo, has, lacks)
	if err != nil || file == "" {
		return before, after, err
	}
	var moved *reading
	if lacks.Commit == "" {
		moved, err = o.workingTree(lacks.Revision, file)
	} else {
		var there *git.Repository
		if there, err = git.Open(ctx, filepath.Dir(file)); err != nil {
			return nil, nil, err
		}
		defer there.Close()
		moved, err = o.committed(ctx, there, report.Revision{Name: lacks.Name}, file)
	}
	if err != nil || !moved.exists() {
		return before, after, err
	}
	plain.Fprintf(o.env.streams.Err, "asbuilt: %s of %s is %s in %s: it was moved\n",
		filepath.ToSlash(o.file), called(has), filepath.ToSlash(file), called(lacks))
	if lacks == before {
		return moved, after, nil
	}
	return before, moved, nil
}

// movedTo is what the user would call the file that the model is on the side that lacks
// it, or empty.
func (o *sideFlags) movedTo(ctx context.Context, repo *git.Repository, has, lacks *reading) (string, error) {
	content, err := fs.ReadFile(has.src.fsys.Under(), has.src.name)
	if err != nil {
		return "", nil // it is said elsewhere what is wrong with it
	}
	there, _, err := o.files(ctx, repo, has)
	if err != nil {
		return "", err
	}
	here, all, err := o.files(ctx, repo, lacks)
	if err != nil {
		return "", err
	}
	lone := slices.DeleteFunc(here, func(name string) bool {
		_, both := slices.BinarySearch(there, name)
		return both
	})
	prefix := repo.Prefix()
	name, found := git.Moved(path.Join(prefix, has.src.name), content, lone,
		func(name string) ([]byte, error) { return fs.ReadFile(all, name) })
	if !found {
		return "", nil
	}
	below, err := filepath.Rel(filepath.FromSlash(path.Clean(prefix)), filepath.FromSlash(name))
	if err != nil {
		return "", err
	}
	return filepath.Join(filepath.Dir(o.file), below), nil
}

// files are the names of all files of a side, sorted, and what they hold.
func (o *sideFlags) files(ctx context.Context, repo *git.Repository, r *reading) ([]string, fs.FS, error) {
	if r.Commit != "" {
		tree, err := repo.Whole(ctx, r.Commit)
		if err != nil {
			return nil, nil, err
		}
		return tree.Files(), tree, nil
	}
	names, err := repo.Present(ctx)
	if err != nil {
		return nil, nil, err
	}
	folder, err := o.env.folder(repo.Top())
	if err != nil {
		return nil, nil, fmt.Errorf("read model of the working tree: %w", err)
	}
	there := func(name string) bool { // git lists what was deleted and not committed, too
		info, err := fs.Stat(folder, name)
		return err == nil && info.Mode().IsRegular()
	}
	return slices.DeleteFunc(names, func(name string) bool { return !there(name) }), folder, nil
}

// side reads the model of one side, with its decisions and pins.
func (o *sideFlags) side(rev report.Revision, fsys fs.FS, file string) (*reading, error) {
	r := &reading{
		Revision: rev,
		src: source{
			fsys: veil.Over(fsys), name: filepath.Base(file), dir: filepath.ToSlash(filepath.Dir(file)),
		},
	}
	if r.src.dir == "." {
		r.src.dir = ""
	}
	switch info, err := fs.Stat(fsys, r.src.name); {
	case errors.Is(err, fs.ErrNotExist):
		return r, nil
	case err != nil:
		return nil, fmt.Errorf("read model of %s: %w", called(r), err)
	case info.IsDir():
		return nil, fmt.Errorf("read model of %s: %s is a directory; name the file in it, such as %s",
			called(r), filepath.ToSlash(file), path.Join(filepath.ToSlash(file), defaultFile))
	}
	m, findings, err := model.Load(r.src.fsys, r.src.name, model.Options{Env: cmp.Or(rev.Env, o.env.env)})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", called(r), err)
	}
	r.src.place(findings)
	r.m, r.findings = m, findings
	if m == nil && len(findings) == 0 {
		return nil, fmt.Errorf("the model of %s holds nothing", called(r))
	}
	for _, f := range findings {
		if f.Severity == finding.Error && f.Code != model.CodeNeverCrossed {
			r.Errors = append(r.Errors, f)
		}
	}
	if r.Unreadable = m == nil; r.Unreadable {
		return r, nil
	}
	if r.set, _, err = loadDecisions(r.src, m); err != nil {
		return nil, fmt.Errorf("%s: %w", called(r), err)
	}
	// What is wrong with pins is said by check; what is right still holds.
	if r.pins, _, err = loadPins(r.src, m); err != nil {
		return nil, fmt.Errorf("%s: %w", called(r), err)
	}
	return r, nil
}

// compared is the side as package diff compares it.
func (r *reading) compared() diff.Side {
	return diff.Side{Model: r.m, Decisions: r.set, State: r.State, Env: r.Env, Findings: r.findings}
}

// drawn is the side as render compares it.
func (r *reading) drawn() render.Side {
	s := render.Side{Model: r.m, Decisions: r.set, Pins: r.pins, State: r.State, Name: r.Title()}
	if r.m != nil && r.State != "" {
		s.Model = r.m.At(r.State)
	}
	return s
}

// called is what messages call a side.
func called(r *reading) string {
	if r.Commit == "" && r.Name == "" {
		return "the working tree"
	}
	return r.Name
}
