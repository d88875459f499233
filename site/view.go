package site

import (
	"path"
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/decisions"
	"asbuilt/render"
	"asbuilt/render/sheet"
	"asbuilt/render/views"
	"asbuilt/site/address"
	"asbuilt/site/parts"
	"asbuilt/site/search"
	"asbuilt/site/words"
)

// viewBody is a page about one picture.
type viewBody struct {
	Sheet  *parts.Sheet
	Walk   *walk
	Tables []titledTable
	Absent []absentKind
	// Files are the picture as files, and the page as what a frame shows.
	Files      []parts.Link
	Flow       parts.Link
	Prev, Next parts.Link
}

// absentKind is what the picture leaves out of one kind; of connections last.
type absentKind struct {
	Title string
	Count int
	Links []parts.Link
	// More is how many there are besides.
	More int
}

// absentNamed is how many of one kind are named.
const absentNamed = 60

// absentFrom is what a picture of the whole leaves out, by kind.
func absentFrom(p *page, all []sheet.AbsentRow) []absentKind {
	var kinds []absentKind
	add := func(title string, l parts.Link) {
		i := slices.IndexFunc(kinds, func(k absentKind) bool { return k.Title == title })
		if i < 0 {
			i = len(kinds)
			kinds = append(kinds, absentKind{Title: title})
		}
		if kinds[i].Count++; len(kinds[i].Links) < absentNamed {
			kinds[i].Links = append(kinds[i].Links, l)
		} else {
			kinds[i].More++
		}
	}
	for _, a := range all {
		if a.Kind != "" {
			add(a.Kind, parts.Link{Text: a.Name, Href: p.Subject(a.ID).Href})
		}
	}
	for _, a := range all {
		if a.Kind == "" {
			add(p.T("connections"), parts.Link{Text: a.Name, Href: p.Subject(a.ID).Href})
		}
	}
	return kinds
}

// titledTable is a table under a heading.
type titledTable struct {
	Title string
	Table parts.Table
}

// LinkTo is where a thing in a picture leads, by its id, as [render.Options]
// wants it: relative to the front page. An unknown id leads nowhere.
func LinkTo(m *model.Model, set *decisions.Set) func(id string) string {
	byID := map[string]string{}
	if set != nil {
		for r, path := range address.Decisions(set.Records) {
			byID[views.DecisionID(r)] = path
		}
	}
	for _, c := range m.Connections {
		byID[c.ID.V] = address.Connection(c.From.ID, c.ID.V)
	}
	sheet := views.SheetID("")
	return func(id string) string {
		switch {
		case strings.HasPrefix(id, sheet):
			return address.View(strings.TrimPrefix(id, sheet))
		case m.Element(id) != nil:
			return address.Element(id)
		case views.PlaceOf(m, id) != nil:
			return address.Boundary(views.PlaceOf(m, id).ID)
		case views.ModuleOf(m, id) != nil:
			return address.Module(views.ModuleOf(m, id).ID)
		case m.Group(id) != nil:
			return address.Group(id)
		}
		return byID[id]
	}
}

func viewPages(ed *edition) []*page {
	var pages []*page
	for i, pic := range ed.pictures {
		p := ed.open(page{
			Path: address.View(pic.View.ID), Section: "views", Title: pic.Title, Template: "view.html",
			Entry: search.Entry{
				Kind: "view", Title: pic.Title, IDs: []string{pic.View.ID}, Lines: []string{pic.Purpose},
			},
		})
		p.Trail = []parts.Link{{Href: p.To("views.html"), Text: p.T("views")}}
		p.fill = func() { p.Body = viewOf(ed, p, i) }
		pages = append(pages, p)
	}
	return pages
}

// viewOf is what the page about picture i of an edition shows.
func viewOf(ed *edition, p *page, i int) *viewBody {
	pic := ed.pictures[i]
	body := &viewBody{Sheet: parts.NewSheet(p.Links, p.proof, ed.pictures, i), Tables: tablesOf(p, pic.Table),
		Absent: absentFrom(p, pic.Table.Absent),
	}
	body.Files, body.Walk = ed.filesOf(p, *pic), ed.walksOn(p, i)
	if f := flowOf(ed.Model, pic.View.ID); f != nil {
		body.Flow = parts.Link{Href: p.To(address.Flow(f.ID)), Text: p.T("walk")}
	}
	if i > 0 {
		body.Prev = viewLink(p.Links, ed.pictures[i-1])
	}
	if i+1 < len(ed.pictures) {
		body.Next = viewLink(p.Links, ed.pictures[i+1])
	}
	return body
}

// flowOf is the flow that a view shows, if it shows one.
func flowOf(m *model.Model, view string) *model.Flow {
	for _, f := range m.Flows {
		if view == "flow-"+f.ID {
			return f
		}
	}
	return nil
}

// filesOf are the picture as files beside its page, and the page as a frame of
// another one shows it.
func (ed *edition) filesOf(p *page, pic render.Picture) []parts.Link {
	var all []parts.Link
	for _, ext := range []string{".svg", ".png"} {
		if file := PictureFile(ed.Model, pic, ext); ed.Files[file] != nil {
			all = append(all, parts.Link{Href: p.Shared(file), Text: strings.ToUpper(ext[1:])})
		}
	}
	return append(all, parts.Link{Href: path.Base(p.Path) + "?embed", Text: p.T("embed")})
}

func viewLink(l parts.Links, pic *render.Picture) parts.Link {
	return parts.Link{Href: l.To(address.View(pic.View.ID)), Text: pic.Title}
}

// tablesOf are what a picture shows: its boxes and its lines.
func tablesOf(p *page, t sheet.Table) []titledTable {
	all := []titledTable{{p.T("elements"), boxTable(p, t.Nodes)}, {p.T("connections"), lineTable(p, t.Lines)}}
	return slices.DeleteFunc(all, func(t titledTable) bool { return len(t.Table.Rows) == 0 })
}

// boxTable is the boxes of a picture.
func boxTable(p *page, all []sheet.NodeRow) parts.Table {
	return parts.NewTable(p.proof, parts.Shape[sheet.NodeRow]{}, all, []parts.Column[sheet.NodeRow]{
		{
			Name: finding.Say("Name", "이름"), Names: true, Sorts: true,
			Cell: func(n sheet.NodeRow) parts.Cell {
				return parts.Show(parts.Linked(parts.Link{Text: n.Name, Href: p.Subject(n.ID).Href}))
			},
		},
		{
			Name: finding.Say("Kind", "종류"), Sorts: true,
			Cell: func(n sheet.NodeRow) parts.Cell { return parts.Show(parts.Plain(n.Kind)) },
		},
		{
			Name: finding.Say("Place", "위치"), Sorts: true,
			Cell: func(n sheet.NodeRow) parts.Cell { return parts.Show(parts.Plain(strings.Join(n.Place, " › "))) },
		},
		{
			Name: finding.Say("Property", "속성"),
			Cell: func(n sheet.NodeRow) parts.Cell {
				return parts.Show(parts.Plain(words.Joined(append([]string{n.Fact}, n.Marks...)...)))
			},
		},
	})
}

// lineTable is the lines of a picture.
func lineTable(p *page, all []sheet.LineRow) parts.Table {
	return parts.NewTable(p.proof, parts.Shape[sheet.LineRow]{}, all, []parts.Column[sheet.LineRow]{
		{
			Name: finding.Say("From", "출발"), Names: true, Sorts: true,
			Cell: func(l sheet.LineRow) parts.Cell {
				return parts.Show(parts.Linked(parts.Link{Text: l.FromName, Href: p.Subject(l.From).Href}))
			},
		},
		{
			Name: finding.Say("To", "도착"), Sorts: true,
			Cell: func(l sheet.LineRow) parts.Cell {
				return parts.Show(parts.Linked(parts.Link{Text: l.ToName, Href: p.Subject(l.To).Href}))
			},
		},
		{
			Name: finding.Say("Kind", "종류"), Sorts: true,
			Cell: func(l sheet.LineRow) parts.Cell { return parts.Show(parts.Plain(l.Kind)) },
		},
		{
			Name: finding.Say("Carries", "전달 데이터"),
			Cell: func(l sheet.LineRow) parts.Cell { return parts.Show(parts.Plain(l.Label)) },
		},
		{
			Name: finding.Say("Protection", "보호"),
			Cell: func(l sheet.LineRow) parts.Cell {
				guard := make([]string, 0, 2+len(l.Marks))
				switch {
				case l.TLS:
					guard = append(guard, "TLS")
				case l.Plain:
					guard = append(guard, p.T("no-tls"))
				}
				if l.Masked {
					guard = append(guard, p.T("masked"))
				}
				return parts.Show(parts.Plain(words.Joined(append(guard, l.Marks...)...)))
			},
		},
	})
}

func viewIndex(ed *edition) *page {
	p := ed.open(page{Path: "views.html", Section: "views", Title: ed.words.T("views"), Template: "views.html"})
	p.Body = parts.ViewLinks(p.Links, p.proof, ed.pictures)
	return p
}
