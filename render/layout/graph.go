// Package layout places boxes and routes lines between them. It knows no model,
// no AWS and no drawing: sizes and hints come in, integer coordinates go out.
//
// Containment is true by construction; lines are orthogonal and never cross a
// box or a title that is not their own. The same graph always gives the same
// layout, on every machine, and a small change of the graph moves little.
package layout

// Size is a width and a height in user units.
type Size struct{ W, H int }

// Point is a place in user units; y grows downwards.
type Point struct{ X, Y int }

// Box is a rectangle: its top left corner and its size.
type Box struct{ X, Y, W, H int }

// Axis is the direction in which the ranks of a group follow one another.
type Axis int

// The two directions. Down puts rank 0 on top, Right puts it left.
const (
	Down Axis = iota
	Right
)

// Graph is what is to be laid out.
type Graph struct {
	// Root holds everything; it has no border of its own and its ID is empty.
	Root  *Group
	Edges []*Edge
	// Kept is where things lay in an earlier picture ([Layout.Places], or better
	// Layout.Start); nil where there is none.
	Kept map[string]Box
	// Final is where things are to come to lie when lines have their room, as in an
	// earlier picture ([Layout.Places]); nil where nothing says so, and the picture
	// becomes as small as its distances allow.
	Final map[string]Box
	// Firm keeps everything of the earlier picture on the same side of everything
	// else, whatever lines ask for.
	Firm bool
}

// Group is a box around others. Its children are placed in ranks along Axis,
// in each rank in their order.
type Group struct {
	ID string
	// Title is the size of the text in the top left corner; zero for none.
	Title Size
	Axis  Axis
	// Straight keeps each rank in one row, however long it is.
	Straight bool
	// Lanes divide the group into columns that run through all its ranks:
	// Availability Zones. Children, at any depth, say by Place.Lane which
	// columns they span.
	Lanes []Lane
	// Children are nodes and groups in the order of the file, which placement
	// keeps wherever nothing better is known.
	Children []Child
	Place    Place
}

// Lane is a column of a group.
type Lane struct {
	ID string
	// Title is the size of the text at the column's head.
	Title Size
}

// Child is a *Node or a *Group.
type Child interface{ place() *Place }

func (n *Node) place() *Place  { return &n.Place }
func (g *Group) place() *Place { return &g.Place }

// Place is a hint about where in its group a child belongs.
type Place struct {
	// Ranked fixes Rank; otherwise the rank follows from the edges.
	Ranked bool
	Rank   int
	// FirstLane and LastLane are the columns (of the nearest group around it
	// that has Lanes) that the child spans, when InLane is set.
	InLane              bool
	FirstLane, LastLane int
	// Order sorts siblings of a rank before the order of the file does; 0 is neutral.
	Order int
	// Kin names siblings that are alike; they stand side by side with equal widths.
	Kin string
}

// Node is a box without children.
type Node struct {
	ID    string
	Size  Size
	Place Place
	// OnBorder puts the node on the border of the group that holds it, half in
	// and half out, at Side.
	OnBorder bool
	Side     Side
}

// Side is a side of a box.
type Side int

// The four sides.
const (
	East Side = iota
	South
	West
	North
)

// Edge is a line from one node or group to another.
type Edge struct {
	ID, From, To string
	// Label is the size of the text on the line; zero for none.
	Label Size
	// Loose edges do not decide ranks: egress, replication, deployment, logs.
	Loose bool
	// Trunk names edges that may share a run when they have an end in common;
	// empty for none.
	Trunk string
}

// Layout is the result, in user units. All maps are keyed by ID.
type Layout struct {
	Size   Size
	Nodes  map[string]Box
	Groups map[string]GroupBox
	// Lanes are the lanes that a node lies in, and it meets no other; nodes
	// without lanes around them are not in it.
	Lanes map[string][]string
	// Lines are in the order of the graph's edges.
	Lines []Line

	// Start is where everything lay before lines had any room, as [Graph.Kept] takes
	// it: from there the same lines are found again. [Boxes] leaves it nil.
	Start map[string]Box
	// Held are where the middles of nodes are held that were kept firmly, whatever
	// lines add to one side of them; nil where nothing was kept.
	Held map[string]Point
}

// GroupBox is where a group and its title and lanes came to lie.
type GroupBox struct {
	Box   Box
	Title Box
	Lanes []LaneBox
}

// LaneBox is where a column and its title came to lie.
type LaneBox struct {
	ID         string
	Box, Title Box
}

// Line is a routed edge: at least two points, each segment horizontal or
// vertical, the first and last on the borders of its ends.
type Line struct {
	ID, From, To string
	Points       []Point
	// Label is where the text lies; the zero Box when there is none.
	Label Box
	// Trunk is the name of the run it shares with others, or empty.
	Trunk string
}
