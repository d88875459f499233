// Package parts is what pages consist of: links, marks of verdicts, facts,
// connections, findings, decisions, pictures on their sheets, and tables. A part
// is plain data, ready to be shown; templates and pages stand above it.
//
// Parts are made from three things: [Links] knows where everything lies as seen
// from one page, [Proof] what was found, and the words of a language how it is
// said. A function that makes a part asks for those of them that it needs.
package parts

import (
	"cmp"
	"fmt"
	"net/url"
	"path"
	"strconv"
	"strings"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/decisions"
	"asbuilt/render/views"
	"asbuilt/site/address"
	"asbuilt/site/words"
)

// Link is a text that may lead somewhere; Href is empty when it does not.
type Link struct {
	Href, Text string
	// Lang is set when the text is in the other language.
	Lang finding.Lang
	// Note says more beside the text: a kind, a date.
	Note string
	Mark *Mark
}

// Map says where things lie in an edition, and what of them is there at all.
type Map struct {
	Model     *model.Model
	Records   []*decisions.Record
	Decisions map[*decisions.Record]string
	Documents map[string]string
	// Figures are where pictures of texts lie; both editions share them.
	Figures map[string]string
	// Lines is how a line of a file is addressed, as the model or the forge says it.
	Lines string
	// Folder is where the model lies in its repository; paths of files begin at it.
	Folder string
	// Revision is what links into the repository name; when it is empty, the commit
	// that Last has for the file, else HEAD.
	Revision string
	Last     map[string]string
}

// Links makes links as one page needs them, in the language of its words.
type Links struct {
	words.Words
	*Map
	// page is where the page lies in its edition, and root where the edition lies
	// in the site: "" or "en/".
	page, root string
}

// From are the links of the page at that path of an edition; root is where the
// edition lies: "" or a folder with its slash.
func (m *Map) From(w words.Words, root, page string) Links {
	return Links{Words: w, Map: m, page: page, root: root}
}

// To is the address of a page of the same edition.
func (l Links) To(target string) string { return address.Relative(l.root+l.page, l.root+target) }

// Asset is the address of a file under assets/, which the editions share.
func (l Links) Asset(name string) string { return address.Relative(l.root+l.page, "assets/"+name) }

// Shared is the address of a file that the editions share.
func (l Links) Shared(name string) string { return address.Relative(l.root+l.page, name) }

// Root leads from the page to where its edition lies: "" or "../".
func (l Links) Root() string { return strings.Repeat("../", strings.Count(l.page, "/")) }

// Element links to the element with that id; an unknown id is plain text.
func (l Links) Element(id string) Link {
	if e := l.Model.Element(id); e != nil {
		return l.named(e.Title(), address.Element(id))
	}
	return Link{Text: id}
}

// Boundary links like [Links.Element].
func (l Links) Boundary(id string) Link {
	if b := l.Model.Boundary(id); b != nil {
		return l.named(b.Title(), address.Boundary(id))
	}
	return Link{Text: id}
}

// Group links like [Links.Element], to the group's place among the others: it
// has no page of its own.
func (l Links) Group(id string) Link {
	if g := l.Model.Group(id); g != nil {
		return l.named(g.Title(), address.Group(id))
	}
	return Link{Text: id}
}

// Module links like [Links.Element].
func (l Links) Module(id string) Link {
	if x := l.Model.Module(id); x != nil {
		return l.named(x.Title(), address.Module(id))
	}
	return Link{Text: id}
}

// Data links like [Links.Element].
func (l Links) Data(id string) Link {
	if d := l.Model.DataClass(id); d != nil {
		return l.named(d.Title(), address.Data(id))
	}
	return Link{Text: id}
}

func (l Links) named(title finding.Text, target string) Link {
	return Link{Href: l.To(target), Text: title.In(l.Language()), Lang: l.Fallback(title)}
}

// Flow links to a flow.
func (l Links) Flow(f *model.Flow) Link {
	to := l.named(TitleOf(f.Label, f.ID), address.Flow(f.ID))
	to.Lang = l.Fallback(f.Label.Text)
	return to
}

// TitleOf is a label, or the id of what has none.
func TitleOf(label model.Text, id string) finding.Text {
	if label.IsZero() {
		return finding.Same(id)
	}
	return label.Text
}

// Record links to a decision record.
func (l Links) Record(r *decisions.Record) Link {
	to := Link{Href: l.To(l.Decisions[r]), Text: r.Title}
	if l.Language() == finding.English && words.HasHangul(r.Title) {
		to.Lang = finding.Korean
	}
	return to
}

// Subject links to whatever finding, check or decision calls id.
func (l Links) Subject(id string) Link {
	for _, named := range []func(string) Link{l.Element, l.Boundary, l.Group, l.Module, l.Data, l.decision} {
		if to := named(id); to.Href != "" {
			return to
		}
	}
	if c := l.Model.Connection(id); c != nil {
		return l.connection(c)
	}
	if b := views.PlaceOf(l.Model, id); b != nil {
		return l.Boundary(b.ID)
	}
	if mod := views.ModuleOf(l.Model, id); mod != nil {
		return l.Module(mod.ID)
	}
	if store, part, ok := strings.Cut(id, "/"); ok && l.Model.Element(store) != nil {
		return l.Ref(model.Ref{ID: store, Part: part})
	}
	return Link{Text: id}
}

// decision links to the record that findings call id.
func (l Links) decision(id string) Link {
	for _, r := range l.Records {
		if r.ID() == id {
			return l.Record(r)
		}
	}
	return Link{Text: id}
}

func (l Links) connection(c *model.Connection) Link {
	return Link{
		Href: l.To(address.Connection(c.From.ID, c.ID.V)),
		Text: l.Element(c.From.ID).Text + " → " + l.Element(c.To.ID).Text,
	}
}

// Ref links to the element that r names, or to its part.
func (l Links) Ref(r model.Ref) Link {
	to := l.Element(r.ID)
	if r.Part == "" {
		return to
	}
	part := r.Part
	if e := l.Model.Element(r.ID); e != nil {
		for _, x := range e.Partitions {
			if x.ID == r.Part && !x.Label.IsZero() {
				part = x.Label.In(l.Language())
			}
		}
		to.Href = l.To(address.Partition(r.ID, r.Part))
	}
	to.Text += " / " + part
	return to
}

// RefTo links to what r names among the things called names, as the tags of
// package model have it. What has no page is plain text.
func (l Links) RefTo(names string, r model.Ref) Link {
	switch names {
	case "boundary":
		return l.Boundary(r.ID)
	case "group":
		return l.Group(r.ID)
	case "module":
		return l.Module(r.ID)
	case "data":
		return l.Data(r.ID)
	case "kind":
		return Link{Text: l.Kind(r.ID), Note: r.ID}
	case "element", "element/partition":
		return l.Ref(r)
	case "state":
		return Link{Text: l.Model.States.Title(r.ID).In(l.Language())}
	case "access":
		return Link{Text: l.Model.AccessLevels.Title(r.ID).In(l.Language())}
	case "trust":
		return Link{Text: l.Model.Trust.Title(r.ID).In(l.Language())}
	}
	return Link{Text: r.String()}
}

// Refs links to all of what they name.
func (l Links) Refs(names string, all []model.Ref) []Link {
	links := make([]Link, len(all))
	for i, r := range all {
		links[i] = l.RefTo(names, r)
	}
	return links
}

// Around leads from the outermost place to b.
func (l Links) Around(b *model.Boundary) []Link {
	if b == nil {
		return nil
	}
	return append(l.Around(b.Parent), l.Boundary(b.ID))
}

// Kind is what a kind is called, or its id when the catalogue lacks it.
func (l Links) Kind(id string) string {
	if k := l.Model.Kind(id); k != nil {
		return k.Label.In(l.Language())
	}
	return id
}

// Phrase is a text as a link that leads nowhere.
func (l Links) Phrase(t model.Text) Link {
	return Link{Text: t.In(l.Language()), Lang: l.Fallback(t.Text)}
}

// Phrases are all of them.
func (l Links) Phrases(all []model.Text) []Link {
	var links []Link
	for _, t := range all {
		links = append(links, l.Phrase(t))
	}
	return links
}

// Who is whoever a text means, as a link to the element when it is one.
func (l Links) Who(t model.Text) Link {
	if _, e := l.Model.Who(t); e != nil {
		return l.Element(e.ID)
	}
	return l.Phrase(t)
}

// TextPage is the address of the page of a record or runbook, by the path of its
// file, or "" when there is none.
func (l Links) TextPage(file string) string {
	if to, ok := l.Documents[file]; ok {
		return l.To(to)
	}
	for _, r := range l.Records {
		if r.Path == file {
			return l.To(l.Decisions[r])
		}
	}
	return ""
}

// File links to a file beside the model: to its page, or into the repository.
func (l Links) File(at model.String) Link {
	if at.V == "" {
		return Link{}
	}
	if to, ok := l.Documents[at.V]; ok {
		return Link{Text: path.Base(at.V), Href: l.To(to)}
	}
	return Link{Text: path.Base(at.V), Href: l.Repository(at.V, 1)}
}

// Source is where in the model something stands, leading to the repository
// when the model names one.
func (l Links) Source(at finding.Position) Link {
	if at.IsZero() {
		return Link{}
	}
	name := path.Base(at.File)
	if base := strings.ToLower(name); strings.HasPrefix(base, "readme.") || strings.HasPrefix(base, "index.") {
		name = path.Join(path.Base(path.Dir(at.File)), name) // which of them
	}
	return Link{Text: fmt.Sprintf("%s:%d", name, at.Line), Href: l.Repository(at.File, at.Line)}
}

// Repository is the address of a line in the repository, or "" when no
// repository that a browser can open is known.
func (m *Map) Repository(file string, line int) string {
	pattern := m.Lines
	if !webAddress(pattern) {
		return ""
	}
	rev := cmp.Or(m.Revision, m.Last[file], "HEAD")
	return strings.NewReplacer("{rev}", escaped(rev), "{path}", escaped(path.Join(m.Folder, file)),
		"{line}", strconv.Itoa(line)).Replace(pattern)
}

// escaped is a path, or the name of a branch, as forges have it in addresses: its slashes
// stay.
func escaped(name string) string {
	segments := strings.Split(name, "/")
	for i, s := range segments {
		segments[i] = url.PathEscape(s)
	}
	return strings.Join(segments, "/")
}

// RepositoryFile is the address of a file in the repository, at a fragment that
// may be empty, or "" when the model does not name a repository.
func (m *Map) RepositoryFile(file, fragment string) string {
	to, _, _ := strings.Cut(m.Repository(file, 1), "#")
	if to == "" || fragment == "" {
		return to
	}
	return to + "#" + fragment
}

// webAddress reports whether s is an address that a page may link to as a
// foreign one.
func webAddress(s string) bool {
	lower := strings.ToLower(s)
	return strings.HasPrefix(lower, "https://") || strings.HasPrefix(lower, "http://")
}

// forge is how a host addresses what is not a line of a file.
type forge struct {
	// mark stands between the page of the repository and a line of it.
	mark string
	// commit and issue lead to a commit and to a new issue, from the page of the
	// repository; issue is empty where a repository may have none.
	commit, issue string
}

// forges are those that are known by how their lines are addressed.
var forges = []forge{
	{"/-/blob/", "/-/commit/", "/-/issues/new?issue[title]=%t&issue[description]=%s"},
	{"/blob/", "/commit/", "/issues/new?title=%t&body=%s"},
	{"/src/commit/", "/commit/", "/issues/new?title=%t&body=%s"},
	{"/src/branch/", "/commit/", "/issues/new?title=%t&body=%s"},
	{"/src/", "/commits/", ""},
}

// host is the page of the repository, as far as it can be told from how its lines
// are addressed, and how the host addresses other things.
func (m *Map) host() (base string, f forge) {
	if !webAddress(m.Lines) {
		return "", f
	}
	for _, f := range forges {
		if base, _, ok := strings.Cut(m.Lines, f.mark); ok && !strings.Contains(base, "{") {
			return base, f
		}
	}
	return "", f
}

// CommitPage is the address of a commit, or "".
func (m *Map) CommitPage(commit string) string {
	base, f := m.host()
	if base == "" || commit == "" {
		return ""
	}
	return base + f.commit + url.PathEscape(commit)
}

// WrongHere is where one says that something on a page is wrong: a new issue with
// the permanent address of its source, or that address itself.
func (m *Map) WrongHere(title, source string) string {
	base, f := m.host()
	if source == "" || base == "" || f.issue == "" {
		return source
	}
	return base + strings.NewReplacer("%t", url.QueryEscape(title), "%s", url.QueryEscape(source)).Replace(f.issue)
}
