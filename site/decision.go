package site

import (
	"html/template"
	"strings"

	"asbuilt/model/decisions"
	"asbuilt/render/views"
	"asbuilt/site/markdown"
	"asbuilt/site/parts"
	"asbuilt/site/search"
)

// decisionBody is one decision record.
type decisionBody struct {
	Row        parts.Decision
	Makers     string
	Consulted  string
	Informed   string
	Tags       []string
	Relations  []parts.Relation
	Text       template.HTML
	Contents   []markdown.Heading
	Governs    []parts.Link
	Checks     []parts.Check
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
	text := ed.texts.written(l, r.Path)
	body := &decisionBody{
		Row: parts.NewDecision(l, p.proof, r), Makers: strings.Join(r.DecisionMakers, ", "),
		Consulted: strings.Join(r.Consulted, ", "), Informed: strings.Join(r.Informed, ", "),
		Tags:      r.Tags,
		Relations: parts.Relations(l, r), Text: text.HTML, Contents: text.Headings,
		Findings: parts.Findings(l, p.proof, ed.verdicts.Findings(r.ID())), Source: l.Source(r.Position),
		Checks: p.proof.Checks(r.ID(), &p.Read),
	}
	for _, id := range r.Governs {
		body.Governs = append(body.Governs, l.Subject(id))
	}
	p.Entry = search.Entry{
		Kind: "decision", Title: r.Title, IDs: decisionIDs(r), Note: body.Row.Word,
		Lines: append([]string{text.Plain}, r.Tags...),
	}
	p.Body = body
	return p, body
}

// decisionIndexBody lists the decisions by where they stand.
type decisionIndexBody struct {
	Sheet  *parts.Sheet
	Groups []decisionGroup
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
	body := &decisionIndexBody{Sheet: ed.sheet(p, views.DecisionView().ID)}
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
