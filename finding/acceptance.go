package finding

import (
	"cmp"
	_ "embed"
	"time"
)

// Acceptance lets something that is found be until a day, with a reason and someone who
// answers for it.
type Acceptance struct {
	// Code and Subject choose findings together; Fact narrows them when it is
	// not empty. Fingerprint, when not empty, chooses one finding instead.
	Code, Subject, Fact string
	Fingerprint         string
	// Former are the ids that things had before, by their ids: what was accepted under
	// those is accepted still. Subject and Connection have the ids of today.
	Former map[string]string
	// Value is what was found when it was accepted; nil accepts any.
	Value *string
	// Unread is an operation that may stay unread, in an account and a region where
	// they are not empty; Connection one of which nothing may be known.
	Unread, Account, Region string
	Connection              string
	Reason                  string
	Owner                   string
	Ticket                  string
	// Expires is the last day on which the acceptance is good, at midnight UTC.
	Expires  time.Time
	Position Position
	Source   string
}

// Covers reports whether a chooses f, whatever the day and the value.
func (a *Acceptance) Covers(f *Finding) bool {
	switch {
	case a.Unread != "":
		return a.Unread == f.Unread && (a.Account == "" || a.Account == f.UnreadAccount) &&
			(a.Region == "" || a.Region == f.UnreadRegion)
	case a.Connection != "":
		return a.Connection == f.Subject && f.Verdict == Unknown
	case a.Fingerprint != "":
		former := Finding{Code: f.Code, Subject: Renamed(f.Subject, a.Former), Fact: f.Fact}
		return a.Fingerprint == f.Fingerprint() || len(a.Former) > 0 && a.Fingerprint == former.Fingerprint()
	}
	return a.Code == f.Code && a.Subject == f.Subject && (a.Fact == "" || a.Fact == f.Fact)
}

// Accepts reports whether the value of f is the one that was accepted. What is not
// known has none.
func (a *Acceptance) Accepts(f *Finding) bool {
	return a.Value == nil || f.Verdict != Unknown && *a.Value == f.Found
}

// Expired reports whether the last day of a lies before asOf.
func (a *Acceptance) Expired(asOf time.Time) bool {
	return !asOf.UTC().Before(a.Expires.AddDate(0, 0, 1))
}

// Codes of findings about acceptances themselves.
const (
	CodeAcceptedExpired = "accepted-expired"
	CodeAcceptedUnused  = "accepted-unused"
)

//go:embed texts.txt
var textsFile string

// texts are what this package says about its rules.
var texts = Embedded("finding/texts.txt", textsFile)

// AcceptanceRules are the rules of the findings that [Accept] adds.
func AcceptanceRules() Rules {
	return texts().Explain(Rules{
		{Code: CodeAcceptedExpired, Severity: Warning},
		{Code: CodeAcceptedUnused, Severity: Note},
		{Code: CodeUnknownCode, Severity: Error},
	})
}

// Accept marks the findings that an acceptance covers on the day of asOf with the value
// that it names, and adds a warning for each that has ended and would cover one, and a
// note for each that covers nothing. Where a value is another one, the finding says both.
// It changes the findings in place and returns the longer list, sorted. It is applied
// once, last.
func Accept(findings List, all []*Acceptance, asOf time.Time) List {
	a := NewAccepting(all, asOf)
	for _, f := range findings {
		a.Take(f)
	}
	findings = append(findings, a.Done()...)
	findings.Sort()
	return findings
}

// Accepting is [Accept], one finding after the other.
type Accepting struct {
	all    []*Acceptance
	asOf   time.Time
	covers []bool
}

// NewAccepting begins to accept.
func NewAccepting(all []*Acceptance, asOf time.Time) *Accepting {
	return &Accepting{all, asOf, make([]bool, len(all))}
}

// Take marks one finding.
func (x *Accepting) Take(f *Finding) {
	var others []Related
	for i, a := range x.all {
		if !a.Covers(f) {
			continue
		}
		switch x.covers[i] = true; {
		case a.Expired(x.asOf):
		case a.Accepts(f):
			f.Accepted = a
		default:
			others = append(others, Related{Position: a.Position, Source: a.Source,
				Message: Say("accepted was %q, and now it is %q", "수용한 값은 %q인데 지금은 %q입니다", *a.Value, f.Found)})
		}
	}
	if f.Accepted == nil { // two of one name may each have a value that is accepted
		f.Related = append(f.Related, others...)
	}
}

// Done are the findings about the acceptances themselves, once everything was taken.
func (x *Accepting) Done() (added List) {
	for i, a := range x.all {
		switch {
		case !x.covers[i]:
			added = append(added, a.finding(CodeAcceptedUnused, Note,
				Say("what this accepts is not found", "여기서 수용한 것이 발견되지 않습니다"),
				Say("delete it, or correct what it names", "지우거나 대상을 바로잡으십시오")))
		case a.Expired(x.asOf):
			added = append(added, a.finding(CodeAcceptedExpired, Warning,
				Say("this was accepted until %s", "%s까지만 수용되었습니다", a.Expires.Format(time.DateOnly)),
				Say("mend it, or agree on a new date with %s", "문제를 고치거나 %s과(와) 새 날짜를 정하십시오", a.Owner)))
		}
	}
	return added
}

func (a *Acceptance) finding(code string, s Severity, message, hint Text) *Finding {
	return &Finding{
		Code: code, Severity: s, Subject: cmp.Or(a.Subject, a.Connection, a.Unread, a.Fingerprint), Fact: a.Code,
		Position: a.Position, Source: a.Source, Message: message, Hint: hint,
	}
}
