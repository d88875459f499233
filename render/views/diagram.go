package views

import (
	"asbuilt/finding"
	"asbuilt/model/kind"
	"asbuilt/render/layout"
)

// Diagram is exactly what one picture shows, in the order of reading. IDs of
// groups, nodes and edges are unique in it.
type Diagram struct {
	View View
	// System is the name of the system.
	System finding.Text
	// Root holds everything and has no border.
	Root  *Group
	Edges []*Edge
	// Arrows say what an arrow of the picture means; zero for: from who opens a
	// connection to who answers.
	Arrows finding.Text
	// Empty says why there is nothing to see; zero when there is something.
	Empty finding.Text
	// Absent is what a picture of the whole leaves out.
	Absent []Absent
}

// Item is a *Group or a *Node.
type Item interface{ item() }

func (*Group) item() {}
func (*Node) item()  {}

// Group is a box around others: a place, a set, a module, or a part of the
// system that the view puts together.
type Group struct {
	// ID is that of the boundary, set or module; what a view makes up has a
	// slash in it.
	ID string
	// Style says how the border is drawn; KindLabel is what the kind of a place or
	// set is called.
	Style     Style
	KindLabel finding.Text
	// Glyph may be empty.
	Glyph string
	Title finding.Text
	// Fact stands behind the title: an address block, a region's code.
	Fact     finding.Text
	Axis     layout.Axis
	Straight bool // each rank in one row
	Lanes    []Lane
	// Zones says in which zones a tier is, where no lanes do.
	Zones    *Zones
	Children []Item
	Place    layout.Place
	Marks    []Mark
}

// Style is how the border of a group is drawn.
type Style string

// The styles, after AWS's conventions.
const (
	Account  Style = "account"
	Region   Style = "region"
	VPC      Style = "vpc"
	Public   Style = "public"
	Private  Style = "private"
	Isolated Style = "isolated"
	Cluster  Style = "cluster"
	Outside  Style = "outside"
	System   Style = "system"
	Module   Style = "module"
	Part     Style = "part"
	Trust    Style = "trust"
)

// Lane is an Availability Zone of a VPC.
type Lane struct {
	ID    string
	Title finding.Text
}

// Node is a box without children.
type Node struct {
	ID       string
	Kind     string
	Category kind.Category
	Glyph    string
	// Title, Technology and Fact are the three tiers of text; the last two may
	// be empty.
	Title, Technology, Fact finding.Text
	// KindLabel is what the kind is called.
	KindLabel finding.Text
	// Opens is the id of the view that shows what is in a folded box; empty for boxes
	// that are not folded.
	Opens string
	// Sheets are how many members each of the sheets shows that open it.
	Sheets []int
	// Members are the ids of the elements that the node stands for, when it
	// stands for several.
	Members []string
	// Notes are further facts, each on a line of its own, in views that ask for
	// them.
	Notes []Note
	// Lost are the notes that the earlier of two pictures has besides.
	Lost []Note
	// Band is within what it scales by itself, in views that ask for it.
	Band *Band
	// Sets are the security groups it belongs to.
	Sets []Set
	// Carries are the ids of elements that its notes name: its web ACL, its key, its
	// roles. They have no box of their own there.
	Carries []string
	// Zones says in which zones it runs, where no lanes do.
	Zones *Zones
	// Loop is what it connects to itself by; nil for nothing.
	Loop *Loop
	// Many says that several of it run.
	Many bool
	// Description is set on the one node that stands for the whole system.
	Description finding.Text
	Marks       []Mark
	Place       layout.Place
	// OnBorder puts the node on the border of its group, at Side.
	OnBorder bool
	Side     layout.Side
}

// Loop is the connections of something to itself, in one row of its box.
type Loop struct {
	// Kind is that of the first of them.
	Kind        string
	Label       finding.Text
	TLS, Plain  bool
	Connections []string
	Marks       []Mark
}

// Note is a fact with the glyph of what it is about.
type Note struct {
	Glyph string
	Text  finding.Text
}

// Set is a security group, with the marks that it has itself.
type Set struct {
	Title finding.Text
	Marks []Mark
}

// Band is the fewest and the most that run.
type Band struct{ Min, Max int }

// Edge is one line. It stands for one connection of the model, or for several
// that go the same way.
type Edge struct {
	ID, From, To string
	// Kind is the kind of the connections: "request".
	Kind  string
	Label finding.Text
	// More are further lines of the label: what comes back, who may pass.
	More []finding.Text
	// TLS says that every connection it stands for is encrypted on the way, Plain
	// that one at least is not. Where neither holds nobody has said.
	TLS, Plain bool
	// Masked says that something is masked or hashed before it is sent.
	Masked bool
	// LostTLS and LostMask say that it was so in the earlier of two pictures, and is no
	// more.
	LostTLS, LostMask bool
	// Personal says that personal or secret data goes over it, in views about
	// data.
	Personal bool
	// Connections are the ids of the model's connections, in their order.
	Connections []string
	Marks       []Mark
	// Loose edges do not decide ranks; Trunk names those that may share a run.
	Loose bool
	Trunk string

	// last are those of Connections that arrive, when others only lead there.
	last []string
	// facts is how many facts the line stands for that are not connections:
	// alarms, backups.
	facts int
}

// Nodes are all nodes, in the order of reading.
func (d *Diagram) Nodes() []*Node {
	var all []*Node
	d.Root.walk(func(it Item) {
		if n, ok := it.(*Node); ok {
			all = append(all, n)
		}
	})
	return all
}

// Groups are all groups but the root, outer ones before what they hold.
func (d *Diagram) Groups() []*Group {
	var all []*Group
	d.Root.walk(func(it Item) {
		if g, ok := it.(*Group); ok {
			all = append(all, g)
		}
	})
	return all
}

// walk visits everything in g, a group before its children.
func (g *Group) walk(visit func(Item)) {
	for _, child := range g.Children {
		visit(child)
		if inner, ok := child.(*Group); ok {
			inner.walk(visit)
		}
	}
}

// add puts children into g; nil groups and groups without children stay out.
func (g *Group) add(items ...Item) {
	for _, it := range items {
		if inner, ok := it.(*Group); ok && (inner == nil || len(inner.Children) == 0) {
			continue
		}
		g.Children = append(g.Children, it)
	}
}

func idOf(it Item) string {
	if n, ok := it.(*Node); ok {
		return n.ID
	}
	return it.(*Group).ID
}
