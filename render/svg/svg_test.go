package svg_test

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"testing"

	"asbuilt/internal/golden"
	"asbuilt/render/scene"
	"asbuilt/render/svg"
)

// small is a hand-written picture with one of everything.
func small() *scene.Picture {
	return &scene.Picture{
		View: "network", Lang: "ko", Width: 400, Height: 200, Title: "주문 <&> 네트워크", Desc: "무엇이 어디에서 도는가?",
		Items: []scene.Item{
			{
				Role: scene.Sheet,
				Shapes: []scene.Shape{
					scene.Rect{Box: scene.Box{W: 400, H: 200}, Paint: scene.Paint{Fill: scene.Paper}},
				},
			},
			{
				Role: scene.Group, ID: "vpc", Kind: "vpc", Name: "VPC", Link: "boundaries/vpc.html",
				Box: scene.Box{X: 10, Y: 10, W: 380, H: 180}, Title: scene.Box{X: 20, Y: 16, W: 60, H: 20},
				Shapes: []scene.Shape{
					scene.Rect{
						Box: scene.Box{X: 10, Y: 10, W: 380, H: 180}, Radius: 2,
						Paint: scene.Paint{Stroke: scene.VPC, Width: 1.5},
					},
				},
			},
			{
				Role: scene.Line, ID: "a->b:443", Kind: "event", Name: "주문 → 재고: 이벤트", From: "a", To: "b",
				Trunk: "to b",
				Points: []scene.Point{
					{X: 120, Y: 80}, {X: 200, Y: 80}, {X: 200, Y: 120}, {X: 260, Y: 120},
				}, Label: scene.Box{X: 130, Y: 70, W: 40, H: 18},
				Connections: []string{"a->b:443", "a->b/c:443"},
				Shapes: []scene.Shape{
					scene.Stroke{
						Points: []scene.Point{{X: 120, Y: 80}, {X: 200, Y: 80}, {X: 200, Y: 120}, {X: 260, Y: 120}},
						Radius: 8, Hops: []scene.Point{{X: 160, Y: 80}},
						Paint: scene.Paint{Stroke: scene.Messaging, Width: 1.5, Dash: []int{7, 4}},
					},
					scene.Polygon{
						Points: []scene.Point{{X: 251, Y: 116}, {X: 260, Y: 120}, {X: 251, Y: 124}},
						Paint:  scene.Paint{Fill: scene.Messaging},
					},
				},
			},
			{
				Role: scene.Node, ID: "a", Kind: "ecs-service", Name: "주문, Amazon ECS 서비스", Marks: []string{"missing"},
				Border: "vpc",
				Box:    scene.Box{X: 20, Y: 50, W: 100, H: 60},
				Shapes: []scene.Shape{
					scene.Rect{
						Box: scene.Box{X: 20, Y: 50, W: 100, H: 60}, Radius: 6,
						Paint: scene.Paint{Fill: scene.Surface, Stroke: scene.Differs, Width: 2, Dash: []int{8, 5}},
					},
					scene.Glyph{X: 30, Y: 60, Size: 24, Name: "container", Color: scene.Compute},
					scene.Text{X: 60, Y: 76, Size: 14, Length: 26, Bold: true, Color: scene.Ink, Content: "주문"},
				},
			},
		},
	}
}

func TestGolden(t *testing.T) {
	for name, o := range map[string]svg.Options{
		"standalone": {}, "dark": {Theme: svg.Dark}, "inline": {Form: svg.Inline, Prefix: "p1"},
	} {
		t.Run(name, func(t *testing.T) {
			golden.Check(t, "testdata/"+name+".svg", svg.Encode(small(), o))
		})
	}
}

func TestInlineNeedsNoStyle(t *testing.T) {
	got := string(svg.Encode(small(), svg.Options{Form: svg.Inline}))
	for _, forbidden := range []string{"<style", "style=", "url(", "xlink", "<script", "<image", "<use"} {
		if strings.Contains(got, forbidden) {
			t.Errorf("an inline picture contains %s", forbidden)
		}
	}
}

func TestHostileTextIsEscaped(t *testing.T) {
	p := small()
	p.Title = "\"><script>\x00\x1b[31m\xff"
	p.Items[1].ID, p.Items[1].Name, p.Items[1].Link = `"<&>'`, "</a>\n", "javascript:\"<x>"
	d := xml.NewDecoder(strings.NewReader(string(svg.Encode(p, svg.Options{}))))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == "script" {
			t.Error("a title became an element")
		}
	}
}

func TestCSSNamesEveryColour(t *testing.T) {
	css := svg.CSS()
	for _, s := range scene.Palette() {
		for _, want := range []string{".f-%s{", ".s-%s{", "--ab-%s:"} {
			if want = fmt.Sprintf(want, s.Color); !strings.Contains(css, want) {
				t.Errorf("no %q in the stylesheet", want)
			}
		}
	}
}
