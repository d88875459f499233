package markdown

import (
	"net/url"
	"path"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"asbuilt/pattern"
	"asbuilt/site/safe"
)

// finish sanitises what was rendered from source and fits it into the page:
// headings below the page's own, ids that the page does not use, links and
// pictures where they may lead. What cannot be read as HTML, such as markup that
// is nested hundreds of times, is shown as it was written.
func finish(rendered, source []byte, pictures []string, o Options) Rendered {
	body, err := safe.Fragment(rendered)
	if err != nil {
		return asSource(string(source), o.Word("alert-nested"), o)
	}
	f := finisher{Options: o, anchors: map[string]string{}, ids: map[string]bool{}}
	title := f.takeTitle(body)
	if o.TopID != "" {
		f.anchors[Slug(title)] = o.TopID
	}
	for _, heading := range o.Gone {
		if o.TopID != "" {
			f.anchors[Slug(heading)] = o.TopID
		}
	}
	f.demote(body)
	f.name(body)
	f.resolve(body)
	f.hang(body, pictures)
	r := Rendered{Title: title, Headings: contents(body), Plain: plain(body), Anchors: f.anchors}
	if err := r.partition(body, o); err != nil {
		return asSource(string(source), o.Word("alert-nested"), o)
	}
	return r
}

type finisher struct {
	Options
	// anchors are the ids on the page, by the fragment as authors write it.
	anchors map[string]string
	ids     map[string]bool
}

// takeTitle removes the heading of the first level that the text begins with,
// and is its text; when the text has none, it is the title that was handed in.
func (f *finisher) takeTitle(body *html.Node) string {
	for n := body.FirstChild; n != nil; n = n.NextSibling {
		if n.Type == html.TextNode && strings.TrimSpace(n.Data) == "" {
			continue
		}
		if n.DataAtom != atom.H1 || f.Title != "" {
			break
		}
		body.RemoveChild(n)
		return textIn(n)
	}
	return f.Title
}

var headingTag = pattern.New(`^h([1-6])$`)

// demote makes the highest heading one below the title of the page and lets no
// level be skipped, as readers by ear need it.
func (f *finisher) demote(body *html.Node) {
	var open []int // levels as written, outermost first
	each(body, func(n *html.Node) {
		m := headingTag.FindStringSubmatch(n.Data)
		if n.Type != html.ElementNode || m == nil {
			return
		}
		level, _ := strconv.Atoi(m[1])
		for len(open) > 0 && open[len(open)-1] >= level {
			open = open[:len(open)-1]
		}
		open = append(open, level)
		n.Data = "h" + strconv.Itoa(min(len(open)+1, 6))
		n.DataAtom = atom.Lookup([]byte(n.Data))
	})
}

// pageID matches ids that the page around the text uses itself.
var pageID = pattern.New(`^(main|find(-.*)?|theme|findings|read|live|r[0-9]+|facts|checks)$`)

// name makes ids that no other element of the page has, and remembers under
// which fragment authors know each. Old anchors, <a name>, become ids.
func (f *finisher) name(body *html.Node) {
	each(body, func(n *html.Node) {
		written := attribute(n, "id")
		if old := attribute(n, "name"); old != "" {
			remove(n, "name")
			if written == "" {
				written = old
			}
		}
		if written == "" {
			remove(n, "id")
			return
		}
		stem := strings.Join(strings.Fields(written), "-")
		if pageID.MatchString(stem) {
			stem = "s-" + stem
		}
		id := stem
		for i := 1; f.ids[id]; i++ {
			id = stem + "-" + strconv.Itoa(i)
		}
		f.ids[id] = true
		if to, known := f.anchors[written]; !known || to == f.TopID {
			f.anchors[written] = id
		}
		set(n, "id", id)
	})
}

// resolve sends links and pictures where they may go.
func (f *finisher) resolve(body *html.Node) {
	var all []*html.Node
	each(body, func(n *html.Node) { all = append(all, n) })
	for _, n := range all {
		switch n.DataAtom {
		case atom.A:
			f.link(n)
		case atom.Img:
			f.picture(n)
		case atom.Input:
			f.task(n)
		}
	}
}

func (f *finisher) link(n *html.Node) {
	written := attribute(n, "href")
	to := ""
	if fragment, own := strings.CutPrefix(written, "#"); own {
		to = f.place(fragment)
	} else if written != "" && f.Link != nil {
		to = f.Link(written)
	}
	switch {
	case to != "":
		set(n, "href", to)
	case attribute(n, "id") != "": // a place that is linked to
		n.Data, n.DataAtom = "span", atom.Span
		remove(n, "href")
	default:
		unwrap(n)
	}
}

// place is the link to a place in the text itself, or "" when there is none.
func (f *finisher) place(fragment string) string {
	if id := Place(f.anchors, fragment); id != "" {
		return "#" + escape(id)
	}
	return ""
}

// Place is the id of the place that a fragment means among the anchors of a
// text, or "" when there is none. Browsers and GitHub do not mind how a fragment
// is escaped; GitHub does not mind its case.
func Place(anchors map[string]string, fragment string) string {
	if plain, err := url.PathUnescape(fragment); err == nil {
		fragment = plain
	}
	fragment = strings.TrimPrefix(fragment, "user-content-")
	for _, name := range []string{fragment, strings.ToLower(fragment)} {
		if id, ok := anchors[name]; ok {
			return id
		}
	}
	return ""
}

// unescape is the id that a fragment of an address is.
func unescape(fragment string) string {
	if plain, err := url.PathUnescape(fragment); err == nil {
		return plain
	}
	return fragment
}

// escape writes an id as a fragment of an address.
func escape(id string) string { return (&url.URL{Fragment: id}).EscapedFragment() }

// picture shows a picture that is there; of others it says what they show, and
// leads to those of the web.
func (f *finisher) picture(n *html.Node) {
	source, about := attribute(n, "src"), attribute(n, "alt")
	if f.Picture != nil && source != "" {
		if to := f.Picture(source); to != "" {
			set(n, "src", to)
			set(n, "alt", about)
			return
		}
	}
	if about == "" {
		about = path.Base(source)
	}
	instead := &html.Node{Type: html.ElementNode, Data: "span", DataAtom: atom.Span}
	if foreign(source) && !inLink(n) {
		instead = &html.Node{Type: html.ElementNode, Data: "a", DataAtom: atom.A}
		set(instead, "href", source)
	}
	instead.AppendChild(&html.Node{Type: html.TextNode, Data: about})
	n.Parent.InsertBefore(instead, n)
	n.Parent.RemoveChild(n)
}

// hang puts the pictures into the places that were left for them, each above
// the code that it was drawn from.
func (f *finisher) hang(body *html.Node, pictures []string) {
	var places []*html.Node
	each(body, func(n *html.Node) {
		if n.DataAtom == atom.Div && strings.HasPrefix(attribute(n, "class"), "diagram-") {
			places = append(places, n)
		}
	})
	for _, n := range places {
		i, err := strconv.Atoi(strings.TrimPrefix(attribute(n, "class"), "diagram-"))
		remove(n, "class")
		if err != nil || i >= len(pictures) {
			continue // an author's own word
		}
		svg, err := html.ParseFragment(strings.NewReader(pictures[i]), &html.Node{
			Type: html.ElementNode, Data: "body", DataAtom: atom.Body,
		})
		if err != nil {
			continue
		}
		n.Data, n.DataAtom = "figure", atom.Figure
		set(n, "class", "diagram")
		code := &html.Node{Type: html.ElementNode, Data: "details", DataAtom: atom.Details}
		summary := &html.Node{Type: html.ElementNode, Data: "summary", DataAtom: atom.Summary}
		summary.AppendChild(&html.Node{Type: html.TextNode, Data: f.Word("diagram-source")})
		code.AppendChild(summary)
		for c := n.FirstChild; c != nil; c = n.FirstChild {
			n.RemoveChild(c)
			code.AppendChild(c)
		}
		for _, part := range svg {
			n.AppendChild(part)
		}
		n.AppendChild(code)
	}
}

// task shows whether something on a list is done, as text: a box that cannot be
// ticked is none.
func (f *finisher) task(n *html.Node) {
	box, word := "☐", "task-open"
	if has(n, "checked") {
		box, word = "☑", "task-done"
	}
	shown := &html.Node{Type: html.ElementNode, Data: "span", DataAtom: atom.Span}
	set(shown, "role", "img")
	set(shown, "aria-label", f.Word(word))
	shown.AppendChild(&html.Node{Type: html.TextNode, Data: box})
	if attribute(n, "type") == "checkbox" {
		n.Parent.InsertBefore(shown, n)
	}
	n.Parent.RemoveChild(n)
}

func inLink(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.DataAtom == atom.A {
			return true
		}
	}
	return false
}

// contents are the headings of the first two levels.
func contents(body *html.Node) []Heading {
	var all []Heading
	each(body, func(n *html.Node) {
		if id := attribute(n, "id"); id != "" && (n.DataAtom == atom.H2 || n.DataAtom == atom.H3) {
			all = append(all, Heading{ID: id, Text: textIn(n), Level: int(n.Data[1] - '0')})
		}
	})
	return all
}

// plain is the text below n without code blocks.
func plain(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		case n.DataAtom == atom.Pre:
			return
		case n.Data == "text" || n.DataAtom == atom.Br || n.DataAtom == atom.Td || n.DataAtom == atom.Th:
			b.WriteByte(' ')
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return strings.Join(strings.Fields(b.String()), " ")
}

// textIn is the text below n.
func textIn(n *html.Node) string {
	var b strings.Builder
	each(n, func(c *html.Node) {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	})
	return strings.Join(strings.Fields(b.String()), " ")
}

// each calls f for n and every node below it, in the order of the text.
func each(n *html.Node, f func(*html.Node)) {
	f(n)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		each(c, f)
	}
}

// unwrap leaves the text of a link and takes the link away.
func unwrap(n *html.Node) {
	for c := n.FirstChild; c != nil; c = n.FirstChild {
		n.RemoveChild(c)
		n.Parent.InsertBefore(c, n)
	}
	n.Parent.RemoveChild(n)
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

func set(n *html.Node, key, value string) {
	remove(n, key)
	n.Attr = append(n.Attr, html.Attribute{Key: key, Val: value})
}

func remove(n *html.Node, key string) {
	kept := n.Attr[:0]
	for _, a := range n.Attr {
		if a.Key != key {
			kept = append(kept, a)
		}
	}
	n.Attr = kept
}

// foreign reports whether an address is one of the web.
func foreign(address string) bool {
	lower := strings.ToLower(address)
	return strings.HasPrefix(lower, "https://") || strings.HasPrefix(lower, "http://")
}
