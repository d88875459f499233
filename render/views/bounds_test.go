package views_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"asbuilt/model"
	"asbuilt/render/views"
)

// TestBounds draws nothing of a view that has more than anybody could read, says
// so in its place, and in check.
func TestBounds(t *testing.T) {
	for _, tt := range []struct{ ends, boxes, drawn int }{{38, 76, 1444}, {40, 0, 0}} {
		var b strings.Builder
		b.WriteString("asbuilt: 1\nname: t\nelements:\n")
		var from, to []string
		for i := range tt.ends {
			fmt.Fprintf(&b, "  a%d: {kind: external-api}\n  b%d: {kind: external-api}\n", i, i)
			from, to = append(from, fmt.Sprint("a", i)), append(to, fmt.Sprint("b", i))
		}
		fmt.Fprintf(&b, "connections:\n  - {from: [%s], to: [%s]}\n", strings.Join(from, ", "), strings.Join(to, ", "))
		m, findings, err := model.Load(fstest.MapFS{"a.yaml": {Data: []byte(b.String())}}, "a.yaml", model.Options{})
		if err != nil || m == nil {
			t.Fatal(findings, err)
		}
		for _, v := range views.Of(m) {
			if v.ID != "containers" {
				continue
			}
			d := views.Resolve(m, v, views.Overlay{})
			if len(d.Nodes()) != tt.boxes || len(d.Edges) != tt.drawn {
				t.Errorf("%d ends: %d boxes, %d lines", tt.ends, len(d.Nodes()), len(d.Edges))
			}
			if said := strings.Contains(d.Empty.En, "more than the 3000 and 1500 that are drawn"); said != (tt.drawn == 0) {
				t.Errorf("%d ends: says %q", tt.ends, d.Empty.En)
			}
		}
		told := false
		for _, f := range views.Check(m) {
			told = told || f.Code == views.CodeTooLarge && f.Subject == "containers"
		}
		if told != (tt.drawn == 0) {
			t.Errorf("%d ends: told %v", tt.ends, told)
		}
	}
}
