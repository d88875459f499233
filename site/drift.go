package site

import (
	"html/template"
	"strconv"
	"strings"

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
	Subject         link
	Fact            string
	Message, Hint   template.HTML
	Declared, Found string
	Where           link
	Line            pointed
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
type ruleRow struct {
	Code, Title string
	Cause, Cure template.HTML
}

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
		Subject: p.Subject(f.Subject), Fact: f.Fact, Message: code(f.Message.In(p.lang)), Hint: code(f.Hint.In(p.lang)),
		Declared: f.Declared, Found: f.Found, Where: p.Source(f.Position), Line: point(f), Evidence: f.Evidence, Fingerprint: print, Suspended: f.Suspended,
		Here: p.To("drift.html#f-" + print),
	}
	if r, ok := p.Report.Rules.Lookup(f.Code); ok {
		s.Rule = r.Title.In(p.lang)
	}
	for _, r := range f.Related {
		s.Related = append(s.Related, shownRelated{p.Source(r.Position), r.Message.In(p.lang), r.Source})
	}
	if w := f.Waived; w != nil {
		s.Waived = &shownWaiver{w.Reason, w.Owner, w.Ticket, day(w.Expires)}
	}
	return s
}

// pointed is a line of the model with the part that a finding is about.
type pointed struct{ Before, At, After string }

// point splits the finding's source line around what it is about: as many
// characters as the finding says, or else the word that begins there.
func point(f *finding.Finding) pointed {
	line := []rune(strings.ReplaceAll(f.Source, "\t", " "))
	from := min(max(f.Position.Col-1, 0), len(line))
	to := min(from+f.Length, len(line))
	for f.Length == 0 && to < len(line) && (to == from || !strings.ContainsRune(" ,:{}[]", line[to])) {
		to++
	}
	return pointed{string(line[:from]), string(line[from:to]), string(line[to:])}
}

// code is a text with what stands between backticks set as code.
func code(text string) template.HTML {
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
				rows = append(rows, ruleRow{r.Code, r.Title.In(p.lang), code(r.Cause.In(p.lang)), code(r.Cure.In(p.lang))})
				break
			}
		}
	}
	return rows
}
