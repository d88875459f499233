package site

import (
	"html/template"
	"strconv"

	"asbuilt/finding"
	"asbuilt/site/parts"
	"asbuilt/site/search"
	"asbuilt/site/words"
)

// driftBody is where model and reality disagree, and how much was looked at.
type driftBody struct {
	Stamp    parts.Stamp
	Snapshot *finding.SnapshotRef
	Taken    string
	Coverage *finding.Coverage
	Groups   []findingGroup
	Waived   []parts.Finding
	// Unknown are the questions that could not be answered.
	Unknown parts.Table
	Rules   []ruleRow
}

// findingGroup is the findings of one severity.
type findingGroup struct {
	ID       string
	Mark     *parts.Mark
	Findings []parts.Finding
}

// ruleRow explains a code.
type ruleRow struct {
	Code, Title string
	Cause, Cure template.HTML
}

func driftPage(ed *edition) *page {
	p := ed.open(page{
		Path: "drift.html", Section: "drift", Title: ed.words.T("drift"), Template: "drift.html",
		Entry: search.Entry{Kind: "page", Title: ed.words.T("drift")},
	})
	body := newDriftBody(p.Links, p.proof, &p.Read)
	p.Entry.Lines = append(body.Unknown.Lines(), p.T("findings")+", "+p.T("coverage")+", "+p.T("proved"))
	for _, s := range parts.Severities() {
		p.Entry.Lines = append(p.Entry.Lines, p.proof.Severity(s).Word)
	}
	for _, v := range []finding.Verdict{finding.Holds, finding.Broken, finding.Partial, finding.Unknown} {
		p.Entry.Lines = append(p.Entry.Lines, p.proof.Mark(v).Word)
	}
	p.Body = body
	return p
}

func newDriftBody(l parts.Links, p parts.Proof, read *parts.Read) *driftBody {
	body := &driftBody{Stamp: p.Stamp(p.TallyAll())}
	if p.Report == nil {
		return body
	}
	if p.Built() {
		body.Snapshot, body.Coverage = p.Report.Snapshot, p.Report.Coverage
		body.Taken = words.Moment(p.Report.Snapshot.Taken)
	}
	for _, s := range parts.Severities() {
		g := findingGroup{ID: s.String(), Mark: p.Severity(s)}
		for _, f := range p.Open() {
			if f.Severity == s {
				g.Findings = append(g.Findings, parts.NewFinding(l, p, f))
			}
		}
		if len(g.Findings) > 0 {
			body.Groups = append(body.Groups, g)
		}
	}
	for _, f := range p.Report.Findings {
		if f.Waived != nil {
			body.Waived = append(body.Waived, parts.NewFinding(l, p, f))
		}
	}
	body.Unknown = unknownTable(l, p, read)
	body.Rules = rulesThatOccur(p)
	body.tellApart()
	return body
}

// unknownTable is the questions that could not be answered, and for want of
// what.
func unknownTable(l parts.Links, p parts.Proof, read *parts.Read) parts.Table {
	type question struct {
		subject parts.Link
		check   parts.Check
	}
	var all []question
	for _, c := range p.Report.Checks {
		if c.Verdict == finding.Unknown {
			all = append(all, question{l.Subject(c.Subject), p.Check(c, read)})
		}
	}
	return parts.NewTable(p, parts.Shape[question]{}, all, []parts.Column[question]{
		{
			Names: true,
			Cell: func(q question) parts.Cell {
				return parts.Show(parts.Linked(q.subject), parts.Code(q.check.Fact))
			},
		},
		{
			Cell: func(q question) parts.Cell { return parts.Show(parts.Plain(q.check.Rule)) },
		},
		{
			Cell: func(q question) parts.Cell { return parts.Show(parts.Code(q.check.Missing)) },
		},
	})
}

// tellApart numbers the anchors of findings with the same fingerprint.
func (b *driftBody) tellApart() {
	seen := map[string]int{}
	number := func(all []parts.Finding) {
		for i := range all {
			f := &all[i]
			if seen[f.Anchor]++; seen[f.Anchor] > 1 {
				f.Anchor += "-" + strconv.Itoa(seen[f.Anchor])
			}
		}
	}
	for _, g := range b.Groups {
		number(g.Findings)
	}
	number(b.Waived)
}

// rulesThatOccur explain the codes on the page, each once, in their order.
func rulesThatOccur(p parts.Proof) []ruleRow {
	var rows []ruleRow
	lang := p.Language()
	for _, r := range p.Report.Rules {
		for _, f := range p.Report.Findings {
			if f.Code == r.Code {
				rows = append(rows, ruleRow{
					r.Code, r.Title.In(lang), parts.Ticked(r.Cause.In(lang)), parts.Ticked(r.Cure.In(lang)),
				})
				break
			}
		}
	}
	return rows
}
