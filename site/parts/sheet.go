package parts

import (
	"bytes"
	"html/template"
	"strconv"
	"strings"

	"asbuilt/finding"
	"asbuilt/pattern"
	"asbuilt/render"
	"asbuilt/render/sheet"
	"asbuilt/site/address"
)

// Sheet is a picture in its frame, with the title block that every drawing has.
type Sheet struct {
	Picture *render.Picture
	SVG     template.HTML
	Stamp   Stamp
	// Number is that of the sheet as drawings write it, 03; Of counts the sheets
	// of the atlas.
	Number string
	Of     int
	Href   string
	// Flat pictures are wider than high, and lie on paper as they do here.
	Flat bool
}

// Pictures are those of one language, in their order.
func Pictures(all []render.Picture, lang finding.Lang) []*render.Picture {
	var own []*render.Picture
	for i := range all {
		if all[i].Lang == lang {
			own = append(own, &all[i])
		}
	}
	return own
}

// SheetOf puts the picture of that view on a sheet; it is nil if there is none.
func SheetOf(l Links, p Proof, pictures []*render.Picture, view string) *Sheet {
	for i, pic := range pictures {
		if pic.View.ID == view {
			return NewSheet(l, p, pictures, i)
		}
	}
	return nil
}

// NewSheet puts the i-th of the pictures on a sheet.
func NewSheet(l Links, p Proof, pictures []*render.Picture, i int) *Sheet {
	pic := pictures[i]
	number := strconv.Itoa(i + 1)
	return &Sheet{
		Picture: pic, SVG: inline(pic.SVG, l.Root()), Stamp: p.Stamp(p.Tally(Subjects(pic.Table)...)),
		Number: strings.Repeat("0", max(0, 2-len(number))) + number, Of: len(pictures),
		Href: l.To(address.View(pic.View.ID)), Flat: pic.Scene != nil && pic.Scene.Width > pic.Scene.Height,
	}
}

// Drawing is a picture as it stands in a page without a frame.
func Drawing(l Links, pic render.Picture) template.HTML { return inline(pic.SVG, l.Root()) }

// ViewLinks lead to all views, each with its purpose.
func ViewLinks(l Links, p Proof, pictures []*render.Picture) []Link {
	var links []Link
	for _, pic := range pictures {
		links = append(links, Link{
			Href: l.To(address.View(pic.View.ID)), Text: pic.Title, Note: pic.Purpose,
			Mark: p.Worst(Subjects(pic.Table)...),
		})
	}
	return links
}

// Subjects are the ids that a picture shows: elements and connections.
func Subjects(t sheet.Table) []string {
	var ids []string
	for _, n := range t.Nodes {
		ids = append(append(append(ids, n.ID), n.Members...), n.Carries...)
	}
	for _, l := range t.Lines {
		ids = append(ids, l.Connections...)
	}
	return ids
}

// labelledLink is a link of a drawing with its label. The label names the kind
// between what can be read, and a label must contain what can be read word for
// word (WCAG 2.5.3); a title need not.
var labelledLink = pattern.New(`<a( [^>]*) aria-label="([^"]*)">`)

// inline is svg with its links leading from a page whose edition lies at root.
// The drawing is asbuilt's own; what is untrusted in it was escaped by the one
// who drew it.
func inline(svg []byte, root string) template.HTML {
	for _, folder := range []string{"elements/", "boundaries/", "modules/", "places.html#", "decisions/", "views/"} {
		svg = bytes.ReplaceAll(svg, []byte(` href="`+folder), []byte(` href="`+root+folder))
	}
	return template.HTML(labelledLink.ReplaceAll(svg, []byte("<a$1><title>$2</title>")))
}
