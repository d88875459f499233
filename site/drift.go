package site

import (
	"html/template"
	"strconv"

	"asbuilt/finding"
	"asbuilt/site/address"
	"asbuilt/site/parts"
	"asbuilt/site/search"
	"asbuilt/site/words"
)

// driftBody is where model and reality disagree, and how much was looked at. Only the
// first of its pages has what concerns all.
type driftBody struct {
	Answer   parts.Answer
	Stamp    parts.Stamp
	Snapshot *finding.SnapshotRef
	Taken    string
	Coverage *finding.Coverage
	// Hits are what something was found about.
	Hits     parts.Table
	MoreHits int
	Groups   []causeGroup
	// Left is how many causes no page shows.
	Left         int
	Accepted     []parts.Finding
	MoreAccepted int
	// AcceptedTotal and Unknowns count those that are not shown, too.
	AcceptedTotal, Unknowns int
	// Unknown are the questions that could not be answered.
	Unknown     parts.Table
	MoreUnknown int
	Rules       []ruleRow
	// Defaults are what AWS made by itself, DefaultsTotal how many, by which Catalogue.
	Defaults                 []defaultSort
	DefaultsTotal, Catalogue int
	Pager                    []pagerLink
}

// causeGroup is the causes of one harm.
type causeGroup struct {
	ID, Title string
	// Count says how many causes there are of it, on all pages.
	Count  string
	Causes []parts.Cause
}

// pagerLink leads to one of the pages; the one that is shown has no Href.
type pagerLink struct {
	Number int
	Href   string
}

// mostRows is how many rows a table of the drift page has.
const mostRows = 300

// ruleRow explains a code.
type ruleRow struct {
	Code, Title string
	Cause, Cure template.HTML
}

// mostDefaults is how many things of a sort are named that AWS made by itself.
const mostDefaults = 20

// defaultSort is one sort of what AWS made by itself: its first names, and how many more
// there are.
type defaultSort struct {
	Name  string
	Names []string
	More  int
}

// defaults adds what AWS made by itself.
func (b *driftBody) defaults(d *finding.Defaults, l finding.Lang) {
	if d == nil {
		return
	}
	b.DefaultsTotal, b.Catalogue = d.Total(), d.Catalogue
	for _, s := range d.Sorts {
		n := min(len(s.Resources), mostDefaults)
		b.Defaults = append(b.Defaults, defaultSort{s.Name.In(l), s.Resources[:n], len(s.Resources) - n})
	}
}

func driftPages(ed *edition) []*page {
	first := driftPage(ed, 0)
	all := []*page{first}
	for i := 1; i < len(ed.verdicts.Causes.Pages); i++ {
		all = append(all, driftPage(ed, i))
	}
	return all
}

func driftPage(ed *edition, number int) *page {
	title := ed.words.T("drift")
	p := page{Path: address.Drift(number), Section: "drift", Title: title, Template: "drift.html"}
	if number == 0 {
		p.Entry = search.Entry{Kind: "page", Title: title}
	}
	opened := ed.open(p)
	body := newDriftBody(opened.Links, opened.proof, &opened.Read, number)
	opened.Body = body
	if number > 0 {
		return opened
	}
	body.Answer = driftAnswer(ed, opened, body)
	e := &opened.Entry
	e.Lines = append(body.Unknown.Lines(), opened.T("findings")+", "+opened.T("coverage")+", "+opened.T("proved"))
	for _, s := range parts.Severities() {
		e.Lines = append(e.Lines, opened.proof.Severity(s).Word)
	}
	for _, v := range []finding.Verdict{finding.Holds, finding.Broken, finding.Partial, finding.Unknown} {
		e.Lines = append(e.Lines, opened.proof.Mark(v).Word)
	}
	return opened
}

func newDriftBody(l parts.Links, p parts.Proof, read *parts.Read, number int) *driftBody {
	body := &driftBody{Stamp: p.Stamp(p.TallyAll())}
	if p.Report == nil {
		return body
	}
	if p.Built() {
		body.Snapshot = p.Report.Snapshot
		body.Taken = p.Moment(p.Report.Snapshot.Taken)
	}
	for _, o := range p.Causes.Pages[number] {
		id := parts.HarmID(o)
		if n := len(body.Groups); n == 0 || body.Groups[n-1].ID != id {
			body.Groups = append(body.Groups, causeGroup{ID: id, Title: p.T("harm-" + id), Count: counted(p, id)})
		}
		g := &body.Groups[len(body.Groups)-1]
		g.Causes = append(g.Causes, parts.NewCause(l, p, o))
	}
	for i := range len(p.Causes.Pages) {
		link := pagerLink{Number: i + 1}
		if i != number {
			link.Href = l.To(address.Drift(i))
		}
		body.Pager = append(body.Pager, link)
	}
	if number == len(p.Causes.Pages)-1 {
		body.Left = p.Causes.Left
	}
	if number == 0 {
		body.whole(l, p, read)
	}
	body.tellApart()
	return body
}

// counted says how much there is of one harm.
func counted(p parts.Proof, id string) string {
	for _, h := range p.Harms() {
		if h.ID != id {
			continue
		}
		var findings, unknown string
		if h.Findings > 0 {
			findings = howMuch(p, h)
		}
		if h.Unknown > 0 {
			unknown = p.T("answer-unknown-too", h.Unknown)
		}
		return words.Joined(findings, unknown)
	}
	return ""
}

// driftAnswer says how far reality differs, by harm and by owner, and what else is on
// the page.
func driftAnswer(ed *edition, p *page, body *driftBody) parts.Answer {
	answer := parts.Answer{differences(ed, p)}
	answer[0].Lead.Href = ""
	answer = append(answer, harmed(p)...)
	if owners := byOwner(ed, p); len(owners.Links) > 0 {
		answer = append(answer, owners)
	}
	if n := len(body.Accepted) + body.MoreAccepted; n > 0 {
		answer = append(answer, says(p, "#accepted", "answer-accepted", n))
	}
	if n := aboutModel(ed); n > 0 {
		answer = append(answer, says(p, p.To(p.proof.Causes.Page(firstAboutModel(ed))+"#model"), "answer-model", n))
	}
	return answer
}

// aboutModel counts the findings about the model alone, and firstAboutModel is the first
// of them.
func aboutModel(ed *edition) int {
	n := 0
	for _, f := range ed.verdicts.Open() {
		if f.Verdict == "" {
			n++
		}
	}
	return n
}

func firstAboutModel(ed *edition) *finding.Finding {
	for _, f := range ed.verdicts.Open() {
		if f.Verdict == "" {
			return f
		}
	}
	return nil
}

// whole adds what the first page says of everything.
func (b *driftBody) whole(l parts.Links, p parts.Proof, read *parts.Read) {
	if p.Built() {
		b.Coverage = p.Report.Coverage
		b.defaults(p.Report.Defaults, l.Language())
	}
	hits := parts.Hits(l, p)
	if len(hits) > mostRows {
		hits, b.MoreHits = hits[:mostRows], len(hits)-mostRows
	}
	b.Hits = hitTable(p, hits)
	for _, f := range p.Report.Findings {
		switch {
		case f.Accepted == nil:
		case len(b.Accepted) == mostRows/3:
			b.MoreAccepted++
		default:
			b.Accepted = append(b.Accepted, parts.NewFinding(l, p, f))
		}
	}
	b.Unknown, b.MoreUnknown = unknownTable(l, p, read)
	b.Unknowns, b.AcceptedTotal = len(b.Unknown.Rows)+b.MoreUnknown, len(b.Accepted)+b.MoreAccepted
	b.Rules = rulesThatOccur(p)
}

// hitTable is what something was found about, with how much.
func hitTable(p parts.Proof, hits []parts.Hit) parts.Table {
	return parts.NewTable(p, parts.Shape[parts.Hit]{}, hits, []parts.Column[parts.Hit]{
		{
			Name:  finding.Say("Element", "요소"),
			Names: true, Sorts: true,
			Cell: func(h parts.Hit) parts.Cell { return parts.Show(parts.Linked(h.Subject)) },
		},
		{
			Name: finding.Say("Gravest", "가장 심각"),
			Cell: func(h parts.Hit) parts.Cell { return parts.Show(parts.Marked(h.Mark)) },
		},
		{
			Name: finding.Say("Findings", "발견 사항"), Sorts: true, Class: parts.Numbers,
			Cell: func(h parts.Hit) parts.Cell {
				return parts.Show(parts.Linked(parts.Link{Href: h.Href, Text: strconv.Itoa(h.Count)}))
			},
		},
		{
			Name: finding.Say("Owner", "담당"), Sorts: true,
			Cell: func(h parts.Hit) parts.Cell { return parts.Show(parts.Plain(h.Owner)) },
		},
	})
}

// unknownTable is the questions that could not be answered, and for want of
// what.
func unknownTable(l parts.Links, p parts.Proof, read *parts.Read) (table parts.Table, left int) {
	type question struct {
		subject parts.Link
		check   parts.Check
	}
	var all []question
	for _, c := range p.Report.Checks {
		switch {
		case c.Verdict != finding.Unknown:
		case len(all) == mostRows:
			left++
		default:
			all = append(all, question{l.Subject(c.Subject), p.Check(c, read)})
		}
	}
	table = parts.NewTable(p, parts.Shape[question]{}, all, []parts.Column[question]{
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
	return table, left
}

// tellApart numbers the anchors of findings with the same fingerprint.
func (b *driftBody) tellApart() {
	seen := map[string]int{}
	number := func(anchor *string) {
		if seen[*anchor]++; seen[*anchor] > 1 {
			*anchor += "-" + strconv.Itoa(seen[*anchor])
		}
	}
	for _, g := range b.Groups {
		for _, c := range g.Causes {
			for i := range c.About {
				number(&c.About[i].Anchor)
			}
			for i := range c.Breaks {
				number(&c.Breaks[i].Anchor)
			}
		}
	}
	for i := range b.Accepted {
		number(&b.Accepted[i].Anchor)
	}
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
