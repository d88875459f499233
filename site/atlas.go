package site

import (
	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/analyze"
	"asbuilt/model/decisions"
	"asbuilt/site/address"
	"asbuilt/site/parts"
	"asbuilt/site/words"
	"cmp"
)

// atlas is the input with what both editions look up in it.
type atlas struct {
	Input
	lang     finding.Lang
	places   *parts.Map
	verdicts *parts.Verdicts
	analysis *analyze.Analysis
	texts    *texts
	owners   []*owner

	outgoing, incoming map[string][]*model.Connection
	// through are the connections between others that pass an element, by its id.
	through    map[string][]*model.Connection
	members    map[string][]*model.Element // by boundary, module and group
	references map[string][]reference      // by what is named
	failures   map[string]*analyze.Failure // by the element that fails
}

func newAtlas(in Input) *atlas {
	a := &atlas{
		Input: in, lang: in.Model.Lang(), verdicts: parts.NewVerdicts(in.Report), analysis: analyze.Of(in.Model),
		references: references(in.Model), owners: findOwners(in.Model),
		outgoing: map[string][]*model.Connection{}, incoming: map[string][]*model.Connection{},
		through: map[string][]*model.Connection{},
		members: map[string][]*model.Element{}, failures: map[string]*analyze.Failure{},
	}
	for i, f := range a.analysis.Failures {
		a.failures[f.Element.ID] = &a.analysis.Failures[i]
	}
	a.texts = newTexts(a.records(), in.Documents)
	a.places = &parts.Map{
		Model: in.Model, Records: a.records(), Decisions: address.Decisions(a.records()),
		Documents: address.Documents(a.documents()), Figures: figurePaths(in.Figures), Folder: in.Folder,
		Revision: in.Revision,
	}
	a.places.Lines = in.Model.Repository.V
	if in.Provenance != nil {
		a.places.Lines = cmp.Or(a.places.Lines, in.Provenance.Lines)
		a.places.Last = map[string]string{}
		for file, c := range in.Provenance.Files {
			a.places.Last[file] = c.ID
		}
	}
	for _, c := range in.Model.Connections {
		a.outgoing[c.From.ID] = append(a.outgoing[c.From.ID], c)
		a.incoming[c.To.ID] = append(a.incoming[c.To.ID], c)
		for _, by := range c.Via {
			if by.ID != c.From.ID && by.ID != c.To.ID {
				a.through[by.ID] = append(a.through[by.ID], c)
			}
		}
	}
	for _, e := range in.Model.Elements {
		for _, in := range append([]model.Ref{e.In, e.Module}, e.Groups...) {
			if in.IsSet() {
				a.members[in.ID] = append(a.members[in.ID], e)
			}
		}
	}
	return a
}

// moments say times as the model's zone has them, in no language.
func (a *atlas) moments() words.Words { return words.In(a.lang).At(a.Model.Location()) }

// records are the decision records, by number.
func (a *atlas) records() []*decisions.Record {
	if a.Decisions == nil {
		return nil
	}
	return a.Decisions.Records
}

// documents are the paths of the Markdown files that are there.
func (a *atlas) documents() []string {
	var there []string
	for _, file := range Documents(a.Model) {
		if _, ok := a.Documents[file]; ok {
			there = append(there, file)
		}
	}
	return there
}

// governing are the decisions about the thing called id.
func (a *atlas) governing(id string) []*decisions.Record {
	if a.Decisions == nil {
		return nil
	}
	return a.Decisions.Governing(id)
}

// subjectsOf are the elements and the connections that they open.
func (a *atlas) subjectsOf(elements ...*model.Element) []string {
	var ids []string
	for _, e := range elements {
		ids = append(ids, e.ID)
		for _, c := range a.outgoing[e.ID] {
			ids = append(ids, c.ID.V)
		}
	}
	return ids
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

// crossing are the connections that come into a part of the model and go out of
// it, without the derived ones, which are many and say little about it.
func crossing(m *model.Model, inside func(*model.Element) bool) (in, out []*model.Connection) {
	within := func(r model.Ref) bool {
		e := m.Element(r.ID)
		return e != nil && inside(e)
	}
	for _, c := range m.Connections {
		switch from, to := within(c.From), within(c.To); {
		case c.Derived:
		case to && !from:
			in = append(in, c)
		case from && !to:
			out = append(out, c)
		}
	}
	return in, out
}

// costOf adds up what elements cost a month, by currency.
func costOf(elements []*model.Element) string {
	sums := map[string]float64{}
	var order []string
	for _, e := range elements {
		if e.Cost == nil || !e.Cost.Monthly.IsSet() {
			continue
		}
		currency := e.Cost.Currency.Or("USD")
		if _, seen := sums[currency]; !seen {
			order = append(order, currency)
		}
		sums[currency] += e.Cost.Monthly.V
	}
	text := ""
	for _, currency := range order {
		text = words.Joined(text, words.Number(sums[currency])+" "+currency)
	}
	return text
}
