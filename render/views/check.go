package views

import (
	"slices"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/predicate"
)

// Codes of findings about views.
const (
	CodePredicate      = "view-predicate"
	CodeSelectsNothing = "view-selects-nothing"
	CodeTooLarge       = "view-too-large"
)

// Legible is how many boxes a person can still find their way through in one
// picture. More are drawn, with a hint to split the view.
const Legible = 200

// MostBoxes and MostLines are how much of one view is drawn at all. Beyond them
// routing takes minutes, for a picture that nobody could read.
const (
	MostBoxes = 3000
	MostLines = 1500
)

// Rules are the rules of this package.
func Rules() finding.Rules {
	return texts().Explain(finding.Rules{
		{Code: CodePredicate},
		{Code: CodeSelectsNothing, Severity: finding.Warning},
		{Code: CodeTooLarge, Severity: finding.Note},
	})
}

// Check is what is wrong with the model's own views.
func Check(m *model.Model) finding.List {
	var all finding.List
	for _, v := range m.Views {
		if !v.Select.IsSet() {
			continue
		}
		state := m.CurrentState()
		if v.State.IsSet() {
			state = v.State.ID
		}
		choices := m.Choices(state)
		chosen, bad := predicate.Parse(v.Select.V, choices)
		if bad != nil {
			f := about(m, v, CodePredicate)
			f.PointAt(v.Select.V, bad.At, bad.Length)
			f.Message, f.Hint = bad.Message, bad.Hint
			all = append(all, f)
			continue
		}
		if !slices.ContainsFunc(choices.IDs, chosen) {
			f := about(m, v, CodeSelectsNothing)
			f.Severity = finding.Warning
			f.Message = texts().Say("view selects nothing", v.ID)
			f.Hint = texts().Of("widen or delete")
			if comparison, at, length, unmet := predicate.Unmet(v.Select.V, choices); unmet {
				f.PointAt(v.Select.V, at, length)
				f.Hint = texts().Say("nothing fits", comparison)
			}
			all = append(all, f)
		}
	}
	all = append(all, tooLarge(m)...)
	all.Sort()
	return all
}

// tooLarge are notes on views that show more than a person can read.
func tooLarge(m *model.Model) finding.List {
	var all finding.List
	if len(m.Elements) <= Legible && len(m.Connections) <= MostLines {
		return nil
	}
	sizes := sizesOfModules(m)
	for _, v := range append(defaults(m), own(m)...) {
		if most := sizes[v.module]; v.like == asModule && v.base == "" && most != nil && most.legible() {
			continue // it need not be drawn to be counted
		}
		d := resolveAll(m, v, Overlay{})
		n, lines := len(d.Nodes()), len(d.Edges)
		if n <= Legible && lines <= MostLines {
			continue
		}
		f := &finding.Finding{
			Code: CodeTooLarge, Severity: finding.Note, Subject: v.ID,
			Message: texts().Say("view too large", v.ID, n),
			Hint:    texts().Of("split the view"),
		}
		if lines > MostLines {
			f.Message = finding.Say("view %q has %d lines, more than the %d that are drawn",
				"뷰 %q에 선이 %d개 있어 한도인 %d개를 넘으므로 그리지 않습니다", v.ID, lines, MostLines)
		}
		for _, own := range m.Views {
			if own.ID == v.ID {
				f.Position, f.Source = own.Position, m.SourceLine(own.Position)
			}
		}
		all = append(all, f)
	}
	return all
}

// size is how much a view may show: no more boxes than that, and no more lines.
type size struct {
	boxes map[string]bool
	lines int
}

func (s *size) legible() bool { return len(s.boxes) <= Legible && s.lines <= MostLines }

// sizesOfModules bound what the views of modules show, by module: all of its elements,
// and what they connect to.
func sizesOfModules(m *model.Model) map[string]*size {
	sizes := map[string]*size{}
	for _, mod := range m.Modules {
		sizes[mod.ID] = &size{boxes: map[string]bool{}}
	}
	of := map[string]*size{}
	for _, e := range m.Elements {
		if s := sizes[e.Module.ID]; s != nil {
			of[e.ID], s.boxes[e.ID] = s, true
		}
	}
	for _, c := range m.Connections {
		from, to := of[c.From.ID], of[c.To.ID]
		for _, s := range []*size{from, to} {
			if s != nil {
				s.boxes[c.From.ID], s.boxes[c.To.ID] = true, true
				s.lines++
			}
		}
	}
	return sizes
}

func about(m *model.Model, v *model.View, code string) *finding.Finding {
	return &finding.Finding{
		Code: code, Subject: v.ID, Fact: "select",
		Position: v.Select.Position, Source: m.SourceLine(v.Select.Position),
	}
}
