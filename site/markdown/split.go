package markdown

import (
	"html/template"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// MostOnPage is how much of a text one page shows, as [weight] counts it: what is
// beyond stands on pages that follow. A page of 300 KB has room for it.
const MostOnPage = 120_000

// tagWeight is what an element counts for besides its text, in bytes, and lineWeight a
// line, which in code has elements of its own.
const (
	tagWeight  = 24
	lineWeight = 40
)

// weight is how much there is below n: the bytes of its text, as they are written, and something for each
// element. Colours of code, drawn diagrams and titles of alerts do not count, so that
// both editions of a text, and one without colours, are parted at the same places.
func weight(n *html.Node) int {
	switch {
	case n.Type == html.TextNode:
		return textWeight(n.Data)
	case n.Data == "svg" || attribute(n, "class") == "alert-title":
		return 0
	}
	sum := 0
	if n.Type == html.ElementNode && n.DataAtom != atom.Span {
		sum = tagWeight
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		sum += weight(c)
	}
	return sum
}

func textWeight(text string) int {
	return len(html.EscapeString(text)) + lineWeight*strings.Count(text, "\n")
}

// inParts parts what is below body so that no part weighs more than most: between blocks,
// and where one block is too much, between its rows, items, lines or words.
func inParts(body *html.Node, most int) []*html.Node {
	if weight(body) <= most {
		return []*html.Node{body}
	}
	return shells(body, most)
}

// shells are copies of n, one after another, that share out its content.
func shells(n *html.Node, most int) []*html.Node {
	room := max(most-tagWeight, tagWeight)
	var all []*html.Node
	var open *html.Node
	held, items := 0, 0
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		n.RemoveChild(c)
		for _, piece := range pieces(c, room) {
			w := weight(piece)
			if open == nil || held+w > room && held > 0 {
				open, held = shell(n, len(all), items), 0
				all = append(all, open)
			}
			open.AppendChild(piece)
			held += w
			if piece.DataAtom == atom.Li {
				items++
			}
		}
		c = next
	}
	if len(all) > 1 && n.DataAtom == atom.Table {
		repeatHead(all)
	}
	return all
}

// pieces are n, or its parts when it weighs more than most.
func pieces(n *html.Node, most int) []*html.Node {
	switch {
	case n.Data == "svg" || weight(n) <= most:
		return []*html.Node{n}
	case n.Type == html.TextNode:
		return cutText(n.Data, most)
	case n.FirstChild == nil || n.DataAtom == atom.Tr:
		return []*html.Node{n}
	}
	return shells(n, most)
}

// shell is n without what it holds; at counts those before it, and items what they
// hold of a list. An id stays with the first.
func shell(n *html.Node, at, items int) *html.Node {
	s := &html.Node{Type: n.Type, Data: n.Data, DataAtom: n.DataAtom, Namespace: n.Namespace}
	s.Attr = append(s.Attr, n.Attr...)
	if at > 0 {
		remove(s, "id")
		if n.DataAtom == atom.Ol {
			first, err := strconv.Atoi(attribute(n, "start"))
			if err != nil {
				first = 1
			}
			set(s, "start", strconv.Itoa(first+items))
		}
	}
	return s
}

// repeatHead gives the later parts of a table the head of the first.
func repeatHead(tables []*html.Node) {
	var head *html.Node
	for c := tables[0].FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Thead {
			head = c
		}
	}
	for _, t := range tables[1:] {
		if head != nil && weight(head) <= MostOnPage/4 {
			t.InsertBefore(clone(head), t.FirstChild)
		}
	}
}

func clone(n *html.Node) *html.Node {
	c := shell(n, 0, 0)
	remove(c, "id")
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		c.AppendChild(clone(child))
	}
	return c
}

// cutText parts a text into pieces that weigh no more than most: at the end of a line,
// else at a blank, else between letters.
func cutText(text string, most int) []*html.Node {
	var all []*html.Node
	for textWeight(text) > most {
		far := min(most, len(text))
		for textWeight(text[:far]) > most && far > 1 {
			far /= 2
		}
		at := strings.LastIndexByte(text[:far], '\n') + 1
		if at == 0 {
			at = strings.LastIndexByte(text[:far], ' ') + 1
		}
		if at == 0 {
			for at = far; at > 1 && !utf8.RuneStart(text[at]); {
				at--
			}
		}
		all = append(all, &html.Node{Type: html.TextNode, Data: text[:at]})
		text = text[at:]
	}
	return append(all, &html.Node{Type: html.TextNode, Data: text})
}

// partition lays out the parts of body: which of them each id is in, and links between
// them that lead to the page of the other.
func (r *Rendered) partition(body *html.Node, o Options) error {
	bodies := inParts(body, MostOnPage)
	r.PartOf = map[string]int{}
	for i, part := range bodies {
		each(part, func(n *html.Node) {
			if id := attribute(n, "id"); id != "" {
				r.PartOf[id] = i
			}
		})
	}
	if o.Part == nil {
		bodies = []*html.Node{join(bodies)}
	}
	for i, part := range bodies {
		each(part, func(n *html.Node) {
			id, own := strings.CutPrefix(attribute(n, "href"), "#")
			if !own || n.DataAtom != atom.A || o.Part == nil {
				return
			}
			to, known := r.PartOf[unescape(id)]
			if unescape(id) == o.TopID {
				to, known = 0, true
			}
			if known && to != i {
				set(n, "href", o.Part(to)+"#"+id)
			}
		})
		var out strings.Builder
		for n := part.FirstChild; n != nil; n = n.NextSibling {
			if err := html.Render(&out, n); err != nil {
				return err
			}
		}
		r.Parts = append(r.Parts, template.HTML(out.String()))
	}
	for i, h := range r.Headings {
		r.Headings[i].Href = "#" + escape(h.ID)
		if at := r.PartOf[h.ID]; at > 0 && o.Part != nil {
			r.Headings[i].Href = o.Part(at) + r.Headings[i].Href
		}
	}
	r.HTML = r.Parts[0]
	return nil
}

// join puts parts together again.
func join(parts []*html.Node) *html.Node {
	whole := parts[0]
	for _, p := range parts[1:] {
		for c := p.FirstChild; c != nil; c = p.FirstChild {
			p.RemoveChild(c)
			whole.AppendChild(c)
		}
	}
	return whole
}
