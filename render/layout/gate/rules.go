package gate

import (
	"slices"

	"asbuilt/render/layout"
)

type checker struct {
	Picture
	groups map[string]*Group
	parent map[string]string
	box    map[string]layout.Box
	found  []Violation
}

func (c *checker) report(r Rule, a, b string, at layout.Box) {
	c.found = append(c.found, Violation{r, a, b, layout.Point{X: at.X, Y: at.Y}})
}

// inside reports whether id is group or lies in it.
func (c *checker) inside(id, group string) bool {
	for ; id != ""; id = c.parent[id] {
		if id == group {
			return true
		}
	}
	return false
}

// boxes checks nodes and groups against their parents and siblings.
func (c *checker) boxes() {
	type sibling struct {
		id       string
		box      layout.Box
		onBorder bool
	}
	byParent := map[string][]sibling{}
	add := func(id, parent string, box layout.Box, onBorder bool) {
		sheet := layout.Box{W: c.Size.W, H: c.Size.H}
		if !contains(sheet, box) || box.W <= 0 || box.H <= 0 {
			c.report(OffSheet, id, "", box)
		}
		if parent != "" {
			within := c.box[parent]
			if onBorder {
				if !meets(box, within, 0) || contains(within, box) {
					c.report(Outside, id, parent, box)
				}
			} else if !contains(within, box) {
				c.report(Outside, id, parent, box)
			}
			if title := c.groups[parent].Title; title.W > 0 && meets(box, title, 1) {
				c.report(TitleOverlap, parent, id, box)
			}
			for _, lane := range c.groups[parent].Lanes {
				if lane.Title.W > 0 && meets(box, lane.Title, 1) {
					c.report(TitleOverlap, lane.ID, id, box)
				}
			}
		}
		for _, other := range byParent[parent] {
			if meets(box, other.box, 1) {
				c.report(Overlap, id, other.id, box)
			}
		}
		byParent[parent] = append(byParent[parent], sibling{id, box, onBorder})
	}
	for _, g := range c.Groups {
		add(g.ID, g.Parent, g.Box, false)
	}
	for _, n := range c.Nodes {
		add(n.ID, n.Parent, n.Box, n.OnBorder)
	}
}

// lanes checks that nodes lie in their lanes and in no others: one lane holds
// the whole node, of several each holds a part.
func (c *checker) lanes() {
	for _, n := range c.Nodes {
		if len(n.Lanes) == 0 {
			continue
		}
		for _, lane := range c.lanesAround(n.Parent) {
			switch mine := slices.Contains(n.Lanes, lane.ID); {
			case mine && len(n.Lanes) == 1 && !contains(lane.Box, n.Box), mine && !meets(n.Box, lane.Box, laneShare):
				c.report(OutsideLane, n.ID, lane.ID, n.Box)
			case !mine && meets(n.Box, lane.Box, 1):
				c.report(InForeignLane, n.ID, lane.ID, n.Box)
			}
		}
	}
}

// lanesAround are the lanes of the innermost group with lanes that is group or
// holds it.
func (c *checker) lanesAround(group string) []layout.LaneBox {
	for ; group != ""; group = c.parent[group] {
		if lanes := c.groups[group].Lanes; len(lanes) > 0 {
			return lanes
		}
	}
	return nil
}

// lines checks each line against boxes, titles and boundaries.
func (c *checker) lines() {
	for _, l := range c.Lines {
		if len(l.Points) < 2 {
			c.report(LooseEnd, l.ID, "", layout.Box{})
			continue
		}
		c.lineEnd(l, l.Points[0], l.From)
		c.lineEnd(l, l.Points[len(l.Points)-1], l.To)
		for i := 1; i < len(l.Points); i++ {
			s := segment(l.Points[i-1], l.Points[i])
			if (s.W == 0) == (s.H == 0) {
				c.report(NotOrthogonal, l.ID, "", layout.Box(s))
				continue
			}
			c.segment(l, s)
		}
	}
}

// lineEnd requires an end on the border of its box.
func (c *checker) lineEnd(l layout.Line, p layout.Point, id string) {
	at := layout.Box{X: p.X, Y: p.Y}
	if b := c.box[id]; !meets(at, b, 0) || meets(at, b, 1) {
		c.report(LooseEnd, l.ID, id, at)
	}
}

func (c *checker) segment(l layout.Line, s seg) {
	box := layout.Box(s)
	if !contains(layout.Box{W: c.Size.W, H: c.Size.H}, box) {
		c.report(OffSheet, l.ID, "", box)
	}
	for _, n := range c.Nodes {
		if meets(box, n.Box, 1) {
			c.report(ThroughBox, l.ID, n.ID, box)
		} else if along(s, n.Box) {
			c.report(AlongBoundary, l.ID, n.ID, box)
		}
	}
	for _, g := range c.Groups {
		foreign := !c.inside(l.From, g.ID) && !c.inside(l.To, g.ID) ||
			l.From == g.ID && !c.inside(l.To, g.ID) || l.To == g.ID && !c.inside(l.From, g.ID)
		if foreign && meets(box, g.Box, 1) {
			c.report(ThroughBox, l.ID, g.ID, box)
		} else if along(s, g.Box) {
			c.report(AlongBoundary, l.ID, g.ID, box)
		}
		if g.Title.W > 0 && meets(box, g.Title, 1) {
			c.report(ThroughTitle, l.ID, g.ID, box)
		}
		for _, lane := range g.Lanes {
			if lane.Title.W > 0 && meets(box, lane.Title, 1) {
				c.report(ThroughTitle, l.ID, lane.ID, box)
			}
			if along(s, lane.Box) {
				c.report(AlongBoundary, l.ID, lane.ID, box)
			}
		}
	}
}

// along reports whether a segment runs beside a side of a box.
func along(s seg, b layout.Box) bool {
	if s.horizontal() {
		overlap := min(s.X+s.W, b.X+b.W) - max(s.X, b.X)
		return overlap > alley && (near(s.Y, b.Y) || near(s.Y, b.Y+b.H))
	}
	overlap := min(s.Y+s.H, b.Y+b.H) - max(s.Y, b.Y)
	return overlap > alley && (near(s.X, b.X) || near(s.X, b.X+b.W))
}

func near(a, b int) bool { return a-b < alley && b-a < alley }

// pairs checks lines against each other.
func (c *checker) pairs() {
	for i, a := range c.Lines {
		for _, b := range c.Lines[:i] {
			c.pair(a, b)
		}
		c.self(a)
	}
}

// self checks a line against itself.
func (c *checker) self(l layout.Line) {
	for i := 1; i < len(l.Points); i++ {
		for j := 1; j+1 < i; j++ {
			s, t := segment(l.Points[i-1], l.Points[i]), segment(l.Points[j-1], l.Points[j])
			if meets(layout.Box(s), layout.Box(t), 0) {
				c.report(OnTop, l.ID, l.ID, layout.Box(s))
			}
		}
	}
}

func (c *checker) pair(a, b layout.Line) {
	trunk := a.Trunk != "" && a.Trunk == b.Trunk && (a.From == b.From || a.To == b.To || a.From == b.To ||
		a.To == b.From)
	for i := 1; i < len(a.Points); i++ {
		for j := 1; j < len(b.Points); j++ {
			s, t := segment(a.Points[i-1], a.Points[i]), segment(b.Points[j-1], b.Points[j])
			if s.horizontal() == t.horizontal() {
				if d, overlap := parallel(s, t); overlap > 0 && d < apart && !(trunk && d == 0) {
					c.report(OnTop, a.ID, b.ID, layout.Box(s))
				}
			} else if !trunk && touching(s, t) {
				c.report(Touching, a.ID, b.ID, layout.Box(s))
			}
		}
	}
}

// parallel is the distance of two parallel segments and how long they run side by side.
func parallel(s, t seg) (distance, overlap int) {
	if s.horizontal() {
		return max(s.Y-t.Y, t.Y-s.Y), min(s.X+s.W, t.X+t.W) - max(s.X, t.X)
	}
	return max(s.X-t.X, t.X-s.X), min(s.Y+s.H, t.Y+t.H) - max(s.Y, t.Y)
}

// touching reports whether two segments at right angles meet without crossing.
func touching(s, t seg) bool {
	if !s.horizontal() {
		s, t = t, s
	}
	const tip = 3
	if t.X < s.X-tip || t.X > s.X+s.W+tip || s.Y < t.Y-tip || s.Y > t.Y+t.H+tip {
		return false
	}
	return t.X < s.X+tip || t.X > s.X+s.W-tip || s.Y < t.Y+tip || s.Y > t.Y+t.H-tip
}

// labels checks the texts of lines.
func (c *checker) labels() {
	for i, l := range c.Lines {
		b := l.Label
		if b.W == 0 {
			continue
		}
		if !contains(layout.Box{W: c.Size.W, H: c.Size.H}, b) {
			c.report(OffSheet, l.ID, "label", b)
		}
		c.labelOnLines(l)
		for _, other := range c.Lines[:i] {
			if other.Label.W > 0 && meets(b, other.Label, 1) {
				c.report(LabelOnLabel, l.ID, other.ID, b)
			}
		}
		for _, n := range c.Nodes {
			if meets(b, n.Box, 1) {
				c.report(LabelOnBox, l.ID, n.ID, b)
			}
		}
		for _, g := range c.Groups {
			c.labelOnGroup(l, g)
		}
	}
}

func (c *checker) labelOnLines(l layout.Line) {
	far := true
	for _, other := range c.Lines {
		for i := 1; i < len(other.Points); i++ {
			s := layout.Box(segment(other.Points[i-1], other.Points[i]))
			if other.ID == l.ID {
				far = far && !meets(s, l.Label, -nearLabel)
			} else if meets(s, l.Label, 1) {
				c.report(LabelOnLine, l.ID, other.ID, l.Label)
			}
		}
	}
	if far {
		c.report(LabelFar, l.ID, "", l.Label)
	}
}

func (c *checker) labelOnGroup(l layout.Line, g Group) {
	b := l.Label
	if g.Title.W > 0 && meets(b, g.Title, 1) {
		c.report(LabelOnTitle, l.ID, g.ID, b)
	}
	if meets(b, g.Box, 1) && !contains(g.Box, b) {
		c.report(LabelOnBoundary, l.ID, g.ID, b)
	}
	for _, lane := range g.Lanes {
		if lane.Title.W > 0 && meets(b, lane.Title, 1) {
			c.report(LabelOnTitle, l.ID, lane.ID, b)
		}
		if meets(b, lane.Box, 1) && !contains(lane.Box, b) {
			c.report(LabelOnBoundary, l.ID, lane.ID, b)
		}
	}
}
