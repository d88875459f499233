package sheet

import (
	"testing"

	"asbuilt/finding"
	"asbuilt/internal/golden"
	"asbuilt/model/kind"
	"asbuilt/render/layout"
	"asbuilt/render/svg"
	"asbuilt/render/views"
)

// sheetOf is a diagram placed by hand, so that no engine is needed: a group
// with a lane, two nodes, one of them marked, and a line between them.
func sheetOf() (*views.Diagram, *layout.Layout) {
	d := &views.Diagram{
		View: views.View{
			ID: "network", Title: finding.Both("Network", "네트워크"), Purpose: finding.Both("What runs where?", "무엇이 어디에서 도는가?"),
			State: "now", StateTitle: finding.Same("now"),
		},
		System: finding.Both("Order service", "주문 서비스"),
		Root: &views.Group{Children: []views.Item{&views.Group{
			ID: "vpc", Style: views.VPC, Glyph: "vpc", Title: finding.Both("Order VPC", "주문 VPC"),
			Fact:  finding.Same("10.0.0.0/16"),
			Lanes: []views.Lane{{ID: "vpc/a", Title: finding.Both("Availability Zone a", "가용 영역 a")}},
			Children: []views.Item{
				&views.Node{ID: "api", Kind: "ecs-service", Category: kind.Compute, Glyph: "container", Many: true,
					KindLabel: finding.Both("ECS service", "ECS 서비스"),
					Title:     finding.Both("Orders", "주문 서비스"), Technology: finding.Same("Go"),
					Fact: finding.Both("2–10 tasks", "태스크 2–10개"), Sets: []views.Set{{Title: finding.Same("api-sg")}}},
				&views.Node{ID: "db", Kind: "rds-mariadb", Category: kind.Store, Glyph: "database",
					KindLabel: finding.Same("MariaDB"),
					Title:     finding.Same("order-db"), Technology: finding.Same("Amazon RDS for MariaDB"),
					Marks: []views.Mark{views.Missing}},
			},
		}}},
		Edges: []*views.Edge{{ID: "api->db:3306", From: "api", To: "db", Kind: "data",
			Label: finding.Same("MySQL 3306"), TLS: true,
			Connections: []string{"api->db:3306"}, Marks: []views.Mark{views.Refuted}}},
	}
	at := &layout.Layout{
		Size:  layout.Size{W: 640, H: 200},
		Nodes: map[string]layout.Box{"api": {X: 30, Y: 80, W: 190, H: 84}, "db": {X: 390, Y: 92, W: 220, H: 60}},
		Groups: map[string]layout.GroupBox{"vpc": {
			Box: layout.Box{W: 640, H: 200}, Title: layout.Box{X: 10, Y: 8, W: 180, H: 20},
			Lanes: []layout.LaneBox{
				{
					ID: "vpc/a", Box: layout.Box{X: 12, Y: 36, W: 616, H: 152},
					Title: layout.Box{X: 20, Y: 42, W: 100, H: 16},
				},
			},
		}},
		Lines: []layout.Line{{
			ID: "api->db:3306", From: "api", To: "db", Label: layout.Box{X: 240, Y: 113, W: 110, H: 18},
			Points: []layout.Point{{X: 220, Y: 122}, {X: 390, Y: 122}},
		}},
	}
	return d, at
}

func TestSheet(t *testing.T) {
	d, at := sheetOf()
	for _, lang := range []finding.Lang{finding.Korean, finding.English} {
		p := Compose(d, at, Options{Lang: lang})
		golden.Check(t, "testdata/sheet-"+string(lang)+".svg", svg.Encode(p, svg.Options{}))
	}
}

func TestEmptySheet(t *testing.T) {
	d, _ := sheetOf()
	d.Root, d.Edges, d.Empty = &views.Group{}, nil, finding.Text{
		En: "Nothing in the model belongs in this view.", Ko: "모델에 이 뷰에 들어갈 요소가 없습니다.",
	}
	p := Compose(d, &layout.Layout{}, Options{Lang: finding.Korean, Stamp: finding.Same("2026-11-22")})
	golden.Check(t, "testdata/empty.svg", svg.Encode(p, svg.Options{}))
}
