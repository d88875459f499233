// Package outline says which lines and curves the shapes of a scene are made of, so
// that every encoder draws the same ones. It paints nothing and measures no text.
//
//	for _, s := range outline.Rect(shape) { … }
package outline

import (
	"math"
	"strconv"
	"strings"
)

// quarter is how far the control points of a cubic curve lie from its ends so
// that it looks like a quarter of a circle of radius 1.
const quarter = 0.5522847498307936

// Segment is one step of an outline, in absolute coordinates; y grows downwards.
type Segment struct {
	Verb Verb
	// X and Y are where it ends, the others the control points of a curve.
	X1, Y1, X2, Y2, X, Y float64
}

// Verb says how a segment leads to its end.
type Verb int

// The verbs. A curve is a cubic one; Close leads back to the last Move.
const (
	Move Verb = iota
	Line
	Curve
	Close
)

// Path reads SVG path data with the commands that package glyph allows: M,
// L, H, V, C, S, A and Z, absolute and relative. Data that cannot be read is a
// broken invariant.
func Path(data string) []Segment {
	p := &pathParser{rest: data}
	var command byte
	for {
		p.rest = strings.TrimLeft(p.rest, " ,\n\t")
		if p.rest == "" {
			return p.out
		}
		if strings.IndexByte("MmLlHhVvCcSsAaZz", p.rest[0]) >= 0 {
			command, p.rest = p.rest[0], p.rest[1:]
		} else if command == 0 || command == 'Z' || command == 'z' {
			panic("outline: path data without a command: " + data)
		}
		p.step(command)
		switch command { // further pairs after a move are lines
		case 'M':
			command = 'L'
		case 'm':
			command = 'l'
		}
	}
}

type pathParser struct {
	rest           string
	out            []Segment
	x, y           float64 // the present point
	startX, startY float64 // of the present part
}

func (p *pathParser) step(command byte) {
	var dx, dy float64
	if command >= 'a' {
		dx, dy = p.x, p.y
	}
	s := Segment{Verb: Line, X: p.x, Y: p.y}
	switch command {
	case 'M', 'm':
		s.Verb, s.X, s.Y = Move, p.number()+dx, p.number()+dy
		p.startX, p.startY = s.X, s.Y
	case 'L', 'l':
		s.X, s.Y = p.number()+dx, p.number()+dy
	case 'H', 'h':
		s.X = p.number() + dx
	case 'V', 'v':
		s.Y = p.number() + dy
	case 'C', 'c':
		s = Segment{
			Curve, p.number() + dx, p.number() + dy, p.number() + dx, p.number() + dy, p.number() + dx,
			p.number() + dy,
		}
	case 'S', 's':
		s.Verb, s.X1, s.Y1 = Curve, p.x, p.y
		if n := len(p.out); n > 0 && p.out[n-1].Verb == Curve {
			s.X1, s.Y1 = 2*p.x-p.out[n-1].X2, 2*p.y-p.out[n-1].Y2
		}
		s.X2, s.Y2, s.X, s.Y = p.number()+dx, p.number()+dy, p.number()+dx, p.number()+dy
	case 'A', 'a':
		rx, ry, turn, large, sweep := p.number(), p.number(), p.number(), p.flag(), p.flag()
		p.arc(rx, ry, turn*math.Pi/180, large, sweep, p.number()+dx, p.number()+dy)
		return
	case 'Z', 'z':
		s.Verb, s.X, s.Y = Close, p.startX, p.startY
	}
	p.add(s)
}

func (p *pathParser) add(s Segment) {
	p.out = append(p.out, s)
	p.x, p.y = s.X, s.Y
}

// number reads a number; "1.5.5" and "1-2" are two each.
func (p *pathParser) number() float64 {
	p.rest = strings.TrimLeft(p.rest, " ,\n\t")
	end, dot := 0, false
	for ; end < len(p.rest); end++ {
		c := p.rest[end]
		if c == '.' && !dot {
			dot = true
		} else if (c < '0' || c > '9') && (end > 0 || c != '-') {
			break
		}
	}
	n, err := strconv.ParseFloat(p.rest[:end], 64)
	if err != nil {
		panic("outline: path data has no number at " + strconv.Quote(p.rest))
	}
	p.rest = p.rest[end:]
	return n
}

// flag reads 0 or 1, which need no space after them.
func (p *pathParser) flag() bool {
	p.rest = strings.TrimLeft(p.rest, " ,\n\t")
	if p.rest == "" || p.rest[0] != '0' && p.rest[0] != '1' {
		panic("outline: path data has no flag at " + strconv.Quote(p.rest))
	}
	set := p.rest[0] == '1'
	p.rest = p.rest[1:]
	return set
}

// arc adds an elliptical arc as cubic curves, each of a quarter turn at most.
// See "Elliptical arc implementation notes" in SVG 1.1, appendix F.6.
func (p *pathParser) arc(rx, ry, turn float64, large, sweep bool, x, y float64) {
	rx, ry = math.Abs(rx), math.Abs(ry)
	if rx == 0 || ry == 0 || x == p.x && y == p.y {
		p.add(Segment{Verb: Line, X: x, Y: y})
		return
	}
	sin, cos := math.Sincos(turn)
	hx, hy := (p.x-x)/2, (p.y-y)/2
	x1, y1 := cos*hx+sin*hy, cos*hy-sin*hx
	if over := x1*x1/(rx*rx) + y1*y1/(ry*ry); over > 1 { // too small to reach
		rx, ry = rx*math.Sqrt(over), ry*math.Sqrt(over)
	}
	d := rx*rx*y1*y1 + ry*ry*x1*x1
	k := math.Sqrt(max(0, rx*rx*ry*ry-d) / d)
	if large == sweep {
		k = -k
	}
	mx, my := k*rx*y1/ry, -k*ry*x1/rx
	cx, cy := cos*mx-sin*my+(p.x+x)/2, sin*mx+cos*my+(p.y+y)/2
	from := math.Atan2((y1-my)/ry, (x1-mx)/rx)
	by := math.Atan2((-y1-my)/ry, (-x1-mx)/rx) - from
	switch {
	case sweep && by < 0:
		by += 2 * math.Pi
	case !sweep && by > 0:
		by -= 2 * math.Pi
	}
	n := math.Ceil(math.Abs(by)/(math.Pi/2) - 1e-9)
	step := by / n
	t := 4. / 3 * math.Tan(step/4)
	at := func(u, v float64) (float64, float64) {
		return cx + cos*rx*u - sin*ry*v, cy + sin*rx*u + cos*ry*v
	}
	for i := range int(n) {
		s0, c0 := math.Sincos(from + float64(i)*step)
		s1, c1 := math.Sincos(from + float64(i+1)*step)
		s := Segment{Verb: Curve}
		s.X1, s.Y1 = at(c0-t*s0, s0+t*c0)
		s.X2, s.Y2 = at(c1+t*s1, s1-t*c1)
		s.X, s.Y = at(c1, s1)
		p.add(s)
	}
	p.out[len(p.out)-1].X, p.out[len(p.out)-1].Y = x, y
	p.x, p.y = x, y
}
