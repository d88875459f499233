package cmd

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"asbuilt/files"
	"asbuilt/finding"
	"asbuilt/finding/plain"
	"asbuilt/git"
	"asbuilt/model"
	"asbuilt/model/decisions"
	"asbuilt/model/diff"
	"asbuilt/model/veil"
	"asbuilt/render"
	"asbuilt/render/pins"
	"asbuilt/render/svg"
	"asbuilt/report"
)

// changesName is the page beside the pictures that says what changed in words.
const changesName = "changes.md"

type diffOptions struct {
	env      *environment
	file     string
	format   string
	out      string
	views    []string
	exitCode bool
	place    placeFlags
}

func newDiff(env *environment) *cobra.Command {
	o := &diffOptions{env: env}
	c := &cobra.Command{
		Use:   "diff [REV1 [REV2]]",
		Short: "Say and draw what changed between two Git revisions",
		Long: `diff compares the architecture of two Git revisions: HEAD and the working tree,
REV1 and the working tree, or REV1 and REV2. Only what the model says counts, not
how it is written; what concerns security comes first and has an exclamation
mark. Includes, overlays, decisions and pins are those of the same revision as
the model. Nothing is checked out, fetched or written, and no program that the
repository names in its configuration is run. It needs Git 2.38 or newer.

The model is ./architecture.yaml unless --file names another. Where it did not
exist in one revision, everything is new, or gone.

With --out, DIR gets VIEW.before.svg, VIEW.changes.svg and VIEW.after.svg of
every view whose picture changed, and changes.md, which says the same in words
and shows them. A folder that holds files asbuilt did not write is left alone.

The exit status is 0 whether or not something changed; with --exit-code it is 1
when something did.`,
		Example: `  asbuilt diff
  asbuilt diff $(git merge-base origin/main HEAD) --out changes
  asbuilt diff v1.4 v1.5 --format markdown
  asbuilt diff main --file systems/orders/architecture.yaml --env prod`,
		Args: atMost(2),
		RunE: func(c *cobra.Command, args []string) error { return o.run(c.Context(), args) },
	}
	f := c.Flags()
	f.StringVar(&o.file, "file", defaultFile, "model to compare")
	f.StringVar(&o.format, "format", "text", "form of what is said: text, json, markdown")
	f.StringVar(&o.out, "out", "", "folder to draw the pictures that changed into")
	f.StringSliceVar(&o.views, "view", nil, "views to draw (default: all)")
	f.BoolVar(&o.exitCode, "exit-code", false, "exit 1 when something changed")
	o.place.bind(f)
	return c
}

// reading is the model of one side with what lies beside it; m is nil when the
// file did not exist.
type reading struct {
	report.Revision
	src  source
	m    *model.Model
	set  *decisions.Set
	pins *pins.Pins
}

func (o *diffOptions) run(ctx context.Context, args []string) error {
	lang, format, err := o.check()
	if err != nil {
		return err
	}
	before, after, err := o.read(ctx, args)
	if err != nil {
		return err
	}
	o.tellMissing(before, after)
	changes := &report.Changes{Before: before.Revision, After: after.Revision}
	changes.List = diff.Compare(
		diff.Side{Model: before.m, Decisions: before.set},
		diff.Side{Model: after.m, Decisions: after.set})
	changes.Consequences = diff.Consequences(
		diff.Side{Model: before.m, Decisions: before.set},
		diff.Side{Model: after.m, Decisions: after.set}, changes.List)
	for _, ch := range changes.List {
		ch.Position.File = before.src.named(ch.Position.File)
		for i := range ch.Facts {
			ch.Facts[i].Position.File = before.src.named(ch.Facts[i].Position.File)
		}
	}
	var drawn string
	if o.out != "" {
		var views []report.ChangedView
		if views, drawn, err = o.draw(ctx, before, after, changes, lang); err != nil {
			return err
		}
		if format == report.JSON { // a comment or a terminal cannot show files of this machine
			changes.Views = views
		}
	}
	options := report.Options{Format: format, Lang: lang, Color: o.env.color(o.env.streams.Out)}
	if err := report.WriteChanges(o.env.out(format), changes, options); err != nil {
		return fmt.Errorf("write changes: %w", err)
	}
	if drawn != "" {
		plain.Fprintln(o.env.streams.Err, drawn)
	}
	if o.exitCode && len(changes.List) > 0 {
		return silently(Found)
	}
	return nil
}

// check turns the flags into what they mean.
func (o *diffOptions) check() (finding.Lang, report.Format, error) {
	lang, err := o.env.language()
	if err != nil {
		return "", "", err
	}
	format := report.Format(o.format)
	switch {
	case !slices.Contains(report.ChangeFormats(), format):
		return "", "", usagef("unknown format %q: --format is text, json or markdown", o.format)
	case o.file == "-" || o.file == "":
		return "", "", usagef("--file %q is no file that Git knows: name the model in the repository", o.file)
	case o.out == "-":
		return "", "", usagef("--out - is no folder: diff draws several pictures")
	case len(o.views) > 0 && o.out == "":
		return "", "", usagef("--view chooses pictures: it needs --out DIR to draw into")
	}
	return lang, format, nil
}

// read reads both sides.
func (o *diffOptions) read(ctx context.Context, args []string) (before, after *reading, err error) {
	dir := filepath.Dir(o.file)
	repo, err := git.Open(ctx, dir)
	if err != nil {
		return nil, nil, err
	}
	defer repo.Close()
	if len(args) == 0 {
		args = []string{"HEAD"}
	}
	if before, err = o.committed(ctx, repo, args[0]); err != nil {
		return nil, nil, err
	}
	if len(args) == 2 {
		after, err = o.committed(ctx, repo, args[1])
	} else {
		after, err = o.workingTree(dir)
	}
	if err != nil {
		return nil, nil, err
	}
	if before.m == nil && after.m == nil {
		return nil, nil, fmt.Errorf("read model: there is no %s in %s, nor in %s; name the model with --file",
			filepath.ToSlash(o.file), called(before), called(after))
	}
	return before, after, nil
}

// workingTree reads the side that is not committed yet. The folder need not exist
// any more.
func (o *diffOptions) workingTree(dir string) (*reading, error) {
	folder, err := o.env.folder(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return o.side(report.Revision{}, embed.FS{})
	case err != nil:
		return nil, fmt.Errorf("read model of the working tree: %w", err)
	}
	return o.side(report.Revision{}, folder)
}

// committed reads the side that a revision is.
func (o *diffOptions) committed(ctx context.Context, repo *git.Repository, revision string) (*reading, error) {
	commit, err := repo.Commit(ctx, revision)
	if err != nil {
		return nil, revisionError(err)
	}
	tree, err := repo.Tree(ctx, commit)
	if err != nil {
		return nil, err
	}
	if tree.IsLink(filepath.Base(o.file)) {
		return nil, fmt.Errorf("read model of %s: %s is a symbolic link there, and links are not followed; "+
			"name the file that it leads to with --file", revision, filepath.ToSlash(o.file))
	}
	return o.side(report.Revision{Name: revision, Commit: commit}, tree)
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

// side reads the model of one side, with its decisions and pins.
func (o *diffOptions) side(rev report.Revision, fsys fs.FS) (*reading, error) {
	r := &reading{
		Revision: rev,
		src: source{
			fsys: veil.Over(fsys), name: filepath.Base(o.file), dir: filepath.ToSlash(filepath.Dir(o.file)),
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
			called(r), filepath.ToSlash(o.file), path.Join(filepath.ToSlash(o.file), defaultFile))
	}
	m, findings, err := o.env.load(r.src)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", called(r), err)
	}
	if m == nil || hasErrors(findings) {
		return nil, o.invalid(r, findings)
	}
	if r.set, _, err = loadDecisions(r.src, m); err != nil {
		return nil, fmt.Errorf("%s: %w", called(r), err)
	}
	// What is wrong with pins is said by check; what is right still holds.
	if r.pins, _, err = loadPins(r.src, m); err != nil {
		return nil, fmt.Errorf("%s: %w", called(r), err)
	}
	r.m = m
	return r, nil
}

func hasErrors(findings finding.List) bool {
	worst, found := findings.Worst()
	return found && worst == finding.Error
}

// invalid says that the model of a side has errors, and what shows them.
func (o *diffOptions) invalid(r *reading, findings finding.List) error {
	r.src.place(findings)
	n, first := 0, (*finding.Finding)(nil)
	for _, f := range findings {
		if f.Severity == finding.Error {
			n++
			if first == nil {
				first = f
			}
		}
	}
	if first == nil {
		return fmt.Errorf("the model of %s holds nothing", called(r))
	}
	where := "asbuilt check says all of them"
	if r.Commit != "" {
		where = "asbuilt check says all of them where that revision is checked out, as by git worktree add"
	}
	at := first.Position
	return fmt.Errorf("the model of %s has %s, first %s:%d:%d: %s; %s",
		called(r), several(n, "error"), at.File, at.Line, at.Col, first.Message.In(finding.English), where)
}

// called is what messages call a side.
func called(r *reading) string {
	if r.Commit == "" {
		return "the working tree"
	}
	return r.Name
}

// tellMissing says why everything is new, or gone.
func (o *diffOptions) tellMissing(before, after *reading) {
	switch {
	case before.m == nil:
		plain.Fprintf(o.env.streams.Err, "asbuilt: there was no %s in %s: everything is new\n",
			filepath.ToSlash(o.file), called(before))
	case after.m == nil:
		plain.Fprintf(o.env.streams.Err, "asbuilt: there is no %s in %s: everything is gone\n",
			filepath.ToSlash(o.file), called(after))
	}
}

// draw writes the pictures that changed, and the page that shows them; said is
// what it did.
func (o *diffOptions) draw(ctx context.Context, before, after *reading, changes *report.Changes,
	lang finding.Lang) (views []report.ChangedView, said string, err error) {
	sides := [2]render.Side{before.drawn(), after.drawn()}
	if err := knownViews(render.ComparedViews(sides[0], sides[1]), o.views); err != nil {
		return nil, "", err
	}
	options := render.Options{
		Views: o.views,
		SVG:   svg.Options{Form: svg.Standalone},
		Place: o.place.placer(o.env.streams.Err),
	}
	if o.env.lang != "" {
		options.Langs = []finding.Lang{lang}
	}
	compared, err := render.Compare(ctx, sides[0], sides[1], options)
	if err != nil {
		return nil, "", err
	}
	all, views := changedViews(compared)
	pictures := len(all)
	var page bytes.Buffer
	whole := *changes
	whole.Views = views
	if err := report.WriteChanges(&page, &whole, report.Options{Format: report.Markdown, Lang: lang}); err != nil {
		return nil, "", err
	}
	all = append(all, files.File{Name: changesName, Data: page.Bytes()})
	if err := o.env.write(o.out, all); err != nil {
		return nil, "", err
	}
	said = fmt.Sprintf("%s of %s in %s", several(pictures, "picture"), several(len(views), "changed view"), o.out)
	return views, said, nil
}

// changedViews are the files of all pictures, and which is which.
func changedViews(compared []render.Comparison) (files.Files, []report.ChangedView) {
	var all files.Files
	var views []report.ChangedView
	for _, v := range compared {
		entry := report.ChangedView{ID: v.View.ID, Title: v.View.Title}
		for _, p := range []struct {
			suffix  string
			picture *render.Picture
			name    *string
		}{
			{"before", v.Before, &entry.Before},
			{"changes", v.Changes, &entry.Changes},
			{"after", v.After, &entry.After},
		} {
			if p.picture != nil {
				*p.name = v.View.ID + "." + p.suffix + ".svg"
				all = append(all, files.File{Name: *p.name, Data: p.picture.SVG})
			}
		}
		views = append(views, entry)
	}
	return all, views
}

// drawn is the side as render compares it.
func (r *reading) drawn() render.Side {
	name := finding.Text{En: "working tree", Ko: "작업 트리"}
	if r.Commit != "" {
		name = finding.Same(r.Name)
	}
	return render.Side{Model: r.m, Decisions: r.set, Pins: r.pins, Name: name}
}
