package site

import (
	"encoding/json"
	"net/url"
	"strings"

	"asbuilt/finding"
	"asbuilt/git"
	"asbuilt/model/diff"
	"asbuilt/site/address"
	"asbuilt/site/parts"
)

// Provenance is where a site comes from: the commit that it was built of, and who
// changed what last. What is not known of it is left out.
type Provenance struct {
	// Head is the commit that the working tree stands on.
	Head git.Head
	// Uncommitted says that the model or a record is not as it was committed.
	Uncommitted bool
	// Files are the commits that changed files last under the names that positions have,
	// to which links may lead; Wrote those that changed last what files hold, and Things
	// those that changed things of the model last, by where they stand.
	Files, Wrote map[string]git.Commit
	Things       map[Place]git.Commit
	// Lines is how the forge that the repository is a copy of addresses a line of a file,
	// as Model.Repository would say it; empty where that is not known.
	Lines string
	// News are the commits that changed what the model says, newest first; More says
	// that there are others before them.
	News []News
	More bool
}

// Place is a line of a file, where a thing of the model begins.
type Place struct {
	File string
	Line int
}

// News is a commit with what it changed.
type News struct {
	git.Commit
	Changes []*diff.Change
}

// buildPath is the file that says what the site was built of: it, the front page
// and the pages of what changed are all that another commit of the same model
// rewrites.
const buildPath = "assets/build.js"

// built is what pages say of the build.
type built struct {
	Commit      string `json:"commit"`
	Branch      string `json:"branch"`
	Date        string `json:"date"`
	Uncommitted bool   `json:"uncommitted"`
	Href        string `json:"href"`
}

// buildFile is the script that tells pages what the site was built of.
func buildFile(a *atlas) []byte {
	p := a.Provenance
	text, err := json.Marshal(built{
		Commit: short(p.Head.ID), Branch: p.Head.Branch, Uncommitted: p.Uncommitted,
		Date: a.moments().Moment(p.Head.Time), Href: a.places.CommitPage(p.Head.ID),
	})
	if err != nil {
		panic("site: strings do not encode: " + err.Error())
	}
	return append([]byte("window.ASBUILT_BUILD="), append(text, '\n')...)
}

// short is a commit as people write it.
func short(commit string) string { return commit[:min(len(commit), 8)] }

// build is what the front page says of it; nil where nothing is known.
func (ed *edition) build() *parts.Link {
	if ed.Provenance == nil {
		return nil
	}
	p := ed.Provenance
	text := strings.NewReplacer("%c", short(p.Head.ID), "%b", p.Head.Branch, "%d", ed.words.Moment(p.Head.Time)).
		Replace(ed.words.T("built-of"))
	if p.Head.Branch == "" {
		text = strings.ReplaceAll(text, "·  ·", "·")
	}
	l := &parts.Link{Text: text, Href: ed.places.CommitPage(p.Head.ID)}
	if p.Uncommitted {
		l.Note = ed.words.T("uncommitted")
	}
	return l
}

// origin is what stands at the foot of a page about where it comes from.
type origin struct {
	// Day and Author are of the last change, and Commit leads to it.
	Day, Author string
	Commit      parts.Link
	Owner       string
	// Report leads to where one says that something on the page is wrong.
	Report string
}

// from says that the page is about what stands at a place, and is answered for by
// owner, which may be empty.
func (p *page) from(ed *edition, at finding.Position, owner string) {
	o := &origin{Owner: owner, Report: p.WrongHere(p.Title, p.Links.Repository(at.File, at.Line))}
	if ed.Provenance != nil {
		c, known := ed.Provenance.Things[Place{at.File, at.Line}]
		if !known && at.Line <= 1 { // a file of its own
			c, known = ed.Provenance.Wrote[at.File]
		}
		if known {
			o.Day, o.Author = ed.words.Date(c.Time), c.Author
			o.Commit = parts.Link{Text: short(c.ID), Href: p.CommitPage(c.ID)}
		}
	}
	if *o != (origin{}) {
		p.Origin = o
	}
}

// publishedAt is the address of the site with a slash at its end, or "".
func (a *atlas) publishedAt() string {
	if a.Model.Publish == nil || a.Model.Publish.URL.V == "" {
		return ""
	}
	return strings.TrimSuffix(a.Model.Publish.URL.V, "/") + "/"
}

// published is the address of a file of the site, or "".
func (a *atlas) published(path string) string {
	base := a.publishedAt()
	if base == "" {
		return ""
	}
	if a.VersionName != "" {
		base += url.PathEscape(a.VersionName) + "/"
	}
	return base + path
}

// image is the address of the picture that stands for a page: its own, or the
// first of the site.
func (ed *edition) image(p *page) string {
	for _, path := range []string{strings.TrimSuffix(p.Path, ".html"), ed.front()} {
		if file := ed.root + path + ".png"; ed.Files[file] != nil {
			return ed.published(file)
		}
	}
	return ""
}

// front is the first picture of the site, without its extension.
func (ed *edition) front() string {
	if len(ed.pictures) == 0 {
		return ""
	}
	return strings.TrimSuffix(address.View(ed.pictures[0].View.ID), ".html")
}
