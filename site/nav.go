package site

import (
	"strings"

	"asbuilt/site/address"
	"asbuilt/site/words"
)

// navGroup is a heading of the navigation with its links.
type navGroup struct {
	Title string
	Links []navLink
}

// navLink is a link of the navigation; Current is "page" on the page itself
// and "true" on pages of its section.
type navLink struct {
	Href, Text, Note, Current string
}

// navigation is the navigation as the page shows it. It lists the views, but no
// elements: those may be thousands.
func navigation(ed *edition, p *page) []navGroup {
	sheets := navGroup{Title: p.T("nav-sheets"), Links: []navLink{p.navLink("home", "index.html", p.T("home"))}}
	for _, pic := range ed.pictures {
		if strings.HasPrefix(pic.View.ID, "flow-") || pic.View.ID == "decisions" {
			continue // flows and decisions have entries of their own
		}
		sheets.Links = append(sheets.Links, p.navLink("", address.View(pic.View.ID), pic.Title))
	}
	index := navGroup{Title: p.T("nav-index"), Links: []navLink{
		p.navLink("elements", "elements.html", p.T("elements")),
		p.navLink("places", "places.html", p.T("places-and-modules")),
		p.navLink("flows", "flows.html", p.T("flows")),
		p.navLink("decisions", "decisions.html", p.T("decisions")),
	}}
	if ed.Provenance != nil {
		index.Links = append(index.Links, p.navLink("changes", "changes.html", p.T("changes")))
	}
	subjects := navGroup{Title: p.T("nav-subjects"), Links: []navLink{p.navLink("drift", "drift.html", p.T("drift"))}}
	if n := len(ed.verdicts.Open()); n > 0 {
		subjects.Links[0].Note = words.Number(float64(n))
	}
	for _, o := range overviews() {
		if o.has(ed.atlas) {
			subjects.Links = append(subjects.Links, p.navLink(o.name, o.name+".html", p.T(o.name)))
		}
	}
	return []navGroup{sheets, index, subjects}
}

func (p *page) navLink(section, path, text string) navLink {
	l := navLink{Href: p.To(path), Text: text}
	switch {
	case p.Path == path:
		l.Current = "page"
	case section != "" && p.Section == section:
		l.Current = "true"
	}
	return l
}
