package sheet

import (
	"asbuilt/render/layout"
	"asbuilt/render/scene"
	"asbuilt/render/text"
)

// The sheet: in a file, a frame, the drawing in it, and below the drawing the
// legend and, in the right corner as on real drawings, the title block. A page
// has a frame and a title block of its own: there the legend stands alone.
const (
	frameInset  = 12
	sheetMargin = 36
	sheetWidth  = 760 // narrowest sheet
	bareMargin  = 12  // of a picture in a page
	bareWidth   = 480 // narrowest picture in a page
	blockWidth  = 380
	blockPad    = 12
	blockText   = (blockWidth - 2*blockPad) * 16 / 17 // widest text: see wider
	footGap     = 28
)

var (
	viewFont  = text.Font{Size: 17, Bold: true}
	fieldFont = text.Font{Size: 12}
	valueFont = text.Font{Size: 13, Bold: true}
	bodyFont  = text.Font{Size: 12}
)

// sheet is the space around a drawing.
type sheet struct {
	c      *composer
	o      Options
	block  block
	legend legend
	// foot is where legend and title block begin.
	foot, width int
	// margin is left around the drawing.
	margin int
}

// sheet decides how large the sheet is, and where the drawing lies on it.
func (c *composer) sheet(drawing layout.Size, o Options) *sheet {
	s := &sheet{c: c, o: o, margin: sheetMargin, width: max(drawing.W+2*sheetMargin, sheetWidth)}
	if o.Bare {
		s.margin, s.width = bareMargin, max(drawing.W+2*bareMargin, bareWidth)
	}
	c.dx, c.dy = (s.width-drawing.W)/2, s.margin
	if !c.d.Empty.IsZero() {
		drawing.H = 120
	}
	s.foot = c.dy + drawing.H + footGap
	c.p.Width, c.p.Height = s.width, s.foot+s.footHeight()
	paper := []scene.Shape{
		scene.Rect{Box: scene.Box{W: c.p.Width, H: c.p.Height}, Paint: scene.Paint{Fill: scene.Paper}},
	}
	if !o.Bare {
		frame := scene.Box{X: frameInset, Y: frameInset, W: c.p.Width - 2*frameInset, H: c.p.Height - 2*frameInset}
		paper = append(paper, scene.Rect{Box: frame, Paint: scene.Paint{Stroke: scene.Rule}})
	}
	c.add(scene.Item{Role: scene.Sheet, Shapes: paper})
	if !c.d.Empty.IsZero() {
		c.notice(s.margin + drawing.H/2)
	}
	return s
}

// footHeight makes the legend and the title block, and is the room they need
// below the drawing: beside each other where they fit.
func (s *sheet) footHeight() int {
	switch {
	case s.o.Bare && s.o.Alone:
		return 0
	case s.o.Bare:
		s.legend = s.c.legend(s.width - 2*s.margin)
		return s.legend.height
	}
	s.block = s.c.block(s.o)
	room := s.width - 2*frameInset - 2*blockPad
	if room+2*blockPad-blockWidth < 420 {
		s.legend = s.c.legend(room)
		return s.legend.height + blockPad + s.block.height + frameInset
	}
	s.legend = s.c.legend(room - blockWidth - blockPad)
	return max(s.legend.height, s.block.height) + frameInset
}

// notice says, at y, why there is nothing to see.
func (c *composer) notice(y int) {
	l := text.Fit(c.d.Empty.In(c.lang), nameFont, c.p.Width-2*sheetMargin)
	c.add(scene.Item{Role: scene.Notice, Shapes: []scene.Shape{scene.Text{
		X: c.p.Width / 2, Y: y, Size: nameFont.Size, Bold: true, Length: l.Width, Centred: true, Color: scene.Muted,
		Content: l.Text,
	}}})
}

// finish draws what stands below the drawing.
func (s *sheet) finish() {
	switch {
	case s.o.Bare && s.o.Alone:
		return
	case s.o.Bare:
		s.c.add(scene.Item{Role: scene.Legend, Shapes: s.legend.shapes(s.margin, s.foot)})
		return
	}
	right := s.width - frameInset
	top := s.c.p.Height - frameInset - s.block.height
	s.c.add(scene.Item{Role: scene.Legend, Shapes: s.legend.shapes(frameInset+blockPad, s.foot)})
	s.c.add(scene.Item{Role: scene.TitleBlock, Shapes: s.block.shapes(right-blockWidth, top)})
}

// block is the title block: which view of which system, in which state.
type block struct {
	title   []text.Line
	purpose []text.Line
	rows    [][]cell // of one field or two
	height  int
}

// cell is a field as it stands in the title block.
type cell struct {
	name  string
	value []text.Line // never cut
}

const fieldHeight = 38

// rowHeight is the room of a row of fields.
func rowHeight(row []cell) int {
	lines := 1
	for _, f := range row {
		lines = max(lines, len(f.value))
	}
	return fieldHeight + (lines-1)*valueFont.LineHeight()
}

// add puts a field beside the one before it where both are short; the system's name
// stands alone.
func (b *block) add(name, value string) {
	const half, mostLines = blockWidth/2 - 2*blockPad, 6
	f := cell{name, text.Wrap(value, valueFont, blockText, mostLines)}
	short := func(f cell) bool { return len(f.value) == 1 && f.value[0].Width <= half }
	last := len(b.rows) - 1
	switch {
	case len(f.value) == 0:
	case last > 0 && len(b.rows[last]) == 1 && short(b.rows[last][0]) && short(f):
		b.rows[last] = append(b.rows[last], f)
	default:
		b.rows = append(b.rows, []cell{f})
	}
}

func (c *composer) block(o Options) block {
	b := block{
		title:   text.Wrap(c.d.View.Title.In(c.lang), viewFont, blockText, 2),
		purpose: text.Wrap(c.d.View.Purpose.In(c.lang), bodyFont, blockText, 3),
	}
	b.add(texts().Of("field system").In(c.lang), c.d.System.In(c.lang))
	b.add(texts().Of("field state").In(c.lang), c.d.View.StateTitle.In(c.lang))
	for _, f := range o.Fields {
		b.add(f.Name.In(c.lang), f.Value.In(c.lang))
	}
	b.add(texts().Of("field stamp").In(c.lang), o.Stamp.In(c.lang))
	b.height = blockPad + len(b.title)*viewFont.LineHeight() + 2 + len(b.purpose)*bodyFont.LineHeight() + blockPad
	for _, row := range b.rows {
		b.height += rowHeight(row)
	}
	return b
}

func (b block) shapes(x, y int) []scene.Shape {
	rule := func(x1, y1, x2, y2 int) scene.Shape {
		return scene.Stroke{
			Points: []scene.Point{{X: x1, Y: y1}, {X: x2, Y: y2}}, Paint: scene.Paint{Stroke: scene.Rule},
		}
	}
	shapes := []scene.Shape{rule(x, y, x+blockWidth, y), rule(x, y, x, y+b.height)}
	at := y + blockPad
	for _, l := range b.title {
		at += viewFont.LineHeight()
		shapes = append(shapes, scene.Text{
			X: x + blockPad, Y: at - 6, Size: viewFont.Size, Bold: true, Length: l.Width, Color: scene.Ink,
			Content: l.Text,
		})
	}
	at += 2
	for _, l := range b.purpose {
		at += bodyFont.LineHeight()
		shapes = append(shapes, scene.Text{
			X: x + blockPad, Y: at - 4, Size: bodyFont.Size, Length: l.Width, Color: scene.Muted, Content: l.Text,
		})
	}
	at += blockPad
	for _, row := range b.rows {
		shapes = append(shapes, rule(x, at, x+blockWidth, at))
		for i, f := range row {
			left := x + i*blockWidth/2
			if i > 0 {
				shapes = append(shapes, rule(left, at, left, at+rowHeight(row)))
			}
			shapes = append(shapes, scene.Text{
				X: left + blockPad, Y: at + 14, Size: fieldFont.Size, Length: fieldFont.Width(f.name),
				Color: scene.Muted, Content: f.name,
			})
			for k, l := range f.value {
				shapes = append(shapes, scene.Text{
					X: left + blockPad, Y: at + 30 + k*valueFont.LineHeight(), Size: valueFont.Size, Bold: true,
					Length: l.Width, Color: scene.Ink, Content: l.Text,
				})
			}
		}
		at += rowHeight(row)
	}
	return shapes
}
