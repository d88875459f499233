package site

import (
	"html/template"
	"strings"

	"asbuilt/finding"
	"asbuilt/render"
	"asbuilt/site/address"
	"asbuilt/site/parts"
	"asbuilt/site/search"
	"asbuilt/site/words"
)

// edition is the atlas in one language.
type edition struct {
	*atlas
	words words.Words
	// root is where the edition lies in the site: "" or "en/".
	root string
	// pictures are those of the language.
	pictures []*render.Picture
	imprint  imprint
	// showing is which pictures show what; see shows.
	showing map[string][]int
	// walks is on which pictures flows can be followed; see walkable.
	walks map[string][]int
}

func newEdition(a *atlas, lang finding.Lang) *edition {
	ed := &edition{
		atlas: a, words: words.In(lang).At(a.Model.Location()), root: rootOf(a, lang),
		pictures: parts.Pictures(a.Pictures, lang),
	}
	ed.imprint = imprint{
		System: a.Model.Name.In(lang), Generator: strings.TrimSpace("asbuilt " + a.Version),
		Listed: a.Listed, Built: a.verdicts.Built(), Dated: ed.words.Moment(a.AsOf), VersionName: a.VersionName,
		Preview: a.Preview, NoGit: a.NoGit,
		about: cut(a.Model.Description.In(lang), 200),
	}
	if ed.imprint.Built {
		ed.imprint.Dated = ed.words.Moment(a.Report.Snapshot.Taken)
	}
	return ed
}

// rootOf is where the edition in lang lies: the model's language lies at the
// root, the other one in a folder named after it.
func rootOf(a *atlas, lang finding.Lang) string {
	if lang == a.lang {
		return ""
	}
	return string(lang) + "/"
}

// About is a sentence about the page, for those who have not opened it.
func (p *page) About() string {
	if len(p.Entry.Lines) > 0 && len(p.Entry.Lines[0]) > 20 { // what it is for, where somebody wrote it
		return cut(strings.Join(strings.Fields(p.Entry.Lines[0]), " "), 200)
	}
	return p.about
}

// cut is the beginning of a text, at a blank.
func cut(text string, letters int) string {
	runes := []rune(text)
	if len(runes) <= letters {
		return text
	}
	head := string(runes[:letters])
	if at := strings.LastIndexByte(head, ' '); at > 0 {
		head = head[:at]
	}
	return head + "…"
}

// imprint is what every page of an edition says of it.
type imprint struct {
	// System is the name of what is documented.
	System string
	// Generator is asbuilt with its version.
	Generator string
	// Dated is the moment that the edition is about: that of the snapshot, else the one
	// that due dates are measured against. The latter is each build's own, so that the front
	// page alone says it: see buildPath.
	Dated string
	// Listed says that machines may list the page.
	Listed bool
	// Built says that it is of what runs, not only of what is designed.
	Built bool
	// VersionName is what the site is called among several; Preview says that it is
	// none that is settled.
	VersionName string
	Preview     bool
	// NoGit says that Git knows nothing of it.
	NoGit bool
	// about is what the system is for.
	about string
}

// page is one page of an edition.
type page struct {
	// Path is relative to the edition.
	Path string
	// Section is the entry of the navigation that the page belongs to.
	Section string
	Title   string
	// Template makes the content from the page; Body is what it shows.
	Template string
	Body     any
	// fill makes Body and Entry of a page that is one of very many; nil for others.
	fill  func()
	Trail []parts.Link
	// Entry is what search knows of the page; it has no Kind when search does not.
	Entry search.Entry
	// Read are the resources that evidence on the page was read from.
	Read parts.Read
	// Origin is where what the page is about comes from; nil where that is no one
	// thing.
	Origin *origin
	// Rest are the pages on which tables of this one go on.
	Rest []*page
	// Bare pages stand without navigation, scripts and style sheets of their own.
	Bare bool

	// Links leads from the page to others, in its language.
	parts.Links
	imprint
	proof parts.Proof
	// Twin is the same page in the other language.
	Twin parts.Link
	// What the frame adds to the content that Template made.
	Content     template.HTML
	Nav         []navGroup
	SearchIndex string
	// BuildFile and Versions are scripts that say what the site was built of, and
	// which others there are; Build says the former on the front page.
	BuildFile, Versions string
	Build               *parts.Link
	// Address is that of the page where the site is published, and Image its picture
	// there.
	Address, Image string
}

// open is a page of the edition that is still to be written: with the means to
// link from where it lies and to say what was found.
func (ed *edition) open(p page) *page {
	p.Links = ed.places.From(ed.words, ed.root, p.Path)
	p.proof = parts.Proof{Words: ed.words, Verdicts: ed.verdicts}
	p.imprint = ed.imprint
	p.SearchIndex = address.Relative(ed.root+p.Path, search.Path(ed.words.Language()))
	if ed.Provenance != nil {
		p.BuildFile = p.Shared(buildPath)
		if p.Section == "home" {
			p.Build = ed.build()
		}
	}
	if ed.VersionName != "" {
		p.Versions = p.Shared("../versions.js")
	}
	p.Address = ed.published(ed.root + p.Path)
	p.Image = ed.image(&p)
	other := ed.words.Language().Other()
	p.Twin = parts.Link{
		Href: address.Relative(ed.root+p.Path, rootOf(ed.atlas, other)+p.Path), Lang: other,
		Text: map[finding.Lang]string{finding.English: "English", finding.Korean: "한국어"}[other],
	}
	return &p
}

// HasPicture reports whether the content has one that can be looked at closely.
func (p *page) HasPicture() bool { return strings.Contains(string(p.Content), "data-zoom") }

// HasWalk reports whether a flow can be walked on the page.
func (p *page) HasWalk() bool { return strings.Contains(string(p.Content), "data-walk") }

// Page is the page itself, for templates that hold a part of one.
func (p *page) Page() *page { return p }

// sheet is the picture of that view on a sheet, or nil if there is none.
func (ed *edition) sheet(p *page, view string) *parts.Sheet {
	return parts.SheetOf(p.Links, p.proof, ed.pictures, view)
}

// openOverview is the page across elements with that name, to be written.
func (ed *edition) openOverview(name string) *page {
	title := ed.words.T(name)
	return ed.open(page{
		Path: name + ".html", Section: name, Title: title, Template: name + ".html",
		Entry: search.Entry{Kind: "page", Title: title},
	})
}
