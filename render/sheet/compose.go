// Package sheet draws one sheet: what a view shows, or a flow as a sequence, with
// the frame, the legend and the title block around it, as a scene.
//
// It chooses nothing and places nothing: a diagram comes from views, its places
// from layout, which is given the sizes that are measured here.
//
//	at, err := layout.New(sheet.Graph(d))
//	picture := sheet.Compose(d, at, sheet.Options{Lang: finding.English})
package sheet

import (
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/render/layout"
	"asbuilt/render/scene"
	"asbuilt/render/views"
)

// Options are what a sheet needs to know besides what is drawn on it.
type Options struct {
	Lang finding.Lang
	// Link is where a thing leads, by its id; empty for nowhere. Nil links nothing.
	Link func(id string) string
	// Stamp stands in the title block; zero leaves it out.
	Stamp finding.Text
	// Fields stand in the title block, between the state and the stamp.
	Fields []Field
	// Icons stand in the place of glyphs: by kind, and by "place/" and the style of a
	// group's border. What has none keeps its glyph.
	Icons map[string]*scene.Icon
	// Bare leaves frame and title block to the page that the picture stands in.
	Bare bool
	// Alone leaves the legend out as well, where Bare.
	Alone bool
}

// Field is what a title block says of the whole picture, and the name of that.
type Field struct{ Name, Value finding.Text }

// Compose is the sheet of d as at places it: groups, then lines, then nodes,
// then what belongs to every sheet.
func Compose(d *views.Diagram, at *layout.Layout, o Options) *scene.Picture {
	c := &composer{
		d: d, lang: o.Lang, link: o.Link, icons: o.Icons, names: namesOf(d, o.Lang), drift: anyReal(d),
	}
	c.p = &scene.Picture{
		View: d.View.ID, Lang: string(o.Lang),
		Title: d.System.In(o.Lang) + " · " + d.View.Title.In(o.Lang),
		Desc:  c.describe(),
	}
	s := c.sheet(at.Size, o)
	for _, g := range d.Groups() {
		c.group(g, at.Groups[g.ID])
	}
	c.lines(at)
	for _, n := range d.Nodes() {
		c.node(n, at.Nodes[n.ID], at.Lanes[n.ID])
	}
	s.finish()
	return c.p
}

// composer makes a scene of a diagram and where layout put it.
type composer struct {
	d     *views.Diagram
	lang  finding.Lang
	link  func(id string) string
	icons map[string]*scene.Icon
	// names are what groups and nodes are called, by id.
	names map[string]string
	// dx and dy move the drawing to its place on the sheet.
	dx, dy int
	p      *scene.Picture
	// drift says that something is not as declared, so that all else steps back.
	drift bool
	// extra are entries of the legend for what only this picture has.
	extra []entry
}

func (c *composer) add(it scene.Item) { c.p.Items = append(c.p.Items, it) }

// addOf adds what is drawn of a thing, in greys where others are to be seen.
func (c *composer) addOf(it scene.Item, differs bool) {
	if c.drift && !differs {
		it.Shapes = stepBack(it.Shapes)
	}
	c.add(it)
}

// say is a text of the sheet with args in it.
func (c *composer) say(key string, args ...any) string { return texts().Say(key, args...).In(c.lang) }

func (c *composer) linkTo(id string) string {
	if c.link == nil || strings.HasPrefix(id, "view/") {
		return ""
	}
	return c.link(id)
}

// linkOf is where a node leads: a folded box to the sheet that opens it.
func (c *composer) linkOf(n *views.Node) string {
	if n.Opens != "" && c.link != nil {
		return c.link(views.SheetID(n.Opens))
	}
	return c.linkTo(n.ID)
}

// describe says in words what there is to see.
func (c *composer) describe() string {
	if !c.d.Empty.IsZero() {
		return c.d.Empty.In(c.lang)
	}
	return c.d.View.Purpose.In(c.lang) + " " +
		c.say("described", len(c.d.Nodes()), len(c.d.Groups()), len(c.d.Edges))
}

func (c *composer) box(b layout.Box) scene.Box {
	return scene.Box{X: b.X + c.dx, Y: b.Y + c.dy, W: b.W, H: b.H}
}

// group draws a border, its title, and the lanes that divide it.
func (c *composer) group(g *views.Group, at layout.GroupBox) {
	style, box := styleOfBorder(g.Style), c.box(at.Box)
	paint := scene.Paint{Stroke: style.color, Width: style.width, Dash: style.dash}
	if style.tint > 0 {
		paint.Fill, paint.Faint = style.color, style.tint
	}
	if len(g.Marks) > 0 {
		m := styleOfMark(g.Marks[0])
		paint.Stroke, paint.Width, paint.Dash = m.color, m.width(), m.dash
	}
	it := scene.Item{
		Role: scene.Group, ID: g.ID, Kind: string(g.Style), Name: g.Title.In(c.lang), Link: c.linkTo(g.ID),
		Marks: markNames(g.Marks), Box: box,
		Shapes: []scene.Shape{scene.Rect{Box: box, Radius: groupRadius(g.Style), Paint: paint}},
	}
	if !g.Title.IsZero() {
		it.Title = c.box(at.Title)
		it.Shapes = append(it.Shapes, c.groupTitle(g, style, it.Title)...)
	}
	c.addOf(it, slices.ContainsFunc(g.Marks, isReal))
	for i, lane := range at.Lanes {
		c.lane(g.Lanes[i], lane)
	}
}

// groupRadius keeps AWS's places square and everything else round.
func groupRadius(s views.Style) int {
	switch s {
	case views.Account, views.Region, views.VPC, views.Public, views.Private, views.Isolated:
		return 2
	}
	return 8
}

func (c *composer) groupTitle(g *views.Group, style borderStyle, at scene.Box) []scene.Shape {
	var shapes []scene.Shape
	title, fact := groupLines(g, c.lang)
	above := (len(title) - 1) * groupFont.LineHeight()
	at.H -= above
	x, base := at.X, at.Y+at.H/2+5
	if g.Glyph != "" {
		shapes = append(shapes, scene.Glyph{
			X: x, Y: at.Y + (at.H-groupGlyph)/2, Size: groupGlyph, Name: g.Glyph, Color: style.color,
			Icon: c.icons["place/"+string(g.Style)],
		})
		x += groupGlyph + 6
	}
	for i, l := range title {
		shapes = append(shapes, scene.Text{
			X: x, Y: base + i*groupFont.LineHeight(), Size: groupFont.Size, Length: l.Width, Bold: true,
			Color: scene.Ink, Content: l.Text,
		})
	}
	at.Y, base = at.Y+above, base+above
	x += wider(title[len(title)-1].Width) + 8
	if g.Zones != nil {
		shapes = append(shapes, zoneChips(g.Zones, x, at.Y+(at.H-chipHeight)/2+1)...)
		x += zonesWidth(g.Zones) + 8
	}
	if fact.Text != "" {
		shapes = append(shapes, scene.Text{
			X: x, Y: base, Size: factFont.Size, Length: fact.Width, Color: scene.Muted, Content: fact.Text,
		})
		x += fact.Width + 8
	}
	for _, m := range g.Marks {
		shapes = append(shapes, badge(m, x, at.Y+(at.H-badgeSize)/2)...)
		x += badgeRoom
	}
	return shapes
}

// lane draws a zone: a dashed column with its name at the head.
func (c *composer) lane(l views.Lane, at layout.LaneBox) {
	box, title := c.box(at.Box), c.box(at.Title)
	name := laneTitle(l, c.lang)
	c.addOf(scene.Item{Role: scene.Lane, ID: l.ID, Box: box, Title: title, Shapes: []scene.Shape{
		scene.Rect{Box: box, Radius: 2, Paint: scene.Paint{Stroke: scene.Region, Dash: []int{6, 4}}},
		scene.Text{
			X: title.X + title.W/2, Y: title.Y + title.H/2 + 4, Size: labelFont.Size, Length: name.Width,
			Centred: true, Color: scene.Muted, Content: name.Text,
		},
	}}, false)
}

// badge is a mark as a disc with its glyph.
func badge(m views.Mark, x, y int) []scene.Shape {
	s := styleOfMark(m)
	return []scene.Shape{
		scene.Rect{
			Box: scene.Box{X: x, Y: y, W: badgeSize, H: badgeSize}, Radius: badgeSize / 2,
			Paint: scene.Paint{Fill: s.color},
		},
		scene.Glyph{X: x + 2, Y: y + 2, Size: badgeSize - 4, Name: s.glyph, Color: scene.Paper},
	}
}

func markNames(all []views.Mark) []string {
	var names []string
	for _, m := range all {
		names = append(names, string(m))
	}
	return names
}

// node draws a box with the bar of its category, its glyph, and three tiers of
// text.
func (c *composer) node(n *views.Node, at layout.Box, lanes []string) {
	box, color := c.box(at), scene.Category(string(n.Category))
	border := scene.Paint{Fill: scene.Surface, Stroke: scene.Hairline}
	if len(n.Marks) > 0 {
		m := styleOfMark(n.Marks[0])
		border.Stroke, border.Width, border.Dash = m.color, m.width(), m.dash
	}
	it := scene.Item{
		Role: scene.Node, ID: n.ID, Kind: n.Kind, Link: c.linkOf(n), Marks: markNames(n.Marks), Box: box,
		Name: c.nodeName(n), Lanes: lanes, Members: n.Members, Carries: n.Carries,
		Shapes: []scene.Shape{
			scene.Rect{Box: box, Radius: 6, Paint: border},
			scene.Rect{
				Box: scene.Box{X: box.X + 6, Y: box.Y + 8, W: 3, H: box.H - 16}, Radius: 1,
				Paint: scene.Paint{Fill: color},
			},
			scene.Glyph{
				X: box.X + nodeLeft, Y: box.Y + c.glyphTop(n, box), Size: glyphSize, Name: n.Glyph, Color: color,
				Icon: c.icons[n.Kind],
			},
		},
	}
	if n.Zones != nil {
		it.Zones = n.Zones.In
	}
	if n.Loop != nil {
		it.Connections = n.Loop.Connections
	}
	if n.OnBorder {
		it.Border = c.borderOf(n)
	}
	if n.Many {
		it.Shapes = append(stack(box, 6), it.Shapes...)
	}
	it.Shapes = append(it.Shapes, c.nodeText(n, box)...)
	for i, m := range n.Marks {
		it.Shapes = append(it.Shapes, badge(m, box.Right()-6-badgeSize-i*badgeRoom, box.Y-badgeSize/2)...)
	}
	c.addOf(it, nodeIsReal(n))
}

// glyphTop puts the glyph beside the name, or in the middle of a low node.
func (c *composer) glyphTop(n *views.Node, box scene.Box) int {
	if box.H <= glyphSize+2*nodeTop+8 {
		return (box.H - glyphSize) / 2
	}
	return nodeTop + 2
}

// stack is two edges below a box, each drawn in by inset: there are several of it.
func stack(box scene.Box, inset int) []scene.Shape {
	edge := func(inset, down int) scene.Shape {
		y := box.Bottom() + down
		return scene.Stroke{
			Points: []scene.Point{{X: box.X + inset, Y: y}, {X: box.Right() - inset, Y: y}},
			Paint:  scene.Paint{Stroke: scene.Hairline, Width: 1.5},
		}
	}
	return []scene.Shape{edge(inset, 3), edge(2*inset, 6)}
}

func (c *composer) nodeText(n *views.Node, box scene.Box) []scene.Shape {
	rows := nodeRows(n, c.lang)
	height := 0
	for _, r := range rows {
		height += r.height()
	}
	x, y := box.X+nodeLeft+glyphSize+glyphGap, box.Y+(box.H-height)/2
	var shapes []scene.Shape
	for _, r := range rows {
		base := y + (r.height()+r.font.Size)/2 - r.font.Size/8
		at := x
		switch {
		case r.tier == bandTier:
			shapes = append(shapes, band(n.Band, at, y+4)...)
			y += r.height()
			continue
		case r.tier == zoneTier:
			shapes = append(shapes, zoneChips(n.Zones, at, y+4)...)
			y += r.height()
			continue
		case r.tier == setTier:
			shapes = append(shapes, scene.Glyph{
				X: at, Y: y + 1, Size: tagGlyph, Name: r.glyph, Color: scene.SecurityGroup,
			})
			at += tagGlyph + 4
		case r.tier == noteTier:
			if r.glyph != "" {
				glyph := scene.Glyph{X: at, Y: y + 1, Size: tagGlyph, Name: r.glyph, Color: scene.Muted}
				if r.gone {
					glyph.Color = scene.Differs
				}
				shapes = append(shapes, glyph)
			}
			at += tagGlyph + 4
		}
		line := scene.Text{
			X: at, Y: base, Size: r.font.Size, Length: r.Width, Bold: r.font.Bold, Color: tierColor(r.tier),
			Content: r.Text,
		}
		if r.gone {
			line.Color = scene.Differs
			shapes = append(shapes, line, struckOut(line))
		} else {
			shapes = append(shapes, line)
		}
		for i, m := range r.marks {
			shapes = append(shapes, badge(m, at+r.Width+4+i*badgeRoom, y+(r.height()-badgeSize)/2)...)
		}
		y += r.height()
	}
	return shapes
}

// zoneChips is a chip for each zone that there is, filled for those it runs in.
func zoneChips(z *views.Zones, x, y int) []scene.Shape {
	var shapes []scene.Shape
	for _, zone := range z.Of {
		shapes = append(shapes, zoneChip(zone, slices.Contains(z.In, zone), x, y)...)
		x += chipWidth(zone) + chipGap
	}
	return shapes
}

func zoneChip(zone string, in bool, x, y int) []scene.Shape {
	width := chipWidth(zone)
	paint, ink := scene.Paint{Stroke: scene.Muted, Dash: []int{2, 2}}, scene.Muted
	if in {
		paint, ink = scene.Paint{Fill: scene.Muted}, scene.Paper
	}
	return []scene.Shape{
		scene.Rect{Box: scene.Box{X: x, Y: y, W: width, H: chipHeight}, Radius: 3, Paint: paint},
		scene.Text{
			X: x + width/2, Y: y + chipHeight - 3, Size: labelFont.Size, Length: labelFont.Width(zone),
			Centred: true, Color: ink, Content: zone,
		},
	}
}

// band is a square for each that may run, filled for those that always do.
func band(b *views.Band, x, y int) []scene.Shape {
	if b.Max > bandMost { // more than can be counted: a bar
		whole := scene.Box{X: x, Y: y, W: bandWidth(b), H: bandSquare}
		always := whole
		always.W = max(2, whole.W*b.Min/b.Max)
		shapes := []scene.Shape{
			scene.Rect{Box: whole, Radius: 1, Paint: scene.Paint{Stroke: scene.Compute}},
		}
		if b.Min > 0 {
			shapes = append(shapes, scene.Rect{Box: always, Radius: 1, Paint: scene.Paint{Fill: scene.Compute}})
		}
		return shapes
	}
	var shapes []scene.Shape
	for i := range b.Max {
		paint := scene.Paint{Stroke: scene.Compute}
		if i < b.Min {
			paint.Fill = scene.Compute
		}
		shapes = append(shapes, scene.Rect{
			Box: scene.Box{X: x + i*bandStep, Y: y, W: bandSquare, H: bandSquare}, Radius: 1, Paint: paint,
		})
	}
	return shapes
}

func tierColor(t tier) scene.Color {
	switch t {
	case nameTier, factTier, noteTier:
		return scene.Ink
	}
	return scene.Muted
}

// nodeName is what the node is called when it is read aloud.
func (c *composer) nodeName(n *views.Node) string {
	words := []string{n.Title.In(c.lang)}
	for _, t := range []finding.Text{n.KindLabel, n.Fact} {
		if w := t.In(c.lang); w != "" && w != words[0] {
			words = append(words, w)
		}
	}
	for _, note := range n.Lost {
		words = append(words, c.say("no longer", note.Text.In(c.lang)))
	}
	if n.Zones != nil {
		words = append(words, c.say("zones", strings.Join(n.Zones.In, ", ")))
	}
	if n.Loop != nil {
		words = append(words, c.say("loops", n.Loop.Label.In(c.lang)))
		words = append(words, markWords(n.Loop.Marks, c.lang)...)
	}
	words = append(append(words, markWords(n.Marks, c.lang)...), setWords(n, c.lang)...)
	return strings.Join(words, ", ")
}

// borderOf is the id of the group that holds the node.
func (c *composer) borderOf(n *views.Node) string {
	for _, g := range c.d.Groups() {
		for _, child := range g.Children {
			if child == views.Item(n) {
				return g.ID
			}
		}
	}
	return ""
}
