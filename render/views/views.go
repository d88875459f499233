// Package views resolves a view of a model into exactly the nodes, groups and
// edges that one diagram shows, in order, with the marks that others hand in.
//
// It measures nothing, places nothing and draws nothing; it gives hints about
// place that follow from what things are: users left, outside services right,
// zones as lanes, tiers as rows.
//
//	for _, v := range views.Of(m) {
//		d := views.Resolve(m, v, views.Overlay{})
//	}
package views

import (
	"asbuilt/finding"
	"asbuilt/model"
	"slices"
)

// View is one picture that can be made of a model.
type View struct {
	// ID is part of file names and addresses: "network", "module-planning".
	ID string
	// Title names the picture; Purpose is the question it answers.
	Title, Purpose finding.Text
	// State is the state of the roadmap that it shows; empty without a roadmap.
	State string
	// StateTitle is what that state is called.
	StateTitle finding.Text
	// Engine is "graphviz" when the view asks for its placement; empty for our
	// own.
	Engine string

	like   manner
	module string
	// centre is the element that it shows the surroundings of.
	centre string
	// chosen is a predicate, groupBy what the containers are, collapse the ids of
	// places drawn as one box, depth how many places in one another are drawn
	// open, 0 for all; all empty for default views.
	chosen, groupBy string
	collapse        []string
	// opens is the folded box that it opens, part which of its sheets it is, base the
	// view that folds it.
	opens, base string
	part        int
	depth       int
}

// OfPart reports whether the view is of a module, or a sheet that opens what another
// view folds: of these there may be hundreds.
func (v View) OfPart() bool { return v.module != "" || v.opens != "" }

// A manner is the default view after which a view is made.
type manner int

const (
	asContext manner = iota
	asContainers
	asNetwork
	asModule
	asDataflow
	asSecurity
	asScaling
	asOperations
	asDelivery
	asAround
)

// Of is every view of the model, in the order in which a reader meets them:
// context, containers, network, then data flow, security, scaling, operations
// and delivery as far as the model says something about them, one for each
// module, one for each state of the roadmap, then the model's own.
func Of(m *model.Model) []View {
	all := defaults(m)
	all = slices.Concat(all, openers(m, all), own(m))
	for i := range all {
		all[i].StateTitle = m.States.Title(all[i].State)
	}
	return all
}

// defaults are the default views, without those that open what others fold.
func defaults(m *model.Model) []View {
	now := m.CurrentState()
	all := []View{
		titled("context", "context", asContext, now),
		titled("containers", "containers", asContainers, now),
		titled("network", "network", asNetwork, now),
	}
	all = append(all, questions(m)...)
	for _, mod := range m.Modules {
		all = append(all, View{
			ID: "module-" + mod.ID, like: asModule, module: mod.ID, State: now,
			Title:   texts().Say("view of a module", mod.Title()),
			Purpose: texts().Of("module asks"),
		})
	}
	for _, s := range m.States {
		all = append(all, View{
			ID: "state-" + s.ID, like: asContainers, State: s.ID,
			Title:   texts().Say("view of a state", m.States.Title(s.ID)),
			Purpose: texts().Of("roadmap asks"),
		})
	}
	return all
}

// questions are the default views that ask one thing of the whole system. Each
// is there when the model has something to say to it.
func questions(m *model.Model) []View {
	now := m.CurrentState()
	r := newResolver(m, View{State: now}, Overlay{})
	all := []struct {
		view View
		asks func() bool
	}{
		{titled("dataflow", "data flow", asDataflow, now), r.hasDataflow},
		{titled("security", "security", asSecurity, now), r.hasSecurity},
		{titled("scaling", "scaling", asScaling, now), r.hasScaling},
		{titled("operations", "operations", asOperations, now), r.hasOperations},
		{titled("delivery", "delivery", asDelivery, now), r.hasDelivery},
	}
	var shown []View
	for _, q := range all {
		if q.asks() {
			shown = append(shown, q.view)
		}
	}
	return shown
}

// titled is a default view with what it is called and what it asks.
func titled(id, key string, like manner, state string) View {
	return View{ID: id, like: like, State: state, Title: texts().Of(key), Purpose: texts().Of(key + " asks")}
}

// Lookup is the view of the model with that id; ok is false when there is none.
func Lookup(m *model.Model, id string) (v View, ok bool) {
	for _, v := range Of(m) {
		if v.ID == id {
			return v, true
		}
	}
	return View{}, false
}

// Resolve is what the view shows of the model.
func Resolve(m *model.Model, v View, o Overlay) *Diagram { return within(resolveAll(m, v, o)) }

// within is the diagram, without what is more than is drawn.
func within(d *Diagram) *Diagram {
	if boxes, lines := len(d.Nodes()), len(d.Edges); boxes > MostBoxes || lines > MostLines {
		d.Root.Children, d.Edges = nil, nil
		d.Empty = finding.Say("This view has %d boxes and %d lines, more than the %d and %d that are drawn. Split it.",
			"이 뷰에는 상자 %d개와 선 %d개가 있어 한도(상자 %d개, 선 %d개)를 넘으므로 그리지 않습니다. 뷰를 나누십시오.",
			boxes, lines, MostBoxes, MostLines)
	}
	return d
}

// resolveAll is what the view shows, however much it is.
func resolveAll(m *model.Model, v View, o Overlay) *Diagram {
	r := newResolver(m, v, o)
	r.selects()
	r.collapse()
	r.resolve()
	r.conclude()
	return r.d
}

// conclude says what the picture lacks.
func (r *resolver) conclude() {
	if len(r.d.Root.Children) > 0 {
		r.d.Empty = finding.Text{}
	} else if r.d.Empty.IsZero() {
		r.d.Empty = texts().Of("nothing belongs here")
		if r.v.like == asNetwork && len(r.m.Boundaries) == 0 {
			r.d.Empty = texts().Of("no place is declared")
		}
	}
	r.listAbsent()
}

// resolve shows what the view is like.
func (r *resolver) resolve() {
	if r.v.groupBy != "" {
		r.grouped()
		return
	}
	switch r.v.like {
	case asContext:
		r.context()
	case asContainers, asNetwork:
		r.sketch()
		r.settle()
	case asModule:
		r.moduleView()
	case asDataflow:
		r.dataflow()
	case asSecurity:
		r.security()
	case asScaling:
		r.scaling()
	case asOperations:
		r.operations()
	case asDelivery:
		r.delivery()
	case asAround:
		r.around()
	}
}
