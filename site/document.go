package site

import (
	"crypto/sha256"
	"encoding/hex"
	"html/template"
	"path"
	"slices"
	"strings"

	"asbuilt/model"
)

// documentBody is a Markdown file that the model names: a runbook.
type documentBody struct {
	File     string
	Source   link
	Text     template.HTML
	Contents []heading
	// For are the elements and incidents that name it.
	For []link
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

// documentPaths are made from the names of the files; of two that clash, the
// later one gets a hash of its path.
func documentPaths(in Input) map[string]string {
	paths := map[string]string{}
	taken := map[string]bool{}
	for _, file := range Documents(in.Model) {
		if _, ok := in.Documents[file]; !ok {
			continue
		}
		name := slug(strings.TrimSuffix(path.Base(file), ".md"))
		if taken[name] {
			sum := sha256.Sum256([]byte(file))
			name += "-" + hex.EncodeToString(sum[:4])
		}
		taken[name] = true
		paths[file] = "runbooks/" + name + ".html"
	}
	return paths
}

func (ed *edition) documentPages() []*page {
	var pages []*page
	for _, file := range Documents(ed.m) {
		if to, ok := ed.documentPaths[file]; ok {
			pages = append(pages, ed.documentPage(file, to))
		}
	}
	return pages
}

func (ed *edition) documentPage(file, to string) *page {
	p := &page{edition: ed, Path: to, Section: "operations", Template: "document.html"}
	p.Trail = []link{{Href: p.To("operations.html"), Text: ed.T("operations")}}
	text := p.markdown(file, string(ed.Documents[file]))
	p.Title = text.Title
	if p.Title == "" {
		p.Title = path.Base(file)
	}
	body := &documentBody{File: file, Source: link{Text: path.Base(file), Href: p.repository(file, 1)}, Text: text.HTML, Contents: text.Headings}
	for _, e := range ed.m.Elements {
		if e.Operations != nil && e.Operations.Runbook.V == file {
			body.For = append(body.For, p.element(e.ID))
		}
	}
	for _, x := range ed.m.Incidents {
		if x.Runbook.V == file {
			body.For = append(body.For, link{Href: p.To("operations.html#" + incidentAnchor(x.ID)), Text: x.Symptom.In(ed.lang)})
		}
	}
	p.Entry = entry{Kind: "runbook", Title: p.Title, Note: path.Base(file), Headings: headingText(text.Headings), Text: text.Plain}
	p.Body = body
	return p
}

// file links to a file beside the model: to its page, or into the repository.
func (p *page) file(at model.String) link {
	if at.V == "" {
		return link{}
	}
	if to, ok := p.documentPaths[at.V]; ok {
		return link{Text: path.Base(at.V), Href: p.To(to)}
	}
	return link{Text: path.Base(at.V), Href: p.repository(at.V, 1)}
}
