package site

import (
	"html/template"
	"strconv"
	"strings"

	"asbuilt/finding"
	"asbuilt/model/decisions"
	"asbuilt/render/views"
)

// decisionBody is one decision record.
type decisionBody struct {
	Row        decisionRow
	Makers     string
	Consulted  string
	Informed   string
	Relations  []relationRow
	Text       template.HTML
	Contents   []heading
	Governs    []link
	Checks     []provenCheck
	Findings   []shownFinding
	Source     link
	Prev, Next link
}

// relationRow is a tie to another decision.
type relationRow struct {
	Verb string
	To   link
}

func (ed *edition) decisionPages() []*page {
	var pages []*page
	records := ed.records()
	for i, r := range records {
		p := ed.decisionPage(r)
		body := p.Body.(*decisionBody)
		if i > 0 {
			body.Prev = p.record(records[i-1])
		}
		if i+1 < len(records) {
			body.Next = p.record(records[i+1])
		}
		pages = append(pages, p)
	}
	return pages
}

func (ed *edition) decisionPage(r *decisions.Record) *page {
	p := &page{
		edition: ed, Path: ed.decisionPaths[r], Section: "decisions", Title: r.Title, Template: "decision.html",
	}
	p.Trail = []link{{Href: p.To("decisions.html"), Text: ed.T("decisions")}}
	text := p.markdown(r.Path, r.Body)
	body := &decisionBody{
		Row: p.decisionRows([]*decisions.Record{r})[0], Makers: strings.Join(r.DecisionMakers, ", "),
		Consulted: strings.Join(r.Consulted, ", "), Informed: strings.Join(r.Informed, ", "),
		Relations: p.relations(r), Text: text.HTML, Contents: text.Headings,
		Findings: p.shownAll(ed.findings[r.ID()]), Source: p.Source(r.Position),
	}
	for _, c := range ed.checks[r.ID()] {
		body.Checks = append(body.Checks, p.proven(c))
	}
	for _, id := range r.Governs {
		body.Governs = append(body.Governs, p.Subject(id))
	}
	p.Entry = entry{
		Kind: "decision", Title: r.Title, ID: body.Row.Number, Note: body.Row.Word, Headings: headingText(text.Headings), Text: text.Plain,
	}
	p.Body = body
	return p
}

// relations are the decision's ties, those that only the others state
// included.
func (p *page) relations(r *decisions.Record) []relationRow {
	var rows []relationRow
	for _, rel := range r.Relations {
		row := relationRow{Verb: string(rel.Verb), To: link{Text: rel.Target}}
		if w, ok := words["verb-"+row.Verb]; ok {
			row.Verb = w.In(p.lang)
		}
		if rel.To != nil {
			row.To = p.record(rel.To)
			row.To.Note = number4(rel.To)
		}
		rows = append(rows, row)
	}
	return rows
}

// number4 is the number of a record as file names write it.
func number4(r *decisions.Record) string {
	if r.Number < 0 {
		return ""
	}
	n := strconv.Itoa(r.Number)
	return strings.Repeat("0", max(0, 4-len(n))) + n
}

// record links to a decision record.
func (p *page) record(r *decisions.Record) link {
	l := link{Href: p.To(p.decisionPaths[r]), Text: r.Title}
	if p.lang == finding.English && hasHangul(r.Title) {
		l.Lang = finding.Korean
	}
	return l
}

// decision links to the record that findings call id.
func (p *page) decision(id string) link {
	for _, r := range p.records() {
		if r.ID() == id {
			return p.record(r)
		}
	}
	return link{Text: id}
}

// status is a status in the page's language; a team's own word stays.
func (ed *edition) status(s decisions.Status) string {
	if w, ok := words["status-"+string(s)]; ok {
		return w.In(ed.lang)
	}
	return string(s)
}

// decisionIndexBody lists the decisions by where they stand.
type decisionIndexBody struct {
	Sheet         *sheet
	InForce, Past []decisionRow
}

func (ed *edition) decisionIndex() *page {
	p := &page{edition: ed, Path: "decisions.html", Section: "decisions", Title: ed.T("decisions"), Template: "decisions.html"}
	body := &decisionIndexBody{Sheet: p.pictureOf(views.DecisionView().ID)}
	for _, r := range ed.records() {
		row := p.decisionRows([]*decisions.Record{r})[0]
		if r.InForce() {
			body.InForce = append(body.InForce, row)
		} else {
			body.Past = append(body.Past, row)
		}
	}
	p.Body = body
	return p
}
