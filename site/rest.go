package site

import (
	"fmt"
	"strings"

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
	paths := []string{p.Path}
	for range cut[1:] { // no name of a page has two dashes in a row
		paths = append(paths, fmt.Sprintf("%s--%d.html", strings.TrimSuffix(p.Path, ".html"), len(p.Rest)+len(paths)+1))
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
	for i, some := range cut[1:] {
		p.Rest = append(p.Rest, &page{
			Path: paths[i+1], Section: p.Section, Title: fmt.Sprintf("%s (%d/%d)", p.Title, i+2, len(cut)),
			Template: "rest.html", Body: begun{some, pager(i + 1)},
			Trail: append(p.Trail[:len(p.Trail):len(p.Trail)], parts.Link{Href: p.To(p.Path), Text: p.Title}),
		})
	}
	return begun{cut[0], pager(0)}
}
