// Package scene says what a picture consists of: things the reader can point
// at (groups, nodes, lines), the shapes each is drawn with, and the sheet
// around them. It is plain data in integer user units; nothing is encoded here,
// and colours are names that a theme gives a value.
package scene

// Box is a rectangle: its top left corner and its size.
type Box struct{ X, Y, W, H int }

// IsZero reports whether the box has neither place nor size.
func (b Box) IsZero() bool { return b == Box{} }

// Right is the first x beyond the box, Bottom the first y.
func (b Box) Right() int { return b.X + b.W }

// Bottom is the first y below the box.
func (b Box) Bottom() int { return b.Y + b.H }

// Point is a place; y grows downwards.
type Point struct{ X, Y int }

// Picture is one sheet.
type Picture struct {
	// View is the id of the view, Lang the language of the texts: "ko" or "en".
	View, Lang string
	// Width and Height are the size of the sheet.
	Width, Height int
	// Title and Desc say in words what is to be seen.
	Title, Desc string
	// Items are in the order of drawing: what comes later lies on top. Nodes are
	// in the order of reading.
	Items []Item
}

// Role says what an item is to the reader.
type Role string

// The roles. Groups, nodes and lines are what the picture is about; the others
// belong to the sheet.
const (
	Sheet      Role = "sheet"
	Group      Role = "group"
	Lane       Role = "lane"
	Line       Role = "line"
	Node       Role = "node"
	Legend     Role = "legend"
	TitleBlock Role = "title-block"
	Notice     Role = "notice"
)

// The roles of sequences, where a message passes over what stands in its way.
// A branch lies in a frame and may have a title; lifelines are only drawn.
const (
	Frame    Role = "frame"
	Branch   Role = "branch"
	Lifeline Role = "lifeline"
)

// Item is one thing the reader can point at, with its geometry and its shapes.
// ID is unique among the groups, nodes and lines of a picture.
type Item struct {
	Role Role
	ID   string
	// Kind is the kind of the element or boundary, or of the connection.
	Kind string
	// Name is what the item is called when it is read aloud.
	Name string
	// Link is where the item leads; empty for nowhere.
	Link string
	// Marks are the names of the marks it carries.
	Marks []string

	// Box is the place of a group or node; Title that of a group's title.
	Box, Title Box
	// Border is the id of the group on whose border a node sits.
	Border string
	// Lanes are the ids of the lanes that a node lies in.
	Lanes []string
	// Carries are the ids of elements that a node's notes name.
	Carries []string
	// Members are the ids of the elements that a node stands for, when it stands
	// for several.
	Members []string
	// Zones are the letters of the zones that a node runs in, where the picture
	// has no lanes for them.
	Zones []string

	// Points, From, To, Label and Trunk describe a line, as package layout does.
	Points   []Point
	From, To string
	Label    Box
	Trunk    string
	// Connections are the ids of the model's connections that a line stands for, or
	// those of a node to itself.
	Connections []string

	Shapes []Shape
}

// Shape is a [Rect], [Stroke], [Polygon], [Text] or [Glyph].
type Shape interface{ shape() }

// Paint is how a shape is coloured. An empty colour paints nothing.
type Paint struct {
	Fill, Stroke Color
	// Width of the stroke, in units; zero means one.
	Width float64
	// Dash is the pattern of the stroke; nil draws it solid.
	Dash []int
	// Faint is the opacity of the fill in percent; zero means opaque.
	Faint int
}

// Rect is a rectangle with round corners.
type Rect struct {
	Box    Box
	Radius int
	Paint  Paint
}

// Stroke is an open line through points, with round corners. Where it hops
// over another line, it draws a small arc; hops lie on horizontal segments.
type Stroke struct {
	Points []Point
	Radius int
	Hops   []Point
	Paint  Paint
}

// Polygon is a closed shape with straight sides.
type Polygon struct {
	Points []Point
	Paint  Paint
}

// Text is one line of text, Length units wide. X and Y are the start (or, when
// Centred, the middle) of its base line.
type Text struct {
	X, Y, Size, Length int
	Bold, Centred      bool
	Color              Color
	Content            string
}

// Glyph is a drawing of package glyph in a square of Size units, or the icon that
// stands in its place.
type Glyph struct {
	X, Y, Size int
	Name       string
	Color      Color
	Icon       *Icon
}

// Icon is a picture of somebody else's, in colours of its own, taken as it is.
type Icon struct {
	// Name tells it from the others of a picture.
	Name string
	// SVG is never empty. PNG may be: then encoders that draw no SVG have the glyph.
	SVG, PNG []byte
}

func (Rect) shape()    {}
func (Stroke) shape()  {}
func (Polygon) shape() {}
func (Text) shape()    {}
func (Glyph) shape()   {}
