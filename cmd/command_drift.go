package cmd

import (
	"context"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"asbuilt/finding"
	"asbuilt/report"
)

type driftOptions struct {
	env      *environment
	verdict  verdictFlags
	snapshot string
	isLive   bool
	live     liveFlags
	accept   []string
	element  string
	maxAge   time.Duration
	history  string
	defaults bool
}

func newDrift(env *environment) *cobra.Command {
	o := &driftOptions{env: env}
	c := &cobra.Command{
		Use:  "drift [FILE]",
		Args: atMost(1),
		RunE: func(c *cobra.Command, args []string) error { return o.run(c.Context(), args) },
	}
	o.verdict.bind(c.Flags())
	c.Flags().StringVar(&o.snapshot, "snapshot", "", "")
	c.Flags().BoolVar(&o.isLive, "live", false, "")
	o.live.bind(c.Flags())
	c.Flags().BoolVar(&o.verdict.allowIncomplete, "allow-incomplete", false, "")
	c.Flags().BoolVar(&o.verdict.all, "all", false, "")
	c.Flags().StringVar(&o.element, "element", "", "")
	c.Flags().DurationVar(&o.maxAge, "max-age", 0, "")
	c.Flags().StringVar(&o.history, "history", "", "")
	c.Flags().BoolVar(&o.verdict.incident, "incident", false, "")
	c.Flags().BoolVar(&o.defaults, "show-defaults", false, "")
	c.Flags().StringArrayVar(&o.accept, "accept", nil, "")
	return c
}

func (o *driftOptions) run(ctx context.Context, args []string) error {
	if o.snapshot != "" && o.isLive {
		return usagef("drift compares with --snapshot FILE or with --live, not with both",
			"drift는 --snapshot FILE이나 --live 중 하나와만 대조합니다")
	}
	src, m, lang, err := o.env.open(args)
	if err != nil {
		return err
	}
	if o.maxAge < 0 {
		return usagef("--max-age %s: an age is more than nothing",
			"--max-age %s: 0보다 큰 시간을 주십시오", o.maxAge)
	}
	if o.element != "" {
		if o.verdict.only, err = concerningElement(m, o.element); err != nil {
			return err
		}
	}
	set, _, err := loadDecisions(src, m)
	if err != nil {
		return err
	}
	var rep *finding.Report
	named := o.snapshot
	if o.isLive {
		rep, err = o.env.compareLive(ctx, m, set, o.live.Options)
	} else if o.snapshot, err = o.env.needed(o.snapshot, dirOf(src), "drift"); err == nil {
		var done func()
		if rep, done, err = o.env.compareSifted(m, set, o.snapshot); err == nil {
			defer done()
		}
	}
	if err != nil {
		return err
	}
	if err := o.fresh(rep); err != nil {
		return err
	}
	if o.defaults {
		rep.Defaults = rep.Folded()
	}
	if o.history != "" {
		o.verdict.past = o.env.past(ctx, o.history, src, m, lang)
	}
	err = o.env.finish(rep, src, append(m.Acceptances(), once(o.accept, rep)...), &o.verdict, lang)
	o.tellAccept(rep, args, named)
	return err
}

// tellAccept says what the commands that text shows for accepting want besides.
func (o *driftOptions) tellAccept(rep *finding.Report, args []string, named string) {
	if o.verdict.format != string(report.Text) || !slices.ContainsFunc(rep.Findings, func(f *finding.Finding) bool {
		return f.Accepted == nil && report.AcceptCommand(f) != ""
	}) {
		return
	}
	with := ""
	if len(args) > 0 && args[0] != "-" {
		with += " --file " + report.Quoted(args[0])
	}
	if named != "" && named != "-" {
		with += " --snapshot " + report.Quoted(named)
	}
	o.env.say(o.env.streams.Err, "asbuilt: to accept one, add%s --because WHY --by WHO --until DAY",
		"asbuilt: 수용하려면 명령에%s --because 사유 --by 담당 --until 날짜를 더하십시오", with)
}

// fresh refuses a snapshot that is older than --max-age allows, on the day of --as-of
// or today.
func (o *driftOptions) fresh(rep *finding.Report) error {
	if o.maxAge == 0 {
		return nil
	}
	now, err := o.env.moment(time.Time{})
	if err != nil {
		return err
	}
	if taken := rep.Snapshot.Taken; now.Sub(taken) > o.maxAge {
		return finding.Errorf("%s was taken %s and is older than %s: take another with asbuilt discover",
			"%s은(는) %s에 뜬 것이라 %s보다 오래되었습니다. asbuilt discover로 새로 뜨십시오",
			rep.Snapshot.Path, taken.UTC().Format("2006-01-02 15:04 UTC"), o.maxAge)
	}
	return nil
}

// once makes accepted of fingerprints that hold for this run.
func once(fingerprints []string, rep *finding.Report) []*finding.Acceptance {
	out := make([]*finding.Acceptance, 0, len(fingerprints))
	for _, fp := range fingerprints {
		out = append(out, &finding.Acceptance{
			Fingerprint: fp, Reason: "--accept", Owner: "command line", Expires: rep.AsOf,
		})
	}
	return out
}
