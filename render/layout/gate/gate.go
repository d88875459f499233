// Package gate says what is wrong with the geometry of a picture: lines through
// boxes and titles, lines on top of each other, labels on things, boxes outside
// their parents. It judges plain geometry, whoever made it; it judges neither
// taste nor meaning.
package gate

import (
	"fmt"

	"asbuilt/render/layout"
)

// Picture is the geometry of a diagram.
type Picture struct {
	Size   layout.Size
	Nodes  []Node
	Groups []Group
	Lines  []layout.Line
}

// Node is a box without children.
type Node struct {
	ID     string
	Parent string // the group that holds it, empty for none
	Box    layout.Box
	// OnBorder is set for nodes on the border of their parent.
	OnBorder bool
	// Lanes are the lanes, of those around it, that it has to lie in.
	Lanes []string
}

// Group is a box around others.
type Group struct {
	ID, Parent string
	layout.GroupBox
}

// Violation is a rule that a picture breaks, and where.
type Violation struct {
	Rule Rule
	// A is the id of what breaks the rule, B of what it does it to, if any.
	A, B string
	At   layout.Point
}

func (v Violation) String() string {
	return fmt.Sprintf("%s: %q %q at %d,%d", v.Rule, v.A, v.B, v.At.X, v.At.Y)
}

// Rule is what no picture may do.
type Rule string

// The rules.
const (
	ThroughBox      Rule = "line through a box"
	ThroughTitle    Rule = "line through a title"
	AlongBoundary   Rule = "line along a boundary"
	OnTop           Rule = "lines on top of each other"
	Touching        Rule = "line ends or turns on another line"
	NotOrthogonal   Rule = "segment neither horizontal nor vertical"
	LooseEnd        Rule = "line does not end on the border of its end"
	LabelOnLabel    Rule = "label on a label"
	LabelOnBox      Rule = "label on a box"
	LabelOnTitle    Rule = "label on a title"
	LabelOnLine     Rule = "label on another line"
	LabelOnBoundary Rule = "label on a boundary"
	LabelFar        Rule = "label far from its line"
	Overlap         Rule = "siblings overlap"
	Outside         Rule = "child outside its parent"
	OffSheet        Rule = "outside of the picture"
	TitleOverlap    Rule = "title on a box"
	OutsideLane     Rule = "node outside a lane that it lies in"
	InForeignLane   Rule = "node in a lane that it does not lie in"
)

// The least distances, in user units.
const (
	apart     = 6  // between parallel lines
	alley     = 4  // between a line and a boundary it runs along
	laneShare = 24 // what a node shows of itself in each of several lanes
	nearLabel = 12 // between a label and its line, at most
)

// Of is the picture of a layout.
func Of(g *layout.Graph, l *layout.Layout) Picture {
	p := Picture{Size: l.Size, Lines: l.Lines}
	var add func(group *layout.Group)
	add = func(group *layout.Group) {
		for _, c := range group.Children {
			switch c := c.(type) {
			case *layout.Node:
				p.Nodes = append(p.Nodes, Node{
					ID: c.ID, Parent: group.ID, Box: l.Nodes[c.ID], OnBorder: c.OnBorder && group != g.Root,
					Lanes: l.Lanes[c.ID],
				})
			case *layout.Group:
				p.Groups = append(p.Groups, Group{ID: c.ID, Parent: group.ID, GroupBox: l.Groups[c.ID]})
				add(c)
			}
		}
	}
	if g.Root != nil {
		add(g.Root)
	}
	return p
}

// Check lists everything that is wrong with a picture, in a fixed order.
func Check(p Picture) []Violation {
	c := &checker{Picture: p, groups: map[string]*Group{}, parent: map[string]string{}, box: map[string]layout.Box{}}
	for i := range p.Groups {
		g := &p.Groups[i]
		c.groups[g.ID], c.parent[g.ID], c.box[g.ID] = g, g.Parent, g.Box
	}
	for _, n := range p.Nodes {
		c.parent[n.ID], c.box[n.ID] = n.Parent, n.Box
	}
	c.boxes()
	c.lanes()
	c.lines()
	c.pairs()
	c.labels()
	return c.found
}

// Crossings is the number of places where two lines cross.
func Crossings(p Picture) int {
	n := 0
	for i, a := range p.Lines {
		for _, b := range p.Lines[:i] {
			n += crossings(a.Points, b.Points)
		}
	}
	return n
}

func crossings(a, b []layout.Point) int {
	n := 0
	for i := 1; i < len(a); i++ {
		for j := 1; j < len(b); j++ {
			s, t := segment(a[i-1], a[i]), segment(b[j-1], b[j])
			if s.horizontal() == t.horizontal() {
				continue
			}
			if !s.horizontal() {
				s, t = t, s
			}
			if s.X < t.X && t.X < s.X+s.W && t.Y < s.Y && s.Y < t.Y+t.H {
				n++
			}
		}
	}
	return n
}

// Bends is the number of corners of all lines.
func Bends(p Picture) int {
	n := 0
	for _, l := range p.Lines {
		n += max(0, len(l.Points)-2)
	}
	return n
}

// seg is a piece of a line as a box without width or without height.
type seg layout.Box

func segment(a, b layout.Point) seg {
	return seg{min(a.X, b.X), min(a.Y, b.Y), max(a.X, b.X) - min(a.X, b.X), max(a.Y, b.Y) - min(a.Y, b.Y)}
}

func (s seg) horizontal() bool { return s.H == 0 && s.W > 0 }

// meets reports whether two boxes have a common point; with less > 0 the second
// is made smaller by that on each side, with less < 0 larger.
func meets(a, b layout.Box, less int) bool {
	return a.X <= b.X+b.W-less && b.X+less <= a.X+a.W && a.Y <= b.Y+b.H-less && b.Y+less <= a.Y+a.H
}

func contains(outer, inner layout.Box) bool {
	return outer.X <= inner.X && outer.Y <= inner.Y && inner.X+inner.W <= outer.X+outer.W &&
		inner.Y+inner.H <= outer.Y+outer.H
}
