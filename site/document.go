package site

import (
	"path"
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/site/address"
	"asbuilt/site/markdown"
	"asbuilt/site/parts"
	"asbuilt/site/search"
	"asbuilt/site/words"
)

// documentBody is a Markdown file that the model names: a runbook.
type documentBody struct {
	// Heading is the title, with the language of the text where that is not the page's.
	Heading  parts.Link
	Source   parts.Link
	Text     text
	Contents []markdown.Heading
	// For are the elements and incidents that name it.
	For []parts.Link
}

// Documents are the paths of the Markdown files that m names, as
// [Input.Documents] is keyed, each once, sorted.
func Documents(m *model.Model) []string {
	var all []string
	for _, e := range m.Elements {
		if e.Operations != nil {
			all = append(all, e.Operations.Runbook.V)
		}
	}
	for _, x := range m.Incidents {
		all = append(all, x.Runbook.V)
	}
	all = slices.DeleteFunc(all, func(p string) bool { return path.Ext(p) != ".md" })
	slices.Sort(all)
	return slices.Compact(all)
}

func documentPages(ed *edition) []*page {
	var pages []*page
	for _, file := range ed.documents() {
		pages = append(pages, documentPage(ed, file))
	}
	return pages
}

func documentPage(ed *edition, file string) *page {
	p := ed.open(page{Path: ed.places.Documents[file], Section: "operations", Template: "document.html"})
	l := p.Links
	p.Trail = []parts.Link{{Href: l.To("operations.html"), Text: l.T("operations")}}
	written := ed.texts.written(l, file)
	p.Title = written.Title
	if p.Title == "" {
		p.Title = path.Base(file)
	}
	p.from(ed, finding.Position{File: file, Line: 1}, "")
	heading := parts.Link{Text: p.Title}
	if l.Language() == finding.English && words.HasHangul(p.Title+written.Plain) {
		heading.Lang = finding.Korean
	}
	p.Body = &documentBody{
		Heading: heading,
		Source:  parts.Link{Text: path.Base(file), Href: l.Repository(file, 1)},
		Text:    p.text(written, heading.Lang), Contents: contents(written.Headings),
		For: namedBy(l, file),
	}
	p.Entry = search.Entry{
		Kind: "runbook", Title: p.Title, Note: path.Base(file), Lines: []string{written.Plain},
		IDs: []string{file, path.Base(file), strings.TrimSuffix(path.Base(file), path.Ext(file))},
	}
	return p
}

// namedBy are the elements and incidents that name a file as their runbook.
func namedBy(l parts.Links, file string) []parts.Link {
	var links []parts.Link
	for _, e := range l.Model.Elements {
		if e.Operations != nil && e.Operations.Runbook.V == file {
			links = append(links, l.Element(e.ID))
		}
	}
	for _, x := range l.Model.Incidents {
		if x.Runbook.V == file {
			to := l.Phrase(x.Symptom)
			to.Href = l.To(address.Incident(x.ID))
			links = append(links, to)
		}
	}
	return links
}
