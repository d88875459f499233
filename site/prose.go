package site

import (
	"net/url"
	"path"
	"strings"

	"asbuilt/site/markdown"
	"asbuilt/site/parts"
	"asbuilt/site/search"
)

// written is the Markdown of the file at that path beside the model. Its links
// lead to pages of this site, to the repository or to the web, and nowhere else.
func written(l parts.Links, file, body string) markdown.Rendered {
	return markdown.Render(body, markdown.Options{
		Link: func(dest string) string { return resolve(l, path.Dir(file), dest) },
		Word: l.T, PlainLength: search.TextLength,
	})
}

// resolve is where a link of a text in dir leads from its page, or "" for nowhere.
func resolve(l parts.Links, dir, dest string) string {
	u, err := url.Parse(dest)
	switch {
	case err != nil:
		return ""
	case u.Scheme == "http" || u.Scheme == "https" || u.Scheme == "mailto":
		return dest
	case u.Scheme != "" || u.Host != "" || strings.HasPrefix(u.Path, "/"):
		return ""
	case u.Path == "":
		return dest
	}
	file := path.Join(dir, u.Path)
	for _, r := range l.Records {
		if r.Path == file || path.Base(r.Path) == path.Base(file) {
			to := l.To(l.Decisions[r])
			if u.Fragment != "" {
				to += "#" + u.EscapedFragment()
			}
			return to
		}
	}
	if to, ok := l.Documents[file]; ok {
		return l.To(to)
	}
	return l.Repository(file, 1)
}

func headingTexts(all []markdown.Heading) []string {
	texts := make([]string, len(all))
	for i, h := range all {
		texts[i] = h.Text
	}
	return texts
}
