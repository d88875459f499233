package gate_test

import (
	"testing"

	"asbuilt/render/layout"
	"asbuilt/render/layout/gate"

	"github.com/google/go-cmp/cmp"
)

// sound is a picture without a fault: two nodes in a group with a lane, a third
// beside it, a node on the border, two lines.
func sound() gate.Picture {
	return gate.Picture{
		Size: layout.Size{W: 500, H: 300},
		Nodes: []gate.Node{
			{ID: "a", Parent: "g", Box: layout.Box{X: 40, Y: 60, W: 80, H: 40}},
			{ID: "b", Parent: "g", Box: layout.Box{X: 40, Y: 200, W: 80, H: 40}},
			{ID: "c", Box: layout.Box{X: 400, Y: 60, W: 80, H: 40}},
			{ID: "p", Parent: "g", Box: layout.Box{X: 180, Y: 200, W: 40, H: 40}, OnBorder: true},
		},
		Groups: []gate.Group{{ID: "g", GroupBox: layout.GroupBox{
			Box: layout.Box{X: 20, Y: 20, W: 180, H: 260}, Title: layout.Box{X: 28, Y: 28, W: 60, H: 16},
			Lanes: []layout.LaneBox{{ID: "l", Box: layout.Box{X: 30, Y: 50, W: 120, H: 220}}},
		}}},
		Lines: []layout.Line{
			{
				ID: "ab", From: "a", To: "b", Points: []layout.Point{{X: 80, Y: 100}, {X: 80, Y: 200}},
				Label: layout.Box{X: 60, Y: 140, W: 40, H: 16},
			},
			{ID: "ac", From: "a", To: "c", Points: []layout.Point{{X: 120, Y: 80}, {X: 400, Y: 80}}},
		},
	}
}

func TestSoundPicture(t *testing.T) {
	if found := gate.Check(sound()); len(found) > 0 {
		t.Errorf("found %v", found)
	}
}

// TestRules breaks the sound picture in one way after another.
func TestRules(t *testing.T) {
	points := func(line int, points ...layout.Point) func(*gate.Picture) {
		return func(p *gate.Picture) { p.Lines[line].Points = points }
	}
	label := func(b layout.Box) func(*gate.Picture) {
		return func(p *gate.Picture) { p.Lines[0].Label = b }
	}
	node := func(i int, b layout.Box) func(*gate.Picture) {
		return func(p *gate.Picture) { p.Nodes[i].Box = b }
	}
	line := func(l layout.Line) func(*gate.Picture) {
		return func(p *gate.Picture) { p.Lines = append(p.Lines, l) }
	}
	pt := func(x, y int) layout.Point { return layout.Point{X: x, Y: y} }
	tests := []struct {
		rule gate.Rule
		do   func(*gate.Picture)
	}{
		{
			gate.ThroughBox,
			line(layout.Line{
				ID: "pc", From: "p", To: "c",
				Points: []layout.Point{pt(180, 220), pt(60, 220), pt(60, 250), pt(440, 250), pt(440, 100)},
			}),
		},
		{gate.ThroughTitle, points(1, pt(50, 60), pt(50, 10), pt(440, 10), pt(440, 60))},
		{gate.AlongBoundary, points(1, pt(120, 80), pt(199, 80), pt(199, 120), pt(440, 120), pt(440, 100))},
		{gate.AlongBoundary, points(1, pt(120, 80), pt(150, 80), pt(150, 120), pt(440, 120), pt(440, 100))},
		{gate.OnTop, line(layout.Line{ID: "x", From: "a", To: "c", Points: []layout.Point{pt(120, 84), pt(400, 84)}})},
		{
			gate.Touching,
			line(layout.Line{
				ID: "x", From: "c", To: "p",
				Points: []layout.Point{
					pt(440, 100), pt(440, 220), pt(300, 220), pt(300, 80), pt(310, 80), pt(310, 230), pt(220, 230),
				},
			}),
		},
		{gate.NotOrthogonal, points(1, pt(120, 80), pt(400, 90))},
		{gate.LooseEnd, points(1, pt(120, 80), pt(390, 80))},
		{gate.LooseEnd, points(1)},
		{gate.LabelOnLabel, func(p *gate.Picture) { p.Lines[1].Label = layout.Box{X: 90, Y: 135, W: 60, H: 16} }},
		{gate.LabelOnBox, label(layout.Box{X: 60, Y: 90, W: 40, H: 16})},
		{gate.LabelOnTitle, label(layout.Box{X: 70, Y: 36, W: 40, H: 16})},
		{gate.LabelOnLine, label(layout.Box{X: 100, Y: 74, W: 60, H: 16})},
		{gate.LabelOnBoundary, label(layout.Box{X: 10, Y: 140, W: 80, H: 16})},
		{gate.LabelFar, label(layout.Box{X: 95, Y: 140, W: 40, H: 16})},
		{gate.Overlap, node(1, layout.Box{X: 100, Y: 90, W: 80, H: 40})},
		{gate.Outside, node(1, layout.Box{X: 140, Y: 200, W: 80, H: 40})},
		{gate.Outside, node(3, layout.Box{X: 150, Y: 200, W: 40, H: 40})},
		{gate.OffSheet, node(2, layout.Box{X: 430, Y: 60, W: 80, H: 40})},
		{gate.OutsideLane, func(p *gate.Picture) { p.Nodes[0].Lanes = []string{"l"}; p.Nodes[0].Box.X = 24 }},
		{gate.OutsideLane, func(p *gate.Picture) {
			p.Groups[0].Lanes = append(p.Groups[0].Lanes, layout.LaneBox{
				ID: "m", Box: layout.Box{X: 170, Y: 50, W: 20, H: 220},
			})
			p.Nodes[0].Lanes = []string{"l", "m"}
		}},
		{gate.InForeignLane, func(p *gate.Picture) { p.Nodes[0].Lanes = []string{"m"} }},
		{gate.TitleOverlap, node(0, layout.Box{X: 40, Y: 40, W: 80, H: 60})},
	}
	for _, tt := range tests {
		t.Run(string(tt.rule), func(t *testing.T) {
			p := sound()
			tt.do(&p)
			found := gate.Check(p)
			for _, v := range found {
				if v.Rule == tt.rule {
					return
				}
			}
			t.Errorf("found %v", found)
		})
	}
}

func TestTrunksMayShareARun(t *testing.T) {
	p := sound()
	p.Lines[1].Trunk = "t"
	shared := p.Lines[1]
	shared.ID, shared.To = "ap", "p"
	shared.Points = []layout.Point{{X: 120, Y: 80}, {X: 300, Y: 80}, {X: 300, Y: 220}, {X: 220, Y: 220}}
	p.Lines = append(p.Lines, shared)
	if found := gate.Check(p); len(found) > 0 {
		t.Errorf("found %v", found)
	}
}

func TestCounts(t *testing.T) {
	p := sound()
	p.Lines = append(p.Lines, layout.Line{
		ID: "x", From: "p", To: "c",
		Points: []layout.Point{{X: 220, Y: 220}, {X: 300, Y: 220}, {X: 300, Y: 40}, {X: 440, Y: 40}, {X: 440, Y: 60}},
	})
	if diff := cmp.Diff([]int{1, 3}, []int{gate.Crossings(p), gate.Bends(p)}); diff != "" {
		t.Errorf("crossings and bends (-want +got):\n%s", diff)
	}
}
