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
	"html/template"
	"io/fs"

	"asbuilt/finding"
)

// Build is the site of in: the model's language at the root, the other
// language in a folder named after it.
func Build(in Input) (fs.FS, error) {
	pages, err := parseTemplates()
	if err != nil {
		return nil, err
	}
	a := newAtlas(in)
	tree := newTree()
	if err := addAssets(tree); err != nil {
		return nil, err
	}
	for _, lang := range []finding.Lang{a.lang, a.lang.Other()} {
		ed := newEdition(a, lang)
		var entries []entry
		for _, p := range ed.pages() {
			text, err := ed.render(pages, p)
			if err != nil {
				return nil, fmt.Errorf("make page %s: %w", ed.path(p.Path), err)
			}
			tree.add(ed.path(p.Path), text)
			if p.Entry.Kind != "" {
				entries = append(entries, p.Entry.at(p.Path))
			}
		}
		tree.add(searchIndexPath(lang), searchIndex(ed, entries))
	}
	return tree, nil
}

// pages are all pages of an edition, in the order in which they are made.
func (ed *edition) pages() []*page {
	all := []*page{ed.home(), ed.viewIndex()}
	all = append(all, ed.viewPages()...)
	all = append(all, ed.elementIndex())
	all = append(all, ed.elementPages()...)
	all = append(all, ed.placeIndex())
	all = append(all, ed.boundaryPages()...)
	all = append(all, ed.modulePages()...)
	all = append(all, ed.flowIndex())
	all = append(all, ed.flowPages()...)
	all = append(all, ed.dataPages()...)
	all = append(all, ed.decisionIndex())
	all = append(all, ed.decisionPages()...)
	all = append(all, ed.documentPages()...)
	all = append(all, ed.driftPage())
	all = append(all, ed.overviewPages()...)
	return append(all, ed.notFound())
}

// render is the page in its frame: navigation, title and footer.
func (ed *edition) render(templates *template.Template, p *page) ([]byte, error) {
	p.edition = ed
	var body, whole bytes.Buffer
	if err := templates.ExecuteTemplate(&body, p.Template, p); err != nil {
		return nil, err
	}
	p.Content = template.HTML(body.String()) // made by the template just above
	frame := "frame.html"
	if p.Bare {
		frame = "bare.html"
	}
	if err := templates.ExecuteTemplate(&whole, frame, p); err != nil {
		return nil, err
	}
	return whole.Bytes(), nil
}
