package report

import (
	"io"
	"iter"
	"time"

	"asbuilt/finding"
	"asbuilt/finding/plain"
)

// The JSON form. Keys are only ever added, so that a reader of today's reports
// reads tomorrow's.

// jsonRest is what stands behind the lists.
type jsonRest struct {
	Coverage *finding.Coverage `json:"coverage,omitempty"`
	// Decisions counts the checks of decision records.
	Decisions *finding.DecisionChecks `json:"decision_checks,omitempty"`
	Snapshot  *finding.SnapshotRef    `json:"snapshot,omitempty"`
	History   *jsonHistory            `json:"history,omitempty"`
	// Defaults are there for who asked.
	Defaults *jsonDefaults `json:"defaults,omitempty"`
	AsOf     time.Time     `json:"as_of,omitzero"`
}

type jsonCause struct {
	ID       string             `json:"id"`
	Text     string             `json:"text"`
	Subject  string             `json:"subject"`
	Evidence []finding.Evidence `json:"evidence,omitempty"`
	Harm     finding.Harm       `json:"harm"`
	Severity finding.Severity   `json:"severity"`
	// Findings are fingerprints, those about the cause itself first.
	Findings []string `json:"findings"`
}

type jsonFinding struct {
	Code        string             `json:"code"`
	Severity    finding.Severity   `json:"severity"`
	Usual       *finding.Severity  `json:"usual_severity,omitempty"`
	Verdict     finding.Verdict    `json:"verdict,omitempty"`
	Suspended   bool               `json:"suspended,omitempty"`
	Subject     string             `json:"subject"`
	ElementName string             `json:"element_name,omitempty"`
	Module      string             `json:"module,omitempty"`
	Owner       string             `json:"owner,omitempty"`
	Fact        string             `json:"fact,omitempty"`
	Position    finding.Position   `json:"position,omitzero"`
	Message     string             `json:"message"`
	Hint        string             `json:"hint,omitempty"`
	Declared    string             `json:"declared,omitempty"`
	Found       string             `json:"found,omitempty"`
	Related     []jsonRelated      `json:"related,omitempty"`
	Evidence    []finding.Evidence `json:"evidence,omitempty"`
	Cause       string             `json:"cause,omitempty"`
	Owned       bool               `json:"owned,omitempty"`
	Fingerprint string             `json:"fingerprint"`
	Accepted    *jsonAcceptance    `json:"accepted,omitempty"`
	Since       time.Time          `json:"since,omitzero"`
	OrEarlier   bool               `json:"since_or_earlier,omitempty"`
	New         bool               `json:"new,omitempty"`
}

type jsonRelated struct {
	Position finding.Position `json:"position"`
	Message  string           `json:"message"`
}

type jsonAcceptance struct {
	Reason  string `json:"because"`
	Owner   string `json:"by"`
	Ticket  string `json:"ticket,omitempty"`
	Expires string `json:"until"`
}

// writeJSON writes one item after the other, so that what a report takes does not
// double while it is written.
func writeJSON(w io.Writer, r *finding.Report, o Options) error {
	j := plain.NewObject(w)
	j.Member("asbuilt_report", 1)
	j.List("causes", each(r.Findings.Causes(), func(c *finding.Origin) any { return toJSONCause(c, o.Lang) }))
	j.List("findings", each(r.Findings, func(f *finding.Finding) any { return toJSON(f, o.Lang) }))
	j.List("checks", each(r.Checks, func(c finding.Check) any { return c }))
	j.Members(jsonRest{
		r.Coverage, r.Decisions, r.Snapshot, toJSONHistory(r, o.Lang), toJSONDefaults(r.Defaults, o.Lang), r.AsOf.UTC(),
	})
	return j.End()
}

// each are things as they are written.
func each[Of any](things []Of, form func(Of) any) iter.Seq[any] {
	return func(yield func(any) bool) {
		for _, thing := range things {
			if !yield(form(thing)) {
				return
			}
		}
	}
}

func toJSONCause(o *finding.Origin, l finding.Lang) jsonCause {
	c := jsonCause{ID: o.ID(), Text: o.Text.In(l), Subject: o.Subject, Evidence: o.Evidence,
		Harm: o.Harm, Severity: o.Severity}
	for _, f := range o.Findings {
		c.Findings = append(c.Findings, f.Fingerprint())
	}
	return c
}

func toJSON(f *finding.Finding, l finding.Lang) jsonFinding {
	j := jsonFinding{
		Code: f.Code, Severity: f.Severity, Usual: f.Usual, Verdict: f.Verdict, Suspended: f.Suspended,
		Subject: f.Subject, ElementName: f.ElementName.In(l), Module: f.Module, Owner: f.Owner,
		Fact: f.Fact, Position: f.Position,
		Message: f.Message.In(l), Hint: f.Hint.In(l), Declared: f.Declared, Found: f.Found,
		Evidence: f.Evidence, Cause: f.Cause.ID(), Owned: f.Owned, Fingerprint: f.Fingerprint(),
		Since: f.Since.At, OrEarlier: f.Since.OrEarlier, New: f.Since.New,
	}
	for _, r := range f.Related {
		j.Related = append(j.Related, jsonRelated{r.Position, r.Message.In(l)})
	}
	if w := f.Accepted; w != nil {
		j.Accepted = &jsonAcceptance{w.Reason, w.Owner, w.Ticket, w.Expires.Format(time.DateOnly)}
	}
	return j
}
