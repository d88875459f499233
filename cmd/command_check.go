package cmd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/decisions"
	"asbuilt/render/pins"
	"asbuilt/render/views"
	"asbuilt/report"
)

// verdictFlags are the flags of commands that end in a report.
type verdictFlags struct {
	format          string
	failOn          string
	allowIncomplete bool
}

func (v *verdictFlags) bind(f *pflag.FlagSet) {
	f.StringVar(&v.format, "format", "text", "form of the report: "+formats())
	f.StringVar(&v.failOn, "fail-on", "error", "least severity that makes the exit status 1: error, warning or note")
}

// formats lists the forms of a report, as help does.
func formats() string {
	var words []string
	for _, f := range report.Formats() {
		words = append(words, string(f))
	}
	return strings.Join(words, ", ")
}

// finish waives, prints and judges a report.
func (e *environment) finish(rep *finding.Report, src source, waivers []*finding.Waiver, v *verdictFlags, lang finding.Lang) error {
	format, err := report.ParseFormat(v.format)
	if err != nil {
		return usage(err)
	}
	failOn, ok := finding.ParseSeverity(v.failOn)
	if !ok {
		return usage(fmt.Errorf("unknown severity %q: --fail-on is error, warning or note", v.failOn))
	}
	settle(rep, src, waivers)
	if err := e.mayWrite(); err != nil {
		return err
	}
	options := report.Options{Format: format, Lang: lang, Color: e.color(e.streams.Out)}
	if err := report.Write(e.out(format), rep, options); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	if broken(rep, failOn) {
		return silently(Found)
	}
	if rep.Incomplete() && !v.allowIncomplete {
		return silently(Incomplete)
	}
	return nil
}

// out is where a report of that form is written: text stands behind the guard.
func (e *environment) out(format report.Format) io.Writer {
	if format == report.Text || format == report.Markdown {
		return e.streams.Out
	}
	return e.raw()
}

// settle waives what is waived and names files as the user does.
func settle(rep *finding.Report, src source, waivers []*finding.Waiver) {
	rep.Rules = append(rep.Rules, finding.WaiverRules()...)
	rep.Findings = finding.Waive(rep.Findings, concerning(waivers, rep), rep.AsOf)
	src.place(rep.Findings)
}

// broken reports whether a finding that is not waived is at least as grave as
// failOn. What could not be looked at never counts as broken.
func broken(rep *finding.Report, failOn finding.Severity) bool {
	return slices.ContainsFunc(rep.Findings, func(f *finding.Finding) bool {
		return f.Waived == nil && f.Verdict != finding.Unknown && !f.Suspended && f.Severity <= failOn
	})
}

// concerning are the waivers that this run can say something about: those of a
// code among its rules, and those of a fingerprint, which only a comparison
// with a snapshot can call unused.
func concerning(waivers []*finding.Waiver, rep *finding.Report) []*finding.Waiver {
	return slices.DeleteFunc(slices.Clone(waivers), func(w *finding.Waiver) bool {
		if w.Fingerprint != "" {
			return rep.Snapshot == nil && !slices.ContainsFunc(rep.Findings, w.Covers)
		}
		_, known := rep.Rules.Lookup(w.Code)
		return !known
	})
}

type checkOptions struct {
	env     *environment
	verdict verdictFlags
	timeout timeout
	allEnvs bool
}

func newCheck(env *environment) *cobra.Command {
	o := &checkOptions{env: env}
	c := &cobra.Command{
		Use:   "check [FILE]",
		Short: "Say everything that is wrong with the model and its decisions",
		Example: `  asbuilt check
  asbuilt check --env prod --fail-on warning
  asbuilt check --all-envs
  asbuilt check --format json - < architecture.yaml`,
		Args: atMost(1),
		RunE: func(c *cobra.Command, args []string) error {
			return o.timeout.run(c.Context(), env, func(context.Context) error { return o.run(args) })
		},
	}
	o.verdict.bind(c.Flags())
	o.timeout.bind(c.Flags())
	c.Flags().BoolVar(&o.allEnvs, "all-envs", false, "check every environment, and what two of them share")
	return c
}

// load reads the model that is checked, with the findings of all readings.
func (o *checkOptions) load(src source) (*model.Model, finding.List, error) {
	if !o.allEnvs {
		return o.env.load(src)
	}
	if o.env.env != "" {
		return nil, nil, usage(errors.New("--all-envs and --env exclude each other"))
	}
	models, findings, err := model.LoadAll(src.fsys, src.name)
	return models[""], findings, err
}

func (o *checkOptions) run(args []string) error {
	lang, err := o.env.language()
	if err != nil {
		return err
	}
	asOf, err := o.env.moment(time.Time{})
	if err != nil {
		return err
	}
	src, err := o.env.source(args)
	if err != nil {
		return err
	}
	m, findings, err := o.load(src)
	if err != nil {
		return err
	}
	rep, waivers, err := o.env.everything(src, m, findings, asOf)
	if err != nil {
		return err
	}
	return o.env.finish(rep, src, waivers, &o.verdict, lang)
}

// everything is all that is wrong with a model that was read with these findings,
// its decisions, views and pins, and what the model waives of it.
func (e *environment) everything(src source, m *model.Model, findings finding.List, asOf time.Time) (*finding.Report, []*finding.Waiver, error) {
	rep := &finding.Report{Findings: findings, AsOf: asOf, Rules: slices.Concat(model.Rules(), decisions.Rules(), views.Rules(), pins.Rules())}
	if m == nil {
		return rep, nil, nil
	}
	set, more, err := loadDecisions(src, m)
	if err != nil {
		return nil, nil, err
	}
	pinned, err := e.checkPins(src, m, set)
	if err != nil {
		return nil, nil, err
	}
	rep.Findings = slices.Concat(rep.Findings, more, views.Check(m), pinned)
	return rep, m.FindingWaivers(), nil
}
