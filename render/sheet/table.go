package sheet

import (
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/render/views"
)

// Table is what a picture shows, as rows: the same facts for whoever reads
// with ears, prints, or searches.
type Table struct {
	Nodes []NodeRow
	Lines []LineRow
	// Absent is what a picture of the whole leaves out.
	Absent []AbsentRow
}

// AbsentRow is an element or a connection that the picture has not. Kind is empty
// for a connection.
type AbsentRow struct{ ID, Name, Kind string }

// NodeRow is one box of the picture.
type NodeRow struct {
	// ID is that of the element; what a view makes up begins with "view/".
	ID string
	// Members are the ids of the elements that the box stands for, when it
	// stands for several.
	Members []string
	// Carries are the ids of the elements that the box names and that have none of
	// their own.
	Carries []string
	Name    string
	Kind    string
	// Place is the path of groups around it, outermost first.
	Place []string
	Fact  string
	Marks []string
}

// LineRow is one line of the picture.
type LineRow struct {
	ID, From, To     string
	FromName, ToName string
	Kind, Label      string
	TLS, Plain       bool
	Masked           bool
	// Connections are the ids of the model's connections it stands for.
	Connections []string
	Marks       []string
}

// TableOf is the diagram as rows, in the order of reading.
func TableOf(d *views.Diagram, lang finding.Lang) Table {
	var t Table
	var walk func(g *views.Group, path []string)
	walk = func(g *views.Group, path []string) {
		for _, it := range g.Children {
			switch it := it.(type) {
			case *views.Group:
				inner := path
				if !it.Title.IsZero() {
					inner = append(path[:len(path):len(path)], it.Title.In(lang))
				}
				walk(it, inner)
			case *views.Node:
				facts := []string{it.Fact.In(lang)}
				for _, note := range it.Notes {
					facts = append(facts, note.Text.In(lang))
				}
				for _, note := range it.Lost {
					facts = append(facts, texts().Say("no longer", note.Text).In(lang))
				}
				if it.Zones != nil {
					facts = append(facts, texts().Say("zones", strings.Join(it.Zones.In, ", ")).In(lang))
				}
				facts = slices.DeleteFunc(facts, func(f string) bool { return f == "" })
				t.Nodes = append(t.Nodes, NodeRow{
					ID: it.ID, Members: it.Members, Carries: it.Carries, Name: it.Title.In(lang),
					Kind: it.KindLabel.In(lang), Place: path,
					Fact: strings.Join(facts, " · "), Marks: append(markWords(it.Marks, lang), setWords(it, lang)...),
				})
			}
		}
	}
	walk(d.Root, nil)
	names := namesOf(d, lang)
	for _, e := range d.Edges {
		t.Lines = append(t.Lines, LineRow{
			ID: e.ID, From: e.From, To: e.To, FromName: names[e.From], ToName: names[e.To],
			Kind: styleOfLine(e.Kind).name().In(lang), Label: labelWords(e, lang), TLS: e.TLS,
			Plain: e.Plain, Masked: e.Masked,
			Connections: e.Connections, Marks: append(markWords(e.Marks, lang), lostWords(e, lang)...),
		})
	}
	for _, n := range d.Nodes() {
		if n.Loop == nil {
			continue
		}
		t.Lines = append(t.Lines, LineRow{
			ID: n.ID + "/loop", From: n.ID, To: n.ID, FromName: names[n.ID], ToName: names[n.ID],
			Kind: styleOfLine(n.Loop.Kind).name().In(lang), Label: n.Loop.Label.In(lang), TLS: n.Loop.TLS,
			Plain:       n.Loop.Plain,
			Connections: n.Loop.Connections, Marks: markWords(n.Loop.Marks, lang),
		})
	}
	for _, a := range d.Absent {
		t.Absent = append(t.Absent, AbsentRow{a.ID, a.Title.In(lang), a.KindLabel.In(lang)})
	}
	return t
}

// labelWords are all lines of a line's label, as one.
func labelWords(e *views.Edge, lang finding.Lang) string {
	var words []string
	for _, t := range append([]finding.Text{e.Label}, e.More...) {
		if w := t.In(lang); w != "" {
			words = append(words, w)
		}
	}
	return strings.Join(words, " · ")
}

func markWords(all []views.Mark, lang finding.Lang) []string {
	var words []string
	for _, m := range all {
		words = append(words, styleOfMark(m).name().In(lang))
	}
	return words
}

// setWords say what is marked of a node's sets: "Cache SG: not as declared".
func setWords(n *views.Node, lang finding.Lang) []string {
	var words []string
	for _, s := range n.Sets {
		if len(s.Marks) > 0 {
			words = append(words, s.Title.In(lang)+": "+strings.Join(markWords(s.Marks, lang), ", "))
		}
	}
	return words
}

// namesOf is what each group and node is called, by id.
func namesOf(d *views.Diagram, lang finding.Lang) map[string]string {
	names := map[string]string{}
	for _, g := range d.Groups() {
		names[g.ID] = g.Title.In(lang)
	}
	for _, n := range d.Nodes() {
		names[n.ID] = n.Title.In(lang)
	}
	return names
}
