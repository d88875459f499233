package sheet

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"asbuilt/finding"
	"asbuilt/internal/vision"
	"asbuilt/model"
	"asbuilt/model/kind"
	"asbuilt/render/layout"
	"asbuilt/render/scene"
	"asbuilt/render/views"
)

// glance is the difference (CIEDE2000) from which two colours are told apart
// without a second look, on thin lines too.
const glance = 10

// specimen is a thing as it is drawn, and the colour that says what it is.
type specimen struct {
	name   string
	color  scene.Color
	shapes []scene.Shape
}

// families are the sets of things that a reader has to tell apart, each drawn by
// the code that draws pictures, in one place and with the same words.
func families(t *testing.T) map[string][]specimen {
	all := map[string][]specimen{"access levels": accessLevels(t)}
	for _, s := range lineStyles {
		all["kinds of connections"] = append(all["kinds of connections"], specimen{s.kind, s.color, drawnLine(s.kind)})
	}
	for _, b := range borderStyles {
		all["boundaries"] = append(all["boundaries"], specimen{string(b.style), b.color, drawnGroup(b.style)})
	}
	for _, m := range views.Marks() {
		color := styleOfMark(m).color
		all["marks on nodes"] = append(all["marks on nodes"], specimen{
			string(m), color, drawnNode(&views.Node{Marks: []views.Mark{m}}),
		})
		all["marks on boundaries"] = append(all["marks on boundaries"], specimen{
			string(m), color, drawnGroup(views.VPC, m),
		})
		all["marks on lines"] = append(all["marks on lines"], specimen{string(m), color, drawnLine("request", m)})
	}
	for _, m := range []views.Mark{views.Draft, views.Proposed, views.Rejected, views.Deprecated, views.Superseded} {
		all["statuses of decisions"] = append(all["statuses of decisions"], specimen{
			string(m), styleOfMark(m).color, drawnNode(&views.Node{Marks: []views.Mark{m}}),
		})
	}
	plain := specimen{"no mark", scene.Hairline, drawnNode(&views.Node{})}
	all["marks on nodes"] = append(all["marks on nodes"], plain)
	all["statuses of decisions"] = append(all["statuses of decisions"], plain)
	all["marks on boundaries"] = append(all["marks on boundaries"], specimen{
		"no mark", scene.VPC, drawnGroup(views.VPC),
	})
	all["marks on lines"] = append(all["marks on lines"], specimen{"no mark", scene.Actor, drawnLine("request")})
	return all
}

// accessLevels are what the security view of System A says of who may reach what.
func accessLevels(t *testing.T) []specimen {
	t.Helper()
	m, _, err := model.Load(os.DirFS("../.."), "architecture.yaml", model.Options{})
	if err != nil {
		t.Fatal(err)
	}
	v, _ := views.Lookup(m, "security")
	seen := map[string]bool{}
	var all []specimen
	for _, n := range views.Resolve(m, v, views.Overlay{}).Nodes() {
		for _, note := range n.Notes {
			if name := note.Text.En; note.Glyph == "user" && !seen[name] {
				seen[name] = true
				all = append(all, specimen{name, scene.Ink, drawnNode(&views.Node{Notes: []views.Note{note}})})
			}
		}
	}
	if len(all) < 2 {
		t.Errorf("the security view shows the access levels %v", all)
	}
	return all
}

func drawn(draw func(c *composer)) []scene.Shape {
	c := &composer{
		d: &views.Diagram{Root: &views.Group{}}, lang: finding.English, names: map[string]string{},
		p: &scene.Picture{},
	}
	draw(c)
	return c.p.Items[0].Shapes
}

func drawnLine(kind string, marks ...views.Mark) []scene.Shape {
	return drawn(func(c *composer) {
		c.line(&views.Edge{Kind: kind, Label: finding.Same("x"), Marks: marks},
			layout.Line{
				Points: []layout.Point{{X: 0, Y: 0}, {X: 200, Y: 0}}, Label: layout.Box{X: 80, Y: -9, W: 60, H: 18},
			}, nil)
	})
}

func drawnGroup(s views.Style, marks ...views.Mark) []scene.Shape {
	return drawn(func(c *composer) {
		c.group(&views.Group{Style: s, Title: finding.Same("x"), Marks: marks}, layout.GroupBox{
			Box: layout.Box{W: 200, H: 100}, Title: layout.Box{X: 8, Y: 8, W: 80, H: 20},
		})
	})
}

func drawnNode(n *views.Node) []scene.Shape {
	n.Title = finding.Same("x")
	return drawn(func(c *composer) { c.node(n, layout.Box{W: 200, H: 60}, nil) })
}

// signs are what a drawing says without colour: patterns of dashes, sorts of
// heads, strokes at least half as wide again, glyphs, words, fills.
func signs(shapes []scene.Shape) map[string]string {
	all := map[string][]string{}
	add := func(sort, value string) { all[sort] = append(all[sort], value) }
	paint := func(p scene.Paint) {
		if p.Stroke != "" {
			add("dash", fmt.Sprint(p.Dash))
		}
		add("fill", fmt.Sprint(p.Fill != "" && p.Faint == 0, p.Fill != "" && p.Faint > 0))
	}
	for _, s := range shapes {
		switch s := s.(type) {
		case scene.Rect:
			paint(s.Paint)
		case scene.Stroke:
			paint(s.Paint)
			add("head", "stroke")
		case scene.Polygon:
			add("head", "triangle")
		case scene.Glyph:
			add("glyph", s.Name)
		case scene.Text:
			add("word", s.Content)
		}
	}
	out := map[string]string{}
	for sort, values := range all {
		out[sort] = strings.Join(values, " ")
	}
	return out
}

// width is that of the widest stroke.
func width(shapes []scene.Shape) float64 {
	widest := 1.0
	for _, s := range shapes {
		switch s := s.(type) {
		case scene.Rect:
			widest = max(widest, s.Paint.Width)
		case scene.Stroke:
			widest = max(widest, s.Paint.Width)
		}
	}
	return widest
}

// apart are the signs, colour aside, by which two drawings differ.
func apart(a, b []scene.Shape) []string {
	var found []string
	sa, sb := signs(a), signs(b)
	for _, sort := range []string{"dash", "head", "glyph", "word", "fill"} {
		if sa[sort] != sb[sort] {
			found = append(found, sort)
		}
	}
	if wa, wb := width(a), width(b); max(wa, wb) >= 1.5*min(wa, wb) {
		found = append(found, "width")
	}
	return found
}

// TestEveryEyeTellsThemApart holds all that a reader must tell apart to a sign
// beside colour, or to colours that stay apart at a glance in both themes, for
// common sight and without the cones for red or for green.
func TestEveryEyeTellsThemApart(t *testing.T) {
	for family, all := range families(t) {
		for i, a := range all {
			for _, b := range all[:i] {
				if len(apart(a.shapes, b.shapes)) == 0 {
					stayApart(t, family, a, b)
				}
			}
		}
	}
}

// stayApart holds two drawings that differ in nothing but colour to colours that
// do.
func stayApart(t *testing.T, family string, a, b specimen) {
	t.Helper()
	for _, theme := range themes {
		for _, eye := range vision.Eyes() {
			if d := vision.Difference(eye.See(theme.of(t, a.color)), eye.See(theme.of(t, b.color))); d < glance {
				t.Errorf("%s: %s and %s have no sign but colour, and are %.1f apart to %s on %s paper", family, a.name,
					b.name, d, eye.Name, theme.name)
			}
		}
	}
}

// TestSignsAreRead proves that what is taken for a sign is none of colour: a
// drawing differs from itself in other colours in nothing.
func TestSignsAreRead(t *testing.T) {
	if got := apart(drawnGroup(views.Region), drawnGroup(views.Account)); !slices.Contains(got, "dash") {
		t.Errorf("dotted and solid borders differ in %v", got)
	}
	if got := apart(drawnLine("request"), drawnLine("data")); !slices.Contains(got, "width") {
		t.Errorf("thin and thick lines differ in %v", got)
	}
	plain := drawnNode(&views.Node{Category: kind.Store, Glyph: "database"})
	if got := apart(plain, drawnNode(&views.Node{Category: kind.Compute, Glyph: "database"})); len(got) > 0 {
		t.Errorf("two colours differ in %v", got)
	}
}

// TestKindsAreToldApart holds two kinds of different categories, whose colours
// say which, to another glyph or another word.
func TestKindsAreToldApart(t *testing.T) {
	all := kind.All()
	for i, a := range all {
		for _, b := range all[:i] {
			draw := func(k kind.Kind) []scene.Shape {
				return drawnNode(&views.Node{Category: k.Category, Glyph: k.Glyph, Technology: k.Label})
			}
			if a.Category != b.Category && len(apart(draw(a), draw(b))) == 0 {
				t.Errorf("%s and %s differ in nothing but the colour of their category", a.ID, b.ID)
			}
		}
	}
}

// TestContrastForEveryEye holds text to 4.5:1, and lines, borders and glyphs to
// 3:1, on everything they may lie on, in both themes and for every eye.
func TestContrastForEveryEye(t *testing.T) {
	need := map[scene.Color]float64{scene.Ink: 4.5, scene.Muted: 4.5, scene.Hairline: 3}
	for _, s := range lineStyles {
		need[s.color] = max(need[s.color], 3)
	}
	for _, b := range borderStyles {
		need[b.color] = max(need[b.color], 3)
	}
	for _, m := range markStyles {
		need[m.color] = max(need[m.color], 3)
	}
	for _, c := range categories {
		color := scene.Category(string(c))
		need[color] = max(need[color], 3)
	}
	for _, theme := range themes {
		paper := theme.of(t, scene.Paper)
		grounds := map[string]vision.RGB{"paper": paper, "a node": theme.of(t, scene.Surface)}
		for _, b := range borderStyles {
			if b.tint > 0 {
				grounds[string(b.style)] = vision.Over(theme.of(t, b.color), paper, b.tint)
			}
		}
		for color, least := range need {
			for on, ground := range grounds {
				for _, eye := range vision.Eyes() {
					if got := vision.Contrast(eye.See(theme.of(t, color)), eye.See(ground)); got < least {
						t.Errorf("%s on %s, %s: %.2f to %s, want %.1f", color, on, theme.name, got, eye.Name, least)
					}
				}
			}
		}
		for _, m := range markStyles { // the glyph in its disc
			for _, eye := range vision.Eyes() {
				if got := vision.Contrast(eye.See(paper), eye.See(theme.of(t, m.color))); got < 3 {
					t.Errorf("the glyph of %s, %s: %.2f to %s", m.mark, theme.name, got, eye.Name)
				}
			}
		}
	}
}

type theme struct {
	name string
	of   func(t *testing.T, c scene.Color) vision.RGB
}

var themes = []theme{
	{"light", func(t *testing.T, c scene.Color) vision.RGB { return parsed(t, scene.Lookup(c).Light) }},
	{"dark", func(t *testing.T, c scene.Color) vision.RGB { return parsed(t, scene.Lookup(c).Dark) }},
}

func parsed(t *testing.T, hex string) vision.RGB {
	t.Helper()
	c, err := vision.Parse(hex)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
