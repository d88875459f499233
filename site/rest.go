package site

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/site/markdown"
	"asbuilt/site/parts"
)

// mostTableRows is how many rows of a table a page has. The others stand on pages that
// follow it.
const mostTableRows = 250

// begun is a table as far as its page has it, with where it goes on.
type begun struct {
	Table parts.Table
	Pager []pagerLink
}

// Begun is the beginning of a table; the rest of a long one joins the pages that follow
// this one. A page about a picture has its tables whole, as what the picture shows.
func (p *page) Begun(t parts.Table) begun {
	if len(t.Rows) <= mostTableRows || p.Template == "view.html" {
		return begun{Table: t}
	}
	cut := t.Cut(mostTableRows)
	if len(cut) == 1 {
		return begun{Table: t}
	}
	pager := p.goesOn(len(cut), func(at int, pager []pagerLink) *page {
		return &page{Template: "rest.html", Body: begun{cut[at], pager}}
	})
	return begun{cut[0], pager}
}

// goesOn adds the pages of what has so many parts, from the second on, and is the pager
// of the first.
func (p *page) goesOn(many int, part func(at int, pager []pagerLink) *page) []pagerLink {
	paths := []string{p.Path}
	for range many - 1 {
		paths = append(paths, partAddress(p.Path, len(p.Rest)+len(paths)))
	}
	pager := func(at int) []pagerLink {
		all := make([]pagerLink, len(paths))
		for i, path := range paths {
			if all[i].Number = i + 1; i != at {
				all[i].Href = p.To(path)
			}
		}
		return all
	}
	for i := 1; i < many; i++ {
		rest := part(i, pager(i))
		rest.Path, rest.Section = paths[i], p.Section
		rest.Title = fmt.Sprintf("%s (%d/%d)", p.Title, i+1, many)
		rest.Trail = append(p.Trail[:len(p.Trail):len(p.Trail)], parts.Link{Href: p.To(p.Path), Text: p.Title})
		p.Rest = append(p.Rest, rest)
	}
	return pager(0)
}

// partAddress is the address of a part, from 0 on, of what the page at that address
// begins. No name of another page has two dashes in a row.
func partAddress(page string, n int) string {
	if n == 0 {
		return page
	}
	return fmt.Sprintf("%s--%d.html", strings.TrimSuffix(page, ".html"), n+1)
}

// text is a part of a text, with where the others are.
type text struct {
	HTML  template.HTML
	Lang  finding.Lang
	Pager []pagerLink
}

// text is the beginning of what is written in a file; the rest of a long one joins the
// pages that follow this one.
func (p *page) text(written markdown.Rendered, lang finding.Lang) text {
	if len(written.Parts) == 1 {
		return text{written.HTML, lang, nil}
	}
	pager := p.goesOn(len(written.Parts), func(at int, pager []pagerLink) *page {
		return &page{Template: "text.html", Body: text{written.Parts[at], lang, pager}}
	})
	return text{written.HTML, lang, pager}
}

// mostContents is how many headings the contents of a text list.
const mostContents = 500

// contents are the headings that are listed beside a text: of a long one those of the
// first level, as far as they go.
func contents(all []markdown.Heading) []markdown.Heading {
	if len(all) <= mostContents {
		return all
	}
	all = slices.DeleteFunc(slices.Clone(all), func(h markdown.Heading) bool { return h.Level > 2 })
	return all[:min(len(all), mostContents)]
}
