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
	// chosen is a predicate, groupBy what the containers are, collapse the ids of
	// places drawn as one box, depth how many places in one another are drawn
	// open, 0 for all; all empty for default views.
	chosen, groupBy string
	collapse        []string
	depth           int
}

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
)

// Of is every view of the model, in the order in which a reader meets them:
// context, containers, network, then data flow, security, scaling, operations
// and delivery as far as the model says something about them, one for each
// module, one for each state of the roadmap, then the model's own.
func Of(m *model.Model) []View {
	now := m.CurrentState()
	all := []View{
		{
			ID: "context", like: asContext, State: now,
			Title:   finding.Text{En: "Context", Ko: "시스템 컨텍스트"},
			Purpose: finding.Text{En: "Who uses the system, and what outside it does it depend on?", Ko: "누가 시스템을 사용하고, 시스템은 외부의 무엇에 의존하는가?"},
		},
		{
			ID: "containers", like: asContainers, State: now,
			Title:   finding.Text{En: "Containers", Ko: "컨테이너 구성"},
			Purpose: finding.Text{En: "Which modules, services and stores make up the system, and who talks to whom?", Ko: "시스템은 어떤 모듈·서비스·저장소로 이루어지고, 무엇이 무엇을 호출하는가?"},
		},
		{
			ID: "network", like: asNetwork, State: now,
			Title:   finding.Text{En: "Network", Ko: "네트워크"},
			Purpose: finding.Text{En: "Where does everything run, and which boundaries does traffic cross?", Ko: "무엇이 어디에서 실행되고, 트래픽은 어떤 경계를 넘는가?"},
		},
	}
	all = append(all, questions(m)...)
	for _, mod := range m.Modules {
		title := mod.Title()
		all = append(all, View{
			ID: "module-" + mod.ID, like: asModule, module: mod.ID, State: now,
			Title:   finding.Text{En: "Module: " + title.In(finding.English), Ko: "모듈: " + title.In(finding.Korean)},
			Purpose: finding.Text{En: "What does this module consist of, and what does it share with others?", Ko: "이 모듈은 무엇으로 이루어지고, 무엇을 다른 모듈과 공유하는가?"},
		})
	}
	for _, s := range m.States {
		all = append(all, View{
			ID: "state-" + s.ID, like: asContainers, State: s.ID,
			Title:   finding.Text{En: "Roadmap: " + m.States.Title(s.ID).In(finding.English), Ko: "로드맵: " + m.States.Title(s.ID).In(finding.Korean)},
			Purpose: finding.Text{En: "What exists in this state of the roadmap, what is new, and what goes next?", Ko: "로드맵의 이 단계에는 무엇이 있고, 무엇이 새로 생기며, 무엇이 다음에 사라지는가?"},
		})
	}
	all = append(all, own(m)...)
	for i := range all {
		all[i].StateTitle = m.States.Title(all[i].State)
	}
	return all
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
func Resolve(m *model.Model, v View, o Overlay) *Diagram {
	r := newResolver(m, v, o)
	r.selects()
	r.collapse()
	r.resolve()
	if len(r.d.Root.Children) > 0 {
		r.d.Empty = finding.Text{}
	} else if r.d.Empty.IsZero() {
		r.d.Empty = finding.Text{En: "Nothing in the model belongs in this view.", Ko: "모델에 이 뷰에 들어갈 요소가 없습니다."}
	}
	r.listAbsent()
	return r.d
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
	case asContainers:
		r.containers()
	case asNetwork:
		r.network()
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
	}
}
