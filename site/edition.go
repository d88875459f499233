package site

import (
	"fmt"
	"html/template"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"
	"unicode"

	"asbuilt/finding"
	"asbuilt/model"
)

// edition is the atlas in one language.
type edition struct {
	*atlas
	lang finding.Lang
}

func newEdition(a *atlas, lang finding.Lang) *edition { return &edition{atlas: a, lang: lang} }

// page is one page of an edition.
type page struct {
	*edition
	// Path is relative to the edition.
	Path string
	// Section is the entry of the navigation that the page belongs to.
	Section string
	Title   string
	// Template makes the content from the page; Body is what it shows.
	Template string
	Body     any
	Trail    []link
	// Entry is what search knows of the page; it has no Kind when search does not.
	Entry entry
	// Read are the resources that evidence on the page was read from.
	Read []string
	// Bare pages stand without navigation, scripts and style sheets of their own.
	Bare bool
	// Content is what Template made.
	Content template.HTML
}

// link is a text that may lead somewhere; Href is empty when it does not.
type link struct {
	Href, Text string
	// Lang is set when the text is in the other language.
	Lang finding.Lang
	// Note says more beside the text: a kind, a date.
	Note string
	Mark *mark
}

// Page is the page itself, for templates that hold a part of one.
func (p *page) Page() *page { return p }

// To is the address of the edition's page p from the page itself.
func (p *page) To(target string) string {
	return relative(p.path(p.Path), p.path(target))
}

// Asset is the address of a file under assets/.
func (p *page) Asset(name string) string { return relative(p.path(p.Path), "assets/"+name) }

// Root leads from the page to the root of its edition: "" or "../".
func (p *page) Root() string { return strings.Repeat("../", strings.Count(p.Path, "/")) }

// SearchIndex is the address of the edition's search index.
func (p *page) SearchIndex() string { return relative(p.path(p.Path), searchIndexPath(p.lang)) }

// Lang is the language of the page.
func (p *page) Lang() string { return string(p.lang) }

// Twin is the same page in the other language.
func (p *page) Twin() link {
	other := p.lang.Other()
	text := "English"
	if other == finding.Korean {
		text = "한국어"
	}
	return link{Href: relative(p.path(p.Path), editionPath(p.atlas, other, p.Path)), Text: text, Lang: other}
}

// T is the word of the interface with that name, formatted with args.
func (ed *edition) T(name string, args ...any) string {
	w, ok := words[name]
	if !ok {
		panic("site: no word " + strconv.Quote(name))
	}
	if len(args) == 0 {
		return w.In(ed.lang)
	}
	return fmt.Sprintf(w.In(ed.lang), args...)
}

// In is a text in the edition's language, marked where it had to fall back to
// the other one.
func (ed *edition) In(t finding.Text) template.HTML {
	text := template.HTMLEscapeString(t.In(ed.lang))
	if l := ed.fallback(t); l != "" {
		return template.HTML(`<span lang="` + string(l) + `">` + text + `</span>`)
	}
	return template.HTML(text)
}

// fallback is the other language when t exists only there, else "".
func (ed *edition) fallback(t finding.Text) finding.Lang {
	own, other := t.En, t.Ko
	if ed.lang == finding.Korean {
		own, other = t.Ko, t.En
	}
	if own != "" || other == "" {
		return ""
	}
	return ed.lang.Other()
}

// Home and the others name the system and its parts in the edition's language.
func (ed *edition) System() string { return ed.m.Name.In(ed.lang) }

// Built reports whether the site is of what runs, not only of what is designed.
func (ed *edition) Built() bool { return ed.built() }

// element links to the element with that id; an unknown id is plain text.
func (p *page) element(id string) link {
	if e := p.m.Element(id); e != nil {
		return link{Href: p.To(elementPath(id)), Text: e.Title().In(p.lang), Lang: p.fallback(e.Title())}
	}
	return link{Text: id}
}

// boundary, group, module and data link like [page.element]; a group has no
// page of its own.
func (p *page) boundary(id string) link {
	if b := p.m.Boundary(id); b != nil {
		return link{Href: p.To(boundaryPath(id)), Text: b.Title().In(p.lang), Lang: p.fallback(b.Title())}
	}
	return link{Text: id}
}

func (p *page) group(id string) link {
	if g := p.m.Group(id); g != nil {
		return link{Href: p.To("places.html#" + groupAnchor(id)), Text: g.Title().In(p.lang), Lang: p.fallback(g.Title())}
	}
	return link{Text: id}
}

func (p *page) module(id string) link {
	if x := p.m.Module(id); x != nil {
		return link{Href: p.To(modulePath(id)), Text: x.Title().In(p.lang), Lang: p.fallback(x.Title())}
	}
	return link{Text: id}
}

func (p *page) data(id string) link {
	if d := p.m.DataClass(id); d != nil {
		return link{Href: p.To(dataPath(id)), Text: d.Title().In(p.lang), Lang: p.fallback(d.Title())}
	}
	return link{Text: id}
}

// Subject links to whatever finding, check or decision calls id.
func (p *page) Subject(id string) link {
	for _, named := range []func(string) link{p.element, p.boundary, p.group, p.module, p.data, p.decision} {
		if l := named(id); l.Href != "" {
			return l
		}
	}
	if c := p.connection(id); c != nil {
		return p.connectionLink(c)
	}
	if store, part, ok := strings.Cut(id, "/"); ok && p.m.Element(store) != nil {
		return p.ref(model.Ref{ID: store, Part: part})
	}
	return link{Text: id}
}

func (a *atlas) connection(id string) *model.Connection {
	for _, c := range a.m.Connections {
		if c.ID.V == id {
			return c
		}
	}
	return nil
}

func (p *page) connectionLink(c *model.Connection) link {
	return link{
		Href: p.To(elementPath(c.From.ID) + "#" + connectionAnchor(c.ID.V)),
		Text: p.element(c.From.ID).Text + " → " + p.element(c.To.ID).Text,
	}
}

// ref links to the element that r names, or to its part.
func (p *page) ref(r model.Ref) link {
	l := p.element(r.ID)
	if r.Part == "" {
		return l
	}
	part := r.Part
	if e := p.m.Element(r.ID); e != nil {
		for _, x := range e.Partitions {
			if x.ID == r.Part && !x.Label.IsZero() {
				part = x.Label.In(p.lang)
			}
		}
		l.Href = p.To(elementPath(r.ID) + "#" + partitionAnchor(r.Part))
	}
	l.Text += " / " + part
	return l
}

// refTo links to what r names among the things called names, as the tags of
// package model have it. What has no page is plain text.
func (p *page) refTo(names string, r model.Ref) link {
	switch names {
	case "boundary":
		return p.boundary(r.ID)
	case "group":
		return p.group(r.ID)
	case "module":
		return p.module(r.ID)
	case "data":
		return p.data(r.ID)
	case "kind":
		return link{Text: p.kindLabel(r.ID), Note: r.ID}
	case "element", "element/partition":
		return p.ref(r)
	case "state":
		return link{Text: p.m.States.Title(r.ID).In(p.lang)}
	case "access":
		return link{Text: p.m.AccessLevels.Title(r.ID).In(p.lang)}
	case "trust":
		return link{Text: p.m.Trust.Title(r.ID).In(p.lang)}
	}
	return link{Text: r.String()}
}

// refs links to all of what they name.
func (p *page) refs(names string, all []model.Ref) []link {
	links := make([]link, len(all))
	for i, r := range all {
		links[i] = p.refTo(names, r)
	}
	return links
}

// Source is where in the model something stands, leading to the repository
// when the model names one.
func (p *page) Source(at finding.Position) link {
	if at.IsZero() {
		return link{}
	}
	l := link{Text: fmt.Sprintf("%s:%d", path.Base(at.File), at.Line)}
	l.Href = p.repository(at.File, at.Line)
	return l
}

// repository is the address of a line in the repository, or "" when the model
// does not name a repository that a browser can open.
func (ed *edition) repository(file string, line int) string {
	pattern := ed.m.Repository.V
	if !webAddress(pattern) {
		return ""
	}
	rev := ed.Revision
	if rev == "" {
		rev = "HEAD"
	}
	segments := strings.Split(file, "/")
	for i, s := range segments {
		segments[i] = url.PathEscape(s)
	}
	return strings.NewReplacer("{rev}", url.PathEscape(rev), "{path}", strings.Join(segments, "/"),
		"{line}", strconv.Itoa(line)).Replace(pattern)
}

// webAddress reports whether s is an address that a page may link to as a
// foreign one.
func webAddress(s string) bool {
	lower := strings.ToLower(s)
	return strings.HasPrefix(lower, "https://") || strings.HasPrefix(lower, "http://")
}

// Moment is a time to the minute, in UTC.
func Moment(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }

// day is a date.
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.DateOnly)
}

// hasHangul reports whether s holds a Korean letter.
func hasHangul(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Hangul, r) })
}

// kindLabel is what a kind is called, or its id when the catalogue lacks it.
func (ed *edition) kindLabel(id string) string {
	if k := ed.m.Kind(id); k != nil {
		return k.Label.In(ed.lang)
	}
	return id
}
