package finding

import (
	_ "embed"
	"slices"
	"time"
)

// Waiver silences findings until a day, with a reason and someone who answers
// for it.
type Waiver struct {
	// Code and Subject choose findings together; Fact narrows them when it is
	// not empty. Fingerprint, when not empty, chooses one finding instead.
	Code, Subject, Fact string
	Fingerprint         string
	Reason              string
	Owner               string
	Ticket              string
	// Expires is the last day on which the waiver is good, at midnight UTC.
	Expires  time.Time
	Position Position
	Source   string
}

// Covers reports whether w chooses f, whatever the day.
func (w *Waiver) Covers(f *Finding) bool {
	if w.Fingerprint != "" {
		return w.Fingerprint == f.Fingerprint()
	}
	return w.Code == f.Code && w.Subject == f.Subject && (w.Fact == "" || w.Fact == f.Fact)
}

// Expired reports whether the last day of w lies before asOf.
func (w *Waiver) Expired(asOf time.Time) bool {
	return !asOf.UTC().Before(w.Expires.AddDate(0, 0, 1))
}

// Codes of findings about waivers themselves.
const (
	CodeWaiverExpired = "waiver-expired"
	CodeWaiverUnused  = "waiver-unused"
)

//go:embed texts.txt
var textsFile string

// texts are what this package says about its rules.
var texts = Embedded("finding/texts.txt", textsFile)

// WaiverRules are the rules of findings about what a model says of findings: those
// that [Waive] adds, and codes that there are none of.
func WaiverRules() Rules {
	return texts().Explain(Rules{
		{Code: CodeWaiverExpired, Severity: Warning},
		{Code: CodeWaiverUnused, Severity: Note},
		{Code: CodeUnknownCode, Severity: Error},
	})
}

// Waive marks the findings that a waiver covers on the day of asOf and adds a
// warning for each expired waiver that would cover one, and a note for each
// that covers nothing. It changes the findings in place and returns the longer
// list, sorted. It is applied once, last.
func Waive(findings List, waivers []*Waiver, asOf time.Time) List {
	added := List{}
	for _, w := range waivers {
		covered := slices.DeleteFunc(slices.Clone(findings), func(f *Finding) bool { return !w.Covers(f) })
		switch {
		case len(covered) == 0:
			added = append(added, w.finding(CodeWaiverUnused, Note,
				Say("this waiver silences nothing", "이 예외는 아무것도 숨기지 않습니다"),
				Say("delete it, or correct its finding and subject", "지우거나 finding과 subject를 바로잡으십시오")))
		case w.Expired(asOf):
			added = append(added, w.finding(CodeWaiverExpired, Warning,
				Say("this waiver expired on %s", "이 예외는 %s에 만료되었습니다", w.Expires.Format(time.DateOnly)),
				Say("fix what it excused, or agree on a new date with %s", "문제를 고치거나 %s와 새 날짜를 정하십시오", w.Owner)))
		default:
			for _, f := range covered {
				f.Waived = w
			}
		}
	}
	findings = append(findings, added...)
	findings.Sort()
	return findings
}

func (w *Waiver) finding(code string, s Severity, message, hint Text) *Finding {
	subject := w.Subject
	if w.Fingerprint != "" {
		subject = w.Fingerprint
	}
	return &Finding{
		Code: code, Severity: s, Subject: subject, Fact: w.Code,
		Position: w.Position, Source: w.Source, Message: message, Hint: hint,
	}
}
