package graphviz

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"asbuilt/render/layout"
)

// far is a coordinate that no picture has.
const far = 1 << 24

// placed is what is read of -Tjson0; places grow upwards.
type placed struct {
	BB      string `json:"bb"`
	Objects []struct {
		Name string `json:"name"`
		BB   string `json:"bb"`
		Pos  string `json:"pos"`
	} `json:"objects"`
}

// read turns the program's answer into a checked placement.
func (p *plan) read(out []byte) (*layout.Layout, error) {
	var answer placed
	if err := json.Unmarshal(out, &answer); err != nil {
		return nil, fmt.Errorf("read its answer: %w", err)
	}
	sheet, err := numbers(answer.BB, 4)
	if err != nil {
		return nil, fmt.Errorf("read the size of the whole: %w", err)
	}
	boxes := make([]layout.Box, len(p.items))
	boxes[0] = layout.Box{W: round(sheet[2]-sheet[0]) + 2*margin, H: round(sheet[3]-sheet[1]) + 2*margin}
	known := make([]bool, len(p.items))
	for _, o := range answer.Objects {
		at, ok := p.number(o.Name)
		if !ok {
			continue
		}
		known[at] = true
		if boxes[at], err = p.box(at, sheet, o.BB, o.Pos); err != nil {
			return nil, fmt.Errorf("read the place of %q: %w", p.id(at), err)
		}
	}
	for at, it := range p.items {
		if at > 0 && !known[at] && (it.node == nil || !p.onBorder(at)) {
			return nil, fmt.Errorf("it gave no place to %q", p.id(at))
		}
	}
	for at := range p.items {
		p.placeBorder(at, boxes)
	}
	if err := p.check(boxes); err != nil {
		return nil, err
	}
	return p.layout(boxes), nil
}

// number is the item that an object stands for; ok is false for what only keeps
// room free.
func (p *plan) number(object string) (at int, ok bool) {
	digits, cluster := strings.CutPrefix(object, "cluster_")
	if !cluster {
		var node bool
		if digits, node = strings.CutPrefix(object, "n"); !node {
			return 0, false
		}
	}
	at, err := strconv.Atoi(digits)
	return at, err == nil && 0 < at && at < len(p.items) && (p.items[at].group != nil) == cluster
}

// box is where an item lies: y turned to grow downwards, whole numbers, nodes of
// the size they have.
func (p *plan) box(at int, sheet []float64, bb, pos string) (layout.Box, error) {
	if n := p.items[at].node; n != nil {
		xy, err := numbers(pos, 2)
		if err != nil {
			return layout.Box{}, err
		}
		w, h := max(n.Size.W, 1), max(n.Size.H, 1)
		return layout.Box{
			X: round(xy[0]-sheet[0]-float64(w)/2) + margin, Y: round(sheet[3]-xy[1]-float64(h)/2) + margin, W: w, H: h,
		}, nil
	}
	v, err := numbers(bb, 4)
	if err != nil {
		return layout.Box{}, err
	}
	x, y := round(v[0]-sheet[0])+margin, round(sheet[3]-v[3])+margin
	return layout.Box{X: x, Y: y, W: round(v[2]-sheet[0]) + margin - x, H: round(sheet[3]-v[1]) + margin - y}, nil
}

// numbers reads n numbers with commas between them.
func numbers(s string, n int) ([]float64, error) {
	words := strings.Split(strings.TrimSuffix(s, "!"), ",")
	if len(words) != n {
		return nil, fmt.Errorf("%d numbers wanted, got %q", n, s)
	}
	all := make([]float64, n)
	for i, w := range words {
		v, err := strconv.ParseFloat(w, 64)
		if err != nil {
			return nil, err
		}
		if math.IsNaN(v) || math.Abs(v) > far {
			return nil, errors.New("not a place: " + s)
		}
		all[i] = v
	}
	return all, nil
}

func round(v float64) int { return int(math.Floor(v + .5)) }

// placeBorder spreads the nodes on a group's border along their sides, in the
// order of what they are connected with.
func (p *plan) placeBorder(at int, boxes []layout.Box) {
	group := boxes[at]
	for side := layout.East; side <= layout.North; side++ {
		var nodes []int
		length := 0
		for _, c := range p.items[at].border {
			if p.items[c].node.Side == side {
				nodes = append(nodes, c)
				length += p.along(c).size
			}
		}
		if len(nodes) == 0 {
			continue
		}
		slices.SortStableFunc(nodes, func(a, b int) int { return p.pull(a, boxes) - p.pull(b, boxes) })
		start, room := group.Y, group.H
		title := p.items[at].group.Title
		switch {
		case side == layout.North:
			start, room = group.X+title.W+2*titlePad, group.W-title.W-2*titlePad
		case side == layout.South:
			start, room = group.X, group.W
		case title.H > 0:
			start, room = group.Y+title.H+2*titlePad, group.H-title.H-2*titlePad
		}
		gap := (room - length) / (len(nodes) + 1)
		for _, c := range nodes {
			start += gap
			boxes[c] = p.along(c).box(start, group, side)
			start += p.along(c).size
		}
	}
}

// along is the length that a node takes of a side, and its size.
type along struct {
	size int
	of   layout.Size
}

func (p *plan) along(at int) along {
	n := p.items[at].node
	s := layout.Size{W: max(n.Size.W, 1), H: max(n.Size.H, 1)}
	if n.Side == layout.East || n.Side == layout.West {
		return along{s.H, s}
	}
	return along{s.W, s}
}

// box puts the node on a side of group, from start on.
func (a along) box(start int, group layout.Box, side layout.Side) layout.Box {
	b := layout.Box{W: a.of.W, H: a.of.H}
	switch side {
	case layout.East:
		b.X, b.Y = group.X+group.W-b.W/2, start
	case layout.West:
		b.X, b.Y = group.X-b.W/2, start
	case layout.South:
		b.X, b.Y = start, group.Y+group.H-b.H/2
	case layout.North:
		b.X, b.Y = start, group.Y-b.H/2
	}
	return b
}

// pull is where along its side a node wants to be: the mean of the middles of
// what it is connected with.
func (p *plan) pull(at int, boxes []layout.Box) int {
	sum, count := 0, 0
	vertical := p.items[at].node.Side == layout.East || p.items[at].node.Side == layout.West
	for _, e := range p.edges {
		from, to := p.byID[e.From], p.byID[e.To]
		if to == at {
			from, to = to, from
		}
		if from != at || to == at {
			continue
		}
		if p.items[to].node != nil && p.onBorder(to) {
			to = p.items[to].parent
		}
		count++
		if b := boxes[to]; vertical {
			sum += b.Y + b.H/2
		} else {
			sum += b.X + b.W/2
		}
	}
	if count == 0 {
		return far
	}
	return sum / count
}

// layout is the placement by id.
func (p *plan) layout(boxes []layout.Box) *layout.Layout {
	l := &layout.Layout{
		Size: layout.Size{W: boxes[0].W, H: boxes[0].H}, Nodes: map[string]layout.Box{},
		Groups: map[string]layout.GroupBox{},
	}
	for at, it := range p.items {
		switch {
		case at == 0:
		case it.node != nil:
			l.Nodes[it.node.ID] = boxes[at]
		default:
			l.Groups[it.group.ID] = layout.GroupBox{Box: boxes[at], Title: titleOf(it.group, boxes[at])}
		}
	}
	return l
}

// titleOf is where a group's title lies, or the zero box.
func titleOf(g *layout.Group, at layout.Box) layout.Box {
	if g.Title.H <= 0 {
		return layout.Box{}
	}
	return layout.Box{X: at.X + titlePad, Y: at.Y + titlePad, W: g.Title.W, H: g.Title.H}
}
