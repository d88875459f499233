package mermaid

import (
	"slices"
	"strings"

	"asbuilt/pattern"
)

// shape is how a box is drawn.
type shape int

const (
	rectangle shape = iota
	rounded
	stadium
	cylinder
	circle
	diamond
	hexagon
	subroutine
	slanted
	flag
)

// chart is a flowchart as it was read.
type chart struct {
	down, back bool
	boxes      []*box
	byID       map[string]*box
	arrows     []*arrow
	frames     []*frame
	open       []*frame
}

type box struct {
	id    string
	label []string
	shape shape
	in    *frame
}

type frame struct {
	id    string
	title []string
	in    *frame
	down  bool
}

type arrow struct {
	from, to   string
	label      []string
	start, end string // what stands at the ends: "", arrow, circle or cross
	dashed     bool
	thick      bool
	unseen     bool
}

var brackets = []struct {
	open, close string
	shape       shape
}{
	{"(((", ")))", circle}, {"((", "))", circle}, {"([", "])", stadium}, {"[[", "]]", subroutine},
	{"[(", ")]", cylinder}, {"{{", "}}", hexagon}, {"[/", "/]", slanted}, {"[/", `\]`, slanted},
	{`[\`, `\]`, slanted}, {`[\`, "/]", slanted}, {"[", "]", rectangle}, {"(", ")", rounded},
	{"{", "}", diamond}, {">", "]", flag},
}

var (
	boxID  = pattern.New(`^[\pL\pN_](?:[\pL\pN_.]|-[\pL\pN_])*`)
	class  = pattern.New(`^:::[\pL\pN_-]+`)
	shaped = pattern.New(`^@\{([^{}]*)\}`)
	// line is an arrow without text, or with its text between bars.
	line = pattern.New(
		`^(?:[\pL\pN_]+@)?([<ox]?)(-{2,}|={2,}|-\.+-)([>ox-]?|=)(?:\s*\|((?:"[^"]*"|[^|"])*)\|)?`)
	// worded is an arrow with its text inside.
	worded = pattern.New(
		`^(?:[\pL\pN_]+@)?([<ox]?)(--|==|-\.)\s*("[^"]*"|[^\s|>=.-][^|]*?)\s*(-{2,}|={2,}|\.+-)([>ox]?)(?:\s|$|[\pL\pN_])`)
	// marked ends in a circle or cross, and is followed by no text.
	marked    = pattern.New(`^(?:[\pL\pN_]+@)?[<ox]?(?:-{2,}|={2,}|-\.+-)[ox](?:\s|$)`)
	invisible = pattern.New(`^~{3,}`)
	ignored   = pattern.New(`^(?:classDef|class|style|linkStyle|click)\b|^[\pL\pN_]+@\{\s*(?:anim|curve)`)
	direction = pattern.New(`^direction\s+(TB|TD|BT|LR|RL)$`)
	subgraph  = pattern.New(`^subgraph\b\s*(.*)$`)
	titled    = pattern.New(`^([\pL\pN_.-]+)\s*\[(.*)\]$`)
)

// readFlow reads the statements of a flowchart; ok is false at the first that is
// not understood.
func readFlow(head, lines []string) (c *chart, ok bool) {
	c = &chart{byID: map[string]*box{}, down: true}
	for _, word := range head {
		c.down, c.back = word != "LR" && word != "RL", word == "BT" || word == "RL"
	}
	for _, text := range lines {
		switch m := subgraph.FindStringSubmatch(text); {
		case ignored.MatchString(text):
		case text == "end":
			if len(c.open) == 0 {
				return nil, false
			}
			c.open = c.open[:len(c.open)-1]
		case direction.MatchString(text):
			if d := direction.FindStringSubmatch(text)[1]; len(c.open) > 0 {
				c.inside().down = d != "LR" && d != "RL"
			}
		case m != nil:
			if len(c.open) >= MostDeep {
				return nil, false
			}
			f := &frame{id: m[1], title: texts(m[1]), in: c.inside(), down: c.down}
			if t := titled.FindStringSubmatch(m[1]); t != nil {
				f.id, f.title = t[1], texts(t[2])
			}
			c.frames, c.open = append(c.frames, f), append(c.open, f)
		case !c.statement(text):
			return nil, false
		}
	}
	// What arrows named before its frame was read is the frame.
	c.boxes = slices.DeleteFunc(c.boxes, func(b *box) bool { return c.frame(b.id) != nil })
	return c, len(c.open) == 0
}

func (c *chart) inside() *frame {
	if len(c.open) == 0 {
		return nil
	}
	return c.open[len(c.open)-1]
}

// statement reads "a & b -->|text| c --> d".
func (c *chart) statement(text string) bool {
	from, rest, ok := c.several(text)
	for ok && rest != "" {
		var a arrow
		if a, rest, ok = readArrow(rest); !ok {
			return false
		}
		var to []string
		if to, rest, ok = c.several(rest); !ok {
			return false
		}
		for _, x := range from {
			for _, y := range to {
				one := a
				one.from, one.to = x, y
				c.arrows = append(c.arrows, &one)
				if len(c.arrows) > MostLines {
					return true // told as too large
				}
			}
		}
		from = to
	}
	return ok
}

// several reads boxes between ampersands.
func (c *chart) several(text string) (ids []string, rest string, ok bool) {
	for {
		id, after, ok := c.box(strings.TrimSpace(text))
		if !ok {
			return nil, text, false
		}
		ids = append(ids, id)
		rest = strings.TrimSpace(after)
		next, more := strings.CutPrefix(rest, "&")
		if !more {
			return ids, rest, true
		}
		text = next
	}
}

// box reads one box with its shape and text.
func (c *chart) box(text string) (id, rest string, ok bool) {
	id = boxID.FindString(text)
	if id == "" {
		return "", text, false
	}
	rest = text[len(id):]
	label, shape, said := []string{id}, rectangle, false
	if m := shaped.FindStringSubmatch(rest); m != nil {
		label, shape, rest, said = property(m[1], id), rectangle, rest[len(m[0]):], true
	} else {
		for _, b := range brackets {
			inner, found := strings.CutPrefix(rest, b.open)
			if !found {
				continue
			}
			if end := closing(inner, b.close); end >= 0 {
				label, shape, rest, said = texts(inner[:end]), b.shape, inner[end+len(b.close):], true
				break
			}
		}
	}
	rest = rest[len(class.FindString(rest)):]
	if c.frame(id) != nil && !said {
		return id, rest, true
	}
	b := c.byID[id]
	if b == nil {
		b = &box{id: id, label: label, shape: shape, in: c.inside()}
		c.byID[id], c.boxes = b, append(c.boxes, b)
	} else if said {
		b.label, b.shape = label, shape
	}
	if b.in == nil {
		b.in = c.inside()
	}
	return id, rest, true
}

func (c *chart) frame(id string) *frame {
	for _, f := range c.frames {
		if f.id == id {
			return f
		}
	}
	return nil
}

// property is the label among the properties of a box, "shape: x, label: y".
func property(text, id string) []string {
	if _, after, ok := strings.Cut(text, "label:"); ok {
		after = strings.TrimSpace(after)
		if strings.HasPrefix(after, `"`) {
			if end := strings.Index(after[1:], `"`); end >= 0 {
				return texts(after[:end+2])
			}
		}
		after, _, _ = strings.Cut(after, ",")
		return texts(after)
	}
	return []string{id}
}

// closing is where the text before a closing bracket ends: behind its quotes if
// it has any.
func closing(inner, bracket string) int {
	from := 0
	if trimmed := strings.TrimLeft(inner, " "); strings.HasPrefix(trimmed, `"`) {
		lead := len(inner) - len(trimmed)
		if end := strings.Index(trimmed[1:], `"`); end >= 0 {
			from = lead + end + 2
		}
	}
	if at := strings.Index(inner[from:], bracket); at >= 0 {
		return from + at
	}
	return -1
}

func readArrow(text string) (a arrow, rest string, ok bool) {
	if m := invisible.FindString(text); m != "" {
		return arrow{unseen: true}, text[len(m):], true
	}
	// The form with its text inside is tried first: "-- text -->" begins as "--" does.
	if m := worded.FindStringSubmatchIndex(text); m != nil && !marked.MatchString(text) {
		a = arrow{
			start: ending(text[m[2]:m[3]]), label: texts(text[m[6]:m[7]]), end: ending(text[m[10]:m[11]]),
			dashed: text[m[4]:m[5]] == "-.", thick: text[m[4]:m[5]] == "==",
		}
		return a, text[m[11]:], true
	}
	m := line.FindStringSubmatch(text)
	if m == nil || len(m[2]+m[3]) < 3 {
		return a, text, false
	}
	return arrow{
		start: ending(m[1]), end: ending(m[3]), label: texts(m[4]),
		dashed: strings.Contains(m[2], "."), thick: strings.HasPrefix(m[2], "="),
	}, text[len(m[0]):], true
}

func ending(mark string) string {
	switch mark {
	case ">", "<":
		return "arrow"
	case "o":
		return "circle"
	case "x":
		return "cross"
	}
	return ""
}
