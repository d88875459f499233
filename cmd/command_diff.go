package cmd

import (
	"context"
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
		Use:  "diff [REV1 [REV2]]",
		Args: atMost(2),
		RunE: func(c *cobra.Command, args []string) error { return o.run(c.Context(), args) },
	}
	f := c.Flags()
	o.sideFlags.bind(f)
	o.pictures.bind(f)
	f.StringVar(&o.format, "format", "text", "")
	f.StringVar(&o.snapshot, "snapshot", "", "")
	f.BoolVar(&o.exitCode, "exit-code", false, "")
	f.StringVar(&o.failOn, "fail-on", "", "")
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
	var drawn finding.Text
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
		return finding.Errorf("write changes: %v",
			"변경을 쓰지 못했습니다: %v", err)
	}
	if !drawn.IsZero() {
		plain.Fprintln(o.env.streams.Err, drawn.In(lang))
	}
	return silently(o.status(changes))
}

// compare says what changed, and what follows from it.
func (o *diffOptions) compare(before, after *reading) (*report.Changes, error) {
	changes := &report.Changes{Before: before.Revision, After: after.Revision}
	if changes.Unreadable() {
		return changes, nil
	}
	if len(o.envs)+len(o.states) > 0 && o.snapshot == "" {
		o.snapshot = noSnapshot // what runs now is one environment, in one state
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
	snapshot, err := o.env.snapshotOr(o.snapshot, filepath.Dir(o.file))
	if err != nil || snapshot == "" {
		return changes, err
	}
	found, ref, err := o.env.againstSnapshot(snapshot, before, after)
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
		return "", "", usagef("unknown format %q: --format is text, json or markdown",
			"%q 형식은 없습니다. --format은 text, json, markdown 중 하나입니다", o.format)
	case o.file == "-" || o.file == "":
		return "", "", usagef("--file %q is no file that Git knows: name the model in the repository",
			"--file %q은(는) Git이 아는 파일이 아닙니다. 저장소에 있는 모델을 지정하십시오", o.file)
	case o.pictures.out == "-":
		return "", "", usagef("--out - is no folder: diff draws several pictures",
			"--out -는 폴더가 아닙니다. diff는 그림을 여러 개 그립니다")
	case len(o.pictures.views) > 0 && o.pictures.out == "":
		return "", "", usagef("--view chooses pictures: it needs --out DIR to draw into",
			"--view는 그림을 고르는 플래그이므로 그릴 폴더 --out DIR이 필요합니다")
	case o.failOn != "" && o.failOn != "never":
		return "", "", usagef("--fail-on %q: asbuilt diff fails on never, or with --exit-code on any change",
			"--fail-on %q: asbuilt diff에는 never만 줄 수 있고, 모든 변경에 실패하려면 --exit-code를 쓰십시오", o.failOn)
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
			return usagef("%s takes two that differ: %[1]s %s",
				"%s에는 서로 다른 둘을 주십시오: %[1]s %s", two.flag, two.example)
		case len(args) == 2:
			return usagef("%s compares within one revision: name one, or none for the working tree",
				"%s는 한 리비전 안에서 비교합니다. 리비전을 하나만 주거나, 작업 트리를 보려면 빼십시오", two.flag)
		}
	}
	switch {
	case len(o.envs) > 0 && len(o.states) > 0:
		return usagef("--envs and --states are two ways to choose the sides: use one; --env lays an "+
			"environment over --states",
			"--envs와 --states는 함께 쓸 수 없습니다. --states에 환경을 덮으려면 --env를 쓰십시오")
	case len(o.envs) > 0 && o.env.env != "":
		return usagef("--envs names the environments of both sides: leave --env out",
			"--envs가 양쪽 환경을 정하므로 --env는 빼십시오")
	case len(o.envs) > 0 && o.snapshot != "" && o.snapshot != noSnapshot:
		return usagef("--snapshot shows one environment: compare each with asbuilt drift --env",
			"--snapshot은 한 환경만 보여 줍니다. 환경마다 asbuilt drift --env로 대조하십시오")
	}
	return nil
}

// tellMissing says why everything is new, or gone.
func (o *diffOptions) tellMissing(before, after *reading) {
	switch {
	case !before.exists():
		o.env.say(o.env.streams.Err, "asbuilt: there was no %s in %s: everything is new",
			"asbuilt: %s 파일이 %s에 없었습니다. 모두 새것입니다",
			filepath.ToSlash(o.file), called(before))
	case !after.exists():
		o.env.say(o.env.streams.Err, "asbuilt: there is no %s in %s: everything is gone",
			"asbuilt: %s 파일이 %s에 없습니다. 모두 없어졌습니다",
			filepath.ToSlash(o.file), called(after))
	}
}
