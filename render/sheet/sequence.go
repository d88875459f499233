package sheet

import (
	"slices"

	"asbuilt/render/scene"
	"asbuilt/render/sequence"
	"asbuilt/render/text"
	"asbuilt/render/views"
)

// sequencer makes a scene of a sequence and where it lies.
type sequencer struct {
	composer
	s     *sequence.Diagram
	at    *sequence.Layout
	edges map[string]*views.Edge
}

// Sequence is the sheet of s, of which d is the nodes and edges: lifelines with
// their bars, frames, messages, heads, and what belongs to every sheet.
func Sequence(s *sequence.Diagram, d *views.Diagram, o Options) *scene.Picture {
	c := &sequencer{
		composer: composer{d: d, lang: o.Lang, link: o.Link, icons: o.Icons, names: namesOf(d, o.Lang)},
		s:        s, at: sequence.Place(s, o.Lang), edges: map[string]*views.Edge{},
	}
	for _, e := range d.Edges {
		c.edges[e.ID] = e
	}
	c.extra = c.entries()
	return c.compose(o)
}

func (c *sequencer) compose(o Options) *scene.Picture {
	c.p = &scene.Picture{
		View: c.d.View.ID, Lang: string(c.lang),
		Title: c.d.System.In(c.lang) + " · " + c.d.View.Title.In(c.lang),
		Desc:  c.describe(),
	}
	s := c.sheet(c.at.Size, o)
	c.lifelines()
	for i := range c.at.Frames {
		c.frame(&c.at.Frames[i])
	}
	for i := range c.at.Messages {
		c.message(&c.at.Messages[i])
	}
	for i, n := range c.d.Nodes() {
		c.head(n, c.at.Heads[i])
	}
	s.finish()
	return c.p
}

func (c *sequencer) describe() string {
	if !c.d.Empty.IsZero() {
		return c.d.Empty.In(c.lang)
	}
	return c.d.View.Purpose.In(c.lang) + " " +
		c.say("described flow", len(c.s.Heads), len(c.s.Messages()))
}

// lifelines draws what hangs from the heads, and when each is busy.
func (c *sequencer) lifelines() {
	for _, h := range c.at.Heads {
		x, bottom := h.X+c.dx, c.at.Bottom+c.dy
		it := scene.Item{Role: scene.Lifeline, Shapes: []scene.Shape{scene.Stroke{
			Points: []scene.Point{{X: x, Y: h.Box.H + c.dy}, {X: x, Y: bottom}},
			Paint:  scene.Paint{Stroke: scene.Hairline, Dash: []int{2, 4}},
		}}}
		if h.Foot.Text != "" {
			it.Shapes = append(it.Shapes, centred(h.Foot, sequence.KindFont, x, bottom+sequence.KindFont.LineHeight(),
				scene.Muted))
		}
		c.add(it)
	}
	for _, b := range c.at.Bars {
		c.add(scene.Item{Role: scene.Lifeline, Shapes: []scene.Shape{barShape(c.box(b))}})
	}
}

// barShape is the time in which a participant is busy.
func barShape(b scene.Box) scene.Shape {
	return scene.Rect{Box: b, Radius: 2, Paint: scene.Paint{Fill: scene.Surface, Stroke: scene.Hairline}}
}

// head draws a participant: the bar of its category on top, its glyph, its name
// and its kind.
func (c *sequencer) head(n *views.Node, at sequence.HeadBox) {
	box, color := c.box(at.Box), scene.Category(string(n.Category))
	border := scene.Paint{Fill: scene.Surface, Stroke: scene.Hairline}
	if len(n.Marks) > 0 {
		m := styleOfMark(n.Marks[0])
		border.Stroke, border.Width, border.Dash = m.color, m.width(), m.dash
	}
	x := at.X + c.dx
	it := scene.Item{
		Role: scene.Node, ID: n.ID, Kind: n.Kind, Link: c.linkTo(n.ID), Marks: markNames(n.Marks), Box: box,
		Name: c.nodeName(n),
		Shapes: []scene.Shape{
			scene.Rect{Box: box, Radius: 6, Paint: border},
			scene.Rect{
				Box: scene.Box{X: box.X + 8, Y: box.Y + 6, W: box.W - 16, H: 3}, Radius: 1,
				Paint: scene.Paint{Fill: color},
			},
			scene.Glyph{
				X: x - sequence.GlyphSize/2, Y: box.Y + 13, Size: sequence.GlyphSize, Name: n.Glyph, Color: color,
				Icon: c.icons[n.Kind],
			},
		},
	}
	y := box.Y + 13 + sequence.GlyphSize + 3
	for _, l := range at.Name {
		y += sequence.NameFont.LineHeight()
		it.Shapes = append(it.Shapes, centred(l, sequence.NameFont, x, y-3, scene.Ink))
	}
	for _, l := range at.Kind {
		y += sequence.KindFont.LineHeight()
		it.Shapes = append(it.Shapes, centred(l, sequence.KindFont, x, y-3, scene.Muted))
	}
	for i, m := range n.Marks {
		it.Shapes = append(it.Shapes, badge(m, box.Right()-6-badgeSize-i*badgeRoom, box.Y+12)...)
	}
	c.add(it)
}

func centred(l text.Line, f text.Font, x, y int, color scene.Color) scene.Shape {
	return scene.Text{
		X: x, Y: y, Size: f.Size, Bold: f.Bold, Length: l.Width, Centred: true, Color: color, Content: l.Text,
	}
}

// failureDash draws what belongs to a failure path.
var failureDash = []int{7, 4}

// frame draws the border of a frame, its word in the corner, and its branches.
func (c *sequencer) frame(f *sequence.FrameBox) {
	box, title := c.box(f.Box), c.box(f.Title)
	kind, name := "alternatives", c.say("alternatives")
	if f.Step.Frame.Parallel {
		kind, name = "parallel", c.say("parallel")
	}
	if note := f.Step.Text.In(c.lang); note != "" {
		name += ": " + note
	}
	c.add(scene.Item{
		Role: scene.Frame, ID: "step/" + f.Step.Number, Kind: kind, Name: f.Step.Number + " " + name, Box: box,
		Title: title,
		Shapes: []scene.Shape{
			scene.Rect{Box: box, Radius: 3, Paint: scene.Paint{Stroke: scene.Hairline, Width: 1.25}},
			scene.Polygon{Points: []scene.Point{
				{X: title.X, Y: title.Y}, {X: title.Right(), Y: title.Y}, {X: title.Right(), Y: title.Bottom() - 6},
				{X: title.Right() - 6, Y: title.Bottom()}, {X: title.X, Y: title.Bottom()},
			}, Paint: scene.Paint{Fill: scene.Surface, Stroke: scene.Hairline, Width: 1.25}},
			scene.Text{
				X: title.X + 10, Y: title.Y + title.H/2 + 4, Size: sequence.NumberFont.Size, Bold: true,
				Length: f.Word.Width, Color: scene.Ink, Content: f.Word.Text,
			},
		},
	})
	for i := range f.Branches {
		tab := scene.Box{}
		if i == 0 {
			tab = title
		}
		c.branch(&f.Branches[i], tab)
	}
}

// branch draws what divides it from the one above, its condition, and whether
// it is a failure path. The first one has the tab of the frame in its corner.
func (c *sequencer) branch(b *sequence.BranchBox, tab scene.Box) {
	box, title := c.box(b.Box), c.box(b.Title)
	it := scene.Item{Role: scene.Branch, ID: "branch/" + b.Number, Kind: "parallel", Box: box}
	if !b.When.IsZero() {
		it.Kind, it.Title, it.Name = "alternative", title, b.Number+" "+b.When.In(c.lang)
	}
	failure := b.Failure && !b.When.IsZero()
	if failure {
		it.Name += ", " + c.say("failure path")
		it.Marks = []string{"failure"}
		it.Shapes = append(it.Shapes, scene.Polygon{
			Points: besideTab(box, tab, 4),
			Paint:  scene.Paint{Fill: scene.Caution, Faint: 5, Stroke: scene.Caution, Dash: failureDash},
		})
	}
	if tab.IsZero() {
		it.Shapes = append(it.Shapes, scene.Stroke{
			Points: []scene.Point{{X: box.X, Y: box.Y}, {X: box.Right(), Y: box.Y}},
			Paint:  scene.Paint{Stroke: scene.Hairline, Dash: []int{5, 4}},
		})
	}
	if c.overLifeline(title) {
		it.Shapes = append(it.Shapes, scene.Rect{
			Box: title, Radius: 2, Paint: scene.Paint{Fill: scene.Paper, Faint: 90},
		})
	}
	x, color := title.X, scene.Ink
	if failure {
		color = scene.Caution
		it.Shapes = append(it.Shapes, failureBadge(x, title.Y+1)...)
		x += sequence.BadgeRoom
	}
	for i, l := range b.Text {
		it.Shapes = append(it.Shapes, scene.Text{
			X: x, Y: title.Y + 14 + i*18, Size: sequence.WhenFont.Size, Bold: true, Length: l.Width, Color: color,
			Content: l.Text,
		})
	}
	c.add(it)
}

// besideTab is the outline of b drawn in by d, without the corner that the tab
// takes.
func besideTab(b, tab scene.Box, d int) []scene.Point {
	left, top, right, bottom := b.X+d, b.Y+d, b.Right()-d, b.Bottom()-d
	outline := []scene.Point{{X: right, Y: top}, {X: right, Y: bottom}, {X: left, Y: bottom}}
	if tab.IsZero() {
		return append(outline, scene.Point{X: left, Y: top})
	}
	return append(outline,
		scene.Point{X: left, Y: tab.Bottom() + d},
		scene.Point{X: tab.Right() + d, Y: tab.Bottom() + d},
		scene.Point{X: tab.Right() + d, Y: top})
}

// overLifeline reports whether a lifeline would run through what lies in b.
func (c *sequencer) overLifeline(b scene.Box) bool {
	return slices.ContainsFunc(c.at.Heads, func(h sequence.HeadBox) bool {
		return b.X < h.X+c.dx && h.X+c.dx < b.Right()
	})
}

func failureBadge(x, y int) []scene.Shape {
	return []scene.Shape{
		scene.Rect{
			Box: scene.Box{X: x, Y: y, W: badgeSize, H: badgeSize}, Radius: badgeSize / 2,
			Paint: scene.Paint{Fill: scene.Caution},
		},
		scene.Glyph{X: x + 2, Y: y + 2, Size: badgeSize - 4, Name: "refuted", Color: scene.Paper},
	}
}

// message draws an arrow with its number, texts and facts.
func (c *sequencer) message(m *sequence.Message) {
	e := c.edges[m.ID()]
	style := styleOfLine(e.Kind)
	if m.Step.Async && !m.Reply {
		style.heads = open
	}
	paint := scene.Paint{Stroke: style.color, Width: style.width, Dash: style.dash}
	if m.Step.Failure {
		paint.Stroke, paint.Dash = scene.Caution, failureDash
	}
	if len(e.Marks) > 0 {
		mark := styleOfMark(e.Marks[0])
		paint.Stroke, paint.Width = mark.color, mark.width()
		if mark.dash != nil {
			paint.Dash = mark.dash
		}
	}
	points := c.points(m.Points)
	last := len(points) - 1
	it := scene.Item{
		Role: scene.Line, ID: e.ID, Kind: e.Kind, Name: c.messageName(m, e), Marks: markNames(e.Marks),
		From: e.From, To: e.To, Points: points, Label: c.box(m.Label), Connections: e.Connections,
		Shapes: []scene.Shape{
			scene.Stroke{Points: shortened(points, style), Radius: 6, Paint: paint},
			head(points[last-1], points[last], paint, style.heads.open()),
		},
	}
	if len(e.Connections) > 0 {
		it.Link = c.linkTo(e.Connections[0])
	}
	it.Label.W += len(e.Marks) * badgeRoom
	it.Shapes = append(it.Shapes, c.messageText(m, it.Label, e)...)
	c.add(it)
}

// messageName reads "3. Web → API: question, HTTPS 443, TLS".
func (c *sequencer) messageName(m *sequence.Message, e *views.Edge) string {
	name := c.lineName(e)
	if !m.Reply {
		name = m.Step.Number + ". " + name
		for _, f := range m.Step.Facts {
			if f != e.Label {
				name += ", " + f.In(c.lang)
			}
		}
	}
	if m.Step.Failure {
		name += ", " + c.say("failure path")
	}
	return name
}

// messageText draws the label; where it lies over lifelines, on clear ground.
func (c *sequencer) messageText(m *sequence.Message, at scene.Box, e *views.Edge) []scene.Shape {
	var shapes []scene.Shape
	if far := m.Step.From - m.Step.To; far > 1 || far < -1 {
		shapes = append(shapes, scene.Rect{Box: at, Radius: 2, Paint: scene.Paint{Fill: scene.Paper, Faint: 90}})
	}
	write := func(l text.Line, f text.Font, x, y int, color scene.Color) {
		if l.Text != "" {
			shapes = append(shapes, scene.Text{
				X: x, Y: y, Size: f.Size, Bold: f.Bold, Length: l.Width, Color: color, Content: l.Text,
			})
		}
	}
	x, y := at.X+m.Indent, at.Y
	if !m.Reply {
		number := text.Line{Text: m.Step.Number, Width: sequence.NumberFont.Width(m.Step.Number)}
		write(number, sequence.NumberFont, at.X, y+12, scene.Muted)
	}
	for _, l := range m.Text {
		write(l, sequence.TextFont, x, y+12, scene.Ink)
		y += sequence.TextFont.LineHeight()
	}
	for i, name := range protection(m) {
		shapes = append(shapes, scene.Glyph{
			X: x + i*(sequence.MarkSize+2), Y: y + 1, Size: sequence.MarkSize, Name: name, Color: scene.Muted,
		})
	}
	for _, l := range m.Facts {
		write(l, sequence.FactFont, x+m.Marks()*(sequence.MarkSize+2), y+11, scene.Muted)
		y += sequence.FactFont.LineHeight()
	}
	for i, mark := range e.Marks {
		shapes = append(shapes, badge(mark, at.Right()-(i+1)*badgeRoom+2, at.Bottom()-badgeSize)...)
	}
	return shapes
}

// protection is the glyphs of how a message is protected.
func protection(m *sequence.Message) []string {
	var names []string
	if m.Step.TLS && !m.Reply {
		names = append(names, "lock")
	}
	if m.Step.Masked && !m.Reply {
		names = append(names, "mask")
	}
	return names
}

// entries of the legend for what only sequences have.
func (c *sequencer) entries() []entry {
	var all []entry
	if len(c.at.Bars) > 0 {
		all = append(all, c.entry(texts().Of("bar"), sample{sequence.BarWidth, func(x, y int) []scene.Shape {
			return []scene.Shape{barShape(scene.Box{X: x, Y: y + 3, W: sequence.BarWidth, H: legendRow - 6})}
		}}))
	}
	frame := func(f sequence.FrameBox) bool { return f.Step.Frame.Parallel }
	if slices.ContainsFunc(c.at.Frames, frame) {
		all = append(all, c.entry(texts().Of("frame parallel"), sample{lineWidth, frameSample}))
	}
	if slices.ContainsFunc(c.at.Frames, func(f sequence.FrameBox) bool { return !frame(f) }) {
		all = append(all, c.entry(texts().Of("frame alternatives"), sample{lineWidth, frameSample}))
	}
	if slices.ContainsFunc(c.s.Messages(), func(s *sequence.Step) bool { return s.Failure }) {
		all = append(all, c.entry(texts().Of("failure path"), sample{badgeSize, func(x, y int) []scene.Shape {
			return failureBadge(x, y+(legendRow-badgeSize)/2)
		}}))
	}
	return all
}

func frameSample(x, y int) []scene.Shape {
	box := scene.Box{X: x, Y: y + 3, W: lineWidth, H: 16}
	return []scene.Shape{
		scene.Rect{Box: box, Radius: 2, Paint: scene.Paint{Stroke: scene.Hairline, Width: 1.25}},
		scene.Rect{Box: scene.Box{X: box.X, Y: box.Y, W: 12, H: 7}, Paint: scene.Paint{Fill: scene.Hairline}},
	}
}
