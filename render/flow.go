package render

import (
	"fmt"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/render/sequence"
	"asbuilt/render/sheet"
	"asbuilt/render/views"
)

// flowView is the view that shows f as a sequence.
func flowView(m *model.Model, f *model.Flow) views.View {
	title, purpose := f.Label.Text, f.Description.Text
	if title.IsZero() {
		title = finding.Same(f.ID)
	}
	if purpose.IsZero() {
		purpose = texts().Of("flow purpose")
	}
	state := m.CurrentState()
	if !m.ActiveIn(f.Lifetime, state) {
		if state = f.Since.ID; state == "" {
			state = f.Until.ID
		}
	}
	name := texts().Of("flow")
	return views.View{
		ID: "flow-" + f.ID, State: state, StateTitle: m.States.Title(state), Purpose: purpose,
		Title: finding.Text{
			En: fmt.Sprintf(name.En, title.In(finding.English)),
			Ko: fmt.Sprintf(name.Ko, title.In(finding.Korean)),
		},
	}
}

// drawFlow makes the picture of a flow.
func drawFlow(m *model.Model, v views.View, f *model.Flow, lang finding.Lang, o Options) Picture {
	s := sequence.Of(m, f)
	return drawSequence(s, sheet.SequenceDiagram(m, v, s, o.Overlay), lang, o, sheet.FlowFields(f))
}

// drawSequence makes the picture of a sequence, of which d is nodes and edges.
func drawSequence(s *sequence.Diagram, d *views.Diagram, lang finding.Lang, o Options, fields []sheet.Field) Picture {
	return o.picture(d, lang, sheet.Sequence(s, d, o.sheet(lang, fields)))
}
