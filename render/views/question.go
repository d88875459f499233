package views

import (
	"asbuilt/model"
)

// questions are the default views that ask one thing of the whole system. Each
// is there when the model has something to say to it.
func questions(m *model.Model) []View {
	now := m.CurrentState()
	r := newResolver(m, View{State: now}, Overlay{})
	all := []struct {
		view View
		asks func() bool
	}{
		{View{
			ID: "dataflow", like: dataflow, State: now,
			Title:   texts().Of("data flow"),
			Purpose: texts().Of("data flow asks"),
		}, r.hasDataflow},
		{View{
			ID: "security", like: security, State: now,
			Title:   texts().Of("security"),
			Purpose: texts().Of("security asks"),
		}, r.hasSecurity},
		{View{
			ID: "scaling", like: scaling, State: now,
			Title:   texts().Of("scaling"),
			Purpose: texts().Of("scaling asks"),
		}, r.hasScaling},
		{View{
			ID: "operations", like: operations, State: now,
			Title:   texts().Of("operations"),
			Purpose: texts().Of("operations asks"),
		}, r.hasOperations},
		{View{
			ID: "delivery", like: delivery, State: now,
			Title:   texts().Of("delivery"),
			Purpose: texts().Of("delivery asks"),
		}, r.hasDelivery},
	}
	var shown []View
	for _, q := range all {
		if q.asks() {
			shown = append(shown, q.view)
		}
	}
	return shown
}
