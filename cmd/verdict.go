package cmd

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"asbuilt/finding"
	"asbuilt/report"
)

// verdictFlags are the flags of commands that end in a report.
type verdictFlags struct {
	format          string
	failOn          string
	allowIncomplete bool
	// all and only choose what text shows; see [report.Options].
	all  bool
	only func(*finding.Finding) bool
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
func (e *environment) finish(rep *finding.Report, src source, waivers []*finding.Waiver, v *verdictFlags,
	lang finding.Lang) error {
	format, err := report.ParseFormat(v.format)
	if err != nil {
		return usage(err)
	}
	failOn, ok := finding.ParseSeverity(v.failOn)
	if !ok {
		return usagef("unknown severity %q: --fail-on is error, warning or note", v.failOn)
	}
	settle(rep, src, waivers)
	if err := e.mayWrite(); err != nil {
		return err
	}
	options := report.Options{
		Format: format, Lang: lang, Color: e.color(e.streams.Out), All: v.all, Only: v.only,
	}
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
