package site

import (
	"slices"
	"strconv"
	"time"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/site/parts"
	"asbuilt/site/words"
)

// The answers with which pages about a subject begin. Each says only what the model
// declares or what was read; where nobody looked, it says that.

// today are the elements that exist in the state that runs.
func (a *atlas) today() []*model.Element {
	var all []*model.Element
	for _, e := range a.Model.Elements {
		if a.Model.ActiveIn(e.Lifetime, a.Model.CurrentState()) {
			all = append(all, e)
		}
	}
	return all
}

// connectionsToday are the declared connections of the state that runs, without those
// that follow from other facts.
func (a *atlas) connectionsToday() []*model.Connection {
	var all []*model.Connection
	for _, c := range a.Model.Connections {
		if !c.Derived && a.Model.ActiveIn(c.Lifetime, a.Model.CurrentState()) {
			all = append(all, c)
		}
	}
	return all
}

// elementsOf are links to elements.
func elementsOf(l parts.Links, all []*model.Element) []parts.Link {
	links := make([]parts.Link, len(all))
	for i, e := range all {
		links[i] = l.Element(e.ID)
	}
	return links
}

// says is a line that only counts.
func says(p *page, href, word string, args ...any) parts.Line {
	return parts.Line{Lead: parts.Link{Text: p.T(word, args...), Href: href}}
}

// noted is a line that something should be remarked of.
func noted(p *page, s finding.Severity, href, word string, args ...any) parts.Line {
	line := says(p, href, word, args...)
	line.Mark = p.proof.Severity(s)
	return line
}

// measured is what a snapshot says of the rules with those codes: what differs, else
// what could not be looked at, else that all of it holds. It says nothing of what
// nothing was asked about.
func measured(p *page, word string, codes ...string) (parts.Line, bool) {
	c := p.proof.Under(codes...)
	line := parts.Line{}
	switch {
	case !p.Built:
		return line, false
	case len(c.Found) > 0:
		worst, _ := c.Found.Worst()
		line = noted(p, worst, "", word, len(c.Found)).Names(parts.Concerned(p.Links, p.proof, c.Found))
	case c.Broken+c.Partial > 0: // somebody accepted them all
		line = says(p, p.To("drift.html#accepted"), word, c.Broken+c.Partial)
		line.Note = p.T("answer-all-accepted")
	case c.Unknown > 0:
		line.Mark = p.proof.Mark(finding.Unknown)
		line.Lead.Text = p.T(word+"-unknown", c.Unknown)
	case c.Holds > 0:
		line.Mark = p.proof.Mark(finding.Holds)
		line.Lead.Text = p.T(word+"-none", c.Holds)
	default:
		return line, false
	}
	if c.Broken+c.Partial+len(c.Found) > 0 && c.Unknown > 0 {
		line.Note = words.Joined(line.Note, p.T("answer-unknown-too", c.Unknown))
	}
	return line, true
}

// unlooked is the line of a page of which nothing was compared with AWS.
func unlooked(p *page) parts.Line {
	return parts.Line{
		Mark: p.proof.Mark(finding.Unknown), Lead: parts.Link{Text: p.T("answer-unlooked"), Href: p.To("drift.html")},
		Note: p.T("answer-unlooked-why"),
	}
}

// differsIn says in how many findings reality differs, and how many causes they follow from.
func differsIn(p *page, findings, causes int) string {
	if causes == 0 {
		return p.T("answer-differs-alone", findings)
	}
	return p.T("answer-differs", findings, causes)
}

// howMuch says how many findings of a harm there are, and how many causes they follow from.
func howMuch(p parts.Proof, h parts.Harm) string {
	causes := ""
	if h.Causes > 0 {
		causes = p.T("n-causes", h.Causes)
	}
	return words.Joined(p.T("n-findings", h.Findings), causes)
}

// differences says in one sentence how far reality differs, and of which moment that is.
func differences(ed *edition, p *page) parts.Line {
	if !p.Built {
		return unlooked(p)
	}
	findings, causes, unknown := 0, 0, 0
	worst := finding.Note
	for _, h := range p.proof.Harms() {
		findings, causes, unknown = findings+h.Findings, causes+h.Causes, unknown+h.Unknown
		if h.Findings > 0 {
			worst = min(worst, h.Worst)
		}
	}
	line := parts.Line{Lead: parts.Link{Href: p.To("drift.html")}}
	switch {
	case findings > 0:
		line.Mark = p.proof.Severity(worst)
		line.Lead.Text = differsIn(p, findings, causes)
	case unknown > 0:
		line.Mark = p.proof.Mark(finding.Unknown)
		line.Lead.Text = p.T("answer-nothing-seen")
	case p.proof.TallyAll().Total() == 0:
		line.Lead.Text = p.T("answer-nothing-asked")
	default:
		line.Mark = p.proof.Mark(finding.Holds)
		line.Lead.Text = p.T("answer-as-declared")
		if n := acceptedDifferences(ed.Report); n > 0 {
			line.Lead.Text = p.T("answer-but-accepted", n)
		}
	}
	line.At = ed.Report.Snapshot.Taken.UTC().Format(time.RFC3339)
	line.Note = p.T("answer-taken", p.Dated)
	if age := ed.AsOf.Sub(ed.Report.Snapshot.Taken); age >= time.Hour {
		line.Then = p.T("answer-age", p.Age(age))
	}
	if findings > 0 {
		line.Then = words.Joined(line.Then, standing(p))
	}
	if unknown > 0 {
		line.Then = words.Joined(line.Then, p.T("answer-unknown-too", unknown))
	}
	return line
}

// standing says since when reality differs, by what stands longest, and how much of it
// is new; without a history, that there is none.
func standing(p *page) string {
	var oldest finding.Since
	news := 0
	for _, f := range p.proof.Differences() {
		if f.Since.New {
			news++
		}
		if f.Since.Compare(oldest) < 0 {
			oldest = f.Since
		}
	}
	if oldest.IsZero() {
		return p.T("answer-no-history")
	}
	said := p.T("answer-oldest", parts.Since(p.Words, finding.Since{At: oldest.At, OrEarlier: oldest.OrEarlier}))
	if news > 0 {
		said = words.Joined(said, p.T("answer-new", news))
	}
	return said
}

// acceptedDifferences counts what differs and was accepted.
func acceptedDifferences(r *finding.Report) int {
	n := 0
	for _, f := range r.Findings {
		if f.Accepted != nil && f.Differs() {
			n++
		}
	}
	return n
}

// harmed counts what differs by what may come of it, the most harmful first.
func harmed(p *page) parts.Answer {
	var all parts.Answer
	for _, h := range p.proof.Harms() {
		if h.Findings == 0 {
			continue
		}
		all = append(all, parts.Line{
			Mark: p.proof.Severity(h.Worst),
			Lead: parts.Link{Text: p.T("harm-" + h.ID), Href: p.To(p.proof.Causes.Page(h.First) + "#" + h.ID)},
			Note: howMuch(p.proof, h),
		})
	}
	return all
}

// byOwner counts what differs by who answers for it, those with most first.
func byOwner(ed *edition, p *page) parts.Line {
	count := map[string]int{}
	var order []string
	for _, f := range p.proof.Differences() {
		if count[f.Owner]++; count[f.Owner] == 1 {
			order = append(order, f.Owner)
		}
	}
	slices.SortStableFunc(order, func(a, b string) int { return count[b] - count[a] })
	if len(order) == 0 || len(order) == 1 && order[0] == "" {
		return parts.Line{}
	}
	var links []parts.Link
	for _, owner := range order {
		to := ed.ownerLink(p.Links, owner)
		if owner == "" {
			to.Text = p.T("no-owner")
		}
		to.Note = p.T("n-findings", count[owner])
		links = append(links, to)
	}
	return parts.Line{Lead: parts.Link{Text: p.T("answer-owners")}}.Names(links)
}

// way is how a connection gets in: port and what proves who calls.
func way(p *page, c *model.Connection) string {
	var port, auth string
	if c.Port.IsSet() {
		port = words.Port(c.Port.V)
	}
	switch {
	case c.Auth.V == "none":
		auth = p.T("no-auth")
	case c.Auth.IsSet():
		auth = p.Enum(c.Auth.V)
	}
	return words.Joined(port, auth)
}

// times is a factor with its sign.
func times(f float64) string { return strconv.FormatFloat(f, 'f', 1, 64) + "×" }
