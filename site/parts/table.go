package parts

import (
	"slices"
	"strconv"
	"strings"

	"asbuilt/finding"
)

// Column is a column of a table whose rows show a T each: what is written above
// it, and what stands in it. A column is added to a table by adding one of these
// to its list.
type Column[T any] struct {
	// Name is the heading. A table whose columns have none has no headings.
	Name finding.Text
	// Note stands softly behind the heading: the scale of a bar.
	Note string
	// Cell is what stands in the column for a row.
	Cell func(T) Cell
	// Names says that the column names the row, for readers by ear.
	Names bool
	// Sorts says that a reader may sort the table by the column: by its numbers
	// when it is of numbers, else by its text.
	Sorts bool
	// Built columns are shown only when the model was compared with a snapshot.
	Built bool
	// Class is for the style of the column's cells, and of its heading when it
	// is of numbers.
	Class Class
}

// Class is a style of cells.
type Class string

// The styles of cells.
const (
	Numbers  Class = "num"    // stand under each other by their last digit
	Mono     Class = "mono"   // what is typed: addresses, metrics
	Unbroken Class = "nowrap" // does not break into lines
	Proved   Class = "proof"  // verdicts with their evidence
	At       Class = "at"     // a place in the model
	Bars     Class = "band"   // bars on one scale
)

// Shape is what a table has besides its columns.
type Shape[T any] struct {
	// Class is for the style of the table.
	Class string
	// Quiet headings are there for readers by ear alone.
	Quiet bool
	// Anchor is the fragment of a row, and Mood its style; both may be nil.
	Anchor, Mood func(T) string
}

// Table is a table ready to be drawn.
type Table struct {
	Class string
	Quiet bool
	Heads []Head
	Rows  []Row
}

// Head is what stands above a column.
type Head struct {
	Name, Note string
	Class      Class
	// Sort is how the column is sorted, "text" or "number"; empty for one that is
	// not.
	Sort string
}

// Row is a row of a table.
type Row struct {
	ID, Mood string
	Cells    []Cell
}

// Cell is what stands in one row under one heading: pieces with a blank
// between them.
type Cell struct {
	Pieces []Piece
	Class  Class
	Names  bool
	// Span is how many columns the cell takes, if it takes more than one; the
	// cells of the others are Taken.
	Span  int
	Taken bool
}

// NewTable is a table with a row for each of rows.
//
// A column in which nothing stands is left out.
func NewTable[T any](p Proof, shape Shape[T], rows []T, columns []Column[T]) Table {
	t := Table{Class: shape.Class, Quiet: shape.Quiet}
	columns = slices.DeleteFunc(slices.Clone(columns), func(c Column[T]) bool {
		return !c.Names && !slices.ContainsFunc(rows, func(of T) bool {
			cell := c.Cell(of)
			return len(cell.Pieces) > 0 || cell.Taken || cell.Span > 1
		})
	})
	for _, c := range columns {
		if c.Name.IsZero() || c.Built && !p.Built() {
			continue
		}
		head := Head{Name: c.Name.In(p.Language()), Note: c.Note}
		switch {
		case c.Class == Numbers:
			head.Class = Numbers
		case c.Note != "":
			head.Class = c.Class + "-head"
		}
		if c.Sorts {
			head.Sort = map[bool]string{true: "number", false: "text"}[c.Class == Numbers]
		}
		t.Heads = append(t.Heads, head)
	}
	for _, of := range rows {
		row := Row{}
		if shape.Anchor != nil {
			row.ID = shape.Anchor(of)
		}
		if shape.Mood != nil {
			row.Mood = shape.Mood(of)
		}
		for _, c := range columns {
			if c.Built && !p.Built() {
				continue
			}
			cell := c.Cell(of)
			cell.Names = c.Names
			if cell.Class == "" {
				cell.Class = c.Class
			}
			if !cell.Taken {
				row.Cells = append(row.Cells, cell)
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// Cut shares out the rows among tables of at most n of them. A table to whose rows
// something leads, or with evidence that is explained below it, stays whole.
func (t Table) Cut(n int) []Table {
	for _, r := range t.Rows {
		proves := func(c Cell) bool {
			return slices.ContainsFunc(c.Pieces, func(p Piece) bool { return p.As == asProof })
		}
		if r.ID != "" || slices.ContainsFunc(r.Cells, proves) {
			return []Table{t}
		}
	}
	var all []Table
	for rows := range slices.Chunk(t.Rows, n) {
		some := t
		some.Rows = rows
		all = append(all, some)
	}
	return all
}

// Lines are the headings and rows of the table as search finds them.
func (t Table) Lines() []string {
	var heads, all []string
	for _, h := range t.Heads {
		heads = append(heads, h.Name)
	}
	if len(t.Rows) > 0 {
		all = append(all, strings.Join(heads, " · "))
	}
	for _, r := range t.Rows {
		var cells []string
		for _, c := range r.Cells {
			for _, p := range c.Pieces {
				switch v := p.V.(type) {
				case string:
					cells = append(cells, v)
				case Link:
					cells = append(cells, v.Text)
				case []Link:
					for _, l := range v {
						cells = append(cells, l.Text)
					}
				case []string:
					cells = append(cells, v...)
				case *Mark:
					cells = append(cells, v.Word)
				}
			}
		}
		all = append(all, strings.Join(cells, " · "))
	}
	return all
}

// Piece is a part of a cell: a value and the way it is shown.
type Piece struct {
	As Look
	V  any
}

// Look is a way to show a value; the template "piece" draws each.
type Look string

// The looks of pieces, each with the type of value that it shows.
const (
	asText     Look = "text"     // string
	asSoft     Look = "soft"     // string
	asStrong   Look = "strong"   // string
	asCode     Look = "code"     // string
	asIdent    Look = "ident"    // string
	asTag      Look = "tag"      // string
	asMark     Look = "mark"     // *Mark
	asLink     Look = "link"     // Link
	asLinks    Look = "links"    // []Link
	asValues   Look = "values"   // []Link
	asTexts    Look = "texts"    // []string
	asAbout    Look = "about"    // Link
	asReply    Look = "reply"    // Link
	asSource   Look = "source"   // Link
	asPlace    Look = "place"    // Link
	asAnchor   Look = "anchor"   // Fact
	asFacts    Look = "facts"    // []Fact
	asProof    Look = "proof"    // []Check
	asCarries  Look = "carries"  // Wire
	asBar      Look = "bar"      // Bar
	asUnbroken Look = "unbroken" // string
)

// Show is a cell of pieces; what is empty is left out.
func Show(pieces ...Piece) Cell {
	var c Cell
	for _, p := range pieces {
		if p.As != "" {
			c.Pieces = append(c.Pieces, p)
		}
	}
	return c
}

// written is text as a piece, or none when there is no text.
func written(as Look, text string) Piece {
	if text == "" {
		return Piece{}
	}
	return Piece{as, text}
}

// led is a link as a piece, or none when it has no text.
func led(as Look, l Link) Piece {
	if l.Text == "" {
		return Piece{}
	}
	return Piece{as, l}
}

// Plain shows a text as it is.
func Plain(text string) Piece { return written(asText, text) }

// Soft shows what matters less.
func Soft(text string) Piece { return written(asSoft, text) }

// SoftUnbroken shows what matters less, in one line.
func SoftUnbroken(text string) Piece { return written(asUnbroken, text) }

// Strong shows what must not be overlooked.
func Strong(text string) Piece { return written(asStrong, text) }

// Code shows what is typed.
func Code(text string) Piece { return written(asCode, text) }

// Ident shows an id.
func Ident(id string) Piece { return written(asIdent, id) }

// Tag shows a word on a label.
func Tag(word string) Piece { return written(asTag, word) }

// Linked shows a link.
func Linked(l Link) Piece { return led(asLink, l) }

// Linkeds shows links with commas between them.
func Linkeds(all []Link) Piece {
	if len(all) == 0 {
		return Piece{}
	}
	return Piece{asLinks, all}
}

// Values shows one value as it is and several as a list.
func Values(all []Link) Piece { return Piece{asValues, all} }

// Texts shows a list.
func Texts(all []string) Piece {
	if len(all) == 0 {
		return Piece{}
	}
	return Piece{asTexts, all}
}

// About shows a description below what it describes.
func About(l Link) Piece { return led(asAbout, l) }

// Reply shows what comes back.
func Reply(l Link) Piece { return led(asReply, l) }

// Stands shows a place in the model.
func Stands(l Link) Piece { return led(asSource, l) }

// Marked shows a verdict or a severity; none when m is nil.
func Marked(m *Mark) Piece {
	if m == nil {
		return Piece{}
	}
	return Piece{asMark, m}
}

// Warning shows a word as a warning.
func Warning(word string) Piece { return Marked(&Mark{Class: "warning", Word: word}) }

// FactLines shows facts one below the other.
func FactLines(facts []Fact) Piece { return Piece{asFacts, facts} }

// Carries shows what a connection carries.
func Carries(w Wire) Piece { return Piece{asCarries, w} }

// Bar is a band on a scale 1000 wide.
type Bar struct {
	Min, Max string
	X, W     int
}

// Drawn shows a bar.
func Drawn(b Bar) Piece { return Piece{asBar, b} }

// Depth is the style of what stands that deep in a tree.
func Depth(n int) Class { return Class("depth-" + strconv.Itoa(n)) }
