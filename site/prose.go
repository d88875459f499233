package site

import (
	"net/url"
	"path"
	"strings"

	"asbuilt/model/decisions"
	"asbuilt/site/markdown"
	"asbuilt/site/mermaid"
	"asbuilt/site/parts"
)

// topID is the id to which links to the title of a text lead.
const topID = "main"

// texts are the Markdown files of the site, by their path beside the model.
type texts struct {
	byPath  map[string]string
	titles  map[string]string
	gone    map[string][]string
	anchors map[string]map[string]string
	// parts are the parts that ids of a file are in.
	parts map[string]map[string]int
	// drawn are the diagrams, by their code: both editions show the same.
	drawn map[string]drawing
}

// drawing is a diagram as SVG, or why there is none.
type drawing struct {
	svg string
	why mermaid.Why
}

// draw is the picture of a block of code in a language of diagrams.
func (t *texts) draw(l parts.Links, language, code string) (svg, why string) {
	if !strings.EqualFold(language, "mermaid") {
		return "", ""
	}
	d, known := t.drawn[code]
	if !known {
		d.svg, d.why = mermaid.Draw(code)
		t.drawn[code] = d
	}
	if d.why == mermaid.Drawn {
		return d.svg, ""
	}
	return "", l.T(string(d.why))
}

func newTexts(records []*decisions.Record, documents map[string][]byte) *texts {
	t := &texts{
		byPath: map[string]string{}, titles: map[string]string{}, gone: map[string][]string{},
		anchors: map[string]map[string]string{}, parts: map[string]map[string]int{}, drawn: map[string]drawing{},
	}
	for file, text := range documents {
		t.byPath[file] = string(text)
	}
	for _, r := range records {
		t.byPath[r.Path], t.titles[r.Path], t.gone[r.Path] = r.Body, r.Heading, r.Gone
	}
	return t
}

// anchorsOf are the places in a file that can be linked to.
func (t *texts) anchorsOf(file string) map[string]string {
	if t.anchors[file] == nil {
		word := func(name string, _ ...any) string { return name }
		o := markdown.Options{TopID: topID, Title: t.titles[file], Gone: t.gone[file], Word: word, Uncoloured: true}
		text := markdown.Render(t.byPath[file], o)
		t.anchors[file], t.parts[file] = text.Anchors, text.PartOf
	}
	return t.anchors[file]
}

// written is the Markdown of a file. Its links lead to pages of this site, to
// the repository or to the web, and nowhere else.
func (t *texts) written(l parts.Links, file string) markdown.Rendered {
	page := path.Base(l.TextPage(file))
	return markdown.Render(t.byPath[file], markdown.Options{
		Link: func(dest string) string { return t.resolve(l, path.Dir(file), dest) },
		Picture: func(source string) string {
			if to, ok := l.Figures[figureAt(path.Dir(file), source)]; ok {
				return l.Shared(to)
			}
			return ""
		},
		Part: func(n int) string { return partAddress(page, n) },
		Draw: func(language, code string) (svg, why string) { return t.draw(l, language, code) },
		Word: l.T, TopID: topID, Title: t.titles[file], Gone: t.gone[file],
	})
}

// resolve is where a link of a text in dir leads from its page, or "" for
// nowhere. Files are found by their path alone: the folder of another team has a
// record 1, too.
func (t *texts) resolve(l parts.Links, dir, dest string) string {
	u, err := url.Parse(dest)
	switch {
	case err != nil:
		return ""
	case u.Scheme == "http" || u.Scheme == "https" || u.Scheme == "mailto":
		return dest
	case u.Scheme != "" || u.Host != "":
		return ""
	}
	file := beside(dir, u.Path)
	if file == "" {
		return ""
	}
	for _, at := range []string{file, file + "/README.md", file + "/index.md"} {
		if to := l.TextPage(at); to != "" {
			if id := markdown.Place(t.anchorsOf(at), u.Fragment); id != "" {
				to = partAddress(to, t.parts[at][id]) + "#" + (&url.URL{Fragment: id}).EscapedFragment()
			}
			return to
		}
	}
	if strings.HasPrefix(file, "../") {
		return "" // nobody knows here whether the repository has it
	}
	return l.RepositoryFile(file, u.EscapedFragment())
}

// beside is the file that a path in a text in dir means, from the model's
// folder on, where paths that begin with a slash begin; it leads up for one that
// lies elsewhere in the repository.
func beside(dir, written string) string {
	file := path.Join(dir, written)
	if strings.HasPrefix(written, "/") {
		file = path.Join(".", written)
	}
	return file
}
