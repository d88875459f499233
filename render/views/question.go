package views

import (
	"asbuilt/finding"
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
			ID: "dataflow", like: asDataflow, State: now,
			Title:   finding.Text{En: "Data flow", Ko: "데이터 흐름"},
			Purpose: finding.Text{En: "Which data goes where, and how is it protected on the way and at rest?", Ko: "어떤 데이터가 어디로 흐르고, 전송 중과 저장 시에 어떻게 보호되는가?"},
		}, r.hasDataflow},
		{View{
			ID: "security", like: asSecurity, State: now,
			Title:   finding.Text{En: "Security", Ko: "보안"},
			Purpose: finding.Text{En: "What is exposed, to whom, and how is every way between zones of trust protected?", Ko: "무엇이 누구에게 열려 있고, 신뢰 구역을 넘는 연결은 어떻게 보호되는가?"},
		}, r.hasSecurity},
		{View{
			ID: "scaling", like: asScaling, State: now,
			Title:   finding.Text{En: "Scaling", Ko: "확장"},
			Purpose: finding.Text{En: "What scales, how far, and what gives way first?", Ko: "무엇이 어디까지 확장되고, 무엇이 먼저 한계에 이르는가?"},
		}, r.hasScaling},
		{View{
			ID: "operations", like: asOperations, State: now,
			Title:   finding.Text{En: "Operations", Ko: "운영"},
			Purpose: finding.Text{En: "What is watched, who is told, and which way is there round a failure?", Ko: "무엇을 지켜보고, 이상이 생기면 누가 알게 되며, 장애 때는 어느 경로로 우회하는가?"},
		}, r.hasOperations},
		{View{
			ID: "delivery", like: asDelivery, State: now,
			Title:   finding.Text{En: "Delivery", Ko: "배포"},
			Purpose: finding.Text{En: "How does a change get from Git to what runs, and who approves it?", Ko: "변경은 Git에서 서비스까지 어떤 단계와 승인을 거쳐 반영되는가?"},
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
