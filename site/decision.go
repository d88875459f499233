package site

import (
	"asbuilt/finding"
	"html/template"
	"slices"
	"strings"
	"time"

	"asbuilt/model/decisions"
	"asbuilt/render/views"
	"asbuilt/site/markdown"
	"asbuilt/site/parts"
	"asbuilt/site/search"
	"asbuilt/site/words"
)

// decisionBody is one decision record.
type decisionBody struct {
	Row parts.Decision
	// Makers, Consulted and Informed are people, with the links that the record has.
	Makers, Consulted, Informed template.HTML
	// Worded is the status in the record's own word, where that is not ours.
	Worded     string
	Tags       []string
	Relations  []parts.Relation
	Text       text
	Contents   []markdown.Heading
	Governs    []parts.Link
	Promises   []promise
	Review     string
	Findings   []parts.Finding
	Source     parts.Link
	Prev, Next parts.Link
}

func decisionPages(ed *edition) []*page {
	var pages []*page
	records := ed.records()
	for i, r := range records {
		p, body := decisionPage(ed, r)
		if i > 0 {
			body.Prev = p.Record(records[i-1])
		}
		if i+1 < len(records) {
			body.Next = p.Record(records[i+1])
		}
		pages = append(pages, p)
	}
	return pages
}

func decisionPage(ed *edition, r *decisions.Record) (*page, *decisionBody) {
	p := ed.open(page{
		Path: ed.places.Decisions[r], Section: "decisions", Title: r.Title, Template: "decision.html",
	})
	l := p.Links
	p.Trail = []parts.Link{{Href: l.To("decisions.html"), Text: l.T("decisions")}}
	written := ed.texts.written(l, r.Path)
	body := &decisionBody{
		Row: parts.NewDecision(l, p.proof, r), Makers: people(r.DecisionMakers),
		Consulted: people(r.Consulted), Informed: people(r.Informed), Worded: r.InItsWords(),
		Tags:      r.Tags,
		Relations: parts.Relations(l, r), Contents: contents(written.Headings),
		Findings: parts.Findings(l, p.proof, ed.verdicts.Findings(r.ID())), Source: l.Source(r.Position),
		Promises: promises(p, r), Review: words.Day(r.Review),
	}
	body.Text = p.text(written, body.Row.Link.Lang)
	for _, id := range r.Governs {
		body.Governs = append(body.Governs, l.Subject(id))
	}
	p.Entry = search.Entry{
		Kind: "decision", Title: r.Title, IDs: decisionIDs(r), Note: body.Row.Word,
		Lines: append([]string{written.Plain}, r.Tags...),
	}
	p.from(ed, finding.Position{File: r.Path, Line: 1}, "")
	p.Body = body
	return p, body
}

// people are names as a record gives them, with what they link to on the web.
func people(names []string) template.HTML {
	if len(names) == 0 {
		return ""
	}
	text := markdown.Render(strings.Join(names, ", "), markdown.Options{
		Word: func(name string, _ ...any) string { return name },
		Link: func(to string) string {
			if scheme, _, _ := strings.Cut(to, ":"); scheme != "https" && scheme != "http" && scheme != "mailto" {
				return ""
			}
			return to
		},
	})
	whole := strings.TrimSpace(string(text.HTML))
	return template.HTML(strings.TrimSuffix(strings.TrimPrefix(whole, "<p>"), "</p>"))
}

// promise is a sentence of a decision that is looked up.
type promise struct {
	Says string
	// Form and Value are how it is looked up: no, AWS::EKS::Cluster.
	Form, Value string
	// Check is what came of it; nil where nobody asked.
	Check *parts.Check
}

func promises(p *page, r *decisions.Record) []promise {
	var all []promise
	for _, c := range r.Checks {
		one := promise{Says: c.Says.In(p.Language()), Form: string(c.Form), Value: c.Value}
		for _, check := range p.proof.ChecksOf(r.ID()) {
			if check.Fact == c.ID {
				shown := p.proof.Check(check, &p.Read)
				one.Check = &shown
			}
		}
		all = append(all, one)
	}
	return all
}

// decisionIndexBody lists the decisions by where they stand.
type decisionIndexBody struct {
	// Sheet is their picture, or Pictured leads to one that is too large for the page.
	Sheet    *parts.Sheet
	Pictured []parts.Link
	Groups   []decisionGroup
	// Due are the decisions in force that are to be looked at again, the next first.
	Due []due
}

// mostPicture is how many bytes a picture has that stands above a list.
const mostPicture = 150 << 10

// due is a decision with the day by which it is looked at again.
type due struct {
	Link parts.Link
	Day  string
	Past bool
}

func reviewQueue(p *page, records []*decisions.Record, asOf time.Time) []due {
	var queue []*decisions.Record
	for _, r := range records {
		if r.InForce() && !r.Review.IsZero() {
			queue = append(queue, r)
		}
	}
	slices.SortStableFunc(queue, func(a, b *decisions.Record) int { return a.Review.Compare(b.Review) })
	var all []due
	for _, r := range queue {
		all = append(all, due{p.Record(r), words.Day(r.Review), asOf.After(r.Review.AddDate(0, 0, 1))})
	}
	return all
}

// decisionGroup is the decisions that stand alike.
type decisionGroup struct {
	ID, Title string
	Decisions []parts.Decision
}

// standings are the groups of decisions, in the order of the page.
var standings = []struct {
	id string
	of func(*decisions.Record) bool
}{
	{"in-force", (*decisions.Record).InForce},
	{"under-review", func(r *decisions.Record) bool {
		return r.Status == decisions.Draft || r.Status == decisions.Proposed
	}},
	{"standing-unknown", func(r *decisions.Record) bool { return !r.Status.Known() }},
	{"past", (*decisions.Record).Over},
}

func decisionIndex(ed *edition) *page {
	p := ed.open(page{
		Path: "decisions.html", Section: "decisions", Title: ed.words.T("decisions"), Template: "decisions.html",
	})
	body := &decisionIndexBody{
		Sheet: ed.sheet(p, views.DecisionView().ID), Due: reviewQueue(p, ed.records(), ed.AsOf),
	}
	if body.Sheet != nil && len(body.Sheet.SVG) > mostPicture {
		body.Pictured = []parts.Link{{Href: body.Sheet.Href, Text: body.Sheet.Picture.Title}}
		body.Sheet = nil
	}
	for _, s := range standings {
		group := decisionGroup{ID: s.id, Title: ed.words.T(s.id)}
		for _, r := range ed.records() {
			if s.of(r) {
				group.Decisions = append(group.Decisions, parts.NewDecision(p.Links, p.proof, r))
			}
		}
		if len(group.Decisions) > 0 {
			body.Groups = append(body.Groups, group)
		}
	}
	p.Entry = search.Entry{
		Kind: "page", Title: p.Title, Lines: []string{p.T("governs"), p.T("relations"), p.T("deciders"), p.T("past")},
	}
	p.Body = body
	return p
}
