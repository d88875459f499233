package site

import (
	"html/template"
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/kind"
	"asbuilt/site/address"
	"asbuilt/site/parts"
	"asbuilt/site/search"
)

// elementBody is all that is known of one element.
type elementBody struct {
	// References are who names it besides connections; Failure what its failure means;
	// Shown the pictures it is in.
	References, Failure []referenceGroup
	Shown               []parts.Link
	// around draws it with what it speaks with.
	around      func() (template.HTML, error)
	ID          string
	Kind        string
	Description parts.Link
	Crumbs      []parts.Link
	// Owner is who answers for it, Module what it is a part of, Cost what it costs a month.
	Owner, Module parts.Link
	Cost          string
	Stamp         parts.Stamp
	Sections      []section
	Checks        parts.Table
	In, Out       parts.WireList
	Partitions    []partition
	Decisions     []parts.Decision
	Findings      []parts.Finding
	Incidents     []parts.Incident
	Bottlenecks   []parts.Bottleneck
	Flows         []parts.Link
	Source        parts.Link
}

// Around is the picture of the element with what it speaks with, empty for none. It is
// drawn where the page is written, for all of them together would be too much to hold.
func (b *elementBody) Around() (template.HTML, error) { return b.around() }

func (ed *edition) around(l parts.Links, e *model.Element) (template.HTML, error) {
	if ed.Input.Around == nil {
		return "", nil
	}
	touching := slices.Clone(ed.incoming[e.ID])
	for _, c := range ed.outgoing[e.ID] {
		if c.To.ID != e.ID {
			touching = append(touching, c)
		}
	}
	touching = append(touching, ed.through[e.ID]...)
	pic, err := ed.Input.Around(e, touching, l.Language())
	if err != nil || pic.Empty {
		return "", err
	}
	return parts.Drawing(l, pic), nil
}

// section is facts under one heading.
type section struct {
	ID, Title string
	Facts     parts.Table
}

// partition is a part of a store.
type partition struct {
	Anchor string
	Name   parts.Link
	Module parts.Link
	Facts  []parts.Fact
}

// sectionKeys say which keys of an element stand together, in the order of the
// page. Keys that no section names stand in the first one.
var sectionKeys = []struct {
	word string
	keys []string
}{
	{"section-identity", nil},
	{"section-network", []string{
		"listens", "listeners", "health_check", "authorizer", "throttling", "waf", "public", "domains", "allow",
	}},
	{"section-workload", []string{"task", "capacity_providers", "deployment", "instance", "processes", "schedule"}},
	{"section-scaling", []string{"scaling", "capacity", "replicas", "multi_az"}},
	{"section-store", []string{
		"engine", "holds", "encryption", "backup", "deletion_protection", "versioning", "lifecycle", "rotation",
		"images", "volume", "protection",
	}},
	{"section-operations", []string{"operations"}},
	{"section-cost", []string{"cost", "budget"}},
}

func elementPages(ed *edition) []*page {
	var pages []*page
	for _, e := range ed.Model.Elements {
		pages = append(pages, elementPage(ed, e))
	}
	return pages
}

// elementPage is the page of an element. What it says is put together where it is written:
// there are thousands.
func elementPage(ed *edition, e *model.Element) *page {
	p := ed.open(page{
		Path: address.Element(e.ID), Section: "elements", Title: e.Title().In(ed.words.Language()),
		Template: "element.html",
	})
	p.fill = func() { fillElement(ed, p, e) }
	return p
}

func fillElement(ed *edition, p *page, e *model.Element) {
	lang, l := ed.words.Language(), p.Links
	p.Trail = []parts.Link{{Href: l.To("elements.html"), Text: l.T("elements")}}
	all := parts.Facts(l, e, "name", "description", "decisions", "partitions")
	if i := slices.IndexFunc(all, func(f parts.Fact) bool { return f.Path == "operations.runbook" }); i >= 0 {
		all[i].Values = []parts.Link{l.File(e.Operations.Runbook)}
	}
	p.Entry = search.Entry{
		Kind: "element", Title: p.Title, Other: e.Title().In(lang.Other()), Note: l.Kind(e.Kind.ID),
		IDs: append([]string{e.ID}, resources(ed.verdicts, e.ID)...), Hidden: hidden(ed, e, e.Description),
		Lines: slices.Concat([]string{e.Description.In(lang)}, told(all), sources(ed.verdicts, e.ID)),
	}
	facts := slices.Clone(all)
	body := &elementBody{
		ID: e.ID, Kind: l.Kind(e.Kind.ID), Description: l.Phrase(e.Description), Crumbs: l.Around(e.Boundary),
		Stamp:      p.proof.Stamp(ed.verdicts.Tally(ed.subjectsOf(e)...)),
		Checks:     parts.CheckTable(p.proof, p.proof.Prove(facts, e.ID, &p.Read)),
		In:         parts.List(parts.Wires(l, p.proof, ed.incoming[e.ID], parts.FromEnd)),
		Out:        parts.List(parts.Wires(l, p.proof, ed.outgoing[e.ID], parts.ToEnd)),
		Partitions: partitions(l, e), Decisions: parts.Decisions(l, p.proof, ed.governing(e.ID)),
		Findings: parts.Findings(l, p.proof, concerning(ed.atlas, e.ID)), Incidents: parts.Incidents(l, e.ID),
		Bottlenecks: append(
			parts.Bottlenecks(l, ed.Model.Bottlenecks, e.ID), parts.Bottlenecks(l, ed.Model.Tuning, e.ID)...),
		Flows: flowsThrough(l, e.ID), Source: l.Source(e.Position),
	}
	body.Sections = sections(p.proof, facts)
	body.Failure = failureOf(ed, l, e.ID)
	body.References, body.Shown = referencesTo(ed, l, e.ID), append(ed.shownIn(l, e.ID), ed.ways(l, e.ID)...)
	body.around = func() (template.HTML, error) { return ed.around(l, e) }
	p.from(ed, e.Position, ed.Model.OwnerOf(e))
	body.Owner, body.Module = ed.ownerLink(l, ed.Model.OwnerOf(e)), l.Module(e.Module.ID)
	body.Cost = costOf([]*model.Element{e})
	p.Body = body
}

// sections sorts facts under their headings.
func sections(p parts.Proof, facts []parts.Fact) []section {
	under := make([][]parts.Fact, len(sectionKeys))
	for _, f := range facts {
		top, _, _ := strings.Cut(f.Path, ".")
		at := 0
		for i, s := range sectionKeys {
			if slices.Contains(s.keys, top) {
				at = i
			}
		}
		under[at] = append(under[at], f)
	}
	var all []section
	for i, s := range sectionKeys {
		if len(under[i]) > 0 {
			all = append(all, section{ID: s.word, Title: p.T(s.word), Facts: parts.FactTable(p, under[i])})
		}
	}
	return all
}

func partitions(l parts.Links, e *model.Element) []partition {
	var all []partition
	for _, x := range e.Partitions {
		shown := partition{
			Anchor: address.PartitionAnchor(x.ID),
			Name:   parts.Link{Text: parts.TitleOf(x.Label, x.ID).In(l.Language()), Note: x.ID},
			Facts:  parts.Facts(l, x, "name", "module"),
		}
		if x.Module.IsSet() {
			shown.Module = l.Module(x.Module.ID)
		}
		all = append(all, shown)
	}
	return all
}

// flowsThrough are the flows that pass the element.
func flowsThrough(l parts.Links, id string) []parts.Link {
	var links []parts.Link
	for _, f := range l.Model.Flows {
		if slices.Contains(flowElements(f.Steps), id) {
			links = append(links, l.Flow(f))
		}
	}
	return links
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

// concerning are the findings about an element and about the connections that it
// opens or answers.
func concerning(a *atlas, id string) finding.List {
	all := slices.Clone(a.verdicts.Findings(id))
	for _, c := range slices.Concat(a.outgoing[id], a.incoming[id]) {
		for _, f := range a.verdicts.Findings(c.ID.V) {
			if !slices.Contains(all, f) {
				all = append(all, f)
			}
		}
	}
	return all
}

// elementGroup is the elements of one category.
type elementGroup struct {
	ID, Title string
	Count     int
	Table     parts.Table
}

// categories are those of the catalogue that hold elements, in its order.
func categories() []kind.Category {
	return []kind.Category{
		kind.Actor, kind.Entry, kind.Compute, kind.Store, kind.Messaging, kind.AI, kind.Network, kind.Security,
		kind.Ops,
		kind.Delivery, kind.External, kind.Process,
	}
}

func elementIndex(ed *edition) *page {
	p := ed.open(page{
		Path: "elements.html", Section: "elements", Title: ed.words.T("elements"), Template: "elements.html",
	})
	of := map[kind.Category][]*model.Element{}
	for _, e := range ed.Model.Elements {
		at := kind.External
		if k := ed.Model.Kind(e.Kind.ID); k != nil && slices.Contains(categories(), k.Category) {
			at = k.Category
		}
		of[at] = append(of[at], e)
	}
	var groups []elementGroup
	for _, c := range categories() {
		if len(of[c]) > 0 {
			groups = append(groups, elementGroup{
				ID: string(c), Title: ed.words.T("category-" + string(c)), Count: len(of[c]),
				Table: parts.ElementTable(p.Links, p.proof, of[c]),
			})
		}
	}
	p.Entry = search.Entry{
		Kind: "page", Title: p.Title, Lines: []string{p.T("as-built"), p.T("partitions"), p.T("other-checks")},
	}
	for _, s := range sectionKeys {
		p.Entry.Lines = append(p.Entry.Lines, p.T(s.word))
	}
	for _, g := range groups {
		p.Entry.Lines = append(p.Entry.Lines, g.Title)
	}
	p.Body = groups
	return p
}
