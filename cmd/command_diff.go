package cmd

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"asbuilt/finding"
	"asbuilt/finding/plain"
	"asbuilt/model/diff"
	"asbuilt/report"
)

type diffOptions struct {
	sideFlags
	pictures changePictures
	format   string
	snapshot string
	exitCode bool
	failOn   string
}

func newDiff(env *environment) *cobra.Command {
	o := &diffOptions{sideFlags: sideFlags{env: env}}
	c := &cobra.Command{
		Use:   "diff [REV1 [REV2]]",
		Short: "Say and draw what changed between two Git revisions",
		Long: `diff compares the architecture of two Git revisions: HEAD and the working tree,
REV1 and the working tree, or REV1 and REV2. Only what the model says counts, not
how it is written; what concerns security comes first and has an exclamation
mark, and before the changes stands what follows from them. Includes, overlays,
decisions and pins are those of the same revision as the model. Nothing is checked
out, fetched or written, and no program that the repository names in its
configuration is run. It needs Git 2.38 or newer.

With --envs A,B or --states A,B it compares two environments, or two states of the
roadmap, of the working tree or of REV.

The model is ./architecture.yaml unless --file names another. Where it did not
exist in one revision and no other file there was moved to it, everything is new,
or gone. A side with errors is compared as far as it can be read; what it seems
not to say is unknown.

With --snapshot S it says which promises of what is new or changed the snapshot
breaks already.

With --out, DIR gets VIEW.before.svg, VIEW.changes.svg and VIEW.after.svg of
every view whose picture changed, and changes.md, which says the same in words
and shows them. A folder that holds files asbuilt did not write is left alone.

The exit status is 0 whether or not something changed; with --exit-code it is 1
when something did, with --fail-on never when a connection goes where a never:
forbids it and none did. It is 4 when a side has errors, and 3 when one cannot be
read at all.`,
		Example: `  asbuilt diff
  asbuilt diff $(git merge-base origin/main HEAD) --out changes --snapshot prod.json
  asbuilt diff v1.4 v1.5 --format markdown
  asbuilt diff main --file systems/orders/architecture.yaml --env prod
  asbuilt diff --states now,target`,
		Args: atMost(2),
		RunE: func(c *cobra.Command, args []string) error { return o.run(c.Context(), args) },
	}
	f := c.Flags()
	o.sideFlags.bind(f)
	o.pictures.bind(f)
	f.StringVar(&o.format, "format", "text", "form of what is said: text, json, markdown")
	f.StringVar(&o.snapshot, "snapshot", "", "snapshot that tells what is broken already; - is standard input")
	f.BoolVar(&o.exitCode, "exit-code", false, "exit 1 when something changed")
	f.StringVar(&o.failOn, "fail-on", "", "exit 1 for this alone: never, new ways that a never: forbids")
	return c
}

func (o *diffOptions) run(ctx context.Context, args []string) error {
	lang, format, err := o.check(args)
	if err != nil {
		return err
	}
	before, after, err := o.read(ctx, args)
	if err != nil {
		return err
	}
	o.tellMissing(before, after)
	changes, err := o.compare(before, after)
	if err != nil {
		return err
	}
	var drawn string
	if o.pictures.out != "" {
		var views []report.ChangedView
		if views, drawn, err = o.env.draw(ctx, &o.pictures, before, after, changes); err != nil {
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
	return silently(o.status(changes))
}

// compare says what changed, and what follows from it.
func (o *diffOptions) compare(before, after *reading) (*report.Changes, error) {
	changes := &report.Changes{Before: before.Revision, After: after.Revision}
	if changes.Unreadable() {
		return changes, nil
	}
	was, is := before.compared(), after.compared()
	changes.List = diff.Compare(was, is)
	changes.Consequences = diff.Consequences(was, is, changes.List)
	for _, ch := range changes.List {
		side := after.src
		if ch.Verb == diff.Removed {
			side = before.src
		}
		ch.Position.File = side.named(ch.Position.File)
		for i, f := range ch.Facts {
			side := after.src
			if f.After == "" {
				side = before.src
			}
			ch.Facts[i].Position.File = side.named(f.Position.File)
		}
	}
	if o.snapshot == "" {
		return changes, nil
	}
	found, ref, err := o.env.againstSnapshot(o.snapshot, before, after)
	changes.Consequences = append(found, changes.Consequences...)
	changes.Snapshot = ref
	return changes, err
}

// status is how the run ends.
func (o *diffOptions) status(c *report.Changes) Status {
	forbidden := slices.ContainsFunc(c.Consequences,
		func(x diff.Consequence) bool { return x.Outcome == diff.Forbidden })
	switch {
	case c.Unreadable():
		return Failed
	case o.exitCode && len(c.List) > 0, o.failOn != "" && forbidden:
		return Found
	case len(c.Before.Errors)+len(c.After.Errors) > 0:
		return Incomplete
	}
	return Clean
}

// check turns the flags into what they mean.
func (o *diffOptions) check(args []string) (finding.Lang, report.Format, error) {
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
	case o.pictures.out == "-":
		return "", "", usagef("--out - is no folder: diff draws several pictures")
	case len(o.pictures.views) > 0 && o.pictures.out == "":
		return "", "", usagef("--view chooses pictures: it needs --out DIR to draw into")
	case o.failOn != "" && o.failOn != "never":
		return "", "", usagef("--fail-on %q: asbuilt diff fails on never, or with --exit-code on any change", o.failOn)
	}
	return lang, format, o.checkSides(args)
}

// checkSides refuses flags that choose sides in two ways.
func (o *diffOptions) checkSides(args []string) error {
	for _, two := range []struct {
		flag, example string
		names         []string
	}{{"--envs", "dev,prod", o.envs}, {"--states", "now,target", o.states}} {
		switch {
		case len(two.names) == 0:
		case len(two.names) != 2 || two.names[0] == two.names[1]:
			return usagef("%s takes two that differ: %[1]s %s", two.flag, two.example)
		case len(args) == 2:
			return usagef("%s compares within one revision: name one, or none for the working tree", two.flag)
		}
	}
	switch {
	case len(o.envs) > 0 && len(o.states) > 0:
		return usagef("--envs and --states are two ways to choose the sides: use one; " +
			"--env lays an environment over --states")
	case len(o.envs) > 0 && o.env.env != "":
		return usagef("--envs names the environments of both sides: leave --env out")
	case len(o.envs) > 0 && o.snapshot != "":
		return usagef("--snapshot shows one environment: compare each with asbuilt drift --env")
	}
	return nil
}

// tellMissing says why everything is new, or gone.
func (o *diffOptions) tellMissing(before, after *reading) {
	switch {
	case !before.exists():
		plain.Fprintf(o.env.streams.Err, "asbuilt: there was no %s in %s: everything is new\n",
			filepath.ToSlash(o.file), called(before))
	case !after.exists():
		plain.Fprintf(o.env.streams.Err, "asbuilt: there is no %s in %s: everything is gone\n",
			filepath.ToSlash(o.file), called(after))
	}
}
