package cmd

import (
	"cmp"
	"context"
	"embed"
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"asbuilt/finding"
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
	f.StringVar(&o.file, "file", defaultFile, "")
	f.StringSliceVar(&o.envs, "envs", nil, "")
	f.StringSliceVar(&o.states, "states", nil, "")
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
		return nil, nil, finding.Errorf("read model: there is no %s in %s, nor in %s; name the model with --file",
			"모델을 읽지 못했습니다: %s 파일이 %s에도 %s에도 없습니다. --file로 모델을 지정하십시오",
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
		return nil, finding.Errorf("read model: there is no %s in %s; name the model with --file",
			"모델을 읽지 못했습니다: %s 파일이 %s에 없습니다. --file로 모델을 지정하십시오",
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
		worst, _ := before.findings.Worst()
		wrong, ids := worst == finding.Error, []string(nil)
		for _, s := range before.m.States {
			ids = append(ids, s.ID)
		}
		for _, state := range o.states {
			if !slices.Contains(ids, state) && !wrong { // else they say what is wrong
				return nil, nil, usagef("unknown state %q: %s",
					"%q 상태는 없습니다. %s", state,
					statesOf(ids))
			}
		}
	}
	own := *before
	after = &own
	before.State, after.State = o.states[0], o.states[1]
	return before, after, nil
}

// statesOf says which states a roadmap has.
func statesOf(ids []string) finding.Text {
	if len(ids) == 0 {
		return finding.Say("the model has no states", "모델에 상태가 없습니다")
	}
	return finding.Say("the roadmap has %s", "로드맵의 상태: %s", strings.Join(ids, ", "))
}

// workingTree reads the side that is not committed yet. The folder need not exist
// any more.
func (o *sideFlags) workingTree(rev report.Revision, file string) (*reading, error) {
	folder, err := o.env.folder(filepath.Dir(file))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return o.side(rev, embed.FS{}, file)
	case err != nil:
		return nil, finding.Errorf("read model of the working tree: %v",
			"작업 트리의 모델을 읽지 못했습니다: %v", err)
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
		return nil, finding.Errorf(
			"read model of %s: %s is a symbolic link there, and links are not followed; name the "+
				"file that it leads to with --file",
			"%s의 모델을 읽지 못했습니다: %s은(는) 심볼릭 링크이고 링크는 따라가지 않습니다. --file로 링크가 가리키는 파일을 지정하십시오",
			rev.Name, filepath.ToSlash(file))
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
		return finding.Errorf("%v: nothing is committed yet; commit the model first",
			"%v: 아직 커밋이 없습니다. 먼저 모델을 커밋하십시오", err)
	}
	if near := meant(unknown.Revision, unknown.Refs); !near.IsZero() {
		return finding.Errorf("%v%s",
			"%v%s", err, near)
	}
	if unknown.Shallow {
		return finding.Errorf("%v: this clone is shallow; git fetch --unshallow brings the rest",
			"%v: 얕은 클론입니다. git fetch --unshallow로 나머지를 가져오십시오", err)
	}
	return finding.Errorf("%v: git branch --all and git tag list those there are; git fetch brings new ones",
		"%v: 있는 것은 git branch --all과 git tag가 나열하고, 새것은 git fetch가 가져옵니다", err)
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
	o.env.say(o.env.streams.Err, "asbuilt: %s of %s is %s in %s: it was moved",
		"asbuilt: %[2]s의 %[1]s은(는) %[4]s에서 %[3]s입니다. 옮겨졌습니다",
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
		return nil, nil, finding.Errorf("read model of the working tree: %v",
			"작업 트리의 모델을 읽지 못했습니다: %v", err)
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
		return nil, finding.Errorf("read model of %s: %v",
			"%s의 모델을 읽지 못했습니다: %v", called(r), err)
	case info.IsDir():
		return nil, finding.Errorf("read model of %s: %s is a directory; name the file in it, such as %s",
			"%s의 모델을 읽지 못했습니다: %s은(는) 폴더입니다. 그 안의 파일을 지정하십시오. 예: %s",
			called(r), filepath.ToSlash(file), path.Join(filepath.ToSlash(file), defaultFile))
	}
	m, findings, err := model.Load(r.src.fsys, r.src.name, model.Options{Env: cmp.Or(rev.Env, o.env.env)})
	if err != nil {
		return nil, finding.Errorf("%s: %v",
			"%s: %v", called(r), err)
	}
	r.src.place(findings)
	r.m, r.findings = m, findings
	if m == nil && len(findings) == 0 {
		return nil, finding.Errorf("the model of %s holds nothing",
			"%s의 모델에 아무것도 없습니다", called(r))
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
		return nil, finding.Errorf("%s: %v",
			"%s: %v", called(r), err)
	}
	// What is wrong with pins is said by check; what is right still holds.
	if r.pins, _, err = loadPins(r.src, m); err != nil {
		return nil, finding.Errorf("%s: %v",
			"%s: %v", called(r), err)
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
func called(r *reading) finding.Text {
	if r.Commit == "" && r.Name == "" {
		return finding.Both("the working tree", "작업 트리")
	}
	return finding.Same(r.Name)
}
