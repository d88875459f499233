package site

import (
	"strings"

	"asbuilt/site/address"
	"asbuilt/site/parts"
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

// navSheets is how many sheets a site may have for every page to list them. Of more it
// leaves out those of parts but itself, and says where all are: what stands on every page
// is paid for by every page.
const navSheets = 40

// navigation is the navigation as the page shows it. It lists the views, but no
// elements: those may be thousands.
func navigation(ed *edition, p *page) []navGroup {
	sheets := navGroup{Title: p.T("nav-sheets"), Links: []navLink{
		p.navLink("home", "index.html", p.T("home")), p.navLink("start", "start.html", p.T("start")),
	}}
	index := navGroup{Title: p.T("nav-index"), Links: []navLink{
		p.navLink("elements", "elements.html", p.T("elements")),
		p.navLink("places", "places.html", p.T("places-and-modules")),
		p.navLink("flows", "flows.html", p.T("flows")),
		p.navLink("decisions", "decisions.html", p.T("decisions")),
	}}
	if len(ed.owners) > 0 {
		index.Links = append(index.Links, p.navLink("owners", "owners.html", p.T("owners")))
	}
	if ed.Provenance != nil {
		index.Links = append(index.Links, p.navLink("changes", "changes.html", p.T("changes")))
	}
	subjects := navGroup{Title: p.T("nav-subjects"), Links: []navLink{p.navLink("drift", "drift.html", p.T("drift"))}}
	if n := len(ed.verdicts.Differences()); n > 0 {
		subjects.Links[0].Note = p.T("n-findings", n)
	}
	for _, o := range overviews() {
		if o.has(ed.atlas) {
			subjects.Links = append(subjects.Links, p.navLink(o.name, o.name+".html", p.T(o.name)))
		}
	}
	few, ofPicture := len(ed.pictures) <= navSheets, strings.HasPrefix(p.Path, address.Views)
	for _, pic := range ed.pictures {
		switch id := pic.View.ID; {
		case strings.HasPrefix(id, "flow-") || strings.HasPrefix(id, "state-") || id == "decisions" ||
			named(pic.Title, index, subjects): // these have entries of their own, whose pages lead to the picture
		case few || !pic.View.OfPart() || ofPicture && p.Path == address.View(id):
			sheets.Links = append(sheets.Links, p.navLink("", address.View(id), pic.Title))
		}
	}
	if !few {
		sheets.Links = append(sheets.Links, p.navLink("", "views.html", p.T("all-sheets", len(ed.pictures))))
	}
	return []navGroup{sheets, index, subjects}
}

// named reports whether an entry is called that: no word stands twice in the
// navigation.
func named(title string, groups ...navGroup) bool {
	for _, g := range groups {
		for _, l := range g.Links {
			if l.Text == title {
				return true
			}
		}
	}
	return false
}

// pictured are the pictures that are called what the page is called.
func (ed *edition) pictured(p *page) []parts.Link {
	var links []parts.Link
	for _, pic := range ed.pictures {
		if pic.Title == p.Title {
			links = append(links, parts.Link{Href: p.To(address.View(pic.View.ID)), Text: pic.Title})
		}
	}
	return links
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
