package sheet

import (
	"cmp"
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/render/scene"
	"asbuilt/render/text"
	"asbuilt/render/views"
)

// legend explains what the sheet shows, and nothing else, in rows that wrap.
type legend struct {
	rows   [][]entry
	height int
	drift  bool // all but what differs has stepped back
}

// entry is a sample with its words.
type entry struct {
	label  text.Line
	sample sample
	width  int
}

// sample is a picture of what an entry explains, in a field of width by
// legendRow whose corner is x, y; the zero value is none.
type sample struct {
	width int
	draw  func(x, y int) []scene.Shape
}

const (
	legendRow  = 22
	lineWidth  = 34 // of a sample of lines and borders
	glyphWidth = 14
	entryGap   = 18
)

// legend is made from what is shown, wrapped to width.
func (c *composer) legend(width int) legend {
	l := legend{drift: c.drift}
	if !c.d.Empty.IsZero() {
		return l
	}
	groups := [][]entry{
		c.categoryEntries(), c.noteEntries(), c.lineEntries(), c.borderEntries(), c.markEntries(), c.extra,
		c.absentEntries(width),
	}
	for _, entries := range groups {
		var row []entry
		used := 0
		for _, e := range entries {
			if used+e.width > width && len(row) > 0 {
				l.rows = append(l.rows, row)
				row, used = nil, 0
			}
			row = append(row, e)
			used += e.width + entryGap
		}
		if len(row) > 0 {
			l.rows = append(l.rows, row)
		}
	}
	l.height = len(l.rows)*legendRow + blockPad
	return l
}

func (l legend) shapes(x, y int) []scene.Shape {
	var shapes []scene.Shape
	for i, row := range l.rows {
		left, top := x, y+i*legendRow
		for _, e := range row {
			label := left
			if e.sample.draw != nil {
				drawn := e.sample.draw(left, top)
				if l.drift {
					drawn = stepBack(drawn)
				}
				shapes = append(shapes, drawn...)
				label += e.sample.width + 6
			}
			shapes = append(shapes, scene.Text{
				X: label, Y: top + legendRow/2 + 4, Size: bodyFont.Size, Length: e.label.Width, Color: scene.Muted,
				Content: e.label.Text,
			})
			left += e.width + entryGap
		}
	}
	return shapes
}

func (c *composer) entry(name finding.Text, s sample) entry {
	words := name.In(c.lang)
	e := entry{label: text.Line{Text: words, Width: bodyFont.Width(words)}, sample: s}
	e.width = e.label.Width
	if s.draw != nil {
		e.width += s.width + 6
	}
	return e
}

func (c *composer) categoryEntries() []entry {
	first := map[string]*views.Node{} // of each category
	many, bands, bars := false, false, false
	for _, n := range c.d.Nodes() {
		if first[string(n.Category)] == nil {
			first[string(n.Category)] = n
		}
		many = many || n.Many
		bands = bands || n.Band != nil && n.Band.Max <= bandMost
		bars = bars || n.Band != nil && n.Band.Max > bandMost
	}
	var all []entry
	for _, k := range categories {
		if n := first[string(k)]; n != nil {
			all = append(all, c.entry(texts().Of("category "+string(k)), c.categorySample(n)))
		}
	}
	if many {
		all = append(all, c.entry(texts().Of("many"), sample{26, func(x, y int) []scene.Shape {
			box := scene.Box{X: x, Y: y + 2, W: 26, H: 12}
			return append(stack(box, 3), scene.Rect{
				Box: box, Radius: 3, Paint: scene.Paint{Fill: scene.Surface, Stroke: scene.Hairline},
			})
		}}))
	}
	if bands {
		all = append(all, c.entry(texts().Of("band"), sample{lineWidth - 8, func(x, y int) []scene.Shape {
			return band(&views.Band{Min: 1, Max: 3}, x, y+8)
		}}))
	}
	if bars {
		name := texts().Say("band as a bar", bandMost)
		all = append(all, c.entry(name, sample{bandStep * bandMost, func(x, y int) []scene.Shape {
			return band(&views.Band{Min: 1, Max: 4 * bandMost}, x, y+8)
		}}))
	}
	return append(all, c.zoneEntries()...)
}

// absentNames is how many of what is absent are named on the sheet.
const absentNames = 5

// absentEntries say what the picture leaves out: a few names, and how many there
// are.
func (c *composer) absentEntries(width int) []entry {
	var names []string
	elements, connections := 0, 0
	for _, a := range c.d.Absent {
		if a.Connection() {
			connections++
			continue
		}
		if elements++; elements <= absentNames {
			names = append(names, a.Title.In(c.lang))
		}
	}
	var parts []string
	if list := strings.Join(names, ", "); elements > absentNames {
		parts = append(parts, c.say("and more", list, elements-absentNames))
	} else if elements > 0 {
		parts = append(parts, list)
	}
	if connections > 0 {
		parts = append(parts, c.say("connections", connections))
	}
	if len(parts) == 0 {
		return nil
	}
	words := c.say("absent", strings.Join(parts, "; "))
	const mostLines = 4
	var all []entry
	for _, line := range text.Wrap(words, bodyFont, width, mostLines) {
		all = append(all, entry{label: line, width: width}) // in a row of its own
	}
	return all
}

// zoneEntries explain the chips of zones.
func (c *composer) zoneEntries() []entry {
	in, out := "", ""
	for _, n := range c.d.Nodes() {
		if n.Zones == nil {
			continue
		}
		for _, zone := range n.Zones.Of {
			switch {
			case !slices.Contains(n.Zones.In, zone):
				out = cmp.Or(out, zone)
			default:
				in = cmp.Or(in, zone)
			}
		}
	}
	var all []entry
	for _, e := range []struct {
		zone, key string
		in        bool
	}{{in, "in zone", true}, {out, "not in zone", false}} {
		if e.zone != "" {
			all = append(all, c.entry(texts().Of(e.key), sample{chipWidth(e.zone), func(x, y int) []scene.Shape {
				return zoneChip(e.zone, e.in, x, y+(legendRow-chipHeight)/2)
			}}))
		}
	}
	return all
}

// categorySample is a small node: the bar of the category and the glyph of one in it.
func (c *composer) categorySample(n *views.Node) sample {
	color := scene.Category(string(n.Category))
	return sample{30, func(x, y int) []scene.Shape {
		return []scene.Shape{
			scene.Rect{
				Box: scene.Box{X: x, Y: y + 2, W: 30, H: 18}, Radius: 3,
				Paint: scene.Paint{Fill: scene.Surface, Stroke: scene.Hairline},
			},
			scene.Rect{Box: scene.Box{X: x + 4, Y: y + 6, W: 3, H: 10}, Radius: 1, Paint: scene.Paint{Fill: color}},
			scene.Glyph{
				X: x + 12, Y: y + 4, Size: glyphWidth, Name: n.Glyph, Color: color, Icon: c.icons[n.Kind],
			},
		}
	}}
}

// noteEntries explain the glyphs before notes.
func (c *composer) noteEntries() []entry {
	shown := map[string]bool{}
	for _, n := range c.d.Nodes() {
		for _, note := range slices.Concat(n.Notes, n.Lost) {
			shown[note.Glyph] = true
		}
		shown[loopGlyph] = shown[loopGlyph] || n.Loop != nil
	}
	var all []entry
	if slices.ContainsFunc(c.d.Nodes(), func(n *views.Node) bool { return len(n.Lost) > 0 }) {
		all = append(all, c.entry(texts().Of("struck out"), sample{glyphWidth, func(x, y int) []scene.Shape {
			return []scene.Shape{struckOut(scene.Text{X: x, Y: y + legendRow/2 + 4, Size: 12, Length: glyphWidth})}
		}}))
	}
	for _, glyph := range noteGlyphs {
		if shown[glyph] {
			all = append(all, c.entry(texts().Of("note "+glyph), glyphSample(glyph)))
		}
	}
	return all
}

func (c *composer) lineEntries() []entry {
	shown, tls, masked, personal := map[string]bool{}, false, false, false
	plain, unstated, lost := false, false, false
	for _, e := range c.d.Edges {
		shown[styleOfLine(e.Kind).kind] = true
		tls, plain = tls || e.TLS, plain || e.Plain
		unstated = unstated || !e.TLS && !e.Plain && len(e.Connections) > 0
		masked, lost = masked || e.Masked, lost || e.LostTLS || e.LostMask
		personal = personal || e.Personal
	}
	var all []entry
	if len(shown) > 0 {
		all = append(all, c.arrowEntry())
	}
	for _, s := range lineStyles {
		if shown[s.kind] {
			all = append(all, c.entry(s.name(), sample{
				lineWidth, func(x, y int) []scene.Shape { return lineSample(s, x, y+legendRow/2) },
			}))
		}
	}
	if tls {
		all = append(all, c.entry(texts().Of("tls"), glyphSample("lock")))
	}
	if plain {
		all = append(all, c.entry(texts().Of("plain"), glyphSample("unlocked")))
	}
	if lost {
		all = append(all, c.entry(texts().Of("lost"), sample{glyphWidth, func(x, y int) []scene.Shape {
			g := scene.Glyph{
				X: x, Y: y + (legendRow-glyphWidth)/2, Size: glyphWidth, Name: "lock", Color: scene.Differs,
			}
			return []scene.Shape{g, crossedOut(g)}
		}}))
	}
	if unstated && (tls || plain) {
		all = append(all, c.entry(texts().Of("tls unstated"), sample{}))
	}
	if masked {
		all = append(all, c.entry(texts().Of("masked"), glyphSample("mask")))
	}
	if personal {
		all = append(all, c.entry(texts().Of("personal"), glyphSample("user")))
	}
	return all
}

func (c *composer) arrowEntry() entry {
	words := c.d.Arrows
	if words.IsZero() {
		words = texts().Of("arrows")
	}
	return c.entry(words, sample{})
}

func lineSample(s lineStyle, x, y int) []scene.Shape {
	paint := scene.Paint{Stroke: s.color, Width: s.width, Dash: s.dash}
	from, to := scene.Point{X: x, Y: y}, scene.Point{X: x + lineWidth, Y: y}
	points := []scene.Point{from, to}
	shapes := []scene.Shape{scene.Stroke{Points: shortened(points, s), Paint: paint}}
	return append(shapes, arrows(points, paint, s.heads)...)
}

func glyphSample(name string) sample {
	return sample{glyphWidth, func(x, y int) []scene.Shape {
		return []scene.Shape{
			scene.Glyph{X: x, Y: y + (legendRow-glyphWidth)/2, Size: glyphWidth, Name: name, Color: scene.Muted},
		}
	}}
}

func (c *composer) borderEntries() []entry {
	var kinds []finding.Text // of the sets that are there
	shown, lanes := map[views.Style]bool{}, false
	sets := map[finding.Text]bool{}
	for _, g := range c.d.Groups() {
		shown[g.Style] = true
		if g.Style == views.Cluster && !sets[g.KindLabel] {
			sets[g.KindLabel] = true
			kinds = append(kinds, g.KindLabel)
		}
		lanes = lanes || len(g.Lanes) > 0
	}
	var all []entry
	for _, b := range borderStyles {
		if shown[b.style] && b.style != views.Part && b.style != views.System && b.style != views.Module {
			paint := scene.Paint{Stroke: b.color, Width: b.width, Dash: b.dash}
			if b.tint > 0 {
				paint.Fill, paint.Faint = b.color, b.tint
			}
			name := b.name()
			if b.style == views.Cluster {
				name = finding.Both(joinedIn(kinds, finding.English), joinedIn(kinds, finding.Korean))
			}
			all = append(all, c.entry(name, borderSample(paint, groupRadius(b.style)/2)))
		}
	}
	if lanes {
		all = append(all, c.entry(texts().Of("zone"),
			borderSample(scene.Paint{Stroke: scene.Region, Dash: []int{6, 4}}, 1)))
	}
	return all
}

// joinedIn are names in a language, one after the other.
func joinedIn(all []finding.Text, lang finding.Lang) string {
	var names []string
	for _, t := range all {
		names = append(names, t.In(lang))
	}
	return strings.Join(names, ", ")
}

func borderSample(paint scene.Paint, radius int) sample {
	return sample{lineWidth, func(x, y int) []scene.Shape {
		return []scene.Shape{
			scene.Rect{Box: scene.Box{X: x, Y: y + 4, W: lineWidth, H: 14}, Radius: radius, Paint: paint},
		}
	}}
}

func (c *composer) markEntries() []entry {
	shown := map[views.Mark]bool{}
	see := func(all []views.Mark) {
		for _, m := range all {
			shown[m] = true
		}
	}
	for _, n := range c.d.Nodes() {
		see(n.Marks)
		if n.Loop != nil {
			see(n.Loop.Marks)
		}
		for _, s := range n.Sets {
			see(s.Marks)
		}
	}
	for _, g := range c.d.Groups() {
		see(g.Marks)
	}
	for _, e := range c.d.Edges {
		see(e.Marks)
	}
	var all []entry
	for _, m := range markStyles {
		if shown[m.mark] {
			all = append(all, c.entry(m.name(), sample{badgeSize, func(x, y int) []scene.Shape {
				return badge(m.mark, x, y+(legendRow-badgeSize)/2)
			}}))
		}
	}
	if c.drift {
		all = append(all, c.entry(texts().Of("stepped back"), borderSample(scene.Paint{Stroke: scene.Hairline}, 3)))
	}
	return all
}
