package site

import (
	"bytes"
	"html/template"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/decisions"
	"asbuilt/render"
	"asbuilt/render/views"
)

// sheet is a picture in its frame, with the title block that every drawing has.
type sheet struct {
	*page
	Picture *render.Picture
	SVG     template.HTML
	Stamp   stamp
	// Number and Of count the sheets of the atlas.
	Number, Of int
	// Level is that of the sheet's heading; 1 when the page is about it.
	Level int
	Href  string
}

// viewBody is a page about one picture.
type viewBody struct {
	Sheet      *sheet
	Tables     []shownTable
	Prev, Next link
}

// shownTable is a table of a picture with its links.
type shownTable struct {
	Title   string
	Columns []string
	Rows    [][]link
}

// pictures are those of the edition's language.
func (ed *edition) pictures() []*render.Picture {
	var own []*render.Picture
	for i := range ed.Pictures {
		if ed.Pictures[i].Lang == ed.lang {
			own = append(own, &ed.Pictures[i])
		}
	}
	return own
}

// sheet puts the i-th of the pictures on a sheet for the page.
func (p *page) sheet(pictures []*render.Picture, i int) *sheet {
	pic := pictures[i]
	return &sheet{
		page: p, Picture: pic, SVG: inline(pic.SVG, p.Root()), Stamp: p.stampOf(p.tallyOf(subjects(pic)...)),
		Number: i + 1, Of: len(pictures), Level: 1, Href: p.To(viewPath(pic.View.ID)),
	}
}

// labelledLink is a link of a drawing with its label. The label names the kind
// between what can be read, and a label must contain what can be read word for
// word (WCAG 2.5.3); a title need not.
var labelledLink = regexp.MustCompile(`<a( [^>]*) aria-label="([^"]*)">`)

// inline is svg with its links leading from a page whose edition lies at root.
// The drawing is asbuilt's own; what is untrusted in it was escaped by the one
// who drew it.
func inline(svg []byte, root string) template.HTML {
	for _, folder := range []string{"elements/", "boundaries/", "modules/", "places.html#", "decisions/"} {
		svg = bytes.ReplaceAll(svg, []byte(` href="`+folder), []byte(` href="`+root+folder))
	}
	return template.HTML(labelledLink.ReplaceAll(svg, []byte("<a$1><title>$2</title>")))
}

// LinkTo is where a thing in a picture leads, by its id, as [render.Options]
// wants it: relative to the front page. An unknown id leads nowhere.
func LinkTo(m *model.Model, set *decisions.Set) func(id string) string {
	byID := map[string]string{}
	if set != nil {
		for r, path := range decisionPaths(set.Records) {
			byID[views.DecisionID(r)] = path
		}
	}
	for _, c := range m.Connections {
		byID[c.ID.V] = elementPath(c.From.ID) + "#" + connectionAnchor(c.ID.V)
	}
	return func(id string) string {
		switch {
		case m.Element(id) != nil:
			return elementPath(id)
		case m.Boundary(id) != nil:
			return boundaryPath(id)
		case m.Module(id) != nil:
			return modulePath(id)
		case m.Group(id) != nil:
			return "places.html#" + groupAnchor(id)
		}
		return byID[id]
	}
}

// subjects are the ids that a picture shows: elements and connections.
func subjects(pic *render.Picture) []string {
	t := pic.Table
	var ids []string
	for _, n := range t.Nodes {
		ids = append(append(ids, n.ID), n.Members...)
	}
	for _, l := range t.Lines {
		ids = append(ids, l.Connections...)
	}
	return ids
}

func (ed *edition) viewPages() []*page {
	var pages []*page
	pictures := ed.pictures()
	for i, pic := range pictures {
		p := &page{
			edition: ed, Path: viewPath(pic.View.ID), Section: "views", Title: pic.Title, Template: "view.html",
			Entry: entry{Kind: "view", Title: pic.Title, ID: pic.View.ID, Text: pic.Purpose},
		}
		p.Trail = []link{{Href: p.To("views.html"), Text: ed.T("views")}}
		body := &viewBody{Sheet: p.sheet(pictures, i)}
		body.Tables = p.tables(pic)
		if i > 0 {
			body.Prev = link{Href: p.To(viewPath(pictures[i-1].View.ID)), Text: pictures[i-1].Title}
		}
		if i+1 < len(pictures) {
			body.Next = link{Href: p.To(viewPath(pictures[i+1].View.ID)), Text: pictures[i+1].Title}
		}
		p.Body = body
		pages = append(pages, p)
	}
	return pages
}

// tables are what a picture shows: its boxes and its lines.
func (p *page) tables(pic *render.Picture) []shownTable {
	t := pic.Table
	boxes := shownTable{Title: p.T("elements"), Columns: []string{p.T("name"), p.T("kind"), p.T("place"), p.T("fact")}}
	for _, n := range t.Nodes {
		name := link{Text: n.Name, Href: p.Subject(n.ID).Href}
		boxes.Rows = append(boxes.Rows, []link{
			name, {Text: n.Kind}, {Text: strings.Join(n.Place, " › ")}, {Text: joined(append([]string{n.Fact}, n.Marks...)...)},
		})
	}
	lines := shownTable{Title: p.T("connections"), Columns: []string{p.T("from"), p.T("to"), p.T("kind"), p.T("carries"), p.T("guard")}}
	for _, l := range t.Lines {
		guard := ""
		if l.TLS {
			guard = "TLS"
		}
		if l.Masked {
			guard = joined(guard, p.T("masked"))
		}
		lines.Rows = append(lines.Rows, []link{
			{Text: l.FromName, Href: p.Subject(l.From).Href}, {Text: l.ToName, Href: p.Subject(l.To).Href},
			{Text: l.Kind}, {Text: l.Label}, {Text: joined(append([]string{guard}, l.Marks...)...)},
		})
	}
	return slices.DeleteFunc([]shownTable{boxes, lines}, func(t shownTable) bool { return len(t.Rows) == 0 })
}

// viewLinks lead to all views, each with its purpose.
func (p *page) viewLinks() []link {
	var links []link
	for _, pic := range p.pictures() {
		links = append(links, link{
			Href: p.To(viewPath(pic.View.ID)), Text: pic.Title, Note: pic.Purpose,
			Mark: p.worst(p.tallyOf(subjects(pic)...)),
		})
	}
	return links
}

func (ed *edition) viewIndex() *page {
	p := &page{edition: ed, Path: "views.html", Section: "views", Title: ed.T("views"), Template: "views.html"}
	p.Body = p.viewLinks()
	return p
}

// pictureOf is the picture of that view on a sheet for the page, or nil.
func (p *page) pictureOf(view string) *sheet {
	pictures := p.pictures()
	for i, pic := range pictures {
		if pic.View.ID == view {
			s := p.sheet(pictures, i)
			s.Level = 2
			return s
		}
	}
	return nil
}

// SheetNumber is the number of a sheet as drawings write it: 03.
func (s *sheet) SheetNumber() string {
	n := strconv.Itoa(s.Number)
	return strings.Repeat("0", max(0, 2-len(n))) + n
}

// Version is that of asbuilt, with its name.
func (ed *edition) Generator() string { return strings.TrimSpace("asbuilt " + ed.Version) }

// Dated is the moment the sheet is about.
func (ed *edition) Dated() string {
	if ed.built() {
		return Moment(ed.Report.Snapshot.Taken)
	}
	return Moment(ed.AsOf)
}

// openFindings are the findings that are not waived, gravest first.
func (a *atlas) openFindings() finding.List {
	var open finding.List
	if a.Report == nil {
		return nil
	}
	for _, s := range []finding.Severity{finding.Error, finding.Warning, finding.Note} {
		for _, f := range a.Report.Findings {
			if f.Severity == s && f.Waived == nil {
				open = append(open, f)
			}
		}
	}
	return open
}
