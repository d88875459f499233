package site

import (
	"slices"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/site/address"
	"asbuilt/site/parts"
	"asbuilt/site/search"
)

// ownerBody is what somebody answers for.
type ownerBody struct {
	Answer    parts.Answer
	Findings  []parts.Finding
	More      int
	Modules   []moduleCard
	Elements  parts.Table
	Incidents []parts.Link
	Reviews   parts.Table
	Decisions []parts.Decision
	Cost      string
}

// owner is somebody who answers for something.
type owner struct {
	// Key is the word that elements and modules name.
	Key      string
	elements []*model.Element
	modules  []*model.Module
}

// findOwners are all who answer for something, in the order of the model.
func findOwners(m *model.Model) []*owner {
	var all []*owner
	of := func(key string) *owner {
		i := slices.IndexFunc(all, func(o *owner) bool { return o.Key == key })
		if i < 0 {
			i = len(all)
			all = append(all, &owner{Key: key})
		}
		return all[i]
	}
	for _, x := range m.Modules {
		if x.Owner.V != "" {
			o := of(x.Owner.V)
			o.modules = append(o.modules, x)
		}
	}
	for _, e := range m.Elements {
		if key := m.OwnerOf(e); key != "" {
			o := of(key)
			o.elements = append(o.elements, e)
		}
	}
	return all
}

// called is what people call an owner: the name of an element whose id or name the
// model wrote, else what it wrote.
func (o *owner) called(m *model.Model) (finding.Text, *model.Element) {
	written := model.Text{Text: finding.Same(o.Key)}
	if name, e := m.Who(written); e != nil {
		return name, e
	}
	for _, e := range m.Elements {
		if title := e.Title(); title.Ko == o.Key || title.En == o.Key {
			return title, e
		}
	}
	return written.Text, nil
}

// ownerLink leads to the page of an owner.
func (a *atlas) ownerLink(l parts.Links, key string) parts.Link {
	i := slices.IndexFunc(a.owners, func(o *owner) bool { return o.Key == key })
	if i < 0 {
		return parts.Link{Text: key}
	}
	name, _ := a.owners[i].called(a.Model)
	return parts.Link{Text: name.In(l.Language()), Href: l.To(address.Owner(key))}
}

func ownerPages(ed *edition) []*page {
	if len(ed.owners) == 0 {
		return nil
	}
	all := []*page{ownerIndex(ed)}
	for _, o := range ed.owners {
		all = append(all, ownerPage(ed, o))
	}
	return all
}

func ownerPage(ed *edition, o *owner) *page {
	name, self := o.called(ed.Model)
	lang := ed.words.Language()
	p := ed.open(page{
		Path: address.Owner(o.Key), Section: "owners", Title: name.In(lang), Template: "owner.html",
		Entry: search.Entry{Kind: "owner", Title: name.In(lang), Other: name.In(lang.Other()), IDs: []string{o.Key}},
	})
	p.Trail = []parts.Link{{Href: p.To("owners.html"), Text: p.T("owners")}}
	body := &ownerBody{
		Elements: parts.ElementTable(p.Links, p.proof, o.elements), Cost: costOf(o.elements),
		Reviews: reviewTable(p, reviewsOf(ed.Model, o, self), ed.AsOf),
	}
	for i, card := range moduleCards(ed, p.Links, p.proof) {
		if slices.Contains(o.modules, ed.Model.Modules[i]) {
			body.Modules = append(body.Modules, card)
		}
	}
	found := ed.foundOf(o)
	shown := found[:min(len(found), mostRows/6)]
	body.Findings, body.More = parts.Findings(p.Links, p.proof, shown), len(found)-len(shown)
	for _, x := range ed.Model.Incidents {
		if acts(ed.Model, x, o, self) {
			symptom := p.Phrase(x.Symptom)
			symptom.Href = p.To(address.Incident(x.ID))
			body.Incidents = append(body.Incidents, symptom)
		}
	}
	for _, r := range ed.records() {
		if slices.ContainsFunc(r.Governs, func(id string) bool { return o.has(id) }) {
			body.Decisions = append(body.Decisions, parts.NewDecision(p.Links, p.proof, r))
		}
	}
	body.Answer = ownerAnswer(p, o, body, found)
	p.Entry.Lines = body.Answer.Lines()
	p.Body = body
	return p
}

// has reports whether the owner answers for the thing with that id.
func (o *owner) has(id string) bool {
	return slices.ContainsFunc(o.elements, func(e *model.Element) bool { return e.ID == id }) ||
		slices.ContainsFunc(o.modules, func(x *model.Module) bool { return x.ID == id })
}

// foundOf are the findings about what somebody answers for, the gravest first.
func (a *atlas) foundOf(o *owner) finding.List {
	var all finding.List
	for _, f := range a.verdicts.Open() {
		id := f.Subject
		if c := a.Model.Connection(id); c != nil {
			id = c.From.ID
		}
		if o.has(id) {
			all = append(all, f)
		}
	}
	return all
}

// means reports whether a text means the owner.
func (o *owner) means(m *model.Model, t model.Text, self *model.Element) bool {
	_, e := m.Who(t)
	return t.Ko == o.Key || t.En == o.Key || e != nil && e == self
}

func acts(m *model.Model, x *model.Incident, o *owner, self *model.Element) bool {
	return slices.ContainsFunc(x.Steps, func(s *model.IncidentStep) bool { return o.means(m, s.Who, self) }) ||
		o.has(x.Section.ID)
}

func reviewsOf(m *model.Model, o *owner, self *model.Element) []*model.Review {
	var all []*model.Review
	for _, r := range m.Reviews {
		if o.means(m, r.Owner, self) {
			all = append(all, r)
		}
	}
	return all
}

// ownerAnswer says what somebody has to look at first.
func ownerAnswer(p *page, o *owner, body *ownerBody, found finding.List) parts.Answer {
	answer := parts.Answer{says(p, "#elements", "answer-owns", len(o.elements), len(o.modules))}
	differs := slices.DeleteFunc(slices.Clone(found), func(f *finding.Finding) bool { return !f.Differs() })
	switch worst, found := differs.Worst(); {
	case found:
		answer = append(answer, parts.Line{
			Mark: p.proof.Severity(worst),
			Lead: parts.Link{Text: differsIn(p, len(differs), len(differs.Causes())), Href: "#findings"},
		})
	case p.Built:
		answer = append(answer, says(p, "", "answer-nothing-yours"))
	default:
		answer = append(answer, unlooked(p))
	}
	if n := len(body.Incidents); n > 0 {
		answer = append(answer, says(p, "#incidents", "answer-acts", n))
	}
	if n := len(body.Reviews.Rows); n > 0 {
		answer = append(answer, says(p, "#reviews", "answer-reviews", n))
	}
	return answer
}

func ownerIndex(ed *edition) *page {
	p := ed.open(page{Path: "owners.html", Section: "owners", Title: ed.words.T("owners"), Template: "owners.html"})
	table := parts.NewTable(p.proof, parts.Shape[*owner]{}, ed.owners, []parts.Column[*owner]{
		{
			Name: finding.Say("Name", "이름"), Names: true, Sorts: true,
			Cell: func(o *owner) parts.Cell { return parts.Show(parts.Linked(ed.ownerLink(p.Links, o.Key))) },
		},
		{
			Name: finding.Say("Modules", "모듈"),
			Cell: func(o *owner) parts.Cell {
				var links []parts.Link
				for _, x := range o.modules {
					links = append(links, p.Module(x.ID))
				}
				return parts.Show(parts.Linkeds(links))
			},
		},
		{
			Name: finding.Say("Elements", "요소"), Class: parts.Numbers, Sorts: true,
			Cell: func(o *owner) parts.Cell { return parts.Show(parts.Plain(p.T("n-elements", len(o.elements)))) },
		},
		{
			Name: finding.Say("Differences", "불일치"), Class: parts.Numbers, Sorts: true, Built: true,
			Cell: func(o *owner) parts.Cell {
				n := 0
				for _, f := range ed.foundOf(o) {
					if f.Differs() {
						n++
					}
				}
				return parts.Show(parts.Plain(p.T("n-findings", n)))
			},
		},
	})
	p.Entry = search.Entry{Kind: "page", Title: p.Title, Lines: table.Lines()}
	p.Body = table
	return p
}
