// Package site makes the documentation site of a model: an atlas of static
// pages in Korean and English, as a file tree in memory.
//
// It is a pure function of its input: the same input gives the same bytes. It
// draws nothing (pictures are handed in as inline SVG), compares nothing with
// AWS (verdicts are handed in as a report) and writes no files. Pages need no
// server and no script, load nothing from elsewhere and obey a strict content
// security policy.
//
//	tree, err := site.Build(site.Input{Model: m, Report: report, Pictures: pictures, AsOf: asOf})
//	err = os.CopyFS("out/site", tree)
package site

import (
	"bytes"
	"fmt"
	"html"
	"html/template"
	"strings"

	"asbuilt/finding"
	"asbuilt/pattern"
	"asbuilt/site/search"
	"asbuilt/site/words"
)

// Build is the site of in: the model's language at the root, the other
// language in a folder named after it.
func Build(in Input) (*Tree, error) {
	templates, err := parseTemplates()
	if err != nil {
		return nil, err
	}
	a, printer := newAtlas(in), press{templates: templates}
	tree := newTree()
	if err := addAssets(tree); err != nil {
		return nil, err
	}
	for file, to := range a.places.Figures {
		tree.add(to, in.Figures[file])
	}
	for file, data := range in.Files {
		tree.add(file, data)
	}
	if in.Provenance != nil {
		tree.add(buildPath, buildFile(a))
	}
	for _, lang := range []finding.Lang{a.lang, a.lang.Other()} {
		ed := newEdition(a, lang)
		var entries []search.Entry
		all := pages(ed)
		if err := addFeeds(tree, ed, all); err != nil {
			return nil, fmt.Errorf("make feeds: %w", err)
		}
		if err := addWalks(tree, ed); err != nil {
			return nil, fmt.Errorf("make steps of flows: %w", err)
		}
		for len(all) > 0 {
			p := all[0]
			all[0], all = nil, all[1:] // so that what was written is let go
			if p.fill != nil {
				p.fill()
			}
			p.Nav = navigation(ed, p)
			text, err := printer.page(p)
			if err != nil {
				return nil, fmt.Errorf("make page %s: %w", ed.root+p.Path, err)
			}
			tree.add(ed.root+p.Path, text)
			for _, rest := range p.Rest {
				all = append(all, ed.open(*rest))
			}
			if p.Entry.Kind != "" {
				p.Entry.Path = p.Path
				if p.Entry.Kind == "page" {
					p.Entry.Lines = append(p.Entry.Lines, headings(string(p.Content))...)
				}
				entries = append(entries, p.Entry)
			}
		}
		tree.add(search.Path(lang), search.Index(ed.words, append(entries, foundOnPages(ed)...)))
	}
	return tree, nil
}

// pages are all pages of an edition, in the order in which they are made.
func pages(ed *edition) []*page {
	all := []*page{homePage(ed), startPage(ed), viewIndex(ed)}
	all = append(all, viewPages(ed)...)
	all = append(all, elementIndex(ed))
	all = append(all, elementPages(ed)...)
	all = append(all, placeIndex(ed))
	all = append(all, boundaryPages(ed)...)
	all = append(all, modulePages(ed)...)
	all = append(all, ownerPages(ed)...)
	all = append(all, flowIndex(ed))
	all = append(all, flowPages(ed)...)
	all = append(all, dataPages(ed)...)
	all = append(all, decisionIndex(ed))
	all = append(all, decisionPages(ed)...)
	all = append(all, documentPages(ed)...)
	all = append(all, driftPages(ed)...)
	all = append(all, overviewPages(ed)...)
	all = append(all, changesPage(ed)...)
	return append(all, notFound(ed))
}

// heading matches a heading of a page, and tag what is not text of it.
var (
	heading = pattern.New(`(?s)<h[23][^>]*>(.*?)</h[23]>`)
	tag     = pattern.New(`<[^>]*>`)
)

// headings are those of a page, as text.
func headings(content string) []string {
	var all []string
	for _, m := range heading.FindAllStringSubmatch(content, -1) {
		// A copy: a part of the page would keep the whole page.
		all = append(all, strings.Clone(html.UnescapeString(tag.ReplaceAllString(m[1], ""))))
	}
	return all
}

// lostText is what the page for what does not exist says in one language.
type lostText struct {
	words.Words
	// Folder is where the edition of the language lies in the site.
	Folder string
}

// notFound is the page that servers show for what does not exist. It may be
// shown at any depth and under any address of either language, so it speaks both,
// brings its own style and script, and looks for the site above its address.
func notFound(ed *edition) *page {
	p := ed.open(page{Path: "404.html", Title: ed.words.T("not-found"), Template: "404.html", Bare: true})
	var texts []lostText
	for _, lang := range []finding.Lang{ed.words.Language(), ed.words.Language().Other()} {
		texts = append(texts, lostText{words.In(lang), rootOf(ed.atlas, lang)})
	}
	p.Body = texts
	return p
}

// press makes one page after another in the same room: that which a buffer grows by
// is several times what all pages have.
type press struct {
	templates   *template.Template
	body, whole bytes.Buffer
}

// page is the page in its frame: navigation, title and footer.
func (pr *press) page(p *page) ([]byte, error) {
	pr.body.Reset()
	pr.whole.Reset()
	if err := pr.templates.ExecuteTemplate(&pr.body, p.Template, p); err != nil {
		return nil, err
	}
	p.Content = template.HTML(pr.body.String()) // made by the template just above
	frame := "frame.html"
	if p.Bare {
		frame = "bare.html"
	}
	if err := pr.templates.ExecuteTemplate(&pr.whole, frame, p); err != nil {
		return nil, err
	}
	return bytes.Clone(pr.whole.Bytes()), nil
}
