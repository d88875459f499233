package cmd

import (
	"slices"

	"github.com/spf13/pflag"

	"asbuilt/drift"
	"asbuilt/drift/kept"
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
	// incident puts what does not work above how it is configured.
	incident bool
	// past is the history that the run is part of, or nil.
	past *past
}

func (v *verdictFlags) bind(f *pflag.FlagSet) {
	f.StringVar(&v.format, "format", "text", "")
	f.StringVar(&v.failOn, "fail-on", "error", "")
}

// finish accepts, prints and judges a report.
func (e *environment) finish(rep *finding.Report, src source, accepted []*finding.Acceptance, v *verdictFlags,
	lang finding.Lang) error {
	format, err := report.ParseFormat(v.format)
	if err != nil {
		return usage(err)
	}
	failOn, ok := finding.ParseSeverity(v.failOn)
	if !ok {
		return usagef("unknown severity %q: --fail-on is error, warning or note",
			"%q 심각도는 없습니다. --fail-on은 error, warning, note 중 하나입니다", v.failOn)
	}
	settle(rep, src, accepted, v.room(format))
	v.past.tell(rep)
	if err := e.mayWrite(); err != nil {
		return err
	}
	options := report.Options{
		Format: format, Lang: lang, Color: e.color(e.streams.Out), All: v.all, Only: v.only,
		Incident: v.incident,
	}
	if err := report.Write(e.out(format), rep, options); err != nil {
		return finding.Errorf("write report: %v",
			"보고서를 쓰지 못했습니다: %v", err)
	}
	if err := v.past.keep(); err != nil { // the report is out, and nothing takes it back
		return err
	}
	if broken(rep, failOn) {
		return silently(Found)
	}
	if rep.Incomplete() && !v.allowIncomplete {
		return silently(Incomplete)
	}
	return nil
}

// mostGathered is how many undeclared resources are kept in memory where no form shows
// more.
const mostGathered = 5000

// room is how many undeclared resources a report needs, 0 for all of them.
func (v *verdictFlags) room(format report.Format) int {
	if format == report.JSON || format == report.Accounts || v.all || v.only != nil || v.past != nil {
		return 0
	}
	return mostGathered
}

// settle accepts what is accepted and names files as the user does. Of undeclared
// resources that are not in memory it takes so many, 0 for all.
func settle(rep *finding.Report, src source, accepted []*finding.Acceptance, most int) {
	accept(rep, accepted, most)
	src.place(rep.Findings)
}

// accept accepts what is accepted, and says which acceptances have ended or accept
// nothing.
func accept(rep *finding.Report, accepted []*finding.Acceptance, most int) {
	rep.Rules = append(rep.Rules, finding.AcceptanceRules()...)
	accepting := finding.NewAccepting(concerning(accepted, rep), rep.AsOf)
	for _, f := range rep.Findings {
		accepting.Take(f)
	}
	rep.Gather(most, accepting.Take)
	rep.Findings.AcceptOwned()
	rep.Findings = append(rep.Findings, accepting.Done()...)
	rep.Findings.Sort()
	for _, f := range rep.Findings {
		if rep.Coverage != nil && f.Code == drift.CodeRefuted && f.Accepted != nil {
			rep.Coverage.Connections.Accepted++
		}
	}
}

// broken reports whether a finding that is not accepted is at least as grave as
// failOn. What could not be looked at never counts as broken.
func broken(rep *finding.Report, failOn finding.Severity) bool {
	if rep.Left != nil && slices.ContainsFunc(rep.Left.Severities[:failOn+1], func(n int) bool { return n > 0 }) {
		return true
	}
	return slices.ContainsFunc(rep.Findings, func(f *finding.Finding) bool {
		return f.Accepted == nil && f.Verdict != finding.Unknown && !f.Suspended && f.Severity <= failOn
	})
}

// concerning are the accepted that this run can say something about: those of a
// code among its rules, and those of a fingerprint, which only a comparison
// with a snapshot can call unused.
func concerning(accepted []*finding.Acceptance, rep *finding.Report) []*finding.Acceptance {
	return slices.DeleteFunc(slices.Clone(accepted), func(w *finding.Acceptance) bool {
		if w.Unread != "" || w.Connection != "" {
			return rep.Snapshot == nil
		}
		if w.Fingerprint != "" {
			return rep.Snapshot == nil && !slices.ContainsFunc(rep.Findings, w.Covers)
		}
		_, known := rep.Rules.Lookup(w.Code)
		if known && w.Code == kept.CodeBroken && rep.Decisions != nil && rep.Decisions.NeedSnapshot > 0 {
			return !slices.ContainsFunc(rep.Findings, w.Covers) // it may be of a check that was not asked
		}
		return !known
	})
}
