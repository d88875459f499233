package site

import (
	"slices"
	"strconv"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/render/sequence"
	"asbuilt/site/address"
	"asbuilt/site/parts"
	"asbuilt/site/search"
	"asbuilt/site/words"
)

// flowBody is one flow, step by step.
type flowBody struct {
	ID          string
	Description parts.Link
	Stamp       parts.Stamp
	Sheet       *parts.Sheet
	Walk        *walk
	// Followed are other pictures on which it can be followed.
	Followed []parts.Link
	Facts    parts.Table
	Steps    parts.Table
	Source   parts.Link
}

// flowRow is a flow at a glance.
type flowRow struct {
	Link  parts.Link
	About parts.Link
	Rate  string
}

func flowPages(ed *edition) []*page {
	var pages []*page
	for _, f := range ed.Model.Flows {
		pages = append(pages, flowPage(ed, f))
	}
	return pages
}

func flowPage(ed *edition, f *model.Flow) *page {
	name, lang := parts.TitleOf(f.Label, f.ID), ed.words.Language()
	p := ed.open(page{
		Path: address.Flow(f.ID), Section: "flows", Title: name.In(lang), Template: "flow.html",
		Entry: search.Entry{
			Kind: "flow", Title: name.In(lang), IDs: []string{f.ID}, Other: name.In(lang.Other()),
			Hidden: hidden(ed, f, f.Description),
		},
	})
	l := p.Links
	p.Trail = []parts.Link{{Href: l.To("flows.html"), Text: l.T("flows")}}
	w := stepWriter{Links: l, atlas: ed.atlas, proof: p.proof}
	steps := w.steps(f.Steps, "", 0)
	p.Entry.Lines = append([]string{f.Description.In(lang)}, told(parts.Facts(l, f, "name", "description", "steps"))...)
	var subjects []string
	for _, s := range steps {
		p.Entry.Lines = append(p.Entry.Lines, s.heading, s.note.Text, s.reply.Text)
		if s.wire != nil {
			subjects = append(subjects, s.wire.ID)
		}
	}
	p.from(ed, f.Position, "")
	body := &flowBody{
		ID: f.ID, Description: l.Phrase(f.Description), Sheet: ed.sheet(p, "flow-"+f.ID),
		Facts: parts.FactTable(p.proof, parts.Facts(l, f, "name", "description", "steps")),
		Steps: stepTable(p, steps), Source: l.Source(f.Position), Stamp: p.proof.Stamp(ed.verdicts.Tally(subjects...)),
		Walk: &walk{Flow: f.ID, Src: p.To(walkPath(f.ID))},
	}
	if i := slices.IndexFunc(steps, func(s step) bool { return s.heading == "" }); i >= 0 {
		body.Followed = ed.followed(p, f, steps[i].number)
	}
	p.Body = body
	return p
}

func flowIndex(ed *edition) *page {
	p := ed.open(page{Path: "flows.html", Section: "flows", Title: ed.words.T("flows"), Template: "flows.html"})
	var rows []flowRow
	for _, f := range ed.Model.Flows {
		row := flowRow{Link: p.Flow(f), About: p.Phrase(f.Description)}
		if f.Rate != nil && f.Rate.Typical.IsSet() {
			row.Rate = p.Rate(f.Rate.Typical.V)
		}
		rows = append(rows, row)
	}
	p.Entry = search.Entry{Kind: "page", Title: p.Title, Lines: []string{
		p.T("steps"), p.T("failure"), p.T("in-parallel"), stepTable(p, []step{{}}).Lines()[0],
	}}
	p.Body = rows
	return p
}

// step is a row of a flow: a message, or a heading above branches.
type step struct {
	number   string
	depth    int
	from, to parts.Link
	// ends are the ids of the elements that it goes from and to.
	ends [2]string
	// wire says how the message travels; nil when no connection is declared.
	wire    *parts.Wire
	note    parts.Link
	reply   parts.Link
	tags    []string
	heading string
	failure bool
}

// stepWriter makes the rows of a flow.
type stepWriter struct {
	parts.Links
	atlas *atlas
	proof parts.Proof
}

// steps are the rows of all, numbered under prefix: 3, 3.1, 3a.1.
func (w stepWriter) steps(all []*model.Step, prefix string, depth int) []step {
	var rows []step
	for i, s := range all {
		number := prefix + strconv.Itoa(i+1)
		switch {
		case len(s.Parallel) > 0:
			rows = append(rows, step{number: number, depth: depth, heading: w.T("in-parallel"), note: w.Phrase(s.Note)})
			rows = append(rows, w.steps(s.Parallel, number+".", depth+1)...)
		case len(s.Alternatives) > 0:
			for j, b := range s.Alternatives {
				name := number + sequence.Letter(j)
				rows = append(rows, step{
					number: name, depth: depth, heading: b.When.In(w.Language()), failure: b.Failure.V,
				})
				rows = append(rows, w.steps(b.Steps, name+".", depth+1)...)
			}
		default:
			rows = append(rows, w.message(s, number, depth))
		}
	}
	return rows
}

func (w stepWriter) message(s *model.Step, number string, depth int) step {
	row := step{
		number: number, depth: min(depth, 4), from: w.Ref(s.Message.From), to: w.Ref(s.Message.To),
		ends: [2]string{s.Message.From.ID, s.Message.To.ID},
		note: w.Phrase(s.Note), reply: w.Phrase(s.Reply),
	}
	if c := w.atlas.carrier(s.Message); c != nil {
		wire := parts.NewWire(w.Links, w.proof, c)
		row.wire = &wire
	}
	if s.Cache.IsSet() {
		row.tags = append(row.tags, w.T("cache-"+s.Cache.V))
	}
	if s.Tokens.IsSet() {
		row.tags = append(row.tags, w.T("about-tokens", words.Grouped(strconv.Itoa(s.Tokens.V))))
	}
	return row
}

// stepTable is the steps of a flow. A heading above branches takes all columns
// but the number, and a message that no connection carries says so in the two
// that tell how.
func stepTable(p *page, all []step) parts.Table {
	taken := parts.Cell{Taken: true}
	unlessHeading := func(cell func(step) parts.Cell) func(step) parts.Cell {
		return func(s step) parts.Cell {
			if s.heading != "" {
				return taken
			}
			return cell(s)
		}
	}
	columns := []parts.Column[step]{
		{
			Name: finding.Say("Step", "단계"), Names: true,
			Cell: func(s step) parts.Cell {
				cell := parts.Show(parts.Plain(s.number))
				cell.Class = parts.Depth(s.depth)
				return cell
			},
		},
		{
			Name: finding.Say("From", "출발"),
			Cell: func(s step) parts.Cell { return parts.Show(parts.Linked(s.from)) },
		},
		{
			Name: finding.Say("To", "도착"),
			Cell: unlessHeading(func(s step) parts.Cell { return parts.Show(parts.Linked(s.to)) }),
		},
		{
			Name: finding.Say("What happens", "내용"),
			Cell: unlessHeading(func(s step) parts.Cell {
				cell := parts.Show(parts.Linked(s.note), parts.Reply(s.reply))
				for _, tag := range s.tags {
					cell.Pieces = append(cell.Pieces, parts.Tag(tag))
				}
				return cell
			}),
		},
		{
			Name: finding.Say("Protocol", "프로토콜"),
			Cell: unlessHeading(func(s step) parts.Cell {
				if s.wire == nil {
					cell := parts.Show(parts.Plain(p.T("undeclared-wire")))
					cell.Span, cell.Class = 2, "soft"
					return cell
				}
				return parts.Show(parts.Plain(s.wire.Kind), parts.Code(s.wire.How))
			}),
		},
		{
			Name: finding.Say("Protection", "보호"),
			Cell: unlessHeading(func(s step) parts.Cell {
				if s.wire == nil {
					return taken
				}
				return parts.Show(parts.Plain(s.wire.Guard))
			}),
		},
		{
			Name: finding.Say("Result", "검증"), Built: true,
			Cell: unlessHeading(func(s step) parts.Cell {
				if s.wire == nil {
					return parts.Show()
				}
				return parts.Show(parts.Marked(s.wire.Mark))
			}),
		},
	}
	from := columns[1].Cell
	columns[1].Cell = func(s step) parts.Cell {
		if s.heading == "" {
			return from(s)
		}
		cell := parts.Show(parts.Strong(s.heading))
		if s.failure {
			cell.Pieces = append(cell.Pieces, parts.Soft(p.T("failure")))
		}
		cell.Pieces = append(cell.Pieces, parts.Show(parts.Linked(s.note)).Pieces...)
		cell.Span = len(columns) - 1
		if !p.Built {
			cell.Span--
		}
		return cell
	}
	shape := parts.Shape[step]{
		Class: "steps", Anchor: func(s step) string { return "step-" + s.number },
		Mood: func(s step) string { return map[bool]string{true: "failure"}[s.failure] },
	}
	return parts.NewTable(p.proof, shape, all, columns)
}
