package scene

// Hop is the radius of the arc by which a line hops over another one.
const Hop = 5

// Verb says how a step leads to its end.
type Verb int

// The verbs.
const (
	Straight Verb = iota
	// Corner is a curve whose control point is Step.At.
	Corner
	// Over is half a circle of radius [Hop], above the line, around Step.At.
	Over
)

// Step is a piece of a stroke that begins where the one before ended.
type Step struct {
	Verb   Verb
	At, To Point
}

// Steps is the way along the stroke from its first point on, with its corners
// rounded, by less than the radius where they are close together, and its hops
// in the order of the way. A hop too near to a corner is left out.
func (s Stroke) Steps() []Step {
	var steps []Step
	at := s.Points[0]
	for i := 1; i < len(s.Points); i++ {
		to := s.Points[i]
		if i == len(s.Points)-1 {
			return append(steps, s.straight(at, to)...)
		}
		before, after := s.Points[i-1], s.Points[i+1]
		r := min(s.Radius, distance(before, to)/2, distance(to, after)/2)
		steps = append(steps, s.straight(at, toward(to, before, r))...)
		at = toward(to, after, r)
		if r > 0 {
			steps = append(steps, Step{Corner, to, at})
		}
	}
	return steps
}

// straight leads from a to z over the hops between them, which only horizontal
// stretches have.
func (s Stroke) straight(a, z Point) []Step {
	var steps []Step
	direction := sign(z.X - a.X)
	for i := range s.Hops {
		h := s.Hops[i]
		if direction < 0 {
			h = s.Hops[len(s.Hops)-1-i]
		}
		if a.Y == z.Y && h.Y == a.Y && (h.X-a.X)*direction > Hop && (z.X-h.X)*direction > Hop {
			steps = append(steps, Step{Straight, Point{}, toward(h, a, Hop)}, Step{Over, h, toward(h, z, Hop)})
		}
	}
	return append(steps, Step{Straight, Point{}, z})
}

// distance is that of two points that share a coordinate.
func distance(a, z Point) int { return max(a.X-z.X, z.X-a.X) + max(a.Y-z.Y, z.Y-a.Y) }

// toward is the point d units from a on the way to z; the two share a coordinate.
func toward(a, z Point, d int) Point {
	return Point{a.X + sign(z.X-a.X)*d, a.Y + sign(z.Y-a.Y)*d}
}

func sign(n int) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}
