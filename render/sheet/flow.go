package sheet

import (
	"fmt"
	"strconv"
	"time"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/render/sequence"
	"asbuilt/render/views"
)

// SequenceDiagram is a sequence of a model as nodes and edges: what legend, table and
// marks are made from.
func SequenceDiagram(m *model.Model, v views.View, s *sequence.Diagram, o views.Overlay) *views.Diagram {
	d := &views.Diagram{View: v, System: m.Name.Text, Root: &views.Group{}, Arrows: texts().Of("flow arrows")}
	for _, h := range s.Heads {
		d.Root.Children = append(d.Root.Children, &views.Node{
			ID: h.ID, Kind: h.Kind.ID, Category: h.Kind.Category, Glyph: h.Kind.Glyph,
			Title: h.Title, KindLabel: h.Kind.Label, Marks: o.OfElement(m, h.ID),
		})
	}
	for _, step := range s.Messages() {
		d.Edges = append(d.Edges, sequenceEdge(s, step, o))
		if !step.Reply.IsZero() {
			d.Edges = append(d.Edges, &views.Edge{
				ID: "step/" + step.Number + "/reply", From: s.Heads[step.To].ID, To: s.Heads[step.From].ID,
				Kind: "reply", Label: step.Reply,
			})
		}
	}
	if len(s.Heads) == 0 {
		d.Empty = texts().Of("flow without messages")
	}
	return d
}

func sequenceEdge(s *sequence.Diagram, step *sequence.Step, o views.Overlay) *views.Edge {
	e := &views.Edge{
		ID: "step/" + step.Number, From: s.Heads[step.From].ID, To: s.Heads[step.To].ID, Kind: "request",
		Label: step.Text, TLS: step.TLS, Masked: step.Masked,
	}
	if c := step.Connection; c != nil {
		e.Kind = c.Kind.Or("request")
		if step.Answer {
			e.Kind = "reply"
		}
		e.Connections = []string{c.ID.V}
		e.Marks = o.Marks[c.ID.V]
	}
	if e.Label.IsZero() && len(step.Facts) > 0 {
		e.Label = step.Facts[0]
	}
	return e
}

// FlowFields are what the title block says of a flow: how often, and at what cost.
func FlowFields(f *model.Flow) []Field {
	var all []Field
	if r := f.Rate; r != nil && r.Typical.IsSet() {
		value := perTime(r.Typical.V)
		if r.Peak.IsSet() {
			peak := perTime(r.Peak.V)
			value = withPeak(value, peak)
		}
		all = append(all, Field{texts().Of("flow rate"), value})
	}
	if f.Tokens.IsSet() {
		all = append(all, Field{texts().Of("flow cost"), sequence.Tokens(f.Tokens.V)})
	}
	return all
}

// perTime is a rate as people write it: "4/s", "초당 4회".
func perTime(r model.PerTime) finding.Text {
	n := strconv.FormatFloat(r.N, 'f', -1, 64)
	switch r.Per {
	case time.Minute:
		return texts().Say("per minute", n)
	case time.Hour:
		return texts().Say("per hour", n)
	case 24 * time.Hour:
		return texts().Say("per day", n)
	}
	return texts().Say("per second", n)
}

// withPeak is a rate and what it is at most.
func withPeak(typical, peak finding.Text) finding.Text {
	words := texts().Of("flow peak")
	return finding.Text{En: fmt.Sprintf(words.En, typical.En, peak.En), Ko: fmt.Sprintf(words.Ko, typical.Ko, peak.Ko)}
}
