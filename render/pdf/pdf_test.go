package pdf_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"codeberg.org/go-fonts/liberation/liberationsansregular"

	"asbuilt/finding"
	"asbuilt/internal/tool"
	"asbuilt/model"
	"asbuilt/render"
	"asbuilt/render/glyph"
	"asbuilt/render/pdf"
	"asbuilt/render/scene"
)

// sheet is a picture of that size with these shapes.
func sheet(w, h int, shapes ...scene.Shape) *scene.Picture {
	return &scene.Picture{
		View: "test", Lang: "en", Title: "Test", Width: w, Height: h, Items: []scene.Item{{Shapes: shapes}},
	}
}

func label(content string, size int) scene.Text {
	return scene.Text{X: 20, Y: 60, Size: size, Length: 90, Color: scene.Ink, Content: content}
}

// show is what a program of poppler prints of a PDF.
func show(t *testing.T, data []byte, program string, args ...string) string {
	t.Helper()
	command := exec.Command(tool.Program(t, program, "poppler-utils"), append(args, "-", "-")...)
	if program != "pdftotext" {
		command.Args = command.Args[:len(command.Args)-1]
	}
	command.Stdin = bytes.NewReader(data)
	var said strings.Builder
	command.Stderr = &said
	out, err := command.Output()
	if err != nil || said.Len() > 0 {
		t.Fatalf("%s: %v\n%s", program, err, said.String())
	}
	return string(out)
}

func encode(t *testing.T, p *scene.Picture, o pdf.Options) []byte {
	t.Helper()
	data, err := pdf.Encode(p, o)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// A picture takes A4, and A3 where letters on A4 would be smaller than six points.
func TestSheet(t *testing.T) {
	for _, c := range []struct {
		w, h, size int
		paper      string
	}{
		{200, 100, 14, "841.89 x 595.28 pts (A4)"},
		{1320, 500, 10, "841.89 x 595.28 pts (A4)"}, // 793.89 / 1320 is 0.601
		{1330, 500, 10, "1190.55 x 841.89 pts (A3)"},
		{1330, 500, 11, "841.89 x 595.28 pts (A4)"},
		{500, 930, 10, "1190.55 x 841.89 pts (A3)"},
		{0, 0, 0, "841.89 x 595.28 pts (A4)"},
	} {
		p := sheet(c.w, c.h)
		if c.size > 0 {
			p = sheet(c.w, c.h, label("Orders", 20), label("Orders", c.size))
		}
		info := show(t, encode(t, p, pdf.Options{}), "pdfinfo")
		if !strings.Contains(info, c.paper) || !strings.Contains(info, "Pages:           1\n") {
			t.Errorf("%d by %d with letters of %d: want %s\n%s", c.w, c.h, c.size, c.paper, info)
		}
	}
}

// All shapes leave ink, and nothing is drawn that the library did not take.
func TestShapes(t *testing.T) {
	black := scene.Paint{Stroke: scene.Ink, Fill: scene.Store, Faint: 20, Dash: []int{4, 2}}
	shapes := []scene.Shape{
		scene.Rect{Box: scene.Box{X: 10, Y: 20, W: 50, H: 30}, Radius: 6, Paint: black},
		scene.Stroke{
			Points: []scene.Point{{X: 10, Y: 20}, {X: 60, Y: 20}, {X: 60, Y: 60}}, Radius: 8,
			Hops: []scene.Point{{X: 30, Y: 20}}, Paint: scene.Paint{Stroke: scene.Ink},
		},
		scene.Polygon{Points: []scene.Point{{X: 10, Y: 10}, {X: 30, Y: 20}, {X: 10, Y: 30}}, Paint: black},
		scene.Glyph{X: 10, Y: 10, Size: 24, Name: "no-such-glyph", Color: scene.Ink},
	}
	for _, g := range glyph.All() {
		shapes = append(shapes, scene.Glyph{X: 50, Y: 50, Size: 24, Name: g.Name, Color: scene.Ink})
	}
	for _, dark := range []bool{false, true} {
		p := sheet(200, 100, shapes...)
		first := encode(t, p, pdf.Options{Dark: dark})
		if again := encode(t, p, pdf.Options{Dark: dark}); !bytes.Equal(first, again) {
			t.Errorf("dark %v: two drawings differ", dark)
		}
		dots := show(t, first, "pdftoppm", "-r", "36")
		colors := map[string]bool{}
		for i := 20; i+3 <= len(dots); i += 3 {
			colors[dots[i:i+3]] = true
		}
		if len(colors) < 20 {
			t.Errorf("dark %v: %d colours", dark, len(colors))
		}
	}
}

// Text is text, in the order in which it is read, its fonts embedded as subsets.
func TestText(t *testing.T) {
	korean := pdf.FindFont("")
	if korean == nil {
		tool.Lacking(t, "no Korean TrueType font; install one with: apt-get install fonts-nanum")
	}
	for content, want := range map[string]string{
		"Orders API (v2) · Größe → 30 %": "Orders API (v2) · Größe → 30 %",
		`back\slash (open`:               `back\slash (open`,
		"주문 API 서버":                      "주문 API 서버",
		"e\u200bnd\ufe0f":                "end",
	} {
		for _, bold := range []bool{false, true} {
			one := label(content, 14)
			one.Bold, one.Length = bold, 180
			data := encode(t, sheet(300, 100, one), pdf.Options{Font: korean})
			if got := strings.TrimSpace(show(t, data, "pdftotext")); got != want {
				t.Errorf("%q, bold %v: read as %q, want %q", content, bold, got, want)
			}
			fonts := show(t, data, "pdffonts")
			for _, line := range strings.Split(strings.TrimSpace(fonts), "\n")[2:] {
				if !regexp.MustCompile(`^[A-Z]{6}\+.* yes yes yes `).MatchString(line) {
					t.Errorf("%q: a font is not embedded as a subset: %s", content, line)
				}
			}
			if len(data) > 150_000 {
				t.Errorf("%q: %d bytes", content, len(data))
			}
		}
	}
}

// A text is as wide as it was measured to be.
func TestLength(t *testing.T) {
	for _, length := range []int{60, 120} {
		one := label("HMMMMH", 20)
		one.Length = length
		data := encode(t, sheet(1000, 500, one), pdf.Options{})
		boxes := show(t, data, "pdftotext", "-bbox")
		found := regexp.MustCompile(`xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)"`).FindStringSubmatch(boxes)
		if found == nil {
			t.Fatal(boxes)
		}
		var from, to float64
		if _, err := fmt.Sscan(found[1], &from); err != nil {
			t.Fatal(err)
		}
		if _, err := fmt.Sscan(found[2], &to); err != nil {
			t.Fatal(err)
		}
		const scale = 793.89 / 1000
		if got, want := to-from, float64(length)*scale; got < want-1 || got > want+1 {
			t.Errorf("length %d: %.1f points wide, want %.1f", length, got, want)
		}
	}
}

// What no font has is told, with the cure, and no PDF is made.
func TestLacking(t *testing.T) {
	for content, want := range map[string]finding.Text{
		"주문 API 주문": {En: "fonts-nanum", Ko: "fonts-nanum"},
		"rocket 🚀":  {En: `in no font that can be embedded: "🚀"`, Ko: "SVG나 PNG"},
	} {
		data, err := pdf.Encode(sheet(200, 100, label(content, 14)), pdf.Options{})
		said := finding.ErrorText(err)
		if data != nil || err == nil || !strings.Contains(said.En, want.En) || !strings.Contains(said.Ko, want.Ko) {
			t.Errorf("%q: %v", content, said)
		}
	}
}

func TestOpenFont(t *testing.T) {
	dir := t.TempDir()
	ttf := liberationsansregular.TTF
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"good.ttf":      {ttf, ""},
		"cff.otf":       {[]byte("OTTO and more"), "PostScript outlines"},
		"many.ttc":      {[]byte("ttcf and more"), "is a collection"},
		"web.woff2":     {[]byte("wOF2 and more"), "web font"},
		"text.ttf":      {[]byte("no font"), "a TrueType font (.ttf) is understood"},
		"cut.ttf":       {ttf[:64], "a TrueType font (.ttf) is understood"},
		"closed.ttf":    {allowing(ttf, 2), "does not allow"},
		"whole.ttf":     {allowing(ttf, 0x100), "does not allow"},
		"editable.ttf":  {allowing(ttf, 8), ""},
		"installed.ttf": {allowing(ttf, 0), ""},
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, c.data, 0o644); err != nil {
			t.Fatal(err)
		}
		_, err := pdf.OpenFont(path)
		if err == nil && c.want != "" || err != nil && (c.want == "" || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
	if _, err := pdf.OpenFont(filepath.Join(dir, "none.ttf")); err == nil {
		t.Error("a font that is not there is read")
	}
}

// allowing is a font whose table OS/2 allows that much.
func allowing(ttf []byte, fsType uint16) []byte {
	ttf = bytes.Clone(ttf)
	at := bytes.Index(ttf, []byte("OS/2"))
	binary.BigEndian.PutUint16(ttf[binary.BigEndian.Uint32(ttf[at+8:])+8:], fsType)
	return ttf
}

// A font whose tables lie fails, and ends nothing else.
func TestBrokenFont(t *testing.T) {
	ttf := bytes.Clone(liberationsansregular.TTF)
	at := bytes.Index(ttf, []byte("loca"))
	binary.BigEndian.PutUint32(ttf[at+8:], uint32(len(ttf)-4))
	path := filepath.Join(t.TempDir(), "broken.ttf")
	if err := os.WriteFile(path, ttf, 0o644); err != nil {
		t.Fatal(err)
	}
	font, err := pdf.OpenFont(path)
	if err != nil {
		return
	}
	if _, err := pdf.Encode(sheet(200, 100, label("한글", 14)), pdf.Options{Font: font}); err == nil {
		t.Error("a broken font without Hangul draws Hangul")
	}
}

// Every text of the example's pictures is read back from its PDF.
func TestSystemA(t *testing.T) {
	m, _, err := model.Load(os.DirFS("../.."), "architecture.yaml", model.Options{})
	if err != nil {
		t.Fatal(err)
	}
	korean := pdf.FindFont("")
	if korean == nil {
		tool.Lacking(t, "no Korean TrueType font; install one with: apt-get install fonts-nanum")
	}
	pictures, err := render.Render(context.Background(), m, render.Options{
		Views: []string{"context", "network"}, Langs: []finding.Lang{finding.Korean, finding.English},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pictures {
		said := squeezed(show(t, encode(t, p.Scene, pdf.Options{Font: korean}), "pdftotext", "-raw"))
		count := 0
		for _, item := range p.Scene.Items {
			for _, s := range item.Shapes {
				if label, ok := s.(scene.Text); ok {
					if count++; !strings.Contains(said, squeezed(label.Content)) {
						t.Errorf("%s, %s: %q is not in the PDF", p.View.ID, p.Lang, label.Content)
					}
				}
			}
		}
		if count < 40 {
			t.Errorf("%s: only %d texts", p.View.ID, count)
		}
	}
}

func squeezed(s string) string { return strings.Join(strings.Fields(s), "") }
