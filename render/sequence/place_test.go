package sequence_test

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/kind"
	"asbuilt/render/layout"
	"asbuilt/render/sequence"
)

// TestBusy holds bars to what they mean: whoever asked waits until all it asked
// for is done, and a message that nobody waits for ends nothing.
func TestBusy(t *testing.T) {
	step := func(from, to int, async bool) *sequence.Step {
		return &sequence.Step{Number: "1", From: from, To: to, Async: async}
	}
	heads := []*sequence.Head{{ID: "a", Kind: process(t)}, {ID: "b", Kind: process(t)}, {ID: "c", Kind: process(t)}}
	for _, test := range []struct {
		name  string
		steps []*sequence.Step
		// bars are head, first and last message, from one.
		bars [][3]int
	}{
		{"chain", []*sequence.Step{step(0, 1, false), step(1, 2, false)}, [][3]int{{0, 1, 2}, {1, 1, 2}, {2, 2, 2}}},
		{
			"one after the other", []*sequence.Step{step(0, 1, false), step(0, 2, false)},
			[][3]int{{0, 1, 2}, {1, 1, 1}, {2, 2, 2}},
		},
		{"event", []*sequence.Step{step(0, 1, true), step(1, 2, false)}, [][3]int{{0, 1, 1}, {1, 1, 2}, {2, 2, 2}}},
		{
			"answer", []*sequence.Step{step(0, 1, false), step(1, 2, false), step(1, 0, false), step(0, 2, false)},
			[][3]int{{0, 1, 4}, {1, 1, 3}, {2, 2, 2}, {2, 4, 4}},
		},
		{
			"someone else", []*sequence.Step{step(0, 1, false), step(2, 1, false)},
			[][3]int{{0, 1, 1}, {1, 1, 1}, {1, 2, 2}, {2, 2, 2}},
		},
		{
			"branches", []*sequence.Step{step(0, 1, false),
				{Number: "2", Frame: &sequence.Frame{Branches: []*sequence.Branch{
					{Steps: []*sequence.Step{step(1, 2, false)}}, {Steps: []*sequence.Step{step(1, 2, false)}},
				}}}}, [][3]int{{0, 1, 3}, {1, 1, 3}, {2, 2, 2}, {2, 3, 3}},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			at := sequence.Place(&sequence.Diagram{
				Flow: &model.Flow{}, Heads: heads, Steps: test.steps,
			}, finding.English)
			var got [][3]int
			for _, b := range at.Bars {
				got = append(got, [3]int{headAt(at, b), messageAt(at, b.Y+4), messageAt(at, b.Y+b.H-6)})
			}
			if diff := cmp.Diff(test.bars, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func process(t *testing.T) *kind.Kind {
	t.Helper()
	return kind.Lookup("process")
}

func headAt(at *sequence.Layout, b layout.Box) int {
	for i, h := range at.Heads {
		if h.X == b.X+b.W/2 {
			return i
		}
	}
	return -1
}

func messageAt(at *sequence.Layout, y int) int {
	for i, m := range at.Messages {
		if m.Points[0].Y == y {
			return i + 1
		}
	}
	return 0
}

// TestEmptyFlow draws nothing and does not fail.
func TestEmptyFlow(t *testing.T) {
	at := sequence.Place(sequence.Of(&model.Model{}, &model.Flow{}), finding.Korean)
	if diff := cmp.Diff(&sequence.Layout{}, at); diff != "" {
		t.Error(diff)
	}
}

// TestStays adds a step at the end; everything before stays where it was.
func TestStays(t *testing.T) {
	m, _, err := model.Load(os.DirFS("../.."), "architecture.yaml", model.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range m.Flows {
		before := sequence.Place(sequence.Of(m, f), finding.Korean)
		f.Steps = append(f.Steps, f.Steps[0])
		after := sequence.Place(sequence.Of(m, f), finding.Korean)
		for i, b := range before.Messages {
			if diff := cmp.Diff(b.Points, after.Messages[i].Points); diff != "" {
				t.Errorf("%s, message %d: %s", f.ID, i, diff)
			}
		}
	}
}

func TestLetter(t *testing.T) {
	var got []string
	for _, i := range []int{0, 25, 26, 51, 52, 701, 702} {
		got = append(got, sequence.Letter(i))
	}
	if diff := cmp.Diff([]string{"a", "z", "aa", "az", "ba", "zz", "aaa"}, got); diff != "" {
		t.Error(diff)
	}
}
