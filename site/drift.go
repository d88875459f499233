package site

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"asbuilt/finding"
)

// driftBody is where model and reality disagree, and how much was looked at.
type driftBody struct {
	Stamp    stamp
	Snapshot *finding.SnapshotRef
	Taken    string
	Coverage *finding.Coverage
	Groups   []findingGroup
	Waived   []shownFinding
	Unknown  []unknownCheck
	Rules    []ruleRow
	// Checks is how many questions were asked of reality.
	Checks int
}

// findingGroup is the findings of one severity.
type findingGroup struct {
	ID       string
	Mark     *mark
	Findings []shownFinding
}

// shownFinding is a finding ready to be shown.
type shownFinding struct {
	Anchor          string
	Mark            *mark
	Verdict         *mark
	Code, Rule      string
	Cause, Cure     string
	Subject         link
	Fact            string
	Message, Hint   string
	Declared, Found string
	Where           link
	Line            string
	Caret           string
	Evidence        []finding.Evidence
	Related         []shownRelated
	Fingerprint     string
	Suspended       bool
	Waived          *shownWaiver
	Here            string
}

type shownRelated struct {
	Where         link
	Message, Line string
}

type shownWaiver struct{ Reason, Owner, Ticket, Expires string }

// unknownCheck is a question that could not be answered.
type unknownCheck struct {
	Subject link
	Check   provenCheck
}

// ruleRow explains a code.
type ruleRow struct{ Code, Title, Cause, Cure string }

func (p *page) shownAll(all finding.List) []shownFinding {
	var shown []shownFinding
	for _, f := range all {
		shown = append(shown, p.shown(f))
	}
	return shown
}

func (p *page) shown(f *finding.Finding) shownFinding {
	print := f.Fingerprint()
	s := shownFinding{
		Anchor: "f-" + print, Mark: p.severityMark(f.Severity), Verdict: p.mark(f.Verdict), Code: f.Code, Rule: f.Code,
		Subject: p.Subject(f.Subject), Fact: f.Fact, Message: f.Message.In(p.lang), Hint: f.Hint.In(p.lang),
		Declared: f.Declared, Found: f.Found, Where: p.Source(f.Position), Line: strings.ReplaceAll(f.Source, "\t", " "),
		Caret: caret(f), Evidence: f.Evidence, Fingerprint: print, Suspended: f.Suspended,
		Here: p.To("drift.html#f-" + print),
	}
	if r, ok := p.Report.Rules.Lookup(f.Code); ok {
		s.Rule, s.Cause, s.Cure = r.Title.In(p.lang), r.Cause.In(p.lang), r.Cure.In(p.lang)
	}
	for _, r := range f.Related {
		s.Related = append(s.Related, shownRelated{p.Source(r.Position), r.Message.In(p.lang), r.Source})
	}
	if w := f.Waived; w != nil {
		s.Waived = &shownWaiver{w.Reason, w.Owner, w.Ticket, day(w.Expires)}
	}
	return s
}

// caret underlines, below the source line, what the finding is about. Korean
// letters are two columns wide in the fonts that code is shown in.
func caret(f *finding.Finding) string {
	if f.Source == "" || f.Position.Col == 0 {
		return ""
	}
	runes := []rune(f.Source)
	before := min(f.Position.Col-1, len(runes))
	length := min(max(f.Length, 1), max(utf8.RuneCountInString(f.Source)-before, 1))
	return strings.Repeat(" ", columns(runes[:before])) + strings.Repeat("^", columns(runes[before:min(before+length, len(runes))]))
}

func columns(runes []rune) int {
	n := 0
	for _, r := range runes {
		n++
		if hasHangul(string(r)) {
			n++
		}
	}
	return n
}

func (ed *edition) driftPage() *page {
	p := &page{
		edition: ed, Path: "drift.html", Section: "drift", Title: ed.T("drift"), Template: "drift.html",
		Entry: entry{Kind: "page", Title: ed.T("drift")},
	}
	body := &driftBody{Stamp: ed.stampOf(ed.tallyAll())}
	p.Body = body
	if ed.Report == nil {
		return p
	}
	body.Checks = len(ed.Report.Checks)
	if ed.built() {
		body.Snapshot, body.Taken, body.Coverage = ed.Report.Snapshot, Moment(ed.Report.Snapshot.Taken), ed.Report.Coverage
	}
	for _, s := range []finding.Severity{finding.Error, finding.Warning, finding.Note} {
		g := findingGroup{ID: s.String(), Mark: ed.severityMark(s)}
		for _, f := range ed.openFindings() {
			if f.Severity == s {
				g.Findings = append(g.Findings, p.shown(f))
			}
		}
		if len(g.Findings) > 0 {
			body.Groups = append(body.Groups, g)
		}
	}
	for _, f := range ed.Report.Findings {
		if f.Waived != nil {
			body.Waived = append(body.Waived, p.shown(f))
		}
	}
	for _, c := range ed.Report.Checks {
		if c.Verdict == finding.Unknown {
			body.Unknown = append(body.Unknown, unknownCheck{p.Subject(c.Subject), p.proven(c)})
		}
	}
	body.Rules = p.rulesThatOccur()
	body.tellApart()
	return p
}

// tellApart numbers the anchors of findings with the same fingerprint.
func (b *driftBody) tellApart() {
	seen := map[string]int{}
	for _, g := range b.Groups {
		for i := range g.Findings {
			f := &g.Findings[i]
			if seen[f.Anchor]++; seen[f.Anchor] > 1 {
				f.Anchor += "-" + strconv.Itoa(seen[f.Anchor])
			}
		}
	}
	for i := range b.Waived {
		f := &b.Waived[i]
		if seen[f.Anchor]++; seen[f.Anchor] > 1 {
			f.Anchor += "-" + strconv.Itoa(seen[f.Anchor])
		}
	}
}

// rulesThatOccur explain the codes on the page, each once, in their order.
func (p *page) rulesThatOccur() []ruleRow {
	var rows []ruleRow
	for _, r := range p.Report.Rules {
		for _, f := range p.Report.Findings {
			if f.Code == r.Code {
				rows = append(rows, ruleRow{r.Code, r.Title.In(p.lang), r.Cause.In(p.lang), r.Cure.In(p.lang)})
				break
			}
		}
	}
	return rows
}
