package sheet

import (
	"slices"

	"asbuilt/finding"
	"asbuilt/render/layout"
	"asbuilt/render/text"
	"asbuilt/render/views"
)

// The fonts of a picture.
var (
	nameFont   = text.Font{Size: 14, Bold: true}
	techFont   = text.Font{Size: 12}
	factFont   = text.Font{Size: 12}
	groupFont  = text.Font{Size: 13, Bold: true}
	labelFont  = text.Font{Size: 12}
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
	widthStep  = 40  // by which nodes are wider: many are of one width
	groupGlyph = 16
	labelWidth = 120
	titleWidth = 400 // widest line of a group's name, of which it may have titleLines
	titleLines = 2
	markGlyph  = 12 // lock and mask on a line
	labelPad   = 4
)

// row is one line of a node's text.
type row struct {
	text.Line
	font text.Font
	tier tier
	// glyph stands before the text, on the first line of a note.
	glyph string
	// gone says that the text is struck out.
	gone bool
	// marks stand behind the text of a set.
	marks []views.Mark
}

// height is the room of the row. Chips have a little more, so that they do not
// touch the words above.
func (r row) height() int {
	if r.tier == zoneTier {
		return chipHeight + 6
	}
	return r.font.LineHeight()
}

// tier is what a line of a node says.
type tier int

const (
	nameTier tier = iota
	techTier
	factTier
	bandTier
	zoneTier
	noteTier
	setTier
	descTier
)

// loopGlyph stands before what something connects to itself by.
const loopGlyph = "loop"

// nodeRows are the lines of a node, from top to bottom.
func nodeRows(n *views.Node, lang finding.Lang) []row {
	width := nodeText
	if !n.Description.IsZero() {
		width = 260
	}
	var rows []row
	add := func(t finding.Text, f text.Font, is tier, lines int) {
		for _, l := range text.Wrap(t.In(lang), f, width, lines) {
			rows = append(rows, row{Line: l, font: f, tier: is})
		}
	}
	name := nameFont
	if !n.Description.IsZero() {
		name = systemFont
	}
	lines := 3
	if n.Kind == "decision" { // its title is a sentence
		lines = 6
	}
	for _, l := range roomy(n.Title.In(lang), name, width, lines) {
		rows = append(rows, row{Line: l, font: name, tier: nameTier})
	}
	if n.Technology.In(lang) != n.Title.In(lang) {
		add(n.Technology, techFont, techTier, 3)
	}
	add(n.Fact, factFont, factTier, 3)
	add(n.Description, techFont, descTier, 6)
	if n.Band != nil {
		rows = append(rows, row{Line: text.Line{Width: bandWidth(n.Band)}, font: factFont, tier: bandTier})
	}
	if n.Zones != nil {
		rows = append(rows, row{Line: text.Line{Width: zonesWidth(n.Zones)}, font: factFont, tier: zoneTier})
	}
	for i, note := range slices.Concat(n.Notes, n.Lost) {
		glyph := note.Glyph
		for _, l := range roomy(note.Text.In(lang), factFont, width-tagGlyph-4, 3) {
			rows = append(rows, row{Line: l, font: factFont, tier: noteTier, glyph: glyph, gone: i >= len(n.Notes)})
			glyph = ""
		}
	}
	if n.Loop != nil {
		l := text.Fit(n.Loop.Label.In(lang), factFont, width-tagGlyph-4)
		rows = append(rows, row{Line: l, font: factFont, tier: noteTier, glyph: loopGlyph, marks: n.Loop.Marks})
	}
	for _, set := range n.Sets {
		l := text.Fit(set.Title.In(lang), factFont, width-tagGlyph-4)
		rows = append(rows, row{Line: l, font: factFont, tier: setTier, glyph: "security-group", marks: set.Marks})
	}
	return rows
}

// roomy wraps words as text.Wrap does. Words that would be cut get half as much width
// again and two lines more: what a name says last is often what tells it from others.
func roomy(words string, f text.Font, width, lines int) []text.Line {
	all := text.Wrap(words, f, width, lines)
	if len(all) > 0 && all[len(all)-1].Cut {
		return text.Wrap(words, f, width*3/2, lines+2)
	}
	return all
}

// nodeSize is the room a node needs.
func nodeSize(n *views.Node, lang finding.Lang) layout.Size {
	w, h := 0, 0
	for _, r := range nodeRows(n, lang) {
		wide := r.Width
		if r.tier == setTier || r.tier == noteTier {
			wide += tagGlyph + 4 + len(r.marks)*badgeRoom
		}
		w = max(w, wide)
		h += r.height()
	}
	w += nodeLeft + glyphSize + glyphGap + nodeRight
	for _, m := range n.Marks { // all lie on the border, and those that come and go move nothing
		if !passing(m) {
			w += badgeRoom
		}
	}
	w = max(w, nodeWidth)
	w = nodeWidth + (w-nodeWidth+widthStep-1)/widthStep*widthStep
	return layout.Size{W: w, H: max(h, glyphSize) + 2*nodeTop}
}

// groupTitle is the room of a group's glyph, name and fact.
func groupTitle(g *views.Group, lang finding.Lang) layout.Size {
	if g.Title.IsZero() {
		return layout.Size{}
	}
	title, fact := groupLines(g, lang)
	w := wider(title[len(title)-1].Width)
	if fact.Text != "" {
		w += 8 + fact.Width
	}
	if g.Zones != nil {
		w += 8 + zonesWidth(g.Zones)
	}
	w += badgeRoom * len(g.Marks)
	for _, l := range title {
		w = max(w, l.Width)
	}
	if g.Glyph != "" {
		w += groupGlyph + 6
	}
	return layout.Size{W: w, H: 20 + (len(title)-1)*groupFont.LineHeight()}
}

// groupLines are the name of a group, in at least one line, and the fact behind its
// last line, shortened where they would make the group wider than what is in it ever
// is. The whole name is read aloud.
func groupLines(g *views.Group, lang finding.Lang) (title []text.Line, fact text.Line) {
	title = text.Wrap(g.Title.In(lang), groupFont, titleWidth, titleLines)
	if len(title) == 0 {
		title = []text.Line{{}}
	}
	return title, text.Fit(g.Fact.In(lang), factFont, titleWidth)
}

// wider is the room of a text of that width before another one. Programs that draw in
// a font of their own and do not fit it to the width it was measured by need up to a
// sixteenth more.
func wider(width int) int { return width + width/16 }

// laneTitle is the name of a lane.
func laneTitle(l views.Lane, lang finding.Lang) text.Line {
	return text.Fit(l.Title.In(lang), labelFont, labelWidth)
}

// lineGlyph stands before a line's label; one that is gone is struck out.
type lineGlyph struct {
	name string
	gone bool
}

// lineGlyphs stand before the last line of a line's label.
func lineGlyphs(e *views.Edge) []lineGlyph {
	var all []lineGlyph
	for _, mark := range []struct {
		on bool
		lineGlyph
	}{
		{e.TLS, lineGlyph{name: "lock"}}, {e.LostTLS, lineGlyph{name: "lock", gone: true}},
		{e.Plain, lineGlyph{name: "unlocked"}},
		{e.Masked, lineGlyph{name: "mask"}}, {e.LostMask, lineGlyph{name: "mask", gone: true}},
		{e.Personal, lineGlyph{name: "user"}},
	} {
		if mark.on {
			all = append(all, mark.lineGlyph)
		}
	}
	return all
}

// labelLines are the lines of a line's label.
func labelLines(e *views.Edge, lang finding.Lang) []text.Line {
	if len(e.More) == 0 {
		return roomy(e.Label.In(lang), labelFont, labelWidth, 3)
	}
	var all []text.Line
	for _, t := range append([]finding.Text{e.Label}, e.More...) {
		all = append(all, roomy(t.In(lang), labelFont, labelWidth, 2)...)
	}
	return all
}

// lineLabel is the text on a line and the room it needs with its glyphs and
// marks.
func lineLabel(e *views.Edge, lang finding.Lang) ([]text.Line, layout.Size) {
	all := labelLines(e, lang)
	w := 0
	for i, l := range all {
		wide := l.Width + 2*labelPad
		if i == len(all)-1 {
			wide += len(lineGlyphs(e)) * (markGlyph + 2)
		}
		w = max(w, wide)
	}
	w += len(e.Marks) * badgeRoom
	if w == 0 {
		return nil, layout.Size{}
	}
	return all, layout.Size{W: w, H: 18 + max(0, len(all)-1)*labelFont.LineHeight()}
}

// Squares of a band: one for each that may run, filled for those that always do.
const (
	bandSquare = 7
	bandStep   = bandSquare + 3
	bandMost   = 16
)

// Chips of zones: one for each that there is, filled for those it runs in.
const (
	chipHeight = 14
	chipPad    = 6
	chipGap    = 4
)

func chipWidth(zone string) int { return labelFont.Width(zone) + 2*chipPad }

// zonesWidth is the room of a row of chips.
func zonesWidth(z *views.Zones) int {
	width := -chipGap
	for _, zone := range z.Of {
		width += chipWidth(zone) + chipGap
	}
	return width
}

// bandWidth is the room of a band.
func bandWidth(b *views.Band) int { return bandStep * min(b.Max, bandMost) }

// Graph is the diagram as layout takes it, each thing as large as its words ask for
// in the language that needs more room. So a picture is the same in both languages
// but for its words: people who read one of them point at the same place.
func Graph(d *views.Diagram) *layout.Graph {
	g := &layout.Graph{Root: groupOf(d.Root)}
	for _, e := range d.Edges {
		label := larger(func(lang finding.Lang) layout.Size { _, size := lineLabel(e, lang); return size })
		g.Edges = append(g.Edges, &layout.Edge{
			ID: e.ID, From: e.From, To: e.To, Label: label, Loose: e.Loose, Trunk: e.Trunk,
		})
	}
	return g
}

// larger is the room that a thing needs in both languages.
func larger(size func(finding.Lang) layout.Size) layout.Size {
	en, ko := size(finding.English), size(finding.Korean)
	return layout.Size{W: max(en.W, ko.W), H: max(en.H, ko.H)}
}

func groupOf(g *views.Group) *layout.Group {
	title := larger(func(lang finding.Lang) layout.Size { return groupTitle(g, lang) })
	out := &layout.Group{ID: g.ID, Title: title, Axis: g.Axis, Straight: g.Straight, Place: g.Place}
	for _, l := range g.Lanes {
		out.Lanes = append(out.Lanes, layout.Lane{ID: l.ID, Title: larger(func(lang finding.Lang) layout.Size {
			return layout.Size{W: laneTitle(l, lang).Width, H: 16}
		})})
	}
	for _, it := range g.Children {
		switch it := it.(type) {
		case *views.Group:
			out.Children = append(out.Children, groupOf(it))
		case *views.Node:
			out.Children = append(out.Children, &layout.Node{
				ID:   it.ID,
				Size: larger(func(lang finding.Lang) layout.Size { return nodeSize(it, lang) }), Place: it.Place,
				OnBorder: it.OnBorder, Side: it.Side,
			})
		}
	}
	return out
}
