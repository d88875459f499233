package sequence

import (
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/render/layout"
	"asbuilt/render/text"
)

// The fonts that places are measured for.
var (
	NameFont   = text.Font{Size: 13, Bold: true}
	KindFont   = text.Font{Size: 11}
	NumberFont = text.Font{Size: 11, Bold: true}
	TextFont   = text.Font{Size: 12}
	FactFont   = text.Font{Size: 11}
	WhenFont   = text.Font{Size: 12, Bold: true}
)

// Distances, in user units.
const (
	// GlyphSize is that of a head's glyph, MarkSize that of what stands beside a
	// message; BarWidth is that of an activation.
	GlyphSize = 24
	MarkSize  = 12
	BarWidth  = 10

	headWidth   = 132
	headPad     = 8
	headTop     = 12 // to the glyph, below the bar of the category's colour
	headGap     = 14 // between heads
	below       = 18 // from the heads to the first step
	labelClear  = 8  // from a lifeline to a label
	labelOver   = 4  // from a label to its line
	labelNarrow = 84
	labelWide   = 190
	labelLines  = 2 // lines that a text takes before its column grows
	mostLines   = 12
	messageGap  = 12
	replyGap    = 8
	loopWidth   = 26
	loopHeight  = 18
	framePad    = 24 // from the outermost lifeline to the frame
	frameNest   = 12 // from an inner frame to the one around it
	frameGap    = 16
	tabHeight   = 20
	tabPad      = 10
	branchGap   = 14
	frameWidth  = 230 // narrowest frame
	whenLine    = 18
	whenTop     = 6   // from the border of a branch to its condition
	tall        = 700 // from here on names stand below lifelines as well
	// BadgeRoom is what the badge of a failure path takes.
	BadgeRoom = 22
)

// Layout is where everything lies. Messages, frames and bars are in the order
// of the flow.
type Layout struct {
	Size     layout.Size
	Heads    []HeadBox
	Messages []Message
	Frames   []FrameBox
	Bars     []layout.Box
	// Bottom is where lifelines end.
	Bottom int
}

// HeadBox is where a head lies, and X its lifeline.
type HeadBox struct {
	Box        layout.Box
	X          int
	Name, Kind []text.Line
	// Foot is the name again, below the lifeline of a tall picture.
	Foot text.Line
}

// Message is where a message or a reply lies.
type Message struct {
	Step *Step
	// Reply says that it is what comes back.
	Reply  bool
	Points []layout.Point
	// Label is around number, text and facts.
	Label layout.Box
	// Indent is from the label's left to its texts, past the number.
	Indent      int
	Text, Facts []text.Line
}

// ID is unique in the diagram: "step/3", "step/3/reply".
func (m *Message) ID() string {
	if m.Reply {
		return "step/" + m.Step.Number + "/reply"
	}
	return "step/" + m.Step.Number
}

// FrameBox is where a frame lies.
type FrameBox struct {
	Step       *Step
	Box, Title layout.Box
	Word       text.Line
	Branches   []BranchBox
}

// BranchBox is where a branch lies; Title is its condition, without size when
// it has none.
type BranchBox struct {
	*Branch
	Box, Title layout.Box
	Text       []text.Line
}

// Place says where everything in d lies, with the texts in lang.
func Place(d *Diagram, lang finding.Lang) *Layout {
	p := &placer{d: d, lang: lang, l: &Layout{}, sides: map[*Frame]side{}}
	p.heads()
	if len(d.Heads) == 0 {
		return p.l
	}
	for _, s := range d.Steps {
		p.measure(s)
	}
	p.shift()
	p.steps(d.Steps)
	p.unwind(0)
	p.l.Bottom = p.y + 20
	p.l.Size.H = p.l.Bottom
	if p.y > tall {
		p.foot()
	}
	p.closeBars()
	return p.l
}

// foot repeats the names at the lower ends of the lifelines, shortened.
func (p *placer) foot() {
	for i, h := range p.d.Heads {
		p.l.Heads[i].Foot = text.Fit(h.Title.In(p.lang), KindFont, headWidth)
	}
	p.l.Size.H += 6 + KindFont.LineHeight()
}

type placer struct {
	d    *Diagram
	lang finding.Lang
	l    *Layout
	y    int
	// sides are where frames begin and end.
	sides map[*Frame]side
	stack []*bar
	bars  []*bar
}

// side is the horizontal room of a frame; inner is where its texts begin, past
// the first lifeline that it touches.
type side struct{ left, right, inner int }

// heads places the heads in a row, as far apart as the messages between
// neighbours need.
func (p *placer) heads() {
	room := make([]int, len(p.d.Heads))
	for i := range room {
		room[i] = headWidth + headGap
	}
	for _, s := range p.d.Messages() {
		left, right := min(s.From, s.To), max(s.From, s.To)
		switch {
		case left == right:
			room[left] = max(room[left], p.wanted(s)+loopWidth)
		case right == left+1:
			room[left] = max(room[left], p.wanted(s))
		}
	}
	height, x := 0, headWidth/2
	for i, h := range p.d.Heads {
		box := HeadBox{
			X:    x,
			Name: text.Wrap(h.Title.In(p.lang), NameFont, headWidth-2*headPad, 4),
			Kind: text.Wrap(h.Kind.Label.In(p.lang), KindFont, headWidth-2*headPad, 2),
		}
		box.Box = layout.Box{X: x - headWidth/2, W: headWidth}
		height = max(height, headTop+GlyphSize+6+len(box.Name)*NameFont.LineHeight()+
			len(box.Kind)*KindFont.LineHeight()+
			headPad)
		p.l.Heads = append(p.l.Heads, box)
		p.l.Size.W = x + headWidth/2
		x += room[i]
	}
	for i := range p.l.Heads {
		p.l.Heads[i].Box.H = height
	}
	p.y = height + below
	if n := len(p.l.Heads); n > 0 { // a loop at the last lifeline
		p.l.Size.W = max(p.l.Size.W, p.l.Heads[n-1].X+room[n-1]-headGap)
	}
}

// wanted is how far apart two lifelines should be for the label of s: so far
// that it takes few lines.
func (p *placer) wanted(s *Step) int {
	width := labelNarrow
	for ; width < labelWide; width += 8 {
		words, facts := p.label(s, width)
		reply := text.Wrap(s.Reply.In(p.lang), TextFont, width, mostLines)
		if len(words) <= labelLines && len(facts) <= 1 && len(reply) <= labelLines {
			break
		}
	}
	return width + indent(s) + 2*labelClear + BarWidth
}

// indent is the room of the step's number before its texts.
func indent(s *Step) int { return NumberFont.Width(s.Number) + 8 }

// Marks is how many marks stand before the facts of a message.
func (m *Message) Marks() int {
	if m.Reply {
		return 0
	}
	return marks(m.Step)
}

func marks(s *Step) int {
	n := 0
	if s.TLS {
		n++
	}
	if s.Masked {
		n++
	}
	return n
}

// label is the texts of a message no wider than width.
func (p *placer) label(s *Step, width int) (words, facts []text.Line) {
	words = text.Wrap(s.Text.In(p.lang), TextFont, width, mostLines)
	var all []string
	for _, f := range s.Facts {
		all = append(all, f.In(p.lang))
	}
	facts = text.Wrap(strings.Join(all, " · "), FactFont, width-marks(s)*(MarkSize+2), mostLines)
	if len(facts) == 0 && marks(s) > 0 {
		facts = []text.Line{{}}
	}
	return words, facts
}

// measure decides where the frames in s begin and end; first and last are the
// heads that s touches.
func (p *placer) measure(s *Step) (first, last, nest, right int) {
	if s.Frame == nil {
		first, last = min(s.From, s.To), max(s.From, s.To)
		right = p.l.Heads[last].X + BarWidth/2
		if first == last {
			right += loopWidth + labelNarrow + indent(s)
		}
		return first, last, 0, right
	}
	first, last = len(p.d.Heads), -1
	for _, b := range s.Frame.Branches {
		for _, step := range b.Steps {
			f, l, n, r := p.measure(step)
			first, last, nest, right = min(first, f), max(last, l), max(nest, n), max(right, r)
		}
	}
	if last < 0 { // nothing in it
		first, last = 0, 0
	}
	at := side{
		left: p.l.Heads[first].X - framePad - nest*frameNest, inner: p.l.Heads[first].X + BarWidth/2 + labelClear,
	}
	at.right = max(p.l.Heads[last].X+framePad+nest*frameNest, right+frameNest, at.left+frameWidth)
	p.sides[s.Frame] = at
	return first, last, nest + 1, at.right
}

// shift moves everything right when a frame begins left of the first head.
func (p *placer) shift() {
	left := 0
	for _, s := range p.sides {
		left = min(left, s.left-2)
		p.l.Size.W = max(p.l.Size.W, s.right+2)
	}
	for f, s := range p.sides {
		s.left, s.right, s.inner = s.left-left, s.right-left, s.inner-left
		p.sides[f] = s
	}
	for i := range p.l.Heads {
		p.l.Heads[i].X -= left
		p.l.Heads[i].Box.X -= left
	}
	p.l.Size.W -= left
}

func (p *placer) steps(all []*Step) {
	for _, s := range all {
		if s.Frame != nil {
			p.frame(s)
			continue
		}
		p.message(s)
	}
}

// message places a message and its reply.
func (p *placer) message(s *Step) {
	m := Message{Step: s, Indent: indent(s)}
	left, width := p.span(s)
	m.Text, m.Facts = p.label(s, width-m.Indent)
	height := max(len(m.Text)*TextFont.LineHeight()+len(m.Facts)*FactFont.LineHeight(), NumberFont.LineHeight())
	p.y += messageGap
	m.Label = layout.Box{X: left, Y: p.y, W: m.Indent + m.width(), H: height}
	p.y += height + labelOver
	m.Points = p.arrow(s.From, s.To, p.y)
	p.call(s)
	if s.From == s.To {
		p.y += loopHeight
		p.touch()
	}
	p.l.Messages = append(p.l.Messages, m)
	if !s.Reply.IsZero() {
		p.reply(s)
	}
}

func (p *placer) reply(s *Step) {
	m := Message{Step: s, Reply: true}
	left, width := p.span(s)
	m.Text = text.Wrap(s.Reply.In(p.lang), TextFont, width, mostLines)
	p.y += replyGap
	m.Label = layout.Box{X: left, Y: p.y, W: m.width(), H: len(m.Text) * TextFont.LineHeight()}
	p.y += m.Label.H + labelOver
	m.Points = p.arrow(s.To, s.From, p.y)
	if s.From == s.To {
		p.y += loopHeight
	}
	p.answer(s)
	p.l.Messages = append(p.l.Messages, m)
}

// width is that of the widest text of the label.
func (m *Message) width() int {
	w := 0
	for _, l := range m.Text {
		w = max(w, l.Width)
	}
	for _, l := range m.Facts {
		w = max(w, l.Width+m.Marks()*(MarkSize+2))
	}
	return w
}

// span is where the label of s may lie.
func (p *placer) span(s *Step) (left, width int) {
	a, z := p.l.Heads[min(s.From, s.To)].X, p.l.Heads[max(s.From, s.To)].X
	left = a + BarWidth/2 + labelClear
	if s.From != s.To {
		return left, z - BarWidth/2 - labelClear - left
	}
	return left, labelNarrow + loopWidth + indent(s) - labelClear
}

// arrow leads from bar to bar at y, or in a loop back to its own.
func (p *placer) arrow(from, to, y int) []layout.Point {
	a, z := p.l.Heads[from].X, p.l.Heads[to].X
	switch {
	case a < z:
		return []layout.Point{{X: a + BarWidth/2, Y: y}, {X: z - BarWidth/2, Y: y}}
	case a > z:
		return []layout.Point{{X: a - BarWidth/2, Y: y}, {X: z + BarWidth/2, Y: y}}
	}
	a += BarWidth / 2
	return []layout.Point{
		{X: a, Y: y}, {X: a + loopWidth, Y: y}, {X: a + loopWidth, Y: y + loopHeight}, {X: a, Y: y + loopHeight},
	}
}

// frame places a frame with its branches, each of which begins with who was
// active before the frame.
func (p *placer) frame(s *Step) {
	at := p.sides[s.Frame]
	p.y += frameGap
	f := FrameBox{Step: s, Box: layout.Box{X: at.left, Y: p.y, W: at.right - at.left}}
	word := texts().Of("alternatives")
	if s.Frame.Parallel {
		word = texts().Of("parallel")
	}
	f.Word = text.Fit(word.In(p.lang)+" "+s.Number, NumberFont, at.right-at.left-2*tabPad)
	f.Title = layout.Box{X: at.left, Y: p.y, W: f.Word.Width + 2*tabPad, H: tabHeight}
	index := len(p.l.Frames) // frames inside follow it
	p.l.Frames = append(p.l.Frames, f)
	before := slices.Clone(p.stack)
	for i, b := range s.Frame.Branches {
		f.Branches = append(f.Branches, p.branch(&f, b, i == 0))
		p.unwind(0)
		p.stack = slices.Clone(before)
	}
	p.y += branchGap
	f.Box.H = p.y - f.Box.Y
	p.l.Frames[index] = f
}

func (p *placer) branch(f *FrameBox, b *Branch, first bool) BranchBox {
	if !first {
		p.y += branchGap
	}
	at := BranchBox{Branch: b, Box: layout.Box{X: f.Box.X, Y: p.y, W: f.Box.W}}
	left := p.sides[f.Step.Frame].inner
	if first {
		left = max(left, f.Title.X+f.Title.W+tabPad)
	}
	if !b.When.IsZero() {
		room := f.Box.X + f.Box.W - tabPad - left
		if b.Failure {
			room -= BadgeRoom
		}
		number := b.Number + "  "
		at.Text = text.Wrap(number+b.When.In(p.lang), WhenFont, room, 4)
		at.Title = layout.Box{X: left, Y: p.y + whenTop, H: len(at.Text) * whenLine}
		for _, l := range at.Text {
			at.Title.W = max(at.Title.W, l.Width)
		}
		if b.Failure {
			at.Title.W += BadgeRoom
		}
		p.y = at.Title.Y + at.Title.H
	}
	if first {
		p.y = max(p.y, f.Title.Y+f.Title.H)
	}
	p.steps(b.Steps)
	at.Box.H = p.y + branchGap - at.Box.Y
	return at
}
