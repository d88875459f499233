package site

import (
	"strconv"

	"asbuilt/model"
	"asbuilt/render/sequence"
)

// flowBody is one flow, step by step.
type flowBody struct {
	ID          string
	Description link
	Stamp       stamp
	Sheet       *sheet
	Facts       []fact
	Steps       []step
	Source      link
}

// step is a row of a flow: a message, or a heading above branches.
type step struct {
	Number   string
	Depth    int
	From, To link
	// Wire says how the message travels; nil when no connection is declared.
	Wire    *wire
	Note    link
	Reply   link
	Tags    []string
	Heading string
	Failure bool
	Source  link
}

// flowRow is a flow at a glance.
type flowRow struct {
	Link  link
	About link
	Rate  string
	Steps int
}

func (ed *edition) flowPages() []*page {
	var pages []*page
	for _, f := range ed.m.Flows {
		pages = append(pages, ed.flowPage(f))
	}
	return pages
}

func (ed *edition) flowPage(f *model.Flow) *page {
	name := titleOf(f.Label, f.ID)
	p := &page{
		edition: ed, Path: flowPath(f.ID), Section: "flows", Title: name.In(ed.lang), Template: "flow.html",
		Entry: entry{
			Kind: "flow", Title: name.In(ed.lang), ID: f.ID, Other: name.In(ed.lang.Other()), Text: f.Description.In(ed.lang),
		},
	}
	p.Trail = []link{{Href: p.To("flows.html"), Text: ed.T("flows")}}
	body := &flowBody{
		ID: f.ID, Description: p.phrase(f.Description), Sheet: p.pictureOf("flow-" + f.ID),
		Facts: p.facts(f, "name", "description", "steps"), Steps: p.steps(f.Steps, "", 0), Source: p.Source(f.Position),
	}
	var subjects []string
	for _, s := range body.Steps {
		if s.Wire != nil {
			subjects = append(subjects, s.Wire.ID)
		}
	}
	body.Stamp = ed.stampOf(ed.tallyOf(subjects...))
	p.Body = body
	return p
}

func (ed *edition) flowIndex() *page {
	p := &page{edition: ed, Path: "flows.html", Section: "flows", Title: ed.T("flows"), Template: "flows.html"}
	p.Body = p.flowRows()
	return p
}

func (p *page) flowRows() []flowRow {
	var rows []flowRow
	for _, f := range p.m.Flows {
		row := flowRow{
			Link:  link{Href: p.To(flowPath(f.ID)), Text: titleOf(f.Label, f.ID).In(p.lang), Lang: p.fallback(f.Label.Text)},
			About: p.phrase(f.Description), Steps: len(f.Steps),
		}
		if f.Rate != nil && f.Rate.Typical.IsSet() {
			row.Rate = p.rate(f.Rate.Typical.V)
		}
		rows = append(rows, row)
	}
	return rows
}

// steps are the rows of all, numbered under prefix: 3, 3.1, 3a.1.
func (p *page) steps(all []*model.Step, prefix string, depth int) []step {
	var rows []step
	for i, s := range all {
		number := prefix + strconv.Itoa(i+1)
		switch {
		case len(s.Parallel) > 0:
			rows = append(rows, step{Number: number, Depth: depth, Heading: p.T("in-parallel"), Note: p.phrase(s.Note)})
			rows = append(rows, p.steps(s.Parallel, number+".", depth+1)...)
		case len(s.Alternatives) > 0:
			for j, b := range s.Alternatives {
				name := number + sequence.Letter(j)
				rows = append(rows, step{
					Number: name, Depth: depth, Heading: b.When.In(p.lang), Failure: b.Failure.V,
				})
				rows = append(rows, p.steps(b.Steps, name+".", depth+1)...)
			}
		default:
			rows = append(rows, p.message(s, number, depth))
		}
	}
	return rows
}

func (p *page) message(s *model.Step, number string, depth int) step {
	row := step{
		Number: number, Depth: min(depth, 4), From: p.ref(s.Message.From), To: p.ref(s.Message.To),
		Note: p.phrase(s.Note), Reply: p.phrase(s.Reply), Source: p.Source(s.Position),
	}
	if c := p.carrier(s.Message); c != nil {
		w := p.wire(c)
		row.Wire = &w
	}
	if s.Cache.IsSet() {
		row.Tags = append(row.Tags, p.T("cache-"+s.Cache.V))
	}
	if s.Tokens.IsSet() {
		row.Tags = append(row.Tags, p.T("about-tokens", grouped(strconv.Itoa(s.Tokens.V))))
	}
	return row
}

// carrier is the connection that carries a message: between the very ends, or
// else between the elements that hold them.
func (a *atlas) carrier(m model.Arrow) *model.Connection {
	var near *model.Connection
	for _, c := range a.outgoing[m.From.ID] {
		if c.To.ID != m.To.ID {
			continue
		}
		if c.To.Part == m.To.Part {
			return c
		}
		if near == nil {
			near = c
		}
	}
	return near
}

// flowElements are the ids of the elements that the steps pass.
func flowElements(steps []*model.Step) []string {
	var ids []string
	for _, s := range steps {
		if s.Message.From.IsSet() {
			ids = append(ids, s.Message.From.ID, s.Message.To.ID)
		}
		ids = append(ids, flowElements(s.Parallel)...)
		for _, b := range s.Alternatives {
			ids = append(ids, flowElements(b.Steps)...)
		}
	}
	return ids
}
