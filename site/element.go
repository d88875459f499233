package site

import (
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/kind"
)

// elementBody is all that is known of one element.
type elementBody struct {
	ID          string
	Kind        string
	Description link
	Crumbs      []link
	Stamp       stamp
	Sections    []section
	Checks      []provenCheck
	In, Out     wireList
	Partitions  []partition
	Decisions   []decisionRow
	Findings    []shownFinding
	Incidents   []incident
	Bottlenecks []bottleneck
	Flows       []link
	Source      link
}

// section is facts under one heading.
type section struct {
	ID, Title string
	Facts     []fact
}

// partition is a part of a store.
type partition struct {
	Anchor string
	Name   link
	Module link
	Facts  []fact
}

// sectionKeys say which keys of an element stand together, in the order of the
// page. Keys that no section names stand in the first one.
var sectionKeys = []struct {
	word string
	keys []string
}{
	{"section-identity", nil},
	{"section-network", []string{"listens", "listeners", "health_check", "authorizer", "throttling", "waf", "public", "domains", "allow"}},
	{"section-workload", []string{"task", "capacity_providers", "deployment", "instance", "processes", "schedule"}},
	{"section-scaling", []string{"scaling", "capacity", "replicas", "multi_az"}},
	{"section-store", []string{
		"engine", "stores", "encryption", "backup", "deletion_protection", "versioning", "lifecycle", "rotation",
		"images", "volume", "protection",
	}},
	{"section-operations", []string{"operations"}},
	{"section-cost", []string{"cost", "budget"}},
}

func (ed *edition) elementPages() []*page {
	var pages []*page
	for _, e := range ed.m.Elements {
		pages = append(pages, ed.elementPage(e))
	}
	return pages
}

func (ed *edition) elementPage(e *model.Element) *page {
	title := e.Title().In(ed.lang)
	p := &page{
		edition: ed, Path: elementPath(e.ID), Section: "elements", Title: title, Template: "element.html",
		Entry: entry{
			Kind: "element", Title: title, ID: e.ID, Other: e.Title().In(ed.lang.Other()), Note: ed.kindLabel(e.Kind.ID),
			Text: e.Description.In(ed.lang),
		},
	}
	p.Trail = []link{{Href: p.To("elements.html"), Text: ed.T("elements")}}
	all := p.facts(e, "name", "description", "decisions", "partitions")
	if i := slices.IndexFunc(all, func(f fact) bool { return f.Path == "operations.runbook" }); i >= 0 {
		all[i].Values = []link{p.file(e.Operations.Runbook)}
	}
	facts := slices.Clone(all)
	body := &elementBody{
		ID: e.ID, Kind: ed.kindLabel(e.Kind.ID), Description: p.phrase(e.Description), Crumbs: p.around(e.Boundary),
		Stamp: ed.stampOf(ed.tallyOf(ed.subjectsOf([]*model.Element{e})...)), Checks: p.prove(facts, e.ID),
		In: listed(p.wires(ed.incoming[e.ID], theFrom)), Out: listed(p.wires(ed.outgoing[e.ID], theTo)),
		Partitions: p.partitions(e), Decisions: p.decisionRows(ed.governing(e.ID)), Findings: p.shownAll(ed.concerning(e.ID)),
		Incidents: p.incidents(e.ID), Bottlenecks: p.bottlenecks(e.ID), Flows: p.flowsThrough(e.ID), Source: p.Source(e.Position),
	}
	body.Sections = p.sections(facts)
	p.Entry.Facts = factText(all)
	p.Body = body
	return p
}

// sections sorts facts under their headings.
func (p *page) sections(facts []fact) []section {
	all := make([]section, len(sectionKeys))
	for i, s := range sectionKeys {
		all[i] = section{ID: s.word, Title: p.T(s.word)}
	}
	for _, f := range facts {
		top, _, _ := strings.Cut(f.Path, ".")
		at := 0
		for i, s := range sectionKeys {
			if slices.Contains(s.keys, top) {
				at = i
			}
		}
		all[at].Facts = append(all[at].Facts, f)
	}
	return slices.DeleteFunc(all, func(s section) bool { return len(s.Facts) == 0 })
}

// around leads from the outermost place to b.
func (p *page) around(b *model.Boundary) []link {
	var trail []link
	for at := b; at != nil; at = at.Parent {
		trail = append(trail, p.boundary(at.ID))
	}
	slices.Reverse(trail)
	return trail
}

func (p *page) partitions(e *model.Element) []partition {
	var all []partition
	for _, x := range e.Partitions {
		shown := partition{
			Anchor: partitionAnchor(x.ID),
			Name:   link{Text: titleOf(x.Label, x.ID).In(p.lang), Note: x.ID},
			Facts:  p.facts(x, "name", "module"),
		}
		if x.Module.IsSet() {
			shown.Module = p.module(x.Module.ID)
		}
		all = append(all, shown)
	}
	return all
}

// flowsThrough are the flows that pass the element.
func (p *page) flowsThrough(id string) []link {
	var links []link
	for _, f := range p.m.Flows {
		if slices.Contains(flowElements(f.Steps), id) {
			links = append(links, link{Href: p.To(flowPath(f.ID)), Text: titleOf(f.Label, f.ID).In(p.lang)})
		}
	}
	return links
}

// elementGroup is the elements of one category.
type elementGroup struct {
	ID, Title string
	Rows      []elementRow
}

// elementRow is an element at a glance.
type elementRow struct {
	Link   link
	ID     string
	Kind   string
	Place  link
	Module link
	Mark   *mark
	States string
}

// categories are those of the catalogue that hold elements, in its order.
var categories = []kind.Category{
	kind.Actor, kind.Entry, kind.Compute, kind.Store, kind.Messaging, kind.AI, kind.Network, kind.Security, kind.Ops,
	kind.Delivery, kind.External, kind.Process,
}

func (ed *edition) elementIndex() *page {
	p := &page{edition: ed, Path: "elements.html", Section: "elements", Title: ed.T("elements"), Template: "elements.html"}
	groups := make([]elementGroup, len(categories))
	for i, c := range categories {
		groups[i] = elementGroup{ID: string(c), Title: ed.T("category-" + string(c))}
	}
	for _, e := range ed.m.Elements {
		at := slices.Index(categories, kind.External)
		if k := ed.m.Kind(e.Kind.ID); k != nil && slices.Contains(categories, k.Category) {
			at = slices.Index(categories, k.Category)
		}
		groups[at].Rows = append(groups[at].Rows, p.elementRow(e))
	}
	p.Body = slices.DeleteFunc(groups, func(g elementGroup) bool { return len(g.Rows) == 0 })
	return p
}

func (p *page) elementRow(e *model.Element) elementRow {
	row := elementRow{
		Link: p.element(e.ID), ID: e.ID, Kind: p.kindLabel(e.Kind.ID),
		Mark: p.worst(p.tallyOf(e.ID)), States: p.lifetime(e.Lifetime),
	}
	if e.Boundary != nil {
		row.Place = p.boundary(e.Boundary.ID)
	}
	if e.Module.IsSet() {
		row.Module = p.module(e.Module.ID)
	}
	return row
}

// lifetime is a lifetime in short: "interim →", "→ now", or nothing.
func (p *page) lifetime(l model.Lifetime) string {
	since, until := p.refTo("state", l.Since).Text, p.refTo("state", l.Until).Text
	switch {
	case l.Since.IsSet() && l.Until.IsSet():
		return since + " → " + until
	case l.Since.IsSet():
		return since + " →"
	case l.Until.IsSet():
		return "→ " + until
	}
	return ""
}

// concerning are the findings about an element and about the connections that it
// opens or answers.
func (ed *edition) concerning(id string) finding.List {
	all := slices.Clone(ed.findings[id])
	for _, c := range slices.Concat(ed.outgoing[id], ed.incoming[id]) {
		for _, f := range ed.findings[c.ID.V] {
			if !slices.Contains(all, f) {
				all = append(all, f)
			}
		}
	}
	return all
}
