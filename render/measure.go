package render

import (
	"asbuilt/finding"
	"asbuilt/render/layout"
	"asbuilt/render/text"
	"asbuilt/render/views"
)

// The fonts of a picture.
var (
	nameFont   = text.Font{Size: 14, Bold: true}
	techFont   = text.Font{Size: 12}
	factFont   = text.Font{Size: 11}
	groupFont  = text.Font{Size: 13, Bold: true}
	labelFont  = text.Font{Size: 11}
	systemFont = text.Font{Size: 20, Bold: true}
)

// Distances inside a node, from its border inwards.
const (
	nodeLeft   = 16 // to the glyph, past the bar of the category's colour
	glyphSize  = 24
	glyphGap   = 10
	nodeRight  = 14
	nodeTop    = 10
	tagGlyph   = 12
	badgeSize  = 16
	badgeRoom  = badgeSize + 4
	nodeText   = 170 // widest text before it wraps
	nodeWidth  = 168 // narrowest node
	groupGlyph = 16
	labelWidth = 150
	markGlyph  = 12 // lock and mask on a line
	labelPad   = 4
)

// row is one line of a node's text.
type row struct {
	text.Line
	font text.Font
	tier tier
}

// tier is what a line of a node says.
type tier int

const (
	nameTier tier = iota
	techTier
	factTier
	setTier
	descTier
)

// nodeRows are the lines of a node, from top to bottom.
func nodeRows(n *views.Node, lang finding.Lang) []row {
	width := nodeText
	if !n.Description.IsZero() {
		width = 260
	}
	var rows []row
	add := func(t finding.Text, f text.Font, is tier, lines int) {
		for _, l := range text.Wrap(t.In(lang), f, width, lines) {
			rows = append(rows, row{l, f, is})
		}
	}
	name := nameFont
	if !n.Description.IsZero() {
		name = systemFont
	}
	add(n.Title, name, nameTier, 3)
	if n.Technology.In(lang) != n.Title.In(lang) {
		add(n.Technology, techFont, techTier, 2)
	}
	add(n.Fact, factFont, factTier, 2)
	add(n.Description, techFont, descTier, 6)
	for _, set := range n.Sets {
		l := text.Fit(set.In(lang), factFont, width-tagGlyph-4)
		rows = append(rows, row{l, factFont, setTier})
	}
	return rows
}

// nodeSize is the room a node needs.
func nodeSize(n *views.Node, lang finding.Lang) layout.Size {
	w, h := 0, 0
	for _, r := range nodeRows(n, lang) {
		wide := r.Width
		if r.tier == setTier {
			wide += tagGlyph + 4
		}
		w = max(w, wide)
		h += r.font.LineHeight()
	}
	w += nodeLeft + glyphSize + glyphGap + nodeRight + badgeRoom*len(n.Marks)
	return layout.Size{W: max(w, nodeWidth), H: max(h, glyphSize) + 2*nodeTop}
}

// groupTitle is the room of a group's glyph, name and fact.
func groupTitle(g *views.Group, lang finding.Lang) layout.Size {
	if g.Title.IsZero() {
		return layout.Size{}
	}
	w := groupFont.Width(g.Title.In(lang))
	if g.Glyph != "" {
		w += groupGlyph + 6
	}
	if !g.Fact.IsZero() {
		w += 8 + factFont.Width(g.Fact.In(lang))
	}
	return layout.Size{W: w + badgeRoom*len(g.Marks), H: 20}
}

// lineLabel is the text on a line and the room it needs with its marks.
func lineLabel(e *views.Edge, lang finding.Lang) (text.Line, layout.Size) {
	l := text.Fit(e.Label.In(lang), labelFont, labelWidth)
	w := 0
	if l.Text != "" {
		w = l.Width + 2*labelPad
	}
	marks := len(e.Marks) * badgeRoom
	if e.TLS && l.Text != "" {
		marks += markGlyph + 2
	}
	if e.Masked && l.Text != "" {
		marks += markGlyph + 2
	}
	if w+marks == 0 {
		return l, layout.Size{}
	}
	return l, layout.Size{W: w + marks, H: 18}
}

// graph is the diagram as layout takes it.
func graph(d *views.Diagram, lang finding.Lang) *layout.Graph {
	g := &layout.Graph{Root: groupOf(d.Root, lang)}
	for _, e := range d.Edges {
		_, label := lineLabel(e, lang)
		g.Edges = append(g.Edges, &layout.Edge{
			ID: e.ID, From: e.From, To: e.To, Label: label, Loose: e.Loose, Trunk: e.Trunk,
		})
	}
	return g
}

func groupOf(g *views.Group, lang finding.Lang) *layout.Group {
	out := &layout.Group{ID: g.ID, Title: groupTitle(g, lang), Axis: g.Axis, Place: g.Place}
	for _, l := range g.Lanes {
		out.Lanes = append(out.Lanes, layout.Lane{ID: l.ID, Title: layout.Size{W: labelFont.Width(l.Title.In(lang)), H: 16}})
	}
	for _, it := range g.Children {
		switch it := it.(type) {
		case *views.Group:
			out.Children = append(out.Children, groupOf(it, lang))
		case *views.Node:
			out.Children = append(out.Children, &layout.Node{
				ID: it.ID, Size: nodeSize(it, lang), Place: it.Place, OnBorder: it.OnBorder, Side: it.Side,
			})
		}
	}
	return out
}
