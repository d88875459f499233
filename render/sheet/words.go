package sheet

import (
	"asbuilt/finding"
	"asbuilt/model/kind"
	"asbuilt/render/scene"
	"asbuilt/render/views"
)

// lineStyle is how connections of a kind are drawn.
type lineStyle struct {
	kind  string
	color scene.Color
	width float64
	dash  []int
	// heads are those of the arrow.
	heads heads
}

// heads are the arrow heads of a line: a triangle at its end, two strokes, the
// same at both ends, or none for what has no direction.
type heads int

const (
	closed heads = iota
	open
	openBoth
	none
)

// open reports whether heads are two strokes instead of a triangle.
func (h heads) open() bool { return h == open || h == openBoth }

var lineStyles = []lineStyle{
	{"request", scene.Actor, 1.5, nil, closed},
	{"data", scene.Store, 2.75, nil, closed},
	{"event", scene.Messaging, 1.5, []int{7, 4}, open},
	{"deploy", scene.Delivery, 1.5, []int{10, 3, 2, 3}, closed},
	{"observe", scene.Ops, 1.5, []int{2, 4}, open},
	{"replicate", scene.Store, 1.5, []int{5, 3}, closed},
	{"approve", scene.Entry, 1.5, []int{12, 4}, open},
	{"alarm", scene.Caution, 1.5, []int{6, 2, 2, 2}, open},
	{"detour", scene.Caution, 2.25, []int{9, 4}, closed},
	{"reply", scene.Muted, 1.25, []int{3, 3}, open},
	{"supersedes", scene.Ink, 2.25, nil, closed},
	{"amends", scene.Entry, 1.5, []int{8, 4}, closed},
	{"depends on", scene.Actor, 1.25, nil, open},
	{"relates to", scene.Muted, 1.25, []int{2, 4}, openBoth},
	{"admin", scene.Security, 1.5, []int{4, 3}, closed},
	{"join", scene.Network, 2, []int{1, 3}, none},
}

// name is what a legend calls the kind.
func (s lineStyle) name() finding.Text { return texts().Of("line " + s.kind) }

func styleOfLine(kind string) lineStyle {
	for _, s := range lineStyles {
		if s.kind == kind {
			return s
		}
	}
	return lineStyles[0]
}

// borderStyle is how the border of a group is drawn, after AWS's conventions.
type borderStyle struct {
	style views.Style
	color scene.Color
	width float64
	dash  []int
	// tint is the opacity of the fill, in percent.
	tint int
}

var borderStyles = []borderStyle{
	{views.Account, scene.Account, 1.25, nil, 0},
	{views.Region, scene.Region, 1.25, []int{1, 4}, 0},
	{views.VPC, scene.VPC, 1.5, nil, 0},
	{views.Public, scene.PublicSubnet, 1.25, nil, 9},
	{views.Private, scene.PrivateSubnet, 1.25, nil, 8},
	{views.Isolated, scene.PrivateSubnet, 2, nil, 14},
	{views.Cluster, scene.ScalingGroup, 1.25, []int{6, 4}, 0},
	{views.Outside, scene.Generic, 1.25, []int{6, 4}, 0},
	{views.System, scene.Ink, 1.5, nil, 0},
	{views.Module, scene.Entry, 1.25, nil, 6},
	{views.Trust, scene.SecurityGroup, 1.5, []int{8, 4}, 0},
	{views.Part, scene.Generic, 1, []int{3, 3}, 0},
}

// name is what a legend calls what the border is of.
func (s borderStyle) name() finding.Text { return texts().Of("border " + string(s.style)) }

func styleOfBorder(s views.Style) borderStyle {
	for _, b := range borderStyles {
		if b.style == s {
			return b
		}
	}
	return borderStyles[len(borderStyles)-1]
}

// markStyle is how a mark shows: a colour, a glyph, and on the thing itself a
// dash.
type markStyle struct {
	mark  views.Mark
	color scene.Color
	glyph string
	dash  []int
}

var markStyles = []markStyle{
	{views.Missing, scene.Differs, "missing", differs()},
	{views.Refuted, scene.Differs, "refuted", differs()},
	{views.Changed, scene.Differs, "changed", differs()},
	{views.Partial, scene.Differs, "partial", differs()},
	{views.Undeclared, scene.Differs, "undeclared", differs()},
	{views.Unprotected, scene.Caution, "unlocked", []int{6, 4}},
	{views.Unstated, scene.Unsure, "unsaid", []int{6, 4}},
	{views.Unknown, scene.Unsure, "unknown", []int{4, 4}},
	{views.SPOF, scene.Caution, "warning", nil},
	{views.Bottleneck, scene.Caution, "bottleneck", nil},
	{views.Headroom, scene.Caution, "headroom", nil},
	{views.Alarm, scene.Caution, "alarm", nil},
	{views.Tuning, scene.Ops, "tuning", nil},
	{views.Added, scene.Proved, "added", nil},
	{views.New, scene.Proved, "new", nil},
	{views.Gone, scene.Differs, "gone", []int{8, 5}},
	{views.Moved, scene.Extra, "moved", nil},
	{views.Revised, scene.Caution, "revised", nil},
	{views.Draft, scene.Unsure, "note", []int{4, 4}},
	{views.Proposed, scene.Caution, "unknown", []int{8, 5}},
	{views.Rejected, scene.Differs, "refuted", []int{8, 5}},
	{views.Deprecated, scene.Unsure, "missing", []int{2, 4}},
	{views.Superseded, scene.Unsure, "going", []int{4, 4}},
	{views.Going, scene.Unsure, "going", []int{4, 4}},
}

// name is what a legend calls the mark.
func (s markStyle) name() finding.Text {
	if name, ok := texts().Lookup("mark " + string(s.mark)); ok {
		return name
	}
	return finding.Same(string(s.mark))
}

func styleOfMark(m views.Mark) markStyle {
	for _, s := range markStyles {
		if s.mark == m {
			return s
		}
	}
	return markStyle{mark: m, color: scene.Unsure, glyph: "note"}
}

// noteGlyphs are the glyphs before notes, in the order of a legend.
var noteGlyphs = []string{
	"loop", "database", "internet", "user", "waf", "key", "mask", "scales", "metrics", "alarm", "logs",
	"backup", "warning", "deploy", "audit", "role",
}

// categories are the categories of boxes, in the order of a legend.
var categories = []kind.Category{
	kind.Actor, kind.Entry, kind.Compute, kind.Store, kind.Messaging, kind.AI, kind.Network,
	kind.Security, kind.Ops, kind.Delivery, kind.External, views.InForce, kind.Process,
}
