package report

import (
	"encoding/json"
	"io"
	"time"

	"asbuilt/finding"
	"asbuilt/finding/plain"
)

// The JSON form. Keys are only ever added, so that a reader of today's reports
// reads tomorrow's.

type jsonReport struct {
	Version  int                  `json:"asbuilt_report"`
	Findings []jsonFinding        `json:"findings"`
	Checks   []finding.Check      `json:"checks"`
	Coverage *finding.Coverage    `json:"coverage,omitempty"`
	Snapshot *finding.SnapshotRef `json:"snapshot,omitempty"`
	AsOf     time.Time            `json:"as_of,omitzero"`
}

type jsonFinding struct {
	Code        string             `json:"code"`
	Severity    finding.Severity   `json:"severity"`
	Verdict     finding.Verdict    `json:"verdict,omitempty"`
	Suspended   bool               `json:"suspended,omitempty"`
	Subject     string             `json:"subject"`
	Fact        string             `json:"fact,omitempty"`
	Position    finding.Position   `json:"position,omitzero"`
	Message     string             `json:"message"`
	Hint        string             `json:"hint,omitempty"`
	Declared    string             `json:"declared,omitempty"`
	Found       string             `json:"found,omitempty"`
	Related     []jsonRelated      `json:"related,omitempty"`
	Evidence    []finding.Evidence `json:"evidence,omitempty"`
	Cause       string             `json:"cause,omitempty"`
	Fingerprint string             `json:"fingerprint"`
	Waived      *jsonWaiver        `json:"waived,omitempty"`
}

type jsonRelated struct {
	Position finding.Position `json:"position"`
	Message  string           `json:"message"`
}

type jsonWaiver struct {
	Reason  string `json:"reason"`
	Owner   string `json:"owner"`
	Ticket  string `json:"ticket,omitempty"`
	Expires string `json:"expires"`
}

func writeJSON(w io.Writer, r *finding.Report, o Options) error {
	out := jsonReport{
		Version:  1,
		Findings: []jsonFinding{}, Checks: append([]finding.Check{}, r.Checks...),
		Coverage: r.Coverage, Snapshot: r.Snapshot, AsOf: r.AsOf.UTC(),
	}
	for _, f := range r.Findings {
		out.Findings = append(out.Findings, toJSON(f, o.Lang))
	}
	e := json.NewEncoder(plain.JSON(w))
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(out)
}

func toJSON(f *finding.Finding, l finding.Lang) jsonFinding {
	j := jsonFinding{
		Code: f.Code, Severity: f.Severity, Verdict: f.Verdict, Suspended: f.Suspended,
		Subject: f.Subject, Fact: f.Fact, Position: f.Position,
		Message: f.Message.In(l), Hint: f.Hint.In(l), Declared: f.Declared, Found: f.Found,
		Evidence: f.Evidence, Cause: f.Cause.ID(), Fingerprint: f.Fingerprint(),
	}
	for _, r := range f.Related {
		j.Related = append(j.Related, jsonRelated{r.Position, r.Message.In(l)})
	}
	if w := f.Waived; w != nil {
		j.Waived = &jsonWaiver{w.Reason, w.Owner, w.Ticket, w.Expires.Format(time.DateOnly)}
	}
	return j
}
