package site

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io/fs"
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/render/svg"
	"asbuilt/site/parts"
	"asbuilt/site/words"
)

//go:embed templates/*.html assets/*
var files embed.FS

// parseTemplates reads the templates. A template is executed with its *page.
func parseTemplates() (*template.Template, error) {
	style, err := files.ReadFile("assets/bare.css")
	if err != nil {
		return nil, err
	}
	script, err := files.ReadFile("assets/lost.js")
	if err != nil {
		return nil, err
	}
	t := template.New("").Funcs(template.FuncMap{
		"bareStyle":      func() template.CSS { return template.CSS(style) },
		"bareStyleHash":  func() string { return policyHash(style) },
		"bareScript":     func() template.JS { return template.JS(script) },
		"bareScriptHash": func() string { return policyHash(script) },
		"sub":            func(p *page, v any) part { return part{page: p, V: v} },
		"brief":          func(p *page, f parts.Finding) part { return part{page: p, V: f} },
		"full":           func(p *page, f parts.Finding) part { return part{page: p, V: f, Full: true} },
		"wired":          func(p *page, v any, out bool) part { return part{page: p, V: v, Out: out} },
		"inc":            func(i int) int { return i + 1 },
		"only":           only,
		"held":           held,
		"evidenceOf":     evidenceOf,
		"one":            func(c parts.Check) []parts.Check { return []parts.Check{c} },
	})
	if t, err = t.ParseFS(files, "templates/*.html"); err != nil {
		return nil, fmt.Errorf("parse templates: %w", err)
	}
	return t, nil
}

// policyHash is what a policy calls a style or script that stands in the page.
func policyHash(text []byte) string {
	sum := sha256.Sum256(text)
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// part is what a template within a page shows.
type part struct {
	*page
	V any
	// Full findings come with everything that is known of them.
	Full bool
	// Out is set on connections that the element of the page opens.
	Out bool
}

// onlyIn says to readers of the other language that a text exists in one alone.
type onlyIn struct {
	Lang  finding.Lang
	Title string
}

// wordsOfName is how many words an English text may have that Koreans read as a name.
const wordsOfName = 3

// only is what to say of a link whose text is in the other language alone: nothing of
// what is a name, which is not translated.
func only(l parts.Link) *onlyIn {
	w := words.In(l.Lang.Other())
	switch {
	case l.Lang == finding.Korean && words.HasHangul(l.Text):
		return &onlyIn{l.Lang, w.T("only-korean")}
	case l.Lang == finding.English && len(strings.Fields(l.Text)) > wordsOfName:
		return &onlyIn{l.Lang, w.T("only-english")}
	}
	return nil
}

// held are the checks that hold.
func held(all []parts.Check) []parts.Check {
	return slices.DeleteFunc(slices.Clone(all), func(c parts.Check) bool {
		return c.Mark.Class != string(finding.Holds)
	})
}

// evidenceOf is what the checks rest on, each fact once.
func evidenceOf(all []parts.Check) []parts.Evidence {
	var once []parts.Evidence
	for _, c := range all {
		for _, e := range c.Evidence {
			if !slices.Contains(once, e) {
				once = append(once, e)
			}
		}
	}
	return once
}

// addAssets puts style sheet, scripts and icon under assets/.
func addAssets(t *Tree) error {
	for _, name := range []string{
		"site.css", "print.css", "site.js", "picture.js", "walk.js", "search.js", "theme.js", "icon.svg",
	} {
		text, err := fs.ReadFile(files, "assets/"+name)
		if err != nil {
			return err
		}
		if name == "site.css" {
			text = append(text, svg.CSS()...)
		}
		t.add("assets/"+name, text)
	}
	return nil
}
