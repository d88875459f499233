package mermaid

import (
	"fmt"
	"strings"

	"asbuilt/render/layout"
	"asbuilt/render/text"
)

// Sizes of a sequence, in user units.
const (
	apart    = 48  // between actors, at least
	step     = 16  // between events
	widthMax = 180 // of a note
)

// sequence draws the statements of a sequence.
func sequence(lines []string) (string, Why) {
	s, ok := readSequence(lines)
	switch {
	case !ok:
		return "", Unknown
	case len(s.actors) == 0:
		return "", NotDrawing
	case len(s.actors) > MostBoxes/4 || len(s.events) > MostLines:
		return "", TooLarge
	}
	d := &scroll{series: s, p: &picture{}}
	d.columns()
	d.run()
	return d.end(), Drawn
}

// scroll is a sequence that is being drawn from top to bottom.
type scroll struct {
	*series
	p           *picture
	mid, width  []int
	headHeight  int
	y           int
	left, right int
	frames      []openFrame
	behind      strings.Builder // frames and lifelines, which lie below messages
}

// openFrame is a frame whose end, and so whose width, is still to come.
type openFrame struct {
	top       int
	low, high int // what it holds reaches from here to there
	heads     []frameHead
}

// frameHead is what stands at the head of a frame, or of a part of one.
type frameHead struct {
	y     int
	word  text.Line
	lines []text.Line
	w, h  int
}

// columns finds where actors stand: as far apart as what is said between
// neighbours needs.
func (d *scroll) columns() {
	gaps := make([]int, len(d.actors)+1)
	for _, a := range d.actors {
		_, w, h := block(a.label, plainFont)
		d.width = append(d.width, max(w+28, 72))
		d.headHeight = max(d.headHeight, h+20)
	}
	for _, e := range d.events {
		low, high := min(e.from, e.to), max(e.from, e.to)
		_, w, _ := d.words(e)
		switch {
		case e.what == "message" && low == high:
			gaps[low+1] = max(gaps[low+1], w+48)
		case e.what == "message":
			gaps[low+1] = max(gaps[low+1], (w+28)/(high-low))
		case e.what == "note" && e.side == "left":
			gaps[low] = max(gaps[low], w+36)
		case e.what == "note" && e.side == "right":
			gaps[low+1] = max(gaps[low+1], w+36)
		}
	}
	x := max(0, gaps[0]-d.width[0]/2)
	for i := range d.actors {
		mid := x + d.width[i]/2
		if i > 0 {
			mid = max(mid, d.mid[i-1]+gaps[i])
		}
		d.mid = append(d.mid, mid)
		x = mid + d.width[i]/2 + apart
	}
	last := len(d.actors) - 1
	d.right = max(d.mid[last]+d.width[last]/2, d.mid[last]+gaps[last+1])
}

// words are what an event says, with their size.
func (d *scroll) words(e event) (lines []text.Line, w, h int) {
	label := e.label
	if e.number != "" {
		label = append([]string{e.number + "."}, label...)
		if len(label) > 1 {
			label = append([]string{label[0] + " " + label[1]}, label[2:]...)
		}
	}
	for _, one := range label {
		lines = append(lines, text.Wrap(one, smallFont, widthMax, 12)...)
	}
	for _, l := range lines {
		w = max(w, l.Width)
	}
	return lines, w, len(lines) * smallFont.LineHeight()
}

// run draws one event below the other.
func (d *scroll) run() {
	if len(d.title) > 0 {
		lines, w, h := block(d.title, titleFont)
		d.p.textAt(lines, 0, h/2, titleFont, "mm-title", "start")
		d.y, d.right = h+step, max(d.right, w)
	}
	top := d.y
	d.heads(top)
	d.y = top + d.headHeight + step
	for _, e := range d.events {
		switch e.what {
		case "message":
			d.message(e)
		case "note":
			d.note(e)
		case "begin":
			d.begin(e)
		case "divide":
			d.divide(e)
		case "end":
			d.close()
		}
	}
	for _, x := range d.mid {
		fmt.Fprintf(&d.behind, `<path class="mm-life" d="M%d %dV%d"/>`, x, top+d.headHeight, d.y)
	}
	d.heads(d.y)
	d.y += d.headHeight
}

func (d *scroll) heads(y int) {
	for i, a := range d.actors {
		b := layout.Box{X: d.mid[i] - d.width[i]/2, Y: y, W: d.width[i], H: d.headHeight}
		round := 2
		if a.person {
			round = d.headHeight / 2
		}
		d.p.rect(b, "mm-box", round)
		lines, _, _ := block(a.label, plainFont)
		d.p.text(lines, d.mid[i], y+d.headHeight/2, plainFont, "mm-text")
	}
}

// widen tells the frames around that what is drawn spans these columns.
func (d *scroll) widen(low, high int) {
	for i := range d.frames {
		d.frames[i].low, d.frames[i].high = min(d.frames[i].low, low), max(d.frames[i].high, high)
	}
}

func (d *scroll) message(e event) {
	lines, w, h := d.words(e)
	from, to := d.mid[e.from], d.mid[e.to]
	d.widen(min(from, to), max(from, to))
	a := &arrow{end: e.mark, dashed: e.dashed}
	if from == to {
		d.p.textAt(lines, from+10, d.y+h/2, smallFont, "mm-note", "start")
		d.widen(from, from+max(w+16, 44))
		y := d.y + h + 4
		out := from + 32
		d.p.line([]layout.Point{{X: from, Y: y}, {X: out, Y: y}, {X: out, Y: y + 18}, {X: from, Y: y + 18}}, a)
		d.y = y + 18 + step
		return
	}
	d.p.text(lines, (from+to)/2, d.y+h/2, smallFont, "mm-note")
	y := d.y + h + 5
	d.p.line([]layout.Point{{X: from, Y: y}, {X: to, Y: y}}, a)
	d.y = y + step
}

func (d *scroll) note(e event) {
	lines, w, h := d.words(e)
	b := layout.Box{Y: d.y, W: w + 20, H: h + 12}
	switch e.side {
	case "left":
		b.X = d.mid[e.from] - 10 - b.W
	case "right":
		b.X = d.mid[e.from] + 10
	default:
		b.W = max(b.W, d.mid[e.to]-d.mid[e.from]+40)
		b.X = (d.mid[e.from]+d.mid[e.to])/2 - b.W/2
	}
	d.widen(b.X, b.X+b.W)
	d.left, d.right = min(d.left, b.X), max(d.right, b.X+b.W)
	d.p.rect(b, "mm-remark", 0)
	d.p.text(lines, b.X+b.W/2, b.Y+b.H/2, smallFont, "mm-note")
	d.y += b.H + step
}

func (d *scroll) begin(e event) {
	d.frames = append(d.frames, openFrame{top: d.y, low: 1 << 30, high: -1 << 30})
	d.head(e)
}

func (d *scroll) divide(e event) {
	if len(d.frames) > 0 {
		d.head(e)
	}
}

// head makes room for what stands at the head of the innermost frame or of its
// next part. It is written when the frame's left side is known.
func (d *scroll) head(e event) {
	head := frameHead{y: d.y, word: text.Fit(e.word, titleFont, widthMax)}
	head.lines, head.w, head.h = d.words(e)
	head.h = max(head.h, titleFont.LineHeight())
	f := &d.frames[len(d.frames)-1]
	f.heads = append(f.heads, head)
	d.y += head.h + 6 + step
}

// close draws the frame that ends here.
func (d *scroll) close() {
	last := len(d.frames) - 1
	if last < 0 {
		return
	}
	f := d.frames[last]
	d.frames = d.frames[:last]
	if f.low > f.high { // it holds nothing
		f.low, f.high = d.mid[0], d.mid[0]
	}
	room := 14
	b := layout.Box{X: f.low - room, Y: f.top, W: f.high - f.low + 2*room, H: d.y - f.top}
	for _, head := range f.heads {
		b.W = max(b.W, head.word.Width+head.w+32)
	}
	for i, head := range f.heads {
		if i > 0 {
			fmt.Fprintf(&d.behind, `<path class="mm-life" d="M%d %dH%d"/>`, b.X, head.y, b.X+b.W)
		}
		x, y := b.X+10, head.y+6+head.h/2
		if head.word.Text != "" {
			d.p.textAt([]text.Line{head.word}, x, y, titleFont, "mm-title", "start")
			x += head.word.Width + 12
		}
		d.p.textAt(head.lines, x, y, smallFont, "mm-note", "start")
	}
	d.widen(b.X, b.X+b.W)
	d.left, d.right = min(d.left, b.X), max(d.right, b.X+b.W)
	fmt.Fprintf(&d.behind, `<rect class="mm-frame" x="%d" y="%d" width="%d" height="%d" rx="2"/>`, b.X, b.Y, b.W, b.H)
	d.y += step
}

// end is the whole picture.
func (d *scroll) end() string {
	whole := newPicture(d.right-d.left, d.y, d.about())
	fmt.Fprintf(&whole.b, `<g transform="translate(%d 0)">`, -d.left)
	whole.b.WriteString(d.behind.String() + d.p.b.String() + "</g>")
	return whole.end()
}

// about says the sequence in words.
func (d *scroll) about() string {
	var all []string
	for _, e := range d.events {
		label := strings.Join(e.label, " ")
		switch e.what {
		case "message":
			said := strings.Join(d.actors[e.from].label, " ") + " → " + strings.Join(d.actors[e.to].label, " ")
			if label != "" {
				said += ": " + label
			}
			all = append(all, said)
		case "note":
			all = append(all, label)
		case "begin", "divide":
			all = append(all, strings.TrimSpace(e.word+" "+label))
		}
	}
	return strings.Join(all, "; ")
}
