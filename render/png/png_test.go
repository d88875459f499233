package png_test

import (
	"bytes"
	"context"
	"image"
	"image/color"
	stdpng "image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"github.com/google/go-cmp/cmp"

	"asbuilt/internal/tool"
	"asbuilt/model"
	"asbuilt/render"
	"asbuilt/render/glyph"
	"asbuilt/render/png"
	"asbuilt/render/scene"
	"asbuilt/render/text"
)

// picture is a sheet of 200 by 100 with these shapes on it.
func picture(shapes ...scene.Shape) *scene.Picture {
	return &scene.Picture{View: "test", Width: 200, Height: 100, Items: []scene.Item{{Shapes: shapes}}}
}

func encode(t *testing.T, p *scene.Picture, o png.Options) (image.Image, []rune) {
	t.Helper()
	data, lacking, err := png.Encode(p, o)
	if err != nil {
		t.Fatal(err)
	}
	img, err := stdpng.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return img, lacking
}

// inked is the smallest rectangle around all pixels that are not paper, and how
// many there are.
func inked(img image.Image, paper color.Color) (around image.Rectangle, count int) {
	want := color.RGBAModel.Convert(paper)
	for y := img.Bounds().Min.Y; y < img.Bounds().Max.Y; y++ {
		for x := img.Bounds().Min.X; x < img.Bounds().Max.X; x++ {
			if color.RGBAModel.Convert(img.At(x, y)) != want {
				around = around.Union(image.Rect(x, y, x+1, y+1))
				count++
			}
		}
	}
	return around, count
}

func TestSize(t *testing.T) {
	for _, c := range []struct {
		scale      float64
		w, h       int
		wide, tall int
	}{
		{0, 200, 100, 400, 200},
		{1, 200, 100, 200, 100},
		{1.5, 200, 101, 300, 151},
		{2, 0, 0, 2, 2},
		{100, 20000, 10000, 8192, 4096}, // as large as memory allows
	} {
		if c.w*c.h > 1<<20 && testing.Short() {
			continue
		}
		img, _ := encode(t, &scene.Picture{Width: c.w, Height: c.h}, png.Options{Scale: c.scale})
		if got, want := img.Bounds().Size(), (image.Point{X: c.wide, Y: c.tall}); got != want {
			t.Errorf("%d by %d at %g: %v, want %v", c.w, c.h, c.scale, got, want)
		}
	}
}

func TestShapes(t *testing.T) {
	black := scene.Paint{Stroke: scene.Ink}
	for name, c := range map[string]struct {
		shape  scene.Shape
		around image.Rectangle // the pixels that it may touch, and does at each side
		count  [2]int          // how many pixels, at least and at most
	}{
		"rectangle": {
			scene.Rect{Box: scene.Box{X: 10, Y: 20, W: 50, H: 30}, Paint: black}, image.Rect(9, 19, 61, 51),
			[2]int{300, 340},
		},
		"filled": {
			scene.Rect{Box: scene.Box{X: 10, Y: 20, W: 50, H: 30}, Paint: scene.Paint{Fill: scene.Store}},
			image.Rect(10, 20, 60, 50), [2]int{1500, 1500},
		},
		"round corners": {
			scene.Rect{Box: scene.Box{X: 10, Y: 20, W: 30, H: 30}, Radius: 15, Paint: scene.Paint{Fill: scene.Store}},
			image.Rect(10, 20, 40, 50), [2]int{690, 770},
		},
		"radius too large": {
			scene.Rect{Box: scene.Box{X: 10, Y: 20, W: 30, H: 30}, Radius: 99, Paint: scene.Paint{Fill: scene.Store}},
			image.Rect(10, 20, 40, 50), [2]int{690, 770},
		},
		"nothing to paint": {scene.Rect{Box: scene.Box{X: 10, Y: 20, W: 30, H: 30}}, image.Rectangle{}, [2]int{0, 0}},
		"line": {
			scene.Stroke{Points: []scene.Point{{X: 10, Y: 20}, {X: 100, Y: 20}}, Paint: black},
			image.Rect(10, 19, 100, 21), [2]int{180, 180},
		},
		"dashed line": {
			scene.Stroke{
				Points: []scene.Point{{X: 10, Y: 20}, {X: 100, Y: 20}},
				Paint:  scene.Paint{Stroke: scene.Ink, Dash: []int{5, 5}},
			},
			image.Rect(10, 19, 95, 21), [2]int{88, 110},
		},
		"line with corners": {
			scene.Stroke{
				Points: []scene.Point{{X: 10, Y: 20}, {X: 60, Y: 20}, {X: 60, Y: 60}}, Radius: 8, Paint: black,
			},
			image.Rect(10, 19, 61, 60), [2]int{160, 200},
		},
		"hop": {
			scene.Stroke{
				Points: []scene.Point{{X: 10, Y: 20}, {X: 100, Y: 20}}, Hops: []scene.Point{{X: 50, Y: 20}},
				Paint: black,
			},
			image.Rect(10, 14, 100, 21), [2]int{180, 220},
		},
		"hop, backwards": {
			scene.Stroke{
				Points: []scene.Point{{X: 100, Y: 20}, {X: 10, Y: 20}}, Hops: []scene.Point{{X: 50, Y: 20}},
				Paint: black,
			},
			image.Rect(10, 14, 100, 21), [2]int{180, 220},
		},
		"hop on a corner": {
			scene.Stroke{
				Points: []scene.Point{{X: 10, Y: 20}, {X: 100, Y: 20}}, Hops: []scene.Point{{X: 12, Y: 20}},
				Paint: black,
			},
			image.Rect(10, 19, 100, 21), [2]int{180, 180},
		},
		"polygon": {
			scene.Polygon{
				Points: []scene.Point{{X: 10, Y: 10}, {X: 30, Y: 20}, {X: 10, Y: 30}},
				Paint:  scene.Paint{Fill: scene.Ink},
			},
			image.Rect(10, 10, 30, 30), [2]int{200, 240},
		},
		"unknown glyph": {
			scene.Glyph{X: 10, Y: 10, Size: 24, Name: "no-such-glyph", Color: scene.Ink}, image.Rectangle{},
			[2]int{0, 0},
		},
	} {
		t.Run(name, func(t *testing.T) {
			img, _ := encode(t, picture(c.shape), png.Options{Scale: 1})
			around, count := inked(img, color.White)
			if around != c.around || count < c.count[0] || count > c.count[1] {
				t.Errorf("%d pixels in %v, want %d to %d in %v", count, around, c.count[0], c.count[1], c.around)
			}
		})
	}
}

func TestGlyphs(t *testing.T) {
	for _, g := range glyph.All() {
		img, _ := encode(t, picture(scene.Glyph{
			X: 20, Y: 20, Size: 48, Name: g.Name, Color: scene.Ink,
		}), png.Options{Scale: 1})
		around, count := inked(img, color.White)
		if count < 60 || !around.In(image.Rect(20, 20, 68, 68)) {
			t.Errorf("%s: %d pixels in %v", g.Name, count, around)
		}
	}
}

func TestThemes(t *testing.T) {
	p := picture(scene.Rect{Box: scene.Box{W: 200, H: 50}, Paint: scene.Paint{Fill: scene.Store}},
		scene.Rect{Box: scene.Box{Y: 50, W: 100, H: 50}, Paint: scene.Paint{Fill: scene.Store, Faint: 10}})
	for _, c := range []struct {
		dark                bool
		paper, solid, faint string
	}{
		{false, "#ffffff", "#1d5fc4", "#e8eff9"},
		{true, "#0f141b", "#7bb1ff", "#1a2432"},
	} {
		img, _ := encode(t, p, png.Options{Scale: 1, Dark: c.dark})
		got := []string{hex(img.At(150, 75)), hex(img.At(10, 10)), hex(img.At(10, 75))}
		if diff := cmp.Diff([]string{c.paper, c.solid, c.faint}, got); diff != "" {
			t.Errorf("dark %v (-want +got):\n%s", c.dark, diff)
		}
	}
}

func hex(c color.Color) string {
	const digits = "0123456789abcdef"
	rgb := color.RGBAModel.Convert(c).(color.RGBA)
	out := "#"
	for _, v := range []uint8{rgb.R, rgb.G, rgb.B} {
		out += string(digits[v>>4]) + string(digits[v&15])
	}
	return out
}

// A text is as wide as it was measured to be, whatever its letters are.
func TestTextHasItsLength(t *testing.T) {
	for _, length := range []int{60, 100, 150} {
		for _, centred := range []bool{false, true} {
			x := 20
			if centred {
				x = 20 + length/2
			}
			img, lacking := encode(t, picture(scene.Text{
				X: x, Y: 60, Size: 20, Length: length, Centred: centred, Color: scene.Ink, Content: "HMMMMH",
			}), png.Options{Scale: 1})
			around, count := inked(img, color.White)
			if near := image.Rect(20, 44, 20+length, 62); !around.In(near) || around.Dx() < length*9/10 ||
				count < 200 || len(lacking) > 0 {
				t.Errorf("length %d, centred %v: %d pixels in %v, want them in %v", length, centred, count, around,
					near)
			}
		}
	}
}

func TestLacking(t *testing.T) {
	for _, c := range []struct{ content, lacking, en, ko string }{
		{"Orders API, Größe, Ελλάδα, → · …", "", "", ""},
		{"e\u0301 \u200b\tok", "", "", ""},
		{"주문 API 주문", "문주", "Korean", "한글"},
		{"rocket 🚀", "🚀", "no font", "글꼴에 없는"},
	} {
		img, lacking := encode(t, picture(scene.Text{
			X: 10, Y: 50, Size: 14, Length: 150, Color: scene.Ink, Content: c.content,
		}), png.Options{})
		if string(lacking) != c.lacking {
			t.Errorf("%q lacks %q, want %q", c.content, string(lacking), c.lacking)
		}
		if _, count := inked(img, color.White); count < 100 {
			t.Errorf("%q: only %d pixels are drawn", c.content, count)
		}
		warning := png.Warning(lacking)
		if warning.IsZero() != (c.en == "") || !strings.Contains(warning.Ko, c.ko) ||
			!strings.Contains(warning.En, c.en) {
			t.Errorf("%q: warning %q / %q", c.content, warning.Ko, warning.En)
		}
	}
}

func TestOpenFont(t *testing.T) {
	dir := t.TempDir()
	good, bad := filepath.Join(dir, "good.ttf"), filepath.Join(dir, "bad.ttf")
	write(t, good, liberationsansregular.TTF)
	write(t, bad, []byte("no font"))
	for path, want := range map[string]string{
		good: "", bad: "TrueType and OpenType are understood", filepath.Join(dir, "none.ttf"): "read font: open",
	} {
		_, err := png.OpenFont(path)
		if err == nil && want != "" || err != nil && (want == "" || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %v, want %q", filepath.Base(path), err, want)
		}
	}
}

func TestFindFontInHome(t *testing.T) {
	home := t.TempDir()
	folder := filepath.Join(home, ".local/share/fonts")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(folder, "NanumGothic.ttf"), liberationsansregular.TTF)
	if png.FindFont(home) == nil {
		t.Error("the font in the user's folder is not found")
	}
}

func write(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// Hangul has as many strokes as it should where a font is found: more than the
// empty box that stands for what is lacking.
func TestHangul(t *testing.T) {
	font := png.FindFont("")
	if font == nil {
		tool.Lacking(t, "no Korean font; install one with: apt-get install fonts-noto-cjk")
	}
	for _, bold := range []bool{false, true} {
		img, lacking := encode(t, picture(scene.Text{
			X: 10, Y: 60, Size: 30, Length: 110, Bold: bold, Color: scene.Ink, Content: "서비스뷁",
		}), png.Options{Scale: 1, Font: font})
		around, count := inked(img, color.White)
		if len(lacking) > 0 || count < 900 || around.Dx() < 95 || !around.In(image.Rect(8, 30, 122, 66)) {
			t.Errorf("bold %v: lacks %q, %d pixels in %v", bold, string(lacking), count, around)
		}
	}
}

// Bold letters of a font that has none are thicker all the same.
func TestThickerLetters(t *testing.T) {
	path := filepath.Join(t.TempDir(), "only.ttf")
	write(t, path, liberationsansregular.TTF)
	font, err := png.OpenFont(path)
	if err != nil {
		t.Fatal(err)
	}
	weight := func(bold bool, f *png.Font) int {
		img, _ := encode(t, picture(scene.Text{
			X: 10, Y: 60, Size: 30, Bold: bold, Color: scene.Ink, Content: "Willow",
		}), png.Options{Scale: 1, Font: f})
		_, count := inked(img, color.White)
		return count
	}
	if weight(true, font) <= weight(false, font) {
		t.Error("bold text is not heavier")
	}
}

// Every text of the example's pictures leaves ink where it was measured to be,
// and the same scene gives the same bytes.
func TestSystemA(t *testing.T) {
	m, _, err := model.Load(os.DirFS("../.."), "architecture.yaml", model.Options{})
	if err != nil {
		t.Fatal(err)
	}
	pictures, err := render.Render(context.Background(), m, render.Options{Views: []string{"context", "network"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pictures {
		o := png.Options{Scale: 1, Dark: p.View.ID == "network"}
		first, _, err := png.Encode(p.Scene, o)
		if err != nil {
			t.Fatal(err)
		}
		second, _, _ := png.Encode(p.Scene, o)
		if !bytes.Equal(first, second) {
			t.Errorf("%s: two drawings differ", p.View.ID)
		}
		img, err := stdpng.Decode(bytes.NewReader(first))
		if err != nil {
			t.Fatal(err)
		}
		for _, item := range p.Scene.Items {
			for _, s := range item.Shapes {
				if label, ok := s.(scene.Text); ok && !legible(img, label) {
					t.Errorf("%s: %q leaves no ink at %d,%d", p.View.ID, label.Content, label.X, label.Y)
				}
			}
		}
	}
}

func BenchmarkEncode(b *testing.B) {
	p := &scene.Picture{Width: 1600, Height: 1000}
	for i := range 100 {
		x, y := 20+i%10*155, 20+i/10*95
		p.Items = append(p.Items, scene.Item{Shapes: []scene.Shape{
			scene.Rect{
				Box: scene.Box{X: x, Y: y, W: 140, H: 70}, Radius: 6,
				Paint: scene.Paint{Fill: scene.Surface, Stroke: scene.Hairline},
			},
			scene.Glyph{X: x + 10, Y: y + 10, Size: 24, Name: "container", Color: scene.Compute},
			scene.Text{
				X: x + 40, Y: y + 30, Size: 14, Length: 90, Bold: true, Color: scene.Ink, Content: "Order service",
			},
		}})
	}
	for b.Loop() {
		if _, _, err := png.Encode(p, png.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// legible reports whether a text's own place holds pixels of at least two
// colours in every stretch of five em.
func legible(img image.Image, t scene.Text) bool {
	left := t.X
	if t.Centred {
		left -= t.Length / 2
	}
	for x := left; x < left+t.Length; x += 5 * t.Size {
		seen := map[color.Color]bool{}
		for px := x; px < min(x+5*t.Size, left+t.Length); px++ {
			for py := t.Y - (text.Font{Size: t.Size}).Ascent(); py <= t.Y; py++ {
				seen[img.At(px, py)] = true
			}
		}
		if len(seen) < 2 {
			return false
		}
	}
	return true
}
