package parts

import (
	"html/template"
	"strings"

	"asbuilt/finding"
	"asbuilt/site/words"
)

// Finding is a finding ready to be shown.
type Finding struct {
	Anchor          string
	Mark            *Mark
	Verdict         *Mark
	Code, Rule      string
	Subject         Link
	Fact            string
	Message, Hint   template.HTML
	Declared, Found string
	Where           Link
	Line            Pointed
	Evidence        []finding.Evidence
	Related         []Related
	Fingerprint     string
	Suspended       bool
	// Since is since when it stands; empty where no history was asked.
	Since    string
	Accepted *Acceptance
	Here     string
}

// Related is another place that a finding speaks of.
type Related struct {
	Where         Link
	Message, Line string
}

// Acceptance is why a finding is let be.
type Acceptance struct{ Reason, Owner, Ticket, Expires string }

// Findings are findings ready to be shown.
func Findings(l Links, p Proof, all finding.List) []Finding {
	var shown []Finding
	for _, f := range all {
		shown = append(shown, NewFinding(l, p, f))
	}
	return shown
}

// NewFinding is a finding ready to be shown.
func NewFinding(l Links, p Proof, f *finding.Finding) Finding {
	fingerprint := f.Fingerprint()
	s := Finding{
		Anchor: "f-" + fingerprint, Mark: p.Severity(f.Severity), Verdict: p.Mark(f.Verdict), Code: f.Code,
		Rule:    p.title(f.Code),
		Subject: l.Subject(f.Subject), Fact: f.Fact, Message: Ticked(l.Named(f.Message.In(l.Language()))),
		Hint:     Ticked(l.Named(f.Hint.In(l.Language()))),
		Declared: l.Value(f.Declared), Found: l.Value(f.Found), Where: l.Source(f.Position), Line: point(f),
		Evidence:    f.Evidence[:min(len(f.Evidence), mostEvidence)],
		Fingerprint: fingerprint, Suspended: f.Suspended,
		Since: Since(p.Words, f.Since),
		Here:  l.To(p.Causes.Page(f) + "#f-" + fingerprint),
	}
	for _, r := range f.Related {
		s.Related = append(s.Related, Related{l.Source(r.Position), r.Message.In(l.Language()), r.Source})
	}
	if w := f.Accepted; w != nil {
		s.Accepted = &Acceptance{w.Reason, w.Owner, w.Ticket, words.Day(w.Expires)}
	}
	return s
}

// Since says since when something stands; "" where nobody knows.
func Since(w words.Words, s finding.Since) string {
	switch {
	case s.IsZero():
		return ""
	case s.New && !s.OrEarlier:
		return w.T("since-new")
	case s.OrEarlier:
		return w.T("since-or-earlier", words.Day(s.At))
	}
	return w.T("since-day", words.Day(s.At))
}

// Pointed is a line of the model with the part that a finding is about.
type Pointed struct{ Before, At, After string }

// point splits the finding's source line around what it is about: as many
// characters as the finding says, or else the word that begins there.
func point(f *finding.Finding) Pointed {
	line := []rune(strings.ReplaceAll(f.Source, "\t", " "))
	from := min(max(f.Position.Col-1, 0), len(line))
	to := min(from+f.Length, len(line))
	for f.Length == 0 && to < len(line) && (to == from || !strings.ContainsRune(" ,:{}[]", line[to])) {
		to++
	}
	return Pointed{string(line[:from]), string(line[from:to]), string(line[to:])}
}

// Ticked is a text with what stands between backticks set as code.
func Ticked(text string) template.HTML {
	parts := strings.Split(text, "`")
	if len(parts)%2 == 0 {
		return template.HTML(template.HTMLEscapeString(text))
	}
	var b strings.Builder
	for i, part := range parts {
		part = template.HTMLEscapeString(part)
		if i%2 == 1 {
			part = "<code>" + part + "</code>"
		}
		b.WriteString(part)
	}
	return template.HTML(b.String())
}
